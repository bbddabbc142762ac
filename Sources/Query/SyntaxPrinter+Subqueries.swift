/// The canonical form of operators with operators or aggregates inside.
extension SyntaxPrinter {
  static func body(_ operators: [OperatorSyntax]) -> String {
    "(\(operators.map(operation).joined(separator: " | ")))"
  }

  static func mvApply(_ apply: MvApplySyntax) -> String {
    let limit = option("limit ", apply.expansion.limit.map(expr))
    var expansion = apply.expansion
    expansion.limit = nil
    return mvExpand(expansion, "mv-apply") + limit + " on " + body(apply.body)
  }

  static func makeSeries(_ series: MakeSeriesSyntax) -> String {
    let aggregates = joined(series.aggregates) {
      named($0.expr) + option("default = ", $0.defaultValue.map(expr))
    }
    return "make-series" + (series.isNonEmpty ? " kind=nonempty" : "") + " \(aggregates)"
      + " on \(named(series.axis))" + option("from ", series.from.map(expr))
      + option("to ", series.to.map(expr)) + " step \(expr(series.step))"
      + (series.by.isEmpty ? "" : " by \(named(series.by))")
  }

  static func search(_ search: SearchSyntax) -> String {
    "search" + option("kind=", search.kind.map(name))
      + (search.sources.isEmpty ? "" : " in (\(joined(search.sources, expr)))")
      + " \(expr(search.condition))"
  }

  static func topNested(_ levels: [TopNestedSyntax]) -> String {
    joined(levels) { level in
      "top-nested" + option("", level.count.map(expr)) + " of \(named(level.key))"
        + option("with others = ", level.others.map(expr)) + " by \(named(level.aggregate))"
        + (level.ascending ? " asc" : " desc")
    }
  }
}
