/// One operator of a pipeline, without the `|` before it.
public struct OperatorSyntax: Sendable {
  /// Which operator, with its parts.
  public var kind: OperatorKind
  /// From its keyword to its end.
  public var range: SourceRange

  /// An operator at a place.
  public init(kind: OperatorKind, range: SourceRange) {
    self.kind = kind
    self.range = range
  }
}

/// The tabular operators.
public enum OperatorKind: Sendable {
  case `as`(NameSyntax)
  case count
  case distinct([NamedExprSyntax])
  /// `evaluate plugin(...)`.
  case evaluate(CallSyntax)
  case extend([NamedExprSyntax])
  case getschema
  case graphMatch(GraphMatchSyntax)
  /// `graph-to-table nodes` or `edges`.
  case graphToTable(NameSyntax)
  /// `invoke f(...)`: the rows so far are the first argument.
  case invoke(CallSyntax)
  case join(JoinSyntax)
  case lookup(JoinSyntax)
  case makeGraph(MakeGraphSyntax)
  case makeSeries(MakeSeriesSyntax)
  case mvApply(MvApplySyntax)
  case mvExpand(MvExpandSyntax)
  case parse(ParseSyntax)
  case parseKeyValues(ParseKeyValuesSyntax)
  /// The operators run over the rows of each value of the key.
  case partition(by: ExprSyntax, body: [OperatorSyntax])
  case `print`([NamedExprSyntax])
  case project([NamedExprSyntax])
  /// Patterns may hold `*`.
  case projectAway([NameSyntax])
  case projectKeep([NameSyntax])
  /// `new = old`.
  case projectRename([(new: NameSyntax, old: NameSyntax)])
  case projectReorder([ReorderSyntax])
  case range(NameSyntax, from: ExprSyntax, to: ExprSyntax, step: ExprSyntax)
  case render(RenderSyntax)
  case sample(ExprSyntax)
  case sampleDistinct(ExprSyntax, of: NamedExprSyntax)
  case scan(ScanSyntax)
  case search(SearchSyntax)
  case sequence(SequenceSyntax)
  case serialize([NamedExprSyntax])
  case sort([OrderSyntax])
  case summarize(aggregates: [NamedExprSyntax], by: [NamedExprSyntax])
  case take(ExprSyntax)
  case top(ExprSyntax, by: [OrderSyntax])
  case topHitters(ExprSyntax, of: ExprSyntax, by: ExprSyntax?)
  case topNested([TopNestedSyntax])
  case union(UnionSyntax)
  case `where`(ExprSyntax)
  /// An operator that KQL has and Casus does not (yet), or no operator at all; already reported.
  case unknown(NameSyntax)
}

/// A column or pattern of `project-reorder`, with the order of the columns that match it.
public struct ReorderSyntax: Sendable {
  /// A name that may hold `*`.
  public var pattern: NameSyntax
  /// `asc`, `desc`, `granny-asc`, `granny-desc` or nil.
  public var order: String?

  /// A pattern with its order.
  public init(pattern: NameSyntax, order: String?) {
    self.pattern = pattern
    self.order = order
  }
}

/// A key of `sort` or `top`.
public struct OrderSyntax: Sendable {
  /// What is sorted by, perhaps under a name.
  public var key: NamedExprSyntax
  /// Whether `asc` was written; the default is descending.
  public var ascending: Bool
  /// `nulls first` or `nulls last` where written; by default first ascending, last descending.
  public var nullsFirst: Bool?

  /// A sort key.
  public init(key: NamedExprSyntax, ascending: Bool, nullsFirst: Bool?) {
    self.key = key
    self.ascending = ascending
    self.nullsFirst = nullsFirst
  }
}

/// The parts of `join` and `lookup`.
public struct JoinSyntax: Sendable {
  /// The kind as written (`inner`, `leftouter`, ...), nil where none is.
  public var kind: NameSyntax?
  /// The right side.
  public var right: ExprSyntax
  /// `on` conditions: a name, or `$left.a == $right.b` as a binary expression.
  public var conditions: [ExprSyntax]

  /// A join of its parts.
  public init(kind: NameSyntax?, right: ExprSyntax, conditions: [ExprSyntax]) {
    self.kind = kind
    self.right = right
    self.conditions = conditions
  }
}

/// The parts of `union`.
public struct UnionSyntax: Sendable {
  /// `inner` or `outer` (the default).
  public var kind: NameSyntax?
  /// The column that tells which source a row is from.
  public var withSource: NameSyntax?
  /// Whether missing tables are passed over.
  public var isFuzzy: Bool
  /// The sources, besides the rows so far.
  public var sources: [ExprSyntax]

  /// A union of its parts.
  public init(
    kind: NameSyntax?, withSource: NameSyntax?, isFuzzy: Bool, sources: [ExprSyntax]
  ) {
    self.kind = kind
    self.withSource = withSource
    self.isFuzzy = isFuzzy
    self.sources = sources
  }
}

/// The parts of `mv-expand`.
public struct MvExpandSyntax: Sendable {
  /// `bag` or `array`.
  public var bagExpansion: NameSyntax?
  /// The column that numbers the items.
  public var itemIndex: NameSyntax?
  /// The columns expanded in lockstep, each with the keyword in `to typeof(...)`.
  public var columns: [(expr: NamedExprSyntax, type: NameSyntax?)]
  /// The most rows that one row may become.
  public var limit: ExprSyntax?

  /// An expansion of its parts.
  public init(
    bagExpansion: NameSyntax?, itemIndex: NameSyntax?,
    columns: [(expr: NamedExprSyntax, type: NameSyntax?)], limit: ExprSyntax?
  ) {
    self.bagExpansion = bagExpansion
    self.itemIndex = itemIndex
    self.columns = columns
    self.limit = limit
  }
}

/// The parts of `render`.
public struct RenderSyntax: Sendable {
  /// `table`, `barchart`, `timechart`, ...
  public var chart: NameSyntax
  /// `with (title = "...", xcolumn = ...)`.
  public var properties: [(name: NameSyntax, value: ExprSyntax)]

  /// A picture of its parts.
  public init(chart: NameSyntax, properties: [(name: NameSyntax, value: ExprSyntax)]) {
    self.chart = chart
    self.properties = properties
  }
}
