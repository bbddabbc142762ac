internal import Columnar
internal import Query

extension Binder {
  /// `make-series`: an aggregation by steps, whose groups then become arrays.
  mutating func bindMakeSeries(
    _ series: MakeSeriesSyntax, _ plan: LogicalPlan, _ scope: Scope
  ) -> LogicalPlan? {
    let inner = self.scope(over: plan, scope)
    guard let axis = bindScalar(series.axis.expr, inner) else { return nil }
    let isTime = axis.type == .datetime || axis.type == .timespan
    guard isTime || axis.type.isNumeric else {
      report(
        .wrongType(
          "'make-series'", expected: "a number or a time", found: axis.type,
          at: series.axis.expr.range))
      return nil
    }
    let stepType = isTime ? LogicalType.timespan : axis.type
    let bounds = [(series.from, axis.type), (series.to, axis.type), (series.step, stepType)]
    var values: [Value?] = []
    for (expr, type) in bounds {
      guard let expr else {
        values.append(nil)
        continue
      }
      guard let value = bindBound(expr, type, scope) else { return nil }
      values.append(value)
    }
    guard let step = values[2],
      let steps = bindSteps(series, over: plan, axis.type, hasFrom: values[0] != nil, scope)
    else { return nil }
    let keyCount = series.by.count
    let made = steps.schema.columns.dropFirst(keyCount + 1)
    guard made.count == series.aggregates.count,
      let defaults = bindDefaults(series, Array(made), scope)
    else {
      if made.count != series.aggregates.count {
        report(
          Diagnostic(
            .error, "'make-series' takes aggregates of one column",
            at: series.aggregates[0].expr.expr.range))
      }
      return nil
    }
    let axisName = series.axis.names.first?.text ?? ResultName.of(series.axis.expr) ?? "Column1"
    let columns =
      Array(steps.schema.columns.prefix(keyCount)) + made.map { ColumnSchema($0.name, .dynamic) }
      + [ColumnSchema(axisName, .dynamic)]
    return LogicalPlan(
      .series(
        steps,
        Series(
          keyCount: keyCount, defaults: defaults, from: values[0], to: values[1], step: step,
          axisType: axis.type, isNonEmpty: series.isNonEmpty)),
      schema: Schema(columns))
  }

  private mutating func bindBound(
    _ expr: ExprSyntax, _ type: LogicalType, _ scope: Scope
  ) -> Value? {
    guard let bound = bindScalar(expr, scope) else { return nil }
    guard bound.type == type || bound.type.isNumeric && type.isNumeric else {
      report(
        .wrongType(
          "'make-series'", expected: "a \(type.rawValue)", found: bound.type, at: expr.range))
      return nil
    }
    guard let value = constants.value(of: Conversion.convert(bound, to: type)), !value.isNull else {
      report(.expectedConstant("'make-series'", at: expr.range))
      return nil
    }
    return value
  }

  /// The rows within the bounds, aggregated by the keys and by the beginning of their step.
  private mutating func bindSteps(
    _ series: MakeSeriesSyntax, over plan: LogicalPlan, _ type: LogicalType, hasFrom: Bool,
    _ scope: Scope
  ) -> LogicalPlan? {
    let axis = series.axis.expr
    var rows = plan
    for (bound, symbol) in [(series.from, BinaryOperatorSyntax.greaterOrEqual), (series.to, .less)]
    {
      guard let bound else { continue }
      let test = ExprSyntax(.binary(symbol, axis, bound), range: axis.range)
      guard let condition = bindCondition(test, self.scope(over: rows, scope)) else { return nil }
      rows = LogicalPlan(.filter(rows, condition), schema: plan.schema)
    }
    let arguments = [axis, series.step] + (series.from.map { [$0] } ?? [])
    let call = CallSyntax(
      name: NameSyntax(hasFrom ? "bin_at" : "bin", range: axis.range),
      arguments: arguments.map { NamedExprSyntax(names: [], expr: $0) })
    let place = NamedExprSyntax(
      names: [NameSyntax("$step", range: axis.range)],
      expr: ExprSyntax(.call(call), range: axis.range))
    return bindSummarize(series.aggregates.map(\.expr), series.by + [place], rows, scope)
  }

  /// What stands where there are no rows: zero unless something else is said.
  private mutating func bindDefaults(
    _ series: MakeSeriesSyntax, _ columns: [ColumnSchema], _ scope: Scope
  ) -> [Value]? {
    var defaults: [Value] = []
    for (aggregate, column) in zip(series.aggregates, columns) {
      guard let expr = aggregate.defaultValue else {
        let zero = ValueConversion.convert(.integer(0), from: .long, to: column.type)
        defaults.append(column.type.isNumeric ? zero : Conversion.nullValue(of: column.type))
        continue
      }
      guard let bound = bindScalar(expr, scope), let value = constants.value(of: bound) else {
        report(.expectedConstant("'default'", at: expr.range))
        return nil
      }
      defaults.append(
        column.type.isNumeric
          ? ValueConversion.convert(value, from: bound.type, to: column.type) : value)
    }
    return defaults
  }
}
