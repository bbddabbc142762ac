/// Pipelines: a source, and operators behind `|`.
extension Parser {
  /// Where a pipeline stands, which tells how readily a word such as `print` is an operator.
  enum Role {
    /// A statement, a `let` value or a bracket: operators are likely.
    case source
    /// An argument: names are likely.
    case argument
  }

  /// An expression with the operators behind it, if there are any.
  mutating func parsePipeline(role: Role) -> ExprSyntax {
    let outer = beginNode()
    let source: ExprSyntax
    if isLeadingOperatorAhead(role) {
      let operation = parseOperator()
      source = ExprSyntax(.leading(operation), range: operation.range)
      endOperator()
    } else {
      source = parseExpression()
      if complainOfBeginning(source) { skip() }
    }
    let isPlain = kind != .pipe
    let pipeline = parsePipelineTail(of: source)
    if isPlain {
      height = peak
      peak = max(outer, height)
    } else {
      endNode(outer)
    }
    return pipeline
  }

  /// The operators behind a source.
  mutating func parsePipelineTail(of source: ExprSyntax) -> ExprSyntax {
    var operators: [OperatorSyntax] = []
    while accept(.pipe) {
      operators.append(parseOperator())
      endOperator()
    }
    guard !operators.isEmpty else { return source }
    return ExprSyntax(.pipeline(source, operators), range: range(from: source.range.lower))
  }

  /// Says what is wrong with a beginning such as `where x > 1`, `prnt 1` or `select * from T`,
  /// whose remedies are clear though they parse as a name with something behind it.
  private mutating func complainOfBeginning(_ source: ExprSyntax) -> Bool {
    guard case .name(let name) = source.kind, openBrackets.isEmpty, hasRoomForComplaints else {
      return false
    }
    switch kind {
    case .calendar, .long, .name, .real, .star, .string, .timespan, .typedLiteral: break
    default: return false
    }
    if OperatorKeyword(rawValue: name.text) != nil {
      complain(.missingTable(name.text, at: name.range))
    } else if let nearest = EditDistance.nearest(name.text, among: Parser.leadingWords) {
      complain(.unknownOperator(name.text, nearest: nearest, at: name.range))
    } else {
      return false
    }
    return true
  }

  private static let leadingWords = ["declare", "let", "print", "range", "set", "union"]

  private func isLeadingOperatorAhead(_ role: Role) -> Bool {
    guard kind == .name else { return false }
    let next = kind(ahead: 1)
    switch text() {
    case "print":
      return isOperand(ahead: 1, role)
    case "range":
      let from = next == .leftBracket ? 4 : 2
      let isUnfinished = role == .source && kind(ahead: from) == .endOfText
      return startsName(ahead: 1) && (isWord("from", ahead: from) || isUnfinished)
    case "union":
      return next == .leftParenthesis || isOperand(ahead: 1, role)
    case "evaluate":
      return next == .name && kind(ahead: 2) == .leftParenthesis && !isInfixWord(ahead: 1)
    case "find", "search":
      return role == .source
        && (isOperand(ahead: 1, role) || isWord("in", ahead: 1) && openBrackets.isEmpty)
    default:
      return false
    }
  }

  /// Whether what stands ahead can only be the beginning of an operand.
  private func isOperand(ahead distance: Int, _ role: Role) -> Bool {
    switch kind(ahead: distance) {
    case .name:
      !isInfixWord(ahead: distance) || kind(ahead: distance + 1) == .assign
    case .calendar, .long, .real, .string, .timespan, .typedLiteral:
      true
    case .leftBracket:
      startsName(ahead: distance)
    case .leftParenthesis, .minus, .plus:
      role == .source
    default:
      false
    }
  }

  private func isInfixWord(ahead distance: Int) -> Bool {
    InfixOperator.words[text(ahead: distance)] != nil
  }

  /// Complains of what stands behind an operator and does not belong there.
  mutating func endOperator() {
    switch kind {
    case .pipe, .semicolon, .endOfText:
      return
    case .comma, .rightParenthesis, .rightBracket, .rightBrace:
      if !openBrackets.isEmpty { return }
    default:
      break
    }
    let comma = index == listEnd ? "',', " : ""
    complainOfRest(expected: comma + (openBrackets.isEmpty ? "'|' or ';'" : "'|' or ')'"))
    skip()
  }

  /// Says what was probably meant: `==` for `=`, `contains` for `conains`.
  mutating func complainOfRest(expected: String) {
    if kind == .name, openBrackets.isEmpty, let meant = operatorMeant() {
      let range = current.range
      complain(
        .misspelt(text(), expected: expected, nearest: meant, at: range))
      return
    }
    let nearest: String? =
      switch kind {
      case .assign: "=="
      case .name, .wordOperator:
        hasRoomForComplaints ? EditDistance.nearest(text(), among: Parser.wordsInside) : nil
      default: nil
      }
    if let nearest {
      complain(.misspelt(text(), expected: expected, nearest: nearest, at: current.range))
    } else {
      complain(expected: expected)
    }
  }

  /// The operator that stands without its `|`: `where x > 1 order by y`.
  private func operatorMeant() -> String? {
    let word = text().lowercased()
    let isOrder = word == "order" && text(ahead: 1).lowercased() == "by"
    if word == "group", text(ahead: 1).lowercased() == "by" { return "| summarize ... by" }
    let likely: Set = [
      "count", "distinct", "extend", "filter", "getschema", "join", "limit", "project", "render",
      "sort", "summarize", "take", "top", "where",
    ]
    if isOrder || likely.contains(word) { return "| \(word)" }
    guard kind(ahead: 1) != .leftParenthesis else { return nil }
    return ForeignHabits.operators[word].map { "| \($0)" }
  }

  /// The words that may stand behind an expression.
  private static let wordsInside =
    InfixOperator.words.keys.sorted() + ["asc", "by", "desc", "limit", "nulls", "on", "with"]
}
