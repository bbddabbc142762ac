import Columnar

/// A range of time with ticks on the units of the calendar.
struct TimeScale {
  /// A distance between ticks that people count in.
  enum Step: Hashable {
    case seconds(Int64), months(Int64)
  }

  /// The ends, in ticks of 100 nanoseconds.
  let range: ClosedRange<Double>
  /// The moments that are written at the axis.
  let ticks: [Double]
  private let step: Step

  /// From the finest to the coarsest.
  private static let steps: [Step] =
    [1, 5, 15, 30].map { .seconds($0) } + [1, 5, 15, 30].map { .seconds($0 * 60) }
    + [1, 3, 6, 12].map { .seconds($0 * 3600) } + [1, 2, 7, 14].map { .seconds($0 * 86_400) }
    + [1, 3, 6].map { .months($0) }
    + [1, 2, 5, 10, 20, 50, 100, 500, 1000].map { .months($0 * 12) }

  /// A scale over `data` with at most `tickCount` ticks.
  init(_ data: ClosedRange<Double>, tickCount: Int) {
    var low = data.lowerBound
    var high = data.upperBound
    if low == high {
      low -= Double(Ticks.perDay)
      high += Double(Ticks.perDay)
    }
    let most = max(tickCount, 1)
    var chosen = (step: Self.steps[Self.steps.count - 1], ticks: [low])
    for step in Self.steps {
      // A look at the number alone first: seconds over a century would be many.
      guard (high - low) / Self.length(of: step) <= Double(most + 1) else { continue }
      let ticks = Self.ticks(step, low, high)
      if ticks.count <= most {
        chosen = (step, ticks)
        break
      }
    }
    range = low...high
    ticks = chosen.ticks
    step = chosen.step
  }

  /// Where a moment lies, 0 at the beginning and 1 at the end.
  func fraction(_ value: Double) -> Double {
    (value - range.lowerBound) / (range.upperBound - range.lowerBound)
  }

  /// The text of a tick: as much of the date as the step tells apart.
  func label(_ tick: Double) -> String { Self.label(tick, step) }

  /// The text of a moment to the precision of a step.
  static func label(_ value: Double, _ step: Step) -> String {
    let text = DatetimeText.text(of: Int64(value))
    let year = text.prefix(4).drop { $0 == "0" }
    switch step {
    case .months(let count) where count % 12 == 0: return String(year)
    case .months: return String(year + text.dropFirst(4).prefix(3))
    case .seconds(let count) where count % 86_400 == 0:
      return String(year + text.dropFirst(4).prefix(6))
    case .seconds(let count) where count % 60 == 0:
      return String(text.dropFirst(5).prefix(5) + " " + text.dropFirst(11).prefix(5))
    case .seconds: return String(text.dropFirst(11).prefix(8))
    }
  }

  private static func length(of step: Step) -> Double {
    switch step {
    case .seconds(let count): Double(count * Ticks.perSecond)
    case .months(let count): Double(count * 30 * Ticks.perDay)
    }
  }

  private static func ticks(_ step: Step, _ low: Double, _ high: Double) -> [Double] {
    var result: [Double] = []
    switch step {
    case .seconds(let count):
      // Weeks begin on Monday, and 0001-01-01 was one.
      let length = Double(count * Ticks.perSecond)
      var tick = (low / length).rounded(.up) * length
      while tick <= high {
        result.append(tick)
        tick += length
      }
    case .months(let count):
      let first = CivilDate(ticks: Int64(low))
      var month = Int64(first.year) * 12 + Int64(first.month - 1)
      month = floorDivide(month, count) * count
      while let date = CivilDate(
        year: Int(month / 12), month: Int(month % 12) + 1, day: 1), Double(date.ticks) <= high
      {
        if Double(date.ticks) >= low { result.append(Double(date.ticks)) }
        month += count
      }
    }
    return result.isEmpty ? [low] : result
  }
}

extension ChartData {
  /// The unit that the places of a time axis are multiples of: years, months, days, or less.
  var timeStep: TimeScale.Step {
    let moments = places.map { Int64($0) }
    guard moments.allSatisfy({ $0 % Ticks.perDay == 0 }) else {
      let wholeMinutes = moments.allSatisfy { $0 % Ticks.perMinute == 0 }
      return .seconds(wholeMinutes ? 60 : 1)
    }
    let dates = moments.map { CivilDate(ticks: $0) }
    guard dates.count > 1, dates.allSatisfy({ $0.day == 1 }) else { return .seconds(86_400) }
    if dates.allSatisfy({ $0.month == 1 }) { return .months(12) }
    return .months(dates.allSatisfy { ($0.month - 1) % 3 == 0 } ? 3 : 1)
  }

  /// The same with the places between, where bins of time have no row, drawn as empty: an axis of time
  /// that leaves out empty months misleads.
  func withRegularTimes() -> ChartData {
    let old = places
    guard axis == .time, old.count > 1, let first = old.first, let last = old.last else {
      return self
    }
    var all: [Double] = []
    switch timeStep {
    case .months(let count):
      var date: CivilDate? = CivilDate(ticks: Int64(first))
      while let current = date, Double(current.ticks) <= last, all.count <= Self.mostPlaces {
        all.append(Double(current.ticks))
        date = current.addingMonths(count)
      }
    case .seconds:
      let gaps = zip(old.dropFirst(), old).map { Int64($0) - Int64($1) }
      let step = Double(gaps.reduce(0, Self.greatestDivisor))
      guard step > 0, (last - first) / step <= Double(Self.mostPlaces) else { return self }
      all = stride(from: first, through: last, by: step).map { $0 }
    }
    guard all.count > old.count, all.count <= Self.mostPlaces, let index = series.indices.first
    else { return self }
    var result = self
    let known = Set(series[index].points.map(\.x))
    // A bin without a row is empty, not nought, so the first series alone is told of the places.
    result.series[index].points += all.filter { !known.contains($0) && !old.contains($0) }
      .map { Point(x: $0, y: 0) }
    result.series[index].points.sort { $0.x < $1.x }
    return result
  }

  private static let mostPlaces = 4000

  private static func greatestDivisor(_ one: Int64, _ other: Int64) -> Int64 {
    var (large, small) = (one.magnitude, other.magnitude)
    while small > 0 { (large, small) = (small, large % small) }
    return Int64(large)
  }
}
