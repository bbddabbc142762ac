/// The canonical form of `sequence`.
extension SyntaxPrinter {
  static func sequence(_ sequence: SequenceSyntax) -> String {
    "sequence" + option("match=", sequence.match.map(name))
      + option("ties=", sequence.ties.map(name)) + option("on ", sequence.time.map(name))
      + (sequence.by.isEmpty ? "" : " by \(joined(sequence.by, expr))")
      + option("with maxspan=", sequence.maxSpan.map(expr))
      + sequence.steps.map { " " + step($0) }.joined()
      + option("until ", sequence.until.map(step))
  }

  private static func step(_ step: SequenceStepSyntax) -> String {
    (step.isNegated ? "![" : "[") + (step.name.map { "\(name($0)): " } ?? "")
      + expr(step.condition) + "]"
      + (step.by.isEmpty ? "" : " by \(joined(step.by, expr))")
  }
}
