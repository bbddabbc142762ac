internal import Columnar

extension ScalarFunctions {
  /// Functions of arrays and bags.
  static let dynamics: [ScalarFunction] = arrays + sets + bags

  private static let arrays = [
    dynamic(
      "array_concat", "array_concat(a, b, ...)", "The items of all arrays in a row.", 1...64),
    ScalarFunction(
      "array_iff", aliases: ["array_iif"], usage: "array_iff(conditions, values, otherwise)",
      summary: "For each condition the item of the first or of the second array.", arity: 3...3,
      resolve: TypeRule.gives(.dynamic, .dynamic, .any)),
    ScalarFunction(
      "array_index_of", usage: "array_index_of(array, value [, start [, length [, occurrence]]])",
      summary: "The place of the value in the array, from 0; -1 where it is not found.",
      arity: 2...5, resolve: TypeRule.gives(.long, .dynamic, .any)),
    ScalarFunction(
      "array_length", aliases: ["arraylength"], usage: "array_length(array)",
      summary: "The number of items; null if it is no array.", arity: 1...1,
      resolve: TypeRule.gives(.long, .dynamic)),
    dynamic("array_reverse", "array_reverse(array)", "The items from last to first.", 1...1),
    dynamic(
      "array_rotate_left", "array_rotate_left(array, places)",
      "The items moved to the left, those that fall out put at the end.", 2...2),
    dynamic(
      "array_rotate_right", "array_rotate_right(array, places)",
      "The items moved to the right, those that fall out put at the start.", 2...2),
    dynamic(
      "array_shift_left", "array_shift_left(array, places [, fill])",
      "The items moved to the left, the free places filled.", 2...3),
    dynamic(
      "array_shift_right", "array_shift_right(array, places [, fill])",
      "The items moved to the right, the free places filled.", 2...3),
    dynamic(
      "array_slice", "array_slice(array, start, end)",
      "The items from start to end, both included, from the end where negative.", 3...3),
    dynamic(
      "array_sort_asc", "array_sort_asc(array [, ...] [, nulls last])",
      "The items sorted, and further arrays in the order of the first.", 1...64),
    dynamic(
      "array_sort_desc", "array_sort_desc(array [, ...] [, nulls last])",
      "The items sorted from the greatest, and further arrays in the order of the first.",
      1...64),
    dynamic(
      "array_split", "array_split(array, places)",
      "The parts of the array before, between and behind the places.", 2...2),
    ScalarFunction(
      "array_sum", usage: "array_sum(array)", summary: "The sum of the items as a real.",
      arity: 1...1, resolve: TypeRule.gives(.real, .dynamic)),
    ScalarFunction(
      "pack_array", usage: "pack_array(a, b, ...)", summary: "The values as an array.",
      arity: 0...256, resolve: TypeRule.gives(.dynamic, .any)),
    ScalarFunction(
      "range", usage: "range(from, to [, step])",
      summary: "The values from one to another, at most 1,048,576 of them.", arity: 2...3,
      resolve: TypeRule.gives(.dynamic, .any)),
    ScalarFunction(
      "repeat", usage: "repeat(value, times)", summary: "An array of the value so many times.",
      arity: 2...2, resolve: TypeRule.gives(.dynamic, .any, .number)),
    dynamic(
      "zip", "zip(a, b, ...)", "An array of arrays: the first items, the second items, ...",
      2...16),
  ]

  private static let sets = [
    ScalarFunction(
      "jaccard_index", usage: "jaccard_index(a, b)",
      summary: "How much of two sets' union is in both.", arity: 2...2,
      resolve: TypeRule.gives(.real, .dynamic)),
    dynamic(
      "set_difference", "set_difference(a, b, ...)",
      "The distinct items of the first that are in none of the others.", 2...64),
    ScalarFunction(
      "set_has_element", usage: "set_has_element(array, value)",
      summary: "Whether the array holds the value.", arity: 2...2,
      resolve: TypeRule.gives(.bool, .dynamic, .any)),
    dynamic(
      "set_intersect", "set_intersect(a, b, ...)", "The distinct items that are in all arrays.",
      2...64),
    dynamic(
      "set_union", "set_union(a, b, ...)", "The distinct items of all arrays.", 2...64),
  ]

  private static let bags = [
    ScalarFunction(
      "bag_has_key", usage: "bag_has_key(bag, key)",
      summary: "Whether the bag has the key; '$.a.b' is a path.", arity: 2...2,
      resolve: TypeRule.gives(.bool, .dynamic, .text)),
    dynamic("bag_keys", "bag_keys(bag)", "The keys of the bag.", 1...1),
    dynamic(
      "bag_merge", "bag_merge(a, b, ...)", "The members of all bags, the first of a key kept.",
      2...64),
    ScalarFunction(
      "bag_pack", aliases: ["pack", "pack_dictionary"], usage: "bag_pack(key, value, ...)",
      summary: "A bag of the keys and values.", arity: 2...256,
      resolve: { arguments in
        arguments.count % 2 == 0
          ? .type(.dynamic)
          : .wrong(argument: arguments.count - 1, "expected a value for the last key")
      }),
    dynamic(
      "bag_remove_keys", "bag_remove_keys(bag, keys)",
      "The bag without the keys; '$.a.b' is a path.", 2...2),
    ScalarFunction(
      "bag_set_key", usage: "bag_set_key(bag, key, value)",
      summary: "The bag with the key set; '$.a.b' is a path.", arity: 3...3,
      resolve: TypeRule.gives(.dynamic, .dynamic, .text, .any)),
    dynamic(
      "bag_zip", "bag_zip(keys, values)", "A bag of an array of keys and one of values.", 2...2),
  ]

  private static func dynamic(
    _ name: String, _ usage: String, _ summary: String, _ arity: ClosedRange<Int>
  ) -> ScalarFunction {
    ScalarFunction(
      name, usage: usage, summary: summary, arity: arity,
      resolve: TypeRule.gives(.dynamic, .dynamic, .any))
  }
}
