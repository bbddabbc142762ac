import Columnar
import Execution
import Planning
import Query
import Synchronization
import TestSupport
import Testing

struct OperatorTests {
  private func rows(_ query: String, _ snapshot: CatalogSnapshot = CatalogSnapshot()) throws
    -> [[Value]]
  {
    let outcome = try QueryRunner.run(QuerySource(text: query), in: snapshot)
    let table = try #require(outcome.results.last).table
    return table.chunks.flatMap { chunk in
      (0..<chunk.count).map { row in chunk.vectors.map { $0[row] } }
    }
  }

  /// Many rows with few distinct keys, over several chunks.
  private func numbers(seed: UInt64, count: Int = 6_000) -> (CatalogSnapshot, [(Int64?, Double)]) {
    var random = SeededGenerator(seed: seed)
    var builder = TableBuilder(
      Schema([ColumnSchema("k", .long), ColumnSchema("x", .real), ColumnSchema("i", .long)]))
    var pairs: [(Int64?, Double)] = []
    for index in 0..<count {
      let key = Int64.random(in: 0..<40, using: &random)
      let pair = (key == 0 ? nil : key, Double.random(in: -5...5, using: &random).rounded())
      pairs.append(pair)
      builder.append([
        pair.0.map { .integer($0) } ?? .null, .real(pair.1), .integer(Int64(index)),
      ])
    }
    return (CatalogSnapshot(tables: ["numbers": builder.seal()]), pairs)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `sorting agrees with a stable sort of boxed rows`(_ seed: UInt64) throws {
    let (snapshot, pairs) = numbers(seed: seed)
    let sorted = try rows("numbers | sort by k asc, x desc | project i", snapshot)
    let expected = pairs.indices.sorted { a, b in
      let (left, right) = (pairs[a].0 ?? .min, pairs[b].0 ?? .min)
      if left != right { return left < right }
      if pairs[a].1 != pairs[b].1 { return pairs[a].1 > pairs[b].1 }
      return a < b
    }
    #expect(sorted == expected.map { [.integer(Int64($0))] })
  }

  @Test(arguments: [4, 5] as [UInt64])
  func `top gives what sort and take give`(_ seed: UInt64) throws {
    let (snapshot, _) = numbers(seed: seed, count: 80_000)
    let top = try rows("numbers | top 100 by x desc, k asc", snapshot)
    let sorted = try rows("numbers | sort by x desc, k asc", snapshot)
    #expect(top == Array(sorted.prefix(100)))
  }

  @Test(arguments: [6, 7] as [UInt64])
  func `grouping agrees with a dictionary`(_ seed: UInt64) throws {
    let (snapshot, pairs) = numbers(seed: seed)
    let grouped = try rows(
      "numbers | summarize n = count(), s = sum(x), m = max(x) by k | sort by k asc", snapshot)
    let expected = Dictionary(grouping: pairs, by: \.0)
      .sorted { ($0.key ?? .min) < ($1.key ?? .min) }
      .map { key, group -> [Value] in
        let values = group.map(\.1)
        return [
          key.map { .integer($0) } ?? .null, .integer(Int64(values.count)),
          .real(values.reduce(0, +)), .real(values.max() ?? 0),
        ]
      }
    #expect(grouped == expected)
  }

  @Test func `a join gives the pairs that nested loops give`() throws {
    let (snapshot, pairs) = numbers(seed: 8, count: 300)
    let joined = try rows(
      "numbers | join kind=inner (numbers | where x > 3) on k | summarize count()", snapshot)
    var count: Int64 = 0
    for a in pairs { for b in pairs where b.1 > 3 && a.0 == b.0 { count += 1 } }
    #expect(joined == [[.integer(count)]])
  }

  @Test func `a cancelled query stops between chunks and says so`() {
    let asked = Mutex(0)
    let failure = #expect(throws: QueryFailure.self) {
      try QueryRunner.run(
        QuerySource(text: "range x from 1 to 1000000000000 step 1 | summarize sum(x)"),
        in: CatalogSnapshot(),
        isCancelled: {
          asked.withLock {
            $0 += 1; return $0 > 3
          }
        })
    }
    #expect(failure?.isCancelled == true)
    #expect(asked.withLock { $0 } <= 6)
  }

  @Test func `what is used twice in a chain of lets is computed once`() throws {
    // Written out, the last step would hold 2 to the 60th copies of the first.
    let steps = (1..<60).map { "let a\($0) = a\($0 - 1) + a\($0 - 1);" }.joined()
    let query =
      "let f = (v: long) { let a0 = v; \(steps) a59 }; range x from 1 to 2 step 1 | project f(x)"
    #expect(try rows(query) == [[.integer(1 << 59)], [.integer(1 << 60)]])
  }

  @Test func `lambdas that call each other millions of times are refused`() {
    let functions = (1..<40).map { "let f\($0) = (x: long) { f\($0 - 1)(x) + f\($0 - 1)(x) };" }
    let query = "let f0 = (x: long) { x };" + functions.joined() + "print f39(1)"
    let failure = #expect(throws: QueryFailure.self) { try rows(query) }
    #expect(
      failure?.diagnostics.map(\.message)
        == ["the functions of the query call each other too often"])
  }

  @Test(arguments: [
    (
      "numbers | project key = k, x, y = x + 1 | where key > 3 and x < 1 | project y",
      """
      project y
        project y = (x + 1)
          filter ((k > 3) and (x < 1))
            scan numbers [k, x] 10 rows
      """
    ),
    (
      "numbers | sort by x | take 1 + 2 | project i",
      """
      project i
        top 3 by x desc
          scan numbers [x, i] 10 rows
      """
    ),
    (
      "numbers | where true | summarize n = count(), m = max(x + 2 * 3) by k | project m",
      """
      project m
        project m = $2
          aggregate count(), max((x + 6)) by k
            scan numbers [k, x] 10 rows
      """
    ),
    (
      "numbers | join kind=inner (numbers | where x > 0) on k | project i",
      """
      project i
        join inner on k == k
          scan numbers [k, i] 10 rows
          filter (x > 0)
            scan numbers [k, x] 10 rows
      """
    ),
  ])
  func `a plan is explained as it will run`(_ query: String, _ plan: String) throws {
    let (snapshot, _) = numbers(seed: 9, count: 10)
    let texts = try QueryRunner.explain(QuerySource(text: query), in: snapshot)
    #expect(texts == [plan])
  }

  @Test(arguments: [
    (
      "print k = 1 | union (print k = 1), (print k = 2), (print k = 2) | join (print k = 1) on k",
      ["innerunique dropped 1 row of the left; write kind=inner"]
    ),
    ("print k = 1 | union (print k = 1) | join kind=innerunique (print k = 1) on k", []),
    (
      "print k = dynamic([]) | union (print k = dynamic([])) | mv-expand k",
      ["mv-expand dropped 2 rows whose array is empty"]
    ),
  ])
  func `rows dropped against expectation are noted`(_ query: String, _ notes: [String]) throws {
    let outcome = try QueryRunner.run(QuerySource(text: query), in: CatalogSnapshot())
    #expect(outcome.diagnostics.map(\.message) == notes)
    #expect(outcome.diagnostics.allSatisfy { $0.severity == .note })
  }

  @Test func `the columns of an unfinished query are known up to its last bar`() {
    let (snapshot, _) = numbers(seed: 10, count: 1)
    let columns = QueryRunner.columns(
      of: QuerySource(text: "let n = 3; numbers | summarize total = sum(x) by k"), in: snapshot)
    #expect(columns == [ColumnSchema("k", .long), ColumnSchema("total", .real)])
    #expect(QueryRunner.columns(of: QuerySource(text: "numbrs | count"), in: snapshot) == nil)
  }

  @Test func `parameters given by the caller are read as their declared types`() throws {
    let query = "declare query_parameters(day: datetime, n: long = 2); print day, n"
    let outcome = try QueryRunner.run(
      QuerySource(text: query), in: CatalogSnapshot(), parameters: ["day": .string("2024-05-17")])
    let table = try #require(outcome.results.first).table
    #expect(table.schema.columns.map(\.type) == [.datetime, .long])
    #expect(table[0, 0] == .datetime(CivilDate(year: 2024, month: 5, day: 17)?.ticks ?? 0))
  }

  @Test func `render tells of the picture and leaves the rows alone`() throws {
    let query = "print x = 1 | render columnchart with (title = \"One\", kind = stacked)"
    let result = try #require(
      try QueryRunner.run(QuerySource(text: query), in: CatalogSnapshot()).results.first)
    #expect(result.visualization?.chart == "columnchart")
    #expect(
      result.visualization?.properties == ["title": .string("One"), "kind": .string("stacked")])
    #expect(result.table.rowCount == 1)
  }

  @Test func `every function and operator of the table has a kernel`() {
    let names = ScalarFunctions.all.map(\.name)
    #expect(names.count > 100)
    #expect(names.filter { ScalarKernels.kernel(for: $0) == nil } == [])
  }

  @Test(arguments: [
    "print x = 1" + String(repeating: " | extend x = x + 1", count: 5_000),
    "print x = 1" + String(repeating: " | where x == 1", count: 5_000),
    "let t0 = print x = 1; "
      + (1...2_000).map { "let t\($0) = t\($0 - 1) | extend x = x + 1; " }.joined() + "t2000",
    "let s0 = 1; "
      + (1...2_000).map { "let s\($0) = toscalar(print x = s\($0 - 1) + 1); " }.joined()
      + "print s2000",
  ])
  func `what is nested thousands of times is refused and no crash`(query: String) {
    let failure = #expect(throws: QueryFailure.self) { try rows(query) }
    let message = failure?.diagnostics.first?.message ?? ""
    #expect(message.hasPrefix("too many operators in a row"), "\(message)")
  }

  @Test(arguments: [
    "let f0 = (x: long) { x + 1 }; "
      + (1...900).map { "let f\($0) = (x: long) { f\($0 - 1)(x) + 1 }; " }.joined()
      + "range x from 1 to 2 step 1 | extend y = f900(x)",
    "let f0 = (T: (x: long)) { T | take 1 }; "
      + (1...900).map { "let f\($0) = (T: (x: long)) { f\($0 - 1)(T) }; " }.joined()
      + "f900(print x = 1)",
  ])
  func `functions that call functions hundreds of times are refused`(query: String) {
    let failure = #expect(throws: QueryFailure.self) { try rows(query) }
    #expect(
      failure?.diagnostics.first?.message.hasPrefix("functions call functions too deeply") == true)
  }

  @Test func `long lists and long texts take a bounded time`() throws {
    let numbers = (0..<100_000).map(String.init).joined(separator: ",")
    #expect(
      try rows("range x from 99990 to 100010 step 1 | where x in (\(numbers)) | count")
        == [[.integer(10)]])
    let text = String(repeating: "a", count: 1_000_000)
    #expect(try rows("print strlen(\"\(text)\")") == [[.integer(1_000_000)]])
    // What takes other engines exponential time.
    #expect(
      try rows("print 'a\(text.prefix(5_000))b' matches regex '(a+)+c$'") == [[.bool(false)]])
  }

  private func notes(_ query: String, _ snapshot: CatalogSnapshot) throws -> [String] {
    try QueryRunner.run(QuerySource(text: query), in: snapshot).diagnostics.map {
      "\($0.severity.rawValue): \($0.message)"
    }
  }

  @Test func `notes and warnings say what people do not expect`() throws {
    var builder = TableBuilder(
      Schema([
        ColumnSchema("type", .string), ColumnSchema("n", .long), ColumnSchema("date", .datetime),
        ColumnSchema("actors", .dynamic),
      ]))
    let parties = Value.dynamic(.array([.string("Peru")]))
    builder.append([.string("MEET"), .integer(1), .datetime(0), parties])
    builder.append([.string("THREATEN"), .null, .null, parties])
    let tables = CatalogSnapshot(tables: ["log": builder.seal()])
    let expected: [(String, [String])] = [
      ("log | where type == 'MEET'", []),
      (
        "log | where type == 'meet'",
        ["warning: no row has 'meet' as its 'type'; did you mean 'MEET'?"]
      ),
      (
        "log | where type in ('THREATN')",
        ["warning: no row has 'THREATN' as its 'type'; did you mean 'THREATEN'?"]
      ),
      ("log | where type =~ 'meet'", []),
      (
        "log | where type == 'OTHER'",
        ["note: no row has 'OTHER' as its 'type', which is one of MEET, THREATEN"]
      ),
      (
        "log | where actors == 'Peru'",
        ["warning: 'actors' holds lists, which no text equals; did you mean 'involves(\"Peru\")'?"]
      ),
      (
        "log | where actors has 'Peru'",
        [
          "note: 'has' looks for letters in the list's text; for a party write actor_is(\"Peru\")"
        ]
      ),
      (
        "log | where n != 1",
        [
          "note: '!=' keeps the rows whose 'n' is null, 1 of the table's; "
            + "to drop them write isnotnull(n)"
        ]
      ),
      (
        "log | summarize count() by bin(date, 30d)",
        [
          "note: bins of 30d count from 0001-01-01 and are no part of the calendar; "
            + "write bin(..., 1mo)"
        ]
      ),
      ("log | summarize count() by bin(date, 7d)", []),
      (
        "log | where date > 'soon'",
        ["warning: 'soon' is no datetime, so that no row can fit"]
      ),
    ]
    for (query, said) in expected { #expect(try notes(query, tables) == said, "\(query)") }
  }

  @Test func `a profile tells the rows of each operator`() throws {
    let text = try QueryRunner.profile(
      QuerySource(text: "range x from 1 to 5000 step 1 | where x > 10 | take 20"),
      in: CatalogSnapshot())
    let lines = text[0].split(separator: "\n").map { $0.split(separator: " ") }
    #expect(lines[0] == ["rows", "ms", "operator"])
    #expect(lines.dropFirst().map { $0[2] } == ["limit", "filter", "range"])
    #expect(lines[1][0] == "20")
  }
}
