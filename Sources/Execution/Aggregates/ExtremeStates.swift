internal import Columnar

/// The state of `min` or `max` for values of a type.
func makeExtremeState(isMaximum: Bool, _ type: LogicalType) -> any AggregateState {
  switch type.physical {
  case .integer:
    IntegerExtremeState(isMaximum: isMaximum, type)
  case .real, .bool, .string, .dynamic:
    BestRowState(isMaximum: isMaximum, types: [type])
  }
}

/// The least or greatest integer or time.
final class IntegerExtremeState: AggregateState {
  private let isMaximum: Bool
  private let type: LogicalType
  private var values: ContiguousArray<Int64> = []
  private var seen: ContiguousArray<UInt8> = []

  init(isMaximum: Bool, _ type: LogicalType) {
    self.isMaximum = isMaximum
    self.type = type
  }

  func update(_ rows: AggregateRows) {
    extend(to: rows.groupCount)
    let argument = rows.arguments[0]
    guard case .integers(let new) = argument.vector.values else { return }
    for (row, group) in rows.groups.enumerated() {
      let place = argument.index(row)
      guard argument.vector.validity[place] else { continue }
      let group = Int(group)
      if seen[group] == 0 {
        seen[group] = 1
        values[group] = new[place]
      } else if isMaximum ? new[place] > values[group] : new[place] < values[group] {
        values[group] = new[place]
      }
    }
  }

  private func extend(to groupCount: Int) {
    values.extend(to: groupCount, with: 0)
    seen.extend(to: groupCount, with: 0)
  }

  func finish(groupCount: Int) -> [Vector] {
    extend(to: groupCount)
    return [Vector(type: type, values: .integers(values), validity: ValidityMask(seen))]
  }
}

/// Where in the rows seen so far a row lies.
struct RowPlace {
  /// The number of the batch of rows, or -1 for no row.
  var batch: Int
  var row: Int

  static let none = RowPlace(batch: -1, row: 0)
}

/// Remembers one row a group; the values are fetched at the end.
struct RememberedRows {
  private(set) var places: ContiguousArray<RowPlace> = []
  private(set) var batches: [[ArgumentVector]] = []

  mutating func extend(to groupCount: Int) {
    places.extend(to: groupCount, with: .none)
  }

  mutating func begin(_ arguments: [ArgumentVector]) {
    batches.append(arguments)
  }

  /// Makes a row of the batch begun last the one of its group.
  mutating func remember(_ row: Int, for group: Int) {
    places[group] = RowPlace(batch: batches.count - 1, row: row)
  }

  /// The columns of the remembered rows.
  func columns(_ types: [LogicalType], groupCount: Int) -> [Vector] {
    types.enumerated().map { column, type in
      let values = (0..<groupCount).map { group -> Value in
        guard group < places.count, places[group].batch >= 0 else { return .missing(type) }
        return batches[places[group].batch][column][places[group].row]
      }
      return Vector(type, boxed: values)
    }
  }
}

/// `arg_max`, `arg_min`, and `max` and `min` of what is no integer: the row whose first argument is
/// greatest or least, the first of several.
///
/// NaN is greater and less than everything, so that it comes through. A null never wins, but where
/// all are null the first row stands for the group.
final class BestRowState: AggregateState {
  private let isMaximum: Bool
  private let types: [LogicalType]
  private var best = RememberedRows()

  init(isMaximum: Bool, types: [LogicalType]) {
    self.isMaximum = isMaximum
    self.types = types
  }

  func update(_ rows: AggregateRows) {
    best.extend(to: rows.groupCount)
    best.begin(rows.arguments)
    let key = rows.arguments[0]
    for (row, group) in rows.groups.enumerated() {
      let group = Int(group)
      let place = best.places[group]
      if place.batch < 0 || wins(key, row, over: place) { best.remember(row, for: group) }
    }
  }

  private func wins(_ key: ArgumentVector, _ row: Int, over place: RowPlace) -> Bool {
    let old = best.batches[place.batch][0]
    let oldIndex = old.index(place.row)
    let index = key.index(row)
    guard key.vector.validity[index] else { return false }
    guard old.vector.validity[oldIndex] else { return true }
    let comparison: Int
    switch (key.vector.values, old.vector.values) {
    case (.integers(let a), .integers(let b)):
      return isMaximum ? a[index] > b[oldIndex] : a[index] < b[oldIndex]
    case (.reals(let a), .reals(let b)):
      if b[oldIndex].isNaN { return false }
      if a[index].isNaN { return true }
      return isMaximum ? a[index] > b[oldIndex] : a[index] < b[oldIndex]
    case (.strings(let a, let texts), .strings(let b, let oldTexts)):
      comparison = texts.compare(a[index], b[oldIndex], of: oldTexts)
    default:
      comparison = ValueOrder.compare(key.vector[index], old.vector[oldIndex])
    }
    return isMaximum ? comparison > 0 : comparison < 0
  }

  func finish(groupCount: Int) -> [Vector] {
    best.columns(types, groupCount: groupCount)
  }
}

/// `take_any`: the first row of each group.
final class FirstRowState: AggregateState {
  private let types: [LogicalType]
  private var first = RememberedRows()

  init(types: [LogicalType]) {
    self.types = types
  }

  func update(_ rows: AggregateRows) {
    first.extend(to: rows.groupCount)
    first.begin(rows.arguments)
    for (row, group) in rows.groups.enumerated() where first.places[Int(group)].batch < 0 {
      first.remember(row, for: Int(group))
    }
  }

  func finish(groupCount: Int) -> [Vector] {
    first.columns(types, groupCount: groupCount)
  }
}

/// The value below which a share of the values lies, by nearest rank.
final class PercentileState: AggregateState {
  private let percentages: [Double]
  private let isInteger: Bool
  private let isArray: Bool
  private let outputs: [LogicalType]
  private var integers: [[Int64]] = []
  private var reals: [[Double]] = []

  init(_ parameters: [Value], _ type: LogicalType, isArray: Bool, outputs: [LogicalType]) {
    percentages = parameters.map { if case .real(let value) = $0 { value } else { 0 } }
    isInteger = type.physical == .integer
    self.isArray = isArray
    self.outputs = outputs
  }

  func update(_ rows: AggregateRows) {
    extend(to: rows.groupCount)
    let argument = rows.arguments[0]
    for (row, group) in rows.groups.enumerated() {
      let place = argument.index(row)
      guard argument.vector.validity[place] else { continue }
      switch argument.vector.values {
      case .integers(let values): integers[Int(group)].append(values[place])
      case .reals(let values): reals[Int(group)].append(values[place])
      case .bools, .strings, .dynamics, .lists: break
      }
    }
  }

  private func extend(to groupCount: Int) {
    while integers.count < groupCount {
      integers.append([])
      reals.append([])
    }
  }

  func finish(groupCount: Int) -> [Vector] {
    extend(to: groupCount)
    let results: [[Value]] = (0..<groupCount).map { group in
      if isInteger {
        let sorted = integers[group].sorted()
        return percentages.map { Self.rank($0, sorted.count).map { .integer(sorted[$0]) } ?? .null }
      }
      let sorted = reals[group].sorted()
      return percentages.map { Self.rank($0, sorted.count).map { .real(sorted[$0]) } ?? .null }
    }
    if isArray {
      let arrays = results.map { Value.dynamic(.array($0.map { DynamicValue($0) })) }
      return [Vector(.dynamic, boxed: arrays)]
    }
    return outputs.enumerated().map { index, type in
      Vector(type, boxed: results.map { $0[index] })
    }
  }

  private static func rank(_ percentage: Double, _ count: Int) -> Int? {
    guard count > 0, !percentage.isNaN else { return nil }
    let rank = (percentage / 100 * Double(count)).rounded(.up)
    return Int(min(max(rank, 1), Double(count))) - 1
  }
}
