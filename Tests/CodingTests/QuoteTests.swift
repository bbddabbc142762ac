import Coding
import Testing
import Text

@Suite struct QuoteTests {
  private static func quotes(_ text: String) throws -> [String] {
    let article = try ArticleReader().read(name: "case", bytes: ContiguousArray(text.utf8))
    return EventCoder().code(article).quotes.map { $0.speaker + ": " + $0.text }
  }

  @Test(arguments: [
    (
      "Angela Merkel met reporters. \"We will stay the course,\" Merkel said on Monday.",
      "Angela Merkel: We will stay the course,"
    ),
    (
      "German Chancellor Angela Merkel said, \u{201C}We will stay the course.\u{201D}",
      "Angela Merkel: We will stay the course."
    ),
    (
      "The talks were \"a waste of time\", according to Iran's foreign ministry.",
      "Iran's foreign ministry: a waste of time"
    ),
    (
      "Emmanuel Macron was quoted as saying by Reuters that trade was \"the key to peace\".",
      "Emmanuel Macron: the key to peace"
    ),
  ])
  func `the speaker stands before, after or beside`(text: String, expected: String) throws {
    #expect(try Self.quotes(text) == [expected])
  }

  @Test func `the halves of a broken quotation are each found`() throws {
    let found = try Self.quotes(
      "\"The border is closed,\" Emmanuel Macron said, \"and it will stay closed for weeks.\"")
    #expect(
      found == [
        "Emmanuel Macron: The border is closed,",
        "Emmanuel Macron: and it will stay closed for weeks.",
      ])
  }

  @Test(arguments: [
    "He wrote \"War and Peace\" long ago.",
    "They spoke of the \"Belt and Road\" plan.",
    "The \"interim\" government fell.",
  ])
  func `titles and scare quotes are nobody's words`(text: String) throws {
    #expect(try Self.quotes(text) == [])
  }
}
