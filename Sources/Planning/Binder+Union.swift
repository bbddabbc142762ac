internal import Columnar
internal import Query

extension Binder {
  /// `union`: the rows of all sources under all of their columns, or under those that all have.
  mutating func bindUnion(
    _ input: BoundTable?, _ union: UnionSyntax, _ scope: Scope
  ) -> BoundTable? {
    var tables: [BoundTable] = input.map { [$0] } ?? []
    var isGood = true
    for source in union.sources {
      guard let bound = bindUnionSource(source, union, scope) else {
        isGood = false
        continue
      }
      tables += bound
    }
    guard isGood else { return nil }
    guard !tables.isEmpty else {
      if !union.sources.isEmpty { report(.expectedTable(at: union.sources[0].range)) }
      return nil
    }
    var isInner = false
    if let kind = union.kind {
      guard kind.text == "inner" || kind.text == "outer" else {
        report(.unknown("kind of union", kind, among: ["inner", "outer"]))
        return nil
      }
      isInner = kind.text == "inner"
    }
    let columns = Self.columns(of: tables.map(\.plan.schema), isInner: isInner)
    var names = ColumnNames()
    // Where types differ the names are made up, and keep clear of those that are there.
    for column in columns where column.output == column.name { _ = names.declare(column.name) }
    let sourceColumn = union.withSource.map { ColumnSchema(names.unique($0.text), .string) }
    let schema = Schema(
      (sourceColumn.map { [$0] } ?? [])
        + columns.map { column in
          let name =
            column.output == column.name
            ? names.unique(column.output) : names.uniqueAmongDeclared(column.output)
          return ColumnSchema(name, column.type)
        })
    let inputs = tables.enumerated().map { index, table in
      let source = sourceColumn.map { _ in table.name ?? "union_arg\(index)" }
      return Self.aligned(table.plan, to: columns, schema: schema, source: source)
    }
    return BoundTable(plan: LogicalPlan(.union(inputs), schema: schema))
  }

  /// The tables of one source: several for a name with `*`, none for a missing one of a fuzzy
  /// union.
  private mutating func bindUnionSource(
    _ source: ExprSyntax, _ union: UnionSyntax, _ scope: Scope
  ) -> [BoundTable]? {
    guard case .name(let name) = source.kind else {
      return bindTable(source, scope).map { [$0] }
    }
    if name.text.contains("*") {
      let names = tableNames(scope).filter { Wildcard.matches(name.text, $0) }
      if names.isEmpty && !union.isFuzzy {
        report(.unknown("table", name, among: []))
        return nil
      }
      let found = names.map { text in
        let name = NameSyntax(text, range: name.range)
        return bindTable(ExprSyntax(.name(name), range: name.range), scope)
      }
      return found.contains { $0 == nil } ? nil : found.compactMap { $0 }
    }
    if union.isFuzzy, scope.environment[name.text] == nil, snapshot.tables[name.text] == nil {
      return []
    }
    return bindTable(source, scope).map { [$0] }
  }

  /// Every table that a pattern may match: stored ones, and lambdas without parameters.
  private func tableNames(_ scope: Scope) -> [String] {
    let defined = scope.environment.filter { _, definition in
      switch definition {
      case .table: true
      case .function(let function): function.syntax.parameters.isEmpty
      case .scalar, .invalid: false
      }
    }
    return Set(snapshot.tables.keys).union(defined.keys).sorted()
  }

  private struct UnionColumn {
    let name: String
    let type: LogicalType
    /// The name in the result: `x_long` and `x_string` where two sources differ.
    let output: String
  }

  private static func columns(of schemas: [Schema], isInner: Bool) -> [UnionColumn] {
    var names: [String] = []
    var types: [String: [LogicalType]] = [:]
    for column in schemas.flatMap(\.columns) {
      if types[column.name] == nil { names.append(column.name) }
      if types[column.name]?.contains(column.type) != true {
        types[column.name, default: []].append(column.type)
      }
    }
    if isInner {
      names = names.filter { name in schemas.allSatisfy { $0.index(of: name) != nil } }
    }
    return names.flatMap { name in
      let all = types[name] ?? []
      return all.map { type in
        UnionColumn(
          name: name, type: type, output: all.count == 1 ? name : "\(name)_\(type.rawValue)")
      }
    }
  }

  /// The rows of a source under the columns of the union, with nulls where it has none.
  private static func aligned(
    _ plan: LogicalPlan, to columns: [UnionColumn], schema: Schema, source: String?
  ) -> LogicalPlan {
    var exprs: [BoundExpr] = []
    if let source {
      exprs.append(BoundExpr(.constant(.string(source)), type: .string, range: NoRange.value))
    }
    for column in columns {
      if let index = plan.schema.index(of: column.name),
        plan.schema.columns[index].type == column.type
      {
        exprs.append(BoundExpr(.column(index), type: column.type, range: NoRange.value))
      } else {
        let null = Conversion.nullValue(of: column.type)
        exprs.append(BoundExpr(.constant(null), type: column.type, range: NoRange.value))
      }
    }
    return LogicalPlan(.project(plan, exprs), schema: schema)
  }
}
