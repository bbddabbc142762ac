/// Which rows of a vector hold a value: one byte a row, 1 for valid, or nothing when all are.
///
/// A byte a row rather than a bit keeps kernels free of shifts; the common case, no nulls, costs
/// no memory.
public struct ValidityMask: Sendable, Hashable {
  /// Empty when every row is valid, otherwise one byte a row.
  public private(set) var bytes: ContiguousArray<UInt8>

  /// The mask of a vector without nulls.
  public static let allValid = ValidityMask()

  /// The mask of a vector without nulls.
  public init() {
    bytes = []
  }

  /// A mask from one flag a row; all-valid input is stored as nothing.
  public init(_ flags: ContiguousArray<UInt8>) {
    bytes = flags.allSatisfy { $0 == 1 } ? [] : flags
  }

  /// A mask of `count` nulls.
  public static func allNull(_ count: Int) -> ValidityMask {
    ValidityMask(ContiguousArray(repeating: 0, count: count))
  }

  /// Whether no row is null.
  @inlinable public var isAllValid: Bool { bytes.isEmpty }

  /// Whether the row holds a value.
  @inlinable
  public subscript(row: Int) -> Bool {
    bytes.isEmpty || bytes[row] == 1
  }

  /// Rows valid in both masks, each of `count` rows.
  public func intersection(_ other: ValidityMask, count: Int) -> ValidityMask {
    if isAllValid { return other }
    if other.isAllValid { return self }
    var result = ContiguousArray<UInt8>(repeating: 0, count: count)
    for row in 0..<count { result[row] = bytes[row] & other.bytes[row] }
    return ValidityMask(result)
  }
}
