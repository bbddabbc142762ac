import Glibc
import Loading

/// The statements typed before, newest last, kept in a file over restarts.
///
/// A statement is one line of the file, whatever its own lines: `\n` stands for a line end and `\\` for
/// a backslash. It is kept when it is entered, so that nothing is lost when the process dies, and
/// several shells may share one file.
struct History {
  /// The file, nil where there is no place for it.
  let path: String?
  /// The newest entries, oldest first.
  private(set) var entries: [String] = []
  /// Why the file could not be written, until somebody is told.
  private var problem: String?
  private var hasToldProblem = false

  /// So many of the newest statements are kept.
  static let maximumCount = 10_000

  /// The entries of the file at `path`.
  init(path: String?) {
    self.path = path
    guard let path, let text = TextFile.read(path).text else { return }
    let lines = text.split(separator: "\n")
    entries = lines.suffix(Self.maximumCount).map { Self.decode($0) }
  }

  /// `$XDG_STATE_HOME/casus/history`, by default under `~/.local/state`.
  static var defaultPath: String? {
    if let state = Console.environment("XDG_STATE_HOME"), state.hasPrefix("/") {
      return state + "/casus/history"
    }
    return Console.environment("HOME").map { $0 + "/.local/state/casus/history" }
  }

  /// Adds a statement, and puts it behind the last line of the file, on the disk when this returns; one
  /// that begins with a blank stays out, and one that repeats the last is kept once. Says whether it was
  /// added.
  ///
  /// The file may hold statements of other shells, which are kept, and is written anew under a lock, so
  /// that shells that write at once lose none of each other's. A full file of 10,000 short lines takes
  /// milliseconds.
  @discardableResult
  mutating func add(_ statement: String) -> Bool {
    guard statement.first != " ", statement != entries.last else { return false }
    entries.append(statement)
    guard let path else { return true }
    TextFile.makeFolders(above: path)
    problem = KeptFile.locked(path) { Self.append(Self.encode(statement), to: path) }
    return true
  }

  /// What went wrong with the file, once a session: the statements themselves are not to blame.
  mutating func takeProblem() -> String? {
    guard !hasToldProblem, let problem else { return nil }
    hasToldProblem = true
    return problem
  }

  private static func append(_ line: String, to path: String) -> String? {
    let file = TextFile.readBytes(path)
    guard var bytes = file.bytes ?? (unsafe access(path, F_OK) == 0 ? nil : []) else {
      return "cannot read '\(path)': \(file.reason)"
    }
    let lineEnd = UInt8(ascii: "\n")
    // Somebody may have written half a line.
    if let last = bytes.last, last != lineEnd { bytes.append(lineEnd) }
    bytes += Array(line.utf8) + [lineEnd]
    let ends = bytes.indices.filter { bytes[$0] == lineEnd }
    if ends.count > maximumCount { bytes.removeFirst(ends[ends.count - maximumCount - 1] + 1) }
    return TextFile.write(bytes, to: path)
  }

  /// A statement as one line.
  static func encode(_ statement: String) -> String {
    var line = ""
    for character in statement.unicodeScalars {
      switch character {
      case "\\": line += "\\\\"
      case "\n": line += "\\n"
      default: line.unicodeScalars.append(character)
      }
    }
    return line
  }

  /// The statement of a line.
  static func decode(_ line: some StringProtocol) -> String {
    var statement = ""
    var isEscaped = false
    for character in line.unicodeScalars {
      if isEscaped {
        statement.unicodeScalars.append(character == "n" ? "\n" : character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        statement.unicodeScalars.append(character)
      }
    }
    return statement
  }
}
