import Columnar
import Foundation
import Testing

@testable import Ingest

/// What `casus extract` writes.
@Suite struct ExtractTests {
  private func extract(
    _ records: String, as format: ExtractFormat = .jsonl, published: String? = nil
  ) throws -> [String] {
    let path = NSTemporaryDirectory() + "casus-\(UUID().uuidString).jsonl"
    try Data(records.utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    var lines: [String] = []
    let problems = IngestPipeline.extract(
      paths: [path], as: format, options: IngestOptions(published: published)
    ) { lines.append($0) }
    #expect(problems == [])
    return lines
  }

  private static let sentence = "Ghana rejected the offer of Peru on Monday."

  private func record(_ id: String, _ text: String) -> String {
    DynamicWriter.json(.bag([("id", .string(id)), ("text", .string(text))].bag)) + "\n"
  }

  private func bag(_ line: String?) throws -> DynamicBag {
    guard case .bag(let bag)? = try DynamicReader.json(#require(line)) else {
      Issue.record("no object")
      return DynamicBag()
    }
    return bag
  }

  @Test func `lines stand in the order of the articles, whichever is coded first`() throws {
    // Long and short articles take turns, so that cores finish out of order.
    let articles = (0..<40).map { index in
      record(
        "a\(index)",
        String(
          repeating: Self.sentence + "\nPeru \(index) warned Ghana on Friday.\n",
          count: index % 2 == 0 ? 12 : 1))
    }
    let together = try extract(articles.joined())
    let alone = try articles.flatMap { try extract($0) }
    func withoutNumber(_ line: String) throws -> DynamicBag {
      var bag = try bag(line)
      if bag["incident"] != nil { bag["incident"] = .null }
      return bag
    }
    #expect(try together.map(withoutNumber) == alone.map(withoutNumber))
    #expect(try extract(articles.joined()) == together)
  }

  @Test func `the given day of publication replaces an article's own`() throws {
    let record = #"{"id": "a", "published": "2016-01-01", "text": "\#(Self.sentence)"}"#
    let lines = try extract(record, published: "2017-05-19")
    #expect(try bag(lines.first)["published"] == .string("2017-05-19"))
    #expect(try bag(lines.dropFirst().first)["date"] == .string("2017-05-15"))
  }

  @Test(arguments: [
    ("2017-05-19", true), ("2017-13-01", false), ("2017-05", false), ("now", false),
  ])
  func `only a day is a day`(text: String, isDay: Bool) {
    #expect((IngestOptions.day(text) == text) == isDay)
  }

  @Test func `CSV has a line of names and quotes what needs it`() throws {
    let lines = try extract(record("a \"b\", c", Self.sentence), as: .csv, published: "2017-05-19")
    #expect(lines.first == EventSchema.events.columns.map(\.name).joined(separator: ","))
    let row = try #require(lines.dropFirst().first)
    #expect(
      row.hasPrefix(
        #"1,2017-05-15,2017-05-15,2017-05-15,REJECT,,happened,"[""Ghana""]","[""Peru""]","#))
    #expect(row.contains(#","a ""b"", c","#))
    #expect(lines.count == 2)
  }

  @Test func `rows are the table's columns by name, and what is missing is left out`() throws {
    let dated = try extract(record("a", Self.sentence), as: .rows, published: "2017-05-19")
    let row = try bag(dated.first)
    #expect(row.keys == EventSchema.events.columns.map(\.name))
    #expect(row["date"] == .string("2017-05-15"))
    #expect(row["actors"] == .array([.string("Ghana")]))
    #expect(row["recipient_countries"] == .array([.string("PER")]))
    #expect(dated.count == 1)
    let undated = try bag(extract(record("a", "Ghana rejected the offer."), as: .rows).first)
    #expect(undated["date"] == nil && undated["published"] == nil)
  }

  @Test func `PLOVER's fields have its names`() throws {
    let text = "Ghana refused on Monday to meet the envoy of Peru."
    let event = try bag(extract(record("a", text), as: .plover, published: "2017-05-19").first)
    #expect(event["id"] == .string("a#1"))
    #expect(event["date"] == .string("2017-05-15"))
    #expect(event["event"] == .array([.string("REJECT")]))
    #expect(event["mode"] == .array([.string("meet")]))
    #expect(event["quad_code"] == .string("verbal conflict"))
    #expect(event["text"] == .string(text))
    guard case .array(let actors)? = event["actor"], case .bag(let actor)? = actors.first else {
      Issue.record("no actor")
      return
    }
    #expect(actor["code"] == .string("GHA"))
    #expect(actor["text"] == .string("Ghana"))
  }

  @Test func `the text that ranges point into stands beside an article that was made from a page`()
    throws
  {
    let page = "<p>\(Self.sentence)</p><p>Peru &amp; Chile condemned Ghana.</p>"
    let lines = try extract(record("a", page))
    guard case .string(let text)? = try bag(lines.first)["text"] else {
      Issue.record("no text")
      return
    }
    let event = try bag(lines.first { $0.contains(#""type":"ACCUSE""#) })
    guard case .integer(let start)? = event["start"], case .integer(let end)? = event["end"] else {
      Issue.record("no range")
      return
    }
    let evidence = String(decoding: Array(text.utf8)[Int(start)..<Int(end)], as: UTF8.self)
    #expect(evidence.contains("condemned Ghana"))
    #expect(try bag(extract(record("a", Self.sentence)).first)["text"] == nil)
  }
}
