internal import Columnar
internal import Planning

/// The operators that work on whole columns of stored tables, where a plan allows them.
extension PhysicalPlanner {
  /// Filters and projections over a stored table.
  func storedRows(_ plan: LogicalPlan) throws(ExecutionError) -> (any PhysicalOperator)? {
    if case .scan = plan.node { return nil }
    guard let scan = try StoredScan(plan, context) else { return nil }
    return try StoredScanOperator(scan, context)
  }

  /// An aggregate over filters and projections over a stored table.
  func storedAggregate(
    _ input: LogicalPlan, _ keys: [BoundExpr], _ calls: [AggregateCall], hint: RankHint?
  ) throws(ExecutionError) -> (any PhysicalOperator)? {
    guard let scan = try StoredScan(input, context) else { return nil }
    return try StoredAggregate(scan, keys: keys, calls: calls, hint: hint, context)
  }

  /// The rows of a stored scan that fit some step of a sequence, which are mostly few; the plan as it
  /// is where every row may, or where the end of the data counts.
  func fitting(
    _ input: LogicalPlan, _ pattern: SequencePattern
  ) throws(ExecutionError) -> LogicalPlan {
    let steps = pattern.steps + (pattern.until.map { [$0] } ?? [])
    let conditions = steps.compactMap(\.local)
    guard !pattern.hasCensored, conditions.count == steps.count,
      conditions.allSatisfy({ $0.type == .bool && !$0.isVolatile }),
      let either = ScalarFunctions.named("or"), let first = conditions.first,
      try StoredScan(input, context) != nil
    else { return input }
    let condition = conditions.dropFirst().reduce(first) { all, next in
      BoundExpr(.call(either, [all, next]), type: .bool, range: next.range)
    }
    return LogicalPlan(.filter(input, condition), schema: input.schema)
  }

  /// The input of a `top`, narrowed to rows among which the first ones are; nil where the plan gives
  /// no cheap way to it.
  mutating func narrowed(
    _ input: LogicalPlan, _ keys: [SortKey], count: Int
  ) throws(ExecutionError) -> (any PhysicalOperator)? {
    if let scan = try StoredScan(input, context),
      let top = try StoredTopN(scan, keys, count: count, context)
    {
      return try StoredRows(scan, context) { () throws(ExecutionError) in try top.candidates() }
    }
    guard let key = keys.first, case .column(let column) = key.expr.kind else { return nil }
    let hint = RankHint(column: column, ascending: key.ascending, count: count)
    switch input.node {
    case .aggregate(let source, let groupKeys, let calls):
      return try storedAggregate(source, groupKeys, calls, hint: hint)
    case .project(let aggregate, let exprs):
      guard case .aggregate(let source, let groupKeys, let calls) = aggregate.node,
        case .column(let place) = exprs[column].kind,
        let groups = try storedAggregate(
          source, groupKeys, calls,
          hint: RankHint(column: place, ascending: key.ascending, count: count))
      else { return nil }
      return Projection(groups, try ExpressionProgram(exprs, context))
    default: return nil
    }
  }
}
