import Columnar
import Execution
import Query
import Testing

/// Queries that would take for ever, or all memory, if nobody asked whether they are still wanted.
@Suite struct LimitTests {
  /// How long a query goes on after it was cancelled; nil where it ended by itself.
  private func delay(_ query: String) -> Duration? {
    let begin = ContinuousClock.now
    let patience = Duration.milliseconds(150)
    do {
      _ = try QueryRunner.run(
        QuerySource(text: query), in: CatalogSnapshot(),
        isCancelled: { ContinuousClock.now - begin > patience })
      return nil
    } catch {
      return error.isCancelled ? ContinuousClock.now - begin - patience : nil
    }
  }

  // Quick where nothing else runs; the bound is far above that and far below the end of the queries.
  @Test(arguments: [
    "print series_fir(range(1, 300000), range(1, 300000))",
    "print series_iir(range(1, 300000), range(1, 300000), range(1, 300000))",
    "range x from 1 to 2000 step 1 | mv-expand y = range(1, 1000000) | count",
    "range x from 1 to 1000000000000 step 1 | summarize sum(x)",
    "print array_length(extract_all('(a).*b|a', strrep(strrep('a', 1000), 100)))",
    "print strlen(replace_regex(strrep(strrep('a', 1000), 100), '(a).*b|a', 'x'))",
    "range x from 1 to 5000 step 1 | extend k = 1 "
      + "| join kind=inner (range y from 1 to 100000 step 1 | extend k = 1) on k "
      + "| summarize sum(x * y)",
    "range x from 1 to 2000 step 1 | extend a = range(1, 100000) "
      + "| extend b = array_sort_desc(a) | summarize max(array_length(b))",
    "range x from 1 to 300000 step 1 | extend y = x % 10, z = x % 7, w = x % 13, a = x % 3, "
      + "b = x % 5, c = x % 17, d = x % 19, e = x % 23 | evaluate basket(0.001)",
  ])
  func `a query ends soon after nobody wants it`(query: String) throws {
    #expect(try #require(delay(query)) < .seconds(3))
  }

  private func message(_ query: String) -> String? {
    do {
      _ = try QueryRunner.run(QuerySource(text: query), in: CatalogSnapshot())
      return nil
    } catch {
      return error.diagnostics.first?.message
    }
  }

  private static func chain(_ count: Int, first: String, _ next: (Int) -> String) -> String {
    (0..<count).map { "let f\($0) = " + ($0 == 0 ? first : next($0 - 1)) + ";\n" }.joined()
  }

  @Test func `lets that use each other twice are too large, and soon`() {
    let rows = "range x from 1 to 1 step 1"
    for next in [
      { "f\($0) | union f\($0)" }, { "f\($0) | join kind=inner f\($0) on x | project x" },
      { "materialize(f\($0) | union f\($0))" },
    ] as [(Int) -> String] {
      let text = Self.chain(60, first: rows, next) + "f59 | count"
      #expect(message(text)?.hasPrefix("the query is too large") == true)
    }
    let many = Self.chain(10, first: rows) { "f\($0) | union f\($0)" } + "f9 | count"
    #expect(message(many) == nil)
  }

  @Test func `a query defines so many functions and no more`() {
    let text = (0..<1002).map { "let f\($0) = (x: long) { x };\n" }.joined() + "print f0(1)"
    #expect(message(text) == "too many functions: a query defines at most 1000")
  }

  @Test func `values make so many columns and no more`() {
    let rows = "range x from 1 to 3000 step 1 | extend c = strcat('c', x) | evaluate "
    #expect(
      message(rows + "pivot(c)") == "'pivot' would make 3000 columns; it makes at most 2000")
    #expect(
      message(
        rows.replacing("c = strcat('c', x)", with: "b = bag_pack(tostring(x), x)")
          + "bag_unpack(b)") == "'bag_unpack' would make 3000 columns; it makes at most 2000")
  }

  @Test(arguments: [
    ("contains", "a"), ("contains_cs", "a"), ("has", "a"), ("has_cs", "a"),
  ])
  func `a long pattern is looked for in one pass`(word: String, letter: String) throws {
    let long = "strrep(strrep('\(letter)', 1000), 500)"
    let query = "print x = strrep(strrep('\(letter)', 1000), 1000) \(word) strcat(\(long), 'b')"
    let table = try QueryRunner.run(
      QuerySource(text: query), in: CatalogSnapshot()
    ).results[0].table
    #expect(table[0, 0] == .bool(false))
  }

  @Test(arguments: [
    ("print countof(strrep('ab', 40), strrep('ab', 20))", Value.integer(21)),
    ("print indexof(strcat('x', strrep('a', 40)), strrep('a', 20))", .integer(1)),
    (
      "print array_length(split(strrep(strcat('x', strrep('-', 20)), 3), strrep('-', 20)))",
      .integer(4)
    ),
    ("print strrep('ab', 40) contains strcat(strrep('ba', 20), 'b')", .bool(true)),
    ("print strcat('x', strrep('é', 40)) contains strrep('É', 20)", .bool(true)),
    (
      "print strcat(strrep('ab', 30), ' ', strrep('cd', 30), '.') has strrep('cd', 30)",
      .bool(true)
    ),
    ("print strcat(strrep('ab', 30), strrep('cd', 30)) has strrep('cd', 30)", .bool(false)),
  ])
  func `long patterns are found where short ones would be`(query: String, value: Value) throws {
    let table = try QueryRunner.run(
      QuerySource(text: query), in: CatalogSnapshot()
    ).results[0].table
    #expect(table[0, 0] == value)
  }

  @Test func `a pattern of too many groups is none`() {
    let pattern = String(repeating: "(a)", count: 300)
    #expect(
      message("print 'a' matches regex '\(pattern)'")?.contains("more than 200 groups") == true)
  }

  @Test func `items of long arrays come in order, bags and nulls with them`() throws {
    let table = try QueryRunner.run(
      QuerySource(
        text: """
          range x from 1 to 3 step 1
          | extend a = range(1, 50000 * x), b = range(1, 40000)
          | mv-expand with_itemindex=i a to typeof(long), b to typeof(long)
          | summarize n = count(), s = sum(a), wrong = countif(a != i + 1),
              short = countif(isnull(b)), t = sum(b) by x
          | sort by x asc
          """), in: CatalogSnapshot()
    ).results[0].table
    for row in 0..<3 {
      let count = Int64(50_000 * (row + 1))
      #expect(
        (1...5).map { table[row, $0] } == [
          .integer(count), .integer(count * (count + 1) / 2), .integer(0),
          .integer(count - 40_000), .integer(40_000 * 40_001 / 2),
        ])
    }
  }
}
