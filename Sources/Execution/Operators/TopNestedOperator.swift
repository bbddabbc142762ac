internal import Columnar
internal import Planning

/// `top-nested`: the best groups of the first key, in each of them the best of the second, ...
final class TopNestedOperator: PhysicalOperator {
  private let levels: [TopNestedLevel]
  private let schema: Schema
  private let context: ExecutionContext
  private var result: ChunkSlices?

  /// A group of a level: its keys, the last of which is the level's own, and its value.
  private struct Group {
    let keys: [Value]
    let value: Value
  }

  init(_ levels: [TopNestedLevel], schema: Schema, _ context: ExecutionContext) {
    self.levels = levels
    self.schema = schema
    self.context = context
  }

  func next() throws(ExecutionError) -> DataChunk? {
    if result == nil {
      var children: [[[Value]: [Group]]] = []
      for level in levels { children.append(try groups(of: level)) }
      var builders = schema.columns.map { VectorBuilder($0.type) }
      append([], under: [], children, to: &builders)
      let vectors = builders.map { $0.finish() }
      result = ChunkSlices(DataChunk(vectors: vectors, count: vectors.first?.count ?? 0))
    }
    return result?.next()
  }

  /// The groups of a level that are kept, in order, by the keys of the levels above.
  private func groups(of level: TopNestedLevel) throws(ExecutionError) -> [[Value]: [Group]] {
    let table = try context.run(level.plan)
    let keyCount = table.schema.columns.count - 1
    var groups: [[Value]: [Group]] = [:]
    for chunk in table.chunks {
      for row in 0..<chunk.count {
        let keys = chunk.vectors.prefix(keyCount).map { $0[row] }
        groups[Array(keys.dropLast()), default: []]
          .append(Group(keys: keys, value: chunk.vectors[keyCount][row]))
      }
    }
    return groups.mapValues { groups in
      let order = groups.indices.sorted { a, b in
        let comparison = ValueOrder.compare(groups[a].value, groups[b].value)
        return comparison == 0 ? a < b : (comparison < 0) == level.ascending
      }
      return order.prefix(level.count ?? order.count).map { groups[$0] }
    }
  }

  private func append(
    _ row: [Value], under keys: [Value], _ children: [[[Value]: [Group]]],
    to builders: inout [VectorBuilder]
  ) {
    guard keys.count < levels.count else {
      for (index, value) in row.enumerated() { builders[index].append(value) }
      return
    }
    for group in children[keys.count][keys] ?? [] {
      append(
        row + [group.keys[keys.count], group.value], under: group.keys, children, to: &builders)
    }
  }
}
