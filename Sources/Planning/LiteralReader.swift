internal import Columnar
internal import Query

/// Reads the values that literals stand for; texts of times are read by the same functions that
/// convert them in a query.
struct LiteralReader {
  let constants: ConstantEvaluator

  /// The value and type of a literal, or nil where it has none.
  func read(_ literal: LiteralSyntax) -> (value: Value, type: LogicalType)? {
    switch literal.kind {
    case .bool: return Self.bool(literal.text).map { (.bool($0), .bool) }
    case .long: return Self.integer(literal.text).map { (.integer($0), .long) }
    case .real: return Double(literal.text).map { (.real($0), .real) }
    case .string: return (.string(literal.text), .string)
    case .timespan: return Self.timespan(literal.text).map { (.timespan($0), .timespan) }
    case .calendar: return nil
    case .typed(let keyword):
      guard let type = LogicalType(keyword: keyword) else { return nil }
      return typed(literal.text, type).map { ($0, type) }
    }
  }

  /// The value between the brackets of `long(...)`, `datetime(...)` and the like.
  private func typed(_ text: String, _ type: LogicalType) -> Value? {
    if type == .dynamic {
      var parser = DynamicLiteral(text, reader: self)
      return parser.parse().map { .dynamic($0) }
    }
    if text.isEmpty || text == "null" { return Conversion.nullValue(of: type) }
    switch type {
    case .bool:
      return Self.bool(text).map { .bool($0) } ?? Self.integer(text).map { .bool($0 != 0) }
    case .int: return Self.integer(text).flatMap { Int32(exactly: $0) }.map { .integer(Int64($0)) }
    case .long: return Self.integer(text).map { .integer($0) }
    case .real, .decimal: return Self.real(text).map { .real($0) }
    case .string: return .string(text)
    case .timespan:
      if let ticks = Self.timespan(text) { return .timespan(ticks) }
    case .datetime, .guid, .dynamic: break
    }
    // The brackets may hold a quoted text as well as a bare one.
    let value = constants.convert(.string(Self.unquoted(text)), .string, to: type)
    return value.flatMap { $0.isNull ? nil : $0 }
  }

  private static func unquoted(_ text: String) -> String {
    guard text.utf8.count >= 2, let first = text.utf8.first, first == text.utf8.last,
      first == UInt8(ascii: "'") || first == UInt8(ascii: "\"")
    else { return text }
    return String(text.dropFirst().dropLast())
  }

  static func bool(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "true": true
    case "false": false
    default: nil
    }
  }

  /// A number with or without sign, decimal or `0x...`; nil where it does not fit.
  static func integer(_ text: String) -> Int64? {
    if text.hasPrefix("0x") || text.hasPrefix("0X") {
      let digits = text.dropFirst(2)
      guard let first = digits.first, first != "+", first != "-" else { return nil }
      return UInt64(digits, radix: 16).map { Int64(bitPattern: $0) }
    }
    return Int64(text)
  }

  static func real(_ text: String) -> Double? {
    switch text.lowercased() {
    case "nan": .nan
    case "+inf", "inf", "+infinity", "infinity": .infinity
    case "-inf", "-infinity": -.infinity
    default: Double(text)
    }
  }

  /// The ticks of `1.5h` and the like.
  static func timespan(_ text: String) -> Int64? {
    var text = Substring(text)
    let isNegative = text.first == "-"
    if isNegative { text.removeFirst() }
    let number = text.prefix { $0.isNumber || $0 == "." }
    let unit = text[number.endIndex...].drop { $0 == " " }
    guard !number.isEmpty, let ticks = ticksPerUnit[String(unit)] else { return nil }
    let sign: Int64 = isNegative ? -1 : 1
    if let count = Int64(number), ticks >= 1 {
      let (product, overflow) = count.multipliedReportingOverflow(by: Int64(ticks))
      return overflow ? nil : sign * product
    }
    guard let count = Double(number) else { return nil }
    return Int64(exactly: (count * ticks).rounded()).map { sign * $0 }
  }

  private static let ticksPerUnit: [String: Double] = {
    let units: [(ticks: Double, names: String)] = [
      (864_000_000_000, "d day days"),
      (36_000_000_000, "h hour hours hr hrs"),
      (600_000_000, "m min minute minutes"),
      (10_000_000, "s sec second seconds"),
      (10_000, "ms milli millis millisec millisecond milliseconds"),
      (10, "micro micros microsec microsecond microseconds"),
      (1, "tick ticks"),
      (0.01, "nano nanos nanosec nanosecond nanoseconds"),
    ]
    var table: [String: Double] = [:]
    for unit in units {
      for name in unit.names.split(separator: " ") { table[String(name)] = unit.ticks }
    }
    return table
  }()

  /// The months of `3mo`, `1q` or `1y`.
  static func months(_ text: String) -> Int64? {
    let digits = text.prefix { $0.isNumber }
    let perUnit: Int64
    switch text[digits.endIndex...] {
    case "mo": perUnit = 1
    case "q": perUnit = 3
    case "y": perUnit = 12
    default: return nil
    }
    return Int64(digits).flatMap {
      let (months, overflow) = $0.multipliedReportingOverflow(by: perUnit)
      return overflow || months <= 0 ? nil : months
    }
  }
}
