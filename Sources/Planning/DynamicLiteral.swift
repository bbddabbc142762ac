internal import Columnar
internal import Query

/// Reads what stands in `dynamic(...)`: JSON, with Kusto's quotes and its literals of times.
struct DynamicLiteral {
  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0
  private let reader: LiteralReader

  init(_ text: String, reader: LiteralReader) {
    bytes = Array(text.utf8)
    self.reader = reader
  }

  /// The value, or nil where the text is none. Nothing at all is null.
  mutating func parse() -> DynamicValue? {
    skipBlanks()
    if position == bytes.count { return .null }
    guard let value = parseValue() else { return nil }
    skipBlanks()
    return position == bytes.count ? value : nil
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while let byte = current, byte == 0x20 || 0x09...0x0d ~= byte { position += 1 }
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard current == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func parseValue() -> DynamicValue? {
    guard depth < 200 else { return nil }
    depth += 1
    defer { depth -= 1 }
    skipBlanks()
    switch current {
    case UInt8(ascii: "["): return parseArray()
    case UInt8(ascii: "{"): return parseBag()
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "@"):
      return parseString().map { .string($0) }
    case nil: return nil
    default: return parseWord()
    }
  }

  private mutating func parseArray() -> DynamicValue? {
    position += 1
    var items: [DynamicValue] = []
    if skip("]") { return .array(items) }
    while true {
      guard let item = parseValue() else { return nil }
      items.append(item)
      if skip("]") { return .array(items) }
      guard skip(",") else { return nil }
      if skip("]") { return .array(items) }
    }
  }

  private mutating func parseBag() -> DynamicValue? {
    position += 1
    var bag = DynamicBag()
    if skip("}") { return .bag(bag) }
    while true {
      skipBlanks()
      guard let key = parseString(), skip(":"), let value = parseValue() else { return nil }
      bag[key] = value
      if skip("}") { return .bag(bag) }
      guard skip(",") else { return nil }
      if skip("}") { return .bag(bag) }
    }
  }

  /// A string in either kind of quote; after `@` a backslash is a character like others.
  private mutating func parseString() -> String? {
    let isVerbatim = current == UInt8(ascii: "@")
    if isVerbatim { position += 1 }
    guard let quote = current, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      return nil
    }
    position += 1
    var text: [UInt8] = []
    while let byte = current {
      position += 1
      if byte == quote {
        guard isVerbatim, current == quote else { return String(decoding: text, as: UTF8.self) }
        position += 1
      } else if byte == UInt8(ascii: "\\"), !isVerbatim {
        guard let scalar = parseEscape() else { return nil }
        text.append(contentsOf: String(scalar).utf8)
        continue
      }
      text.append(byte)
    }
    return nil
  }

  private mutating func parseEscape() -> Unicode.Scalar? {
    guard let byte = current else { return nil }
    position += 1
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "u"):
      guard let unit = parseHex() else { return nil }
      guard 0xd800..<0xdc00 ~= unit else { return Unicode.Scalar(unit) ?? "\u{fffd}" }
      // Two halves make one character.
      guard current == UInt8(ascii: "\\"), position + 1 < bytes.count,
        bytes[position + 1] == UInt8(ascii: "u")
      else { return "\u{fffd}" }
      position += 2
      guard let low = parseHex(), 0xdc00..<0xe000 ~= low else { return "\u{fffd}" }
      return Unicode.Scalar(0x10000 + (unit - 0xd800) << 10 + (low - 0xdc00))
    default: return Unicode.Scalar(byte)
    }
  }

  private mutating func parseHex() -> UInt32? {
    guard position + 4 <= bytes.count else { return nil }
    let digits = String(decoding: bytes[position..<position + 4], as: UTF8.self)
    position += 4
    return UInt32(digits, radix: 16)
  }

  /// A number, `true`, `false`, `null`, a timespan, or a literal like `datetime(...)`.
  private mutating func parseWord() -> DynamicValue? {
    let start = position
    while let byte = current, !Self.ends(byte) { position += 1 }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    if current == UInt8(ascii: "(") { return parseTyped(word) }
    switch word {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    default: break
    }
    if let integer = Int64(word) { return .integer(integer) }
    if let ticks = LiteralReader.timespan(word) { return .timespan(ticks) }
    guard let first = word.utf8.first, first == UInt8(ascii: "-") || 0x30...0x39 ~= first else {
      return nil
    }
    return Double(word).map { .real($0) }
  }

  private static func ends(_ byte: UInt8) -> Bool {
    byte == 0x20 || 0x09...0x0d ~= byte
      || [UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "("),
        UInt8(ascii: ":"),
      ].contains(byte)
  }

  private mutating func parseTyped(_ keyword: String) -> DynamicValue? {
    let start = position + 1
    var open = 0
    while let byte = current {
      position += 1
      if byte == UInt8(ascii: "(") { open += 1 }
      if byte == UInt8(ascii: ")") { open -= 1 }
      if open == 0 { break }
    }
    guard open == 0 else { return nil }
    let text = String(decoding: bytes[start..<position - 1], as: UTF8.self)
    guard let (value, _) = reader.read(LiteralSyntax(kind: .typed(keyword), text: text)) else {
      return nil
    }
    switch value {
    case .datetime(let ticks): return .datetime(ticks)
    case .timespan(let ticks): return .timespan(ticks)
    case .guid(let text): return .guid(text)
    case .dynamic(let value): return value
    // JSON has its own spelling for these, and the engine knows no other in here.
    case .null, .bool, .integer, .real, .string: return nil
    }
  }
}
