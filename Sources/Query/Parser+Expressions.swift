/// Expressions: operators by precedence climbing, then members and items.
extension Parser {
  mutating func parseExpression() -> ExprSyntax { parseBinary(from: .or) }

  /// An expression without `and` and `or`.
  mutating func parseComparison() -> ExprSyntax { parseBinary(from: InfixOperator.Level.and.next) }

  // MARK: - Operators

  private mutating func parseBinary(from level: InfixOperator.Level) -> ExprSyntax {
    let lower = current.range.lower
    var left = parseUnary()
    var leftHeight = height
    if infixAhead() == nil, let read = parseForeignInfix(left) {
      left = read
      leftHeight = max(leftHeight, height) + 1
    }
    while let infix = infixAhead(), infix.level >= level {
      let operatorRange = current.range
      advance()
      let kind: ExprKind
      switch infix.kind {
      case .binary(let binary) where binary == .and || binary == .or:
        left = parseLogicalChain(from: left, leftHeight, binary, infix.level)
        leftHeight = height
        continue
      case .binary(let binary):
        if binary == .matchesRegex { expectWord("regex") }
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
    case .colon where isInSearch: return InfixOperator(.has)
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
      return isWord("matches") ? InfixOperator(.matchesRegex) : InfixOperator.words[text()]
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
    while kind == .dot || kind == .leftBracket && (!isBeforeStep || isAdjacent(ahead: 0)) {
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
