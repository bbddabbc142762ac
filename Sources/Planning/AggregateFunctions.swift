internal import Columnar

/// The aggregate functions, for the binder, the help and completion.
public enum AggregateFunctions {
  /// The function called `name`, or an alias of it.
  public static func named(_ name: String) -> AggregateFunction? { byName[name] }

  private static let byName: [String: AggregateFunction] = {
    var table: [String: AggregateFunction] = [:]
    for function in all {
      for name in [function.name] + function.aliases { table[name] = function }
    }
    return table
  }()

  /// All of them, sorted by name.
  public static let all: [AggregateFunction] = [
    AggregateFunction(
      "any", .any, 1...64, naming: .prefix("any"), type: .same, usage: "any(x)",
      summary: "The value of some row; an older name of take_any."),
    AggregateFunction(
      "anyif", .any, 2...2, if: 1, naming: .prefix("anyif"), type: .same,
      usage: "anyif(x, condition)", summary: "The value of some row that meets the condition."),
    AggregateFunction(
      "arg_max", aliases: ["argmax"], .argMaximum, 1...64, naming: .special, type: .same,
      usage: "arg_max(x, * | column, ...)", summary: "The row in which x is greatest."),
    AggregateFunction(
      "arg_min", aliases: ["argmin"], .argMinimum, 1...64, naming: .special, type: .same,
      usage: "arg_min(x, * | column, ...)", summary: "The row in which x is smallest."),
    AggregateFunction(
      "avg", .average, 1...1, naming: .prefix("avg"), type: .average, usage: "avg(x)",
      summary: "The mean; NaN over no rows."),
    AggregateFunction(
      "avgif", .average, 2...2, if: 1, naming: .prefix("avgif"), type: .average,
      usage: "avgif(x, condition)", summary: "The mean over rows that meet the condition."),
    AggregateFunction(
      "binary_all_and", .bitAnd, 1...1, naming: .argument, type: .bits,
      usage: "binary_all_and(x)", summary: "The bits that are set in every value."),
    AggregateFunction(
      "binary_all_or", .bitOr, 1...1, naming: .argument, type: .bits,
      usage: "binary_all_or(x)", summary: "The bits that are set in some value."),
    AggregateFunction(
      "binary_all_xor", .bitXor, 1...1, naming: .argument, type: .bits,
      usage: "binary_all_xor(x)", summary: "The bits that are set in an odd number of values."),
    AggregateFunction(
      "count", .count, 0...1, naming: .prefix("count"), type: .always(.long), usage: "count()",
      summary: "The number of rows."),
    AggregateFunction(
      "count_distinct", .distinctCount, 1...1, naming: .prefix("count_distinct"),
      type: .always(.long), usage: "count_distinct(x)", summary: "The number of distinct values."),
    AggregateFunction(
      "count_distinctif", .distinctCount, 2...2, if: 1, naming: .prefix("count_distinctif"),
      type: .always(.long), usage: "count_distinctif(x, condition)",
      summary: "The number of distinct values in rows that meet the condition."),
    AggregateFunction(
      "countif", .count, 1...1, if: 0, naming: .prefix("countif"), type: .always(.long),
      usage: "countif(condition)", summary: "The number of rows that meet the condition."),
    AggregateFunction(
      "dcount", .distinctCount, 1...2, naming: .prefix("dcount"), type: .always(.long),
      usage: "dcount(x)", summary: "The number of distinct values; exact, unlike in Kusto."),
    AggregateFunction(
      "dcountif", .distinctCount, 2...3, if: 1, naming: .prefix("dcountif"),
      type: .always(.long), usage: "dcountif(x, condition)",
      summary: "The number of distinct values in rows that meet the condition."),
    AggregateFunction(
      "make_bag", .bag, 1...2, naming: .prefix("bag"), type: .always(.dynamic),
      usage: "make_bag(bag)", summary: "One bag with the members of all bags."),
    AggregateFunction(
      "make_bag_if", .bag, 2...3, if: 1, naming: .prefix("bag"), type: .always(.dynamic),
      usage: "make_bag_if(bag, condition)",
      summary: "One bag with the members of all bags in rows that meet the condition."),
    AggregateFunction(
      "make_list", aliases: ["makelist"], .list, 1...2, naming: .prefix("list"),
      type: .always(.dynamic), usage: "make_list(x [, most])",
      summary: "All values in an array, lists flattened; nulls are dropped."),
    AggregateFunction(
      "make_list_if", .list, 2...3, if: 1, naming: .prefix("list"), type: .always(.dynamic),
      usage: "make_list_if(x, condition [, most])",
      summary: "All values of rows that meet the condition, in an array."),
    AggregateFunction(
      "make_list_with_nulls", .listWithNulls, 1...1, naming: .prefix("list"),
      type: .always(.dynamic), usage: "make_list_with_nulls(x)",
      summary: "All values in an array, nulls included."),
    AggregateFunction(
      "make_set", aliases: ["makeset"], .set, 1...2, naming: .prefix("set"),
      type: .always(.dynamic), usage: "make_set(x [, most])",
      summary: "The distinct values in an array, lists flattened."),
    AggregateFunction(
      "make_set_if", .set, 2...3, if: 1, naming: .prefix("set"), type: .always(.dynamic),
      usage: "make_set_if(x, condition [, most])",
      summary: "The distinct values of rows that meet the condition, in an array."),
    AggregateFunction(
      "max", .maximum, 1...1, naming: .prefix("max"), type: .ordered, usage: "max(x)",
      summary: "The greatest value."),
    AggregateFunction(
      "maxif", .maximum, 2...2, if: 1, naming: .prefix("maxif"), type: .ordered,
      usage: "maxif(x, condition)", summary: "The greatest value in rows that meet the condition."),
    AggregateFunction(
      "min", .minimum, 1...1, naming: .prefix("min"), type: .ordered, usage: "min(x)",
      summary: "The smallest value."),
    AggregateFunction(
      "minif", .minimum, 2...2, if: 1, naming: .prefix("minif"), type: .ordered,
      usage: "minif(x, condition)",
      summary: "The smallest value in rows that meet the condition."),
    AggregateFunction(
      "percentile", .percentile, 2...2, naming: .special, type: .ordered,
      usage: "percentile(x, 95)", summary: "The value below which the given share of values lies."),
    AggregateFunction(
      "percentiles", .percentile, 2...64, naming: .special, type: .ordered,
      usage: "percentiles(x, 5, 50, 95)", summary: "Several percentiles, a column each."),
    AggregateFunction(
      "percentiles_array", .percentileArray, 2...64, naming: .special, type: .always(.dynamic),
      usage: "percentiles_array(x, 5, 50, 95)", summary: "Several percentiles in an array."),
    AggregateFunction(
      "percentilesw", .weightedPercentile, 3...64, naming: .special, type: .ordered,
      usage: "percentilesw(x, weight, 5, 50, 95)",
      summary: "Several percentiles, each value counting as often as its weight says."),
    AggregateFunction(
      "percentilesw_array", .weightedPercentileArray, 3...64, naming: .special,
      type: .always(.dynamic), usage: "percentilesw_array(x, weight, 5, 50, 95)",
      summary: "The same in an array."),
    AggregateFunction(
      "percentilew", .weightedPercentile, 3...3, naming: .special, type: .ordered,
      usage: "percentilew(x, weight, 95)",
      summary: "A percentile, each value counting as often as its weight says."),
    AggregateFunction(
      "stdev", .sampleDeviation, 1...1, naming: .prefix("stdev"), type: .spread,
      usage: "stdev(x)", summary: "The standard deviation of a sample."),
    AggregateFunction(
      "stdevif", .sampleDeviation, 2...2, if: 1, naming: .prefix("stdevif"), type: .spread,
      usage: "stdevif(x, condition)",
      summary: "The standard deviation over rows that meet the condition."),
    AggregateFunction(
      "stdevp", .populationDeviation, 1...1, naming: .prefix("stdevp"), type: .spread,
      usage: "stdevp(x)", summary: "The standard deviation of a population."),
    AggregateFunction(
      "stdevpif", .populationDeviation, 2...2, if: 1, naming: .prefix("stdevpif"),
      type: .spread, usage: "stdevpif(x, condition)",
      summary: "The standard deviation of a population, over rows that meet the condition."),
    AggregateFunction(
      "sum", .sum, 1...1, naming: .prefix("sum"), type: .sum, usage: "sum(x)",
      summary: "The sum; 0 over no rows."),
    AggregateFunction(
      "sumif", .sum, 2...2, if: 1, naming: .prefix("sumif"), type: .sum,
      usage: "sumif(x, condition)", summary: "The sum over rows that meet the condition."),
    AggregateFunction(
      "take_any", .any, 1...64, naming: .special, type: .same, usage: "take_any(* | x, ...)",
      summary: "The values of some row."),
    AggregateFunction(
      "take_anyif", .any, 2...2, if: 1, naming: .argument, type: .same,
      usage: "take_anyif(x, condition)", summary: "The value of some row that meets the condition."),
    AggregateFunction(
      "variance", .sampleVariance, 1...1, naming: .prefix("variance"), type: .spread,
      usage: "variance(x)", summary: "The variance of a sample."),
    AggregateFunction(
      "varianceif", .sampleVariance, 2...2, if: 1, naming: .prefix("varianceif"),
      type: .spread, usage: "varianceif(x, condition)",
      summary: "The variance over rows that meet the condition."),
    AggregateFunction(
      "variancep", .populationVariance, 1...1, naming: .prefix("variancep"), type: .spread,
      usage: "variancep(x)", summary: "The variance of a population."),
    AggregateFunction(
      "variancepif", .populationVariance, 2...2, if: 1, naming: .prefix("variancepif"),
      type: .spread, usage: "variancepif(x, condition)",
      summary: "The variance of a population, over rows that meet the condition."),
  ]
}
