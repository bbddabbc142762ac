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
    ("events | where type == open", "a text as a bool cannot be said in spark"),
    (
      "events | where type matches regex strcat('a', id)",
      "'matches regex' with a pattern that is no constant cannot be said in spark"
    ),
    (
      "events | summarize by m = bin_months(date, -2)",
      "calendar bins but by a constant above zero cannot be said in spark"
    ),
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
      sql("events", "oracle")
        == "refused: unknown dialect 'oracle'; there are clickhouse, duckdb, spark\n")
  }
}

@Suite struct TableDefinitionTests {
  @Test(arguments: [
    (
      "spark",
      "CREATE TABLE t (\n  id     BIGINT,\n  `date` TIMESTAMP,\n  names  ARRAY<STRING>,\n"
        + "  score  DOUBLE\n) USING parquet;\n"
    ),
    (
      "clickhouse",
      "CREATE TABLE t (\n  id     Nullable(Int64),\n  `date` Nullable(DateTime64(6, 'UTC')),\n"
        + "  names  Array(String),\n  score  Nullable(Float64)\n"
        + ") ENGINE = MergeTree ORDER BY tuple();\n"
    ),
    (
      "duckdb",
      "CREATE TABLE t (\n  id     BIGINT,\n  \"date\" TIMESTAMP,\n  names  VARCHAR[],\n"
        + "  score  DOUBLE\n);\n"
    ),
  ])
  func `a table is told in every dialect`(dialect: String, expected: String) throws {
    let schema = Schema([
      ColumnSchema("id", .long), ColumnSchema("date", .datetime), ColumnSchema("names", .dynamic),
      ColumnSchema("score", .real),
    ])
    #expect(try TableDefinition.sql("t", schema, dialect: dialect) == expected)
  }

  /// Types of engines, as their catalogs write them, and what they are in queries.
  @Test(arguments: [
    ("spark", "ARRAY<STRING>", LogicalType.dynamic), ("spark", "decimal(10,2)", .real),
    ("spark", "date", .datetime), ("spark", "VARCHAR(20)", .string), ("spark", "MAP<A,B>", nil),
    ("spark", "ARRAY<ARRAY<INT>>", nil),
    ("clickhouse", "LowCardinality(Nullable(String))", .string),
    ("clickhouse", "DateTime64(3, 'UTC')", .datetime), ("clickhouse", "UInt64", .long),
    ("clickhouse", "Enum8('a' = 1)", .string), ("clickhouse", "Array(Nullable(Int8))", .dynamic),
    ("clickhouse", "Tuple(String)", nil),
  ])
  func `types of engines are known`(dialect: String, native: String, type: LogicalType?) {
    #expect(SQLTranslator.type(ofNative: native, dialect: dialect) == type)
  }
}
