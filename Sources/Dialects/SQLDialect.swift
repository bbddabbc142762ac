import Columnar

/// What one engine's SQL calls things: the words, and the few operations whose meaning differs.
///
/// The translator (`SQLTranslator`) knows KQL's meaning and asks a dialect for primitives that have one
/// meaning everywhere: `truncatedDivision` truncates whatever the engine's own `/` does. A timespan is a
/// number of ticks of 100 nanoseconds, a datetime the engine's own timestamp, which is of
/// microseconds in all of them; a guid is a text; a list is the engine's array.
protocol SQLDialect: Sendable {
  /// The name that a person gives: `duckdb`.
  var name: String { get }
  /// What stands behind a query, so that it means what it should; empty for most.
  var ending: String { get }

  /// An identifier, quoted where it must be.
  func identifier(_ name: String) -> String
  /// A quoted identifier.
  func quoted(_ name: String) -> String
  /// A text literal.
  func text(_ value: String) -> String
  /// The name of a type; a list of it where `isList`.
  func type(_ type: LogicalType, isList: Bool) -> String
  /// The type of a column of a table.
  func columnType(_ type: LogicalType) -> String
  /// What stands behind the columns where a table is made.
  var tableEnding: String { get }
  /// A moment, to the microsecond.
  func moment(_ ticks: Int64) -> String
  /// A real that is no plain number: `NaN`, `Infinity`, `-Infinity`.
  func special(_ value: Double) -> String

  /// How a column of one of the engine's own types is read; nil for a type that has no like in KQL.
  func reading(_ type: String) -> SQLReading?
  /// A value in the form in which it crosses the wire: a moment as microseconds from 1970, a list of
  /// scalars as JSON or as a list.
  func wire(_ value: String, _ shape: SQLShape) -> String

  /// Whether `value` is of the type after a conversion, null where it cannot be converted.
  func converted(_ value: String, to type: LogicalType) -> String
  /// Whether two values are equal or both null.
  func same(_ a: String, _ b: String) -> String
  /// A real without its fraction, as `converted` to an integer needs it.
  func whole(_ real: String) -> String
  /// Integers: the quotient without its fraction, and null for a division by zero.
  func truncatedDivision(_ a: String, _ b: String) -> String
  /// Reals: the quotient, which of a division by zero is infinite or not a number.
  func quotient(_ a: String, _ b: String) -> String
  /// Integers: the greatest whole number that is not above the quotient.
  func floorDivision(_ a: String, _ b: String) -> String
  /// Whether a real is not a number.
  func isNaN(_ value: String) -> String

  /// Microseconds from 1970 of a moment.
  func microseconds(_ moment: String) -> String
  /// The moment so many microseconds from 1970.
  func moment(microseconds: String) -> String
  /// A part of a moment: `year`, `month`, `day`, `hour`, `minute`, `second`, `dayofyear`.
  func part(_ unit: String, _ moment: String) -> String
  /// The beginning of the unit that a moment lies in: `year`, `month`, `day`.
  func truncated(_ unit: String, _ moment: String) -> String
  /// The moment so many months later, the last day of the month where there is no such day.
  func adding(months: String, to moment: String) -> String

  /// A regular expression of KQL, whose `\w`, `\d` and `\s` hold for all letters, digits and blanks, as
  /// the engine reads it.
  func pattern(_ pattern: String) -> String
  /// Whether the regular expression matches somewhere.
  func matches(_ text: String, _ pattern: String) -> String
  /// The place of a text in another, from 0; -1 where it is not in it.
  func place(of needle: String, in text: String) -> String
  /// Some characters from a place counted from 0; to the end where `length` is nil.
  func substring(_ text: String, _ start: String, _ length: String?) -> String
  /// The number of characters.
  func length(_ text: String) -> String
  /// The texts of a list with a text between them.
  func joined(_ list: String, _ separator: String) -> String
  /// The parts of a text.
  func split(_ text: String, _ separator: String) -> String

  /// A list of values.
  func list(_ items: [String]) -> String
  /// The number of items.
  func count(of list: String) -> String
  /// Whether a list has an item.
  func contains(_ list: String, _ item: String) -> String
  /// Whether a list has an item of another, which holds constants.
  func overlaps(_ list: String, _ items: String) -> String
  /// The items of several lists, one list behind the other.
  func concatenated(_ lists: [String]) -> String
  /// The items of a list, each at its first place only.
  func distinct(_ list: String) -> String
  /// The items of a list in ascending order.
  func sorted(_ list: String) -> String
  /// The item at a place from 0, from the end where it is negative; null outside.
  func item(_ list: String, _ place: String) -> String
  /// A `FROM` item with a row for each item of a list, and the name of the item's column: `outer` keeps
  /// rows whose list is null with a null item.
  func unnest(_ list: String, table: String, column: String) -> String
  /// A `FROM` item with the whole numbers of a range.
  func series(_ from: String, _ to: String, _ step: String, column: String) -> String

  /// Several values as one.
  func row(_ values: [String]) -> String
  /// One of the values, by its place from 0.
  func field(_ place: Int, of row: String) -> String
  /// The text of a moment as KQL writes it, to the microsecond.
  func momentAsText(_ moment: String) -> String

  /// The words of a join that keeps the rows of the left with or without a partner, each once; nil where
  /// `EXISTS` says it.
  func semiJoin(isAnti: Bool) -> String?

  /// An aggregate over values for rows that a condition holds for.
  func aggregate(_ call: SQLAggregate) -> String?
  /// A function of the engine that means what KQL's of that name does, or nil.
  func function(_ name: String, _ arguments: [String]) -> String?
}

/// How a column of an engine is read.
struct SQLReading {
  /// The type that it has in queries.
  var type: LogicalType
  /// What stands in it.
  var shape: SQLShape
  /// Whether it may be null.
  var isNullable = true
  /// The column as a value of that shape.
  var convert: @Sendable (String) -> String = { $0 }

  /// Scalars of a type.
  static func scalar(
    _ type: LogicalType, _ convert: @escaping @Sendable (String) -> String = { $0 }
  ) -> SQLReading {
    SQLReading(type: type, shape: .scalar(type), convert: convert)
  }

  /// Lists of what is read so, whose items `mapping` converts, given the list and what becomes of an
  /// item `x`; nil where the items are no scalars.
  func list(
    isNullable: Bool, mapping: @escaping @Sendable (_ list: String, _ item: String) -> String
  ) -> SQLReading? {
    guard case .scalar(let item) = shape else { return nil }
    let converted = convert("x")
    return SQLReading(type: .dynamic, shape: .list(item), isNullable: isNullable) { list in
      converted == "x" ? list : mapping(list, converted)
    }
  }
}

/// An aggregate to be said in a dialect.
struct SQLAggregate {
  enum Kind {
    case count, sum, average, minimum, maximum, distinctCount, list, set, any
    case sampleDeviation, populationDeviation, sampleVariance, populationVariance
    /// The value of the first argument in the row with the greatest or least second.
    case argMaximum, argMinimum
    /// The value at a share of the ordered ones: the first whose rank is at least the share.
    case percentile(Double)
  }

  var kind: Kind
  var arguments: [String]
  /// Rows for which this does not hold are passed over.
  var condition: String?
  /// Whether the first argument is a real, in which not-a-number is a value.
  var isReal: Bool
}

extension SQLDialect {
  /// Most engines use RE2, as the shell does.
  func pattern(_ pattern: String) -> String { RegularExpressionSyntax.translated(pattern) }

  /// Identifiers in double quotes are standard SQL.
  func identifier(_ name: String) -> String {
    let isPlain = name.unicodeScalars.enumerated().allSatisfy { index, scalar in
      scalar == "_" || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
        || (index > 0 && ("0"..."9").contains(scalar))
    }
    if isPlain && !name.isEmpty && !SQLKeywords.all.contains(name.uppercased()) { return name }
    return quoted(name)
  }

  func quoted(_ name: String) -> String {
    "\"" + name.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }

  /// A line end within is written as a number: what is indented must not be text.
  func text(_ value: String) -> String {
    let lines = value.split(separator: "\n", omittingEmptySubsequences: false)
      .map { "'" + $0.map { $0 == "'" ? "''" : String($0) }.joined() + "'" }
    return lines.count == 1 ? lines[0] : "(" + lines.joined(separator: " || chr(10) || ") + ")"
  }

  /// A text in quotes; before these and before a backslash in it stands a backslash, and a line end is
  /// written as `\n`, since what is indented must not be text.
  func escaped(_ value: String, in quote: Character) -> String {
    let inner = value.map {
      $0 == "\n" ? "\\n" : $0 == quote || $0 == "\\" ? "\\\($0)" : String($0)
    }.joined()
    return "\(quote)\(inner)\(quote)"
  }

  /// `2017-05-11 00:00:00.000000`, the form that all engines read.
  func momentText(_ ticks: Int64) -> String {
    let text = DatetimeText.text(of: ticks)
    return text.prefix(10) + " " + text.dropFirst(11).prefix(15)
  }

  func filter(_ condition: String?) -> String {
    condition.map { " FILTER (WHERE \($0))" } ?? ""
  }

  // What the engines say alike.

  var ending: String { "" }

  func columnType(_ type: LogicalType) -> String {
    self.type(type == .dynamic ? .string : type, isList: type == .dynamic)
  }

  var tableEnding: String { "" }

  func reading(_ type: String) -> SQLReading? { nil }

  func wire(_ value: String, _ shape: SQLShape) -> String { value }

  func semiJoin(isAnti: Bool) -> String? { nil }

  func special(_ value: Double) -> String {
    let text = value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity"
    return "CAST('\(text)' AS DOUBLE)"
  }

  func converted(_ value: String, to type: LogicalType) -> String {
    "TRY_CAST(\(value) AS \(self.type(type, isList: false)))"
  }

  func moment(_ ticks: Int64) -> String { "TIMESTAMP '\(momentText(ticks))'" }

  func isNaN(_ value: String) -> String { "isnan(\(value))" }

  func length(_ text: String) -> String { "length(\(text))" }

  func same(_ a: String, _ b: String) -> String { "\(a) IS NOT DISTINCT FROM \(b)" }

  func whole(_ real: String) -> String { "trunc(\(real))" }

  func list(_ items: [String]) -> String { "[" + items.joined(separator: ", ") + "]" }

  func quotient(_ a: String, _ b: String) -> String { "(\(a) / \(b))" }

  /// The aggregates of standard SQL; nil for others.
  func standard(_ call: SQLAggregate) -> String? {
    let filter = self.filter(call.condition)
    let value = call.arguments.first ?? "*"
    switch call.kind {
    case .count: return "count(*)" + filter
    case .average: return "coalesce(avg(\(value))\(filter), CAST('NaN' AS DOUBLE))"
    case .minimum where call.isReal:
      // Not-a-number is the greatest to engines; in KQL the least of values with it is not a number.
      let hasNaN = "coalesce(bool_or(\(isNaN(value)))\(filter), FALSE)"
      return "CASE WHEN \(hasNaN) THEN \(special(.nan)) ELSE min(\(value))\(filter) END"
    case .minimum: return "min(\(value))" + filter
    case .maximum: return "max(\(value))" + filter
    case .distinctCount: return "count(DISTINCT \(value))" + filter
    case .sampleDeviation: return "stddev_samp(\(value))" + filter
    case .populationDeviation: return "stddev_pop(\(value))" + filter
    case .sampleVariance: return "var_samp(\(value))" + filter
    case .populationVariance: return "var_pop(\(value))" + filter
    default: return nil
    }
  }
}

/// Words that must be quoted to be names.
enum SQLKeywords {
  static let all: Set<String> = [
    "ALL", "AND", "ANY", "ARRAY", "AS", "ASC", "AT", "BETWEEN", "BOTH", "BY", "CASE", "CAST",
    "COLUMN", "CREATE", "CROSS", "CURRENT_DATE", "CURRENT_TIME", "DATE", "DEFAULT", "DESC",
    "DISTINCT", "ELSE", "END", "EXCEPT", "EXISTS", "FALSE", "FETCH", "FILTER", "FIRST", "FOR",
    "FOREIGN", "FROM", "FULL", "FUNCTION", "GLOBAL", "GRANT", "GROUP", "HAVING", "IN", "INNER",
    "INSERT", "INTERSECT", "INTERVAL", "INTO", "IS", "JOIN", "KEY", "LAST", "LATERAL", "LEFT",
    "LIKE", "LIMIT", "MAP", "MODE", "MONTH", "NATURAL", "NOT", "NULL", "OFFSET", "ON", "ONLY", "OR",
    "ORDER", "OUTER", "OVER", "OVERLAPS", "PARTITION", "POSITION", "PRIMARY", "QUALIFY", "RANGE",
    "REFERENCES", "RIGHT", "ROW", "ROWS", "SAMPLE", "SELECT", "SEMI", "SET", "SOME", "START",
    "TABLE", "TEXT", "THEN", "TIME", "TIMESTAMP", "TO", "TRUE", "TYPE", "UNION", "UNIQUE",
    "UNKNOWN",
    "USER", "USING", "VALUES", "WHEN", "WHERE", "WINDOW", "WITH", "YEAR",
  ]
}
