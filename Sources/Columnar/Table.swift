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
/// Rows lie in chunks of `DataChunk.capacity`, the last one shorter; a chunk of a query's result
/// may be shorter anywhere.
public struct Table: Sendable {
  /// Names and types of the columns.
  public let schema: Schema
  /// The rows in order.
  public let chunks: [DataChunk]
  /// The number of rows in all chunks.
  public let rowCount: Int

  /// A table of finished chunks, each with one vector a column of the schema's type.
  public init(schema: Schema, chunks: [DataChunk]) {
    precondition(chunks.allSatisfy { $0.vectors.count == schema.columns.count })
    self.schema = schema
    self.chunks = chunks
    rowCount = chunks.reduce(0) { $0 + $1.count }
  }

  /// One cell, boxed; for tests and single look-ups.
  ///
  /// - Complexity: O(number of chunks).
  public subscript(row: Int, column: Int) -> Value {
    var row = row
    for chunk in chunks {
      if row < chunk.count { return chunk.vectors[column][row] }
      row -= chunk.count
    }
    preconditionFailure("row \(row) is past the end of the table")
  }
}
