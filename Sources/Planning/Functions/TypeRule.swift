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
    /// A regular expression for the ends of a text; it must be a constant.
    case trimPattern
    /// A unit of time, one of those given.
    case unit([String])
    /// A format of `format_datetime` or `format_timespan`.
    case format(TimeFormat.Kind)

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
      case .pattern: Self.objection(toPattern: argument)
      case .trimPattern:
        argument.constant == nil
          ? "expected a constant regular expression"
          // It is only ever used in brackets, and Kusto takes it as it comes.
          : Self.objection(toPattern: argument, as: { "^(\($0))" })
      case .unit(let units): Self.objection(toUnit: argument, of: units)
      case .format(let kind): Self.objection(toFormat: argument, for: kind)
      }
    }

    private static func objection(
      toPattern argument: BoundArgument, as form: (String) -> String = { $0 }
    ) -> String? {
      guard case .string(let pattern) = argument.constant else { return nil }
      return RegularExpression.problem(in: form(pattern)).map {
        "'\(pattern)' is no regular expression: \($0)"
      }
    }

    private static func objection(toUnit argument: BoundArgument, of units: [String]) -> String? {
      guard case .string(let unit) = argument.constant else {
        return "expected a constant unit: \(units.joined(separator: ", "))"
      }
      return units.contains(unit.lowercased())
        ? nil : "unknown unit '\(unit)'; expected one of \(units.joined(separator: ", "))"
    }

    private static func objection(
      toFormat argument: BoundArgument, for kind: TimeFormat.Kind
    ) -> String? {
      guard case .string(let format) = argument.constant else {
        return argument.type == .string ? nil : mismatch("a string", argument)
      }
      return TimeFormat(format, for: kind) == nil ? "'\(format)' is no format of a time" : nil
    }

    private static func mismatch(_ expected: String, _ argument: BoundArgument) -> String {
      let hint =
        argument.type == .dynamic ? "; convert it with tolong(), toreal() or tostring()" : ""
      return "expected \(expected), found a \(argument.type.rawValue)\(hint)"
    }
  }

  /// Always the same type; the last parameter stands for all further arguments.
  static func gives(_ type: LogicalType, _ parameters: Parameter...) -> Resolve {
    { arguments in
      objection(parameters, arguments) ?? .type(type)
    }
  }

  /// The type in which the arguments from `first` on meet; `every` second one or every one.
  static func unified(from first: Int, every step: Int = 1) -> Resolve {
    { arguments in
      var places = Array(stride(from: first, to: arguments.count, by: step))
      if step > 1 { places.append(arguments.count - 1) }
      let types = places.map { arguments[$0].type }
      if let type = unified(types) { return .type(type) }
      let place = places.first { arguments[$0].type != types[0] } ?? first
      return .wrong(
        argument: place,
        "expected a \(types[0].rawValue) as before, found a \(arguments[place].type.rawValue)")
    }
  }

  /// Both rules: the objection of the first, or what the second gives.
  static func checking(_ parameters: Parameter..., then resolve: @escaping Resolve) -> Resolve {
    { arguments in
      objection(parameters, arguments) ?? resolve(arguments)
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
