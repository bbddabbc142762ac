import ArgumentParser
import Columnar
import Ingest
import Rendering
import Shell

/// `casus [PATH...]` and `casus -c QUERY [PATH...]`.
///
/// A command of its own, and the default one, because a root command that takes paths would take the
/// names of its subcommands for paths.
struct OpenShell: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shell", abstract: "Open the shell, or run one query (the default).")

  @Option(
    name: .customShort("c"),
    help: ArgumentHelp(
      "Run one query and leave; may be repeated.", valueName: "query"))
  var queries: [String] = []

  @Option(
    name: .customShort("f"),
    help: ArgumentHelp("Run the queries of a file and leave.", valueName: "file"),
    completion: .file(extensions: ["kql"]))
  var script: String?

  @Option(
    name: .customLong("init"),
    help: ArgumentHelp(
      "Run a script first, in place of casus/init.kql in the folder of configurations.",
      valueName: "file"), completion: .file(extensions: ["kql"]))
  var startFile: String?

  @Flag(name: .customLong("no-init"), help: "Run no script first.")
  var skipsStartFile = false

  @OptionGroup var options: SharedOptions

  @Argument(
    help: "Files and folders with articles; - is standard input.", completion: .file())
  var paths: [String] = []

  func run() throws {
    var options = options.values(paths: paths)
    if let startFile { options.start = .named(startFile) }
    if skipsStartFile { options.start = .none }
    if !queries.isEmpty && script != nil {
      throw ValidationError("-c and -f exclude each other; a script may hold several queries")
    }
    let status =
      if !queries.isEmpty {
        Program.runQueries(queries, options)
      } else if let script {
        Program.runScript(at: script, options)
      } else {
        Program.openShell(options)
      }
    throw ExitCode(status)
  }
}

/// `casus run SCRIPT [PATH...]`.
struct RunScript: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run the queries of a file.")

  @OptionGroup var options: SharedOptions

  @Argument(help: "A file of queries; - is standard input.", completion: .file(extensions: ["kql"]))
  var script: String

  @Argument(help: "Files and folders with articles.", completion: .file())
  var paths: [String] = []

  func run() throws {
    let options = options.values(paths: paths)
    throw ExitCode(Program.runScript(at: script, options))
  }
}

/// `casus extract [PATH...]`.
struct Extract: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract", abstract: "Read articles and write their events as JSON lines or CSV.")

  @Option(
    help: ArgumentHelp(
      """
      jsonl: documents, events and quotations with all that is known; plover: events with the field \
      names of PLOVER's interchange format; csv: the rows of the table 'events'; rows: the same as \
      JSON lines, for engines that load tables.
      """, valueName: "format"), completion: .list(ExtractFormat.allCases.map(\.rawValue)),
    transform: { name in
      if let format = ExtractFormat(rawValue: name) { return format }
      let names = ExtractFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("unknown format '\(name)'; there are \(names)")
    })
  var format: ExtractFormat = .jsonl

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Write to a file.", valueName: "file"),
    completion: .file())
  var output: String?

  @OptionGroup var reading: ReadingArguments

  @Argument(
    help: "Files and folders with articles; standard input when there are none.",
    completion: .file())
  var paths: [String] = []

  func run() throws {
    throw ExitCode(
      Program.extract(
        paths, as: format, published: reading.published, outputPath: output,
        actorsPath: reading.actors, patternPaths: reading.patterns))
  }
}

/// What the commands that ask something share.
struct SharedOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How results are written: \(formatNames); a box on a terminal, csv elsewhere.",
      valueName: "format"), completion: .list(OutputFormat.allCases.map(\.rawValue)),
    transform: { name in
      if let format = OutputFormat(prefix: name) { return format }
      throw ValidationError("unknown format '\(name)'; there are \(formatNames)")
    })
  var format: OutputFormat?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Write results to a file.", valueName: "file"),
    completion: .file())
  var output: String?

  @Flag(help: "Tell the time of each query on standard error.")
  var timing = false

  @Flag(help: "Tell what a query does that people may not expect, in scripts, too.")
  var notes = false

  @Option(
    help: ArgumentHelp("The most memory a query may take: 500m, 4g.", valueName: "size"),
    transform: { text in
      if let bytes = MemorySize.bytes(text) { return bytes }
      throw ValidationError("'\(text)' is no amount of memory; write it as 500m or 4g")
    })
  var memory: Int?

  @Option(
    help: ArgumentHelp("The most time a query may take: 500ms, 30s, 2m.", valueName: "time"),
    transform: { text in
      if let time = TimeLimit.duration(text) { return time }
      throw ValidationError("'\(text)' is no time; write it as 500ms, 30s, 2m or 1h")
    })
  var timeout: Duration?

  @Option(
    help: ArgumentHelp(
      "A value for a query's parameter, bound and never put into its text; may be repeated.",
      valueName: "name=value"))
  var param: [Parameter] = []

  @Flag(help: "Write no files, run no programs, and read nothing but the paths given.")
  var safe = false

  @Option(
    help: ArgumentHelp(
      "Ask an engine elsewhere: spark://host:port/database, clickhouse://host:port/database.",
      valueName: "url"))
  var engine: String?

  @OptionGroup var reading: ReadingArguments

  @Flag(help: "Refuse a table that has any row or field that cannot be read.")
  var strict = false

  @Option(
    help: ArgumentHelp(
      "Types for columns of tables, in place of those that are found.",
      valueName: "column:type,..."))
  var schema: String?

  /// The options for the program.
  func values(paths: [String]) -> Program.Options {
    var options = Program.Options(paths: paths, format: format, outputPath: output)
    options.isSafe = safe
    for parameter in param { options.parameters[parameter.name] = .string(parameter.value) }
    options.published = reading.published
    options.actorsPath = reading.actors
    options.showsTime = timing
    options.tellsNotes = notes
    options.memoryLimit = memory
    options.timeLimit = timeout
    options.patternPaths = reading.patterns
    options.isStrict = strict
    options.schema = schema ?? ""
    options.engine = engine
    return options
  }
}

/// What every command that reads articles takes.
struct ReadingArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The day of publication of every article, in place of its own: 2017-05-19.",
      valueName: "day"),
    transform: { text in
      if let day = IngestOptions.day(text) { return day }
      throw ValidationError("'\(text)' is no day; write it as 2017-05-19")
    })
  var published: String?

  @Option(
    help: ArgumentHelp(
      "A table of actors of your own, which come before the built-in ones (docs/CODING.md).",
      valueName: "file"), completion: .file())
  var actors: String?

  @Option(
    help: ArgumentHelp(
      "A file of frames of your own, tried before the built-in ones; may be repeated.",
      valueName: "file"), completion: .file())
  var patterns: [String] = []
}

/// `name=value`.
struct Parameter: ExpressibleByArgument {
  let name: String
  let value: String

  init?(argument: String) {
    guard let equals = argument.firstIndex(of: "="), equals > argument.startIndex else {
      return nil
    }
    name = String(argument[..<equals])
    value = String(argument[argument.index(after: equals)...])
  }
}

private let formatNames = OutputFormat.allCases.map(\.rawValue).joined(separator: ", ")
