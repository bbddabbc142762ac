/// Reads a dynamic value from JSON, or from the wider notation inside `dynamic(...)`: strings in
/// single quotes or verbatim (`@"..."`), side by side joined, and typed literals such as
/// `datetime(2024-05-01)`.
///
/// - Complexity: linear in the text; what nests deeper than `depthLimit` is refused.
public struct DynamicReader {
  /// How deep arrays and bags may nest.
  public static let depthLimit = 128

  private var cursor: ByteCursor
  private let isLiteral: Bool
  /// How deep the text lies in others: `dynamic(...)` may stand in a literal again.
  private let outerDepth: Int

  private init(_ text: String, isLiteral: Bool, outerDepth: Int = 0) {
    cursor = ByteCursor(text)
    self.isLiteral = isLiteral
    self.outerDepth = outerDepth
  }

  /// The value of a JSON text, or nil if it is not well formed.
  public static func json(_ text: String) -> DynamicValue? {
    whole(DynamicReader(text, isLiteral: false))
  }

  /// The value of what stands in the brackets of `dynamic(...)`, or nil if it is not well formed.
  public static func literal(_ text: String) -> DynamicValue? {
    whole(DynamicReader(text, isLiteral: true))
  }

  private static func whole(_ reader: DynamicReader) -> DynamicValue? {
    var reader = reader
    guard let value = reader.value(depth: reader.outerDepth) else { return nil }
    reader.cursor.skipSpaces()
    return reader.cursor.isAtEnd ? value : nil
  }

  private mutating func value(depth: Int) -> DynamicValue? {
    cursor.skipSpaces()
    guard let byte = cursor.peek, depth <= Self.depthLimit else { return nil }
    switch byte {
    case UInt8(ascii: "{"): return bag(depth: depth)
    case UInt8(ascii: "["): return array(depth: depth)
    case UInt8(ascii: "\""): return strings().map { .string($0) }
    case UInt8(ascii: "'"), UInt8(ascii: "@"):
      return isLiteral ? strings().map { .string($0) } : nil
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return number()
    default: return word(depth: depth)
    }
  }

  private mutating func array(depth: Int) -> DynamicValue? {
    cursor.position += 1
    var items: [DynamicValue] = []
    cursor.skipSpaces()
    if cursor.take(UInt8(ascii: "]")) { return .array([]) }
    while true {
      guard let item = value(depth: depth + 1) else { return nil }
      items.append(item)
      cursor.skipSpaces()
      if cursor.take(UInt8(ascii: "]")) { return .array(items) }
      guard cursor.take(UInt8(ascii: ",")) else { return nil }
    }
  }

  private mutating func bag(depth: Int) -> DynamicValue? {
    cursor.position += 1
    var members: [(key: String, value: DynamicValue)] = []
    cursor.skipSpaces()
    if cursor.take(UInt8(ascii: "}")) { return .bag(DynamicBag()) }
    while true {
      cursor.skipSpaces()
      guard let key = strings() else { return nil }
      cursor.skipSpaces()
      guard cursor.take(UInt8(ascii: ":")), let value = value(depth: depth + 1) else { return nil }
      members.append((key, value))
      cursor.skipSpaces()
      if cursor.take(UInt8(ascii: "}")) { return .bag(DynamicBag(members: members)) }
      guard cursor.take(UInt8(ascii: ",")) else { return nil }
    }
  }

  /// A string; in a literal also several in a row, which make one.
  private mutating func strings() -> String? {
    guard var text = string() else { return nil }
    while isLiteral {
      let start = cursor
      cursor.skipSpaces()
      guard let next = cursor.peek, next == 34 || next == 39 || next == 64 else {
        cursor = start
        break
      }
      guard let more = string() else { return nil }
      text += more
    }
    return text
  }

  private mutating func string() -> String? {
    let isVerbatim = isLiteral && cursor.take(UInt8(ascii: "@"))
    guard let quote = cursor.peek, quote == 34 || isLiteral && quote == 39 else { return nil }
    cursor.position += 1
    var bytes: [UInt8] = []
    while let byte = cursor.peek {
      cursor.position += 1
      switch byte {
      case quote:
        // In a verbatim string a doubled quote is the quote itself.
        if isVerbatim && cursor.take(quote) {
          bytes.append(quote)
          continue
        }
        return String(decoding: bytes, as: UTF8.self)
      case UInt8(ascii: "\\") where !isVerbatim:
        guard escape(into: &bytes) else { return nil }
      case 0..<32 where !isLiteral: return nil
      default: bytes.append(byte)
      }
    }
    return nil
  }

  private mutating func escape(into bytes: inout [UInt8]) -> Bool {
    guard let byte = cursor.peek else { return false }
    cursor.position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "'"):
      bytes.append(byte)
    case UInt8(ascii: "b"): bytes.append(8)
    case UInt8(ascii: "f"): bytes.append(12)
    case UInt8(ascii: "n"): bytes.append(10)
    case UInt8(ascii: "r"): bytes.append(13)
    case UInt8(ascii: "t"): bytes.append(9)
    case UInt8(ascii: "0") where isLiteral: bytes.append(0)
    case UInt8(ascii: "u"):
      guard var unit = hexadecimalUnit() else { return false }
      if (0xD800..<0xDC00).contains(unit), cursor.peek == 92, cursor.peek(at: 1) == 117 {
        let start = cursor
        cursor.position += 2
        if let low = hexadecimalUnit(), (0xDC00..<0xE000).contains(low) {
          unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
        } else {
          cursor = start
        }
      }
      // Half a surrogate pair has no UTF-8; it becomes the replacement character.
      bytes.append(contentsOf: String(Unicode.Scalar(unit) ?? "\u{FFFD}").utf8)
    default: return false
    }
    return true
  }

  private mutating func hexadecimalUnit() -> UInt32? {
    guard cursor.position + 4 <= cursor.bytes.count else { return nil }
    var unit: UInt32 = 0
    for byte in cursor.bytes[cursor.position..<cursor.position + 4] {
      switch byte.lowercasedASCII {
      case let digit where digit.isASCIIDigit: unit = unit << 4 | UInt32(digit - 48)
      case let letter where (97...102).contains(letter): unit = unit << 4 | UInt32(letter - 87)
      default: return nil
      }
    }
    cursor.position += 4
    return unit
  }

  private mutating func number() -> DynamicValue? {
    let start = cursor.position
    var isReal = false
    while let byte = cursor.peek {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"): break
      case UInt8(ascii: "."): isReal = true
      case let letter where letter.isASCIILetter:
        if !isLiteral && letter.lowercasedASCII != UInt8(ascii: "e") { return nil }
        isReal = isReal || letter.lowercasedASCII == UInt8(ascii: "e")
      default: return numberValue(start, isReal: isReal)
      }
      cursor.position += 1
    }
    return numberValue(start, isReal: isReal)
  }

  private func numberValue(_ start: Int, isReal: Bool) -> DynamicValue? {
    let text = String(decoding: cursor.bytes[start..<cursor.position], as: UTF8.self)
    if !isLiteral && text.hasPrefix("+") { return nil }
    if !isReal || isLiteral, let integer = NumberText.integer(of: text) { return .integer(integer) }
    if let real = NumberText.real(of: text), !text.hasSuffix(".") || isLiteral {
      return .real(real)
    }
    // A bare timespan: `1d`, `150nanoseconds`; inside a dynamic it is its ticks.
    return isLiteral ? TimespanText.ticks(of: text).map { .integer($0) } : nil
  }

  /// `true`, `false`, `null`, or a typed literal.
  private mutating func word(depth: Int) -> DynamicValue? {
    let start = cursor.position
    while let byte = cursor.peek, byte.isASCIILetter { cursor.position += 1 }
    let word = String(decoding: cursor.bytes[start..<cursor.position], as: UTF8.self)
    switch word {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    default:
      guard isLiteral, let inner = bracketed() else { return nil }
      return typed(word, inner, depth: depth)
    }
  }

  /// The text between the brackets that follow, brackets inside of strings and of others matched.
  private mutating func bracketed() -> String? {
    cursor.skipSpaces()
    guard cursor.take(UInt8(ascii: "(")) else { return nil }
    let start = cursor.position
    var depth = 1
    while let byte = cursor.peek {
      switch byte {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        depth -= 1
        if depth == 0 {
          cursor.position += 1
          return String(decoding: cursor.bytes[start..<cursor.position - 1], as: UTF8.self)
        }
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        guard string() != nil else { return nil }
        continue
      default: break
      }
      cursor.position += 1
    }
    return nil
  }

  private func typed(_ keyword: String, _ text: String, depth: Int) -> DynamicValue? {
    if keyword == "dynamic" {
      return Self.whole(DynamicReader(text, isLiteral: true, outerDepth: depth + 1))
    }
    guard let (type, value) = LiteralReader.value(ofTyped: keyword, text: text) else { return nil }
    switch (type, value) {
    case (.int, .null), (.long, .null), (.real, .null): return .null
    case (.int, .integer(let value)), (.long, .integer(let value)): return .integer(value)
    case (.real, .real(let value)): return .real(value)
    case (.datetime, .datetime(let ticks)): return .datetime(ticks)
    case (.timespan, .timespan(let ticks)): return .integer(ticks)
    case (.guid, .guid(let text)): return .guid(text)
    default: return nil
    }
  }
}
