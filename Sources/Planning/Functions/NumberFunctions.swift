internal import Columnar

extension ScalarFunctions {
  /// Functions of numbers, and rounding to bins, which datetimes and timespans know too.
  static let numbers: [ScalarFunction] =
    realFunctions.map { name, usage, summary in
      ScalarFunction(
        name, usage: usage, summary: summary, arity: 1...1,
        resolve: TypeRule.gives(.real, .number))
    } + rounding + tests + bits

  private static let realFunctions = [
    ("acos", "acos(x)", "The angle in radians whose cosine is the number."),
    ("asin", "asin(x)", "The angle in radians whose sine is the number."),
    ("atan", "atan(x)", "The angle in radians whose tangent is the number."),
    ("ceiling", "ceiling(x)", "The least whole number that is not less."),
    ("cos", "cos(x)", "The cosine of an angle in radians."),
    ("cot", "cot(x)", "The cotangent of an angle in radians."),
    ("degrees", "degrees(x)", "An angle in radians as degrees."),
    ("erf", "erf(x)", "The error function."),
    ("erfc", "erfc(x)", "One less the error function."),
    ("exp", "exp(x)", "e to the power of the number."),
    ("exp10", "exp10(x)", "10 to the power of the number."),
    ("exp2", "exp2(x)", "2 to the power of the number."),
    ("gamma", "gamma(x)", "The gamma function."),
    ("log", "log(x)", "The natural logarithm."),
    ("log10", "log10(x)", "The logarithm to base 10."),
    ("log2", "log2(x)", "The logarithm to base 2."),
    ("loggamma", "loggamma(x)", "The logarithm of the gamma function."),
    ("radians", "radians(x)", "An angle in degrees as radians."),
    ("sign", "sign(x)", "-1, 0 or 1 as the number is negative, zero or positive."),
    ("sin", "sin(x)", "The sine of an angle in radians."),
    ("sqrt", "sqrt(x)", "The square root."),
    ("tan", "tan(x)", "The tangent of an angle in radians."),
  ]

  private static let rounding = [
    ScalarFunction(
      "abs", usage: "abs(x)", summary: "The number or timespan without its sign.", arity: 1...1,
      resolve: { arguments in
        arguments[0].type.isNumeric || arguments[0].type == .timespan
          ? .type(arguments[0].type)
          : .wrong(
            argument: 0, "expected a number or a timespan, found a \(arguments[0].type.rawValue)")
      }),
    ScalarFunction(
      "atan2", usage: "atan2(y, x)", summary: "The angle of the point (x, y) in radians.",
      arity: 2...2, resolve: TypeRule.gives(.real, .number)),
    ScalarFunction(
      "bin", aliases: ["floor"], usage: "bin(value, size)",
      summary: "The value rounded down to a multiple of the size.", arity: 1...2,
      resolve: { arguments in
        binType(arguments[0].type, arguments.count > 1 ? arguments[1].type : .long)
      }),
    ScalarFunction(
      "bin_at", usage: "bin_at(value, size, fixed point)",
      summary: "The value rounded down to the fixed point or a multiple of the size from it.",
      arity: 3...3,
      resolve: { arguments in
        let kind = arguments[0].type
        let fixed = arguments[2].type
        guard kind == fixed || kind.isNumeric && fixed.isNumeric else {
          return .wrong(
            argument: 2, "expected a \(kind.rawValue) as before, found a \(fixed.rawValue)")
        }
        guard case .type(let type) = binType(kind, arguments[1].type), kind.isNumeric else {
          return binType(kind, arguments[1].type)
        }
        return .type(TypeRule.promoted(type, fixed))
      }),
    ScalarFunction(
      "pi", usage: "pi()", summary: "The ratio of a circle's circumference to its diameter.",
      arity: 0...0, resolve: TypeRule.gives(.real)),
    ScalarFunction(
      "pow", usage: "pow(base, exponent)", summary: "The base to the power of the exponent.",
      arity: 2...2, resolve: TypeRule.gives(.real, .number)),
    ScalarFunction(
      "round", usage: "round(x [, digits])",
      summary: "The number rounded to so many digits behind the point, halves away from zero.",
      arity: 1...2, resolve: TypeRule.gives(.real, .number)),
  ]

  private static func binType(_ value: LogicalType, _ size: LogicalType) -> FunctionResolution {
    if value.isNumeric && size.isNumeric { return .type(TypeRule.promoted(value, size)) }
    if value == .datetime || value == .timespan {
      return size == .timespan
        ? .type(value)
        : .wrong(argument: 1, "expected a timespan such as 1d, found a \(size.rawValue)")
    }
    return value.isNumeric
      ? .wrong(argument: 1, "expected a number, found a \(size.rawValue)")
      : .wrong(
        argument: 0, "expected a number, a datetime or a timespan, found a \(value.rawValue)")
  }

  private static let tests = [
    ("isfinite", "Whether the number is neither infinite nor NaN."),
    ("isinf", "Whether the number is infinite."),
    ("isnan", "Whether the number is NaN."),
  ].map { name, summary in
    ScalarFunction(
      name, usage: "\(name)(x)", summary: summary, arity: 1...1,
      resolve: TypeRule.gives(.bool, .number))
  }

  private static let bits =
    [
      ("binary_and", "The bits that both integers have."),
      ("binary_or", "The bits that one of the integers has."),
      ("binary_shift_left", "The bits of the first moved up by the second."),
      ("binary_shift_right", "The bits of the first moved down by the second."),
      ("binary_xor", "The bits that only one of the integers has."),
    ].map { name, summary in
      ScalarFunction(
        name, usage: "\(name)(a, b)", summary: summary, arity: 2...2,
        resolve: TypeRule.gives(.long, .number))
    } + [
      ScalarFunction(
        "binary_not", usage: "binary_not(a)", summary: "The bits that the integer has not.",
        arity: 1...1, resolve: TypeRule.gives(.long, .number)),
      ScalarFunction(
        "bitset_count_ones", usage: "bitset_count_ones(a)",
        summary: "How many bits of the integer are set.", arity: 1...1,
        resolve: TypeRule.gives(.long, .number)),
    ]
}
