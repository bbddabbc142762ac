/// One piece of a query's text: a name, a literal, an operator, a bracket.
///
/// A lexeme takes the blanks and comments before it along, so that the lexemes of a text, the one
/// for its end included, tile it:
///
///     triviaLower      range.lower      range.upper
///     |  blanks, comments  |  the lexeme    |
public struct Lexeme: Sendable, Hashable {
  /// What it is.
  public let kind: LexemeKind
  /// Where the blanks and comments before it begin: where the lexeme before it ends.
  public let triviaLower: Int
  /// Its own place.
  public let range: SourceRange

  /// A lexeme of a kind at a place.
  public init(kind: LexemeKind, triviaLower: Int, range: SourceRange) {
    self.kind = kind
    self.triviaLower = triviaLower
    self.range = range
  }
}

/// The kinds of lexeme. Keywords are names: only the parser knows where a word is a keyword.
public enum LexemeKind: UInt8, Sendable {
  // What carries text.
  case calendar
  case long
  case name
  case real
  case string
  case timespan
  /// `datetime(...)`, `dynamic(...)` and the like, up to the closing bracket.
  case typedLiteral
  /// `!has`, `!in`, `in~`, `!in~`: a word with a sign.
  case wordOperator

  // Brackets.
  case leftBrace
  case leftBracket
  case leftParenthesis
  /// `![`, which begins a step of `sequence` that must not happen.
  case notBracket
  case rightBrace
  case rightBracket
  case rightParenthesis

  // Signs.
  case assign
  case colon
  case comma
  case dot
  case dotDot
  case equal
  case equalInsensitive
  case fatArrow
  case greater
  case greaterOrEqual
  case less
  case lessOrEqual
  case minus
  case notEqual
  case notEqualInsensitive
  case percent
  case pipe
  case plus
  case semicolon
  case slash
  case star

  /// Nothing that the language knows; already reported.
  case invalid
  case endOfText
}
