internal import Columnar
internal import Query

/// `evaluate autocluster()`, `basket()` and `diffpatterns(column, a, b)`.
extension Binder {
  mutating func bindPatterns(
    _ call: CallSyntax, _ plan: LogicalPlan, _ scope: Scope
  ) -> LogicalPlan? {
    let columns = Array(plan.schema.columns.indices)
    switch call.name.text {
    case "diffpatterns": return bindDifference(call, plan, scope)
    case "basket":
      guard let threshold = bindShare(call, 0, 0.05, scope) else { return nil }
      return segments(
        plan, PatternPlugin(kind: .basket, columns: columns, threshold: threshold))
    default:
      guard bindShare(call, 0, 0.5, scope) != nil else { return nil }
      return segments(plan, PatternPlugin(kind: .autocluster, columns: columns, threshold: 0.05))
    }
  }

  private mutating func bindDifference(
    _ call: CallSyntax, _ plan: LogicalPlan, _ scope: Scope
  ) -> LogicalPlan? {
    guard call.arguments.count >= 3 else {
      report(
        .wrongArgumentCount(
          call.name, usage: "diffpatterns(column, first value, second value [, threshold])",
          found: call.arguments.count))
      return nil
    }
    let inner = self.scope(over: plan, scope)
    guard let split = bindScalar(call.arguments[0].expr, inner) else { return nil }
    guard case .column(let column) = split.kind else {
      report(Diagnostic(.error, "expected a column", at: call.arguments[0].expr.range))
      return nil
    }
    var values: [Value] = []
    for argument in call.arguments[1...2] {
      guard let bound = bindScalar(argument.expr, inner),
        let value = constants.value(of: Conversion.convert(bound, to: split.type))
      else {
        report(.expectedConstant("'diffpatterns'", at: argument.expr.range))
        return nil
      }
      values.append(value)
    }
    // The fourth argument weighs rows in Kusto; "~" is its way of saying nothing.
    let place = call.arguments.count > 4 ? 4 : 3
    guard let threshold = bindShare(call, place, 0.05, scope) else { return nil }
    let columns = plan.schema.columns.indices.filter { $0 != column }
    return segments(
      plan,
      PatternPlugin(
        kind: .diffpatterns(column: column, first: values[0], second: values[1]),
        columns: Array(columns), threshold: threshold))
  }

  /// A share between 0 and 1, or the usual one where none is written.
  private mutating func bindShare(
    _ call: CallSyntax, _ place: Int, _ usual: Double, _ scope: Scope
  ) -> Double? {
    guard place < call.arguments.count else { return usual }
    let expr = call.arguments[place].expr
    guard let bound = bindScalar(expr, scope) else { return nil }
    switch constants.value(of: bound) {
    case .string("~"): return usual
    case .real(let share) where (0...1).contains(share): return share
    default:
      report(.expectedConstant("a share between 0 and 1", at: expr.range))
      return nil
    }
  }

  private func segments(_ plan: LogicalPlan, _ plugin: PatternPlugin) -> LogicalPlan {
    var columns = [ColumnSchema("SegmentId", .long)]
    if case .diffpatterns = plugin.kind {
      columns += [
        ColumnSchema("CountA", .long), ColumnSchema("CountB", .long),
        ColumnSchema("PercentA", .real), ColumnSchema("PercentB", .real),
        ColumnSchema("PercentDiffAB", .real),
      ]
    } else {
      columns += [ColumnSchema("Count", .long), ColumnSchema("Percent", .real)]
    }
    columns += plugin.columns.map { plan.schema.columns[$0] }
    return LogicalPlan(.plugin(plan, plugin), schema: Schema(columns))
  }
}
