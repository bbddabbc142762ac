import Query

/// Puts lines together until they are a statement.
///
/// At a prompt a statement is over as soon as it can be run. In a script that is read line by line the
/// following line may still belong to it, so it is over at a `;`, at a blank line, before a line that
/// cannot go on with it, or at the end.
struct StatementReader {
  /// A statement, or a command to the shell, with the place of its first line.
  struct Statement: Equatable {
    /// All of its lines.
    let text: String
    /// The number of its first line, from 1.
    let firstLine: Int

    /// Whether it is a command (`.tables`) instead of a query.
    var isCommand: Bool { StatementReader.isCommand(text) }
  }

  private let mode: Mode
  private var lines: [Substring] = []
  private var lineCount = 0
  private var firstLine = 1
  private var state = Completeness.empty

  /// From so many lines on, a line inside a bracket that closes none is not looked at: reading all
  /// of a long table again at every line would take time that grows with the square of its length.
  private static let longStatement = 64

  /// Where the lines come from.
  enum Mode {
    case prompt, script
  }

  /// A reader of lines from a prompt or from a script.
  init(_ mode: Mode) {
    self.mode = mode
  }

  /// Takes a line, and gives the statements that are over with it: none, one, or in a script two.
  ///
  /// A first line that begins with `|` goes on from `lastQuery`. At a prompt a line may be a pasted
  /// block of several, and that a script: then all that it holds is run, one after the other.
  mutating func add(_ line: String, lastQuery: String? = nil) -> [Statement] {
    guard mode == .prompt, lines.isEmpty, line.contains("\n") else {
      return addLine(line, lastQuery: lastQuery)
    }
    var block = line
    if let lastQuery, line.first(where: { !$0.isWhitespace }) == "|" {
      block = Self.withoutSemicolon(lastQuery) + "\n" + line
    }
    let statements = ScriptBlocks.split(block)
    // The last one may be unfinished: then it stays open for what is typed behind it.
    return statements.dropLast().map { Statement(text: $0.text, firstLine: 1) }
      + (statements.last.map { addLine($0.text, lastQuery: nil) } ?? [])
  }

  private mutating func addLine(_ line: String, lastQuery: String?) -> [Statement] {
    var finished: [Statement] = []
    lineCount += 1
    let text = line.drop { $0 == " " || $0 == "\t" }
    if canRun && !goesOn(with: text) { finished += finish() }
    // Comments before a command or a `|` belong to nothing.
    if state == .empty && (text.first == "|" || Self.isCommand(line)) { drop() }
    if lines.isEmpty {
      if text.isEmpty { return finished }
      // At a prompt the person sees one statement, in a script the whole file.
      firstLine = mode == .prompt ? 1 : lineCount
      if Self.isCommand(line), StoredFunctions.completeness(of: line)?.isOpen != true {
        return finished + [Statement(text: line, firstLine: firstLine)]
      }
      if text.first == "|", let lastQuery { lines.append(Self.withoutSemicolon(lastQuery)) }
    }
    lines.append(line[...])
    if staysOpen(with: text) { return finished }
    state = completeness(of: joined)
    if canRun && (mode == .prompt || endsWithSemicolon) { finished += finish() }
    if state == .empty && mode == .prompt { drop() }
    return finished
  }

  /// The lines that are left at the end of the input, complete or not.
  mutating func finish() -> [Statement] {
    defer { drop() }
    // Comments alone ask for nothing.
    guard state != .empty else { return [] }
    return [Statement(text: joined, firstLine: firstLine)]
  }

  /// Forgets the lines so far.
  mutating func drop() {
    lines = []
    state = .empty
  }

  /// The prompt for the next line; inside a statement it shows what is open.
  var prompt: String {
    guard case .incomplete(let open) = state else { return "casus> " }
    let arrow = open + "...> "
    return String(repeating: " ", count: max(0, "casus> ".count - arrow.count)) + arrow
  }

  /// The lines so far of a statement that is not over.
  var unfinished: String { joined }

  /// Whether a line is a command to the shell: a full stop and a letter.
  static func isCommand(_ line: String) -> Bool {
    let text = line.drop { $0 == " " || $0 == "\t" }
    return text.first == "." && text.dropFirst().first?.isLetter == true
  }

  private var canRun: Bool {
    switch state {
    case .complete, .wrong: true
    case .empty, .incomplete: false
    }
  }

  /// Whether a line of a script belongs to the statement before it, which could be run.
  private func goesOn(with line: Substring) -> Bool {
    if line.first == "|" || line.hasPrefix("//") { return true }
    if line.isEmpty || Self.isCommand(String(line)) || state != .complete { return false }
    return completeness(of: joined + "\n" + line) != .wrong
  }

  /// A function that a command creates is read to the end of its brackets.
  private func completeness(of text: String) -> Completeness {
    StoredFunctions.completeness(of: text) ?? Parser.completeness(of: text)
  }

  private func staysOpen(with line: Substring) -> Bool {
    guard lines.count > Self.longStatement, case .incomplete(let open) = state else { return false }
    return ["(", "[", "{"].contains(open) && !line.contains { ")]}".contains($0) }
  }

  private var joined: String { lines.joined(separator: "\n") }

  /// A query that something can be put behind.
  static func withoutSemicolon(_ query: String) -> Substring {
    var end = query.endIndex
    while end > query.startIndex {
      let last = query[query.index(before: end)]
      guard last.isWhitespace || last == ";" else { break }
      end = query.index(before: end)
    }
    return query[..<end]
  }

  private var endsWithSemicolon: Bool {
    joined.last { !$0.isWhitespace } == ";"
  }
}
