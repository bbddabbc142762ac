/// Brings the encodings that articles come in to UTF-8.
///
/// A byte order mark decides first, then what HTML or XML declares; bytes that declare nothing are
/// UTF-8 where they are valid as such, and Windows-1252 in markup, as browsers take them.
enum TextEncoding {
  /// The bytes of a text with a byte order mark of UTF-16 as UTF-8, others as they are; and whether
  /// they were changed.
  static func withoutUTF16(
    _ bytes: ContiguousArray<UInt8>
  ) -> (bytes: ContiguousArray<UInt8>, isChanged: Bool) {
    guard let isLittleEndian = utf16Order(bytes.prefix(2)) else { return (bytes, false) }
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var index = 2
    while index + 1 < bytes.count {
      let (a, b) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      units.append(isLittleEndian ? b << 8 | a : a << 8 | b)
      index += 2
    }
    return (ContiguousArray(String(decoding: units, as: UTF16.self).utf8), true)
  }

  /// Whether the bytes begin with the mark of UTF-16.
  static func isUTF16(_ bytes: some Collection<UInt8>) -> Bool {
    utf16Order(bytes.prefix(2)) != nil
  }

  /// The bytes of markup as UTF-8 and the name of their encoding for the parser: nil where the bytes
  /// are left to what they declare.
  static func ofMarkup(
    _ bytes: ContiguousArray<UInt8>
  ) -> (bytes: ContiguousArray<UInt8>, encoding: String?) {
    if bytes.starts(with: byteOrderMark) { return (ContiguousArray(bytes.dropFirst(3)), "UTF-8") }
    let declared = declaredName(in: bytes.prefix(2048))
    if (try? UTF8Span(validating: bytes.span)) != nil {
      // Pages are often converted and keep their old declaration; other encodings hardly ever happen
      // to be valid UTF-8, but those of seven bits always are.
      return declared?.hasPrefix("iso-2022") == true ? (bytes, nil) : (bytes, "UTF-8")
    }
    guard let declared, !latinNames.contains(declared), !declared.hasPrefix("utf-") else {
      return (fromWindows1252(bytes), "UTF-8")
    }
    return (bytes, nil)
  }

  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Nil where there is no mark, else whether the low byte comes first.
  private static func utf16Order(_ mark: some Collection<UInt8>) -> Bool? {
    if mark.elementsEqual([0xFF, 0xFE]) { return true }
    if mark.elementsEqual([0xFE, 0xFF]) { return false }
    return nil
  }

  /// The name after `encoding=` or `charset=`, in lower case.
  private static func declaredName(in head: some Collection<UInt8>) -> String? {
    let text = String(decoding: head, as: UTF8.self).lowercased()
    for key in ["encoding", "charset"] {
      var rest = text[...]
      while let place = rest.firstRange(of: key) {
        rest = rest[place.upperBound...]
        let value = rest.drop { $0 == " " }
        guard value.first == "=" else { continue }
        let name = value.dropFirst().drop { " \"'".contains($0) }
          .prefix { $0.isLetter || $0.isNumber || "-_:.".contains($0) }
        if !name.isEmpty { return String(name) }
      }
    }
    return nil
  }

  private static let latinNames: Set<String> = [
    "ansi", "ascii", "cp1252", "iso-8859-1", "iso-8859-15", "iso8859-1", "iso_8859-1", "latin-1",
    "latin1", "us-ascii", "windows-1252",
  ]

  private static func fromWindows1252(_ bytes: ContiguousArray<UInt8>) -> ContiguousArray<UInt8> {
    var text = String.UnicodeScalarView()
    for byte in bytes {
      let scalar = (0x80...0x9F).contains(byte) ? high[Int(byte) - 0x80] : UInt32(byte)
      if let scalar = Unicode.Scalar(scalar) { text.append(scalar) }
    }
    return ContiguousArray(String(text).utf8)
  }

  /// The characters of Windows-1252 from 80 to 9F (WHATWG Encoding, index-windows-1252).
  private static let high: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]
}
