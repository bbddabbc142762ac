internal import Columnar
internal import Query

/// What a name stands for besides a column.
enum Definition {
  /// A value; where it reads columns, those of the rows with the given number.
  case scalar(BoundExpr, row: Int)
  /// Rows, and the name that `union withsource` gives them.
  case table(LogicalPlan)
  case function(LetFunction)
  /// Something wrong, which was reported where it stands and not again where it is used.
  case invalid
}

/// A lambda under a name, with the definitions that it sees.
final class LetFunction {
  let name: String
  let syntax: FunctionSyntax
  let environment: [String: Definition]

  /// Whether it gives rows, once that was found out.
  var isTabular: Bool?

  init(name: String, syntax: FunctionSyntax, environment: [String: Definition]) {
    self.name = name
    self.syntax = syntax
    self.environment = environment
  }
}

/// What an expression sees: the columns of its rows first, then definitions, then tables.
struct Scope {
  /// `let`s and parameters.
  var environment: [String: Definition]
  /// The columns.
  var columns: [ColumnSchema] = []
  /// Which rows those are. The body of a lambda sees no columns, but its arguments were made
  /// from them; a query inside an expression has other rows, and may not use such arguments.
  var row = 0
  /// Columns under a name of their own, as those of a step: `step.column`.
  var groups: [String: ColumnGroup] = [:]
  /// Columns that are there but not to be used: those of `summarize`'s input outside aggregates.
  var hiddenColumns: [ColumnSchema] = []
  /// The rows that the columns are of, where those are known: what stands in them may be looked at.
  var source: LogicalPlan?
}

/// Columns that are read as members of a name.
struct ColumnGroup {
  /// The place of the first.
  let first: Int
  /// The columns in order.
  let columns: [ColumnSchema]
  /// Whether the name stands for a dynamic value in the first place, and has no columns.
  var isValue = false
}

/// Rows with the name that `union withsource` gives them.
struct BoundTable {
  var plan: LogicalPlan
  var name: String?
}

/// The aggregates met while the expressions of a `summarize` are bound.
struct AggregateCollector {
  /// What their arguments see.
  let scope: Scope
  /// Where in the output of the aggregation they begin: after the keys.
  let firstColumn: Int
  /// The columns that are keys themselves; `*` leaves them out.
  let keyColumns: Set<Int>
  /// The calls so far.
  var calls: [AggregateCall] = []
  /// The number of their columns so far.
  var columnCount = 0
}
