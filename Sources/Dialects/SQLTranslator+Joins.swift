import Columnar
import Planning

extension SQLTranslator {
  /// A join on equal keys.
  ///
  /// In KQL a missing key is a key like others; the rows of the side that has no partner get empty texts
  /// and nulls.
  mutating func join(_ join: LogicalJoin, _ schema: Schema) throws(SQLRefusal) -> SQLSelect {
    var left = step(try select(join.left).named("left side"))
    let right = step(try select(join.right).named("right side"))
    let leftKeys = try keys(join.leftKeys, left)
    if join.kind == .innerunique { left = step(distinctByKey(left, leftKeys)) }
    func qualified(_ select: SQLSelect, _ alias: String) -> [SQLValue] {
      select.columns.map { column in
        var value = column.value
        value.text = alias + "." + value.text
        return value
      }
    }
    let lefts = qualified(left, "l")
    let rights = qualified(right, "r")
    var conditions: [String] = []
    for (one, other) in zip(join.leftKeys, join.rightKeys) {
      let a = try value(one, lefts)
      let b = try value(other, rights)
      // Two missing keys are partners, as in Kusto.
      let mayMatchNulls = a.isNullable && b.isNullable
      conditions.append(
        mayMatchNulls ? dialect.same(a.text, b.text) : "\(a.text) = \(b.text)")
    }
    let on = conditions.joined(separator: " AND ")
    if let sided = semiJoin(join.kind, left, right, on) { return sided }
    let word: String
    switch join.kind {
    case .leftouter: word = "LEFT JOIN"
    case .rightouter: word = "RIGHT JOIN"
    case .fullouter: word = "FULL OUTER JOIN"
    default: word = "JOIN"
    }
    let leftMissing = join.kind == .rightouter || join.kind == .fullouter
    let rightMissing = join.kind == .leftouter || join.kind == .fullouter
    let values =
      lefts.map { Self.outer($0, leftMissing) } + rights.map { Self.outer($0, rightMissing) }
    let columns = zip(schema.columns, values).map { SQLSelect.Column(name: $0.name, value: $1) }
    let result = SQLSelect(
      from: "\(left.from) AS l\n\(word) \(right.from) AS r ON \(on)", columns: columns,
      comment: "join kind=\(join.kind.rawValue)", isTrivial: false)
    return step(result)
  }

  private func keys(_ exprs: [BoundExpr], _ select: SQLSelect) throws(SQLRefusal) -> [String] {
    var result: [String] = []
    for expr in exprs { result.append(try value(expr, select.columns.map(\.value)).text) }
    return result
  }

  /// One row a key: KQL keeps any, and so does this.
  private func distinctByKey(_ select: SQLSelect, _ keys: [String]) -> SQLSelect {
    var result = select
    let number = "row_number() OVER (PARTITION BY \(keys.joined(separator: ", ")) ORDER BY 1)"
    result.from = "(SELECT *, \(number) AS key_row FROM \(select.from)) AS numbered"
    result.conditions.append("key_row = 1")
    result.comment = "innerunique: one left row a key"
    return result
  }

  private func semiJoin(
    _ kind: JoinKind, _ left: SQLSelect, _ right: SQLSelect, _ on: String
  ) -> SQLSelect? {
    let keepsLeft = kind == .leftsemi || kind == .leftanti
    let keepsRight = kind == .rightsemi || kind == .rightanti
    guard keepsLeft || keepsRight else { return nil }
    let (kept, looked) = keepsLeft ? (left, right) : (right, left)
    let (alias, other) = keepsLeft ? ("l", "r") : ("r", "l")
    let negation = kind == .leftanti || kind == .rightanti ? "NOT " : ""
    var result = kept
    if let word = dialect.semiJoin(isAnti: !negation.isEmpty) {
      result.from = "\(kept.from) AS \(alias)\n\(word) \(looked.from) AS \(other) ON \(on)"
      for index in result.columns.indices {
        result.columns[index].value.text = alias + "." + result.columns[index].value.text
      }
      result.comment = "join kind=\(kind.rawValue)"
      return result
    }
    result.from = "\(kept.from) AS \(alias)"
    result.conditions = [
      "\(negation)EXISTS (SELECT 1 FROM \(looked.from) AS \(other) WHERE \(on))"
    ]
    result.comment = "join kind=\(kind.rawValue)"
    return result
  }

  /// A column of a side whose rows may be missing.
  private static func outer(_ value: SQLValue, _ mayBeMissing: Bool) -> SQLValue {
    guard mayBeMissing else { return value }
    var result = value
    if value.shape == .scalar(.string) {
      result.text = "coalesce(\(value.text), '')"
      result.isSimple = false
    } else {
      result.isNullable = true
    }
    return result
  }
}

extension SQLSelect {
  func named(_ comment: String) -> SQLSelect {
    var result = self
    result.comment = self.comment.isEmpty ? comment : comment + ": " + self.comment
    return result
  }
}
