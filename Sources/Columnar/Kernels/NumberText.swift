/// The text forms of numbers, bools and guids.
public enum NumberText {
  /// The shortest text that reads back as the same real; whole numbers keep their `.0`.
  public static func text(of real: Double) -> String {
    if real.isNaN { return "NaN" }
    if real.isInfinite { return real < 0 ? "-inf" : "inf" }
    return real.description
  }

  /// An integer in decimal, or hexadecimal after `0x`; nil if it is none or does not fit.
  public static func integer(of text: some StringProtocol) -> Int64? {
    let text = text.trimmed
    let digits = text.utf8.first == UInt8(ascii: "-") ? text.dropFirst() : text[...]
    guard let first = digits.utf8.first, first.isASCIIDigit || text.hasPrefix("+") else {
      return nil
    }
    if text.hasPrefix("0x") || text.hasPrefix("0X") {
      let digits = text.dropFirst(2)
      guard let first = digits.utf8.first, first.isASCIIDigit || first.isASCIILetter else {
        return nil
      }
      return UInt64(digits, radix: 16).map { Int64(bitPattern: $0) }
    }
    return Int64(text)
  }

  /// A real in decimal, with an exponent or without, `nan`, `inf` or `infinity`, also with a
  /// capital; nil if it is none.
  public static func real(of text: some StringProtocol) -> Double? {
    let text = text.trimmed
    var word = text[...]
    if word.first == "+" || word.first == "-" { word.removeFirst() }
    switch word {
    case "nan", "NaN": return .nan
    case "inf", "Inf", "infinity", "Infinity": return text.first == "-" ? -.infinity : .infinity
    default: break
    }
    // `Double` reads hexadecimal and other names too; Kusto does not.
    let isPlain = word.utf8.allSatisfy {
      $0.isASCIIDigit || ".eE+-".utf8.contains($0)
    }
    return isPlain ? Double(text.hasSuffix(".") ? text + "0" : text) : nil
  }

  /// `true`, `false` in whatever case, or an integer, of which only 0 is false; otherwise nil.
  public static func bool(of text: some StringProtocol) -> Bool? {
    switch text.trimmed.lowercased() {
    case "true": true
    case "false": false
    default: integer(of: text).map { $0 != 0 }
    }
  }

  /// The lower-case text of a guid, its hyphens put where they belong; nil if it is none.
  public static func guid(of text: some StringProtocol) -> String? {
    var bytes = text.trimmed.lowercased().utf8.filter { $0 != UInt8(ascii: "-") }
    let brackets = [UInt8(ascii: "{"): UInt8(ascii: "}"), UInt8(ascii: "("): UInt8(ascii: ")")]
    if let first = bytes.first, let closing = brackets[first], bytes.last == closing {
      bytes = Array(bytes.dropFirst().dropLast())
    }
    let isHexadecimal = bytes.allSatisfy { $0.isASCIIDigit || (97...102).contains($0) }
    guard bytes.count == 32, isHexadecimal else { return nil }
    for place in [20, 16, 12, 8] { bytes.insert(UInt8(ascii: "-"), at: place) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
