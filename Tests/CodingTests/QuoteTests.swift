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
    (
      "\"We will hold the coast,\" Polish exercise director Colonel Adam Nowak told reporters.",
      "Adam Nowak: We will hold the coast,"
    ),
    (
      "The Kremlin issued a statement saying the plan was \"dead on arrival\".",
      "Kremlin: dead on arrival"
    ),
    (
      "A statement released by the Pentagon called the flights \"routine and lawful\".",
      "Pentagon: routine and lawful"
    ),
    (
      "The plan met a Danish warning that the canal would be \"closed for good\".",
      "Denmark: closed for good"
    ),
    // Who cites something speaks himself; who is cited as saying it does.
    (
      "In the letter, Angela Merkel cited the government's \"lasting abuse of the law\" as her reason.",
      "Angela Merkel: lasting abuse of the law"
    ),
    (
      "Le Monde cited Angela Merkel as saying that the plan was \"dead on arrival\".",
      "Angela Merkel: dead on arrival"
    ),
    // The name behind the verb, whoever the sentence before was about.
    (
      "Emmanuel Macron met reporters.\n\n\"We stand ready\" tweeted Angela Merkel \"to help.\"",
      "Angela Merkel: We stand ready"
    ),
    // What is quoted says nothing itself.
    (
      "\u{201C}Norwegian efforts managed to restore calm,\u{201D} a Peruvian official said.",
      "Peruvian official: Norwegian efforts managed to restore calm,"
    ),
    (
      "\u{201C}Another great Danish gift to our country,\u{201D} Angela Merkel said on radio.",
      "Angela Merkel: Another great Danish gift to our country,"
    ),
    (
      "\u{201C}Our patience has limits,\u{201D} Angela Merkel, winner of a prize for her efforts to end "
        + "Libya\u{2019}s war, said at an event.",
      "Angela Merkel: Our patience has limits,"
    ),
    (
      "\u{201C}It is theft,\u{201D} the Norwegian foreign ministry charged in a statement.",
      "Norwegian foreign ministry: It is theft,"
    ),
    // A statement is its issuer's.
    (
      "The Pentagon announced new flights on Monday. \"They are routine and lawful,\" the statement said.",
      "Pentagon: They are routine and lawful,"
    ),
    (
      "Angela Merkel appealed to donors to redouble their efforts \"to end the long drought\".",
      "Angela Merkel: to end the long drought"
    ),
    (
      "The Harbour Front of Peru struck. \"No ship may sail today,\" the group said.",
      "Harbour Front of Peru: No ship may sail today,"
    ),
    // Short for a whole name.
    (
      "The Civil Harbour Board (CHB) met on Monday. In a statement, the CHB said, \"No ship may sail.\"",
      "Civil Harbour Board: No ship may sail."
    ),
    (
      "The Peruvian Bureau of Harbours met on Monday. The boat \"tried to ram a ferry\", the bureau said.",
      "Peruvian Bureau of Harbours: tried to ram a ferry"
    ),
    (
      "Angela Merkel was asked about it.\n\nFrance, Italy and Spain echoed this in a letter:\n\n"
        + "\"The strait must stay open to all.\"",
      "France, Italy and Spain: The strait must stay open to all."
    ),
  ])
  func `the speaker stands before, after or beside`(text: String, expected: String) throws {
    #expect(try Self.quotes(text).first == expected)
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
    (
      "\"Trade is slow,\" Emmanuel Macron said. Vladimir Putin visited Geneva. \"It is a pity,\" he said.",
      "Vladimir Putin: It is a pity,"
    ),
    (
      "\"Trade is slow,\" Emmanuel Macron said. Police arrested forty. \"It is a pity,\" he said.",
      "Emmanuel Macron: It is a pity,"
    ),
    (
      "\"Iran must stop its war,\" said Jordan's King Abdullah.",
      "King Abdullah: Iran must stop its war,"
    ),
    (
      "\"We cannot go on like that,\" warned Peru's foreign minister Luis Salas.",
      "Luis Salas: We cannot go on like that,"
    ),
    ("\"What a great day!\" Emmanuel Macron tweeted.", "Emmanuel Macron: What a great day!"),
    (
      "Peruvian President Luis Salas rejected the report. \"I have a mandate from you.\"",
      "Luis Salas: I have a mandate from you."
    ),
    (
      "Peruvian senator Luis Salas rejected the vote. \"We cannot go on like that,\" the veteran politician said.",
      "Luis Salas: We cannot go on like that,"
    ),
  ])
  func `who was spoken of last is who speaks`(text: String, expected: String) throws {
    #expect(try Self.quotes(text).last == expected)
  }

  @Test func `he said goes on with who spoke last`() throws {
    let found = try Self.quotes(
      "\"Trade is slow,\" said Peter Novak, a Czech minister.\n\n"
        + "Angela Merkel sees it otherwise.\n\n\"It may pick up again,\" he said.")
    #expect(found == ["Peter Novak: Trade is slow,", "Peter Novak: It may pick up again,"])
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
