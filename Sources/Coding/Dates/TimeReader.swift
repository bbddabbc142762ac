/// Finds words of time in a row of lower-case token texts.
struct TimeReader {
  private let words: [String]

  /// A reader of tokens in lower case.
  init(_ words: [String]) {
    self.words = words
  }

  /// The expressions from left to right, places counted from 0.
  func expressions() -> [TimeExpression] {
    var found: [TimeExpression] = []
    var index = 0
    while index < words.count {
      if let (value, length) = match(at: index) {
        let sinceLength = precedingSince(index)
        let start = index - sinceLength
        found.append(
          TimeExpression(
            tokens: start..<(index + length), value: sinceLength > 0 ? .since(value) : value))
        index += length
      } else {
        index += 1
      }
    }
    return found
  }

  private func precedingSince(_ index: Int) -> Int {
    if word(index - 1) == "since" { return 1 }
    let isVague = ["early", "late", "mid", "at", "about"].contains(word(index - 1) ?? "")
    return isVague && word(index - 2) == "since" ? 2 : 0
  }

  private func word(_ index: Int) -> String? {
    words.indices.contains(index) ? words[index] : nil
  }

  private func match(at index: Int) -> (TimeValue, Int)? {
    named(at: index) ?? monthDate(at: index) ?? dayFirst(at: index) ?? relative(at: index)
      ?? counted(at: index) ?? year(at: index) ?? numeric(at: index)
  }

  // MARK: Words that stand alone

  private static let single: [String: TimeValue] = [
    "today": .dayOffset(0), "tonight": .dayOffset(0), "yesterday": .dayOffset(-1),
    "tomorrow": .dayOffset(1), "overnight": .dayOffset(0), "recently": .recent,
    "decades-long": .recent,
  ]

  private func named(at index: Int) -> (TimeValue, Int)? {
    guard let first = word(index) else { return nil }
    if let value = Self.single[first] { return (value, 1) }
    if let day = Self.weekday(first) {
      // "Friday, May 19" is one expression, the date deciding.
      var next = index + 1
      if word(next) == "," { next += 1 }
      if word(next) == "the" { next += 1 }
      if let (value, length) = monthDate(at: next) ?? dayFirst(at: next), case .date = value {
        return (value, next - index + length)
      }
      return (.weekday(day, direction: 0), 1)
    }
    if first == "in" || first == "over", word(index + 1) == "recent" {
      return (.recent, 3)
    }
    if first == "over" || first == "during", word(index + 1) == "the", word(index + 2) == "weekend"
    {
      return (.weekend(0), 3)
    }
    return nil
  }

  // MARK: Dates

  private static let months: [String: Int] = [
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
    "august": 8, "september": 9, "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2,
    "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11,
    "dec": 12, "jan.": 1, "feb.": 2, "mar.": 3, "apr.": 4, "jun.": 6, "jul.": 7, "aug.": 8,
    "sep.": 9, "sept.": 9, "oct.": 10, "nov.": 11, "dec.": 12,
  ]

  private static func weekday(_ word: String) -> Int? {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    let short = ["mon.", "tues.", "wed.", "thurs.", "fri.", "sat.", "sun."]
    return days.firstIndex(of: word) ?? short.firstIndex(of: word)
  }

  /// A day of a month: "31", "31st".
  private static func day(_ word: String?) -> Int? {
    guard var text = word.map({ Substring($0) }) else { return nil }
    for ending in ["st", "nd", "rd", "th"] where text.hasSuffix(ending) {
      text = text.dropLast(2)
      break
    }
    guard let number = Int(text), (1...31).contains(number) else { return nil }
    return number
  }

  private static func year(_ word: String?) -> Int? {
    guard let word, word.utf8.count == 4, let number = Int(word), (1800...2099).contains(number)
    else { return nil }
    return number
  }

  /// "May" and "March" are months only beside a number or after a preposition.
  private func isMonthContext(at index: Int) -> Bool {
    guard let first = word(index), ["may", "march", "mar", "jan", "sun."].contains(first) else {
      return true
    }
    if Self.day(word(index + 1)) != nil || Self.year(word(index + 1)) != nil { return true }
    let before = word(index - 1) ?? ""
    return [
      "in", "since", "until", "by", "last", "next", "this", "early", "late", "mid", "of", "from",
      "during",
    ].contains(before)
  }

  /// "May 11, 2017", "Oct. 31", "May 2017", "December".
  private func monthDate(at index: Int) -> (TimeValue, Int)? {
    guard let first = word(index) else { return nil }
    let bare = first.hasPrefix("mid-") ? String(first.dropFirst(4)) : first
    guard let month = Self.months[bare], isMonthContext(at: index) else { return nil }
    var next = index + 1
    if bare == first, let day = Self.day(word(next)) {
      next += 1
      var after = next
      if word(after) == "," || word(after) == "of" { after += 1 }
      if let year = Self.year(word(after)) {
        return (.date(year: year, month: month, day: day), after + 1 - index)
      }
      return (.date(year: nil, month: month, day: day), next - index)
    }
    let isVague =
      bare != first || ["early", "late", "mid", "around"].contains(word(index - 1) ?? "")
    let direction = ["last": -1, "next": 1][word(index - 1) ?? ""]
    if let direction { return (.namedMonth(month, direction: direction), 1) }
    if word(next) == "," || word(next) == "of" { next += 1 }
    if let year = Self.year(word(next)) {
      return (.month(year: year, month: month, isVague: isVague), next + 1 - index)
    }
    return (.month(year: nil, month: month, isVague: isVague), 1)
  }

  /// "11 May 2017", "the 31st of October".
  private func dayFirst(at index: Int) -> (TimeValue, Int)? {
    guard let day = Self.day(word(index)) else { return nil }
    var next = index + 1
    if word(next) == "of" { next += 1 }
    guard let month = word(next).flatMap({ Self.months[$0] }) else { return nil }
    next += 1
    if word(next) == ",", Self.year(word(next + 1)) != nil { next += 1 }
    if let year = Self.year(word(next)) {
      return (.date(year: year, month: month, day: day), next + 1 - index)
    }
    return (.date(year: nil, month: month, day: day), next - index)
  }

  /// "2017-05-11".
  private func numeric(at index: Int) -> (TimeValue, Int)? {
    guard let text = word(index) else { return nil }
    let parts = text.split { $0 == "-" || $0 == "\u{2013}" }.map { String($0) }
    if parts.count == 3, let year = Self.year(parts[0]), let month = Int(parts[1]),
      let day = Int(parts[2]), CivilDay(year: year, month: month, day: day) != nil
    {
      return (.date(year: year, month: month, day: day), 1)
    }
    guard parts.count == 2, let from = Self.year(parts[0]) else { return nil }
    if let to = Self.year(parts[1]), to > from { return (.years(from, to), 1) }
    if parts[1].utf8.count == 2, let short = Int(parts[1]) {
      let to = from / 100 * 100 + short
      return to > from ? (.years(from, to), 1) : nil
    }
    return nil
  }

  private func year(at index: Int) -> (TimeValue, Int)? {
    guard let year = Self.year(word(index)) else { return nil }
    // A number before a plural noun counts things ("2000 troops"); a year stands after a
    // preposition, ends its phrase, or is followed by a singular noun.
    let before = word(index - 1) ?? ""
    let leading: Set<String> = [
      "in", "since", "by", "of", "from", "until", "during", "early", "late", "around", "the", "a",
      "for", "to", "and", "through", "mid", "as",
    ]
    guard leading.contains(before) || index + 1 == words.count else { return nil }
    if before == "the" || before == "a", year % 100 == 0 { return nil }
    if let next = word(index + 1), next.hasSuffix("s"), next != "summits", before != "in" {
      return nil
    }
    return (.year(year, isVague: ["early", "late", "around"].contains(before)), 1)
  }

  // MARK: Relative words

  private static let units: [String: TimeValue.Unit] = [
    "day": .day, "days": .day, "week": .week, "weeks": .week, "month": .month, "months": .month,
    "year": .year, "years": .year, "weekend": .week,
  ]

  private func relative(at index: Int) -> (TimeValue, Int)? {
    guard let first = word(index) else { return nil }
    switch first {
    case "last", "past", "previous", "next", "this", "coming":
      return directed(at: index)
    case "earlier", "later":
      if word(index + 1) == "today" { return (.dayOffset(0), 2) }
      if let day = word(index + 1).flatMap(Self.weekday) {
        return (.weekday(day, direction: 0), 2)
      }
      var next = index + 1
      if word(next) == "in" { next += 1 }
      if word(next) == "the" { next += 1 }
      guard word(next) == "this" || next > index + 1,
        let unit = word(next == index + 1 ? next + 1 : next).flatMap({ Self.units[$0] })
      else { return nil }
      let end = next == index + 1 ? next + 2 : next + 1
      return (.period(unit, offset: 0, part: first == "earlier" ? .earlier : .later), end - index)
    default:
      return nil
    }
  }

  private func directed(at index: Int) -> (TimeValue, Int)? {
    let first = word(index) ?? ""
    let offset = first == "this" ? 0 : (first == "next" || first == "coming" ? 1 : -1)
    guard let second = word(index + 1) else { return nil }
    if let day = Self.weekday(second) { return (.weekday(day, direction: offset), 2) }
    if let month = Self.months[second] {
      if offset == 0 { return (.month(year: nil, month: month, isVague: false), 2) }
      return (.namedMonth(month, direction: offset), 2)
    }
    if ["winter", "spring", "summer", "fall", "autumn", "season"].contains(second) {
      return (.period(.year, offset: offset, part: .whole), 2)
    }
    if second == "weekend" { return (.weekend(offset), 2) }
    if ["night", "evening"].contains(second), first == "last" { return (.dayOffset(-1), 2) }
    if ["morning", "afternoon", "evening"].contains(second), first == "this" {
      return (.dayOffset(0), 2)
    }
    if ["week", "month", "year"].contains(second), let unit = Self.units[second] {
      return (.period(unit, offset: offset, part: .whole), 2)
    }
    if let count = Self.count(second), let unit = word(index + 2).flatMap({ Self.units[$0] }),
      first != "this"
    {
      return (offset > 0 ? .recent : .span(count, unit), 3)
    }
    if ["days", "weeks", "months", "years"].contains(second), offset < 0 { return (.recent, 2) }
    return nil
  }

  private static func count(_ word: String?) -> Int? {
    guard let word else { return nil }
    let names = [
      "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
      "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fourteen": 14, "several": 3,
      "few": 3, "couple": 2, "20": 20,
    ]
    if let number = names[word] { return number }
    guard let number = Int(word), (1...200).contains(number) else { return nil }
    return number
  }

  /// "two years ago", "a week earlier", "for more than a year", "the 25th anniversary".
  private func counted(at index: Int) -> (TimeValue, Int)? {
    let first = word(index) ?? ""
    if word(index + 1) == "anniversary", first.hasSuffix("th") || first.hasSuffix("st"),
      let number = Int(first.dropLast(2))
    {
      return (.anniversary(number), 2)
    }
    if first == "for" || first == "over" {
      var next = index + 1
      for filler in ["more", "than", "at", "least", "nearly", "almost", "about", "over", "some"]
      where word(next) == filler {
        next += 1
      }
      if let count = Self.count(word(next)), let unit = word(next + 1).flatMap({ Self.units[$0] }),
        word(next + 2) != "ago"
      {
        return (.span(count, unit), next + 2 - index)
      }
      return nil
    }
    guard let count = Self.count(first) else { return nil }
    var next = index + 1
    if word(next) == "of" { next += 1 }
    if word(next) == "few" { next += 1 }
    guard let unit = word(next).flatMap({ Self.units[$0] }) else { return nil }
    guard let after = word(next + 1), after == "ago" else { return nil }
    return (.ago(count, unit), next + 2 - index)
  }
}
