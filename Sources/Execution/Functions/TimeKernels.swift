internal import Columnar

extension ScalarKernels {
  /// Functions of datetimes and timespans.
  static let times: [String: ScalarKernel] = [
    "ago": rows { call in
      guard let span = call.integer(0) else { return .null }
      return datetime(call.context.now.subtractingReportingOverflow(span))
    },
    "now": rows { call in
      guard call.has(0) else { return .datetime(call.context.now) }
      guard let span = call.integer(0) else { return .null }
      return datetime(call.context.now.addingReportingOverflow(span))
    },
    "dayofmonth": part { Int64(CivilDate(ticks: $0).day) },
    "dayofweek": part { (weekdayFromMonday(floorDivide($0, Ticks.perDay)) + 1) % 7 * Ticks.perDay },
    "dayofyear": part { Int64(CivilDate(ticks: $0).dayOfYear) },
    "getmonth": part { Int64(CivilDate(ticks: $0).month) },
    "getyear": part { Int64(CivilDate(ticks: $0).year) },
    "hourofday": part { $0 / Ticks.perHour % 24 },
    "monthofyear": part { Int64(CivilDate(ticks: $0).month) },
    "week_of_year": part { Int64(CivilDate(ticks: $0).isoWeek) },
    "startofday": start(of: .day),
    "startofweek": start(of: .week),
    "startofmonth": start(of: .month),
    "startofyear": start(of: .year),
    "endofday": end(of: .day),
    "endofweek": end(of: .week),
    "endofmonth": end(of: .month),
    "endofyear": end(of: .year),
    "bin_months": rows { call in
      guard let ticks = call.integer(0), let size = call.integer(1), size > 0 else { return .null }
      let date = CivilDate(ticks: ticks)
      let months = Int64((date.year - 1) * 12 + date.month - 1)
      let back = floorDivide(months, size) * size - months
      return monthStart(date, back).map { .datetime($0) } ?? .null
    },
    "datetime_add": rows(add),
    "datetime_diff": rows { call in
      guard let a = call.integer(1), let b = call.integer(2) else { return .null }
      return difference(call.text(0).lowercased(), a, b).map { .integer($0) } ?? .null
    },
    "datetime_part": rows { call in
      guard let ticks = call.integer(1) else { return .null }
      return part(call.text(0).lowercased(), ticks).map { .integer($0) } ?? .null
    },
    "format_datetime": format(.datetime),
    "format_timespan": format(.timespan),
    "make_datetime": rows(makeDatetime),
    "make_timespan": rows(makeTimespan),
    "unixtime_seconds_todatetime": sinceEpoch(Double(Ticks.perSecond)),
    "unixtime_milliseconds_todatetime": sinceEpoch(Double(Ticks.perMillisecond)),
    "unixtime_microseconds_todatetime": sinceEpoch(Double(Ticks.perMicrosecond)),
    "unixtime_nanoseconds_todatetime": sinceEpoch(0.01),
  ]

  private static func datetime(_ sum: (partialValue: Int64, overflow: Bool)) -> Value {
    sum.overflow ? .null : Ticks.datetime(sum.partialValue).map { .datetime($0) } ?? .null
  }

  /// An integer of each datetime, in a loop without boxing.
  private static func part(_ body: @escaping @Sendable (Int64) -> Int64) -> ScalarKernel {
    { arguments, rowCount, type, _ in
      let argument = converted(arguments[0], to: .datetime)
      guard let values = argument.integers else { return .nulls(type, rowCount) }
      return .integers(
        elementwise(values, rowCount, 0, body), type, argument.validity(rowCount))
    }
  }

  /// The argument in another type, value by value, unless it has it already.
  static func converted(_ argument: ArgumentVector, to type: LogicalType) -> ArgumentVector {
    let vector = argument.vector
    if vector.type == type { return argument }
    var builder = VectorBuilder(type, capacity: vector.count)
    for row in 0..<vector.count {
      builder.append(ValueConversion.convert(vector[row], from: vector.type, to: type))
    }
    return ArgumentVector(builder.finish(), isConstant: argument.isConstant)
  }

  // MARK: Periods

  private enum Period {
    case day, week, month, year
  }

  private static func start(of period: Period) -> ScalarKernel {
    periodKernel { start(of: period, $0, offset: $1) }
  }

  /// The last tick of the period; that of the year 9999 is the last of all.
  private static func end(of period: Period) -> ScalarKernel {
    periodKernel { ticks, offset in
      guard start(of: period, ticks, offset: offset) != nil else { return nil }
      return start(of: period, ticks, offset: offset + 1).map { $0 - 1 }
        ?? Ticks.datetimes.upperBound
    }
  }

  private static func periodKernel(
    _ body: @escaping @Sendable (Int64, Int64) -> Int64?
  ) -> ScalarKernel {
    { arguments, rowCount, type, _ in
      let datetimes = converted(arguments[0], to: .datetime)
      let offsets = arguments.count > 1 ? converted(arguments[1], to: .long) : nil
      guard let ticks = datetimes.integers else { return .nulls(type, rowCount) }
      let offsetValues = offsets?.integers ?? TypedArgument(values: [0], isConstant: true)
      var validity = datetimes.validity(rowCount)
      if let offsets {
        validity = validity.intersection(offsets.validity(rowCount), count: rowCount)
      }
      var flags = ContiguousArray<UInt8>(repeating: 1, count: rowCount)
      var result = ContiguousArray<Int64>(repeating: 0, count: rowCount)
      for row in 0..<rowCount {
        let offset = offsetValues.values[offsetValues.isConstant ? 0 : row]
        // No period lies further off than this.
        let isNear = (-4_000_000...4_000_000).contains(offset)
        if isNear, let value = body(ticks.values[ticks.isConstant ? 0 : row], offset) {
          result[row] = value
        } else {
          flags[row] = 0
        }
      }
      return .integers(
        result, type, validity.intersection(ValidityMask(flags), count: rowCount))
    }
  }

  private static func start(of period: Period, _ ticks: Int64, offset: Int64) -> Int64? {
    let day = floorDivide(ticks, Ticks.perDay)
    switch period {
    case .day: return firstTick(ofDay: day + offset)
    case .week:
      let sunday = day - (weekdayFromMonday(day) + 1) % 7
      return firstTick(ofDay: sunday + 7 * offset)
    case .month: return monthStart(CivilDate(dayNumber: day), offset)
    case .year:
      return CivilDate(year: CivilDate(dayNumber: day).year + Int(offset), month: 1, day: 1)?.ticks
    }
  }

  /// The first tick of a day after 0001-01-01; nil where no datetime goes.
  private static func firstTick(ofDay day: Int64) -> Int64? {
    let (ticks, isTooFar) = day.multipliedReportingOverflow(by: Ticks.perDay)
    return isTooFar ? nil : Ticks.datetime(ticks)
  }

  private static func monthStart(_ date: CivilDate, _ offset: Int64) -> Int64? {
    guard let moved = date.addingMonths(offset) else { return nil }
    return (moved.dayNumber - Int64(moved.day - 1)) * Ticks.perDay
  }

  // MARK: Arithmetic by units

  /// The length of the units that have a fixed one, in ticks.
  private static let unitTicks: [String: Int64] = [
    "week": 7 * Ticks.perDay, "day": Ticks.perDay, "hour": Ticks.perHour,
    "minute": Ticks.perMinute, "second": Ticks.perSecond, "millisecond": Ticks.perMillisecond,
    "microsecond": Ticks.perMicrosecond,
  ]

  private static let unitMonths: [String: Int64] = ["year": 12, "quarter": 3, "month": 1]

  private static func add(_ call: RowCall) -> Value {
    let unit = call.text(0).lowercased()
    guard let amount = call.integer(1), let ticks = call.integer(2) else { return .null }
    if let months = unitMonths[unit] {
      let (count, isTooFar) = amount.multipliedReportingOverflow(by: months)
      guard !isTooFar, let date = CivilDate(ticks: ticks).addingMonths(count) else { return .null }
      return .datetime(date.ticks + floorModulo(ticks, Ticks.perDay))
    }
    guard let length = unitTicks[unit] else { return .null }
    let (span, isTooLong) = amount.multipliedReportingOverflow(by: length)
    return isTooLong ? .null : datetime(ticks.addingReportingOverflow(span))
  }

  /// How many borders of a unit lie between two datetimes; weeks begin on Sunday.
  private static func difference(_ unit: String, _ a: Int64, _ b: Int64) -> Int64? {
    if let months = unitMonths[unit] {
      let period = { (ticks: Int64) in
        let date = CivilDate(ticks: ticks)
        return floorDivide(Int64(date.year * 12 + date.month - 1), months)
      }
      return period(a) - period(b)
    }
    if unit == "nanosecond" { return (a &- b) &* 100 }
    guard let length = unitTicks[unit] else { return nil }
    let shift = unit == "week" ? Ticks.perDay : 0
    return floorDivide(a + shift, length) - floorDivide(b + shift, length)
  }

  private static func part(_ name: String, _ ticks: Int64) -> Int64? {
    let date = CivilDate(ticks: ticks)
    let fraction = ticks % Ticks.perSecond
    switch name {
    case "year": return Int64(date.year)
    case "quarter": return Int64((date.month + 2) / 3)
    case "month": return Int64(date.month)
    case "week_of_year": return Int64(date.isoWeek)
    case "day": return Int64(date.day)
    case "dayofyear": return Int64(date.dayOfYear)
    case "hour": return ticks / Ticks.perHour % 24
    case "minute": return ticks / Ticks.perMinute % 60
    case "second": return ticks / Ticks.perSecond % 60
    case "millisecond": return fraction / Ticks.perMillisecond
    case "microsecond": return fraction / Ticks.perMicrosecond
    case "nanosecond": return fraction * 100
    default: return nil
    }
  }

  // MARK: Texts and parts

  private static func format(_ kind: TimeFormat.Kind) -> ScalarKernel {
    rows { call in
      guard let ticks = call.integer(0), let format = TimeFormat(call.text(1), for: kind) else {
        return .string("")
      }
      return .string(format.text(of: ticks))
    }
  }

  private static func makeDatetime(_ call: RowCall) -> Value {
    if call.count == 1 {
      return ValueConversion.convert(call[0], from: call.types[0], to: .datetime)
    }
    var parts: [Int64] = [1, 1, 1, 0, 0]
    for place in 0..<min(5, call.count) {
      guard let part = call.integer(place) else { return .null }
      parts[place] = part
    }
    var second = 0.0
    if call.has(5) {
      guard let value = call.real(5) else { return .null }
      second = value
    }
    return CivilDate.ticks(
      year: parts[0], month: parts[1], day: parts[2], hour: parts[3], minute: parts[4],
      second: second
    ).map { .datetime($0) } ?? .null
  }

  /// `(hour, minute)`, `(hour, minute, second)` or `(day, hour, minute, second)`.
  private static func makeTimespan(_ call: RowCall) -> Value {
    if call.count == 1 {
      return ValueConversion.convert(call[0], from: call.types[0], to: .timespan)
    }
    let hasDays = call.count == 4
    let first = hasDays ? 1 : 0
    let days = hasDays ? call.integer(0) : 0
    let second = call.count > 2 ? call.real(first + 2) : 0
    guard let days, let hour = call.integer(first), let minute = call.integer(first + 1),
      let second, (0...10_675_198).contains(days), (0..<24).contains(hour),
      (0..<60).contains(minute), (0..<60).contains(second)
    else { return .null }
    let fraction = Int64((second * Double(Ticks.perSecond)).rounded())
    return .timespan(
      days * Ticks.perDay + hour * Ticks.perHour + minute * Ticks.perMinute + fraction)
  }

  private static func sinceEpoch(_ unit: Double) -> ScalarKernel {
    rows { call in
      if let count = call.integer(0), case .integer = call.scalar(0), unit >= 1 {
        let (span, isTooLong) = count.multipliedReportingOverflow(by: Int64(unit))
        return isTooLong ? .null : datetime(Ticks.unixEpoch.addingReportingOverflow(span))
      }
      guard let real = call.real(0), let span = Int64(exactly: (real * unit).rounded(.down)) else {
        return .null
      }
      return datetime(Ticks.unixEpoch.addingReportingOverflow(span))
    }
  }
}
