internal import Columnar
internal import Planning

/// Rows on their way into an aggregate.
struct AggregateRows {
  /// The arguments.
  let arguments: [ArgumentVector]
  /// The group of each row.
  let groups: ContiguousArray<UInt32>
  /// The number of groups so far.
  let groupCount: Int

  /// The rows for which a condition is true.
  func filtered(by condition: ArgumentVector) -> AggregateRows {
    let selection: SelectionVector
    if condition.isConstant {
      if condition.vector.isTrue(0) { return self }
      selection = SelectionVector(rows: [])
    } else {
      selection = condition.vector.trueRows()
      if selection.count == groups.count { return self }
    }
    return AggregateRows(
      arguments: arguments.map {
        $0.isConstant ? $0 : ArgumentVector($0.vector.gathered(selection), isConstant: false)
      },
      groups: ContiguousArray(selection.rows.map { groups[Int($0)] }), groupCount: groupCount)
  }
}

/// What an aggregate has seen so far, for each group.
protocol AggregateState: AnyObject {
  func update(_ rows: AggregateRows)
  /// The output columns, a value a group.
  func finish(groupCount: Int) -> [Vector]
}

/// The state of a call before the first row.
func makeAggregateState(_ call: AggregateCall) -> any AggregateState {
  let output = call.outputs[0]
  let argument = call.arguments.first?.type ?? .long
  switch call.function.kind {
  case .count: return CountState()
  case .sum:
    return argument.physical == .real
      ? RealSumState(type: output) : IntegerSumState(type: output)
  case .average: return AverageState(type: output)
  case .minimum, .maximum:
    return makeExtremeState(isMaximum: call.function.kind == .maximum, output)
  case .distinctCount: return DistinctCountState(argument)
  case .list: return ListState(limit: call.lengthLimit, keepsNulls: false)
  case .listWithNulls: return ListState(limit: nil, keepsNulls: true)
  case .set: return SetState(limit: call.lengthLimit)
  case .bag: return BagState()
  case .argMaximum: return BestRowState(isMaximum: true, types: call.outputs)
  case .argMinimum: return BestRowState(isMaximum: false, types: call.outputs)
  case .any: return FirstRowState(types: call.outputs)
  case .sampleDeviation: return MomentsState(isSample: true, isDeviation: true)
  case .populationDeviation: return MomentsState(isSample: false, isDeviation: true)
  case .sampleVariance: return MomentsState(isSample: true, isDeviation: false)
  case .populationVariance: return MomentsState(isSample: false, isDeviation: false)
  case .percentile, .percentileArray:
    return PercentileState(
      call.parameters, argument, isArray: call.function.kind == .percentileArray,
      outputs: call.outputs)
  case .weightedPercentile, .weightedPercentileArray:
    return WeightedPercentileState(
      call.parameters, isArray: call.function.kind == .weightedPercentileArray,
      outputs: call.outputs)
  case .bitAnd: return BitState(initial: -1) { $0 & $1 }
  case .bitOr: return BitState(initial: 0) { $0 | $1 }
  case .bitXor: return BitState(initial: 0) { $0 ^ $1 }
  }
}

extension AggregateCall {
  /// The greatest number of items of `make_list` and `make_set`.
  fileprivate var lengthLimit: Int? {
    if case .integer(let limit)? = parameters.first { return Int(max(0, limit)) }
    return nil
  }
}

extension ContiguousArray {
  /// Makes room for all groups.
  mutating func extend(to count: Int, with element: Element) {
    if self.count < count { append(contentsOf: repeatElement(element, count: count - self.count)) }
  }
}

extension Vector {
  /// A vector of boxed values.
  init(_ type: LogicalType, boxed values: some Sequence<Value>) {
    var builder = ColumnBuilder(type)
    for value in values { builder.append(value) }
    var buffer = VectorBuffer(type)
    for part in builder.finish() { buffer.append(part) }
    self = buffer.finish()
  }
}
