import ArgumentParser
import Shell

/// `casus info FILE...`.
struct Info: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info", abstract: "Tell what is in files: format, rows, columns, span of dates.")

  @OptionGroup var options: SharedOptions

  @Argument(help: "Tables, stores, articles.", completion: .file())
  var paths: [String]

  func run() throws {
    throw ExitCode(Program.info(options.values(paths: paths)))
  }
}

/// `casus convert IN... OUT`.
struct Convert: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Write what is in files in another format: csv, tsv, json, jsonl, sqlite, casus.")

  @OptionGroup var options: SharedOptions

  @Argument(
    help: "The files to read, and at the end the file to write, whose name says its format.",
    completion: .file())
  var paths: [String]

  func validate() throws {
    if paths.count < 2 { throw ValidationError("convert needs a file to read and one to write") }
  }

  func run() throws {
    let sources = Array(paths.dropLast())
    throw ExitCode(
      Program.convert(sources, to: paths[paths.count - 1], options.values(paths: sources)))
  }
}
