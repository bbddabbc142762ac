import Ontology
import Testing

@Suite struct PloverTests {
  @Test(arguments: [
    (EventType.consult, "phone", 1.5), (.consult, "", 2.5), (.consult, "no such mode", 2.5),
    (.retreat, "disarm", 10), (.accuse, "", -3), (.assault, "unconventional", -10),
    (.protest, "vandalize", -5), (.request, "meet", 0), (.coerce, "martial-law", -7.5),
  ])
  func `a type and its mode have the score of the manual`(
    _ type: EventType, _ mode: String, _ score: Double
  ) {
    #expect(EventScore.score(type: type, mode: mode) == score)
  }

  @Test func `cooperation scores no less than nothing and material conflict below it`() {
    for type in EventType.allCases {
      let scores = ([""] + type.modes).map { EventScore.score(type: type, mode: $0) }
      switch type.quad {
      case .verbalCooperation, .materialCooperation: #expect(scores.allSatisfy { $0 > 0 })
      case .verbalConflict: #expect(scores.allSatisfy { $0 <= 0.5 })
      case .materialConflict: #expect(scores.allSatisfy { $0 <= -4.5 })
      }
    }
  }

  @Test func `only material acts towards somebody need a recipient`() {
    #expect(EventType.allCases.filter(\.needsRecipient) == [.cooperate, .aid, .sanction])
  }

  @Test(arguments: [
    ("the two country hold a joint naval drill near the island", ["territory"]),
    (
      "the court sentence the opposition lawmaker for bribery",
      ["corruption", "legal", "legislative"]
    ),
    ("hacker attack the power grid", ["cyber"]),
    ("the foreign ministry summon the ambassador over the Nuclear test", ["cbrn", "diplomatic"]),
    ("they sing", []),
  ])
  func `the words of a sentence call up its contexts`(_ lemmas: String, _ contexts: [String]) {
    let found = ContextClassifier.shared.contexts(of: lemmas.split(separator: " ").map(String.init))
    #expect(Set(found).isSuperset(of: contexts), "\(found)")
    if contexts.isEmpty { #expect(found.isEmpty) }
  }

  @Test func `all contexts of the manual have words`() {
    #expect(ContextClassifier.shared.contexts.count == 37)
    #expect(ContextClassifier.shared.contexts == ContextClassifier.shared.contexts.sorted())
  }
}
