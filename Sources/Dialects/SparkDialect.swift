import Columnar

/// SQL as Apache Spark 3.4 and later speak it, with `spark.sql.ansi.enabled` at either value and the
/// session's time zone at UTC.
struct SparkDialect: SQLDialect {
  let name = "spark"

  func quoted(_ name: String) -> String {
    "`" + name.map { $0 == "`" ? "``" : String($0) }.joined() + "`"
  }

  func text(_ value: String) -> String { escaped(value, in: "'") }

  func type(_ type: LogicalType, isList: Bool) -> String {
    let name =
      switch type {
      case .bool: "BOOLEAN"
      case .int: "INT"
      case .long, .timespan: "BIGINT"
      case .real: "DOUBLE"
      case .decimal: "DECIMAL(38, 9)"
      case .string, .guid, .dynamic: "STRING"
      case .datetime: "TIMESTAMP"
      }
    return isList ? "ARRAY<\(name)>" : name
  }

  func reading(_ type: String) -> SQLReading? {
    let type = type.uppercased()
    if type.hasPrefix("ARRAY<"), type.hasSuffix(">") {
      return reading(String(type.dropFirst(6).dropLast()))?.list(isNullable: true) {
        "transform(\($0), x -> \($1))"
      }
    }
    switch type.prefix(while: { $0 != "(" }) {
    case "BIGINT": return .scalar(.long)
    case "BOOLEAN": return .scalar(.bool)
    case "DATE", "TIMESTAMP_NTZ": return .scalar(.datetime) { "CAST(\($0) AS TIMESTAMP)" }
    case "DECIMAL", "FLOAT": return .scalar(.real) { "CAST(\($0) AS DOUBLE)" }
    case "DOUBLE": return .scalar(.real)
    case "INT", "INTEGER", "SMALLINT", "TINYINT": return .scalar(.int) { "CAST(\($0) AS INT)" }
    case "STRING", "VARCHAR", "CHAR": return .scalar(.string)
    case "TIMESTAMP": return .scalar(.datetime)
    default: return nil
    }
  }

  func wire(_ value: String, _ shape: SQLShape) -> String {
    switch shape {
    case .scalar(.datetime), .item(.datetime): microseconds(value)
    case .scalar(.real), .scalar(.decimal), .item(.real): "CAST(\(value) AS DOUBLE)"
    case .scalar(.int), .scalar(.long), .scalar(.timespan): "CAST(\(value) AS BIGINT)"
    case .scalar, .item: value
    case .list(.datetime): "to_json(transform(\(value), x -> unix_micros(x)))"
    case .list: "to_json(\(value))"
    }
  }

  var tableEnding: String { " USING parquet" }

  func same(_ a: String, _ b: String) -> String { "\(a) <=> \(b)" }

  // Casts cut the fraction off as it is.
  func whole(_ real: String) -> String { real }

  func truncatedDivision(_ a: String, _ b: String) -> String { "(\(a) div nullif(\(b), 0))" }

  func quotient(_ a: String, _ b: String) -> String {
    "CASE WHEN \(b) = 0 THEN CASE WHEN \(a) = 0 OR isnan(\(a)) THEN \(special(.nan))"
      + " WHEN \(a) > 0 THEN \(special(.infinity)) WHEN \(a) < 0 THEN \(special(-.infinity)) END"
      + " ELSE \(a) / \(b) END"
  }

  func floorDivision(_ a: String, _ b: String) -> String {
    "((\(a) - pmod(\(a), \(b))) div nullif(\(b), 0))"
  }

  func microseconds(_ moment: String) -> String { "unix_micros(\(moment))" }
  func moment(microseconds: String) -> String { "timestamp_micros(\(microseconds))" }

  func part(_ unit: String, _ moment: String) -> String {
    "CAST(extract(\(unit == "dayofyear" ? "doy" : unit) FROM \(moment)) AS BIGINT)"
  }

  func truncated(_ unit: String, _ moment: String) -> String {
    "date_trunc('\(unit)', \(moment))"
  }

  func adding(months: String, to moment: String) -> String {
    "CAST(add_months(CAST(\(moment) AS DATE), CAST(\(months) AS INT)) AS TIMESTAMP)"
  }

  /// Java's own classes are of ASCII, and of Unicode with this flag.
  func pattern(_ pattern: String) -> String { "(?U)" + pattern }

  func matches(_ text: String, _ pattern: String) -> String { "(\(text) RLIKE \(pattern))" }
  func place(of needle: String, in text: String) -> String { "(instr(\(text), \(needle)) - 1)" }

  func substring(_ text: String, _ start: String, _ length: String?) -> String {
    "substring(\(text), CAST(\(start) + 1 AS INT)"
      + (length.map { ", CAST(\($0) AS INT)" } ?? "") + ")"
  }

  func joined(_ list: String, _ separator: String) -> String {
    "coalesce(array_join(\(list), \(separator)), '')"
  }
  func split(_ text: String, _ separator: String) -> String {
    "split(\(text), concat('\\\\Q', \(separator), '\\\\E'))"
  }

  func list(_ items: [String]) -> String { "array(" + items.joined(separator: ", ") + ")" }
  func count(of list: String) -> String { "array_size(\(list))" }
  func contains(_ list: String, _ item: String) -> String { "array_contains(\(list), \(item))" }

  func overlaps(_ list: String, _ items: String) -> String {
    "arrays_overlap(\(list), \(items))"
  }
  func concatenated(_ lists: [String]) -> String { "concat(\(lists.joined(separator: ", ")))" }
  func distinct(_ list: String) -> String { "array_distinct(\(list))" }
  func sorted(_ list: String) -> String { "sort_array(\(list))" }

  func item(_ list: String, _ place: String) -> String {
    "get(\(list), CAST(CASE WHEN \(place) < 0 THEN array_size(\(list)) + \(place)"
      + " ELSE \(place) END AS INT))"
  }

  func unnest(_ list: String, table: String, column: String) -> String {
    " LATERAL VIEW explode(coalesce(\(list), array(NULL))) \(table) AS \(column)"
  }

  func series(_ from: String, _ to: String, _ step: String, column: String) -> String {
    "(SELECT explode(sequence(CAST(\(from) AS BIGINT), CAST(\(to) AS BIGINT), "
      + "CAST(\(step) AS BIGINT))) AS \(column)) AS numbers"
  }

  func row(_ values: [String]) -> String {
    let fields = values.enumerated().map { "'f\($0)', \($1)" }
    return "named_struct(\(fields.joined(separator: ", ")))"
  }
  func field(_ place: Int, of row: String) -> String { "\(row).f\(place)" }

  func momentAsText(_ moment: String) -> String {
    "date_format(\(moment), 'yyyy-MM-dd\\'T\\'HH:mm:ss.SSSSSS\\'0Z\\'')"
  }

  func aggregate(_ call: SQLAggregate) -> String? {
    let filter = self.filter(call.condition)
    let value = call.arguments.first ?? "*"
    switch call.kind {
    case .sum: return "coalesce(sum(\(value))\(filter), 0)"
    case .any: return "any_value(\(value), TRUE)" + filter
    case .list: return "collect_list(\(value))" + filter
    case .set: return "collect_set(\(value))" + filter
    // Where every key is null any row will do.
    case .argMaximum, .argMinimum:
      let word = if case .argMaximum = call.kind { "max_by" } else { "min_by" }
      let list = call.arguments.joined(separator: ", ")
      return "coalesce(\(word)(\(list))\(filter), any_value(\(value), TRUE)\(filter))"
    case .percentile(let share):
      return "percentile_disc(\(share)) WITHIN GROUP (ORDER BY \(value))" + filter
    default: return standard(call)
    }
  }

  func function(_ name: String, _ arguments: [String]) -> String? {
    let list = arguments.joined(separator: ", ")
    switch name {
    case "abs", "sign", "exp", "sqrt", "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "pi",
      "pow", "radians", "degrees", "isnan", "log10", "log2", "floor", "round":
      return "\(name)(\(list))"
    case "ceiling": return "ceil(\(list))"
    case "log": return "ln(\(list))"
    case "hash_md5": return "md5(\(list))"
    case "hash_sha256": return "sha2(\(list), 256)"
    default: return nil
    }
  }
}
