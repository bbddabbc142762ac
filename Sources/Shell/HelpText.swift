import Columnar
import Planning
import Query

/// What `.help` says.
enum HelpText {
  /// The commands, and how to begin.
  static var overview: String {
    let width = DotCommand.all.map { $0.name.count + $0.usage.count + 2 }.max() ?? 0
    let commands = DotCommand.all.map { command in
      let head = "." + command.name + (command.usage.isEmpty ? "" : " " + command.usage)
      return "  " + head + String(repeating: " ", count: width - head.count + 2) + command.summary
    }
    return """
      Type a query in KQL and press Enter; it runs as soon as it is complete:
        events | where type == "CONSULT" | summarize n = count() by mode | sort by n
      A line that begins with | goes on from the last query. Ctrl-C drops what is typed or stops
      what runs, Ctrl-R searches the history, Tab completes, Ctrl-D leaves.

      \(commands.joined(separator: "\n"))

      The beginning of a command's name is enough. .help WORD tells of a command or an operator.

      """
  }

  /// What one word means: a command, an operator or a function.
  static func about(_ word: String, in session: Session) -> Verdict {
    let name = word.hasPrefix(".") ? String(word.dropFirst()) : word
    if let entry = operators.first(where: { $0.name == name }) {
      return session.write("\(entry.usage)\n  \(entry.summary)\n")
    }
    if case .success(let (command, _)) = DotCommand.parse("." + name) {
      return session.write(".\(command.name) \(command.usage)\n  \(command.summary)\n")
    }
    if let entry = functions.first(where: { $0.name == name }) {
      return session.write("\(entry.usage)\n  \(entry.summary)\n")
    }
    let known = operators.map(\.name) + functionNames + DotCommand.all.map(\.name)
    let hint = EditDistance.nearest(name, among: known).map { "; did you mean '\($0)'?" } ?? ""
    return session.fail("no help on '\(word)'" + hint)
  }

  /// The names of all functions, for completion.
  static let functionNames: [String] = functions.map(\.name)

  /// The functions whose names hold `word`, with their arguments and what they do.
  static func functions(matching word: String) -> Table {
    var builder = TableBuilder(
      Schema([ColumnSchema("function", .string), ColumnSchema("what", .string)]))
    for function in functions where word.isEmpty || function.name.contains(word) {
      builder.append([.string(function.usage), .string(function.summary)])
    }
    return builder.seal()
  }

  /// The functions of the language, without its operators, which are functions too.
  private static let functions: [(name: String, usage: String, summary: String)] =
    (ScalarFunctions.all.map { ($0.name, $0.usage, $0.summary) }
    + AggregateFunctions.all.map { ($0.name, $0.usage, $0.summary) })
    .filter { $0.0.first?.isLetter == true && $0.1.contains("(") }.sorted { $0.0 < $1.0 }

  /// The operators, one an entry.
  static let operators: [(name: String, usage: String, summary: String)] = [
    ("count", "T | count", "the number of rows, as the column Count"),
    ("datatable", "datatable (name: type, ...) [value, ...]", "a table written out"),
    ("distinct", "T | distinct a, b", "each combination of values once"),
    ("extend", "T | extend name = expression, ...", "adds columns"),
    ("getschema", "T | getschema", "the columns of a table as rows"),
    ("join", "T | join kind=inner (U) on key", "rows of two tables with equal keys"),
    ("let", "let name = expression;", "gives a value, table or function a name"),
    ("lookup", "T | lookup U on key", "adds the columns of a table with equal keys"),
    ("mv-expand", "T | mv-expand column", "a row for each item of a list"),
    ("print", "print name = expression, ...", "one row of computed values"),
    ("project", "T | project a, name = expression, ...", "keeps, names and computes columns"),
    ("project-away", "T | project-away a, b", "drops columns"),
    ("project-rename", "T | project-rename new = old", "renames columns"),
    ("project-reorder", "T | project-reorder a, b", "puts columns first"),
    ("range", "range x from 1 to 10 step 1", "a table of numbers or dates"),
    ("render", "T | render timechart", "asks for a drawing; never changes rows"),
    ("sample", "T | sample n", "n rows by chance"),
    ("sort", "T | sort by a asc, b desc", "orders the rows, descending by default"),
    ("summarize", "T | summarize n = count(), avg(x) by a", "a row for each group"),
    ("take", "T | take n", "the first n rows that come"),
    ("top", "T | top n by a", "the n rows with the greatest values"),
    ("union", "T | union U, V", "the rows of several tables"),
    ("where", "T | where condition", "keeps the rows that fit"),
  ]
}
