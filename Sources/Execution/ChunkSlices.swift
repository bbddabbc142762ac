internal import Columnar

/// One long chunk handed on in chunks of the usual size.
struct ChunkSlices {
  private let rows: DataChunk
  private var position = 0

  init(_ rows: DataChunk) {
    self.rows = rows
  }

  mutating func next() -> DataChunk? {
    guard position < rows.count else { return nil }
    let end = min(position + DataChunk.capacity, rows.count)
    defer { position = end }
    return rows.sliced(position..<end)
  }
}
