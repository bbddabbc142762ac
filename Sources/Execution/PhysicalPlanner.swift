internal import Columnar
internal import Planning

/// An operator at work: gives its rows a chunk at a time, and nil after the last.
///
/// A chunk may have no rows; its vectors are of the types of the plan's schema.
protocol PhysicalOperator: AnyObject {
  func next() throws(ExecutionError) -> DataChunk?
}

/// Turns a logical plan into operators at work.
struct PhysicalPlanner {
  let context: ExecutionContext

  /// The operator at the top of the plan; constant parts are computed now.
  mutating func plan(_ plan: LogicalPlan) throws(ExecutionError) -> any PhysicalOperator {
    guard let profile = context.profile else { return try made(plan) }
    var planner = self
    return try profile.measuring(plan) { () throws(ExecutionError) in try planner.made(plan) }
  }

  private mutating func made(_ plan: LogicalPlan) throws(ExecutionError) -> any PhysicalOperator {
    if let stored = try storedRows(plan) { return stored }
    switch plan.node {
    case .scan(let name, let table, let columns):
      guard !table.isElsewhere else { throw .elsewhere(table: name) }
      return TableScan(table, columns: columns, context)
    case .range(let from, let to, let step):
      return try rangeScan(from, to, step, plan.schema.columns[0].type)
    case .filter(let input, let condition):
      return Filter(
        try self.plan(input), condition: try ExpressionProgram([condition], context))
    case .project(let input, let exprs):
      return Projection(try self.plan(input), try ExpressionProgram(exprs, context))
    case .aggregate(let input, let keys, let calls):
      if let stored = try storedAggregate(input, keys, calls, hint: nil) { return stored }
      return try HashAggregate(try self.plan(input), keys: keys, calls: calls, context)
    case .sort(let input, let keys): return try sort(try self.plan(input), input, keys, limit: nil)
    case .topN(let input, let keys, let count):
      let limit = try rowCount(count)
      let rows =
        if let rows = try narrowed(input, keys, count: limit) { rows } else { try self.plan(input) }
      return try sort(rows, input, keys, limit: limit)
    case .limit(let input, let count):
      return Limit(try self.plan(input), try rowCount(count))
    case .sample(let input, let count):
      return Sample(try self.plan(input), try rowCount(count), types: input.schema.types, context)
    case .join(let join): return try self.join(join)
    case .union(let inputs):
      var operators: [any PhysicalOperator] = []
      for input in inputs { operators.append(try self.plan(input)) }
      return UnionAll(operators)
    case .unnest(let input, let unnest):
      let program = try ExpressionProgram(unnest.columns.map(\.expr), context)
      let limit = try unnest.limit.map { (count) throws(ExecutionError) in try rowCount(count) }
      return UnnestOperator(
        try self.plan(input), unnest, program, schema: plan.schema, limit: limit, context)
    case .window(let input, let calls):
      return try Window(try self.plan(input), calls, types: input.schema.types, context)
    case .apply(let input, let apply):
      return try ApplyOperator(try self.plan(input), apply, schema: input.schema, context)
    case .argument(let argument):
      let table = context.rows(of: argument) ?? Table(schema: plan.schema, chunks: [])
      return TableScan(table, columns: Array(plan.schema.columns.indices), context)
    case .series(let input, let series):
      return SeriesOperator(try self.plan(input), series, types: input.schema.types, context)
    case .graph(let graph): return try self.plan(graph.edges)
    case .graphMatch(let input, let match):
      guard case .graph(let graph) = input.node else { return UnionAll([]) }
      return try GraphMatchOperator(graph, match, context)
    case .steps(let input, let scan):
      return try StepScanOperator(
        try self.plan(input), scan, inputTypes: input.schema.types, types: plan.schema.types,
        context)
    case .sequence(let input, let pattern):
      return try SequenceOperator(
        try self.plan(fitting(input, pattern)), pattern, types: input.schema.types, context)
    case .plugin(let input, let plugin):
      return PluginOperator(try self.plan(input), plugin, types: input.schema.types, context)
    case .topNested(let levels):
      return TopNestedOperator(levels, schema: plan.schema, context)
    case .materialized(let shared):
      let table = try context.rows(of: shared)
      return TableScan(table, columns: Array(table.schema.columns.indices), context)
    }
  }

  private func sort(
    _ rows: any PhysicalOperator, _ input: LogicalPlan, _ keys: [SortKey], limit: Int?
  ) throws(ExecutionError) -> any PhysicalOperator {
    Sort(rows, try sortOrder(keys), types: input.schema.types, limit: limit, context)
  }

  /// A number of rows; a missing or negative one is none.
  private func rowCount(_ expr: BoundExpr) throws(ExecutionError) -> Int {
    let program = try ExpressionProgram([expr], context)
    guard case .integer(let count)? = program.constant?[0] else { return 0 }
    // No table has more rows, and the bound keeps sums of counts from overflowing.
    return Int(min(max(0, count), 1 << 40))
  }

  private func sortOrder(_ keys: [SortKey]) throws(ExecutionError) -> SortOrder {
    SortOrder(
      program: try ExpressionProgram(keys.map(\.expr), context),
      directions: keys.map {
        SortOrder.Direction(ascending: $0.ascending, nullsFirst: $0.nullsFirst)
      })
  }

  private func rangeScan(
    _ from: BoundExpr, _ to: BoundExpr, _ step: BoundExpr, _ type: LogicalType
  ) throws(ExecutionError) -> any PhysicalOperator {
    var bounds: [Value] = []
    for expr in [from, to, step] {
      let program = try ExpressionProgram([expr], context)
      bounds.append(program.constant?[0] ?? .null)
    }
    return RangeScan(from: bounds[0], to: bounds[1], step: bounds[2], type: type, context)
  }

  private mutating func join(
    _ join: LogicalJoin
  ) throws(ExecutionError) -> any PhysicalOperator {
    let left = HashJoin.Side(
      input: try plan(join.left), keys: try ExpressionProgram(join.leftKeys, context),
      types: join.left.schema.types)
    let right = HashJoin.Side(
      input: try plan(join.right), keys: try ExpressionProgram(join.rightKeys, context),
      types: join.right.schema.types)
    return try HashJoin(join, left, right, context)
  }
}

extension Schema {
  /// The types of the columns.
  var types: [LogicalType] { columns.map(\.type) }
}
