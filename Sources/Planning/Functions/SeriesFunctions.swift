internal import Columnar

extension ScalarFunctions {
  /// Functions of series, and digests.
  static let seriesAndDigests: [ScalarFunction] =
    eachFunctions + pairFunctions + fills + measures + filters + digests

  private static let eachFunctions = [
    ("abs", "without their signs"), ("acos", "as angles whose cosines they are"),
    ("asin", "as angles whose sines they are"), ("atan", "as angles whose tangents they are"),
    ("ceiling", "rounded up"), ("cos", "as angles, their cosines"),
    ("exp", "as powers of e"), ("floor", "rounded down"), ("log", "as natural logarithms"),
    ("sign", "as -1, 0 or 1"), ("sin", "as angles, their sines"),
    ("tan", "as angles, their tangents"),
  ].map { name, what in
    function("series_\(name)", "(series)", "The numbers \(what).", 1...1, .dynamic)
  }

  private static let pairFunctions = [
    ("add", "sums"), ("subtract", "differences"), ("multiply", "products"),
    ("divide", "quotients"), ("pow", "powers"),
    ("equals", "answers to whether the two are equal"),
    ("greater", "answers to whether the first is greater"),
    ("greater_equals", "answers to whether the first is greater or equal"),
    ("less", "answers to whether the first is less"),
    ("less_equals", "answers to whether the first is less or equal"),
    ("not_equals", "answers to whether the two differ"),
  ].map { name, what in
    function("series_\(name)", "(a, b)", "The \(what), item by item.", 2...2, .dynamic)
  }

  private static let fills = [
    function(
      "series_fill_backward", "(series [, missing])", "Missing items like the next one.", 1...2,
      .dynamic),
    function(
      "series_fill_const", "(series, value [, missing])", "Missing items as the value.", 2...3,
      .dynamic),
    function(
      "series_fill_forward", "(series [, missing])", "Missing items like the last one.", 1...2,
      .dynamic),
    function(
      "series_fill_linear", "(series [, missing [, edges [, constant]]])",
      "Missing items on a line between their neighbours.", 1...4, .dynamic),
  ]

  private static let measures = [
    function(
      "series_cosine_similarity", "(a, b)", "The cosine of the angle between two series.", 2...2,
      .real),
    function("series_dot_product", "(a, b)", "The sum of the products.", 2...2, .real),
    function(
      "series_fit_line", "(series)", "The line nearest to the numbers, a column a property.",
      1...1, .dynamic),
    function(
      "series_fit_line_dynamic", "(series)", "The line nearest to the numbers, in a bag.", 1...1,
      .dynamic),
    function("series_magnitude", "(series)", "The root of the sum of the squares.", 1...1, .real),
    function(
      "series_pearson_correlation", "(a, b)", "How far two series go together, -1 to 1.", 2...2,
      .real),
    function("series_product", "(series)", "The product of the numbers.", 1...1, .real),
    function(
      "series_stats", "(series)", "Least, greatest, mean and spread, a column each.", 1...1,
      .dynamic),
    function(
      "series_stats_dynamic", "(series)", "Least, greatest, mean and spread, in a bag.", 1...1,
      .dynamic),
    function("series_sum", "(series)", "The sum of the numbers.", 1...1, .real),
  ]

  private static let filters = [
    function(
      "series_fir", "(series, filter [, normalize [, center]])",
      "Each item as the weighted sum of those before it.", 2...4, .dynamic),
    function(
      "series_iir", "(series, numerators, denominators)",
      "Each item as a weighted sum of items and of results before it.", 3...3, .dynamic),
  ]

  private static let digests = [
    ScalarFunction(
      "hash", aliases: ["hash_xxhash64"], usage: "hash(value [, count])",
      summary: "A number that is the same for equal values, below the count if one is given.",
      arity: 1...2, resolve: TypeRule.gives(.long, .any, .number)),
    function("hash_md5", "(value)", "The MD5 digest of the value's text.", 1...1, .string),
    function("hash_sha1", "(value)", "The SHA-1 digest of the value's text.", 1...1, .string),
    function("hash_sha256", "(value)", "The SHA-256 digest of the value's text.", 1...1, .string),
  ]
}
