import Query

/// Where in an unfinished query its end stands: what completion needs to know.
///
/// The text is cut into lexemes, and brackets and bars are followed; no tree is made, since what is
/// being typed is seldom right.
struct QueryPosition {
  /// The word that is being typed, maybe empty.
  let word: String
  /// The operator whose arguments are being typed, "" at the beginning of a pipeline.
  let operatorName: String
  /// Whether an operator's name is due: the end stands behind a `|`.
  let awaitsOperator: Bool
  /// Whether a pipeline begins here, with a table.
  let awaitsSource: Bool
  /// Whether a value is due, instead of an operator between two.
  let awaitsOperand: Bool
  /// The function whose brackets are open, nearest first.
  let call: String?
  /// What comes before `=`, as in `kind=`.
  let assigned: String?
  /// `$left` or `$right` before a full stop.
  let side: String?
  /// The names since the operator's, in order.
  let words: [String]
  /// The text of the rows that the operator is given, nil at the beginning of a pipeline.
  let input: String?
  /// The statements before, which may give names.
  let statements: String

  /// What brackets are open around the end, or the statement itself.
  fileprivate struct Frame {
    /// Where what is inside begins.
    var start: Int
    /// Whether a pipeline of its own is inside.
    var isPipeline: Bool
    var call: String?
    var lastPipe: Int?
    var operatorName = ""
    var words: [String] = []
    /// Whether the operator's name is over.
    var hasOperator = false
    /// Whether anything stands in the pipeline.
    var isEmpty = true
  }

  /// The position at the end of `text`.
  init(atEndOf text: String) {
    let bytes = Array(text.utf8)
    let word = Self.lastWord(of: text)
    let head = text.dropLast(word.count)
    let lexemes = Lexer.lexemes(of: QuerySource(text: String(head))).lexemes.dropLast()
    func spelling(_ lexeme: Lexeme) -> String {
      String(decoding: bytes[lexeme.range.lower..<lexeme.range.upper], as: UTF8.self)
    }
    var frames = [Frame(start: 0, isPipeline: true)]
    var statementStart = 0
    var previous: Lexeme?
    for lexeme in lexemes {
      let before = previous.map { spelling($0) } ?? ""
      switch lexeme.kind {
      case .leftParenthesis, .leftBracket, .leftBrace, .notBracket:
        let inner = frames[frames.count - 1].inner(
          at: lexeme, behind: before, isCall: previous?.kind == .name)
        frames[frames.count - 1].isEmpty = false
        frames.append(inner)
      case .rightParenthesis, .rightBracket, .rightBrace:
        if frames.count > 1 { frames.removeLast() }
      case .pipe:
        frames[frames.count - 1].beginOperator(at: lexeme.range.lower)
      case .semicolon:
        if frames.count == 1 { statementStart = lexeme.range.upper }
        frames[frames.count - 1] = Frame(start: lexeme.range.upper, isPipeline: true)
      default:
        frames[frames.count - 1].take(
          lexeme, spelling(lexeme),
          isGlued: previous?.range.upper == lexeme.range.lower, behind: before)
      }
      previous = lexeme
    }
    let frame = frames[frames.count - 1]
    let pipeline = frames.last { $0.isPipeline } ?? frame
    self.word = word
    operatorName = pipeline.operatorName
    awaitsOperator = frame.isPipeline && frame.lastPipe != nil && !frame.hasOperator
    awaitsSource = frame.isPipeline && frame.isEmpty && frame.lastPipe == nil
    awaitsOperand = Self.awaitsOperand(behind: previous, previous.map { spelling($0) } ?? "")
    call = frame.isPipeline ? nil : frame.call
    let signs = lexemes.suffix(2)
    assigned =
      previous?.kind == .assign && signs.count == 2 ? signs.first.map { spelling($0) } : nil
    let isMember = previous?.kind == .dot && signs.count == 2
    let owner = isMember ? signs.first.map { spelling($0) } : nil
    side = owner.flatMap { $0.hasSuffix("left") || $0.hasSuffix("right") ? $0 : nil }
    words = frame.isPipeline ? frame.words : pipeline.words
    input = pipeline.lastPipe.map {
      String(decoding: bytes[min(pipeline.start, $0)..<$0], as: UTF8.self)
    }
    statements = String(decoding: bytes[..<statementStart], as: UTF8.self)
  }

  /// The letters, digits and underscores at the end, and the hyphens of an operator's name.
  private static func lastWord(of text: String) -> String {
    let hyphenated = text.reversed().prefix { isNamePart($0) || $0 == "-" }
    let before = text.dropLast(hyphenated.count).last { !$0.isWhitespace }
    if before == "|" || before == nil { return String(hyphenated.reversed()) }
    return String(text.reversed().prefix(while: isNamePart).reversed())
  }

  private static func isNamePart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }

  private static func awaitsOperand(behind lexeme: Lexeme?, _ text: String) -> Bool {
    guard let lexeme else { return true }
    switch lexeme.kind {
    case .name:
      return OperatorKeyword(rawValue: text) != nil || operandWords.contains(text)
    case .calendar, .long, .real, .string, .timespan, .typedLiteral, .rightBrace, .rightBracket,
      .rightParenthesis, .invalid, .endOfText:
      return false
    case .wordOperator, .leftBrace, .leftBracket, .leftParenthesis, .assign, .colon, .comma, .dot,
      .dotDot, .equal, .equalInsensitive, .fatArrow, .greater, .greaterOrEqual, .less,
      .lessOrEqual, .minus, .notBracket, .notEqual, .notEqualInsensitive, .percent, .pipe, .plus,
      .semicolon,
      .slash, .star:
      return true
    }
  }

  /// Words after which a value stands.
  private static let operandWords: Set<String> = [
    "and", "between", "by", "contains", "contains_cs", "endswith", "has", "has_all", "has_any",
    "has_cs", "hasprefix", "hassuffix", "in", "not", "of", "on", "or", "regex", "startswith",
    "step", "from", "to",
  ]
}

extension QueryPosition.Frame {
  /// What a bracket opens.
  fileprivate func inner(at lexeme: Lexeme, behind word: String, isCall: Bool)
    -> QueryPosition.Frame
  {
    let start = lexeme.range.upper
    let takesTable = ["join", "lookup", "union"].contains(operatorName) && !words.contains("on")
    let isSource = isEmpty && lastPipe == nil
    var isPipeline = false
    switch lexeme.kind {
    case .leftBrace: isPipeline = true
    case .leftParenthesis:
      isPipeline =
        ["materialize", "toscalar", "view"].contains(word)
        || (takesTable && (!isCall || OperatorKeyword(rawValue: word) != nil))
        || (self.isPipeline && isSource && !isCall)
        || (word == "in" && lastPipe == nil)
    default: break
    }
    var frame = QueryPosition.Frame(start: start, isPipeline: isPipeline)
    frame.call = isCall ? word : nil
    // `mv-apply x on (` and `partition by x (` go on with the rows that they were given.
    if lexeme.kind == .leftParenthesis, word == "on" || operatorName == "partition",
      ["mv-apply", "partition"].contains(operatorName), !isCall || word == "on"
    {
      frame.isPipeline = false
      frame.call = nil
    }
    return frame
  }

  fileprivate mutating func beginOperator(at pipe: Int) {
    isPipeline = true
    lastPipe = pipe
    operatorName = ""
    hasOperator = false
    words = []
    isEmpty = false
  }

  /// Takes what is no bracket and no bar.
  fileprivate mutating func take(
    _ lexeme: Lexeme, _ text: String, isGlued: Bool, behind before: String
  ) {
    isEmpty = false
    // What a `let` names is a value, or begins a pipeline.
    if lexeme.kind == .assign, lastPipe == nil, words.first == "let", words.count == 2 {
      isEmpty = true
      start = lexeme.range.upper
    }
    // `project-away` is three lexemes.
    if hasOperator, words.isEmpty, isGlued, lexeme.kind == .minus || before == "-" {
      operatorName += text
      return
    }
    guard lexeme.kind == .name || lexeme.kind == .wordOperator else { return }
    if !hasOperator && (lastPipe != nil || OperatorKeyword(rawValue: text) != nil) {
      operatorName = text
      hasOperator = true
    } else {
      words.append(text)
    }
  }
}
