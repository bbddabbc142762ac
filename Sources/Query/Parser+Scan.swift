/// `scan [with_match_id = id] [declare (column: type = default)] with (step ...; step ...;)`.
extension Parser {
  mutating func parseScan() -> ScanSyntax {
    let options = parseOptions(of: "scan", ["with_match_id"], closed: true)
    let declared = acceptWord("declare") ? parseParameters() : []
    expectWord("with")
    var steps: [ScanStepSyntax] = []
    guard kind == .leftParenthesis else {
      complain(expected: "'('")
      return ScanSyntax(matchId: options["with_match_id"], declared: declared, steps: [])
    }
    open()
    repeat {
      guard isWord("step") else {
        if steps.isEmpty { complain(expected: "'step'") }
        break
      }
      steps.append(parseScanStep())
    } while accept(.semicolon)
    close(.rightParenthesis)
    return ScanSyntax(matchId: options["with_match_id"], declared: declared, steps: steps)
  }

  private mutating func parseScanStep() -> ScanStepSyntax {
    expectWord("step")
    let name = parseName("a step's name")
    let options = parseOptions(of: "step", ["output"], closed: true)
    expect(.colon, ":")
    let condition = parseExpression()
    var assignments: [(name: NameSyntax, value: ExprSyntax)] = []
    if kind == .assign, kind(ahead: 1) == .greater, isAdjacent(ahead: 1) {
      advance()
      advance()
      assignments = parseList { parser in
        let name = parser.parseName("a declared column")
        parser.expect(.assign, "=")
        return (name: name, value: parser.parseExpression())
      }
    }
    return ScanStepSyntax(
      name: name, output: options["output"], condition: condition, assignments: assignments)
  }
}
