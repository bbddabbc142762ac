import Columnar
import Foundation
import Synchronization
import Testing

@testable import Ingest

/// What may be given as articles, and what is said of what is none.
@Suite struct InputTests {
  private static let sentence = "Ghana rejected the offer of Ruritania on Monday."

  private func write(_ content: String, to name: String, in folder: TemporaryFolder) throws
    -> String
  {
    let path = folder.path + "/" + name
    try Data(content.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  private func ingest(_ paths: [String], adding corpus: Corpus? = nil) -> IngestOutcome {
    IngestPipeline.ingest(paths: paths, adding: corpus)
  }

  private func values(_ column: String, of table: String, in outcome: IngestOutcome) -> [Value] {
    guard let table = outcome.tables[table], let index = table.schema.index(of: column) else {
      return []
    }
    return table.chunks.flatMap { chunk in
      (0..<chunk.count).map { chunk.vectors[index][$0] }
    }
  }

  private func names(_ outcome: IngestOutcome) -> [String] {
    values("document", of: "documents", in: outcome).map {
      if case .string(let name) = $0 { name } else { "?" }
    }
  }

  @Test(
    arguments: [
      (#"{"id":"a","text":"T"}"#, ["a"], []),
      ("\u{FEFF}" + #"{"id":"a","text":"T"}"#, ["a"], []),
      (#"{"text":"T"}"# + "\n\n" + #"{"text":"T"}"#, ["in.json:1", "in.json:3"], []),
      (#"{"id":"a","text":"T"}"# + "\n" + #"{"id":"a","text":"T"}"#, ["a", "in.json:2"], []),
      (#"{"id":{"x":1},"text":"T"}"#, ["in.json:1"], []),
      (#"[{"id":"a","text":"T"}, {"text":"T"}]"#, ["a", "in.json:2"], []),
      ("{\n  \"id\": \"a\",\n  \"text\": \"T\"\n}\n", ["a"], []),
      ("[\n 5,\n {\"id\": \"a\", \"text\": \"T\"}\n]", ["a"], ["in.json:1: not a JSON object"]),
      ("{\n  \"id\": \"a\",", [], ["in.json: not well-formed JSON"]),
      (
        #"{"id":"a"}"# + "\n" + #"{"text":5}"# + "\n{no\n" + #"{"id":"b","text":"T"}"#, ["b"],
        [
          #"in.json:1: no "text" in this JSON object"#, #"in.json:2: "text" is no string"#,
          "in.json:3: not a JSON object",
        ]
      ),
      (#"{"text":" "}"#, [], ["in.json:1: it is empty"]),
    ] as [(String, [String], [String])])
  func `JSON gives a document a record and a reason for each that is none`(
    content: String, documents: [String], problems: [String]
  ) throws {
    let folder = try TemporaryFolder()
    let text = content.replacingOccurrences(of: "\"T\"", with: "\"\(Self.sentence)\"")
    let outcome = ingest([try write(text, to: "in.json", in: folder)])
    let prefix = folder.path + "/"
    func short(_ text: String) -> String { text.replacingOccurrences(of: prefix, with: "") }
    #expect(names(outcome).map(short) == documents)
    #expect(outcome.problems.map { short($0.line) } == problems)
  }

  @Test(
    arguments: [
      ("\"2017-05-11\"", "2017-05-11"), ("\"2017-05-11T08:00:00Z\"", "2017-05-11"),
      ("20170511", "2017-05-11"), ("\"20170511\"", "2017-05-11"), ("\"2017-13-45\"", nil),
      ("\"yesterday\"", nil), ("99999999", nil), ("null", nil),
    ] as [(String, String?)])
  func `a day is taken from a record where it states one`(stated: String, day: String?) throws {
    let folder = try TemporaryFolder()
    let record = "{\"published\": \(stated), \"text\": \"Ghana rejected the offer.\"}"
    let outcome = ingest([try write(record, to: "in.jsonl", in: folder)])
    let expected = DayRange(edtf: day)
    #expect((expected.first == .null) == (day == nil))
    #expect(values("published", of: "documents", in: outcome) == [expected.first])
  }

  @Test(arguments: ["99999999", "99999999-01", "10000"])
  func `a date that no column can hold is unknown`(edtf: String) {
    #expect(DayRange(edtf: edtf).first == .null)
  }

  @Test func `a file is read once, by whatever path and call`() throws {
    let folder = try TemporaryFolder()
    let path = try write(Self.sentence, to: "a.txt", in: folder)
    let link = folder.path + "/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.path)
    let first = ingest([path, folder.path, link + "/a.txt", path])
    #expect(names(first) == ["a.txt"])
    let other = try write(Self.sentence, to: "b.txt", in: folder)
    let second = ingest([path, other], adding: first.corpus)
    #expect(names(second) == ["a.txt", "b.txt"])
    #expect(second.problems == [])
  }

  @Test func `documents of one name are told apart`() throws {
    let one = try TemporaryFolder()
    let two = try TemporaryFolder()
    let first = try write(Self.sentence, to: "a.txt", in: one)
    let second = try write(Self.sentence, to: "a.txt", in: two)
    #expect(names(ingest([first, second])) == [first, second])
    let earlier = ingest([first])
    #expect(
      names(ingest([second], adding: earlier.corpus)) == ["a.txt", second])
  }

  @Test func `a pipe in a folder is not waited for`() throws {
    let folder = try TemporaryFolder()
    _ = try write(Self.sentence, to: "a.txt", in: folder)
    #expect(unsafe mkfifo(folder.path + "/b.txt", 0o600) == 0)
    #expect(names(ingest([folder.path])) == ["a.txt"])
  }

  @Test func `reading tells of its progress and can be cancelled`() throws {
    let folder = try TemporaryFolder()
    for name in ["a.txt", "b.txt"] { _ = try write(Self.sentence, to: name, in: folder) }
    let counts = Mutex<[Int]>([])
    let monitor = IngestMonitor(articlesDone: { count in counts.withLock { $0.append(count) } })
    #expect(IngestPipeline.ingest(paths: [folder.path], monitor: monitor).wasCancelled == false)
    #expect(counts.withLock { $0.sorted() } == [1, 2])
    let impatient = IngestMonitor(isCancelled: { true })
    #expect(IngestPipeline.ingest(paths: [folder.path], monitor: impatient).wasCancelled)
  }

  @Test func `a confidence is shown to three digits`() throws {
    let folder = try TemporaryFolder()
    let path = try write(Self.sentence, to: "a.txt", in: folder)
    let outcome = ingest([path])
    let shown = values("confidence", of: "events", in: outcome).map { "\($0)" }
    #expect(!shown.isEmpty)
    for text in shown { #expect(text.count <= "real(0.123)".count, "\(text)") }
  }
}
