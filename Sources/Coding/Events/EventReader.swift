import Linguistics
import Ontology
import Text

/// Reads all events of one document.
struct EventReader {
  let tree: DocumentTree
  let actors: ActorLookup
  /// The article's day.
  let day: EDTFDate?
  var codebook = Codebook.shared
  /// For a token between quotation marks who says it.
  var quoted: [Int: Participant] = [:]

  /// The events in order of their evidence.
  func events() -> [Event] {
    let status = StatusClassifier(tree: tree)
    let candidates = settledCandidates(status)
    var dating = EventDating(
      tree: tree, resolver: DateResolver(published: day), status: status,
      eventNouns: Set(candidates.lazy.filter(\.isNominal).map(\.trigger)))
    let news = newsDate(candidates, dating)
    let newsDate = news?.date ?? day
    dating.newsReason = news.map { ": " + $0.reason } ?? ", the article's own"
    let assembler = EventAssembler(tree: tree, actors: actors, dating: dating, status: status)
    let tellings = candidates.compactMap { candidate -> EventMerger.Telling? in
      guard let event = assembler.event(of: candidate, newsDate: newsDate) else { return nil }
      return EventMerger.Telling(
        event: event, lemma: lemma(of: candidate), words: words(of: candidate),
        isNominal: candidate.isNominal,
        isDefinite: candidate.isNominal
          && tree.children(of: candidate.trigger, [.det, .nmodPossessive]).contains {
            tree.relation($0) == .nmodPossessive || ["the", "this"].contains(tree.text($0))
          })
    }
    return EventMerger(document: tree.analysis.document).merge(tellings)
  }

  private func settledCandidates(_ status: StatusClassifier) -> [Candidate] {
    let sides = SideFinder(tree: tree, actors: actors)
    let matcher = FrameMatcher(
      tree: tree, actors: actors, sides: sides, lexicon: codebook.lexicon,
      classes: codebook.classes)
    let speech = SpeechReader(tree: tree, sides: sides)
    let elections = ElectionReader(tree: tree, sides: sides)
    let charges = ChargeReader(tree: tree, sides: sides, quoted: quoted)
    var settled: [Candidate] = []
    for sentence in tree.analysis.document.sentences {
      var found = matcher.candidates(in: sentence.tokens)
      found += speech.deonticRequests(in: sentence.tokens, beside: found)
      let spoken =
        speech.orders(in: sentence.tokens, beside: found)
        + speech.threats(in: sentence.tokens, beside: found)
        + JointReader(tree: tree, sides: sides).deeds(in: sentence.tokens, beside: found)
      let triggers = Set(spoken.map(\.trigger))
      found.removeAll { triggers.contains($0.trigger) }
      found += spoken
      let accusations = speech.accusations(in: sentence.tokens, beside: found)
      let charged = Set(accusations.map(\.trigger))
      found.removeAll { charged.contains($0.trigger) }
      found += accusations
      var composer = OperatorComposer(
        tree: tree, sides: sides, status: status, table: codebook.operators,
        candidates: found)
      var composed = withoutRetold(composer.compose(), of: found)
      let told = charges.charges(in: sentence.tokens, beside: composed)
      // "'Chad violates the truce,' Moe said" is a charge and no breach that the article tells of.
      let wrongs = Set(told.map(\.trigger))
      composed.removeAll { $0.type == .reject && wrongs.contains($0.trigger) }
      composed += told
      composed += elections.victories(in: sentence.tokens, beside: composed)
      settled += composed.map { candidate in
        var copy = candidate
        copy.saidBy = speech.speaker(of: candidate.clause, in: sentence.tokens)
        if let hint = hint(in: copy) {
          copy.type = hint.type
          copy.mode = hint.mode ?? copy.mode
          copy.status = .happened
        }
        if candidate.type == .threaten, candidate.actors.isEmpty, !candidate.isNominal,
          let speaker = copy.saidBy ?? quoted[candidate.trigger]
        {
          // "All options are on the table, Moe said": the speaker threatens.
          copy.actors = [speaker]
        }
        if candidate.recipients.isEmpty, Self.isAddressed(candidate) {
          copy.recipients =
            speech.addressees(of: candidate).nonEmpty
            ?? Self.partners(of: candidate, among: composed).nonEmpty
            ?? onlyOtherCountry(in: candidate, sides)
        }
        return copy
      }
    }
    let plausible = PlausibilityFilter(tree: tree)
    let defaults = SideDefaults(tree: tree, actors: actors)
    return defaults.filling(settled).filter { plausible.accepts($0) }
  }

  /// The candidates without the clauses that only tell more of a noun that was taken in: "blamed
  /// Chad for an attack that killed two".
  private func withoutRetold(_ kept: [Candidate], of found: [Candidate]) -> [Candidate] {
    let left = Set(kept.map(\.trigger))
    let consumed = found.filter { $0.isNominal && !left.contains($0.trigger) }
    let things = Set(kept.flatMap(\.boundNouns))
    let charges = Set(kept.filter { $0.type == .accuse && !$0.isNominal }.map(\.trigger))
    return withoutHolding(kept).filter { candidate in
      guard [.relativeClause, .acl].contains(tree.relation(candidate.trigger)) else { return true }
      let noun = tree.head(candidate.trigger)
      if consumed.contains(where: { $0.trigger == noun && $0.type == candidate.type }) {
        return false
      }
      // "Lifted sanctions imposed on Chad": the imposing is only named.
      return !(candidate.actors.isEmpty && (things.contains(noun) || hangs(noun, on: charges)))
    }
  }

  /// The candidates without the holding of those who are let go: "freed the sailors whom the rebels
  /// had held since May" is told by its end. Who held them lets them go.
  private func withoutHolding(_ kept: [Candidate]) -> [Candidate] {
    var result = kept
    var held: Set<Int> = []
    for (place, candidate) in kept.enumerated()
    where ["hold", "keep"].contains(tree.lemma(candidate.trigger))
      && (candidate.mode == "arrest" || candidate.mode == "abduct")
    {
      guard [.relativeClause, .acl].contains(tree.relation(candidate.trigger)),
        let end = freeing(tree.head(candidate.trigger), among: kept)
      else { continue }
      held.insert(place)
      if result[end].actors.isEmpty { result[end].actors = candidate.actors }
    }
    return result.indices.filter { !held.contains($0) }.map { result[$0] }
  }

  /// Which of the events lets those go, or asks to, whom a noun stands for.
  private func freeing(_ noun: Int, among events: [Candidate]) -> Int? {
    var token = noun
    for _ in 0..<5 where token >= 0 {
      let found = events.firstIndex {
        let isAsked = $0.type == .request && $0.mode == "yield"
        return $0.trigger == token && (isAsked || $0.mode == "release" || $0.type == .concede)
      }
      if let found { return found }
      guard ![.ccomp, .advcl, .relativeClause, .parataxis].contains(tree.relation(token)) else {
        return nil
      }
      token = tree.head(token)
    }
    return nil
  }

  /// Whether a noun stands in what one of the verbs governs by a preposition.
  private func hangs(_ noun: Int, on verbs: Set<Int>) -> Bool {
    var token = noun
    for _ in 0..<4 where token >= 0 {
      guard [.obl, .nmod].contains(tree.relation(token)) else { return false }
      token = tree.head(token)
      if verbs.contains(token) { return true }
    }
    return false
  }

  /// What a side says that it may do to others is a threat: "Peru might seize the ships, its premier
  /// said".
  private func hint(in candidate: Candidate) -> OperatorRule? {
    guard candidate.operators.last == "modal", !candidate.isNominal,
      let type = candidate.type, [.sanction, .coerce, .assault].contains(type),
      let speaker = candidate.saidBy?.country,
      !candidate.actors.isEmpty, candidate.actors.allSatisfy({ $0.country == speaker })
    else { return nil }
    return codebook.operators.rule("hint", over: type, mode: candidate.mode)
  }

  /// Whether an event of words is said to somebody.
  private static func isAddressed(_ candidate: Candidate) -> Bool {
    guard !candidate.isNominal, !candidate.actors.isEmpty else { return false }
    guard !candidate.frame.isSymmetric || candidate.type == .agree else { return false }
    switch candidate.type {
    // A denial is to nobody in particular.
    case .reject: return candidate.frame.operatorName != "deny"
    case .agree, .request, .accuse, .concede, .threaten: return true
    default: return false
    }
  }

  /// Whom a complaint or threat is about where it names one other country and no more: "complained
  /// that firms in China face discrimination".
  private func onlyOtherCountry(in candidate: Candidate, _ sides: SideFinder) -> [Participant] {
    let own = Set(candidate.actors.compactMap(\.country))
    guard !own.isEmpty else { return [] }
    switch candidate.type {
    case .accuse, .threaten, .reject, .concede: break
    case .agree:
      // What one country agrees to do may reach another: "agreed to let trucks into Chad".
      guard own.count == 1 else { return [] }
      return sides.otherCountries(in: candidate, besides: own, along: ["with"])
    default: return []
    }
    var below = tree.subtree(of: candidate.trigger, excluding: [.conj, .parataxis, .nsubj, .advcl])
    if candidate.type == .reject {
      // "Refused to allow the Chadian ship to dock"
      below += tree.complements(of: candidate.trigger).flatMap { complement in
        tree.complements(of: complement) + [complement]
      }.flatMap { tree.children(of: $0, [.nsubj, .obj]) }.flatMap {
        tree.subtree(of: $0, excluding: [.conj, .relativeClause])
      }
    }
    func others(at token: Int) -> [Participant] {
      let named = actors.participants(at: token)
      return (named.isEmpty && tree.relation(token) == .amod ? actors.modifier(at: token) : named)
        .filter { one in one.country.map { !own.contains($0) } ?? false }
    }
    guard let first = below.first(where: { !others(at: $0).isEmpty }) else { return [] }
    // "The sanctions imposed on Chad and Libya": those joined by "and" are one party.
    let joined = tree.conjuncts(of: first).flatMap { others(at: $0) }
    let countries = Set((below.flatMap { others(at: $0) } + joined).compactMap(\.country))
    guard countries == Set(joined.compactMap(\.country)) else { return [] }
    return countries.count == 1 ? Array(joined.prefix(1)) : joined
  }

  /// The other side of a meeting or call that the same clause tells of: "In a call with Moe, Paz
  /// urged restraint".
  private static func partners(
    of candidate: Candidate, among others: [Candidate]
  ) -> [Participant] {
    for other in others where other.type == .consult && other.isNominal {
      guard other.clause == candidate.clause, other.trigger != candidate.trigger else { continue }
      let names = Set(candidate.actors.map(\.name))
      let found = (other.actors + other.recipients).filter { !names.contains($0.name) }
      if !found.isEmpty { return found }
    }
    return []
  }

  /// The day that the news is of: the first day that the top of the body states for what happened,
  /// where it lies within the week before the article's own; the day of a report about it, that two
  /// sentences name none.
  private func newsDate(_ candidates: [Candidate], _ dating: EventDating) -> (
    date: EDTFDate, reason: String
  )? {
    guard let day else { return nil }
    let document = tree.analysis.document
    let body = Array(
      document.sentences.indices.filter { document.sentences[$0].kind == .body }.prefix(3))
    var reported: (date: EDTFDate, reason: String)?
    for candidate in candidates
    where candidate.status == .happened && !dating.cameBefore(candidate.clause) {
      guard let place = body.firstIndex(of: tree.sentenceOf[candidate.trigger]),
        let dated = dating.stated(for: candidate), let date = dated.date, date.day != nil
      else { continue }
      let age = day.last.number - date.first.number
      // A day ahead is told from a later time zone.
      guard (-1...7).contains(age) else { continue }
      if !dating.isReport(dated, of: candidate), reported == nil || place < 2 {
        return (date, dated.reason)
      }
      if reported == nil { reported = (date, dated.reason) }
    }
    if let reported { return reported }
    for sentence in body {
      // "On Friday the minister said": told, though no event of the lexicon.
      guard
        let root = document.sentences[sentence].tokens.first(where: { tree.relation($0) == .root }),
        let date = dating.pastDay(of: root),
        (-1...7).contains(day.last.number - date.first.number)
      else { continue }
      return (date, "the day of sentence \(sentence + 1)")
    }
    return nil
  }

  /// The word that carries an event: a light verb's noun ("reached an agreement").
  private func lemma(of candidate: Candidate) -> String {
    if candidate.type == .agree, let noun = candidate.boundNouns.first { return tree.lemma(noun) }
    return tree.lemma(candidate.trigger)
  }

  private func words(of candidate: Candidate) -> Set<String> {
    let below = tree.subtree(of: candidate.trigger, excluding: [.parataxis, .conj])
    return Set(
      below.filter { abs($0 - candidate.trigger) < 16 }.compactMap { token in
        switch tree.partOfSpeech(token) {
        case .noun, .verb, .properNoun, .adjective: tree.lemma(token)
        default: nil
        }
      })
  }
}
