/// Statements: `let`, `declare`, `set` and queries, with `;` between.
extension Parser {
  mutating func parseQuery() -> QuerySyntax {
    var statements: [StatementSyntax] = []
    while !isAtEnd {
      if accept(.semicolon) { continue }
      statements.append(parseStatement())
      if !isAtEnd, kind != .semicolon {
        complainOfRest(expected: "'|' or ';'")
        skip()
        // A `|` or a closing bracket that belongs to nothing must not stop us for good.
        while !isAtEnd, kind != .semicolon {
          if kind == .pipe {
            skipOrphanOperators()
          } else {
            advance()
            skip()
          }
        }
      }
    }
    return QuerySyntax(statements: statements, range: SourceRange(0, bytes.count))
  }

  /// Reads operators behind a mistake for the sake of the mistakes in them.
  private mutating func skipOrphanOperators() {
    let here = SourceRange(previousUpper, previousUpper)
    _ = parsePipelineTail(of: ExprSyntax(.missing, range: here))
    if !isAtEnd, kind != .semicolon, kind != .pipe {
      complain(expected: "'|' or ';'")
      skip()
    }
  }

  mutating func parseStatement() -> StatementSyntax {
    let lower = current.range.lower
    let statement: StatementKind
    if isWord("let"), kind(ahead: 1) != .pipe, kind(ahead: 1) != .endOfText {
      statement = parseLet()
    } else if isWord("declare"), kind(ahead: 1) == .name {
      statement = parseDeclare()
    } else if isWord("set"), kind(ahead: 1) == .name {
      statement = parseSet()
    } else if let word = unsupportedStatement() {
      complain(
        Self.foreignBeginnings.contains(word.lowercased())
          ? .foreignLanguage(word, at: current.range) : .unsupported(word, at: current.range))
      while !isAtEnd, kind != .semicolon { advance() }
      statement = .query(ExprSyntax(.missing, range: range(from: lower)))
    } else {
      statement = .query(parsePipeline(role: .source))
    }
    return StatementSyntax(kind: statement, range: range(from: lower))
  }

  /// Whether a bare or bracketed name stands ahead.
  func startsName(ahead distance: Int = 0) -> Bool {
    switch kind(ahead: distance) {
    case .name: true
    case .leftBracket:
      kind(ahead: distance + 1) == .string && kind(ahead: distance + 2) == .rightBracket
    default: false
    }
  }

  private func unsupportedStatement() -> String? {
    guard kind == .name else { return nil }
    let word = text()
    let folded = word.lowercased()
    switch kind(ahead: 1) {
    case .name:
      let isHere =
        ["alias", "restrict"].contains(folded) || Self.foreignBeginnings.contains(folded)
      return isHere && InfixOperator.words[text(ahead: 1)] == nil ? word : nil
    case .star, .long, .string: return folded == "select" ? word : nil
    default: return nil
    }
  }

  /// How statements of SQL begin.
  private static let foreignBeginnings: Set = ["delete", "from", "insert", "select", "update"]

  // MARK: - let

  private mutating func parseLet() -> StatementKind {
    advance()
    let name = parseName("a name")
    if name.text.isEmpty, kind != .assign, kind(ahead: 1) == .assign { advance() }
    if kind == .equal {
      complain(
        .expected(
          "'='", found: found, at: current.range,
          fixIt: FixIt(range: current.range, replacement: "=")))
      advance()
    } else {
      expect(.assign, "=")
    }
    if isFunctionAhead() {
      let isView = acceptWord("view")
      var function = parseFunction()
      function.isView = isView
      return .letFunction(name, function)
    }
    return .letValue(name, parsePipeline(role: .source))
  }

  /// `(` with `)` or `name:` behind it begins a lambda; a `view` may stand before.
  private func isFunctionAhead() -> Bool {
    var distance = 0
    if isWord("view"), kind(ahead: 1) == .leftParenthesis { distance = 1 }
    guard kind(ahead: distance) == .leftParenthesis else { return false }
    if kind(ahead: distance + 1) == .rightParenthesis { return true }
    guard startsName(ahead: distance + 1) else { return false }
    let isBracketed = kind(ahead: distance + 1) == .leftBracket
    return kind(ahead: distance + (isBracketed ? 4 : 2)) == .colon
  }

  private mutating func parseFunction() -> FunctionSyntax {
    let parameters = parseParameters()
    guard kind == .leftBrace, openBrackets.count < Parser.maximumNesting else {
      if kind == .leftBrace {
        complain(.nestedTooDeeply(at: current.range))
      } else {
        complain(expected: "'{'")
      }
      skip()
      return FunctionSyntax(
        parameters: parameters, statements: [],
        body: ExprSyntax(.missing, range: range(from: previousUpper)))
    }
    open()
    var statements: [StatementSyntax] = []
    var body: ExprSyntax?
    while kind != .rightBrace, !isAtEnd {
      if accept(.semicolon) { continue }
      let statement = parseStatement()
      if case .query(let expr) = statement.kind, body == nil {
        body = expr
      } else {
        if body != nil { complain(expected: "'}'") }
        statements.append(statement)
      }
      guard kind == .semicolon else { break }
    }
    let bodyRange = SourceRange(current.range.lower, current.range.lower)
    if body == nil { complain(expected: "an expression") }
    close(.rightBrace)
    return FunctionSyntax(
      parameters: parameters, statements: statements,
      body: body ?? ExprSyntax(.missing, range: bodyRange))
  }

  // MARK: - Parameters

  mutating func parseParameters() -> [ParameterSyntax] {
    guard kind == .leftParenthesis else {
      complain(expected: "'('")
      return []
    }
    open()
    var parameters: [ParameterSyntax] = []
    while kind != .rightParenthesis, !isAtEnd {
      parameters.append(parseParameter())
      if !accept(.comma) { break }
    }
    listEnd = index
    close(.rightParenthesis)
    return parameters
  }

  private mutating func parseParameter() -> ParameterSyntax {
    let name = parseName("a parameter's name")
    expect(.colon, ":")
    if kind == .leftParenthesis {
      return ParameterSyntax(name: name, type: .tabular(parseSchema()), defaultValue: nil)
    }
    let type = parseName("a type")
    let defaultValue = accept(.assign) ? parseExpression() : nil
    return ParameterSyntax(name: name, type: .scalar(type), defaultValue: defaultValue)
  }

  /// `(a: long, b: string)`; `(*)` has no columns.
  mutating func parseSchema() -> [ColumnSyntax] {
    guard kind == .leftParenthesis else {
      complain(expected: "'('")
      return []
    }
    open()
    var columns: [ColumnSyntax] = []
    if !accept(.star) {
      while kind != .rightParenthesis, !isAtEnd {
        let name = parseName("a column's name")
        expect(.colon, ":")
        columns.append(ColumnSyntax(name: name, type: parseName("a type")))
        if !accept(.comma) { break }
      }
    }
    listEnd = index
    close(.rightParenthesis)
    return columns
  }

  // MARK: - declare and set

  private mutating func parseDeclare() -> StatementKind {
    advance()
    if isWord("pattern") {
      let lower = current.range.lower
      complain(.unsupported("declare pattern", at: current.range))
      while !isAtEnd, kind != .semicolon { advance() }
      return .query(ExprSyntax(.missing, range: range(from: lower)))
    }
    expectWord("query_parameters")
    return .queryParameters(parseParameters())
  }

  private mutating func parseSet() -> StatementKind {
    advance()
    let name = parseName("an option")
    return .set(name, accept(.assign) ? parseExpression() : nil)
  }
}
