/// The mark by which a text in a file of separated values says that it is a text: an apostrophe before
/// what a spreadsheet would take for a formula and run (OWASP, "CSV Injection").
///
/// Formulas begin with `=`, `+`, `-`, `@`, a tab or a line end, or the full-width forms of the signs. A
/// plain number is none: `-5` stays as it is. A text that has the mark already gets another, so that
/// taking one away gives the text back, whatever it was (docs/decisions/0028-formulas.md).
public enum FormulaMark {
  /// The text as it may be given to a spreadsheet.
  public static func marked(_ text: String) -> String {
    looksLikeFormula(text) ? "'" + text : text
  }

  /// The text of a value of a type: numbers and times cannot be formulas.
  public static func marked(_ text: String, of type: LogicalType) -> String {
    type == .string || type == .dynamic ? marked(text) : text
  }

  /// The text without its mark; nil where it has none.
  public static func unmarked(_ text: String) -> String? {
    text.utf8.first == apostrophe && looksLikeFormula(text) ? String(text.dropFirst()) : nil
  }

  /// Whether a formula stands behind a sign inside of the text that parts cells for some spreadsheets.
  public static func holdsCell(_ text: String) -> Bool {
    var isBehind = false
    for byte in text.utf8 {
      if isBehind, signs.contains(byte) { return true }
      isBehind = byte == UInt8(ascii: ";") || byte == 9 || isBehind && byte == 0x20
    }
    return false
  }

  private static let apostrophe = UInt8(ascii: "'")
  private static let signs = Set("=+-@".utf8)

  private static func looksLikeFormula(_ text: String) -> Bool {
    let text = text.utf8.drop { $0 == apostrophe }
    guard let first = text.first else { return false }
    switch first {
    case UInt8(ascii: "+"), UInt8(ascii: "-"): return !isNumber(text.dropFirst())
    case UInt8(ascii: "="), UInt8(ascii: "@"), 9, 10, 13: return true
    // The full-width signs U+FF0B, U+FF0D, U+FF1D and U+FF20.
    case 0xEF:
      return [[0xBC, 0x8B], [0xBC, 0x8D], [0xBC, 0x9D], [0xBC, 0xA0]]
        .contains { text.dropFirst().starts(with: $0) }
    default: return false
    }
  }

  /// Digits, with a point, commas, an exponent or a percent sign as numbers have them.
  private static func isNumber(_ text: Substring.UTF8View) -> Bool {
    guard let first = text.first, (48...57).contains(first) || first == UInt8(ascii: ".") else {
      return false
    }
    var isBehindExponent = false
    for byte in text {
      switch byte {
      case 48...57, UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "%"):
        isBehindExponent = false
      case UInt8(ascii: "e"), UInt8(ascii: "E"): isBehindExponent = true
      case UInt8(ascii: "+"), UInt8(ascii: "-"):
        guard isBehindExponent else { return false }
        isBehindExponent = false
      default: return false
      }
    }
    return true
  }
}
