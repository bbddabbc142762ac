internal import Columnar
internal import Query

/// `parse` becomes a regular expression with a group a column; what its groups match is then
/// converted like any other text.
extension Binder {
  /// How strictly `parse` reads.
  private enum ParseKind: String, CaseIterable {
    /// Texts stand for themselves, and a value that is none of its column's type fails the row.
    case simple
    /// Texts are regular expressions.
    case regex
    /// Like simple, but a value that is none of its column's type is null by itself.
    case relaxed
  }

  /// A column that a text is parsed into.
  private typealias ParsedColumn = (name: NameSyntax, type: LogicalType)

  mutating func bindParse(
    _ parse: ParseSyntax, _ plan: LogicalPlan, _ scope: Scope
  ) -> LogicalPlan? {
    guard let text = bindParsedText(parse.source, plan, scope), let kind = parseKind(parse.kind),
      let columns = parsedColumns(parse.parts)
    else { return nil }
    let pattern =
      kind == .regex
      ? regularPattern(parse, columns.map(\.type)) : simplePattern(parse, columns.map(\.type))
    let range = parse.source.range
    let constant = BoundExpr(.constant(.string(pattern)), type: .string, range: range)
    guard let captures = resolve(operator: "captures", [text, constant], at: range),
      let values = bindItems(of: captures, columns.map(\.type), at: range)
    else { return nil }
    var conditions = [captures]
    if kind != .relaxed { conditions += values.filter { $0.type != .string } }
    var fits: BoundExpr?
    for condition in conditions {
      guard let test = resolve(operator: "isnotnull", [condition], at: range) else { return nil }
      fits = fits.flatMap { resolve(operator: "and", [$0, test], at: range) } ?? test
    }
    guard let fits else { return plan }
    if parse.filters {
      return parsed(
        columns, values, over: LogicalPlan(.filter(plan, fits), schema: plan.schema))
    }
    guard kind != .relaxed else { return parsed(columns, values, over: plan) }
    let guarded = values.compactMap { value in
      let missing = BoundExpr(
        .constant(Conversion.nullValue(of: value.type)), type: value.type, range: range)
      return resolve(operator: "iff", [fits, value, missing], at: range)
    }
    return parsed(columns, guarded, over: plan)
  }

  mutating func bindParseKeyValues(
    _ parse: ParseKeyValuesSyntax, _ plan: LogicalPlan, _ scope: Scope
  ) -> LogicalPlan? {
    guard let text = bindParsedText(parse.source, plan, scope),
      let columns = parsedColumns(parse.columns.map { .column($0.name, type: $0.type) }),
      let options = bindKeyValueOptions(parse, scope)
    else { return nil }
    let range = parse.source.range
    let keys = columns.map { DynamicValue.string($0.name.text) }
    let arguments = [
      text, BoundExpr(.constant(.dynamic(.array(keys))), type: .dynamic, range: range),
      BoundExpr(.constant(.dynamic(.bag(options))), type: .dynamic, range: range),
    ]
    guard let found = resolve(operator: "key_values", arguments, at: range),
      let values = bindItems(of: found, columns.map(\.type), at: range)
    else { return nil }
    return parsed(columns, values, over: plan)
  }

  // MARK: - Parts

  private mutating func bindParsedText(
    _ source: ExprSyntax, _ plan: LogicalPlan, _ scope: Scope
  ) -> BoundExpr? {
    guard let text = bindScalar(source, self.scope(over: plan, scope)) else { return nil }
    guard text.type == .string || text.type == .dynamic else {
      report(.wrongType("'parse'", expected: "a string", found: text.type, at: source.range))
      return nil
    }
    return Conversion.convert(text, to: .string)
  }

  private mutating func parseKind(_ name: NameSyntax?) -> ParseKind? {
    guard let name else { return .simple }
    if let kind = ParseKind(rawValue: name.text) { return kind }
    report(.unknown("kind of parse", name, among: ParseKind.allCases.map(\.rawValue)))
    return nil
  }

  private mutating func parsedColumns(_ parts: [ParsePartSyntax]) -> [ParsedColumn]? {
    var columns: [ParsedColumn] = []
    for case .column(let name, let keyword) in parts {
      if columns.contains(where: { $0.name.text == name.text }) {
        report(.duplicateColumn(name.text, at: name.range))
        return nil
      }
      guard let keyword else {
        columns.append((name, .string))
        continue
      }
      guard let type = bindType(keyword) else { return nil }
      columns.append((name, type))
    }
    return columns
  }

  /// The items of an array of texts, each converted to its column's type.
  private mutating func bindItems(
    of array: BoundExpr, _ types: [LogicalType], at range: SourceRange
  ) -> [BoundExpr]? {
    var values: [BoundExpr] = []
    for (index, type) in types.enumerated() {
      let place = BoundExpr(.constant(.integer(Int64(index))), type: .long, range: range)
      guard let item = resolve(operator: "[]", [array, place], at: range) else { return nil }
      values.append(Conversion.convert(Conversion.convert(item, to: .string), to: type))
    }
    return values
  }

  /// The columns of a plan with those that were parsed in the place of theirs or behind them.
  private func parsed(
    _ columns: [ParsedColumn], _ values: [BoundExpr], over plan: LogicalPlan
  ) -> LogicalPlan {
    var schema = plan.schema.columns
    var exprs = plan.allColumns
    for (column, value) in zip(columns, values) {
      let made = ColumnSchema(column.name.text, column.type)
      if let index = schema.firstIndex(where: { $0.name == made.name }) {
        schema[index] = made
        exprs[index] = value
      } else {
        schema.append(made)
        exprs.append(value)
      }
    }
    return LogicalPlan(.project(plan, exprs), schema: Schema(schema))
  }

  // MARK: - Patterns

  /// The text from end to end, columns as short as they can be.
  private func simplePattern(_ parse: ParseSyntax, _ types: [LogicalType]) -> String {
    var types = types[...]
    var pattern = "(?s)^"
    var column = 0
    for part in parse.parts {
      switch part {
      case .star: pattern += ".*?"
      case .text(let text): pattern += Self.quoted(text)
      case .column:
        let number = types.popFirst().flatMap { Self.numberPattern($0) }.map { $0 + "|" } ?? ""
        pattern += "(?P<c\(column)>\(number).*?)"
        column += 1
      }
    }
    if case .star? = parse.parts.last { return pattern }
    return pattern + "$"
  }

  /// The pattern anywhere in the text, columns as long as they can be.
  private func regularPattern(_ parse: ParseSyntax, _ types: [LogicalType]) -> String {
    var types = types[...]
    let letters = (parse.flags?.text ?? "").filter { "imsU".contains($0) }
    var pattern = letters.isEmpty ? "" : "(?\(letters))"
    var column = 0
    for part in parse.parts {
      switch part {
      case .star: pattern += ".*?"
      case .text(let text):
        // What is no expression is meant as it stands.
        pattern +=
          RegularExpression.problem(in: text) == nil ? "(?:\(text))" : Self.quoted(text)
      case .column:
        let inner = types.popFirst().flatMap { Self.strictPattern($0) } ?? ".*"
        pattern += "(?P<c\(column)>\(inner))"
        column += 1
      }
    }
    return pattern
  }

  /// A number at the start of the rest, so that `n: long *` takes its digits and no more.
  private static func numberPattern(_ type: LogicalType) -> String? {
    switch type {
    case .int, .long: "[-+]?[0-9]+"
    case .real, .decimal: "[-+]?(?:[0-9]+[.]?[0-9]*|[.][0-9]+)(?:[eE][-+]?[0-9]+)?"
    case .bool, .string, .datetime, .timespan, .guid, .dynamic: nil
    }
  }

  private static func strictPattern(_ type: LogicalType) -> String? {
    switch type {
    case .bool: "(?i:true|false)|-?[0-9]"
    case .int, .long: "[-+]?[0-9]+"
    case .real, .decimal: "[-+]?[0-9]+(?:[.][0-9]+)?(?:[eE][-+]?[0-9]+)?"
    case .string, .datetime, .timespan, .guid, .dynamic: nil
    }
  }

  /// A pattern that matches the text and nothing else.
  private static func quoted(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if "\\.+*?()|[]{}^$".unicodeScalars.contains(scalar) { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result
  }

  // MARK: - Keys and values

  private static let keyValueOptions = [
    "escape", "greedy", "kv_delimiter", "pair_delimiter", "quote", "regex",
  ]

  /// The options as a bag, checked.
  private mutating func bindKeyValueOptions(
    _ parse: ParseKeyValuesSyntax, _ scope: Scope
  ) -> DynamicBag? {
    var options = DynamicBag()
    for (name, expr) in parse.options {
      guard Self.keyValueOptions.contains(name.text) else {
        report(.unknown("option of parse-kv", name, among: Self.keyValueOptions))
        return nil
      }
      guard let bound = bindScalar(expr, scope), let value = constants.value(of: bound) else {
        report(.expectedConstant("'\(name.text)'", at: expr.range))
        return nil
      }
      if name.text == "regex", case .string(let pattern) = value {
        let problem = RegularExpression.problem(in: pattern)
        let groups = RegularExpression.shared(pattern)?.groupCount ?? 0
        guard problem == nil, groups == 2 else {
          report(
            Diagnostic(
              .error, problem ?? "expected one group for the key and one for the value",
              at: expr.range))
          return nil
        }
      }
      options[name.text] = DynamicValue(value)
    }
    let hasDelimiters = options["pair_delimiter"] != nil && options["kv_delimiter"] != nil
    if options["regex"] == nil && !hasDelimiters {
      report(
        Diagnostic(
          .error, "'parse-kv' needs 'pair_delimiter' and 'kv_delimiter', or 'regex'",
          at: parse.source.range))
      return nil
    }
    return options
  }
}
