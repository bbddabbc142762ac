internal import Columnar
internal import Query

extension Binder {
  mutating func bindJoin(
    _ join: JoinSyntax, _ left: LogicalPlan, _ scope: Scope, at range: SourceRange
  ) -> LogicalPlan? {
    guard let kind = bindKind(join.kind, among: JoinKind.allCases, default: .innerunique),
      let right = bindTable(join.right, scope)?.plan,
      let keys = bindJoinKeys(join.conditions, left, right, scope, at: range)
    else { return nil }
    let node = LogicalJoin(
      kind: kind, left: left, right: right, leftKeys: keys.left, rightKeys: keys.right,
      bareRange: join.kind == nil ? range : nil)
    var names = ColumnNames()
    let columns: [ColumnSchema]
    switch kind {
    case .leftsemi, .leftanti: columns = left.schema.columns
    case .rightsemi, .rightanti: columns = right.schema.columns
    case .inner, .innerunique, .leftouter, .rightouter, .fullouter:
      columns = left.schema.columns + right.schema.columns
    }
    let schema = columns.map { ColumnSchema(names.unique($0.name), $0.type) }
    return LogicalPlan(.join(node), schema: Schema(schema))
  }

  /// `lookup`: a join to a small table of facts, which does not repeat the keys.
  mutating func bindLookup(
    _ join: JoinSyntax, _ left: LogicalPlan, _ scope: Scope, at range: SourceRange
  ) -> LogicalPlan? {
    guard let kind = bindKind(join.kind, among: [.leftouter, .inner], default: .leftouter),
      let right = bindTable(join.right, scope)?.plan,
      let keys = bindJoinKeys(join.conditions, left, right, scope, at: range)
    else { return nil }
    let node = LogicalJoin(
      kind: kind, left: left, right: right, leftKeys: keys.left, rightKeys: keys.right,
      bareRange: nil)
    let keyColumns = keys.right.columnsRead
    let kept = right.schema.columns.indices.filter { !keyColumns.contains($0) }
    var names = ColumnNames()
    let columns = left.schema.columns + kept.map { right.schema.columns[$0] }
    let schema = columns.map { ColumnSchema(names.unique($0.name), $0.type) }
    // The join itself gives all columns, whose names nobody sees.
    let all = (left.schema.columns + right.schema.columns).enumerated()
      .map { ColumnSchema("$\($0)", $1.type) }
    let joined = LogicalPlan(.join(node), schema: Schema(all))
    let leftCount = left.schema.columns.count
    let indices = Array(0..<leftCount) + kept.map { leftCount + $0 }
    let exprs = indices.map { joined.allColumns[$0] }
    return LogicalPlan(.project(joined, exprs), schema: Schema(schema))
  }

  private mutating func bindKind(
    _ name: NameSyntax?, among kinds: [JoinKind], default: JoinKind
  ) -> JoinKind? {
    guard let name else { return `default` }
    // Older spellings of the two anti and semi joins.
    let canonical = ["anti": "leftanti", "leftantisemi": "leftanti", "rightantisemi": "rightanti"]
    if let kind = JoinKind(rawValue: canonical[name.text] ?? name.text), kinds.contains(kind) {
      return kind
    }
    report(.unknown("kind of join", name, among: kinds.map(\.rawValue)))
    return nil
  }

  private mutating func bindJoinKeys(
    _ conditions: [ExprSyntax], _ left: LogicalPlan, _ right: LogicalPlan, _ scope: Scope,
    at range: SourceRange
  ) -> (left: [BoundExpr], right: [BoundExpr])? {
    guard !conditions.isEmpty else {
      report(.joinCondition(at: range))
      return nil
    }
    let sides = JoinSides(
      left: self.scope(over: left, scope), right: self.scope(over: right, scope))
    var leftKeys: [BoundExpr] = []
    var rightKeys: [BoundExpr] = []
    var isGood = true
    for condition in conditions.flatMap(Self.conjuncts) {
      guard let (a, b) = bindCondition(condition, sides), let pair = unified(a, b, condition)
      else {
        isGood = false
        continue
      }
      leftKeys.append(pair.0)
      rightKeys.append(pair.1)
    }
    return isGood ? (leftKeys, rightKeys) : nil
  }

  /// The parts of `a and b`.
  private static func conjuncts(_ expr: ExprSyntax) -> [ExprSyntax] {
    switch expr.kind {
    case .binary(.and, let a, let b): conjuncts(a) + conjuncts(b)
    case .parenthesized(let inner): conjuncts(inner)
    default: [expr]
    }
  }

  private struct JoinSides {
    let left: Scope
    let right: Scope
  }

  /// A condition: a column that both sides have, or an equation of one side with the other.
  private mutating func bindCondition(
    _ condition: ExprSyntax, _ sides: JoinSides
  ) -> (BoundExpr, BoundExpr)? {
    switch condition.kind {
    case .missing: return nil
    case .name:
      guard let a = bindScalar(condition, sides.left), let b = bindScalar(condition, sides.right)
      else { return nil }
      return (a, b)
    case .binary(.equal, let a, let b):
      if let left = Self.column(a, of: "$left"), let right = Self.column(b, of: "$right") {
        return bindPair(left, right, sides)
      }
      if let left = Self.column(b, of: "$left"), let right = Self.column(a, of: "$right") {
        return bindPair(left, right, sides)
      }
    default: break
    }
    report(.joinCondition(at: condition.range))
    return nil
  }

  /// The column of `$left.column`.
  private static func column(_ expr: ExprSyntax, of side: String) -> NameSyntax? {
    switch expr.kind {
    case .parenthesized(let inner): return column(inner, of: side)
    case .member(let base, let member):
      guard case .name(let name) = base.kind, name.text == side else { return nil }
      return member
    default: return nil
    }
  }

  private mutating func bindPair(
    _ a: NameSyntax, _ b: NameSyntax, _ sides: JoinSides
  ) -> (BoundExpr, BoundExpr)? {
    let left = bindScalar(ExprSyntax(.name(a), range: a.range), sides.left)
    let right = bindScalar(ExprSyntax(.name(b), range: b.range), sides.right)
    guard let left, let right else { return nil }
    return (left, right)
  }

  /// The two sides of a condition in one layout, so that equal values have equal bits.
  private mutating func unified(
    _ left: BoundExpr, _ right: BoundExpr, _ condition: ExprSyntax
  ) -> (BoundExpr, BoundExpr)? {
    if left.type == right.type { return (left, right) }
    if left.type.isNumeric && right.type.isNumeric {
      let isReal = left.type.physical == .real || right.type.physical == .real
      let type: LogicalType = isReal ? .real : .long
      return (Conversion.convert(left, to: type), Conversion.convert(right, to: type))
    }
    report(.joinTypes(left.type, right.type, at: condition.range))
    return nil
  }
}
