internal import Columnar

extension ScalarFunctions {
  /// What `parse` and `parse-kv` compute with; queries name the operators, not these.
  static let parsers = [
    ScalarFunction(
      "captures", usage: "parse text with pattern",
      summary: "What the pattern's groups c0, c1, ... match, or null.", arity: 2...2,
      resolve: TypeRule.gives(.dynamic, .text, .pattern)),
    ScalarFunction(
      "key_values", usage: "parse-kv text as (key: type, ...)",
      summary: "The values of the keys in a text, null for one that is not there.", arity: 3...3,
      resolve: TypeRule.gives(.dynamic, .text, .dynamic)),
  ]
}
