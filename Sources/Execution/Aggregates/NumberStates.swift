internal import Columnar

/// `count()`: rows, whatever they hold.
final class CountState: AggregateState {
  private var counts: ContiguousArray<Int64> = []

  func update(_ rows: AggregateRows) {
    counts.extend(to: rows.groupCount, with: 0)
    for group in rows.groups { counts[Int(group)] += 1 }
  }

  func finish(groupCount: Int) -> [Vector] {
    counts.extend(to: groupCount, with: 0)
    return [Vector(type: .long, values: .integers(counts))]
  }
}

/// The sum of integers or timespans; it wraps around as in Kusto.
final class IntegerSumState: AggregateState {
  private let type: LogicalType
  private var sums: ContiguousArray<Int64> = []

  init(type: LogicalType) {
    self.type = type
  }

  func update(_ rows: AggregateRows) {
    sums.extend(to: rows.groupCount, with: 0)
    let argument = rows.arguments[0]
    guard case .integers(let values) = argument.vector.values else { return }
    if argument.vector.validity.isAllValid && !argument.isConstant {
      for (row, group) in rows.groups.enumerated() { sums[Int(group)] &+= values[row] }
      return
    }
    for (row, group) in rows.groups.enumerated() {
      let place = argument.index(row)
      if argument.vector.validity[place] { sums[Int(group)] &+= values[place] }
    }
  }

  func finish(groupCount: Int) -> [Vector] {
    sums.extend(to: groupCount, with: 0)
    return [Vector(type: type, values: .integers(sums))]
  }
}

/// The sum of reals.
final class RealSumState: AggregateState {
  private let type: LogicalType
  private var sums: ContiguousArray<Double> = []

  init(type: LogicalType) {
    self.type = type
  }

  func update(_ rows: AggregateRows) {
    sums.extend(to: rows.groupCount, with: 0)
    let argument = rows.arguments[0]
    guard case .reals(let values) = argument.vector.values else { return }
    for (row, group) in rows.groups.enumerated() {
      let place = argument.index(row)
      if argument.vector.validity[place] { sums[Int(group)] += values[place] }
    }
  }

  func finish(groupCount: Int) -> [Vector] {
    sums.extend(to: groupCount, with: 0)
    return [Vector(type: type, values: .reals(sums))]
  }
}

/// The mean: of integers and times exact, whatever their sum; over no rows it is NaN, and null for times.
final class AverageState: AggregateState {
  private let type: LogicalType
  private var counts: ContiguousArray<Int64> = []
  /// Ticks since the year 1 would overflow 64 bits after a few rows.
  private var integers: ContiguousArray<Int128> = []
  private var reals: ContiguousArray<Double> = []

  init(type: LogicalType) {
    self.type = type
  }

  func update(_ rows: AggregateRows) {
    extend(to: rows.groupCount)
    let argument = rows.arguments[0]
    for (row, group) in rows.groups.enumerated() {
      let place = argument.index(row)
      guard argument.vector.validity[place] else { continue }
      counts[Int(group)] += 1
      switch argument.vector.values {
      case .integers(let values): integers[Int(group)] += Int128(values[place])
      case .reals(let values): reals[Int(group)] += values[place]
      case .bools, .strings, .dynamics, .lists: break
      }
    }
  }

  private func extend(to groupCount: Int) {
    counts.extend(to: groupCount, with: 0)
    integers.extend(to: groupCount, with: 0)
    reals.extend(to: groupCount, with: 0)
  }

  func finish(groupCount: Int) -> [Vector] {
    extend(to: groupCount)
    if type.physical == .real {
      let means = (0..<groupCount).map {
        (Double(integers[$0]) + reals[$0]) / Double(counts[$0])
      }
      return [Vector(type: type, values: .reals(ContiguousArray(means)))]
    }
    let means = (0..<groupCount).map { group -> Int64 in
      counts[group] > 0 ? Int64(integers[group] / Int128(counts[group])) : 0
    }
    let validity = ValidityMask(ContiguousArray(counts[..<groupCount].map { $0 > 0 ? 1 : 0 }))
    return [Vector(type: type, values: .integers(ContiguousArray(means)), validity: validity)]
  }
}

/// Variance and standard deviation in one pass (Welford 1962).
final class MomentsState: AggregateState {
  private let isSample: Bool
  private let isDeviation: Bool
  private var counts: ContiguousArray<Double> = []
  private var means: ContiguousArray<Double> = []
  private var squares: ContiguousArray<Double> = []

  init(isSample: Bool, isDeviation: Bool) {
    self.isSample = isSample
    self.isDeviation = isDeviation
  }

  func update(_ rows: AggregateRows) {
    extend(to: rows.groupCount)
    let argument = rows.arguments[0]
    for (row, group) in rows.groups.enumerated() {
      let place = argument.index(row)
      guard let value = argument.vector.real(place) else { continue }
      let group = Int(group)
      counts[group] += 1
      let delta = value - means[group]
      means[group] += delta / counts[group]
      squares[group] += delta * (value - means[group])
    }
  }

  private func extend(to groupCount: Int) {
    counts.extend(to: groupCount, with: 0)
    means.extend(to: groupCount, with: 0)
    squares.extend(to: groupCount, with: 0)
  }

  func finish(groupCount: Int) -> [Vector] {
    extend(to: groupCount)
    let results = (0..<groupCount).map { group -> Double in
      let freedom = isSample ? counts[group] - 1 : counts[group]
      // Of one value or none the engine says 0.
      let variance = freedom > 0 ? squares[group] / freedom : 0
      return isDeviation ? variance.squareRoot() : variance
    }
    return [Vector(type: .real, values: .reals(ContiguousArray(results)))]
  }
}

/// The bits of all values combined.
final class BitState: AggregateState {
  private let initial: Int64
  private let combine: (Int64, Int64) -> Int64
  private var bits: ContiguousArray<Int64> = []
  private var seen: ContiguousArray<UInt8> = []

  init(initial: Int64, _ combine: @escaping (Int64, Int64) -> Int64) {
    self.initial = initial
    self.combine = combine
  }

  func update(_ rows: AggregateRows) {
    extend(to: rows.groupCount)
    let argument = rows.arguments[0]
    guard case .integers(let values) = argument.vector.values else { return }
    for (row, group) in rows.groups.enumerated() {
      let place = argument.index(row)
      guard argument.vector.validity[place] else { continue }
      bits[Int(group)] = combine(bits[Int(group)], values[place])
      seen[Int(group)] = 1
    }
  }

  private func extend(to groupCount: Int) {
    bits.extend(to: groupCount, with: initial)
    seen.extend(to: groupCount, with: 0)
  }

  func finish(groupCount: Int) -> [Vector] {
    extend(to: groupCount)
    return [Vector(type: .long, values: .integers(bits), validity: ValidityMask(seen))]
  }
}

extension Vector {
  /// A number or time as a real; nil where it is null.
  func real(_ row: Int) -> Double? {
    guard validity[row] else { return nil }
    switch values {
    case .integers(let values): return Double(values[row])
    case .reals(let values): return values[row]
    case .bools, .strings, .dynamics, .lists: return nil
    }
  }
}
