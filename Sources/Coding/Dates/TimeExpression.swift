/// What words of time say before they are held against a day ("last month", "Oct. 31").
indirect enum TimeValue: Sendable, Hashable {
  enum Unit: Sendable, Hashable {
    case day, week, month, year
  }

  /// A day of a month, its year perhaps understood.
  case date(year: Int?, month: Int, day: Int)
  /// A month, its year perhaps understood; "early May" and the like are vague.
  case month(year: Int?, month: Int, isVague: Bool)
  case year(Int, isVague: Bool)
  case years(Int, Int)
  /// A day of the week, 0 for Monday; -1 the last, 0 the nearest that the tense allows, 1 the next.
  case weekday(Int, direction: Int)
  /// So many days from the article's ("yesterday" -1).
  case dayOffset(Int)
  /// So many weeks, months or years from the present one ("last month" -1), or a part of it.
  case period(Unit, offset: Int, part: Part)
  case weekend(Int)
  /// A month named with "last" or "next".
  case namedMonth(Int, direction: Int)
  case ago(Int, Unit)
  /// The time up to now ("for more than a year", "over the past five days").
  case span(Int, Unit)
  /// From a time up to now.
  case since(TimeValue)
  /// "recently", "in recent days".
  case recent
  /// So many years before the article ("the 25th anniversary of").
  case anniversary(Int)

  enum Part: Sendable, Hashable {
    case whole, earlier, later
  }
}

/// Words of time in a sentence.
struct TimeExpression: Sendable, Hashable {
  /// Their places in `Document.tokens`.
  let tokens: Range<Int>
  let value: TimeValue
}
