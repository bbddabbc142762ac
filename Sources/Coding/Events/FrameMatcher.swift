import Linguistics
import Ontology

/// Finds the frame that fits at a verb, adjective or noun.
struct FrameMatcher {
  let tree: DocumentTree
  let actors: ActorLookup
  let sides: SideFinder
  let lexicon: FrameLexicon
  let classes: WordClasses

  /// All candidates of a sentence in order of their triggers.
  func candidates(in sentence: Range<Int>) -> [Candidate] {
    var found: [Candidate] = []
    for token in sentence {
      if let candidate = candidate(at: token) { found.append(candidate) }
    }
    // A noun that a verb's frame has bound ("hold talks") makes no second event.
    var bound: Set<Int> = []
    for candidate in found where !candidate.isNominal {
      bound.formUnion(candidate.boundNouns)
      bound.formUnion(candidate.tokens.dropFirst())
    }
    return found.filter { !$0.isNominal || !bound.contains($0.trigger) }
  }

  private func candidate(at token: Int) -> Candidate? {
    switch tree.partOfSpeech(token) {
    case .verb, .adjective, .auxiliary:
      if tree.text(token) == "visiting", tree.relation(token) == .amod {
        return Candidate(
          frame: Self.visitingFrame, trigger: token, tokens: [token], boundNouns: [],
          isNominal: false, clause: token)
      }
      guard ![.aux, .auxPassive, .amod, .compound].contains(tree.relation(token)) else {
        return nil
      }
      // "March 10" is a day, however it is tagged.
      let next = token + 1
      if tree.text(token) == "march", next < tree.count, tree.partOfSpeech(next) == .numeral {
        return nil
      }
      return verbCandidate(at: token)
    case .noun, .properNoun:
      return nounCandidate(at: token)
    default:
      return nil
    }
  }

  /// "told a visiting envoy": the guest is described, the host governs the clause.
  private static let visitingFrame = Frame(
    type: .consult, mode: "visit", operatorName: "", isSymmetric: false, actors: [.subject],
    recipients: [.host], conditions: [], head: "visiting", others: [], order: 0, name: "visiting")

  // MARK: Verbs

  private func verbCandidate(at verb: Int) -> Candidate? {
    let lemma = tree.lemma(verb)
    guard let frames = lexicon.verbs[lemma] ?? lexicon.verbs[lemma + "e"] else { return nil }
    for frame in frames {
      guard let others = followers(frame.others, after: verb),
        !isForeignPhrase(others, of: frame, verb: verb)
      else { continue }
      var candidate = Candidate(
        frame: frame, trigger: verb, tokens: [verb] + others, boundNouns: [], isNominal: false,
        clause: verb)
      guard frame.conditions.allSatisfy({ holds($0, for: &candidate) }) else { continue }
      return candidate
    }
    return nil
  }

  /// Whether the last word of an expression only heads a phrase of place: "gave guidance in a
  /// county" is no giving in.
  private func isForeignPhrase(_ others: [Int], of frame: Frame, verb: Int) -> Bool {
    guard let last = others.last, last > verb + others.count,
      tree.relation(last) == .case
    else { return false }
    return !frame.recipients.contains(.preposition(tree.text(last)))
      && frame.others.allSatisfy { Self.prepositions.contains($0) }
  }

  /// The places of the words that must follow a verb; nil where they do not.
  private func followers(_ words: [String], after verb: Int) -> [Int]? {
    var places: [Int] = []
    var position = verb
    let end = tree.sentence(of: verb).upperBound
    for word in words {
      guard let place = follower(word, after: position, verb: verb, places: places, end: end)
      else { return nil }
      places.append(place)
      position = place
    }
    return places
  }

  private func follower(
    _ word: String, after position: Int, verb: Int, places: [Int], end: Int
  ) -> Int? {
    for place in (position + 1)..<max(position + 1, min(position + 8, end)) {
      if tree.text(place) == word || tree.lemma(place) == word {
        if place == position + 1 || isTied(place, to: verb, places: places) { return place }
        if onlyFillers(from: position + 1, to: place) { return place }
      }
      if isBarrier(place) { break }
    }
    // However long the object between ("dragged the chief of police, ..., to court").
    for phrase in tree.phrases(of: verb) where phrase.head > position {
      if phrase.preposition == word {
        return tree.children(of: phrase.head, [.case]).first { tree.text($0) == word }
      }
      if places.contains(where: { tree.head($0) == phrase.head }),
        tree.text(phrase.head) == word || tree.lemma(phrase.head) == word
      {
        return phrase.head
      }
    }
    return nil
  }

  /// Whether a word belongs to the verb by the tree: its particle, or the preposition of its phrase.
  private func isTied(_ place: Int, to verb: Int, places: [Int]) -> Bool {
    let head = tree.head(place)
    guard head >= 0 else { return false }
    if head == verb || places.contains(head) { return true }
    return tree.relation(place) == .case
      && (tree.head(head) == verb || places.contains(tree.head(head)))
  }

  private func onlyFillers(from start: Int, to end: Int) -> Bool {
    (start..<end).allSatisfy { place in
      switch tree.partOfSpeech(place) {
      case .determiner, .adjective, .adverb, .numeral: true
      case .pronoun: tree.relation(place) == .nmodPossessive
      default: tree.relation(place) == .compound || tree.relation(place) == .amod
      }
    }
  }

  private func isBarrier(_ place: Int) -> Bool {
    switch tree.partOfSpeech(place) {
    case .verb, .subordinatingConjunction: true
    case .punctuation: [",", ";", ":", "."].contains(tree.text(place))
    default: false
    }
  }

  // MARK: Nouns

  private func nounCandidate(at noun: Int) -> Candidate? {
    guard tree.relation(noun) != .flat else { return nil }
    // "protest leader" is a leader; "martial law attempt" and "sanctions campaign" are the acts.
    if tree.relation(noun) == .compound {
      let acts: Set<String> = [
        "attempt", "declaration", "decree", "campaign", "order", "operation",
      ]
      guard tree.head(noun) >= 0, acts.contains(tree.lemma(tree.head(noun))) else { return nil }
    }
    // A name is no act ("Protest Party"), but headline capitals are common.
    let keys = [tree.text(noun), tree.lemma(noun)]
    var seen: Set<Int> = []
    let frames = keys.flatMap { lexicon.nouns[$0] ?? [] }
      .filter { seen.insert($0.order).inserted }
      .sorted { ($0.weight, -$0.order) > ($1.weight, -$1.order) }
    for frame in frames {
      guard let others = companions(frame.others, of: noun) else { continue }
      var candidate = Candidate(
        frame: frame, trigger: noun, tokens: (others + [noun]).sorted(), boundNouns: [],
        isNominal: true, clause: governor(of: noun))
      guard frame.conditions.allSatisfy({ holds($0, for: &candidate) }) else { continue }
      return candidate
    }
    return nil
  }

  /// The verb that governs a noun as its object or passive subject; the noun itself otherwise.
  private func governor(of noun: Int) -> Int {
    var current = noun
    for _ in 0..<4 {
      let head = tree.head(current)
      guard head >= 0 else { return noun }
      switch tree.relation(current) {
      case .obj, .nsubjPassive, .obl, .xcomp: return tree.isVerb(head) ? head : noun
      case .conj, .nmod, .appos: current = head
      case .nsubj:
        return tree.isPassive(head) || Self.occurrences.contains(tree.lemma(head)) ? head : noun
      default: return noun
      }
    }
    return noun
  }

  /// Verbs by which an event takes place: "clashes erupted between".
  private static let occurrences: Set<String> = [
    "erupt", "break", "occur", "begin", "start", "continue", "take", "happen", "follow", "resume",
    "flare", "intensify", "escalate", "rage", "spread", "mark", "come",
  ]

  private static let prepositions: Set<String> = [
    "of", "for", "to", "against", "with", "on", "by", "from", "in",
  ]

  /// The places of the words that go with a noun: those before it, and prepositions after it.
  private func companions(_ words: [String], of noun: Int) -> [Int]? {
    var places: [Int] = []
    let start = tree.sentence(of: noun).lowerBound
    let end = tree.sentence(of: noun).upperBound
    for word in words {
      if Self.prepositions.contains(word) {
        guard noun + 1 < end, tree.text(noun + 1) == word else { return nil }
        continue
      }
      let range = max(start, noun - 4)..<noun
      guard
        let place = range.last(where: { tree.text($0) == word || tree.lemma($0) == word }),
        tree.head(place) == noun || place >= noun - 2
      else { return nil }
      places.append(place)
    }
    return places
  }

  // MARK: Conditions

  private func holds(_ condition: FrameCondition, for candidate: inout Candidate) -> Bool {
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
      return tree.objects(of: token).contains { actors.isActor($0) }
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
