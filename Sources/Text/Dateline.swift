/// The place, day and agency that open a report ("KATHMANDU, May 3 (Xinhua) --").
struct Dateline {
  /// The place or places as written.
  var place: String?
  /// The month and day, `MM-DD`.
  var monthAndDay: String?
  /// The agency in brackets.
  var agency: String?
  /// The first byte of what follows.
  var end: Int

  /// Reads the dateline that begins a line, if there is one.
  ///
  /// Either the place is in capitals and a dash or bracket closes it, or an agency in brackets
  /// stands before the dash: so "Mr Rey - the envoy - said" is none.
  static func read(_ line: TextLine, in source: SourceText) -> Dateline? {
    let bytes = source.bytes
    let range = line.range
    guard range.count > 2 else { return nil }
    if bytes[range.lower] == UInt8(ascii: "[") { return bracketed(range, source) }

    let limit = min(range.upper, range.lower + 80)
    var index = range.lower
    var agency: ByteRange?
    while index < limit {
      let byte = bytes[index]
      if byte == UInt8(ascii: "(") {
        guard let close = bytes[index..<limit].firstIndex(of: UInt8(ascii: ")")) else { return nil }
        agency = ByteRange(index + 1, close)
        index = close + 1
        if let agency, let begun = undashed(range, behind: close + 1, agency, source) {
          return begun
        }
        continue
      }
      if let width = dashWidth(bytes, at: index, limit: range.upper) {
        return make(range.lower, index, width, agency, source)
      }
      let isWord =
        byte.isASCIIAlphanumeric || byte >= 0x80 || byte == UInt8(ascii: " ")
        || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/")
        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "'")
      if !isWord { return nil }
      index += 1
    }
    return nil
  }

  private static func make(
    _ start: Int, _ dash: Int, _ dashWidth: Int, _ agency: ByteRange?, _ source: SourceText
  ) -> Dateline? {
    let stop = agency.map { $0.lower - 1 } ?? dash
    let text = source[ByteRange(start, stop).trimmed(in: source.bytes)]
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let place = parts.first.map(String.init) ?? ""
    let placeWords = place.split(separator: " ")
    let letters = place.utf8.filter { $0.isASCIILetter }
    let isCapitals = letters.count >= 3 && letters.allSatisfy { $0.isASCIIUppercase }
    let isName =
      placeWords.count <= 4
      && placeWords.allSatisfy { $0.utf8.first.map { $0.isASCIIUppercase } ?? false }
    guard parts.count <= 4, text.utf8.count <= 60 else { return nil }
    guard isCapitals || agency != nil && isName else { return nil }
    // "U.S. - " or "NATO - " is no place, but then it is no news text either.
    var end = dash + dashWidth
    while end < source.bytes.count, source.bytes.spaceWidth(at: end, limit: source.bytes.count) > 0,
      source.bytes[end] != 0x0A
    {
      end += source.bytes.spaceWidth(at: end, limit: source.bytes.count)
    }
    return Dateline(
      place: place.isEmpty ? nil : place,
      monthAndDay: StatedDate.monthAndDay(in: text.utf8.map { $0.asciiLowercased }),
      agency: agency.map { source[$0] }, end: end)
  }

  /// "(CNN)Iranian President ...", "Lima (AFP) The president ...": a known agency without a dash.
  private static func undashed(
    _ range: ByteRange, behind end: Int, _ agency: ByteRange, _ source: SourceText
  ) -> Dateline? {
    let bytes = source.bytes
    guard Agency.names[source[agency]] != nil else { return nil }
    let space = end < range.upper ? bytes.spaceWidth(at: end, limit: range.upper) : 0
    guard end + space < range.upper, bytes[end + space].isASCIIUppercase else { return nil }
    let place = source[ByteRange(range.lower, agency.lower - 1).trimmed(in: bytes)]
    // "Agence France Presse (AFP) ..." is a name with its letters.
    let letters = String(place.split(separator: " ").compactMap(\.first))
    guard letters != source[agency] else { return nil }
    return make(range.lower, end, 0, agency, source)
  }

  /// "[BEIJING] Chinese President ...".
  private static func bracketed(_ range: ByteRange, _ source: SourceText) -> Dateline? {
    let bytes = source.bytes
    let limit = min(range.upper, range.lower + 60)
    guard let close = bytes[range.lower..<limit].firstIndex(of: UInt8(ascii: "]")) else {
      return nil
    }
    let inside = ByteRange(range.lower + 1, close)
    let letters = bytes[inside.lower..<inside.upper].filter { $0.isASCIILetter }
    guard letters.count >= 3, letters.allSatisfy({ $0.isASCIIUppercase }) else { return nil }
    let end = ByteRange(close + 1, range.upper).trimmed(in: bytes).lower
    return Dateline(place: source[inside], monthAndDay: nil, agency: nil, end: end)
  }

  /// The width of a dash that closes a dateline: "--", "–", "—", or "-" with a space before it.
  private static func dashWidth(
    _ bytes: ContiguousArray<UInt8>, at index: Int, limit: Int
  ) -> Int? {
    if bytes[index] == 0xE2, index + 2 < limit, bytes[index + 1] == 0x80,
      (0x93...0x95).contains(bytes[index + 2])
    {
      return 3
    }
    guard bytes[index] == UInt8(ascii: "-") else { return nil }
    if index + 1 < limit, bytes[index + 1] == UInt8(ascii: "-") { return 2 }
    let spaceBefore = index > 0 && bytes.spaceWidth(at: index - 1, limit: index) == 1
    let spaceAfter = index + 1 >= limit || bytes.spaceWidth(at: index + 1, limit: limit) > 0
    return spaceBefore && spaceAfter ? 1 : nil
  }
}
