public import Columnar
import Glibc
public import Ingest
import Remote
public import Rendering

/// What the command line can ask for: each function is one command and gives its exit status.
public enum Program {
  /// The program's version.
  public static let version = Banner.version

  /// What all commands that ask something share.
  public struct Options: Sendable {
    /// Files and folders with articles.
    public var paths: [String]
    /// How results are written; by the kind of output where it is nil.
    public var format: OutputFormat?
    /// The file for results, nil for standard output.
    public var outputPath: String?
    /// Values for the query's parameters.
    public var parameters: [String: Value]
    /// Files of frames of the person's own.
    public var patternPaths: [String] = []
    /// Whether a table with anything wrong in it is refused.
    public var isStrict = false
    /// Types of columns of tables that are given none by their format: `a:long,b:datetime`.
    public var schema = ""
    /// The engine to connect to, nil for the tables here.
    public var engine: String?
    /// What is run first.
    public var start = StartFile.own
    /// A file of actors of the user's own, nil for none.
    public var actorsPath: String?
    /// Whether no file is written, no program run, and nothing read but the paths.
    public var isSafe = false

    /// What may be read under `--safe`.
    var readable: [String] {
      if case .named(let path) = start { paths + [path] } else { paths }
    }

    /// The day of publication of every article, in place of its own.
    public var published: String?

    /// Whether scripts and single queries tell notes, too.
    public var tellsNotes = false
    /// Whether the time of each statement is told.
    public var showsTime = false
    /// The bytes that a query may take, nil for what the machine can spare.
    public var memoryLimit: Int?
    /// The time that a query may take, nil for as long as it takes.
    public var timeLimit: Duration?

    /// Options of their parts.
    public init(
      paths: [String] = [], format: OutputFormat? = nil, outputPath: String? = nil,
      parameters: [String: Value] = [:]
    ) {
      self.paths = paths
      self.format = format
      self.outputPath = outputPath
      self.parameters = parameters
    }
  }

  /// A script that is run before anything else.
  public enum StartFile: Sendable {
    /// The person's own, `$XDG_CONFIG_HOME/casus/init.kql`, where there is one and a person types: a
    /// script must give the same on every machine.
    case own
    /// The one at a path, whoever asks.
    case named(String)
    case none
  }

  /// How the process ended, for whoever called it.
  enum Status {
    static let done: Int32 = 0
    static let queryFailed: Int32 = 1
    static let wrongUsage: Int32 = 2
    static let fileFailed: Int32 = 3
    static let interrupted: Int32 = 130
  }

  /// `casus [PATH...]`: the shell, or the queries of standard input.
  public static func openShell(_ options: Options) -> Int32 {
    let begin = ContinuousClock.now
    return withSession(options, opensPrompt: REPL.isInteractive) { session, reading in
      let elapsed = Session.milliseconds(since: begin)
      return REPL(session).run(
        banner: Banner.text(session, articleCount: reading.articleCount, milliseconds: elapsed))
    }
  }

  /// `casus -c QUERY... [PATH...]`: each query in one session, up to the first that fails.
  public static func runQueries(_ queries: [String], _ options: Options) -> Int32 {
    withSession(options) { session, _ in
      for query in queries {
        let verdict = session.runScript(query, name: "", isOneQuery: true)
        guard case .done = verdict else { return verdict }
      }
      return .done
    }
  }

  /// The folder for what a person keeps: `$XDG_CONFIG_HOME/casus`, by default under `~/.config`; nil
  /// where there is no place for it.
  static var configurationFolder: String? {
    if let folder = Console.environment("XDG_CONFIG_HOME"), folder.hasPrefix("/") {
      return folder + "/casus"
    }
    return Console.environment("HOME").map { $0 + "/.config/casus" }
  }

  /// `casus run SCRIPT [PATH...]`: the queries of a file.
  public static func runScript(at path: String, _ options: Options) -> Int32 {
    let file = TextFile.readScript(path)
    guard let text = file.text else {
      Console().complain(ControlEscape.escape("\(path): \(file.reason)"))
      return Status.fileFailed
    }
    return withSession(options) { session, _ in
      session.nameOutput(reportTitle(ofScript: path))
      return session.runScript(text, name: path)
    }
  }

  /// `first-calls` for `examples/first-calls.kql`.
  private static func reportTitle(ofScript path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name.hasSuffix(".kql") ? String(name.dropLast(4)) : name
  }

  /// `casus extract [PATH...]`: articles in, events out; without paths from standard input.
  /// `published` is the day of publication of every article, in place of its own.
  public static func extract(
    _ paths: [String], as format: ExtractFormat = .jsonl, published: String? = nil,
    outputPath: String?, actorsPath: String? = nil, patternPaths: [String] = []
  ) -> Int32 {
    Interrupt.endsProcess()
    let console = Console()
    guard
      var options = ReadingOptions.read(
        actorsPath: actorsPath, patternPaths: patternPaths, console)
    else {
      return Status.fileFailed
    }
    options.published = published
    let output = ResultOutput(console: console)
    if let failure = output.redirect(to: outputPath, once: false) {
      console.complain("error: " + failure)
      return Status.fileFailed
    }
    // Where results go to the screen they show how far it is.
    let progress = output.goesToTerminal ? nil : ProgressLine(console: console)
    var failure: String?
    let problems = IngestPipeline.extract(
      paths: paths.isEmpty ? ["-"] : paths, as: format,
      options: options,
      monitor: IngestMonitor(articlesDone: { progress?.show(articles: $0) })
    ) { line in
      if failure == nil { failure = output.write(line + "\n") }
    }
    progress?.end()
    for problem in problems { console.complain(ControlEscape.escape(problem.line)) }
    if let failure { console.complain("error: " + failure) }
    return problems.isEmpty && failure == nil ? Status.done : Status.fileFailed
  }

  /// Writes a line to standard error.
  public static func complain(_ line: String) {
    Console().complain(line)
  }

  private static func withSession(
    _ options: Options, opensPrompt: Bool = false, _ body: (Session, Session.Reading) -> Verdict
  ) -> Int32 {
    Interrupt.endsProcess()
    let session = Session(format: options.format, parameters: options.parameters)
    session.showsTime = options.showsTime
    if options.tellsNotes { session.notes = .on }
    session.limitMemory(to: options.memoryLimit)
    session.timeLimit = options.timeLimit
    if options.isSafe { session.access = .safe(options.readable) }
    guard
      var reading = ReadingOptions.read(
        actorsPath: options.actorsPath, patternPaths: options.patternPaths, session.console)
    else { return Status.fileFailed }
    reading.published = options.published
    session.readingOptions = reading
    session.isStrict = options.isStrict
    session.schema = options.schema
    var articles = Session.Reading(articleCount: 0, problemCount: 0)
    if !options.paths.isEmpty {
      guard let read = session.load(options.paths) else { return Status.interrupted }
      articles = read
      // Of several inputs the others are asked all the same; of none there is nothing to ask.
      if articles.articleCount == 0 && articles.tableCount == 0 && articles.problemCount > 0 {
        return Status.fileFailed
      }
    }
    guard case .done = aim(session, options) else { return Status.fileFailed }
    if let engine = options.engine {
      session.isAtPrompt = opensPrompt
      switch session.connect(to: engine) {
      case .done: break
      case .interrupted: return Status.interrupted
      case .failed, .fileFailed, .quit: return Status.fileFailed
      }
    }
    defer { session.connection?.engine.close() }
    var verdict = start(session, options.start, opensPrompt: opensPrompt)
    if case .done = verdict { verdict = body(session, articles) }
    if case .done = verdict, let path = options.outputPath, exportsAtEnd(path) {
      verdict = session.export(to: path)
    }
    if case .fileFailed = session.finishOutput() { verdict = .fileFailed }
    switch verdict {
    case .done, .quit: return articles.problemCount > 0 ? Status.fileFailed : Status.done
    case .failed: return Status.queryFailed
    case .fileFailed: return Status.fileFailed
    case .interrupted: return Status.interrupted
    }
  }

  /// Sends results where the options say, in the form that a file's name asks for.
  private static func aim(_ session: Session, _ options: Options) -> Verdict {
    guard let path = options.outputPath, let form = ExportForm(path: path) else {
      return session.redirect(to: options.outputPath)
    }
    switch form {
    case .text(let format):
      if options.format == nil { session.format = format }
      return session.redirect(to: path)
    case .store, .sqlite:
      session.format = .none
      return .done
    }
  }

  /// Whether a file is written from the last result at the end, not as results come.
  private static func exportsAtEnd(_ path: String) -> Bool {
    switch ExportForm(path: path) {
    case .store, .sqlite: true
    case .text, nil: false
    }
  }

  /// Runs the start file. At a prompt what is wrong with it is told and the person can mend it; a
  /// script does not go on.
  private static func start(
    _ session: Session, _ file: StartFile, opensPrompt: Bool
  ) -> Verdict {
    let verdict: Verdict
    switch file {
    case .none: return .done
    case .named(let path): verdict = session.read(path)
    case .own:
      // A safe session is the same for everybody.
      guard opensPrompt, !session.access.isSafe else { return .done }
      session.loadFunctions()
      guard let path = ownStartPath, unsafe access(path, F_OK) == 0 else { return .done }
      verdict = session.read(path)
    }
    if case .quit = verdict { return .quit }
    return opensPrompt ? .done : verdict
  }

  private static var ownStartPath: String? { configurationFolder.map { $0 + "/init.kql" } }
}
