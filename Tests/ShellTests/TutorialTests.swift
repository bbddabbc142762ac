import Columnar
import Foundation
import Rendering
import TestSupport
import Testing

@testable import Shell

/// examples/README.md is a test: what is typed in its blocks is typed here, over the seed articles, and
/// what stands below is what is then seen. `RECORD=1 swift test` rewrites the page.
@Suite(.serialized) struct TutorialTests {
  private let path = packageDirectory + "/examples/README.md"

  @Test func `every block of the tutorial shows what is seen`() throws {
    let page = try String(contentsOfFile: path, encoding: .utf8)
    let folder = try TemporaryFolder()
    let screen = folder.path + "/screen"
    let descriptor = unsafe open(screen, O_RDWR | O_CREAT | O_APPEND, 0o600)
    defer { close(descriptor) }
    let session = Session(
      console: Console(output: descriptor, errors: descriptor), format: .box, parameters: [:])
    _ = session.load([packageDirectory + "/seeds"])
    session.notes = .on
    var parts: [String] = []
    var blocks = 0
    for part in page.components(separatedBy: "```") {
      if part.hasPrefix("console\n") {
        parts.append("console\n" + (try replay(part, in: session, screen, descriptor)))
        blocks += 1
      } else if part.hasPrefix("sh\n") {
        parts.append("sh\n" + (try runCommands(part)))
        blocks += 1
      } else {
        parts.append(part)
      }
    }
    #expect(blocks >= 12, "the tutorial has lost its blocks")
    try expectGolden(parts.joined(separator: "```"), at: path)
  }

  private func replay(
    _ block: String, in session: Session, _ screen: String, _ descriptor: Int32
  ) throws -> String {
    let before = try String(contentsOfFile: screen, encoding: .utf8)
    var reader = StatementReader(.prompt)
    for line in block.split(separator: "\n") {
      guard let end = line.range(of: "casus> ") ?? line.range(of: "...> "),
        line.distance(from: line.startIndex, to: end.lowerBound) <= 4
      else { continue }
      let typed = String(line[end.upperBound...])
      session.console.complain(reader.prompt + typed)
      for statement in reader.add(typed, lastQuery: session.lastQuery) {
        _ = session.execute(statement)
      }
    }
    return String(try String(contentsOfFile: screen, encoding: .utf8).dropFirst(before.count))
  }

  /// Runs the lines behind `$ ` by the shell of the system, in the folder of the project.
  private func runCommands(_ block: String) throws -> String {
    var text = ""
    for line in block.split(separator: "\n") where line.hasPrefix("$ ") {
      text += line + "\n"
      text += try SystemShell.run(String(line.dropFirst(2)), in: packageDirectory).output
    }
    return text
  }
}
