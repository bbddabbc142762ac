/// The name and type of one column.
public struct ColumnSchema: Sendable, Hashable {
  /// The column's name, unique in its schema and case-sensitive.
  public let name: String
  /// The column's type.
  public let type: LogicalType

  /// A column called `name`.
  public init(_ name: String, _ type: LogicalType) {
    self.name = name
    self.type = type
  }
}

/// The columns of a table in order.
public struct Schema: Sendable, Hashable {
  /// The columns in order.
  public let columns: [ColumnSchema]

  /// A schema of the given columns.
  public init(_ columns: [ColumnSchema]) {
    self.columns = columns
  }

  /// The place of the column called `name`.
  public func index(of name: String) -> Int? {
    columns.firstIndex { $0.name == name }
  }
}

/// Up to 2,048 rows of several columns: what operators hand to each other.
public struct DataChunk: Sendable {
  /// The number of rows of a full chunk.
  public static let capacity = 2048

  /// One vector a column, all of `count` rows.
  public let vectors: [Vector]
  /// The number of rows; kept apart because a chunk may have no columns.
  public let count: Int

  /// A chunk of vectors of equal length.
  public init(vectors: [Vector], count: Int) {
    precondition(vectors.allSatisfy { $0.count == count })
    self.vectors = vectors
    self.count = count
  }

  /// The chunk narrowed to some rows.
  public func gathered(_ selection: SelectionVector) -> DataChunk {
    DataChunk(vectors: vectors.map { $0.gathered(selection) }, count: selection.count)
  }
}

/// Rows under a schema, sealed: it never changes, so that readers share it without locks.
///
/// A stored table has whole columns, each in a narrow layout of its own; the result of a query has
/// the chunks that came out of it. Both are read the same way through `chunks`, which makes those of
/// a stored table when asked.
public struct Table: Sendable {
  /// Names and types of the columns.
  public let schema: Schema
  /// The rows in order, in chunks of up to `DataChunk.capacity`.
  public let chunks: TableChunks
  /// The number of rows in all chunks.
  public let rowCount: Int
  /// Whether the rows are not here but on another machine: then only names and types are known.
  public let isElsewhere: Bool

  /// A table whose rows are on another machine.
  public init(elsewhere schema: Schema) {
    self.schema = schema
    chunks = TableChunks(.chunks([]))
    rowCount = 0
    isElsewhere = true
  }

  /// A table of finished chunks, each with one vector a column of the schema's type.
  public init(schema: Schema, chunks: [DataChunk]) {
    precondition(chunks.allSatisfy { $0.vectors.count == schema.columns.count })
    self.schema = schema
    self.chunks = TableChunks(.chunks(chunks))
    rowCount = chunks.reduce(0) { $0 + $1.count }
    isElsewhere = false
  }

  /// A table of whole columns, one for each of the schema and of its type.
  public init(schema: Schema, columns: [Column], rowCount: Int) {
    precondition(columns.map(\.type) == schema.columns.map(\.type))
    precondition(columns.allSatisfy { $0.count == rowCount })
    self.schema = schema
    chunks = TableChunks(.columns(columns, rowCount: rowCount))
    self.rowCount = rowCount
    isElsewhere = false
  }

  /// A table whose columns are made when they are first read, one for each of the schema.
  public init(schema: Schema, deferred columns: [DeferredColumn], rowCount: Int) {
    precondition(columns.map(\.type) == schema.columns.map(\.type))
    self.schema = schema
    chunks = TableChunks(.deferred(columns, rowCount: rowCount))
    self.rowCount = rowCount
    isElsewhere = false
  }

  /// The columns of a stored table; nil for one of chunks or of deferred columns.
  public var columns: [Column]? { chunks.columns }

  /// The column at a place, made if it was deferred; nil for a table of chunks.
  public func column(_ index: Int) -> Column? { chunks.column(index) }

  /// The bytes that the table keeps in memory: columns, and each dictionary once.
  ///
  /// - Complexity: O(number of columns), but for `dynamic` values of any shape.
  public var byteCount: Int {
    guard let columns else { return 0 }
    var seen: Set<ObjectIdentifier> = []
    var total = 0
    for column in columns {
      total += column.byteCount
      if let dictionary = column.dictionary, seen.insert(ObjectIdentifier(dictionary)).inserted {
        total += dictionary.byteCount
      }
    }
    return total
  }

  /// One cell, boxed; for tests and single look-ups.
  ///
  /// - Complexity: O(1) in a stored table, otherwise O(number of chunks).
  public subscript(row: Int, column: Int) -> Value {
    if let stored = self.column(column) { return stored[row] }
    var row = row
    for chunk in chunks {
      if row < chunk.count { return chunk.vectors[column][row] }
      row -= chunk.count
    }
    preconditionFailure("row \(row) is past the end of the table")
  }
}

/// The chunks of a table. Those of a stored table are made of its columns whenever they are asked
/// for, at the cost of a copy: hold on to a chunk rather than ask for it once a cell.
public struct TableChunks: RandomAccessCollection, Sendable {
  fileprivate enum Storage {
    case chunks([DataChunk])
    case columns([Column], rowCount: Int)
    case deferred([DeferredColumn], rowCount: Int)
  }

  private let storage: Storage

  fileprivate init(_ storage: Storage) { self.storage = storage }

  /// The columns of a stored table.
  fileprivate var columns: [Column]? {
    if case .columns(let columns, _) = storage { columns } else { nil }
  }

  fileprivate func column(_ index: Int) -> Column? {
    switch storage {
    case .chunks: nil
    case .columns(let columns, _): columns[index]
    case .deferred(let columns, _): columns[index].column
    }
  }

  /// The place of the first chunk.
  public var startIndex: Int { 0 }

  /// The number of chunks.
  public var endIndex: Int {
    switch storage {
    case .chunks(let chunks): chunks.count
    case .columns(_, let rowCount), .deferred(_, let rowCount):
      (rowCount + DataChunk.capacity - 1) / DataChunk.capacity
    }
  }

  /// A chunk with all columns.
  public subscript(position: Int) -> DataChunk {
    switch storage {
    case .chunks(let chunks): chunks[position]
    case .columns(let columns, _): chunk(position, columns: Array(columns.indices))
    case .deferred(let columns, _): chunk(position, columns: Array(columns.indices))
    }
  }

  /// The number of rows of a chunk.
  public func rowCount(at position: Int) -> Int {
    switch storage {
    case .chunks(let chunks): chunks[position].count
    case .columns(_, let rowCount), .deferred(_, let rowCount):
      Swift.min(DataChunk.capacity, rowCount - position * DataChunk.capacity)
    }
  }

  /// A cell of a chunk, boxed.
  public func value(at position: Int, row: Int, column: Int) -> Value {
    switch storage {
    case .chunks(let chunks): chunks[position].vectors[column][row]
    case .columns(let columns, _): columns[column][position * DataChunk.capacity + row]
    case .deferred(let columns, _):
      columns[column].column[position * DataChunk.capacity + row]
    }
  }

  /// A chunk narrowed to some columns, by their places.
  public func chunk(_ position: Int, columns places: [Int]) -> DataChunk {
    switch storage {
    case .chunks(let chunks):
      let chunk = chunks[position]
      return DataChunk(vectors: places.map { chunk.vectors[$0] }, count: chunk.count)
    case .columns(let columns, let rowCount):
      let start = position * DataChunk.capacity
      let rows = start..<Swift.min(start + DataChunk.capacity, rowCount)
      return DataChunk(vectors: places.map { columns[$0].vector(rows) }, count: rows.count)
    case .deferred(let columns, let rowCount):
      let start = position * DataChunk.capacity
      let rows = start..<Swift.min(start + DataChunk.capacity, rowCount)
      return DataChunk(vectors: places.map { columns[$0].column.vector(rows) }, count: rows.count)
    }
  }
}
