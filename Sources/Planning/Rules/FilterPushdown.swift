internal import Columnar

/// Moves a filter below the projection that it stands on, where all that it reads is there as well
/// under another name: fewer rows are then computed with.
///
/// A filter over a union goes into each of its inputs, where it may stand on a table.
///
/// A filter that reads a computed column stays: below, the column would be computed twice.
struct FilterPushdown: OptimizerRule {
  static let name = "filter pushdown"

  func apply(_ plan: LogicalPlan) -> LogicalPlan {
    let plan = plan.mapInputs(apply)
    if case .filter(let union, let condition) = plan.node, case .union(let inputs) = union.node,
      !condition.isVolatile, !condition.holdsQuery
    {
      let filtered = inputs.map { apply(LogicalPlan(.filter($0, condition), schema: $0.schema)) }
      return LogicalPlan(.union(filtered), schema: plan.schema)
    }
    guard case .filter(let projection, let condition) = plan.node,
      case .project(let input, let exprs) = projection.node,
      !condition.isVolatile, !exprs.contains(where: \.isVolatile)
    else { return plan }
    var places: [Int: Int] = [:]
    for column in [condition].columnsRead {
      guard case .column(let place) = exprs[column].kind else { return plan }
      places[column] = place
    }
    let moved = [condition].movingColumns(places)[0]
    let filter = apply(LogicalPlan(.filter(input, moved), schema: input.schema))
    return LogicalPlan(.project(filter, exprs), schema: plan.schema)
  }
}
