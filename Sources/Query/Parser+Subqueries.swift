/// Operators with operators or aggregates inside: `mv-apply`, `partition`, `make-series`, `search`,
/// `top-nested`, `top-hitters`, `sample-distinct`.
extension Parser {
  mutating func parseMvApply() -> MvApplySyntax {
    let expansion = parseMvExpand()
    expectWord("on")
    return MvApplySyntax(expansion: expansion, body: parseBody())
  }

  mutating func parsePartition() -> OperatorKind {
    expectWord("by")
    let name = parseName("a column")
    let key = ExprSyntax(.name(name), range: name.range)
    return .partition(by: key, body: parseBody())
  }

  /// `(operator | operator)`: a pipeline whose source is said elsewhere.
  private mutating func parseBody() -> [OperatorSyntax] {
    guard kind == .leftParenthesis, openBrackets.count < Parser.maximumNesting else {
      complain(expected: "'('")
      return []
    }
    let outer = beginNode()
    open()
    var operators: [OperatorSyntax] = []
    repeat {
      operators.append(parseOperator())
      endOperator()
    } while accept(.pipe)
    close(.rightParenthesis)
    endNode(outer)
    return operators
  }

  mutating func parseMakeSeries() -> MakeSeriesSyntax {
    let options = parseOptions(of: "make-series", ["kind"], closed: false)
    let aggregates = parseList { parser in
      let expr = parser.parseNamedExpr()
      guard parser.isWord("default"), parser.kind(ahead: 1) == .assign else {
        return (expr: expr, defaultValue: ExprSyntax?.none)
      }
      parser.advance()
      parser.advance()
      return (expr: expr, defaultValue: parser.parseExpression())
    }
    expectWord("on")
    let axis = parseNamedExpr()
    let from = acceptWord("from") ? parseExpression() : nil
    let to = acceptWord("to") ? parseExpression() : nil
    expectWord("step")
    let step = parseExpression()
    return MakeSeriesSyntax(
      isNonEmpty: options["kind"]?.text == "nonempty", aggregates: aggregates, axis: axis,
      from: from, to: to, step: step, by: acceptWord("by") ? parseNamedList() : [])
  }

  mutating func parseSearch() -> SearchSyntax {
    let options = parseOptions(of: "search", ["kind"], closed: false)
    var sources: [ExprSyntax] = []
    if isWord("in"), kind(ahead: 1) == .leftParenthesis {
      advance()
      open()
      sources = parseList { $0.parsePostfix() }
      close(.rightParenthesis)
    }
    let outer = isInSearch
    isInSearch = true
    defer { isInSearch = outer }
    return SearchSyntax(kind: options["kind"], sources: sources, condition: parseExpression())
  }

  mutating func parseTopNested() -> [TopNestedSyntax] {
    var levels = [parseTopNestedLevel()]
    while accept(.comma) {
      guard isWord("top"), isWord("nested", ahead: 2) else {
        complain(expected: "'top-nested'")
        break
      }
      for _ in 0..<3 { advance() }
      levels.append(parseTopNestedLevel())
    }
    return levels
  }

  private mutating func parseTopNestedLevel() -> TopNestedSyntax {
    let count = isWord("of") ? nil : parseExpression()
    expectWord("of")
    let key = parseNamedExpr()
    var others: ExprSyntax?
    if acceptWord("with") {
      expectWord("others")
      expect(.assign, "=")
      others = parseExpression()
    }
    expectWord("by")
    let aggregate = parseNamedExpr()
    let ascending = acceptWord("asc")
    if !ascending { _ = acceptWord("desc") }
    return TopNestedSyntax(
      count: count, key: key, others: others, aggregate: aggregate, ascending: ascending)
  }

  mutating func parseTopHitters() -> OperatorKind {
    let count = parseExpression()
    expectWord("of")
    let key = parseExpression()
    return .topHitters(count, of: key, by: acceptWord("by") ? parseExpression() : nil)
  }

  mutating func parseSampleDistinct() -> OperatorKind {
    let count = parseExpression()
    expectWord("of")
    return .sampleDistinct(count, of: parseNamedExpr())
  }
}
