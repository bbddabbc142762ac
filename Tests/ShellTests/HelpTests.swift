import Columnar
import Execution
import Foundation
import Planning
import Query
import Rendering
import TestSupport
import Testing

@testable import Shell

/// What `.help` says is true: examples run, tables are whole, and the pages of docs/ say the same.
@Suite(.serialized) struct HelpTests {
  @Test func `the overview fits a screen and names every command`() {
    let lines = HelpText.overview.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count - 1 <= 24)
    for line in lines { #expect(DisplayWidth.of(String(line)) <= 80, "\(line)") }
    for command in DotCommand.all { #expect(HelpText.overview.contains("." + command.name)) }
  }

  @Test func `operators are sorted and those of the parser`() {
    let names = OperatorHelp.all.map(\.name)
    #expect(names == names.sorted())
    let known = Set(OperatorHelp.all.map(\.name) + OperatorHelp.synonyms.keys)
    for keyword in OperatorKeyword.allCases {
      #expect(known.contains(keyword.rawValue), "\(keyword.rawValue)")
    }
  }

  @Test(arguments: OperatorHelp.all.map { ($0.name, $0.example) })
  func `the example of an operator gives rows`(name: String, example: String) throws {
    #expect(example.contains(name))
    try expectRows(example)
  }

  @Test(
    arguments: FunctionExamples.scalars.keys.sorted() + FunctionExamples.aggregates.keys.sorted())
  func `the example of a function calls it and gives a value`(name: String) throws {
    let query = try #require(FunctionExamples.query(for: name))
    #expect(query.contains(name))
    let table = try expectRows(query)
    #expect(table[0, 0] != .null)
    let isKnown =
      ScalarFunctions.named(name) != nil || AggregateFunctions.all.contains { $0.name == name }
    #expect(isKnown)
  }

  @discardableResult
  private func expectRows(_ query: String) throws -> Table {
    let outcome = try QueryRunner.run(QuerySource(text: query), in: CatalogSnapshot())
    let table = try #require(outcome.results.last?.table)
    #expect(table.rowCount > 0, "\(query)")
    return table
  }

  @Test func `the kinds of chart are those that can be drawn`() {
    #expect(RenderHelp.kinds.map(\.name) == ChartSpec.Kind.allCases.map(\.rawValue).sorted())
  }

  /// The table of operators in docs/LANGUAGE.md is the one that `.help` reads.
  @Test func `the page of the language has the table of operators`() throws {
    let rows = OperatorHelp.all.map {
      "| `\($0.usage.replacing("|", with: "\\|"))` | \($0.summary) |\n"
    }
    try expectSection(
      "operators", of: "/docs/LANGUAGE.md",
      is: "| operator | what it does |\n| --- | --- |\n" + rows.joined())
  }

  private func expectSection(_ name: String, of path: String, is text: String) throws {
    let page = try String(contentsOfFile: packageDirectory + path, encoding: .utf8)
    let head = try #require(page.range(of: "<!-- \(name): begin -->\n"))
    let tail = try #require(page.range(of: "<!-- \(name): end -->"))
    try expectGolden(
      page.replacingCharacters(in: head.upperBound..<tail.lowerBound, with: text),
      at: packageDirectory + path)
  }
}

/// The manual page docs/casus.1 tells of all commands and options.
@Suite(.serialized) struct ManualTests {
  private let path = packageDirectory + "/docs/casus.1"

  @Test func `the manual has the commands that the shell has`() throws {
    let page = try String(contentsOfFile: path, encoding: .utf8)
    let head = try #require(page.range(of: ".\\\" commands: begin\n"))
    let tail = try #require(page.range(of: ".\\\" commands: end"))
    let items = DotCommand.all.map { command in
      let usage =
        command.usage.isEmpty ? "" : " Ar " + command.usage.replacing("|", with: " \\*(Ba ")
      return ".It Ic ." + command.name + usage + "\n" + sentence(command.summary)
    }
    try expectGolden(
      page.replacingCharacters(
        in: head.upperBound..<tail.lowerBound,
        with: ".Bl -tag -width indent\n" + items.joined() + ".El\n"),
      at: path)
  }

  private func sentence(_ summary: String) -> String {
    summary.prefix(1).uppercased() + summary.dropFirst() + ".\n"
  }

  /// Every option that the command line takes, as the parser itself lists them.
  @Test(arguments: [["--help"], ["help", "shell"], ["help", "run"], ["help", "extract"]])
  func `the manual has the options that the program has`(arguments: [String]) throws {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: TerminalSession.program)
    process.arguments = arguments
    process.standardOutput = output
    try process.run()
    let text = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let page = try String(contentsOfFile: path, encoding: .utf8)
    let options = text.split(separator: "\n").filter { $0.hasPrefix("  -") }
      .flatMap { $0.split(separator: " ").filter { $0.hasPrefix("-") } }
      .map { String($0.prefix { $0 != "," }) }
    #expect(options.count >= 2)
    for option in options {
      // mdoc writes an option without its first hyphen.
      #expect(page.contains("Fl " + option.dropFirst()), "\(option)")
    }
  }
}
