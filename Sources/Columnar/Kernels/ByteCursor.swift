/// Reads a text in UTF-8 from front to back; what the readers of values share.
struct ByteCursor {
  let bytes: [UInt8]
  var position = 0

  init(_ text: some StringProtocol) {
    bytes = Array(text.utf8)
  }

  var isAtEnd: Bool { position >= bytes.count }

  /// The byte at the position, or nil at the end.
  var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// The byte `distance` after the position, or nil past the end.
  func peek(at distance: Int) -> UInt8? {
    position + distance < bytes.count ? bytes[position + distance] : nil
  }

  /// Steps over `byte` if it comes next.
  mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    position += 1
    return true
  }

  /// Steps over `text` if it comes next, ASCII letters in whatever case.
  mutating func takeWord(_ text: StaticString) -> Bool {
    let start = position
    for place in 0..<text.utf8CodeUnitCount {
      let expected = unsafe text.utf8Start[place]
      guard let byte = peek, byte.lowercasedASCII == expected else {
        position = start
        return false
      }
      position += 1
    }
    return true
  }

  mutating func skipSpaces() {
    while let byte = peek, byte.isASCIISpace { position += 1 }
  }

  /// Reads decimal digits: their value and how many; nil where none stands or the value is too big.
  mutating func takeDigits(atMost limit: Int = 18) -> (value: Int64, count: Int)? {
    let start = position
    var value: Int64 = 0
    while let byte = peek, byte.isASCIIDigit {
      if position - start == limit { return nil }
      value = value * 10 + Int64(byte - 48)
      position += 1
    }
    return position == start ? nil : (value, position - start)
  }

  /// Reads ASCII letters, in lower case; empty where none stands.
  mutating func takeLetters() -> String {
    let start = position
    while let byte = peek, byte.isASCIILetter { position += 1 }
    return String(decoding: bytes[start..<position].map(\.lowercasedASCII), as: UTF8.self)
  }

  /// Reads the digits after a decimal point as ticks of a second; digits past the seventh are cut.
  mutating func takeFractionTicks() -> Int64? {
    var ticks: Int64 = 0
    var count = 0
    while let byte = peek, byte.isASCIIDigit {
      if count < 7 { ticks = ticks * 10 + Int64(byte - 48) }
      count += 1
      position += 1
    }
    guard count > 0 else { return nil }
    for _ in min(count, 7)..<7 { ticks *= 10 }
    return ticks
  }
}

extension UInt8 {
  /// Whether the byte is `0` to `9`.
  @inlinable public var isASCIIDigit: Bool { self &- 48 < 10 }
  /// Whether the byte is an ASCII letter.
  @inlinable public var isASCIILetter: Bool { (self | 0x20) &- 97 < 26 }
  /// Whether the byte is white space in ASCII.
  @inlinable public var isASCIISpace: Bool { self == 32 || (self &- 9) < 5 }
  /// The byte, an ASCII capital as its small letter.
  @inlinable public var lowercasedASCII: UInt8 { self &- 65 < 26 ? self | 0x20 : self }
}

extension StringProtocol {
  /// The text without ASCII white space at its ends.
  var trimmed: String {
    let bytes = Array(utf8)
    guard let first = bytes.firstIndex(where: { !$0.isASCIISpace }),
      let last = bytes.lastIndex(where: { !$0.isASCIISpace })
    else { return "" }
    return String(decoding: bytes[first...last], as: UTF8.self)
  }
}
