public import Columnar
import Dialects
import Execution
import Glibc
import Ingest
import Loading
import Query
public import Rendering

/// How a statement or a command ended.
public enum Verdict: Sendable {
  case done
  /// The query is wrong or the command could not be carried out; it has been said why.
  case failed
  /// Ctrl-C.
  case interrupted
  /// Nothing could be read, or a file could not be written.
  case fileFailed
  /// The person wants to leave.
  case quit

  /// Whether something was not done that was asked for.
  var isFailure: Bool {
    switch self {
    case .done, .quit: false
    case .failed, .interrupted, .fileFailed: true
    }
  }
}

/// The state of one use of Casus: tables, output mode, the last query and its rows.
///
/// This is the heart of the module. A `REPL` feeds it statements typed at a prompt, a script those of a
/// file; `DotCommand`s change it; results go to standard output or to a file, and everything else
/// to standard error.
public final class Session {
  /// The tables that queries see.
  let catalog = Catalog(CatalogSnapshot(parties: PartyDictionary.lookup))
  /// The articles read, for `.show`.
  private(set) var corpus: Corpus?
  /// Values given for the query's parameters.
  var parameters: [String: Value]
  /// What it may touch beside its tables.
  var access = Access.full {
    didSet { output.mayPage = !access.isSafe }
  }
  /// To whom notes are told.
  public var notes = NoteAudience.prompt
  /// Whether a person types statements at a prompt.
  var isAtPrompt = false {
    didSet { output.keepsEachResult = isAtPrompt }
  }
  /// How articles are read.
  var readingOptions = IngestOptions()
  /// How results are written.
  var format: OutputFormat
  /// Whether the time of each statement is told.
  var showsTime = false
  /// How queries are run.
  var queryOptions = ExecutionOptions()
  /// The time that each query may take, nil for as long as it takes.
  var timeLimit: Duration?
  /// The statements typed, for `.history`.
  var history: History?
  /// The last query that was asked, which a line beginning with `|` goes on from.
  private(set) var lastQuery: String?
  /// The rows of the last query.
  private(set) var lastResults: [ShownResult] = []
  /// The script and the line of the statement that is carried out, for messages of commands.
  private var place: (name: String, line: Int)?

  /// The engine elsewhere that is asked in place of the tables here; nil for none.
  var connection: RemoteConnection?
  /// The tables that were loaded from files of tables.
  var loadedTables: [SessionTable] = []
  /// Whether a table with anything wrong in it is refused.
  public var isStrict = false
  /// Types for columns of tables that are loaded without being asked how: `a:long,b:datetime`.
  public var schema = ""

  let console: Console
  /// How many scripts are being read, each by the one before.
  private var scriptDepth = 0
  private static let maximumScriptDepth = 16
  var lets = LetScope()
  /// The functions that this session created.
  var createdFunctions: Set<String> = []
  /// The functions that are kept for later sessions.
  var stored = StoredFunctions()
  let output: ResultOutput

  /// A session over the tables that articles become, all empty.
  ///
  /// Without a format results are boxes on a terminal and comma-separated values elsewhere.
  public convenience init(format: OutputFormat? = nil, parameters: [String: Value] = [:]) {
    self.init(console: Console(), format: format, parameters: parameters)
  }

  /// The same on the given streams.
  init(console: Console, format: OutputFormat?, parameters: [String: Value]) {
    self.console = console
    output = ResultOutput(console: console)
    self.format = format ?? (console.outputIsTerminal ? .box : .csv)
    self.parameters = parameters
    catalog.publish(
      Dictionary(
        uniqueKeysWithValues: EventSchema.all.map { ($0.name, TableBuilder($0.schema).seal()) }))
  }

  // MARK: - Reading

  /// What reading articles came to.
  public struct Reading: Sendable {
    /// The articles read by this call and the calls before.
    public let articleCount: Int
    /// The inputs that could not be read; each has been told of.
    public let problemCount: Int
    /// The tables loaded by this call.
    public var tableCount = 0
  }

  /// Reads articles, besides those read before, and tells of every input that cannot be read.
  ///
  /// Nil when Ctrl-C stopped it; then nothing has changed.
  public func load(_ paths: [String]) -> Reading? {
    var articles: [String] = []
    var (tableCount, failureCount) = (0, 0)
    for path in paths {
      if Store.isStore(path) {
        if case .done = openStore(path) { tableCount += 1 } else { failureCount += 1 }
      } else if TableLoader.isTable(path) {
        switch loadTable(ofPath: path) {
        case .loaded: tableCount += 1
        case .failed: failureCount += 1
        case .cancelled: return nil
        }
      } else {
        articles.append(path)
      }
    }
    guard let reading = articles.isEmpty ? nothing : loadArticles(articles) else { return nil }
    return Reading(
      articleCount: reading.articleCount, problemCount: reading.problemCount + failureCount,
      tableCount: tableCount)
  }

  private var nothing: Reading {
    Reading(articleCount: corpus?.articleCount ?? 0, problemCount: 0)
  }

  private func loadArticles(_ paths: [String]) -> Reading? {
    let progress = ProgressLine(console: console)
    let watch = StatementWatch(.init(memory: queryOptions.memoryLimit))
    defer { watch.end() }
    var options = readingOptions
    options.mayRead = access.mayRead
    let outcome = IngestPipeline.ingest(
      paths: paths, adding: corpus, options: options,
      monitor: IngestMonitor(
        isCancelled: { watch.isStopped }, articlesDone: { progress.show(articles: $0) }))
    progress.end()
    if outcome.wasCancelled {
      guard let excess = watch.excess(of: "reading") else { return nil }
      complain(excess)
      return Reading(articleCount: corpus?.articleCount ?? 0, problemCount: paths.count)
    }
    // A file's name may hold anything, line ends and what colours the screen included.
    for problem in outcome.problems { console.complain(ControlEscape.escape(problem.line)) }
    corpus = outcome.corpus
    catalog.publish(outcome.tables)
    return Reading(articleCount: outcome.articleCount, problemCount: outcome.problems.count)
  }

  // MARK: - Running

  /// Runs a query and writes its rows; what is wrong with it goes to standard error.
  ///
  /// `name` and `firstLine` tell where the text is from, for messages.
  public func run(_ text: String, name: String = "", firstLine: Int = 1) -> Verdict {
    let begin = ContinuousClock.now
    let source = lets.source(for: text, name: name, firstLine: firstLine)
    lastQuery = text
    let line = ProgressLine(console: console)
    let scanned = ScanProgress()
    let watch = StatementWatch(limits) { line.show(rows: scanned.rowCount, of: scanned.total) }
    defer { watch.end() }
    let remote = remoteQuery(line, watch)
    remote?.stream = rowStream(for: source)
    do {
      defer { line.end() }
      let outcome = try QueryRunner.run(
        source.query, in: visibleTables, parameters: parameters, options: queryOptions,
        progress: scanned,
        isCancelled: { watch.isStopped }, localize: remote.map { $0.local })
      let elapsed = begin.duration(to: .now)
      line.end()
      report(outcome.diagnostics, in: source, tellsNotes: tellsNotes(of: name))
      if tellsNotes(of: name) { tellBorder(of: remote) }
      lets.remember(text)
      lastResults = ShownResult.results(of: outcome, text: text)
      let verdict = written(remote) ?? write(lastResults)
      for problem in lastResults.compactMap(\.problem) { console.remark("note: " + problem) }
      if showsTime { console.complain(Self.timing(elapsed, outcome)) }
      return verdict
    } catch {
      if let verdict = verdict(of: remote, watch) ?? stopped(error, watch) { return verdict }
      report(error.diagnostics, in: source)
      if let advice = Advice.afterMistakes(in: text, error.diagnostics, visibleTables) {
        console.complain(advice)
      }
      return .failed
    }
  }

  /// Writes the plans of a query without running it; one that begins with `|` goes on from the last.
  ///
  /// Behind the word `run` the query is run, and the rows and the time of each operator are told.
  func explain(_ text: String) -> Verdict {
    var text = text
    let isRun = text.hasPrefix("run ") || text.hasPrefix("run\n")
    if isRun { text = DotCommand.trimmed(text.dropFirst(4)) }
    let last = lastQuery.map { StatementReader.withoutSemicolon($0) + "\n" } ?? ""
    let query = text.first == "|" ? last + text : text
    let source = lets.source(for: query, name: "", firstLine: 1)
    if connection != nil { return explainRemote(source, runs: isRun) }
    let watch = StatementWatch(limits)
    defer { watch.end() }
    do {
      let plans =
        isRun
        ? try QueryRunner.profile(
          source.query, in: catalog.snapshot(), parameters: parameters, options: queryOptions,
          isCancelled: { watch.isStopped })
        : try QueryRunner.explain(source.query, in: catalog.snapshot(), parameters: parameters)
      let lines = plans.map { $0.hasSuffix("\n") ? $0 : $0 + "\n" }
      return write(ControlEscape.escape(lines.joined(separator: "\n"), keepsLineEnds: true))
    } catch {
      if let verdict = stopped(error, watch) { return verdict }
      report(error.diagnostics, in: source)
      return .failed
    }
  }

  /// Writes a query as SQL of a dialect; one that begins with `|` goes on from the last.
  func sql(_ text: String, dialect: String) -> Verdict {
    let last = lastQuery.map { StatementReader.withoutSemicolon($0) + "\n" } ?? ""
    let query = text.first == "|" ? last + text : text
    let source = lets.source(for: query, name: "", firstLine: 1)
    do {
      let plans = try QueryRunner.plans(source.query, in: visibleTables, parameters: parameters)
      var texts: [String] = []
      for plan in plans {
        do {
          texts.append(try SQLTranslator.sql(plan, dialect: dialect))
        } catch {
          return fail(error.message)
        }
      }
      return write(ControlEscape.escape(texts.joined(separator: ";\n\n"), keepsLineEnds: true))
    } catch {
      report(error.diagnostics, in: source)
      return .failed
    }
  }

  /// Runs the text of a script: queries, and lines that are commands. Stops at the first error.
  ///
  /// Queries that only lines part are told apart in a file; a text given as one query is one.
  public func runScript(_ text: String, name: String, isOneQuery: Bool = false) -> Verdict {
    guard scriptDepth < Self.maximumScriptDepth else {
      return fail("'\(name)' is read by files that it reads")
    }
    scriptDepth += 1
    defer { scriptDepth -= 1 }
    for block in ScriptBlocks.split(text, partsAtLines: !isOneQuery) {
      let verdict = execute(block, name: name)
      guard case .done = verdict else { return verdict }
    }
    return .done
  }

  /// The path of what a command is to read: a relative one that leads nowhere from the working folder is
  /// taken from the folder of the script that names it.
  func found(_ path: String) -> String {
    guard let script = place?.name, let slash = script.lastIndex(of: "/"), !path.hasPrefix("/"),
      unsafe Glibc.access(path, F_OK) != 0
    else { return path }
    let beside = String(script[...slash]) + path
    return unsafe Glibc.access(beside, F_OK) == 0 ? beside : path
  }

  /// Runs the script at a path.
  func read(_ path: String) -> Verdict {
    if let reason = access.refusal(toRead: path) { return fail(reason) }
    let file = TextFile.readScript(path)
    guard let text = file.text else {
      return fileFailure("cannot read '\(path)': \(file.reason)")
    }
    return runScript(text, name: path)
  }

  /// Runs a query or carries out a command.
  func execute(_ statement: StatementReader.Statement, name: String = "") -> Verdict {
    guard statement.isCommand else {
      if name.isEmpty, let line = Advice.command(in: statement.text, names: { isName($0) }),
        case .success(let (command, argument)) = DotCommand.parse(line)
      {
        if ![".help", ".quit"].contains(line) { console.remark(line) }
        return command.action(self, argument)
      }
      return run(statement.text, name: name, firstLine: statement.firstLine)
    }
    let outer = place
    place = name.isEmpty ? nil : (name, statement.firstLine)
    defer { place = outer }
    switch DotCommand.parse(statement.text) {
    case .success(let (command, argument)): return command.action(self, argument)
    case .failure(let problem): return fail(problem.message)
    }
  }

  /// Whether something is called so that a query may begin with.
  private func isName(_ text: String) -> Bool {
    visibleTables.tables[text] != nil || lets.names.contains(text)
  }

  /// Says in one line why a command could not be carried out.
  func fail(_ message: String) -> Verdict {
    complain(message)
    return .failed
  }

  /// Tells of an error, with the place of the command in its script.
  private func complain(_ message: String) {
    let head = place.map { "\($0.name):\($0.line):1: " } ?? ""
    console.complain(ControlEscape.escape(head + "error: " + message))
  }

  // MARK: - Writing

  /// Writes the answer of a command where results go.
  func write(_ tables: [Table], showsAllRows: Bool = false) -> Verdict {
    write(tables.map { ShownResult($0) }, showsAllRows: showsAllRows)
  }

  /// Writes the results of a query where results go.
  func write(_ results: [ShownResult], showsAllRows: Bool = false) -> Verdict {
    let failure = output.write(
      results, format: format, corpus: corpus, showsAllRows: showsAllRows)
    if let failure { return fileFailure(failure) }
    return .done
  }

  /// Shows the rows of the last query in the pager.
  func pageLast() -> Verdict {
    if let failure = output.page(lastResults, format: format) { return fileFailure(failure) }
    return .done
  }

  /// Writes text where results go.
  func write(_ text: String) -> Verdict {
    if let failure = output.write(text) { return fileFailure(failure) }
    return .done
  }

  /// Sends results to a file from now on, or with nil to standard output again; `once` for the next
  /// result only.
  public func redirect(to path: String?, once: Bool = false) -> Verdict {
    if let path, let reason = access.refusal(toWrite: path) { return fail(reason) }
    if let failure = output.redirect(to: path, once: once) { return fileFailure(failure) }
    return .done
  }

  /// Writes what is kept until the end, as a page is, and puts the file of results in its place.
  public func finishOutput(afterFailure: Bool = false) -> Verdict {
    if let failure = output.finish(keepsEmpty: !afterFailure) { return fileFailure(failure) }
    return .done
  }

  /// What a page is called that the results become.
  public func nameOutput(_ title: String) {
    output.title = title
  }

  /// The columns that results may take, nil where they go to no terminal.
  var width: Int? { output.goesToTerminal ? console.width : nil }

  /// Forgets the rows of the last query.
  func dropResults() { lastResults = [] }

  /// Forgets the articles read; their tables stay.
  func forgetArticles() { corpus = nil }

  /// Says in one line what a file refused.
  func fileFailure(_ message: String) -> Verdict {
    complain(message)
    return .fileFailed
  }

  /// Whole milliseconds since a moment.
  static func milliseconds(since begin: ContinuousClock.Instant) -> Int64 {
    (ContinuousClock.now - begin).milliseconds
  }
}

extension Duration {
  /// The whole milliseconds.
  var milliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }
}
