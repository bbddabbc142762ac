internal import Dispatch
internal import Synchronization

/// Collects the rows of one part of a table, unboxed.
///
/// A loader cuts its input in parts, of some ten thousand rows each; threads of it fill a writer a
/// part and seal it, and `Table.init(joining:schema:)` puts the parts together:
///
///     var writer = TableWriter(schema)                 // on any thread
///     writer.columns[0].append(Int64(20170511))
///     writer.columns[1].append(utf8: bytes)            // the other columns likewise
///     let part = writer.finish()
///     ...
///     let table = Table(joining: parts, schema: schema)
public struct TableWriter: Sendable {
  /// Names and types of the columns.
  public let schema: Schema
  /// A writer for each column; before `finish` all must have taken the same number of values.
  public var columns: [ColumnWriter]

  /// An empty writer.
  public init(_ schema: Schema) {
    self.schema = schema
    columns = schema.columns.map { ColumnWriter($0.type) }
  }

  /// The rows so far, counted in the first column.
  public var rowCount: Int { columns.first?.count ?? 0 }

  /// The sealed part: narrow already, so that many of them may wait to be joined.
  public consuming func finish() -> TablePart {
    let count = rowCount
    precondition(columns.allSatisfy { $0.count == count }, "columns of different lengths")
    return TablePart(columns: columns.map { $0.finish() }, rowCount: count)
  }
}

/// Some rows of a table on its way.
public struct TablePart: Sendable {
  /// A column each of the schema.
  public let columns: [Column]
  /// The number of rows.
  public let rowCount: Int
}

extension Table {
  /// The table of parts in their order, its columns joined on all cores.
  ///
  /// It does not matter how the rows were cut into parts: layouts and dictionaries come out the same.
  public init(joining parts: [TablePart], schema: Schema) {
    let joined = Mutex([Column?](repeating: nil, count: schema.columns.count))
    // Texts cost the most to join, those with many of them more than others: they go first.
    let order = schema.columns.indices.sorted {
      Table.textBytes(parts, $0) > Table.textBytes(parts, $1)
    }
    DispatchQueue.concurrentPerform(iterations: order.count) { place in
      let index = order[place]
      let column = Column(
        joining: parts.map { $0.columns[index] }, type: schema.columns[index].type)
      joined.withLock { $0[index] = column }
    }
    self.init(
      schema: schema, columns: joined.withLock { $0.compactMap { $0 } },
      rowCount: parts.reduce(0) { $0 + $1.rowCount })
  }

  private static func textBytes(_ parts: [TablePart], _ column: Int) -> Int {
    parts.reduce(0) { $0 + ($1.columns[column].dictionary?.byteCount ?? 0) }
  }
}
