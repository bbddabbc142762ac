/// Makes control characters visible, so that no value can move the cursor or colour the screen.
public enum ControlEscape {
  /// `text` with line ends as `\n`, tabs as `\t` and other control characters as `\x1b`.
  ///
  /// Marks that turn the direction of writing around count as control characters: they could make a
  /// row read as something that it does not say. So do the line ends of Unicode and what takes no room at
  /// all; what joins letters (U+200C, U+200D) and what marks a direction for itself (U+200E, U+200F)
  /// is part of honest text in some scripts and stays.
  public static func escape(_ text: String, keepsLineEnds: Bool = false) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n" where keepsLineEnds: result.append("\n")
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where isControl(scalar):
        let digits = String(scalar.value, radix: 16)
        if scalar.value < 0x100 {
          result += "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
        } else {
          result += "\\u{" + digits + "}"
        }
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// JSON with the control characters that it may hold as `\u009b`.
  static func escapeJSON(_ json: String) -> String {
    var result = ""
    for scalar in json.unicodeScalars {
      if isControl(scalar) && scalar != "\n" {
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Whether a character is never sent to a terminal as it is.
  public static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0: true
    case 0x200B, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }
}
