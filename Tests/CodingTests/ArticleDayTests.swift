import Coding
import Testing
import Text

/// The day of articles that come without one.
@Suite struct ArticleDayTests {
  @Test(
    arguments: [
      // A year alone is of the past.
      ("Ghana has had the port since the war ended in 1998. Its minister met Kenya's.", nil),
      ("Peru's army, founded in 2003, expelled two envoys of Chile.", nil),
      ("The treaty of 1961 binds both. Chad's minister praised it.", nil),
      // A full date is the article's, or the news follows it.
      ("Peru's minister met Chile's in Quito on May 3, 2019.", "2019-05-03"),
      (
        "Peru expelled two envoys of Chile on Monday, after the talks of May 3, 2019.", "2019-05-06"
      ),
      ("Since the war ended in 1998 they met once, on May 3, 2019.", "2019-05-03"),
      // A term of office: Emmanuel Macron's began on Sunday, 2017-05-14, Joko Widodo's on Monday,
      // 2014-10-20.
      (
        "French President Emmanuel Macron, who took office last week, met Kenya's envoy on Tuesday.",
        "2017-05-16"
      ),
      (
        "Kenya's envoy met French President Emmanuel Macron, who took office two days ago.",
        "2017-05-16"
      ),
      ("Chad praised Indonesian President Joko Widodo, who was sworn in yesterday.", "2014-10-21"),
      (
        "Chad praised Indonesian President Joko Widodo, who came to power last month.",
        "2014-11-01/2014-11-30"
      ),
      (
        "Chad praised Indonesian President Joko Widodo, who took office this week.",
        "2014-10-20/2014-10-26"
      ),
      // What is not of late, and whom nobody knows.
      ("Chad praised Indonesian President Joko Widodo, who had opposed the office last week.", nil),
      ("Chad praised Mayor Ama Boro, who took office last week.", nil),
    ] as [(String, String?)])
  func `a day is read off full dates and terms of office, never off a year alone`(
    text: String, expected: String?
  ) throws {
    #expect(EventCoder().code(try caseArticle(text, published: nil)).published == expected)
  }
}
