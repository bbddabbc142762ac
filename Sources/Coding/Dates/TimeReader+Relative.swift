/// Times counted from the article's day.
extension TimeReader {
  static let units: [String: TimeValue.Unit] = [
    "century": .century, "centuries": .century, "day": .day, "days": .day, "decade": .decade,
    "decades": .decade, "month": .month, "months": .month, "week": .week, "weeks": .week,
    "weekend": .week, "year": .year, "years": .year,
  ]

  /// "earlier this week", "later on Friday", "earlier in the month".
  func earlierOrLater(at index: Int) -> Match? {
    guard let first = word(index), ["earlier", "later"].contains(first) else { return nil }
    var next = index + 1
    if word(next) == "on" { next += 1 }
    if let (value, length) = weekdayName(at: next) { return (value, next - index + length) }
    next = index + 1
    if let length = phrase("in the", at: next) ?? phrase("this", at: next) {
      next += length
    } else {
      return nil
    }
    if let month = word(next).flatMap({ Self.months[$0] }) {
      return (.month(year: nil, month: month, isVague: true), next + 1 - index)
    }
    guard let unit = word(next).flatMap({ Self.units[$0] }) else { return nil }
    return (
      .period(unit, offset: 0, part: first == "earlier" ? .earlier : .later), next + 1 - index
    )
  }

  /// "last Friday", "next month", "this summer", "the past five days", "the coming weeks".
  func directed(at index: Int) -> Match? {
    guard let first = word(index), let offset = Self.directions[first],
      let second = word(index + 1)
    else { return nil }
    if let day = Self.weekday(second) {
      let part = word(index + 2) ?? ""
      let isLonger = ["afternoon", "evening", "morning", "night"].contains(part)
      return (.weekday(day, direction: offset), isLonger ? 3 : 2)
    }
    if let month = Self.months[second] {
      if let year = Self.year(word(index + 2)) {
        return (.month(year: year, month: month, isVague: false), 3)
      }
      if offset == 0 { return (.month(year: nil, month: month, isVague: false), 2) }
      return (.namedMonth(month, direction: offset), 2)
    }
    if let months = Self.seasons[second] {
      return (
        .partOfYear(
          first: months.lowerBound, last: months.upperBound, year: nil, offset: offset), 2
      )
    }
    if second == "weekend" { return (.weekend(offset), 2) }
    if let value = fixedUnit(second, offset: offset, at: index) { return (value, 2) }
    if let count = count(at: index + 1), first != "this",
      let unit = word(index + 1 + count.length).flatMap({ Self.units[$0] })
    {
      let length = 2 + count.length
      return (offset > 0 ? .ahead(count.number, unit) : .span(count.number, unit), length)
    }
    if ["days", "decades", "months", "weeks", "years"].contains(second), offset != 0 {
      return offset < 0 ? (.recent, 2) : (.ahead(1, second == "days" ? .week : .month), 2)
    }
    return nil
  }

  private func fixedUnit(_ second: String, offset: Int, at index: Int) -> TimeValue? {
    guard let unit = Self.units[second], !second.hasSuffix("s") else { return nil }
    // "the past year" is the time up to now, "last year" the one before.
    if ["past"].contains(word(index) ?? ""), word(index - 1) == "the" { return .span(1, unit) }
    return unit == .day && offset != 0 ? nil : .period(unit, offset: offset, part: .whole)
  }

  private static let directions = [
    "coming": 1, "last": -1, "next": 1, "past": -1, "previous": -1, "this": 0, "upcoming": 1,
  ]
}
