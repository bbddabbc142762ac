internal import Columnar
internal import Query

/// Drops columns that nobody reads, down to the scans of tables.
struct ColumnPruning: OptimizerRule {
  static let name = "column pruning"

  func apply(_ plan: LogicalPlan) -> LogicalPlan {
    prune(plan, to: Set(plan.schema.columns.indices)).plan
  }

  /// A plan with at least the wanted columns of the given one, and where each of those is now.
  private typealias Pruned = (plan: LogicalPlan, places: [Int: Int])

  private func prune(_ plan: LogicalPlan, to wanted: Set<Int>) -> Pruned {
    switch plan.node {
    case .scan(let name, let table, let columns):
      let kept = wanted.sorted()
      return (
        LogicalPlan(
          .scan(name: name, table, columns: kept.map { columns[$0] }), schema: plan.schema[kept]),
        places(kept)
      )
    case .project(let input, let exprs):
      let kept = wanted.sorted()
      let exprs = kept.map { exprs[$0] }
      let pruned = prune(input, to: exprs.columnsRead)
      return (
        LogicalPlan(
          .project(pruned.plan, exprs.movingColumns(pruned.places)), schema: plan.schema[kept]),
        places(kept)
      )
    case .aggregate(let input, let keys, let calls):
      let read = (keys + calls.flatMap { $0.arguments + ($0.predicate.map { [$0] } ?? []) })
      return rebuilt(plan, prune(input, to: read.columnsRead)) { input, _ in
        .aggregate(input, keys: keys, calls: calls)
      }
    case .unnest(let input, let unnest):
      let read = unnest.columns.map(\.expr).columnsRead.union(unnest.carried.compactMap { $0 })
      return rebuilt(plan, prune(input, to: read)) { input, places in
        var moved = unnest
        moved.carried = unnest.carried.map { $0.map { places[$0] ?? $0 } }
        return .unnest(input, moved)
      }
    case .window(let input, let calls):
      return pruneWindow(plan, input, calls, wanted)
    case .sequence(let input, let pattern):
      return pruneSequence(plan, input, pattern, wanted)
    case .filter(let input, let condition):
      return passing(plan, input, wanted.union([condition].columnsRead)) { .filter($0, condition) }
    case .sort(let input, let keys):
      return passing(plan, input, wanted.union(keys.map(\.expr).columnsRead)) { .sort($0, keys) }
    case .topN(let input, let keys, let count):
      return passing(plan, input, wanted.union(keys.map(\.expr).columnsRead)) {
        .topN($0, keys, count: count)
      }
    case .limit(let input, let count):
      return passing(plan, input, wanted) { .limit($0, count: count) }
    case .sample(let input, let count):
      return passing(plan, input, wanted) { .sample($0, count: count) }
    case .join(let join): return pruneJoin(plan, join, wanted)
    case .union(let inputs): return pruneUnion(plan, inputs, wanted)
    case .range, .materialized, .apply, .argument, .series, .topNested, .steps,
      .graph,
      .graphMatch, .plugin:
      // Their inputs keep all columns, but may have something to drop themselves.
      let all = plan.mapInputs(apply)
      return (all, places(Array(plan.schema.columns.indices)))
    }
  }

  /// Every input of a union is cut to the same columns in the same places.
  private func pruneUnion(
    _ plan: LogicalPlan, _ inputs: [LogicalPlan], _ wanted: Set<Int>
  ) -> Pruned {
    let kept = wanted.sorted()
    let schema = plan.schema[kept]
    let pruned = inputs.map { input in
      let pruned = prune(input, to: wanted)
      if pruned.places == places(kept) { return pruned.plan }
      let exprs = kept.map { index in
        BoundExpr(
          .column(pruned.places[index] ?? index), type: input.schema.columns[index].type,
          range: SourceRange(0, 0))
      }
      return LogicalPlan(.project(pruned.plan, exprs), schema: schema)
    }
    return (LogicalPlan(.union(pruned), schema: schema), places(kept))
  }

  /// The columns of window calls stand behind those of the input, however many those are.
  private func pruneWindow(
    _ plan: LogicalPlan, _ input: LogicalPlan, _ calls: [WindowCall], _ wanted: Set<Int>
  ) -> Pruned {
    let count = input.schema.columns.count
    let read = wanted.union(calls.flatMap(\.arguments).columnsRead).filter { $0 < count }
    let pruned = prune(input, to: read)
    let newCount = pruned.plan.schema.columns.count
    var places = pruned.places
    for index in calls.indices { places[count + index] = newCount + index }
    let schema = Schema(pruned.plan.schema.columns + plan.schema.columns.dropFirst(count))
    let result = LogicalPlan(.window(pruned.plan, calls), schema: schema)
    return (moving(result, places), places)
  }

  /// A join gives the columns of the sides that it keeps, the left ones first.
  private func pruneJoin(
    _ plan: LogicalPlan, _ join: LogicalJoin, _ wanted: Set<Int>
  ) -> Pruned {
    let leftCount = join.left.schema.columns.count
    let keepsLeft = join.kind != .rightsemi && join.kind != .rightanti
    let keepsRight = join.kind != .leftsemi && join.kind != .leftanti
    let shift = keepsLeft ? leftCount : 0
    let bounds = [join.band?.low?.expr, join.band?.high?.expr].compactMap { $0 }
    var leftRead = (join.leftKeys + bounds).columnsRead
    var rightRead = join.rightKeys.columnsRead
    if let band = join.band { rightRead.insert(band.column) }
    for column in wanted {
      if keepsLeft && column < leftCount {
        leftRead.insert(column)
      } else {
        rightRead.insert(column - shift)
      }
    }
    let left = prune(join.left, to: leftRead)
    let right = prune(join.right, to: rightRead)
    var pruned = join
    pruned.left = left.plan
    pruned.right = right.plan
    pruned.leftKeys = join.leftKeys.movingColumns(left.places)
    pruned.rightKeys = join.rightKeys.movingColumns(right.places)
    if let band = join.band {
      pruned.band?.column = right.places[band.column] ?? band.column
      if let low = band.low { pruned.band?.low?.expr = [low.expr].movingColumns(left.places)[0] }
      if let high = band.high {
        pruned.band?.high?.expr = [high.expr].movingColumns(left.places)[0]
      }
    }
    var places: [Int: Int] = [:]
    if keepsLeft { for (old, new) in left.places { places[old] = new } }
    if keepsRight {
      let newShift = keepsLeft ? left.plan.schema.columns.count : 0
      for (old, new) in right.places { places[old + shift] = new + newShift }
    }
    let columns = places.sorted { $0.value < $1.value }.map { plan.schema.columns[$0.key] }
    return (LogicalPlan(.join(pruned), schema: Schema(columns)), places)
  }

  /// The rows of steps lose the columns that neither the pattern nor anybody behind it reads.
  private func pruneSequence(
    _ plan: LogicalPlan, _ input: LogicalPlan, _ pattern: SequencePattern, _ wanted: Set<Int>
  ) -> Pruned {
    let kept = wanted.filter { $0 < pattern.outputs.count }.sorted()
    var narrowed = pattern
    narrowed.outputs = kept.map { pattern.outputs[$0] }
    let pruned = prune(input, to: narrowed.columnsRead)
    let width = pruned.plan.schema.columns.count
    let moved = narrowed.movingColumns(pruned.places, width: width)
    let columns = kept + Array(plan.schema.columns.indices.dropFirst(pattern.outputs.count))
    return (
      LogicalPlan(.sequence(pruned.plan, moved), schema: plan.schema[columns]), places(columns)
    )
  }

  /// An operator that hands on the columns of its input.
  private func passing(
    _ plan: LogicalPlan, _ input: LogicalPlan, _ wanted: Set<Int>,
    _ node: (LogicalPlan) -> LogicalNode
  ) -> Pruned {
    let pruned = prune(input, to: wanted)
    let result = LogicalPlan(node(pruned.plan), schema: pruned.plan.schema)
    return (moving(result, pruned.places), pruned.places)
  }

  /// An operator whose columns are its own.
  private func rebuilt(
    _ plan: LogicalPlan, _ input: Pruned,
    _ node: (LogicalPlan, [Int: Int]) -> LogicalNode
  ) -> Pruned {
    let result = LogicalPlan(node(input.plan, input.places), schema: plan.schema)
    return (moving(result, input.places), places(Array(plan.schema.columns.indices)))
  }

  private func moving(_ plan: LogicalPlan, _ places: [Int: Int]) -> LogicalPlan {
    plan.mapExpressions { [$0].movingColumns(places)[0] }
  }

  private func places(_ kept: [Int]) -> [Int: Int] {
    Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
  }
}

extension Schema {
  /// Some of the columns.
  fileprivate subscript(indices: [Int]) -> Schema { Schema(indices.map { columns[$0] }) }
}
