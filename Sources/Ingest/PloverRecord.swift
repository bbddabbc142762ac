import Coding
import Columnar
import Ontology
import Text

/// An event with the field names of the PLOVER interchange format (manual 0.8): `id`, `date`, `actor`,
/// `event` are required, `recipient`, `mode`, `context`, `event_loc`, `quad_code`, `event_scale` and
/// `text` optional. What the format has no field for goes under names of our own behind them.
enum PloverRecord {
  /// The members of one event of one article.
  static func bag(ofEvent place: Int, in index: Int, of corpus: Corpus) -> DynamicBag {
    let coded = corpus.documents[index]
    let event = coded.events[place]
    let source = coded.document.article.source
    let metadata = coded.document.article.metadata
    // The format's dates are days: of an interval the first, and the last beside it.
    let days = DayRange(edtf: event.date)
    var members: [(String, DynamicValue)] = [
      ("id", .string("\(source.name)#\(place + 1)")), ("date", day(days.first)),
      ("actor", .array(event.actors.map { party($0, in: source) })),
      ("recipient", .array(event.recipients.map { party($0, in: source) })),
      ("event", .array([.string(event.type.rawValue)])),
      ("mode", .array(event.mode.isEmpty ? [] : [.string(event.mode)])),
    ]
    if let status = auxiliary[event.status] { members.append(("aux_mode", .array([status]))) }
    members += [
      ("context", .array(event.contexts.map { .string($0) })),
      ("quad_code", .string(event.type.quad.rawValue)),
      ("event_scale", .real(EventScore.score(type: event.type, mode: event.mode))),
    ]
    if let name = event.place {
      let location: [(String, DynamicValue)] = [
        ("name", .string(name)), ("country", event.placeCountry.map { .string($0) } ?? .null),
      ]
      members.append(("event_loc", .array([.bag(location.bag)])))
    }
    members += [
      ("text", .string(source[coded.document.sentences[event.sentence].range])),
      ("event_text", .string(source[event.trigger])),
      ("headline", metadata.title.map { .string($0) } ?? .null),
      ("publication", metadata.source.map { .string($0) } ?? .null),
      ("url", metadata.url.map { .string($0) } ?? .null),
      ("language", .array([.string("en")])),
      ("enddate", day(days.last)), ("edtf", event.date.map { .string($0) } ?? .null),
      ("document", .string(source.name)), ("sentence", .integer(Int64(event.sentence + 1))),
      ("start", .integer(Int64(event.evidence.lower))),
      ("end", .integer(Int64(event.evidence.upper))),
      ("said_by", event.saidBy.map { .string($0) } ?? .null),
      ("incident", .integer(Int64(corpus.incidents[index][place]))),
      ("confidence", .real(event.roundedConfidence)),
    ]
    return members.bag
  }

  /// PLOVER's names for what did not simply happen.
  private static let auxiliary: [EventStatus: DynamicValue] = [
    .future: .string("future"), .historical: .string("historical"),
    .hypothetical: .string("hypothetical"), .negated: .string("negation"),
  ]

  private static func party(_ party: Participant, in source: SourceText) -> DynamicValue {
    .bag(
      [
        ("name", .string(party.name)), ("code", party.country.map { .string($0) } ?? .null),
        ("sector", .string(party.sector.rawValue)),
        ("text", party.range.map { .string(source[$0]) } ?? .null),
      ].bag)
  }

  private static func day(_ value: Value) -> DynamicValue {
    guard case .datetime(let ticks) = value else { return .null }
    return .string(String(DatetimeText.text(of: ticks).prefix(10)))
  }
}
