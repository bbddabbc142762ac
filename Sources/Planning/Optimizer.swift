internal import Columnar

/// A rewriting of plans that keeps their rows.
protocol OptimizerRule {
  /// The name that `.explain` shows.
  static var name: String { get }
  func apply(_ plan: LogicalPlan) -> LogicalPlan
}

/// Rewrites a plan into one that gives the same rows for less work.
///
/// The rules run once each, in this order: constants are folded, filters sink below projections,
/// `sort` and `take` become `top`, and last the columns that nobody reads are dropped.
public enum Optimizer {
  /// The plan after all rules.
  public static func optimize(
    _ plan: LogicalPlan, constants: ConstantEvaluator
  ) -> LogicalPlan {
    let rules: [any OptimizerRule] = [
      ConstantFolding(constants: constants), FilterPushdown(), TopNFusion(), ColumnPruning(),
    ]
    return rules.reduce(plan) { $1.apply($0) }
  }
}

extension LogicalPlan {
  /// The plan with its direct inputs rewritten. A shared plan is left alone: rewriting it would
  /// end the sharing.
  func mapInputs(_ transform: (LogicalPlan) -> LogicalPlan) -> LogicalPlan {
    let new: LogicalNode
    switch node {
    case .scan, .range, .argument, .materialized: return self
    case .filter(let input, let condition): new = .filter(transform(input), condition)
    case .project(let input, let exprs): new = .project(transform(input), exprs)
    case .aggregate(let input, let keys, let calls):
      new = .aggregate(transform(input), keys: keys, calls: calls)
    case .sort(let input, let keys): new = .sort(transform(input), keys)
    case .topN(let input, let keys, let count): new = .topN(transform(input), keys, count: count)
    case .limit(let input, let count): new = .limit(transform(input), count: count)
    case .sample(let input, let count): new = .sample(transform(input), count: count)
    case .join(var join):
      join.left = transform(join.left)
      join.right = transform(join.right)
      new = .join(join)
    case .union(let inputs): new = .union(inputs.map(transform))
    case .unnest(let input, let unnest): new = .unnest(transform(input), unnest)
    case .window(let input, let calls): new = .window(transform(input), calls)
    case .apply(let input, var apply):
      apply.body = transform(apply.body)
      new = .apply(transform(input), apply)
    case .series(let input, let series): new = .series(transform(input), series)
    case .graph(var graph):
      graph.edges = transform(graph.edges)
      graph.nodes = graph.nodes.map(transform)
      new = .graph(graph)
    case .graphMatch(let input, let match): new = .graphMatch(transform(input), match)
    case .steps(let input, let scan): new = .steps(transform(input), scan)
    case .sequence(let input, let pattern): new = .sequence(transform(input), pattern)
    case .plugin(let input, let plugin): new = .plugin(transform(input), plugin)
    case .topNested(var levels):
      for index in levels.indices { levels[index].plan = transform(levels[index].plan) }
      new = .topNested(levels)
    }
    return LogicalPlan(new, schema: schema)
  }

  /// The plan with the expressions of its top operator rewritten.
  func mapExpressions(_ transform: (BoundExpr) -> BoundExpr) -> LogicalPlan {
    func sorted(_ keys: [SortKey]) -> [SortKey] {
      keys.map { key in
        var key = key
        key.expr = transform(key.expr)
        return key
      }
    }
    let new: LogicalNode
    switch node {
    case .scan, .union, .materialized, .argument, .series, .topNested, .steps, .graph, .graphMatch,
      .plugin:
      return self
    case .sequence(let input, let pattern):
      new = .sequence(input, pattern.mapExpressions(transform))
    case .range(let from, let to, let step):
      new = .range(from: transform(from), to: transform(to), step: transform(step))
    case .filter(let input, let condition): new = .filter(input, transform(condition))
    case .project(let input, let exprs): new = .project(input, exprs.map(transform))
    case .aggregate(let input, let keys, let calls):
      let calls = calls.map { call in
        var call = call
        call.arguments = call.arguments.map(transform)
        call.predicate = call.predicate.map(transform)
        return call
      }
      new = .aggregate(input, keys: keys.map(transform), calls: calls)
    case .sort(let input, let keys): new = .sort(input, sorted(keys))
    case .topN(let input, let keys, let count):
      new = .topN(input, sorted(keys), count: transform(count))
    case .limit(let input, let count): new = .limit(input, count: transform(count))
    case .sample(let input, let count): new = .sample(input, count: transform(count))
    case .join(var join):
      join.leftKeys = join.leftKeys.map(transform)
      join.rightKeys = join.rightKeys.map(transform)
      new = .join(join)
    case .unnest(let input, var unnest):
      for index in unnest.columns.indices {
        unnest.columns[index].expr = transform(unnest.columns[index].expr)
      }
      new = .unnest(input, unnest)
    case .window(let input, var calls):
      for index in calls.indices { calls[index].arguments = calls[index].arguments.map(transform) }
      new = .window(input, calls)
    case .apply(let input, var apply):
      apply.keys = apply.keys.map(transform)
      new = .apply(input, apply)
    }
    return LogicalPlan(new, schema: schema)
  }
}
