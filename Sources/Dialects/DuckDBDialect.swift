import Columnar

/// SQL as DuckDB 1.x speaks it.
struct DuckDBDialect: SQLDialect {
  let name = "duckdb"

  func type(_ type: LogicalType, isList: Bool) -> String {
    let name =
      switch type {
      case .bool: "BOOLEAN"
      case .int: "INTEGER"
      case .long, .timespan: "BIGINT"
      case .real: "DOUBLE"
      case .decimal: "DECIMAL(38, 9)"
      case .string, .guid, .dynamic: "VARCHAR"
      case .datetime: "TIMESTAMP"
      }
    return isList ? name + "[]" : name
  }

  // `//` truncates.
  func truncatedDivision(_ a: String, _ b: String) -> String { "(\(a) // \(divisor(b)))" }

  func floorDivision(_ a: String, _ b: String) -> String {
    let b = divisor(b)
    return "((\(a) - ((\(a) % \(b)) + \(b)) % \(b)) // \(b))"
  }

  /// A divisor that is null where it is zero, which newer versions refuse to divide by.
  private func divisor(_ value: String) -> String {
    if let number = Int64(value), number != 0 { return value }
    return "nullif(\(value), 0)"
  }

  func microseconds(_ moment: String) -> String { "epoch_us(\(moment))" }
  func moment(microseconds: String) -> String { "make_timestamp(\(microseconds))" }

  func part(_ unit: String, _ moment: String) -> String {
    "date_part('\(unit == "dayofyear" ? "doy" : unit)', \(moment))"
  }

  func truncated(_ unit: String, _ moment: String) -> String {
    "CAST(date_trunc('\(unit)', \(moment)) AS TIMESTAMP)"
  }

  func adding(months: String, to moment: String) -> String {
    "(\(moment) + to_months(CAST(\(months) AS INTEGER)))"
  }

  func matches(_ text: String, _ pattern: String) -> String {
    "regexp_matches(\(text), \(pattern))"
  }

  func place(of needle: String, in text: String) -> String { "(strpos(\(text), \(needle)) - 1)" }

  func substring(_ text: String, _ start: String, _ length: String?) -> String {
    "substring(\(text), CAST(\(start) + 1 AS BIGINT)" + (length.map { ", \($0)" } ?? "") + ")"
  }

  func joined(_ list: String, _ separator: String) -> String {
    "coalesce(array_to_string(\(list), \(separator)), '')"
  }
  func split(_ text: String, _ separator: String) -> String {
    // Nothing between two letters parts them in KQL.
    separator.hasPrefix("'") && separator != "''"
      ? "string_split(\(text), \(separator))"
      : "CASE WHEN \(separator) = '' THEN [\(text)] ELSE string_split(\(text), \(separator)) END"
  }

  func count(of list: String) -> String { "len(\(list))" }
  func contains(_ list: String, _ item: String) -> String { "list_contains(\(list), \(item))" }

  func overlaps(_ list: String, _ items: String) -> String { "list_has_any(\(list), \(items))" }
  func concatenated(_ lists: [String]) -> String { lists.joined(separator: " || ") }
  // `list_distinct` keeps no order.
  func distinct(_ list: String) -> String {
    "list_filter(\(list), lambda x, i: list_position(\(list), x) = i)"
  }
  func sorted(_ list: String) -> String { "list_sort(\(list))" }

  func item(_ list: String, _ place: String) -> String {
    "\(list)[CASE WHEN \(place) < 0 THEN \(place) ELSE \(place) + 1 END]"
  }

  func unnest(_ list: String, table: String, column: String) -> String {
    // An empty list has no row, a null one has a row with a null item.
    ", LATERAL (SELECT unnest(coalesce(\(list), [NULL])) AS \(column)) AS \(table)"
  }

  func series(_ from: String, _ to: String, _ step: String, column: String) -> String {
    "(SELECT unnest(generate_series(\(from), \(to), \(step))) AS \(column)) AS numbers"
  }

  func row(_ values: [String]) -> String {
    let fields = values.enumerated().map { "f\($0) := \($1)" }
    return "struct_pack(\(fields.joined(separator: ", ")))"
  }
  func field(_ place: Int, of row: String) -> String { "(\(row)).f\(place)" }

  func momentAsText(_ moment: String) -> String {
    "strftime(\(moment), '%Y-%m-%dT%H:%M:%S.%f0Z')"
  }

  func aggregate(_ call: SQLAggregate) -> String? {
    let filter = self.filter(call.condition)
    let value = call.arguments.first ?? "*"
    switch call.kind {
    case .sum:
      return call.isReal
        ? "coalesce(sum(\(value))\(filter), 0)"
        : "CAST(coalesce(sum(\(value))\(filter), 0) AS BIGINT)"
    case .any: return "any_value(\(value))" + filter
    case .list: return "coalesce(list(\(value))" + notNull(value, call.condition) + ", [])"
    case .set: return "coalesce(list(DISTINCT \(value))" + notNull(value, call.condition) + ", [])"
    // Where every key is null any row will do.
    case .argMaximum, .argMinimum:
      let word = if case .argMaximum = call.kind { "arg_max" } else { "arg_min" }
      let list = call.arguments.joined(separator: ", ")
      return "coalesce(\(word)(\(list))\(filter), any_value(\(value))\(filter))"
    case .percentile(let share): return "quantile_disc(\(value), \(share))" + filter
    default: return standard(call)
    }
  }

  private func notNull(_ value: String, _ condition: String?) -> String {
    filter("\(value) IS NOT NULL" + (condition.map { " AND (\($0))" } ?? ""))
  }

  func function(_ name: String, _ arguments: [String]) -> String? {
    let list = arguments.joined(separator: ", ")
    switch name {
    case "abs", "sign", "exp", "sin", "cos", "tan", "atan", "atan2", "pi", "pow", "radians",
      "degrees", "isnan", "isinf", "isfinite":
      return "\(name)(\(list))"
    // Outside of its domain a function fails here, and gives null or what reals have for it in KQL.
    case "asin", "acos": return "CASE WHEN abs(\(list)) <= 1 THEN \(name)(\(list)) END"
    case "sqrt":
      return "CASE WHEN \(list) < 0 THEN \(special(.nan)) ELSE sqrt(\(list)) END"
    case "ceiling": return "ceil(\(list))"
    case "floor": return "floor(\(list))"
    case "log", "log10", "log2":
      let word = name == "log" ? "ln" : name
      return "CASE WHEN \(list) > 0 THEN \(word)(\(list)) WHEN \(list) = 0 THEN "
        + "\(special(-.infinity)) WHEN \(list) < 0 THEN \(special(.nan)) END"
    case "round":
      return arguments.count == 1
        ? "round(\(list))"
        : "round(CAST(\(arguments[0]) AS DOUBLE), CAST(\(arguments[1]) AS INTEGER))"
    // The digest of an empty text is empty.
    case "hash_md5": return "CASE WHEN \(list) = '' THEN '' ELSE md5(\(list)) END"
    case "hash_sha256": return "CASE WHEN \(list) = '' THEN '' ELSE sha256(\(list)) END"
    default: return nil
    }
  }
}
