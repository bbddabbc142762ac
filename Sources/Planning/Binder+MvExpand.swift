internal import Columnar
internal import Query

extension Binder {
  mutating func bindMvExpand(
    _ expansion: MvExpandSyntax, _ plan: LogicalPlan, _ scope: Scope, at range: SourceRange
  ) -> LogicalPlan? {
    let inner = self.scope(over: plan, scope)
    var schema = plan.schema.columns
    var carried: [Int?] = Array(schema.indices)
    var columns: [Unnest.Column] = []
    var defaults = ColumnNames(reserved: schema.map(\.name))
    for (item, keyword) in expansion.columns {
      guard let expr = bindScalar(item.expr, inner) else { return nil }
      guard expr.type == .dynamic else {
        report(
          .wrongType(
            "'mv-expand'", expected: "a dynamic", found: expr.type, at: item.expr.range))
        return nil
      }
      var type = LogicalType.dynamic
      if let keyword {
        guard let bound = bindType(keyword) else { return nil }
        type = bound
      }
      let name =
        item.names.first?.text ?? ResultName.of(item.expr) ?? defaults.makeDefault()
      if let index = schema.firstIndex(where: { $0.name == name }) {
        schema[index] = ColumnSchema(name, type)
        carried[index] = nil
        columns.append(Unnest.Column(expr: expr, output: index, type: type))
      } else {
        columns.append(Unnest.Column(expr: expr, output: schema.count, type: type))
        schema.append(ColumnSchema(name, type))
        carried.append(nil)
      }
    }
    var indexColumn: Int?
    if let name = expansion.itemIndex {
      if schema.contains(where: { $0.name == name.text }) {
        report(.duplicateColumn(name.text, at: name.range))
        return nil
      }
      indexColumn = schema.count
      schema.append(ColumnSchema(name.text, .long))
      carried.append(nil)
    }
    var limit: BoundExpr?
    if let expr = expansion.limit {
      guard let bound = bindRowCount(expr, scope) else { return nil }
      limit = bound
    }
    let unnest = Unnest(
      columns: columns, carried: carried, indexColumn: indexColumn,
      bagsAsArrays: expansion.bagExpansion?.text == "array", limit: limit, range: range)
    return LogicalPlan(.unnest(plan, unnest), schema: Schema(schema))
  }
}
