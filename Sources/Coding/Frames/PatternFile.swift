import Ontology

/// Frames, word classes and operators of the user's own, read from the text of a `--patterns` file.
///
/// The rows are those of the built-in files, tab separated, under a heading each; `#` begins a
/// comment, and without a heading rows are of verbs:
///
///     [verbs]
///     SANCTION  discontinue  -  subj  on|obj  -  greylist, put on the grey list
///     [nouns]
///     SANCTION  discontinue  -  poss|by|mod|subj  of|on  act  greylisting
///     [classes]
///     gear  radar, jammer
///     [operators]
///     vow  SANCTION  THREATEN  restrict  =  S>r/A
///
/// Rows that are wrong are left out and told of in `problems`; the others hold all the same.
public struct PatternFile: Sendable {
  /// What is wrong at a place of the file.
  public struct Problem: Sendable, Hashable, CustomStringConvertible {
    /// The file's name.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// The character in the line, from 1.
    public let column: Int
    /// What was found and what was expected.
    public let message: String

    /// `file:line:column: message`.
    public var description: String { "\(file):\(line):\(column): \(message)" }
  }

  /// What the rows under a heading are.
  private enum Section: String, CaseIterable {
    case verbs, nouns, classes, operators
  }

  private(set) var verbRows: [[Substring]] = []
  private(set) var nounRows: [[Substring]] = []
  private(set) var classRows: [[Substring]] = []
  private(set) var operatorRows: [[Substring]] = []
  /// What is wrong with the file, in order; empty where all of it could be read.
  public private(set) var problems: [Problem] = []

  private struct Row {
    let section: Section
    let cells: [PatternCell]
  }

  /// Reads `text`, the content of the file called `name`, whose rows may use the classes and
  /// operators of `codebook` and those of the file itself, wherever they stand in it.
  public init(reading text: String, name: String, extending codebook: Codebook = .shared) {
    var section: Section? = .verbs
    var rows: [Row] = []
    for (index, rest) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let line = index == 0 && rest.first == "\u{FEFF}" ? rest.dropFirst() : rest
      if line.allSatisfy(\.isWhitespace) || line.first == "#" { continue }
      if line.first == "[" {
        let heading = String(line.dropFirst().prefix { $0 != "]" })
        section = Section(rawValue: heading)
        if section == nil {
          problems.append(
            Problem(
              file: name, line: index + 1, column: 2,
              message: "unknown heading '\(heading)'; expected "
                + Self.alternatives(Section.allCases.map(\.rawValue))))
        }
      } else if let section {
        rows.append(Row(section: section, cells: PatternCell.cells(of: line, number: index + 1)))
      }
    }
    add(rows, name, codebook)
  }

  private mutating func add(_ rows: [Row], _ name: String, _ codebook: Codebook) {
    let checker = PatternChecker(
      classes: codebook.classes.names.union(
        rows.filter { $0.section == .classes }.compactMap { $0.cells.first.map { $0.name } }),
      operators: codebook.operators.names.union(
        rows.filter { $0.section == .operators }.compactMap { $0.cells.first.map { $0.name } }))
    for row in rows {
      let found =
        switch row.section {
        case .verbs, .nouns: checker.checkFrame(row.cells)
        case .classes: checker.checkClass(row.cells)
        case .operators: checker.checkOperator(row.cells)
        }
      problems += found.map { fault in
        Problem(file: name, line: fault.line, column: fault.column, message: fault.message)
      }
      guard found.isEmpty else { continue }
      let cells = row.cells.map(\.text)
      switch row.section {
      case .verbs: verbRows.append(cells)
      case .nouns: nounRows.append(cells)
      case .classes: classRows.append(cells)
      case .operators: operatorRows.append(cells)
      }
    }
    problems.sort { ($0.line, $0.column) < ($1.line, $1.column) }
  }

  /// "a, b or c".
  static func alternatives(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }
}
