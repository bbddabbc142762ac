internal import Columnar

extension ScalarFunctions {
  /// Functions that read a value as another type, and that ask for its type.
  static let conversions: [ScalarFunction] = [
    conversion("tobool", aliases: ["toboolean"], .bool),
    conversion("todatetime", .datetime),
    conversion("todecimal", .decimal),
    conversion("toguid", .guid),
    conversion("toint", .int),
    conversion("tolong", .long),
    conversion("toreal", aliases: ["todouble"], .real),
    conversion("tostring", .string),
    conversion("totimespan", aliases: ["totime"], .timespan),
    ScalarFunction(
      "parse_json", aliases: ["todynamic", "toobject", "parsejson"], usage: "parse_json(text)",
      summary: "The value that a JSON text says; null where it is no JSON.",
      arity: 1...1, resolve: TypeRule.gives(.dynamic, .any)),
    ScalarFunction(
      "dynamic_to_json", usage: "dynamic_to_json(value)",
      summary: "The value as JSON, the members of bags in the order of their keys.",
      arity: 1...1, resolve: TypeRule.gives(.string, .any)),
    ScalarFunction(
      "gettype", usage: "gettype(value)", summary: "The name of the value's type.",
      arity: 1...1, resolve: TypeRule.gives(.string, .any)),
    ScalarFunction(
      "tohex", usage: "tohex(number [, length])",
      summary: "The integer in hexadecimal, with leading zeros up to the length.",
      arity: 1...2, resolve: TypeRule.gives(.string, .number)),
  ]

  private static func conversion(
    _ name: String, aliases: [String] = [], _ type: LogicalType
  ) -> ScalarFunction {
    ScalarFunction(
      name, aliases: aliases, usage: "\(name)(value)",
      summary: "The value as a \(type.rawValue); null where it cannot be read as one.",
      arity: 1...1, resolve: TypeRule.gives(type, .any))
  }

  /// Functions that choose between values, or ask whether there is one.
  static let choices: [ScalarFunction] = [
    ScalarFunction(
      "case", usage: "case(condition, value, [condition, value, ...] otherwise)",
      summary: "The value behind the first condition that holds.", arity: 3...65,
      resolve: { arguments in
        if arguments.count % 2 == 0 {
          return .wrong(
            argument: arguments.count - 1, "expected a last value for when no condition holds")
        }
        for place in stride(from: 0, to: arguments.count - 1, by: 2) {
          if let reason = TypeRule.Parameter.bool.objection(to: arguments[place]) {
            return .wrong(argument: place, reason)
          }
        }
        return TypeRule.unified(from: 1, every: 2)(arguments)
      }),
    ScalarFunction(
      "coalesce", usage: "coalesce(a, b, ...)",
      summary: "The first value that is not null, of texts the first that is not empty.",
      arity: 1...64, resolve: TypeRule.unified(from: 0)),
    ScalarFunction(
      "iff", aliases: ["iif"], usage: "iff(condition, value, otherwise)",
      summary: "One value where the condition holds, the other where it does not.",
      arity: 3...3, resolve: TypeRule.checking(.bool, .any, then: TypeRule.unified(from: 1))),
    ScalarFunction(
      "isempty", usage: "isempty(value)",
      summary: "Whether the text is empty or the value null.", arity: 1...1,
      resolve: TypeRule.gives(.bool, .any)),
    ScalarFunction(
      "isnotempty", aliases: ["notempty"], usage: "isnotempty(value)",
      summary: "Whether the text is not empty and the value not null.", arity: 1...1,
      resolve: TypeRule.gives(.bool, .any)),
    ScalarFunction(
      "isnotnull", aliases: ["notnull"], usage: "isnotnull(value)",
      summary: "Whether there is a value; a string always is one.", arity: 1...1,
      resolve: TypeRule.gives(.bool, .any)),
    ScalarFunction(
      "isnull", usage: "isnull(value)",
      summary: "Whether the value is missing; a string never is.", arity: 1...1,
      resolve: TypeRule.gives(.bool, .any)),
    extremum("max_of", "The greatest of the values, nulls aside."),
    extremum("min_of", "The least of the values, nulls aside."),
  ]

  private static func extremum(_ name: String, _ summary: String) -> ScalarFunction {
    ScalarFunction(
      name, usage: "\(name)(a, b, ...)", summary: summary, arity: 1...64,
      resolve: { arguments in
        if arguments.allSatisfy({ $0.type.isNumeric }) {
          let types = arguments.map(\.type)
          return .type(
            Set(types).count == 1 ? types[0] : types.dropFirst().reduce(types[0], TypeRule.promoted)
          )
        }
        return TypeRule.unified(from: 0)(arguments)
      })
  }
}
