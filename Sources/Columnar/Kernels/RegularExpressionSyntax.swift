/// Turns patterns as Kusto reads them into patterns that RE2 reads the same way.
public enum RegularExpressionSyntax {
  /// `(?<name>` becomes `(?P<name>`, which older releases of RE2 need, and `\d`, `\w`, `\s` and
  /// their opposites hold for all of Unicode: RE2's own know only ASCII. Inside square brackets the
  /// opposites of `\w` and `\s` cannot be said so and stay as they are.
  public static func translated(_ pattern: String) -> String {
    let bytes = Array(pattern.utf8)
    var result: [UInt8] = []
    var isInClass = false
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      switch byte {
      case UInt8(ascii: "\\") where place < bytes.count:
        let letter = bytes[place]
        place += 1
        if let expansion = isInClass ? insideClass(letter) : outsideClass(letter) {
          result += expansion.utf8
        } else {
          result += [byte, letter]
        }
      case UInt8(ascii: "["):
        result.append(byte)
        if isInClass, place < bytes.count, bytes[place] == UInt8(ascii: ":") {
          // `[:alpha:]` inside of brackets is copied whole.
          let end = bytes[place...].firstIndex(of: UInt8(ascii: "]")) ?? bytes.count - 1
          result += bytes[place...end]
          place = end + 1
        } else if !isInClass {
          isInClass = true
          if place < bytes.count, bytes[place] == UInt8(ascii: "^") {
            result.append(bytes[place])
            place += 1
          }
          // A closing bracket right at the start stands for itself.
          if place < bytes.count, bytes[place] == UInt8(ascii: "]") {
            result.append(bytes[place])
            place += 1
          }
        }
      case UInt8(ascii: "]"):
        result.append(byte)
        isInClass = false
      case UInt8(ascii: "(") where !isInClass && isNamedGroup(bytes[place...]):
        result += "(?P".utf8
        place += 1
      default: result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// `?<` and a letter, not `?<=` or `?<!`.
  private static func isNamedGroup(_ rest: ArraySlice<UInt8>) -> Bool {
    guard rest.starts(with: "?<".utf8), let third = rest.dropFirst(2).first else { return false }
    return third.isASCIILetter || third == UInt8(ascii: "_")
  }

  private static func outsideClass(_ letter: UInt8) -> String? {
    switch letter {
    case UInt8(ascii: "d"): "\\p{Nd}"
    case UInt8(ascii: "D"): "\\P{Nd}"
    case UInt8(ascii: "w"): "[\\p{L}\\p{M}\\p{Nd}\\p{Pc}]"
    case UInt8(ascii: "W"): "[^\\p{L}\\p{M}\\p{Nd}\\p{Pc}]"
    case UInt8(ascii: "s"): "[\\s\\v\\p{Z}]"
    case UInt8(ascii: "S"): "[^\\s\\v\\p{Z}]"
    default: nil
    }
  }

  private static func insideClass(_ letter: UInt8) -> String? {
    switch letter {
    case UInt8(ascii: "d"): "\\p{Nd}"
    case UInt8(ascii: "D"): "\\P{Nd}"
    case UInt8(ascii: "w"): "\\p{L}\\p{M}\\p{Nd}\\p{Pc}"
    case UInt8(ascii: "s"): "\\s\\v\\p{Z}"
    default: nil
    }
  }
}
