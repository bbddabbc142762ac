import Columnar
import Planning

/// The aggregates of `summarize`.
extension SQLTranslator {
  /// The columns of an aggregate call.
  func aggregated(
    _ call: AggregateCall, _ inputs: [SQLValue]
  ) throws(SQLRefusal) -> [SQLValue] {
    let arguments = try values(call.arguments, inputs)
    let condition = try call.predicate.map { (expr) throws(SQLRefusal) in
      try filterText(expr, inputs)
    }
    if case .percentile = call.function.kind {
      var results: [SQLValue] = []
      for parameter in call.parameters {
        guard let share = ValueConversion.real(parameter) else {
          throw refusal("percentiles of null")
        }
        results.append(
          try one(
            .percentile(share / 100), arguments, condition, call.outputs[0], call.function.name))
      }
      return results
    }
    if call.function.kind.takesRow {
      return try rowAggregate(call, arguments, condition)
    }
    guard let kind = call.function.kind.sql, call.outputs.count == 1, call.parameters.isEmpty else {
      throw refusal("'\(call.function.name)'")
    }
    return [try one(kind, arguments, condition, call.outputs[0], call.function.name)]
  }

  private func one(
    _ kind: SQLAggregate.Kind, _ arguments: [SQLValue], _ condition: String?,
    _ type: LogicalType, _ name: String, field: Int? = nil
  ) throws(SQLRefusal) -> SQLValue {
    let takesLists =
      switch kind {
      case .argMaximum, .argMinimum: !arguments[1].shape.isList
      case .any: true
      default: false
      }
    if !takesLists, arguments.contains(where: \.shape.isList) {
      throw refusal("'\(name)' of lists")
    }
    if case .average = kind, type == .timespan || type == .datetime {
      return try meanTime(arguments[0], condition, type)
    }
    let aggregate = SQLAggregate(
      kind: kind, arguments: arguments.map(\.text), condition: condition,
      isReal: arguments.first?.shape.type.physical == .real)
    guard var text = dialect.aggregate(aggregate) else { throw refusal("'\(name)'") }
    if let field { text = dialect.field(field, of: text) }
    let itemType = arguments.first?.shape.type ?? .string
    var shape = SQLShape.scalar(type)
    var isNullable = true
    switch kind {
    case .list, .set: shape = .list(itemType)
    case .argMaximum, .argMinimum, .any:
      if let argument = arguments.first, type == .dynamic { shape = argument.shape }
    case .count, .distinctCount, .sum: isNullable = false
    case .sampleDeviation, .populationDeviation, .sampleVariance, .populationVariance:
      // Of one value or none KQL says 0.
      text = "coalesce(\(text), 0.0)"
    default: break
    }
    if type == .string, shape == .scalar(.string) {
      return SQLValue(text: "coalesce(\(text), '')", shape: shape, isNullable: false)
    }
    return SQLValue(text: text, shape: shape, isNullable: isNullable)
  }

  /// The mean of timespans: of ticks without a fraction, and null over none.
  private func meanTime(
    _ span: SQLValue, _ condition: String?, _ type: LogicalType
  ) throws(SQLRefusal) -> SQLValue {
    let isValue = "\(span.text) IS NOT NULL" + (condition.map { " AND (\($0))" } ?? "")
    let sum = SQLAggregate(
      kind: .sum, arguments: [span.text], condition: condition, isReal: false)
    let count = SQLAggregate(kind: .count, arguments: [], condition: isValue, isReal: false)
    guard type == .timespan, let sum = dialect.aggregate(sum), let count = dialect.aggregate(count)
    else { throw refusal("'avg' of moments") }
    return SQLValue(
      text: dialect.truncatedDivision(sum, count), shape: .scalar(type), isNullable: true)
  }

  /// `arg_max`, `arg_min` and `take_any`: several columns of one row.
  private func rowAggregate(
    _ call: AggregateCall, _ arguments: [SQLValue], _ condition: String?
  ) throws(SQLRefusal) -> [SQLValue] {
    guard call.outputs.count == arguments.count else { throw refusal("'\(call.function.name)'") }
    // The columns beside the key are packed into one value, so that they come from one row, and from
    // one in which they are null, too: engines pass over a null by itself.
    let isPacked = arguments.count > 2 || arguments.count == 2 && arguments[1].isNullable
    var results: [SQLValue] = []
    for (index, argument) in arguments.enumerated() {
      var kind = SQLAggregate.Kind.any
      var values = [argument]
      switch call.function.kind {
      case .argMaximum: kind = index == 0 ? .maximum : .argMaximum
      case .argMinimum: kind = index == 0 ? .minimum : .argMinimum
      default: break
      }
      if index > 0, call.function.kind != .any {
        if isPacked { values[0].text = dialect.row(arguments.dropFirst().map(\.text)) }
        values.append(arguments[0])
      }
      results.append(
        try one(
          kind, values, condition, call.outputs[index], call.function.name,
          field: isPacked && values.count > 1 ? index - 1 : nil))
    }
    return results
  }
}

extension AggregateFunction.Kind {
  /// Whether it takes values of one row rather than of all.
  fileprivate var takesRow: Bool {
    switch self {
    case .argMaximum, .argMinimum, .any: true
    default: false
    }
  }

  /// The same in the words of the dialects; nil where they have none.
  fileprivate var sql: SQLAggregate.Kind? {
    switch self {
    case .count: .count
    case .sum: .sum
    case .average: .average
    case .minimum: .minimum
    case .maximum: .maximum
    case .distinctCount: .distinctCount
    case .list: .list
    case .set: .set
    case .sampleDeviation: .sampleDeviation
    case .populationDeviation: .populationDeviation
    case .sampleVariance: .sampleVariance
    case .populationVariance: .populationVariance
    default: nil
    }
  }
}
