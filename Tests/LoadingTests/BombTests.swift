import Columnar
import Foundation
import Testing

@testable import Loading

/// Files made to fill the memory, or to keep the reader busy.
@Suite struct BombTests {
  private func reason(_ bytes: [UInt8], name: String) throws -> String? {
    let path = NSTemporaryDirectory() + UUID().uuidString + name
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    do throws(LoadFailure) {
      _ = try TableLoader().load(path)
      return nil
    } catch {
      return error.reason
    }
  }

  private func number(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  /// An archive of one stored file that the directory names `count` times.
  private func archive(naming count: Int) -> [UInt8] {
    let data = Array("a,b\n1,2\n".utf8)
    let local =
      number(0x0403_4B50, 4) + [UInt8](repeating: 0, count: 14) + number(data.count, 4)
      + number(data.count, 4) + number(5, 2) + number(0, 2) + Array("a.csv".utf8) + data
    var entry = number(0x0201_4B50, 4) + [UInt8](repeating: 0, count: 16)
    entry += number(data.count, 4) + number(data.count, 4) + number(5, 2)
    entry += [UInt8](repeating: 0, count: 16) + Array("a.csv".utf8)
    let directory = Array(repeatElement(entry, count: count).joined())
    return local + directory + number(0x0605_4B50, 4) + number(0, 4) + number(count, 2)
      + number(count, 2) + number(directory.count, 4) + number(local.count, 4) + number(0, 2)
  }

  @Test func `an archive of more files than anybody packs is refused`() throws {
    let archive = archive(naming: 10_001)
    #expect(try reason(archive, name: ".zip") == "it holds more than 10000 files: refused")
  }

  @Test func `a table of keys without end is none`() throws {
    let keys = (0..<10_001).map { "\"k\($0)\":1" }.joined(separator: ",")
    #expect(
      try reason(Array("{\(keys)}\n".utf8), name: ".jsonl")
        == "it has more than 10000 different keys: no table")
  }

  @Test func `the mark of a text comes off when it is loaded`() throws {
    let path = NSTemporaryDirectory() + UUID().uuidString + ".csv"
    try Data("'=n,b\n'=cmd,1\n''@x,2\n'tis,3\n-5 a,4\n".utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let table = try TableLoader().load(path).table
    #expect(table.schema.columns.map(\.name) == ["=n", "b"])
    #expect(
      (0..<4).map { table[$0, 0] }
        == [.string("=cmd"), .string("'@x"), .string("'tis"), .string("-5 a")])
  }
}
