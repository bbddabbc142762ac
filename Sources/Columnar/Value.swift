/// One scalar, outside a column: a literal, a parameter, a cell on its way to be printed.
///
/// A value does not carry its logical type where several share a layout (`int` and `long`, `real`
/// and `decimal`); whoever holds it holds the type beside it.
public enum Value: Sendable, Hashable {
  case null
  case bool(Bool)
  /// An `int` or a `long`.
  case integer(Int64)
  /// A `real` or a `decimal`.
  case real(Double)
  case string(String)
  /// Ticks of 100 nanoseconds from 0001-01-01T00:00:00Z.
  case datetime(Int64)
  /// Ticks of 100 nanoseconds.
  case timespan(Int64)
  /// The lower-case text with hyphens.
  case guid(String)
  case dynamic(DynamicValue)

  /// Whether the value is missing; a string never is, and a dynamic is when it holds `null`.
  public var isNull: Bool {
    switch self {
    case .null, .dynamic(.null): true
    default: false
    }
  }
}

/// A value of the type `dynamic`: what JSON can say, and Kusto's own scalars inside it.
public indirect enum DynamicValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case integer(Int64)
  case real(Double)
  case string(String)
  case datetime(Int64)
  case timespan(Int64)
  case guid(String)
  case array([DynamicValue])
  case bag(DynamicBag)
}

/// The members of a property bag, in the order in which they were written; a key stands once.
public struct DynamicBag: Sendable, Hashable {
  /// The keys in order.
  public private(set) var keys: [String]
  /// The values, each at the place of its key.
  public private(set) var values: [DynamicValue]

  /// An empty bag.
  public init() {
    keys = []
    values = []
  }

  /// A bag of members; where a key stands twice, the first place keeps the last value.
  ///
  /// - Complexity: O(*n*), however many members there are.
  public init(members: [(key: String, value: DynamicValue)]) {
    keys = []
    values = []
    keys.reserveCapacity(members.count)
    values.reserveCapacity(members.count)
    var places: [String: Int] = [:]
    for (key, value) in members {
      if let place = places[key] {
        values[place] = value
      } else {
        places[key] = keys.count
        keys.append(key)
        values.append(value)
      }
    }
  }

  /// The value of `key`; setting it appends the key or replaces its value in place.
  ///
  /// - Complexity: O(*n*) in the number of keys, which are few.
  public subscript(key: String) -> DynamicValue? {
    get {
      keys.firstIndex(of: key).map { values[$0] }
    }
    set {
      if let index = keys.firstIndex(of: key) {
        if let newValue {
          values[index] = newValue
        } else {
          keys.remove(at: index)
          values.remove(at: index)
        }
      } else if let newValue {
        keys.append(key)
        values.append(newValue)
      }
    }
  }

  /// The number of members.
  public var count: Int { keys.count }

  /// Bags are equal when they hold the same members in whatever order.
  public static func == (a: DynamicBag, b: DynamicBag) -> Bool {
    a.keys.count == b.keys.count && zip(a.keys, a.values).allSatisfy { b[$0] == $1 }
  }

  /// Hashes the members without regard to their order.
  public func hash(into hasher: inout Hasher) {
    var sum = 0
    for (key, value) in zip(keys, values) {
      var member = Hasher()
      member.combine(key)
      member.combine(value)
      sum &+= member.finalize()
    }
    hasher.combine(sum)
  }
}
