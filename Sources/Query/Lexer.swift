/// Cuts the text of a query into lexemes, in one pass over its UTF-8.
///
/// The lexer never fails: what it cannot read becomes an `invalid` lexeme with a diagnostic.
/// - Complexity: linear in the length of the text.
public struct Lexer {
  /// The lexemes of a text, the last of kind `endOfText`, and what was wrong with them.
  public static func lexemes(
    of source: QuerySource
  ) -> (lexemes: [Lexeme], diagnostics: [Diagnostic]) {
    var lexer = Lexer(bytes: Array(source.text.utf8))
    lexer.run()
    return (lexer.lexemes, lexer.diagnostics)
  }

  let bytes: [UInt8]
  var position = 0
  var lexemes: [Lexeme] = []
  var diagnostics: [Diagnostic] = []
  /// What is still open where the text ends: a quotation mark, three backticks, or `(`.
  var openAtEnd: String?
  /// Where strings break off that lack their end.
  var brokenStringUppers: Set<Int> = []

  init(bytes: [UInt8]) {
    self.bytes = bytes
    lexemes.reserveCapacity(bytes.count / 4 + 1)
  }

  mutating func run() {
    var triviaLower = 0
    while true {
      skipTrivia()
      let lower = position
      let kind = position < bytes.count ? scanLexeme() : .endOfText
      lexemes.append(
        Lexeme(kind: kind, triviaLower: triviaLower, range: SourceRange(lower, position)))
      triviaLower = position
      if kind == .endOfText { return }
    }
  }

  /// The byte `distance` ahead, or 0 past the end; a zero byte is no part of any lexeme.
  func peek(_ distance: Int = 0) -> UInt8 {
    position + distance < bytes.count ? bytes[position + distance] : 0
  }

  func text(_ lower: Int, _ upper: Int) -> String {
    String(decoding: bytes[lower..<upper], as: UTF8.self)
  }

  mutating func report(_ diagnostic: Diagnostic) {
    if diagnostics.count < Parser.maximumDiagnosticCount { diagnostics.append(diagnostic) }
  }

  // MARK: - Blanks and comments

  private mutating func skipTrivia() {
    if position == 0 {
      if bytes.starts(with: [0xef, 0xbb, 0xbf]) { position = 3 }
      if peek() == UInt8(ascii: "#"), peek(1) == UInt8(ascii: "!") { skipLine() }
    }
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: " "), 0x09...0x0d:
        position += 1
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"):
        skipLine()
      case 0x80...:
        let (scalar, length) = decodeScalar()
        guard scalar.properties.isWhitespace else { return }
        position += length
      default:
        return
      }
    }
  }

  private mutating func skipLine() {
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
  }

  /// The scalar that starts here and its length. The text was a `String`, so it is well formed.
  func decodeScalar() -> (scalar: Unicode.Scalar, length: Int) {
    let lead = bytes[position]
    let length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
    var value = length == 1 ? UInt32(lead) : UInt32(lead) & (0x7f >> UInt32(length))
    for offset in 1..<max(length, 1) { value = value << 6 | UInt32(peek(offset)) & 0x3f }
    return (Unicode.Scalar(value) ?? "\u{fffd}", length)
  }

  // MARK: - Names

  static func startsName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"), UInt8(ascii: "$"):
      true
    default:
      false
    }
  }

  static func isDigit(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
  }

  /// Whether a letter, a digit or `_` stands here; letters of every script count.
  func continuesName() -> Bool {
    guard position < bytes.count else { return false }
    let byte = bytes[position]
    if byte < 0x80 { return Lexer.startsName(byte) || Lexer.isDigit(byte) }
    let properties = decodeScalar().scalar.properties
    return properties.isXIDContinue
  }

  mutating func skipName() {
    while continuesName() { position += bytes[position] < 0x80 ? 1 : decodeScalar().length }
  }

  // MARK: - One lexeme

  private mutating func scanLexeme() -> LexemeKind {
    let byte = bytes[position]
    if Lexer.startsName(byte) { return scanWord() }
    if Lexer.isDigit(byte) { return scanNumber() }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "@"), UInt8(ascii: "`"):
      return scanString()
    case UInt8(ascii: "!"):
      return scanBang()
    case UInt8(ascii: "%") where peek(1) == UInt8(ascii: ">") && peek(2) == UInt8(ascii: "%"):
      return scanForeignPipe(length: 3)
    case UInt8(ascii: "|") where peek(1) == UInt8(ascii: ">"):
      return scanForeignPipe(length: 2)
    case UInt8(ascii: "=") where peek(1) == byte && peek(2) == byte:
      position += 3
      let range = SourceRange(position - 3, position)
      report(.misspelt("===", expected: "an operator", nearest: "==", at: range))
      return .equal
    default:
      if let (kind, length) = sign() {
        position += length
        return kind
      }
      return scanForeign()
    }
  }

  /// A name, `in~`, a typed literal such as `datetime(...)`, or an obfuscated string `h"..."`.
  private mutating func scanWord() -> LexemeKind {
    let lower = position
    skipName()
    let length = position - lower
    if length == 1, bytes[lower] | 0x20 == UInt8(ascii: "h"),
      [UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "@"), UInt8(ascii: "`")]
        .contains(peek())
    {
      return scanString()
    }
    if length == 2, peek() == UInt8(ascii: "~"), text(lower, position) == "in" {
      position += 1
      return .wordOperator
    }
    guard length <= TypedLiteral.longestKeyword, let bracket = bracketAhead(),
      let keyword = TypedLiteral.canonicalKeywords[text(lower, position)]
    else { return .name }
    let word = SourceRange(lower, position)
    position = bracket
    return scanTypedLiteral(keyword: keyword, word: word)
  }

  /// The position of the `(` that comes next, blanks passed over.
  private func bracketAhead() -> Int? {
    var ahead = position
    while ahead < bytes.count, bytes[ahead] == UInt8(ascii: " ") { ahead += 1 }
    return ahead < bytes.count && bytes[ahead] == UInt8(ascii: "(") ? ahead : nil
  }

  private mutating func scanBang() -> LexemeKind {
    switch peek(1) {
    case UInt8(ascii: "="):
      position += 2
      return .notEqual
    case UInt8(ascii: "~"):
      position += 2
      return .notEqualInsensitive
    case UInt8(ascii: "["):
      position += 2
      return .notBracket
    case let next where Lexer.startsName(next):
      position += 1
      let lower = position
      skipName()
      if peek() == UInt8(ascii: "~"), text(lower, position) == "in" { position += 1 }
      return .wordOperator
    default:
      position += 1
      report(.strayExclamationMark(at: SourceRange(position - 1, position)))
      return .invalid
    }
  }

  /// The pipes of dplyr and R.
  private mutating func scanForeignPipe(length: Int) -> LexemeKind {
    let range = SourceRange(position, position + length)
    position += length
    let found = "'" + text(range.lower, range.upper) + "'"
    report(
      .expected("'|'", found: found, at: range, fixIt: FixIt(range: range, replacement: "|")))
    return .pipe
  }

  /// The sign that stands here, with its length.
  private func sign() -> (LexemeKind, Int)? {
    let next = peek(1)
    switch bytes[position] {
    case UInt8(ascii: "("): return (.leftParenthesis, 1)
    case UInt8(ascii: ")"): return (.rightParenthesis, 1)
    case UInt8(ascii: "["): return (.leftBracket, 1)
    case UInt8(ascii: "]"): return (.rightBracket, 1)
    case UInt8(ascii: "{"): return (.leftBrace, 1)
    case UInt8(ascii: "}"): return (.rightBrace, 1)
    case UInt8(ascii: ","): return (.comma, 1)
    case UInt8(ascii: ";"): return (.semicolon, 1)
    case UInt8(ascii: ":"): return (.colon, 1)
    case UInt8(ascii: "|"): return (.pipe, 1)
    case UInt8(ascii: "+"): return (.plus, 1)
    case UInt8(ascii: "-"): return (.minus, 1)
    case UInt8(ascii: "*"): return (.star, 1)
    case UInt8(ascii: "/"): return (.slash, 1)
    case UInt8(ascii: "%"): return (.percent, 1)
    case UInt8(ascii: "."): return next == UInt8(ascii: ".") ? (.dotDot, 2) : (.dot, 1)
    case UInt8(ascii: "="):
      switch next {
      case UInt8(ascii: "="): return (.equal, 2)
      case UInt8(ascii: "~"): return (.equalInsensitive, 2)
      case UInt8(ascii: ">"): return (.fatArrow, 2)
      default: return (.assign, 1)
      }
    case UInt8(ascii: "<"):
      switch next {
      case UInt8(ascii: "="): return (.lessOrEqual, 2)
      case UInt8(ascii: ">"): return (.notEqual, 2)
      default: return (.less, 1)
      }
    case UInt8(ascii: ">"):
      return next == UInt8(ascii: "=") ? (.greaterOrEqual, 2) : (.greater, 1)
    default:
      return nil
    }
  }

  /// A name in another script, or a character that the language does not use.
  private mutating func scanForeign() -> LexemeKind {
    let lower = position
    let (scalar, length) = decodeScalar()
    if scalar.properties.isXIDStart {
      skipName()
      return .name
    }
    position += length
    if scalar == "&", peek() == UInt8(ascii: "&") { position += 1 }
    report(.foreignCharacter(scalar, at: SourceRange(lower, position)))
    return .invalid
  }
}
