import Testing

@testable import Coding

/// Words of time against Wednesday, 2019-03-20.
@Suite struct DateTests {
  private static func resolve(_ text: String, on day: String, isFuture: Bool) -> [String] {
    let words = text.lowercased().split(separator: " ").map(String.init)
    let resolver = DateResolver(published: EDTFDate(day))
    return TimeReader(words).expressions().map {
      resolver.resolve($0.value, isFuture: isFuture)?.description ?? "none"
    }
  }

  @Test(arguments: [
    ("talks on Monday", "2019-03-18"),
    ("talks on Wednesday", "2019-03-20"),
    ("talks on Friday", "2019-03-15"),
    ("they met last Friday", "2019-03-15"),
    ("they met yesterday", "2019-03-19"),
    ("signed on March 3", "2019-03-03"),
    ("signed on Oct. 31", "2018-10-31"),
    ("signed on Nov. 22 , 2017", "2017-11-22"),
    ("signed on 5 June 2016", "2016-06-05"),
    ("signed on Friday , March 8", "2019-03-08"),
    ("in December", "2018-12"),
    ("in May 2015", "2015-05"),
    ("in early May 2015", "2015-05~"),
    ("last December", "2018-12"),
    ("since January", "2019-01/2019-03-20"),
    ("last month", "2019-02"),
    ("last week", "2019-03-11/2019-03-17"),
    ("this week", "2019-03-18/2019-03-20"),
    ("earlier this week", "2019-03-18/2019-03-20"),
    ("last year", "2018"),
    ("earlier this year", "2019"),
    ("a year ago", "2018"),
    ("two months ago", "2019-01~"),
    ("three days ago", "2019-03-17"),
    ("for more than a year", "2018~/2019-03-20"),
    ("over the weekend", "2019-03-16/2019-03-17"),
    ("the 1994-1996 war", "1994/1996"),
    ("in 2011", "2011"),
    ("the 25th anniversary of the treaty", "1994"),
    ("recently", "2019-03~"),
  ])
  func `words of time become dates before the article's day`(text: String, edtf: String) {
    #expect(Self.resolve(text, on: "2019-03-20", isFuture: false) == [edtf])
  }

  @Test(arguments: [
    ("on Friday", "2019-03-22"), ("in December", "2019-12"), ("in February", "2020-02"),
    ("next week", "2019-03-25/2019-03-31"), ("next month", "2019-04"), ("tomorrow", "2019-03-21"),
    ("later this week", "2019-03-20/2019-03-24"), ("on April 2", "2019-04-02"),
    ("next year", "2020"),
  ])
  func `a clause that looks ahead takes coming days`(text: String, edtf: String) {
    #expect(Self.resolve(text, on: "2019-03-20", isFuture: true) == [edtf])
  }

  @Test(arguments: [
    "they may leave", "protesters march on the palace", "2000 troops", "the second man",
    "a sunny day", "seven ministers", "it will last long",
  ])
  func `other words are no dates`(text: String) {
    #expect(Self.resolve(text, on: "2019-03-20", isFuture: false) == [])
  }

  @Test func `relative words need a day to be held against`() {
    let unknown = DateResolver(published: nil)
    #expect(unknown.resolve(.weekday(3, direction: 0)) == nil)
    #expect(unknown.resolve(.date(year: 2017, month: 5, day: 11))?.description == "2017-05-11")
  }

  @Test(arguments: [
    "2017-05-11", "2017-05~", "2017", "2017-05-15/2017-05-19", "2016~/2017-10-31",
  ])
  func `EDTF reads and writes itself`(text: String) {
    #expect(EDTFDate(text)?.description == text)
  }

  @Test(arguments: ["", "May 2017", "2017-13", "2017-02-30", "2017/2018/2019"])
  func `what is no EDTF is refused`(text: String) {
    #expect(EDTFDate(text) == nil)
  }

  @Test(arguments: [
    ("2017-05", "2017-05-11", true), ("2017-05-11", "2017-05-12", false),
    ("2017-05-11~", "2017-05-13", true), ("2016/2018", "2017-01-01", true),
  ])
  func `dates are compatible where some day is both`(a: String, b: String, expected: Bool) throws {
    let first = try #require(EDTFDate(a))
    let second = try #require(EDTFDate(b))
    #expect(first.isCompatible(with: second) == expected)
    #expect(second.isCompatible(with: first) == expected)
  }

  @Test func `days count as the calendar does`() throws {
    let leap = try #require(CivilDay(year: 2016, month: 2, day: 29))
    #expect(leap.weekday == 0)
    let next = leap.advanced(by: 1).parts
    #expect(next.month == 3 && next.day == 1)
    for number in stride(from: -800_000, through: 800_000, by: 997) {
      let parts = CivilDay(number: number).parts
      #expect(CivilDay(year: parts.year, month: parts.month, day: parts.day)?.number == number)
    }
  }
}
