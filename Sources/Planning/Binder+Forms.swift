internal import Columnar
internal import Query

/// Functions that are short for other expressions.
extension Binder {
  /// `around(t, centre, 1h)`: `t between (centre - 1h .. centre + 1h)`.
  mutating func bindAround(
    _ call: CallSyntax, _ scope: Scope, at range: SourceRange
  ) -> BoundExpr? {
    guard let parts = bindScalars(call.arguments.map(\.expr), scope),
      let low = resolve(operator: "-", [parts[1], parts[2]], at: range),
      let high = resolve(operator: "+", [parts[1], parts[2]], at: range)
    else { return nil }
    return resolve(operator: "between", [parts[0], low, high], at: range)
  }

  /// `assert(condition, message)`: true, or the message as an error.
  mutating func bindAssert(
    _ call: CallSyntax, _ scope: Scope, at range: SourceRange
  ) -> BoundExpr? {
    guard let condition = bindCondition(call.arguments[0].expr, scope),
      let message = bindScalar(call.arguments[1].expr, scope)
    else { return nil }
    guard let truth = constants.value(of: condition),
      case .string(let text)? = constants.value(of: message)
    else {
      report(.expectedConstant("'assert'", at: range))
      return nil
    }
    guard truth == .bool(true) else {
      report(Diagnostic(.error, "the assertion does not hold: \(text)", at: range))
      return nil
    }
    return BoundExpr(.constant(.bool(true)), type: .bool, range: range)
  }

  mutating func bindBagPackColumns(
    _ call: CallSyntax, _ scope: Scope, at range: SourceRange
  ) -> BoundExpr? {
    guard let values = bindScalars(call.arguments.map(\.expr), scope) else { return nil }
    let arguments = zip(call.arguments, values).flatMap { argument, value in
      let name = ResultName.of(argument.expr) ?? ""
      return [BoundExpr(.constant(.string(name)), type: .string, range: range), value]
    }
    return resolve(operator: "bag_pack", arguments, at: range)
  }

  /// `covariance(x, y)` and its kin as sums: the mean product less the product of the means. Rows
  /// without one of the values, or for which a condition does not hold, count for nothing.
  func covariance(_ call: CallSyntax, at range: SourceRange) -> ExprSyntax? {
    let forms = ["covariance", "covarianceif", "covariancep", "covariancepif"]
    guard collector != nil, forms.contains(call.name.text) else { return nil }
    let isConditional = call.name.text.hasSuffix("if")
    guard call.arguments.count == (isConditional ? 3 : 2) else { return nil }
    func made(_ name: String, _ arguments: [ExprSyntax]) -> ExprSyntax {
      ExprSyntax(
        .call(
          CallSyntax(
            name: NameSyntax(name, range: range),
            arguments: arguments.map { NamedExprSyntax(names: [], expr: $0) })), range: range)
    }
    func binary(_ symbol: BinaryOperatorSyntax, _ a: ExprSyntax, _ b: ExprSyntax) -> ExprSyntax {
      ExprSyntax(.binary(symbol, a, b), range: range)
    }
    let x = made("toreal", [call.arguments[0].expr])
    let y = made("toreal", [call.arguments[1].expr])
    var condition = binary(.and, made("isnotnull", [x]), made("isnotnull", [y]))
    if isConditional { condition = binary(.and, condition, call.arguments[2].expr) }
    let count = made("toreal", [made("countif", [condition])])
    let one = ExprSyntax(.literal(LiteralSyntax(kind: .real, text: "1.0")), range: range)
    let product = binary(
      .divide,
      binary(.multiply, made("sumif", [x, condition]), made("sumif", [y, condition])), count)
    let spread = binary(
      .subtract, made("sumif", [binary(.multiply, x, y), condition]), product)
    let isPopulation = call.name.text.hasPrefix("covariancep")
    return binary(.divide, spread, isPopulation ? count : binary(.subtract, count, one))
  }
}
