/// Expressions: operators by precedence climbing, then calls, members, literals and names.
extension Parser {
  mutating func parseExpression() -> ExprSyntax { parseBinary(from: .or) }

  // MARK: - Operators

  private mutating func parseBinary(from level: InfixOperator.Level) -> ExprSyntax {
    let lower = current.range.lower
    var left = parseUnary()
    var leftHeight = height
    while let infix = infixAhead(), infix.level >= level {
      let operatorRange = current.range
      for _ in 0..<infix.lexemeCount { advance() }
      let kind: ExprKind
      switch infix.kind {
      case .binary(let binary) where binary == .and || binary == .or:
        left = parseLogicalChain(from: left, leftHeight, binary, infix.level)
        leftHeight = height
        continue
      case .binary(let binary):
        let right = parseBinary(from: infix.level.next)
        leftHeight = max(leftHeight, height) + 1
        kind = .binary(binary, left, right)
      case .list(let list):
        let outer = beginNode()
        let items = parseItems()
        endNode(outer)
        leftHeight = max(leftHeight + 1, height)
        kind = .list(list, left, items)
      case .between(let negated):
        let outer = beginNode()
        let (from, to) = parseBounds()
        endNode(outer)
        leftHeight = max(leftHeight + 1, height)
        kind = .between(left, from, to, negated: negated)
      }
      guard leftHeight <= Parser.maximumHeight else {
        complain(.tooLong(at: operatorRange))
        skip()
        left = ExprSyntax(.missing, range: range(from: lower))
        leftHeight = 1
        break
      }
      left = ExprSyntax(kind, range: range(from: lower))
    }
    height = leftHeight
    peak = max(peak, height)
    return left
  }

  /// The operator that is next, if an operator between expressions is.
  private func infixAhead() -> InfixOperator? {
    switch kind {
    case .equal: return InfixOperator(.equal)
    case .notEqual: return InfixOperator(.notEqual)
    case .equalInsensitive: return InfixOperator(.equalInsensitive)
    case .notEqualInsensitive: return InfixOperator(.notEqualInsensitive)
    case .less: return InfixOperator(.less)
    case .lessOrEqual: return InfixOperator(.lessOrEqual)
    case .greater: return InfixOperator(.greater)
    case .greaterOrEqual: return InfixOperator(.greaterOrEqual)
    case .plus: return InfixOperator(.add)
    case .minus: return InfixOperator(.subtract)
    case .star: return InfixOperator(.multiply)
    case .slash: return InfixOperator(.divide)
    case .percent: return InfixOperator(.modulo)
    case .name, .wordOperator:
      if isWord("matches"), isWord("regex", ahead: 1) {
        return InfixOperator(.binary(.matchesRegex), .text, lexemeCount: 2)
      }
      return InfixOperator.words[text()]
    default:
      return nil
    }
  }

  /// The rest of `a and b and c ...` behind its first operator.
  ///
  /// A chain of thousands, as programs write them, becomes a balanced tree: the operators are
  /// associative, and whoever walks the tree need not fear for its stack.
  private mutating func parseLogicalChain(
    from first: ExprSyntax, _ firstHeight: Int, _ binary: BinaryOperatorSyntax,
    _ level: InfixOperator.Level
  ) -> ExprSyntax {
    var operands = [first]
    var tallest = firstHeight
    repeat {
      operands.append(parseBinary(from: level.next))
      tallest = max(tallest, height)
    } while acceptLogical(binary)
    if operands.count <= 64 {
      height = tallest + operands.count - 1
      return operands.dropFirst().reduce(operands[0]) { join($0, binary, $1) }
    }
    while operands.count > 1 {
      operands = stride(from: 0, to: operands.count, by: 2).map {
        $0 + 1 < operands.count ? join(operands[$0], binary, operands[$0 + 1]) : operands[$0]
      }
      tallest += 1
    }
    height = tallest
    return operands[0]
  }

  private mutating func acceptLogical(_ binary: BinaryOperatorSyntax) -> Bool {
    binary == .and ? acceptWord("and") : acceptWord("or")
  }

  private func join(
    _ left: ExprSyntax, _ binary: BinaryOperatorSyntax, _ right: ExprSyntax
  ) -> ExprSyntax {
    ExprSyntax(
      .binary(binary, left, right),
      range: SourceRange(left.range.lower, max(left.range.upper, right.range.upper)))
  }

  /// The list behind `in` and its kin.
  private mutating func parseItems() -> [ExprSyntax] {
    guard kind == .leftParenthesis else {
      complain(expected: "'('")
      return [parseBinary(from: .sum)]
    }
    open()
    var items: [ExprSyntax] = []
    while kind != .rightParenthesis, !isAtEnd {
      items.append(parsePipeline(role: .argument))
      if !accept(.comma) { break }
    }
    listEnd = index
    close(.rightParenthesis)
    return items
  }

  /// `(a .. b)` behind `between`.
  private mutating func parseBounds() -> (ExprSyntax, ExprSyntax) {
    guard kind == .leftParenthesis else {
      complain(expected: "'('")
      let here = SourceRange(current.range.lower, current.range.lower)
      return (ExprSyntax(.missing, range: here), ExprSyntax(.missing, range: here))
    }
    open()
    let from = parseExpression()
    expect(.dotDot, "..")
    let to = parseExpression()
    close(.rightParenthesis)
    return (from, to)
  }

  private mutating func parseUnary() -> ExprSyntax {
    var signs: [(sign: UnaryOperatorSyntax, lower: Int)] = []
    while kind == .minus || kind == .plus {
      let sign: UnaryOperatorSyntax = kind == .minus ? .minus : .plus
      signs.append((sign, current.range.lower))
      advance()
    }
    var operand = parsePostfix()
    guard !signs.isEmpty else { return operand }
    guard signs.count + height <= Parser.maximumHeight else {
      complain(.tooLong(at: SourceRange(signs[0].lower, signs[0].lower + 1)))
      return operand
    }
    for (sign, lower) in signs.reversed() {
      operand = ExprSyntax(.unary(sign, operand), range: range(from: lower))
    }
    height += signs.count
    peak = max(peak, height)
    return operand
  }

  // MARK: - Members and items

  /// A name, literal, call or bracket with the `.b` and `[i]` behind it.
  mutating func parsePostfix() -> ExprSyntax {
    let lower = current.range.lower
    var base = parsePrimary()
    var baseHeight = height
    while kind == .dot || kind == .leftBracket {
      // Kusto reads `a.[b]` as `a[b]`.
      let isIndex = kind(ahead: 1) == .leftBracket && !startsName(ahead: 1)
      if kind == .dot, !isIndex {
        base = parseMember(of: base, lower: lower)
        baseHeight += 1
      } else {
        _ = accept(.dot)
        open()
        let item = parseExpression()
        close(.rightBracket)
        base = ExprSyntax(.index(base, item), range: range(from: lower))
        baseHeight = max(baseHeight, height) + 1
      }
      guard baseHeight <= Parser.maximumHeight else {
        complain(.tooLong(at: current.range))
        skip()
        height = 1
        return ExprSyntax(.missing, range: range(from: lower))
      }
    }
    height = baseHeight
    peak = max(peak, height)
    return base
  }

  private mutating func parseMember(of base: ExprSyntax, lower: Int) -> ExprSyntax {
    advance()
    let name = parseName("a member's name")
    guard kind == .leftParenthesis, !name.text.isEmpty else {
      return ExprSyntax(.member(base, name), range: range(from: lower))
    }
    complain(.unsupported(".\(name.text)(...)", at: name.range))
    _ = parseArguments()
    return ExprSyntax(.missing, range: range(from: lower))
  }

  // MARK: - Operands

  private mutating func parsePrimary() -> ExprSyntax {
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
      complain(expected: "an expression")
      advance()
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
  private mutating func parseString() -> ExprSyntax {
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
      return ExprSyntax(.name(name), range: name.range)
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
      arguments.append(NamedExprSyntax(names: names, expr: parsePipeline(role: .argument)))
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
    advance()
    var names = [parseName("a name")]
    while accept(.comma) { names.append(parseName("a name")) }
    advance()
    advance()
    return names
  }

  private func isNameListAhead() -> Bool {
    var distance = 1
    while startsName(ahead: distance) {
      distance += kind(ahead: distance) == .name ? 1 : 3
      switch kind(ahead: distance) {
      case .comma: distance += 1
      case .rightParenthesis: return kind(ahead: distance + 1) == .assign
      default: return false
      }
    }
    return false
  }

  // MARK: - Heights

  /// Begins to measure a node whose children follow.
  mutating func beginNode() -> Int {
    let outer = peak
    peak = 0
    return outer
  }

  /// Ends the node that `beginNode` began, one higher than its highest child.
  mutating func endNode(_ outer: Int) {
    height = peak + 1
    peak = max(outer, height)
  }
}
