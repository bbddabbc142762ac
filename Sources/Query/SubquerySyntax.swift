/// The parts of `mv-apply`.
public struct MvApplySyntax: Sendable {
  /// What is expanded, and how.
  public var expansion: MvExpandSyntax
  /// The operators over the items of one row.
  public var body: [OperatorSyntax]

  /// An application of its parts.
  public init(expansion: MvExpandSyntax, body: [OperatorSyntax]) {
    self.expansion = expansion
    self.body = body
  }
}

/// The parts of `make-series`.
public struct MakeSeriesSyntax: Sendable {
  /// Whether a series of defaults stands for no rows at all.
  public var isNonEmpty: Bool
  /// The aggregates, each with what stands where there are no rows.
  public var aggregates: [(expr: NamedExprSyntax, defaultValue: ExprSyntax?)]
  /// What the steps are of.
  public var axis: NamedExprSyntax
  /// The first step; by default that of the least value.
  public var from: ExprSyntax?
  /// The end, which is not part of the series; by default behind the greatest value.
  public var to: ExprSyntax?
  /// The length of a step.
  public var step: ExprSyntax
  /// One series each combination of these.
  public var by: [NamedExprSyntax]

  /// A series of its parts.
  public init(
    isNonEmpty: Bool, aggregates: [(expr: NamedExprSyntax, defaultValue: ExprSyntax?)],
    axis: NamedExprSyntax, from: ExprSyntax?, to: ExprSyntax?, step: ExprSyntax,
    by: [NamedExprSyntax]
  ) {
    self.isNonEmpty = isNonEmpty
    self.aggregates = aggregates
    self.axis = axis
    self.from = from
    self.to = to
    self.step = step
    self.by = by
  }
}

/// The parts of `search`.
public struct SearchSyntax: Sendable {
  /// `case_sensitive`, `case_insensitive` or `default`.
  public var kind: NameSyntax?
  /// The tables searched where no rows stand before; none means all.
  public var sources: [ExprSyntax]
  /// A condition in which a text stands for "some column has this term".
  public var condition: ExprSyntax

  /// A search of its parts.
  public init(kind: NameSyntax?, sources: [ExprSyntax], condition: ExprSyntax) {
    self.kind = kind
    self.sources = sources
    self.condition = condition
  }
}

/// One level of `top-nested`.
public struct TopNestedSyntax: Sendable {
  /// How many groups are kept; all where none is given.
  public var count: ExprSyntax?
  /// What the rows are grouped by.
  public var key: NamedExprSyntax
  /// The value of one more group for the rest.
  public var others: ExprSyntax?
  /// What the groups are ranked by.
  public var aggregate: NamedExprSyntax
  /// Whether the least come first.
  public var ascending: Bool

  /// A level of its parts.
  public init(
    count: ExprSyntax?, key: NamedExprSyntax, others: ExprSyntax?, aggregate: NamedExprSyntax,
    ascending: Bool
  ) {
    self.count = count
    self.key = key
    self.others = others
    self.aggregate = aggregate
    self.ascending = ascending
  }
}
