/// Collects the boxed values of one column and cuts them into vectors of `DataChunk.capacity` rows.
public struct ColumnBuilder: Sendable {
  private var writer: ColumnWriter

  /// An empty builder of the given type.
  public init(_ type: LogicalType) { writer = ColumnWriter(type) }

  /// The type of every value.
  public var type: LogicalType { writer.type }

  /// The number of values so far.
  public var count: Int { writer.count }

  /// Appends a value; one of another layout than the type's is taken as null.
  public mutating func append(_ value: Value) { writer.append(value) }

  /// Appends a list of texts to a dynamic column.
  public mutating func append(list: [String]) { writer.append(list: list) }

  /// The column's vectors, each of `DataChunk.capacity` rows but the last.
  public func finish() -> [Vector] {
    let column = column()
    return stride(from: 0, to: column.count, by: DataChunk.capacity).map { start in
      column.vector(start..<min(start + DataChunk.capacity, column.count))
    }
  }

  /// The whole column, sealed.
  func column() -> Column { writer.finish() }
}

/// Collects rows of boxed values under a schema and seals them into a `Table`.
///
/// For small tables; a loader fills a `TableWriter`.
public struct TableBuilder: Sendable {
  /// Names and types of the columns.
  public let schema: Schema
  private var columns: [ColumnBuilder]
  private var rowCount = 0

  /// An empty builder.
  public init(_ schema: Schema) {
    self.schema = schema
    columns = schema.columns.map { ColumnBuilder($0.type) }
  }

  /// Appends a row: one value a column.
  public mutating func append(_ row: [Value]) {
    precondition(row.count == columns.count)
    for (index, value) in row.enumerated() { columns[index].append(value) }
    rowCount += 1
  }

  /// The sealed table.
  public func seal() -> Table {
    Table(schema: schema, columns: columns.map { $0.column() }, rowCount: rowCount)
  }
}
