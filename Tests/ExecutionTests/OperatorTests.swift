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
    #expect(asked.withLock { $0 } == 4)
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
          scan numbers [k, x, i] 10 rows
          filter (x > 0)
            scan numbers [k, x, i] 10 rows
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
}
