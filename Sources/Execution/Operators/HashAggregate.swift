internal import Columnar
internal import Planning

/// One row a combination of keys, with the aggregates over its rows.
final class HashAggregate: PhysicalOperator {
  private let input: any PhysicalOperator
  private let keyCount: Int
  private let calls: [AggregateCall]
  /// The keys, then each call's arguments and its condition.
  private let program: ExpressionProgram
  private var table: GroupTable
  private var states: [any AggregateState]
  private var rows: ChunkSlices?

  init(
    _ input: any PhysicalOperator, keys: [BoundExpr], calls: [AggregateCall],
    _ context: ExecutionContext
  ) throws(ExecutionError) {
    self.input = input
    keyCount = keys.count
    self.calls = calls
    let exprs = keys + calls.flatMap { $0.arguments + ($0.predicate.map { [$0] } ?? []) }
    program = try ExpressionProgram(exprs, context)
    table = GroupTable(types: keys.map(\.type))
    states = calls.map { makeAggregateState($0) }
  }

  func next() throws(ExecutionError) -> DataChunk? {
    if rows == nil { rows = ChunkSlices(try aggregate()) }
    return rows?.next()
  }

  private func aggregate() throws(ExecutionError) -> DataChunk {
    while let chunk = try input.next() {
      if chunk.count > 0 { consume(chunk) }
    }
    let groupCount = keyCount == 0 ? 1 : table.count
    var vectors = keyCount == 0 ? [] : table.keyVectors()
    for state in states { vectors += state.finish(groupCount: groupCount) }
    return DataChunk(vectors: vectors, count: groupCount)
  }

  private func consume(_ chunk: DataChunk) {
    let values = program.evaluate(chunk)
    let groups =
      keyCount == 0
      ? ContiguousArray(repeating: 0, count: chunk.count)
      : table.groups(of: Array(values[..<keyCount]), rowCount: chunk.count)
    let groupCount = keyCount == 0 ? 1 : table.count
    var place = keyCount
    for (call, state) in zip(calls, states) {
      let arguments = Array(values[place..<place + call.arguments.count])
      place += call.arguments.count
      var rows = AggregateRows(arguments: arguments, groups: groups, groupCount: groupCount)
      if call.predicate != nil {
        rows = rows.filtered(by: values[place])
        place += 1
      }
      state.update(rows)
    }
  }
}
