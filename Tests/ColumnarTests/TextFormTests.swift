import Columnar
import Testing

/// Texts of datetimes, timespans, numbers and guids: what is read, and what is printed.
struct TextFormTests {
  @Test(arguments: [
    ("2024-05-01", "2024-05-01T00:00:00.0000000Z"),
    ("2024-5-1 7:08", "2024-05-01T07:08:00.0000000Z"),
    ("2024-05-01T10:20:30.1234567Z", "2024-05-01T10:20:30.1234567Z"),
    ("2024-05-01T10:20:30.12345678", "2024-05-01T10:20:30.1234567Z"),
    ("2024-05-01 01:30:00+02:00", "2024-04-30T23:30:00.0000000Z"),
    ("2024-05", "2024-05-01T00:00:00.0000000Z"),
    ("5/1/2024 3:04:05 PM", "2024-05-01T15:04:05.0000000Z"),
    ("05-01-2024", "2024-05-01T00:00:00.0000000Z"),
    ("1 May 2024", "2024-05-01T00:00:00.0000000Z"),
    ("May 1, 2024 12:00 AM", "2024-05-01T00:00:00.0000000Z"),
    ("Wed, 01 May 2024 10:20:30 GMT", "2024-05-01T10:20:30.0000000Z"),
    ("01-May-24", "2024-05-01T00:00:00.0000000Z"),
    (" 2024-02-29 ", "2024-02-29T00:00:00.0000000Z"),
    ("0001-01-01", "0001-01-01T00:00:00.0000000Z"),
    ("9999-12-31 23:59:59.9999999", "9999-12-31T23:59:59.9999999Z"),
  ])
  func `a datetime is read in many forms and printed in one`(text: String, printed: String) throws {
    let ticks = try #require(DatetimeText.ticks(of: text))
    #expect(DatetimeText.text(of: ticks) == printed)
  }

  @Test(arguments: [
    "", "tomorrow", "2023-02-29", "2024-13-01", "2024-05-01 25:00", "2024-05-01x", "0000-01-01",
    "9999-12-31 23:00-05:00", "2024", "99999999999999999999-01-01", "2024-05-01 10:61",
  ])
  func `what is no datetime is not read`(text: String) {
    #expect(DatetimeText.ticks(of: text) == nil)
  }

  @Test func `every day of the calendar is one after the day before`() {
    var expected: Int64 = 0
    for year in 1...9999 {
      for month in 1...12 {
        let first = CivilDate(year: year, month: month, day: 1)
        #expect(first?.dayNumber == expected)
        expected += Int64(CivilDate.days(inMonth: month, of: year))
        let last = CivilDate(dayNumber: expected - 1)
        #expect(last.month == month && last.year == year)
      }
    }
    #expect(expected * Ticks.perDay - 1 == Ticks.datetimes.upperBound)
  }

  @Test(arguments: [
    (2016, 1, 1, 53), (2017, 1, 1, 52), (2018, 1, 1, 1), (2020, 12, 31, 53), (2021, 1, 4, 1),
    (2024, 12, 30, 1),
  ])
  func `weeks are counted by ISO 8601`(year: Int, month: Int, day: Int, week: Int) {
    #expect(CivilDate(year: year, month: month, day: day)?.isoWeek == week)
  }

  @Test(arguments: [
    ("1.02:03:04.5", "1.02:03:04.5000000"), ("-00:30:00", "-00:30:00"), ("13:00", "13:00:00"),
    ("2", "2.00:00:00"), ("1.5h", "01:30:00"), ("15 seconds", "00:00:15"), ("0.5d", "12:00:00"),
    ("3ms", "00:00:00.0030000"), ("1tick", "00:00:00.0000001"),
    ("150nanoseconds", "00:00:00.0000001"), ("2microsecond", "00:00:00.0000020"),
    (" 1d ", "1.00:00:00"), ("10675199.02:48:05.4775807", "10675199.02:48:05.4775807"),
  ])
  func `a timespan is read and printed`(text: String, printed: String) throws {
    let ticks = try #require(TimespanText.ticks(of: text))
    #expect(TimespanText.text(of: ticks) == printed)
    #expect(TimespanText.ticks(of: printed) == ticks)
  }

  @Test(arguments: ["", "-", "1x", "25:00", "1:60", "h", "1.5.5h", "99999999999d", "1..2"])
  func `what is no timespan is not read`(text: String) {
    #expect(TimespanText.ticks(of: text) == nil)
  }

  @Test func `the least timespan prints`() {
    #expect(TimespanText.text(of: .min) == "-10675199.02:48:05.4775808")
  }

  @Test(arguments: [
    ("42", 42), (" -7 ", -7), ("+5", 5), ("0x1F", 31), ("0XfF", 255),
    ("9223372036854775807", Int64.max), ("-9223372036854775808", Int64.min),
    ("9223372036854775808", nil), ("0x1_F", nil), ("0x", nil), ("0x+1", nil), ("1.0", nil),
    ("", nil), ("-", nil), ("twelve", nil), ("-0x10", nil), ("1_000", nil),
  ])
  func `an integer is read`(text: String, value: Int64?) {
    #expect(NumberText.integer(of: text) == value)
  }

  @Test(arguments: [
    ("1.5", 1.5), ("-2.5e3", -2500), (" 3 ", 3), (".5", 0.5), ("5.", 5), ("inf", .infinity),
    ("-Infinity", -.infinity), ("0b101", nil), ("0x10", nil), ("1,5", nil), ("", nil),
    ("INF", nil), ("e5", nil),
  ])
  func `a real is read`(text: String, value: Double?) {
    #expect(NumberText.real(of: text) == value)
  }

  @Test(arguments: [
    (1.0, "1.0"), (0.1, "0.1"), (-0.5, "-0.5"), (1e11, "100000000000.0"), (.nan, "NaN"),
    (-.infinity, "-inf"),
  ])
  func `a real prints shortest`(value: Double, text: String) {
    #expect(NumberText.text(of: value) == text)
  }

  @Test func `a guid is read with hyphens wherever and printed with them in place`() {
    let text = "01234567-89ab-cdef-0123-456789abcdef"
    #expect(NumberText.guid(of: "0123456789ABCDEF0123456789abcdef") == text)
    #expect(NumberText.guid(of: "{\(text)}") == text)
    #expect(NumberText.guid(of: text.dropLast()) == nil)
    #expect(NumberText.guid(of: "g" + text.dropFirst()) == nil)
  }

  @Test(arguments: [
    ("yyyy-MM-dd HH:mm:ss.fff", "2024-05-01 15:04:05.120"), ("M/d/yy h:mm tt", "5/1/24 3:04 PM"),
    ("FFF", "120"), ("ddd", "011"), ("[HH]", "[15]"),
  ])
  func `a format writes a datetime`(format: String, text: String) throws {
    let ticks = try #require(DatetimeText.ticks(of: "2024-05-01 15:04:05.12"))
    let written = try #require(TimeFormat(format, for: .datetime)).text(of: ticks)
    #expect(written == text)
  }

  @Test(arguments: ["T", " at ", "yyyy'Z", "t"])
  func `a format of other letters is refused`(format: String) {
    #expect(TimeFormat(format, for: .datetime) == nil)
  }

  @Test func `a format writes a timespan with its sign`() {
    let ticks = -(Ticks.perDay + 2 * Ticks.perHour + 30 * Ticks.perMinute)
    #expect(TimeFormat("d.hh:mm:ss", for: .timespan)?.text(of: ticks) == "-1.02:30:00")
    #expect(TimeFormat("dddd", for: .timespan)?.text(of: ticks) == "-0001")
  }
}
