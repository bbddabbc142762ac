import Linguistics
import Ontology
import Text

/// Finds which events of several articles are one happening: the same type, sides that agree, days
/// that can be the same, and words that speak of the same matter. Rather two numbers for one
/// happening than one number for two.
public enum IncidentLinker {
  /// For each document, for each of its events, the number of its incident: from 1, in order of
  /// first appearance.
  public static func link(_ documents: [CodedDocument]) -> [[Int]] {
    var incidents: [Incident] = []
    // Only events of like type can be one, so that each is held against a few.
    var byType: [EventType: [Int]] = [:]
    var numbers: [[Int]] = []
    for (place, document) in documents.enumerated() {
      var own: [Int] = []
      var taken: Set<Int> = []
      for event in document.events {
        let report = Report(event, in: document)
        let options = (byType[event.type] ?? []).filter { number in
          !taken.contains(number) && !incidents[number].documents.contains(place)
        }
        let best = options.map { ($0, incidents[$0].agreement(with: report)) }
          .filter { $0.1 > 0 }.max { $0.1 < $1.1 }
        let number: Int
        if let best {
          number = best.0
          incidents[number].add(report, of: place)
        } else {
          number = incidents.count
          incidents.append(Incident(report, of: place))
          byType[event.type, default: []].append(number)
        }
        taken.insert(number)
        own.append(number + 1)
      }
      numbers.append(own)
    }
    return numbers
  }

  /// One article's telling of an event, in the terms that are compared.
  private struct Report {
    let event: Event
    let date: EDTFDate?
    let actors: Set<String>
    let recipients: Set<String>
    /// The words of weight of its sentence but those for sides, act and time, which are compared as
    /// such.
    let words: Set<String>
    /// For each country, the last names of the persons who stand for it.
    let persons: [String: Set<String>]

    init(_ event: Event, in document: CodedDocument) {
      self.event = event
      date = event.date.flatMap { EDTFDate($0) }
      actors = Set(event.actors.map { $0.country ?? $0.name })
      recipients = Set(event.recipients.map { $0.country ?? $0.name })
      persons = Self.persons(event.actors + event.recipients)
      let sentence = document.document.sentences[event.sentence]
      let named = (event.actors + event.recipients).compactMap(\.range) + [event.trigger]
      words = Set(
        sentence.tokens.lazy.map { document.document.tokens[$0] }
          .filter {
            $0.range.lower >= event.evidence.lower - 20
              && $0.range.upper <= event.evidence.upper + 60
          }
          .filter { token in
            !named.contains { $0.lower <= token.range.lower && token.range.upper <= $0.upper }
          }
          .map { String($0.text.lowercased().prefix(6)) }
          .filter {
            $0.utf8.count >= 4 && !TimeReader.isTimeWord($0)
              && !IncidentLinker.commonWords.contains($0)
          })
    }

    var sides: Set<String> { actors.union(recipients) }

    /// Persons are told from bodies by their names: two to four words, all with capitals, none of
    /// them a word for a body.
    private static func persons(_ parties: [Participant]) -> [String: Set<String>] {
      var persons: [String: Set<String>] = [:]
      for party in parties {
        let words = party.name.split(separator: " ")
        guard let country = party.country, !country.hasPrefix("IGO"), (2...4).contains(words.count),
          words.allSatisfy({ $0.first?.isUppercase == true }),
          !words.contains(where: { IncidentLinker.bodyWords.contains($0.lowercased()) }),
          ActorDictionary.shared.entries(for: party.name).allSatisfy({ $0.kind == .person })
        else { continue }
        // Family names stand first or last.
        persons[country, default: []].formUnion(words.map { $0.lowercased() })
      }
      return persons
    }
  }

  private struct Incident {
    var reports: [Report]
    var documents: Set<Int>

    init(_ report: Report, of document: Int) {
      reports = [report]
      documents = [document]
    }

    mutating func add(_ report: Report, of document: Int) {
      reports.append(report)
      documents.insert(document)
    }

    /// How well a report agrees with all of the incident; 0 where it does not.
    func agreement(with other: Report) -> Double {
      var least = Double.infinity
      for report in reports { least = min(least, IncidentLinker.agreement(report, other)) }
      return least
    }
  }

  private static func agreement(_ a: Report, _ b: Report) -> Double {
    let sides = sideAgreement(a, b)
    guard sides != .none, !namesDiffer(a, b), isStatusEqual(a.event, b.event) else { return 0 }
    let shared = Double(a.words.intersection(b.words).count)
    let likeness = shared / Double(max(1, min(a.words.count, b.words.count)))
    // One paper's urging is another's request: modes may differ where most words are the same.
    guard areModesCompatible(a.event, b.event) || (likeness >= 0.5 && shared >= 3) else {
      return 0
    }
    // A country elects somebody once in a while: the year tells one election from the next.
    if isElection(a.event), isElection(b.event), sides == .equal {
      guard let first = a.date, let second = b.date else { return 1 }
      return first.isCompatible(with: second, slack: 31) ? 1 : 0
    }
    // Who tells only one side must tell the act in the same words.
    if sides == .half { guard likeness >= 0.4 && shared >= 2 else { return 0 } }
    guard let first = a.date, let second = b.date else {
      // Without a day only a deed that both tell in much the same words is the same.
      return likeness >= 0.45 && shared >= 3 ? likeness : 0
    }
    guard first.isCompatible(with: second, slack: 1) else { return 0 }
    let isExact = first.day != nil && second.day != nil
    // Within a year much is done that sounds alike.
    let isVague =
      max(first.last.number - first.first.number, second.last.number - second.first.number) > 62
    let needed =
      isSingular(a.event) && isExact && sides == .equal
      ? 0.0 : (isExact ? 0.25 : (isVague ? 0.45 : 0.4))
    guard likeness >= needed, !isVague || shared >= 2 else { return 0 }
    return likeness + (isExact ? 1 : 0.1)
  }

  private static func isElection(_ event: Event) -> Bool {
    event.type == .support && event.actors.first?.name.hasSuffix(ElectionReader.electorate) == true
  }

  /// Acts of which two sides do one a day: a call, a visit, an ouster.
  private static func isSingular(_ event: Event) -> Bool {
    switch event.type {
    case .consult: true
    case .sanction: event.mode == "expel"
    case .retreat: event.mode == "resign" || event.mode == "ceasefire"
    case .coerce: event.mode == "martial-law"
    default: false
    }
  }

  private enum SideAgreement {
    case none
    /// One report leaves a side out.
    case half
    case equal
  }

  private static func sideAgreement(_ a: Report, _ b: Report) -> SideAgreement {
    guard !a.sides.isEmpty, !b.sides.isEmpty else { return .none }
    switch a.event.type {
    case .agree, .consult, .cooperate:
      if a.sides == b.sides { return .equal }
      let smaller = a.sides.count < b.sides.count ? a.sides : b.sides
      return smaller.isSubset(of: a.sides.intersection(b.sides)) ? .half : .none
    default:
      if a.actors == b.actors && a.recipients == b.recipients { return .equal }
      let actors = agreement(a.actors, b.actors)
      let recipients = agreement(a.recipients, b.recipients)
      return actors == .equal && recipients == .half ? .half : .none
    }
  }

  private static func agreement(_ a: Set<String>, _ b: Set<String>) -> SideAgreement {
    if a == b { return .equal }
    return a.isEmpty || b.isEmpty ? .half : .none
  }

  /// Whether two reports name different persons for one country: the ministers met, or the presidents.
  private static func namesDiffer(_ a: Report, _ b: Report) -> Bool {
    for (country, names) in a.persons {
      guard let others = b.persons[country] else { continue }
      if names.isDisjoint(with: others) { return true }
    }
    return false
  }

  private static func areModesCompatible(_ a: Event, _ b: Event) -> Bool {
    a.mode == b.mode || a.mode.isEmpty || b.mode.isEmpty
  }

  private static func isStatusEqual(_ a: Event, _ b: Event) -> Bool {
    let past: Set<EventStatus> = [.happened, .historical]
    return a.status == b.status || (past.contains(a.status) && past.contains(b.status))
  }

  /// Words that names of bodies have.
  private static let bodyWords: Set<String> = [
    "agency", "alliance", "armed", "army", "assembly", "association", "authority", "bank", "board",
    "bureau", "cabinet", "command", "commission", "committee", "congress", "council", "court",
    "defence", "defense", "department", "embassy", "force", "forces", "foreign", "front",
    "government",
    "guard", "house", "ministry", "movement", "national", "navy", "office", "organisation",
    "organization", "parliament", "party", "police", "republic", "senate", "service", "states",
    "supreme", "union", "united",
  ]

  /// First letters of words that every political article has.
  private static let commonWords: Set<String> = [
    "that", "with", "from", "this", "have", "has", "were", "their", "which", "would", "will",
    "presid", "minist", "countr", "said", "says", "also", "between", "betwee", "about", "after",
    "been", "they", "into", "over", "other", "both",
  ]
}
