public import Columnar
import Execution
import Planning
import Testing

/// A call of a scalar function as the executor makes it: signature first, then the kernel.
struct FunctionCall {
  let function: ScalarFunction
  let type: LogicalType
  let kernel: ScalarKernel

  /// The call of `name` with arguments of the types, `constants` where they are known early.
  init(_ name: String, _ types: [LogicalType], constants: [Value?]) throws {
    function = try #require(ScalarFunctions.named(name))
    try #require(function.arity.contains(types.count))
    let arguments = zip(types, constants).map { BoundArgument(type: $0, constant: $1) }
    guard case .type(let type) = function.resolve(arguments) else {
      throw Unresolved(name: name, types: types)
    }
    self.type = type
    kernel = try #require(ScalarKernels.kernel(for: function.name))
  }

  /// Why a call cannot be made.
  struct Unresolved: Error {
    let name: String
    let types: [LogicalType]
  }

  /// Noon of 1 May 2024, the time of every test.
  static let context = EvaluationContext(now: 638_501_616_000_000_000)

  /// The value of a call with constants, whose types follow from the values.
  static func value(_ name: String, _ arguments: [Value], _ types: [LogicalType]? = nil) throws
    -> Value
  {
    let types = types ?? arguments.map(\.type)
    let call = try FunctionCall(name, types, constants: arguments)
    let vectors = zip(arguments, types).map { value, type in
      ArgumentVector(VectorBuilder.single(value, type), isConstant: true)
    }
    let result = call.kernel(vectors, 1, call.type, context)
    #expect(result.count == 1 && result.type == call.type)
    return result[0]
  }
}

extension Value {
  /// The type of a value that stands for itself; null counts as a long.
  var type: LogicalType {
    switch self {
    case .null, .integer: .long
    case .bool: .bool
    case .real: .real
    case .string: .string
    case .datetime: .datetime
    case .timespan: .timespan
    case .guid: .guid
    case .dynamic: .dynamic
    }
  }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral
{
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// A long.
  public init(integerLiteral value: Int64) { self = .integer(value) }
  /// A real.
  public init(floatLiteral value: Double) { self = .real(value) }
  /// A bool.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
}

/// A dynamic from its notation.
func dynamic(_ text: String) -> Value {
  DynamicReader.literal(text).map { .dynamic($0) } ?? .null
}

/// A datetime from its text; null if it is none.
func datetime(_ text: String) -> Value {
  DatetimeText.ticks(of: text).map { .datetime($0) } ?? .null
}

/// A timespan from its text; null if it is none.
func timespan(_ text: String) -> Value {
  TimespanText.ticks(of: text).map { .timespan($0) } ?? .null
}
