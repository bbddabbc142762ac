public import Columnar
public import Query

/// What a query computes: operators over operators, down to tables. How is the executor's business.
public struct LogicalPlan: Sendable {
  /// The columns of the rows that come out.
  public let schema: Schema
  /// The operator at the top, with its inputs.
  public let node: LogicalNode
  /// The number of operators from the top to the tables, those of queries inside of expressions
  /// included: whoever walks a plan recurses so deep.
  let height: Int
  /// The number of operators, each counted as often as it is used: whoever walks a plan takes so many
  /// steps, and plans made of plans that are used twice double it with each.
  let size: Int

  /// An operator that gives rows of a schema.
  public init(_ node: LogicalNode, schema: Schema) {
    self.node = node
    self.schema = schema
    height = 1 + node.heightBelow
    // Far beyond what is refused; the bound keeps the sum from overflowing.
    size = min(1 << 40, 1 + node.inputs.reduce(0) { $0 + $1.size })
  }
}

/// The operators of a plan. Expressions refer to columns of their operator's input by place.
public indirect enum LogicalNode: Sendable {
  /// Some columns of a table, by their places in it.
  case scan(name: String, Table, columns: [Int])
  /// Numbers or times in equal steps.
  case range(from: BoundExpr, to: BoundExpr, step: BoundExpr)
  case filter(LogicalPlan, BoundExpr)
  case project(LogicalPlan, [BoundExpr])
  /// One row a combination of key values: the keys, then the outputs of the calls. Without keys
  /// one row, even for no input.
  case aggregate(LogicalPlan, keys: [BoundExpr], calls: [AggregateCall])
  case sort(LogicalPlan, [SortKey])
  /// The first rows in sorted order.
  case topN(LogicalPlan, [SortKey], count: BoundExpr)
  case limit(LogicalPlan, count: BoundExpr)
  case sample(LogicalPlan, count: BoundExpr)
  case join(LogicalJoin)
  /// The rows of all inputs, which have one schema.
  case union([LogicalPlan])
  case unnest(LogicalPlan, Unnest)
  /// All rows, whose order matters from here on, with a column a call.
  case window(LogicalPlan, [WindowCall])
  /// A plan run over each group of rows.
  case apply(LogicalPlan, Apply)
  /// The rows that a plan inside of `apply` is run over.
  case argument(PlanArgument)
  /// Arrays of what was aggregated by steps.
  case series(LogicalPlan, Series)
  case topNested([TopNestedLevel])
  case steps(LogicalPlan, StepScan)
  /// Segments of rows that share values.
  case plugin(LogicalPlan, PatternPlugin)
  /// Matches of an ordered pattern of events.
  case sequence(LogicalPlan, SequencePattern)
  /// A graph; as rows, its edges.
  case graph(Graph)
  /// Matches of a pattern in a graph, which is the input.
  case graphMatch(LogicalPlan, GraphMatch)
  /// Computed once, however often it is used.
  case materialized(MaterializedPlan)
}

/// One key of a sort.
public struct SortKey: Sendable {
  /// What is sorted by.
  public var expr: BoundExpr
  /// Whether small comes first.
  public let ascending: Bool
  /// Whether nulls come before all values.
  public let nullsFirst: Bool
}

/// One aggregate of a `summarize`, over its input.
public struct AggregateCall: Sendable {
  /// Which function.
  public let function: AggregateFunction
  /// What it is computed over, the condition of an `...if` excluded.
  public var arguments: [BoundExpr]
  /// Rows for which this is not true are passed over.
  public var predicate: BoundExpr?
  /// Constants: the percentiles, the greatest length of a list.
  public let parameters: [Value]
  /// The types of the columns that it gives, mostly one.
  public let outputs: [LogicalType]
}

/// The kinds of join, by what happens to rows without a partner.
public enum JoinKind: String, Sendable, CaseIterable {
  case inner, innerunique, leftouter, rightouter, fullouter
  case leftsemi, rightsemi, leftanti, rightanti
}

/// A join on equality of keys; the columns are those of the left, then those of the right, or of
/// the one side that a semi or anti join keeps.
public struct LogicalJoin: Sendable {
  /// Which rows are kept.
  public let kind: JoinKind
  /// The rows that are looked for.
  public var left: LogicalPlan
  /// The rows that are found.
  public var right: LogicalPlan
  /// Keys over the left.
  public var leftKeys: [BoundExpr]
  /// Keys over the right, one for each of the left, of the same layout.
  public var rightKeys: [BoundExpr]
  /// The place of a join whose kind was not written, to tell of the rows that it drops.
  public let bareRange: SourceRange?
  /// Bounds of a column of the right by values of the left, beside the keys; only of inner joins.
  public var band: JoinBand?
}

/// What an integer or time of the right must lie between to be joined to a row of the left.
public struct JoinBand: Sendable {
  /// One end of the band.
  public struct Bound: Sendable {
    /// Its value, over the left.
    public var expr: BoundExpr
    /// Whether the value itself is inside.
    public let isInclusive: Bool
  }

  /// The column of the right.
  public var column: Int
  /// The lower end; nil where there is none.
  public var low: Bound?
  /// The upper end; nil where there is none.
  public var high: Bound?
}

/// How `mv-expand` makes rows of arrays and bags: all columns in lockstep.
public struct Unnest: Sendable {
  /// One column that is expanded.
  public struct Column: Sendable {
    /// The arrays or bags, over the input.
    public var expr: BoundExpr
    /// The column of the output that the items go to.
    public let output: Int
    /// What the items are converted to.
    public let type: LogicalType
  }

  /// The columns expanded together.
  public var columns: [Column]
  /// For each column of the output the column of the input that is repeated, or nil.
  public var carried: [Int?]
  /// The column of the output that numbers the items from 0.
  public let indexColumn: Int?
  /// Whether a member of a bag becomes `[key, value]` rather than a bag of its own.
  public let bagsAsArrays: Bool
  /// The most rows that one row becomes.
  public let limit: BoundExpr?
  /// Its place in the text, to tell of the rows that it drops.
  public let range: SourceRange
}

/// One call of a window function, over its input and the columns of the calls before it.
public struct WindowCall: Sendable {
  /// Which function.
  public let function: WindowFunction
  /// The value that it is computed over, where it takes one, then the condition to begin anew.
  public var arguments: [BoundExpr]
  /// Constants: a distance, a default, a start.
  public let parameters: [Value]
  /// The type of its column.
  public let type: LogicalType

  init(
    _ function: WindowFunction, _ arguments: [BoundExpr], parameters: [Value], type: LogicalType
  ) {
    self.function = function
    self.arguments = arguments
    self.parameters = parameters
    self.type = type
  }
}

/// A plan that several places share; a class so that sharing shows.
public final class MaterializedPlan: Sendable {
  /// What is computed.
  public let plan: LogicalPlan

  /// A shared plan.
  public init(_ plan: LogicalPlan) {
    self.plan = plan
  }
}

/// A bound query text: one plan a tabular statement.
public struct BoundQuery: Sendable {
  /// The plans in order.
  public let statements: [BoundStatement]
  /// Errors, warnings and notes; with an error the plans are not to be run.
  public let diagnostics: [Diagnostic]

  /// Whether nothing is wrong with it.
  public var isRunnable: Bool { !diagnostics.contains { $0.severity == .error } }
}

/// A tabular statement: its rows, and how to draw them.
public struct BoundStatement: Sendable {
  /// What it computes.
  public var plan: LogicalPlan
  /// What `render` asks for.
  public let rendering: BoundRendering?
}

/// A `render` operator with its properties evaluated.
public struct BoundRendering: Sendable {
  /// The kind of picture.
  public let chart: String
  /// Title, axes and the like.
  public let properties: [String: Value]
}

extension LogicalNode {
  /// The height of the highest plan that the operator reads.
  fileprivate var heightBelow: Int {
    let inputs = inputs.reduce(0) { max($0, $1.height) }
    switch self {
    case .filter(_, let condition): return max(inputs, condition.height)
    case .project(_, let exprs): return exprs.reduce(inputs) { max($0, $1.height) }
    default: return inputs
    }
  }
}
