internal import Columnar

/// Rows that were made all at once, handed on a chunk at a time.
struct SlicedRows {
  private let all: DataChunk
  private var position = 0

  /// Nothing is handed on yet.
  init(_ all: DataChunk) { self.all = all }

  /// The next rows, nil after the last.
  mutating func next() -> DataChunk? {
    guard position < all.count else { return nil }
    let end = min(position + DataChunk.capacity, all.count)
    defer { position = end }
    return all.sliced(position..<end)
  }
}
