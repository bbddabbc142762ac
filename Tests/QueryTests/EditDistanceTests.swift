import Query
import Testing

/// Which name was probably meant.
@Suite struct EditDistanceTests {
  private static let names = ["actor", "actors", "date", "date_end", "event", "type", "URL"]

  @Test(
    arguments: [
      ("evnt", "event"),
      ("evetn", "event"),
      ("Event", "event"),
      ("EVENTS", "event"),
      ("act", "actor"),
      ("actorz", "actor"),
      ("dat", "date"),
      ("date_", "date"),
      ("url", "URL"),
      ("tpye", "type"),
      ("x", nil),
      ("", nil),
      ("publisher", nil),
      (String(repeating: "event", count: 20), nil),
    ] as [(String, String?)])
  func `the nearest name is found, or none`(name: String, expected: String?) {
    #expect(EditDistance.nearest(name, among: EditDistanceTests.names) == expected)
  }
}
