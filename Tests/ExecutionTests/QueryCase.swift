import Columnar
import Execution
import Foundation
import RandomQueries
import Query
import TestSupport
import Testing

/// A query with what it gives, from a file under `Cases`:
///
///     a query of one or several lines
///     ----
///     column:type | column:type
///     cell | cell
///
/// Cases are parted by empty lines. Where the query is wrong, its messages stand for the rows. The
/// tables that queries may use are those of `QueryCase.tables`.
struct QueryCase: Sendable, CustomTestStringConvertible {
  let file: String
  let query: String
  let expected: String

  var testDescription: String { query }

  /// All cases of all files.
  static let all: [QueryCase] = caseFiles(in: "Cases", withExtension: "test").flatMap { path in
    cases(in: (try? String(contentsOfFile: path, encoding: .utf8)) ?? "", of: path)
  }

  static func cases(in text: String, of path: String) -> [QueryCase] {
    text.components(separatedBy: "\n\n").map { block in
      let parts = block.trimmingCharacters(in: .newlines).components(separatedBy: "\n----\n")
      precondition(parts.count == 2, "a case of \(path) has no answer:\n\(block)")
      return QueryCase(file: path, query: parts[0], expected: parts[1])
    }
  }

  /// What the query gives now.
  func answer(_ options: ExecutionOptions = ExecutionOptions()) -> String {
    do {
      let outcome = try QueryRunner.run(
        QuerySource(text: query), in: Self.tables, options: options)
      return outcome.results.map { CaseText.text(of: $0.table) }.joined(separator: "\n--\n")
    } catch {
      return error.diagnostics.map { "\($0.severity.rawValue): \($0.message)" }
        .joined(separator: "\n")
    }
  }

  /// `visits`: seven rows with nulls, empty texts and lists.
  static let tables: CatalogSnapshot = {
    var visits = TableBuilder(
      Schema([
        ColumnSchema("day", .datetime), ColumnSchema("guest", .string),
        ColumnSchema("host", .string), ColumnSchema("hours", .long),
        ColumnSchema("score", .real), ColumnSchema("topics", .dynamic),
      ]))
    let start = CivilDate(year: 2024, month: 1, day: 30)?.ticks ?? 0
    let rows: [(String, String, Int64?, Double?, [String])] = [
      ("Kim", "Moon", 5, 3.5, ["trade", "talks"]), ("Moon", "Kim", 8, 7, ["talks"]),
      ("Abe", "Xi", nil, -1, []), ("Xi", "Kim", 2, nil, ["trade"]),
      ("Kim", "Xi", 11, 2.5, ["arms", "trade", "talks"]), ("Abe", "", 1, 0, ["arms"]),
      ("Moon", "Abe", nil, nil, ["talks", "arms"]),
    ]
    for (index, row) in rows.enumerated() {
      visits.append([
        .datetime(start + Int64(index) * Ticks.perDay), .string(row.0), .string(row.1),
        row.2.map { .integer($0) } ?? .null, row.3.map { .real($0) } ?? .null,
        .dynamic(.array(row.4.map { .string($0) })),
      ])
    }
    return CatalogSnapshot(tables: ["visits": visits.seal()])
  }()
}
