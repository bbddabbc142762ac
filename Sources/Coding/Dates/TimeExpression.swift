/// What words of time say before they are held against a day ("last month", "Oct. 31").
indirect enum TimeValue: Sendable, Hashable {
  enum Unit: Sendable, Hashable {
    case day, week, month, year, decade, century
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
  /// A day of the week in a week counted from the present one ("Monday last week" -1).
  case weekdayOfWeek(Int, offset: Int)
  case weekend(Int)
  /// The week, from Monday, that holds a day.
  case weekOf(TimeValue)
  /// A part of a year: its month range, 1 to 3 for the first quarter; the year as stated, or counted
  /// from the present one. A winter begins in December.
  case partOfYear(first: Int, last: Int, year: Int?, offset: Int)
  /// From one time to another ("between 2010 and 2014", "Monday to Wednesday").
  case interval(TimeValue, TimeValue)
  /// A day named by what is kept on it.
  case holiday(Holiday, year: Int?)
  /// So much after the present day ("in two weeks").
  case ahead(Int, Unit)
  /// So much after (before, where negative) the day that was told before ("a day earlier", 0 for "the
  /// same day").
  case told(Int, Unit)
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

  enum Holiday: Sendable, Hashable {
    /// A day of a month.
    case fixed(month: Int, day: Int)
    /// Days from Easter Sunday.
    case easter(Int)
    /// The nth weekday of a month, 0 for Monday.
    case weekday(Int, nth: Int, month: Int)
  }
}

extension TimeValue {
  /// Whether it is counted from what was told before.
  var isTold: Bool {
    if case .told = self { return true }
    return false
  }

  /// Whether it is a time that lasts up to now.
  var isDuration: Bool {
    switch self {
    case .span, .since: true
    default: false
    }
  }
}

/// Words of time in a sentence.
struct TimeExpression: Sendable, Hashable {
  /// Their places in `Document.tokens`.
  let tokens: Range<Int>
  let value: TimeValue
}
