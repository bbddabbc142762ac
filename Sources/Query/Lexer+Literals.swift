/// The scanning of numbers, timespans, strings and typed literals.
extension Lexer {
  // MARK: - Numbers and timespans

  /// A long, a real, or either with a unit of time.
  mutating func scanNumber() -> LexemeKind {
    let lower = position
    if peek() == UInt8(ascii: "0"), peek(1) | 0x20 == UInt8(ascii: "x"), isHexDigit(peek(2)) {
      position += 2
      while isHexDigit(peek()) { position += 1 }
      return continuesName() ? badNumber(lower) : .long
    }
    skipDigits()
    var kind = LexemeKind.long
    // `1.` is a real, but `1..5` is a range and `1.f` is a number and then a member.
    if peek() == UInt8(ascii: "."), peek(1) != UInt8(ascii: "."), !Lexer.startsName(peek(1)) {
      position += 1
      skipDigits()
      kind = .real
    }
    if skipExponent() { return continuesName() ? badNumber(lower) : .real }
    guard continuesName() else { return kind }
    let unitLower = position
    skipName()
    let unit = text(unitLower, position)
    if TimeUnit.timespanUnits.contains(unit) { return .timespan }
    if TimeUnit.calendarUnits.contains(unit), kind == .long { return .calendar }
    return badUnit(unit, numberLower: lower, unitLower: unitLower)
  }

  private mutating func skipDigits() {
    while Lexer.isDigit(peek()) { position += 1 }
  }

  private func isHexDigit(_ byte: UInt8) -> Bool {
    Lexer.isDigit(byte) || UInt8(ascii: "a")...UInt8(ascii: "f") ~= byte | 0x20
  }

  private mutating func skipExponent() -> Bool {
    guard peek() | 0x20 == UInt8(ascii: "e") else { return false }
    let signed = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-")
    guard Lexer.isDigit(peek(signed ? 2 : 1)) else { return false }
    position += signed ? 2 : 1
    skipDigits()
    return true
  }

  private mutating func badNumber(_ lower: Int) -> LexemeKind {
    skipName()
    let range = SourceRange(lower, position)
    report(.malformedNumber(text(lower, position), at: range))
    return .invalid
  }

  private mutating func badUnit(_ unit: String, numberLower: Int, unitLower: Int) -> LexemeKind {
    let range = SourceRange(numberLower, position)
    report(
      .unknownUnit(
        text(numberLower, position), unit: unit, at: range,
        unitRange: SourceRange(unitLower, position)))
    return .invalid
  }

  // MARK: - Strings

  /// A string in one of its spellings; `position` may stand after an `h`.
  mutating func scanString() -> LexemeKind {
    let lower = position
    var isVerbatim = false
    if peek() == UInt8(ascii: "@") {
      isVerbatim = true
      position += 1
    }
    let quote = peek()
    switch quote {
    case UInt8(ascii: "`") where peek(1) == quote && peek(2) == quote:
      return scanMultiLine(lower)
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      position += 1
      return scanQuoted(quote, isVerbatim: isVerbatim, lower: lower)
    case UInt8(ascii: "`"):
      position += 1
      report(.foreignCharacter("`", at: SourceRange(lower, position)))
    default:
      report(.foreignCharacter("@", at: SourceRange(lower, position)))
    }
    return .invalid
  }

  private mutating func scanMultiLine(_ lower: Int) -> LexemeKind {
    let backtick = UInt8(ascii: "`")
    position += 3
    while position < bytes.count {
      if bytes[position] == backtick, peek(1) == backtick, peek(2) == backtick {
        position += 3
        return .string
      }
      position += 1
    }
    openAtEnd = "```"
    brokenStringUppers.insert(position)
    report(.unterminatedString("```", at: SourceRange(lower, lower + 3)))
    return .string
  }

  private mutating func scanQuoted(
    _ quote: UInt8, isVerbatim: Bool, lower: Int
  ) -> LexemeKind {
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
      if byte == quote {
        position += 1
        guard isVerbatim, peek() == quote else { return .string }
      } else if byte == UInt8(ascii: "\\"), !isVerbatim {
        scanEscape()
        continue
      }
      position += 1
    }
    let mark = String(Unicode.Scalar(quote))
    brokenStringUppers.insert(position)
    if position == bytes.count { openAtEnd = mark }
    report(.unterminatedString(mark, at: SourceRange(lower, position)))
    return .string
  }

  private mutating func scanEscape() {
    let lower = position
    guard let (_, length) = StringLiteral.escape(in: bytes[...], at: position) else {
      position += 1
      if position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
        position += decodeScalar().length
        report(.unknownEscape(text(lower, position), at: SourceRange(lower, position)))
      }
      return
    }
    position += length
  }

  // MARK: - Typed literals

  /// From the `(` at `position` to the bracket that closes it.
  ///
  /// In `dynamic(...)` brackets and strings nest; the others hold no bracket, so that one left open
  /// ends at the next `|` or `;` and spoils nothing behind it.
  mutating func scanTypedLiteral(keyword: String, word: SourceRange) -> LexemeKind {
    let bracket = position
    let isDynamic = keyword == "dynamic"
    var depth = 0
    var innerBracket: Int?
    scan: while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
        depth += 1
        if byte == UInt8(ascii: "("), depth == 2 { innerBracket = position - 1 }
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
        guard depth <= 0 else { continue }
        if let innerBracket, !isDynamic {
          let range = SourceRange(word.lower, innerBracket)
          report(.literalExpected(keyword, at: range, keywordRange: word))
        }
        return .typedLiteral
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        skipQuoted(byte)
      case UInt8(ascii: "|") where !isDynamic, UInt8(ascii: ";") where !isDynamic:
        position -= 1
        break scan
      default:
        continue
      }
    }
    if position == bytes.count { openAtEnd = "(" }
    report(.unclosedBracket("(", at: SourceRange(bracket, bracket + 1)))
    return .typedLiteral
  }

  /// Past a string inside a typed literal; one that does not close ends with its line.
  private mutating func skipQuoted(_ quote: UInt8) {
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
      let byte = bytes[position]
      position += byte == UInt8(ascii: "\\") && position + 1 < bytes.count ? 2 : 1
      if byte == quote { return }
    }
  }
}
