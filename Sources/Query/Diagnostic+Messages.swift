/// Everything that the lexer and the parser have to say, sorted by name.
extension Diagnostic {
  static func bareDynamic(_ found: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "found \(found), expected an expression; lists are 'dynamic([...])'", at: range)
  }

  static func doubledPipe(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "found '||', expected an operator; did you mean 'or'?", at: range,
      fixIt: FixIt(range: range, replacement: "or"))
  }

  static func expected(
    _ expected: String, found: String, at range: SourceRange, fixIt: FixIt? = nil
  ) -> Diagnostic {
    Diagnostic(.error, "found \(found), expected \(expected)", at: range, fixIt: fixIt)
  }

  static func foreignCharacter(_ scalar: Unicode.Scalar, at range: SourceRange) -> Diagnostic {
    let plain: String? =
      switch scalar {
      case "\u{201c}", "\u{201d}", "\u{201e}", "\u{ff02}": "\""
      case "\u{2018}", "\u{2019}", "\u{ff07}": "'"
      case "\u{2013}", "\u{2014}", "\u{2212}": "-"
      case "\u{ff08}": "("
      case "\u{ff09}": ")"
      case "\u{ff0c}": ","
      case "\u{ff5c}", "\u{00a6}": "|"
      case "&": "and"
      default: nil
      }
    guard let plain else {
      return Diagnostic(.error, "unexpected character '\(scalar)'", at: range)
    }
    return Diagnostic(
      .error, "unexpected character '\(scalar)'; did you mean '\(plain)'?", at: range,
      fixIt: FixIt(range: range, replacement: plain))
  }

  static func foreignLanguage(_ word: String, at range: SourceRange) -> Diagnostic {
    word.lowercased() == "select"
      ? Diagnostic(
        .error,
        "found '\(word)', expected a table, as in 'events | where ... | project ...';"
          + " a value alone is 'print'", at: range)
      : Diagnostic(
        .error,
        "found '\(word)', expected a table, as in 'events | where ... | project ...'",
        at: range)
  }

  /// `| group by x`, which asks for rows that nobody sees.
  static func groupBy(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "unknown operator 'group'; here it is 'summarize count() by'", at: range,
      fixIt: FixIt(range: range, replacement: "summarize count() by"))
  }

  static func literalExpected(
    _ keyword: String, at range: SourceRange, keywordRange: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .error, "'\(keyword)(...)' holds a literal; for an expression write 'to\(keyword)(...)'",
      at: range,
      fixIt: FixIt(range: keywordRange, replacement: "to\(keyword)"))
  }

  static func malformedNumber(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "'\(text)' is not a number", at: range)
  }

  static func misspelt(
    _ word: String, expected: String, nearest: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .error, "found '\(word)', expected \(expected); did you mean '\(nearest)'?", at: range,
      fixIt: nearest.contains("...") ? nil : FixIt(range: range, replacement: nearest))
  }

  static func missingTable(_ keyword: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "found operator '\(keyword)', expected a table and '|' before it", at: range)
  }

  static func nestedTooDeeply(at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "nested too deeply: at most \(Parser.maximumNesting) levels", at: range)
  }

  /// A word of another language, and the one that is meant.
  public static func otherWord(
    _ what: String, _ word: String, meant: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .error, "unknown \(what) '\(word)'; here it is '\(meant)'", at: range,
      fixIt: meant.contains("...") ? nil : FixIt(range: range, replacement: meant))
  }

  static func strayExclamationMark(at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "unexpected character '!'; for 'not' write 'not(...)'", at: range)
  }

  static func tooLong(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "too many operators in a row: at most \(Parser.maximumHeight); use brackets or 'let'",
      at: range)
  }

  static func unclosedBracket(_ bracket: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "'\(bracket)' is never closed", at: range)
  }

  static func unknownEscape(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "unknown escape '\(text)'; write '\\\(text)' or put '@' before the string", at: range,
      fixIt: FixIt(range: SourceRange(range.lower, range.lower), replacement: "\\"))
  }

  static func unknownOperator(
    _ word: String, nearest: String?, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .error, "unknown operator '\(word)'" + (nearest.map { "; did you mean '\($0)'?" } ?? ""),
      at: range,
      fixIt: nearest.map { FixIt(range: range, replacement: $0) })
  }

  static func unknownOption(
    _ word: String, of operatorName: String, nearest: String?, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .error,
      "'\(operatorName)' has no option '\(word)'"
        + (nearest.map { "; did you mean '\($0)'?" } ?? ""), at: range,
      fixIt: nearest.map { FixIt(range: range, replacement: $0) })
  }

  static func unknownStrategy(
    _ strategy: String, known: [String], at range: SourceRange
  ) -> Diagnostic {
    let expected = known.map { "'\($0)'" }.joined(separator: " or ")
    return Diagnostic(.error, "unknown strategy '\(strategy)', expected \(expected)", at: range)
  }

  static func unknownUnit(
    _ text: String, unit: String, at range: SourceRange, unitRange: SourceRange
  ) -> Diagnostic {
    let units = TimeUnit.timespanUnits.union(TimeUnit.calendarUnits)
    guard let nearest = EditDistance.nearest(unit, among: units.sorted()) else {
      return Diagnostic(
        .error, "'\(text)' is not a number, and '\(unit)' is no unit of time", at: range)
    }
    return Diagnostic(
      .error, "unknown unit of time '\(unit)'; did you mean '\(nearest)'?", at: range,
      fixIt: FixIt(range: unitRange, replacement: nearest))
  }

  static func unsupported(_ construct: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "'\(construct)' is not in this version", at: range)
  }

  static func unterminatedString(_ quote: String, at range: SourceRange) -> Diagnostic {
    quote == "```"
      ? Diagnostic(.error, "string is never closed: expected '```'", at: range)
      : Diagnostic(
        .error, "string does not end on its line: expected '\(quote)'", at: range,
        fixIt: FixIt(range: SourceRange(range.upper, range.upper), replacement: quote))
  }
}
