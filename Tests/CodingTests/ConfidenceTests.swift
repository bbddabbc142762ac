import Testing
import Text

@testable import Coding

/// How sure events are, and why.
@Suite struct ConfidenceTests {
  private static func events(_ text: String) throws -> [Event] {
    EventCoder().code(try caseArticle(text)).events
  }

  @Test func `the table gives every feature one weight`() {
    let rows = EmbeddedTable.rows(of: "confidence-weights.tsv")
    #expect(rows.count > 15)
    #expect(Set(rows.map { $0[0] }).count == rows.count)
    for row in rows { #expect(row.count == 2 && Double(row[1]) != nil, "\(row)") }
    #expect(EventConfidence.weights["all events"] != nil)
  }

  @Test(arguments: [
    (
      "Peru met Chile for talks on Monday.",
      ["several countries act together", "its clause is dated"]
    ),
    ("Peru expelled two Chilean envoys.", ["a verb tells it", "the lead tells it"]),
    ("Two Chilean envoys were killed.", ["nobody acts"]),
    (
      "Peru said it would expel two Chilean envoys.",
      ["operators changed it", "it has not simply happened"]
    ),
  ])
  func `what decides an event is told with it`(text: String, features: [String]) throws {
    let events = try Self.events(text)
    let found = try #require(events.first)
    #expect(Set(features).isSubset(of: found.confidenceReasons), "\(found.confidenceReasons)")
  }

  @Test func `an event with both sides is surer than one that nobody does`() throws {
    let surer = try Self.events("Peru expelled two Chilean envoys on Monday.")
    let whole = try #require(surer.first)
    let vaguer = try Self.events("Two Chilean envoys were killed.")
    let half = try #require(vaguer.first)
    #expect(half.confidence + 0.1 < whole.confidence)
    for event in [whole, half] { #expect((0.02...0.98).contains(event.confidence)) }
  }
}
