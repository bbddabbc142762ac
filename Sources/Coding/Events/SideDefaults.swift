import Linguistics
import Ontology
import Text

/// Names sides that a clause leaves to its reader: the state that arrests, the people who are shot
/// at, the government that is protested against, the country that a complaint is about.
///
/// The gold shows why: of events of these types nine in ten have both sides.
struct SideDefaults {
  let tree: DocumentTree
  let actors: ActorLookup

  /// The candidates with sides filled in where their type wants them, in order.
  func filling(_ candidates: [Candidate]) -> [Candidate] {
    var lastState: Participant?
    return candidates.map { candidate in
      var copy = candidate
      fillState(&copy, last: &lastState)
      fillVictims(&copy)
      fillProtest(&copy)
      fillCounterpart(&copy)
      return copy
    }
  }

  // MARK: Acts of state

  /// Arrests, convictions and bans that name nobody are the state's: the one that the article last
  /// named for such an act, or that of the article.
  private func fillState(_ candidate: inout Candidate, last: inout Participant?) {
    switch (candidate.type, candidate.mode) {
    case (.coerce, "arrest"), (.coerce, "restrict"), (.coerce, "deport"), (.sanction, "convict"),
      (.retreat, "release"):
      break
    case (.coerce, _):
      if let country = candidate.actors.lazy.compactMap(\.country).first {
        last = state(country, "the state that the article tells of before")
      }
      return
    default: return
    }
    if let country = candidate.actors.lazy.compactMap(\.country).first {
      last = state(country, "an act that only a state can do, as the article tells before")
    } else if candidate.actors.isEmpty {
      let act = "an act that only a state can do"
      let there = place(of: candidate).map { state($0, act + ", in the country where it was done") }
      let own = actors.focus.map { state($0, act) }
      let officials = candidate.isNominal ? nil : official(candidate).map { state($0, act) }
      guard !candidate.isNominal || there != nil || actors.focus != nil else { return }
      candidate.actors = (there ?? last ?? own ?? officials).map { [$0] } ?? []
    }
  }

  /// The country in which the clause says that an act was done.
  private func place(of candidate: Candidate) -> String? {
    for token in [candidate.trigger, candidate.clause] {
      var phrases = tree.phrases(of: token)
      if candidate.type == .retreat {
        // Who lets go is named where it held: "from captivity in Libya", not "released in Doha".
        let held = phrases.filter { $0.preposition == "from" }
        phrases = held.flatMap { tree.phrases(of: $0.head) } + (held.isEmpty ? [] : phrases)
      }
      let places: Set<String> =
        candidate.mode == "deport" ? ["from", "out of"] : ["in", "at", "near"]
      for phrase in phrases where places.contains(phrase.preposition) {
        guard actors.isPlace(phrase.head) else { continue }
        if let country = actors.participants(at: phrase.head).lazy.compactMap(\.country).first {
          return country
        }
      }
    }
    return nil
  }

  /// The country of those who are tried or held where they hold its offices.
  private func official(_ candidate: Candidate) -> String? {
    let own: Set<Sector> = [.government, .legislature, .party, .opposition, .judiciary, .police]
    let countries = Set(
      candidate.recipients.filter { own.contains($0.sector) }.compactMap(\.country))
    return countries.count == 1 ? countries.first : nil
  }

  // MARK: People

  /// People who are nobody in particular but are arrested or shot at, in the article's country.
  private func fillVictims(_ candidate: inout Candidate) {
    guard candidate.recipients.isEmpty, !candidate.isNominal, let focus = actors.focus else {
      return
    }
    switch candidate.type {
    case .assault, .coerce, .retreat: break
    default: return
    }
    let against = tree.phrases(of: candidate.trigger).filter { $0.preposition == "against" }
    for head in tree.objects(of: candidate.trigger) + against.map(\.head)
    where !actors.isActor(head) {
      // "Used live rounds against those marching"
      let isPeople =
        tree.text(head) == "those" || WordClasses.shared.contains(tree.lemma(head), in: "person")
        || WordClasses.shared.contains(tree.lemma(head), in: "people")
      guard isPeople else { continue }
      let token = tree.analysis.document.tokens[head]
      candidate.recipients = [
        Participant(
          name: token.text, country: focus, sector: .civilian, range: token.range,
          reason: "people, in the country that the article is about")
      ]
      return
    }
  }

  /// Who protests and against whom: unless said otherwise a country's people against its government.
  private func fillProtest(_ candidate: inout Candidate) {
    guard candidate.type == .protest else { return }
    let sides = candidate.actors + candidate.recipients
    guard let country = sides.lazy.compactMap(\.country).first ?? actors.focus else { return }
    if candidate.actors.isEmpty {
      candidate.actors = [
        Participant(
          name: "protesters", country: country, sector: .civilian, range: nil,
          reason: "those who protest, understood")
      ]
    }
    if candidate.recipients.isEmpty {
      candidate.recipients = [state(country, "the government, understood")]
    }
  }

  // MARK: The other party

  /// Whom blame, thanks and penalties are for where the clause does not say: the other country of an
  /// article of two, the country itself in an article of its own affairs. Demands and threats that
  /// name nobody are for nobody: they have none.
  private func fillCounterpart(_ candidate: inout Candidate) {
    switch candidate.type {
    case .accuse, .support, .concede, .sanction: break
    // A denial is to nobody in particular, a refusal to somebody.
    case .reject where candidate.frame.operatorName != "deny": break
    default: return
    }
    // "The two countries cut ties": what several do may be to one another.
    guard candidate.recipients.isEmpty, !candidate.frame.isSymmetric,
      Set(candidate.actors.compactMap(\.country)).count == 1,
      let own = candidate.actors.lazy.compactMap(\.country).first,
      let other = actors.counterpart(of: own)
    else { return }
    candidate.recipients = [state(other, "the other party of the article, understood")]
    candidate.certainty *= 0.8
  }

  private func state(_ country: String, _ reason: String) -> Participant {
    Participant(
      name: CountryCode.name(country) ?? country, country: country, sector: .government,
      range: nil, reason: reason)
  }
}
