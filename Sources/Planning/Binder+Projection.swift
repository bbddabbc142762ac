internal import Columnar
internal import Query

extension Binder {
  /// A column of a projection before names are made to differ.
  struct Item {
    let expr: BoundExpr
    /// The name given or suggested.
    let name: String?
    /// Whether the name was written, as `name =` or as a column's own.
    let isDeclared: Bool
    let range: SourceRange
  }

  /// The columns of `project`, `extend` and `distinct` over the rows of the scope.
  private mutating func bindItems(_ items: [NamedExprSyntax], _ scope: Scope) -> [Item]? {
    var result: [Item] = []
    var isGood = true
    for item in items {
      guard let columns = bindColumns(item, scope) else {
        isGood = false
        continue
      }
      var isName = false
      if case .name = item.expr.kind { isName = true }
      for column in columns {
        result.append(
          Item(
            expr: column.expr,
            name: column.name?.text ?? column.tupleName ?? ResultName.of(item.expr),
            isDeclared: isName || column.name != nil,
            range: column.name?.range ?? item.expr.range))
      }
    }
    return isGood ? result : nil
  }

  /// Names for the columns, all different; nil where one is written twice.
  mutating func names(for items: [Item], _ names: inout ColumnNames) -> [String]? {
    for item in items where item.isDeclared {
      guard let name = item.name, !names.declare(name) else { continue }
      report(.duplicateColumn(name, at: item.range))
      return nil
    }
    return items.map { item in
      guard let name = item.name, !name.isEmpty else { return names.makeDefault() }
      return names.unique(name)
    }
  }

  mutating func bindProject(
    _ items: [NamedExprSyntax], _ plan: LogicalPlan, _ scope: Scope
  ) -> LogicalPlan? {
    bindProject(items, in: self.scope(over: plan, scope)).map {
      LogicalPlan(.project(plan, $0.exprs), schema: $0.schema)
    }
  }

  /// The columns of a projection over whatever the scope's expressions are over.
  mutating func bindProject(
    _ items: [NamedExprSyntax], in scope: Scope
  ) -> (exprs: [BoundExpr], schema: Schema)? {
    var columnNames = ColumnNames()
    guard let items = bindItems(items, scope), let names = names(for: items, &columnNames)
    else { return nil }
    let schema = zip(names, items).map { ColumnSchema($0, $1.expr.type) }
    return (items.map(\.expr), Schema(schema))
  }

  mutating func bindExtend(
    _ items: [NamedExprSyntax], _ plan: LogicalPlan, _ scope: Scope
  ) -> LogicalPlan? {
    guard let items = bindItems(items, self.scope(over: plan, scope)) else { return nil }
    var schema = plan.schema.columns
    var exprs = schema.enumerated().map { index, column in
      BoundExpr(.column(index), type: column.type, range: NoRange.value)
    }
    var defaults = ColumnNames(reserved: schema.map(\.name))
    var made: Set<String> = []
    for item in items {
      let name = item.name.flatMap { $0.isEmpty ? nil : $0 } ?? defaults.makeDefault()
      guard made.insert(name).inserted else {
        report(.duplicateColumn(name, at: item.range))
        return nil
      }
      let column = ColumnSchema(name, item.expr.type)
      if let index = schema.firstIndex(where: { $0.name == name }) {
        schema[index] = column
        exprs[index] = item.expr
      } else {
        schema.append(column)
        exprs.append(item.expr)
      }
    }
    return LogicalPlan(.project(plan, exprs), schema: Schema(schema))
  }

  mutating func bindDistinct(
    _ items: [NamedExprSyntax], _ plan: LogicalPlan, _ scope: Scope
  ) -> LogicalPlan? {
    if items.count == 1, case .star = items[0].expr.kind {
      return LogicalPlan(
        .aggregate(plan, keys: plan.allColumns, calls: []), schema: plan.schema)
    }
    for name in items.flatMap(\.names) {
      report(Diagnostic(.error, "'distinct' takes no names; 'summarize by' does", at: name.range))
      return nil
    }
    var columnNames = ColumnNames()
    guard let items = bindItems(items, self.scope(over: plan, scope)),
      let names = names(for: items, &columnNames)
    else { return nil }
    let schema = zip(names, items).map { ColumnSchema($0, $1.expr.type) }
    return LogicalPlan(
      .aggregate(plan, keys: items.map(\.expr), calls: []), schema: Schema(schema))
  }

  mutating func bindProjectAway(_ names: [NameSyntax], _ plan: LogicalPlan) -> LogicalPlan? {
    guard let away = columns(names, plan) else { return nil }
    return plan.selecting(plan.schema.columns.indices.filter { !away.contains($0) })
  }

  mutating func bindProjectKeep(_ names: [NameSyntax], _ plan: LogicalPlan) -> LogicalPlan? {
    guard let kept = columns(names, plan) else { return nil }
    return plan.selecting(plan.schema.columns.indices.filter { kept.contains($0) })
  }

  mutating func bindProjectRename(
    _ pairs: [(new: NameSyntax, old: NameSyntax)], _ plan: LogicalPlan
  ) -> LogicalPlan? {
    var names = plan.schema.columns.map(\.name)
    for pair in pairs {
      guard let index = column(pair.old, plan) else { return nil }
      names[index] = pair.new.text
    }
    for pair in pairs where names.count(where: { $0 == pair.new.text }) > 1 {
      report(.duplicateColumn(pair.new.text, at: pair.new.range))
      return nil
    }
    let schema = zip(names, plan.schema.columns).map { ColumnSchema($0, $1.type) }
    return LogicalPlan(.project(plan, plan.allColumns), schema: Schema(schema))
  }

  mutating func bindProjectReorder(
    _ items: [ReorderSyntax], _ plan: LogicalPlan
  ) -> LogicalPlan? {
    var order: [Int] = []
    for item in items {
      guard var matches = columns([item.pattern], plan) else { return nil }
      let name = { (index: Int) in plan.schema.columns[index].name.lowercased() }
      switch item.order {
      case "asc": matches.sort { name($0) < name($1) }
      case "desc": matches.sort { name($0) > name($1) }
      case "granny-asc": matches.sort { Self.isBefore(name($0), name($1)) }
      case "granny-desc": matches.sort { Self.isBefore(name($1), name($0)) }
      default: break
      }
      order.append(contentsOf: matches.filter { !order.contains($0) })
    }
    order.append(contentsOf: plan.schema.columns.indices.filter { !order.contains($0) })
    return plan.selecting(order)
  }

  /// Whether a text comes before another when runs of digits count as numbers.
  private static func isBefore(_ a: String, _ b: String) -> Bool {
    var a = Substring(a)
    var b = Substring(b)
    while let x = a.first, let y = b.first {
      let left = a.prefix { $0.isNumber }
      let right = b.prefix { $0.isNumber }
      if let m = UInt64(left), let n = UInt64(right) {
        if m != n { return m < n }
        a = a[left.endIndex...]
        b = b[right.endIndex...]
      } else if x != y {
        return x < y
      } else {
        a.removeFirst()
        b.removeFirst()
      }
    }
    return a.isEmpty && !b.isEmpty
  }

  /// The column of a name.
  private mutating func column(_ name: NameSyntax, _ plan: LogicalPlan) -> Int? {
    if let index = plan.schema.index(of: name.text) { return index }
    report(.unknown("column", name, among: plan.schema.columns.map(\.name)))
    return nil
  }

  /// The columns that match names and patterns, in the order of the patterns.
  private mutating func columns(_ patterns: [NameSyntax], _ plan: LogicalPlan) -> [Int]? {
    var result: [Int] = []
    var isGood = true
    for pattern in patterns {
      if pattern.text.contains("*") {
        let matches = plan.schema.columns.indices.filter {
          Wildcard.matches(pattern.text, plan.schema.columns[$0].name)
        }
        result.append(contentsOf: matches.filter { !result.contains($0) })
      } else if let index = column(pattern, plan) {
        if !result.contains(index) { result.append(index) }
      } else {
        isGood = false
      }
    }
    return isGood ? result : nil
  }
}

/// Names with `*` for any letters.
enum Wildcard {
  static func matches(_ pattern: String, _ name: String) -> Bool {
    let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
    guard parts.count > 1, let first = parts.first, let last = parts.last else {
      return pattern == name
    }
    guard name.hasPrefix(first), name.hasSuffix(last),
      name.count >= first.count + last.count
    else { return false }
    var rest = name.dropFirst(first.count).dropLast(last.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let end = Self.end(of: part, in: rest) else { return false }
      rest = rest[end...]
    }
    return true
  }

  private static func end(of part: Substring, in text: Substring) -> String.Index? {
    var start = text.startIndex
    while start < text.endIndex {
      if text[start...].hasPrefix(part) { return text.index(start, offsetBy: part.count) }
      start = text.index(after: start)
    }
    return nil
  }
}

extension LogicalPlan {
  /// References to all columns.
  var allColumns: [BoundExpr] {
    schema.columns.enumerated().map { index, column in
      BoundExpr(.column(index), type: column.type, range: NoRange.value)
    }
  }

  /// Some of the columns, in the given order.
  func selecting(_ indices: [Int]) -> LogicalPlan {
    let all = allColumns
    return LogicalPlan(
      .project(self, indices.map { all[$0] }), schema: Schema(indices.map { schema.columns[$0] }))
  }
}
