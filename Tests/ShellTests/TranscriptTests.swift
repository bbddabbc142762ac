import Columnar
import Foundation
import TestSupport
import Testing

@testable import Shell

@Suite struct TranscriptTests {
  static let transcripts = caseFiles(in: "Transcripts", withExtension: "session")

  /// Types the lines that stand behind prompts and compares all that is then seen.
  @Test(arguments: transcripts)
  func `a session prints what its transcript shows`(path: String) throws {
    let expected = try String(contentsOfFile: path, encoding: .utf8)
    try expectGolden(try replay(expected), at: path)
  }

  @Test func `a message sends no control character of the query to the screen`() throws {
    let folder = try TemporaryFolder()
    let screen = folder.path + "/screen"
    let descriptor = unsafe open(screen, O_RDWR | O_CREAT | O_APPEND, 0o600)
    defer { close(descriptor) }
    let session = Session(
      console: Console(output: descriptor, errors: descriptor), format: nil, parameters: [:])
    for text in ["print \u{1b}[31m", ".load /no\u{1b}[31m\n/such", ".\u{1b}x", ".mode \u{7}"] {
      _ = session.execute(.init(text: text, firstLine: 1))
    }
    let seen = try String(contentsOfFile: screen, encoding: .utf8)
    #expect(seen.contains("\\x1b"))
    #expect(!seen.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  @Test func `there are transcripts`() {
    #expect(Self.transcripts.count >= 4)
  }

  private func replay(_ transcript: String) throws -> String {
    let folder = try TemporaryFolder()
    let screen = folder.path + "/screen"
    let descriptor = unsafe open(screen, O_RDWR | O_CREAT | O_APPEND, 0o600)
    defer { close(descriptor) }
    let session = Session(
      console: Console(output: descriptor, errors: descriptor), format: nil, parameters: [:])
    _ = session.execute(.init(text: ".mode box", firstLine: 1))
    var reader = StatementReader(.prompt)
    for line in transcript.split(separator: "\n", omittingEmptySubsequences: false) {
      guard let typed = typed(line) else { continue }
      session.console.complain(reader.prompt + typed)
      for statement in reader.add(typed, lastQuery: session.lastQuery) {
        _ = session.execute(statement)
      }
    }
    return try String(contentsOfFile: screen, encoding: .utf8)
  }

  /// What stands behind the prompt of a line, nil where it has none.
  private func typed(_ line: Substring) -> String? {
    guard let end = line.range(of: "casus> ") ?? line.range(of: "...> "),
      line.distance(from: line.startIndex, to: end.lowerBound) <= 4
    else { return nil }
    return String(line[end.upperBound...])
  }
}
