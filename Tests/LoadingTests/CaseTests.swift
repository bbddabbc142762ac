import Columnar
import Ingest
import TestSupport
import Testing

@testable import Loading

/// Every file in `Cases` is loaded; beside it stands what it becomes: problems, columns, rows, and the
/// rows as events. All of them are made up, each with the quirks of its format.
@Suite struct CaseTests {
  private static let files = ["CSV", "csv", "gz", "json", "jsonl", "tab", "tsv", "txt", "zip"]
    .flatMap { caseFiles(in: "Cases", withExtension: $0) }

  @Test func `every format has a case`() throws {
    let covered = try Set(Self.files.map { try TableLoader().load($0).format.name })
    #expect(Set((TableFormat.all + TableFormat.generic).map(\.name)).subtracting(covered) == [])
  }

  @Test(arguments: files)
  func `a file becomes the table that stands beside it`(path: String) throws {
    let loaded = try TableLoader().load(path)
    try expectGolden(Self.dump(loaded), at: path + ".expected")
  }

  @Test(arguments: files)
  func `the number of threads changes nothing`(path: String) throws {
    let one = try TableLoader(threads: 1).load(path)
    let three = try TableLoader(threads: 3).load(path)
    #expect(Self.dump(one) == Self.dump(three))
  }

  /// What a table holds, as lines: of long tables the first rows.
  static func dump(_ loaded: LoadedTable) -> String {
    var lines = ["format \(loaded.format.name)", "rows \(loaded.table.rowCount)"]
    let problems = loaded.problems
    lines.append("bad rows \(problems.badRowCount), bad fields \(problems.badFieldCount)")
    lines += problems.first.map { "  line \($0.line): \($0.reason)" }
    for row in 0..<min(4, loaded.table.rowCount) {
      lines.append("row \(row)")
      for (index, column) in loaded.table.schema.columns.enumerated() {
        let value = loaded.table[row, index]
        if value.isNull || value == .string("") { continue }
        lines.append("  \(column.name): \(column.type.rawValue) = \(text(value, column.type))")
      }
      lines += events(loaded, row)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func events(_ loaded: LoadedTable, _ row: Int) -> [String] {
    let schema = EventSchema.events
    guard let columns = loaded.events(schema: schema, name: "t", firstID: 100) else { return [] }
    return zip(schema.columns, columns).compactMap { column, deferred in
      let value = deferred.column[row]
      let isMissing =
        value.isNull || value == .string("") || value == .dynamic(.array([]))
      return isMissing ? nil : "  event \(column.name) = \(text(value, column.type))"
    }
  }

  private static func text(_ value: Value, _ type: LogicalType) -> String {
    let text = ValueFormat.text(of: value, type: type)
    return text.replacing("\r", with: "\\r").replacing("\n", with: "\\n")
  }
}
