/// A date as far as it is known: a day, a month or a year, or an interval between two such, each
/// perhaps approximate. Written in EDTF: `2017-05-11`, `2017-05~`, `2017-05-15/2017-05-19`.
struct EDTFDate: Sendable, Hashable, CustomStringConvertible {
  /// One end of it.
  struct Point: Sendable, Hashable {
    var year: Int
    var month: Int?
    var day: Int?
    var isApproximate = false

    init(year: Int, month: Int? = nil, day: Int? = nil, isApproximate: Bool = false) {
      self.year = year
      self.month = month
      self.day = day
      self.isApproximate = isApproximate
    }

    init(_ day: CivilDay) {
      let parts = day.parts
      self.init(year: parts.year, month: parts.month, day: parts.day)
    }

    /// The first day that it can be.
    var first: CivilDay {
      CivilDay(year: year, month: month ?? 1, day: day ?? 1) ?? CivilDay(number: 0)
    }

    /// The last day that it can be.
    var last: CivilDay {
      let lastMonth = month ?? 12
      let lastDay = day ?? CivilDay.dayCount(year: year, month: lastMonth)
      return CivilDay(year: year, month: lastMonth, day: lastDay) ?? first
    }

    var text: String {
      var text = Self.padded(year, to: 4)
      if let month { text += "-" + Self.padded(month, to: 2) }
      if let day { text += "-" + Self.padded(day, to: 2) }
      return isApproximate ? text + "~" : text
    }

    private static func padded(_ number: Int, to width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
  }

  var start: Point
  /// The other end of an interval.
  var end: Point?

  init(_ start: Point, through end: Point? = nil) {
    self.start = start
    self.end = end == start ? nil : end
  }

  init(_ day: CivilDay) {
    self.init(Point(day))
  }

  /// The days from `first` to `last`.
  init(from first: CivilDay, through last: CivilDay) {
    self.init(Point(first), through: Point(last))
  }

  /// The date that `text` writes; nil where it is not EDTF of this kind.
  init?(_ text: String) {
    let ends = text.split(separator: "/").map(Self.point)
    guard let first = ends.first, let start = first, ends.count <= 2 else { return nil }
    if ends.count == 2 {
      guard let end = ends[1] else { return nil }
      self.init(start, through: end)
    } else {
      self.init(start)
    }
  }

  /// The first day that it can be.
  var first: CivilDay { start.first }

  /// The last day that it can be.
  var last: CivilDay { (end ?? start).last }

  /// The one day that it is; nil where it is not that exact.
  var day: CivilDay? { end == nil && start.day != nil ? start.first : nil }

  var isApproximate: Bool { start.isApproximate || (end?.isApproximate ?? false) }

  /// EDTF.
  var description: String { end.map { start.text + "/" + $0.text } ?? start.text }

  /// Whether some day may be both, an approximate end giving way by `slack` days.
  func isCompatible(with other: EDTFDate, slack: Int = 3) -> Bool {
    let give = (isApproximate || other.isApproximate) ? slack : 0
    return first.number <= other.last.number + give && other.first.number <= last.number + give
  }

  /// The same with an approximate start (and end).
  var approximated: EDTFDate {
    var copy = self
    copy.start.isApproximate = true
    copy.end?.isApproximate = true
    return copy
  }

  private static func point(_ text: Substring) -> Point? {
    var body = text
    var isApproximate = false
    while let last = body.last, "~?%".contains(last) {
      isApproximate = true
      body.removeLast()
    }
    let parts = body.split(separator: "-").map { Int($0) }
    guard let first = parts.first, let year = first, parts.count <= 3 else { return nil }
    guard parts.allSatisfy({ $0 != nil }) else { return nil }
    let month = parts.count > 1 ? parts[1] : nil
    let day = parts.count > 2 ? parts[2] : nil
    guard CivilDay(year: year, month: month ?? 1, day: day ?? 1) != nil else { return nil }
    return Point(year: year, month: month, day: day, isApproximate: isApproximate)
  }
}
