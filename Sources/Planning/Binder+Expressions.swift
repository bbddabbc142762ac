internal import Columnar
internal import Query

extension Binder {
  /// A value over the rows of the scope; nil where it is wrong, which is then reported.
  mutating func bindScalar(_ expr: ExprSyntax, _ scope: Scope) -> BoundExpr? {
    switch expr.kind {
    case .missing: return nil
    case .literal(let literal): return bindLiteral(literal, at: expr.range)
    case .name(let name): return bindName(name, scope)
    case .star:
      report(.starNotAllowed(at: expr.range))
      return nil
    case .unary(let sign, let operand): return bindSign(sign, operand, scope, at: expr.range)
    case .binary(let symbol, let left, let right):
      return bindBinary(symbol, left, right, scope, at: expr.range)
    case .between(let value, let low, let high, let negated):
      return bindOperator(
        negated ? "!between" : "between", [value, low, high], scope, at: expr.range)
    case .list(let symbol, let value, let items):
      return bindList(symbol, value, items, scope, at: expr.range)
    case .call(let call): return bindCall(call, scope, at: expr.range)
    case .member(let base, let member):
      return bindMember(base, member, scope, at: expr.range)
    case .index(let base, let key): return bindOperator("[]", [base, key], scope, at: expr.range)
    case .parenthesized(let inner): return bindScalar(inner, scope)
    case .pipeline, .datatable, .leading:
      report(.tableAsScalar(at: expr.range))
      return nil
    }
  }

  /// Binds all, so that all errors show; nil where there is one.
  mutating func bindScalars(_ exprs: [ExprSyntax], _ scope: Scope) -> [BoundExpr]? {
    let bound = exprs.map { bindScalar($0, scope) }
    let good = bound.compactMap { $0 }
    return good.count == bound.count ? good : nil
  }

  /// A condition: a bool, or what Kusto takes for one.
  mutating func bindCondition(_ expr: ExprSyntax, _ scope: Scope) -> BoundExpr? {
    guard let condition = bindScalar(expr, scope) else { return nil }
    switch condition.type {
    case .bool: return condition
    case .int, .long, .real, .decimal, .dynamic: return Conversion.convert(condition, to: .bool)
    case .string, .datetime, .timespan, .guid:
      report(.notCondition(condition.type, at: expr.range))
      return nil
    }
  }

  mutating func bindLiteral(_ literal: LiteralSyntax, at range: SourceRange) -> BoundExpr? {
    if let (type, value) = literal.value {
      return BoundExpr(.constant(value), type: type, range: range)
    }
    report(Self.reason(literal, at: range))
    return nil
  }

  private static func reason(_ literal: LiteralSyntax, at range: SourceRange) -> Diagnostic {
    switch literal.kind {
    case .bool: .invalidLiteral(literal.text, .bool, at: range)
    case .long: Diagnostic(.error, "'\(literal.text)' is too large for a long", at: range)
    case .real: .invalidLiteral(literal.text, .real, at: range)
    case .string: .invalidLiteral(literal.text, .string, at: range)
    case .timespan: Diagnostic(.error, "'\(literal.text)' is too long for a timespan", at: range)
    case .calendar:
      Diagnostic(
        .error, "'\(literal.text)' is a calendar unit, for 'bin' and to add to a datetime",
        at: range)
    case .typed(let keyword):
      LogicalType(keyword: keyword).map { .invalidLiteral(literal.text, $0, at: range) }
        ?? Diagnostic(.error, "unknown type '\(keyword)'", at: range)
    }
  }

  /// A column, a `let` or a parameter.
  private mutating func bindName(_ name: NameSyntax, _ scope: Scope) -> BoundExpr? {
    if let index = scope.columns.firstIndex(where: { $0.name == name.text }) {
      return BoundExpr(.column(index), type: scope.columns[index].type, range: name.range)
    }
    if let group = scope.groups[name.text], group.isValue {
      return BoundExpr(.column(group.first), type: .dynamic, range: name.range)
    }
    switch scope.environment[name.text] {
    case .scalar(let expr, let row):
      if expr.readsColumns && row != scope.row {
        report(.rowValueInTable(name))
        return nil
      }
      return expr
    case .invalid: break
    case .table:
      report(.tableAsScalar(name))
    case .function(let function):
      report(
        Diagnostic(
          .error, "'\(function.name)' is a function; write '\(function.name)(...)'", at: name.range)
      )
    case nil:
      if scope.hiddenColumns.contains(where: { $0.name == name.text }) {
        report(.columnOutsideAggregate(name))
      } else if snapshot.tables[name.text] != nil {
        report(.tableAsScalar(name))
      } else {
        report(unknownName(name, scope))
      }
    }
    return nil
  }

  private func unknownName(_ name: NameSyntax, _ scope: Scope) -> Diagnostic {
    let what = scope.columns.isEmpty ? "name" : "column"
    let folded = name.text.lowercased()
    if folded == "null" {
      return Diagnostic(
        .error, "unknown \(what) '\(name.text)'; a test for null is 'isnull(...)'", at: name.range)
    }
    // "summarize count() by type | sort by count": the column is called by the function.
    if let own = scope.columns.first(where: { $0.name == name.text + "_" }) {
      return .unknown(what, name, among: [own.name])
    }
    if AggregateFunctions.named(name.text) != nil
      || ScalarFunctions.named(name.text)?.isCalled == true
    {
      return Diagnostic(
        .error, "'\(name.text)' is a function; did you mean '\(name.text)()'?", at: name.range,
        fixIt: FixIt(range: name.range, replacement: name.text + "()"))
    }
    let columns = scope.columns.map(\.name)
    let known = columns + scope.environment.keys.sorted()
    let plain = Diagnostic.unknown(what, name, among: known)
    if plain.fixIt != nil { return plain }
    let related = columns.filter { ColumnWords.share(name.text, $0) }
    guard !related.isEmpty else { return plain }
    let list = related.prefix(4).map { "'\($0)'" }
    let choice =
      list.count == 1
      ? list[0] : list.dropLast().joined(separator: ", ") + " or " + list[list.count - 1]
    let who =
      related.contains { ["actors", "recipients", "actor_countries"].contains($0) }
      ? " who takes part is asked by 'involves(...)'" : ""
    return Diagnostic(
      .error, "unknown \(what) '\(name.text)'; did you mean \(choice)?\(who)", at: name.range,
      fixIt: related.count == 1 ? FixIt(range: name.range, replacement: related[0]) : nil)
  }

  /// A sign before a literal is part of it: the least long has no positive twin, and -0.0 is not
  /// the negation of 0.0, which has no sign.
  private mutating func bindSign(
    _ sign: UnaryOperatorSyntax, _ operand: ExprSyntax, _ scope: Scope, at range: SourceRange
  ) -> BoundExpr? {
    if sign == .minus, case .literal(let literal) = operand.kind, literal.kind == .long,
      let value = LiteralReader.long("-" + literal.text)
    {
      return BoundExpr(.constant(.integer(value)), type: .long, range: range)
    }
    guard let bound = bindScalar(operand, scope) else { return nil }
    if sign == .minus, case .real(let value)? = bound.constant, case .literal = operand.kind {
      return BoundExpr(.constant(.real(-value)), type: bound.type, range: range)
    }
    if sign == .plus {
      guard bound.type.isNumeric || bound.type == .timespan else {
        report(.wrongType("'+'", expected: "a number", found: bound.type, at: operand.range))
        return nil
      }
      return bound
    }
    return resolve(operator: "negate", [bound], at: range)
  }

  private mutating func bindBinary(
    _ symbol: BinaryOperatorSyntax, _ left: ExprSyntax, _ right: ExprSyntax, _ scope: Scope,
    at range: SourceRange
  ) -> BoundExpr? {
    if symbol == .add || symbol == .subtract, let months = calendarMonths(right) {
      return bindCalendarShift(left, symbol == .add ? months : -months, scope, at: range)
    }
    if case .star = left.kind { return bindAnyColumn(symbol, right, scope, at: range) }
    if let diagnostic = unquoted(right, beside: left, scope) {
      report(diagnostic)
      return nil
    }
    guard let arguments = bindScalars([left, right], scope) else { return nil }
    if let diagnostic = slip(symbol, arguments, [left, right]) {
      report(diagnostic)
      if diagnostic.severity == .error { return nil }
    }
    checkValues(symbol.rawValue, arguments[0], [arguments[1]], scope)
    checkValues(symbol.rawValue, arguments[1], [arguments[0]], scope)
    noteParties(symbol, arguments[0], arguments[1], scope)
    noteNulls(symbol, arguments[0], scope)
    return resolve(operator: symbol.rawValue, arguments, at: range)
  }

  /// `* has "x"`: whether it holds for one of the columns that the operator can be applied to.
  private mutating func bindAnyColumn(
    _ symbol: BinaryOperatorSyntax, _ right: ExprSyntax, _ scope: Scope, at range: SourceRange
  ) -> BoundExpr? {
    guard let value = bindScalar(right, scope),
      let function = ScalarFunctions.named(symbol.rawValue)
    else { return nil }
    let columns = scope.columns.indices.filter { index in
      scope.columns[index].type == value.type
        || (scope.columns[index].type == .dynamic && value.type == .string)
    }
    var result: BoundExpr?
    for index in columns {
      let type = scope.columns[index].type
      let column = BoundExpr(.column(index), type: type, range: range)
      guard let condition = resolve(function, [column, value], at: range) else { return nil }
      result = result.map { resolve(operator: "or", [$0, condition], at: range) } ?? condition
    }
    return result ?? BoundExpr(.constant(.bool(false)), type: .bool, range: range)
  }

  mutating func bindOperator(
    _ name: String, _ operands: [ExprSyntax], _ scope: Scope, at range: SourceRange
  ) -> BoundExpr? {
    guard let arguments = bindScalars(operands, scope) else { return nil }
    return resolve(operator: name, arguments, at: range)
  }

  private mutating func bindMember(
    _ base: ExprSyntax, _ member: NameSyntax, _ scope: Scope, at range: SourceRange
  ) -> BoundExpr? {
    if case .name(let name) = base.kind, let group = scope.groups[name.text] {
      guard let index = group.columns.firstIndex(where: { $0.name == member.text }) else {
        report(.unknown("column", member, among: group.columns.map(\.name)))
        return nil
      }
      return BoundExpr(
        .column(group.first + index), type: group.columns[index].type, range: range)
    }
    if case .name(let name) = base.kind, let column = stepColumn(name, member, scope) {
      return column
    }
    guard let bound = bindScalar(base, scope) else { return nil }
    let key = BoundExpr(.constant(.string(member.text)), type: .string, range: member.range)
    return resolve(operator: ".", [bound, key], at: range)
  }

  /// `t.date` behind a `sequence`, whose columns are called so; nil where `t` is no step.
  private mutating func stepColumn(
    _ step: NameSyntax, _ member: NameSyntax, _ scope: Scope
  ) -> BoundExpr?? {
    let columns = scope.columns
    guard !columns.contains(where: { $0.name == step.text }) else { return nil }
    let prefix = step.text + "."
    let name = prefix + member.text
    let range = SourceRange(step.range.lower, member.range.upper)
    if let index = columns.firstIndex(where: { $0.name == name }) {
      return BoundExpr(.column(index), type: columns[index].type, range: range)
    }
    let siblings = columns.map(\.name).filter { $0.hasPrefix(prefix) }
    guard !siblings.isEmpty else { return nil }
    report(.unknown("column", member, among: siblings.map { String($0.dropFirst(prefix.count)) }))
    return .some(nil)
  }

  /// `x in (a, b)`; a single query in the brackets gives its first column.
  private mutating func bindList(
    _ symbol: ListOperatorSyntax, _ value: ExprSyntax, _ items: [ExprSyntax], _ scope: Scope,
    at range: SourceRange
  ) -> BoundExpr? {
    let bound = bindScalar(value, scope)
    if items.count == 1, isTabular(items[0], scope) {
      guard let table = bindTable(items[0], scope), let bound else { return nil }
      guard !table.plan.schema.columns.isEmpty else {
        report(.expectedTable(at: items[0].range))
        return nil
      }
      let list = BoundExpr(.listSubquery(table.plan), type: .dynamic, range: items[0].range)
      return resolve(operator: symbol.rawValue, [bound, list], at: range)
    }
    guard let list = bindScalars(items, scope), let bound else { return nil }
    checkValues(symbol.rawValue, bound, list, scope)
    return resolve(operator: symbol.rawValue, [bound] + list, at: range)
  }

  /// A call of an operator or of a function known to exist.
  mutating func resolve(
    operator name: String, _ arguments: [BoundExpr], at range: SourceRange
  ) -> BoundExpr? {
    guard let function = ScalarFunctions.named(name) else {
      report(.unsupported("operator", NameSyntax(name, range: range)))
      return nil
    }
    return resolve(function, arguments, at: range)
  }

  /// A call with its type, or nil where an argument is wrong.
  mutating func resolve(
    _ function: ScalarFunction, _ arguments: [BoundExpr], at range: SourceRange
  ) -> BoundExpr? {
    // A constant argument becomes its value here, so that each level of a long constant expression
    // is computed once and not again for every level above it.
    let arguments = arguments.map { constants.folded($0) }
    let described = arguments.map { BoundArgument(type: $0.type, constant: $0.constant) }
    switch function.resolve(described) {
    case .type(let type):
      let call = BoundExpr(.call(function, arguments), type: type, range: range)
      guard call.height <= 2 * Self.maximumHeight else {
        report(.tooHigh(at: range))
        return nil
      }
      return call
    case .wrong(let index, let message):
      report(
        Diagnostic(.error, message, at: index < arguments.count ? arguments[index].range : range))
      return nil
    }
  }
}
