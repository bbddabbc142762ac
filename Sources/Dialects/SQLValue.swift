public import Columnar

/// What stands in a column as far as SQL must know it: KQL's `dynamic` can be anything, a column of SQL
/// cannot.
public indirect enum SQLShape: Equatable, Sendable {
  case scalar(LogicalType)
  /// A list of values of one type.
  case list(LogicalType)
  /// An item of a list: a dynamic in KQL, a value of this type here.
  case item(LogicalType)

  /// The type of the values, or of the items.
  public var type: LogicalType {
    switch self {
    case .scalar(let type), .list(let type), .item(let type): type
    }
  }

  /// Whether it is a list.
  var isList: Bool { if case .list = self { true } else { false } }

  /// Whether a column of SQL may hold values of both: of one type, or numbers.
  func goes(with other: SQLShape) -> Bool {
    isList == other.isList && type == other.type
      || !isList && !other.isList && type.isNumeric && other.type.isNumeric
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
  /// Whether it is written out; as a key of an order engines take such a thing for a column's place.
  var isLiteral = false
  /// Whether it was a text that was read as another type; null where it is none of that type.
  var isReadText = false
  /// The text before a null was made empty of it: a comparison that no null and no empty text stands
  /// gives the same over it, and engines look it up faster.
  var raw: String?
}

/// A query in the form that is sent to an engine.
public struct SQLQuery: Sendable {
  /// A column that it gives.
  public struct Column: Sendable {
    /// Its name.
    public let name: String
    /// Its type in KQL.
    public let type: LogicalType
    /// What stands in it; of a dynamic column an item or a list.
    public let shape: SQLShape
  }

  /// The SQL.
  public let text: String
  /// The columns in order.
  public let columns: [Column]
}

/// Why a query cannot be said in a dialect.
public struct SQLRefusal: Error, Sendable {
  /// One line: the operator or function, and the dialect.
  public let message: String
}
