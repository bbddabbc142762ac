internal import Columnar
internal import Planning

/// Percentiles of values that count as often as their weights say: the least value that has, with all below
/// it, the wanted share of the weight. Values without a weight, or with none above zero, do not count.
final class WeightedPercentileState: AggregateState {
  private let percentages: [Double]
  private let isArray: Bool
  private let outputs: [LogicalType]
  private var values: [[(value: Value, weight: Double)]] = []

  init(_ parameters: [Value], isArray: Bool, outputs: [LogicalType]) {
    percentages = parameters.map { if case .real(let value) = $0 { value } else { 0 } }
    self.isArray = isArray
    self.outputs = outputs
  }

  func update(_ rows: AggregateRows) {
    extend(to: rows.groupCount)
    let (argument, weights) = (rows.arguments[0], rows.arguments[1])
    for (row, group) in rows.groups.enumerated() {
      let value = argument.vector[argument.index(row)]
      guard !value.isNull, case .real(let weight) = weights.vector[weights.index(row)], weight > 0
      else { continue }
      values[Int(group)].append((value, weight))
    }
  }

  private func extend(to groupCount: Int) {
    while values.count < groupCount { values.append([]) }
  }

  func finish(groupCount: Int) -> [Vector] {
    extend(to: groupCount)
    let results = (0..<groupCount).map { group in Self.percentiles(percentages, values[group]) }
    if isArray {
      let arrays = results.map { Value.dynamic(.array($0.map { DynamicValue($0) })) }
      return [Vector(.dynamic, boxed: arrays)]
    }
    return outputs.enumerated().map { index, type in
      Vector(type, boxed: results.map { $0[index] })
    }
  }

  private static func percentiles(
    _ percentages: [Double], _ values: [(value: Value, weight: Double)]
  ) -> [Value] {
    let sorted = values.sorted { rank($0.value) < rank($1.value) }
    var sums: [Double] = []
    for entry in sorted { sums.append((sums.last ?? 0) + entry.weight) }
    guard let total = sums.last else { return percentages.map { _ in .null } }
    return percentages.map { percentage in
      guard !percentage.isNaN else { return .null }
      let wanted = min(max(percentage, 0), 100) / 100 * total
      return sorted[sums.firstIndex { $0 >= wanted } ?? sums.count - 1].value
    }
  }

  /// A number in the order of the values, of which all are of one type.
  private static func rank(_ value: Value) -> (Int64, Double) {
    switch value {
    case .integer(let number), .datetime(let number), .timespan(let number): (number, 0)
    case .real(let number): (0, number)
    case .null, .bool, .string, .dynamic, .guid: (0, 0)
    }
  }
}
