import Columnar
import Dialects
import Remote

/// An engine that the session is connected to, with what its catalog holds.
final class RemoteConnection {
  /// Where it is.
  let address: RemoteAddress
  /// The engine itself.
  let engine: any RemoteEngine
  /// Its tables, whose rows are there, as queries see them.
  let snapshot: CatalogSnapshot
  /// The engine's own types by table and column.
  let nativeTypes: [String: [String: String]]

  /// Connects and reads the catalog.
  convenience init(
    _ address: RemoteAddress, _ credentials: RemoteCredentials, parties: PartyLookup?,
    _ monitor: RemoteMonitor
  ) throws(RemoteError) {
    let engine = try Remote.open(address, credentials, monitor)
    try self.init(address, engine, parties: parties, monitor)
  }

  /// Reads the catalog of an engine.
  init(
    _ address: RemoteAddress, _ engine: any RemoteEngine, parties: PartyLookup?,
    _ monitor: RemoteMonitor
  ) throws(RemoteError) {
    self.address = address
    self.engine = engine
    var tables: [String: Table] = [:]
    var types: [String: [String: String]] = [:]
    for table in try engine.tables(monitor) {
      // A type that is not known here can be named, though not read.
      let columns = table.columns.map { [engine] column in
        let type = SQLTranslator.type(ofNative: column.type, dialect: engine.dialect)
        return ColumnSchema(column.name, type ?? .dynamic)
      }
      tables[table.name] = Table(elsewhere: Schema(columns))
      types[table.name] = Dictionary(table.columns.map { ($0.name, $0.type) }) { first, _ in first }
    }
    snapshot = CatalogSnapshot(tables: tables, parties: parties)
    nativeTypes = types
  }
}
