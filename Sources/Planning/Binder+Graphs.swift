internal import Columnar
internal import Query

/// The functions over paths met while the expressions of a `graph-match` are bound.
struct GraphCollector {
  /// The steps of paths by name.
  let paths: [String: Int]
  /// What the values see: the columns of an edge, and those of a node.
  let edgeColumns: [ColumnSchema]
  let nodeColumns: [ColumnSchema]
  /// The column of a node that edges refer to.
  let keyName: String
  /// The place of the first result.
  let firstColumn: Int
  /// The functions so far.
  var folds: [GraphMatch.Fold] = []
}

extension Binder {
  // MARK: - make-graph, graph-to-table

  mutating func bindMakeGraph(
    _ syntax: MakeGraphSyntax, _ plan: LogicalPlan, _ scope: Scope
  ) -> LogicalPlan? {
    let names = plan.schema.columns.map(\.name)
    var ends: [Int] = []
    for name in [syntax.source, syntax.target] {
      guard let index = plan.schema.index(of: name.text) else {
        report(.unknown("column", name, among: names))
        return nil
      }
      ends.append(index)
    }
    let type = plan.schema.columns[ends[0]].type
    var nodes: LogicalPlan?
    var key = 0
    var nodeColumns = [ColumnSchema(syntax.nodeId?.text ?? "id", type)]
    if let given = syntax.nodes {
      guard let table = bindTable(given.table, scope)?.plan else { return nil }
      guard let index = table.schema.index(of: given.key.text) else {
        report(.unknown("column", given.key, among: table.schema.columns.map(\.name)))
        return nil
      }
      nodes = table
      key = index
      nodeColumns = table.schema.columns
    }
    let keys = [
      (syntax.target, plan.schema.columns[ends[1]].type),
      (syntax.nodes?.key ?? syntax.source, nodeColumns[key].type),
    ]
    for (name, other) in keys where other.physical != type.physical {
      report(
        .wrongType("'\(name.text)'", expected: "a \(type.rawValue)", found: other, at: name.range))
      return nil
    }
    return LogicalPlan(
      .graph(
        Graph(
          edges: plan, source: ends[0], target: ends[1], nodes: nodes, key: key,
          nodeColumns: nodeColumns)),
      schema: plan.schema)
  }

  private mutating func graph(of plan: LogicalPlan, at range: SourceRange) -> Graph? {
    if case .graph(let graph) = plan.node { return graph }
    report(Diagnostic(.error, "expected a graph, as 'make-graph' makes", at: range))
    return nil
  }

  /// `graph-to-table edges` or `nodes`.
  mutating func bindGraphToTable(
    _ part: NameSyntax, _ plan: LogicalPlan, at range: SourceRange
  ) -> LogicalPlan? {
    guard let graph = graph(of: plan, at: range) else { return nil }
    switch part.text {
    case "edges": return graph.edges
    case "nodes":
      let columns = graph.nodeColumns
      let exprs = columns.indices.map { index in
        BoundExpr(.column(index), type: columns[index].type, range: range)
      }
      return LogicalPlan(
        .graphMatch(
          plan,
          GraphMatch(
            nodeCount: 1, steps: [], cycles: .all, shortest: nil, folds: [], condition: nil,
            columns: exprs)),
        schema: Schema(columns))
    default:
      report(.unknown("part of a graph", part, among: ["edges", "nodes"]))
      return nil
    }
  }

  // MARK: - graph-match

  mutating func bindGraphMatch(
    _ match: GraphMatchSyntax, _ plan: LogicalPlan, _ scope: Scope, at range: SourceRange
  ) -> LogicalPlan? {
    guard let graph = graph(of: plan, at: range) else { return nil }
    var cycles = GraphMatch.Cycles.uniqueEdges
    if let name = match.cycles {
      guard let known = GraphMatch.Cycles(rawValue: name.text) else {
        report(.unknown("kind of cycles", name, among: GraphMatch.Cycles.allCases.map(\.rawValue)))
        return nil
      }
      cycles = known
    }
    var shortest: GraphMatch.Shortest? = match.isShortest ? .any : nil
    if let name = match.output {
      guard let known = GraphMatch.Shortest(rawValue: name.text) else {
        report(.unknown("output", name, among: GraphMatch.Shortest.allCases.map(\.rawValue)))
        return nil
      }
      shortest = known
    }
    if match.isShortest { cycles = .none }
    guard let pattern = bindPattern(match.paths) else { return nil }

    let degrees = [ColumnSchema("$in", .long), ColumnSchema("$out", .long)]
    let nodeColumns = graph.nodeColumns + degrees
    var inner = scope
    inner.columns = []
    inner.hiddenColumns = []
    inner.groups = [:]
    inner.row = newRow()
    var place = 0
    for node in 0..<pattern.nodeNames.count {
      if let name = pattern.nodeNames[node] {
        inner.groups[name] = ColumnGroup(first: place, columns: nodeColumns)
      }
      place += nodeColumns.count
    }
    var paths: [String: Int] = [:]
    for (index, step) in pattern.steps.enumerated() {
      let name = pattern.stepNames[index]
      if step.isPath {
        if let name {
          inner.groups[name] = ColumnGroup(first: place, columns: [], isValue: true)
          paths[name] = index
        }
        place += 1
      } else {
        if let name {
          inner.groups[name] = ColumnGroup(first: place, columns: plan.schema.columns)
        }
        place += plan.schema.columns.count
      }
    }
    let outer = graphs
    graphs = GraphCollector(
      paths: paths, edgeColumns: plan.schema.columns, nodeColumns: nodeColumns,
      keyName: graph.nodeColumns[graph.key].name, firstColumn: place)
    defer { graphs = outer }
    let condition = match.condition.map { bindCondition($0, inner) }
    if case .some(nil) = condition { return nil }
    guard let project = bindProject(match.columns, in: inner) else { return nil }
    return LogicalPlan(
      .graphMatch(
        plan,
        GraphMatch(
          nodeCount: pattern.nodeNames.count, steps: pattern.steps, cycles: cycles,
          shortest: shortest, folds: graphs?.folds ?? [], condition: condition ?? nil,
          columns: project.exprs)),
      schema: project.schema)
  }

  /// The nodes and steps of paths; a name stands for one node wherever it stands.
  private struct GraphPattern {
    var nodeNames: [String?] = []
    var steps: [GraphMatch.Step] = []
    var stepNames: [String?] = []

    mutating func node(_ name: NameSyntax?) -> Int {
      if let name, let known = nodeNames.firstIndex(of: name.text) { return known }
      nodeNames.append(name?.text)
      return nodeNames.count - 1
    }
  }

  private mutating func bindPattern(_ paths: [GraphPathSyntax]) -> GraphPattern? {
    var pattern = GraphPattern()
    for path in paths {
      var from = pattern.node(path.start)
      for edge in path.edges {
        var length = 1...1
        if let bounds = edge.length {
          guard let least = pathLength(bounds.least), let most = pathLength(bounds.most) else {
            return nil
          }
          guard least <= most else {
            report(Diagnostic(.error, "the least length is the greater", at: bounds.least.range))
            return nil
          }
          length = least...most
        }
        let to = pattern.node(edge.end)
        let direction: GraphMatch.Step.Direction =
          switch edge.direction {
          case .forward: .forward
          case .backward: .backward
          case .any: .any
          }
        pattern.steps.append(
          GraphMatch.Step(
            from: from, to: to, direction: direction, length: length,
            isPath: edge.length != nil))
        pattern.stepNames.append(edge.name?.text)
        from = to
      }
    }
    return pattern
  }

  private mutating func pathLength(_ expr: ExprSyntax) -> Int? {
    guard let bound = bindScalar(expr, Scope(environment: [:])) else { return nil }
    if case .integer(let value)? = bound.constant, (0...1000).contains(value) { return Int(value) }
    report(.expectedConstant("the length of a path", at: expr.range))
    return nil
  }

  // MARK: - Functions of graphs

  /// The functions that only `graph-match` knows.
  static let graphFunctions: Set = [
    "all", "any", "inner_nodes", "map", "node_degree_in", "node_degree_out", "node_id",
  ]

  mutating func bindGraphCall(
    _ call: CallSyntax, _ collector: GraphCollector, _ scope: Scope, at range: SourceRange
  ) -> BoundExpr? {
    switch call.name.text {
    case "node_degree_in": return bindNodeColumn("$in", call, scope, at: range)
    case "node_degree_out": return bindNodeColumn("$out", call, scope, at: range)
    case "node_id":
      return bindNodeColumn(collector.keyName, call, scope, at: range)
    default: break
    }
    guard call.arguments.count == 2, let kind = GraphMatch.Fold.Kind(rawValue: call.name.text),
      let (step, isOverNodes) = path(call.arguments[0].expr, collector)
    else {
      report(
        .wrongArgumentCount(
          call.name, usage: "\(call.name.text)(path, value)", found: call.arguments.count))
      return nil
    }
    var inner = scope
    inner.groups = [:]
    inner.columns = isOverNodes ? collector.nodeColumns : collector.edgeColumns
    inner.row = newRow()
    guard
      let value = kind == .map
        ? bindScalar(call.arguments[1].expr, inner) : bindCondition(call.arguments[1].expr, inner)
    else { return nil }
    let place = collector.firstColumn + (graphs?.folds.count ?? 0)
    graphs?.folds.append(
      GraphMatch.Fold(kind: kind, step: step, isOverNodes: isOverNodes, value: value))
    return BoundExpr(.column(place), type: kind == .map ? .dynamic : .bool, range: range)
  }

  /// A path by its name, or the nodes between its ends.
  private func path(
    _ expr: ExprSyntax, _ collector: GraphCollector
  ) -> (step: Int, isOverNodes: Bool)? {
    switch expr.kind {
    case .name(let name): return collector.paths[name.text].map { ($0, false) }
    case .call(let call) where call.name.text == "inner_nodes" && call.arguments.count == 1:
      return path(call.arguments[0].expr, collector).map { ($0.step, true) }
    default: return nil
    }
  }

  /// A column of the node that is the argument, or of the one at hand.
  private mutating func bindNodeColumn(
    _ column: String, _ call: CallSyntax, _ scope: Scope, at range: SourceRange
  ) -> BoundExpr? {
    if case .name(let name)? = call.arguments.first?.expr.kind,
      let group = scope.groups[name.text],
      let index = group.columns.firstIndex(where: { $0.name == column })
    {
      return BoundExpr(.column(group.first + index), type: group.columns[index].type, range: range)
    }
    if call.arguments.isEmpty, let index = scope.columns.firstIndex(where: { $0.name == column }) {
      return BoundExpr(.column(index), type: scope.columns[index].type, range: range)
    }
    report(
      .wrongArgumentCount(call.name, usage: "\(call.name.text)(node)", found: call.arguments.count))
    return nil
  }
}

extension OperatorKind {
  /// Whether the operator goes on from a graph rather than from rows.
  var readsGraphs: Bool {
    switch self {
    case .graphMatch, .graphToTable, .invoke: true
    default: false
    }
  }
}
