internal import Columnar

extension ScalarFunctions {
  /// What `parse`, `parse-kv` and `pack_all` compute with; queries do not name these.
  static let parsers = [
    ScalarFunction(
      "bag_without_empty", usage: "pack_all(true)",
      summary: "The bag without nulls and empty texts.", arity: 1...1,
      resolve: TypeRule.gives(.dynamic, .dynamic)),
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
