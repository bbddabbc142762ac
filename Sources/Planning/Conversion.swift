public import Columnar
internal import Query

/// The functions that convert to a type.
public enum Conversion {
  /// The function whose result is of `type`: `tolong`, `todatetime`, ...
  public static func function(to type: LogicalType) -> ScalarFunction? {
    ScalarFunctions.named(name(of: type))
  }

  private static func name(of type: LogicalType) -> String {
    switch type {
    case .bool: "tobool"
    case .int: "toint"
    case .long: "tolong"
    case .real: "toreal"
    case .decimal: "todecimal"
    case .string: "tostring"
    case .datetime: "todatetime"
    case .timespan: "totimespan"
    case .guid: "toguid"
    case .dynamic: "todynamic"
    }
  }

  /// The expression converted to a type; itself where it has that type already.
  static func convert(_ expr: BoundExpr, to type: LogicalType) -> BoundExpr {
    guard expr.type != type else { return expr }
    if let constant = expr.constant, constant.isNull {
      return BoundExpr(.constant(nullValue(of: type)), type: type, range: expr.range)
    }
    guard let function = function(to: type) else { return expr }
    return BoundExpr(.call(function, [expr]), type: type, range: expr.range)
  }

  /// What is missing in a column of a type: a string has no null.
  static func nullValue(of type: LogicalType) -> Value {
    type == .string ? .string("") : .null
  }
}

/// The place of an expression that stands nowhere in the text.
enum NoRange {
  static let value = SourceRange(0, 0)
}
