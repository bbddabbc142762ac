import Columnar

/// The order in which a column of dates writes its parts.
public enum DateForm: Sendable, Hashable {
  /// ISO 8601, `20170511`, `20170511120000`, named months, and of slashes the month first.
  case any
  /// The day before the month wherever both are numbers: `31-12-19`, `31/12/2019`.
  case dayFirst

  /// The moment that a text says, in ticks of 100 nanoseconds from 0001-01-01, or nil.
  func ticks(of text: String) -> Int64? {
    if let ticks = Self.compact(text) { return ticks }
    if self == .dayFirst, let ticks = Self.dayFirst(text) { return ticks }
    if let ticks = Self.namedMonth(text) { return ticks }
    return Self.isNumber(text) ? nil : DatetimeText.ticks(of: text)
  }

  /// `20170511` or `20170511120000`.
  private static func compact(_ text: String) -> Int64? {
    let digits = Array(text.utf8)
    guard digits.count == 8 || digits.count == 14, isNumber(text) else { return nil }
    func number(_ range: Range<Int>) -> Int {
      digits[range].reduce(0) { $0 * 10 + Int($1) - 48 }
    }
    guard
      let date = CivilDate(year: number(0..<4), month: number(4..<6), day: number(6..<8))
    else { return nil }
    let start = date.dayNumber * Ticks.perDay
    guard digits.count == 14 else { return start }
    let (hour, minute, second) = (number(8..<10), number(10..<12), number(12..<14))
    guard hour < 24, minute < 60, second < 60 else { return nil }
    return start + Int64(hour * 3600 + minute * 60 + second) * Ticks.perSecond
  }

  /// `31/12/2019`, `31-12-19`, `31.12.2019`.
  private static func dayFirst(_ text: String) -> Int64? {
    let parts = text.split { "/-.".contains($0) }
    guard parts.count == 3, let day = Int(parts[0]), let month = Int(parts[1]),
      let year = Int(parts[2]), parts[0].count <= 2
    else { return nil }
    return date(year: year, digits: parts[2].count, month: month, day: day)
  }

  /// `28-Jan-90`, `03 December 2020`, `01-January-2015`.
  private static func namedMonth(_ text: String) -> Int64? {
    let parts = text.split { $0 == "-" || $0 == " " }
    guard parts.count == 3, let day = Int(parts[0]), let year = Int(parts[2]), parts[1].count >= 3,
      let month = months.firstIndex(of: parts[1].prefix(3).lowercased())
    else { return nil }
    return date(year: year, digits: parts[2].count, month: month + 1, day: day)
  }

  /// Of years in two digits those to 68 are of this century, as POSIX has it.
  private static func date(year: Int, digits: Int, month: Int, day: Int) -> Int64? {
    let full = digits > 2 ? year : year < 69 ? 2000 + year : 1900 + year
    return CivilDate(year: full, month: month, day: day).map { $0.dayNumber * Ticks.perDay }
  }

  private static func isNumber(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) }
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]
}
