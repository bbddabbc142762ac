internal import Synchronization

/// The tables that a query sees: from binding to the last chunk one and the same.
public struct CatalogSnapshot: Sendable {
  /// The tables by name.
  public internal(set) var tables: [String: Table]
  /// Further rows of some tables, by their names: tables of the same schema, whose rows stand behind
  /// those of the table itself. Nothing is copied to put them there.
  public internal(set) var parts: [String: [Table]] = [:]
  /// Whom names mean, for `involves` and its kin; without it only what stands in the tables is known.
  public let parties: PartyLookup?

  /// A snapshot of the given tables.
  public init(tables: [String: Table] = [:], parties: PartyLookup? = nil) {
    self.tables = tables
    self.parties = parties
  }

  /// The number of rows that a query sees under a name.
  public func rowCount(of name: String) -> Int {
    (parts[name] ?? []).reduce(tables[name]?.rowCount ?? 0) { $0 + $1.rowCount }
  }
}

/// The tables of a session, by name. Publishing swaps the snapshot; readers keep the one they took.
public final class Catalog: Sendable {
  private let current: Mutex<CatalogSnapshot>

  /// A catalog that holds the given tables.
  public init(_ snapshot: CatalogSnapshot = CatalogSnapshot()) {
    current = Mutex(snapshot)
  }

  /// The tables as they are now.
  public func snapshot() -> CatalogSnapshot {
    current.withLock { $0 }
  }

  /// Adds or replaces tables, all at once.
  public func publish(_ tables: [String: Table]) {
    current.withLock { $0.tables.merge(tables) { _, new in new } }
  }

  /// Sets the further rows of a table: tables of its schema, in the order of their rows.
  public func publish(parts: [Table], of name: String) {
    current.withLock { snapshot in
      precondition(parts.allSatisfy { $0.schema == snapshot.tables[name]?.schema })
      snapshot.parts[name] = parts.isEmpty ? nil : parts
    }
  }

  /// Removes a table; says whether there was one.
  @discardableResult
  public func drop(_ name: String) -> Bool {
    current.withLock {
      $0.parts.removeValue(forKey: name)
      return $0.tables.removeValue(forKey: name) != nil
    }
  }
}
