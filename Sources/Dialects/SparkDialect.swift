import Columnar

/// SQL as Apache Spark 3.4 and later speak it, with `spark.sql.ansi.enabled` at either value and the
/// session's time zone at UTC.
struct SparkDialect: SQLDialect {
  let name = "spark"

  func quoted(_ name: String) -> String {
    "`" + name.map { $0 == "`" ? "``" : String($0) }.joined() + "`"
  }

  func text(_ value: String) -> String {
    "'" + value.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "'"
  }

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

  func moment(_ ticks: Int64) -> String { "TIMESTAMP '\(momentText(ticks))'" }

  func special(_ value: Double) -> String {
    let text = value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity"
    return "CAST('\(text)' AS DOUBLE)"
  }

  func converted(_ value: String, to type: LogicalType) -> String {
    "TRY_CAST(\(value) AS \(self.type(type, isList: false)))"
  }

  func same(_ a: String, _ b: String) -> String { "\(a) <=> \(b)" }

  // Casts cut the fraction off as it is.
  func whole(_ real: String) -> String { real }

  func truncatedDivision(_ a: String, _ b: String) -> String { "(\(a) div nullif(\(b), 0))" }

  func floorDivision(_ a: String, _ b: String) -> String {
    "((\(a) - pmod(\(a), \(b))) div nullif(\(b), 0))"
  }

  func isNaN(_ value: String) -> String { "isnan(\(value))" }
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

  func matches(_ text: String, _ pattern: String) -> String { "(\(text) RLIKE \(pattern))" }
  func place(of needle: String, in text: String) -> String { "(instr(\(text), \(needle)) - 1)" }

  func substring(_ text: String, _ start: String, _ length: String?) -> String {
    "substring(\(text), CAST(\(start) + 1 AS INT)"
      + (length.map { ", CAST(\($0) AS INT)" } ?? "") + ")"
  }

  func length(_ text: String) -> String { "length(\(text))" }
  func joined(_ list: String, _ separator: String) -> String {
    "coalesce(array_join(\(list), \(separator)), '')"
  }
  func split(_ text: String, _ separator: String) -> String {
    "split(\(text), concat('\\\\Q', \(separator), '\\\\E'))"
  }

  func list(_ items: [String]) -> String { "array(" + items.joined(separator: ", ") + ")" }
  func count(of list: String) -> String { "array_size(\(list))" }
  func contains(_ list: String, _ item: String) -> String { "array_contains(\(list), \(item))" }

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

  func aggregate(_ call: SQLAggregate) -> String? {
    let filter = self.filter(call.condition)
    let value = call.arguments.first ?? "*"
    switch call.kind {
    case .count: return "count(*)" + filter
    case .sum: return "coalesce(sum(\(value))\(filter), 0)"
    case .average: return "coalesce(avg(\(value))\(filter), CAST('NaN' AS DOUBLE))"
    case .minimum: return "min(\(value))" + filter
    case .maximum: return "max(\(value))" + filter
    case .distinctCount: return "count(DISTINCT \(value))" + filter
    case .any: return "any_value(\(value), TRUE)" + filter
    case .list: return "collect_list(\(value))" + filter
    case .set: return "collect_set(\(value))" + filter
    case .sampleDeviation: return "stddev_samp(\(value))" + filter
    case .populationDeviation: return "stddev_pop(\(value))" + filter
    case .sampleVariance: return "var_samp(\(value))" + filter
    case .populationVariance: return "var_pop(\(value))" + filter
    // Where every key is null any row will do.
    case .argMaximum, .argMinimum:
      let word = if case .argMaximum = call.kind { "max_by" } else { "min_by" }
      let list = call.arguments.joined(separator: ", ")
      return "coalesce(\(word)(\(list))\(filter), any_value(\(value), TRUE)\(filter))"
    case .percentile(let share):
      return "percentile_disc(\(share)) WITHIN GROUP (ORDER BY \(value))" + filter
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
