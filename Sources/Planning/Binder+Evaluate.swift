internal import Columnar
internal import Query

/// The plugins of `evaluate`. The columns of some follow from the rows, so the rows that decide are
/// computed while the query is bound.
extension Binder {
  private static let plugins = [
    "autocluster", "bag_unpack", "basket", "diffpatterns", "narrow", "pivot",
  ]

  mutating func bindEvaluate(
    _ call: CallSyntax, _ plan: LogicalPlan, _ scope: Scope
  ) -> LogicalPlan? {
    if ["bag_unpack", "pivot"].contains(call.name.text), plan.readsElsewhere {
      report(
        Diagnostic(
          .error,
          "'\(call.name.text)' makes columns of the values that it finds, and the rows lie elsewhere",
          at: call.name.range))
      return nil
    }
    switch call.name.text {
    case "autocluster", "basket", "diffpatterns": return bindPatterns(call, plan, scope)
    case "bag_unpack": return bindBagUnpack(call, plan, scope)
    case "narrow": return bindNarrow(plan, at: call.name.range)
    case "pivot": return bindPivot(call, plan, scope)
    default:
      report(.unknown("plugin", call.name, among: Self.plugins))
      return nil
    }
  }

  /// The distinct values of an expression over a plan, known now.
  private func distinctValues(_ expr: BoundExpr, over plan: LogicalPlan) -> [DynamicValue]? {
    let schema = Schema([ColumnSchema("value", expr.type)])
    let distinct = LogicalPlan(.aggregate(plan, keys: [expr], calls: []), schema: schema)
    let list = BoundExpr(.listSubquery(distinct), type: .dynamic, range: expr.range)
    guard case .dynamic(.array(let items))? = constants.value(ofQuery: list) else { return nil }
    return items
  }

  /// A result has at most so many columns that are made of values: what has more was never looked at.
  static let maximumColumnCount = 2000

  /// Whether a call makes no more columns than it may; reports it where it would.
  private mutating func fits(columnCount: Int, _ call: NameSyntax) -> Bool {
    if columnCount <= Self.maximumColumnCount { return true }
    report(.tooManyColumns(columnCount, call))
    return false
  }

  private mutating func column(
    _ expr: ExprSyntax, _ plan: LogicalPlan, _ scope: Scope
  ) -> (index: Int, expr: BoundExpr)? {
    guard let bound = bindScalar(expr, self.scope(over: plan, scope)) else { return nil }
    guard case .column(let index) = bound.kind else {
      report(Diagnostic(.error, "expected a column", at: expr.range))
      return nil
    }
    return (index, bound)
  }

  // MARK: - bag_unpack

  private struct UnpackOptions {
    var prefix = ""
    var conflict = "error"
    var ignored: Set<String> = []
  }

  private mutating func bindBagUnpack(
    _ call: CallSyntax, _ plan: LogicalPlan, _ scope: Scope
  ) -> LogicalPlan? {
    guard let first = call.arguments.first else {
      report(.wrongArgumentCount(call.name, usage: "bag_unpack(column)", found: 0))
      return nil
    }
    guard let (index, bag) = column(first.expr, plan, scope),
      let options = bindUnpackOptions(call, scope)
    else { return nil }
    guard bag.type == .dynamic else {
      report(.wrongType("'bag_unpack'", expected: "a dynamic", found: bag.type, at: bag.range))
      return nil
    }
    guard let bags = distinctValues(bag, over: plan) else { return nil }
    var types: [String: LogicalType] = [:]
    for case .bag(let bag) in bags {
      for (key, value) in zip(bag.keys, bag.values) where !options.ignored.contains(key) {
        guard let type = Self.columnType(of: value) else {
          types[key] = types[key] ?? .dynamic
          continue
        }
        types[key] = types[key].map { $0 == .dynamic ? type : Self.common($0, type) } ?? type
      }
    }
    guard fits(columnCount: types.count, call.name) else { return nil }
    var columns = plan.schema.columns
    var exprs = plan.allColumns
    columns.remove(at: index)
    exprs.remove(at: index)
    for key in types.keys.sorted() {
      let type = types[key] ?? .dynamic
      let name = options.prefix + key
      let member = BoundExpr(.constant(.string(key)), type: .string, range: bag.range)
      guard let value = resolve(operator: ".", [bag, member], at: bag.range) else { return nil }
      let made = ColumnSchema(name, type)
      let converted = Conversion.convert(value, to: type)
      guard let place = columns.firstIndex(where: { $0.name == name }) else {
        columns.append(made)
        exprs.append(converted)
        continue
      }
      switch options.conflict {
      case "replace_source":
        columns[place] = made
        exprs[place] = converted
      case "keep_source": break
      default:
        report(.duplicateColumn(name, at: bag.range))
        return nil
      }
    }
    return LogicalPlan(.project(plan, exprs), schema: Schema(columns))
  }

  private mutating func bindUnpackOptions(
    _ call: CallSyntax, _ scope: Scope
  ) -> UnpackOptions? {
    var options = UnpackOptions()
    let positions = ["prefix", "columnsConflict", "ignoredProperties"]
    for (place, argument) in call.arguments.dropFirst().enumerated() {
      let name = argument.names.first?.text ?? (place < positions.count ? positions[place] : "")
      guard let bound = bindScalar(argument.expr, scope), let value = constants.value(of: bound)
      else {
        report(.expectedConstant("'bag_unpack'", at: argument.expr.range))
        return nil
      }
      switch (name, value) {
      case ("prefix", .string(let text)), ("OutputColumnPrefix", .string(let text)):
        options.prefix = text
      case ("columnsConflict", .string(let text)): options.conflict = text
      case ("ignoredProperties", .dynamic(.array(let items))):
        options.ignored = Set(
          items.compactMap { if case .string(let key) = $0 { key } else { nil } })
      default:
        report(
          Diagnostic(.error, "'bag_unpack' does not take this", at: argument.expr.range))
        return nil
      }
    }
    return options
  }

  /// The type of a column for a value; nil where the value tells nothing.
  private static func columnType(of value: DynamicValue) -> LogicalType? {
    switch value {
    case .null: nil
    case .bool: .bool
    case .integer: .long
    case .real: .real
    case .string: .string
    case .datetime: .datetime
    case .timespan: .timespan
    case .guid: .guid
    case .array, .bag: .dynamic
    }
  }

  private static func common(_ a: LogicalType, _ b: LogicalType) -> LogicalType {
    if a == b { return a }
    return a.isNumeric && b.isNumeric ? TypeRule.promoted(a, b) : .dynamic
  }

  // MARK: - pivot

  /// `pivot(column [, aggregate [, columns]])`: a column for each value of the column.
  private mutating func bindPivot(
    _ call: CallSyntax, _ plan: LogicalPlan, _ scope: Scope
  ) -> LogicalPlan? {
    guard let first = call.arguments.first else {
      report(.wrongArgumentCount(call.name, usage: "pivot(column [, aggregate])", found: 0))
      return nil
    }
    guard let (index, pivot) = column(first.expr, plan, scope),
      let values = distinctValues(pivot, over: plan),
      fits(columnCount: values.count, call.name)
    else { return nil }
    let range = first.expr.range
    var aggregate = CallSyntax(name: NameSyntax("count", range: range), arguments: [])
    if call.arguments.count > 1 {
      guard case .call(let written) = call.arguments[1].expr.kind else {
        report(Diagnostic(.error, "expected an aggregate", at: call.arguments[1].expr.range))
        return nil
      }
      aggregate = written
    }
    guard let conditional = Self.conditional(aggregate.name) else {
      report(.unsupported("aggregate", aggregate.name))
      return nil
    }
    var keys = call.arguments.dropFirst(2).map { NamedExprSyntax(names: [], expr: $0.expr) }
    if keys.isEmpty {
      var used: Set<Int> = [index]
      for argument in aggregate.arguments {
        guard let bound = bindScalar(argument.expr, self.scope(over: plan, scope)) else {
          return nil
        }
        used.formUnion([bound].columnsRead)
      }
      keys = plan.schema.columns.indices.filter { !used.contains($0) }.map { place in
        let name = NameSyntax(plan.schema.columns[place].name, range: range)
        return NamedExprSyntax(names: [], expr: ExprSyntax(.name(name), range: range))
      }
    }
    // The value of each column stands in the condition as the text of what is compared.
    let names = values.map { ValueFormat.text(of: ValueConversion.scalar($0), type: pivot.type) }
      .sorted()
    let text = ExprSyntax(
      .call(
        CallSyntax(
          name: NameSyntax("tostring", range: range),
          arguments: [NamedExprSyntax(names: [], expr: first.expr)])), range: range)
    let items = names.map { name -> NamedExprSyntax in
      let literal = ExprSyntax(.literal(LiteralSyntax(kind: .string, text: name)), range: range)
      let test = ExprSyntax(.binary(.equal, text, literal), range: range)
      let arguments = aggregate.arguments + [NamedExprSyntax(names: [], expr: test)]
      return NamedExprSyntax(
        names: [NameSyntax(name, range: range)],
        expr: ExprSyntax(
          .call(CallSyntax(name: conditional, arguments: arguments)), range: range))
    }
    return bindSummarize(items, keys, plan, scope)
  }

  /// The aggregate that also takes a condition.
  private static func conditional(_ name: NameSyntax) -> NameSyntax? {
    [name.text + "if", name.text + "_if"].first { AggregateFunctions.named($0) != nil }
      .map { NameSyntax($0, range: name.range) }
  }

  // MARK: - narrow

  /// `narrow()`: a row a cell, with its place, its column and its value as text.
  private mutating func bindNarrow(_ plan: LogicalPlan, at range: SourceRange) -> LogicalPlan? {
    guard let numbering = WindowFunction.named("row_number") else { return nil }
    let numbered = LogicalPlan(
      .window(plan, [WindowCall(numbering, [], parameters: [.integer(0)], type: .long)]),
      schema: Schema(plan.schema.columns + [ColumnSchema("$row", .long)]))
    let names = plan.schema.columns.map { column in
      BoundExpr(.constant(.string(column.name)), type: .string, range: range)
    }
    let texts = plan.allColumns.map { Conversion.convert($0, to: .string) }
    guard let nameArray = resolve(operator: "pack_array", names, at: range),
      let textArray = resolve(operator: "pack_array", texts, at: range)
    else { return nil }
    let unnest = Unnest(
      columns: [
        Unnest.Column(expr: nameArray, output: 1, type: .string),
        Unnest.Column(expr: textArray, output: 2, type: .string),
      ], carried: [plan.schema.columns.count, nil, nil], indexColumn: nil, bagsAsArrays: false,
      limit: nil, range: range)
    return LogicalPlan(
      .unnest(numbered, unnest),
      schema: Schema([
        ColumnSchema("Row", .long), ColumnSchema("Column", .string),
        ColumnSchema("Value", .string),
      ]))
  }
}
