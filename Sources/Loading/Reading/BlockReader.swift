internal import CLoading

/// Reads a part of a file in blocks of whole lines, with room behind each for the kernels.
///
/// The part has the lines that begin in its range, so that parts side by side have every line once.
@safe
final class BlockReader {
  /// The bytes of a block: what the second-level cache of one core holds beside the tables of texts.
  static let blockSize = 1 << 18
  /// A longer line is no row.
  static let longestLine = 64 << 20

  private let source: ByteSource
  private let end: Int
  /// Where in the file the buffer's first byte is from.
  private var bufferStart: Int
  private var filled = 0
  private var consumed = 0
  private var capacity = BlockReader.blockSize
  @unsafe private var buffer: UnsafeMutablePointer<UInt8>
  /// Whether the first line belongs to the part before.
  private var skipsLine: Bool

  /// A reader of the lines that begin in `range`; `isInside` tells that they begin anywhere in it, so
  /// that the first may be the rest of one.
  init(_ source: ByteSource, _ range: Range<Int>, isInside: Bool) {
    self.source = source
    end = range.upperBound
    skipsLine = isInside
    // A line begins at the range's start when the byte before it is a line end.
    bufferStart = isInside ? range.lowerBound - 1 : range.lowerBound
    unsafe buffer = .allocate(capacity: capacity + 2 * loading_padding)
  }

  deinit { unsafe buffer.deallocate() }

  /// The bytes of the file behind what was handed out.
  var position: Int { bufferStart + consumed }

  /// The next block of whole lines, nil after the last. The bytes are good until the next call, and the
  /// byte behind them may be written.
  func next() throws(LoadFailure) -> UnsafeMutableBufferPointer<UInt8>? {
    while true {
      try fill()
      if filled == 0 || position >= end && !skipsLine { return nil }
      if skipsLine {
        guard let lineEnd = firstLineEnd(from: 0) else {
          try grow()
          continue
        }
        skipsLine = false
        consumed = lineEnd + 1
        if position >= end { return nil }
      }
      let start = consumed
      let isAtEnd = bufferStart + filled >= source.count
      var stop = isAtEnd ? filled : lastLineEnd(from: start).map { $0 + 1 }
      if bufferStart + filled > end, let lineEnd = firstLineEnd(from: end - 1 - bufferStart) {
        stop = min(stop ?? .max, max(start, lineEnd + 1))
      }
      guard let stop, stop > start else {
        if isAtEnd { return nil }
        try grow()
        continue
      }
      consumed = stop
      return unsafe UnsafeMutableBufferPointer(start: buffer + start, count: stop - start)
    }
  }

  /// Moves what is left to the front and reads as much as there is room for.
  private func fill() throws(LoadFailure) {
    let left = filled - consumed
    if consumed > 0 && left > 0 { unsafe buffer.update(from: buffer + consumed, count: left) }
    bufferStart += consumed
    filled = left
    consumed = 0
    filled += try unsafe source.read(
      at: bufferStart + filled, into: buffer + filled, capacity - filled)
  }

  /// Makes room for a line longer than the buffer.
  private func grow() throws(LoadFailure) {
    if bufferStart + filled >= source.count {
      // Nothing follows: the unended line is the last.
      if skipsLine { consumed = filled }
      skipsLine = false
      return
    }
    if capacity >= Self.longestLine {
      throw .because("a line is longer than \(Self.longestLine >> 20) MB: this is no table")
    }
    let larger = UnsafeMutablePointer<UInt8>.allocate(
      capacity: capacity * 2 + 2 * loading_padding)
    unsafe larger.update(from: buffer, count: filled)
    unsafe buffer.deallocate()
    unsafe buffer = larger
    capacity *= 2
  }

  private func firstLineEnd(from place: Int) -> Int? {
    guard place < filled else { return nil }
    let bytes = unsafe UnsafeBufferPointer(start: buffer + place, count: filled - place)
    return unsafe bytes.firstIndex(of: UInt8(ascii: "\n")).map { $0 + place }
  }

  private func lastLineEnd(from place: Int) -> Int? {
    var index = filled - 1
    while index >= place {
      if unsafe buffer[index] == UInt8(ascii: "\n") { return index }
      index -= 1
    }
    return nil
  }
}
