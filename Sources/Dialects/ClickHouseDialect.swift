import Columnar

/// SQL as ClickHouse 24 and later speak it. A moment is a `DateTime64(6, 'UTC')`, which reaches from 1900 to
/// 2299.
struct ClickHouseDialect: SQLDialect {
  let name = "clickhouse"

  // A name is the column's before it is an alias, missing sides of joins are null, and the beginning of a
  // month before 1970 is what it is elsewhere.
  let ending = """
    SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
      enable_extended_results_for_datetime_functions = 1

    """

  func quoted(_ name: String) -> String { escaped(name, in: "`") }
  func text(_ value: String) -> String { escaped(value, in: "'") }

  private static let moments = "DateTime64(6, 'UTC')"

  func type(_ type: LogicalType, isList: Bool) -> String {
    let name =
      switch type {
      case .bool: "Bool"
      case .int: "Int32"
      case .long, .timespan: "Int64"
      case .real, .decimal: "Float64"
      case .string, .guid, .dynamic: "String"
      case .datetime: Self.moments
      }
    return isList ? "Array(\(name))" : "Nullable(\(name))"
  }

  // A text has no null, and a list cannot have one.
  func columnType(_ type: LogicalType) -> String {
    switch type {
    case .string, .guid: "String"
    case .dynamic: "Array(String)"
    default: self.type(type, isList: false)
    }
  }

  var tableEnding: String { " ENGINE = MergeTree ORDER BY tuple()" }

  func special(_ value: Double) -> String {
    "CAST('\(value.isNaN ? "nan" : value < 0 ? "-inf" : "inf")' AS Nullable(Float64))"
  }

  func converted(_ value: String, to type: LogicalType) -> String {
    switch type {
    case .string, .guid, .dynamic: "toString(\(value))"
    case .int: "toInt32OrNull(toString(\(value)))"
    case .long, .timespan: "toInt64OrNull(toString(\(value)))"
    case .real, .decimal: "toFloat64OrNull(toString(\(value)))"
    case .datetime: "parseDateTime64BestEffortOrNull(toString(\(value)), 6, 'UTC')"
    case .bool: "accurateCastOrNull(\(value), 'Bool')"
    }
  }

  func moment(_ ticks: Int64) -> String {
    "toDateTime64('\(momentText(ticks))', 6, 'UTC')"
  }

  func isNaN(_ value: String) -> String { "isNaN(\(value))" }
  func length(_ text: String) -> String { "lengthUTF8(\(text))" }

  func reading(_ type: String) -> SQLReading? {
    if let inner = Self.inner(type, "LowCardinality") { return reading(inner) }
    if let inner = Self.inner(type, "Nullable") { return reading(inner) }
    if let inner = Self.inner(type, "Array") {
      return reading(inner)?.list(isNullable: false) { "arrayMap(x -> \($1), \($0))" }
    }
    switch type.prefix(while: { $0 != "(" }) {
    case "Bool": return .scalar(.bool)
    case "Date", "Date32", "DateTime", "DateTime64":
      return .scalar(.datetime) { "toDateTime64(\($0), 6, 'UTC')" }
    case "Decimal", "Decimal32", "Decimal64", "Decimal128", "Float32":
      return .scalar(.real) { "toFloat64(\($0))" }
    case "Enum8", "Enum16", "FixedString", "IPv4", "IPv6", "UUID":
      return .scalar(.string) { "toString(\($0))" }
    case "Float64": return .scalar(.real)
    case "Int8", "Int16", "Int32", "UInt8", "UInt16": return .scalar(.int) { "toInt32(\($0))" }
    case "Int64": return .scalar(.long)
    case "String": return .scalar(.string)
    case "UInt32", "UInt64": return .scalar(.long) { "toInt64(\($0))" }
    default: return nil
    }
  }

  private static func inner(_ type: String, _ name: String) -> String? {
    guard type.hasPrefix(name + "("), type.hasSuffix(")") else { return nil }
    return String(type.dropFirst(name.count + 1).dropLast())
  }

  func wire(_ value: String, _ shape: SQLShape) -> String {
    switch shape {
    case .scalar(.datetime), .item(.datetime): microseconds(value)
    case .scalar(.string), .scalar(.guid), .item(.string): "CAST(\(value) AS Nullable(String))"
    case .scalar(let type), .item(let type): "CAST(\(value) AS \(self.type(type, isList: false)))"
    case .list(.datetime): "arrayMap(x -> toUnixTimestamp64Micro(x), \(value))"
    case .list: value
    }
  }

  func truncatedDivision(_ a: String, _ b: String) -> String { "intDiv(\(a), nullIf(\(b), 0))" }

  func floorDivision(_ a: String, _ b: String) -> String {
    "intDiv(\(a) - positiveModulo(\(a), nullIf(\(b), 0)), nullIf(\(b), 0))"
  }

  // MARK: - Time

  func microseconds(_ moment: String) -> String {
    "toUnixTimestamp64Micro(CAST(\(moment) AS Nullable(\(Self.moments))))"
  }

  func moment(microseconds: String) -> String {
    "fromUnixTimestamp64Micro(CAST(\(microseconds) AS Nullable(Int64)), 'UTC')"
  }

  func part(_ unit: String, _ moment: String) -> String {
    let names = [
      "day": "toDayOfMonth", "dayofyear": "toDayOfYear", "hour": "toHour", "minute": "toMinute",
      "month": "toMonth", "second": "toSecond", "year": "toYear",
    ]
    return "toInt64(\(names[unit] ?? "toYear")(\(moment)))"
  }

  func truncated(_ unit: String, _ moment: String) -> String {
    "toDateTime64(toStartOf\(unit.prefix(1).uppercased() + unit.dropFirst())(\(moment)), 6, 'UTC')"
  }

  func adding(months: String, to moment: String) -> String { "addMonths(\(moment), \(months))" }

  // MARK: - Texts

  func matches(_ text: String, _ pattern: String) -> String { "match(\(text), \(pattern))" }
  func place(of needle: String, in text: String) -> String {
    "(toInt64(positionUTF8(\(text), \(needle))) - 1)"
  }

  func substring(_ text: String, _ start: String, _ length: String?) -> String {
    "substringUTF8(\(text), toInt64(\(start)) + 1" + (length.map { ", \($0)" } ?? "") + ")"
  }

  func joined(_ list: String, _ separator: String) -> String {
    "arrayStringConcat(\(list), \(separator))"
  }
  func split(_ text: String, _ separator: String) -> String {
    "splitByString(\(separator), \(text))"
  }

  // MARK: - Lists

  func count(of list: String) -> String { "toInt64(length(\(list)))" }
  func contains(_ list: String, _ item: String) -> String { "has(\(list), \(item))" }
  func overlaps(_ list: String, _ items: String) -> String { "hasAny(\(list), \(items))" }
  func concatenated(_ lists: [String]) -> String { "arrayConcat(\(lists.joined(separator: ", ")))" }
  func distinct(_ list: String) -> String { "arrayDistinct(\(list))" }
  func sorted(_ list: String) -> String { "arraySort(\(list))" }

  func item(_ list: String, _ place: String) -> String {
    "arrayElementOrNull(\(list), if(\(place) < 0, \(place), \(place) + 1))"
  }

  func unnest(_ list: String, table: String, column: String) -> String {
    "\nARRAY JOIN \(list) AS \(column)"
  }

  func series(_ from: String, _ to: String, _ step: String, column: String) -> String {
    "(SELECT toInt64(\(from)) + toInt64(number) * (\(step)) AS \(column)"
      + " FROM numbers(toUInt64(greatest(intDiv((\(to)) - (\(from)), \(step)) + 1, 0)))) AS numbers"
  }

  func semiJoin(isAnti: Bool) -> String? { isAnti ? "LEFT ANTI JOIN" : "LEFT SEMI JOIN" }

  func row(_ values: [String]) -> String { "tuple(\(values.joined(separator: ", ")))" }
  func field(_ place: Int, of row: String) -> String { "tupleElement(\(row), \(place + 1))" }

  func momentAsText(_ moment: String) -> String {
    "formatDateTime(\(moment), '%Y-%m-%dT%H:%i:%S.%f0Z')"
  }

  // MARK: - Aggregates

  func aggregate(_ call: SQLAggregate) -> String? {
    let value = call.arguments.first ?? ""
    func with(_ name: String, _ arguments: String) -> String {
      guard let condition = call.condition else { return "\(name)(\(arguments))" }
      let filter = arguments.isEmpty ? condition : "\(arguments), \(condition)"
      return "\(name)If(\(filter))"
    }
    switch call.kind {
    case .count: return "toInt64(\(with("count", "")))"
    case .sum:
      return call.isReal
        ? "coalesce(\(with("sum", value)), 0)" : "toInt64(coalesce(\(with("sum", value)), 0))"
    case .average: return "coalesce(\(with("avg", value)), \(special(.nan)))"
    case .minimum where call.isReal, .maximum where call.isReal:
      let name = if case .minimum = call.kind { "min" } else { "max" }
      let found = "countIf(isNaN(\(value))\(call.condition.map { " AND (\($0))" } ?? ""))"
      return "if(\(found) > 0, \(special(.nan)), \(orNull(name, call)))"
    case .minimum: return orNull("min", call)
    case .maximum: return orNull("max", call)
    case .distinctCount: return "toInt64(\(with("uniqExact", value)))"
    case .any: return orNull("any", call)
    case .list: return with("groupArray", value)
    case .set: return with("groupUniqArray", value)
    case .sampleDeviation: return with("stddevSamp", value)
    case .populationDeviation: return with("stddevPop", value)
    case .sampleVariance: return with("varSamp", value)
    case .populationVariance: return with("varPop", value)
    // The tuple keeps rows whose value is null among those that are compared.
    case .argMaximum:
      return "tupleElement(\(with("argMax", "tuple(\(value)), \(call.arguments[1])")), 1)"
    case .argMinimum:
      return "tupleElement(\(with("argMin", "tuple(\(value)), \(call.arguments[1])")), 1)"
    case .percentile(let share):
      let list = "arraySort(\(with("groupArray", value)))"
      let place = "greatest(toInt64(ceil(\(share) * length(\(list)))), 1)"
      return "arrayElementOrNull(\(list), \(place))"
    }
  }

  /// Null rather than a zero where there are no rows.
  private func orNull(_ name: String, _ call: SQLAggregate) -> String {
    let value = call.arguments.first ?? ""
    guard let condition = call.condition else { return "\(name)OrNull(\(value))" }
    return "\(name)OrNullIf(\(value), \(condition))"
  }

  func function(_ name: String, _ arguments: [String]) -> String? {
    let list = arguments.joined(separator: ", ")
    switch name {
    case "abs", "sign", "exp", "sqrt", "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "pi",
      "pow", "radians", "degrees", "log", "log10", "log2", "floor", "round":
      return "\(name)(\(list))"
    case "ceiling": return "ceil(\(list))"
    case "isfinite": return "isFinite(\(list))"
    case "isinf": return "isInfinite(\(list))"
    case "isnan": return isNaN(list)
    case "hash_md5": return "lower(hex(MD5(\(list))))"
    case "hash_sha256": return "lower(hex(SHA256(\(list))))"
    default: return nil
    }
  }
}
