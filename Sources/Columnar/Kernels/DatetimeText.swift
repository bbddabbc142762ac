/// The text form of a datetime, `2024-05-01T00:00:00.0000000Z`, and the forms that are read.
public enum DatetimeText {
  /// The text of `ticks` in ISO 8601 with seven digits of a second.
  public static func text(of ticks: Int64) -> String {
    let date = CivilDate(ticks: ticks)
    let rest = floorModulo(ticks, Ticks.perDay)
    var text = ""
    text.reserveCapacity(28)
    appendPadded(Int64(date.year), 4, to: &text)
    text += "-"
    appendPadded(Int64(date.month), 2, to: &text)
    text += "-"
    appendPadded(Int64(date.day), 2, to: &text)
    text += "T"
    appendPadded(rest / Ticks.perHour, 2, to: &text)
    text += ":"
    appendPadded(rest / Ticks.perMinute % 60, 2, to: &text)
    text += ":"
    appendPadded(rest / Ticks.perSecond % 60, 2, to: &text)
    text += "."
    appendPadded(rest % Ticks.perSecond, 7, to: &text)
    return text + "Z"
  }

  /// The ticks of a date with or without a time of day and a zone, or nil.
  ///
  /// Read are ISO 8601 (`2024-05-01`, `2024-05-01T10:20:30.5Z`, `2024-05-01 10:20+02:00`), month
  /// first (`5/1/2024`, `5-1-2024`, `5.1.2024`), and named months as in mail and HTTP
  /// (`Wed, 01 May 2024 10:20:30 GMT`, `1 May 2024`, `May 1, 2024`, `01-May-24`).
  public static func ticks(of text: some StringProtocol) -> Int64? {
    var cursor = ByteCursor(text)
    cursor.skipSpaces()
    guard let date = date(&cursor) else { return nil }
    let hadSpace = cursor.peek?.isASCIISpace ?? false
    cursor.skipSpaces()
    var ticks = date.ticks
    if !cursor.isAtEnd {
      guard cursor.takeWord("t") || cursor.take(UInt8(ascii: ",")) || hadSpace || cursor.peek == 90
      else { return nil }
      cursor.skipSpaces()
      if cursor.peek?.isASCIIDigit ?? false {
        guard let time = timeOfDay(&cursor) else { return nil }
        ticks += time
      }
      guard let offset = zone(&cursor), cursor.isAtEnd else { return nil }
      ticks -= offset
    }
    return Ticks.datetime(ticks)
  }

  private static func date(_ cursor: inout ByteCursor) -> CivilDate? {
    skipWeekday(&cursor)
    if let byte = cursor.peek, byte.isASCIILetter {
      // May 1, 2024
      guard let month = month(cursor.takeLetters()) else { return nil }
      cursor.skipSpaces()
      guard let day = cursor.takeDigits() else { return nil }
      _ = cursor.take(UInt8(ascii: ","))
      cursor.skipSpaces()
      guard let year = cursor.takeDigits() else { return nil }
      return civil(year, month, day.value)
    }
    guard let first = cursor.takeDigits(), let separator = cursor.peek else { return nil }
    cursor.position += 1
    if separator.isASCIISpace { cursor.skipSpaces() }
    if let byte = cursor.peek, byte.isASCIILetter, separator == 45 || separator.isASCIISpace {
      // 1 May 2024, 01-May-24
      guard let month = month(cursor.takeLetters()), let next = cursor.peek,
        next == 45 || next.isASCIISpace
      else { return nil }
      cursor.position += 1
      cursor.skipSpaces()
      guard let year = cursor.takeDigits() else { return nil }
      return civil(year, month, first.value)
    }
    guard [UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: ".")].contains(separator),
      let second = cursor.takeDigits()
    else { return nil }
    if first.count == 4 {
      guard cursor.take(separator) else { return civil(first, second.value, 1) }
      return cursor.takeDigits().flatMap { civil(first, second.value, $0.value) }
    }
    guard cursor.take(separator), let year = cursor.takeDigits() else { return nil }
    return civil(year, first.value, second.value)
  }

  /// A year of two digits lies between 1950 and 2049.
  private static func civil(
    _ year: (value: Int64, count: Int), _ month: Int64, _ day: Int64
  ) -> CivilDate? {
    let full: Int64
    switch year.count {
    case 2: full = year.value + (year.value < 50 ? 2000 : 1900)
    case 4: full = year.value
    default: return nil
    }
    guard month <= 12, day <= 31 else { return nil }
    return CivilDate(year: Int(full), month: Int(month), day: Int(day))
  }

  private static func skipWeekday(_ cursor: inout ByteCursor) {
    let start = cursor
    let word = cursor.takeLetters()
    if word.utf8.count >= 3, weekdays.contains(where: { $0.hasPrefix(word) }) {
      _ = cursor.take(UInt8(ascii: ","))
      cursor.skipSpaces()
    } else {
      cursor = start
    }
  }

  /// `h:mm[:ss[.f]]` with `AM` or `PM` where it is there.
  private static func timeOfDay(_ cursor: inout ByteCursor) -> Int64? {
    guard var hours = cursor.takeDigits()?.value, cursor.take(UInt8(ascii: ":")),
      let minutes = cursor.takeDigits()?.value, minutes < 60
    else { return nil }
    var ticks = minutes * Ticks.perMinute
    if cursor.take(UInt8(ascii: ":")) {
      guard let seconds = cursor.takeDigits()?.value, seconds < 60 else { return nil }
      ticks += seconds * Ticks.perSecond
      if cursor.take(UInt8(ascii: ".")) {
        guard let fraction = cursor.takeFractionTicks() else { return nil }
        ticks += fraction
      }
    }
    cursor.skipSpaces()
    let isMorning = cursor.takeWord("am")
    if isMorning || cursor.takeWord("pm") {
      guard (1...12).contains(hours) else { return nil }
      hours = hours % 12 + (isMorning ? 0 : 12)
    }
    return hours < 24 ? ticks + hours * Ticks.perHour : nil
  }

  /// What the zone is ahead of UTC; none counts as UTC.
  private static func zone(_ cursor: inout ByteCursor) -> Int64? {
    cursor.skipSpaces()
    if cursor.takeWord("gmt") || cursor.takeWord("utc") || cursor.takeWord("z") || cursor.isAtEnd {
      cursor.skipSpaces()
      return 0
    }
    let isWest = cursor.take(UInt8(ascii: "-"))
    guard isWest || cursor.take(UInt8(ascii: "+")), var hours = cursor.takeDigits() else {
      return nil
    }
    var minutes: Int64 = 0
    if cursor.take(UInt8(ascii: ":")) {
      guard let value = cursor.takeDigits()?.value else { return nil }
      minutes = value
    } else if hours.count == 4 {
      minutes = hours.value % 100
      hours.value /= 100
    }
    guard hours.value <= 14, minutes < 60 else { return nil }
    let offset = hours.value * Ticks.perHour + minutes * Ticks.perMinute
    cursor.skipSpaces()
    return isWest ? -offset : offset
  }

  private static func month(_ word: String) -> Int64? {
    guard word.utf8.count >= 3 else { return nil }
    return months.firstIndex { $0.hasPrefix(word) }.map { Int64($0) + 1 }
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]

  private static let weekdays = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]
}
