/// Whether a text is a whole query: what a prompt needs to know at Enter.
public enum Completeness: Sendable, Hashable {
  /// Nothing but blanks and comments.
  case empty
  /// A query without a mistake in its form.
  case complete
  /// So far nothing is wrong, but more is due. `open` tells what waits: the innermost bracket or
  /// quotation mark, else the `|`, comma, operator or word at the end, else "".
  case incomplete(open: String)
  /// More text would not help.
  case wrong
}

extension Completeness {
  /// Whether something is open that further lines may close.
  public var isOpen: Bool {
    switch self {
    case .incomplete: true
    case .complete, .empty, .wrong: false
    }
  }
}

extension Parser {
  /// Whether `text` is a query, the beginning of one, or neither.
  /// - Complexity: linear in the length of the text.
  public static func completeness(of text: String) -> Completeness {
    var parser = Parser(QuerySource(text: text))
    if parser.isAtEnd, parser.diagnostics.isEmpty { return .empty }
    let lexicalMistakeCount = parser.diagnostics.count
    _ = parser.parseQuery()
    if parser.diagnostics.isEmpty { return .complete }
    if let open = parser.openAtFirstMistake { return .incomplete(open: open) }
    // What the parser misses behind an open string may be in the string.
    if let open = parser.openAtEnd, lexicalMistakeCount == 1, !parser.hasMistakeBeforeEnd {
      return .incomplete(open: open)
    }
    return .wrong
  }

  /// What is open at the end of the text.
  func openAtEndOfText() -> String {
    if let bracket = openBrackets.last { return bracket.text }
    guard index > 0 else { return "" }
    let last = lexemes[index - 1]
    let word = text(last.range)
    switch last.kind {
    case .name:
      let isKeyword = OperatorKeyword(rawValue: word) != nil || InfixOperator.words[word] != nil
      return isKeyword || ["by", "on", "let"].contains(word) ? word : ""
    case .calendar, .long, .real, .string, .timespan, .typedLiteral, .rightBrace, .rightBracket,
      .rightParenthesis, .invalid, .endOfText:
      return ""
    case .wordOperator, .leftBrace, .leftBracket, .leftParenthesis, .notBracket, .assign, .colon,
      .comma, .dot,
      .dotDot, .equal, .equalInsensitive, .fatArrow, .greater, .greaterOrEqual, .less,
      .lessOrEqual, .minus, .notEqual, .notEqualInsensitive, .percent, .pipe, .plus, .semicolon,
      .slash, .star:
      return word
    }
  }
}
