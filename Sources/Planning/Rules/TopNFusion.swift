internal import Columnar

/// Makes `sort | take n` a `top n`, which keeps n rows rather than all.
struct TopNFusion: OptimizerRule {
  static let name = "top-n fusion"

  func apply(_ plan: LogicalPlan) -> LogicalPlan {
    let plan = plan.mapInputs(apply)
    guard case .limit(let sort, let count) = plan.node, case .sort(let input, let keys) = sort.node
    else { return plan }
    return LogicalPlan(.topN(input, keys, count: count), schema: plan.schema)
  }
}
