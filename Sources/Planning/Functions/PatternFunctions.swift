internal import Columnar

extension ScalarFunctions {
  /// Functions with regular expressions.
  static let patterns: [ScalarFunction] = [
    ScalarFunction(
      "countof", usage: "countof(text, part [, 'regex'])",
      summary: "How often the part stands in the text, also overlapping; a regex does not.",
      arity: 2...3,
      resolve: { arguments in
        let isRegex = arguments.count == 3 && arguments[2].constant == .string("regex")
        return TypeRule.objection([.text, isRegex ? .pattern : .text, .text], arguments)
          ?? .type(.long)
      }),
    ScalarFunction(
      "extract", usage: "extract(pattern, group, text [, typeof(type)])",
      summary: "What a group of the pattern matches first; group 0 is the whole match.",
      arity: 3...4,
      resolve: TypeRule.checking(
        .pattern, .number, .text, .any,
        then: { arguments in
          guard arguments.count == 4 else { return .type(.string) }
          guard let type = namedType(arguments[3].constant) else {
            return .wrong(argument: 3, "expected a type, as in typeof(long)")
          }
          return .type(type)
        })),
    ScalarFunction(
      "extract_all", aliases: ["extractall"], usage: "extract_all(pattern, [groups,] text)",
      summary: "What the groups of the pattern match, for every match.", arity: 2...3,
      resolve: TypeRule.checking(
        .pattern, .any,
        then: { arguments in
          if case .string(let pattern) = arguments[0].constant,
            let expression = RegularExpression.shared(pattern), expression.groupCount == 0
          {
            return .wrong(argument: 0, "expected a group in round brackets in the pattern")
          }
          return .type(.dynamic)
        })),
    ScalarFunction(
      "indexof_regex", usage: "indexof_regex(text, pattern [, start [, length [, occurrence]]])",
      summary: "The place of the pattern's match in the text, from 0; -1 where there is none.",
      arity: 2...5, resolve: TypeRule.gives(.long, .text, .pattern, .number)),
    ScalarFunction(
      "regex_quote", usage: "regex_quote(text)",
      summary: "The regular expression that matches the text itself.", arity: 1...1,
      resolve: TypeRule.gives(.string, .text)),
    ScalarFunction(
      "replace_regex", aliases: ["replace"],
      usage: "replace_regex(text, pattern, replacement)",
      summary: "The text with every match replaced; \\1 is what the first group matched.",
      arity: 3...3, resolve: TypeRule.gives(.string, .text, .pattern, .text)),
    trimming("trim", "The text without matches of the pattern at its ends."),
    trimming("trim_end", "The text without a match of the pattern at its end."),
    trimming("trim_start", "The text without a match of the pattern at its start."),
  ]

  private static func trimming(_ name: String, _ summary: String) -> ScalarFunction {
    ScalarFunction(
      name, usage: "\(name)(pattern, text)", summary: summary, arity: 2...2,
      resolve: TypeRule.gives(.string, .trimPattern, .text))
  }

  /// The type that `typeof(...)` names; it comes as the keyword.
  private static func namedType(_ constant: Value?) -> LogicalType? {
    guard case .string(let keyword) = constant else { return nil }
    return LogicalType(keyword: keyword)
  }
}
