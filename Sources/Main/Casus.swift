import ArgumentParser
import Glibc
import Shell

/// The command line of `casus`: arguments to a call of `Program`.
@main
struct Casus: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "casus",
    abstract: "Ask questions of the news: who did what to whom, when, where, according to whom.",
    usage: """
      casus [<path> ...]
      casus -c <query> [<path> ...]
      casus run <script> [<path> ...] [--param <name=value> ...]
      casus extract [<path> ...]
      casus info <path> ...
      casus convert <path> ... <path>
      casus schema [<table> ...] --dialect <dialect>
      """,
    discussion: """
      Reads the articles of the paths and opens a shell; with standard input not a terminal, runs \
      the queries it reads there. Every command takes --format and -o; casus help shell lists all.
      """,
    version: "casus \(Program.version)",
    subcommands: [
      OpenShell.self, RunScript.self, Extract.self, Info.self, Convert.self, PrintSchema.self,
    ],
    defaultSubcommand: OpenShell.self)

  /// Parses and runs; wrong usage ends with status 2 instead of the parser's own 64.
  static func main() {
    if let script = CompletionScript.asked(by: CommandLine.arguments) {
      print(script)
      Glibc.exit(0)
    }
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let code as ExitCode {
      Glibc.exit(code.rawValue)
    } catch {
      let text = fullMessage(for: error)
      if exitCode(for: error) == .success {
        print(text)
        Glibc.exit(0)
      }
      Program.complain(text)
      Glibc.exit(2)
    }
  }
}
