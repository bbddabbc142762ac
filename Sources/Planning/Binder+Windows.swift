internal import Columnar
internal import Query

/// The window calls met while the expressions of an operator are bound.
struct WindowCollector {
  /// The number of columns of the input; those of the calls come behind them.
  let columnCount: Int
  /// Whether the order of the input is fixed.
  let isSerialized: Bool
  /// The calls so far.
  var calls: [WindowCall] = []
}

extension Binder {
  /// An operator over a plan whose expressions may call window functions: those become columns of
  /// the operator's input, and the operator reads them there.
  mutating func bindingWindows(
    over plan: LogicalPlan, _ body: (inout Binder) -> LogicalPlan?
  ) -> LogicalPlan? {
    let outer = windows
    windows = WindowCollector(
      columnCount: plan.schema.columns.count, isSerialized: plan.isSerialized)
    let result = body(&self)
    let calls = windows?.calls ?? []
    windows = outer
    guard let result, !calls.isEmpty else { return result }
    let made = calls.enumerated().map { ColumnSchema("$window\($0)", $1.type) }
    let input = LogicalPlan(
      .window(plan, calls), schema: Schema(plan.schema.columns + made))
    switch result.node {
    case .project(_, let exprs): return LogicalPlan(.project(input, exprs), schema: result.schema)
    case .filter(_, let condition):
      return LogicalPlan(.filter(input, condition), schema: input.schema)
        .selecting(Array(plan.schema.columns.indices))
    default: return result
    }
  }

  /// A call of a window function: a reference to the column that it becomes.
  mutating func bindWindow(
    _ function: WindowFunction, _ call: CallSyntax, _ scope: Scope, at range: SourceRange
  ) -> BoundExpr? {
    guard let collector = windows else {
      report(.windowOutOfPlace(call.name))
      return nil
    }
    guard collector.isSerialized else {
      report(.notSerialized(call.name))
      return nil
    }
    guard function.arity.contains(call.arguments.count) else {
      report(.wrongArgumentCount(call.name, usage: function.usage, found: call.arguments.count))
      return nil
    }
    guard let arguments = bindScalars(call.arguments.map(\.expr), scope),
      let window = windowCall(function, arguments, call.name)
    else { return nil }
    // The arguments may have called window functions themselves, so the place is known only now.
    let place = collector.columnCount + (windows?.calls.count ?? 0)
    windows?.calls.append(window)
    return BoundExpr(.column(place), type: window.type, range: range)
  }

  private mutating func windowCall(
    _ function: WindowFunction, _ arguments: [BoundExpr], _ name: NameSyntax
  ) -> WindowCall? {
    switch function.kind {
    case .previous, .next: return shift(function, arguments)
    case .rowNumber:
      guard let parameters = parameters(arguments.prefix(1), types: [.long], of: name),
        let restart = restart(arguments.dropFirst(1).first)
      else { return nil }
      return WindowCall(function, restart, parameters: parameters, type: .long)
    case .cumulativeSum:
      let type = arguments[0].type
      guard type.isNumeric || type == .timespan else {
        report(
          .wrongType("'row_cumsum'", expected: "a number", found: type, at: arguments[0].range))
        return nil
      }
      guard let restart = restart(arguments.dropFirst(1).first) else { return nil }
      return WindowCall(
        function, [arguments[0]] + restart, parameters: [], type: type == .int ? .long : type)
    case .denseRank, .minimumRank:
      guard let restart = restart(arguments.dropFirst(1).first) else { return nil }
      return WindowCall(function, [arguments[0]] + restart, parameters: [], type: .long)
    case .sessionStart:
      guard arguments[0].type == .datetime else {
        report(
          .wrongType(
            "'row_window_session'", expected: "a datetime", found: arguments[0].type,
            at: arguments[0].range))
        return nil
      }
      guard
        let parameters = parameters(arguments[1...2], types: [.timespan, .timespan], of: name),
        let restart = restart(arguments.dropFirst(3).first)
      else { return nil }
      return WindowCall(
        function, [arguments[0]] + restart, parameters: parameters, type: .datetime)
    }
  }

  /// `prev` and `next`: how far away, and what stands there beyond the ends.
  private mutating func shift(
    _ function: WindowFunction, _ arguments: [BoundExpr]
  ) -> WindowCall? {
    let type = arguments[0].type
    var parameters: [Value] = [.integer(1), Conversion.nullValue(of: type)]
    for (place, argument) in arguments.dropFirst().enumerated() {
      let wanted = place == 0 ? LogicalType.long : type
      guard let value = constants.value(of: Conversion.convert(argument, to: wanted)) else {
        report(.expectedConstant("'\(function.name)'", at: argument.range))
        return nil
      }
      parameters[place] = value
    }
    return WindowCall(function, [arguments[0]], parameters: parameters, type: type)
  }

  /// Constants of a call, converted.
  private mutating func parameters(
    _ arguments: ArraySlice<BoundExpr>, types: [LogicalType], of name: NameSyntax
  ) -> [Value]? {
    var values: [Value] = []
    for (argument, type) in zip(arguments, types) {
      guard argument.type == type || argument.type.isNumeric && type.isNumeric,
        let value = constants.value(of: Conversion.convert(argument, to: type))
      else {
        report(.expectedConstant("'\(name.text)'", at: argument.range))
        return nil
      }
      values.append(value)
    }
    return values
  }

  /// The condition on which a call begins anew: none or one.
  private mutating func restart(_ argument: BoundExpr?) -> [BoundExpr]? {
    guard let argument else { return [] }
    guard argument.type == .bool else {
      report(
        .wrongType("'restart'", expected: "a bool", found: argument.type, at: argument.range))
      return nil
    }
    return [argument]
  }
}

extension LogicalPlan {
  /// Whether the order of the rows is fixed, so that a row has a predecessor.
  var isSerialized: Bool {
    switch node {
    case .sort, .topN, .range, .window, .argument, .topNested, .steps, .sequence, .plugin: true
    case .filter(let input, _), .project(let input, _), .limit(let input, _),
      .unnest(let input, _):
      input.isSerialized
    case .materialized(let shared): shared.plan.isSerialized
    case .scan, .aggregate, .sample, .join, .union, .apply, .series, .graph, .graphMatch:
      false
    }
  }
}
