/// Cuts a stream of JSON values: objects one after the other, one a line or over several, and those of
/// arrays at the top.
struct JSONValues {
  /// A value and where it stands.
  struct Item {
    let range: Range<Int>
    /// The line where it begins, from 1.
    let line: Int
    /// Whether its end was found.
    let isWhole: Bool
  }

  private let bytes: ContiguousArray<UInt8>
  private var place: Int
  private var line = 1
  /// Set once a first object has ended on its line: then so does every other, and a broken one does not
  /// take those behind it along.
  private var endsAtLines = false

  init(_ bytes: ContiguousArray<UInt8>, from start: Int) {
    self.bytes = bytes
    place = start
  }

  /// The next value; nil after the last.
  mutating func next() -> Item? {
    while place < bytes.count {
      let byte = bytes[place]
      if byte == UInt8(ascii: "\n") { line += 1 }
      if byte <= 0x20 || [UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]")].contains(byte) {
        place += 1
        continue
      }
      return byte == UInt8(ascii: "{") ? object() : other()
    }
    return nil
  }

  private mutating func object() -> Item {
    let (start, startLine) = (place, line)
    var depth = 0
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: "\""): skipString()
      case UInt8(ascii: "\n"):
        if endsAtLines { return Item(range: start..<place, line: startLine, isWhole: false) }
        line += 1
      default: break
      }
      place = min(place + 1, bytes.count)
      if depth == 0 {
        if line == startLine && place < bytes.count && bytes[place] == UInt8(ascii: "\n") {
          endsAtLines = true
        }
        return Item(range: start..<place, line: startLine, isWhole: true)
      }
    }
    return Item(range: start..<place, line: startLine, isWhole: false)
  }

  /// Goes to the quote that ends a string; in a stream of lines not beyond its line.
  private mutating func skipString() {
    place += 1
    while place < bytes.count && bytes[place] != UInt8(ascii: "\"") {
      if bytes[place] == UInt8(ascii: "\n") {
        if endsAtLines {
          place -= 1
          return
        }
        line += 1
      }
      place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
    }
  }

  /// What is no object: a number, a word, up to a comma or the line's end.
  private mutating func other() -> Item {
    let start = place
    while place < bytes.count, bytes[place] != UInt8(ascii: "\n"), bytes[place] != UInt8(ascii: ",")
    {
      place += 1
    }
    return Item(range: start..<place, line: line, isWhole: true)
  }
}
