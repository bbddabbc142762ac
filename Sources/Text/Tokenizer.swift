/// Cuts text into words, numbers and marks.
///
/// Hyphenated words stay whole ("Jae-in", "by-election"), except pairs of places ("Seoul-Beijing"),
/// whose sides are actors of their own; clitics are cut off ("Moe" + "'s", "do" + "n't").
public struct Tokenizer: Sendable {
  /// Whole names that hold a hyphen themselves ("Guinea-Bissau").
  private let hyphenatedNames: Set<String>
  /// Names of countries and capitals, and single words of such names ("Korea", "Saudi").
  private let placeWords: Set<String>

  /// A tokenizer that knows the given names of places, of one or several words.
  public init(placeNames: Set<String> = []) {
    var words: Set<String> = []
    for name in placeNames {
      for word in name.split(separator: " ") where word.utf8.first?.isASCIIUppercase == true {
        words.insert(String(word))
      }
    }
    placeWords = words
    hyphenatedNames = placeNames.filter { $0.utf8.contains(UInt8(ascii: "-")) }
  }

  /// The tokens of a range of the source, in order.
  ///
  /// - Complexity: linear in the range's bytes.
  public func tokenize(_ range: ByteRange, in source: SourceText) -> [Token] {
    var tokens: [Token] = []
    tokens.reserveCapacity(range.count / 5)
    let bytes = source.bytes
    var index = range.lower
    while index < range.upper {
      let space = bytes.spaceWidth(at: index, limit: range.upper)
      if space > 0 {
        index += space
        continue
      }
      var scanner = WordScanner(bytes: bytes, start: index, limit: range.upper)
      scanner.scan()
      for piece in pieces(ByteRange(index, scanner.end), isWord: scanner.isWord, bytes) {
        let isFirst = piece.lower == index
        let hasSpace = isFirst && (tokens.last.map { $0.range.upper < index } ?? (index > 0))
        tokens.append(
          Token(range: piece, text: plainText(piece, bytes), spaceBefore: hasSpace))
      }
      index = scanner.end
    }
    return tokens
  }

  /// The word without its clitic, the clitic, and the sides of a pair of places.
  private func pieces(
    _ range: ByteRange, isWord: Bool, _ bytes: ContiguousArray<UInt8>
  ) -> [ByteRange] {
    guard isWord, range.count > 2 else { return [range] }
    let cliticLength = Clitic.length(in: bytes, range)
    let stem = ByteRange(range.lower, range.upper - cliticLength)
    var pieces = pairOfPlaces(stem, bytes) ?? [stem]
    if cliticLength > 0 { pieces.append(ByteRange(stem.upper, range.upper)) }
    return pieces
  }

  /// "Seoul-Beijing" or "Korea-China" as three ranges, nil where it is no such pair.
  private func pairOfPlaces(
    _ range: ByteRange, _ bytes: ContiguousArray<UInt8>
  ) -> [ByteRange]? {
    guard bytes[range.lower].isASCIIUppercase,
      bytes[range.lower..<range.upper].contains(UInt8(ascii: "-")),
      !hyphenatedNames.contains(
        String(decoding: bytes[range.lower..<range.upper], as: UTF8.self))
    else { return nil }
    var cuts: [ByteRange] = []
    var start = range.lower
    for index in range.lower...range.upper {
      guard index == range.upper || bytes[index] == UInt8(ascii: "-") else { continue }
      let side = ByteRange(start, index)
      guard side.count > 1,
        placeWords.contains(String(decoding: bytes[side.lower..<side.upper], as: UTF8.self))
      else { return nil }
      if !cuts.isEmpty { cuts.append(ByteRange(start - 1, start)) }
      cuts.append(side)
      start = index + 1
    }
    return cuts.count > 1 ? cuts : nil
  }

  /// The text with typographic quotes and ellipses made plain.
  private func plainText(_ range: ByteRange, _ bytes: ContiguousArray<UInt8>) -> String {
    let slice = bytes[range.lower..<range.upper]
    guard slice.contains(0xE2) else { return String(decoding: slice, as: UTF8.self) }
    var plain: [UInt8] = []
    var index = range.lower
    while index < range.upper {
      if bytes[index] == 0xE2, index + 2 < range.upper, bytes[index + 1] == 0x80 {
        switch bytes[index + 2] {
        case 0x98, 0x99, 0x9B: plain.append(UInt8(ascii: "'"))
        case 0x9C, 0x9D, 0x9E: plain.append(UInt8(ascii: "\""))
        case 0x90, 0x91: plain.append(UInt8(ascii: "-"))
        case 0xA6: plain.append(contentsOf: "...".utf8)
        default: plain.append(contentsOf: slice[index..<index + 3])
        }
        index += 3
      } else {
        plain.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: plain, as: UTF8.self)
  }
}

/// Finds the end of the token that begins at a place.
struct WordScanner {
  let bytes: ContiguousArray<UInt8>
  let start: Int
  let limit: Int
  private(set) var end: Int
  /// Whether the token begins with a letter or digit.
  private(set) var isWord = false

  init(bytes: ContiguousArray<UInt8>, start: Int, limit: Int) {
    self.bytes = bytes
    self.start = start
    self.limit = limit
    end = start
  }

  /// Sets `end` and `isWord`.
  mutating func scan() {
    let byte = bytes[start]
    if byte.isASCIIDigit {
      isWord = true
      scanNumber()
    } else if isLetter(start) {
      isWord = true
      if !scanAddress() && !scanCurrency() { scanWord() }
    } else {
      scanMark()
    }
  }

  /// Letters are those of ASCII and whatever lies beyond it but punctuation and symbols.
  private func isLetter(_ index: Int) -> Bool {
    guard index < limit else { return false }
    let byte = bytes[index]
    if byte < 0x80 { return byte.isASCIILetter }
    if byte == 0xC2 { return index + 1 < limit && [0xAA, 0xB5, 0xBA].contains(bytes[index + 1]) }
    if byte == 0xE2 { return false }
    return !(byte == 0xE3 && index + 1 < limit && bytes[index + 1] == 0x80)
  }

  private func isWordByte(_ index: Int) -> Bool {
    guard index < limit else { return false }
    // Continuation bytes are only met inside a letter that began as one.
    return bytes[index].isASCIIDigit || isLetter(index)
  }

  /// The width of an apostrophe, plain or typographic; 0 where there is none.
  private func apostropheWidth(_ index: Int) -> Int {
    guard index < limit else { return 0 }
    if bytes[index] == UInt8(ascii: "'") { return 1 }
    let isTypographic =
      bytes[index] == 0xE2 && index + 2 < limit && bytes[index + 1] == 0x80
      && bytes[index + 2] == 0x99
    return isTypographic ? 3 : 0
  }

  /// `http://...`, `www....`, `name@host`, to the next space without closing marks.
  private mutating func scanAddress() -> Bool {
    var stop = start
    var isAddress = false
    let head = bytes[start..<min(limit, start + 8)]
    if head.starts(with: "http://".utf8) || head.starts(with: "https://".utf8)
      || head.starts(with: "www.".utf8)
    {
      isAddress = true
    }
    while stop < limit, bytes.spaceWidth(at: stop, limit: limit) == 0, stop - start < 2_000 {
      if bytes[stop] == UInt8(ascii: "@"), stop + 1 < limit, bytes[stop + 1].isASCIIAlphanumeric {
        isAddress = true
      }
      if !isAddress, !bytes[stop].isASCIIAlphanumeric, bytes[stop] != UInt8(ascii: "."),
        bytes[stop] != UInt8(ascii: "_"), bytes[stop] != UInt8(ascii: "@")
      {
        return false
      }
      stop += 1
    }
    guard isAddress else { return false }
    while stop > start + 1, !bytes[stop - 1].isASCIIAlphanumeric, bytes[stop - 1] != 0x2F {
      stop -= 1
    }
    end = stop
    return true
  }

  /// "US$", "A$".
  private mutating func scanCurrency() -> Bool {
    var index = start
    while index < limit, bytes[index].isASCIIUppercase, index - start < 3 { index += 1 }
    guard index < limit, bytes[index] == UInt8(ascii: "$") else { return false }
    end = index + 1
    return true
  }

  private mutating func scanWord() {
    var index = start
    if let acronymEnd = acronymEnd(from: start) {
      index = acronymEnd
    } else {
      index = lettersEnd(from: start)
      if index < limit, bytes[index] == UInt8(ascii: "."),
        Abbreviation.takesPeriod(bytes, ByteRange(start, index), limit: limit)
      {
        index += 1
      }
    }
    end = tail(from: index)
  }

  /// The end of "U.S.", "a.m.", "Ph.D." or "U.S" at `from`, nil where there is none.
  private func acronymEnd(from: Int) -> Int? {
    var index = from
    var letters = 0
    while index + 1 < limit, bytes[index].isASCIILetter, bytes[index + 1] == UInt8(ascii: ".") {
      index += 2
      letters += 1
    }
    guard letters >= 1 else { return nil }
    let lastStands = index < limit && bytes[index].isASCIIUppercase && !isWordByte(index + 1)
    if lastStands { return index + 1 }
    return letters >= 2 ? index : nil
  }

  /// The end of a run of letters and digits with apostrophes and ampersands inside.
  private func lettersEnd(from: Int) -> Int {
    var index = from
    while index < limit {
      if isWordByte(index) || bytes[index] & 0xC0 == 0x80 {
        index += 1
        continue
      }
      let apostrophe = apostropheWidth(index)
      if apostrophe > 0, isLetter(index + apostrophe) {
        index += apostrophe
      } else if bytes[index] == UInt8(ascii: "&"), index + 1 < limit,
        bytes[index + 1].isASCIIUppercase, bytes[index - 1].isASCIIUppercase
      {
        index += 1
      } else {
        break
      }
    }
    return index
  }

  /// Hyphens and what follows them without a space, and a clitic after an acronym ("U.S.'s").
  private func tail(from: Int) -> Int {
    var index = from
    while index + 1 < limit {
      let apostrophe = apostropheWidth(index)
      if apostrophe > 0, isLetter(index + apostrophe) {
        index = lettersEnd(from: index + apostrophe)
      } else if bytes[index] == UInt8(ascii: "-"), isWordByte(index + 1) {
        index = acronymEnd(from: index + 1) ?? lettersEnd(from: index + 1)
      } else {
        break
      }
    }
    return index
  }

  /// Digits with separators, a suffix of letters, and hyphenated parts ("2.5bn", "10-day-old").
  private mutating func scanNumber() {
    var index = start
    while index < limit {
      if bytes[index].isASCIIDigit {
        index += 1
      } else if [0x2C, 0x2E, 0x3A, 0x2F].contains(bytes[index]), index + 1 < limit,
        bytes[index + 1].isASCIIDigit
      {
        index += 1
      } else {
        break
      }
    }
    // "November 18, 2020Violent clashes": a page has lost the break between a year and a sentence.
    if index - start == 4, index + 2 < limit, bytes[index].isASCIIUppercase,
      bytes[index + 1].isASCIILowercase, bytes[index + 2].isASCIILowercase
    {
      end = index
      return
    }
    index = lettersEnd(from: index)
    while index + 1 < limit, bytes[index] == UInt8(ascii: "-"), isWordByte(index + 1) {
      index = acronymEnd(from: index + 1) ?? lettersEnd(from: index + 1)
      while index + 1 < limit, bytes[index] == UInt8(ascii: "."), bytes[index + 1].isASCIIDigit {
        index = lettersEnd(from: index + 1)
      }
    }
    end = index
  }

  private mutating func scanMark() {
    let byte = bytes[start]
    var index = start + 1
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "!"), UInt8(ascii: "?"),
      UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "="):
      while index < limit, bytes[index] == byte { index += 1 }
    case UInt8(ascii: "@"), UInt8(ascii: "#"):
      if isLetter(index) {
        isWord = true
        index = lettersEnd(from: index)
      }
    case UInt8(ascii: "'"):
      // "'s" after a closing quote, "'90s".
      let end = lettersEnd(from: index)
      if end > index, Clitic.isWhole(bytes, ByteRange(start, end)) { index = end }
    default:
      while index < limit, bytes[index] & 0xC0 == 0x80 { index += 1 }
      if apostropheWidth(start) == 3 {
        let end = lettersEnd(from: index)
        if end > index, Clitic.isWhole(bytes, ByteRange(start, end)) { index = end }
      }
    }
    end = index
  }
}
