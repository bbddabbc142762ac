internal import Columnar

/// `dcount`: the number of distinct values, exactly; nulls do not count.
final class DistinctCountState: AggregateState {
  private var pairs: GroupTable
  private var counts: ContiguousArray<Int64> = []

  init(_ type: LogicalType) {
    pairs = GroupTable(types: [.long, type])
  }

  func update(_ rows: AggregateRows) {
    counts.extend(to: rows.groupCount, with: 0)
    let argument = rows.arguments[0]
    for row in pairs.newRows(rows.groups, argument)
    where argument.vector.validity[argument.index(row)] {
      counts[Int(rows.groups[row])] += 1
    }
  }

  func finish(groupCount: Int) -> [Vector] {
    counts.extend(to: groupCount, with: 0)
    return [Vector(type: .long, values: .integers(counts))]
  }
}

extension GroupTable {
  /// The rows whose pair of group and value is new; the table's keys are a long and the value.
  mutating func newRows(
    _ groups: ContiguousArray<UInt32>, _ argument: ArgumentVector
  ) -> [Int] {
    let first = count
    let owners = Vector(type: .long, values: .integers(ContiguousArray(groups.map { Int64($0) })))
    let pairs = self.groups(
      of: [ArgumentVector(owners, isConstant: false), argument], rowCount: groups.count)
    var next = first
    var rows: [Int] = []
    for (row, pair) in pairs.enumerated() where Int(pair) == next {
      rows.append(row)
      next += 1
    }
    return rows
  }
}

/// `make_list`: all values in an array; an array among them gives its items.
final class ListState: AggregateState {
  private let limit: Int?
  private let keepsNulls: Bool
  private var lists: [[DynamicValue]] = []

  init(limit: Int?, keepsNulls: Bool) {
    self.limit = limit
    self.keepsNulls = keepsNulls
  }

  func update(_ rows: AggregateRows) {
    while lists.count < rows.groupCount { lists.append([]) }
    let argument = rows.arguments[0]
    for (row, group) in rows.groups.enumerated() {
      switch DynamicValue(argument[row]) {
      case .null:
        if keepsNulls { lists[Int(group)].append(.null) }
      case .array(let items): lists[Int(group)].append(contentsOf: items)
      case let value: lists[Int(group)].append(value)
      }
    }
  }

  func finish(groupCount: Int) -> [Vector] {
    while lists.count < groupCount { lists.append([]) }
    let values = lists.map { list in
      Value.dynamic(.array(limit.map { Array(list.prefix($0)) } ?? list))
    }
    return [Vector(.dynamic, boxed: values)]
  }
}

/// `make_set`: the distinct values in an array, in the order of their first rows.
final class SetState: AggregateState {
  private let limit: Int?
  private var seen: [Set<DynamicValue>] = []
  private var items: [[DynamicValue]] = []

  init(limit: Int?) {
    self.limit = limit
  }

  func update(_ rows: AggregateRows) {
    extend(to: rows.groupCount)
    let argument = rows.arguments[0]
    for (row, group) in rows.groups.enumerated() {
      switch DynamicValue(argument[row]) {
      case .null: break
      case .array(let values):
        for value in values where value != .null { insert(value, Int(group)) }
      case let value: insert(value, Int(group))
      }
    }
  }

  private func insert(_ value: DynamicValue, _ group: Int) {
    if let limit, items[group].count >= limit { return }
    if seen[group].insert(value).inserted { items[group].append(value) }
  }

  private func extend(to groupCount: Int) {
    while items.count < groupCount {
      items.append([])
      seen.append([])
    }
  }

  func finish(groupCount: Int) -> [Vector] {
    extend(to: groupCount)
    return [Vector(.dynamic, boxed: items.map { .dynamic(.array($0)) })]
  }
}

/// `make_bag`: the members of all bags; of several with one key the first stays.
final class BagState: AggregateState {
  private var bags: [DynamicBag] = []

  func update(_ rows: AggregateRows) {
    while bags.count < rows.groupCount { bags.append(DynamicBag()) }
    for (row, group) in rows.groups.enumerated() {
      guard case .dynamic(.bag(let bag)) = rows.arguments[0][row] else { continue }
      for (key, value) in zip(bag.keys, bag.values) where bags[Int(group)][key] == nil {
        bags[Int(group)][key] = value
      }
    }
  }

  func finish(groupCount: Int) -> [Vector] {
    while bags.count < groupCount { bags.append(DynamicBag()) }
    return [Vector(.dynamic, boxed: bags.map { .dynamic(.bag($0)) })]
  }
}
