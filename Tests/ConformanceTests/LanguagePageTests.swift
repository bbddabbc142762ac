import Columnar
import Foundation
import Ingest
import Planning
import TestSupport
import Testing

/// docs/LANGUAGE.md is a test: every `kql` block is run and compared with the `csv` or `text` block
/// behind it, and the tables of functions are compared with the tables in the code.
/// `RECORD=1 swift test` rewrites the page.
@Suite(.serialized) struct LanguagePageTests {
  private let path = packageDirectory + "/docs/LANGUAGE.md"

  @Test func `every example prints what the page says`() throws {
    let page = try String(contentsOfFile: path, encoding: .utf8)
    var parts: [String] = []
    var examples = 0
    var query: String?
    for block in blocks(of: page) {
      switch (block.language, query) {
      case ("kql", _):
        query = block.body
        parts.append(block.text)
      case ("csv", let text?):
        examples += 1
        query = nil
        parts.append("```csv\n" + answer(to: text) + "```\n")
      case ("text", let text?):
        examples += 1
        query = nil
        parts.append("```text\n" + failure(of: text) + "```\n")
      default:
        parts.append(block.text)
      }
    }
    #expect(examples >= 40, "the page has lost its examples")
    try expectGolden(parts.joined(), at: path)
  }

  @Test(arguments: ["functions", "aggregates"])
  func `the tables of functions are those of the code`(section: String) throws {
    let rows =
      section == "functions"
      ? ScalarFunctions.calls.map { Row($0.usage, $0.summary) }
      : AggregateFunctions.all.map { Row($0.usage, $0.summary) }
    let page = try String(contentsOfFile: path, encoding: .utf8)
    let begin = "<!-- \(section): begin -->\n"
    let end = "<!-- \(section): end -->"
    let head = try #require(page.range(of: begin))
    let tail = try #require(page.range(of: end))
    let table =
      "| call | what it gives |\n| --- | --- |\n"
      + rows.sorted { $0.usage < $1.usage }.map {
        "| `\($0.usage.replacing("|", with: "\\|"))` | \($0.summary) |\n"
      }.joined()
    try expectGolden(
      page.replacingCharacters(in: head.upperBound..<tail.lowerBound, with: table), at: path)
  }

  /// A line of a table of functions.
  struct Row: Sendable {
    let usage: String
    let summary: String

    init(_ usage: String, _ summary: String) {
      self.usage = usage
      self.summary = summary
    }
  }

  /// A piece of the page: text between fences, or a fenced block with its language.
  private struct Block {
    var language: String?
    var text = ""
    var body = ""
  }

  private func blocks(of page: String) -> [Block] {
    var blocks = [Block()]
    var lines = page.components(separatedBy: "\n")
    if lines.last == "" { lines.removeLast() }
    for line in lines {
      let isFence = line.hasPrefix("```")
      if isFence, blocks[blocks.count - 1].language == nil {
        blocks.append(Block(language: String(line.dropFirst(3)), text: line + "\n"))
      } else {
        blocks[blocks.count - 1].text += line + "\n"
        if isFence {
          blocks.append(Block())
        } else {
          blocks[blocks.count - 1].body += line + "\n"
        }
      }
    }
    return blocks
  }

  private func answer(to query: String) -> String {
    switch QueryHarness.run(query, on: QueryHarness.seeds.tables) {
    case .success(let text): text
    case .failure(let failure): "failed: \(failure.message)\n"
    }
  }

  private func failure(of query: String) -> String {
    switch QueryHarness.run(query, on: QueryHarness.seeds.tables) {
    case .success(let text): text
    case .failure(let failure): failure.message
    }
  }
}
