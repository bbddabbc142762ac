import Linguistics
import Ontology

// Whose deed it was that somebody blames or backs.
extension SideDefaults {
  /// What the nouns by which a deed is taken up can be.
  private static let deeds: [String: Set<EventType>] = [
    "action": [.assault, .coerce, .sanction], "airstrike": [.assault],
    "arrest": [.coerce], "assault": [.assault], "attack": [.assault], "ban": [.coerce, .sanction],
    "bombing": [.assault], "crackdown": [.coerce], "decision": [.coerce, .reject, .sanction],
    "deployment": [.mobilize], "detention": [.coerce], "expulsion": [.coerce, .sanction],
    "invasion": [.assault], "killing": [.assault], "launch": [.mobilize],
    "measure": [.coerce, .sanction], "move": [.coerce, .reject, .sanction], "raid": [.assault],
    "sanction": [.sanction], "sentence": [.sanction], "step": [.coerce, .sanction],
    "strike": [.assault], "tariff": [.sanction], "test": [.mobilize], "verdict": [.sanction],
  ]

  /// "Paris condemned the attack", "called the move a mistake", "backed the strike": of the deed told
  /// last who did it is meant.
  func fillDoer(_ candidate: inout Candidate, among told: [Candidate]) {
    guard candidate.type == .accuse || candidate.type == .support, candidate.recipients.isEmpty,
      !candidate.isNominal
    else { return }
    let nouns =
      tree.objects(of: candidate.trigger) + tree.phrases(of: candidate.trigger).map(\.head)
    let own = Set(candidate.actors.compactMap(\.country))
    for noun in nouns {
      guard let types = Self.deeds[tree.lemma(noun)],
        tree.children(of: noun, [.nmodPossessive]).isEmpty,
        tree.children(of: noun, [.det]).contains(where: {
          ["that", "the", "these", "this"].contains(tree.text($0))
        })
      else { continue }
      let deed = told.last { other in
        other.trigger != noun && other.type.map(types.contains) ?? false
          && tree.sentenceOf[noun] - tree.sentenceOf[other.trigger] <= 4
      }
      guard let deed else { continue }
      let doers = deed.actors.filter { one in one.country.map { !own.contains($0) } ?? false }
      guard !doers.isEmpty else { return }
      candidate.recipients = doers
      return
    }
  }
}
