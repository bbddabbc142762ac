/// The parts of `sequence`, Casus's own: an ordered pattern of events.
public struct SequenceSyntax: Sendable {
  /// `each` (the default), `latest` or `all`: which runs a start begins.
  public var match: NameSyntax?
  /// `allow` or `forbid` (the default): whether events of one time follow each other.
  public var ties: NameSyntax?
  /// The column of times, where `on` names one.
  public var time: NameSyntax?
  /// What all events of a match share.
  public var by: [ExprSyntax]
  /// The longest time from the first event to the last.
  public var maxSpan: ExprSyntax?
  /// The steps in order.
  public var steps: [SequenceStepSyntax]
  /// What ends every run that is under way.
  public var until: SequenceStepSyntax?

  /// A pattern of its parts.
  public init(
    match: NameSyntax? = nil, ties: NameSyntax? = nil, time: NameSyntax? = nil,
    by: [ExprSyntax] = [], maxSpan: ExprSyntax? = nil, steps: [SequenceStepSyntax] = [],
    until: SequenceStepSyntax? = nil
  ) {
    self.match = match
    self.ties = ties
    self.time = time
    self.by = by
    self.maxSpan = maxSpan
    self.steps = steps
    self.until = until
  }
}

/// One step of `sequence`: `[ name: condition ] by key`, or `![ condition ]` for what must not happen.
public struct SequenceStepSyntax: Sendable {
  /// The name of its columns.
  public var name: NameSyntax?
  /// Whether no such event may come between its neighbours.
  public var isNegated: Bool
  /// Which events fit.
  public var condition: ExprSyntax
  /// What its event shares with those of the other steps, besides the keys of the whole.
  public var by: [ExprSyntax]
  /// From its bracket to the end of its keys.
  public var range: SourceRange

  /// A step of its parts.
  public init(
    name: NameSyntax?, isNegated: Bool, condition: ExprSyntax, by: [ExprSyntax],
    range: SourceRange
  ) {
    self.name = name
    self.isNegated = isNegated
    self.condition = condition
    self.by = by
    self.range = range
  }
}
