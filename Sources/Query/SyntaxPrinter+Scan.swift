/// The canonical form of `scan`.
extension SyntaxPrinter {
  static func scan(_ scan: ScanSyntax) -> String {
    let steps = scan.steps.map { step in
      let values = joined(step.assignments) { "\(name($0.name)) = \(expr($0.value))" }
      return "step \(name(step.name))" + option("output=", step.output.map(name))
        + ": \(expr(step.condition))" + (values.isEmpty ? "" : " => \(values)") + ";"
    }
    return "scan" + option("with_match_id=", scan.matchId.map(name))
      + (scan.declared.isEmpty ? "" : " declare " + parameters(scan.declared))
      + " with (\(steps.joined(separator: " ")))"
  }
}
