internal import Columnar
internal import Query

/// `certainly(...)` and `possibly(...)`: comparisons of a datetime that is only known to lie between two
/// columns, `date` and `date_end`.
extension Binder {
  /// What must be true of a time that is not known exactly.
  enum Modality {
    /// The comparison holds for every time that it may be.
    case certainly
    /// The comparison holds for some time that it may be.
    case possibly

    var opposite: Modality { self == .certainly ? .possibly : .certainly }
  }

  mutating func bindUncertain(
    _ condition: ExprSyntax, _ modality: Modality, _ scope: Scope
  ) -> BoundExpr? {
    let range = condition.range
    switch condition.kind {
    case .parenthesized(let inner): return bindUncertain(inner, modality, scope)
    case .binary(let symbol, let left, let right) where symbol == .and || symbol == .or:
      guard let left = bindUncertain(left, modality, scope),
        let right = bindUncertain(right, modality, scope)
      else { return nil }
      return resolve(operator: symbol.rawValue, [left, right], at: range)
    case .call(let call) where call.name.text == "not" && call.arguments.count == 1:
      return bindUncertain(call.arguments[0].expr, modality.opposite, scope).flatMap {
        resolve(operator: "not", [$0], at: range)
      }
    case .binary(let symbol, let left, let right):
      if let span = timeSpan(left, scope) {
        return bindScalar(right, scope).flatMap { compare(span, symbol, $0, modality, at: range) }
      }
      if let span = timeSpan(right, scope), let mirrored = Self.mirrored[symbol] {
        return bindScalar(left, scope).flatMap { compare(span, mirrored, $0, modality, at: range) }
      }
    case .between(let value, let low, let high, let negated):
      guard let span = timeSpan(value, scope) else { break }
      guard let low = bindScalar(low, scope), var high = bindScalar(high, scope) else { return nil }
      if high.type == .timespan {
        guard let end = resolve(operator: "+", [low, high], at: range) else { return nil }
        high = end
      }
      let inner = negated ? modality.opposite : modality
      guard let from = compare(span, .greaterOrEqual, low, inner, at: range),
        let to = compare(span, .lessOrEqual, high, inner, at: range),
        let both = resolve(operator: "and", [from, to], at: range)
      else { return nil }
      return negated ? resolve(operator: "not", [both], at: range) : both
    default: break
    }
    report(
      Diagnostic(
        .error, "expected a comparison of a datetime column that has an end, such as 'date'",
        at: range))
    return nil
  }

  /// The first and the last time that a column may mean.
  private typealias TimeSpan = (first: BoundExpr, last: BoundExpr)

  private func timeSpan(_ expr: ExprSyntax, _ scope: Scope) -> TimeSpan? {
    guard case .name(let name) = expr.kind,
      let first = scope.columns.firstIndex(where: { $0.name == name.text }),
      let last = scope.columns.firstIndex(where: { $0.name == name.text + "_end" }),
      scope.columns[first].type == .datetime, scope.columns[last].type == .datetime
    else { return nil }
    return (
      BoundExpr(.column(first), type: .datetime, range: name.range),
      BoundExpr(.column(last), type: .datetime, range: name.range)
    )
  }

  private static let mirrored: [BinaryOperatorSyntax: BinaryOperatorSyntax] = [
    .less: .greater, .lessOrEqual: .greaterOrEqual, .greater: .less,
    .greaterOrEqual: .lessOrEqual, .equal: .equal, .notEqual: .notEqual,
  ]

  private mutating func compare(
    _ span: TimeSpan, _ symbol: BinaryOperatorSyntax, _ time: BoundExpr, _ modality: Modality,
    at range: SourceRange
  ) -> BoundExpr? {
    let isCertain = modality == .certainly
    switch symbol {
    case .less, .lessOrEqual:
      let end = isCertain ? span.last : span.first
      return resolve(operator: symbol.rawValue, [end, time], at: range)
    case .greater, .greaterOrEqual:
      let end = isCertain ? span.first : span.last
      return resolve(operator: symbol.rawValue, [end, time], at: range)
    case .equal:
      guard let low = compare(span, .greaterOrEqual, time, modality, at: range),
        let high = compare(span, .lessOrEqual, time, modality, at: range)
      else { return nil }
      return resolve(operator: "and", [low, high], at: range)
    case .notEqual:
      return compare(span, .equal, time, modality.opposite, at: range).flatMap {
        resolve(operator: "not", [$0], at: range)
      }
    default:
      report(Diagnostic(.error, "times are compared with '<', '==' and the like", at: range))
      return nil
    }
  }
}
