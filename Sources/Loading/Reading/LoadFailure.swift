import Columnar

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Why a table could not be loaded, saved or opened.
public enum LoadFailure: Error, Sendable, Hashable {
  /// The system's own reason, a code of `errno`.
  case system(Int32)
  /// Ctrl-C.
  case cancelled
  /// The file is of no kind that can be loaded.
  case unknownFormat
  /// A sentence for the user.
  case because(String)

  /// The reason in words, lower case and without a full stop.
  public var reason: String {
    switch self {
    case .system(let code): unsafe String(cString: strerror(code)).lowercased()
    case .cancelled: "cancelled"
    case .unknownFormat: "no table in a format that Casus knows"
    case .because(let reason): reason
    }
  }

  static let noMemory = LoadFailure.system(ENOMEM)
}

/// A row or a field that could not be read.
public struct LoadProblem: Sendable, Hashable {
  /// The line where the row begins, from 1; 0 where it is not known.
  public let line: Int
  /// What is wrong, in words.
  public let reason: String
}

/// Rows that could not be read, and fields that were left empty.
public struct LoadProblems: Sendable {
  /// How many of the first are kept.
  static let shownCount = 5
  /// Rows left out.
  public internal(set) var badRowCount = 0
  /// Fields that hold something else than their column; these are empty, and their row is there.
  public internal(set) var badFieldCount = 0
  /// The first of both, in the order of their lines.
  public internal(set) var first: [LoadProblem] = []

  /// Whether nothing was wrong.
  public var isEmpty: Bool { badRowCount == 0 && badFieldCount == 0 }

  mutating func addRow(line: Int, _ reason: @autoclosure () -> String) {
    badRowCount += 1
    note(line, reason())
  }

  mutating func addField(line: Int, _ reason: @autoclosure () -> String) {
    badFieldCount += 1
    note(line, reason())
  }

  private mutating func note(_ line: Int, _ reason: @autoclosure () -> String) {
    if first.count < Self.shownCount { first.append(LoadProblem(line: line, reason: reason())) }
  }

  /// Adds the problems of the part behind, whose lines begin after `lines` others.
  mutating func append(_ other: LoadProblems, after lines: Int) {
    badRowCount += other.badRowCount
    badFieldCount += other.badFieldCount
    first += other.first.map { LoadProblem(line: $0.line + lines, reason: $0.reason) }
    first = Array(first.sorted { $0.line < $1.line }.prefix(Self.shownCount))
  }
}

/// What somebody who waits for a table wants: to see how far it is, and to stop it.
public struct LoadMonitor: Sendable {
  /// Asked between blocks, from any thread.
  let isCancelled: @Sendable () -> Bool
  /// Told from any thread how many bytes of how many are done.
  let progress: @Sendable (Int, Int) -> Void

  /// Nobody waits.
  public static let none = LoadMonitor()

  /// A monitor; by default it neither stops nor listens.
  public init(
    isCancelled: @escaping @Sendable () -> Bool = { false },
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) {
    self.isCancelled = isCancelled
    self.progress = progress
  }
}
