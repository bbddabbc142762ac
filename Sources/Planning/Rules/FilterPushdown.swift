internal import Columnar

/// Moves a filter below the projection that it stands on, where all that it reads is there as well
/// under another name: fewer rows are then computed with.
///
/// A filter that reads a computed column stays: below, the column would be computed twice.
struct FilterPushdown: OptimizerRule {
  static let name = "filter pushdown"

  func apply(_ plan: LogicalPlan) -> LogicalPlan {
    let plan = plan.mapInputs(apply)
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
