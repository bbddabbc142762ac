/// The text form of a timespan: `[-][d.]hh:mm:ss[.fffffff]`.
public enum TimespanText {
  /// The text of `ticks`; days and fraction only where they are not zero.
  public static func text(of ticks: Int64) -> String {
    var text = ticks < 0 ? "-" : ""
    let magnitude = ticks.magnitude
    let days = magnitude / UInt64(Ticks.perDay)
    let rest = Int64(magnitude % UInt64(Ticks.perDay))
    if days > 0 { text += "\(days)." }
    appendPadded(rest / Ticks.perHour, 2, to: &text)
    text += ":"
    appendPadded(rest / Ticks.perMinute % 60, 2, to: &text)
    text += ":"
    appendPadded(rest / Ticks.perSecond % 60, 2, to: &text)
    let fraction = rest % Ticks.perSecond
    if fraction > 0 {
      text += "."
      appendPadded(fraction, 7, to: &text)
    }
    return text
  }

  /// The ticks of `[-][d.]hh:mm[:ss[.fffffff]]`, of a number of days, or of a number with a unit
  /// (`1.5h`, `15 seconds`); nil if it is none of them or too long.
  public static func ticks(of text: some StringProtocol) -> Int64? {
    var cursor = ByteCursor(text)
    cursor.skipSpaces()
    let isNegative = cursor.take(UInt8(ascii: "-"))
    if !isNegative { _ = cursor.take(UInt8(ascii: "+")) }
    guard let magnitude = clock(&cursor) ?? measured(&cursor) else { return nil }
    cursor.skipSpaces()
    return cursor.isAtEnd ? (isNegative ? -magnitude : magnitude) : nil
  }

  /// The ticks of a unit's name (`d`, `hours`, `ms`, `tick`), or nil; a nanosecond is part of a tick.
  public static func ticks(ofUnit unit: String) -> Double? {
    switch unit {
    case "d", "day", "days": Double(Ticks.perDay)
    case "h", "hr", "hrs", "hour", "hours": Double(Ticks.perHour)
    case "m", "min", "minute", "minutes": Double(Ticks.perMinute)
    case "s", "sec", "second", "seconds": Double(Ticks.perSecond)
    case "ms", "milli", "millis", "millisec", "millisecond", "milliseconds":
      Double(Ticks.perMillisecond)
    case "micro", "micros", "microsec", "microsecond", "microseconds":
      Double(Ticks.perMicrosecond)
    case "nano", "nanos", "nanosec", "nanosecond", "nanoseconds": 0.01
    case "tick", "ticks": 1
    default: nil
    }
  }

  /// `d.hh:mm:ss.f`, `hh:mm`, ...; leaves the cursor where it was if that is not what comes.
  private static func clock(_ cursor: inout ByteCursor) -> Int64? {
    let start = cursor
    guard var first = cursor.takeDigits()?.value else {
      cursor = start
      return nil
    }
    var days: Int64 = 0
    if cursor.peek == UInt8(ascii: "."), let hours = hoursAfterPoint(cursor) {
      days = first
      first = hours.value
      cursor = hours.rest
    }
    guard first < 24, cursor.take(UInt8(ascii: ":")), let minutes = cursor.takeDigits()?.value,
      minutes < 60
    else {
      cursor = start
      return nil
    }
    var ticks = first * Ticks.perHour + minutes * Ticks.perMinute
    if cursor.take(UInt8(ascii: ":")) {
      guard let seconds = cursor.takeDigits()?.value, seconds < 60 else { return nil }
      ticks += seconds * Ticks.perSecond
      if cursor.take(UInt8(ascii: ".")) {
        guard let fraction = cursor.takeFractionTicks() else { return nil }
        ticks += fraction
      }
    }
    let (whole, isTooLong) = days.multipliedReportingOverflow(by: Ticks.perDay)
    let (sum, isStillTooLong) = whole.addingReportingOverflow(ticks)
    return isTooLong || isStillTooLong ? nil : sum
  }

  /// The hours of `.hh:`, so that the point is known to end the days and not to begin a fraction.
  private static func hoursAfterPoint(
    _ cursor: ByteCursor
  ) -> (value: Int64, rest: ByteCursor)? {
    var cursor = cursor
    cursor.position += 1
    guard let hours = cursor.takeDigits(), cursor.peek == UInt8(ascii: ":") else { return nil }
    return (hours.value, cursor)
  }

  /// A number of days, or a number with its unit.
  private static func measured(_ cursor: inout ByteCursor) -> Int64? {
    let start = cursor.position
    while let byte = cursor.peek, byte.isASCIIDigit || byte == UInt8(ascii: ".") {
      cursor.position += 1
    }
    let digits = String(decoding: cursor.bytes[start..<cursor.position], as: UTF8.self)
    cursor.skipSpaces()
    let letters = cursor.takeLetters()
    guard let unit = ticks(ofUnit: letters.isEmpty ? "d" : letters) else { return nil }
    if let count = Int64(digits), unit >= 1 {
      let (ticks, isTooLong) = count.multipliedReportingOverflow(by: Int64(unit))
      return isTooLong ? nil : ticks
    }
    guard let count = Double(digits), digits != "." else { return nil }
    let ticks = count * unit
    return Int64(exactly: unit < 1 ? (ticks + 1e-9).rounded(.down) : ticks.rounded())
  }
}

/// Appends a number with leading zeros up to `width` digits.
public func appendPadded(_ number: Int64, _ width: Int, to text: inout String) {
  let digits = String(number)
  for _ in 0..<max(0, width - digits.utf8.count) { text += "0" }
  text += digits
}
