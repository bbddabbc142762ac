public import Columnar

/// An argument of a kernel: one value a row, or one value for all rows.
public struct ArgumentVector: Sendable {
  /// The values: one row where `isConstant`, otherwise one a row of the chunk.
  public let vector: Vector
  /// Whether the one value stands for every row.
  public let isConstant: Bool

  /// An argument over a vector.
  public init(_ vector: Vector, isConstant: Bool) {
    self.vector = vector
    self.isConstant = isConstant
  }

  /// The place in `vector` of a row of the chunk.
  @inlinable
  public func index(_ row: Int) -> Int { isConstant ? 0 : row }

  /// The boxed value of a row; for functions that need no speed.
  public subscript(row: Int) -> Value { vector[index(row)] }
}

/// What all calls of one statement share.
public struct EvaluationContext: Sendable {
  /// The moment the statement began, in ticks; `now()` gives the same all through a statement.
  public let now: Int64
  /// The tests of texts against sets that were made already.
  let memberships = DictionaryMemberships()
  /// Whether nobody wants the answer any more. A kernel that may take long asks it now and then, and
  /// gives up with whatever it has: the rows of a stopped query are never shown.
  let isStopped: @Sendable () -> Bool

  /// A context of a statement begun at `now`.
  public init(now: Int64, isStopped: @escaping @Sendable () -> Bool = { false }) {
    self.now = now
    self.isStopped = isStopped
  }
}

/// Computes a scalar function over a chunk: arguments in, a vector of `rowCount` rows of `type` out.
public typealias ScalarKernel =
  @Sendable (
    _ arguments: [ArgumentVector], _ rowCount: Int, _ type: LogicalType,
    _ context: EvaluationContext
  ) -> Vector
