internal import Columnar
internal import Query

extension Binder {
  /// The operators of a pipeline over its source.
  mutating func bindPipeline(
    _ source: BoundTable, _ operators: [OperatorSyntax], _ scope: Scope
  ) -> BoundTable? {
    var table = source
    var scope = scope
    for syntax in operators {
      if case .as(let name) = syntax.kind {
        table.name = name.text
        scope.environment[name.text] = .table(table.plan)
        continue
      }
      guard let plan = bind(syntax, over: table, scope) else { return nil }
      guard plan.height <= Self.maximumHeight else {
        report(.tooHigh(at: syntax.range))
        return nil
      }
      guard plan.size <= Self.maximumSize else {
        report(.tooLarge(at: syntax.range))
        return nil
      }
      table = BoundTable(plan: plan)
    }
    return table
  }

  /// One operator over rows. Where an operator that leaves the columns alone is wrong, its input
  /// stands for it, so that the operators behind it are checked as well.
  private mutating func bind(
    _ syntax: OperatorSyntax, over table: BoundTable, _ scope: Scope
  ) -> LogicalPlan? {
    let plan = table.plan
    if case .graph = plan.node, !syntax.kind.readsGraphs {
      report(
        Diagnostic(.error, "a graph is read by 'graph-match' or 'graph-to-table'", at: syntax.range)
      )
      return nil
    }
    switch syntax.kind {
    case .as: return plan
    case .count: return bindCount(plan, at: syntax.range)
    case .distinct(let items): return bindDistinct(items, plan, scope)
    case .evaluate(let call): return bindEvaluate(call, plan, scope)
    case .extend(let items):
      return bindingWindows(over: plan) { $0.bindExtend(items, plan, scope) }
    case .serialize(let items):
      let serialized = LogicalPlan(.window(plan, []), schema: plan.schema)
      if items.isEmpty { return serialized }
      return bindingWindows(over: serialized) { $0.bindExtend(items, serialized, scope) }
    case .getschema: return bindGetSchema(plan)
    case .graphMatch(let match): return bindGraphMatch(match, plan, scope, at: syntax.range)
    case .graphToTable(let part): return bindGraphToTable(part, plan, at: syntax.range)
    case .invoke(let call): return bindInvoke(call, plan, scope)
    case .join(let join): return bindJoin(join, plan, scope, at: syntax.range)
    case .lookup(let join): return bindLookup(join, plan, scope, at: syntax.range)
    case .makeGraph(let graph): return bindMakeGraph(graph, plan, scope)
    case .makeSeries(let series): return bindMakeSeries(series, plan, scope)
    case .mvApply(let apply): return bindMvApply(apply, plan, scope, at: syntax.range)
    case .mvExpand(let expansion): return bindMvExpand(expansion, plan, scope, at: syntax.range)
    case .parse(let parse): return bindParse(parse, plan, scope)
    case .parseKeyValues(let parse): return bindParseKeyValues(parse, plan, scope)
    case .partition(let key, let body): return bindPartition(key, body, plan, scope)
    case .print, .range:
      report(Diagnostic(.error, "this operator only begins a query", at: syntax.range))
      return nil
    case .project(let items):
      return bindingWindows(over: plan) { $0.bindProject(items, plan, scope) }
    case .projectAway(let names): return bindProjectAway(names, plan)
    case .projectKeep(let names): return bindProjectKeep(names, plan)
    case .projectRename(let pairs): return bindProjectRename(pairs, plan)
    case .projectReorder(let items): return bindProjectReorder(items, plan)
    case .render(let render):
      bindRender(render, scope)
      return plan
    case .sample(let count):
      return bindRowCount(count, scope).map {
        LogicalPlan(.sample(plan, count: $0), schema: plan.schema)
      } ?? plan
    case .sampleDistinct(let count, let key):
      return bindSampleDistinct(count, key, plan, scope)
    case .scan(let scan): return bindScan(scan, plan, scope, at: syntax.range)
    case .search(let search): return bindSearch(search, table, scope)
    case .sequence(let sequence): return bindSequence(sequence, plan, scope, at: syntax.range)
    case .sort(let keys):
      return bindSortKeys(keys, plan, scope).map {
        LogicalPlan(.sort(plan, $0), schema: plan.schema)
      } ?? plan
    case .summarize(let aggregates, let by): return bindSummarize(aggregates, by, plan, scope)
    case .take(let count):
      return bindRowCount(count, scope).map {
        LogicalPlan(.limit(plan, count: $0), schema: plan.schema)
      } ?? plan
    case .top(let count, let keys):
      guard let keys = bindSortKeys(keys, plan, scope), let count = bindRowCount(count, scope)
      else { return plan }
      return LogicalPlan(.topN(plan, keys, count: count), schema: plan.schema)
    case .topHitters(let count, let key, let weight):
      return bindTopHitters(count, key, weight, plan, scope)
    case .topNested(let levels): return bindTopNested(levels, plan, scope)
    case .union(let union): return bindUnion(table, union, scope)?.plan
    case .unknown: return nil
    case .where(let condition):
      let inner = self.scope(over: plan, scope)
      return bindingWindows(over: plan) { binder in
        binder.bindCondition(condition, inner).map {
          LogicalPlan(.filter(plan, $0), schema: plan.schema)
        }
      } ?? plan
    }
  }

  private mutating func bindCount(_ plan: LogicalPlan, at range: SourceRange) -> LogicalPlan? {
    AggregateFunctions.named("count").map { function in
      let call = AggregateCall(
        function: function, arguments: [], predicate: nil, parameters: [], outputs: [.long])
      return LogicalPlan(
        .aggregate(plan, keys: [], calls: [call]), schema: Schema([ColumnSchema("Count", .long)]))
    }
  }

  /// The keys of `sort` and `top`; by default the greatest first.
  private mutating func bindSortKeys(
    _ keys: [OrderSyntax], _ plan: LogicalPlan, _ scope: Scope
  ) -> [SortKey]? {
    let inner = self.scope(over: plan, scope)
    let bound = bindScalars(keys.map(\.key.expr), inner)
    for expr in bound ?? [] where expr.type == .dynamic {
      report(.dynamicSortKey(at: expr.range))
      return nil
    }
    return bound.map { exprs in
      zip(keys, exprs).map { key, expr in
        SortKey(
          expr: expr, ascending: key.ascending, nullsFirst: key.nullsFirst ?? key.ascending)
      }
    }
  }

  /// The number of rows of `take`, `top` and `sample`: a constant.
  mutating func bindRowCount(_ expr: ExprSyntax, _ scope: Scope) -> BoundExpr? {
    guard let count = bindScalar(expr, scope) else { return nil }
    guard count.type.isNumeric else {
      report(
        .wrongType("the number of rows", expected: "a long", found: count.type, at: expr.range))
      return nil
    }
    return Conversion.convert(count, to: .long)
  }

  private mutating func bindInvoke(
    _ call: CallSyntax, _ plan: LogicalPlan, _ scope: Scope
  ) -> LogicalPlan? {
    guard case .function(let function) = scope.environment[call.name.text] else {
      let known = scope.environment.keys.sorted()
      report(.unknown("function", call.name, among: known))
      return nil
    }
    return bindTabularLambda(function, call, input: plan, scope)?.plan
  }

  private func bindGetSchema(_ plan: LogicalPlan) -> LogicalPlan {
    let schema = Schema([
      ColumnSchema("ColumnName", .string), ColumnSchema("ColumnOrdinal", .long),
      ColumnSchema("DataType", .string), ColumnSchema("ColumnType", .string),
    ])
    var builder = TableBuilder(schema)
    for (index, column) in plan.schema.columns.enumerated() {
      builder.append([
        .string(column.name), .integer(Int64(index)), .string(Self.runtimeType(column.type)),
        .string(column.type.rawValue),
      ])
    }
    return .rows(builder.seal(), name: "getschema")
  }

  /// The engine's own name of a type, which `getschema` shows.
  private static func runtimeType(_ type: LogicalType) -> String {
    switch type {
    case .bool: "System.SByte"
    case .int: "System.Int32"
    case .long: "System.Int64"
    case .real: "System.Double"
    case .decimal: "System.Data.SqlTypes.SqlDecimal"
    case .string: "System.String"
    case .datetime: "System.DateTime"
    case .timespan: "System.TimeSpan"
    case .guid: "System.Guid"
    case .dynamic: "System.Object"
    }
  }

  private mutating func bindRender(_ render: RenderSyntax, _ scope: Scope) {
    var properties: [String: Value] = [:]
    for (name, expr) in render.properties {
      // `ycolumns = a, b` gives the property twice: it becomes a list.
      func add(_ value: Value) {
        guard let earlier = properties[name.text] else {
          properties[name.text] = value
          return
        }
        var items: [DynamicValue] = []
        for value in [earlier, value] {
          switch value {
          case .dynamic(.array(let list)): items += list
          case .string(let text): items.append(.string(text))
          default: break
          }
        }
        properties[name.text] = .dynamic(.array(items))
      }
      switch expr.kind {
      case .missing: break
      // A name stands for itself: `kind=stacked`, `xcolumn=date`.
      case .name(let word): add(.string(word.text))
      default:
        guard let value = bindScalar(expr, scope) else { continue }
        add(constants.value(of: value) ?? .null)
      }
    }
    rendering = BoundRendering(chart: render.chart.text, properties: properties)
  }
}
