import Linguistics

/// Reading clauses off the tree: subjects, objects, complements, voice, mood.
extension DocumentTree {
  private static let subjects: [DependencyRelation] = [.nsubj, .nsubjPassive, .csubj]
  private static let relatives: Set<String> = ["who", "which", "that", "whom", "whose", "what"]

  /// Whether a verb is passive: "was arrested", "the man arrested", "by" after a bare participle.
  func isPassive(_ verb: Int) -> Bool {
    // "was disappointed at": an adjective, whatever stands before it.
    if partOfSpeech(verb) == .adjective, lemma(verb) == text(verb),
      child(of: verb, [.oblAgent]) == nil
    {
      return false
    }
    if child(of: verb, [.auxPassive, .nsubjPassive]) != nil { return true }
    if child(of: verb, [.oblAgent]) != nil, word(verb).verbForm == .pastParticiple { return true }
    guard word(verb).verbForm == .pastParticiple || word(verb).verbForm == .past else {
      return false
    }
    if isBareVictimVerb(verb) { return true }
    if relation(verb) == .acl { return directObject(of: verb) == nil }
    if relation(verb) == .conj, head(verb) >= 0, isVerb(head(verb)),
      child(of: verb, [.nsubj, .aux, .obj]) == nil, word(verb).verbForm == .pastParticiple
    {
      return isPassive(head(verb))
    }
    return relation(verb) == .amod
      || (relation(verb) == .advcl && child(of: verb, [.nsubj, .obj, .aux]) == nil
        && word(verb).verbForm == .pastParticiple)
  }

  /// Verbs that nobody leaves without an object: without one and without an auxiliary they are
  /// passives, whatever their tag ("Two officers killed in raid", "detained in May, sentenced in
  /// June").
  private static let victimVerbs: Set<String> = [
    "abduct", "accuse", "acquit", "arrest", "assassinate", "ban", "banish", "bar", "behead",
    "blacklist", "blame", "block", "bomb", "bombard", "capture", "charge", "convict", "cripple",
    "damage", "deport", "destroy", "detain", "displace", "evacuate", "evict", "execute", "exile",
    "expel", "extradite", "fine", "free", "hack", "hijack", "hit", "hold", "host", "impeach",
    "imprison", "indict", "injure", "invite", "jail", "kidnap", "kill", "massacre", "murder",
    "oust", "overthrow", "pardon", "poison", "raid", "receive", "reinstate", "release", "rescue",
    "sack", "sanction", "seize", "sentence", "shoot", "stab", "summon", "topple", "torch",
    "torture", "urge", "wound",
  ]

  private func isBareVictimVerb(_ verb: Int) -> Bool {
    guard Self.victimVerbs.contains(lemma(verb)), directObject(of: verb) == nil,
      [.root, .conj, .ccomp, .parataxis].contains(relation(verb)),
      child(of: verb, [.aux, .ccomp, .xcomp, .iobj]) == nil
    else { return false }
    // "Arrested and deported three sailors": the object of the last holds for all.
    let others = children(of: verb, [.conj])
    return !others.contains { isVerb($0) && directObject(of: $0) != nil }
      && antecedent(of: verb) == nil
  }

  /// The object as the sentence has it: "killed at least 20 troops" included, which a parser may
  /// take for a phrase with "at".
  func directObject(of verb: Int) -> Int? {
    if let object = child(of: verb, [.obj]) { return object }
    return children(of: verb, [.obl]).first { phrase in
      prepositions(of: phrase) == ["at"]
        && children(of: phrase, [.amod, .advmod]).contains { ["least", "most"].contains(text($0)) }
    }
  }

  /// The noun that a relative clause or participle describes.
  func antecedent(of verb: Int) -> Int? {
    switch relation(verb) {
    case .relativeClause, .acl, .amod: head(verb) >= 0 ? head(verb) : nil
    case .conj: isVerb(verb) && head(verb) >= 0 ? antecedent(of: head(verb)) : nil
    default: nil
    }
  }

  /// The subject as the sentence has it, whatever the voice; nil where it is only understood.
  func ownSubject(of verb: Int) -> Int? {
    guard let subject = child(of: verb, Self.subjects) else { return nil }
    guard Self.relatives.contains(text(subject)),
      relation(verb) == .relativeClause || relation(verb) == .conj
    else { return subject }
    return antecedent(of: verb) ?? subject
  }

  /// The heads of what acts: the subject, or for a passive its agent. Empty where none is named or
  /// understood.
  func agents(of verb: Int, depth: Int = 0) -> [Int] {
    if isPassive(verb) {
      if let agent = child(of: verb, [.oblAgent]) { return conjuncts(of: agent) }
      if let agent = phrases(of: verb).first(where: { $0.preposition == "by" })?.head {
        return conjuncts(of: agent)
      }
      // "Was thanked for its help by Chad": what has an owner needs no second.
      for phrase in children(of: verb, [.obl]) where child(of: phrase, [.nmodPossessive]) != nil {
        if let agent = phrases(of: phrase).first(where: { $0.preposition == "by" })?.head {
          return conjuncts(of: agent)
        }
      }
      // "Was barred from landing in Lima by the government": nobody lands by a government.
      for clause in children(of: verb, [.advcl, .xcomp])
      where !isPassive(clause) && word(clause).verbForm != .past {
        if let agent = phrases(of: clause).last(where: { $0.preposition == "by" })?.head,
          word(agent).partOfSpeech == .noun || word(agent).partOfSpeech == .properNoun
        {
          return conjuncts(of: agent)
        }
      }
      // "imprisoned and tortured by North Korea": the agent of the last holds for all.
      for other in conjuncts(of: verb).dropFirst() where isPassive(other) && depth < 4 {
        let shared = agents(of: other, depth: depth + 1)
        if !shared.isEmpty { return shared }
      }
      return []
    }
    return subjects(of: verb, depth: depth)
  }

  /// The heads of the grammatical subject, understood ones included.
  func subjects(of verb: Int, depth: Int = 0) -> [Int] {
    guard depth < 8 else { return [] }
    if let subject = ownSubject(of: verb) {
      // "Moe, who led the coup, and his aides": those behind the clause are not in it.
      let isDescribed = antecedent(of: verb) == subject
      return conjuncts(of: subject).filter { !isDescribed || $0 < verb }
    }
    let parent = head(verb)
    guard parent >= 0 else { return [] }
    switch relation(verb) {
    case .conj:
      if isVerb(parent) || partOfSpeech(parent) == .adjective || isNominal(parent) {
        return subjects(of: parent, depth: depth + 1)
      }
      return []
    case .xcomp:
      if let controller = objectController(of: parent, for: verb) {
        return conjuncts(of: controller)
      }
      return subjects(of: parent, depth: depth + 1)
    case .advcl where isInfinitive(verb) && ["call", "appeal"].contains(lemma(parent)):
      if let controller = objectController(of: parent, for: verb) {
        return conjuncts(of: controller)
      }
      return subjects(of: parent, depth: depth + 1)
    case .advcl, .parataxis:
      guard word(verb).verbForm != .past || child(of: verb, [.mark]) != nil else { return [] }
      if isPassive(parent), let subject = ownSubject(of: parent) { return conjuncts(of: subject) }
      return subjects(of: parent, depth: depth + 1)
    case .ccomp:
      return word(verb).verbForm == .presentParticiple || word(verb).verbForm == .base
        ? subjects(of: parent, depth: depth + 1) : []
    case .acl:
      return nominalController(of: parent, for: verb, depth: depth)
    case .relativeClause:
      // "the party that lost": the parser may have lost the pronoun.
      return child(of: verb, [.obj]) != nil ? conjuncts(of: parent) : []
    case .amod:
      return word(verb).verbForm == .presentParticiple ? [parent] : []
    default:
      return []
    }
  }

  /// The object that is the subject of an infinitive ("urged Paz to help"); nil for verbs that keep
  /// the subject ("promised Paz to help").
  private func objectController(of parent: Int, for verb: Int) -> Int? {
    guard isVerb(parent) else { return nil }
    if ["promise", "vow", "pledge", "threaten"].contains(lemma(parent)) { return nil }
    if isPassive(parent) { return ownSubject(of: parent) }
    // "She called him to thank him": after verbs of contact an infinitive says what for.
    let contacts: Set<String> = [
      "call", "contact", "meet", "phone", "ring", "see", "telephone", "visit", "write",
    ]
    if contacts.contains(lemma(parent)), child(of: parent, [.obj, .iobj]) != nil { return nil }
    // "Summoned the ambassador to lodge a protest": who summons protests.
    if ["summon", "invite"].contains(lemma(parent)) || isCalledIn(parent),
      ["complain", "condemn", "convey", "deliver", "demand", "express", "file", "lodge", "protest"]
        .contains(lemma(verb))
    {
      return nil
    }
    if let object = child(of: parent, [.obj, .iobj]), object < verb { return object }
    // "called on China to do more"
    let controllers: Set<String> = ["call", "appeal", "plead", "press", "count", "prevail", "ask"]
    guard controllers.contains(lemma(parent)) else { return nil }
    return phrases(of: parent).last { $0.head < verb && $0.head > parent }?.head
  }

  private func isCalledIn(_ verb: Int) -> Bool {
    lemma(verb) == "call" && verb + 1 < count && text(verb + 1) == "in"
  }

  /// The subject of a participle or infinitive that describes a noun.
  private func nominalController(of noun: Int, for verb: Int, depth: Int) -> [Int] {
    // "the government freed prisoners" may be parsed like "the men freed by the government".
    if word(verb).verbForm == .presentParticiple || directObject(of: verb) != nil,
      !isInfinitive(verb)
    {
      // A statement that decries is its issuer's decrying.
      let governor = head(noun)
      if governor >= 0, isVerb(governor), relation(noun) == .obj,
        WordClasses.shared.contains(lemma(noun), in: "utterance")
      {
        return agents(of: governor, depth: depth + 1)
      }
      return conjuncts(of: noun)
    }
    let isInfinitive = children(of: verb).contains { text($0) == "to" && relation($0) == .mark }
    guard isInfinitive else { return [] }
    if let owner = child(of: noun, [.nmodPossessive]) { return conjuncts(of: owner) }
    if let agent = phrases(of: noun).first(where: { ["by", "of", "from"].contains($0.preposition) })
    {
      return conjuncts(of: agent.head)
    }
    let governor = head(noun)
    if governor >= 0, isVerb(governor), [.obj, .obl, .xcomp].contains(relation(noun)) {
      return agents(of: governor, depth: depth + 1)
    }
    return []
  }

  /// The heads of what is acted upon.
  func objects(of verb: Int, depth: Int = 0) -> [Int] {
    if isPassive(verb) {
      if let subject = ownSubject(of: verb) { return conjuncts(of: subject) }
      if [.acl, .amod].contains(relation(verb)), let noun = antecedent(of: verb) { return [noun] }
      return depth < 4 ? subjects(of: verb, depth: depth + 1) : []
    }
    if let object = directObject(of: verb) {
      if Self.relatives.contains(text(object)), let noun = antecedent(of: verb) { return [noun] }
      return conjuncts(of: object)
    }
    // "a system that Beijing opposed": the antecedent fills the gap.
    if relation(verb) == .relativeClause, let own = child(of: verb, [.nsubj]),
      !Self.relatives.contains(text(own)) || children(of: verb, [.nsubj]).count > 1,
      let noun = antecedent(of: verb)
    {
      let hasGap = !phrases(of: verb).contains { Self.relatives.contains(text($0.head)) }
      if hasGap && child(of: verb, [.ccomp, .xcomp]) == nil { return [noun] }
    }
    // A parser may take the object for the subject of a clause of its own.
    if let clause = child(of: verb, [.ccomp]), let subject = child(of: clause, [.nsubj]),
      child(of: clause, [.mark, .aux]) == nil, !SpeechVerbs.isPlainSpeech(lemma(verb)),
      children(of: clause, [.cop]).isEmpty, subject - verb <= 4
    {
      return conjuncts(of: subject)
    }
    // "hold two days of drills", "mounted repeated shows of force": what a parser takes for a time
    // or for a verb is the object.
    if let span = child(of: verb, [.oblTemporal]), span > verb,
      phrases(of: span).contains(where: { $0.preposition == "of" })
    {
      return [span]
    }
    if let participle = child(of: verb, [.xcomp]), participle == verb + 1,
      !isInfinitive(participle), let object = child(of: participle, [.obj]), depth < 3,
      word(participle).verbForm == .pastParticiple || word(participle).verbForm == .past
    {
      return conjuncts(of: object)
    }
    // "imprisoned and tortured Warmbier": the last object holds for all.
    for other in children(of: verb, [.conj]) where isVerb(other) && depth < 3 {
      guard child(of: verb, [.obl, .xcomp, .ccomp]) == nil, ownSubject(of: other) == nil else {
        break
      }
      let shared = objects(of: other, depth: depth + 1)
      if !shared.isEmpty, other - verb <= 3 { return shared }
    }
    return []
  }

  /// The verbs, adjectives and nouns that complete a governor: "agreed to work", "said he would go".
  func complements(of token: Int) -> [Int] {
    children(of: token, [.xcomp, .ccomp]).flatMap { conjuncts(of: $0) }
  }

  /// Whether a clause is negated.
  func isNegated(_ token: Int) -> Bool {
    let negations: Set<String> = ["not", "n't", "never", "no", "neither", "nor", "without"]
    for child in childrenNear(token) where negations.contains(text(child)) { return true }
    return false
  }

  private func childrenNear(_ token: Int) -> [Int] {
    children(of: token, [.advmod, .aux, .det, .cc, .mark, .case, .dep, .discourse])
      .filter { relation($0) != .cc || text($0) == "nor" }
  }

  /// The auxiliaries of a verb; those of its first conjunct where it has none.
  func auxiliaries(of verb: Int) -> [String] {
    let own = children(of: verb, [.aux, .auxPassive, .cop]).map { text($0) }
    if own.isEmpty, relation(verb) == .conj, head(verb) >= 0, ownSubject(of: verb) == nil,
      isVerb(head(verb))
    {
      return auxiliaries(of: head(verb))
    }
    return own
  }

  /// Whether an infinitive marker stands before the verb.
  func isInfinitive(_ verb: Int) -> Bool {
    children(of: verb, [.mark, .aux, .dep]).contains { text($0) == "to" }
  }
}
