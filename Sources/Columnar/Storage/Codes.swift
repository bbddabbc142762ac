/// Small numbers, one a row, in as few bytes as the greatest needs: places in a dictionary, or what
/// is left of an integer when a base is taken off.
public enum Codes: Sendable {
  /// The same number in every row.
  case constant(UInt32, count: Int)
  /// `first`, `first + 1`, ...: the codes of texts that all differ.
  case sequence(first: UInt32, count: Int)
  case bytes(Buffer<UInt8>)
  case shorts(Buffer<UInt16>)
  case words(Buffer<UInt32>)

  /// The number of rows.
  public var count: Int {
    switch self {
    case .constant(_, let count), .sequence(_, let count): count
    case .bytes(let codes): codes.count
    case .shorts(let codes): codes.count
    case .words(let codes): codes.count
    }
  }

  /// The number of a row.
  public subscript(row: Int) -> UInt32 {
    switch self {
    case .constant(let code, _): code
    case .sequence(let first, _): first &+ UInt32(truncatingIfNeeded: row)
    case .bytes(let codes): UInt32(codes[row])
    case .shorts(let codes): UInt32(codes[row])
    case .words(let codes): codes[row]
    }
  }

  /// The bytes that the numbers take.
  public var byteCount: Int {
    switch self {
    case .constant, .sequence: 0
    case .bytes(let codes): codes.byteCount
    case .shorts(let codes): codes.byteCount
    case .words(let codes): codes.byteCount
    }
  }

  /// The numbers of some rows, each of them passed to `body` with its place among those rows.
  @inline(__always)
  func forEach(in rows: Range<Int>, _ body: (Int, UInt32) -> Void) {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= count)
    let start = rows.lowerBound
    switch self {
    case .constant(let code, _):
      for place in 0..<rows.count { body(place, code) }
    case .sequence(let first, _):
      for place in 0..<rows.count {
        body(place, first &+ UInt32(truncatingIfNeeded: start + place))
      }
    case .bytes(let codes):
      for place in 0..<rows.count { unsafe body(place, UInt32(codes.pointer[start + place])) }
    case .shorts(let codes):
      for place in 0..<rows.count { unsafe body(place, UInt32(codes.pointer[start + place])) }
    case .words(let codes):
      for place in 0..<rows.count { unsafe body(place, codes.pointer[start + place]) }
    }
  }

  /// The numbers of the given rows, each passed to `body` with its place in `rows`.
  @inline(__always)
  func forEach(at rows: Span<UInt32>, _ body: (Int, UInt32) -> Void) {
    switch self {
    case .constant(let code, _):
      for place in 0..<rows.count { body(place, code) }
    case .sequence(let first, _):
      for place in 0..<rows.count { body(place, first &+ rows[place]) }
    case .bytes(let codes):
      for place in 0..<rows.count { body(place, UInt32(codes[Int(rows[place])])) }
    case .shorts(let codes):
      for place in 0..<rows.count { body(place, UInt32(codes[Int(rows[place])])) }
    case .words(let codes):
      for place in 0..<rows.count { body(place, codes[Int(rows[place])]) }
    }
  }

  /// Numbers in the narrowest layout for the least and greatest of them; `fill` is called once with
  /// a function that sets the number of a row, and must set every row.
  init(
    count: Int, least: UInt32, greatest: UInt32, _ fill: ((Int, UInt32) -> Void) -> Void
  ) {
    if least >= greatest {
      self = .constant(greatest, count: count)
    } else if greatest <= UInt32(UInt8.max) {
      self = unsafe .bytes(
        Buffer(count: count) { target in
          fill { unsafe target[$0] = UInt8(truncatingIfNeeded: $1) }
        })
    } else if greatest <= UInt32(UInt16.max) {
      self = unsafe .shorts(
        Buffer(count: count) { target in
          fill { unsafe target[$0] = UInt16(truncatingIfNeeded: $1) }
        })
    } else {
      self = unsafe .words(Buffer(count: count) { target in fill { unsafe target[$0] = $1 } })
    }
  }
}
