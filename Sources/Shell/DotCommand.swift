import Columnar
import Dialects
import Ingest
import Query
import Remote
import Rendering

/// A command to the shell: a line that begins with a full stop.
struct DotCommand: Sendable {
  /// Its name without the full stop.
  let name: String
  /// What may follow, as `.help` shows it.
  let usage: String
  /// What it does, in a few words.
  let summary: String
  /// What it is for, as `.help` orders them.
  var group = Group.other
  /// What may follow, for completion.
  var argument = ArgumentCompletion.Kind.nothing
  /// More about it, on its page of help.
  var details = ""
  /// Does it, with what follows the name.
  let action: @Sendable (Session, String) -> Verdict

  /// What commands are for, in the order of `.help`.
  enum Group: String, CaseIterable {
    case look, ask, write, keep, other
  }

  /// The command as it is typed.
  var head: String { "." + name + (usage.isEmpty ? "" : " " + usage) }

  /// Its page of help.
  var page: String {
    let more = details.split(separator: "\n").map { "  " + $0 + "\n" }.joined()
    return head + "\n  " + summary + "\n" + more
  }

  /// Why a line is no command.
  struct Problem: Error {
    /// One line.
    let message: String
  }

  /// The command of a name.
  static func named(_ name: String) -> DotCommand? { all.first { $0.name == name } }

  /// The command of a line, by its name or by a beginning that fits no other, and what follows it.
  static func parse(_ line: String) -> Result<(DotCommand, String), Problem> {
    let text = line.drop { $0 == " " || $0 == "\t" }.dropFirst()
    let word = String(text.prefix { !$0.isWhitespace })
    let argument = trimmed(text.dropFirst(word.count))
    if ["alter", "create-or-alter"].contains(word), let create = named("create") {
      return .success((create, argument))
    }
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
  static let all: [DotCommand] = (looking + asking + writing + keeping + leaving)
    .sorted { $0.name < $1.name }

  private static let looking: [DotCommand] = [
    DotCommand(
      name: "functions", usage: "[WORD]", summary: "the functions of queries", group: .look,
      argument: .function,
      details: ".functions date lists those with 'date' in their names.", action: functions),
    DotCommand(
      name: "parse", usage: "TEXT|N", summary: "the grammar of a text, or of event N's sentence",
      group: .look, action: parse),
    DotCommand(
      name: "schema", usage: "[TABLE]", summary: "the columns and their types", group: .look,
      argument: .table, action: schema),
    DotCommand(
      name: "show", usage: "N", summary: "event N with the words that made it", group: .look,
      details: "The number is the column id of the table events.", action: show),
    DotCommand(
      name: "tables", usage: "", summary: "the tables, their rows and bytes", group: .look,
      details: "Kusto's .show tables is the same.", action: tables),
    DotCommand(
      name: "why", usage: "N", summary: "the steps that led to event N", group: .look,
      action: why),
  ]

  private static let asking: [DotCommand] = [
    DotCommand(
      name: "create", usage: "function NAME(...) {...}",
      summary: "keep a function for later shells",
      group: .ask, argument: .words(["function"]),
      details: """
        .create function twice(x: long) { 2 * x } is let twice = (x: long) { 2 * x } for good: it
        lies in casus/functions.kql of $XDG_CONFIG_HOME (~/.config). In a script it ends with the
        script. .show functions lists them.
        """,
      action: create),
    DotCommand(
      name: "drop", usage: "function|table NAME",
      summary: "give up a function that was kept, or a table that was loaded",
      group: .ask, argument: .words(["function", "table"]),
      details: """
        .drop table gdelt takes the rows of gdelt out of this shell, and out of events; no file is
        touched.
        """, action: drop),
    DotCommand(
      name: "edit", usage: "", summary: "the last query in $EDITOR, run when that ends",
      group: .ask, details: "VISUAL comes before EDITOR; without both it is vi.", action: edit),
    DotCommand(
      name: "explain", usage: "[run] QUERY",
      summary: "the plan of a query, which is not run; with 'run' rows and times",
      group: .ask, argument: .query, action: explain),
    DotCommand(
      name: "history", usage: "[N|/RE/]", summary: "the last statements typed, or those that fit",
      group: .ask,
      details: """
        .history 5 gives the last five, .history /phone/ all that the regular expression fits,
        in whatever case. A statement that begins with a blank is not kept.
        """,
      action: history),
    DotCommand(
      name: "param", usage: "[NAME=VALUE]", summary: "give a query's parameter a value",
      group: .ask, argument: .parameter,
      details: """
        For queries with declare query_parameters(NAME: type). The value is bound, never put into
        the text. Without an argument it lists the parameters; NAME= takes one away.
        """,
      action: param),
    DotCommand(
      name: "read", usage: "FILE", summary: "run the queries of a file", group: .ask,
      argument: .file, action: read),
    DotCommand(
      name: "run", usage: "[NAME] [NAME=VALUE ...]", summary: "run a saved query", group: .ask,
      argument: .savedQuery,
      details: "Without a name it lists the queries that .save-query kept.", action: run),
    DotCommand(
      name: "save-query", usage: "NAME", summary: "keep the last query under a name",
      group: .ask, argument: .savedQuery,
      details: "It lies in the folder casus/queries of $XDG_CONFIG_HOME (~/.config).",
      action: saveQuery),
    DotCommand(
      name: "sql", usage: "QUERY [DIALECT]",
      summary: "a query as SQL of clickhouse, duckdb or spark",
      group: .ask, argument: .query, action: sql),
    DotCommand(
      name: "timer", usage: "on|off", summary: "tell the time of each query", group: .ask,
      argument: .words(["on", "off"]), action: timer),
  ]

  private static let writing: [DotCommand] = [
    DotCommand(
      name: "last", usage: "", summary: "all rows of the last query, in $PAGER", group: .write,
      details: "The query is not run again.", action: last),
    DotCommand(
      name: "mode", usage: "[NAME]", summary: "how results are written", group: .write,
      argument: .mode,
      details: "auto draws a box where it fits the window, and else a record for each row.",
      action: mode),
    DotCommand(
      name: "once", usage: "FILE", summary: "write the next result to a file", group: .write,
      argument: .file, action: once),
    DotCommand(
      name: "output", usage: "[FILE]", summary: "write results to a file, or to the screen again",
      group: .write, argument: .file, action: output),
    DotCommand(
      name: "pager", usage: "[on|off|COMMAND]", summary: "show long results in a pager",
      group: .write, argument: .words(["on", "off"]),
      details: "on takes $PAGER, else less; off (the default) shows head and tail.",
      action: pager),
    DotCommand(
      name: "print", usage: "TEXT", summary: "write a line, as a heading in a script",
      group: .write, action: printLine),
    DotCommand(
      name: "set", usage: "[NAME VALUE]", summary: "the settings, or change one", group: .write,
      argument: .words(Setting.allCases.map(\.rawValue)),
      details: Setting.page, action: set),
  ]

  private static let keeping: [DotCommand] = [
    DotCommand(
      name: "connect", usage: "[URL|local]",
      summary: "ask an engine elsewhere, or the tables here again", group: .keep,
      argument: .words(["clickhouse://", "local", "spark://"]),
      details: """
        spark://HOST:PORT/DATABASE is HiveServer2 over HTTP, clickhouse://HOST:PORT/DATABASE is
        ClickHouse; sparks:// and clickhouses:// are encrypted. CASUS_USER and CASUS_PASSWORD or
        CASUS_TOKEN say who asks, or a line in casus/credentials of $XDG_CONFIG_HOME (~/.config).
        What the engine cannot do is done here, over fetched rows: .explain shows the border.
        """,
      action: connect),
    DotCommand(
      name: "export", usage: "FILE", summary: "write the last result; the file's name says how",
      group: .keep, argument: .file,
      details: "FILE ends in .csv, .tsv, .json, .jsonl, .md, .html, .sqlite or .casus.",
      action: export),
    DotCommand(
      name: "load", usage: "PATH [as NAME] [format=NAME]",
      summary: "read more articles, or a table of events", group: .keep, argument: .file,
      details: """
        Tables are known by what they hold: GDELT, ICEWS, POLECAT, ACLED, CSV, JSON and others
        (docs/LOADING.md); schema=COLUMN:TYPE,... says types.
        """,
      action: load),
    DotCommand(
      name: "open", usage: "FILE", summary: "put the tables of a store in place of these",
      group: .keep, argument: .file, action: open),
    DotCommand(
      name: "save", usage: "FILE", summary: "keep all tables in a store", group: .keep,
      argument: .file, action: save),
  ]

  private static let leaving: [DotCommand] = [
    DotCommand(
      name: "help", usage: "[WORD]", summary: "the commands, or what one word means",
      group: .other, argument: .topic, action: help),
    DotCommand(
      name: "quit", usage: "", summary: "leave, as Ctrl-D does", group: .other,
      action: { _, _ in .quit }),
  ]

  /// A text without blanks at either end.
  static func trimmed(_ text: some StringProtocol) -> String {
    text.trimmed(\.isWhitespace)
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

  private static let last: @Sendable (Session, String) -> Verdict = { session, _ in
    session.lastResults.isEmpty
      ? session.fail("no query was run yet")
      : session.pageLast()
  }

  static let mode: @Sendable (Session, String) -> Verdict = { session, name in
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
    return session.read(session.found(unquoted(argument)))
  }

  private static let schema: @Sendable (Session, String) -> Verdict = { session, name in
    session.showSchema(of: name)
  }

  private static let show: @Sendable (Session, String) -> Verdict = { session, argument in
    if argument == "tables" { return tables(session, "") }
    if argument == "functions" { return showFunctions(session) }
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
    if session.connection != nil {
      return session.fail(
        "the articles are not here; an event's document and text tell what it is from")
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
    var dialect = session.connection?.engine.dialect ?? "duckdb"
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

  static let timer: @Sendable (Session, String) -> Verdict = { session, argument in
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
