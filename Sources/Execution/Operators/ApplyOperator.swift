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
  /// The rows of each group.
  private var groups: ArraySlice<ContiguousArray<UInt32>> = []
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
      guard let rows, let group = groups.popFirst() else { return nil }
      try context.checkCancellation()
      pending = try result(of: rows.gathered(SelectionVector(rows: group)))
    }
    return pending.popFirst()
  }

  private func group() throws(ExecutionError) -> DataChunk {
    var buffer = RowBuffer(types: types)
    while let chunk = try input.next() { buffer.append(chunk) }
    let all = buffer.finish()
    var table = GroupTable(types: apply.keys.map(\.type))
    let numbers = table.groups(of: keys.evaluate(all), rowCount: all.count)
    var groups = [ContiguousArray<UInt32>](repeating: [], count: table.count)
    for (row, group) in numbers.enumerated() { groups[Int(group)].append(UInt32(row)) }
    self.groups = groups[...]
    return all
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
