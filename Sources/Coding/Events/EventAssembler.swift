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
    guard sides.contains(where: Self.isPolitical) else { return nil }
    // Words of nobody's in particular ("leaders agreed") tell no event; deeds do.
    guard sides.contains(where: { $0.country != nil }) || Self.isDeed(type) else { return nil }
    let tokens = document.tokens
    var event = Event(
      type: type, trigger: tokens[candidate.trigger].range,
      evidence: EvidenceRange(tree: tree).range(of: candidate),
      sentence: tree.sentenceOf[candidate.trigger])
    event.mode = type.modes.contains(candidate.mode) ? candidate.mode : ""
    event.actors = candidate.actors
    event.recipients = candidate.recipients
    if candidate.frame.isSymmetric || (type == .agree && candidate.operators.contains("future")) {
      joinSides(of: &event, candidate)
    }
    event.status = candidate.status
    event.frame = candidate.frame.name
    for name in candidate.operators { event.frame += " + " + name }
    let dated = date(of: candidate, newsDate: newsDate)
    event.date = dated.date?.description
    event.dateReason = dated.reason
    if event.status == .happened, isLongPast(dated.date) { event.status = .historical }
    (event.place, event.placeCountry) = place(of: candidate)
    event.saidBy = candidate.saidBy?.name
    event.contexts = ContextClassifier.shared.contexts(
      of: tree.sentence(of: candidate.trigger).map { tree.lemma($0) })
    event.confidence = confidence(of: candidate, isDated: dated.isStated)
    return event
  }

  private static func isDeed(_ type: EventType) -> Bool {
    switch type {
    case .agree, .consult, .support, .cooperate, .request, .mobilize, .aid: false
    case .concede, .retreat, .accuse, .reject, .threaten, .protest, .sanction, .coerce, .assault:
      true
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
    guard [.agree, .consult, .cooperate, .support, .retreat, .assault].contains(event.type),
      candidate.operators.isEmpty || candidate.operators == ["future"]
        || candidate.operators == ["modal"],
      event.mode != "visit", candidate.frame.isSymmetric
    else { return }
    event.actors += event.recipients
    event.recipients = []
  }

  // MARK: When

  private func date(of candidate: Candidate, newsDate: EDTFDate?) -> EventDating.Dated {
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

  private func place(of candidate: Candidate) -> (String?, String?) {
    for token in [candidate.trigger, candidate.clause] + candidate.boundNouns {
      for phrase in tree.phrases(of: token)
      where ["in", "at", "to", "near"].contains(phrase.preposition) && actors.isPlace(phrase.head) {
        let owner = actors.participants(at: phrase.head).first
        let whole = tree.analysis.mentions.first { $0.head == phrase.head }
        let tokens = whole?.nameTokens ?? phrase.head..<(phrase.head + 1)
        let range = document.tokens[tokens.lowerBound].range.union(
          document.tokens[tokens.upperBound - 1].range)
        return (document.article.source[range], owner?.country)
      }
    }
    return (nil, nil)
  }

  // MARK: How sure

  /// A first estimate from what decided the event; to be replaced by one fitted to gold.
  private func confidence(of candidate: Candidate, isDated: Bool) -> Double {
    var value = candidate.isNominal ? 0.42 : 0.55
    if candidate.frame.weight > 0 { value += 0.05 }
    if !candidate.actors.isEmpty { value += 0.1 }
    if !candidate.recipients.isEmpty { value += 0.08 }
    if isDated { value += 0.05 }
    if candidate.status == .hypothetical || candidate.status == .negated { value -= 0.1 }
    if candidate.operators.count > 1 { value -= 0.05 }
    return max(0.05, min(0.95, value * candidate.certainty))
  }
}
