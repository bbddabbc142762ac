import Linguistics
import Ontology
import Text

/// Turns settled candidates into events: date, place, status, evidence, contexts, confidence.
struct EventAssembler {
  let tree: DocumentTree
  let actors: ActorLookup
  let dating: EventDating
  let status: StatusClassifier

  private var document: Document { tree.analysis.document }

  /// The event of a candidate; nil where no political actor takes part.
  func event(of candidate: Candidate, newsDate: EDTFDate?) -> Event? {
    guard let type = candidate.type else { return nil }
    let sides = candidate.actors + candidate.recipients
    // News people only report, but what is done to them is politics.
    let isDoneToMedia =
      Self.isDeed(type)
      && candidate.recipients.contains { $0.sector == .media && $0.country != nil }
    guard sides.contains(where: Self.isPolitical) || isDoneToMedia else { return nil }
    // Words of nobody's in particular ("leaders agreed") tell no event; deeds do, and what bodies
    // of public life say or do ("the mayors urged").
    guard
      sides.contains(where: { $0.country != nil || Self.isPublicBody($0) }) || Self.isDeed(type)
    else { return nil }
    // What is done by nobody to nobody in particular ("a man was hurt") is no politics.
    guard
      !candidate.actors.isEmpty
        || sides.contains(where: { $0.country != nil || Self.isPublicBody($0) })
    else { return nil }
    let tokens = document.tokens
    var event = Event(
      type: type, trigger: tokens[candidate.trigger].range,
      evidence: EvidenceRange(tree: tree).range(of: candidate),
      sentence: tree.sentenceOf[candidate.trigger])
    event.mode = type.modes.contains(candidate.mode) ? candidate.mode : ""
    if type == .request, event.mode == "change", asksForHelp(candidate) { event.mode = "assist" }
    event.actors = candidate.actors
    event.recipients = candidate.recipients
    let isShared = candidate.frame.isSymmetric || isExchange(candidate)
    if isShared || (type == .agree && candidate.operators.contains("future")) {
      joinSides(of: &event, candidate)
    }
    event.status = candidate.status
    event.frame = candidate.frame.name
    for name in candidate.operators { event.frame += " + " + name }
    let dated = date(of: candidate, newsDate: newsDate)
    event.date = dated.date?.description
    event.dateReason = dated.reason
    if event.status == .happened, isLongPast(dated.date) { event.status = .historical }
    (event.place, event.placeCountry) = place(of: candidate, as: event.type)
    event.saidBy = candidate.saidBy?.name
    event.contexts = ContextClassifier.shared.contexts(
      of: tree.sentence(of: candidate.trigger).map { tree.lemma($0) })
    let confidence = EventConfidence(
      of: candidate, as: event, place: place(of: event.sentence), isDateStated: dated.isStated)
    event.confidence = confidence.share
    event.confidenceReasons = confidence.features
    return event
  }

  /// Whether what is asked for is help or a part in something: "urged Chad to play a role".
  private func asksForHelp(_ candidate: Candidate) -> Bool {
    let below = tree.subtree(
      of: candidate.trigger, excluding: [.nsubj, .relativeClause, .parataxis, .conj])
    return below.contains {
      $0 > candidate.trigger && WordClasses.shared.contains(tree.lemma($0), in: "helping")
    }
  }

  /// Where in the article a sentence stands.
  private func place(of sentence: Int) -> EventConfidence.Place {
    let body = document.sentences.indices.filter { document.sentences[$0].kind == .body }
    guard let rank = body.firstIndex(of: sentence) else { return .headline }
    if rank < 2 { return .lead }
    return rank * 2 > body.count ? .late : .early
  }

  private static func isDeed(_ type: EventType) -> Bool {
    switch type {
    case .agree, .consult, .support, .cooperate, .request, .mobilize, .aid: false
    case .concede, .retreat, .accuse, .reject, .threaten, .protest, .sanction, .coerce, .assault:
      true
    }
  }

  /// Whether somebody acts in public life wherever they are: an authority, a party, a court.
  private static func isPublicBody(_ one: Participant) -> Bool {
    // "The leaders", "all parties" may be anybody.
    let words = one.name.split(separator: " ").map { $0.lowercased() }
    let open: Set<String> = ["the", "all", "both", "other", "some", "several", "many", "most"]
    if let last = words.last, ActorLookup.anywhere.contains(last),
      words.dropLast().allSatisfy({ open.contains($0) })
    {
      return false
    }
    switch one.sector {
    case .government, .military, .legislature, .judiciary, .party, .opposition, .rebel,
      .international, .police, .intelligence:
      return true
    case .nongovernmental:
      // "The club praised": only a body with a name speaks for itself.
      return one.name.unicodeScalars.first?.properties.isUppercase ?? false
    case .media, .business, .civilian, .unknown: return false
    }
  }

  /// Whether somebody counts as a political actor: a country's, or of a political sector.
  static func isPolitical(_ one: Participant) -> Bool {
    switch one.sector {
    case .media: false
    case .business, .unknown: one.country != nil
    case .government, .military, .legislature, .judiciary, .party, .opposition, .rebel,
      .international, .nongovernmental, .civilian, .police, .intelligence:
      true
    }
  }

  /// Of a symmetric act all sides are actors.
  private func joinSides(of event: inout Event, _ candidate: Candidate) {
    if isExchange(candidate) {
      event.actors += event.recipients
      event.recipients = []
      return
    }
    guard [.agree, .consult, .cooperate, .support, .retreat, .assault].contains(event.type),
      candidate.operators.isEmpty || candidate.operators == ["future"]
        || candidate.operators == ["modal"],
      event.mode != "visit", candidate.frame.isSymmetric
    else { return }
    event.actors += event.recipients
    event.recipients = []
  }

  /// Whether both sides do to one another what the event tells: "traded insults with".
  private func isExchange(_ candidate: Candidate) -> Bool {
    let verbs: Set<String> = ["trade", "exchange", "swap"]
    return verbs.contains(tree.lemma(candidate.clause))
      || verbs.contains(tree.lemma(candidate.trigger))
  }

  // MARK: When

  private func date(of candidate: Candidate, newsDate: EDTFDate?) -> EventDating.Dated {
    if let before = dating.countedBack(candidate, newsDate: newsDate) { return before }
    if let stated = dating.stated(for: candidate) {
      guard dating.isReport(stated, of: candidate) else { return stated }
      let understood = dating.understood(for: candidate, newsDate: newsDate ?? stated.date)
      return understood.date == nil ? stated : understood
    }
    if let content = candidate.contentTrigger, tree.relation(candidate.trigger) == .relativeClause,
      let stated = dating.stated(for: candidate, at: content)
    {
      return stated
    }
    return dating.understood(for: candidate, newsDate: newsDate)
  }

  private func isLongPast(_ date: EDTFDate?) -> Bool {
    guard let date, let today = dating.resolver.today else { return false }
    return date.last.number < today.first.number - 366
  }

  // MARK: Where

  private func place(of candidate: Candidate, as type: EventType) -> (String?, String?) {
    let near = [candidate.trigger, candidate.clause] + candidate.boundNouns
    let direct: Set<String> =
      type == .retreat ? Self.placePrepositions.union(["from"]) : Self.placePrepositions
    for token in near {
      for phrase in tree.phrases(of: token)
      where direct.contains(phrase.preposition) && actors.isPlace(phrase.head) {
        return named(phrase.head)
      }
    }
    guard Self.happensWhereItsPartsAre(type) else { return (nil, nil) }
    // "Police detained hundreds at a rally in Moscow", "took to the streets of Moscow".
    for token in near {
      let parts = tree.subtree(
        of: token, excluding: [.acl, .relativeClause, .advcl, .ccomp, .conj, .parataxis, .appos])
      for part in parts where part != token && !isTopic(part, below: token) {
        for phrase in tree.phrases(of: part) where actors.isPlace(phrase.head) {
          let isWithin =
            phrase.preposition == "of"
            ? Self.partsOfPlaces.contains(tree.lemma(part))
            : direct.contains(phrase.preposition) && phrase.preposition != "to"
          if isWithin { return named(phrase.head) }
        }
      }
    }
    return (nil, nil)
  }

  /// Whether a part is in what is only spoken of: "talked about the crisis in Haiti".
  private func isTopic(_ part: Int, below token: Int) -> Bool {
    var current = part
    for _ in 0..<20 where current != token && current >= 0 {
      if !Self.topical.isDisjoint(with: tree.prepositions(of: current)) { return true }
      current = tree.head(current)
    }
    return false
  }

  private static let topical: Set<String> = ["about", "against", "concerning", "over", "regarding"]

  private static let placePrepositions: Set<String> = [
    "across", "at", "in", "inside", "near", "outside", "throughout", "to",
  ]

  private static let partsOfPlaces: Set<String> = [
    "capital", "center", "centre", "city", "district", "heart", "outskirts", "part", "province",
    "region", "square", "street", "suburb", "town", "village",
  ]

  /// Whether an act of the type is where those are who do it or suffer it; a demand or a word of
  /// blame is not where its matter is: "condemned the attack in Syria".
  private static func happensWhereItsPartsAre(_ type: EventType) -> Bool {
    switch type {
    case .assault, .coerce, .consult, .mobilize, .protest, .retreat: true
    case .accuse, .agree, .aid, .concede, .cooperate, .reject, .request, .sanction, .support,
      .threaten:
      false
    }
  }

  /// A place as the text names it, and the country where it lies.
  private func named(_ head: Int) -> (String?, String?) {
    let owner = actors.participants(at: head).first
    let whole = tree.analysis.mentions.first { $0.head == head }
    let tokens = whole?.nameTokens ?? head..<(head + 1)
    let range = document.tokens[tokens.lowerBound].range.union(
      document.tokens[tokens.upperBound - 1].range)
    return (document.article.source[range], owner?.country)
  }
}
