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
    let isNegative = text.utf8.first == UInt8(ascii: "-")
    let digits = isNegative || text.utf8.first == UInt8(ascii: "+") ? text.dropFirst() : text[...]
    guard let first = digits.utf8.first, first.isASCIIDigit else { return nil }
    if digits.lowercased().hasPrefix("0x") {
      guard let bits = UInt64(digits.dropFirst(2), radix: 16), digits.utf8.count > 2,
        digits.utf8.dropFirst(2).first != UInt8(ascii: "+")
      else { return nil }
      let value = Int64(bitPattern: bits)
      return isNegative ? 0 &- value : value
    }
    return Int64(text)
  }

  /// A real in decimal, with an exponent or without, `nan`, `inf` or `infinity`; nil if it is none.
  public static func real(of text: some StringProtocol) -> Double? {
    let text = text.trimmed
    var word = text.lowercased()
    if word.first == "+" || word.first == "-" { word.removeFirst() }
    if word == "nan" { return .nan }
    if word == "inf" || word == "infinity" { return text.first == "-" ? -.infinity : .infinity }
    // `Double` reads hexadecimal and names too; Kusto does not.
    let isPlain = word.utf8.allSatisfy {
      $0.isASCIIDigit || $0 == 46 || $0 == UInt8(ascii: "e") || $0 == 43 || $0 == 45
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

  /// The lower-case text of a guid, with hyphens, without or in braces; otherwise nil.
  public static func guid(of text: some StringProtocol) -> String? {
    var digits = text.trimmed.lowercased()
    if digits.hasPrefix("{") && digits.hasSuffix("}")
      || digits.hasPrefix("(") && digits.hasSuffix(")")
    {
      digits = String(digits.dropFirst().dropLast())
    }
    var bytes = Array(digits.utf8)
    if bytes.count == 36 {
      for place in [23, 18, 13, 8] {
        guard bytes[place] == UInt8(ascii: "-") else { return nil }
        bytes.remove(at: place)
      }
    }
    let isHexadecimal = bytes.allSatisfy { $0.isASCIIDigit || (97...102).contains($0) }
    guard bytes.count == 32, isHexadecimal else { return nil }
    for place in [20, 16, 12, 8] { bytes.insert(UInt8(ascii: "-"), at: place) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
