/// The type of a column or of an expression, in the words of the Kusto Query Language.
public enum LogicalType: String, Sendable, Hashable, CaseIterable {
  case bool
  case int
  case long
  case real
  case decimal
  case string
  case datetime
  case timespan
  case guid
  case dynamic

  /// How the values of the type are laid out in memory.
  public var physical: PhysicalType {
    switch self {
    case .bool: .bool
    case .int, .long, .datetime, .timespan: .integer
    case .real, .decimal: .real
    case .string, .guid: .string
    case .dynamic: .dynamic
    }
  }

  /// Whether `+`, `sum` and `avg` read the type as a number (a timespan is not one).
  public var isNumeric: Bool {
    switch self {
    case .int, .long, .real, .decimal: true
    case .bool, .string, .datetime, .timespan, .guid, .dynamic: false
    }
  }

  /// The type of a name in a query (`long`, `double`, `date`, ...), or nil if there is none.
  public init?(keyword: some StringProtocol) {
    switch String(keyword) {
    case "bool", "boolean": self = .bool
    case "int", "int8", "int16", "int32", "uint8", "uint16": self = .int
    case "long", "int64", "uint32", "uint64": self = .long
    case "real", "double": self = .real
    case "decimal": self = .decimal
    case "string": self = .string
    case "datetime", "date": self = .datetime
    case "timespan", "time": self = .timespan
    case "guid", "uuid", "uniqueid": self = .guid
    case "dynamic": self = .dynamic
    default: return nil
    }
  }
}

/// The five layouts that the ten logical types share.
///
/// `integer` is an `Int64`: a count for `int` and `long`, 100-nanosecond ticks from
/// 0001-01-01T00:00:00Z for `datetime`, ticks for `timespan`. A `guid` is its lower-case text.
public enum PhysicalType: Sendable, Hashable {
  case bool
  case integer
  case real
  case string
  case dynamic
}
