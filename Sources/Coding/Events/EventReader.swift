import Linguistics
import Ontology
import Text

/// Reads all events of one document.
struct EventReader {
  let tree: DocumentTree
  let actors: ActorLookup
  /// The article's day.
  let day: EDTFDate?

  /// The events in order of their evidence.
  func events() -> [Event] {
    let status = StatusClassifier(tree: tree)
    let dating = EventDating(tree: tree, resolver: DateResolver(published: day), status: status)
    let assembler = EventAssembler(tree: tree, actors: actors, dating: dating, status: status)
    let candidates = settledCandidates(status)
    let newsDate = newsDate(candidates, dating) ?? day
    let tellings = candidates.compactMap { candidate -> EventMerger.Telling? in
      guard let event = assembler.event(of: candidate, newsDate: newsDate) else { return nil }
      return EventMerger.Telling(
        event: event, lemma: tree.lemma(candidate.trigger), words: words(of: candidate))
    }
    return EventMerger(document: tree.analysis.document).merge(tellings)
  }

  private func settledCandidates(_ status: StatusClassifier) -> [Candidate] {
    let sides = SideFinder(tree: tree, actors: actors)
    let matcher = FrameMatcher(
      tree: tree, actors: actors, sides: sides, lexicon: .shared, classes: .shared)
    let speech = SpeechReader(tree: tree, sides: sides)
    var settled: [Candidate] = []
    for sentence in tree.analysis.document.sentences {
      var found = matcher.candidates(in: sentence.tokens)
      found += speech.deonticRequests(in: sentence.tokens, beside: found)
      var composer = OperatorComposer(
        tree: tree, sides: sides, status: status, table: .shared, candidates: found)
      settled += composer.compose().map { candidate in
        var copy = candidate
        copy.saidBy = speech.speaker(of: candidate.clause, in: sentence.tokens)
        return copy
      }
    }
    return settled
  }

  /// The day that the news is of: the first date that a body sentence near the top states for what
  /// happened, where it lies within the week before the article's own day.
  private func newsDate(_ candidates: [Candidate], _ dating: EventDating) -> EDTFDate? {
    guard let day else { return nil }
    let document = tree.analysis.document
    let body = document.sentences.indices.filter { document.sentences[$0].kind == .body }.prefix(3)
    for candidate in candidates where body.contains(tree.sentenceOf[candidate.trigger]) {
      guard candidate.status == .happened, let date = dating.stated(for: candidate)?.date,
        date.day != nil
      else { continue }
      let age = day.last.number - date.first.number
      if (0...7).contains(age) { return date }
    }
    return nil
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
