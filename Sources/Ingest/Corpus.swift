import Coding
import Ontology
import Text

/// The articles of a session as they were coded: what the tables were made from, kept so that an
/// event can be traced back to the words that carry it.
public struct Corpus: Sendable {
  /// The articles in the order in which they were read.
  let documents: [CodedDocument]
  /// For each article, for each event, the number of its incident.
  let incidents: [[Int]]
  /// The `id` of each article's first event; ids count on through all articles from 1.
  let firstEventIDs: [Int]

  /// The files that they were read from; see `InputFile.identity`.
  let files: Set<String>

  /// A corpus of coded articles; links their incidents.
  ///
  /// `eventCount` and `incidentCount` are the numbers given out before, where a batch goes on from
  /// others.
  init(
    documents: [CodedDocument], files: Set<String> = [], after eventCount: Int = 0,
    incidentCount: Int = 0
  ) {
    self.documents = documents
    self.files = files
    incidents = IncidentLinker.link(documents).map { $0.map { $0 + incidentCount } }
    var next = eventCount + 1
    firstEventIDs = documents.map { document in
      defer { next += document.events.count }
      return next
    }
  }

  /// The number of articles.
  public var articleCount: Int { documents.count }

  /// The number of events.
  public var eventCount: Int { documents.reduce(0) { $0 + $1.events.count } }

  /// The place of the event with an `id`, nil where there is none.
  ///
  /// - Complexity: O(log *n*) in the number of articles.
  func place(ofEvent id: Int) -> (document: Int, event: Int)? {
    guard id >= 1 && id <= eventCount else { return nil }
    var low = 0
    var high = firstEventIDs.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if firstEventIDs[middle] <= id { low = middle } else { high = middle }
    }
    // Articles without events share their first id with the next; the last of them holds it.
    return (low, id - firstEventIDs[low])
  }
}

/// An event laid out for a reader: what `.show` prints.
public struct EventCard: Sendable {
  /// A stretch of the sentence and what it is.
  public struct Mark: Sendable, Hashable {
    /// UTF-8 offsets in `text`.
    public let range: Range<Int>
    /// `actor`, `recipient: Kari Moe`, or the type.
    public let label: String
  }

  /// The event's number.
  public let id: Int
  /// The date as known (EDTF), empty where it is not.
  public let date: String
  /// `CONSULT phone`.
  public let type: String
  /// `Ana Paz (PER)`, one a party.
  public let actors: [String]
  /// As `actors`.
  public let recipients: [String]
  /// `happened`, ...
  public let status: String
  /// The incident's number.
  public let incident: Int
  /// In how many articles it is told.
  public let reportCount: Int
  /// Where it stands.
  public let document: String
  /// The sentence's number, from 1.
  public let sentence: Int
  /// The sentence.
  public let text: String
  /// Actor, type and recipient in the order of the text, not overlapping.
  public let marks: [Mark]
  /// Further lines: a heading (`date`, `said by`, ...) and a text each.
  public let notes: [(heading: String, text: String)]
}

extension Corpus {
  /// The card of the event with an `id`, nil where there is none.
  public func card(ofEvent id: Int) -> EventCard? {
    card(ofEvent: id) { event, document in notes(of: event, in: document) }
  }

  /// The same card with every step that led to the event, for `.why`.
  public func explanation(ofEvent id: Int) -> EventCard? {
    card(ofEvent: id) { event, document in steps(of: event, id: id, in: document) }
  }

  private func card(
    ofEvent id: Int, notes: (Event, CodedDocument) -> [(heading: String, text: String)]
  ) -> EventCard? {
    guard let place = place(ofEvent: id) else { return nil }
    let document = documents[place.document]
    let event = document.events[place.event]
    let incident = incidents[place.document][place.event]
    let sentence = document.document.sentences[event.sentence]
    return EventCard(
      id: id, date: event.date ?? "",
      type: event.mode.isEmpty ? event.type.rawValue : "\(event.type.rawValue) \(event.mode)",
      actors: event.actors.map(Self.label), recipients: event.recipients.map(Self.label),
      status: event.status.rawValue, incident: incident,
      reportCount: incidents.count { $0.contains(incident) },
      document: document.document.article.source.name, sentence: event.sentence + 1,
      text: document.document.article.source[sentence.range],
      marks: marks(of: event, in: sentence.range), notes: notes(event, document))
  }

  private static func label(_ party: Participant) -> String {
    party.country.map { "\(party.name) (\($0))" } ?? party.name
  }

  /// The parties and the trigger that stand in the sentence; of two that overlap the first named
  /// is kept, the trigger first of all.
  private func marks(of event: Event, in sentence: ByteRange) -> [EventCard.Mark] {
    var candidates = [(event.trigger, event.type.rawValue)]
    for (role, parties) in [("actor", event.actors), ("recipient", event.recipients)] {
      for party in parties {
        guard let range = party.range else { continue }
        candidates.append((range, "\(role): \(party.name)"))
      }
    }
    var marks: [EventCard.Mark] = []
    for (range, label) in candidates
    where range.lower >= sentence.lower && range.upper <= sentence.upper && range.count > 0 {
      let offset = range.lower - sentence.lower
      let place = offset..<(offset + range.count)
      if !marks.contains(where: { $0.range.overlaps(place) }) {
        marks.append(EventCard.Mark(range: place, label: label))
      }
    }
    return marks.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  private func notes(
    of event: Event, in document: CodedDocument
  ) -> [(heading: String, text: String)] {
    var notes: [(heading: String, text: String)] = []
    if !event.dateReason.isEmpty { notes.append(("date", event.dateReason)) }
    if let place = event.place { notes.append(("place", place)) }
    if let saidBy = event.saidBy { notes.append(("said by", saidBy)) }
    for party in event.actors + event.recipients where !party.reason.isEmpty {
      notes.append(("who", "\(party.name): \(party.reason)"))
    }
    if !event.frame.isEmpty {
      let parts = event.frame.split(separator: " + ")
      let operators = parts.dropFirst().map { ", under '\($0)'" }.joined()
      notes.append(("frame", "'\(parts[0])'" + operators))
    }
    return notes
  }
}
