internal import Columnar

/// How the type of a call follows from its arguments: the right column of the function tables.
enum TypeRule {
  typealias Resolve = @Sendable ([BoundArgument]) -> FunctionResolution

  /// What a parameter accepts.
  enum Parameter: Sendable {
    case any
    /// Whatever has a text form: everything.
    case text
    case number
    case bool
    case datetime
    case timespan
    case dynamic
    /// A text that is known before the query runs: a unit, a format, a pattern.
    case constantText
    /// A regular expression, checked before the query runs where it is a constant.
    case pattern

    /// Why the argument is not accepted, or nil if it is.
    func objection(to argument: BoundArgument) -> String? {
      switch self {
      case .any, .text: nil
      case .number: argument.type.isNumeric ? nil : Self.mismatch("a number", argument)
      case .bool:
        argument.type == .bool || argument.type.isNumeric || argument.type == .dynamic
          ? nil : Self.mismatch("a bool", argument)
      case .datetime:
        argument.type == .datetime || argument.type == .dynamic
          ? nil : Self.mismatch("a datetime", argument)
      case .timespan:
        argument.type == .timespan || argument.type == .dynamic
          ? nil : Self.mismatch("a timespan", argument)
      case .dynamic: argument.type == .dynamic ? nil : Self.mismatch("a dynamic", argument)
      case .constantText:
        argument.type != .string
          ? Self.mismatch("a string", argument)
          : argument.constant == nil ? "expected a constant string" : nil
      case .pattern: nil
      }
    }

    private static func mismatch(_ expected: String, _ argument: BoundArgument) -> String {
      "expected \(expected), found a \(argument.type.rawValue)"
    }
  }

  /// Always the same type; the last parameter stands for all further arguments.
  static func gives(_ type: LogicalType, _ parameters: Parameter...) -> Resolve {
    { arguments in
      objection(parameters, arguments) ?? .type(type)
    }
  }

  /// The type of the first argument.
  static func likeFirst(_ parameters: Parameter...) -> Resolve {
    { arguments in
      objection(parameters, arguments) ?? .type(arguments[0].type)
    }
  }

  /// The first objection of the parameters to the arguments.
  static func objection(
    _ parameters: [Parameter], _ arguments: [BoundArgument]
  ) -> FunctionResolution? {
    for (place, argument) in arguments.enumerated() {
      guard let parameter = place < parameters.count ? parameters[place] : parameters.last else {
        return nil
      }
      if let reason = parameter.objection(to: argument) { return .wrong(argument: place, reason) }
    }
    return nil
  }

  /// The type that two numbers meet in: decimal over real over long; two ints make a long, as in
  /// Kusto, so that a sum of ints does not overflow.
  static func promoted(_ a: LogicalType, _ b: LogicalType) -> LogicalType {
    if a == .decimal || b == .decimal { return .decimal }
    return a == .real || b == .real ? .real : .long
  }

  /// The type in which alternatives meet (`iff`, `case`, `coalesce`, `max_of`), or nil.
  static func unified(_ types: [LogicalType]) -> LogicalType? {
    var result = types[0]
    for type in types.dropFirst() where type != result {
      switch (result, type) {
      case (.int, .long), (.long, .int): result = .long
      case (.real, .decimal), (.decimal, .real): result = .decimal
      case (.dynamic, _), (_, .dynamic): result = .dynamic
      default: return nil
      }
    }
    return result
  }
}
