internal import Columnar

extension ScalarFunctions {
  /// The operators, called by their spelling.
  static let operators: [ScalarFunction] =
    arithmetic + comparisons + logic + textOperators + listOperators + access + parsers + parties

  /// What `involves` and its kin are made of.
  private static let parties = [
    ScalarFunction(
      "has_member", usage: "list has_member (a, b, ...)",
      summary: "Whether the text, or one item of the list, is one of those given.", arity: 2...2,
      resolve: TypeRule.gives(.bool, .any, .dynamic))
  ]

  private static let arithmetic = [
    ScalarFunction(
      "+", usage: "a + b", summary: "The sum; a datetime and a timespan give a datetime.",
      arity: 2...2, resolve: arithmeticRule("+")),
    ScalarFunction(
      "-", usage: "a - b", summary: "The difference; two datetimes give a timespan.",
      arity: 2...2, resolve: arithmeticRule("-")),
    ScalarFunction(
      "*", usage: "a * b", summary: "The product; a timespan may be multiplied by a number.",
      arity: 2...2, resolve: arithmeticRule("*")),
    ScalarFunction(
      "/", usage: "a / b", summary: "The quotient; of integers without its fraction.",
      arity: 2...2, resolve: arithmeticRule("/")),
    ScalarFunction(
      "%", usage: "a % b", summary: "The remainder, never negative.",
      arity: 2...2, resolve: arithmeticRule("%")),
    ScalarFunction(
      "negate", usage: "-a", summary: "The number or timespan with its sign turned.",
      arity: 1...1,
      resolve: { arguments in
        switch arguments[0].type {
        case .int, .long: .type(.long)
        case .real, .decimal, .timespan: .type(arguments[0].type)
        case .bool, .string, .datetime, .guid, .dynamic:
          .wrong(argument: 0, "'-' cannot be applied to a \(arguments[0].type.rawValue)")
        }
      }),
  ]

  /// The type of `a op b`, or why there is none.
  private static func arithmeticRule(_ op: String) -> TypeRule.Resolve {
    { arguments in
      let a = arguments[0].type
      let b = arguments[1].type
      if a.isNumeric && b.isNumeric { return .type(TypeRule.promoted(a, b)) }
      switch (op, a, b) {
      case ("+", .datetime, .timespan), ("+", .timespan, .datetime), ("-", .datetime, .timespan):
        return .type(.datetime)
      case ("+", .timespan, .timespan), ("-", .timespan, .timespan), ("%", .timespan, .timespan),
        ("-", .datetime, .datetime), ("%", .datetime, .timespan):
        return .type(.timespan)
      case ("*", .timespan, _) where b.isNumeric: return .type(.timespan)
      case ("*", _, .timespan) where a.isNumeric: return .type(.timespan)
      case ("/", .timespan, _) where b.isNumeric: return .type(.timespan)
      case ("/", .timespan, .timespan): return .type(.real)
      default:
        // The side that no arithmetic takes is the one to point at.
        let isLeftWrong = !(a.isNumeric || a == .timespan || a == .datetime)
        let hint = a == .string && b == .string && op == "+" ? "; strcat() joins texts" : ""
        return .wrong(
          argument: isLeftWrong ? 0 : 1,
          "'\(op)' cannot be applied to a \(a.rawValue) and a \(b.rawValue)\(hint)")
      }
    }
  }

  private static let comparisons =
    [
      ("==", "Whether the two are equal, texts by case."),
      ("!=", "Whether the two differ, texts by case."),
      ("<", "Whether the first is less."),
      ("<=", "Whether the first is less or equal."),
      (">", "Whether the first is greater."),
      (">=", "Whether the first is greater or equal."),
    ].map { name, summary in
      ScalarFunction(
        name, usage: "a \(name) b", summary: summary, arity: 2...2,
        resolve: { arguments in
          let a = arguments[0].type
          let b = arguments[1].type
          return areComparable(a, b)
            ? .type(.bool)
            : .wrong(
              argument: 1, "'\(name)' cannot compare a \(a.rawValue) with a \(b.rawValue)")
        })
    } + [
      ScalarFunction(
        "between", usage: "a between (low .. high)",
        summary: "Whether the value lies in the range, both ends included.", arity: 3...3,
        resolve: betweenRule),
      ScalarFunction(
        "!between", usage: "a !between (low .. high)",
        summary: "Whether the value lies outside the range.", arity: 3...3,
        resolve: betweenRule),
    ]

  /// Whether values of the two types can be compared; a text is read as the other side's type.
  static func areComparable(_ a: LogicalType, _ b: LogicalType) -> Bool {
    if a == b || a == .dynamic || b == .dynamic || a == .string || b == .string { return true }
    let isNumber = { (type: LogicalType) in type.isNumeric || type == .bool }
    return isNumber(a) && isNumber(b)
  }

  /// The upper end may be a timespan: `t between (start .. 30d)` is from start to start + 30d.
  private static let betweenRule: TypeRule.Resolve = { arguments in
    let value = arguments[0].type
    if value == .string { return .wrong(argument: 0, "'between' cannot be applied to a string") }
    for place in 1...2 {
      let end = arguments[place].type
      let isSpan = place == 2 && value == .datetime && end == .timespan
      if !areComparable(value, end) && !isSpan {
        return .wrong(
          argument: place,
          "'between' cannot compare a \(value.rawValue) with a \(end.rawValue)")
      }
    }
    return .type(.bool)
  }

  private static let logic = [
    ScalarFunction(
      "and", usage: "a and b", summary: "Whether both hold.", arity: 2...2,
      resolve: TypeRule.gives(.bool, .bool)),
    ScalarFunction(
      "or", usage: "a or b", summary: "Whether one of the two holds.", arity: 2...2,
      resolve: TypeRule.gives(.bool, .bool)),
    ScalarFunction(
      "not", usage: "not(a)", summary: "Whether the condition does not hold.", arity: 1...1,
      resolve: TypeRule.gives(.bool, .bool)),
  ]

  /// What the operators say that have a negation and a variant by case.
  private static let textRelations: [(name: String, relation: String)] = [
    ("contains", "holds the other"),
    ("endswith", "ends with the other"),
    ("has", "holds the other as a whole term"),
    ("hasprefix", "holds a term that begins with the other"),
    ("hassuffix", "holds a term that ends with the other"),
    ("startswith", "begins with the other"),
  ]

  private static let textOperators: [ScalarFunction] =
    textRelations.flatMap { name, relation in
      let holds = "Whether the text \(relation)"
      let negated = "Whether it is untrue that the text \(relation)"
      return [
        textOperator(name, holds + ", in whatever case."),
        textOperator("!" + name, negated + ", in whatever case."),
        textOperator(name + "_cs", holds + ", by case."),
        textOperator("!" + name + "_cs", negated + ", by case."),
      ]
    } + [
      textOperator("=~", "Whether the texts are equal in whatever case."),
      textOperator("!~", "Whether the texts differ, case aside."),
      ScalarFunction(
        "matches regex", usage: "text matches regex pattern",
        summary: "Whether the regular expression matches somewhere in the text.", arity: 2...2,
        resolve: TypeRule.gives(.bool, .text, .pattern)),
    ]

  private static func textOperator(_ name: String, _ summary: String) -> ScalarFunction {
    ScalarFunction(
      name, usage: "text \(name) other", summary: summary, arity: 2...2,
      resolve: TypeRule.gives(.bool, .text))
  }

  private static let listOperators =
    [
      ("in", "Whether the value is one of the list, texts by case."),
      ("!in", "Whether the value is none of the list."),
      ("in~", "Whether the text is one of the list in whatever case."),
      ("!in~", "Whether the text is none of the list, case aside."),
      ("has_any", "Whether the text holds one of the terms."),
      ("has_all", "Whether the text holds all of the terms."),
    ].map { name, summary in
      ScalarFunction(
        name, usage: "a \(name) (b, c, ...)", summary: summary, arity: 1...1_000_001,
        resolve: TypeRule.gives(.bool, .any))
    }

  private static let access = [
    ScalarFunction(
      "[]", usage: "a[key]", summary: "The item at a position or the member of a key.",
      arity: 2...2, resolve: TypeRule.gives(.dynamic, .dynamic, .any)),
    ScalarFunction(
      ".", usage: "a.key", summary: "The member of a bag.", arity: 2...2,
      resolve: TypeRule.gives(.dynamic, .dynamic, .text)),
  ]
}
