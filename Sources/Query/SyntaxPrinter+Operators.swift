/// The canonical form of operators.
extension SyntaxPrinter {
  static func operation(_ operation: OperatorSyntax) -> String {
    switch operation.kind {
    case .as(let name): "as \(self.name(name))"
    case .count: "count"
    case .distinct(let keys): "distinct \(named(keys))"
    case .evaluate(let call): "evaluate \(self.call(call))"
    case .extend(let columns): "extend \(named(columns))"
    case .getschema: "getschema"
    case .graphMatch(let match): graphMatch(match)
    case .graphToTable(let part): "graph-to-table \(name(part))"
    case .invoke(let call): "invoke \(self.call(call))"
    case .join(let join): self.join(join, "join")
    case .lookup(let join): self.join(join, "lookup")
    case .makeGraph(let graph): makeGraph(graph)
    case .makeSeries(let series): makeSeries(series)
    case .mvApply(let apply): mvApply(apply)
    case .mvExpand(let expansion): mvExpand(expansion, "mv-expand")
    case .parse(let parse): self.parse(parse)
    case .parseKeyValues(let parse): keyValues(parse)
    case .partition(let key, let body): "partition by \(expr(key)) \(self.body(body))"
    case .print(let columns): "print \(named(columns))"
    case .project(let columns): "project \(named(columns))"
    case .projectAway(let patterns): "project-away \(joined(patterns, pattern))"
    case .projectKeep(let patterns): "project-keep \(joined(patterns, pattern))"
    case .projectRename(let renames):
      "project-rename \(joined(renames) { "\(name($0.new)) = \(name($0.old))" })"
    case .projectReorder(let patterns):
      "project-reorder \(joined(patterns) { pattern($0.pattern) + option("", $0.order) })"
    case .range(let name, let from, let to, let step):
      "range \(self.name(name)) from \(expr(from)) to \(expr(to)) step \(expr(step))"
    case .render(let render): self.render(render)
    case .sample(let count): "sample \(expr(count))"
    case .sampleDistinct(let count, let key): "sample-distinct \(expr(count)) of \(named(key))"
    case .scan(let scan): self.scan(scan)
    case .search(let search): self.search(search)
    case .sequence(let sequence): self.sequence(sequence)
    case .serialize(let columns): columns.isEmpty ? "serialize" : "serialize \(named(columns))"
    case .sort(let keys): "sort by \(joined(keys, order))"
    case .summarize(let aggregates, let by):
      "summarize" + (aggregates.isEmpty ? "" : " \(named(aggregates))")
        + (by.isEmpty ? "" : " by \(named(by))")
    case .take(let count): "take \(expr(count))"
    case .top(let count, let keys): "top \(expr(count)) by \(joined(keys, order))"
    case .topHitters(let count, let key, let weight):
      "top-hitters \(expr(count)) of \(expr(key))" + option("by ", weight.map(expr))
    case .topNested(let levels): topNested(levels)
    case .union(let union): self.union(union)
    case .where(let condition): "where \(expr(condition))"
    case .unknown(let name): name.text
    }
  }

  /// An option with a blank before it, or nothing.
  static func option(_ prefix: String, _ value: String?) -> String {
    value.map { " \(prefix)\($0)" } ?? ""
  }

  private static func join(_ join: JoinSyntax, _ keyword: String) -> String {
    keyword + option("kind=", join.kind.map(name)) + " \(expr(join.right))"
      + " on \(joined(join.conditions, expr))"
  }

  private static func union(_ union: UnionSyntax) -> String {
    "union" + option("kind=", union.kind.map(name))
      + option("withsource=", union.withSource.map(name))
      + (union.isFuzzy ? " isfuzzy=true" : "") + " \(joined(union.sources, unionSource))"
  }

  private static func unionSource(_ source: ExprSyntax) -> String {
    if case .name(let name) = source.kind { pattern(name) } else { expr(source) }
  }

  static func mvExpand(_ expansion: MvExpandSyntax, _ keyword: String) -> String {
    let columns = joined(expansion.columns) { column in
      named(column.expr) + (column.type.map { " to typeof(\(name($0)))" } ?? "")
    }
    return keyword + option("bagexpansion=", expansion.bagExpansion.map(name))
      + option("with_itemindex=", expansion.itemIndex.map(name)) + " \(columns)"
      + option("limit ", expansion.limit.map(expr))
  }

  private static func order(_ order: OrderSyntax) -> String {
    named(order.key) + (order.ascending ? " asc" : " desc")
      + (order.nullsFirst.map { $0 ? " nulls first" : " nulls last" } ?? "")
  }

  private static func render(_ render: RenderSyntax) -> String {
    guard !render.properties.isEmpty else { return "render \(name(render.chart))" }
    // Values of one property stand together: `ycolumns = a, b`.
    return "render \(name(render.chart)) with (\(properties(render.properties)))"
  }

  static func properties(_ all: [(name: NameSyntax, value: ExprSyntax)]) -> String {
    var properties = ""
    for (index, property) in all.enumerated() {
      let repeats = index > 0 && all[index - 1].name == property.name
      properties += index > 0 ? ", " : ""
      properties += repeats ? "" : "\(name(property.name)) = "
      properties += expr(property.value)
    }
    return properties
  }
}
