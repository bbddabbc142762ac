internal import Columnar

/// Numbers or times in equal steps, both ends included.
final class RangeScan: PhysicalOperator {
  private enum Bounds {
    case integers(next: Int64, last: Int64, step: Int64)
    case reals(first: Double, last: Double, step: Double, index: Int)
  }

  private let type: LogicalType
  private let context: ExecutionContext
  /// What is still to come; nil at the end.
  private var bounds: Bounds?

  init(from: Value, to: Value, step: Value, type: LogicalType, _ context: ExecutionContext) {
    self.type = type
    self.context = context
    if let first = from.integerBits, let last = to.integerBits, let step = step.integerBits {
      bounds = .integers(next: first, last: last, step: step)
    } else if case (.real(let first), .real(let last), .real(let step)) = (from, to, step) {
      bounds = .reals(first: first, last: last, step: step, index: 0)
    }
  }

  func next() throws(ExecutionError) -> DataChunk? {
    try context.checkCancellation()
    if bounds != nil { context.progress?.add(DataChunk.capacity) }
    switch bounds {
    case .integers(let next, let last, let step): return integers(from: next, last, step)
    case .reals(let first, let last, let step, let index): return reals(first, last, step, index)
    case nil: return nil
    }
  }

  private func integers(from first: Int64, _ last: Int64, _ step: Int64) -> DataChunk? {
    var values: ContiguousArray<Int64> = []
    var value = first
    bounds = nil
    while step > 0 ? value <= last : step < 0 && value >= last {
      if values.count == DataChunk.capacity {
        bounds = .integers(next: value, last: last, step: step)
        break
      }
      values.append(value)
      let (following, overflow) = value.addingReportingOverflow(step)
      if overflow { break }
      value = following
    }
    return values.isEmpty ? nil : chunk(.integers(values), values.count)
  }

  private func reals(_ first: Double, _ last: Double, _ step: Double, _ index: Int) -> DataChunk? {
    var values: ContiguousArray<Double> = []
    var index = index
    bounds = nil
    // Each value is computed from the first: adding up would add up the rounding as well.
    while step > 0
      ? first + Double(index) * step <= last
      : step < 0 && first + Double(index) * step >= last
    {
      if values.count == DataChunk.capacity {
        bounds = .reals(first: first, last: last, step: step, index: index)
        break
      }
      values.append(first + Double(index) * step)
      index += 1
    }
    return values.isEmpty ? nil : chunk(.reals(values), values.count)
  }

  private func chunk(_ values: VectorValues, _ count: Int) -> DataChunk {
    DataChunk(vectors: [Vector(type: type, values: values)], count: count)
  }
}

extension Value {
  /// The integer that a number or a time is stored as.
  var integerBits: Int64? {
    switch self {
    case .integer(let value), .datetime(let value), .timespan(let value): value
    case .null, .bool, .real, .string, .guid, .dynamic: nil
    }
  }
}
