/// The text that a value has in the language: what `tostring` and `strcat` give.
public enum ValueFormat {
  /// The text of a value of a type; null is the empty text.
  public static func text(of value: Value, type: LogicalType) -> String {
    switch value {
    case .null: ""
    case .bool(let value): value ? "True" : "False"
    case .integer(let value): String(value)
    case .real(let value): type == .decimal ? decimal(value) : NumberText.text(of: value)
    case .string(let text), .guid(let text): text
    case .datetime(let ticks): DatetimeText.text(of: ticks)
    case .timespan(let ticks): TimespanText.text(of: ticks)
    case .dynamic(let value): DynamicWriter.text(of: value)
    }
  }

  /// A decimal has no `.0` where it is whole.
  private static func decimal(_ value: Double) -> String {
    Int64(exactly: value).map { String($0) } ?? NumberText.text(of: value)
  }
}

/// Reads a value as another type, as `tolong`, `todatetime` and their like do; what cannot be read
/// is null.
public enum ValueConversion {
  /// The value as `type`, with the text forms that the language reads.
  public static func convert(_ value: Value, from source: LogicalType, to type: LogicalType)
    -> Value
  {
    if case .dynamic(let inner) = value, type != .dynamic {
      return type == .string
        ? .string(DynamicWriter.text(of: inner)) : convert(scalar(inner), to: type)
    }
    switch type {
    case .string: return .string(ValueFormat.text(of: value, type: source))
    case .dynamic: return value.isNull ? .null : .dynamic(DynamicValue(value))
    default: return convert(value, to: type)
    }
  }

  private static func convert(_ value: Value, to type: LogicalType) -> Value {
    let converted: Value? =
      switch type {
      case .bool: bool(value).map { .bool($0) }
      case .int: int(value).map { .integer(Int64($0)) }
      case .long: long(value).map { .integer($0) }
      case .real, .decimal: real(value).map { .real($0) }
      case .datetime: datetime(value).map { .datetime($0) }
      case .timespan: timespan(value).map { .timespan($0) }
      case .guid: guid(value).map { .guid($0) }
      case .string, .dynamic: value
      }
    return converted ?? .null
  }

  /// The value inside a dynamic; arrays and bags are none.
  public static func scalar(_ value: DynamicValue) -> Value {
    switch value {
    case .null, .array, .bag: .null
    case .bool(let value): .bool(value)
    case .integer(let value): .integer(value)
    case .real(let value): .real(value)
    case .string(let text): .string(text)
    case .datetime(let ticks): .datetime(ticks)
    case .timespan(let ticks): .timespan(ticks)
    case .guid(let text): .guid(text)
    }
  }

  private static func bool(_ value: Value) -> Bool? {
    switch value {
    case .bool(let value): value
    case .integer(let value): value != 0
    case .real(let value): value != 0
    case .string(let text): NumberText.bool(of: text)
    case .null, .datetime, .timespan, .guid, .dynamic: nil
    }
  }

  /// A text must hold an int; a long that does not fit keeps its low 32 bits and a real goes to the
  /// nearest end, as in Kusto.
  private static func int(_ value: Value) -> Int32? {
    switch value {
    case .string(let text): NumberText.integer(of: text).flatMap { Int32(exactly: $0) }
    case .real: long(value).map { Int32(clamping: $0) }
    case .null, .bool, .integer, .datetime, .timespan, .guid, .dynamic:
      long(value).map { Int32(truncatingIfNeeded: $0) }
    }
  }

  /// The value as a long: a real without its fraction, at most to the ends of a long; a datetime or
  /// timespan as its ticks.
  public static func long(_ value: Value) -> Int64? {
    switch value {
    case .bool(let value): value ? 1 : 0
    case .integer(let value), .datetime(let value), .timespan(let value): value
    case .real(let value):
      value.isFinite
        ? Int64(exactly: value.rounded(.towardZero)) ?? (value < 0 ? Int64.min : Int64.max) : nil
    case .string(let text): NumberText.integer(of: text)
    case .null, .guid, .dynamic: nil
    }
  }

  /// The value as a real.
  public static func real(_ value: Value) -> Double? {
    switch value {
    case .bool(let value): value ? 1 : 0
    case .integer(let value), .datetime(let value), .timespan(let value): Double(value)
    case .real(let value): value
    case .string(let text): NumberText.real(of: text)
    case .null, .guid, .dynamic: nil
    }
  }

  private static func datetime(_ value: Value) -> Int64? {
    switch value {
    case .string(let text): DatetimeText.ticks(of: text)
    case .null, .bool, .guid, .dynamic: nil
    case .integer, .real, .datetime, .timespan: long(value).flatMap(Ticks.datetime)
    }
  }

  private static func timespan(_ value: Value) -> Int64? {
    switch value {
    case .string(let text): TimespanText.ticks(of: text)
    case .null, .bool, .guid, .dynamic: nil
    case .integer, .real, .datetime, .timespan: long(value)
    }
  }

  private static func guid(_ value: Value) -> String? {
    switch value {
    case .guid(let text): text
    case .string(let text): NumberText.guid(of: text)
    case .null, .bool, .integer, .real, .datetime, .timespan, .dynamic: nil
    }
  }
}
