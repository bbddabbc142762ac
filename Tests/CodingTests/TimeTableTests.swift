import Testing

@testable import Coding

/// The words of time that English news knows, against the day of an article: what they come to where
/// the clause looks back, and where it looks ahead.
@Suite struct TimeTableTests {
  private static func resolve(
    _ text: String, on day: String, isFuture: Bool = false, told: String? = nil
  ) -> [String] {
    let words = text.lowercased().split(separator: " ").map(String.init)
    let resolver = DateResolver(published: EDTFDate(day))
    return TimeReader(words).expressions().map {
      let told = told.flatMap { EDTFDate($0) }
      return resolver.resolve($0.value, isFuture: isFuture, told: told)?.description ?? "none"
    }
  }

  /// Against Wednesday, 2019-03-20.
  @Test(arguments: [
    // Days of the week.
    ("talks on Monday", "2019-03-18"), ("talks on Tuesday", "2019-03-19"),
    ("talks on Wednesday", "2019-03-20"), ("talks on Thursday", "2019-03-14"),
    ("talks on Friday", "2019-03-15"), ("talks on Saturday", "2019-03-16"),
    ("talks on Sunday", "2019-03-17"), ("they met last Friday", "2019-03-15"),
    ("they met last Wednesday", "2019-03-13"), ("they met this Monday", "2019-03-18"),
    ("early Monday", "2019-03-18"), ("late on Sunday", "2019-03-17"),
    ("on Monday morning", "2019-03-18"), ("Tuesday night", "2019-03-19"),
    ("last Sunday evening", "2019-03-17"), ("earlier on Monday", "2019-03-18"),
    ("later Tuesday", "2019-03-19"), ("on Friday last week", "2019-03-15"),
    ("on Monday of last week", "2019-03-11"), ("on Monday this week", "2019-03-18"),
    ("signed on Friday , March 8", "2019-03-08"), ("on Friday the 8th of March", "2019-03-08"),
    // Days from today.
    ("they met today", "2019-03-20"), ("they met yesterday", "2019-03-19"),
    ("they meet tomorrow", "2019-03-21"), ("bombs fell overnight", "2019-03-20"),
    ("they meet tonight", "2019-03-20"), ("bombs fell last night", "2019-03-19"),
    ("this morning", "2019-03-20"), ("this afternoon", "2019-03-20"),
    ("this evening", "2019-03-20"), ("earlier today", "2019-03-20"),
    ("earlier in the day", "2019-03-20"), ("the day before yesterday", "2019-03-18"),
    ("the day after tomorrow", "2019-03-22"), ("three days ago", "2019-03-17"),
    ("a few days ago", "2019-03-17"), ("several days ago", "2019-03-17"),
    ("days ago", "2019-03-17"), ("a couple of days ago", "2019-03-18"),
    // Dates of the calendar.
    ("signed on March 3", "2019-03-03"), ("signed on Oct. 31", "2018-10-31"),
    ("signed on Nov. 22 , 2017", "2017-11-22"), ("signed on 5 June 2016", "2016-06-05"),
    ("signed on the 5th of June", "2018-06-05"), ("signed on June 5th , 2016", "2016-06-05"),
    ("signed on 5 June", "2018-06-05"), ("signed on the 31st of October , 2017", "2017-10-31"),
    ("signed on 2017-05-11", "2017-05-11"), ("at 2017-05-11t08:00", "2017-05-11"),
    ("signed on 2017/05/11", "2017-05-11"), ("signed on 11.05.2017", "2017-05-11"),
    ("signed on 5/11/2017", "2017-05-11"), ("signed on 25/12/2017", "2017-12-25"),
    ("signed in 2017-05", "2017-05"), ("after the 9/11 attacks", "2001-09-11"),
    // Months.
    ("in December", "2018-12"), ("in May 2015", "2015-05"), ("in May of 2015", "2015-05"),
    ("in early May 2015", "2015-05~"), ("in mid-May 2015", "2015-05~"),
    ("in late December", "2018-12~"), ("last December", "2018-12"), ("last May", "2018-05"),
    ("this February", "2019-02"), ("in May last year", "2018-05"),
    ("in February this year", "2019-02"), ("in Sept. 2016", "2016-09"),
    ("last month", "2019-02"), ("this month", "2019-03"), ("earlier this month", "2019-03"),
    ("two months ago", "2019-01~"), ("a month ago", "2019-02~"),
    ("several months ago", "2018-12~"), ("months ago", "2019-01~"),
    ("early last month", "2019-02"), ("earlier in the month", "2019-03"),
    // Weeks.
    ("last week", "2019-03-11/2019-03-17"), ("this week", "2019-03-18/2019-03-20"),
    ("earlier this week", "2019-03-18/2019-03-20"), ("a week ago", "2019-03-13~"),
    ("two weeks ago", "2019-03-06~"), ("over the weekend", "2019-03-16/2019-03-17"),
    ("at the weekend", "2019-03-16/2019-03-17"), ("last weekend", "2019-03-16/2019-03-17"),
    ("in the week of March 4", "2019-03-04/2019-03-10"),
    ("in the week of 5 June 2016", "2016-05-30/2016-06-05"),
    // Years.
    ("last year", "2018"), ("this year", "2019"), ("earlier this year", "2019"),
    ("in 2011", "2011"), ("in early 2011", "2011~"), ("in late 2016", "2016~"),
    ("in mid-2015", "2015~"), ("a year ago", "2018"), ("two years ago", "2017"),
    ("ten years ago", "2009~"), ("twenty-five years ago", "1994~"), ("15 years ago", "2004~"),
    ("a dozen years ago", "2007~"), ("a year and a half ago", "2018"),
    ("the 25th anniversary of the treaty", "1994"), ("the first anniversary of it", "2018"),
    // Decades and centuries.
    ("in the 1990s", "1990/1999"), ("in the nineties", "1990/1999"),
    ("in the early 1980s", "1980/1989"), ("in the mid-1980s", "1980/1989"),
    ("a decade ago", "2009~"), ("decades ago", "1999~"), ("two decades ago", "1999~"),
    ("a century ago", "1919~"), ("in the 19th century", "1801/1900"),
    ("last decade", "2000/2009"), ("this decade", "2010/2019"), ("last century", "1901/2000"),
    // Parts of years.
    ("in the first quarter of 2018", "2018-01/2018-03"),
    ("in the third quarter of last year", "2018-07/2018-09"), ("in Q3 2017", "2017-07/2017-09"),
    ("in the first half of 2016", "2016-01/2016-06"),
    ("in the second half of last year", "2018-07/2018-12"),
    ("in the summer of 2016", "2016-06/2016-08"), ("in spring 2015", "2015-03/2015-05"),
    ("in the winter of 2015", "2015-12/2016-02"), ("last summer", "2018-06/2018-08"),
    ("last autumn", "2018-09/2018-11"), ("last winter", "2018-12/2019-02"),
    ("this spring", "2019-03/2019-05"), ("at the end of 2017", "2017-11/2017-12"),
    ("at the beginning of last year", "2018-01/2018-03"),
    ("at the start of the year", "2019-01/2019-03"),
    // From one time to another.
    ("between 2010 and 2014", "2010/2014"), ("from 2010 to 2014", "2010/2014"),
    ("the 1994-1996 war", "1994/1996"), ("in 2010-14", "2010/2014"),
    ("between May and July 2015", "2015-05/2015-07"),
    ("from March 3 to March 5", "2019-03-03/2019-03-05"),
    ("from 3 March to 5 March 2017", "2017-03-03/2017-03-05"),
    ("May 11-12 , 2017", "2017-05-11/2017-05-12"), ("on 11-12 May 2017", "2017-05-11/2017-05-12"),
    ("March 3 - 5", "2019-03-03/2019-03-05"),
    ("from Saturday to Tuesday", "2019-03-16/2019-03-19"),
    ("Friday through Sunday", "2019-03-15/2019-03-17"),
    // Up to now.
    ("since January", "2019-01/2019-03-20"), ("since early January", "2019-01~/2019-03-20"),
    ("since 2011", "2011/2019-03-20"), ("since Monday", "2019-03-18/2019-03-20"),
    ("since last year", "2018/2019-03-20"), ("since the 1990s", "1990/2019-03-20"),
    ("since at least 2015", "2015/2019-03-20"), ("since March 3", "2019-03-03/2019-03-20"),
    ("since early this January", "2019-01/2019-03-20"),
    ("for more than a year", "2018~/2019-03-20"),
    ("for nearly three weeks", "2019-02-27~/2019-03-20"),
    ("over the past five days", "2019-03-15~/2019-03-20"),
    ("in the past two years", "2017~/2019-03-20"), ("for ten days", "2019-03-10~/2019-03-20"),
    ("for years", "2016~/2019-03-20"), ("for decades", "1999~/2019-03-20"),
    ("for months", "2018-12~/2019-03-20"), ("the worst attack in two years", "2017~/2019-03-20"),
    ("during the past year", "2018~/2019-03-20"),
    // No one day.
    ("recently", "2019-03~"), ("in recent days", "2019-03~"), ("in recent weeks", "2019-03~"),
    ("of late", "2019-03~"), ("lately", "2019-03~"),
    ("the last few days", "2019-03-17~/2019-03-20"),
    // Days that something is kept on.
    ("on Christmas Day", "2018-12-25"), ("on Christmas Eve 2016", "2016-12-24"),
    ("on New Year 's Eve", "2018-12-31"), ("on New Year 's Day", "2019-01-01"),
    ("on Thanksgiving", "2018-11-22"), ("on Labor Day", "2018-09-03"),
    ("on Easter Sunday 2017", "2017-04-16"), ("on Good Friday 2018", "2018-03-30"),
    ("on Easter Monday , 2016", "2016-03-28"), ("on Valentine 's Day", "2019-02-14"),
    ("on May Day 2017", "2017-05-01"), ("on Halloween", "2018-10-31"),
  ])
  func `a clause that looks back takes days gone by`(text: String, edtf: String) {
    #expect(Self.resolve(text, on: "2019-03-20") == [edtf])
  }

  /// Against Wednesday, 2019-03-20.
  @Test(arguments: [
    ("on Friday", "2019-03-22"), ("on Wednesday", "2019-03-20"), ("next Friday", "2019-03-22"),
    ("next Wednesday", "2019-03-27"), ("this Friday", "2019-03-22"),
    ("on Tuesday next week", "2019-03-26"), ("this weekend", "2019-03-23/2019-03-24"),
    ("next week", "2019-03-25/2019-03-31"), ("later this week", "2019-03-20/2019-03-24"),
    ("in December", "2019-12"), ("in February", "2020-02"), ("next month", "2019-04"),
    ("next May", "2019-05"), ("in May next year", "2020-05"), ("next year", "2020"),
    ("later this year", "2019"), ("later this month", "2019-03"), ("on April 2", "2019-04-02"),
    ("tomorrow", "2019-03-21"), ("tomorrow night", "2019-03-21"), ("in two weeks", "2019-04-03~"),
    ("in three days", "2019-03-23"), ("within ten days", "2019-03-30"),
    ("two months from now", "2019-05"), ("in a year 's time", "2020"),
    ("in the coming days", "2019-03-27~"), ("over the next two weeks", "2019-04-03~"),
    ("next summer", "2019-06/2019-08"), ("by the end of the year", "2019-11/2019-12"),
    ("at Christmas", "2019-12-25"), ("from Monday to Wednesday", "2019-03-25/2019-03-27"),
    ("on 25-26 April", "2019-04-25/2019-04-26"), ("next decade", "2020/2029"),
  ])
  func `a clause that looks ahead takes coming days`(text: String, edtf: String) {
    #expect(Self.resolve(text, on: "2019-03-20", isFuture: true) == [edtf])
  }

  /// Against Wednesday, 2019-03-20, after something told of 2019-02-10.
  @Test(arguments: [
    ("a day earlier", "2019-02-09"), ("two days later", "2019-02-12"),
    ("the day before", "2019-02-09"), ("the next day", "2019-02-11"),
    ("the following day", "2019-02-11"), ("the same day", "2019-02-10"),
    ("later that day", "2019-02-10"), ("the previous month", "2019-01"),
    ("a week later", "2019-02-17~"), ("the year before", "2018"), ("that year", "2019"),
    ("the previous night", "2019-02-09"), ("three years earlier", "2016"),
  ])
  func `what is counted from the day told before is counted from it`(text: String, edtf: String) {
    #expect(Self.resolve(text, on: "2019-03-20", told: "2019-02-10") == [edtf])
  }

  @Test(arguments: [("a day earlier", "2019-03-19"), ("the same day", "none")])
  func `where nothing was told before, it is the article's day that is counted from`(
    text: String, edtf: String
  ) {
    #expect(Self.resolve(text, on: "2019-03-20") == [edtf])
  }

  @Test(arguments: [
    "they may leave", "protesters march on the palace", "2000 troops", "the second man",
    "a sunny day", "seven ministers", "it will last long", "in three villages",
    "a three-day visit", "two of the five", "they were the first half of the team",
    "three days before the vote", "two days after the attack", "the 20 states", "a fall in prices",
    "spring water", "the past is past", "a couple of ministers", "in two of the towns",
    "they march for the dead", "he may not go", "an easterly wind", "the day", "one day",
  ])
  func `other words are no dates`(text: String) {
    #expect(Self.resolve(text, on: "2019-03-20") == [])
  }
}
