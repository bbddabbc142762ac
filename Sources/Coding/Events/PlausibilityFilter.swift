import Linguistics
import Ontology
import Text

/// Keeps out what a text names without telling that it is or was: purposes ("ways to improve ties"),
/// gerunds after prepositions, and acts whose sides the type needs and the text lacks.
struct PlausibilityFilter {
  let tree: DocumentTree

  /// Whether a settled candidate tells of an event.
  func accepts(_ candidate: Candidate) -> Bool {
    guard let type = candidate.type, hasSides(candidate, type) else { return false }
    if isOtherNews(candidate, type) { return false }
    return candidate.isNominal ? isToldNoun(candidate, type) : isToldVerb(candidate, type)
  }

  // MARK: Other news

  /// Whether a clause tells of sport, markets or weather by the words of politics: "Chile crushed Peru
  /// 4-0", "shares retreated", "the typhoon battered Chad".
  private func isOtherNews(_ candidate: Candidate, _ type: EventType) -> Bool {
    let classes = WordClasses.shared
    let agents = tree.agents(of: candidate.isNominal ? candidate.clause : candidate.trigger)
    if !candidate.isNominal, !agents.isEmpty {
      // "Oil prices", "Wall Street", "the heart attack": what acts is nobody.
      let isMarket = agents.allSatisfy { agent in
        classes.contains(tree.lemma(agent), in: "market")
          || agent > 0
            && classes.contains(tree.text(agent - 1) + " " + tree.text(agent), in: "market")
      }
      if isMarket, [.assault, .retreat, .protest, .threaten, .mobilize].contains(type) {
        return true
      }
      let isWeather = agents.allSatisfy { agent in
        classes.contains(tree.lemma(agent), in: "accident")
          || tree.children(of: agent, [.compound]).contains {
            ["cyclone", "heart", "hurricane", "storm", "typhoon"].contains(tree.lemma($0))
          } || agent > 0 && ["cyclone", "hurricane", "typhoon"].contains(tree.text(agent - 1))
      }
      if isWeather, type == .assault { return true }
    }
    if type == .assault, isFightOfEvils(candidate) { return true }
    return [.assault, .accuse, .agree, .threaten, .reject, .coerce].contains(type)
      && (candidate.actors + candidate.recipients).allSatisfy(\.isWholeState)
      && isSport(tree.sentence(of: candidate.trigger))
  }

  /// "Its battle against inflation", "launched a war on drugs".
  private func isFightOfEvils(_ candidate: Candidate) -> Bool {
    var tokens = Set(candidate.tokens + candidate.boundNouns + [candidate.trigger])
    // A parser may hang "against inflation" on the verb beside the noun.
    if candidate.isNominal { tokens.insert(candidate.clause) }
    let prepositions = candidate.isNominal ? ["against", "on", "with"] : ["against", "on"]
    return tokens.contains { token in
      tree.phrases(of: token).contains {
        prepositions.contains($0.preposition)
          && WordClasses.shared.contains(tree.lemma($0.head), in: "scourge")
      }
    }
  }

  /// Whether a sentence is about a match: it has a score, or several words of sport.
  private func isSport(_ sentence: Range<Int>) -> Bool {
    let classes = WordClasses.shared
    var words = 0
    for token in sentence {
      let text = tree.text(token)
      let parts = text.split(whereSeparator: { $0 == "-" || $0 == "\u{2013}" })
      let isScore =
        parts.count == 2 && parts.allSatisfy { $0.count <= 3 && $0.allSatisfy(\.isNumber) }
      if isScore { words += 1 }
      if classes.contains(tree.lemma(token), in: "sport") { words += 1 }
      if token + 1 < sentence.upperBound,
        classes.contains(text + " " + tree.text(token + 1), in: "sport")
      {
        words += 1
      }
      if ["vote", "voted", "parliament", "lawmakers", "troops", "war"].contains(text) {
        return false
      }
    }
    return words >= 2 || words == 1 && sentence.contains { tree.text($0) == "final" }
  }

  // MARK: Sides

  private func hasSides(_ candidate: Candidate, _ type: EventType) -> Bool {
    let sides = candidate.actors + candidate.recipients
    // What companies do among themselves is business; with a state it is political.
    if !sides.isEmpty, sides.allSatisfy({ $0.sector == .business }) { return false }
    let count = Set(sides.map(\.name)).count
    switch type {
    case .consult:
      if candidate.mode == "multilateral" || candidate.mode == "third-party" { return count > 0 }
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
    case .agree where candidate.frame.type == .consult: return count > 1
    case .aid:
      // Whom it is for may be left out of what is told as done.
      return !candidate.recipients.isEmpty
        || !candidate.actors.isEmpty && !candidate.isNominal && candidate.status == .happened
          && !tree.isInfinitive(candidate.trigger)
    default: return count > 0
    }
  }

  // MARK: Nouns

  private func isToldNoun(_ candidate: Candidate, _ type: EventType) -> Bool {
    let relation = tree.relation(candidate.trigger)
    if isJudgement(candidate.trigger) { return false }
    let isSupported =
      candidate.clause != candidate.trigger && [.obj, .nsubjPassive].contains(relation)
    if candidate.operators.last == "future", !isSupported { return false }
    if candidate.status == .negated { return false }
    // "will answer any attack": none that took place.
    if type == .assault || type == .coerce,
      tree.children(of: candidate.trigger, [.det]).contains(where: { tree.text($0) == "any" })
    {
      return false
    }
    if type == .sanction, candidate.mode == "discontinue", candidate.actors.isEmpty { return false }
    // "it was a threat to its security" says what something is, not what was done.
    if tree.child(of: candidate.trigger, [.cop]) != nil { return false }
    if type != .mobilize, isTopic(candidate) { return false }
    switch type {
    case .agree:
      // "reneged on the accord", "after the agreement": named, and told elsewhere if at all.
      return !candidate.actors.isEmpty && isMade(candidate)
    case .support, .concede:
      // "with the approval of the court", "requires consent".
      let isAside = [.nmod, .obl].contains(relation) && !isMade(candidate)
      return !candidate.actors.isEmpty && !isAside
    case .accuse, .threaten, .request, .reject, .mobilize:
      return !candidate.actors.isEmpty
    case .coerce where ["martial-law", "curfew", "censor"].contains(candidate.mode):
      return !candidate.actors.isEmpty
    case .assault, .coerce:
      let isAside = [.nmod, .obl, .conj].contains(relation) && !isMade(candidate)
      let follows = tree.prepositions(of: candidate.trigger).contains {
        $0 == "after" || $0 == "following"
      }
      return !isAside || !candidate.recipients.isEmpty && (follows || !candidate.actors.isEmpty)
    case .protest:
      let isAside = [.nmod, .obl].contains(relation) && !isAttended(candidate.trigger)
      // A parser may hang "against the law" on the verb.
      let phrases = tree.phrases(of: candidate.clause)
      return !isAside || phrases.contains { $0.preposition == "against" }
        || tree.subtree(of: candidate.trigger).contains {
          $0 > candidate.trigger && ["against", "over", "by", "between"].contains(tree.text($0))
        }
    case .sanction where candidate.mode == "discontinue" && [.nmod, .obl].contains(relation):
      // "a complaint over the tariffs": named, unless it is said whose they are.
      return isMade(candidate) || isOwned(candidate.trigger)
    case .retreat where relation == .nsubj && candidate.clause == candidate.trigger:
      // "His resignation was a surprise": named.
      return false
    case .consult where candidate.mode == "multilateral" && [.nmod, .obl].contains(relation):
      // "the week leading up to the summit"
      return Set((candidate.actors + candidate.recipients).compactMap(\.country)).count > 1
        || !tree.prepositions(of: candidate.trigger).contains {
          ["to", "before", "until", "for"].contains($0)
        }
    case .retreat:
      // "pleased at the hostages' release": nobody's, it is told elsewhere.
      return !candidate.actors.isEmpty || ![.nmod, .obl].contains(relation)
    case .consult, .cooperate, .aid, .sanction:
      return true
    }
  }

  /// Whether a noun is what something is called: "called the raid an act of war".
  private func isJudgement(_ noun: Int) -> Bool {
    var token = noun
    for _ in 0..<3 where tree.relation(token) == .nmod && tree.head(token) >= 0 {
      token = tree.head(token)
    }
    let verb = tree.head(token)
    let calling: Set<String> = [
      "brand", "call", "characterise", "characterize", "consider", "deem", "describe", "dub",
      "label", "term",
    ]
    guard verb >= 0, calling.contains(tree.lemma(verb)), token > verb else { return false }
    if tree.relation(token) == .xcomp { return true }
    return tree.relation(token) == .obl && tree.prepositions(of: token) == ["as"]
      || tree.relation(token) == .obj && tree.child(of: verb, [.iobj]) != nil
  }

  /// Whether something happens at a protest, after or to it: "arrested at mass protests", "after days of
  /// protests", "put down a rally".
  private func isAttended(_ noun: Int) -> Bool {
    let words = tree.prepositions(of: noun)
    if words.contains(where: { ["after", "amid", "at", "during", "following"].contains($0) }) {
      return true
    }
    let over = tree.head(noun)
    return over >= 0 && tree.isNominal(over)
      && ["day", "days", "month", "months", "night", "wave", "week", "weeks", "year"].contains(
        tree.lemma(over))
  }

  /// Whether a noun's phrase says whose it is: "China's retaliation", "EU sanctions".
  private func isOwned(_ noun: Int) -> Bool {
    tree.phrases(of: noun).contains { ["by", "from", "of"].contains($0.preposition) }
      || tree.children(of: noun, [.nmodPossessive, .compound, .amod]).contains { token in
        tree.relation(token) == .nmodPossessive
          || tree.analysis.document.tokens[token].text.first?.isUppercase == true
      }
  }

  /// Whether the verb over a noun makes its event: "reached an agreement", "entered into a pact".
  private func isMade(_ candidate: Candidate) -> Bool {
    guard candidate.clause != candidate.trigger else { return false }
    let lemma = tree.lemma(candidate.clause)
    switch tree.relation(candidate.trigger) {
    case .obj, .nsubjPassive, .conj: return SupportVerbs.shared.makesActor(lemma)
    case .obl: return ["come", "enter"].contains(lemma)
    default: return false
    }
  }

  /// Whether a verb only takes up what its object names: "investigate the attacks", "avert a war".
  private func isTopic(_ candidate: Candidate) -> Bool {
    // "A probe of the shelling", "fears of an attack"
    let over = tree.head(candidate.trigger)
    if tree.relation(candidate.trigger) == .nmod, over >= 0,
      candidate.type == .assault || candidate.type == .coerce,
      WordClasses.shared.contains(tree.lemma(over), in: "topic-noun")
    {
      return true
    }
    guard candidate.clause != candidate.trigger,
      [.obj, .nsubjPassive].contains(tree.relation(candidate.trigger))
    else { return false }
    return WordClasses.shared.contains(tree.lemma(candidate.clause), in: "topic-verb")
  }

  // MARK: Verbs

  /// Whether a passive names what did it, and it is nobody: "hit by the feud".
  private func isBySomethingElse(_ verb: Int) -> Bool {
    guard tree.isPassive(verb) else { return false }
    let agents = tree.agents(of: verb)
    let classes = [
      "person", "people", "military", "police", "bomb", "rockets", "aircraft", "drone", "gunmen",
      "beater",
    ]
    return !agents.isEmpty
      && !agents.contains { agent in
        classes.contains { WordClasses.shared.contains(tree.lemma(agent), in: $0) }
      }
  }

  /// Whether a verb tells an event although nobody acts: no passive of words ("when asked for
  /// help"), and nothing that a thing does ("the policy prohibits flights").
  private func isToldOfNobody(_ candidate: Candidate, _ type: EventType) -> Bool {
    switch type {
    case .request:
      // "Togo has been asked to", but not "when asked for help".
      return tree.isPassive(candidate.trigger) && tree.relation(candidate.trigger) != .advcl
    case .concede:
      // "Sanctions on Chad were lifted"
      return tree.isPassive(candidate.trigger) && !candidate.recipients.isEmpty
        && !tree.children(of: candidate.trigger, [.mark]).contains {
          ["if", "unless", "until"].contains(tree.text($0))
        }
    case .agree, .support, .threaten, .consult: return false
    case .assault, .protest: return true
    case .cooperate, .aid, .retreat, .accuse, .reject, .sanction, .mobilize, .coerce:
      return tree.isPassive(candidate.trigger) || tree.ownSubject(of: candidate.trigger) == nil
    }
  }

  /// Whether somebody acts of whom a text of a sentence or two cannot tell more than the name, on
  /// somebody whose country is known.
  private func isByUnknown(_ candidate: Candidate) -> Bool {
    candidate.recipients.contains { $0.country != nil } && !tree.isPassive(candidate.trigger)
      && tree.analysis.document.sentences.count <= 2
      && tree.subjects(of: candidate.trigger).contains { tree.partOfSpeech($0) == .properNoun }
  }

  private static let unassertingPrepositions: Set<String> = [
    "in", "of", "for", "without", "against", "about", "on", "to", "from", "into", "toward",
    "at",
  ]

  /// Whether one side alone agrees that something is so: "the judge agreed the book was dull".
  private func isOpinion(_ candidate: Candidate) -> Bool {
    guard candidate.frame.head == "agree", candidate.contentTrigger == nil else { return false }
    let sides = candidate.actors + candidate.recipients
    return tree.child(of: candidate.trigger, [.ccomp]) != nil && Set(sides.map(\.name)).count < 2
  }

  /// Whether people come to harm by no one's hand: "ten were injured in the crash".
  private func isAccident(_ verb: Int) -> Bool {
    ["kill", "injure", "wound", "hurt", "hit", "strike", "destroy"].contains(tree.lemma(verb))
      && tree.sentence(of: verb).contains {
        WordClasses.shared.contains(tree.lemma($0), in: "accident") && tree.isNominal($0)
      }
  }

  private static let protesting: Set<String> = [
    "demonstrate", "gather", "march", "picket", "protest", "rally", "strike",
  ]

  /// Whether an infinitive says what a protest is for: "rallied to demand pay" is one event.
  private func isOfProtest(_ verb: Int) -> Bool {
    let over = tree.head(verb)
    guard over >= 0 else { return false }
    return Self.protesting.contains(tree.lemma(over))
      || tree.objects(of: over).contains {
        WordClasses.shared.contains(tree.lemma($0), in: "protest")
      }
  }

  private static let factualNouns: Set<String> = ["decision", "move", "attempt", "step", "bid"]

  private func isToldVerb(_ candidate: Candidate, _ type: EventType) -> Bool {
    let verb = candidate.trigger
    let relation = tree.relation(verb)
    if candidate.actors.isEmpty, !isToldOfNobody(candidate, type), !isByUnknown(candidate) {
      return false
    }
    // "An envoy accused of spying": who says so, and when, is not told.
    // "If it was asked": of what may be asked by anybody nothing is told.
    if candidate.actors.isEmpty, candidate.operators.contains("conditional") { return false }
    if type == .accuse, relation == .acl, candidate.actors.isEmpty { return false }
    let isVerbal = [.support, .request, .accuse, .consult, .reject, .threaten].contains(type)
    if type == .assault || type == .coerce, candidate.actors.isEmpty, isBySomethingElse(verb) {
      return false
    }
    // "wants foreign forces to leave": wished for, not done.
    if relation == .xcomp, tree.isInfinitive(verb), tree.head(verb) >= 0,
      [
        "want", "wish", "like", "need", "hope", "learn", "love", "hate", "prefer",
        "determine", "determined", "desperate",
      ].contains(
        tree.lemma(tree.head(verb)))
    {
      return false
    }
    if type == .agree, isOpinion(candidate) { return false }
    // Whose right it is by the word of another threatens nobody.
    if candidate.frame.operatorName == "right", let speaker = candidate.saidBy?.country,
      !candidate.actors.contains(where: { $0.country == speaker })
    {
      return false
    }
    if type == .assault, candidate.actors.isEmpty, isAccident(verb) { return false }
    // What should or must be done is not told as done; the asking is an event of its own.
    let auxiliaries = tree.auxiliaries(of: verb)
    if auxiliaries.contains("should") || auxiliaries.contains("must"),
      candidate.frame.name != SpeechReader.deonticFrameName
    {
      return false
    }
    if tree.isInfinitive(verb) {
      // "a strong case for the court to overturn the duties"
      if relation == .acl || relation == .advcl,
        tree.children(of: verb, [.mark]).contains(where: { tree.text($0) == "for" })
      {
        return false
      }
      if relation == .acl {
        return tree.head(verb) >= 0 && Self.factualNouns.contains(tree.lemma(tree.head(verb)))
      }
      // "Will meet to discuss trade" is one meeting, planned.
      if type == .request, relation == .advcl, isOfProtest(verb) { return false }
      let isOfMeeting =
        type == .consult && tree.head(verb) >= 0
        && ["convene", "meet"].contains(tree.lemma(tree.head(verb)))
      if relation == .advcl { return isVerbal && !isOfMeeting }
    }
    if tree.word(verb).verbForm == .presentParticiple, relation == .advcl || relation == .acl {
      let marks = tree.children(of: verb, [.mark, .case]).map { tree.text($0) }
      if marks.contains(where: { Self.unassertingPrepositions.contains($0) }) { return false }
    }
    return true
  }
}
