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

/// `scan`: rows in order against a chain of steps, each of which may look at the rows of those before.
///
/// Expressions are over the columns of the row, the declared ones included, and then over as many for
/// each step.
public struct StepScan: Sendable {
  /// The steps in order.
  public var steps: [ScanStep]
  /// What the declared columns are where nothing is assigned.
  public let defaults: [Value]
  /// Whether the last column numbers the matches.
  public let hasMatchId: Bool
}

/// One step of a scan.
public struct ScanStep: Sendable {
  /// Which of its rows come out.
  public enum Output: String, Sendable {
    case all, last, none
  }

  /// A declared column and what it becomes.
  public struct Assignment: Sendable {
    /// The place of the column in the row.
    public let column: Int
    /// Its value.
    public var value: BoundExpr
  }

  /// Which rows belong to the step.
  public var condition: BoundExpr
  /// What declared columns become.
  public var assignments: [Assignment]
  /// Which of its rows come out.
  public let output: Output
}
