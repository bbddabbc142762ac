/// Lengths of time in ticks of 100 nanoseconds, and the ends of what a datetime can say.
public enum Ticks {
  /// Ticks in a microsecond.
  public static let perMicrosecond: Int64 = 10
  /// Ticks in a millisecond.
  public static let perMillisecond: Int64 = 10_000
  /// Ticks in a second.
  public static let perSecond: Int64 = 10_000_000
  /// Ticks in a minute.
  public static let perMinute: Int64 = 60 * perSecond
  /// Ticks in an hour.
  public static let perHour: Int64 = 60 * perMinute
  /// Ticks in a day.
  public static let perDay: Int64 = 24 * perHour
  /// Ticks from 0001-01-01 to 1970-01-01.
  public static let unixEpoch: Int64 = 719_162 * perDay
  /// From the first to the last tick that a datetime can hold: the years 1 to 9999.
  public static let datetimes: ClosedRange<Int64> = 0...3_155_378_975_999_999_999

  /// `ticks` where a datetime can hold it, otherwise nil.
  @inlinable
  public static func datetime(_ ticks: Int64) -> Int64? {
    datetimes.contains(ticks) ? ticks : nil
  }
}

/// A day of the Gregorian calendar, reckoned back to the year 1 as if it had always been in use.
public struct CivilDate: Sendable, Hashable {
  /// The year, 1 to 9999 where it comes from a datetime.
  public let year: Int
  /// The month, 1 to 12.
  public let month: Int
  /// The day of the month, 1 to 31.
  public let day: Int

  /// The date of a number of days after 0001-01-01.
  ///
  /// Howard Hinnant's `civil_from_days`: years begin in March, so that the leap day comes last.
  public init(dayNumber: Int64) {
    let shifted = dayNumber + 306
    let era = floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    month = Int(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9)
    year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
  }

  /// The date of a datetime.
  public init(ticks: Int64) {
    self.init(dayNumber: floorDivide(ticks, Ticks.perDay))
  }

  /// The date of the parts, or nil if there is no such day between the years 1 and 9999.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.days(inMonth: month, of: year)
    else { return nil }
    self.init(uncheckedYear: year, month: month, day: day)
  }

  private init(uncheckedYear year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// Days from 0001-01-01.
  public var dayNumber: Int64 {
    let shiftedYear = Int64(month <= 2 ? year - 1 : year)
    let era = floorDivide(shiftedYear, 400)
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = Int64((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1)
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 306
  }

  /// The first tick of the day.
  public var ticks: Int64 { dayNumber * Ticks.perDay }

  /// The day of the year, 1 to 366.
  public var dayOfYear: Int {
    Int(dayNumber - CivilDate(uncheckedYear: year, month: 1, day: 1).dayNumber) + 1
  }

  /// The week of the year by ISO 8601: weeks begin on Monday, week 1 holds the first Thursday.
  public var isoWeek: Int {
    let number = dayNumber
    let thursday = CivilDate(dayNumber: number - weekdayFromMonday(number) + 3)
    return (thursday.dayOfYear - 1) / 7 + 1
  }

  /// The same day some months later or earlier, the last of the month where it has no such day; nil
  /// outside of the years 1 to 9999.
  public func addingMonths(_ months: Int64) -> CivilDate? {
    let (total, isTooFar) = (Int64(year) * 12 + Int64(month - 1)).addingReportingOverflow(months)
    guard !isTooFar, (12..<120_000).contains(total) else { return nil }
    let year = Int(total / 12)
    let month = Int(total % 12) + 1
    return CivilDate(
      uncheckedYear: year, month: month, day: min(day, Self.days(inMonth: month, of: year)))
  }

  /// The number of days in a month, 1 to 12.
  public static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Whether the year has a 29 February.
  public static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }
}

/// 0 for Monday to 6 for Sunday; day 0, 0001-01-01, was a Monday.
@inlinable
public func weekdayFromMonday(_ dayNumber: Int64) -> Int64 {
  floorModulo(dayNumber, 7)
}

/// The quotient rounded down; `divisor` must be positive.
@inlinable
public func floorDivide(_ dividend: Int64, _ divisor: Int64) -> Int64 {
  let quotient = dividend / divisor
  return dividend % divisor < 0 ? quotient - 1 : quotient
}

/// What `floorDivide` leaves over, 0 or more; `divisor` must be positive.
@inlinable
public func floorModulo(_ dividend: Int64, _ divisor: Int64) -> Int64 {
  let remainder = dividend % divisor
  return remainder < 0 ? remainder + divisor : remainder
}
