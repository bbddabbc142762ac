import Columnar
import Foundation
import Rendering
import Testing

@testable import Shell

/// Tables in a session: loaded, kept, opened again, handed on.
@Suite struct LoadingTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A session whose messages and results go to a file, and what that holds.
  private final class Screen {
    let session: Session
    private let path: String
    private let descriptor: Int32

    init(_ folder: TemporaryFolder) {
      path = folder.path + "/screen-\(UUID().uuidString)"
      descriptor = unsafe open(path, O_RDWR | O_CREAT | O_APPEND, 0o600)
      session = Session(
        console: Console(output: descriptor, errors: descriptor), format: .csv, parameters: [:])
    }

    deinit { close(descriptor) }

    func run(_ statements: String...) -> [Verdict] {
      statements.map { session.execute(.init(text: $0, firstLine: 1)) }
    }

    var text: String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }
  }

  private func file(_ name: String, _ text: String) throws -> String {
    let path = folder.path + "/" + name
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  @Test func `a store opens with the tables that were kept, and events see them`() throws {
    let table = try file("a.csv", "x,when\n1,2020-01-02\n2,\n")
    let icews =
      "Event ID\tEvent Date\tSource Name\tSource Country\tCAMEO Code\n"
      + "7\t2015-03-04\tMilitary (Peru)\tPeru\t190\n"
    let events = try file("b.tab", icews)
    let store = folder.path + "/all.casus"
    let first = Screen(folder)
    _ = first.run(".load \(table)", ".load \(events)", ".save \(store)")
    let second = Screen(folder)
    let before = second.text
    _ = second.run(
      ".open \(store)", "a | summarize sum(x), max(when)",
      "events | project source_table, type, actor_countries, id")
    #expect(
      second.text.dropFirst(before.count)
        == """
        sum_x,max_when
        3,2020-01-02
        source_table,type,actor_countries,id
        icews,ASSAULT,"[""PER""]",20000000001

        """)
  }

  @Test func `files of one format become one table`() throws {
    let header = "Event ID\tEvent Date\tSource Name\tCAMEO Code\n"
    let one = try file("one.tab", header + "1\t2015-03-04\tA\t010\n")
    let two = try file("two.tab", header + "2\t2015-03-05\tB\t040\n")
    let screen = Screen(folder)
    #expect(screen.session.load([one, two])?.tableCount == 2)
    _ = screen.run("icews | project ['Event ID'], ['Source Name']", "events | count")
    #expect(screen.text == "Event ID,Source Name\n1,A\n2,B\nCount\n2\n")
  }

  @Test func `a strict session refuses what is not all right`() throws {
    let path = try file("x.csv", "a,b\n1,2\n3\n")
    let screen = Screen(folder)
    screen.session.isStrict = true
    let reading = try #require(screen.session.load([path]))
    #expect(reading.problemCount == 1)
    #expect(reading.tableCount == 0)
    #expect(screen.text.contains("line 3: 1 field in place of 2"))
    #expect(screen.text.contains("not loaded, as --strict asks"))
  }

  @Test func `a store that cannot be opened changes nothing`() throws {
    let table = try file("a.csv", "x\n1\n")
    let bad = try file("bad.casus", "CASUSTAB and nothing more")
    let screen = Screen(folder)
    let verdicts = screen.run(".load \(table)", ".open \(bad)", "a | count")
    if case .fileFailed = verdicts[1] {} else { Issue.record("\(verdicts[1])") }
    #expect(screen.text.hasSuffix("Count\n1\n"))
    #expect(screen.text.contains("the store is cut off"))
  }

  @Test func `a result is written in the form that the file's name says`() throws {
    let screen = Screen(folder)
    let names = ["r.csv", "r.tsv", "r.json", "r.jsonl", "r.md", "r.sqlite", "r.casus"]
    _ = screen.run("print a = 1, b = 'x,y', c = dynamic([1]), d = datetime(2020-01-02)")
    for name in names {
      _ = screen.run(".export \(folder.path)/\(name)")
    }
    func text(_ name: String) throws -> String {
      try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8)
    }
    #expect(try text("r.csv") == "a,b,c,d\n1,\"x,y\",[1],2020-01-02\n")
    #expect(try text("r.tsv").hasPrefix("a\tb\tc\td\n1\tx,y\t"))
    #expect(try text("r.jsonl").hasPrefix("{\"a\":1,\"b\":\"x,y\",\"c\":[1]"))
    let database = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/r.sqlite"))
    #expect(database.starts(with: Data("SQLite format 3\0".utf8)))
    #expect(database.range(of: Data("2020-01-02".utf8)) != nil)
    let again = Screen(folder)
    _ = again.run(".open \(folder.path)/r.casus", "result | project b, c")
    #expect(again.text == "b,c\n\"x,y\",[1]\n")
    if case .failed = screen.run(".export \(folder.path)/r.xls")[0] {} else { Issue.record() }
  }

  @Test(arguments: [
    ("a b.csv", "a b.csv", nil as String?), ("'a b.csv' as t", "a b.csv", "t"),
    ("x.csv as t format=tsv", "x.csv", "t"), ("as as t", "as", "t"), ("x as", "x as", nil),
  ])
  func `what follows load is taken apart from its end`(text: String, path: String, name: String?) {
    guard case .success(let request) = LoadArguments.parse(text) else {
      Issue.record("refused")
      return
    }
    #expect(request.path == path)
    #expect(request.name == name)
  }
}
