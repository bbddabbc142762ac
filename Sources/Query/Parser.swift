/// Reads the text of a query into a tree.
///
/// The stages of this module: `Lexer` cuts the text into `Lexeme`s; `Parser`, a recursive descent
/// with precedence climbing, makes a `QuerySyntax` of them and never stops at the first mistake;
/// `DiagnosticFormatter` shows a person what was wrong, and `SyntaxPrinter` writes a tree back.
///
/// Words are keywords only where the grammar asks for one: an expression that is due takes any
/// name, so that `where type == "X"` and `project date, kind` need no brackets.
///
/// After a mistake the parser goes on at the next `|`, `;` or closing bracket, and says nothing
/// twice about one place.
public struct Parser {
  /// Brackets may nest this deep; a level costs up to 6 KB of stack, unoptimised thrice that.
  public static let maximumNesting = 128
  /// No tree is higher than this, so that whoever walks it may recurse. Chains of `and` and `or`
  /// are balanced and may be of any length.
  public static let maximumHeight = 500
  /// So many mistakes are told of; nobody reads more.
  static let maximumDiagnosticCount = 100

  /// The tree of a query with everything that is wrong in it, in the order of the text.
  /// - Complexity: linear in the length of the text.
  public static func parse(
    _ source: QuerySource
  ) -> (syntax: QuerySyntax, diagnostics: [Diagnostic]) {
    var parser = Parser(source)
    let syntax = parser.parseQuery()
    return (syntax, parser.sortedDiagnostics())
  }

  let bytes: [UInt8]
  let lexemes: [Lexeme]
  /// The lexeme that is next.
  var index = 0
  var diagnostics: [Diagnostic]
  /// Where the parser last complained: what follows from one mistake is not told of.
  var lastComplaint = -1
  /// What was open where the text ended too early, if that was the first mistake.
  var openAtFirstMistake: String?
  /// Whether anything but the end of the text was out of place.
  var hasMistakeBeforeEnd = false
  /// The brackets that are open.
  var openBrackets: [(text: String, range: SourceRange)] = []
  /// The lexeme behind the list that was read last: a comma might stand there.
  var listEnd = 0
  /// The height of the expression that was read last.
  var height = 0
  /// The height of the highest expression that was read since the innermost open one began.
  var peak = 0
  /// Whether `column:"text"` is a condition, as inside of `search`.
  var isInSearch = false
  /// Whether `[` behind a blank begins a step rather than an item, as inside of `sequence`.
  var isBeforeStep = false
  /// Whether `=` can only be meant for `==`.
  var allowsForeignEqual = false
  /// What the lexer found open at the end: a quotation mark, three backticks, or `(`.
  let openAtEnd: String?
  /// Where strings break off that lack their end.
  let brokenStringUppers: Set<Int>

  init(_ source: QuerySource) {
    var lexer = Lexer(bytes: Array(source.text.utf8))
    lexer.run()
    bytes = lexer.bytes
    lexemes = lexer.lexemes
    diagnostics = lexer.diagnostics
    openAtEnd = lexer.openAtEnd
    brokenStringUppers = lexer.brokenStringUppers
  }

  func sortedDiagnostics() -> [Diagnostic] {
    // The lexer's come first, and sorting is stable: of two at one place its own stays first.
    diagnostics.sorted { $0.range.lower < $1.range.lower }
  }

  // MARK: - Looking at lexemes

  var current: Lexeme { lexemes[index] }
  var kind: LexemeKind { lexemes[index].kind }
  var isAtEnd: Bool { kind == .endOfText }
  /// Where the lexeme before this one ended.
  var previousUpper: Int { index > 0 ? lexemes[index - 1].range.upper : 0 }

  func lexeme(ahead distance: Int) -> Lexeme {
    lexemes[min(index + distance, lexemes.count - 1)]
  }

  func kind(ahead distance: Int) -> LexemeKind { lexeme(ahead: distance).kind }

  func text(_ range: SourceRange) -> String {
    String(decoding: bytes[range.lower..<range.upper], as: UTF8.self)
  }

  func text(ahead distance: Int = 0) -> String { text(lexeme(ahead: distance).range) }

  /// Whether a word stands `distance` ahead.
  func isWord(_ word: StaticString, ahead distance: Int = 0) -> Bool {
    let lexeme = lexeme(ahead: distance)
    let length = lexeme.range.upper - lexeme.range.lower
    guard lexeme.kind == .name, length == word.utf8CodeUnitCount else { return false }
    return text(lexeme.range) == word.description
  }

  /// Whether the lexeme `distance` ahead follows the one before it without a blank.
  func isAdjacent(ahead distance: Int) -> Bool {
    let lexeme = lexeme(ahead: distance)
    return lexeme.triviaLower == lexeme.range.lower
  }

  func range(from lower: Int) -> SourceRange { SourceRange(lower, max(lower, previousUpper)) }

  // MARK: - Taking lexemes

  mutating func advance() {
    if index < lexemes.count - 1 { index += 1 }
  }

  mutating func accept(_ kind: LexemeKind) -> Bool {
    guard self.kind == kind else { return false }
    advance()
    return true
  }

  mutating func acceptWord(_ word: StaticString) -> Bool {
    guard isWord(word) else { return false }
    advance()
    return true
  }

  mutating func expect(_ kind: LexemeKind, _ spelling: String) {
    if !accept(kind) { complain(expected: "'\(spelling)'") }
  }

  mutating func expectWord(_ word: StaticString) {
    if acceptWord(word) { return }
    if kind == .name,
      EditDistance.nearest(text(), among: CollectionOfOne(word.description)) != nil
    {
      complain(
        .expected(
          "'\(word)'", found: found, at: current.range,
          fixIt: FixIt(range: current.range, replacement: word.description)))
      advance()
    } else if word.description == "by", kind == .name {
      let place = SourceRange(current.range.lower, current.range.lower)
      complain(
        .expected(
          "'by'", found: found, at: current.range, fixIt: FixIt(range: place, replacement: "by ")))
    } else {
      complain(expected: "'\(word)'")
    }
  }

  // MARK: - Brackets

  mutating func open() {
    openBrackets.append((text(), current.range))
    advance()
  }

  /// Takes the closing bracket, if need be after passing over what should not stand before it.
  mutating func close(_ kind: LexemeKind) {
    if self.kind != kind {
      let isStatementEnd = isAtEnd || self.kind == .semicolon
      if isStatementEnd, let bracket = openBrackets.last {
        complain(.unclosedBracket(bracket.text, at: bracket.range))
      } else {
        let bracket = kind == .rightParenthesis ? ")" : kind == .rightBracket ? "]" : "}"
        complainOfRest(expected: (index == listEnd ? "',' or " : "") + "'\(bracket)'")
        skip(pastPipes: true)
      }
    }
    _ = accept(kind)
    openBrackets.removeLast()
  }

  // MARK: - Complaints and recovery

  /// Reports a mistake, unless it follows from one at the same place.
  mutating func complain(_ diagnostic: Diagnostic) {
    if !isAtEnd {
      hasMistakeBeforeEnd = true
    } else if diagnostics.isEmpty {
      openAtFirstMistake = openAtEndOfText()
    }
    guard lastComplaint != current.range.lower else { return }
    lastComplaint = current.range.lower
    if hasRoomForComplaints { diagnostics.append(diagnostic) }
  }

  /// Looking for what was meant costs time that a list too long to be read is not worth.
  var hasRoomForComplaints: Bool { diagnostics.count < Parser.maximumDiagnosticCount }

  /// Reports that something else was expected than what is next.
  mutating func complain(expected: String) {
    // The lexer has already complained of what it could not read; and behind a string that does
    // not end nobody knows what was meant.
    if kind == .invalid || brokenStringUppers.contains(previousUpper) {
      lastComplaint = current.range.lower
      return
    }
    complain(.expected(expected, found: found, at: complaintRange))
  }

  /// What is next; at the end of the text the place behind the last lexeme, where the eye looks.
  var complaintRange: SourceRange {
    isAtEnd ? SourceRange(previousUpper, previousUpper) : current.range
  }

  /// What is next, as messages call it.
  var found: String {
    isAtEnd ? "the end of the query" : "'\(shortened(text()))'"
  }

  private func shortened(_ text: String) -> String {
    let line = text.prefix { !$0.isNewline }
    return line.count <= 40 && line.count == text.count ? text : line.prefix(37) + "..."
  }

  /// Goes on to the next `|`, `;` or closing bracket of this level, or to the end.
  ///
  /// With `balanced` a `;` within brackets is passed over, as some operators have it there;
  /// otherwise it ends the statement, as the bracket may be what is wrong.
  mutating func skip(pastPipes: Bool = false, balanced: Bool = false) {
    var depth = 0
    while !isAtEnd {
      switch kind {
      case .leftParenthesis, .leftBracket, .leftBrace, .notBracket:
        depth += 1
      case .rightParenthesis, .rightBracket, .rightBrace:
        if depth == 0, closesOpenBracket { return }
        depth = max(0, depth - 1)
      case .semicolon:
        if depth == 0 || openBrackets.isEmpty && !balanced { return }
      case .pipe:
        if depth == 0, !pastPipes { return }
      default:
        break
      }
      advance()
    }
  }

  /// Whether the closing bracket that is next belongs to any open one.
  private var closesOpenBracket: Bool {
    let opening = kind == .rightParenthesis ? "(" : kind == .rightBracket ? "[" : "{"
    return openBrackets.contains { $0.text == opening || $0.text == "!" + opening }
  }
}
