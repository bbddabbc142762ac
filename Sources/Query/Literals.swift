/// The units that may stand behind a number.
enum TimeUnit {
  /// Units of a fixed length, in all the spellings that Kusto reads.
  static let timespanUnits: Set<String> = [
    "d", "day", "days",
    "h", "hour", "hours", "hr", "hrs",
    "m", "min", "minute", "minutes",
    "micro", "micros", "microsec", "microsecond", "microseconds",
    "milli", "millis", "millisec", "millisecond", "milliseconds", "ms",
    "nano", "nanos", "nanosec", "nanosecond", "nanoseconds",
    "s", "sec", "second", "seconds",
    "tick", "ticks",
  ]

  /// Units of the calendar: month, quarter and year.
  static let calendarUnits: Set<String> = ["mo", "q", "y"]
}

/// The literals that name their type: `datetime(...)`, `dynamic(...)`, ...
enum TypedLiteral {
  /// Every keyword with the one that means the same and is written into the tree.
  static let canonicalKeywords: [String: String] = [
    "bool": "bool",
    "boolean": "bool",
    "date": "datetime",
    "datetime": "datetime",
    "decimal": "decimal",
    "double": "real",
    "dynamic": "dynamic",
    "guid": "guid",
    "int": "int",
    "long": "long",
    "real": "real",
    "time": "timespan",
    "timespan": "timespan",
    "uniqueid": "guid",
  ]

  /// No keyword has more bytes.
  static let longestKeyword = 8

  /// The keyword and the text between the brackets of a lexeme of kind `typedLiteral`.
  static func parts(of bytes: ArraySlice<UInt8>) -> (keyword: String, text: String) {
    let bracket = bytes.firstIndex(of: UInt8(ascii: "(")) ?? bytes.endIndex
    let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || 0x09...0x0d ~= byte }
    let keyword = bytes[..<bracket].prefix { !isBlank($0) }
    var content = bytes[bracket...].dropFirst()
    if content.last == UInt8(ascii: ")") { content = content.dropLast() }
    content = content.drop(while: isBlank)
    while let last = content.last, isBlank(last) { content = content.dropLast() }
    let word = String(decoding: keyword, as: UTF8.self)
    return (canonicalKeywords[word] ?? word, String(decoding: content, as: UTF8.self))
  }
}

/// The characters that a string literal stands for.
enum StringLiteral {
  /// The value of a literal in any of its spellings: `"..."`, `'...'`, `@"..."`, three backticks,
  /// each perhaps after an `h`. A missing end quote is passed over.
  static func value(of literal: ArraySlice<UInt8>) -> String {
    var rest = literal
    if let first = rest.first, first | 0x20 == UInt8(ascii: "h") { rest = rest.dropFirst() }
    let isVerbatim = rest.first == UInt8(ascii: "@")
    if isVerbatim { rest = rest.dropFirst() }
    guard let quote = rest.first else { return "" }
    if quote == UInt8(ascii: "`") {
      let fence = ArraySlice(repeating: quote, count: 3)
      let isClosed = rest.count >= 6 && rest.suffix(3) == fence
      return String(decoding: rest.dropFirst(3).dropLast(isClosed ? 3 : 0), as: UTF8.self)
    }
    rest = rest.dropFirst()
    return isVerbatim ? verbatim(rest, quote: quote) : unescaped(rest, quote: quote)
  }

  private static func verbatim(_ body: ArraySlice<UInt8>, quote: UInt8) -> String {
    var value: [UInt8] = []
    var index = body.startIndex
    while index < body.endIndex {
      if body[index] == quote {
        index += 1
        guard index < body.endIndex, body[index] == quote else { break }
      }
      value.append(body[index])
      index += 1
    }
    return String(decoding: value, as: UTF8.self)
  }

  private static func unescaped(_ body: ArraySlice<UInt8>, quote: UInt8) -> String {
    var value: [UInt8] = []
    var index = body.startIndex
    while index < body.endIndex, body[index] != quote {
      if body[index] == UInt8(ascii: "\\"), let (unit, length) = escape(in: body, at: index) {
        index += length
        append(unit, pairedWith: body, at: &index, to: &value)
      } else {
        value.append(body[index])
        index += 1
      }
    }
    return String(decoding: value, as: UTF8.self)
  }

  /// Appends a code unit; `\uD83D\uDE00` is one character written as two halves.
  private static func append(
    _ unit: UInt32, pairedWith body: ArraySlice<UInt8>, at index: inout Int,
    to value: inout [UInt8]
  ) {
    var scalar = Unicode.Scalar(unit)
    if 0xd800..<0xdc00 ~= unit, index < body.endIndex, body[index] == UInt8(ascii: "\\"),
      let (low, length) = escape(in: body, at: index), 0xdc00..<0xe000 ~= low
    {
      scalar = Unicode.Scalar(0x10000 + (unit - 0xd800) << 10 + (low - 0xdc00))
      index += length
    }
    value.append(contentsOf: String(scalar ?? "\u{fffd}").utf8)
  }

  /// The code unit that the escape at `index` stands for, and the bytes that it takes; nil where
  /// the language has no such escape.
  static func escape(
    in bytes: ArraySlice<UInt8>, at index: Int
  ) -> (unit: UInt32, length: Int)? {
    guard index + 1 < bytes.endIndex else { return nil }
    switch bytes[index + 1] {
    case UInt8(ascii: "a"): return (0x07, 2)
    case UInt8(ascii: "b"): return (0x08, 2)
    case UInt8(ascii: "f"): return (0x0c, 2)
    case UInt8(ascii: "n"): return (0x0a, 2)
    case UInt8(ascii: "r"): return (0x0d, 2)
    case UInt8(ascii: "t"): return (0x09, 2)
    case UInt8(ascii: "v"): return (0x0b, 2)
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"):
      return (UInt32(bytes[index + 1]), 2)
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      return number(in: bytes, from: index + 1, maximumDigits: 3, radix: 8).map {
        ($0.value, $0.digits + 1)
      }
    case UInt8(ascii: "u"):
      return number(in: bytes, from: index + 2, maximumDigits: 4, radix: 16)
        .flatMap { $0.digits == 4 ? ($0.value, 6) : nil }
    case UInt8(ascii: "x"):
      return number(in: bytes, from: index + 2, maximumDigits: 2, radix: 16)
        .flatMap { $0.digits == 2 ? ($0.value, 4) : nil }
    case UInt8(ascii: "U"):
      return number(in: bytes, from: index + 2, maximumDigits: 8, radix: 16)
        .flatMap { $0.digits == 8 ? ($0.value, 10) : nil }
    default:
      return nil
    }
  }

  private static func number(
    in bytes: ArraySlice<UInt8>, from lower: Int, maximumDigits: Int, radix: UInt32
  ) -> (value: UInt32, digits: Int)? {
    var value: UInt32 = 0
    var index = lower
    while index < bytes.endIndex, index < lower + maximumDigits,
      let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue, digit < radix
    {
      value = value * radix + UInt32(digit)
      index += 1
    }
    return index > lower ? (value, index - lower) : nil
  }
}
