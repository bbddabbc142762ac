import Linguistics
import Ontology

/// The conditions of frames.
extension FrameMatcher {
  /// Whether a condition holds; object conditions bind the nouns that they are about.
  func holds(_ condition: FrameCondition, for candidate: inout Candidate) -> Bool {
    let token = candidate.trigger
    switch condition {
    case .hasObject:
      return !tree.objects(of: token).isEmpty
    case .hasNoObject:
      return tree.objects(of: token).isEmpty
    case .objectInClass(let name):
      let heads = tree.objects(of: token).filter { isIn($0, name) }
      // The object of a passive's or relative clause's noun is as good.
      guard !heads.isEmpty else { return false }
      if name != "person" && name != "government" && name != "people" && name != "envoy" {
        candidate.boundNouns += heads
      }
      return true
    case .objectIsActor:
      return tree.objects(of: token).contains {
        !sides.participants(of: $0, throughThings: false).isEmpty
      }
    case .subjectInClass(let name):
      return tree.agents(of: token).contains { isIn($0, name) }
    case .subjectIsActor:
      return tree.agents(of: token).contains { !sides.participants(of: $0).isEmpty }
    case .recipientFound:
      let own = Set(sides.participants(of: tree.agents(of: token)).map(\.name))
      return sides.fill(candidate.frame.recipients, for: candidate).contains {
        !own.contains($0.name)
      }
    case .infinitive:
      return tree.complements(of: token).contains { tree.isInfinitive($0) }
        || nextText(after: candidate) == "to"
    case .thatClause:
      return tree.child(of: token, [.ccomp]) != nil || nextText(after: candidate) == "that"
    case .complement:
      return !tree.complements(of: token).isEmpty
        || tree.children(of: token, [.advcl]).contains { tree.isInfinitive($0) }
        || tree.objects(of: token).contains { object in
          tree.children(of: object, [.acl]).contains { tree.isInfinitive($0) }
        }
    case .noComplement:
      return tree.complements(of: token).isEmpty
    case .preposition(let name):
      return tree.phrases(of: token).contains { $0.preposition == name }
    case .prepositionInClass(let name, let list):
      if candidate.isNominal,
        tree.children(of: token, [.compound, .amod]).contains(where: { isIn($0, list) })
      {
        return true
      }
      return tree.phrases(of: token).contains { phrase in
        phrase.preposition == name && tree.conjuncts(of: phrase.head).contains { isIn($0, list) }
      }
    case .wordInClass(let name):
      return clauseWords(of: token).contains { isIn($0, name) }
    case .modifierInClass(let name):
      return tree.children(of: token, [.compound, .amod]).contains { isIn($0, name) }
    case .supported:
      return isSupported(candidate)
    case .definite:
      return tree.children(of: token, [.nmodPossessive]).count > 0
        || tree.children(of: token, [.det]).contains { ["the", "this"].contains(tree.text($0)) }
    case .enacted:
      return isSupported(candidate) || isEnacted(candidate)
    }
  }

  private func isSupported(_ candidate: Candidate) -> Bool {
    guard candidate.clause != candidate.trigger else { return false }
    let lemma = tree.lemma(candidate.clause)
    return [.obj, .nsubjPassive, .conj].contains(tree.relation(candidate.trigger))
      && (SupportVerbs.shared.makesActor(lemma) || SupportVerbs.shared.makesRecipient(lemma)
        || !(lexicon.verbs[lemma] ?? []).filter { !$0.operatorName.isEmpty }.isEmpty)
  }

  /// Whether a noun's own phrase names a side.
  private func isEnacted(_ candidate: Candidate) -> Bool {
    let slots = (candidate.frame.actors + candidate.frame.recipients).filter { $0 != .subject }
    return !sides.fill(slots, for: candidate).isEmpty
  }

  private func nextText(after candidate: Candidate) -> String? {
    let next = (candidate.tokens.max() ?? candidate.trigger) + 1
    return next < tree.count ? tree.text(next) : nil
  }

  /// The words of a token's clause without those of subordinate clauses.
  private func clauseWords(of token: Int) -> [Int] {
    tree.subtree(of: token, excluding: [.ccomp, .advcl, .relativeClause, .conj, .parataxis])
  }

  /// Whether a noun, alone or with a word before it, is in a class.
  func isIn(_ token: Int, _ name: String) -> Bool {
    let lemma = tree.lemma(token)
    if classes.contains(lemma, in: name) || classes.contains(tree.text(token), in: name) {
      return true
    }
    for child in tree.children(of: token, [.compound, .amod]) {
      if classes.contains(tree.lemma(child) + " " + lemma, in: name) { return true }
    }
    if name == "person" || name == "people" { return actors.isPerson(token) }
    if name == "forces" || name == "military" {
      return actors.isMilitary(token) && !actors.isPerson(token)
    }
    if name == "place" { return actors.isPlace(token) }
    if name == "government" { return actors.isGovernment(token) }
    // "dozens of troops": the counted noun decides.
    let counted = [
      "number", "dozens", "hundreds", "thousands", "series", "round", "lot", "group", "set", "day",
      "week", "wave", "string", "spate", "pair", "couple", "scores", "show",
    ]
    if counted.contains(lemma) || counted.contains(tree.text(token)),
      let inner = tree.phrases(of: token).first(where: { $0.preposition == "of" })
    {
      return isIn(inner.head, name)
    }
    return false
  }
}
