import Coding
import Columnar

/// The days that an EDTF date may be, as values of the `date` and `date_end` columns.
struct DayRange {
  /// The first day, null where the date is unknown.
  let first: Value
  /// The last day, equal to the first where the day is certain.
  let last: Value
  /// The number of days from first to last; `Int.max` where the date is unknown.
  let days: Int

  /// The days of a date as written; none where it is nil or no EDTF.
  init(edtf: String?) {
    guard let edtf, let range = EDTF.days(of: edtf),
      Self.representable.contains(range.lowerBound), Self.representable.contains(range.upperBound)
    else {
      first = .null
      last = .null
      days = .max
      return
    }
    first = .datetime(Ticks.unixEpoch + Int64(range.lowerBound) * Ticks.perDay)
    last = .datetime(Ticks.unixEpoch + Int64(range.upperBound) * Ticks.perDay)
    days = range.count
  }

  /// The days since 1970 that a datetime can hold: the years 1 to 9999.
  private static let representable: ClosedRange<Int> = {
    let first = (Ticks.datetimes.lowerBound - Ticks.unixEpoch) / Ticks.perDay
    let last = (Ticks.datetimes.upperBound - Ticks.unixEpoch) / Ticks.perDay
    return Int(first)...Int(last)
  }()
}
