/// Days, months, years and their parts by name or number.
extension TimeReader {
  static let months: [String: Int] = [
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
    "august": 8, "september": 9, "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2,
    "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11,
    "dec": 12, "jan.": 1, "feb.": 2, "mar.": 3, "apr.": 4, "jun.": 6, "jul.": 7, "aug.": 8,
    "sep.": 9, "sept.": 9, "oct.": 10, "nov.": 11, "dec.": 12,
  ]

  static func weekday(_ word: String) -> Int? { weekdays[word] }

  static let weekdays: [String: Int] = [
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5,
    "sunday": 6, "mon.": 0, "tues.": 1, "wed.": 2, "thurs.": 3, "fri.": 4, "sat.": 5, "sun.": 6,
  ]

  /// Whether the first six letters of a word are those of a weekday or a month.
  static func isTimeWord(_ beginning: String) -> Bool {
    ["monday", "tuesda", "wednes", "thursd", "friday", "saturd", "sunday"].contains(beginning)
      || months.keys.contains { $0.prefix(6) == beginning }
  }

  /// A day of a month: "31", "31st".
  static func day(_ word: String?) -> Int? {
    guard var text = word.map({ Substring($0) }) else { return nil }
    for ending in ["st", "nd", "rd", "th"] where text.hasSuffix(ending) {
      text = text.dropLast(2)
      break
    }
    guard let number = Int(text), (1...31).contains(number) else { return nil }
    return number
  }

  static func year(_ word: String?) -> Int? {
    guard let word, word.utf8.count == 4, let number = Int(word), (1800...2099).contains(number)
    else { return nil }
    return number
  }

  /// "Friday", "Friday, May 19" (the date deciding), "Friday last week", "Friday morning".
  func weekdayName(at index: Int) -> Match? {
    guard let day = word(index).flatMap(Self.weekday), word(index) != "sun." || isStop(index + 1)
    else { return nil }
    var next = index + 1
    if ["afternoon", "evening", "morning", "night"].contains(word(next) ?? "") { next += 1 }
    var date = next
    if word(date) == "," { date += 1 }
    if word(date) == "the" { date += 1 }
    if let (value, length) = monthDate(at: date) ?? dayFirst(at: date), case .date = value {
      return (value, date - index + length)
    }
    for (text, offset) in [
      ("of last week", -1), ("last week", -1), ("of this week", 0), ("this week", 0),
      ("of next week", 1), ("next week", 1), ("the week before last", -2),
    ] {
      if let length = phrase(text, at: next) {
        return (.weekdayOfWeek(day, offset: offset), next - index + length)
      }
    }
    return (.weekday(day, direction: 0), next - index)
  }

  private func isStop(_ index: Int) -> Bool {
    guard let next = word(index) else { return true }
    return Self.months[next] != nil || next == ","
  }

  /// "May" and "March" are months only beside a number or after a preposition.
  private func isMonthContext(at index: Int) -> Bool {
    guard let first = word(index), ["may", "march", "mar", "jan", "dec", "sun."].contains(first)
    else { return true }
    if Self.days(word(index + 1)) != nil || Self.year(word(index + 1)) != nil { return true }
    let before = word(index - 1) ?? ""
    return [
      "and", "between", "by", "during", "early", "from", "in", "last", "late", "mid", "next", "of",
      "since", "this", "to", "until",
    ].contains(before) && word(index + 1) != "not"
  }

  /// "May 11, 2017", "Oct. 31", "May 2017", "December".
  func monthDate(at index: Int) -> Match? {
    guard let first = word(index) else { return nil }
    let bare = first.hasPrefix("mid-") ? String(first.dropFirst(4)) : first
    guard let month = Self.months[bare], isMonthContext(at: index) else { return nil }
    var next = index + 1
    if bare == first {
      if let days = Self.days(word(next)) {
        next += 1
        var after = next
        if word(after) == "," || word(after) == "of" { after += 1 }
        let year = Self.year(word(after))
        if year != nil { next = after + 1 }
        let start = TimeValue.date(year: year, month: month, day: days.lowerBound)
        if days.count == 1 { return (start, next - index) }
        let end = TimeValue.date(year: year, month: month, day: days.upperBound)
        return (.interval(start, end), next - index)
      }
    }
    let isVague =
      bare != first || ["early", "late", "mid", "around"].contains(word(index - 1) ?? "")
    let direction = ["last": -1, "next": 1][word(index - 1) ?? ""]
    if let direction { return (.namedMonth(month, direction: direction), 1) }
    if let length = phrase("last year", at: next) ?? phrase("of last year", at: next) {
      return (.partOfYear(first: month, last: month, year: nil, offset: -1), length + 1)
    }
    if let length = phrase("this year", at: next) ?? phrase("of this year", at: next) {
      return (.partOfYear(first: month, last: month, year: nil, offset: 0), length + 1)
    }
    if let length = phrase("next year", at: next) ?? phrase("of next year", at: next) {
      return (.partOfYear(first: month, last: month, year: nil, offset: 1), length + 1)
    }
    if word(next) == "," || word(next) == "of" { next += 1 }
    if let year = Self.year(word(next)) {
      return (.month(year: year, month: month, isVague: isVague), next + 1 - index)
    }
    return (.month(year: nil, month: month, isVague: isVague), 1)
  }

  /// "11", "11th", "11-12".
  private static func days(_ word: String?) -> ClosedRange<Int>? {
    if let day = day(word) { return day...day }
    let parts = word?.split { $0 == "-" || $0 == "\u{2013}" } ?? []
    guard parts.count == 2, let first = day(String(parts[0])), let last = day(String(parts[1])),
      first < last
    else { return nil }
    return first...last
  }

  /// "11 May 2017", "the 31st of October", "11-12 May".
  func dayFirst(at index: Int) -> Match? {
    guard let days = Self.days(word(index)) else { return nil }
    var next = index + 1
    if word(next) == "of" { next += 1 }
    guard let month = word(next).flatMap({ Self.months[$0] }) else { return nil }
    next += 1
    if word(next) == ",", Self.year(word(next + 1)) != nil { next += 1 }
    let year = Self.year(word(next))
    if year != nil { next += 1 }
    let start = TimeValue.date(year: year, month: month, day: days.lowerBound)
    if days.count == 1 { return (start, next - index) }
    return (
      .interval(start, .date(year: year, month: month, day: days.upperBound)), next - index
    )
  }

  /// "2017-05-11", "2017/05/11", "11.05.2017", "2014-16", "5/11/2017" as Americans write it.
  func numeric(at index: Int) -> Match? {
    guard let text = word(index), text.utf8.first.map({ (0x30...0x39).contains($0) }) == true else {
      return nil
    }
    if text == "9/11" { return (.date(year: 2001, month: 9, day: 11), 1) }
    let stem = text.prefix { $0 != "t" }
    let parts = stem.split { "-/.\u{2013}".contains($0) }.map { String($0) }
    if parts.count == 3 {
      let orders =
        stem.contains("/") && parts[0].count < 4
        ? [(2, 0, 1), (2, 1, 0)] : [(0, 1, 2), (2, 1, 0)]
      for (y, m, d) in orders {
        if let year = Self.year(parts[y]), let month = Int(parts[m]), let day = Int(parts[d]),
          CivilDay(year: year, month: month, day: day) != nil
        {
          return (.date(year: year, month: month, day: day), 1)
        }
      }
    }
    guard parts.count == 2, !stem.contains("."), let from = Self.year(parts[0]) else { return nil }
    if let to = Self.year(parts[1]), to > from { return (.years(from, to), 1) }
    guard parts[1].utf8.count == 2, let short = Int(parts[1]) else { return nil }
    let to = from / 100 * 100 + short
    if to > from { return (.years(from, to), 1) }
    return (1...12).contains(short) ? (.month(year: from, month: short, isVague: false), 1) : nil
  }

  func year(at index: Int) -> Match? {
    if let first = word(index), first.hasPrefix("mid-"),
      let match = Self.year(String(first.dropFirst(4)))
    {
      return (.year(match, isVague: true), 1)
    }
    guard let year = Self.year(word(index)) else { return nil }
    // A number before a plural noun counts things ("2000 troops"); a year stands after a
    // preposition, ends its phrase, or is followed by a singular noun.
    let before = word(index - 1) ?? ""
    let leading: Set<String> = [
      "in", "since", "by", "of", "from", "until", "during", "early", "late", "around", "the", "a",
      "for", "to", "and", "through", "mid", "as",
    ]
    // "Turkey's 1974 invasion"
    let isOwned = before == "'s" || before == "\u{2019}s" || before == "'"
    guard leading.contains(before) || isOwned || index + 1 == words.count else { return nil }
    if before == "the" || before == "a", year % 100 == 0 { return nil }
    if let next = word(index + 1), next.hasSuffix("s"), next != "summits", before != "in" {
      return nil
    }
    return (.year(year, isVague: ["early", "late", "around", "mid"].contains(before)), 1)
  }

  /// "the 1990s", "the mid-1980s", "the nineties", "the 19th century".
  func century(at index: Int) -> Match? {
    guard let first = word(index) else { return nil }
    let bare = first.hasPrefix("mid-") ? String(first.dropFirst(4)) : first
    if bare.utf8.count == 5, bare.hasSuffix("0s"), let year = Self.year(String(bare.dropLast())) {
      return (.years(year, year + 9), 1)
    }
    if word(index - 1) == "the", let decade = Self.decades[first] {
      return (.years(decade, decade + 9), 1)
    }
    if word(index + 1) == "century", let number = Self.ordinal(first), (15...21).contains(number) {
      return (.years((number - 1) * 100 + 1, number * 100), 2)
    }
    return nil
  }

  private static let decades = [
    "eighties": 1980, "fifties": 1950, "forties": 1940, "nineties": 1990, "seventies": 1970,
    "sixties": 1960, "thirties": 1930, "twenties": 1920,
  ]

  /// "19th", "first".
  static func ordinal(_ word: String) -> Int? {
    if let number = ordinals[word] { return number }
    for ending in ["st", "nd", "rd", "th"] where word.hasSuffix(ending) {
      return Int(word.dropLast(2))
    }
    return nil
  }

  private static let ordinals = [
    "first": 1, "second": 2, "third": 3, "fourth": 4, "twentieth": 20, "nineteenth": 19,
  ]

  // MARK: Parts of years

  /// "the first quarter of 2018", "spring 2015", "the summer of 2016", "Q3 2017", "the second half of
  /// last year".
  func partOfYear(at index: Int) -> Match? {
    guard let first = word(index) else { return nil }
    if let months = Self.seasons[first] { return ofYear(months, from: index + 1, at: index) }
    if first.utf8.count == 2, first.first == "q", let number = first.last?.wholeNumberValue,
      (1...4).contains(number)
    {
      return ofYear((number * 3 - 2)...(number * 3), from: index + 1, at: index)
    }
    guard let second = word(index + 1) else { return nil }
    if second == "quarter", let number = Self.ordinal(first), (1...4).contains(number) {
      return ofYear((number * 3 - 2)...(number * 3), from: index + 2, at: index)
    }
    if second == "half", let number = Self.ordinal(first), (1...2).contains(number) {
      return ofYear((number * 6 - 5)...(number * 6), from: index + 2, at: index)
    }
    let ends = ["beginning": 1...3, "end": 11...12, "middle": 5...8, "start": 1...3]
    if second == "of", let months = ends[first] {
      return ofYear(months, from: index + 1, at: index, needsYear: true)
    }
    return nil
  }

  /// Months of the year that follows, "of" or not: as a number, or "last year".
  private func ofYear(
    _ months: ClosedRange<Int>, from start: Int, at index: Int, needsYear: Bool = false
  ) -> Match? {
    var next = start
    if word(next) == "of" || word(next) == "in" { next += 1 }
    if let year = Self.year(word(next)) {
      let value = TimeValue.partOfYear(
        first: months.lowerBound, last: months.upperBound, year: year, offset: 0)
      return (value, next + 1 - index)
    }
    for (text, offset) in [
      ("last year", -1), ("this year", 0), ("the year", 0), ("next year", 1),
    ] {
      guard let length = phrase(text, at: next) else { continue }
      let value = TimeValue.partOfYear(
        first: months.lowerBound, last: months.upperBound, year: nil, offset: offset)
      return (value, next + length - index)
    }
    return nil
  }

  /// The months of a season in the north; a winter is of the year in which it begins.
  static let seasons: [String: ClosedRange<Int>] = [
    "autumn": 9...11, "fall": 9...11, "spring": 3...5, "summer": 6...8, "winter": 12...14,
  ]

  // MARK: Holidays

  func holiday(at index: Int) -> Match? {
    guard let first = word(index) else { return nil }
    for (parts, holiday) in Self.holidaysByFirst[first] ?? [] where isPhrase(parts, at: index) {
      let length = parts.count
      var next = index + length
      if word(next) == "," || word(next) == "of" || word(next) == "in" { next += 1 }
      if let year = Self.year(word(next)) {
        return (.holiday(holiday, year: year), next + 1 - index)
      }
      return (.holiday(holiday, year: nil), length)
    }
    return nil
  }

  private static let holidaysByFirst: [String: [(words: [String], holiday: TimeValue.Holiday)]] = {
    let split = holidays.map { (words: $0.0.split(separator: " ").map(String.init), holiday: $0.1) }
    return Dictionary(grouping: split) { $0.words[0] }
  }()

  private static let holidays: [(String, TimeValue.Holiday)] = [
    ("all saints ' day", .fixed(month: 11, day: 1)),
    ("ascension day", .easter(39)),
    ("bastille day", .fixed(month: 7, day: 14)),
    ("boxing day", .fixed(month: 12, day: 26)),
    ("christmas day", .fixed(month: 12, day: 25)),
    ("christmas eve", .fixed(month: 12, day: 24)),
    ("christmas", .fixed(month: 12, day: 25)),
    ("columbus day", .weekday(0, nth: 2, month: 10)),
    ("easter monday", .easter(1)),
    ("easter sunday", .easter(0)),
    ("easter", .easter(0)),
    ("good friday", .easter(-2)),
    ("halloween", .fixed(month: 10, day: 31)),
    ("international women 's day", .fixed(month: 3, day: 8)),
    ("labor day", .weekday(0, nth: 1, month: 9)),
    ("may day", .fixed(month: 5, day: 1)),
    ("new year 's day", .fixed(month: 1, day: 1)),
    ("new year 's eve", .fixed(month: 12, day: 31)),
    ("orthodox christmas", .fixed(month: 1, day: 7)),
    ("palm sunday", .easter(-7)),
    ("pentecost", .easter(49)),
    ("thanksgiving day", .weekday(3, nth: 4, month: 11)),
    ("thanksgiving", .weekday(3, nth: 4, month: 11)),
    ("valentine 's day", .fixed(month: 2, day: 14)),
  ]
}
