/// Operators that take texts apart: `parse`, `parse-where`, `parse-kv`.
extension Parser {
  mutating func parseParse(filters: Bool) -> ParseSyntax {
    let options = parseOptions(
      of: filters ? "parse-where" : "parse", ["flags", "kind"], closed: true)
    let source = parseExpression()
    expectWord("with")
    var parts: [ParsePartSyntax] = []
    while !isOperatorEnd {
      switch kind {
      case .star:
        advance()
        parts.append(.star)
      case .string:
        if case .literal(let literal) = parseString().kind { parts.append(.text(literal.text)) }
      case _ where startsName():
        let name = parseName("a column's name")
        let type = accept(.colon) ? parseName("a type") : nil
        parts.append(.column(name, type: type))
      default:
        complain(expected: "a text, a column or '*'")
        skip()
      }
    }
    if parts.isEmpty { complain(expected: "a text, a column or '*'") }
    return ParseSyntax(
      filters: filters, kind: options["kind"], flags: options["flags"], source: source,
      parts: parts)
  }

  mutating func parseKeyValues() -> ParseKeyValuesSyntax {
    let source = parseExpression()
    expectWord("as")
    let columns = parseSchema()
    var options: [(name: NameSyntax, value: ExprSyntax)] = []
    if acceptWord("with") {
      if kind == .leftParenthesis {
        open()
        options = parseProperties()
        close(.rightParenthesis)
      } else {
        complain(expected: "'('")
      }
    }
    return ParseKeyValuesSyntax(source: source, columns: columns, options: options)
  }
}
