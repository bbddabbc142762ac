internal import Columnar
internal import Query

extension Binder {
  /// `search` over rows; a column in front says where they are from.
  mutating func bindSearch(
    _ search: SearchSyntax, _ table: BoundTable, _ scope: Scope
  ) -> LogicalPlan? {
    let name = table.name ?? "search_arg0"
    let range = search.condition.range
    let source = BoundExpr(.constant(.string(name)), type: .string, range: range)
    let plan = LogicalPlan(
      .project(table.plan, [source] + table.plan.allColumns),
      schema: Schema([ColumnSchema("$table", .string)] + table.plan.schema.columns))
    return searched(search, plan, scope)
  }

  /// `search` at the beginning: over the tables named, or over all.
  mutating func bindLeadingSearch(_ search: SearchSyntax, _ scope: Scope) -> BoundTable? {
    let range = search.condition.range
    // A condition on columns alone can hold in no table that has none of them.
    let wanted = columns(in: search.condition)
    let tables = snapshot.tables.filter { _, table in
      wanted.map { names in table.schema.columns.contains { names.contains($0.name) } } ?? true
    }
    let views = views(scope)
    let found = tables.isEmpty && views.isEmpty ? snapshot.tables : tables
    let all = (found.keys.sorted() + views).map { name in
      ExprSyntax(.name(NameSyntax(name, range: range)), range: range)
    }
    let union = UnionSyntax(
      kind: nil, withSource: NameSyntax("$table", range: range), isFuzzy: false,
      sources: search.sources.isEmpty ? all : search.sources)
    guard let tables = bindUnion(nil, union, scope) else { return nil }
    return searched(search, tables.plan, scope).map { BoundTable(plan: $0) }
  }

  /// The columns that a condition asks for; nil where it also looks for texts in any of them.
  private func columns(in condition: ExprSyntax) -> Set<String>? {
    func union(_ parts: ExprSyntax...) -> Set<String>? {
      parts.reduce(into: Set<String>() as Set<String>?) { names, part in
        names = columns(in: part).flatMap { found in names?.union(found) }
      }
    }
    switch condition.kind {
    case .parenthesized(let inner): return columns(in: inner)
    case .binary(.and, let left, let right), .binary(.or, let left, let right):
      return union(left, right)
    case .binary(_, let left, _), .between(let left, _, _, negated: _), .list(_, let left, _):
      guard case .name(let name) = left.kind else { return nil }
      return [name.text]
    case .call(let call) where call.name.text == "not" && call.arguments.count == 1:
      return columns(in: call.arguments[0].expr)
    default: return nil
    }
  }

  /// The names of the views that the query defines.
  private func views(_ scope: Scope) -> [String] {
    scope.environment.compactMap { name, definition in
      guard case .function(let function) = definition, function.syntax.isView,
        function.syntax.parameters.isEmpty
      else { return nil }
      return name
    }.sorted()
  }

  private mutating func searched(
    _ search: SearchSyntax, _ plan: LogicalPlan, _ scope: Scope
  ) -> LogicalPlan? {
    let inner = self.scope(over: plan, scope)
    let isCaseSensitive = search.kind?.text == "case_sensitive"
    return bindSearchCondition(search.condition, inner, isCaseSensitive).map {
      LogicalPlan(.filter(plan, $0), schema: plan.schema)
    }
  }

  /// A condition in which a text stands for a term of some column.
  private mutating func bindSearchCondition(
    _ expr: ExprSyntax, _ scope: Scope, _ isCaseSensitive: Bool
  ) -> BoundExpr? {
    switch expr.kind {
    case .parenthesized(let inner): return bindSearchCondition(inner, scope, isCaseSensitive)
    case .binary(let symbol, let left, let right) where symbol == .and || symbol == .or:
      guard let left = bindSearchCondition(left, scope, isCaseSensitive),
        let right = bindSearchCondition(right, scope, isCaseSensitive)
      else { return nil }
      return resolve(operator: symbol.rawValue, [left, right], at: expr.range)
    case .binary(.has, let column, let term):
      guard case .literal(let literal) = term.kind, literal.kind == .string else { break }
      return bindScalar(column, scope).flatMap {
        bindTerm(literal.text, in: $0, isCaseSensitive, at: expr.range)
      }
    case .call(let call) where call.name.text == "not" && call.arguments.count == 1:
      return bindSearchCondition(call.arguments[0].expr, scope, isCaseSensitive).flatMap {
        resolve(operator: "not", [$0], at: expr.range)
      }
    case .literal(let literal) where literal.kind == .string:
      var result: BoundExpr?
      for (index, column) in scope.columns.enumerated() where column.name != "$table" {
        let value = BoundExpr(.column(index), type: column.type, range: expr.range)
        guard let test = bindTerm(literal.text, in: value, isCaseSensitive, at: expr.range) else {
          return nil
        }
        result = result.flatMap { resolve(operator: "or", [$0, test], at: expr.range) } ?? test
      }
      return result ?? BoundExpr(.constant(.bool(false)), type: .bool, range: expr.range)
    default: break
    }
    return bindCondition(expr, scope)
  }

  /// Whether a value has a term, which may end or begin with `*` for any letters.
  private mutating func bindTerm(
    _ term: String, in value: BoundExpr, _ isCaseSensitive: Bool, at range: SourceRange
  ) -> BoundExpr? {
    var core = Substring(term)
    let isSuffix = core.hasPrefix("*")
    let isPrefix = core.count > 1 && core.hasSuffix("*")
    if isSuffix { core = core.dropFirst() }
    if isPrefix { core = core.dropLast() }
    let name =
      isPrefix && isSuffix
      ? "contains" : isPrefix ? "hasprefix" : isSuffix && !core.isEmpty ? "hassuffix" : "has"
    let text = Conversion.convert(value, to: .string)
    let sought = BoundExpr(.constant(.string(String(core))), type: .string, range: range)
    return resolve(operator: name + (isCaseSensitive ? "_cs" : ""), [text, sought], at: range)
  }
}
