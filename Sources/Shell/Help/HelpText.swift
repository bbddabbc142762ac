import Columnar
import Ontology
import Planning
import Query

/// What `.help` says: the commands on one screen, and a page for each word of the language and of
/// PLOVER, with an example and what it gives.
enum HelpText {
  /// The commands by what they are for, and how to begin: at most 24 lines of 80 cells.
  static var overview: String {
    let groups = DotCommand.Group.allCases.map { group -> String in
      let heads = DotCommand.all.filter { $0.group == group }.map(\.head)
      let lines = wrapped(heads, width: 68)
      return zip([group.rawValue] + [String](repeating: "", count: lines.count), lines)
        .map { name, line in
          "  " + name + String(repeating: " ", count: 10 - name.count) + line + "\n"
        }.joined()
    }
    return """
      Type a query in KQL and press Enter; it runs as soon as it is complete:
        events | where type == "CONSULT" | summarize n = count() by mode | sort by n
      A line that begins with | goes on from the last query. Tab completes, Ctrl-R
      searches the history, Ctrl-C stops what runs, Ctrl-D leaves.

      \(groups.joined())
      The beginning of a command's name is enough. .help WORD tells of a command
      (.load), an operator (summarize), a function (bin), an event type (CONSULT),
      a table or a column, with an example.

      """
  }

  /// Words in lines that are not longer than `width`, two blanks between.
  private static func wrapped(_ words: [String], width: Int) -> [String] {
    var lines: [String] = []
    for word in words {
      if let last = lines.last, last.count + 2 + word.count <= width {
        lines[lines.count - 1] = last + "  " + word
      } else {
        lines.append(word)
      }
    }
    return lines
  }

  // MARK: - One word

  /// What one word means.
  static func about(_ word: String, in session: Session) -> Verdict {
    let text = DotCommand.trimmed(word)
    if text.hasPrefix("."), case .success(let (command, _)) = DotCommand.parse(text) {
      return session.write(command.page)
    }
    if let entry = OperatorHelp.named(text.lowercased()) {
      let more = entry.name == "render" ? RenderHelp.text : ""
      return session.write("\(entry.usage)\n  \(entry.summary)\n" + more)
        .then { session.showExample(entry.example) }
    }
    if let type = EventTypeHelp.type(named: text) {
      return session.write(EventTypeHelp.text(type)).then { session.showExample(of: type) }
    }
    if let function = function(named: text) {
      return session.write("\(function.usage)\n  \(function.summary)\n").then {
        FunctionExamples.query(for: function.name).map { session.showExample($0) } ?? .done
      }
    }
    return aboutName(text, in: session)
  }

  private static func aboutName(_ text: String, in session: Session) -> Verdict {
    if let kind = (RenderHelp.kinds + RenderHelp.properties).first(where: { $0.name == text }) {
      return session.write("\(kind.name)   of render\n  \(kind.summary)\n")
    }
    if let meaning = EventTypeHelp.meaning(of: text) { return session.write(meaning) }
    let tables = session.catalog.snapshot().tables
    if tables[text] != nil { return session.showSchema(of: text) }
    let columns = tables.sorted { $0.key < $1.key }.compactMap { name, table in
      table.schema.index(of: text).map {
        "\(name).\(text)   \(table.schema.columns[$0].type.rawValue)"
      }
    }
    if !columns.isEmpty { return session.write(columns.map { $0 + "\n" }.joined()) }
    if case .success(let (command, _)) = DotCommand.parse("." + text) {
      return session.write(command.page)
    }
    let hint = EditDistance.nearest(text, among: topics).map { "; did you mean '\($0)'?" }
    return session.fail("no help on '\(text)'" + (hint ?? "; .help lists what there is"))
  }

  /// Everything that `.help` has a page for, whatever is loaded.
  static let topics: [String] = Set(
    OperatorHelp.all.map(\.name) + functions.map(\.name) + EventType.allCases.map(\.rawValue)
      + RenderHelp.kinds.map(\.name) + DotCommand.all.map { "." + $0.name }
  ).sorted()

  // MARK: - Functions

  /// The names of all functions, for completion.
  static let functionNames: [String] = functions.map(\.name).filter { $0.first?.isLetter == true }

  /// The functions whose names hold `word`, with their arguments and what they do.
  static func functions(matching word: String) -> Table {
    var builder = TableBuilder(
      Schema([ColumnSchema("function", .string), ColumnSchema("what", .string)]))
    for function in functions
    where function.usage.contains("(") && (word.isEmpty || function.name.contains(word)) {
      builder.append([.string(function.usage), .string(function.summary)])
    }
    return builder.seal()
  }

  /// A function or an operator between two values.
  private typealias Function = (name: String, usage: String, summary: String)

  private static func function(named name: String) -> Function? {
    let word = name.hasSuffix("()") ? String(name.dropLast(2)) : name
    if let scalar = ScalarFunctions.named(word) {
      return (scalar.name, scalar.usage, scalar.summary)
    }
    let aggregate = AggregateFunctions.all.first { $0.name == word || $0.aliases.contains(word) }
    return aggregate.map { ($0.name, $0.usage, $0.summary) }
  }

  private static let functions: [Function] =
    (ScalarFunctions.all.map { ($0.name, $0.usage, $0.summary) }
    + AggregateFunctions.all.map { ($0.name, $0.usage, $0.summary) })
    .filter { !["[]", ".", "negate"].contains($0.0) }.sorted { $0.0 < $1.0 }
}
