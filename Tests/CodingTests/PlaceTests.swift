import Coding
import Ontology
import Testing

/// Where events happen, as their clauses tell it.
@Suite struct PlaceTests {
  private static let cases: [(text: String, type: EventType, place: String?)] = [
    ("Police in Nairobi detained three journalists.", .coerce, "Nairobi"),
    ("Thousands of Chileans marched through the streets of Santiago.", .protest, "Santiago"),
    ("The foreign minister of Peru met Chilean officials in Lima.", .consult, "Lima"),
    ("The deployment of a French battalion in Mali angered Algeria.", .mobilize, "Mali"),
    ("Kenya withdrew its troops from Somalia.", .retreat, "Somalia"),
    ("Kenya criticized Uganda for the attack in Somalia.", .accuse, nil),
    ("Peru and Chile held talks about the crisis in Haiti.", .consult, nil),
    ("Kenya accused Uganda of an attack near Kisumu.", .accuse, nil),
    ("Peru expelled two Chilean envoys.", .sanction, nil),
  ]

  @Test(arguments: cases)
  func `an act is where its clause and its parts are`(
    text: String, type: EventType, place: String?
  ) throws {
    let events = EventCoder().code(try caseArticle(text)).events
    let event = try #require(events.first { $0.type == type }, "\(events.map(caseLine))")
    #expect(event.place == place)
  }
}
