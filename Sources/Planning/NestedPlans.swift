public import Columnar

/// The rows that a plan inside of an operator is run over: they are known only when it is run.
public final class PlanArgument: Sendable {
  /// Stands for one set of rows.
  public init() {}
}

/// Runs a plan over each group of rows: `mv-apply` over the items of a row, `partition` over the rows
/// of a key.
public struct Apply: Sendable {
  /// What tells the groups apart, over the input.
  public var keys: [BoundExpr]
  /// The columns of the input that stand before the result of each group, from its first row.
  public let carried: [Int]
  /// The columns of the input that the plan is given.
  public let given: [Int]
  /// What stands for the rows of a group in the plan.
  public let argument: PlanArgument
  /// The plan that is run.
  public var body: LogicalPlan
}

/// Makes one array a group of rows that were aggregated by equal steps.
public struct Series: Sendable {
  /// So many columns come first that tell the series apart; the place of the step is the next.
  public let keyCount: Int
  /// What stands in the other columns where there are no rows.
  public let defaults: [Value]
  /// The first step, or nil for the least that occurs.
  public let from: Value?
  /// The end, which is not part of the series, or nil for behind the greatest that occurs.
  public let to: Value?
  /// The length of a step.
  public let step: Value
  /// The type of the steps.
  public let axisType: LogicalType
  /// Whether a series of defaults stands for no rows at all.
  public let isNonEmpty: Bool
}

/// One level of `top-nested`: the groups of all keys so far and what they are ranked by.
public struct TopNestedLevel: Sendable {
  /// The keys, then the value.
  public var plan: LogicalPlan
  /// How many groups are kept in each group of the level above; nil for all.
  public let count: Int?
  /// Whether the least come first.
  public let ascending: Bool
}
