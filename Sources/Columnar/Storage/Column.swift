/// One column of a stored table, whole, sealed and as narrow as its values allow.
///
/// A `Vector` is what kernels compute with, 2,048 rows of one of five layouts; a `Column` is what
/// lies in memory for as long as its table does. `vector(_:)` makes the one from the other.
public struct Column: Sendable {
  /// The type of every value.
  public let type: LogicalType
  /// The number of rows.
  public let count: Int
  /// The values.
  public let values: ColumnValues
  /// The least and greatest values by blocks, for columns of packed integers.
  public let zones: ZoneMap?

  /// A column of finished storage, whose layout must be one of the type's.
  public init(type: LogicalType, values: ColumnValues) {
    self.type = type
    self.values = values
    count = values.count
    zones = ZoneMap(values)
  }

  /// A column out of a store, which keeps the zones: to find them again would be to read all values.
  public init(type: LogicalType, values: ColumnValues, zones: ZoneMap?) {
    self.type = type
    self.values = values
    count = values.count
    self.zones = zones
  }

  /// The bytes that values and zones take, without the dictionary, which columns may share.
  public var byteCount: Int { values.byteCount + (zones?.byteCount ?? 0) }

  /// The texts that the codes of a column of texts or lists stand for.
  public var dictionary: StringDictionary? {
    switch values {
    case .texts(_, let dictionary), .lists(_, _, let dictionary, _): dictionary
    case .packed, .decimals, .integers, .reals, .dynamics: nil
    }
  }
}

/// The storage of a `Column`.
public enum ColumnValues: Sendable {
  /// `bool` as 0 and 1, `int`, `long`, `datetime` and `timespan`.
  case packed(PackedIntegers)
  /// `real` and `decimal` that are whole numbers of 10^-`places`: each is the `Double` nearest to
  /// the quotient.
  case decimals(PackedIntegers, places: Int)
  /// Integers too far apart to be packed.
  case integers(Buffer<Int64>, nulls: NullBits?)
  case reals(Buffer<Double>, nulls: NullBits?)
  /// `string` and `guid`: codes of a dictionary; code 0 is the empty text, and null in a `guid`.
  case texts(Codes, StringDictionary)
  /// `dynamic` whose every value is an array of strings, as in `VectorValues`.
  case lists(offsets: Buffer<UInt32>, codes: Codes, StringDictionary, nulls: NullBits?)
  /// `dynamic` of any shape.
  case dynamics(ContiguousArray<DynamicValue>)

  /// The number of rows.
  public var count: Int {
    switch self {
    case .packed(let packed), .decimals(let packed, _): packed.codes.count
    case .integers(let values, _): values.count
    case .reals(let values, _): values.count
    case .texts(let codes, _): codes.count
    case .lists(let offsets, _, _, _): offsets.count - 1
    case .dynamics(let values): values.count
    }
  }

  /// The bytes taken, without dictionaries; what `dynamic` values hold is estimated.
  public var byteCount: Int {
    func bytes(_ nulls: NullBits?) -> Int { nulls?.words.byteCount ?? 0 }
    switch self {
    case .packed(let packed), .decimals(let packed, _): return packed.codes.byteCount
    case .integers(let values, let nulls): return values.byteCount + bytes(nulls)
    case .reals(let values, let nulls): return values.byteCount + bytes(nulls)
    case .texts(let codes, _): return codes.byteCount
    case .lists(let offsets, let codes, _, let nulls):
      return offsets.byteCount + codes.byteCount + bytes(nulls)
    case .dynamics(let values):
      return values.count * MemoryLayout<DynamicValue>.stride
        + values.reduce(0) { $0 + $1.byteCount }
    }
  }
}

extension DynamicValue {
  /// About how many bytes the value keeps elsewhere.
  fileprivate var byteCount: Int {
    switch self {
    case .null, .bool, .integer, .real, .datetime, .timespan: 0
    case .string(let text), .guid(let text): text.utf8.count > 15 ? 32 + text.utf8.count : 0
    case .array(let items):
      items.reduce(48) { $0 + MemoryLayout<DynamicValue>.stride + $1.byteCount }
    case .bag(let bag):
      zip(bag.keys, bag.values).reduce(96) { $0 + 48 + $1.0.utf8.count + $1.1.byteCount }
    }
  }
}

/// The least and greatest values of every 65,536 rows: a block whose ends do not meet a condition
/// need not be read.
public struct ZoneMap: Sendable {
  /// The rows of a block.
  public static let blockRowCount = 1 << 16

  /// The least and greatest code of each block, nulls passed over; `least > greatest` where all are
  /// null.
  public let least: ContiguousArray<UInt32>
  /// The greatest code of each block.
  public let greatest: ContiguousArray<UInt32>

  /// The zones of packed integers; nil for other layouts.
  init?(_ values: ColumnValues) {
    guard case .packed(let packed) = values, packed.codes.byteCount > 0 else {
      guard case .decimals(let packed, _) = values, packed.codes.byteCount > 0 else { return nil }
      self.init(packed)
      return
    }
    self.init(packed)
  }

  /// Zones that were found before, a block each.
  public init(least: ContiguousArray<UInt32>, greatest: ContiguousArray<UInt32>) {
    self.least = least
    self.greatest = greatest
  }

  private init(_ packed: PackedIntegers) {
    var least: ContiguousArray<UInt32> = []
    var greatest: ContiguousArray<UInt32> = []
    let count = packed.codes.count
    let floor: UInt32 = packed.hasNulls ? 1 : 0
    for start in stride(from: 0, to: count, by: Self.blockRowCount) {
      var (low, high) = (UInt32.max, UInt32.min)
      packed.codes.forEach(in: start..<min(count, start + Self.blockRowCount)) { _, code in
        // A null's code wraps to the greatest number here and so is never the least.
        low = min(low, code &- floor)
        high = max(high, code)
      }
      let isAllNull = packed.hasNulls && high == 0
      least.append(isAllNull ? .max : low &+ floor)
      greatest.append(high)
    }
    self.least = least
    self.greatest = greatest
  }

  /// The bytes that the zones take.
  public var byteCount: Int { least.count * 8 }
}
