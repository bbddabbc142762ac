/// Collects the boxed values of one result and makes a single vector of them, however long.
public struct VectorBuilder: Sendable {
  /// The type of every value.
  public let type: LogicalType
  private var bools: ContiguousArray<Bool> = []
  private var integers: ContiguousArray<Int64> = []
  private var reals: ContiguousArray<Double> = []
  private var codes: ContiguousArray<UInt32> = []
  private var dynamics: ContiguousArray<DynamicValue> = []
  private var validity: ContiguousArray<UInt8> = []
  private var strings = StringDictionaryBuilder()

  /// An empty builder for about `capacity` values.
  public init(_ type: LogicalType, capacity: Int = 0) {
    self.type = type
    validity.reserveCapacity(capacity)
    switch type.physical {
    case .bool: bools.reserveCapacity(capacity)
    case .integer: integers.reserveCapacity(capacity)
    case .real: reals.reserveCapacity(capacity)
    case .string: codes.reserveCapacity(capacity)
    case .dynamic: dynamics.reserveCapacity(capacity)
    }
  }

  /// A vector of one value.
  public static func single(_ value: Value, _ type: LogicalType) -> Vector {
    var builder = VectorBuilder(type, capacity: 1)
    builder.append(value)
    return builder.finish()
  }

  /// The number of values so far.
  public var count: Int { validity.count }

  /// Appends a value; one of another layout than the type's is taken as null.
  public mutating func append(_ value: Value) {
    var isValid = true
    switch (type.physical, value) {
    case (.bool, .bool(let value)): bools.append(value)
    case (.integer, .integer(let value)), (.integer, .datetime(let value)),
      (.integer, .timespan(let value)):
      integers.append(value)
    case (.real, .real(let value)): reals.append(value)
    case (.real, .integer(let value)): reals.append(Double(value))
    case (.string, .string(let text)), (.string, .guid(let text)):
      codes.append(strings.code(for: text))
    case (.string, _):
      codes.append(0)
      isValid = type == .string
    case (.dynamic, .dynamic(let value)):
      dynamics.append(value)
      isValid = value != .null
    case (.dynamic, _):
      let inner = DynamicValue(value)
      dynamics.append(inner)
      isValid = inner != .null
    default:
      isValid = false
      switch type.physical {
      case .bool: bools.append(false)
      case .integer: integers.append(0)
      case .real: reals.append(0)
      case .string, .dynamic: break
      }
    }
    validity.append(isValid ? 1 : 0)
  }

  /// The vector of all values.
  public func finish() -> Vector {
    let values: VectorValues =
      switch type.physical {
      case .bool: .bools(bools)
      case .integer: .integers(integers)
      case .real: .reals(reals)
      case .string: .strings(codes, strings.finish())
      case .dynamic: .dynamics(dynamics)
      }
    return Vector(type: type, values: values, validity: ValidityMask(validity))
  }
}
