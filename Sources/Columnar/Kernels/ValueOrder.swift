/// How values compare: `Value`'s own `==` follows Swift, this follows the language.
public enum ValueOrder {
  /// -1, 0 or 1 in a total order: null first, then NaN, then by value; texts by their UTF-8 bytes.
  /// Values of different types come in the order of the types, numbers together.
  public static func compare(_ a: Value, _ b: Value) -> Int {
    compare(DynamicValue(a), DynamicValue(b))
  }

  /// -1, 0 or 1 in the same order, arrays item by item, bags by their JSON.
  public static func compare(_ a: DynamicValue, _ b: DynamicValue) -> Int {
    let (rankOfA, rankOfB) = (rank(a), rank(b))
    if rankOfA != rankOfB { return sign(rankOfA, rankOfB) }
    switch (a, b) {
    case (.bool(let a), .bool(let b)): return sign(a ? 1 : 0, b ? 1 : 0)
    case (.integer(let a), .integer(let b)), (.datetime(let a), .datetime(let b)),
      (.timespan(let a), .timespan(let b)):
      return sign(a, b)
    case (.integer(let a), .real(let b)): return compare(Double(a), b)
    case (.real(let a), .integer(let b)): return compare(a, Double(b))
    case (.real(let a), .real(let b)): return compare(a, b)
    case (.string(let a), .string(let b)), (.guid(let a), .guid(let b)): return compare(a, b)
    case (.array(let a), .array(let b)):
      for (itemOfA, itemOfB) in zip(a, b) {
        let order = compare(itemOfA, itemOfB)
        if order != 0 { return order }
      }
      return sign(a.count, b.count)
    case (.bag, .bag): return a == b ? 0 : compare(DynamicWriter.json(a), DynamicWriter.json(b))
    default: return 0
    }
  }

  /// -1, 0 or 1, NaN before all numbers and equal to itself.
  @inlinable
  public static func compare(_ a: Double, _ b: Double) -> Int {
    if a < b { return -1 }
    if a > b { return 1 }
    if a == b { return 0 }
    return sign(a.isNaN ? 0 : 1, b.isNaN ? 0 : 1)
  }

  /// -1, 0 or 1 by UTF-8 bytes: the order of code points, without regard to canonical equivalence.
  public static func compare(_ a: String, _ b: String) -> Int {
    if a.utf8.lexicographicallyPrecedes(b.utf8) { return -1 }
    return a.utf8.count == b.utf8.count && a.utf8.elementsEqual(b.utf8) ? 0 : 1
  }

  @inlinable
  static func sign<T: Comparable>(_ a: T, _ b: T) -> Int {
    a < b ? -1 : a > b ? 1 : 0
  }

  private static func rank(_ value: DynamicValue) -> Int {
    switch value {
    case .null: 0
    case .bool: 1
    case .integer, .real: 2
    case .datetime: 3
    case .timespan: 4
    case .guid: 5
    case .string: 6
    case .array: 7
    case .bag: 8
    }
  }
}

extension DynamicValue {
  /// The same value inside a dynamic.
  public init(_ value: Value) {
    switch value {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .integer(let value): self = .integer(value)
    case .real(let value): self = .real(value)
    case .string(let value): self = .string(value)
    case .datetime(let ticks): self = .datetime(ticks)
    case .timespan(let ticks): self = .timespan(ticks)
    case .guid(let text): self = .guid(text)
    case .dynamic(let value): self = value
    }
  }
}
