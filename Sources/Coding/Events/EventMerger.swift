import Linguistics
import Ontology
import Text

/// Makes one event of several tellings in a document, the first in the body keeping the evidence.
struct EventMerger {
  let document: Document

  /// An event with the lemma that carries it.
  struct Telling {
    var event: Event
    let lemma: String
    /// The lemmas of weight in its evidence.
    let words: Set<String>
    let isNominal: Bool
    /// Whether it is a noun that names its event as a known one: "the offer", "his arrest".
    let isDefinite: Bool
  }

  private static let symmetric: Set<EventType> = [.agree, .consult, .cooperate]

  /// The events of a document, each once, in order of their evidence.
  func merge(_ tellings: [Telling]) -> [Event] {
    // Body first: headlines and captions only add what the body lacks.
    let ranked = tellings.enumerated().sorted { a, b in
      let x = rank(a.element), y = rank(b.element)
      return x == y ? a.offset < b.offset : x < y
    }
    var kept: [Telling] = []
    for (_, telling) in ranked {
      if let place = kept.firstIndex(where: { isSame($0, telling) }) {
        kept[place] = joined(kept[place], telling)
      } else {
        kept.append(telling)
      }
    }
    return kept.map(\.event).sorted { $0.evidence.lower < $1.evidence.lower }
  }

  private func rank(_ telling: Telling) -> Int {
    switch document.sentences[telling.event.sentence].kind {
    case .body: 0
    case .caption: 1
    case .headline: 2
    }
  }

  private func isSame(_ a: Telling, _ b: Telling) -> Bool {
    guard a.event.type == b.event.type, isSameStatus(a.event, b.event),
      !areOthers(a.event.recipients, b.event.recipients)
    else { return false }
    let isEcho = rank(a) != rank(b)
    // A deed told by a verb twice is two deeds, unless the words are the same.
    let isNamed = isNamedDeed(a.event) && (a.isNominal || b.isNominal)
    if isToldByHalves(a, b) { return true }
    guard areSidesCompatible(a.event, b.event, loosely: isEcho || isNamed) else { return false }
    // A wave of protests is told again and again, by this day and that.
    if a.event.type == .protest, isNamed { return a.event.mode == b.event.mode }
    guard areDatesCompatible(a.event, b.event) else { return false }
    switch a.event.type {
    case .agree, .request, .accuse, .reject, .threaten, .support, .concede:
      if isEcho { return isKin(a, b) || overlap(a, b) >= 0.3 }
      if a.lemma == "agreement" && b.lemma == "agreement" { return true }
      return overlap(a, b) >= 0.5 && isKin(a, b)
    case .consult:
      return areModesCompatible(a.event, b.event)
    case .cooperate, .aid, .retreat, .protest, .sanction, .mobilize, .coerce, .assault:
      return a.event.mode == b.event.mode
        && (isNamed || overlap(a, b) >= 0.5 || (isKin(a, b) && overlap(a, b) >= 0.3))
    }
  }

  /// Whether one telling has the sides of the other in part, and is tied to it: it stands in the same
  /// sentence ("attacked a camp, killing two"), takes up its word ("the invitation was delivered"),
  /// or tells of the same measure and leaves out whose it is ("the rule bans flights").
  private func isToldByHalves(_ a: Telling, _ b: Telling) -> Bool {
    if isTollOf(a, b) || isTollOf(b, a) { return true }
    guard areModesCompatible(a.event, b.event), areDatesCompatible(a.event, b.event),
      areSidesCompatible(a.event, b.event, loosely: true, isAnySize: true),
      !areOthers(a.event.recipients, b.event.recipients)
    else { return false }
    if a.event.sentence == b.event.sentence { return true }
    if a.isDefinite || b.isDefinite, isKin(a, b) { return true }
    switch a.event.type {
    case .sanction, .coerce, .mobilize, .concede:
      let isOwnerless = a.event.actors.isEmpty != b.event.actors.isEmpty
      let isShared = !a.event.recipients.isEmpty && !b.event.recipients.isEmpty
      return isOwnerless && isShared || isKin(a, b) && overlap(a, b) >= 0.3
    case .retreat
    where !a.event.mode.isEmpty && a.event.mode == b.event.mode
      && areSidesCompatible(a.event, b.event, loosely: false):
      // "Were released" and "the captives were freed": of one side's people once a day.
      return a.event.date != nil && a.event.date == b.event.date || isKin(a, b)
    case .assault
    where a.event.actors.isEmpty != b.event.actors.isEmpty && !a.event.recipients.isEmpty
      && !b.event.recipients.isEmpty && abs(a.event.sentence - b.event.sentence) <= 4:
      // "Jets struck the town", "twelve were killed in the strikes"
      return true
    case .assault, .retreat, .protest, .cooperate, .aid:
      return isKin(a, b) && overlap(a, b) >= 0.3
    case .agree, .consult, .support, .request, .accuse, .reject, .threaten: return false
    }
  }

  /// Whether one telling gives the dead of the other's fight, in the same sentence: "clashes between
  /// Chad and Mali left six dead".
  private func isTollOf(_ a: Telling, _ b: Telling) -> Bool {
    guard a.event.type == .assault, a.event.sentence == b.event.sentence, a.event.actors.isEmpty,
      !b.event.actors.isEmpty, areModesCompatible(a.event, b.event)
    else { return false }
    let hurt = sides(a.event.recipients)
    return b.event.recipients.isEmpty
      || hurt.isSubset(of: sides(b.event.actors + b.event.recipients))
  }

  /// Whether two lists name different people, though of one country: several are arrested, each once.
  private func areOthers(_ a: [Participant], _ b: [Participant]) -> Bool {
    let x = Set(a.flatMap { $0.name.split(separator: " ") })
    let y = Set(b.flatMap { $0.name.split(separator: " ") })
    return !x.isEmpty && !y.isEmpty && x.isDisjoint(with: y)
      && (a + b).allSatisfy { one in
        one.range != nil && one.name.unicodeScalars.first?.properties.isUppercase ?? false
          && one.name.contains(" ")
      }
  }

  /// Whether two words are of one root: "withdraw" and "withdrawal".
  private func isKin(_ a: Telling, _ b: Telling) -> Bool {
    a.lemma == b.lemma || (a.lemma.utf8.count > 4 && a.lemma.prefix(5) == b.lemma.prefix(5))
  }

  /// Deeds that a text names again and again by a noun: "the deployment", "the protests".
  private func isNamedDeed(_ event: Event) -> Bool {
    switch event.type {
    case .mobilize, .protest, .sanction, .coerce, .assault, .retreat, .consult, .cooperate: true
    default: false
    }
  }

  private func isSameStatus(_ a: Event, _ b: Event) -> Bool {
    a.status == b.status || (a.status == .happened && b.status == .historical)
      || (a.status == .historical && b.status == .happened)
  }

  private func areModesCompatible(_ a: Event, _ b: Event) -> Bool {
    a.mode == b.mode || a.mode.isEmpty || b.mode.isEmpty
  }

  private func areDatesCompatible(_ a: Event, _ b: Event) -> Bool {
    guard let first = a.date.flatMap({ EDTFDate($0) }),
      let second = b.date.flatMap({ EDTFDate($0) })
    else { return true }
    return first.isCompatible(with: second)
  }

  private func areSidesCompatible(
    _ a: Event, _ b: Event, loosely: Bool, isAnySize: Bool = false
  ) -> Bool {
    if Self.symmetric.contains(a.type) {
      let x = sides(a.actors + a.recipients), y = sides(b.actors + b.recipients)
      if x == y { return true }
      return loosely && (isAnySize || x.count <= 2 && y.count <= 2)
        && (x.isSubset(of: y) || y.isSubset(of: x))
    }
    let x = (sides(a.actors), sides(a.recipients)), y = (sides(b.actors), sides(b.recipients))
    if x == y { return true }
    guard loosely else { return false }
    return (x.0.isSubset(of: y.0) && x.1.isSubset(of: y.1))
      || (y.0.isSubset(of: x.0) && y.1.isSubset(of: x.1))
  }

  private func sides(_ list: [Participant]) -> Set<String> {
    Set(list.map { $0.country ?? $0.name })
  }

  private func overlap(_ a: Telling, _ b: Telling) -> Double {
    guard !a.words.isEmpty, !b.words.isEmpty else { return 0 }
    return Double(a.words.intersection(b.words).count) / Double(min(a.words.count, b.words.count))
  }

  private func joined(_ a: Telling, _ b: Telling) -> Telling {
    var result = a
    // "Moe called Paz" says more than "the call between Moe and Paz".
    let known = sides(a.event.actors + a.event.recipients)
    if isFuller(b.event.actors, than: a.event.actors),
      !sides(b.event.actors).isSubset(of: known)
    {
      result.event.actors = b.event.actors
    }
    if !a.event.recipients.isEmpty, isFuller(b.event.recipients, than: a.event.recipients) {
      result.event.recipients = b.event.recipients
    }
    if result.event.recipients.isEmpty && !b.event.recipients.isEmpty {
      let names = Set(result.event.actors.map(\.name))
      // A country is no other side than its minister.
      let countries = Set(result.event.actors.compactMap(\.country))
      result.event.recipients = b.event.recipients.filter { one in
        !names.contains(one.name)
          && (!Self.symmetric.contains(a.event.type)
            || one.country.map { !countries.contains($0) } ?? true)
      }
    }
    if result.event.mode.isEmpty { result.event.mode = b.event.mode }
    if let better = finer(a.event, b.event) {
      result.event.date = better.date
      result.event.dateReason = better.dateReason
    }
    result.event.place = a.event.place ?? b.event.place
    result.event.placeCountry = a.event.placeCountry ?? b.event.placeCountry
    if b.event.confidence > a.event.confidence {
      result.event.confidence = b.event.confidence
      result.event.confidenceReasons = b.event.confidenceReasons
    }
    return result
  }

  /// Whether one list of sides holds all countries of another and more.
  private func isFuller(_ list: [Participant], than other: [Participant]) -> Bool {
    let x = sides(list), y = sides(other)
    return y.isStrictSubset(of: x)
  }

  /// The one of two whose date says more.
  private func finer(_ a: Event, _ b: Event) -> Event? {
    guard let second = b.date.flatMap({ EDTFDate($0) }) else { return nil }
    guard let first = a.date.flatMap({ EDTFDate($0) }) else { return b }
    let wide = first.last.number - first.first.number
    return second.last.number - second.first.number < wide ? b : nil
  }
}
