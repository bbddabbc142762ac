/// Words of other languages, SQL and dplyr above all, and what they are called here.
///
/// A person who types `select` knows what is wanted; the message names the word that is meant. Words
/// are looked up in small letters.
public enum ForeignHabits {
  /// Words in the place of an operator.
  static let operators: [String: String] = [
    "agg": "summarize", "aggregate": "summarize", "anti_join": "join kind=leftanti",
    "arrange": "sort by", "chart": "render", "dedup": "distinct", "drop": "project-away",
    "drop_na": "where isnotnull(...)", "eval": "extend", "explode": "mv-expand",
    "fields": "project", "full_join": "join kind=fullouter", "grep": "search",
    "group": "summarize ... by", "group_by": "summarize ... by", "groupby": "summarize ... by",
    "having": "where", "head": "take", "inner_join": "join kind=inner",
    "left_join": "join kind=leftouter", "merge": "join", "mutate": "extend",
    "order_by": "sort by", "orderby": "sort by", "pivot": "evaluate pivot(...)",
    "pivot_wider": "evaluate pivot(...)", "plot": "render", "relocate": "project-reorder",
    "rename": "project-rename", "right_join": "join kind=rightouter", "select": "project",
    "semi_join": "join kind=leftsemi", "slice": "take", "slice_head": "take",
    "slice_max": "top ... by", "sort_by": "sort by", "sortby": "sort by", "stats": "summarize",
    "summarise": "summarize", "tail": "sort by ... | take", "tally": "summarize count()",
    "transmute": "project", "unique": "distinct", "unnest": "mv-expand", "visualize": "render",
  ]

  /// Functions, and what they are called here; `...` stands for an operand.
  public static let functions: [String: String] = [
    "array_agg": "make_list", "average": "avg", "ceil": "ceiling", "char_length": "strlen",
    "concat": "strcat", "contains": "... contains ...", "count_distinct_approx": "dcount",
    "cumsum": "row_cumsum", "date": "todatetime", "date_diff": "datetime_diff",
    "date_trunc": "bin", "datediff": "datetime_diff", "day": "dayofmonth",
    "endswith": "... endswith ...", "first": "arg_min", "floor_date": "bin",
    "group_concat": "make_list", "has": "... has ...", "hour": "hourofday", "if": "iff",
    "if_else": "iff", "ifelse": "iff", "ifnull": "coalesce", "is_null": "isnull",
    "isna": "isnull", "json_extract": "parse_json", "lag": "prev", "last": "arg_max",
    "lcase": "tolower", "lead": "next", "len": "strlen", "length": "strlen", "lower": "tolower",
    "mean": "avg", "median": "percentile", "month": "monthofyear", "n": "count",
    "n_distinct": "dcount", "nvl": "coalesce", "quantile": "percentile",
    "regexp_extract": "extract",
    "replace": "replace_string", "sd": "stdev", "startswith": "... startswith ...",
    "str_detect": "... matches regex ...", "str_replace": "replace_string",
    "string_agg": "strcat_array", "substr": "substring", "to_date": "todatetime",
    "to_timestamp": "todatetime", "ucase": "toupper", "upper": "toupper", "var": "variance",
    "week": "week_of_year", "year": "getyear",
  ]
}

extension Parser {
  /// Says what the word of another language is called here; nil where it is none.
  func habit(_ word: NameSyntax) -> Diagnostic? {
    let folded = word.text.lowercased()
    if folded == "group", text().lowercased() == "by" {
      return .groupBy(at: SourceRange(word.range.lower, current.range.upper))
    }
    if let meant = ForeignHabits.operators[folded] {
      return .otherWord("operator", word.text, meant: meant, at: word.range)
    }
    // `events | avg(score)`: an aggregate alone is no operator.
    let aggregates: Set = ["avg", "dcount", "max", "mean", "min", "sum"]
    guard aggregates.contains(folded), kind == .leftParenthesis else { return nil }
    return Diagnostic(
      .error, "unknown operator '\(word.text)'; did you mean 'summarize \(word.text)(...)'?",
      at: word.range, fixIt: FixIt(range: word.range, replacement: "summarize \(word.text)"))
  }

  /// Reads what other languages write between two expressions, and says how it is written here; nil
  /// where nothing of the kind stands.
  mutating func parseForeignInfix(_ left: ExprSyntax) -> ExprSyntax? {
    switch kind {
    case .assign where allowsForeignEqual:
      complain(
        .misspelt("=", expected: "a comparison", nearest: "==", at: current.range))
      advance()
      return ExprSyntax(.binary(.equal, left, parsePostfix()), range: range(from: left.range.lower))
    case .name:
      switch text().lowercased() {
      case "is": return parseForeignIs(left)
      case "like", "ilike", "rlike", "regexp": return parseForeignLike(left)
      default: return nil
      }
    default: return nil
    }
  }

  /// `x is null`, `x is not null`.
  private mutating func parseForeignIs(_ left: ExprSyntax) -> ExprSyntax? {
    let isNegated = text(ahead: 1).lowercased() == "not"
    let distance = isNegated ? 2 : 1
    guard text(ahead: distance).lowercased() == "null" else { return nil }
    let lower = current.range.lower
    let name = isNegated ? "isnotnull" : "isnull"
    let whole = SourceRange(left.range.lower, lexeme(ahead: distance).range.upper)
    let written = SourceRange(lower, whole.upper)
    complain(
      Diagnostic(
        .error, "found '\(text(written))', expected an operator; did you mean '\(name)(...)'?",
        at: written, fixIt: FixIt(range: whole, replacement: "\(name)(\(text(left.range)))")))
    for _ in 0...distance { advance() }
    let argument = NamedExprSyntax(names: [], expr: left)
    return ExprSyntax(
      .call(CallSyntax(name: NameSyntax(name, range: written), arguments: [argument])),
      range: whole)
  }

  /// `x like "%y%"`.
  private mutating func parseForeignLike(_ left: ExprSyntax) -> ExprSyntax? {
    let word = NameSyntax(text(), range: current.range)
    guard kind(ahead: 1) == .string else {
      complain(.otherWord("operator", word.text, meant: "contains", at: word.range))
      advance()
      return ExprSyntax(
        .binary(.contains, left, parsePostfix()), range: range(from: left.range.lower))
    }
    let string = lexeme(ahead: 1).range
    let pattern = StringLiteral.value(of: bytes[string.lower..<string.upper])
    let (symbol, plain) = Self.meaning(of: pattern, isRegex: word.text.lowercased().hasPrefix("r"))
    let whole = SourceRange(word.range.lower, string.upper)
    complain(
      Diagnostic(
        .error, "unknown operator '\(word.text)'; did you mean '\(symbol.rawValue)'?",
        at: word.range,
        fixIt: FixIt(range: whole, replacement: "\(symbol.rawValue) \"\(plain)\"")))
    advance()
    return ExprSyntax(.binary(symbol, left, parseString()), range: range(from: left.range.lower))
  }

  /// The operator and the text that a pattern with `%` stands for.
  private static func meaning(
    of pattern: String, isRegex: Bool
  ) -> (BinaryOperatorSyntax, String) {
    if isRegex { return (.matchesRegex, pattern) }
    let begins = pattern.hasPrefix("%")
    let ends = pattern.hasSuffix("%") && pattern.count > 1
    let inner = String(pattern.dropFirst(begins ? 1 : 0).dropLast(ends ? 1 : 0))
    if inner.contains("%") || inner.contains("_") {
      let expression = inner.map { $0 == "%" ? ".*" : $0 == "_" ? "." : String($0) }.joined()
      return (.matchesRegex, (begins ? "" : "^") + expression + (ends ? "" : "$"))
    }
    switch (begins, ends) {
    case (true, true): return (.contains, inner)
    case (false, true): return (.startsWith, inner)
    case (true, false): return (.endsWith, inner)
    case (false, false): return (.equalInsensitive, inner)
    }
  }

  /// `not x == 1`: says that a bracket is due, and reads on.
  mutating func parseForeignNot(_ name: NameSyntax) -> ExprSyntax? {
    guard name.text.lowercased() == "not" else { return nil }
    switch kind {
    case .name, .long, .real, .string, .typedLiteral: break
    default: return nil
    }
    guard InfixOperator.words[text()] == nil else { return nil }
    let begin = current.range.lower
    let place = diagnostics.count
    let isNew = lastComplaint != begin
    let operand = parseComparison()
    guard isNew, place == diagnostics.count else { return operand }
    let whole = SourceRange(name.range.lower, max(name.range.upper, operand.range.upper))
    diagnostics.append(
      Diagnostic(
        .error, "'\(name.text)' needs brackets; did you mean 'not(...)'?", at: name.range,
        fixIt: FixIt(range: whole, replacement: "not(\(text(operand.range)))")))
    hasMistakeBeforeEnd = true
    return ExprSyntax(
      .call(
        CallSyntax(
          name: NameSyntax("not", range: name.range),
          arguments: [NamedExprSyntax(names: [], expr: operand)])),
      range: whole)
  }

  /// Behind `expression as name`, which SQL and dplyr write the other way round.
  mutating func parseForeignAlias(_ expr: ExprSyntax) -> NamedExprSyntax? {
    guard kind == .name, text().lowercased() == "as", kind(ahead: 1) == .name else { return nil }
    let word = NameSyntax(text(), range: current.range)
    let name = NameSyntax(text(ahead: 1), range: lexeme(ahead: 1).range)
    let whole = SourceRange(expr.range.lower, name.range.upper)
    complain(
      Diagnostic(
        .error, "found '\(word.text)'; a new name stands first, as in '\(name.text) = ...'",
        at: word.range,
        fixIt: FixIt(range: whole, replacement: "\(name.text) = \(text(expr.range))")))
    advance()
    advance()
    return NamedExprSyntax(names: [name], expr: expr)
  }
}
