internal import Columnar

/// Taking plans apart, for those who run some parts of them on another machine.
extension LogicalPlan {
  /// Whether some table that the plan reads lies on another machine; those of queries inside of
  /// expressions included.
  public var readsElsewhere: Bool {
    if case .scan(_, let table, _) = node { return table.isElsewhere }
    return inputs.contains { $0.readsElsewhere }
      || queries.contains { $0.queryPlan?.readsElsewhere ?? false }
  }

  /// The queries inside of the expressions of the top operator.
  private var queries: [BoundExpr] {
    var queries: [BoundExpr] = []
    _ = mapExpressions { expr in
      queries += expr.queries
      return expr
    }
    return queries
  }
}

/// Replaces parts of a plan, from the top down, those of shared plans included: what is shared stays so.
public struct PlanRewriter {
  private var shared = IdentityMap<MaterializedPlan, MaterializedPlan>()
  private let replace: (LogicalPlan) -> LogicalPlan?
  private let answer: (BoundExpr) -> BoundExpr

  /// A rewriter that puts what `replace` gives in the place of a part, and goes on below where it gives
  /// nothing; queries inside of expressions are handed to `answer` before.
  public init(
    answer: @escaping (BoundExpr) -> BoundExpr, replace: @escaping (LogicalPlan) -> LogicalPlan?
  ) {
    self.answer = answer
    self.replace = replace
  }

  /// The plan with its parts replaced.
  public mutating func rewrite(_ plan: LogicalPlan) -> LogicalPlan {
    replaced(answered(plan))
  }

  /// The plan with the queries inside of its expressions answered, down to its tables.
  private mutating func answered(_ plan: LogicalPlan) -> LogicalPlan {
    if case .materialized(let old) = plan.node {
      return sharing(old, schema: plan.schema) { $0.answered(old.plan) }
    }
    let inner = plan.mapInputs { answered($0) }
    let answer = answer
    return inner.mapExpressions { expr in
      guard expr.holdsQuery else { return expr }
      var rewriter = ExprRewriter { $0.queryPlan == nil ? nil : answer($0) }
      return rewriter.rewrite(expr)
    }
  }

  private mutating func replaced(_ plan: LogicalPlan) -> LogicalPlan {
    if let result = replace(plan) { return result }
    if case .materialized(let old) = plan.node {
      return sharing(old, schema: plan.schema) { $0.replaced(old.plan) }
    }
    return plan.mapInputs { replaced($0) }
  }

  private mutating func sharing(
    _ old: MaterializedPlan, schema: Schema, _ make: (inout PlanRewriter) -> LogicalPlan
  ) -> LogicalPlan {
    if let known = shared[old] {
      return LogicalPlan(.materialized(known), schema: schema)
    }
    let new = MaterializedPlan(make(&self))
    shared[old] = new
    return LogicalPlan(.materialized(new), schema: schema)
  }
}

extension BoundExpr {
  /// The plan of a query that stands in an expression.
  public var queryPlan: LogicalPlan? {
    switch kind {
    case .scalarSubquery(let plan), .listSubquery(let plan): plan
    case .constant, .column, .call: nil
    }
  }
}
