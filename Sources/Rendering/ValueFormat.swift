import Columnar

enum ValueFormat {
  static let ticksPerDay: Int64 = 864_000_000_000
  static let ticksPerSecond: Int64 = 10_000_000

  static func text(of value: Value) -> String {
    switch value {
    case .null, .dynamic(.null): return ""
    case .bool(let value): return value ? "true" : "false"
    case .integer(let value): return String(value)
    case .real(let value):
      if value.isNaN { return "NaN" }
      if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
      return value.description
    case .string(let text), .guid(let text), .dynamic(.string(let text)), .dynamic(.guid(let text)):
      return text
    case .datetime(let ticks), .dynamic(.datetime(let ticks)): return datetime(ticks)
    case .timespan(let ticks), .dynamic(.timespan(let ticks)): return timespan(ticks)
    case .dynamic(let value):
      var result = ""
      JSONText.append(value, to: &result)
      return result
    }
  }

  static func day(_ ticks: Int64) -> String {
    // Civil from days, counted from 0000-03-01 (Howard Hinnant, chrono-compatible date algorithms).
    let days = ticks.floorDiv(ticksPerDay) + 306
    let era = days.floorDiv(146_097)
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
  }

  static func datetime(_ ticks: Int64) -> String {
    let time = ticks - ticks.floorDiv(ticksPerDay) * ticksPerDay
    return day(ticks) + "T" + clock(time) + "." + padded(time % ticksPerSecond, 7) + "Z"
  }

  static func timespan(_ ticks: Int64) -> String {
    let sign = ticks < 0 ? "-" : ""
    let magnitude = Int64(clamping: ticks.magnitude)
    let days = magnitude / ticksPerDay
    let fraction = magnitude % ticksPerSecond
    return sign + (days > 0 ? "\(days)." : "") + clock(magnitude % ticksPerDay)
      + (fraction > 0 ? "." + padded(fraction, 7) : "")
  }

  private static func clock(_ ticks: Int64) -> String {
    let seconds = ticks / ticksPerSecond
    return padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2) + ":"
      + padded(seconds % 60, 2)
  }

  private static func padded(_ value: Int64, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension Int64 {
  fileprivate func floorDiv(_ divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
