import Columnar
import Remote

/// The rows of a query.
func rows(
  _ engine: any RemoteEngine, _ columns: [RemoteColumn], _ monitor: RemoteMonitor = .init()
) throws(RemoteError) -> [[Value]] {
  var rows: [[Value]] = []
  try engine.run("SELECT", giving: columns, monitor) { batch in
    for row in 0..<batch.rowCount { rows.append(batch.columns.map { $0[row] }) }
  }
  return rows
}
