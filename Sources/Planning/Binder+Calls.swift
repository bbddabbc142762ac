internal import Columnar
internal import Query

extension Binder {
  /// A call in the place of a value: a lambda, an aggregate, a form of the language's own, or a
  /// function of the table.
  mutating func bindCall(
    _ call: CallSyntax, _ scope: Scope, at range: SourceRange
  ) -> BoundExpr? {
    let name = call.name.text
    if case .function(let function) = scope.environment[name] {
      return bindLambda(function, call, scope)
    }
    if let graphs, Self.graphFunctions.contains(name) {
      return bindGraphCall(call, graphs, scope, at: range)
    }
    if let form = SpecialForm(rawValue: name) { return bind(form, call, scope, at: range) }
    if let syntax = covariance(call, at: range) { return bindScalar(syntax, scope) }
    if let function = AggregateFunctions.named(name) {
      guard collector != nil else {
        report(.aggregateOutsideSummarize(name, at: call.name.range))
        return nil
      }
      return bindAggregate(function, call, at: range)?.first?.expr
    }
    if let window = WindowFunction.named(name) {
      return bindWindow(window, call, scope, at: range)
    }
    guard let function = ScalarFunctions.named(name), function.isCalled else {
      report(unknownFunction(call.name, scope))
      return nil
    }
    guard function.arity.contains(call.arguments.count) else {
      report(
        .wrongArgumentCount(call.name, usage: function.usage, found: call.arguments.count))
      return nil
    }
    // Without a size `floor(x)` rounds to whole numbers.
    let isSizedBin = function.name == "bin" && call.arguments.count == 2
    if isSizedBin, let months = calendarMonths(call.arguments[1].expr) {
      return bindCalendarBin(call.arguments[0].expr, months, scope, at: range)
    }
    guard let arguments = bindScalars(call.arguments.map(\.expr), scope) else { return nil }
    if isSizedBin { noteBin(arguments[0], arguments[1]) }
    return resolve(function, arguments, at: range)
  }

  private func unknownFunction(_ name: NameSyntax, _ scope: Scope) -> Diagnostic {
    let folded = name.text.lowercased()
    if let meant = ForeignHabits.functions[folded] {
      return .otherWord("function", name.text, meant: meant, at: name.range)
    }
    let functions = ScalarFunctions.all.filter(\.isCalled).map(\.name)
    let known =
      AggregateFunctions.all.map(\.name) + functions + WindowFunction.all.map(\.name)
      + SpecialForm.allCases.map(\.rawValue) + scope.environment.keys.sorted()
    return .unknown("function", name, among: known)
  }

  /// A lambda that gives a value, with the arguments in the place of its parameters.
  private mutating func bindLambda(
    _ function: LetFunction, _ call: CallSyntax, _ scope: Scope
  ) -> BoundExpr? {
    guard isRoomForCall(call) else { return nil }
    callDepth += 1
    defer { callDepth -= 1 }
    guard let inner = bindBodyScope(function, call, input: nil, scope) else { return nil }
    let outerCollector = collector
    collector = nil
    defer { collector = outerCollector }
    return bindScalar(function.syntax.body, inner)
  }

  /// A lambda that gives rows; `input` is what `invoke` hands over.
  mutating func bindTabularLambda(
    _ function: LetFunction, _ call: CallSyntax, input: LogicalPlan?, _ scope: Scope
  ) -> BoundTable? {
    guard isRoomForCall(call) else { return nil }
    callDepth += 1
    defer { callDepth -= 1 }
    guard let inner = bindBodyScope(function, call, input: input, scope) else { return nil }
    return bindTable(function.syntax.body, inner)
  }

  /// Whether functions do not call functions too deeply yet; otherwise it is reported.
  private mutating func isRoomForCall(_ call: CallSyntax) -> Bool {
    guard callDepth >= Self.maximumCallDepth else { return true }
    report(.tooDeepCalls(at: call.name.range))
    return false
  }

  /// What the body of a lambda sees: its parameters, its own `let`s, and what stood before it.
  private mutating func bindBodyScope(
    _ function: LetFunction, _ call: CallSyntax, input: LogicalPlan?, _ scope: Scope
  ) -> Scope? {
    callCount += 1
    guard callCount <= Self.maximumCallCount else {
      if callCount == Self.maximumCallCount + 1 { report(.tooManyCalls(at: call.name.range)) }
      return nil
    }
    var inner = Scope(environment: function.environment, row: scope.row)
    guard bindParameters(of: function, call, input: input, scope, into: &inner) else { return nil }
    var declared = Set(function.syntax.parameters.map(\.name.text))
    let errorCount = diagnostics.count
    for statement in function.syntax.statements { _ = bind(statement, &inner, &declared) }
    let failed = diagnostics[errorCount...].contains { $0.severity == .error }
    return failed ? nil : inner
  }

  private mutating func bindParameters(
    of function: LetFunction, _ call: CallSyntax, input: LogicalPlan?, _ scope: Scope,
    into inner: inout Scope
  ) -> Bool {
    var parameters = function.syntax.parameters[...]
    if let input {
      guard let first = parameters.popFirst(), case .tabular(let columns) = first.type else {
        report(
          Diagnostic(
            .error, "the first parameter of '\(function.name)' is no table", at: call.name.range))
        return false
      }
      guard check(input, has: columns, at: call.name.range) else { return false }
      inner.environment[first.name.text] = .table(input)
    }
    guard call.arguments.count <= parameters.count else {
      report(
        .wrongArgumentCount(
          call.name, usage: usage(function), found: call.arguments.count))
      return false
    }
    var positional = call.arguments.filter(\.names.isEmpty)[...]
    var isGood = true
    for parameter in parameters {
      let named = call.arguments.first { $0.names.first?.text == parameter.name.text }
      let argument = named?.expr ?? positional.popFirst()?.expr
      if !bind(parameter, argument, call, scope, into: &inner) { isGood = false }
    }
    return isGood
  }

  private mutating func bind(
    _ parameter: ParameterSyntax, _ argument: ExprSyntax?, _ call: CallSyntax, _ scope: Scope,
    into inner: inout Scope
  ) -> Bool {
    switch parameter.type {
    case .tabular(let columns):
      guard let argument else {
        report(.missingArgument(parameter.name.text, of: call.name, at: call.name.range))
        return false
      }
      guard let table = bindTable(argument, scope),
        check(table.plan, has: columns, at: argument.range)
      else { return false }
      inner.environment[parameter.name.text] = .table(table.plan)
    case .scalar(let keyword):
      guard let type = bindType(keyword) else { return false }
      guard let argument = argument ?? parameter.defaultValue else {
        report(.missingArgument(parameter.name.text, of: call.name, at: call.name.range))
        return false
      }
      guard let value = bindScalar(argument, scope) else { return false }
      inner.environment[parameter.name.text] = .scalar(
        Conversion.convert(value, to: type), row: scope.row)
    }
    return true
  }

  private mutating func check(
    _ plan: LogicalPlan, has columns: [ColumnSyntax], at range: SourceRange
  ) -> Bool {
    for column in columns where plan.schema.index(of: column.name.text) == nil {
      report(.missingColumn(column.name.text, at: range))
      return false
    }
    return true
  }

  private func usage(_ function: LetFunction) -> String {
    let parameters = function.syntax.parameters.map(\.name.text).joined(separator: ", ")
    return "\(function.name)(\(parameters))"
  }
}

/// What looks like a function but is not computed from the values of its arguments.
enum SpecialForm: String, CaseIterable {
  /// Whether a value lies within a distance of another.
  case around
  /// A condition that must be known to be true before the query runs.
  case assert
  /// Some columns in a bag.
  case bagPackColumns = "bag_pack_columns"
  /// Whether somebody acts, suffers or takes part.
  case actorIs = "actor_is"
  case involves
  case recipientIs = "recipient_is"
  /// Whether a comparison holds for every time that an uncertain date may be, or for some.
  case certainly, possibly
  /// A column by a name that may not be there, and what stands for it then.
  case columnIfExists = "column_ifexists"
  /// The names of a table's columns.
  case columnNamesOf = "column_names_of"
  /// All columns in a bag.
  case packAll = "pack_all"
  /// The first cell of a query.
  case toScalar = "toscalar"
  /// The name of a type, for `extract` and the like.
  case typeOf = "typeof"

  /// How many arguments it takes.
  var arity: ClosedRange<Int> {
    switch self {
    case .involves: 1...2
    case .around: 3...3
    case .assert: 2...2
    case .bagPackColumns: 1...64
    case .columnIfExists: 2...2
    case .packAll: 0...1
    case .actorIs, .certainly, .columnNamesOf, .possibly, .recipientIs, .toScalar, .typeOf: 1...1
    }
  }

  /// How it is called.
  var usage: String {
    switch self {
    case .actorIs, .recipientIs: "\(rawValue)(party)"
    case .around: "around(value, centre, distance)"
    case .assert: "assert(condition, message)"
    case .bagPackColumns: "bag_pack_columns(column, ...)"
    case .involves: "involves(party [, party])"
    case .certainly, .possibly: "\(rawValue)(comparison)"
    case .columnIfExists: "column_ifexists(name, otherwise)"
    case .columnNamesOf: "column_names_of(table)"
    case .packAll: "pack_all([ignore empty])"
    case .toScalar: "toscalar(query)"
    case .typeOf: "typeof(type)"
    }
  }
}

extension Binder {
  mutating func bind(
    _ form: SpecialForm, _ call: CallSyntax, _ scope: Scope, at range: SourceRange
  ) -> BoundExpr? {
    guard form.arity.contains(call.arguments.count) else {
      report(.wrongArgumentCount(call.name, usage: form.usage, found: call.arguments.count))
      return nil
    }
    switch form {
    case .actorIs, .involves, .recipientIs: return bindParties(form, call, scope, at: range)
    case .around: return bindAround(call, scope, at: range)
    case .assert: return bindAssert(call, scope, at: range)
    case .bagPackColumns: return bindBagPackColumns(call, scope, at: range)
    case .certainly, .possibly:
      return bindUncertain(
        call.arguments[0].expr, form == .certainly ? .certainly : .possibly, scope)
    case .columnIfExists:
      return bindColumnIfExists(call.arguments[0].expr, call.arguments[1].expr, scope)
    case .columnNamesOf:
      guard let plan = bindTable(call.arguments[0].expr, scope)?.plan else { return nil }
      let names = plan.schema.columns.map { DynamicValue.string($0.name) }
      return BoundExpr(.constant(.dynamic(.array(names))), type: .dynamic, range: range)
    case .packAll: return bindPackAll(call.arguments.first?.expr, scope, at: range)
    case .toScalar: return bindToScalar(call.arguments[0].expr, scope, at: range)
    case .typeOf:
      guard case .name(let keyword) = call.arguments[0].expr.kind, let type = bindType(keyword)
      else { return nil }
      return BoundExpr(.constant(.string(type.rawValue)), type: .string, range: range)
    }
  }

  private mutating func bindToScalar(
    _ argument: ExprSyntax, _ scope: Scope, at range: SourceRange
  ) -> BoundExpr? {
    guard isTabular(argument, scope) else { return bindScalar(argument, scope) }
    guard let plan = bindTable(argument, scope)?.plan else { return nil }
    guard let column = plan.schema.columns.first else {
      report(.expectedTable(at: argument.range))
      return nil
    }
    return BoundExpr(.scalarSubquery(plan), type: column.type, range: range)
  }

  private mutating func bindColumnIfExists(
    _ nameExpr: ExprSyntax, _ fallback: ExprSyntax, _ scope: Scope
  ) -> BoundExpr? {
    guard let name = bindScalar(nameExpr, scope) else { return nil }
    guard case .string(let text) = constants.value(of: name) else {
      report(.expectedConstant("the name of the column", at: nameExpr.range))
      return nil
    }
    if let index = scope.columns.firstIndex(where: { $0.name == text }) {
      return BoundExpr(.column(index), type: scope.columns[index].type, range: nameExpr.range)
    }
    return bindScalar(fallback, scope)
  }

  /// With `true` the bag lacks what is null or empty.
  private mutating func bindPackAll(
    _ ignoring: ExprSyntax?, _ scope: Scope, at range: SourceRange
  ) -> BoundExpr? {
    var ignoresEmpty = false
    if let ignoring {
      guard let bound = bindScalar(ignoring, scope), let value = constants.value(of: bound) else {
        report(.expectedConstant("'pack_all'", at: ignoring.range))
        return nil
      }
      ignoresEmpty = value == .bool(true)
    }
    let arguments = scope.columns.enumerated().flatMap { index, column in
      [
        BoundExpr(.constant(.string(column.name)), type: .string, range: range),
        BoundExpr(.column(index), type: column.type, range: range),
      ]
    }
    guard let bag = resolve(operator: "bag_pack", arguments, at: range) else { return nil }
    return ignoresEmpty ? resolve(operator: "bag_without_empty", [bag], at: range) : bag
  }
}
