import Synchronization

/// How far a running query is: the rows read so far, and those that there are. Whoever shows it may
/// look from any thread.
public final class ScanProgress: Sendable {
  private let read = Atomic<Int>(0)
  private let expected = Atomic<Int>(0)

  /// Nothing is read yet.
  public init() {}

  /// The rows read so far.
  public var rowCount: Int { read.load(ordering: .relaxed) }

  /// The rows of all tables that are being read; nil where none is a table.
  public var total: Int? {
    let total = expected.load(ordering: .relaxed)
    return total > 0 ? total : nil
  }

  /// Rows were read.
  func add(_ count: Int) { read.add(count, ordering: .relaxed) }

  /// A table of so many rows will be read.
  func expect(_ count: Int) { expected.add(count, ordering: .relaxed) }
}
