/// The operators of a pipeline, each from its keyword to its end.
extension Parser {
  mutating func parseOperator() -> OperatorSyntax {
    let lower = current.range.lower
    guard kind == .name else {
      if kind == .pipe, isAdjacent(ahead: 0) {
        complain(.doubledPipe(at: SourceRange(lower - 1, lower + 1)))
      } else {
        complain(expected: "an operator")
      }
      skip()
      let name = NameSyntax("", range: SourceRange(lower, lower))
      return OperatorSyntax(kind: .unknown(name), range: range(from: lower))
    }
    let word = parseOperatorName()
    let kind: OperatorKind
    if let keyword = OperatorKeyword(rawValue: word.text) {
      if keyword != .summarize { skipHints() }
      kind = parseOperator(keyword)
    } else {
      kind = .unknown(word)
      complainOfOperator(word)
      skip(balanced: OperatorKeyword.unsupported.contains(word.text))
    }
    return OperatorSyntax(kind: kind, range: range(from: lower))
  }

  /// A word, or words with hyphens between and no blanks: `project-away`.
  private mutating func parseOperatorName() -> NameSyntax {
    let lower = current.range.lower
    advance()
    while kind == .minus, isAdjacent(ahead: 0), kind(ahead: 1) == .name, isAdjacent(ahead: 1) {
      advance()
      advance()
    }
    let range = range(from: lower)
    return NameSyntax(text(range), range: range)
  }

  private mutating func complainOfOperator(_ word: NameSyntax) {
    // The complaint is of the word, though the parser stands behind it already.
    guard lastComplaint != word.range.lower else { return }
    if OperatorKeyword.unsupported.contains(word.text) {
      complain(.unsupported(word.text, at: word.range))
    } else if let habit = habit(word) {
      complain(habit)
    } else if isComparison {
      complain(.unknownOperator(word.text, nearest: "where \(word.text)", at: word.range))
    } else {
      let known = OperatorKeyword.allCases.map(\.rawValue) + OperatorKeyword.unsupported.sorted()
      let nearest = hasRoomForComplaints ? EditDistance.nearest(word.text, among: known) : nil
      complain(.unknownOperator(word.text, nearest: nearest, at: word.range))
    }
  }

  /// Whether what follows compares: a column stands where an operator should.
  private var isComparison: Bool {
    switch kind {
    case .equal, .notEqual, .equalInsensitive, .notEqualInsensitive, .less, .lessOrEqual, .greater,
      .greaterOrEqual, .wordOperator:
      true
    case .name:
      InfixOperator.words[text()] != nil
    default:
      false
    }
  }

  private mutating func parseOperator(_ keyword: OperatorKeyword) -> OperatorKind {
    switch keyword {
    case .as: .as(parseName("a name"))
    case .count: parseCount()
    case .distinct: .distinct(parseNamedList())
    case .evaluate: parseEvaluate()
    case .extend: .extend(parseNamedList())
    case .filter, .where: .where(parseWhere())
    case .getschema: .getschema
    case .graphMatch: .graphMatch(parseGraphMatch())
    case .graphShortestPaths: .graphMatch(parseGraphMatch(isShortest: true))
    case .graphToTable: .graphToTable(parseName("'nodes' or 'edges'"))
    case .invoke: .invoke(parseOperatorCall())
    case .join: .join(parseJoin("join"))
    case .limit, .take: .take(parseExpression())
    case .lookup: .lookup(parseJoin("lookup"))
    case .makeGraph: .makeGraph(parseMakeGraph())
    case .makeSeries: .makeSeries(parseMakeSeries())
    case .mvApply, .mvapply: .mvApply(parseMvApply())
    case .mvExpand, .mvexpand: .mvExpand(parseMvExpand())
    case .order, .sort: parseSort()
    case .parse: .parse(parseParse(filters: false))
    case .parseKv: .parseKeyValues(parseKeyValues())
    case .parseWhere: .parse(parseParse(filters: true))
    case .partition: parsePartition()
    case .print: .print(parseNamedList())
    case .project: .project(parseNamedList())
    case .projectAway: .projectAway(parseList { $0.parsePattern() })
    case .projectKeep: .projectKeep(parseList { $0.parsePattern() })
    case .projectRename: .projectRename(parseList { $0.parseRename() })
    case .projectReorder: .projectReorder(parseList { $0.parseReorder() })
    case .range: parseRange()
    case .render: .render(parseRender())
    case .sample: .sample(parseExpression())
    case .sampleDistinct: parseSampleDistinct()
    case .scan: .scan(parseScan())
    case .search: .search(parseSearch())
    case .sequence: .sequence(parseSequence())
    case .serialize: .serialize(isOperatorEnd ? [] : parseNamedList())
    case .summarize: parseSummarize()
    case .top: parseTop()
    case .topHitters: parseTopHitters()
    case .topNested: .topNested(parseTopNested())
    case .union: .union(parseUnion())
    }
  }

  /// `count` alone; behind it `by` is what `summarize` has.
  private mutating func parseCount() -> OperatorKind {
    guard isWord("by"), index > 0 else { return .count }
    let word = lexemes[index - 1].range
    complain(
      Diagnostic(
        .error, "'count' takes no 'by'; did you mean 'summarize count() by'?", at: current.range,
        fixIt: FixIt(range: word, replacement: "summarize count()")))
    advance()
    return .summarize(aggregates: [], by: parseNamedList())
  }

  // MARK: - Lists

  /// One or more, with commas between.
  mutating func parseList<Element>(_ parse: (inout Parser) -> Element) -> [Element] {
    var elements = [parse(&self)]
    while accept(.comma) { elements.append(parse(&self)) }
    listEnd = index
    return elements
  }

  mutating func parseNamedList() -> [NamedExprSyntax] { parseList { $0.parseNamedExpr() } }

  mutating func parseNamedExpr() -> NamedExprSyntax {
    let names = parseGivenNames()
    let expr = parseExpression()
    return parseForeignAlias(expr) ?? NamedExprSyntax(names: names, expr: expr)
  }

  var isOperatorEnd: Bool {
    switch kind {
    case .pipe, .semicolon, .endOfText, .rightParenthesis, .rightBracket, .rightBrace: true
    default: false
    }
  }

  // MARK: - Columns

  /// A name that may hold `*`, as in `actor_*`.
  mutating func parsePattern() -> NameSyntax {
    guard kind == .name || kind == .star else { return parseName("a column or a pattern") }
    let lower = current.range.lower
    advance()
    while [.name, .star, .long].contains(kind), isAdjacent(ahead: 0) { advance() }
    let range = range(from: lower)
    return NameSyntax(text(range), range: range)
  }

  private mutating func parseRename() -> (new: NameSyntax, old: NameSyntax) {
    let new = parseName("a new name")
    expect(.assign, "=")
    return (new, parseName("a column"))
  }

  private mutating func parseReorder() -> ReorderSyntax {
    let pattern = parsePattern()
    guard kind == .name else { return ReorderSyntax(pattern: pattern, order: nil) }
    let order = parseOperatorName()
    let orders = ["asc", "desc", "granny-asc", "granny-desc"]
    if orders.contains(order.text) { return ReorderSyntax(pattern: pattern, order: order.text) }
    let nearest = EditDistance.nearest(order.text, among: orders)
    complain(
      nearest.map {
        .misspelt(order.text, expected: "'asc' or 'desc'", nearest: $0, at: order.range)
      }
        ?? .expected("'asc' or 'desc'", found: "'\(order.text)'", at: order.range))
    return ReorderSyntax(pattern: pattern, order: nil)
  }

  /// A condition, in which `=` is a slip for `==`.
  private mutating func parseWhere() -> ExprSyntax {
    let outer = allowsForeignEqual
    allowsForeignEqual = true
    defer { allowsForeignEqual = outer }
    return parseExpression()
  }

  // MARK: - Sorting and grouping

  private mutating func parseSort() -> OperatorKind {
    expectWord("by")
    return .sort(parseList { $0.parseOrder() })
  }

  private mutating func parseTop() -> OperatorKind {
    let count = parseExpression()
    expectWord("by")
    return .top(count, by: parseList { $0.parseOrder() })
  }

  private mutating func parseOrder() -> OrderSyntax {
    let key = parseNamedExpr()
    let ascending = acceptWord("asc")
    if !ascending { _ = acceptWord("desc") }
    var nullsFirst: Bool?
    if acceptWord("nulls") {
      if acceptWord("first") {
        nullsFirst = true
      } else if acceptWord("last") {
        nullsFirst = false
      } else {
        complain(expected: "'first' or 'last'")
      }
    }
    return OrderSyntax(key: key, ascending: ascending, nullsFirst: nullsFirst)
  }

  private mutating func parseSummarize() -> OperatorKind {
    var aggregates: [NamedExprSyntax] = []
    skipHints(strategies: ["shuffle"])
    // A column named `by` may be summarized as long as nothing follows that `by` could group.
    let isGroupingAlone = isWord("by") && !isInfix(ahead: 1) && kind(ahead: 1) != .assign
    if !isGroupingAlone { aggregates = parseNamedList() }
    let by = acceptWord("by") ? parseNamedList() : []
    return .summarize(aggregates: aggregates, by: by)
  }

  private func isInfix(ahead distance: Int) -> Bool {
    switch kind(ahead: distance) {
    case .comma, .dot, .equal, .greater, .less, .notEqual, .pipe, .slash: true
    default: false
    }
  }

  private mutating func parseRange() -> OperatorKind {
    let name = parseName("a column's name")
    expectWord("from")
    let from = parseExpression()
    expectWord("to")
    let to = parseExpression()
    expectWord("step")
    return .range(name, from: from, to: to, step: parseExpression())
  }
}
