/// Integers as small codes: row *i* is `base + codes[i] * unit`, wrapping around.
///
/// The base is chosen so that codes begin at 0, or at 1 where there are nulls, whose code is 0.
/// The unit is the greatest common divisor of the distances: datetimes of whole days count days.
public struct PackedIntegers: Sendable {
  /// The value of code 0, were it one.
  public let base: Int64
  /// The distance between neighbouring codes, at least 1.
  public let unit: Int64
  /// Whether code 0 is null rather than a value.
  public let hasNulls: Bool
  /// The codes, one a row.
  public let codes: Codes

  /// Packed integers of their parts.
  public init(base: Int64, unit: Int64, hasNulls: Bool, codes: Codes) {
    self.base = base
    self.unit = unit
    self.hasNulls = hasNulls
    self.codes = codes
  }

  /// The value of a code; not to be asked for null.
  @inlinable
  public func value(_ code: UInt32) -> Int64 { base &+ Int64(code) &* unit }

  /// The value of a row, or nil where it is null.
  public subscript(row: Int) -> Int64? {
    let code = codes[row]
    return hasNulls && code == 0 ? nil : value(code)
  }
}

/// How many rows hold which integers, at the least and at the greatest: enough to choose a layout.
struct IntegerRange {
  private(set) var least = Int64.max
  private(set) var greatest = Int64.min
  /// Divides the distance of every value from every other; 0 as long as there is one value only.
  private(set) var unit: UInt64 = 0
  private(set) var hasNulls = false

  var isEmpty: Bool { least > greatest }

  /// The distance between the ends.
  private var width: UInt64 { isEmpty ? 0 : UInt64(bitPattern: greatest &- least) }

  mutating func noteNull() { hasNulls = true }

  /// Widens the range by another one whose values are a multiple of `scale`.
  mutating func formUnion(_ other: IntegerRange) {
    hasNulls = hasNulls || other.hasNulls
    if other.isEmpty { return }
    if isEmpty {
      (least, greatest, unit) = (other.least, other.greatest, other.unit)
      return
    }
    unit = gcd(gcd(unit, other.unit), distance(least, other.least))
    least = min(least, other.least)
    greatest = max(greatest, other.greatest)
  }

  /// Widens the range by values, those at rows where `validity` is 0 excepted.
  mutating func add(_ values: ContiguousArray<Int64>, validity: ContiguousArray<UInt8>) {
    var (low, high) = (Int64.max, Int64.min)
    if validity.isEmpty {
      for value in values {
        low = min(low, value)
        high = max(high, value)
      }
    } else {
      for row in values.indices {
        if validity[row] == 0 {
          hasNulls = true
        } else {
          low = min(low, values[row])
          high = max(high, values[row])
        }
      }
    }
    guard low <= high else { return }
    var range = IntegerRange()
    range.least = low
    range.greatest = high
    // Most numbers soon show that they have no unit but 1.
    for row in values.indices where validity.isEmpty || validity[row] == 1 {
      let distance = UInt64(bitPattern: values[row] &- low)
      if range.unit == 0 || distance % range.unit != 0 { range.unit = gcd(range.unit, distance) }
      if range.unit == 1 { break }
    }
    formUnion(range)
  }

  /// The range of what is packed already.
  init(_ packed: PackedIntegers, scale: Int64 = 1) {
    var (low, high) = (UInt32.max, UInt32.min)
    let hasNulls = packed.hasNulls
    var null = false
    packed.codes.forEach(in: 0..<packed.codes.count) { _, code in
      if hasNulls && code == 0 {
        null = true
      } else {
        low = min(low, code)
        high = max(high, code)
      }
    }
    self.hasNulls = null
    guard low <= high else { return }
    least = packed.value(low) &* scale
    greatest = packed.value(high) &* scale
    unit = low == high ? 0 : UInt64(bitPattern: packed.unit &* scale)
  }

  init() {}

  /// Base and unit of codes in at most 32 bits, or nil where they would need more.
  func layout() -> (base: Int64, unit: Int64, greatestCode: UInt32)? {
    if isEmpty { return (0, 1, 0) }
    let unit = Int64(bitPattern: max(1, self.unit))
    guard unit > 0 else { return nil }
    let steps = width / UInt64(unit)
    // One code is kept for null, and the greatest number of all is none. From the value that null would
    // have to the greatest is a distance, too.
    guard steps < UInt64(UInt32.max) - 1,
      !hasNulls || !(steps + 1).multipliedReportingOverflow(by: UInt64(unit)).overflow
    else { return nil }
    return (hasNulls ? least &- unit : least, unit, UInt32(steps) + (hasNulls ? 1 : 0))
  }

  private func distance(_ a: Int64, _ b: Int64) -> UInt64 {
    a < b ? UInt64(bitPattern: b &- a) : UInt64(bitPattern: a &- b)
  }
}

/// The greatest common divisor; that of 0 and a number is the number.
private func gcd(_ a: UInt64, _ b: UInt64) -> UInt64 {
  var (a, b) = (a, b)
  while b != 0 { (a, b) = (b, a % b) }
  return a
}
