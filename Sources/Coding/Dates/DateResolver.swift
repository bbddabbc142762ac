/// Turns words of time into dates, held against the day of the article.
struct DateResolver: Sendable {
  /// The article's day as far as it is known.
  let published: EDTFDate?

  init(published: EDTFDate?) {
    self.published = published
  }

  /// The date of a time expression; nil where the article's day would be needed and is not known
  /// well enough. `isFuture` says that the clause speaks of what is to come.
  func resolve(_ value: TimeValue, isFuture: Bool = false) -> EDTFDate? {
    if let date = Self.absolute(value) { return date }
    guard let published else { return nil }
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
    default:
      nil
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
    // A past "Saturday" in an article of a Friday is told from a later time zone, not six days old.
    if back == 6 { return today.advanced(by: 1) }
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
    }
  }
}
