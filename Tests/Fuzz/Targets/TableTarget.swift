import Columnar
import Ingest
import Loading

/// Event tables, stores and archives.
enum TableTarget {
  static let endings = [
    ".csv", ".tsv", ".export.CSV", ".json", ".jsonl", ".casus", ".zip", ".csv.gz", ".tab",
  ]

  static func run(_ bytes: [UInt8]) {
    guard let form = bytes.first else { return }
    let ending = endings[Int(form) % endings.count]
    let content = ending == ".casus" ? Store.resealed(bytes.dropFirst()) : bytes.dropFirst()
    ScratchFile.with(content, named: ending) { path in
      if Store.isStore(path) { return readStore(path) }
      _ = TableLoader.isTable(path)
      let loader = TableLoader(threads: form < 128 ? 1 : 2)
      guard let loaded = try? loader.load(path) else { return }
      read(loaded.table)
      guard
        let events = loaded.events(schema: EventSchema.events, name: "t", firstID: 1)
      else { return }
      read(
        Table(
          schema: EventSchema.events, deferred: events, rowCount: loaded.table.rowCount))
    }
  }

  private static func readStore(_ path: String) {
    guard let tables = try? Store.tables(at: path) else { return }
    for stored in tables { read(stored.table) }
  }

  /// Reads every value of a table; of great ones, the first.
  private static func read(_ table: Table) {
    QueryTarget.show(table)
    for column in table.schema.columns.indices.prefix(200) {
      guard let values = table.column(column) else { continue }
      for row in 0..<min(table.rowCount, 4096) { _ = values[row] }
    }
  }
}
