import ArgumentParser
import Shell

/// `casus schema [TABLE...]`.
struct PrintSchema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the CREATE TABLE of events and the other tables for another engine.")

  @Option(
    help: ArgumentHelp(
      "The engine: \(Program.dialects.joined(separator: ", ")).", valueName: "dialect"),
    completion: .list(Program.dialects))
  var dialect = "duckdb"

  @Argument(help: "The tables; all where none is named.")
  var tables: [String] = []

  func run() throws {
    throw ExitCode(Program.schema(tables, dialect: dialect))
  }
}
