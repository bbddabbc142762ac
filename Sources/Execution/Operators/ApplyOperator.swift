internal import Columnar
internal import Planning

/// Runs a plan over each group of rows, one group after the other, in the order of their first rows.
final class ApplyOperator: PhysicalOperator {
  private let input: any PhysicalOperator
  private let apply: Apply
  private let keys: ExpressionProgram
  private let types: [LogicalType]
  private let schema: Schema
  private let context: ExecutionContext
  private var rows: DataChunk?
  /// The rows of all groups, one group after the other, and where each of them begins.
  private var rowsOfGroups: ContiguousArray<UInt32> = []
  private var starts: ContiguousArray<Int> = []
  private var nextGroup = 0
  private var pending: ArraySlice<DataChunk> = []

  init(
    _ input: any PhysicalOperator, _ apply: Apply, schema: Schema, _ context: ExecutionContext
  ) throws(ExecutionError) {
    self.input = input
    self.apply = apply
    keys = try ExpressionProgram(apply.keys, context)
    self.schema = schema
    types = schema.types
    self.context = context
  }

  func next() throws(ExecutionError) -> DataChunk? {
    if rows == nil { rows = try group() }
    while pending.isEmpty {
      guard let rows, nextGroup + 1 < starts.count else { return nil }
      try context.checkCancellation()
      let group = rowsOfGroups[starts[nextGroup]..<starts[nextGroup + 1]]
      nextGroup += 1
      pending = try result(of: rows.gathered(SelectionVector(rows: ContiguousArray(group))))
    }
    return pending.popFirst()
  }

  private func group() throws(ExecutionError) -> DataChunk {
    var buffer = RowBuffer(types: types)
    var table = GroupTable(types: apply.keys.map(\.type))
    var numbers: ContiguousArray<UInt32> = []
    while let chunk = try input.next() {
      buffer.append(chunk)
      numbers.append(contentsOf: table.groups(of: keys.evaluate(chunk), rowCount: chunk.count))
    }
    try context.checkCancellation()
    starts = ContiguousArray(repeating: 0, count: table.count + 1)
    for group in numbers { starts[Int(group) + 1] += 1 }
    for group in 0..<table.count { starts[group + 1] += starts[group] }
    var places = starts
    rowsOfGroups = ContiguousArray(repeating: 0, count: numbers.count)
    for (row, group) in numbers.enumerated() {
      rowsOfGroups[places[Int(group)]] = UInt32(row)
      places[Int(group)] += 1
    }
    return try buffer.finish(context)
  }

  private func result(of group: DataChunk) throws(ExecutionError) -> ArraySlice<DataChunk> {
    let given = DataChunk(vectors: apply.given.map { group.vectors[$0] }, count: group.count)
    let table = Table(
      schema: Schema(apply.given.map { schema.columns[$0] }), chunks: [given])
    let result = try context.run(apply.body, over: table, as: apply.argument)
    let carried = apply.carried.map { group.vectors[$0] }
    return result.chunks.map { chunk in
      let first = SelectionVector(rows: ContiguousArray(repeating: 0, count: chunk.count))
      return DataChunk(
        vectors: carried.map { $0.gathered(first) } + chunk.vectors, count: chunk.count)
    }[...]
  }
}
