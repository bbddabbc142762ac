import Linguistics
import Ontology
import Text

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
    // A noun that a verb's frame has bound ("hold talks") makes no second event; that of an operator
    // is what it governs.
    var bound: Set<Int> = []
    var words: Set<Int> = []
    var measures: Set<Int> = []
    for candidate in found where !candidate.isNominal {
      if candidate.frame.governsNothing { bound.formUnion(candidate.boundNouns) }
      words.formUnion(candidate.tokens.dropFirst())
      if candidate.type == .concede || candidate.type == .reject {
        measures.formUnion(candidate.boundNouns)
        measures.formUnion(candidate.tokens.filter { tree.isNominal($0) })
      }
    }
    let retracted = measures.filter { classes.contains(tree.lemma($0), in: "retractable") }
    return found.filter { candidate in
      if words.contains(candidate.trigger) { return false }
      if candidate.isNominal { return !bound.contains(candidate.trigger) }
      // "dropped its demand that Peru leave": what was demanded goes with the demand.
      let relation = tree.relation(candidate.trigger)
      if relation == .acl || relation == .ccomp, tree.head(candidate.trigger) >= 0,
        retracted.contains(tree.head(candidate.trigger))
      {
        return false
      }
      // "lifted the ban that it had imposed": the ban is told by its end.
      let isPast = [.acl, .relativeClause].contains(relation)
      return !isPast || !measures.contains(tree.head(candidate.trigger))
        || candidate.type != .sanction && candidate.type != .coerce
    }
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
    let isAdjective = tree.partOfSpeech(verb) == .adjective
    // Most expressions of a common verb lack a word here, and most of their words none at all.
    var words: Set<String> = []
    if frames.count > 4 {
      for token in verb..<tree.sentence(of: verb).upperBound {
        words.insert(tree.text(token))
        words.insert(tree.lemma(token))
      }
    }
    for frame in frames {
      // "That was fine": an adjective of one word is no verb, a participle may be.
      if isAdjective, frame.others.isEmpty, tree.text(verb) == lemma { continue }
      guard frames.count <= 4 || frame.others.allSatisfy({ words.contains($0) }),
        let others = followers(frame.others, after: verb),
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
      tree.relation(last) == .case,
      ["by", "down", "in", "off", "on", "out", "over", "up"].contains(tree.text(last))
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
    if let last = places.last, isPartOfOther(last) { return nil }
    return places
  }

  private func follower(
    _ word: String, after position: Int, verb: Int, places: [Int], end: Int
  ) -> Int? {
    for place in (position + 1)..<max(position + 1, min(position + 8, end)) {
      if tree.text(place) == word || tree.lemma(place) == word {
        if leadsToTime(place) || isAside(place, verb: verb, places: places) { continue }
        if place == position + 1 || isTied(place, to: verb, places: places) { return place }
        if onlyFillers(from: position + 1, to: place) { return place }
      }
      if isBarrier(place) { break }
    }
    // However long the object between ("let all of the sailors go", "dragged the chief of police, ...,
    // to court").
    for clause in tree.complements(of: verb) + tree.children(of: verb, [.advcl])
    where clause > position {
      if tree.text(clause) == word, tree.relation(clause) != .advcl { return clause }
      guard word != "to" else { continue }
      if let mark = tree.children(of: clause, [.mark]).first(where: { tree.text($0) == word }),
        mark > position
      {
        return mark
      }
    }
    for phrase in tree.phrases(of: verb) where phrase.head > position {
      if phrase.preposition == word, !Self.times.contains(tree.lemma(phrase.head)) {
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

  /// Whether a noun only tells what kind the noun after it is: "hold prisoner exchange talks" is no
  /// holding of prisoners.
  private func isPartOfOther(_ place: Int) -> Bool {
    let head = tree.head(place)
    return tree.relation(place) == .compound && place + 1...place + 3 ~= head
      && tree.isNominal(place)
      && tree.isNominal(head) && lexicon.nouns[tree.lemma(head)] != nil
  }

  /// Words of time: "fired the chief on Tuesday" is no firing on anybody.
  private static let times: Set<String> = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
    "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december", "jan.", "feb.", "aug.", "sept.", "oct.", "nov.", "dec.", "today",
    "yesterday", "tomorrow", "morning", "afternoon", "evening", "night", "midnight", "noon", "dawn",
    "dusk", "week", "weekend", "month", "year", "decade", "century", "day", "hour", "minute",
    "anniversary", "eve",
  ]

  /// Whether a preposition stands before words of time.
  private func leadsToTime(_ place: Int) -> Bool {
    guard tree.relation(place) == .case, tree.head(place) > place else { return false }
    return Self.times.contains(tree.text(tree.head(place)))
      || Self.times.contains(tree.lemma(tree.head(place)))
  }

  /// Whether a noun stands behind a preposition that the expression lacks: "sent troops at the request
  /// of Chad" sends no request.
  private func isAside(_ place: Int, verb: Int, places: [Int]) -> Bool {
    guard tree.relation(place) == .obl, tree.head(place) == verb, tree.isNominal(place) else {
      return false
    }
    let words = tree.children(of: place, [.case]).filter { $0 > verb && !places.contains($0) }
    let asked: Set<String> = ["behest", "conference", "invitation", "meeting", "request", "summit"]
    return words.contains { word in
      ["after", "before", "during", "following", "over"].contains(tree.text(word))
        || tree.text(word) == "at" && asked.contains(tree.lemma(place))
    }
  }

  /// Whether a word belongs to the verb by the tree: its particle, or the preposition of its phrase.
  private func isTied(_ place: Int, to verb: Int, places: [Int]) -> Bool {
    let head = tree.head(place)
    guard head >= 0 else { return false }
    if head == verb || places.contains(head) { return true }
    // "Asked the fund for a loan": a parser hangs it on who is asked.
    if tree.text(place) == "for", tree.relation(place) == .case, tree.relation(head) == .nmod,
      tree.head(head) > verb, tree.relation(tree.head(head)) == .obj,
      tree.head(tree.head(head)) == verb,
      actors.isActor(tree.head(head))
        || tree.analysis.document.tokens[tree.head(head)].text.first?.isUppercase == true
    {
      return true
    }
    // "from leaving": the preposition of a clause, too.
    return [.case, .mark].contains(tree.relation(place))
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
    guard tree.relation(noun) != .flat, !isPartOfName(noun) else { return nil }
    // "The opposition demanded": who acts is no act.
    if tree.relation(noun) == .nsubj, actors.isActor(noun), tree.head(noun) >= 0,
      tree.isVerb(tree.head(noun))
    {
      return nil
    }
    // "protest leader" is a leader; "martial law attempt" and "sanctions campaign" are the acts.
    if tree.relation(noun) == .compound {
      let acts: Set<String> = [
        "attempt", "declaration", "decree", "campaign", "order", "operation",
      ]
      guard tree.head(noun) >= 0, acts.contains(tree.lemma(tree.head(noun))) else { return nil }
    }
    let keys = [tree.text(noun), tree.lemma(noun)]
    var seen: Set<Int> = []
    let frames = keys.flatMap { lexicon.nouns[$0] ?? [] }
      .filter { seen.insert($0.order).inserted }
      .sorted { $0.precedes($1) }
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

  /// Whether a capital makes a noun part of a name ("Court of Appeals", "Protest Party", the month of
  /// March): meetings have names and take place all the same, and headlines capitalise everything.
  private func isPartOfName(_ noun: Int) -> Bool {
    let token = tree.analysis.document.tokens[noun].text
    let sentence = tree.sentence(of: noun)
    guard noun > sentence.lowerBound, tree.partOfSpeech(noun) == .properNoun,
      token.unicodeScalars.first?.properties.isUppercase == true
    else { return false }
    if ["summit", "talks", "conference", "forum"].contains(tree.text(noun)) {
      // "The Pacific Islands Forum" is a body.
      return tree.text(noun) == "forum" && actors.isActor(noun)
    }
    let words = sentence.map { tree.analysis.document.tokens[$0].text }.filter { $0.utf8.count > 3 }
    let capitals = words.count { $0.unicodeScalars.first?.properties.isUppercase == true }
    return capitals * 10 < words.count * 7
  }

  /// The verb that governs a noun as its object or passive subject; the noun itself otherwise.
  private func governor(of noun: Int) -> Int {
    var current = noun
    for _ in 0..<4 {
      let head = tree.head(current)
      guard head >= 0 else { return noun }
      switch tree.relation(current) {
      case .obj, .nsubjPassive, .obl, .xcomp: return tree.isVerb(head) ? head : noun
      case .oblAgent: return Self.occurrences.contains(tree.lemma(head)) ? head : noun
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
    "flare", "intensify", "escalate", "rage", "spread", "mark", "come", "engulf", "grip", "hit",
    "paralyse", "paralyze", "rock", "roil", "shake", "sweep",
  ]

  static let prepositions: Set<String> = [
    "of", "for", "to", "against", "with", "on", "by", "from", "in",
  ]

  /// The places of the words that go with a noun: those before it, and prepositions after it.
  private func companions(_ words: [String], of noun: Int) -> [Int]? {
    var places: [Int] = []
    var isBehind = false
    let start = tree.sentence(of: noun).lowerBound
    let end = tree.sentence(of: noun).upperBound
    for word in words {
      if Self.prepositions.contains(word) {
        guard noun + 1 < end, tree.text(noun + 1) == word else { return nil }
        isBehind = true
        continue
      }
      // "a state of emergency": what stands behind the preposition.
      if isBehind {
        let range = min(noun + 2, end)..<min(noun + 7, end)
        guard let place = range.first(where: { tree.text($0) == word || tree.lemma($0) == word })
        else { return nil }
        places.append(place)
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
}
