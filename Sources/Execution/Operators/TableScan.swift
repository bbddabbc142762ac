internal import Columnar

/// The chunks of a table, narrowed to some columns.
final class TableScan: PhysicalOperator {
  private let table: Table
  private let columns: [Int]
  private let context: ExecutionContext
  private var nextChunk = 0

  init(_ table: Table, columns: [Int], _ context: ExecutionContext) {
    self.table = table
    self.columns = columns
    self.context = context
    context.progress?.expect(table.rowCount)
  }

  func next() throws(ExecutionError) -> DataChunk? {
    try context.checkCancellation()
    guard nextChunk < table.chunks.count else { return nil }
    defer { nextChunk += 1 }
    context.progress?.add(table.chunks.rowCount(at: nextChunk))
    return table.chunks.chunk(nextChunk, columns: columns)
  }
}
