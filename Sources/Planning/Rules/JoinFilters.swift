internal import Columnar
internal import Query

/// Moves the conditions of a filter on an inner join to where they save work: below the join where
/// they read one side only, and into it where they bound a column of the right by the left, as in
/// `s > t and s <= t + 7d`. The join then looks at the rows between the bounds rather than at all
/// that share a key.
struct JoinFilters: OptimizerRule {
  static let name = "join filters"

  func apply(_ plan: LogicalPlan) -> LogicalPlan {
    let plan = plan.mapInputs(apply)
    guard case .filter(let input, let condition) = plan.node, case .join(var join) = input.node,
      join.kind == .inner, !condition.isVolatile
    else { return plan }
    let leftCount = join.left.schema.columns.count
    var left: [BoundExpr] = []
    var right: [BoundExpr] = []
    var rest: [BoundExpr] = []
    for part in condition.conjuncts {
      let read = part.columnsRead
      if !read.isEmpty && read.allSatisfy({ $0 < leftCount }) {
        left.append(part)
      } else if !read.isEmpty && read.allSatisfy({ $0 >= leftCount }) {
        let places = Dictionary(uniqueKeysWithValues: read.map { ($0, $0 - leftCount) })
        right.append([part].movingColumns(places)[0])
      } else if !join.narrowBand(by: part, leftCount: leftCount) {
        rest.append(part)
      }
    }
    if rest.count == condition.conjuncts.count { return plan }
    for part in left { join.left = Self.filtered(join.left, part) }
    for part in right { join.right = Self.filtered(join.right, part) }
    let joined = LogicalPlan(.join(join), schema: input.schema)
    return rest.reduce(joined) { Self.filtered($0, $1) }
  }

  /// A filter, sunk below projections where it can be.
  private static func filtered(_ plan: LogicalPlan, _ condition: BoundExpr) -> LogicalPlan {
    FilterPushdown().apply(LogicalPlan(.filter(plan, condition), schema: plan.schema))
  }
}

extension LogicalJoin {
  /// Takes a comparison of a column of the right with an expression over the left into the band;
  /// says whether it could.
  fileprivate mutating func narrowBand(by condition: BoundExpr, leftCount: Int) -> Bool {
    guard case .call(let function, let arguments) = condition.kind, arguments.count == 2 else {
      return false
    }
    let mirrored = ["<": ">", "<=": ">=", ">": "<", ">=": "<="]
    guard let mirror = mirrored[function.name] else { return false }
    for (column, other, name) in [
      (arguments[0], arguments[1], function.name), (arguments[1], arguments[0], mirror),
    ] {
      guard case .column(let place) = column.kind, place >= leftCount,
        other.columnsRead.allSatisfy({ $0 < leftCount }), !other.holdsQuery,
        column.type.physical == .integer, Self.areComparable(column.type, other.type)
      else { continue }
      var band = self.band ?? JoinBand(column: place - leftCount)
      guard band.column == place - leftCount else { continue }
      let bound = JoinBand.Bound(expr: other, isInclusive: name.count == 2)
      if name.hasPrefix(">") {
        guard band.low == nil else { continue }
        band.low = bound
      } else {
        guard band.high == nil else { continue }
        band.high = bound
      }
      self.band = band
      return true
    }
    return false
  }

  private static func areComparable(_ a: LogicalType, _ b: LogicalType) -> Bool {
    a == b || [a, b].allSatisfy { $0 == .int || $0 == .long }
  }
}

extension BoundExpr {
  /// The operands of nested calls of `and`; the expression itself where it is none.
  public var conjuncts: [BoundExpr] {
    var parts: [BoundExpr] = []
    var pending = [self]
    while let expr = pending.popLast() {
      // A shared operand could be met exponentially often.
      if case .call(let function, let arguments) = expr.kind, function.name == "and",
        parts.count + pending.count < 1000, arguments.allSatisfy({ $0.type == .bool })
      {
        pending.append(contentsOf: arguments.reversed())
      } else {
        parts.append(expr)
      }
    }
    return parts
  }
}
