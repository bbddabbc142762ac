import Columnar

/// What stands in a column as far as SQL must know it: KQL's `dynamic` can be anything, a column of SQL
/// cannot.
indirect enum SQLShape: Equatable {
  case scalar(LogicalType)
  /// A list of values of one type.
  case list(LogicalType)
  /// An item of a list: a dynamic in KQL, a value of this type here.
  case item(LogicalType)

  /// The type of the values, or of the items.
  var type: LogicalType {
    switch self {
    case .scalar(let type), .list(let type), .item(let type): type
    }
  }
}

/// An expression in SQL with what is known of its values.
struct SQLValue {
  var text: String
  var shape: SQLShape
  /// Whether it may be null; texts never are.
  var isNullable: Bool
  /// A column or a literal, which may be written twice.
  var isSimple = false
}

/// Why a query cannot be said in a dialect.
public struct SQLRefusal: Error, Sendable {
  /// One line: the operator or function, and the dialect.
  public let message: String
}
