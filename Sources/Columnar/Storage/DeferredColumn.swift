internal import Synchronization

/// A column that is made of others when it is first asked for, and kept.
///
/// The common columns of a loaded table cost nothing until a query reads them, and then what their own
/// codes take, a byte or two a row.
public final class DeferredColumn: Sendable {
  /// The type of every value.
  public let type: LogicalType
  private let make: @Sendable () -> Column
  private let made = Mutex<Column?>(nil)

  /// A column that `make` makes.
  public init(_ type: LogicalType, _ make: @escaping @Sendable () -> Column) {
    self.type = type
    self.make = make
  }

  /// The column; the first call makes it, and others that come meanwhile wait for it.
  public var column: Column {
    made.withLock { made in
      if let made { return made }
      let column = make()
      made = column
      return column
    }
  }
}
