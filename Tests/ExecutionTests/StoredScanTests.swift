import Columnar
import Execution
import Query
import TestSupport
import Testing

/// Queries by whole columns, on all cores and optimised, against the same queries chunk by chunk and
/// as they were written.
@Suite struct StoredScanTests {
  /// Rows of every layout, nulls, empty texts, NaN and extreme integers among them.
  private static func table(rowCount: Int, seed: UInt64) -> Table {
    var generator = SeededGenerator(seed: seed)
    func number(_ range: ClosedRange<Int64>) -> Int64 { .random(in: range, using: &generator) }
    func rarely(_ value: Value) -> Value { number(0...9) == 0 ? .null : value }
    let schema = Schema([
      ColumnSchema("id", .long), ColumnSchema("day", .datetime), ColumnSchema("moment", .datetime),
      ColumnSchema("small", .long), ColumnSchema("wide", .long), ColumnSchema("extreme", .long),
      ColumnSchema("flag", .bool), ColumnSchema("score", .real), ColumnSchema("odd", .real),
      ColumnSchema("code", .string), ColumnSchema("name", .string), ColumnSchema("url", .string),
      ColumnSchema("empty", .string), ColumnSchema("nothing", .long),
      ColumnSchema("span", .timespan),
      ColumnSchema("list", .dynamic),
    ])
    let codes = ["", "USA", "CHN", "KOR", "deu", "Ägypten"]
    let hours: Int64 = 36_000_000_000
    var builder = TableBuilder(schema)
    for row in 0..<rowCount {
      builder.append([
        .integer(Int64(row)),
        .datetime(
          636_000_000_000_000_000 / (24 * hours) * 24 * hours + Int64(row / 50) * 24 * hours),
        rarely(.datetime(636_000_000_000_000_000 + number(0...1_000_000_000_000_000))),
        rarely(.integer(number(-3...9))), rarely(.integer(number(-4_000_000_000...4_000_000_000))),
        .integer([.min, .max, 0, -1, 7][Int(number(0...4))]),
        rarely(.bool(number(0...1) == 1)), rarely(.real(Double(number(-100...100)) / 10)),
        rarely(.real([0, -0.0, .nan, .infinity, 0.1, 1.0 / 3][Int(number(0...5))])),
        .string(codes[Int(number(0...5))]), .string("name \(number(0...400))"),
        .string("https://site\(number(0...30)).example/\(number(0...999_999))"),
        .string(""), .null, rarely(.timespan(number(0...50) * hours)),
        .dynamic(.array((0..<number(0...2)).map { .string("tag \($0)") })),
      ])
    }
    return builder.seal()
  }

  private static let snapshot = CatalogSnapshot(tables: [
    "t": table(rowCount: 70_000, seed: 21), "few": table(rowCount: 300, seed: 4),
    "none": table(rowCount: 0, seed: 1),
  ])

  @Test(arguments: [
    "t | where code == 'USA' | count", "t | where small > 3 | project id, name",
    "t | summarize count() by code", "t | summarize dcount(url) by name", "t | top 3 by wide",
    "t | extend x = wide % 7 | sort by x",
  ])
  func `a query tells how many of the rows it has read`(query: String) throws {
    let progress = ScanProgress()
    _ = try QueryRunner.run(QuerySource(text: query), in: Self.snapshot, progress: progress)
    // Distinct values are counted by reading the rows once more.
    #expect(progress.total == (query.contains("dcount") ? 140_000 : 70_000))
    #expect(progress.rowCount == progress.total)
  }

  private static let queries: [String] = [
    // Filters.
    "t | where code == 'USA' | count",
    "t | where code != 'USA' and small > 3 | count",
    "t | where small between (2 .. 5) or code in ('CHN', 'KOR') | summarize n = count() by code",
    "t | where not(small > 3) | count",
    "t | where wide >= 12345 and wide < 2000000000 | summarize count(), sum(wide)",
    "t | where wide != 5 | count",
    "t | where extreme == 7 or extreme < 0 | count",
    "t | where isnull(small) and isnotempty(code) | count",
    "t | where day between (datetime(2016-06-01) .. 30d) | summarize count(), min(day), max(day)",
    "t | where moment > datetime(2017-01-01) | summarize count(), min(moment)",
    "t | where url contains_cs 'site7.' | count",
    "t | where url contains_cs 'example/5' and url contains_cs 'site1' | count",
    "t | where url has_cs 'site3' and small == 2 | count",
    "t | where url contains 'SITE2' or name endswith '7' | count",
    "t | where url matches regex 'site[12]\\\\.' and code == 'KOR' | count",
    "t | where empty == '' and isnull(nothing) | count",
    "t | where empty != '' | summarize n = count() by code",
    "t | where flag | summarize count() by flag",
    "t | where flag == false or isnull(flag) | count",
    "t | where odd > 0 | count", "t | where odd == 0 | count", "t | where score >= 0.1 | count",
    "t | where small > score | count", "t | where code =~ 'DEU' | count",
    "t | where small > toscalar(few | summarize max(small)) - 3 | count",
    "t | where code in ((few | where small == 1 | project code)) | count",
    "t | where small == 100 | summarize count(), sum(small), avg(small), min(small), dcount(code)",
    "none | where small == 1 | summarize count(), sum(small), max(day)",
    "none | summarize count() by code",
    // Aggregates.
    "t | summarize count(), sum(small), avg(small), min(small), max(small)",
    "t | summarize sum(score), avg(score), min(score), max(score), sum(span), avg(span)",
    "t | summarize sum(extreme), min(extreme), max(extreme), avg(wide), sum(wide)",
    "t | summarize sum(nothing), avg(nothing), min(nothing), max(nothing), dcount(nothing)",
    "t | summarize n = count(), sum(small), avg(score), min(day), max(wide) by code",
    "t | summarize n = count(), m = avg(score) by small, flag, code",
    "t | summarize n = count() by day, name, code",
    "t | summarize n = count(), s = sum(small), lo = min(score), hi = max(score) by day, name",
    "t | summarize count() by bin(day, 7d), tolower(code)",
    "t | summarize count() by year = getyear(day), substring(name, 0, 6)",
    "t | summarize dcount(name), dcount(url), dcount(small), dcount(code) by code",
    "t | summarize dcount(url), dcount(day)",
    "t | summarize d = dcount(url) by name",
    "t | summarize d = dcount(small), n = count() by day, name",
    "t | summarize countif(small > 3), sumif(wide, code == 'USA'), avgif(score, flag) by code",
    "t | summarize countif(small > 3), dcountif(name, flag)",
    "t | summarize sum(iff(code == 'USA', 2, 3)), max(strlen(url)), sum(small * 2)",
    "t | summarize sum(small + wide) by code",
    "t | summarize count() by nothing, empty",
    "t | summarize n = count() by odd | summarize count(), sum(n), max(n)",
    "t | summarize min(odd), max(odd), sum(odd) by small",
    "t | summarize arg_max(wide, id, name), arg_min(score, id) by code",
    "t | summarize make_list(small), make_set(code) by flag",
    "t | summarize percentile(wide, 50), stdev(score) by code",
    "t | summarize min(name), max(url), take_any(code) by small",
    "t | distinct code, small",
    "t | extend k = strcat(code, '-', name) | summarize count() by k",
    "t | extend k = strcat(code, '-', small) | summarize count() by k",
    "t | where small > 2 | project a = small * 2, b = toupper(code) | summarize sum(a) by b",
    // First rows.
    "t | sort by wide desc, id asc | take 20 | project id, wide",
    "t | where code == 'KOR' | sort by score asc, id desc | take 15 | project id, score, code",
    "t | top 12 by small desc nulls first, id asc | project id, small",
    "t | top 12 by small asc nulls last, id asc | project id, small",
    "t | top 7 by name asc, id asc | project name, id",
    "t | top 5 by day desc, wide desc, id asc | project id, day",
    "t | top 5 by code asc, url asc, id asc | project id, code, url",
    "t | where small == 100 | top 3 by id | project id",
    "t | summarize n = count() by name, day | top 10 by n desc, name asc, day asc",
    "t | summarize n = count(), s = sum(id) by name | top 10 by s desc, name asc",
    "t | summarize n = count() by name | project m = n, name | top 4 by m asc, name asc",
    "t | summarize lo = min(wide) by name | top 4 by lo asc, name asc",
    // Rows.
    "t | where small == 4 and code == 'CHN' | project id, day, url, list, span, k = strcat(code, url)",
    "t | where wide > 3900000000 | extend y = getyear(day), l = array_length(list)",
    "t | where id % 1000 == 0 | project-away list",
    "t | project up = toupper(name), id | where id < 100",
    "t | take 10", "t | where id >= 100 | take 10 | project id",
    // Joins.
    "t | where small == 4 | join kind=inner (few) on code | summarize count(), sum(wide) by code",
    "few | join kind=inner (t | where small < 2) on name | where day1 > day and day1 <= day + 9d | summarize count()",
    "few | join kind=inner (t | where small == 1) on code | where id1 > id and id1 < id + 90 | project id, id1, name",
    "few | take 20 | join kind=inner (t) on code | where id > 10 and wide1 > 5 and id1 > id | count",
    "few | join kind=leftsemi (t | where small == 1) on name | count",
    "few | join kind=leftouter (t | where small == 5) on name | summarize count() by code, code1",
    "few | join kind=rightanti (t) on name | summarize count() by code",
    "few | join kind=fullouter (t | where small > 6) on name, code | summarize count(), sum(wide1)",
  ]

  private func rows(
    _ query: String, _ options: ExecutionOptions
  ) throws -> [[Value]] {
    let outcome = try QueryRunner.run(QuerySource(text: query), in: Self.snapshot, options: options)
    return outcome.results[0].table.chunks.flatMap { chunk in
      (0..<chunk.count).map { row in chunk.vectors.map { $0[row] } }
    }
  }

  /// Rows in some order that does not depend on the last digits of their reals.
  private func sorted(_ rows: [[Value]]) -> [[Value]] {
    let keyed = rows.map { row in
      var hash = 0
      for value in row {
        if case .real = value { continue }
        hash = hash &* 31 &+ value.hashValue
      }
      return (hash, row)
    }
    return keyed.sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// Sums of reals depend on the order in which they are added.
  private func isSame(_ a: Value, _ b: Value) -> Bool {
    guard case .real(let a) = a, case .real(let b) = b else { return a == b }
    return a == b || a.isNaN && b.isNaN || abs(a - b) <= 1e-9 * max(abs(a), abs(b), 1)
  }

  @Test(arguments: queries)
  func `a stored scan gives the rows of the plain plan`(_ query: String) throws {
    var plain = ExecutionOptions()
    plain.storedScanThreshold = .max
    plain.isOptimizing = false
    var stored = ExecutionOptions()
    stored.storedScanThreshold = 0
    var expected = try rows(query, plain)
    var found = try rows(query, stored)
    if !query.contains("sort by") && !query.contains("top ") {
      expected = sorted(expected)
      found = sorted(found)
    }
    #expect(expected.count == found.count)
    let wrong = zip(expected, found).first { row in
      !zip(row.0, row.1).allSatisfy { isSame($0, $1) }
    }
    #expect(wrong == nil, "expected \(wrong?.0 ?? []), found \(wrong?.1 ?? [])")
  }

  @Test func `a query stops at its limit of memory`() throws {
    var options = ExecutionOptions()
    options.memoryLimit = 1 << 16
    let query = QuerySource(text: "t | summarize count() by url, name, day")
    do {
      _ = try QueryRunner.run(query, in: Self.snapshot, options: options)
      Issue.record("there is not enough memory for this")
    } catch {
      #expect(
        error.diagnostics.map(\.message)
          == ["the query needs more memory than the 64 KB it may have"])
    }
  }
}
