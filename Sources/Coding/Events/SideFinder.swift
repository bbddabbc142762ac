import Linguistics
import Ontology

/// Finds who stands in a frame's places: the actors at a token, or the owner of a thing.
///
/// `SideFinder+Phrases` reads who a phrase names, `SideFinder+Places` finds the other side where the
/// frame's own places name nobody of a country.
struct SideFinder {
  let tree: DocumentTree
  let actors: ActorLookup

  /// Who stands in the first of `slots` that names anybody; a noun's place that names somebody of a
  /// country goes before one that does not ("Kenya's withdrawal of troops").
  func fill(_ slots: [SideSlot], for candidate: Candidate) -> [Participant] {
    var vague: [Participant] = []
    var slots = slots
    if candidate.isNominal {
      if isOwnedByPatient(candidate) {
        if slots == candidate.frame.actors {
          slots.removeAll { $0 == .possessor }
        } else if slots.contains(.preposition("of")) {
          slots.append(.possessor)
        }
      } else if slots == candidate.frame.actors, slots.contains(.preposition("by")),
        slots.contains(.preposition("of")),
        let agent = tree.phrases(of: candidate.trigger).first(where: { $0.preposition == "by" })
          ?? tree.phrases(of: candidate.trigger).filter({
            $0.preposition == "of" && actors.isActor($0.head)
          }).flatMap({ tree.phrases(of: $0.head) }).first(where: { $0.preposition == "by" })
      {
        // "Criticism of Chad by Togo": who does it stands behind "by", wherever that hangs.
        let acting = participants(of: tree.conjuncts(of: agent.head))
        if !acting.isEmpty { return acting }
      } else if slots.contains(.possessor), slots.first == .preposition("of") {
        // "Kenya's withdrawal of troops": whoever owns the act does it.
        slots.insert(.possessor, at: 0)
      } else if slots == candidate.frame.actors, slots.contains(.modifier),
        candidate.frame.recipients.contains(.preposition("of"))
      {
        // "Chadian criticism of the Malian army": "of" leads to the other side where one is named.
        slots.insert(.modifier, at: slots.firstIndex(of: .preposition("of")) ?? 0)
      }
    }
    for slot in slots {
      let found = fill(slot, for: candidate)
      if found.isEmpty { continue }
      if !candidate.isNominal || found.contains(where: { $0.country != nil }) { return found }
      if vague.isEmpty { vague = found }
    }
    return vague
  }

  /// Who stands in the object of a verb.
  private func objectSides(of candidate: Candidate) -> [Participant] {
    let token = candidate.trigger
    var heads = tree.objects(of: token).filter { !candidate.boundNouns.contains($0) }
    if heads.isEmpty {
      // "called the raid illegal": a parser makes a small clause of it.
      heads = tree.children(of: token, [.xcomp]).flatMap { tree.children(of: $0, [.nsubj]) }
    }
    if heads.isEmpty {
      // "Voted to impeach the president": the object is that of the expression's last verb.
      heads = candidate.tokens.filter { $0 != token && tree.isVerb($0) }
        .flatMap { tree.objects(of: $0) }
    }
    // "suspended its cooperation": a word of the expression is nobody but by its owner.
    let own = Set(participants(of: tree.agents(of: token)).map(\.name))
    let words = heads.filter { candidate.tokens.contains($0) }
    let found =
      suffering(heads.filter { !words.contains($0) }, of: candidate)
      + suffering(words, of: candidate).filter { !own.contains($0.name) }
    return found.nonEmpty ?? ownersOfBound(candidate).filter { !own.contains($0.name) }
  }

  private func fill(_ slot: SideSlot, for candidate: Candidate) -> [Participant] {
    let token = candidate.trigger
    switch slot {
    case .subject:
      if candidate.isNominal { return supporters(of: candidate) }
      let acting = actingSides(of: token)
      guard acting.isEmpty, candidate.frame.isSymmetric, tree.isPassive(token) else {
        return acting
      }
      // "A deal between Chad and Togo was reached", "was reached between Chad and Togo"
      let nouns = candidate.boundNouns + tree.objects(of: token) + [token]
      return participants(
        of: nouns.flatMap { tree.phrases(of: $0) }
          .filter { ["among", "between", "by"].contains($0.preposition) }
          .flatMap { tree.conjuncts(of: $0.head) })
    case .object:
      return objectSides(of: candidate)
    case .indirectObject:
      return indirectObjects(of: token)
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
      return nounPlaces(candidate).lazy.map { modifiers(of: $0) }.first { !$0.isEmpty } ?? []
    case .host:
      var verb = tree.head(token)
      for _ in 0..<4 where verb >= 0 && !tree.isVerb(verb) { verb = tree.head(verb) }
      return verb >= 0 && tree.isVerb(verb) ? participants(of: tree.agents(of: verb)) : []
    case .preposition(let name):
      var heads = phraseHeads(name, of: candidate)
      if heads.isEmpty, name == "between" { heads = inner("between", of: candidate) }
      guard name == "of" else { return participants(of: heads, besides: reserved(in: candidate)) }
      return suffering(heads, of: candidate)
    }
  }

  // MARK: Verbs

  /// Who acts in a verb's clause, those who act along with the subject included: "France together
  /// with Spain urged".
  private func actingSides(of verb: Int) -> [Participant] {
    let agents = tree.agents(of: verb)
    // "A roadside bomb in Mali" is not Mali's.
    let isWeapon = agents.allSatisfy {
      WordClasses.shared.contains(tree.lemma($0), in: "bomb")
        || ["blast", "explosion", "missile", "rocket", "shell"].contains(tree.lemma($0))
    }
    var found = participants(of: agents, besides: isWeapon ? ["at", "in", "near"] : [])
    if found.isEmpty { found = speakers(of: verb, subjects: agents).nonEmpty ?? makers(of: verb) }
    guard !found.isEmpty else { return found }
    for place in agents + [verb] {
      for companion in companions(of: place) {
        for one in participants(of: companion, throughThings: false)
        where !found.contains(where: { $0.name == one.name }) { found.append(one) }
      }
    }
    return found
  }

  /// Who says of themselves what a clause says: "it said it was willing", where nothing else tells
  /// whom the pronoun means.
  private func speakers(of verb: Int, subjects: [Int]) -> [Participant] {
    guard let pronoun = subjects.first, subjects.count == 1,
      ["it", "he", "she", "they"].contains(tree.text(pronoun))
    else { return [] }
    var clause = verb
    for _ in 0..<3 {
      let governor = tree.head(clause)
      guard governor >= 0 else { return [] }
      if tree.relation(clause) == .ccomp, SpeechVerbs.isSpeech(tree.lemma(governor)) {
        return participants(of: tree.subjects(of: governor), throughThings: false)
      }
      guard [.conj, .xcomp].contains(tree.relation(clause)) else { return [] }
      clause = governor
    }
    return []
  }

  /// The heads of phrases that name further members of a party: "along with", "together with".
  private func companions(of token: Int) -> [Int] {
    tree.children(of: token, [.nmod, .obl]).filter { phrase in
      let words = tree.prepositions(of: phrase)
      if words.contains("alongside") || words.contains("along") || words.contains("together") {
        return true
      }
      guard words == ["with"], let with = tree.children(of: phrase, [.case]).first, with > 0 else {
        return false
      }
      return ["along", "together"].contains(tree.text(with - 1))
    }.flatMap { tree.conjuncts(of: $0) }
  }

  /// To whom something is said or given; what a parser takes for the object of "promised Kenya to
  /// help" is one.
  private func indirectObjects(of verb: Int) -> [Participant] {
    let given = tree.children(of: verb, [.iobj]).flatMap { tree.conjuncts(of: $0) }
    let found = participants(of: given)
    guard found.isEmpty, tree.child(of: verb, [.xcomp, .ccomp]) != nil,
      let object = tree.child(of: verb, [.obj])
    else { return found }
    return participants(of: tree.conjuncts(of: object), throughThings: false)
  }

  /// Who is acted upon by a deed: of deeds news people may be the victims, not only the tellers.
  private func suffering(_ heads: [Int], of candidate: Candidate) -> [Participant] {
    let excluded = reserved(in: candidate)
    let found = participants(of: heads, besides: excluded)
    guard found.isEmpty, let type = candidate.type else { return found }
    switch type {
    case .coerce, .assault, .retreat, .sanction, .accuse, .support, .threaten, .aid:
      return heads.flatMap { head in
        actors.participants(at: head, withMedia: true).nonEmpty ?? owners(of: head)
      }
    case .agree, .consult, .concede, .cooperate, .request, .reject, .protest, .mobilize: return []
    }
  }

  // MARK: Nouns

  /// Whether a noun's possessor is whom the act is done to: "her arrest", "Paz's assassination", but
  /// not "Chile's arrest of two spies".
  private func isOwnedByPatient(_ candidate: Candidate) -> Bool {
    switch (candidate.type, candidate.mode) {
    case (.coerce, "arrest"), (.coerce, "deport"), (.sanction, "expel"), (.sanction, "convict"),
      (.retreat, "release"), (.assault, "abduct"), (.assault, "torture"), (.assault, "targeted"):
      break
    default: return false
    }
    let noun = candidate.trigger
    guard let owner = tree.child(of: noun, [.nmodPossessive]),
      !tree.phrases(of: noun).contains(where: { $0.preposition == "of" })
    else { return false }
    return actors.resolved(at: owner).contains { $0.isPerson }
  }

  /// The heads of phrases with a preposition however deep below a noun and the verb that supports
  /// it: "began an effort to prevent a war between Chad and Libya".
  private func inner(_ preposition: String, of candidate: Candidate) -> [Int] {
    let clause = tree.subtree(
      of: candidate.trigger, excluding: [.nsubj, .relativeClause, .conj, .parataxis])
    for token in clause {
      for phrase in tree.phrases(of: token) where phrase.preposition == preposition {
        return tree.conjuncts(of: phrase.head)
      }
    }
    return []
  }

  /// The prepositions that mark the other side: in "the withdrawal of troops from Syria" Syria is
  /// not whose troops they are.
  private func reserved(in candidate: Candidate) -> Set<String> {
    var names: Set<String> = []
    for slot in candidate.frame.recipients {
      if case .preposition(let name) = slot, name != "of" { names.insert(name) }
    }
    return names
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
    suffering(candidate.boundNouns.filter { $0 != candidate.trigger }, of: candidate)
  }

  /// The heads of a candidate's phrases with a preposition, those of its bound nouns and of the
  /// verb that supports it included: a parser may hang a phrase on either.
  private func phraseHeads(_ preposition: String, of candidate: Candidate) -> [Int] {
    var places = [candidate.trigger] + candidate.boundNouns
    places += candidate.tokens.filter { tree.isNominal($0) || tree.isVerb($0) }
    if candidate.isNominal, candidate.clause != candidate.trigger,
      preposition != "by" || isObject(candidate)
    {
      places.append(candidate.clause)
    }
    var seen: Set<Int> = []
    var heads: [Int] = []
    for place in places where seen.insert(place).inserted {
      for phrase in tree.phrases(of: place) where phrase.preposition == preposition {
        heads += tree.conjuncts(of: phrase.head)
      }
    }
    // "sanctions by the union against Belarus": a parser may hang the second phrase on the first.
    let chained: Set<String> = ["against", "by", "on", "to", "with"]
    // "Suspended supplies and flights to Chad": what is said of the last holds for all.
    if heads.isEmpty, !candidate.isNominal {
      for noun in candidate.boundNouns.flatMap({ tree.conjuncts(of: $0).dropFirst() }) {
        for phrase in tree.phrases(of: noun) where phrase.preposition == preposition {
          heads += tree.conjuncts(of: phrase.head)
        }
      }
    }
    guard heads.isEmpty, candidate.isNominal, chained.contains(preposition) else { return heads }
    for phrase in tree.phrases(of: candidate.trigger)
    where ["by", "of", "from"].contains(phrase.preposition) {
      for inner in tree.phrases(of: phrase.head) where inner.preposition == preposition {
        heads += tree.conjuncts(of: inner.head)
      }
    }
    return heads
  }

  /// The subject of the verb that supports a noun ("Seoul held talks").
  private func supporters(of candidate: Candidate) -> [Participant] {
    guard candidate.clause != candidate.trigger, tree.isVerb(candidate.clause) else { return [] }
    // "In a call with Moe, Paz urged restraint": who acts in the clause takes part in the call.
    let setting = setting(of: candidate.trigger)
    if candidate.frame.type == .consult, tree.relation(setting) == .obl {
      let settings: Set<String> = [
        "after", "ahead", "at", "before", "by", "during", "following", "in", "on", "over", "via",
      ]
      guard tree.prepositions(of: setting).contains(where: { settings.contains($0) })
      else { return [] }
      let agents = participants(of: tree.agents(of: candidate.clause), throughThings: false)
      // "Told Moe in a call that": whom it is said to takes part, too.
      guard candidate.recipients.isEmpty, SpeechVerbs.isSpeech(tree.lemma(candidate.clause)) else {
        return agents
      }
      let others = tree.children(of: candidate.clause, [.obj, .iobj]).filter {
        $0 != candidate.trigger
      }
      return agents + participants(of: others, throughThings: false)
    }
    guard SupportVerbs.shared.makesActor(tree.lemma(candidate.clause)), isObject(candidate) else {
      return []
    }
    return actingSides(of: candidate.clause)
  }

  /// The noun of time that talks fill: "after five hours of talks".
  func setting(of noun: Int) -> Int {
    let over = tree.head(noun)
    guard tree.relation(noun) == .nmod, over >= 0, tree.prepositions(of: noun) == ["of"],
      ["day", "hour", "month", "round", "week", "year"].contains(tree.lemma(over))
    else { return noun }
    return over
  }

  /// Whether a noun is what its clause's verb makes or takes part in, not only named in it: "voiced
  /// concern over the arrest" is no arresting.
  private func isObject(_ candidate: Candidate) -> Bool {
    var token = candidate.trigger
    for _ in 0..<5 {
      let over = tree.head(token)
      guard over >= 0, over != candidate.clause else { break }
      let words = tree.prepositions(of: token)
      if tree.relation(token) == .nmod, words.contains(where: { $0 != "of" }) { return false }
      token = over
    }
    guard tree.relation(token) == .obl else { return true }
    return tree.prepositions(of: token).allSatisfy {
      ["in", "into", "to", "under", "with"].contains($0)
    }
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
