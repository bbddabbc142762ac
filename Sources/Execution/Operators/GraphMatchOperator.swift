internal import Columnar
internal import Planning

/// `graph-match`: looks for paths from node to node, one step of the pattern after the other.
final class GraphMatchOperator: PhysicalOperator {
  private let graph: Graph
  private let match: GraphMatch
  private let columns: ExpressionProgram
  private let condition: ExpressionProgram?
  private let folds: [ExpressionProgram]
  private let edgeTypes: [LogicalType]
  private let context: ExecutionContext
  private var result: ArraySlice<DataChunk>?

  init(
    _ graph: Graph, _ match: GraphMatch, _ context: ExecutionContext
  ) throws(ExecutionError) {
    self.graph = graph
    self.match = match
    self.context = context
    columns = try ExpressionProgram(match.columns, context)
    condition = try match.condition.map { (expr) throws(ExecutionError) in
      try ExpressionProgram([expr], context)
    }
    var folds: [ExpressionProgram] = []
    for fold in match.folds { folds.append(try ExpressionProgram([fold.value], context)) }
    self.folds = folds
    edgeTypes = graph.edges.schema.types
  }

  func next() throws(ExecutionError) -> DataChunk? {
    if result == nil {
      let rows = try GraphRows(graph, context)
      var search = GraphSearch(rows, match, isStopped: { [context] in context.isStopped })
      var chunks: [DataChunk] = []
      let values = folds.enumerated().map { index, program in
        program.evaluate(match.folds[index].isOverNodes ? rows.nodes : rows.edges)[0]
      }
      for node in 0..<max(1, rows.nodes.count) where rows.nodes.count > 0 {
        search.run(from: node)
        try context.checkCancellation()
        // The shortest are found among all that begin at one node.
        if match.shortest != nil || search.found.count >= DataChunk.capacity {
          chunks += output(search.found, rows, values)
          search.found.removeAll()
        }
      }
      chunks += output(search.found, rows, values)
      result = chunks[...]
    }
    return result?.popFirst()
  }

  /// The columns of matches, those dropped that do not meet the condition.
  private func output(
    _ matches: GraphMatches, _ rows: GraphRows, _ values: [ArgumentVector]
  ) -> [DataChunk] {
    guard matches.count > 0 else { return [] }
    let all = 0..<matches.count
    var kept = Array(all)
    var vectors: [Vector] = []
    for node in 0..<match.nodeCount {
      let selection = SelectionVector(
        rows: ContiguousArray(all.map { matches.node(of: $0, node) }))
      vectors += rows.nodes.vectors.map { $0.gathered(selection) }
    }
    for (index, step) in match.steps.enumerated() {
      if step.isPath {
        var builder = VectorBuilder(.dynamic, capacity: matches.count)
        for found in all {
          builder.append(
            .dynamic(.array(matches.edges(of: found, index).map { bag(of: Int($0), rows) })))
        }
        vectors.append(builder.finish())
      } else {
        let selection = SelectionVector(
          rows: ContiguousArray(all.map { matches.edges(of: $0, index).first ?? 0 }))
        vectors += rows.edges.vectors.map { $0.gathered(selection) }
      }
    }
    for (fold, value) in zip(match.folds, values) {
      var builder = VectorBuilder(fold.kind == .map ? .dynamic : .bool, capacity: matches.count)
      for found in all {
        let places =
          fold.isOverNodes
          ? matches.innerNodes(of: found, fold.step) : matches.edges(of: found, fold.step)
        builder.append(Self.folded(fold, value, places))
      }
      vectors.append(builder.finish())
    }
    var chunk = DataChunk(vectors: vectors, count: matches.count)
    if let condition {
      let truths = condition.evaluate(chunk)[0].expanded(chunk.count)
      let rows = truths.trueRows()
      chunk = chunk.gathered(rows)
      kept = rows.rows.map { Int($0) }
    }
    if let shortest = match.shortest {
      chunk = chunk.gathered(self.shortest(of: kept, in: matches, keepsAll: shortest == .all))
    }
    let result = DataChunk(
      vectors: columns.evaluate(chunk).map { $0.expanded(chunk.count) }, count: chunk.count)
    return stride(from: 0, to: result.count, by: DataChunk.capacity).map {
      result.sliced($0..<min($0 + DataChunk.capacity, result.count))
    }
  }

  /// The matches with the fewest edges between their first and their last node.
  private func shortest(
    of kept: [Int], in matches: GraphMatches, keepsAll: Bool
  ) -> SelectionVector {
    let lengths = kept.map { matches.edgeCount(of: $0) }
    var least: [[UInt32]: Int] = [:]
    let ends = kept.map { found in
      [0, match.nodeCount - 1].map { matches.node(of: found, $0) }
    }
    for (pair, length) in zip(ends, lengths) { least[pair] = min(least[pair] ?? .max, length) }
    var told: Set<[UInt32]> = []
    var rows: ContiguousArray<UInt32> = []
    for (index, pair) in ends.enumerated() where lengths[index] == least[pair] {
      if told.insert(pair).inserted || keepsAll { rows.append(UInt32(index)) }
    }
    return SelectionVector(rows: rows)
  }

  private func bag(of edge: Int, _ rows: GraphRows) -> DynamicValue {
    .bag(
      DynamicBag(
        members: zip(graph.edges.schema.columns, rows.edges.vectors).map {
          (key: $0.name, value: DynamicValue($1[edge]))
        }))
  }

  private static func folded(
    _ fold: GraphMatch.Fold, _ value: ArgumentVector, _ places: GraphMatches.Places
  ) -> Value {
    switch fold.kind {
    case .map: return .dynamic(.array(places.map { DynamicValue(value[Int($0)]) }))
    case .all: return .bool(places.allSatisfy { value.vector.isTrue(value.index(Int($0))) })
    case .any: return .bool(places.contains { value.vector.isTrue(value.index(Int($0))) })
    }
  }
}

/// The rows of a graph, and which edges go out from and come in to each node.
struct GraphRows {
  /// All edges in one chunk.
  let edges: DataChunk
  /// The columns of the nodes, then the numbers of their incoming and outgoing edges.
  let nodes: DataChunk
  /// The node that each edge begins and ends at.
  let sources: [Int]
  let targets: [Int]
  private(set) var outgoing: [[Int]]
  private(set) var incoming: [[Int]]

  init(_ graph: Graph, _ context: ExecutionContext) throws(ExecutionError) {
    edges = try Self.joined(context.run(graph.edges), context)
    var known: [Value: Int] = [:]
    var keys: [Value] = []
    var nodeRows: [[Value]] = []
    if let nodes = graph.nodes {
      let rows = try Self.joined(context.run(nodes), context)
      for row in 0..<rows.count {
        let key = rows.vectors[graph.key][row]
        guard known.updateValue(known[key] ?? keys.count, forKey: key) == nil else { continue }
        keys.append(key)
        nodeRows.append(rows.vectors.map { $0[row] })
      }
    }
    let described = nodeRows.count
    var ends: [[Int]] = []
    for column in [graph.source, graph.target] {
      var numbers: [Int] = []
      for row in 0..<edges.count {
        let key = edges.vectors[column][row]
        let number = known[key] ?? keys.count
        if number == keys.count {
          known[key] = number
          keys.append(key)
        }
        numbers.append(number)
      }
      ends.append(numbers)
    }
    sources = ends[0]
    targets = ends[1]
    outgoing = Array(repeating: [], count: keys.count)
    incoming = outgoing
    for edge in 0..<edges.count {
      outgoing[sources[edge]].append(edge)
      incoming[targets[edge]].append(edge)
    }
    var builders = graph.nodeColumns.map { VectorBuilder($0.type, capacity: keys.count) }
    for node in keys.indices {
      for (column, schema) in graph.nodeColumns.enumerated() {
        let value =
          node < described
          ? nodeRows[node][column] : column == graph.key ? keys[node] : Value.missing(schema.type)
        builders[column].append(value)
      }
    }
    let degrees = [incoming, outgoing].map { lists in
      Vector(
        type: .long, values: .integers(ContiguousArray(lists.map { Int64($0.count) })))
    }
    nodes = DataChunk(vectors: builders.map { $0.finish() } + degrees, count: keys.count)
  }

  private static func joined(
    _ table: Table, _ context: ExecutionContext
  ) throws(ExecutionError) -> DataChunk {
    var buffer = RowBuffer(types: table.schema.types)
    for chunk in table.chunks { buffer.append(chunk) }
    return try buffer.finish(context)
  }
}
