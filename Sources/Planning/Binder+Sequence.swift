internal import Columnar
internal import Query

/// `sequence`: a condition sees the row at hand, by its bare columns or by its step's name, and the
/// rows of the steps before it by theirs.
extension Binder {
  mutating func bindSequence(
    _ syntax: SequenceSyntax, _ plan: LogicalPlan, _ scope: Scope, at range: SourceRange
  ) -> LogicalPlan? {
    guard let match = bindChoice(syntax.match, "match", SequencePattern.Match.each),
      let ties = bindChoice(syntax.ties, "ties", TieRule.forbid),
      let time = bindSequenceTime(syntax.time, plan, at: range)
    else { return nil }
    guard let first = syntax.steps.first, syntax.steps.contains(where: { !$0.isNegated }) else {
      return nil
    }
    guard !first.isNegated else {
      report(Diagnostic(.error, "a sequence begins with something that happens", at: first.range))
      return nil
    }
    guard syntax.steps.count <= 32 else {
      report(Diagnostic(.error, "a sequence has at most 32 steps", at: syntax.steps[32].range))
      return nil
    }
    let columns = plan.schema.columns
    var span: SequencePattern.Span?
    if let expr = syntax.maxSpan {
      span = bindSpan(expr, of: columns[time].type, scope)
      if span == nil { return nil }
    }
    let names = stepNames(syntax.steps)
    guard names.count == syntax.steps.count, !names.contains(where: \.isEmpty) else { return nil }
    guard let bound = bindSteps(syntax, names, plan, scope) else { return nil }
    guard checkKeys(bound.steps + (bound.until.map { [$0] } ?? []), syntax) else { return nil }
    var outputs: [SequencePattern.Output] = []
    var schema: [ColumnSchema] = []
    for (index, step) in bound.steps.enumerated() where !step.isNegated {
      for (place, column) in columns.enumerated() {
        outputs.append(SequencePattern.Output(step: step.place, column: place))
        schema.append(ColumnSchema("\(names[index]).\(column.name)", column.type))
      }
    }
    let hasCensored = bound.steps.last?.isNegated == true
    if hasCensored { schema.append(ColumnSchema("censored", .bool)) }
    let pattern = SequencePattern(
      steps: bound.steps, until: bound.until, match: match, allowsTies: ties == .allow,
      time: time, span: span, width: columns.count, outputs: outputs, hasCensored: hasCensored)
    return LogicalPlan(.sequence(plan, pattern), schema: Schema(schema))
  }

  /// What `ties` may be.
  private enum TieRule: String, CaseIterable {
    case allow, forbid
  }

  private mutating func bindChoice<Choice: RawRepresentable & CaseIterable>(
    _ name: NameSyntax?, _ option: String, _ usual: Choice
  ) -> Choice? where Choice.RawValue == String {
    guard let name else { return usual }
    if let choice = Choice(rawValue: name.text) { return choice }
    report(.unknown("value of '\(option)'", name, among: Choice.allCases.map(\.rawValue)))
    return nil
  }

  /// The column of times: the one named, `date`, or the only datetime.
  private mutating func bindSequenceTime(
    _ name: NameSyntax?, _ plan: LogicalPlan, at range: SourceRange
  ) -> Int? {
    let columns = plan.schema.columns
    if let name {
      guard let index = plan.schema.index(of: name.text) else {
        report(.unknown("column", name, among: columns.map(\.name)))
        return nil
      }
      switch columns[index].type {
      case .datetime, .timespan, .int, .long: return index
      case .bool, .real, .decimal, .string, .guid, .dynamic:
        report(
          .wrongType(
            "'on'", expected: "a datetime or a long", found: columns[index].type, at: name.range))
        return nil
      }
    }
    if let date = plan.schema.index(of: "date"), columns[date].type == .datetime { return date }
    let times = columns.indices.filter { columns[$0].type == .datetime }
    if times.count == 1 { return times[0] }
    report(
      Diagnostic(
        .error, "which column is the time? write 'sequence on COLUMN ...'",
        at: SourceRange(range.lower, min(range.upper, range.lower + 8))))
    return nil
  }

  private mutating func bindSpan(
    _ expr: ExprSyntax, of type: LogicalType, _ scope: Scope
  ) -> SequencePattern.Span? {
    if type == .datetime, let months = calendarMonths(expr) { return .months(months) }
    guard let bound = bindScalar(expr, scope) else { return nil }
    let isTime = type == .datetime || type == .timespan
    switch constants.value(of: bound) {
    case .timespan(let length) where isTime && length >= 0: return .length(length)
    case .integer(let length) where !isTime && length >= 0: return .length(length)
    default:
      report(.expectedConstant(isTime ? "'maxspan', as in 90d" : "'maxspan'", at: expr.range))
      return nil
    }
  }

  /// A name a step: those without one are called by their place among the events.
  private mutating func stepNames(_ steps: [SequenceStepSyntax]) -> [String] {
    var names: [String] = []
    var place = 0
    for step in steps {
      if !step.isNegated { place += 1 }
      let name = step.name?.text ?? (step.isNegated ? "not\(names.count + 1)" : "step\(place)")
      if names.contains(name) {
        report(.alreadyDefined(step.name ?? NameSyntax(name, range: step.range)))
        return []
      }
      names.append(name)
    }
    return names
  }

  private mutating func bindSteps(
    _ syntax: SequenceSyntax, _ names: [String], _ plan: LogicalPlan, _ scope: Scope
  ) -> (steps: [SequencePattern.Step], until: SequencePattern.Step?)? {
    let columns = plan.schema.columns
    let row = self.scope(over: plan, scope)
    guard let shared = bindScalars(syntax.by, row) else { return nil }
    var inner = row
    var place = 0
    var steps: [SequencePattern.Step?] = []
    for (step, name) in zip(syntax.steps, names) {
      var own = inner
      own.groups[name] = ColumnGroup(first: 0, columns: columns)
      steps.append(bindStep(step, place: place, shared, width: columns.count, own))
      if !step.isNegated {
        place += 1
        inner.groups[name] = ColumnGroup(first: columns.count * place, columns: columns)
      }
    }
    let good = steps.compactMap { $0 }
    guard good.count == steps.count else { return nil }
    guard let until = syntax.until else { return (good, nil) }
    guard let last = bindStep(until, place: 0, shared, width: columns.count, row) else {
      return nil
    }
    return (good, last)
  }

  private mutating func bindStep(
    _ step: SequenceStepSyntax, place: Int, _ shared: [BoundExpr], width: Int, _ scope: Scope
  ) -> SequencePattern.Step? {
    let condition = bindCondition(step.condition, scope)
    guard let keys = bindScalars(step.by, scope), let condition else { return nil }
    for key in keys where key.columnsRead.contains(where: { $0 >= width }) {
      report(Diagnostic(.error, "'by' reads the columns of its own step", at: key.range))
      return nil
    }
    let parts = condition.conjuncts
    let local = parts.filter { part in part.columnsRead.allSatisfy { $0 < width } }
    let linked = parts.filter { part in !part.columnsRead.allSatisfy { $0 < width } }
    return SequencePattern.Step(
      isNegated: step.isNegated, local: conjunction(local, at: condition.range),
      linked: conjunction(linked, at: condition.range), keys: shared + keys, place: place)
  }

  /// Parts as `a and b and c`; nil where there are none.
  private mutating func conjunction(_ parts: [BoundExpr], at range: SourceRange) -> BoundExpr? {
    guard let first = parts.first else { return nil }
    return parts.dropFirst().reduce(first) { whole, part in
      resolve(operator: "and", [whole, part], at: range) ?? whole
    }
  }

  /// Steps with keys must have as many of them, of the same layout.
  private mutating func checkKeys(
    _ steps: [SequencePattern.Step], _ syntax: SequenceSyntax
  ) -> Bool {
    guard let first = steps.first(where: { !$0.keys.isEmpty })?.keys else { return true }
    let written = syntax.steps + (syntax.until.map { [$0] } ?? [])
    for (step, written) in zip(steps, written) where !step.keys.isEmpty {
      guard step.keys.count == first.count else {
        report(
          Diagnostic(
            .error, "this step has \(step.keys.count) keys, the first \(first.count)",
            at: written.range))
        return false
      }
      for (key, other) in zip(step.keys, first) where key.type.physical != other.type.physical {
        report(
          .wrongType(
            "this key", expected: "a \(other.type.rawValue)", found: key.type, at: key.range))
        return false
      }
    }
    return true
  }
}
