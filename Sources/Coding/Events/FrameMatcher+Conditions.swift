import Linguistics
import Ontology

/// The conditions of frames.
extension FrameMatcher {
  /// Whether a condition holds; object conditions bind the nouns that they are about.
  func holds(_ condition: FrameCondition, for candidate: inout Candidate) -> Bool {
    let token = candidate.trigger
    switch condition {
    case .not(let denied):
      var copy = candidate
      return !holds(denied, for: &copy)
    case .either(let choices):
      return choices.contains { holds($0, for: &candidate) }
    case .hasObject:
      return !objectHeads(of: candidate).isEmpty
    case .hasNoObject:
      return tree.objects(of: token).isEmpty
    case .objectInClass(let name):
      return bindObjects(in: name, of: &candidate)
    case .objectIsActor, .objectIsTown:
      return objectIs(condition, candidate)
    case .subjectInClass(let name):
      let subjects = tree.agents(of: token).filter { isIn($0, name) }
      // "There will be consequences for Moe": whom they are for stands at the noun.
      if tree.lemma(token) == "be" { candidate.boundNouns += subjects }
      return !subjects.isEmpty
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
    case .infinitiveInClass(let name):
      return (tree.complements(of: token) + tree.children(of: token, [.advcl, .acl])).contains {
        tree.isInfinitive($0) && isIn($0, name)
      }
    case .predicate:
      return predicates(of: token).contains { isNounOrAdjective($0) && !tree.isNegated($0) }
    case .predicateInClass(let name):
      return predicates(of: token).contains { tree.isCalled($0, in: name, of: classes) }
    case .withoutPreposition(let name):
      return !tree.phrases(of: token).contains { $0.preposition == name }
    case .thatClause, .complement:
      return hasClause(condition, candidate)
    case .oneObject:
      return secondObject(of: token) == nil
    case .noComplement:
      return tree.complements(of: token).isEmpty
    case .negated:
      return tree.isNegated(token)
    case .ahead:
      return isAhead(token)
    case .preposition(let name):
      return hasPhrase(name, token)
    case .prepositionInClass(let name, let list):
      if candidate.isNominal,
        tree.children(of: token, [.compound, .amod]).contains(where: { isIn($0, list) })
      {
        return true
      }
      // "Expressed regret over the death": a parser may hang it on the noun of the expression.
      return candidate.tokens.flatMap { tree.phrases(of: $0) }.contains { phrase in
        phrase.preposition == name && tree.conjuncts(of: phrase.head).contains { isIn($0, list) }
      }
    case .wordInClass(let name):
      return clauseWords(of: token).contains { isIn($0, name) }
    case .modifierInClass, .supported, .definite, .enacted:
      return holdsAtNoun(condition, candidate)
    }
  }

  /// Whether the object is somebody, or a place that has a name.
  private func objectIs(_ condition: FrameCondition, _ candidate: Candidate) -> Bool {
    if condition == .objectIsTown {
      return tree.objects(of: candidate.trigger).contains { actors.town(at: $0) != nil }
    }
    return objectHeads(of: candidate).contains {
      !sides.participants(of: $0, throughThings: false).isEmpty
    }
  }

  /// Whether a verb has a phrase with a preposition. "Delivered tanks to Chad": a parser may hang it on
  /// what is delivered.
  private func hasPhrase(_ name: String, _ token: Int) -> Bool {
    let places = name == "to" ? [token] + tree.objects(of: token) : [token]
    return places.contains { place in
      tree.phrases(of: place).contains { $0.preposition == name }
    }
  }

  private func isNounOrAdjective(_ token: Int) -> Bool {
    [.noun, .adjective].contains(tree.partOfSpeech(token))
  }

  /// The conditions of nouns.
  private func holdsAtNoun(_ condition: FrameCondition, _ candidate: Candidate) -> Bool {
    let token = candidate.trigger
    switch condition {
    case .modifierInClass(let name):
      return tree.children(of: token, [.compound, .amod]).contains { isIn($0, name) }
    case .supported:
      return isSupported(candidate)
    case .definite:
      return tree.children(of: token, [.nmodPossessive]).count > 0
        || tree.children(of: token, [.det]).contains { ["the", "this"].contains(tree.text($0)) }
    case .enacted:
      return isSupported(candidate) || isEnacted(candidate)
    default:
      return false
    }
  }

  /// Whether a clause says what will be done; an infinitive that says what for does not.
  private func isAhead(_ verb: Int) -> Bool {
    tree.isInfinitive(verb) && tree.relation(verb) != .advcl
      || tree.auxiliaries(of: verb).contains { Self.wills.contains($0) }
  }

  private static let wills: Set<String> = ["will", "would", "'ll", "shall", "'d", "must", "wo"]

  /// Whether a trigger has a clause of its own that completes it.
  private func hasClause(_ condition: FrameCondition, _ candidate: Candidate) -> Bool {
    let token = candidate.trigger
    if condition == .thatClause {
      return tree.child(of: token, [.ccomp]) != nil || nextText(after: candidate) == "that"
    }
    return !tree.complements(of: token).isEmpty
      || tree.children(of: token, [.advcl]).contains { tree.isInfinitive($0) }
      || tree.objects(of: token).contains { object in
        tree.children(of: object, [.acl]).contains { tree.isInfinitive($0) }
      }
  }

  /// Whether an object is in a class; if so, binds the nouns that it stands for.
  private func bindObjects(in name: String, of candidate: inout Candidate) -> Bool {
    let heads = objectHeads(of: candidate).filter { isIn($0, name) }
    // The object of a passive's or relative clause's noun is as good.
    guard !heads.isEmpty else { return false }
    if name != "person" && name != "government" && name != "people" && name != "envoy" {
      candidate.boundNouns += heads
      // "a round of talks": what is counted is meant.
      candidate.boundNouns += heads.filter { Self.counts.contains(tree.lemma($0)) }
        .flatMap { tree.phrases(of: $0).filter { $0.preposition == "of" }.map(\.head) }
    }
    return true
  }

  private func isSupported(_ candidate: Candidate) -> Bool {
    guard candidate.clause != candidate.trigger else { return false }
    let lemma = tree.lemma(candidate.clause)
    let isGoverned = (lexicon.verbs[lemma] ?? []).contains { !$0.operatorName.isEmpty }
    switch tree.relation(candidate.trigger) {
    case .obj, .nsubjPassive, .conj:
      return isGoverned || SupportVerbs.shared.makesActor(lemma)
        || SupportVerbs.shared.makesRecipient(lemma)
    case .obl:
      // "agreed to a ceasefire", "called for talks".
      let links: Set<String> = ["to", "for", "on", "of", "from", "with"]
      return isGoverned && tree.prepositions(of: candidate.trigger).contains { links.contains($0) }
    default:
      return false
    }
  }

  /// Further prepositions that lead to what an expression is about.
  private static let governing: Set<String> = [
    "about", "across", "around", "at", "behind", "between", "into", "off", "over", "toward",
    "towards", "upon",
  ]

  /// The heads of what an expression is about: its object, or what follows the preposition that is
  /// part of it ("ask for aid").
  private func objectHeads(of candidate: Candidate) -> [Int] {
    var objects = tree.objects(of: candidate.trigger)
    if tree.isPassive(candidate.trigger) {
      // "Moe was granted asylum": what was given, too.
      objects += tree.children(of: candidate.trigger, [.obj, .xcomp]).filter {
        tree.partOfSpeech($0) == .noun
      }
    }
    guard let last = candidate.frame.others.last,
      Self.prepositions.contains(last) || Self.governing.contains(last)
    else {
      return objects
    }
    let governed = candidate.tokens.max().map { tree.head($0) } ?? -1
    return objects + (governed > candidate.trigger ? [governed] : [])
      + tree.phrases(of: candidate.trigger).filter { $0.preposition == last }
      .flatMap { tree.conjuncts(of: $0.head) }
  }

  /// What a verb says that its object is, however the parser hangs it.
  private func predicates(of verb: Int) -> [Int] {
    var found = tree.children(of: verb, [.xcomp, .ccomp])
    found += tree.children(of: verb, [.advcl, .obl]).filter { child in
      tree.children(of: child, [.advmod, .mark, .case]).contains { tree.text($0) == "as" }
    }
    if let second = secondObject(of: verb) { found.append(second) }
    for object in tree.children(of: verb, [.obj]) {
      found += tree.children(of: object, [.acl, .amod]).filter {
        $0 > object && [.adjective, .verb].contains(tree.partOfSpeech($0))
      }
      found += tree.phrases(of: object).filter { $0.preposition == "as" }.map(\.head)
    }
    return found.flatMap { tree.conjuncts(of: $0) }
  }

  /// The second object of "called the minister a liar", which parsers also take for a time.
  private func secondObject(of verb: Int) -> Int? {
    guard let object = tree.child(of: verb, [.obj]) else { return nil }
    if tree.child(of: verb, [.iobj]) != nil { return object }
    return tree.children(of: verb, [.obj, .obl, .oblTemporal]).first { noun in
      noun > object && tree.partOfSpeech(noun) == .noun && tree.child(of: noun, [.case]) == nil
        && (tree.children(of: noun, [.det]).contains { ["a", "an"].contains(tree.text($0)) }
          || tree.word(noun).isPlural && tree.child(of: noun, [.det, .nummod, .amod]) == nil
            && tree.relation(noun) == .obj)
    }
  }

  /// Whether a noun's own phrase names a side, or a clause of several countries takes place in it:
  /// "in a call the ministers of Chad and Togo reviewed the plan".
  private func isEnacted(_ candidate: Candidate) -> Bool {
    let setting = sides.setting(of: candidate.trigger)
    if candidate.type == .consult || candidate.type == .cooperate,
      tree.relation(setting) == .obl,
      tree.prepositions(of: setting).contains(where: {
        ["after", "at", "by", "during", "following", "in", "over", "via"].contains($0)
      }),
      candidate.clause != candidate.trigger
    {
      var subjects = sides.participants(of: tree.agents(of: candidate.clause))
      // "Told Paz by phone that": two take part in what one says to the other.
      if SpeechVerbs.isSpeech(tree.lemma(candidate.clause)) {
        subjects += sides.participants(
          of: tree.children(of: candidate.clause, [.obj, .iobj]), throughThings: false)
      }
      if Set(subjects.compactMap(\.country)).count > 1 { return true }
    }
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
    if name == "person" || name == "people" {
      // "ex-minister" is a minister.
      let last = lemma.split(separator: "-").last.map(String.init) ?? lemma
      return actors.isPerson(token) || (last != lemma && classes.contains(last, in: name))
    }
    if name == "forces" || name == "military" {
      return actors.isMilitary(token) && !actors.isPerson(token)
    }
    if name == "place" { return actors.isPlace(token) }
    if name == "country" { return actors.isWholeState(token) }
    if name == "government" { return actors.isGovernment(token) }
    // "dozens of troops": the counted noun decides.
    let isCounted =
      Self.counts.contains(lemma) || Self.counts.contains(tree.text(token))
      || tree.partOfSpeech(token) == .numeral
    if isCounted,
      let inner = tree.phrases(of: token).first(where: { $0.preposition == "of" })
    {
      return isIn(inner.head, name)
    }
    // "curfew hours", "visa rules": the noun before says of what.
    return Self.hulls.contains(lemma)
      && tree.children(of: token, [.compound]).contains {
        classes.contains(tree.lemma($0), in: name)
      }
  }

  /// Nouns that count or measure another.
  private static let counts: Set<String> = [
    "number", "dozens", "hundreds", "thousands", "series", "round", "lot", "group", "set", "day",
    "week", "wave", "string", "spate", "pair", "couple", "scores", "show", "ton", "tonne", "batch",
    "shipment", "consignment", "load", "worth", "team", "percent", "%", "majority", "part", "rest",
    "half", "handful", "contingent", "package", "all", "some", "many", "several", "most",
    "millions", "slice", "chunk", "bulk", "portion", "third", "quarter", "share", "busloads",
    "busload",
    "boatload", "planeload", "convoy", "convoys", "truckload", "barrage", "volley", "salvo", "hail",
    "dozen", "hundred", "thousand", "million", "spate", "flurry",
  ]

  /// Nouns that add nothing to the noun before them.
  private static let hulls: Set<String> = [
    "hour", "order", "rule", "measure", "regime", "period", "requirement", "action",
  ]
}
