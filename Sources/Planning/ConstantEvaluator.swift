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

  /// A value read as another type, as `todatetime` and the like do.
  func convert(_ value: Value, _ type: LogicalType, to target: LogicalType) -> Value? {
    if type == target { return value }
    guard let function = Conversion.function(to: target) else { return nil }
    let range = NoRange.value
    let argument = BoundExpr(.constant(value), type: type, range: range)
    return evaluate(BoundExpr(.call(function, [argument]), type: target, range: range))
  }
}

extension BoundExpr {
  /// Whether some part of it is a query of its own, which only the executor can run.
  var holdsQuery: Bool {
    switch kind {
    case .constant, .column: false
    case .scalarSubquery, .listSubquery: true
    case .call(_, let arguments): arguments.contains(where: \.holdsQuery)
    }
  }
}
