public import Columnar

/// Computes constant expressions while a query is bound and optimised; Execution, which has the
/// kernels, gives one.
public struct ConstantEvaluator: Sendable {
  private let evaluate: @Sendable (BoundExpr) -> Value?

  /// An evaluator that gives the value of a constant expression, or nil where it cannot.
  public init(_ evaluate: @escaping @Sendable (BoundExpr) -> Value?) {
    self.evaluate = evaluate
  }

  /// The value of a constant expression that holds no query.
  func value(of expr: BoundExpr) -> Value? {
    if let constant = expr.constant { return constant }
    guard expr.isConstant, !expr.holdsQuery else { return nil }
    return evaluate(expr)
  }

  /// The value of a query inside of an expression, run now.
  public func value(ofQuery expr: BoundExpr) -> Value? { evaluate(expr) }

  /// The literal that a constant expression comes to; any other expression as it is.
  func folded(_ expr: BoundExpr) -> BoundExpr {
    guard case .call = expr.kind, let value = value(of: expr) else { return expr }
    return BoundExpr(.constant(value), type: expr.type, range: expr.range)
  }
}
