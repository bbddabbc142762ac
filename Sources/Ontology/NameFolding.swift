/// Brings a name to the form by which it is looked up, and hashes it.
///
/// Upper and lower case, accents, full stops and apostrophes do not count, and a hyphen is a space:
/// "Kari-Ann Moe", "Kari Ann Moe" and "kari-ann moe" are one name, and so are "U.S." and "US".
///
/// Names are hashed as they stand in the arena of `WorldTable`, byte by byte, because building a
/// `String` for each of some 20,000 names would cost more than all the rest of the start.
struct NameFolding {
  /// The hash of the words so far (FNV-1a, 64 bits).
  private(set) var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  /// How many words were seen.
  private(set) var wordCount = 0
  /// The hash at the end of the first word.
  private(set) var firstWordHash: UInt64 = 0
  private var isInsideWord = false

  /// Takes in the next bytes of a name.
  mutating func add(_ bytes: ContiguousArray<UInt8>, in range: Range<Int>) {
    add(bytes.span, in: range)
  }

  /// Takes in a word as it is, without a copy of its bytes.
  mutating func add(_ word: String) {
    let bytes = word.utf8Span.span
    add(bytes, in: 0..<bytes.count)
  }

  private mutating func add(_ bytes: Span<UInt8>, in range: Range<Int>) {
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"):
        put(byte | 0x20)
      case UInt8(ascii: " "), UInt8(ascii: "-"):
        endWord()
      case UInt8(ascii: "."), UInt8(ascii: "'"):
        continue
      case 0..<0x80:
        put(byte)
      case 0xc3...0xc9 where index < range.upperBound:
        // U+00C0 to U+024F: Latin letters with marks, of which the base letter counts.
        let next = bytes[index]
        index += 1
        let base = Self.baseLetters[Int(byte &- 0xc3) * 64 + Int(next & 0x3f)]
        if base == UInt8(ascii: "?") {
          put(byte)
          put(next)
        } else {
          put(base)
        }
      case 0xe2 where index + 1 < range.upperBound && bytes[index] == 0x80:
        // U+2010 to U+2015 are hyphens and dashes, U+2018 and U+2019 apostrophes.
        let last = bytes[index + 1]
        index += 2
        if last >= 0x90 && last <= 0x95 { endWord() }
      default:
        put(byte)
      }
    }
  }

  /// Ends a word, as white space between two tokens does.
  mutating func endWord() {
    guard isInsideWord else { return }
    if wordCount == 1 { firstWordHash = hash }
    isInsideWord = false
  }

  private mutating func put(_ byte: UInt8) {
    if !isInsideWord {
      isInsideWord = true
      if wordCount > 0 { mix(UInt8(ascii: " ")) }
      wordCount += 1
    }
    mix(byte)
  }

  private mutating func mix(_ byte: UInt8) {
    hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }

  /// The letters that U+00C0 to U+024F are made of; `?` where there is none in ASCII, and for the
  /// rest of the two-byte sequences that begin with 0xC9.
  private static let baseLetters = ContiguousArray(
    ("aaaaaaaceeeeiiiidnoooooxouuuuytsaaaaaaaceeeeiiiidnoooooxouuuuyty"
      + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii??jjkkklllllll"
      + "lllnnnnnn?nnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzz?"
      + "???????????????a??f?????????????oo?????????????uu???????????????"
      + "?????????????aaiioouuuuuuuuuueaaaa????ggkkoooo??j???gg??nnaa????"
      + "aaaaeeeeiiiioooorrrruuuusstt??hh??????aaeeooooooooyy????????????"
      + "????????????????"
      + String(repeating: "?", count: 48)).utf8)
}
