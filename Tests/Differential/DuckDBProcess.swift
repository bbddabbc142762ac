import Columnar
import Foundation
import RandomQueries

/// DuckDB, asked through a Python that has it.
final class DuckDBProcess {
  private let process = Process()
  private let questions = Pipe()
  private let answers = Pipe()
  private var buffer = Data()

  /// Starts `ask_duckdb.py`, which lies beside this file, under a Python.
  init(python: String) throws {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("ask_duckdb.py").path
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = [script]
    process.standardInput = questions
    process.standardOutput = answers
    try process.run()
  }

  /// Makes the tables of a world.
  func make(_ world: World) throws { try send(JSONText.world(world)) }

  /// What DuckDB thinks of the next question that was sent.
  func answer() throws -> String {
    while true {
      if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: buffer[buffer.startIndex..<end], as: UTF8.self)
        buffer.removeSubrange(buffer.startIndex...end)
        return line
      }
      let data = answers.fileHandleForReading.availableData
      guard !data.isEmpty else { return "refused: DuckDB's process ended" }
      buffer.append(data)
    }
  }

  /// Sends a world or a question.
  func send(_ line: String) throws {
    try questions.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
  }

  /// Ends the process.
  func close() {
    try? questions.fileHandleForWriting.close()
    process.waitUntilExit()
  }
}
