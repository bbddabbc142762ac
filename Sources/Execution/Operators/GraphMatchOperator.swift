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
          search.found = []
        }
      }
      chunks += output(search.found, rows, values)
      result = chunks[...]
    }
    return result?.popFirst()
  }

  /// The columns of matches, those dropped that do not meet the condition.
  private func output(
    _ matches: [GraphSearch.Found], _ rows: GraphRows, _ values: [ArgumentVector]
  ) -> [DataChunk] {
    guard !matches.isEmpty else { return [] }
    var matches = matches
    var vectors: [Vector] = []
    for node in 0..<match.nodeCount {
      let selection = SelectionVector(
        rows: ContiguousArray(matches.map { UInt32($0.nodes[node]) }))
      vectors += rows.nodes.vectors.map { $0.gathered(selection) }
    }
    for (index, step) in match.steps.enumerated() {
      if step.isPath {
        var builder = VectorBuilder(.dynamic, capacity: matches.count)
        for found in matches {
          builder.append(.dynamic(.array(found.paths[index].edges.map { bag(of: $0, rows) })))
        }
        vectors.append(builder.finish())
      } else {
        let selection = SelectionVector(
          rows: ContiguousArray(matches.map { UInt32($0.paths[index].edges[0]) }))
        vectors += rows.edges.vectors.map { $0.gathered(selection) }
      }
    }
    for (fold, value) in zip(match.folds, values) {
      var builder = VectorBuilder(fold.kind == .map ? .dynamic : .bool, capacity: matches.count)
      for found in matches { builder.append(Self.folded(fold, value, found.paths[fold.step])) }
      vectors.append(builder.finish())
    }
    var chunk = DataChunk(vectors: vectors, count: matches.count)
    if let condition {
      let truths = condition.evaluate(chunk)[0].expanded(chunk.count)
      let rows = truths.trueRows()
      chunk = chunk.gathered(rows)
      matches = rows.rows.map { matches[Int($0)] }
    }
    if let shortest = match.shortest {
      chunk = chunk.gathered(Self.shortest(of: matches, keepsAll: shortest == .all))
    }
    let result = DataChunk(
      vectors: columns.evaluate(chunk).map { $0.expanded(chunk.count) }, count: chunk.count)
    return stride(from: 0, to: result.count, by: DataChunk.capacity).map {
      result.sliced($0..<min($0 + DataChunk.capacity, result.count))
    }
  }

  /// The matches with the fewest edges between their first and their last node.
  private static func shortest(
    of matches: [GraphSearch.Found], keepsAll: Bool
  ) -> SelectionVector {
    let lengths = matches.map { $0.paths.reduce(0) { $0 + $1.edges.count } }
    var least: [[Int]: Int] = [:]
    let ends = matches.map { [$0.nodes.first ?? 0, $0.nodes.last ?? 0] }
    for (pair, length) in zip(ends, lengths) { least[pair] = min(least[pair] ?? .max, length) }
    var told: Set<[Int]> = []
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
    _ fold: GraphMatch.Fold, _ value: ArgumentVector, _ path: GraphSearch.Path
  ) -> Value {
    let places = fold.isOverNodes ? path.innerNodes : path.edges
    switch fold.kind {
    case .map: return .dynamic(.array(places.map { DynamicValue(value[$0]) }))
    case .all: return .bool(places.allSatisfy { value.vector.isTrue(value.index($0)) })
    case .any: return .bool(places.contains { value.vector.isTrue(value.index($0)) })
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
    edges = Self.joined(try context.run(graph.edges))
    var known: [Value: Int] = [:]
    var keys: [Value] = []
    var nodeRows: [[Value]] = []
    if let nodes = graph.nodes {
      let rows = Self.joined(try context.run(nodes))
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

  private static func joined(_ table: Table) -> DataChunk {
    var buffer = RowBuffer(types: table.schema.types)
    for chunk in table.chunks { buffer.append(chunk) }
    return buffer.finish()
  }
}

/// The search for matches: nodes and paths are tried in order, and taken back where they lead nowhere.
struct GraphSearch {
  /// The edges of one step and the nodes between its ends.
  struct Path {
    var edges: [Int] = []
    var innerNodes: [Int] = []
  }

  /// A match: the nodes of the pattern and the paths between them.
  struct Found {
    var nodes: [Int]
    var paths: [Path]
  }

  /// The matches so far.
  var found: [Found] = []
  private let rows: GraphRows
  private let match: GraphMatch
  private var current: Found
  private var usesOfEdge: [Int]
  private var usesOfNode: [Int]
  private let isStopped: () -> Bool
  private var hasStopped = false
  private var walkCount = 0

  init(_ rows: GraphRows, _ match: GraphMatch, isStopped: @escaping () -> Bool) {
    self.isStopped = isStopped
    self.rows = rows
    self.match = match
    current = Found(
      nodes: Array(repeating: -1, count: match.nodeCount),
      paths: Array(repeating: Path(), count: match.steps.count))
    usesOfEdge = Array(repeating: 0, count: rows.edges.count)
    usesOfNode = Array(repeating: 0, count: rows.nodes.count)
  }

  /// Finds all matches whose first node is the given one.
  mutating func run(from node: Int) {
    bind(0, to: node) { $0.step(0) }
  }

  /// Goes on with a node of the pattern being a node of the graph, if that is possible.
  private mutating func bind(_ slot: Int, to node: Int, _ body: (inout GraphSearch) -> Void) {
    if current.nodes[slot] >= 0 {
      if current.nodes[slot] == node { body(&self) }
      return
    }
    if match.cycles == .none && usesOfNode[node] > 0 { return }
    current.nodes[slot] = node
    usesOfNode[node] += 1
    body(&self)
    usesOfNode[node] -= 1
    current.nodes[slot] = -1
  }

  private mutating func step(_ index: Int) {
    guard index < match.steps.count else {
      // Nodes that no step leads to may be any.
      if let slot = current.nodes.firstIndex(of: -1) {
        for node in 0..<rows.nodes.count { bind(slot, to: node) { $0.step(index) } }
      } else {
        found.append(current)
      }
      return
    }
    let start = match.steps[index].from
    if current.nodes[start] >= 0 {
      extend(index, at: current.nodes[start])
    } else {
      for node in 0..<rows.nodes.count {
        bind(start, to: node) { $0.extend(index, at: node) }
      }
    }
  }

  /// Goes on from a node that the path of a step has come to.
  private mutating func extend(_ index: Int, at node: Int) {
    let step = match.steps[index]
    let length = current.paths[index].edges.count
    if step.length.contains(length) {
      if length == 0 {
        // No edge: both ends are one node.
        let isOne = current.nodes[step.to] < 0 || current.nodes[step.to] == node
        if isOne {
          let before = current.nodes[step.to]
          current.nodes[step.to] = node
          self.step(index + 1)
          current.nodes[step.to] = before
        }
      } else {
        bind(step.to, to: node) { $0.step(index + 1) }
      }
    }
    guard length < step.length.upperBound else { return }
    if step.direction != .backward {
      for edge in rows.outgoing[node] { walk(index, edge, from: node, to: rows.targets[edge]) }
    }
    if step.direction != .forward {
      for edge in rows.incoming[node] { walk(index, edge, from: node, to: rows.sources[edge]) }
    }
  }

  private mutating func walk(_ index: Int, _ edge: Int, from node: Int, to next: Int) {
    // The paths of a dense graph are more than anybody waits for.
    walkCount += 1
    if walkCount % 4096 == 0 { hasStopped = isStopped() }
    if hasStopped || match.cycles != .all && usesOfEdge[edge] > 0 { return }
    let isInner = !current.paths[index].edges.isEmpty
    if isInner && match.cycles == .none && usesOfNode[node] > 0 { return }
    let before = current.paths[index]
    current.paths[index].edges.append(edge)
    if isInner {
      current.paths[index].innerNodes.append(node)
      usesOfNode[node] += 1
    }
    usesOfEdge[edge] += 1
    extend(index, at: next)
    usesOfEdge[edge] -= 1
    if isInner { usesOfNode[node] -= 1 }
    current.paths[index] = before
  }
}
