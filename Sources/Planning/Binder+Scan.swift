internal import Columnar
internal import Query

/// `scan`: expressions see the row at hand, then the row of each step of the match so far.
extension Binder {
  mutating func bindScan(
    _ scan: ScanSyntax, _ plan: LogicalPlan, _ scope: Scope, at range: SourceRange
  ) -> LogicalPlan? {
    guard plan.isSerialized else {
      report(.notSerialized(NameSyntax("scan", range: range)))
      return nil
    }
    var columns = plan.schema.columns
    let inputCount = columns.count
    var defaults: [Value] = []
    for parameter in scan.declared {
      guard let (column, value) = bindDeclared(parameter, scope) else { return nil }
      if columns.contains(where: { $0.name == column.name }) {
        report(.duplicateColumn(column.name, at: parameter.name.range))
        return nil
      }
      columns.append(column)
      defaults.append(value)
    }
    var inner = self.scope(over: LogicalPlan(plan.node, schema: Schema(columns)), scope)
    for (index, step) in scan.steps.enumerated() {
      if inner.groups[step.name.text] != nil {
        report(.alreadyDefined(step.name))
        return nil
      }
      inner.groups[step.name.text] = ColumnGroup(
        first: columns.count * (index + 1), columns: columns)
    }
    var steps: [ScanStep] = []
    for step in scan.steps {
      guard let bound = bindStep(step, columns, inputCount: inputCount, inner) else { return nil }
      steps.append(bound)
    }
    guard steps.count == scan.steps.count, !steps.isEmpty else { return nil }
    if let name = scan.matchId {
      if columns.contains(where: { $0.name == name.text }) {
        report(.duplicateColumn(name.text, at: name.range))
        return nil
      }
      columns.append(ColumnSchema(name.text, .long))
    }
    return LogicalPlan(
      .steps(plan, StepScan(steps: steps, defaults: defaults, hasMatchId: scan.matchId != nil)),
      schema: Schema(columns))
  }

  private mutating func bindDeclared(
    _ parameter: ParameterSyntax, _ scope: Scope
  ) -> (ColumnSchema, Value)? {
    guard case .scalar(let keyword) = parameter.type, let type = bindType(keyword) else {
      return nil
    }
    let column = ColumnSchema(parameter.name.text, type)
    guard let expr = parameter.defaultValue else { return (column, Conversion.nullValue(of: type)) }
    guard let bound = bindScalar(expr, scope) else { return nil }
    guard let value = constants.value(of: Conversion.convert(bound, to: type)) else {
      report(.expectedConstant("'\(parameter.name.text)'", at: expr.range))
      return nil
    }
    return (column, value)
  }

  private mutating func bindStep(
    _ step: ScanStepSyntax, _ columns: [ColumnSchema], inputCount: Int, _ scope: Scope
  ) -> ScanStep? {
    guard let condition = bindCondition(step.condition, scope) else { return nil }
    var assignments: [ScanStep.Assignment] = []
    for (name, expr) in step.assignments {
      guard let place = columns.firstIndex(where: { $0.name == name.text }), place >= inputCount
      else {
        report(
          .unknown("declared column", name, among: columns.dropFirst(inputCount).map(\.name)))
        return nil
      }
      guard let value = bindScalar(expr, scope) else { return nil }
      assignments.append(
        ScanStep.Assignment(
          column: place, value: Conversion.convert(value, to: columns[place].type)))
    }
    var output = ScanStep.Output.all
    if let name = step.output {
      guard let known = ScanStep.Output(rawValue: name.text) else {
        report(.unknown("output", name, among: ["all", "last", "none"]))
        return nil
      }
      output = known
    }
    return ScanStep(condition: condition, assignments: assignments, output: output)
  }
}
