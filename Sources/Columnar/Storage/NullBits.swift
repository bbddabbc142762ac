/// Which rows are null, a bit a row, for layouts that have no code to spare for it.
public struct NullBits: Sendable {
  /// Bit *i* % 64 of word *i* / 64 is set where row *i* is null.
  public let words: Buffer<UInt64>

  /// The bits of finished words.
  public init(words: Buffer<UInt64>) { self.words = words }

  /// The bits of a validity byte a row, or nil where no row is null.
  init?(validity: ContiguousArray<UInt8>) {
    guard validity.contains(0) else { return nil }
    words = unsafe Buffer(count: (validity.count + 63) / 64) { words in
      for row in validity.indices where validity[row] == 0 {
        unsafe words[row >> 6] |= 1 << UInt64(row & 63)
      }
    }
  }

  /// Whether the row is null.
  @inlinable
  public subscript(row: Int) -> Bool { words[row >> 6] >> UInt64(row & 63) & 1 == 1 }

  /// The rows of a range as a mask.
  func validity(_ rows: Range<Int>) -> ValidityMask {
    ValidityMask(ContiguousArray(rows.map { self[$0] ? 0 : 1 }))
  }
}
