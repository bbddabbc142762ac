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
    ] as [(String, String?)])
  func `a day is read off full dates and never off a year alone`(
    text: String, expected: String?
  ) throws {
    #expect(EventCoder().code(try caseArticle(text, published: nil)).published == expected)
  }
}
