/// Turns words of time into dates, held against the day of the article.
struct DateResolver: Sendable {
  /// The article's day as far as it is known.
  let published: EDTFDate?
  /// The weekday that the news names first, 0 for Monday: where it is the one after the article's, it
  /// is told from a later time zone, and not six days old.
  var leadWeekday: Int?

  init(published: EDTFDate?) {
    self.published = published
  }

  /// The date of a time expression; nil where the article's day would be needed and is not known
  /// well enough. `isFuture` says that the clause speaks of what is to come, `told` is the day that was
  /// told before.
  func resolve(
    _ value: TimeValue, isFuture: Bool = false, told: EDTFDate? = nil
  ) -> EDTFDate? {
    if let date = Self.absolute(value) { return date }
    if case .told(let count, let unit) = value {
      // Where nothing was told before, "a day earlier" is a day before the article's.
      guard let anchor = told?.day ?? (count < 0 ? published?.day : nil) else { return nil }
      return Self.shifted(anchor, by: count, unit)
    }
    guard let published else { return nil }
    if case .weekday(let day, 0) = value, day == leadWeekday, !isFuture, let today = published.day,
      day == today.advanced(by: 1).weekday
    {
      return EDTFDate(today.advanced(by: 1))
    }
    let early = Self.relative(value, to: published.first, isFuture: isFuture)
    guard published.day == nil else { return early }
    // A day known only as an interval gives what its two ends give; far apart it gives nothing.
    guard let early, let late = Self.relative(value, to: published.last, isFuture: isFuture)
    else { return nil }
    if early == late { return early }
    guard late.last.number - early.first.number <= 62 else { return nil }
    return EDTFDate(from: min(early.first, late.first), through: max(early.last, late.last))
  }

  /// The article's own day.
  var today: EDTFDate? { published }

  private static func absolute(_ value: TimeValue) -> EDTFDate? {
    switch value {
    case .date(let year?, let month, let day):
      CivilDay(year: year, month: month, day: day).map { EDTFDate($0) }
    case .month(let year?, let month, let isVague):
      EDTFDate(.init(year: year, month: month, isApproximate: isVague))
    case .year(let year, let isVague):
      EDTFDate(.init(year: year, isApproximate: isVague))
    case .years(let from, let to):
      EDTFDate(.init(year: from), through: .init(year: to))
    case .partOfYear(let first, let last, let year?, _):
      months(first, last, of: year)
    case .holiday(let holiday, let year?):
      day(of: holiday, in: year).map { EDTFDate($0) }
    case .weekOf(let inner):
      absolute(inner).map { week(of: $0.first) }
    case .interval(let first, let last):
      joined(first, last)
    default:
      nil
    }
  }

  /// An interval whose ends are stated, the year of one perhaps only at the other.
  private static func joined(_ first: TimeValue, _ last: TimeValue) -> EDTFDate? {
    guard let end = absolute(last) else { return nil }
    var first = first
    switch first {
    case .date(nil, let month, let day):
      first = .date(year: end.start.year, month: month, day: day)
    case .month(nil, let month, let isVague):
      first = .month(year: end.start.year, month: month, isVague: isVague)
    default: break
    }
    guard let start = absolute(first), start.first <= end.first else { return nil }
    return EDTFDate(start.start, through: end.end ?? end.start)
  }

  /// Months of a year, over its end where they count on: 12 to 14 is a winter.
  private static func months(_ first: Int, _ last: Int, of year: Int) -> EDTFDate {
    let start = EDTFDate.Point(year: year + (first - 1) / 12, month: (first - 1) % 12 + 1)
    return EDTFDate(
      start, through: .init(year: year + (last - 1) / 12, month: (last - 1) % 12 + 1))
  }

  private static func week(of day: CivilDay) -> EDTFDate {
    EDTFDate(from: day.monday, through: day.monday.advanced(by: 6))
  }

  private static func day(of holiday: TimeValue.Holiday, in year: Int) -> CivilDay? {
    switch holiday {
    case .fixed(let month, let day): CivilDay(year: year, month: month, day: day)
    case .easter(let days): easter(year)?.advanced(by: days)
    case .weekday(let weekday, let nth, let month):
      CivilDay(year: year, month: month, day: 1).map {
        $0.advanced(by: (weekday - $0.weekday + 7) % 7 + 7 * (nth - 1))
      }
    }
  }

  /// Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876).
  private static func easter(_ year: Int) -> CivilDay? {
    let (a, b, c) = (year % 19, year / 100, year % 100)
    let epact = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30
    let weekday = (32 + 2 * (b % 4) + 2 * (c / 4) - epact - c % 4) % 7
    let shift = epact + weekday - 7 * ((a + 11 * epact + 22 * weekday) / 451) + 114
    return CivilDay(year: year, month: shift / 31, day: shift % 31 + 1)
  }

  /// A day moved by so many units, no more exact than the unit.
  private static func shifted(
    _ day: CivilDay, by count: Int, _ unit: TimeValue.Unit
  ) -> EDTFDate {
    let parts = day.parts
    switch unit {
    case .day: return EDTFDate(day.advanced(by: count))
    case .week:
      return count == 0 ? week(of: day) : EDTFDate(day.advanced(by: 7 * count)).approximated
    case .month:
      let months = parts.year * 12 + parts.month - 1 + count
      return EDTFDate(.init(year: months / 12, month: months % 12 + 1))
    case .year: return EDTFDate(.init(year: parts.year + count))
    case .decade: return EDTFDate(.init(year: parts.year + 10 * count, isApproximate: true))
    case .century: return EDTFDate(.init(year: parts.year + 100 * count, isApproximate: true))
    }
  }

  private static func relative(
    _ value: TimeValue, to today: CivilDay, isFuture: Bool
  ) -> EDTFDate? {
    switch value {
    case .date(_, let month, let day):
      return nearest(month: month, to: today, isFuture: isFuture) { year in
        CivilDay(year: year, month: month, day: day).map { EDTFDate($0) }
      }
    case .month(_, let month, let isVague):
      return nearest(month: month, to: today, isFuture: isFuture) { year in
        EDTFDate(.init(year: year, month: month, isApproximate: isVague))
      }
    case .namedMonth(let month, let direction):
      let year = today.parts.year
      let passed = month < today.parts.month
      return EDTFDate(
        .init(
          year: direction < 0 ? (passed ? year : year - 1) : (passed ? year + 1 : year),
          month: month))
    case .weekday(let day, let direction):
      return EDTFDate(weekday(day, direction: direction, from: today, isFuture: isFuture))
    case .dayOffset(let days):
      return EDTFDate(today.advanced(by: days))
    case .weekdayOfWeek(let day, let offset):
      return EDTFDate(today.monday.advanced(by: 7 * offset + day))
    case .weekOf(let inner):
      return relative(inner, to: today, isFuture: isFuture).map { week(of: $0.first) }
    case .partOfYear(let first, let last, _, let offset):
      return part(first, last, offset: offset, today: today)
    case .interval(let first, let last):
      return between(first, last, today: today, isFuture: isFuture)
    case .holiday(let holiday, _):
      return nearest(holiday, to: today, isFuture: isFuture)
    case .ahead(let count, let unit):
      return shifted(today, by: count, unit)
    case .told:
      return nil
    case .weekend(let offset):
      let saturday = isFuture || offset > 0 ? today.monday.advanced(by: 5) : lastSaturday(today)
      return EDTFDate(from: saturday, through: saturday.advanced(by: 1))
    case .period(let unit, let offset, let part):
      return period(unit, offset: offset, part: part, today: today)
    case .ago(let count, let unit):
      return ago(count, unit, from: today)
    case .span(let count, let unit):
      guard let start = ago(count, unit, from: today) else { return nil }
      return EDTFDate(start.approximated.start, through: .init(today))
    case .since(let inner):
      let start = absolute(inner) ?? relative(inner, to: today, isFuture: false)
      return start.map { EDTFDate($0.start, through: .init(today)) }
    case .recent:
      return EDTFDate(
        .init(year: today.parts.year, month: today.parts.month, isApproximate: true))
    case .anniversary(let count):
      return EDTFDate(.init(year: today.parts.year - count))
    case .year, .years:
      return absolute(value)
    }
  }

  /// A part of the year `offset` years away. A season is the last, this or the next one, whichever
  /// years it lies in; other parts are of their year.
  private static func part(_ first: Int, _ last: Int, offset: Int, today: CivilDay) -> EDTFDate {
    let year = today.parts.year
    let isSeason = TimeReader.seasons.values.contains(first...last)
    guard isSeason else { return months(first, last, of: year + offset) }
    let near = (year - 1...year + 1).map { months(first, last, of: $0) }
    switch offset {
    case ..<0: return near.last { $0.last < today } ?? near[0]
    case 0:
      let current = near.first { $0.first <= today && today <= $0.last }
      return current ?? months(first, last, of: year)
    default: return near.first { today < $0.first } ?? near[2]
    }
  }

  private static func between(
    _ first: TimeValue, _ last: TimeValue, today: CivilDay, isFuture: Bool
  ) -> EDTFDate? {
    func resolved(_ value: TimeValue) -> EDTFDate? {
      absolute(value) ?? relative(value, to: today, isFuture: isFuture)
    }
    guard var end = resolved(last), var start = resolved(first) else { return nil }
    // Told on a Tuesday, the Monday of "Monday to Wednesday" is of the Wednesday's week.
    if case .weekday = first, case .weekday(let day, _) = last {
      let length = (day - start.first.weekday + 7) % 7
      if isFuture {
        end = EDTFDate(start.first.advanced(by: length))
      } else {
        start = EDTFDate(end.first.advanced(by: -length))
      }
    }
    guard start.first <= end.first else { return nil }
    return EDTFDate(start.start, through: end.end ?? end.start)
  }

  /// The last such day up to a week ahead, or the next where the clause looks ahead.
  private static func nearest(
    _ holiday: TimeValue.Holiday, to today: CivilDay, isFuture: Bool
  ) -> EDTFDate? {
    let year = today.parts.year
    let days = (year - 1...year + 1).compactMap { day(of: holiday, in: $0) }
    let found =
      isFuture
      ? days.first { today <= $0 } : days.last { $0.number <= today.number + 7 }
    return found.map { EDTFDate($0) }
  }

  private static func lastSaturday(_ today: CivilDay) -> CivilDay {
    let back = (today.weekday - 5 + 7) % 7
    return today.advanced(by: -back)
  }

  /// The weekday that the tense allows: the last one up to today, or the next from today.
  private static func weekday(
    _ day: Int, direction: Int, from today: CivilDay, isFuture: Bool
  ) -> CivilDay {
    let back = (today.weekday - day + 7) % 7
    if direction > 0 { return today.advanced(by: back == 0 ? 7 : 7 - back) }
    if direction < 0 { return today.advanced(by: back == 0 ? -7 : -back) }
    if isFuture, back != 0 { return today.advanced(by: 7 - back) }
    return today.advanced(by: -back)
  }

  /// The year of a month named without one: the past one of the last eleven months, the coming one
  /// where the clause looks ahead.
  private static func nearest(
    month: Int, to today: CivilDay, isFuture: Bool, make: (Int) -> EDTFDate?
  ) -> EDTFDate? {
    let year = today.parts.year
    if isFuture { return make(month < today.parts.month ? year + 1 : year) }
    if month <= today.parts.month {
      let same = make(year)
      // "Dec. 31" on Dec. 2 is the coming one only where the clause says so; otherwise last year's,
      // unless it lies within the week, which dates of publication a day off bring about.
      if let same, same.first.number > today.number + 7 { return make(year - 1) }
      return same
    }
    return make(year - 1)
  }

  private static func period(
    _ unit: TimeValue.Unit, offset: Int, part: TimeValue.Part, today: CivilDay
  ) -> EDTFDate? {
    let now = today.parts
    switch unit {
    case .day:
      return EDTFDate(today.advanced(by: offset))
    case .week:
      let monday = today.monday.advanced(by: 7 * offset)
      if offset == 0 {
        switch part {
        case .earlier, .whole:
          return EDTFDate(from: monday, through: today)
        case .later:
          return EDTFDate(from: today, through: monday.advanced(by: 6))
        }
      }
      return EDTFDate(from: monday, through: monday.advanced(by: 6))
    case .month:
      let months = now.year * 12 + now.month - 1 + offset
      return EDTFDate(.init(year: months / 12, month: months % 12 + 1))
    case .year:
      return EDTFDate(.init(year: now.year + offset))
    case .decade:
      let start = (now.year / 10 + offset) * 10
      return EDTFDate(.init(year: start), through: .init(year: start + 9))
    case .century:
      let start = ((now.year - 1) / 100 + offset) * 100 + 1
      return EDTFDate(.init(year: start), through: .init(year: start + 99))
    }
  }

  private static func ago(_ count: Int, _ unit: TimeValue.Unit, from today: CivilDay) -> EDTFDate? {
    let now = today.parts
    switch unit {
    case .day:
      return EDTFDate(today.advanced(by: -count))
    case .week:
      return EDTFDate(today.advanced(by: -7 * count)).approximated
    case .month:
      let months = now.year * 12 + now.month - 1 - count
      return EDTFDate(.init(year: months / 12, month: months % 12 + 1, isApproximate: true))
    case .year:
      return EDTFDate(.init(year: now.year - count, isApproximate: count > 2))
    case .decade:
      return EDTFDate(.init(year: now.year - 10 * count, isApproximate: true))
    case .century:
      return EDTFDate(.init(year: now.year - 100 * count, isApproximate: true))
    }
  }
}
