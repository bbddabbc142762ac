/// Reads the literals of the language from their text.
public enum LiteralReader {
  /// The type and value of `keyword(text)`, as in `long(5)`, `datetime(2024-05-01)`, `real(null)`;
  /// nil if there is no such type or the text is none of its values.
  public static func value(
    ofTyped keyword: String, text: String
  ) -> (type: LogicalType, value: Value)? {
    guard let type = LogicalType(keyword: keyword) else { return nil }
    let text = text.trimmed
    if type == .dynamic {
      return DynamicReader.literal(text).map { (type, $0 == .null ? .null : .dynamic($0)) }
    }
    if text == "null" { return (type, type == .string ? .string("") : .null) }
    return value(of: type, text: unquoted(text)).map { (type, $0) }
  }

  private static func value(of type: LogicalType, text: String) -> Value? {
    switch type {
    case .bool: NumberText.bool(of: text).map { .bool($0) }
    case .int: long(text).flatMap { Int32(exactly: $0) }.map { .integer(Int64($0)) }
    case .long: long(text).map { .integer($0) }
    case .real, .decimal: real(text).map { .real($0) }
    case .string: .string(text)
    case .datetime: datetime(text)
    case .timespan: timespan(text).map { .timespan($0) }
    case .guid: NumberText.guid(of: text).map { .guid($0) }
    case .dynamic: DynamicReader.literal(text).map { .dynamic($0) }
    }
  }

  /// An integer, decimal or hexadecimal (`0x1F`); nil if it does not fit.
  public static func long(_ text: String) -> Int64? {
    NumberText.integer(of: text)
  }

  /// A real: `1.5`, `1e10`, `nan`, `+inf`.
  public static func real(_ text: String) -> Double? {
    NumberText.real(of: text) ?? NumberText.integer(of: text).map { Double($0) }
  }

  /// The ticks of a timespan: `1.5h`, `15 seconds`, `1.02:03:04.5`, or a number of days.
  public static func timespan(_ text: String) -> Int64? {
    TimespanText.ticks(of: text)
  }

  /// A datetime, also as its parts (`2024, 5, 1`). A number alone is null, as in Kusto.
  private static func datetime(_ text: String) -> Value? {
    if let ticks = DatetimeText.ticks(of: text) { return .datetime(ticks) }
    let parts = text.split(separator: ",").map { Int64($0.trimmed) }
    if parts.count == 1, parts[0] != nil { return .null }
    guard (3...6).contains(parts.count), !parts.contains(nil) else { return nil }
    let numbers = parts.compactMap(\.self) + [0, 0, 0]
    return CivilDate.ticks(
      year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3],
      minute: numbers[4], second: Double(numbers[5])
    ).map { .datetime($0) }
  }

  /// The text without the quotes around it: `datetime("2024-05-01")`.
  private static func unquoted(_ text: String) -> String {
    guard let first = text.utf8.first, first == 34 || first == 39, text.utf8.count >= 2,
      text.utf8.last == first
    else { return text }
    return String(text.dropFirst().dropLast())
  }
}

extension CivilDate {
  /// The datetime of its parts, or nil if one of them is out of its range.
  public static func ticks(
    year: Int64, month: Int64, day: Int64, hour: Int64, minute: Int64, second: Double
  ) -> Int64? {
    guard let year = Int(exactly: year), let month = Int(exactly: month),
      let day = Int(exactly: day), let date = CivilDate(year: year, month: month, day: day),
      (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second)
    else { return nil }
    let fraction = Int64((second * Double(Ticks.perSecond)).rounded())
    return Ticks.datetime(
      date.ticks + hour * Ticks.perHour + minute * Ticks.perMinute + fraction)
  }
}
