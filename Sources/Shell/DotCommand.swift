import Columnar
import Dialects
import Ingest
import Query
import Rendering

/// A command to the shell: a line that begins with a full stop.
struct DotCommand: Sendable {
  /// Its name without the full stop.
  let name: String
  /// What may follow, as `.help` shows it.
  let usage: String
  /// What it does, in a few words.
  let summary: String
  /// Does it, with what follows the name.
  let action: @Sendable (Session, String) -> Verdict

  /// Why a line is no command.
  struct Problem: Error {
    /// One line.
    let message: String
  }

  /// The command that somebody meant who left out the full stop, or asked as in another shell:
  /// `help`, `show tables`, `exit`. Nil where the text is no such word.
  static func meant(by text: String) -> DotCommand? {
    let words = text.lowercased().split { !$0.isLetter && $0 != "?" }.map(String.init)
    guard let first = words.first, words.count <= 2, !text.contains("|") else { return nil }
    let synonyms = ["?": "help", "bye": "quit", "describe": "schema", "exit": "quit", "q": "quit"]
    let name = words == ["show", "tables"] ? "tables" : synonyms[first] ?? first
    return all.first { $0.name == name }
  }

  /// The command of a line, by its name or by a beginning that fits no other, and what follows it.
  static func parse(_ line: String) -> Result<(DotCommand, String), Problem> {
    let text = line.drop { $0 == " " || $0 == "\t" }.dropFirst()
    let word = String(text.prefix { !$0.isWhitespace })
    let argument = trimmed(text.dropFirst(word.count))
    if let exact = all.first(where: { $0.name == word }) { return .success((exact, argument)) }
    let matches = all.filter { $0.name.hasPrefix(word) }
    if matches.count == 1 { return .success((matches[0], argument)) }
    if matches.count > 1 {
      let names = matches.map { "." + $0.name }.joined(separator: ", ")
      return .failure(Problem(message: "'.\(word)' may mean \(names)"))
    }
    let nearest = EditDistance.nearest(word, among: all.map(\.name))
    let hint = nearest.map { "; did you mean '.\($0)'?" } ?? "; .help lists the commands"
    return .failure(Problem(message: "unknown command '.\(word)'" + hint))
  }

  /// All commands in the order of the alphabet.
  static let all: [DotCommand] = [
    DotCommand(
      name: "explain", usage: "[run] QUERY",
      summary: "the plan of a query, which is not run; with 'run' rows and times",
      action: explain),
    DotCommand(
      name: "export", usage: "FILE", summary: "write the last result; the file's name says how",
      action: export),
    DotCommand(
      name: "functions", usage: "[WORD]", summary: "the functions of queries", action: functions),
    DotCommand(
      name: "help", usage: "[WORD]", summary: "the commands, or what one word means", action: help),
    DotCommand(
      name: "history", usage: "[N]", summary: "the last N statements typed", action: history),
    DotCommand(
      name: "last", usage: "", summary: "all rows of the last query, in $PAGER", action: last),
    DotCommand(
      name: "load", usage: "PATH [as NAME] [format=NAME] [schema=COLUMN:TYPE,...]",
      summary: "read more articles, or a table of events", action: load),
    DotCommand(name: "mode", usage: "[NAME]", summary: "how results are written", action: mode),
    DotCommand(
      name: "once", usage: "FILE", summary: "write the next result to a file", action: once),
    DotCommand(
      name: "open", usage: "FILE", summary: "put the tables of a store in place of these",
      action: open),
    DotCommand(
      name: "output", usage: "[FILE]", summary: "write results to a file, or to the screen again",
      action: output),
    DotCommand(
      name: "parse", usage: "TEXT|N", summary: "the grammar of a text, or of event N's sentence",
      action: parse),
    DotCommand(
      name: "quit", usage: "", summary: "leave, as Ctrl-D does", action: { _, _ in .quit }),
    DotCommand(name: "read", usage: "FILE", summary: "run the queries of a file", action: read),
    DotCommand(
      name: "save", usage: "FILE", summary: "keep all tables in a store", action: save),
    DotCommand(
      name: "schema", usage: "[TABLE]", summary: "the columns and their types", action: schema),
    DotCommand(
      name: "set", usage: "memory SIZE|none", summary: "the most memory a query may take",
      action: set),
    DotCommand(
      name: "show", usage: "N", summary: "event N with the words that made it", action: show),
    DotCommand(
      name: "sql", usage: "QUERY [DIALECT]", summary: "a query as SQL of duckdb or spark",
      action: sql),
    DotCommand(
      name: "tables", usage: "", summary: "the tables, their rows and bytes", action: tables),
    DotCommand(
      name: "timer", usage: "on|off", summary: "tell the time of each query", action: timer),
    DotCommand(
      name: "why", usage: "N", summary: "the steps that led to event N", action: why),
  ]

  /// A text without blanks at either end.
  static func trimmed(_ text: some StringProtocol) -> String {
    String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}

extension DotCommand {
  private static let help: @Sendable (Session, String) -> Verdict = { session, word in
    word.isEmpty ? session.write(HelpText.overview) : HelpText.about(word, in: session)
  }

  private static let explain: @Sendable (Session, String) -> Verdict = { session, query in
    query.isEmpty ? session.fail(".explain needs a query") : session.explain(query)
  }

  private static let functions: @Sendable (Session, String) -> Verdict = { session, word in
    session.write([HelpText.functions(matching: word)])
  }

  private static let history: @Sendable (Session, String) -> Verdict = { session, argument in
    guard let history = session.history else { return session.fail("no history is kept here") }
    guard let count = argument.isEmpty ? 20 : Int(argument), count > 0 else {
      return session.fail("'\(argument)' is no number of statements")
    }
    let entries = history.entries.suffix(count).map {
      ControlEscape.escape($0, keepsLineEnds: true)
    }
    return session.write(entries.map { $0 + "\n" }.joined())
  }

  private static let last: @Sendable (Session, String) -> Verdict = { session, _ in
    session.lastResults.isEmpty
      ? session.fail("no query was run yet")
      : session.pageLast()
  }

  private static let mode: @Sendable (Session, String) -> Verdict = { session, name in
    let names = OutputFormat.allCases.map(\.rawValue)
    if name.isEmpty {
      return session.write(session.format.rawValue + "  (" + names.joined(separator: " ") + ")\n")
    }
    guard let format = OutputFormat(prefix: name) else {
      let hint = EditDistance.nearest(name, among: names).map { "; did you mean '\($0)'?" }
      return session.fail(
        "unknown mode '\(name)'" + (hint ?? "; there are " + names.joined(separator: ", ")))
    }
    session.format = format
    return .done
  }

  private static let once: @Sendable (Session, String) -> Verdict = { session, path in
    path.isEmpty
      ? session.fail(".once needs a file") : session.redirect(to: unquoted(path), once: true)
  }

  private static let output: @Sendable (Session, String) -> Verdict = { session, path in
    session.redirect(to: path.isEmpty ? nil : unquoted(path))
  }

  private static let read: @Sendable (Session, String) -> Verdict = { session, argument in
    guard !argument.isEmpty else { return session.fail(".read needs a file") }
    return session.read(unquoted(argument))
  }

  private static let schema: @Sendable (Session, String) -> Verdict = { session, name in
    let tables = session.catalog.snapshot().tables
    if !name.isEmpty && tables[name] == nil {
      let hint = EditDistance.nearest(name, among: tables.keys.sorted())
      return session.fail(
        "unknown table '\(name)'" + (hint.map { "; did you mean '\($0)'?" } ?? ""))
    }
    let names = name.isEmpty ? tables.keys.sorted() : [name]
    let rows = names.flatMap { name in
      (tables[name]?.schema.columns ?? []).map { column in
        [.string(name), .string(column.name), .string(column.type.rawValue)] as [Value]
      }
    }
    return session.write(
      [
        table([("table", .string), ("column", .string), ("type", .string)], rows)
      ], showsAllRows: true)
  }

  private static let show: @Sendable (Session, String) -> Verdict = { session, argument in
    if argument == "tables" { return tables(session, "") }
    return ofEvent(session, argument, command: "show") { corpus, id in
      corpus.card(ofEvent: id).map { EventCardRenderer(width: session.width).text($0) }
    }
  }

  private static let why: @Sendable (Session, String) -> Verdict = { session, argument in
    ofEvent(session, argument, command: "why") { corpus, id in
      corpus.explanation(ofEvent: id).map { EventCardRenderer(width: session.width).text($0) }
    }
  }

  private static let parse: @Sendable (Session, String) -> Verdict = { session, argument in
    guard !argument.isEmpty else {
      return session.fail(".parse needs a text or the number of an event")
    }
    let renderer = ParseCardRenderer(width: session.width)
    if Int(argument) != nil {
      return ofEvent(session, argument, command: "parse") { corpus, id in
        corpus.parse(ofEvent: id, options: session.readingOptions).map { renderer.text($0) }
      }
    }
    let cards = ParseCard.cards(ofText: unquoted(argument), options: session.readingOptions)
    return session.write(cards.map { renderer.text($0) }.joined(separator: "\n"))
  }

  /// Writes what `text` tells of the event whose number is given.
  private static func ofEvent(
    _ session: Session, _ argument: String, command: String, text: (Corpus, Int) -> String?
  ) -> Verdict {
    guard let id = Int(argument) else {
      return session.fail(".\(command) needs the number of an event")
    }
    guard let corpus = session.corpus, let text = text(corpus, id) else {
      let count = session.corpus?.eventCount ?? 0
      return session.fail(
        count == 0 ? "there are no events" : "no event \(id); there are events 1 to \(count)")
    }
    return session.write(text)
  }

  private static let sql: @Sendable (Session, String) -> Verdict = { session, argument in
    // The dialect may stand at either end; a query ends with no such word of its own.
    var query = argument
    var dialect = "duckdb"
    for name in SQLTranslator.dialects {
      if query.hasPrefix(name + " ") {
        dialect = name
        query = trimmed(query.dropFirst(name.count))
        break
      }
      if query.hasSuffix(" " + name) {
        dialect = name
        query = trimmed(query.dropLast(name.count))
        break
      }
    }
    return query.isEmpty ? session.fail(".sql needs a query") : session.sql(query, dialect: dialect)
  }

  private static let set: @Sendable (Session, String) -> Verdict = { session, argument in
    let words = argument.split(separator: " ").map(String.init)
    guard words.count == 2, words[0] == "memory" else {
      return session.fail(".set takes 'memory' and an amount, as in .set memory 4g")
    }
    return session.limitMemory(words[1])
  }

  private static let timer: @Sendable (Session, String) -> Verdict = { session, argument in
    switch argument {
    case "on": session.showsTime = true
    case "off": session.showsTime = false
    default: return session.fail(".timer is 'on' or 'off'")
    }
    return .done
  }

  static func table(_ columns: [(String, LogicalType)], _ rows: [[Value]]) -> Table {
    var builder = TableBuilder(Schema(columns.map { ColumnSchema($0.0, $0.1) }))
    for row in rows { builder.append(row) }
    return builder.seal()
  }

  /// A path without the quotes that a person may put around one with blanks.
  static func unquoted(_ path: String) -> String {
    for quote in ["\"", "'"] where path.count > 1 && path.hasPrefix(quote) && path.hasSuffix(quote)
    {
      return String(path.dropFirst().dropLast())
    }
    return path
  }
}
