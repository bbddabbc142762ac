public import Columnar
public import Planning

/// Translates a logical plan into SQL that gives the same rows.
///
/// The entry of the module. Operators are folded into one `SELECT` as long as that means the same, and
/// become steps of a `WITH` otherwise, each under a comment that names the KQL operator it comes
/// from. Null, text, division and order mean what they mean in KQL, whatever the engine thinks:
/// `SQLTranslator+Expressions` holds that, and a dialect's file only words.
public struct SQLTranslator {
  let dialect: any SQLDialect
  /// The engine's own types of the columns of its tables, where they are known.
  private let nativeTypes: [String: [String: String]]
  private var steps: [(name: String, comment: String, text: String)] = []

  /// The names of the dialects.
  public static var dialects: [String] { all.map(\.name) }
  private static let all: [any SQLDialect] = [
    ClickHouseDialect(), DuckDBDialect(), SparkDialect(),
  ]

  private init(_ dialect: any SQLDialect, _ nativeTypes: [String: [String: String]] = [:]) {
    self.dialect = dialect
    self.nativeTypes = nativeTypes
  }

  /// The SQL of a plan in the dialect called `name`, ending with a line end.
  ///
  /// - Throws: what the dialect cannot say; an unknown name counts as such.
  public static func sql(_ plan: LogicalPlan, dialect name: String) throws(SQLRefusal) -> String {
    var translator = SQLTranslator(try dialect(named: name))
    let select = try translator.select(plan)
    return translator.query(select) + translator.dialect.ending
  }

  /// The SQL of a plan over an engine's tables, in the form that is sent there. `nativeTypes` holds the
  /// engine's own types by table and column. The settings that a dialect needs are the sender's.
  ///
  /// - Throws: what the dialect cannot say.
  public static func query(
    _ plan: LogicalPlan, dialect name: String, nativeTypes: [String: [String: String]]
  ) throws(SQLRefusal) -> SQLQuery {
    var translator = SQLTranslator(try dialect(named: name), nativeTypes)
    var select = try translator.select(plan)
    var columns: [SQLQuery.Column] = []
    for (index, column) in plan.schema.columns.enumerated() {
      var shape = select.columns[index].value.shape
      if column.type != .dynamic {
        guard !shape.isList else { throw translator.refusal("a list as a scalar") }
        shape = .scalar(column.type)
      } else if case .scalar(let type) = shape {
        shape = .item(type)
      }
      columns.append(SQLQuery.Column(name: column.name, type: column.type, shape: shape))
      select.columns[index].value.text = translator.dialect.wire(
        select.columns[index].value.text, shape)
    }
    return SQLQuery(text: translator.query(select), columns: columns)
  }

  /// The type that a column of an engine's own type has in queries; nil where KQL has no like.
  public static func type(ofNative type: String, dialect name: String) -> LogicalType? {
    (try? dialect(named: name))?.reading(type)?.type
  }

  static func dialect(named name: String) throws(SQLRefusal) -> any SQLDialect {
    guard let dialect = all.first(where: { $0.name == name }) else {
      throw SQLRefusal(
        message: "unknown dialect '\(name)'; there are " + dialects.joined(separator: ", "))
    }
    return dialect
  }

  private func query(_ select: SQLSelect) -> String {
    var result = ""
    for (index, step) in steps.enumerated() {
      result += index == 0 ? "WITH" : ","
      result += "\n-- \(step.comment)\n\(step.name) AS (\n\(Self.indented(step.text))\n)"
    }
    if !steps.isEmpty { result += "\n" }
    if !select.comment.isEmpty { result += "-- \(select.comment)\n" }
    return result + select.text(dialect) + "\n"
  }

  static func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }
      .joined(separator: "\n")
  }

  /// Makes a step of a select, and a select over the step.
  mutating func step(_ select: SQLSelect) -> SQLSelect {
    var named = select
    let names = Self.distinctNames(select.columns.map(\.name))
    for index in names.indices { named.columns[index].name = names[index] }
    return step(
      named.text(dialect), select.comment, zip(names, select.columns.map(\.value)),
      called: select.columns.map(\.name))
  }

  /// Makes a step of a text that gives columns of some names, and a select over it that calls them so
  /// as KQL does.
  private mutating func step(
    _ text: String, _ comment: String, _ columns: some Sequence<(String, SQLValue)>,
    called names: [String]
  ) -> SQLSelect {
    let step = "step\(steps.count + 1)"
    steps.append((step, comment, text))
    return SQLSelect(
      from: step,
      columns: zip(names, columns).map { name, column in
        let (given, value) = column
        return SQLSelect.Column(
          name: name,
          value: SQLValue(
            text: dialect.identifier(given), shape: value.shape, isNullable: value.isNullable,
            isSimple: true))
      }, comment: "")
  }

  /// Names for the columns of a step: engines do not tell `KOR` from `kor`, KQL does.
  private static func distinctNames(_ names: [String]) -> [String] {
    var taken: Set<String> = []
    let given = Set(names.map { $0.lowercased() })
    return names.map { name in
      var result = name
      var number = 2
      while !taken.insert(result.lowercased()).inserted
        || result != name && given.contains(result.lowercased())
      {
        result = "\(name)_\(number)"
        number += 1
      }
      return result
    }
  }

  // MARK: - Operators

  mutating func select(_ plan: LogicalPlan) throws(SQLRefusal) -> SQLSelect {
    switch plan.node {
    case .scan(let name, let table, let columns):
      return Self.isWritten(name) ? try written(table, columns) : try scan(name, table, columns)
    case .filter(let input, let condition):
      var result = try select(input)
      if result.isGrouped || result.limit != nil || !result.isPlain(condition.columnsRead) {
        result = step(result)
      }
      result.conditions.append(try filterText(condition, result.columns.map(\.value)))
      return result.commented("where")
    case .project(let input, let exprs): return try project(input, exprs, plan.schema)
    case .aggregate(let input, let keys, let calls):
      return try aggregate(input, keys, calls, plan.schema)
    case .sort(let input, let keys):
      var result = try select(input)
      try sort(&result, by: keys)
      return result.commented("sort")
    case .topN(let input, let keys, let count):
      var result = try select(input)
      try sort(&result, by: keys)
      result.limit = try constant(count)
      return result.commented("top")
    case .limit(let input, let count):
      var result = try select(input)
      if result.limit != nil { result = step(result) }
      result.limit = try constant(count)
      return result.commented("take")
    case .join(let join): return try self.join(join, plan.schema)
    case .union(let inputs): return try union(inputs, plan.schema)
    case .unnest(let input, let unnest): return try self.unnest(input, unnest, plan.schema)
    case .range(let from, let to, let step): return try range(from, to, step, plan.schema)
    case .materialized(let shared): return try select(shared.plan)
    case .sample: throw refusal("sample")
    case .window: throw refusal("serialize and window functions")
    case .apply: throw refusal("mv-apply and partition")
    case .argument: throw refusal("mv-apply and partition")
    case .series: throw refusal("make-series")
    case .topNested: throw refusal("top-nested")
    case .steps: throw refusal("scan")
    case .sequence: throw refusal("sequence")
    case .graph, .graphMatch: throw refusal("graph operators")
    case .plugin: throw refusal("plugins of evaluate")
    }
  }

  func refusal(_ what: String) -> SQLRefusal {
    SQLRefusal(message: "\(what) cannot be said in \(dialect.name)")
  }

  private func scan(
    _ name: String, _ table: Table, _ columns: [Int]
  ) throws(SQLRefusal) -> SQLSelect {
    let types = nativeTypes[name]
    var read: [SQLSelect.Column] = []
    for index in columns {
      let column = table.schema.columns[index]
      let text = dialect.identifier(column.name)
      var value = SQLValue(
        text: text, shape: Self.shape(of: column.type), isNullable: true,
        isSimple: true)
      if let native = types?[column.name] {
        guard let reading = dialect.reading(native) else {
          throw refusal("the column '\(column.name)', a \(native.lowercased()),")
        }
        value.text = reading.convert(text)
        value.shape = reading.shape
        value.isNullable = reading.isNullable
      }
      // An engine's text may be null; KQL's missing text is empty.
      if column.type == .string && value.isNullable {
        value.raw = value.text
        value.text = "coalesce(\(value.text), '')"
        value.isNullable = false
      }
      read.append(SQLSelect.Column(name: column.name, value: value))
    }
    return SQLSelect(from: dialect.identifier(name), columns: read, comment: name)
  }

  /// Whether a table stands in the query itself.
  private static func isWritten(_ name: String) -> Bool {
    ["datatable", "row", "getschema", ""].contains(name)
  }

  /// The most rows that are written out.
  private static let mostRows = 1000

  /// A table of the query's own, written out.
  private func written(_ table: Table, _ columns: [Int]) throws(SQLRefusal) -> SQLSelect {
    guard table.rowCount <= Self.mostRows else { throw refusal("a datatable of this length") }
    if columns.isEmpty && table.rowCount == 1 {
      return SQLSelect(from: "", columns: [], comment: "")
    }
    var selects: [String] = []
    var read: [SQLSelect.Column] = []
    for (place, index) in columns.enumerated() {
      let column = table.schema.columns[index]
      var shape = SQLShape.scalar(column.type)
      var isNullable = false
      for row in 0..<table.rowCount {
        let value = try literal(table[row, index], column.type)
        if column.type == .dynamic { shape = value.shape }
        isNullable = isNullable || table[row, index].isNull
        let item = value.text + " AS " + dialect.identifier(column.name)
        if place == 0 { selects.append("SELECT " + item) } else { selects[row] += ", " + item }
      }
      read.append(
        SQLSelect.Column(
          name: column.name,
          value: SQLValue(
            text: dialect.identifier(column.name), shape: shape,
            isNullable: isNullable && column.type != .string, isSimple: true)))
    }
    guard !selects.isEmpty else { throw refusal("a datatable without rows") }
    let rows = SQLTranslator.indented(selects.joined(separator: "\nUNION ALL "))
    return SQLSelect(from: "(\n\(rows)\n) AS written", columns: read, comment: "datatable")
  }

  private static func shape(of type: LogicalType) -> SQLShape {
    // A dynamic column whose kind is not known is taken for what event tables have: lists of names.
    type == .dynamic ? .list(.string) : .scalar(type)
  }

  private mutating func project(
    _ input: LogicalPlan, _ exprs: [BoundExpr], _ schema: Schema
  ) throws(SQLRefusal) -> SQLSelect {
    var result = try select(input)
    let read = exprs.filter { if case .column = $0.kind { false } else { true } }
      .reduce(into: Set<Int>()) { $0.formUnion($1.columnsRead) }
    if result.isGrouped || !result.isPlain(read) { result = step(result) }
    let input = result
    result.columns = try columns(exprs, over: input, schema)
    if result.hidesNames(of: result.order, dialect) {
      result = step(input)
      result.columns = try columns(exprs, over: result, schema)
    }
    return result.commented("project")
  }

  private func columns(
    _ exprs: [BoundExpr], over select: SQLSelect, _ schema: Schema
  ) throws(SQLRefusal) -> [SQLSelect.Column] {
    let inputs = select.columns.map(\.value)
    var columns: [SQLSelect.Column] = []
    for (column, expr) in zip(schema.columns, exprs) {
      columns.append(SQLSelect.Column(name: column.name, value: try value(expr, inputs)))
    }
    return columns
  }

  private mutating func aggregate(
    _ input: LogicalPlan, _ keys: [BoundExpr], _ calls: [AggregateCall], _ schema: Schema
  ) throws(SQLRefusal) -> SQLSelect {
    var result = try select(input)
    let read = (keys + calls.flatMap { $0.arguments + ($0.predicate.map { [$0] } ?? []) })
      .reduce(into: Set<Int>()) { $0.formUnion($1.columnsRead) }
    if result.isGrouped || result.limit != nil || !result.isPlain(read) { result = step(result) }
    result.order = []
    let inputs = result.columns.map(\.value)
    var columns: [SQLSelect.Column] = []
    for key in keys {
      let name = schema.columns[columns.count].name
      columns.append(SQLSelect.Column(name: name, value: try value(key, inputs)))
    }
    for call in calls {
      for value in try aggregated(call, inputs) {
        columns.append(SQLSelect.Column(name: schema.columns[columns.count].name, value: value))
      }
    }
    result.columns = columns
    result.groupCount = keys.count
    result.comment = ""
    return result.commented(keys.isEmpty ? "summarize" : "summarize by")
  }

  /// Puts a select in the order of keys.
  private mutating func sort(_ select: inout SQLSelect, by keys: [SortKey]) throws(SQLRefusal) {
    if select.limit != nil || !select.order.isEmpty || select.isGrouped { select = step(select) }
    var items = try order(keys, select)
    if select.hidesNames(of: items.map(\.key), dialect) {
      select = step(select)
      // With the name of the step before it, a name is that of the step's column.
      var qualified = select
      for index in qualified.columns.indices {
        qualified.columns[index].value.text = select.from + "." + select.columns[index].value.text
      }
      items = try order(keys, qualified)
    }
    select.order = items.map { $0.key + $0.direction }
  }

  private typealias OrderItem = (key: String, direction: String)

  /// The keys of an order with their directions. A literal orders nothing, and engines would take a
  /// number for the place of a column.
  private func order(_ keys: [SortKey], _ select: SQLSelect) throws(SQLRefusal) -> [OrderItem] {
    let inputs = select.columns.map(\.value)
    var result: [OrderItem] = []
    for key in keys {
      let value = try value(key.expr, inputs)
      guard !value.shape.isList else { throw refusal("sorting by a list") }
      guard !value.isLiteral else { continue }
      let nulls = key.nullsFirst ? " NULLS FIRST" : " NULLS LAST"
      if mayBeNaN(value) {
        // Not-a-number is the greatest to engines; in KQL it stands beside the nulls.
        result.append((dialect.isNaN(value.text), (key.nullsFirst ? " DESC" : " ASC") + nulls))
      }
      result.append((value.text, (key.ascending ? " ASC" : " DESC") + nulls))
    }
    return result
  }

  private func constant(_ expr: BoundExpr) throws(SQLRefusal) -> String {
    try value(expr, []).text
  }

  private mutating func union(
    _ inputs: [LogicalPlan], _ schema: Schema
  ) throws(SQLRefusal) -> SQLSelect {
    var parts: [String] = []
    var columns: [SQLSelect.Column] = []
    let names = Self.distinctNames(schema.columns.map(\.name))
    for input in inputs {
      let part = try select(input)
      let named = zip(names, part.columns).map { SQLSelect.Column(name: $0, value: $1.value) }
      var renamed = part
      renamed.columns = named
      if columns.isEmpty { columns = named }
      for index in columns.indices {
        if named[index].value.isNullable { columns[index].value.isNullable = true }
        // A dynamic null may stand beside anything.
        let (shape, other) = (columns[index].value.shape, named[index].value.shape)
        if shape == .scalar(.dynamic) { columns[index].value.shape = other }
        guard shape == other || shape == .scalar(.dynamic) || other == .scalar(.dynamic) else {
          throw refusal("a union of lists with other values")
        }
      }
      let needsBrackets = !part.order.isEmpty || part.limit != nil
      parts.append(needsBrackets ? "(\(renamed.text(dialect)))" : renamed.text(dialect))
    }
    guard !parts.isEmpty else { throw refusal("a union of nothing") }
    return step(
      parts.joined(separator: "\nUNION ALL\n"), "union", columns.map { ($0.name, $0.value) },
      called: schema.columns.map(\.name))
  }

  private mutating func unnest(
    _ input: LogicalPlan, _ unnest: Unnest, _ schema: Schema
  ) throws(SQLRefusal) -> SQLSelect {
    guard unnest.columns.count == 1, let column = unnest.columns.first, unnest.indexColumn == nil,
      unnest.limit == nil
    else { throw refusal("mv-expand of several columns, with an index or a limit") }
    var source = try select(input)
    source = step(source)
    let inputs = source.columns.map(\.value)
    let list = try value(column.expr, inputs)
    guard case .list(let itemType) = list.shape else { throw refusal("mv-expand of no list") }
    let item = dialect.identifier("item")
    var columns: [SQLSelect.Column] = []
    for (index, target) in schema.columns.enumerated() {
      if index == column.output {
        var value = SQLValue(text: item, shape: .item(itemType), isNullable: true)
        if column.type != .dynamic { value = try converted(value, to: column.type) }
        columns.append(SQLSelect.Column(name: target.name, value: value))
      } else if let place = unnest.carried[index] {
        columns.append(SQLSelect.Column(name: target.name, value: inputs[place]))
      }
    }
    let from = source.from + dialect.unnest(list.text, table: "items", column: item)
    return SQLSelect(from: from, columns: columns, comment: "mv-expand", isTrivial: false)
  }

  private mutating func range(
    _ from: BoundExpr, _ to: BoundExpr, _ step: BoundExpr, _ schema: Schema
  ) throws(SQLRefusal) -> SQLSelect {
    let name = schema.columns[0].name
    guard [.int, .long].contains(schema.columns[0].type) else {
      throw refusal("a range of anything but whole numbers")
    }
    let series = dialect.series(
      try constant(from), try constant(to), try constant(step), column: dialect.identifier(name))
    let value = SQLValue(
      text: dialect.identifier(name), shape: .scalar(.long), isNullable: false, isSimple: true)
    return SQLSelect(
      from: series, columns: [SQLSelect.Column(name: name, value: value)], comment: "range")
  }
}
