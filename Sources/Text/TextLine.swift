/// One line of an article with the features that tell text from what surrounds it.
struct TextLine {
  /// Its bytes without white space and table bars at the ends.
  var range: ByteRange
  /// Its bytes with ASCII letters in lower case and typographic quotes and dashes made plain.
  var folded: [UInt8]
  /// What earlier steps already know it to be.
  var knownKind: BlockKind?

  /// The line in `range`; white space at the ends is left out.
  init(range: ByteRange, in bytes: ContiguousArray<UInt8>, knownKind: BlockKind? = nil) {
    self.range = range.trimmed(in: bytes)
    folded = Self.fold(bytes, self.range)
    self.knownKind = knownKind
  }

  /// Whether nothing is left of it.
  var isEmpty: Bool { range.count == 0 }

  /// The words, cut at spaces.
  var words: [ArraySlice<UInt8>] { folded.split(separator: UInt8(ascii: " ")) }

  /// Letters and digits only: equal for copies that differ in hyphens, quotes and spaces.
  var squeezed: [UInt8] {
    folded.filter { $0.isASCIIAlphanumeric || $0 >= 0x80 }
  }

  /// Whether it ends as a sentence does, closing quotes and brackets apart.
  var endsSentence: Bool {
    for byte in folded.reversed() {
      switch byte {
      case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"): return true
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ")"), UInt8(ascii: "]"),
        UInt8(ascii: " "), UInt8(ascii: "|"):
        continue
      default: return false
      }
    }
    return false
  }

  /// Whether it breaks off with an ellipsis.
  var endsCutOff: Bool { folded.hasSuffix("...") }

  func contains(_ pattern: String) -> Bool { folded.firstRange(of: pattern) != nil }

  /// The share of its words of four letters and more that begin with a capital.
  func capitalizedShare(in bytes: ContiguousArray<UInt8>) -> Double {
    var long = 0
    var capitalized = 0
    var start = range.lower
    while start < range.upper {
      var end = start
      while end < range.upper, bytes[end] != UInt8(ascii: " ") { end += 1 }
      if end - start >= 4, bytes[start].isASCIILetter {
        long += 1
        if bytes[start].isASCIIUppercase { capitalized += 1 }
      }
      start = end + 1
    }
    return long == 0 ? 0 : Double(capitalized) / Double(long)
  }

  /// The share of its letters that are of another script than Latin.
  func foreignShare(in bytes: ContiguousArray<UInt8>) -> Double {
    var latin = 0
    var foreign = 0
    for index in range.lower..<range.upper {
      let byte = bytes[index]
      if byte.isASCIILetter || (0xC3...0xC9).contains(byte) {
        latin += 1
      } else if (0xCA...0xDF).contains(byte) || (0xE0...0xEF).contains(byte) && byte != 0xE2 {
        // Lead bytes of U+0280 to U+FFFF; those of U+2000 (E2) are punctuation and symbols.
        foreign += 1
      }
    }
    return latin + foreign == 0 ? 0 : Double(foreign) / Double(latin + foreign)
  }

  private static func fold(_ bytes: ContiguousArray<UInt8>, _ range: ByteRange) -> [UInt8] {
    var folded: [UInt8] = []
    folded.reserveCapacity(range.count)
    var index = range.lower
    while index < range.upper {
      let byte = bytes[index]
      if byte == 0xE2, index + 2 < range.upper, bytes[index + 1] == 0x80 {
        switch bytes[index + 2] {
        case 0x98, 0x99: folded.append(UInt8(ascii: "'"))
        case 0x9C, 0x9D: folded.append(UInt8(ascii: "\""))
        case 0x90...0x95: folded.append(UInt8(ascii: "-"))
        case 0xA6: folded.append(contentsOf: "...".utf8)
        case 0xAF, 0x80...0x8B: folded.append(UInt8(ascii: " "))
        default: folded.append(contentsOf: bytes[index..<index + 3])
        }
        index += 3
      } else if byte == 0xC2, index + 1 < range.upper, bytes[index + 1] == 0xA0 {
        folded.append(UInt8(ascii: " "))
        index += 2
      } else {
        folded.append(byte == UInt8(ascii: "\t") ? UInt8(ascii: " ") : byte.asciiLowercased)
        index += 1
      }
    }
    return folded
  }
}

extension ByteRange {
  /// The range without white space, zero-width marks and table bars at its ends.
  func trimmed(in bytes: ContiguousArray<UInt8>) -> ByteRange {
    var lower = self.lower
    var upper = self.upper
    while lower < upper {
      let width = bytes.spaceWidth(at: lower, limit: upper)
      guard width > 0 || bytes[lower] == UInt8(ascii: "|") else { break }
      lower += max(width, 1)
    }
    trailing: while upper > lower {
      if bytes[upper - 1] == UInt8(ascii: "|") {
        upper -= 1
        continue
      }
      for width in 1...3 where upper - width >= lower {
        if bytes.spaceWidth(at: upper - width, limit: upper) == width {
          upper -= width
          continue trailing
        }
      }
      break
    }
    return ByteRange(lower, max(lower, upper))
  }
}

extension ContiguousArray<UInt8> {
  /// The number of bytes of the white space at a place, 0 where there is none.
  func spaceWidth(at index: Int, limit: Int) -> Int {
    switch self[index] {
    case 0x09...0x0D, 0x20: return 1
    case 0xC2: return index + 1 < limit && self[index + 1] == 0xA0 ? 2 : 0
    case 0xE2:
      guard index + 2 < limit, self[index + 1] == 0x80 else { return 0 }
      return (0x80...0x8F).contains(self[index + 2]) || self[index + 2] == 0xAF ? 3 : 0
    case 0xE3:
      return index + 2 < limit && self[index + 1] == 0x80 && self[index + 2] == 0x80 ? 3 : 0
    case 0xEF:
      return index + 2 < limit && self[index + 1] == 0xBB && self[index + 2] == 0xBF ? 3 : 0
    default: return 0
    }
  }
}

extension [UInt8] {
  func hasPrefix(_ pattern: String) -> Bool { starts(with: pattern.utf8) }

  func hasSuffix(_ pattern: String) -> Bool {
    count >= pattern.utf8.count && self[(count - pattern.utf8.count)...].elementsEqual(pattern.utf8)
  }

  /// The first place where `pattern` stands, from `start` on.
  func firstRange(of pattern: String, from start: Int = 0) -> Range<Int>? {
    let needle = [UInt8](pattern.utf8)
    guard let first = needle.first, count >= needle.count else { return nil }
    var index = start
    while index <= count - needle.count {
      if self[index] == first, self[index..<index + needle.count].elementsEqual(needle) {
        return index..<index + needle.count
      }
      index += 1
    }
    return nil
  }
}

extension UInt8 {
  var isASCIIDigit: Bool { self >= 0x30 && self <= 0x39 }
  var isASCIIUppercase: Bool { self >= 0x41 && self <= 0x5A }
  var isASCIILowercase: Bool { self >= 0x61 && self <= 0x7A }
  var isASCIILetter: Bool { isASCIIUppercase || isASCIILowercase }
  var isASCIIAlphanumeric: Bool { isASCIIDigit || isASCIILetter }
  var asciiLowercased: UInt8 { isASCIIUppercase ? self | 0x20 : self }
}
