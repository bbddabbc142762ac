/// Operators with options: `join`, `lookup`, `union`, `mv-expand`, `evaluate`, `render`.
extension Parser {
  // MARK: - Options

  /// `hint.strategy = broadcast` and the like tell Kusto's cluster how to work; passed over here.
  ///
  /// An operator that knows few strategies names them, and others are mistakes.
  mutating func skipHints(strategies: [String] = []) {
    while isWord("hint"), kind(ahead: 1) == .dot, kind(ahead: 2) == .name,
      kind(ahead: 3) == .assign
    {
      let isStrategy = isWord("strategy", ahead: 2)
      for _ in 0..<4 { advance() }
      let value = parseOptionValue()
      if isStrategy, !strategies.isEmpty, !strategies.contains(value.text) {
        complain(.unknownStrategy(value.text, known: strategies, at: value.range))
      }
      _ = accept(.comma)
    }
  }

  /// The options `name = value` that may stand here, by name.
  ///
  /// With `closed` every `name =` must be an option, as no expression begins that way.
  mutating func parseOptions(
    of operatorName: String, _ known: [String], closed: Bool
  ) -> [String: NameSyntax] {
    var options: [String: NameSyntax] = [:]
    while true {
      skipHints()
      guard kind == .name, kind(ahead: 1) == .assign else { return options }
      let name = NameSyntax(text(), range: current.range)
      if !known.contains(name.text) {
        guard closed else { return options }
        let nearest = EditDistance.nearest(name.text, among: known)
        complain(
          .unknownOption(name.text, of: operatorName, nearest: nearest, at: name.range))
      }
      advance()
      advance()
      options[name.text] = parseOptionValue()
    }
  }

  private mutating func parseOptionValue() -> NameSyntax {
    switch kind {
    case .long, .string, .real, .typedLiteral:
      let range = current.range
      advance()
      return NameSyntax(text(range), range: range)
    default:
      return parseName("a value")
    }
  }

  // MARK: - join, lookup, union

  mutating func parseJoin(_ operatorName: String) -> JoinSyntax {
    let options = parseOptions(of: operatorName, ["kind"], closed: true)
    let right = parsePostfix()
    expectWord("on")
    let conditions = parseList { $0.parseExpression() }
    return JoinSyntax(kind: options["kind"], right: right, conditions: conditions)
  }

  mutating func parseUnion() -> UnionSyntax {
    let options = parseOptions(
      of: "union", ["isfuzzy", "kind", "with_source", "withsource"], closed: true)
    return UnionSyntax(
      kind: options["kind"], withSource: options["withsource"] ?? options["with_source"],
      isFuzzy: options["isfuzzy"]?.text.lowercased() == "true",
      sources: parseList { $0.parseUnionSource() })
  }

  /// A table, a query in brackets, a call, or a pattern such as `events_*`.
  private mutating func parseUnionSource() -> ExprSyntax {
    let isPattern =
      kind == .star || kind == .name && kind(ahead: 1) == .star && isAdjacent(ahead: 1)
    guard isPattern else { return parsePostfix() }
    let name = parsePattern()
    return ExprSyntax(.name(name), range: name.range)
  }

  // MARK: - mv-expand

  mutating func parseMvExpand() -> MvExpandSyntax {
    let options = parseOptions(
      of: "mv-expand", ["bagexpansion", "kind", "with_itemindex"], closed: false)
    let columns = parseList { parser in
      let expr = parser.parseNamedExpr()
      return (expr: expr, type: parser.parseTypeConversion())
    }
    return MvExpandSyntax(
      bagExpansion: options["bagexpansion"] ?? options["kind"],
      itemIndex: options["with_itemindex"], columns: columns,
      limit: acceptWord("limit") ? parseExpression() : nil)
  }

  /// `to typeof(long)`.
  private mutating func parseTypeConversion() -> NameSyntax? {
    guard acceptWord("to") else { return nil }
    expectWord("typeof")
    guard kind == .leftParenthesis else {
      complain(expected: "'('")
      return nil
    }
    open()
    let type = parseName("a type")
    close(.rightParenthesis)
    return type
  }

  // MARK: - evaluate and invoke

  mutating func parseEvaluate() -> OperatorKind {
    let call = parseOperatorCall()
    if kind == .colon {
      complain(.unsupported("evaluate ... : (schema)", at: current.range))
      advance()
      _ = parseSchema()
    }
    return .evaluate(call)
  }

  mutating func parseOperatorCall() -> CallSyntax {
    let name = parseName("a function's name")
    guard kind == .leftParenthesis else {
      complain(expected: "'('")
      return CallSyntax(name: name, arguments: [])
    }
    return CallSyntax(name: name, arguments: parseArguments())
  }

  // MARK: - render

  /// `render chart [with (name = value, ...)]`; a list of columns gives its property repeatedly.
  mutating func parseRender() -> RenderSyntax {
    let chart = parseName("a kind of chart")
    var properties: [(name: NameSyntax, value: ExprSyntax)] = []
    if acceptWord("with") {
      if kind == .leftParenthesis {
        open()
        properties = parseProperties()
        close(.rightParenthesis)
      } else {
        complain(expected: "'('")
      }
    } else if kind == .name, kind(ahead: 1) == .assign {
      properties = parseProperties()
    }
    return RenderSyntax(chart: chart, properties: properties)
  }

  mutating func parseProperties() -> [(name: NameSyntax, value: ExprSyntax)] {
    var properties: [(name: NameSyntax, value: ExprSyntax)] = []
    while kind != .rightParenthesis, !isOperatorEnd {
      let isNew = startsName() && kind(ahead: kind == .name ? 1 : 3) == .assign
      if isNew {
        let name = parseName("a property's name")
        advance()
        properties.append((name, parseExpression()))
      } else if let last = properties.last {
        properties.append((last.name, parseExpression()))
      } else {
        complain(expected: "a property")
        break
      }
      let separated = accept(.comma)
      if !separated, !(startsName() && kind(ahead: 1) == .assign) { break }
    }
    return properties
  }
}
