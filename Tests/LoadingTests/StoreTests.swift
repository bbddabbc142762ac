import Columnar
import Foundation
import TestSupport
import Testing

@testable import Loading

@Suite struct StoreTests {
  @Test(arguments: 0..<60 as Range<UInt64>)
  func `what is kept comes back as it was`(seed: UInt64) throws {
    let folder = try Folder()
    var random = RandomTable(seed: seed)
    let tables = [
      StoredTable(name: "a", table: random.table(), format: nil),
      StoredTable(name: "b c", table: random.table(), format: "gdelt2"),
    ]
    let path = folder.path + "/x.casus"
    let size = try Store.save(tables, to: path)
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int == size)
    #expect(Store.isStore(path))
    let opened = try Store.tables(at: path)
    #expect(opened.map(\.name) == ["a", "b c"])
    #expect(opened.map(\.format) == [nil, "gdelt2"])
    for (before, after) in zip(tables, opened) {
      #expect(after.table.schema == before.table.schema)
      #expect(after.table.rows == before.table.rows)
      for (old, new) in zip(before.table.columns ?? [], after.table.columns ?? []) {
        #expect(new.zones?.least == old.zones?.least)
        #expect(new.zones?.greatest == old.zones?.greatest)
      }
    }
  }

  /// A query's result is no column of its own: each is made while it is written, and gone before the next.
  @Test func `columns made while writing keep their own values`() throws {
    let names = (0..<64).map { "c\($0)" }
    let types: [LogicalType] = names.indices.map { $0 % 2 == 0 ? .string : .dynamic }
    var builder = TableBuilder(Schema(zip(names, types).map { ColumnSchema($0, $1) }))
    for row in 0..<3 {
      builder.append(
        names.indices.map { column in
          let text = "\(column) of \(row)"
          return column % 2 == 0 ? .string(text) : .dynamic(.array([.string(text), .integer(1)]))
        })
    }
    let table = builder.seal()
    let chunked = Table(schema: table.schema, chunks: Array(table.chunks))
    let folder = try Folder()
    let path = folder.path + "/x.casus"
    try Store.save([StoredTable(name: "t", table: chunked, format: nil)], to: path)
    #expect(try Store.tables(at: path).map(\.table.rows) == [table.rows])
  }

  private static func bytes(seed: UInt64) throws -> (path: Folder, bytes: [UInt8]) {
    let folder = try Folder()
    var random = RandomTable(seed: seed)
    let path = folder.path + "/x.casus"
    try Store.save([StoredTable(name: "t", table: random.table(), format: nil)], to: path)
    return (folder, Array(try Data(contentsOf: URL(fileURLWithPath: path))))
  }

  /// Of a small store every byte; each is under a checksum.
  @Test func `a store with any byte changed is refused`() throws {
    let (folder, bytes) = try Self.bytes(seed: 3)
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= UInt8(1 << (place % 8))
      let path = try folder.file("bad.casus", changed)
      let error = #expect(throws: LoadFailure.self) { try Store.tables(at: path) }
      #expect(error?.reason.isEmpty == false)
    }
  }

  @Test func `a store cut off anywhere is refused`() throws {
    let (folder, bytes) = try Self.bytes(seed: 5)
    var generator = SeededGenerator(seed: 1)
    let cuts =
      [0, 1, 8, 63, 64, bytes.count - 1]
      + (0..<60).map { _ in Int.random(in: 0..<bytes.count, using: &generator) }
    for cut in cuts {
      let path = try folder.file("cut.casus", bytes.prefix(cut))
      #expect(throws: LoadFailure.self) { try Store.tables(at: path) }
    }
    let longer = try folder.file("long.casus", bytes + [0])
    #expect(throws: LoadFailure.because("the store is damaged: bytes follow its end")) {
      try Store.tables(at: longer)
    }
  }

  @Test func `messages say what is wrong`() throws {
    let (folder, bytes) = try Self.bytes(seed: 7)
    func reason(_ bytes: [UInt8]) throws -> String? {
      let path = try folder.file("x", bytes)
      return #expect(throws: LoadFailure.self) { try Store.tables(at: path) }?.reason
    }
    #expect(try reason([]) == "not a store of Casus")
    #expect(try reason(Array("hello".utf8)) == "not a store of Casus")
    #expect(try reason(Array(bytes.prefix(40))) == "the store is cut off: bytes lack at its end")
    #expect(
      try reason(Array(bytes.dropLast(9))) == "the store is cut off: bytes lack at its end")
    var newer = bytes
    newer[8] = 2
    #expect(
      try reason(newer) == "the store is of version 2, and this Casus reads versions up to 1")
    var damaged = bytes
    damaged[bytes.count - 3] ^= 1
    #expect(try reason(damaged) == "the store is damaged: a checksum differs")
    #expect(
      #expect(throws: LoadFailure.self) { try Store.tables(at: folder.path + "/none") }?.reason
        == "no such file or directory")
  }

  @Test func `a store that cannot be written leaves the old one`() throws {
    let (folder, bytes) = try Self.bytes(seed: 9)
    var random = RandomTable(seed: 1)
    let stored = StoredTable(name: "t", table: random.table(), format: nil)
    #expect(throws: LoadFailure.self) { try Store.save([stored], to: "/nowhere/at/all.casus") }
    let path = folder.path + "/x.casus"
    try Store.save([stored], to: path)
    #expect(Array(try Data(contentsOf: URL(fileURLWithPath: path))) != bytes)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names == ["x.casus"])
  }
}
