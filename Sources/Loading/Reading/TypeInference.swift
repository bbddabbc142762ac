/// Guesses the type of a column from some of its fields.
enum TypeInference {
  /// The narrowest type that all fields fit; a column of empty ones is one of texts.
  static func type(of fields: [String]) -> FieldType {
    let filled = fields.filter { !$0.isEmpty }
    if filled.isEmpty { return .text }
    if filled.allSatisfy(isWhole) { return .long }
    if filled.allSatisfy(isNumber) { return .real }
    if filled.allSatisfy({ ["true", "false"].contains($0.lowercased()) }) { return .bool }
    if filled.allSatisfy(isDay) { return .date(.any) }
    return .text
  }

  /// A number without a leading zero: what has one is a code.
  private static func isWhole(_ text: String) -> Bool {
    let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
    guard !digits.isEmpty, digits.count <= 18, digits.allSatisfy(isDigit) else { return false }
    return digits.count == 1 || digits.first != UInt8(ascii: "0")
  }

  private static func isNumber(_ text: String) -> Bool {
    let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
    guard let first = digits.first, isDigit(first) || first == UInt8(ascii: ".") else {
      return false
    }
    if digits.count > 1 && first == UInt8(ascii: "0") {
      guard digits[digits.index(after: digits.startIndex)] == UInt8(ascii: ".") else {
        return false
      }
    }
    return digits.allSatisfy { isDigit($0) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains($0) }
      && Double(text) != nil
  }

  /// A date in the order of ISO 8601, which means one day; other orders stay texts.
  private static func isDay(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count >= 10, bytes[..<4].allSatisfy(isDigit), bytes[4] == UInt8(ascii: "-"),
      bytes[7] == UInt8(ascii: "-")
    else { return false }
    return DateForm.any.ticks(of: text) != nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}
