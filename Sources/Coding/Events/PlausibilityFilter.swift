import Linguistics
import Ontology

/// Keeps out what a text names without telling that it is or was: purposes ("ways to improve ties"),
/// gerunds after prepositions, and acts whose sides the type needs and the text lacks.
struct PlausibilityFilter {
  let tree: DocumentTree

  /// Whether a settled candidate tells of an event.
  func accepts(_ candidate: Candidate) -> Bool {
    guard let type = candidate.type, hasSides(candidate, type) else { return false }
    return candidate.isNominal ? isToldNoun(candidate, type) : isToldVerb(candidate, type)
  }

  // MARK: Sides

  private func hasSides(_ candidate: Candidate, _ type: EventType) -> Bool {
    let sides = candidate.actors + candidate.recipients
    // What companies do among themselves is business; with a state it is political.
    if !sides.isEmpty, sides.allSatisfy({ $0.sector == .business }) { return false }
    let count = Set(sides.map(\.name)).count
    switch type {
    case .consult:
      if candidate.mode == "multilateral" { return count > 0 }
      if candidate.mode == "visit" {
        let hosts = Set(candidate.recipients.compactMap(\.country))
        let guests = Set(candidate.actors.compactMap(\.country))
        return !candidate.actors.isEmpty && !candidate.recipients.isEmpty
          && (hosts != guests || hosts.isEmpty || !candidate.isNominal)
      }
      // Talk among those of one country is daily business, unless it is a meeting.
      let countries = (candidate.actors + candidate.recipients).compactMap(\.country)
      if ["speak", "talk", "discuss", "call"].contains(tree.lemma(candidate.trigger)),
        Set(countries).count == 1
      {
        return false
      }
      return count > 1
    case .cooperate: return count > 1
    case .aid: return !candidate.recipients.isEmpty || !candidate.actors.isEmpty
    default: return count > 0
    }
  }

  // MARK: Nouns

  private func isToldNoun(_ candidate: Candidate, _ type: EventType) -> Bool {
    let isSupported =
      candidate.clause != candidate.trigger
      && [.obj, .nsubjPassive].contains(tree.relation(candidate.trigger))
    if candidate.operators.last == "future", !isSupported { return false }
    if candidate.status == .negated { return false }
    if type == .sanction, candidate.mode == "discontinue", candidate.actors.isEmpty { return false }
    // "Reneged on the accord with Chad" and "praised the deal": the agreement is known.
    if type == .agree, candidate.clause != candidate.trigger, candidate.operators.isEmpty,
      Self.judging.contains(tree.lemma(candidate.clause))
    {
      return false
    }
    // "it was a threat to its security" says what something is, not what was done.
    if tree.child(of: candidate.trigger, [.cop]) != nil { return false }
    switch type {
    case .accuse, .threaten, .request, .support, .concede, .reject, .mobilize:
      return !candidate.actors.isEmpty
    default:
      return true
    }
  }

  private static let judging: Set<String> = [
    "abandon", "breach", "break", "criticize", "criticise", "denounce", "hail", "oppose", "praise",
    "quit", "renege", "scrap", "slam", "violate", "welcome", "withdraw",
  ]

  // MARK: Verbs

  /// Whether a passive names what did it, and it is nobody: "hit by the feud".
  private func isBySomethingElse(_ verb: Int) -> Bool {
    guard tree.isPassive(verb) else { return false }
    let agents = tree.agents(of: verb)
    let classes = [
      "person", "people", "military", "police", "bomb", "rockets", "aircraft", "drone",
    ]
    return !agents.isEmpty
      && !agents.contains { agent in
        classes.contains { WordClasses.shared.contains(tree.lemma(agent), in: $0) }
      }
  }

  private static let unassertingPrepositions: Set<String> = [
    "in", "of", "for", "without", "against", "about", "on", "to", "from", "into", "toward",
  ]

  private static let factualNouns: Set<String> = ["decision", "move", "attempt", "step", "bid"]

  private func isToldVerb(_ candidate: Candidate, _ type: EventType) -> Bool {
    let verb = candidate.trigger
    let relation = tree.relation(verb)
    // "An envoy accused of spying": who says so, and when, is not told.
    // "If it was asked": of what may be asked by anybody nothing is told.
    if candidate.actors.isEmpty, candidate.operators.contains("conditional") { return false }
    if type == .accuse, relation == .acl, candidate.actors.isEmpty { return false }
    let isVerbal = [.support, .request, .accuse, .consult, .reject, .threaten].contains(type)
    if type == .assault || type == .coerce, candidate.actors.isEmpty, isBySomethingElse(verb) {
      return false
    }
    // What should or must be done is not told as done; the asking is an event of its own.
    let auxiliaries = tree.auxiliaries(of: verb)
    if auxiliaries.contains("should") || auxiliaries.contains("must"),
      candidate.frame.name != SpeechReader.deonticFrameName
    {
      return false
    }
    if tree.isInfinitive(verb) {
      if relation == .acl {
        return tree.head(verb) >= 0 && Self.factualNouns.contains(tree.lemma(tree.head(verb)))
      }
      if relation == .advcl { return isVerbal }
    }
    if tree.word(verb).verbForm == .presentParticiple, relation == .advcl || relation == .acl {
      let marks = tree.children(of: verb, [.mark, .case]).map { tree.text($0) }
      if marks.contains(where: { Self.unassertingPrepositions.contains($0) }) { return false }
    }
    return true
  }
}
