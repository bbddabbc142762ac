internal import Columnar
internal import Query

extension Binder {
  /// One column of an item of `print`, `project` or `extend`.
  struct ItemColumn {
    let expr: BoundExpr
    /// The name given.
    let name: NameSyntax?
    /// The name that a function with several columns gives this one.
    let tupleName: String?
  }

  /// The columns of an item: several where a function sorts several arrays together, one otherwise.
  mutating func bindColumns(_ item: NamedExprSyntax, _ scope: Scope) -> [ItemColumn]? {
    guard let expr = bindScalar(item.expr, scope) else { return nil }
    if case .call(let call) = item.expr.kind {
      if item.names.count != 1, let columns = sortedArrays(expr, call, item.names) {
        return columns
      }
      if let columns = measuredSeries(expr, call, item.names) { return columns }
    }
    guard item.names.count <= 1 else {
      report(.namesForOneValue(item.names.count, at: item.expr.range))
      return nil
    }
    return [ItemColumn(expr: expr, name: item.names.first, tupleName: nil)]
  }

  /// The columns of functions that measure a series.
  private static let measures: [String: [(name: String, type: LogicalType)]] = [
    "series_fit_line": [
      ("rsquare", .real), ("slope", .real), ("variance", .real), ("rvariance", .real),
      ("interception", .real), ("line_fit", .dynamic),
    ],
    "series_stats": [
      ("min", .real), ("min_idx", .long), ("max", .real), ("max_idx", .long), ("avg", .real),
      ("stdev", .real), ("variance", .real),
    ],
  ]

  /// `series_stats(x)` gives the columns `series_stats_x_min` and so on; under one name the first.
  private mutating func measuredSeries(
    _ expr: BoundExpr, _ call: CallSyntax, _ names: [NameSyntax]
  ) -> [ItemColumn]? {
    guard let measures = Self.measures[call.name.text], names.count <= measures.count,
      let argument = call.arguments.first
    else { return nil }
    let prefix = [call.name.text, ResultName.of(argument.expr) ?? ""].joined(separator: "_")
    var columns: [ItemColumn] = []
    for (index, measure) in measures.prefix(names.count == 1 ? 1 : measures.count).enumerated() {
      let place = BoundExpr(.constant(.integer(Int64(index))), type: .long, range: expr.range)
      guard let item = resolve(operator: "[]", [expr, place], at: expr.range) else { return nil }
      columns.append(
        ItemColumn(
          expr: Conversion.convert(item, to: measure.type),
          name: index < names.count ? names[index] : nil, tupleName: "\(prefix)_\(measure.name)"))
    }
    return columns
  }

  /// `array_sort_asc(a, b)` gives the columns `a_sorted` and `b_sorted`.
  private mutating func sortedArrays(
    _ expr: BoundExpr, _ call: CallSyntax, _ names: [NameSyntax]
  ) -> [ItemColumn]? {
    guard case .call(let function, let arguments) = expr.kind,
      function.name == "array_sort_asc" || function.name == "array_sort_desc"
    else { return nil }
    let arrays = arguments.prefix { $0.type == .dynamic }
    guard arrays.count > 1, names.count <= arrays.count else { return nil }
    var columns: [ItemColumn] = []
    for index in arrays.indices {
      let place = BoundExpr(.constant(.integer(Int64(index))), type: .long, range: expr.range)
      guard let column = resolve(operator: "[]", [expr, place], at: expr.range) else { return nil }
      let argument = ResultName.of(call.arguments[index].expr) ?? "array\(index + 1)"
      columns.append(
        ItemColumn(
          expr: column, name: index < names.count ? names[index] : nil,
          tupleName: argument + "_sorted"))
    }
    return columns
  }
}
