/// A day of the Gregorian calendar, as the number of days since 1970-01-01.
struct CivilDay: Sendable, Hashable, Comparable {
  /// Days since 1970-01-01.
  let number: Int

  init(number: Int) {
    self.number = number
  }

  /// The day with the given parts; nil where the calendar has none.
  init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), (1...Self.dayCount(year: year, month: month)).contains(day)
    else { return nil }
    // Days from civil (Howard Hinnant): years begin in March, so that leap days come last.
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    number = era * 146_097 + dayOfEra - 719_468
  }

  /// Year, month and day.
  var parts: (year: Int, month: Int, day: Int) {
    let z = number + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// 0 for Monday to 6 for Sunday.
  var weekday: Int { ((number + 3) % 7 + 7) % 7 }

  /// The Monday of its week.
  var monday: CivilDay { CivilDay(number: number - weekday) }

  /// The day `count` days later.
  func advanced(by count: Int) -> CivilDay { CivilDay(number: number + count) }

  /// The number of days of a month.
  static func dayCount(year: Int, month: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days are ordered in time.
  static func < (a: CivilDay, b: CivilDay) -> Bool { a.number < b.number }
}
