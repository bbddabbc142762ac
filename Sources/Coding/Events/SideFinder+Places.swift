import Linguistics
import Ontology

/// The other side where a frame's own places name nobody of a country: what a deed is done to, in or
/// for stands somewhere in its clause ("provided five billion in assistance to Sudan", "attacked a
/// factory inside Syria", "sent blankets to help Nepal").
extension SideFinder {
  /// The recipients of a candidate, with the country that its clause names for them.
  func completed(
    _ recipients: [Participant], of candidate: Candidate, actors acting: [Participant]
  ) -> [Participant] {
    if recipients.isEmpty, candidate.isNominal, let subject = predicated(candidate) {
      return subject
    }
    // Aid "to a UN force in Chad" goes to Chad.
    let isVague = recipients.allSatisfy { one in
      actors.isUnderstood(one)
        || one.country.map { candidate.type == .aid && $0.hasPrefix("IGO:") } ?? true
    }
    guard isVague, let type = candidate.type,
      candidate.frame.operatorName.isEmpty, !candidate.frame.isSymmetric,
      Self.reaches(type, candidate.mode, isNominal: candidate.isNominal)
    else { return recipients }
    let own = Set(acting.compactMap(\.country))
    let others = otherCountries(in: candidate, besides: own)
    guard let other = others.first else {
      return recipients.isEmpty ? ownParties(of: candidate, besides: acting) : recipients
    }
    guard let first = recipients.first, first.country == nil || actors.isUnderstood(first) else {
      return others
    }
    // Somebody with a name of their own is of no country for standing in one; an armed group is
    // where it is fought.
    guard let letter = first.name.unicodeScalars.first,
      !letter.properties.isUppercase || first.sector == .rebel
    else { return recipients }
    return recipients.map { one in
      var copy = one
      copy.country = other.country
      copy.reason += "; in \(other.name), as the clause says"
      return copy
    }
  }

  /// Whether events of a type reach a place or what is in it. Weapons stand in a country and are
  /// not aimed at it.
  private static func reaches(_ type: EventType, _ mode: String, isNominal: Bool) -> Bool {
    switch type {
    case .aid, .assault, .sanction, .concede, .support: true
    case .mobilize: mode == "troops" && !isNominal
    case .retreat: mode == "withdraw"
    case .accuse: mode == "investigate"
    case .agree, .consult, .cooperate, .request, .reject, .threaten, .protest, .coerce:
      false
    }
  }

  /// Who makes what a government gives in to: "accepted the demands of the strikers".
  private func ownParties(of candidate: Candidate, besides acting: [Participant]) -> [Participant] {
    guard candidate.type == .concede else { return [] }
    let names = Set(acting.map(\.name))
    return participants(of: candidate.boundNouns).filter { !names.contains($0.name) }
  }

  /// The first countries other than the actors' that what a trigger governs names.
  func otherCountries(
    in candidate: Candidate, besides own: Set<String>, along extra: Set<String> = []
  ) -> [Participant] {
    let stop: [DependencyRelation] = [
      .nsubj, .nsubjPassive, .csubj, .oblAgent, .parataxis, .relativeClause, .ccomp,
    ]
    // A town is struck or helped; troops that move in and out of it are not at war with it.
    let reachesTowns = [.aid, .assault, .sanction].contains(candidate.type)
    let places =
      [candidate.trigger, candidate.contentTrigger ?? candidate.trigger]
      + candidate.boundNouns
    var seen: Set<Int> = []
    for place in places {
      for token in tree.subtree(of: place, excluding: stop)
      where token > candidate.trigger && seen.insert(token).inserted {
        guard isReached(token, from: place, along: Self.reaching.union(extra)) else { continue }
        let named = tree.conjuncts(of: token).flatMap { self.named(at: $0, towns: reachesTowns) }
          .filter { one in
            one.country.map { !own.contains($0) && !$0.hasPrefix("IGO:") } ?? false
          }
        if !named.isEmpty { return named }
      }
    }
    return []
  }

  /// Whom a token names, alone or before a noun ("the Afghan economy").
  private func named(at token: Int, towns: Bool) -> [Participant] {
    let found = actors.participants(at: token)
    guard found.isEmpty else { return found }
    if tree.relation(token) == .amod { return actors.modifier(at: token) }
    return towns ? actors.town(at: token).map { [$0] } ?? [] : []
  }

  private static let reaching: Set<String> = [
    "to", "for", "in", "inside", "into", "on", "against", "at", "near", "of", "across", "along",
    "toward", "towards", "off", "over", "alongside",
  ]

  /// Whether a phrase with "with" goes with what is always with somebody: "the border with Chad".
  private func isOfShared(_ phrase: Int) -> Bool {
    if Self.shared.contains(tree.lemma(tree.head(phrase))) { return true }
    guard let with = tree.child(of: phrase, [.case]), with > 0 else { return false }
    return Self.shared.contains(tree.lemma(with - 1))
  }

  /// Participles that only say where somebody is.
  private static let being: Set<String> = [
    "base", "hold", "live", "reside", "shelter", "stand", "station", "stay", "strand", "trap",
  ]

  /// Of whom a noun is told: "Chad has been the target of sanctions"; nil where it is no predicate.
  private func predicated(_ candidate: Candidate) -> [Participant]? {
    let noun = candidate.trigger
    let predicate = tree.head(noun)
    let roles: Set<String> = ["object", "recipient", "subject", "target", "victim"]
    guard tree.relation(noun) == .nmod, tree.prepositions(of: noun) == ["of"], predicate >= 0,
      roles.contains(tree.lemma(predicate)), tree.child(of: predicate, [.cop]) != nil
    else { return nil }
    return participants(of: tree.subjects(of: predicate)).nonEmpty
  }

  /// Whether a token is tied to a place by phrases that lead on to what the deed reaches.
  private func isReached(_ token: Int, from place: Int, along reaching: Set<String>) -> Bool {
    var current = token
    for _ in 0..<8 {
      if current == place { return true }
      let head = tree.head(current)
      guard head >= 0 else { return false }
      switch tree.relation(current) {
      case .obl, .nmod, .iobj:
        let words = tree.prepositions(of: current)
        let isShared = words == ["with"] && isOfShared(current)
        guard words.isEmpty || isShared || words.contains(where: { reaching.contains($0) }) else {
          return false
        }
      case .advcl, .acl, .xcomp:
        let marks = tree.children(of: current, [.mark, .case]).map { tree.text($0) }
        guard
          tree.isInfinitive(current) || Self.being.contains(tree.lemma(current))
            || tree.relation(current) == .acl && marks.contains(where: { reaching.contains($0) })
        else { return false }
      case .conj:
        guard tree.isNominal(current) || tree.isInfinitive(head) else { return false }
      case .obj, .amod, .compound, .nmodPossessive, .flat: break
      default: return false
      }
      current = head
    }
    return false
  }
}
