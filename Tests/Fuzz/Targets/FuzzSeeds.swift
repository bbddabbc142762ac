import Columnar
import Foundation
import Loading

/// What the fuzzers begin with, taken from the tests' own files.
public struct FuzzSeeds {
  private let root: String

  /// The seeds out of the project at a path.
  public init(root: String) { self.root = root }

  /// The inputs of a target.
  public func inputs(of target: FuzzTarget) -> [[UInt8]] {
    let kept = contents("Tests/FuzzTests/Crashes/" + target.rawValue).map(\.bytes)
    switch target {
    case .query: return queries() + kept
    case .article: return articles() + kept
    case .table: return tables() + kept
    case .wire: return replies() + kept
    }
  }

  private func contents(_ folder: String) -> [(name: String, bytes: [UInt8])] {
    let folder = root + "/" + folder
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().compactMap { name in
      (try? Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))).map { (name, Array($0)) }
    }
  }

  // MARK: - Queries

  /// Every block of lines of the query tests.
  private func queries() -> [[UInt8]] {
    var texts: Set<String> = []
    let folders = [
      "Tests/QueryTests/Cases", "Tests/ExecutionTests/Cases", "Tests/DialectsTests/Cases",
    ]
    for file in folders.flatMap(contents) where !file.name.hasSuffix(".tree") {
      let text = String(decoding: file.bytes, as: UTF8.self)
      var block = ""
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        let isHead = line.hasPrefix("---") || line.hasPrefix("#") || line.isEmpty
        if !isHead { block += (block.isEmpty ? "" : "\n") + line }
        if line.hasPrefix("--- ") { texts.insert(String(line.dropFirst(4))) }
        guard isHead, !block.isEmpty else { continue }
        texts.insert(block)
        block = ""
      }
      if !block.isEmpty { texts.insert(block) }
    }
    return texts.sorted().filter { $0.utf8.count < 2_000 }.map { Array($0.utf8) }
  }

  // MARK: - Articles

  private func articles() -> [[UInt8]] {
    var seeds: [[UInt8]] = []
    for file in contents("seeds") where file.name.hasSuffix(".txt") {
      let text = String(String(decoding: file.bytes, as: UTF8.self).prefix(900))
      let paragraphs = text.split(separator: "\n").map { "<p>\($0)</p>" }.joined()
      let members: [(key: String, value: DynamicValue)] = [
        ("title", .string("A title")), ("text", .string(text)), ("date", .string("2021-03-04")),
      ]
      let json = DynamicWriter.json(.bag(DynamicBag(members: members)))
      let item =
        "<item><title>One</title><pubDate>Tue, 02 Mar 2021 10:00:00 GMT</pubDate>"
        + "<description>&lt;p&gt;\(text.prefix(200))&lt;/p&gt;</description></item>"
      let forms = [
        text,
        "<html><head><title>A title</title><meta name=\"date\" content=\"2021-03-04\"></head>"
          + "<body><article><h1>A title</h1>\(paragraphs)</article></body></html>",
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel>\(item)</channel></rss>", json,
      ]
      for (form, content) in forms.enumerated() { seeds.append([UInt8(form)] + content.utf8) }
    }
    for file in contents("Tests/LoadingTests/Cases") where file.name.hasSuffix(".gz") {
      seeds.append([4] + file.bytes)
    }
    return seeds
  }

  // MARK: - Tables

  private func tables() -> [[UInt8]] {
    var seeds: [[UInt8]] = []
    for file in contents("Tests/LoadingTests/Cases") where !file.name.hasSuffix(".expected") {
      let form = TableTarget.endings.firstIndex { file.name.hasSuffix($0) } ?? 0
      let part =
        file.name.hasSuffix(".zip") || file.name.hasSuffix(".gz")
        ? file.bytes : Array(file.bytes.prefix(3_000))
      for form in [form, form + 126] { seeds.append([UInt8(form)] + part) }
    }
    let form = TableTarget.endings.firstIndex(of: ".casus") ?? 0
    for (name, table) in QueryTarget.tables.sorted(by: { $0.key < $1.key }) {
      ScratchFile.with([], named: ".store") { path in
        let stored = [StoredTable(name: name, table: table, format: nil)]
        guard (try? Store.save(stored, to: path)) != nil,
          let bytes = try? Data(contentsOf: URL(fileURLWithPath: path))
        else { return }
        seeds.append([UInt8(form)] + bytes)
      }
    }
    return seeds
  }

  // MARK: - Replies

  private func replies() -> [[UInt8]] {
    let ok = field(12, 1) + field(8, 1) + number(0) + [0]
    var handle = field(12, 3) + field(12, 1) + field(11, 1) + text("0123456789abcdef")
    handle += field(11, 2) + text("0123456789abcdef") + [0, 0]
    let fetched = message("FetchResults", ok + rows)
    let opened = message("OpenSession", ok + handle)
    let state = message("GetOperationStatus", ok + field(8, 2) + number(2))
    var seeds: [[UInt8]] = [[0] + fetched, [4] + opened, [8] + state]
    for body in [fetched, opened, state] {
      seeds.append([3] + response(body))
      seeds.append([3] + chunked(body))
    }
    var native: [UInt8] = [2, 2, 1, 0x61] + Array("\u{6}String".utf8)
    native += [1, 0x78, 0, 1, 0x62] + Array("\u{f}Nullable(Int64)".utf8) + [0, 1]
    native += [UInt8](repeating: 0, count: 16)
    return seeds + [[2] + response(native), [2] + chunked(native)]
  }

  /// Two columns of two rows as HiveServer2 tells them.
  private var rows: [UInt8] {
    var texts = field(15, 1) + [11] + number(2)
    texts += text("one") + text("") + field(11, 2) + text("\u{1}") + [0]
    var integers = field(15, 1) + [10] + number(2)
    integers += number(0) + number(1) + number(.max) + number(.max) + field(11, 2) + text("") + [0]
    var columns = field(15, 3) + [12] + number(2)
    columns += field(12, 8) + texts + [0] + field(12, 6) + integers + [0]
    return field(12, 3) + field(10, 1) + number(0) + number(0) + columns + [0]
  }

  private func number(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  private func text(_ text: String) -> [UInt8] { number(UInt32(text.utf8.count)) + text.utf8 }

  private func field(_ kind: UInt8, _ number: UInt8) -> [UInt8] { [kind, 0, number] }

  private func message(_ call: String, _ fields: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = [0x80, 1, 0, 2] + text(call)
    bytes += number(1) + field(12, 0) + fields + [0, 0]
    return bytes
  }

  private func response(_ body: [UInt8]) -> [UInt8] {
    Array("HTTP/1.1 200 OK\r\nContent-Length: \(body.count)\r\n\r\n".utf8) + body
  }

  private func chunked(_ body: [UInt8]) -> [UInt8] {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    return Array((head + String(body.count, radix: 16) + "\r\n").utf8) + body + "\r\n0\r\n\r\n".utf8
  }
}
