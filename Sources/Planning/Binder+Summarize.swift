internal import Columnar
internal import Query

extension Binder {
  /// `summarize`: an aggregation under a projection that computes with its results.
  mutating func bindSummarize(
    _ aggregates: [NamedExprSyntax], _ by: [NamedExprSyntax], _ plan: LogicalPlan, _ scope: Scope
  ) -> LogicalPlan? {
    let inner = self.scope(over: plan, scope)
    guard let keys = bindKeys(by, inner) else { return nil }
    var outer = scope
    outer.columns = []
    outer.hiddenColumns = plan.schema.columns
    outer.row = newRow()
    collector = AggregateCollector(scope: inner, keys: keys.map(\.expr))
    let bound = aggregates.map { bindAggregateItem($0, outer) }
    let calls = collector?.calls ?? []
    collector = nil
    let values = bound.compactMap { $0 }.flatMap { $0 }
    guard bound.allSatisfy({ $0 != nil }) else { return nil }
    var columnNames = ColumnNames(reserved: plan.schema.columns.map(\.name))
    guard let names = names(for: keys + values, &columnNames) else { return nil }

    let keyTypes = keys.map(\.expr.type)
    let raw = (keyTypes + calls.flatMap(\.outputs)).enumerated()
      .map { ColumnSchema("$\($0)", $1) }
    let aggregation = LogicalPlan(
      .aggregate(plan, keys: keys.map(\.expr), calls: calls), schema: Schema(raw))
    let keyColumns = aggregation.allColumns.prefix(keys.count)
    let exprs = keyColumns + values.map(\.expr)
    let schema = Schema(zip(names, exprs).map { ColumnSchema($0, $1.type) })
    return LogicalPlan(.project(aggregation, Array(exprs)), schema: schema)
  }

  /// The group keys. A `let` after `by` lends no name to its column, unlike a column.
  private mutating func bindKeys(_ by: [NamedExprSyntax], _ scope: Scope) -> [Item]? {
    var keys: [Item] = []
    for item in by {
      if item.names.count > 1 {
        report(.namesForOneValue(item.names.count, at: item.expr.range))
      }
      guard let expr = bindScalar(item.expr, scope) else { continue }
      var name = item.names.first?.text ?? ResultName.of(item.expr)
      var isColumn = false
      if case .name(let written) = item.expr.kind, item.names.isEmpty {
        isColumn = scope.columns.contains { $0.name == written.text }
        if !isColumn { name = nil }
      }
      keys.append(
        Item(
          expr: expr, name: name, isDeclared: isColumn || !item.names.isEmpty,
          range: item.names.first?.range ?? item.expr.range))
    }
    return keys.count == by.count ? keys : nil
  }

  /// The columns of one item: several where an aggregate such as `arg_max` gives several.
  private mutating func bindAggregateItem(
    _ item: NamedExprSyntax, _ scope: Scope
  ) -> [Item]? {
    var columns: [(name: String?, expr: BoundExpr)]
    var call: CallSyntax?
    if case .call(let syntax) = item.expr.kind { call = syntax }
    if let call, let function = AggregateFunctions.named(call.name.text),
      scope.environment[call.name.text] == nil
    {
      guard let bound = bindAggregate(function, call, at: item.expr.range) else { return nil }
      columns = bound
    } else {
      guard let expr = bindScalar(item.expr, scope) else { return nil }
      columns = [(ResultName.of(item.expr), expr)]
    }
    guard item.names.count <= columns.count else {
      report(.namesForOneValue(item.names.count, at: item.expr.range))
      return nil
    }
    return columns.enumerated().map { index, column in
      let written = index < item.names.count ? item.names[index] : nil
      return Item(
        expr: column.expr, name: written?.text ?? column.name, isDeclared: written != nil,
        range: written?.range ?? item.expr.range)
    }
  }

  /// An aggregate: its call goes to the collector, and its columns come back with the names that
  /// they have where none are given.
  mutating func bindAggregate(
    _ function: AggregateFunction, _ call: CallSyntax, at range: SourceRange
  ) -> [(name: String?, expr: BoundExpr)]? {
    guard let outer = collector else { return nil }
    if let only = call.arguments.first, case .star = only.expr.kind, function.kind == .count {
      report(
        Diagnostic(
          .error, "'*' cannot stand here; did you mean 'count()'?", at: only.expr.range,
          fixIt: FixIt(range: only.expr.range, replacement: "")))
      return nil
    }
    guard function.arity.contains(call.arguments.count) else {
      report(
        .wrongArgumentCount(call.name, usage: function.usage, found: call.arguments.count))
      return nil
    }
    // Inside its arguments there is no other aggregate, so nothing is collected meanwhile.
    collector = nil
    let parts = bindParts(function, call, outer, at: range)
    collector = outer
    guard let parts else { return nil }
    let first = outer.firstColumn + outer.columnCount
    collector?.calls.append(parts.call)
    collector?.columnCount += parts.call.outputs.count
    return parts.call.outputs.enumerated().map { index, type in
      (parts.names[index], BoundExpr(.column(first + index), type: type, range: range))
    }
  }

  private typealias AggregateParts = (call: AggregateCall, names: [String?])

  private mutating func bindParts(
    _ function: AggregateFunction, _ call: CallSyntax, _ outer: AggregateCollector,
    at range: SourceRange
  ) -> AggregateParts? {
    switch function.kind {
    case .argMaximum, .argMinimum, .any:
      return bindRowParts(function, call, outer)
    case .percentile, .percentileArray, .weightedPercentile, .weightedPercentileArray:
      return bindPercentiles(function, call, outer.scope)
    default:
      break
    }
    guard let bound = bindScalars(call.arguments.map(\.expr), outer.scope) else { return nil }
    guard let type = resolve(function, bound, at: range) else { return nil }
    var predicate: BoundExpr?
    if let place = function.predicate {
      predicate = Conversion.convert(bound[place], to: .bool)
    }
    var parameters: [Value] = []
    for (index, extra) in bound.enumerated() where index > (function.predicate ?? 0) {
      guard let value = constants.value(of: extra) else {
        report(.expectedConstant("'\(function.name)'", at: extra.range))
        return nil
      }
      parameters.append(value)
    }
    var arguments: [BoundExpr] = []
    if function.kind != .count, let value = bound.first {
      arguments = [prepared(value, for: function.kind)]
    }
    let parts = AggregateCall(
      function: function, arguments: arguments, predicate: predicate, parameters: parameters,
      outputs: [type])
    return (parts, [ResultName.of(ExprSyntax(.call(call), range: range))])
  }

  /// The argument in the layout that the aggregate computes with.
  private func prepared(_ value: BoundExpr, for kind: AggregateFunction.Kind) -> BoundExpr {
    switch (kind, value.type) {
    case (.sum, .dynamic), (.average, .dynamic), (.sampleDeviation, .dynamic),
      (.populationDeviation, .dynamic), (.sampleVariance, .dynamic),
      (.populationVariance, .dynamic):
      Conversion.convert(value, to: .real)
    case (.sum, .bool), (.average, .bool): Conversion.convert(value, to: .long)
    default: value
    }
  }

  private mutating func resolve(
    _ function: AggregateFunction, _ arguments: [BoundExpr], at range: SourceRange
  ) -> LogicalType? {
    let described = arguments.map {
      BoundArgument(type: $0.type, constant: constants.value(of: $0))
    }
    switch function.resolve(described) {
    case .type(let type): return type
    case .wrong(let index, let message):
      report(
        Diagnostic(.error, message, at: index < arguments.count ? arguments[index].range : range))
      return nil
    }
  }

  /// `arg_max(x, ...)`, `take_any(...)`: columns of one row; `*` is every column that is not said
  /// otherwise.
  private mutating func bindRowParts(
    _ function: AggregateFunction, _ call: CallSyntax, _ outer: AggregateCollector
  ) -> AggregateParts? {
    let scope = outer.scope
    var arguments: [BoundExpr] = []
    var names: [String?] = []
    var predicate: BoundExpr?
    let said = Set(call.arguments.compactMap { directColumn($0.expr, scope) })
    for (index, argument) in call.arguments.enumerated() {
      if case .star = argument.expr.kind {
        for column in scope.columns.indices
        where !said.contains(column) && !outer.keyColumns.contains(column) {
          let type = scope.columns[column].type
          arguments.append(BoundExpr(.column(column), type: type, range: argument.expr.range))
          names.append(scope.columns[column].name)
        }
        continue
      }
      guard let bound = bindScalar(argument.expr, scope) else { return nil }
      if function.predicate == index {
        predicate = Conversion.convert(bound, to: .bool)
        continue
      }
      arguments.append(bound)
      let suggested = argument.names.first?.text ?? ResultName.of(argument.expr)
      switch function.naming {
      case .prefix(let prefix) where call.arguments.count - (predicate == nil ? 0 : 1) == 1:
        names.append(prefix + "_" + (suggested ?? ""))
      case .prefix, .argument, .special:
        names.append(suggested ?? unnamed(function.kind, index))
      }
    }
    let parts = AggregateCall(
      function: function, arguments: arguments, predicate: predicate, parameters: [],
      outputs: arguments.map(\.type))
    return (parts, names)
  }

  private func unnamed(_ kind: AggregateFunction.Kind, _ index: Int) -> String {
    switch kind {
    case .argMaximum: index == 0 ? "max_" : "max_arg\(index)"
    case .argMinimum: index == 0 ? "min_" : "min_arg\(index)"
    default: "any_arg\(index)"
    }
  }

  private func directColumn(_ expr: ExprSyntax, _ scope: Scope) -> Int? {
    guard case .name(let name) = expr.kind else { return nil }
    return scope.columns.firstIndex { $0.name == name.text }
  }

  /// `percentiles(x, 5, 95)`: a column a percentage; `percentiles_array`: all in one. With weights they stand
  /// behind the value.
  private mutating func bindPercentiles(
    _ function: AggregateFunction, _ call: CallSyntax, _ scope: Scope
  ) -> AggregateParts? {
    guard let bound = bindScalars(call.arguments.map(\.expr), scope) else { return nil }
    let isArray: Bool
    let isWeighted: Bool
    switch function.kind {
    case .percentileArray: (isArray, isWeighted) = (true, false)
    case .weightedPercentile: (isArray, isWeighted) = (false, true)
    case .weightedPercentileArray: (isArray, isWeighted) = (true, true)
    default: (isArray, isWeighted) = (false, false)
    }
    if isWeighted, !bound[1].type.isNumeric {
      report(
        .wrongType(
          "'\(function.name)'", expected: "a weight", found: bound[1].type, at: bound[1].range))
      return nil
    }
    var percentages: [Value] = []
    for extra in bound.dropFirst(isWeighted ? 2 : 1) {
      switch constants.value(of: extra) {
      case .integer(let value)?: percentages.append(.real(Double(value)))
      case .real(let value)?: percentages.append(.real(value))
      case .dynamic(.array(let items))? where isArray:
        percentages += items.compactMap { $0.number.map { .real($0) } }
      default:
        report(.expectedConstant("a percentage", at: extra.range))
        return nil
      }
    }
    var type = bound[0].type
    if type == .int { type = .long }
    if type == .decimal { type = .real }
    guard type.physical != .string && type.physical != .dynamic || type == .dynamic else {
      report(
        .wrongType(
          "'\(function.name)'", expected: "a number or a time", found: type, at: bound[0].range))
      return nil
    }
    let value = type == .dynamic ? Conversion.convert(bound[0], to: .real) : bound[0]
    if type == .dynamic { type = .real }
    let argument = ResultName.of(call.arguments[0].expr) ?? ""
    let weights = isWeighted ? [Conversion.convert(bound[1], to: .real)] : []
    let parts = AggregateCall(
      function: function, arguments: [value] + weights, predicate: nil, parameters: percentages,
      outputs: isArray ? [.dynamic] : percentages.map { _ in type })
    if isArray { return (parts, ["percentiles_" + argument]) }
    return (parts, percentages.map { "percentile_\(argument)_\(Self.fragment($0))" })
  }

  /// A percentage as part of a name: `99.9` is `99_9`.
  private static func fragment(_ percentage: Value) -> String {
    guard case .real(let value) = percentage else { return "" }
    if let whole = Int64(exactly: value) { return String(whole) }
    return String(String(value).map { $0 == "." ? "_" : $0 })
  }
}

extension DynamicValue {
  /// The value as a real, if it is a number.
  var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .real(let value): value
    case .null, .bool, .string, .datetime, .timespan, .guid, .array, .bag: nil
    }
  }
}

extension AggregateCollector {
  init(scope: Scope, keys: [BoundExpr]) {
    self.init(
      scope: scope, firstColumn: keys.count,
      keyColumns: Set(
        keys.compactMap { if case .column(let index) = $0.kind { index } else { nil } }))
  }
}
