import Columnar
import Foundation
import TestSupport
import Testing

@testable import Loading

@Suite struct ReadingTests {
  /// The slow twin of the kernels: lines cut at line ends, fields at tabs, numbers by the library.
  private static func reference(_ text: String) -> [[Value]] {
    text.split(separator: "\n").dropFirst().map { line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      return [
        fields[0].isEmpty ? .null : Int64(fields[0]).map { .integer($0) } ?? .null,
        fields[1].isEmpty ? .null : Double(fields[1]).map { .real($0) } ?? .null,
        .string(fields[2]),
      ]
    }
  }

  private static func text(seed: UInt64, rows: Int) -> String {
    var generator = SeededGenerator(seed: seed)
    let widths: [Int64] = [0, 9, 200, 40_000, 3_000_000_000, .max]
    let width = widths.randomElement(using: &generator) ?? 9
    let digits = Int.random(in: 0...17, using: &generator)
    var text = "n\tx\ts\n"
    var letters: [Character] = []
    for row in 0..<rows {
      let isEmpty = Int.random(in: 0..<9, using: &generator) == 0
      let number = Int64.random(in: -width...width, using: &generator)
      let real = Double.random(in: -1000...1000, using: &generator)
      let length = row % 97 == 0 ? 5000 : Int.random(in: 0...40, using: &generator)
      // Now and then a row has the text of the one before.
      if Int.random(in: 0..<3, using: &generator) > 0 {
        letters = (0..<length).map { _ in "abcé\"'".randomElement(using: &generator) ?? "a" }
      }
      text += isEmpty ? "" : String(number)
      text += "\t" + (isEmpty ? "" : String(format: "%.\(digits)f", real))
      text += "\t" + String(letters) + "\n"
    }
    return text
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `kernels read what a reader of lines reads`(seed: UInt64) throws {
    let folder = try Folder()
    let rows = [1, 3, 64, 700, 4000][Int(seed % 5)]
    let text = Self.text(seed: seed, rows: rows)
    let path = try folder.file("x.tsv", seed % 2 == 0 ? text : String(text.dropLast()))
    let loaded = try TableLoader(
      options: .init(
        format: TableFormat(
          name: "t", title: "",
          layout: .delimited(
            separator: UInt8(ascii: "\t"), isQuoted: false, header: .always),
          columns: FormatColumn.table("n | long | \nx | real | \ns | text | "))),
      threads: Int(seed % 3) + 1
    ).load(path)
    #expect(loaded.problems.isEmpty)
    #expect(loaded.table.rows == Self.reference(text))
  }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func `texts come back through quoted files`(seed: UInt64) throws {
    let folder = try Folder()
    var generator = SeededGenerator(seed: seed)
    let pieces = ["a", "\"", ",", "\n", "\r\n", "é", " ", "\t", "x"]
    let rows = (0..<Int.random(in: 1...2000, using: &generator)).map { _ in
      (0..<3).map { _ in
        "t"
          + (0..<Int.random(in: 0...6, using: &generator)).map { _ in
            pieces.randomElement(using: &generator) ?? ""
          }.joined() + "."
      }
    }
    let lines = [["p", "q", "r"]] + rows
    let text = lines.map { row in
      row.map { "\"" + $0.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }
        .joined(separator: ",")
    }.joined(separator: seed % 2 == 0 ? "\n" : "\r\n")
    let loaded = try TableLoader().load(folder.file("x.csv", text))
    #expect(loaded.problems.isEmpty)
    #expect(loaded.table.rows == rows.map { $0.map { .string($0) } })
  }

  private static func load(_ text: String, name: String = "x.csv") throws -> LoadedTable {
    let folder = try Folder()
    return try TableLoader().load(folder.file(name, text))
  }

  @Test func `bad rows are counted and the first five shown`() throws {
    let rows = (1...9).map { $0 % 2 == 0 ? "\($0)" : "\($0),x" }
    let loaded = try Self.load("a,b\n" + rows.joined(separator: "\n") + "\n1,\"x\ny\",2\n")
    #expect(loaded.table.rowCount == 5)
    #expect(loaded.problems.badRowCount == 5)
    #expect(loaded.problems.first.map(\.line) == [3, 5, 7, 9, 11])
    #expect(loaded.problems.first[0].reason == "1 field in place of 2")
    #expect(loaded.problems.first[4].reason == "3 fields in place of 2")
  }

  @Test func `a number that is none leaves its field empty and its row in place`() throws {
    let folder = try Folder()
    let path = try folder.file("x.csv", "n,s\n1,a\nzwei,b\n3.0,c\n 4 ,d\n99999999999999999999,e\n")
    let loaded = try TableLoader(options: .init(types: ["n": .long])).load(path)
    #expect(
      loaded.table.rows.map { $0[0] }
        == [.integer(1), .null, .integer(3), .integer(4), .null])
    #expect(loaded.problems.badFieldCount == 2)
    #expect(
      loaded.problems.first[0]
        == LoadProblem(line: 3, reason: "'zwei' in column n is no number"))
  }

  @Test func `a type that the first rows suggest gives way to later ones`() throws {
    let early = (0..<3000).map { "\($0),2020-01-02" }.joined(separator: "\n")
    let loaded = try Self.load("n,d\n" + early + "\nn/a,later\n")
    #expect(loaded.table.schema.columns.map(\.type) == [.string, .string])
    #expect(loaded.table[3000, 0] == .string("n/a"))
    #expect(loaded.table[7, 1] == .string("2020-01-02"))
    #expect(loaded.problems.isEmpty)
  }

  @Test func `names that lack or repeat are made up`() throws {
    let repeated = try Self.load("a\ta\tb\n1\t2\t3\n", name: "x.tsv")
    #expect(repeated.table.schema.columns.map(\.name) == ["column_1", "column_2", "column_3"])
    let bare = try Self.load("1,2\n3,4\n")
    #expect(bare.table.schema.columns.map(\.name) == ["column_1", "column_2"])
    #expect(bare.table.rowCount == 2)
  }

  @Test func `what is not UTF-8 is read as Windows-1252`() throws {
    let folder = try Folder()
    let bytes = Array("a,b\n".utf8) + [0x63, 0x61, 0x66, 0xE9, 0x2C, 0x93, 0x78, 0x94, 0x0A]
    let loaded = try TableLoader().load(folder.file("x.csv", bytes))
    #expect(loaded.table.rows == [[.string("café"), .string("“x”")]])
  }

  @Test(arguments: ["", "\n", "a,b"])
  func `files without rows are tables without rows or say that they are empty`(text: String) throws
  {
    let folder = try Folder()
    let path = try folder.file("x.csv", text)
    do {
      #expect(try TableLoader().load(path).table.rowCount == 0)
    } catch {
      #expect(error.reason == "the file is empty")
    }
  }

  @Test func `a quote that is never closed takes no more than the rest`() throws {
    let loaded = try Self.load("a,b\n1,x\n2,\"y\n3,z\n")
    #expect(loaded.table.rowCount == 2)
    #expect(loaded.table[1, 1] == .string("y\n3,z\n"))
  }

  @Test func `loading stops when it is asked to`() throws {
    let folder = try Folder()
    let path = try folder.file("x.tsv", "a\tb\n" + String(repeating: "1\t2\n", count: 100_000))
    let loader = TableLoader(monitor: LoadMonitor(isCancelled: { true }))
    #expect(throws: LoadFailure.cancelled) { try loader.load(path) }
  }

  @Test func `tables of one format are put one behind the other`() throws {
    let one = try Self.load("a,b\n1,x\n")
    let two = try Self.load("b,c\ny,2.5\n")
    let joined = one.joined(with: two)
    #expect(joined.table.schema.columns.map(\.name) == ["a", "b", "c"])
    #expect(
      joined.table.rows
        == [[.integer(1), .string("x"), .null], [.null, .string("y"), .real(2.5)]])
  }
}

@Suite struct UnpackingTests {
  @Test func `damaged archives are refused`() throws {
    let folder = try Folder()
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: Self.path("gdelt1-backfile.zip"))))
    var refused = 0
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= 0x55
      // Names, times and the like may differ without harm; nothing may crash.
      do {
        let table = try TableLoader().load(folder.file("x.zip", changed)).table
        #expect(table.rowCount <= 1)
      } catch {
        refused += 1
      }
    }
    #expect(refused > bytes.count / 2)
    for cut in 4..<bytes.count {
      #expect(throws: LoadFailure.self) {
        try TableLoader().load(folder.file("x.zip", bytes.prefix(cut)))
      }
    }
  }

  @Test func `a cut off gzip file is refused`() throws {
    let folder = try Folder()
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: Self.path("mentions.CSV.gz"))))
    for cut in [20, bytes.count / 2, bytes.count - 9] {
      #expect(throws: LoadFailure.self) {
        try TableLoader().load(folder.file("x.CSV.gz", bytes.prefix(cut)))
      }
    }
  }

  /// 64 MB of zeros in 64 kB: deflate's best.
  @Test func `a file that unpacks without end is refused`() throws {
    let folder = try Folder()
    let bomb = try #require(Self.bomb())
    #expect(bomb.count < 100_000)
    let error = #expect(throws: LoadFailure.self) {
      try TableLoader(options: .init(format: .csv)).load(folder.file("x.csv.gz", bomb))
    }
    #expect(error?.reason.contains("200 times its size") == true)
  }

  /// A gzip file whose deflate blocks repeat one length of zeros.
  private static func bomb() -> [UInt8]? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "head -c 67108864 /dev/zero | gzip -9 -n"]
    let pipe = Pipe()
    process.standardOutput = pipe
    guard (try? process.run()) != nil else { return nil }
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Array(data)
  }

  private static func path(_ name: String) -> String {
    packageDirectory + "/Tests/LoadingTests/Cases/" + name
  }
}
