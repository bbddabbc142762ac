import Columnar
import Dialects
import Execution
import Foundation
import Query
import TestSupport
import Testing

/// Events enough for every type of column; what rows there are does not matter to SQL.
private let tables: [String: Table] = {
  var builder = TableBuilder(
    Schema([
      ColumnSchema("id", .long), ColumnSchema("date", .datetime), ColumnSchema("type", .string),
      ColumnSchema("actors", .dynamic), ColumnSchema("score", .real), ColumnSchema("open", .bool),
    ]))
  builder.append([
    .integer(1), .datetime(0), .string("AGREE"), .dynamic(.array([.string("Peru")])), .real(1),
    .bool(true),
  ])
  return ["events": builder.seal()]
}()

private func sql(_ query: String, _ dialect: String) -> String {
  do {
    let source = QuerySource(text: query)
    let plans = try QueryRunner.plans(source, in: CatalogSnapshot(tables: tables))
    return try plans.map { try SQLTranslator.sql($0, dialect: dialect) }.joined(separator: ";\n")
  } catch let refusal as SQLRefusal {
    return "refused: " + refusal.message + "\n"
  } catch {
    return "failed: \(error)\n"
  }
}

@Suite struct DialectTests {
  /// Each case is a query on a line of its own, told in every dialect. Their meaning is checked
  /// against a real engine by `Benchmarks/dialects.py`.
  @Test(arguments: caseFiles(in: "Cases", withExtension: "sql"))
  func `queries are told as their files show`(path: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let queries = text.split(separator: "\n").filter { $0.hasPrefix("--- ") }
      .map { String($0.dropFirst(4)) }
    var actual = ""
    for query in queries {
      actual += "--- \(query)\n"
      for dialect in SQLTranslator.dialects { actual += "-- in \(dialect)\n\(sql(query, dialect))" }
    }
    try expectGolden(actual, at: path)
  }

  @Test(arguments: [
    ("events | where actors has 'Peru'", "'has' over what is no text cannot be said in spark"),
    ("events | extend b = bag_pack('a', id)", "'bag_pack' cannot be said in spark"),
    (
      "events | serialize n = row_number()",
      "serialize and window functions cannot be said in spark"
    ),
    ("events | make-series count() on date step 1d", "make-series cannot be said in spark"),
  ])
  func `what cannot be said is refused by name`(query: String, message: String) {
    #expect(sql(query, "spark") == "refused: \(message)\n")
  }

  @Test func `an unknown dialect names the known ones`() {
    #expect(
      sql("events", "oracle") == "refused: unknown dialect 'oracle'; there are clickhouse, duckdb, spark\n")
  }
}
