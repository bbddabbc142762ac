/// The parts of `scan`.
public struct ScanSyntax: Sendable {
  /// The column that numbers the matches.
  public var matchId: NameSyntax?
  /// The columns that steps may assign to.
  public var declared: [ParameterSyntax]
  /// The steps in order.
  public var steps: [ScanStepSyntax]

  /// A scan of its parts.
  public init(matchId: NameSyntax?, declared: [ParameterSyntax], steps: [ScanStepSyntax]) {
    self.matchId = matchId
    self.declared = declared
    self.steps = steps
  }
}

/// One step of `scan`: `step name output=all: condition => column = value, ...`.
public struct ScanStepSyntax: Sendable {
  /// The name under which other steps refer to its row.
  public var name: NameSyntax
  /// `all` (the default), `last` or `none`.
  public var output: NameSyntax?
  /// Which rows belong to the step.
  public var condition: ExprSyntax
  /// What declared columns become.
  public var assignments: [(name: NameSyntax, value: ExprSyntax)]

  /// A step of its parts.
  public init(
    name: NameSyntax, output: NameSyntax?, condition: ExprSyntax,
    assignments: [(name: NameSyntax, value: ExprSyntax)]
  ) {
    self.name = name
    self.output = output
    self.condition = condition
    self.assignments = assignments
  }
}
