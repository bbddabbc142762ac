internal import Columnar

/// Keeps the rows for which a condition is true, not false and not null.
final class Filter: PhysicalOperator {
  private let input: any PhysicalOperator
  private let condition: ExpressionProgram

  init(_ input: any PhysicalOperator, condition: ExpressionProgram) {
    self.input = input
    self.condition = condition
  }

  func next() throws(ExecutionError) -> DataChunk? {
    while let chunk = try input.next() {
      let result = condition.evaluate(chunk)[0]
      if result.isConstant {
        guard result.vector.isTrue(0) else { return nil }
        return chunk
      }
      let selection = result.vector.trueRows()
      if selection.count == chunk.count { return chunk }
      if selection.count > 0 { return chunk.gathered(selection) }
    }
    return nil
  }
}

extension Vector {
  /// Whether a row of a bool vector is true.
  func isTrue(_ row: Int) -> Bool {
    guard case .bools(let values) = values else { return false }
    return validity[row] && values[row]
  }

  /// The rows of a bool vector that are true.
  func trueRows() -> SelectionVector {
    guard case .bools(let values) = values else { return SelectionVector(rows: []) }
    var rows: ContiguousArray<UInt32> = []
    rows.reserveCapacity(values.count)
    if validity.isAllValid {
      for row in values.indices where values[row] { rows.append(UInt32(row)) }
    } else {
      for row in values.indices where values[row] && validity[row] { rows.append(UInt32(row)) }
    }
    return SelectionVector(rows: rows)
  }
}

/// Computes new columns.
final class Projection: PhysicalOperator {
  private let input: any PhysicalOperator
  private let program: ExpressionProgram

  init(_ input: any PhysicalOperator, _ program: ExpressionProgram) {
    self.input = input
    self.program = program
  }

  func next() throws(ExecutionError) -> DataChunk? {
    guard let chunk = try input.next() else { return nil }
    let vectors = program.evaluate(chunk).map { $0.expanded(chunk.count) }
    return DataChunk(vectors: vectors, count: chunk.count)
  }
}

/// The first rows.
final class Limit: PhysicalOperator {
  private let input: any PhysicalOperator
  private var remaining: Int

  init(_ input: any PhysicalOperator, _ count: Int) {
    self.input = input
    remaining = count
  }

  func next() throws(ExecutionError) -> DataChunk? {
    guard remaining > 0, let chunk = try input.next() else { return nil }
    if chunk.count <= remaining {
      remaining -= chunk.count
      return chunk
    }
    let rows = ContiguousArray((0..<remaining).map { UInt32($0) })
    remaining = 0
    return chunk.gathered(SelectionVector(rows: rows))
  }
}

/// The rows of several inputs, one input after the other.
final class UnionAll: PhysicalOperator {
  private var inputs: ArraySlice<any PhysicalOperator>

  init(_ inputs: [any PhysicalOperator]) {
    self.inputs = inputs[...]
  }

  func next() throws(ExecutionError) -> DataChunk? {
    while let input = inputs.first {
      if let chunk = try input.next() { return chunk }
      inputs.removeFirst()
    }
    return nil
  }
}

/// Some rows, each equally likely, in the order of the input.
final class Sample: PhysicalOperator {
  private let input: any PhysicalOperator
  private let count: Int
  private let types: [LogicalType]
  private let context: ExecutionContext
  private var isDone = false

  init(
    _ input: any PhysicalOperator, _ count: Int, types: [LogicalType], _ context: ExecutionContext
  ) {
    self.context = context
    self.input = input
    self.count = count
    self.types = types
  }

  func next() throws(ExecutionError) -> DataChunk? {
    guard !isDone else { return nil }
    isDone = true
    var buffer = RowBuffer(types: types)
    while let chunk = try input.next() { buffer.append(chunk) }
    let all = try buffer.finish(context)
    // Every next row is taken with the share of rows still wanted among those still to come.
    var rows: ContiguousArray<UInt32> = []
    for row in 0..<all.count
    where Int.random(in: 0..<(all.count - row)) < count - rows.count {
      rows.append(UInt32(row))
    }
    return all.gathered(SelectionVector(rows: rows))
  }
}
