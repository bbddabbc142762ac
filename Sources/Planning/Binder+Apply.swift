internal import Columnar
internal import Query

extension Binder {
  /// `mv-apply`: the items of each row go through a pipeline of their own, whose result stands
  /// beside the columns of the row.
  mutating func bindMvApply(
    _ apply: MvApplySyntax, _ plan: LogicalPlan, _ scope: Scope, at range: SourceRange
  ) -> LogicalPlan? {
    guard let numbering = WindowFunction.named("row_number"),
      let expanded = bindMvExpand(apply.expansion, plan, scope, at: range),
      case .unnest(_, let unnest) = expanded.node
    else { return nil }
    let numbered = LogicalPlan(
      .window(plan, [WindowCall(numbering, [], parameters: [], type: .long)]),
      schema: Schema(plan.schema.columns + [ColumnSchema("$row", .long)]))
    let source = Unnest(
      columns: unnest.columns, carried: unnest.carried + [plan.schema.columns.count],
      indexColumn: unnest.indexColumn, bagsAsArrays: unnest.bagsAsArrays, limit: unnest.limit,
      range: unnest.range)
    let input = LogicalPlan(
      .unnest(numbered, source),
      schema: Schema(expanded.schema.columns + [ColumnSchema("$row", .long)]))

    let given = Array(expanded.schema.columns.indices)
    let argument = PlanArgument()
    let rows = LogicalPlan(.argument(argument), schema: expanded.schema)
    guard let body = bindPipeline(BoundTable(plan: rows), apply.body, scope)?.plan else {
      return nil
    }
    let carried = given.filter { unnest.carried[$0] != nil }
    let carriedColumns = carried.map { expanded.schema.columns[$0] }
    // Columns of the row that the pipeline hands on are there already.
    let result = body.selecting(
      body.schema.columns.indices.filter { index in
        !carriedColumns.contains { $0.name == body.schema.columns[index].name }
      })
    let row = BoundExpr(.column(given.count), type: .long, range: range)
    return LogicalPlan(
      .apply(
        input,
        Apply(keys: [row], carried: carried, given: given, argument: argument, body: result)),
      schema: Schema(carriedColumns + result.schema.columns))
  }

  /// `partition`: the rows of each value of the key go through a pipeline of their own.
  mutating func bindPartition(
    _ key: ExprSyntax, _ operators: [OperatorSyntax], _ plan: LogicalPlan, _ scope: Scope
  ) -> LogicalPlan? {
    guard let bound = bindScalar(key, self.scope(over: plan, scope)) else { return nil }
    let argument = PlanArgument()
    let rows = LogicalPlan(.argument(argument), schema: plan.schema)
    guard let body = bindPipeline(BoundTable(plan: rows), operators, scope)?.plan else {
      return nil
    }
    return LogicalPlan(
      .apply(
        plan,
        Apply(
          keys: [bound], carried: [], given: Array(plan.schema.columns.indices),
          argument: argument, body: body)),
      schema: body.schema)
  }

  /// `top-nested`: an aggregation a level, each by one key more than the one before it.
  mutating func bindTopNested(
    _ levels: [TopNestedSyntax], _ plan: LogicalPlan, _ scope: Scope
  ) -> LogicalPlan? {
    let shared = LogicalPlan(.materialized(MaterializedPlan(plan)), schema: plan.schema)
    var keys: [NamedExprSyntax] = []
    var names = ColumnNames()
    var bound: [TopNestedLevel] = []
    var schema: [ColumnSchema] = []
    for level in levels {
      if let others = level.others {
        report(Diagnostic(.error, "'with others' is not supported", at: others.range))
        return nil
      }
      keys.append(level.key)
      guard let grouped = bindSummarize([level.aggregate], keys, shared, scope) else { return nil }
      var count: Int?
      if let expr = level.count {
        guard let rows = bindRowCount(expr, scope), case .integer(let value)? = rows.constant else {
          report(.expectedConstant("the number of groups", at: expr.range))
          return nil
        }
        count = Int(clamping: max(0, value))
      }
      bound.append(TopNestedLevel(plan: grouped, count: count, ascending: level.ascending))
      let columns = grouped.schema.columns
      let key = columns[keys.count - 1]
      schema.append(ColumnSchema(names.unique(key.name), key.type))
      let value = level.aggregate.names.first?.text ?? "aggregated_" + key.name
      schema.append(ColumnSchema(names.unique(value), columns[keys.count].type))
    }
    return LogicalPlan(.topNested(bound), schema: Schema(schema))
  }

  /// `top-hitters`: the values with the most rows, or with the greatest sum.
  mutating func bindTopHitters(
    _ count: ExprSyntax, _ key: ExprSyntax, _ weight: ExprSyntax?, _ plan: LogicalPlan,
    _ scope: Scope
  ) -> LogicalPlan? {
    let suffix = ResultName.of(weight ?? key) ?? ""
    let name = NameSyntax(
      "approximate_\(weight == nil ? "count" : "sum")_\(suffix)", range: key.range)
    let call = CallSyntax(
      name: NameSyntax(weight == nil ? "count" : "sum", range: key.range),
      arguments: weight.map { [NamedExprSyntax(names: [], expr: $0)] } ?? [])
    let aggregate = NamedExprSyntax(
      names: [name], expr: ExprSyntax(.call(call), range: key.range))
    guard let limit = bindRowCount(count, scope),
      let grouped = bindSummarize(
        [aggregate], [NamedExprSyntax(names: [], expr: key)], plan, scope)
    else { return nil }
    // Of equal ones the last met come first.
    guard let numbering = WindowFunction.named("row_number") else { return nil }
    let numbered = LogicalPlan(
      .window(grouped, [WindowCall(numbering, [], parameters: [], type: .long)]),
      schema: Schema(grouped.schema.columns + [ColumnSchema("$row", .long)]))
    let order = numbered.allColumns.dropFirst().map {
      SortKey(expr: $0, ascending: false, nullsFirst: false)
    }
    return LogicalPlan(.topN(numbered, order, count: limit), schema: numbered.schema)
      .selecting([0, 1])
  }

  mutating func bindSampleDistinct(
    _ count: ExprSyntax, _ key: NamedExprSyntax, _ plan: LogicalPlan, _ scope: Scope
  ) -> LogicalPlan? {
    guard let limit = bindRowCount(count, scope),
      let distinct = bindDistinct([NamedExprSyntax(names: [], expr: key.expr)], plan, scope)
    else { return nil }
    return LogicalPlan(.limit(distinct, count: limit), schema: distinct.schema)
  }
}
