public import Columnar

/// A scalar function or operator as the binder and the help know it; Execution holds its kernel.
///
/// Operators are functions too, called by their spelling: `+`, `==`, `has`, `!contains_cs`,
/// `matches regex`, `between`, `in~`, `and`, `not`, `[]` (index) and `.` (member).
public struct ScalarFunction: Sendable {
  /// The name, lower case.
  public let name: String
  /// Other names of the same function (`iif` for `iff`).
  public let aliases: [String]
  /// How it is called, for help and completion: `substring(text, start [, length])`.
  public let usage: String
  /// One sentence for help.
  public let summary: String
  /// How many arguments it takes.
  public let arity: ClosedRange<Int>
  /// The type of the result for arguments of these types, or why there is none.
  public let resolve: @Sendable ([BoundArgument]) -> FunctionResolution

  /// A function of its parts.
  public init(
    _ name: String, aliases: [String] = [], usage: String, summary: String,
    arity: ClosedRange<Int>, resolve: @escaping @Sendable ([BoundArgument]) -> FunctionResolution
  ) {
    self.name = name
    self.aliases = aliases
    self.usage = usage
    self.summary = summary
    self.arity = arity
    self.resolve = resolve
  }

  /// Whether it is called by name and brackets; an operator is not.
  public var isCalled: Bool { usage.hasPrefix(name + "(") }
}

/// What a function may know of an argument when its type is decided.
public struct BoundArgument: Sendable {
  /// The argument's type.
  public let type: LogicalType
  /// Its value where it is a constant.
  public let constant: Value?

  /// An argument of a type.
  public init(type: LogicalType, constant: Value?) {
    self.type = type
    self.constant = constant
  }
}

/// The outcome of resolving a call.
public enum FunctionResolution: Sendable {
  case type(LogicalType)
  /// An argument is wrong: its place, and a message in the style of `Diagnostic`.
  case wrong(argument: Int, String)
}
