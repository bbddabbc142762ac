import Linguistics
import Ontology

/// Finds who stands in a frame's places: the actors at a token, or the owner of a thing.
struct SideFinder {
  let tree: DocumentTree
  let actors: ActorLookup

  /// The participants named by a phrase: its own head, its conjuncts, or, for a thing, the one it
  /// belongs to ("condemned Moscow's decision").
  func participants(of head: Int, throughThings: Bool = true) -> [Participant] {
    let own = actors.participants(at: head)
    if !own.isEmpty { return own }
    // "Moe is a conservative who has promised": the predicate is its subject.
    if tree.child(of: head, [.cop]) != nil, let subject = tree.child(of: head, [.nsubj]) {
      let found = actors.participants(at: subject)
      if !found.isEmpty { return found }
    }
    guard throughThings, !actors.isMedia(head) else { return [] }
    return owners(of: head)
  }

  /// The participants of several heads, each once.
  func participants(of heads: [Int], throughThings: Bool = true) -> [Participant] {
    var list: [Participant] = []
    for head in heads {
      for one in participants(of: head, throughThings: throughThings)
      where !list.contains(where: { $0.name == one.name && $0.country == one.country }) {
        list.append(one)
      }
    }
    return list
  }

  /// Whom a thing belongs to: "China's retaliation", "the Turkish offensive", "a move by Seoul".
  func owners(of noun: Int, depth: Int = 0) -> [Participant] {
    for relation: DependencyRelation in [.nmodPossessive, .amod, .compound] {
      for child in tree.children(of: noun, [relation]) {
        let heads = relation == .nmodPossessive ? tree.conjuncts(of: child) : [child]
        let found = heads.flatMap {
          relation == .nmodPossessive ? actors.participants(at: $0) : actors.modifier(at: $0)
        }
        if !found.isEmpty { return found }
      }
    }
    for preposition in ["by", "of", "from", "in"] {
      for phrase in tree.phrases(of: noun) where phrase.preposition == preposition {
        let found = participants(of: tree.conjuncts(of: phrase.head), throughThings: depth < 1)
        if !found.isEmpty { return found }
      }
    }
    return []
  }

  /// Who stands in the first of `slots` that names anybody.
  func fill(_ slots: [SideSlot], for candidate: Candidate) -> [Participant] {
    for slot in slots {
      let found = fill(slot, for: candidate)
      if !found.isEmpty { return found }
    }
    return []
  }

  private func fill(_ slot: SideSlot, for candidate: Candidate) -> [Participant] {
    let token = candidate.trigger
    switch slot {
    case .subject:
      if candidate.isNominal { return supporters(of: candidate) }
      return participants(of: tree.agents(of: token), throughThings: true)
    case .object:
      // "suspended its cooperation": a word of the expression is nobody but by its owner.
      var objects = tree.objects(of: token).filter { !candidate.boundNouns.contains($0) }
      if objects.isEmpty {
        // "called the raid illegal": a parser makes a small clause of it.
        objects = tree.children(of: token, [.xcomp]).flatMap { tree.children(of: $0, [.nsubj]) }
      }
      let own = Set(participants(of: tree.agents(of: token)).map(\.name))
      let found = objects.flatMap { object in
        candidate.tokens.contains(object)
          ? owners(of: object).filter { !own.contains($0.name) } : participants(of: object)
      }
      return found.nonEmpty ?? ownersOfBound(candidate).filter { !own.contains($0.name) }
    case .indirectObject:
      return participants(of: tree.children(of: token, [.iobj]).flatMap { tree.conjuncts(of: $0) })
    case .complementSubject:
      for complement in tree.complements(of: token) {
        let found = participants(of: tree.subjects(of: complement))
        if !found.isEmpty { return found }
      }
      return []
    case .possessor:
      return participants(
        of: nounPlaces(candidate).flatMap { tree.children(of: $0, [.nmodPossessive]) }
          .flatMap { tree.conjuncts(of: $0) })
    case .modifier:
      return nounPlaces(candidate).lazy.flatMap { tree.children(of: $0, [.amod, .compound]) }
        .map { actors.modifier(at: $0) }.first { !$0.isEmpty } ?? []
    case .host:
      var verb = tree.head(token)
      for _ in 0..<4 where verb >= 0 && !tree.isVerb(verb) { verb = tree.head(verb) }
      return verb >= 0 && tree.isVerb(verb) ? participants(of: tree.agents(of: verb)) : []
    case .preposition(let name):
      return participants(of: phraseHeads(name, of: candidate))
    }
  }

  /// A noun with the noun that it only fills: "his message of congratulation", "his martial law
  /// attempt" have their owner there.
  private func nounPlaces(_ candidate: Candidate) -> [Int] {
    let token = candidate.trigger
    let head = tree.head(token)
    guard candidate.isNominal, head >= 0, tree.partOfSpeech(head) == .noun else { return [token] }
    switch tree.relation(token) {
    case .compound: return [token, head]
    case .nmod where tree.prepositions(of: token) == ["of"]: return [token, head]
    default: return [token]
    }
  }

  /// The objects that a condition bound may still say who is meant: "broke the ties of Qatar".
  private func ownersOfBound(_ candidate: Candidate) -> [Participant] {
    participants(of: candidate.boundNouns.filter { $0 != candidate.trigger })
  }

  /// The heads of a candidate's phrases with a preposition, those of its bound nouns and of the
  /// verb that supports it included: a parser may hang a phrase on either.
  private func phraseHeads(_ preposition: String, of candidate: Candidate) -> [Int] {
    var places = [candidate.trigger] + candidate.boundNouns
    places += candidate.tokens.filter { tree.isNominal($0) || tree.isVerb($0) }
    if candidate.isNominal && candidate.clause != candidate.trigger {
      places.append(candidate.clause)
    }
    var seen: Set<Int> = []
    var heads: [Int] = []
    for place in places where seen.insert(place).inserted {
      for phrase in tree.phrases(of: place) where phrase.preposition == preposition {
        heads += tree.conjuncts(of: phrase.head)
      }
    }
    return heads
  }

  /// The subject of the verb that supports a noun ("Seoul held talks").
  private func supporters(of candidate: Candidate) -> [Participant] {
    guard candidate.clause != candidate.trigger, tree.isVerb(candidate.clause) else { return [] }
    // "In a call with Moe, Paz urged restraint": who acts in the clause takes part in the call.
    if candidate.frame.type == .consult, tree.relation(candidate.trigger) == .obl {
      let settings: Set<String> = ["in", "during", "at", "on", "after", "before", "ahead"]
      guard tree.prepositions(of: candidate.trigger).contains(where: { settings.contains($0) })
      else { return [] }
      return participants(of: tree.agents(of: candidate.clause), throughThings: false)
    }
    guard SupportVerbs.shared.makesActor(tree.lemma(candidate.clause)) else { return [] }
    return participants(of: tree.agents(of: candidate.clause))
  }

  /// The nearest actor before a verb in its sentence, by word order alone.
  func nearestBefore(_ verb: Int) -> [Participant] {
    let sentence = tree.sentence(of: verb)
    var token = verb - 1
    while token >= sentence.lowerBound {
      if [";", ":"].contains(tree.text(token)) { return [] }
      if tree.isNominal(token), tree.relation(token) == .nsubj || tree.relation(token) == .root {
        let found = participants(of: tree.conjuncts(of: token), throughThings: true)
        if !found.isEmpty { return found }
      }
      token -= 1
    }
    return []
  }
}

extension Array {
  /// The array, or nil where it is empty.
  var nonEmpty: [Element]? { isEmpty ? nil : self }
}
