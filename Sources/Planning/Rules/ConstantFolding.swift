internal import Columnar

/// Computes what is constant before any row is read, and drops filters that keep everything.
struct ConstantFolding: OptimizerRule {
  static let name = "constant folding"
  let constants: ConstantEvaluator

  func apply(_ plan: LogicalPlan) -> LogicalPlan {
    var rewriter = ExprRewriter { expr in
      let folded = constants.folded(expr)
      return folded === expr ? nil : folded
    }
    let folded = plan.mapInputs(apply).mapExpressions { rewriter.rewrite($0) }
    if case .filter(let input, let condition) = folded.node, condition.constant == .bool(true) {
      return input
    }
    return folded
  }
}
