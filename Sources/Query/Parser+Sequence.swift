/// `sequence match=each by key with maxspan=90d [ a: condition ] ![ condition ] [ b: ... ] by key`.
extension Parser {
  mutating func parseSequence() -> SequenceSyntax {
    let outer = isBeforeStep
    isBeforeStep = true
    defer { isBeforeStep = outer }
    var sequence = SequenceSyntax()
    parseSequenceOptions(into: &sequence)
    while kind == .leftBracket || kind == .notBracket {
      sequence.steps.append(parseSequenceStep())
    }
    if sequence.steps.isEmpty { complain(expected: "'[' and the first step") }
    if acceptWord("until") {
      if kind == .leftBracket {
        sequence.until = parseSequenceStep()
      } else {
        complain(expected: "'['")
      }
    }
    return sequence
  }

  private mutating func parseSequenceOptions(into sequence: inout SequenceSyntax) {
    while kind == .name {
      if kind(ahead: 1) == .assign {
        parseSequenceOption(into: &sequence)
      } else if acceptWord("by") {
        sequence.by = parseList { $0.parseExpression() }
      } else if acceptWord("on") {
        sequence.time = parseName("a column of times")
      } else if !acceptWord("with") {
        return
      }
    }
  }

  private mutating func parseSequenceOption(into sequence: inout SequenceSyntax) {
    let name = NameSyntax(text(), range: current.range)
    advance()
    advance()
    switch name.text {
    case "match": sequence.match = parseName("'each', 'latest' or 'all'")
    case "ties": sequence.ties = parseName("'allow' or 'forbid'")
    case "maxspan": sequence.maxSpan = parseExpression()
    default:
      let nearest = EditDistance.nearest(name.text, among: ["match", "maxspan", "ties"])
      complain(.unknownOption(name.text, of: "sequence", nearest: nearest, at: name.range))
      _ = parseExpression()
    }
    _ = accept(.comma)
  }

  private mutating func parseSequenceStep() -> SequenceStepSyntax {
    let lower = current.range.lower
    let isNegated = kind == .notBracket
    let outer = isBeforeStep
    isBeforeStep = false
    open()
    var name: NameSyntax?
    if startsName(), kind(ahead: kind == .name ? 1 : 3) == .colon {
      name = parseName("a step's name")
      advance()
    }
    let condition = parseExpression()
    close(.rightBracket)
    isBeforeStep = outer
    let by = acceptWord("by") ? parseList { $0.parseExpression() } : []
    return SequenceStepSyntax(
      name: name, isNegated: isNegated, condition: condition, by: by, range: range(from: lower))
  }
}
