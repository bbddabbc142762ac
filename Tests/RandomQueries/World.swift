public import Columnar

/// How far the values of a column depend on the order in which rows are read.
public enum Grade: Sendable {
  /// Small numbers of few bits: their sums are exact in whatever order they are added.
  case exact
  /// Any values, the same in every run.
  case wild
  /// Sums and what is made of them, which may differ in the last digits. Nothing is computed with
  /// them: a condition would turn a last digit into a row.
  case approximate
}

/// What a dynamic column holds.
public enum Items: Sendable {
  case texts, numbers, any
}

/// What the generator knows of a column.
public struct FuzzColumn: Sendable {
  /// The column's name.
  public var name: String
  /// Its type.
  public var type: LogicalType
  /// Whether its values may be summed and compared.
  public var grade: Grade
  /// What a dynamic column holds.
  public var items = Items.any
  /// Whether every row has another value.
  public var isUnique = false

  /// The column where rows may come several times.
  var repeated: FuzzColumn {
    var column = self
    column.isUnique = false
    return column
  }
}

/// A few tables, and what is known of them; many queries are asked over each.
public struct World: Sendable {
  /// One table.
  public struct Source: Sendable {
    /// Its name.
    public let name: String
    /// Its columns.
    public var columns: [FuzzColumn]
    /// Its rows, a value a column.
    public var rows: [[Value]]

    /// The rows as a stored table.
    public var table: Table {
      var builder = TableBuilder(Schema(columns.map { ColumnSchema($0.name, $0.type) }))
      for row in rows { builder.append(row) }
      return builder.seal()
    }

    /// The rows as a `datatable` of the language.
    var datatable: String {
      let names = columns.map { "\(CaseText.name($0.name)): \($0.type.rawValue)" }
      let cells = rows.map { row in
        zip(row, columns).map { CaseText.literal($0, $1.type) }.joined(separator: ", ")
      }
      return "datatable(\(names.joined(separator: ", "))) [\(cells.joined(separator: ", "))]"
    }
  }

  /// What it was made of.
  public let seed: UInt64
  /// The tables; the second and third are small.
  public var sources: [Source]
  /// Whether another engine can hold the same values: no decimals, moments of whole microseconds.
  public let isShared: Bool
  /// Whether the first table has more than one block of rows, so that several threads share it.
  public let isBig: Bool
  /// The tables as queries see them.
  public private(set) var snapshot: CatalogSnapshot

  /// A world of tables.
  public init(seed: UInt64, sources: [Source], isShared: Bool, isBig: Bool) {
    self.seed = seed
    self.sources = sources
    self.isShared = isShared
    self.isBig = isBig
    snapshot = CatalogSnapshot()
    seal()
  }

  /// Makes the tables of rows that were changed.
  public mutating func seal() {
    snapshot = CatalogSnapshot(
      tables: Dictionary(uniqueKeysWithValues: sources.map { ($0.name, $0.table) }))
  }
}
