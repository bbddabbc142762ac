/// Operands: literals, names, calls, tables in place and brackets.
extension Parser {
  mutating func parsePrimary() -> ExprSyntax {
    height = 1
    guard openBrackets.count < Parser.maximumNesting else {
      let lower = current.range.lower
      complain(.nestedTooDeeply(at: current.range))
      skip(pastPipes: true)
      return ExprSyntax(.missing, range: range(from: lower))
    }
    let range = current.range
    switch kind {
    case .name:
      return parseNamed()
    case .string:
      return parseString()
    case .long:
      return literal(.long)
    case .real:
      return literal(.real)
    case .timespan:
      return literal(.timespan)
    case .calendar:
      return literal(.calendar)
    case .typedLiteral:
      let (keyword, content) = TypedLiteral.parts(of: bytes[range.lower..<range.upper])
      advance()
      return ExprSyntax(
        .literal(LiteralSyntax(kind: .typed(keyword), text: content)), range: range)
    case .star:
      advance()
      return ExprSyntax(.star, range: range)
    case .leftParenthesis:
      open()
      let inner = parsePipeline(role: .source)
      close(.rightParenthesis)
      height += 1
      return ExprSyntax(.parenthesized(inner), range: self.range(from: range.lower))
    case .leftBracket where startsName():
      let name = parseName("a name")
      if kind == .leftParenthesis { return parseCall(name) }
      return ExprSyntax(.name(name), range: name.range)
    case .leftBracket, .leftBrace:
      complain(.bareDynamic(found, at: range))
      open()
      skip(pastPipes: true)
      close(kind == .rightBrace ? .rightBrace : .rightBracket)
      return ExprSyntax(.missing, range: self.range(from: range.lower))
    case .invalid:
      let isNot = text() == "!"
      complain(expected: "an expression")
      advance()
      // `!(x)` was told of; what it negates may have mistakes of its own.
      if isNot, kind == .leftParenthesis || kind == .name { return parsePostfix() }
      return ExprSyntax(.missing, range: range)
    default:
      complain(expected: "an expression")
      return ExprSyntax(.missing, range: SourceRange(range.lower, range.lower))
    }
  }

  private mutating func literal(_ kind: LiteralKind) -> ExprSyntax {
    let range = current.range
    advance()
    return ExprSyntax(.literal(LiteralSyntax(kind: kind, text: text(range))), range: range)
  }

  /// A string; several in a row are one.
  mutating func parseString() -> ExprSyntax {
    let lower = current.range.lower
    var value = ""
    while kind == .string {
      value += StringLiteral.value(of: bytes[current.range.lower..<current.range.upper])
      advance()
    }
    return ExprSyntax(
      .literal(LiteralSyntax(kind: .string, text: value)), range: range(from: lower))
  }

  /// What begins with a word: a name, a call, `true`, `false` or a `datatable`.
  private mutating func parseNamed() -> ExprSyntax {
    let name = NameSyntax(text(), range: current.range)
    switch name.text {
    case "and", "or":
      complain(expected: "an expression")
      return ExprSyntax(.missing, range: SourceRange(name.range.lower, name.range.lower))
    case "true", "True", "TRUE", "false", "False", "FALSE":
      advance()
      return ExprSyntax(
        .literal(LiteralSyntax(kind: .bool, text: name.text.lowercased())), range: name.range)
    case "datatable" where kind(ahead: 1) == .leftParenthesis:
      return parseDatatable()
    case "externaldata" where kind(ahead: 1) == .leftParenthesis:
      complain(.unsupported(name.text, at: name.range))
      skip(balanced: true)
      return ExprSyntax(.missing, range: range(from: name.range.lower))
    default:
      advance()
      if kind == .leftParenthesis { return parseCall(name) }
      return parseForeignNot(name) ?? ExprSyntax(.name(name), range: name.range)
    }
  }

  mutating func parseCall(_ name: NameSyntax) -> ExprSyntax {
    let outer = beginNode()
    let call = CallSyntax(name: name, arguments: parseArguments())
    endNode(outer)
    return ExprSyntax(.call(call), range: range(from: name.range.lower))
  }

  mutating func parseArguments() -> [NamedExprSyntax] {
    open()
    var arguments: [NamedExprSyntax] = []
    while kind != .rightParenthesis, !isAtEnd {
      let names = parseGivenNames()
      let expr = parsePipeline(role: .argument)
      arguments.append(NamedExprSyntax(names: names, expr: expr))
      guard accept(.comma) else { break }
      if kind == .rightParenthesis { complain(expected: "an argument") }
    }
    listEnd = index
    close(.rightParenthesis)
    return arguments
  }

  private mutating func parseDatatable() -> ExprSyntax {
    let lower = current.range.lower
    let outer = beginNode()
    advance()
    let columns = parseSchema()
    var values: [ExprSyntax] = []
    if kind == .leftBracket {
      open()
      while kind != .rightBracket, !isAtEnd {
        values.append(parseExpression())
        if !accept(.comma) { break }
      }
      listEnd = index
      close(.rightBracket)
    } else {
      complain(expected: "'['")
    }
    endNode(outer)
    return ExprSyntax(.datatable(columns, values), range: range(from: lower))
  }

  // MARK: - Names

  /// A bare name, or one in brackets: `['odd name']`.
  mutating func parseName(_ expected: String) -> NameSyntax {
    let lower = current.range.lower
    if kind == .name {
      advance()
      let range = range(from: lower)
      return NameSyntax(text(range), range: range)
    }
    guard startsName() else {
      complain(expected: expected)
      return NameSyntax("", range: SourceRange(lower, lower))
    }
    let string = lexeme(ahead: 1).range
    for _ in 0..<3 { advance() }
    return NameSyntax(
      StringLiteral.value(of: bytes[string.lower..<string.upper]), range: range(from: lower))
  }

  /// The names before an expression: `n =` or `(a, b) =`; none is the usual case.
  mutating func parseGivenNames() -> [NameSyntax] {
    if startsName(), kind(ahead: kind == .name ? 1 : 3) == .assign {
      let name = parseName("a name")
      advance()
      return [name]
    }
    guard kind == .leftParenthesis, isNameListAhead() else { return [] }
    open()
    var names = [parseName("a name")]
    while accept(.comma) { names.append(parseName("a name")) }
    close(.rightParenthesis)
    expect(.assign, "=")
    return names
  }

  /// Whether `(a, b) =` stands here, or where the text ends `(a, b)` or `(a,`.
  private func isNameListAhead() -> Bool {
    var distance = 1
    var isList = false
    while startsName(ahead: distance) {
      distance += kind(ahead: distance) == .name ? 1 : 3
      switch kind(ahead: distance) {
      case .comma:
        distance += 1
        isList = true
      case .rightParenthesis:
        let next = kind(ahead: distance + 1)
        return next == .assign || isList && next == .endOfText
      default:
        return false
      }
    }
    return isList && kind(ahead: distance) == .endOfText
  }
}
