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
