import Coding
import Testing
import Text

/// Which tellings of several articles, all of Wednesday, 2019-06-12, are one happening.
@Suite struct IncidentTests {
  private static func numbers(_ texts: [String]) throws -> [[Int]] {
    let coder = EventCoder()
    return IncidentLinker.link(
      try texts.map { coder.code(try caseArticle($0)) })
  }

  @Test(arguments: [
    (
      "Chad expelled the Libyan ambassador on Monday.",
      "On Monday, Chad expelled the ambassador of Libya from the capital."
    ),
    (
      "Kenya condemned the bombing of the northern harbour on Tuesday.",
      "On Tuesday, Kenya condemned the bombing of the harbour in the north."
    ),
    (
      "Kenya on Tuesday urged Chad to release the captured fishermen.",
      "Kenya asked Chad to release the captured fishermen on Tuesday."
    ),
    ("Peru met Chile for talks on Monday.", "Chile and Peru held talks on Monday."),
  ])
  func `one happening has one number`(first: String, second: String) throws {
    #expect(try Self.numbers([first, second]) == [[1], [1]])
  }

  @Test(arguments: [
    // Another side, another day, another matter, another person, not done.
    (
      "Chad expelled the Libyan ambassador on Monday.",
      "Chad expelled the Sudanese ambassador on Monday."
    ),
    (
      "Chad expelled the Libyan ambassador on Monday.",
      "Chad expelled the Libyan ambassador on Friday."
    ),
    (
      "Kenya condemned the bombing of the harbour on Tuesday.",
      "Kenya condemned the arrest of its students on Tuesday."
    ),
    (
      "Kenya urged Chad on Tuesday to free the fishermen.",
      "Kenya urged Chad on Tuesday to lower tariffs on coffee."
    ),
    (
      "Peruvian minister Ana Ruiz met Chilean minister Jan Soto on Monday.",
      "Peruvian president Luis Vega met Chilean president Eva Rojas on Monday."
    ),
    ("Chad bombed the Libyan harbour last year.", "Chad bombed a Libyan convoy in 2018."),
  ])
  func `two happenings have two numbers`(first: String, second: String) throws {
    #expect(try Self.numbers([first, second]) == [[1], [2]])
  }
}
