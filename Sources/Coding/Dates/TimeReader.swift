/// Finds words of time in a row of lower-case token texts.
///
/// Each reading is a function from a place to a value and a number of tokens; the first that fits
/// wins. Those of the calendar stand in `TimeReader+Calendar`, those counted from the article's day in
/// `TimeReader+Relative`, numbers with units in `TimeReader+Counted`.
struct TimeReader {
  typealias Match = (value: TimeValue, length: Int)

  let words: [String]

  /// A reader of tokens in lower case.
  init(_ words: [String]) {
    self.words = words
  }

  /// The expressions from left to right, places counted from 0.
  func expressions() -> [TimeExpression] {
    var found: [TimeExpression] = []
    guard let lastCore = words.lastIndex(where: Openings.isCore) else { return [] }
    var index = 0
    while index <= lastCore {
      if mayBegin(at: index), let (value, length) = range(at: index) ?? match(at: index) {
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

  /// Whether an expression may begin at a place: every reading begins with one of few words, and the
  /// frequent ones of these ("in", "the") are soon followed by a word of time.
  private func mayBegin(at index: Int) -> Bool {
    let first = words[index]
    if Openings.isCore(first) { return true }
    guard Openings.words.contains(first) else { return false }
    return words[index + 1..<min(words.count, index + Openings.reach)].contains(
      where: Openings.isCore)
  }

  func word(_ index: Int) -> String? {
    words.indices.contains(index) ? words[index] : nil
  }

  /// The number of words of `phrase` where it stands at `index`, nil elsewhere.
  func phrase(_ phrase: String, at index: Int) -> Int? {
    let parts = phrase.split(separator: " ")
    guard index >= 0, index + parts.count <= words.count else { return nil }
    return parts.indices.allSatisfy { words[index + $0] == parts[$0] } ? parts.count : nil
  }

  private func precedingSince(_ index: Int) -> Int {
    var place = index - 1
    if word(place) == "the" { place -= 1 }
    let fillers: Set<String> = ["about", "around", "at", "early", "late", "least", "mid"]
    while fillers.contains(word(place) ?? "") { place -= 1 }
    return word(place) == "since" ? index - place : 0
  }

  /// One expression that begins at a place.
  func match(at index: Int) -> Match? {
    for reading in Self.readings {
      if let match = reading(self)(index) { return match }
    }
    return nil
  }

  /// In the order in which they are tried.
  private static let readings: [@Sendable (TimeReader) -> (Int) -> Match?] = [
    { $0.phrases }, { $0.weekdayName }, { $0.monthDate }, { $0.dayFirst }, { $0.holiday },
    { $0.partOfYear }, { $0.directed }, { $0.earlierOrLater }, { $0.counted }, { $0.century },
    { $0.year }, { $0.numeric },
  ]

  // MARK: Several words that are one time

  private func phrases(at index: Int) -> Match? {
    guard let first = word(index) else { return nil }
    if let value = Self.single[first] { return (value, 1) }
    for (parts, value) in Self.fixedByFirst[first] ?? [] where isPhrase(parts, at: index) {
      return (value, parts.count)
    }
    return nil
  }

  /// Whether words stand at a place.
  func isPhrase(_ parts: [String], at index: Int) -> Bool {
    index + parts.count <= words.count
      && parts.indices.allSatisfy { words[index + $0] == parts[$0] }
  }

  /// The phrases by their first words, those of one word in the order in which they are tried.
  private static let fixedByFirst: [String: [(words: [String], value: TimeValue)]] = {
    let split = fixed.map { (words: $0.0.split(separator: " ").map(String.init), value: $0.1) }
    return Dictionary(grouping: split) { $0.words[0] }
  }()

  private static let single: [String: TimeValue] = [
    "decades-long": .recent,
    "lately": .recent,
    "overnight": .dayOffset(0),
    "recently": .recent,
    "today": .dayOffset(0),
    "tomorrow": .dayOffset(1),
    "tonight": .dayOffset(0),
    "yesterday": .dayOffset(-1),
  ]

  private static let fixed: [(String, TimeValue)] = [
    ("at the same time", .told(0, .day)),
    ("at the weekend", .weekend(0)),
    ("during the weekend", .weekend(0)),
    ("earlier in the day", .dayOffset(0)),
    ("earlier on the day", .dayOffset(0)),
    ("earlier today", .dayOffset(0)),
    ("in recent days", .recent),
    ("in recent months", .recent),
    ("in recent weeks", .recent),
    ("in recent years", .recent),
    ("last night", .dayOffset(-1)),
    ("later in the day", .told(0, .day)),
    ("later that day", .told(0, .day)),
    ("later that night", .told(0, .day)),
    ("later the same day", .told(0, .day)),
    ("later today", .dayOffset(0)),
    ("of late", .recent),
    ("on the same day", .told(0, .day)),
    ("over recent days", .recent),
    ("over recent months", .recent),
    ("over recent weeks", .recent),
    ("over recent years", .recent),
    ("over the weekend", .weekend(0)),
    ("that day", .told(0, .day)),
    ("that evening", .told(0, .day)),
    ("that month", .told(0, .month)),
    ("that night", .told(0, .day)),
    ("that same day", .told(0, .day)),
    ("that week", .told(0, .week)),
    ("that year", .told(0, .year)),
    ("the day after tomorrow", .dayOffset(2)),
    ("the day before yesterday", .dayOffset(-2)),
    ("the day before", .told(-1, .day)),
    ("the following day", .told(1, .day)),
    ("the following month", .told(1, .month)),
    ("the following week", .told(1, .week)),
    ("the following year", .told(1, .year)),
    ("the month before", .told(-1, .month)),
    ("the next day", .told(1, .day)),
    ("the night before", .told(-1, .day)),
    ("the previous day", .told(-1, .day)),
    ("the previous evening", .told(-1, .day)),
    ("the previous month", .told(-1, .month)),
    ("the previous night", .told(-1, .day)),
    ("the previous week", .told(-1, .week)),
    ("the previous year", .told(-1, .year)),
    ("the same day", .told(0, .day)),
    ("the same month", .told(0, .month)),
    ("the same week", .told(0, .week)),
    ("the same year", .told(0, .year)),
    ("the week before", .told(-1, .week)),
    ("the year before", .told(-1, .year)),
    ("these days", .recent),
    ("this afternoon", .dayOffset(0)),
    ("this evening", .dayOffset(0)),
    ("this morning", .dayOffset(0)),
    ("tomorrow night", .dayOffset(1)),
  ]

  // MARK: From one to another

  /// "between 2010 and 2014", "from Monday to Wednesday", "May 3 through May 5", "Monday and Tuesday".
  private func range(at index: Int) -> Match? {
    let opening = word(index) ?? ""
    let isOpened = opening == "between" || opening == "from"
    let start = isOpened ? index + 1 : index
    guard let (first, length) = boundary(at: start) else { return nil }
    let place = start + length
    let joins: Set<String> =
      opening == "between" ? ["and"] : ["through", "to", "until", "till", "-", "\u{2013}"]
    guard let join = word(place), joins.contains(join) else { return nil }
    if !isOpened, ["to", "until", "till"].contains(join) { return nil }
    guard let (last, lastLength) = boundary(at: place + 1) ?? bareDay(first, at: place + 1) else {
      return nil
    }
    return (.interval(first, last), place + 1 + lastLength - index)
  }

  /// A time that may begin or end a range.
  private func boundary(at index: Int) -> Match? {
    weekdayName(at: index) ?? monthDate(at: index) ?? dayFirst(at: index)
      ?? Self.year(word(index)).map { (.year($0, isVague: false), 1) }
  }

  /// "May 3 - 5": the second is a day of the same month.
  private func bareDay(_ first: TimeValue, at index: Int) -> Match? {
    guard case .date(let year, let month, _) = first, let day = Self.day(word(index)) else {
      return nil
    }
    return (.date(year: year, month: month, day: day), 1)
  }
}
