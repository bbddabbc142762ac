internal import Columnar
internal import Query

extension Binder {
  /// Whether an expression gives rows rather than a value.
  func isTabular(_ expr: ExprSyntax, _ scope: Scope) -> Bool {
    switch expr.kind {
    case .pipeline, .datatable, .leading: return true
    case .parenthesized(let inner): return isTabular(inner, scope)
    case .name(let name):
      if scope.columns.contains(where: { $0.name == name.text }) { return false }
      if let definition = scope.environment[name.text] {
        if case .table = definition { return true }
        return false
      }
      return snapshot.tables[name.text] != nil
    case .call(let call):
      if case .function(let function) = scope.environment[call.name.text] {
        return isTabular(function)
      }
      return call.name.text == "materialize" || call.name.text == "table"
    case .missing, .literal, .star, .unary, .binary, .between, .list, .member, .index:
      return false
    }
  }

  /// Whether a lambda gives rows; told from its body, whose names its parameters and `let`s are.
  func isTabular(_ function: LetFunction) -> Bool {
    if let known = function.isTabular { return known }
    var scope = Scope(environment: function.environment)
    let empty = LogicalPlan.rows(Table(schema: Schema([]), chunks: []), name: "")
    let null = BoundExpr(.constant(.null), type: .dynamic, range: NoRange.value)
    for parameter in function.syntax.parameters {
      switch parameter.type {
      case .tabular: scope.environment[parameter.name.text] = .table(empty)
      case .scalar: scope.environment[parameter.name.text] = .scalar(null, row: 0)
      }
    }
    for statement in function.syntax.statements {
      switch statement.kind {
      case .letValue(let name, let expr):
        scope.environment[name.text] =
          isTabular(expr, scope) ? .table(empty) : .scalar(null, row: 0)
      case .letFunction(let name, let syntax):
        scope.environment[name.text] = .function(
          LetFunction(name: name.text, syntax: syntax, environment: scope.environment))
      case .queryParameters, .set, .query: break
      }
    }
    let result = isTabular(function.syntax.body, scope)
    function.isTabular = result
    return result
  }

  /// Rows; nil where something is wrong, which is then reported.
  mutating func bindTable(_ expr: ExprSyntax, _ scope: Scope) -> BoundTable? {
    let outer = (collector, windows)
    collector = nil
    windows = nil
    defer { (collector, windows) = outer }
    var scope = scope
    scope.columns = []
    scope.hiddenColumns = []
    scope.groups = [:]
    scope.row = newRow()
    return bindSource(expr, scope)
  }

  private mutating func bindSource(_ expr: ExprSyntax, _ scope: Scope) -> BoundTable? {
    switch expr.kind {
    case .missing: return nil
    case .name(let name): return bindTableName(name, scope)
    case .parenthesized(let inner): return bindSource(inner, scope)
    case .pipeline(let source, let operators):
      guard let table = bindSource(source, scope) else { return nil }
      return bindPipeline(table, operators, scope)
    case .datatable(let columns, let cells): return bindDatatable(columns, cells, scope)
    case .leading(let first):
      return bindLeading(first, scope)
    case .call(let call): return bindTabularCall(call, scope, at: expr.range)
    case .literal, .star, .unary, .binary, .between, .list, .member, .index:
      // The value itself may be wrong too, and then that is the better message.
      let errorCount = diagnostics.count
      _ = bindScalar(expr, scope)
      if diagnostics.count == errorCount { report(.expectedTable(at: expr.range)) }
      return nil
    }
  }

  private mutating func bindTableName(_ name: NameSyntax, _ scope: Scope) -> BoundTable? {
    switch scope.environment[name.text] {
    case .table(let plan): return BoundTable(plan: plan)
    case .invalid: return nil
    case .scalar:
      report(.expectedTable(name))
      return nil
    case .function(let function):
      // A lambda without parameters may be written without brackets where rows are due.
      if function.syntax.parameters.isEmpty {
        let call = CallSyntax(name: name, arguments: [])
        let table = bindTabularLambda(function, call, input: nil, scope)
        return table.map { BoundTable(plan: $0.plan, name: name.text) }
      }
      report(.expectedTable(name))
      return nil
    case nil: break
    }
    guard let table = snapshot.tables[name.text] else {
      let known = snapshot.tables.keys.sorted() + scope.environment.keys.sorted()
      report(.unknown("table", name, among: known))
      return nil
    }
    let rows = LogicalPlan.rows(table, name: name.text)
    let parts = (snapshot.parts[name.text] ?? []).map { LogicalPlan.rows($0, name: name.text) }
    let plan =
      parts.isEmpty ? rows : LogicalPlan(.union([rows] + parts), schema: table.schema)
    return BoundTable(plan: plan, name: name.text)
  }

  private mutating func bindTabularCall(
    _ call: CallSyntax, _ scope: Scope, at range: SourceRange
  ) -> BoundTable? {
    if case .function(let function) = scope.environment[call.name.text] {
      return bindTabularLambda(function, call, input: nil, scope)
    }
    switch (call.name.text, call.arguments.first?.expr) {
    case ("materialize", let argument?):
      guard let plan = bindTable(argument, scope)?.plan else { return nil }
      return BoundTable(
        plan: LogicalPlan(.materialized(MaterializedPlan(plan)), schema: plan.schema))
    case ("table", let argument?):
      guard let name = bindScalar(argument, scope) else { return nil }
      guard case .string(let text) = constants.value(of: name) else {
        report(.expectedConstant("the name of the table", at: argument.range))
        return nil
      }
      return bindTableName(NameSyntax(text, range: argument.range), scope)
    default:
      let errorCount = diagnostics.count
      _ = bindCall(call, scope, at: range)
      if diagnostics.count == errorCount { report(.expectedTable(at: range)) }
      return nil
    }
  }

  private mutating func bindDatatable(
    _ columns: [ColumnSyntax], _ cells: [ExprSyntax], _ scope: Scope
  ) -> BoundTable? {
    var schema: [ColumnSchema] = []
    for column in columns {
      guard let type = bindType(column.type) else { return nil }
      if schema.contains(where: { $0.name == column.name.text }) {
        report(.duplicateColumn(column.name.text, at: column.name.range))
        return nil
      }
      schema.append(ColumnSchema(column.name.text, type))
    }
    guard !schema.isEmpty else { return nil }
    guard cells.count % schema.count == 0 else {
      report(
        Diagnostic(
          .error, "\(cells.count) values do not fill rows of \(schema.count) columns",
          at: cells[cells.count - cells.count % schema.count].range))
      return nil
    }
    var builder = TableBuilder(Schema(schema))
    var row: [Value] = []
    var isGood = true
    for (index, cell) in cells.enumerated() {
      let column = schema[index % schema.count]
      let value = bindCell(cell, column.type, scope)
      if value == nil { isGood = false }
      row.append(value ?? .null)
      if row.count == schema.count {
        builder.append(row)
        row = []
      }
    }
    return isGood ? BoundTable(plan: .rows(builder.seal(), name: "datatable")) : nil
  }

  /// A cell of a `datatable`: a literal, perhaps with a sign, read as the column's type.
  private mutating func bindCell(
    _ cell: ExprSyntax, _ type: LogicalType, _ scope: Scope
  ) -> Value? {
    switch cell.kind {
    case .missing: return nil
    case .literal: break
    case .unary(_, let operand):
      guard case .literal = operand.kind else {
        report(.expectedLiteral(at: cell.range))
        return nil
      }
    default:
      report(.expectedLiteral(at: cell.range))
      return nil
    }
    guard let bound = bindScalar(cell, scope) else { return nil }
    guard let value = constants.value(of: bound) else { return nil }
    if value.isNull { return Conversion.nullValue(of: type) }
    // The zero of a cell has no sign, unlike that of an expression.
    if value == .real(0) { return ValueConversion.convert(.real(0), from: .real, to: type) }
    return ValueConversion.convert(value, from: bound.type, to: type)
  }

  /// An operator that begins a pipeline.
  private mutating func bindLeading(_ syntax: OperatorSyntax, _ scope: Scope) -> BoundTable? {
    switch syntax.kind {
    case .print(let items): return bindPrint(items, scope)
    case .range(let name, let from, let to, let step):
      return bindRange(name, from, to, step, scope)
    case .search(let search): return bindLeadingSearch(search, scope)
    case .union(let union): return bindUnion(nil, union, scope)
    case .unknown: return nil
    default:
      report(Diagnostic(.error, "this operator needs rows before it", at: syntax.range))
      return nil
    }
  }

  private mutating func bindPrint(_ items: [NamedExprSyntax], _ scope: Scope) -> BoundTable? {
    var names = ColumnNames()
    var columns: [ColumnSchema] = []
    var exprs: [BoundExpr] = []
    var isGood = true
    for name in items.flatMap(\.names) where !names.declare(name.text) {
      report(.duplicateColumn(name.text, at: name.range))
      isGood = false
    }
    for (index, item) in items.enumerated() {
      guard let parts = bindColumns(item, scope) else {
        isGood = false
        continue
      }
      for part in parts {
        let name = part.name?.text ?? part.tupleName ?? "print_\(index)"
        columns.append(ColumnSchema(names.unique(name), part.expr.type))
        exprs.append(part.expr)
      }
    }
    guard isGood else { return nil }
    return BoundTable(
      plan: LogicalPlan(.project(.oneRow, exprs), schema: Schema(columns)))
  }

  private mutating func bindRange(
    _ name: NameSyntax, _ from: ExprSyntax, _ to: ExprSyntax, _ step: ExprSyntax, _ scope: Scope
  ) -> BoundTable? {
    guard let bounds = bindScalars([from, to, step], scope) else { return nil }
    let type: LogicalType
    switch bounds[0].type {
    case .int, .long, .real, .decimal:
      type = bounds.contains { $0.type == .real || $0.type == .decimal } ? .real : .long
    case .datetime: type = .datetime
    case .timespan: type = .timespan
    case .bool, .string, .guid, .dynamic:
      report(
        .wrongType(
          "'range'", expected: "a number or a time", found: bounds[0].type, at: from.range))
      return nil
    }
    let stepType = type == .datetime ? LogicalType.timespan : type
    for (bound, wanted) in zip(bounds, [type, type, stepType])
    where bound.type != wanted && !(bound.type.isNumeric && wanted.isNumeric) {
      report(
        .wrongType("'range'", expected: "a \(wanted.rawValue)", found: bound.type, at: bound.range))
      return nil
    }
    let plan = LogicalPlan(
      .range(
        from: Conversion.convert(bounds[0], to: type), to: Conversion.convert(bounds[1], to: type),
        step: Conversion.convert(bounds[2], to: stepType)),
      schema: Schema([ColumnSchema(name.text, type)]))
    return BoundTable(plan: plan)
  }
}

extension LogicalPlan {
  /// All columns of a table.
  static func rows(_ table: Table, name: String) -> LogicalPlan {
    LogicalPlan(
      .scan(name: name, table, columns: Array(table.schema.columns.indices)), schema: table.schema)
  }

  /// One row without columns.
  static let oneRow = rows(
    Table(schema: Schema([]), chunks: [DataChunk(vectors: [], count: 1)]), name: "row")
}
