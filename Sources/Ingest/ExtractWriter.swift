import Coding
import Columnar
import Ontology
import Text

/// The lines of `casus extract`: one JSON object each, with the keys of DESIGN.md.
enum ExtractWriter {
  /// The lines of a corpus: each document, then its events and quotations.
  static func lines(of corpus: Corpus, firstIncident: Int) -> [String] {
    corpus.documents.indices.flatMap { index in
      let coded = corpus.documents[index]
      let events = coded.events.enumerated().map { place, event in
        record(
          event, in: coded.document, incident: corpus.incidents[index][place] + firstIncident)
      }
      return [record(coded)] + events + coded.quotes.map { record($0, in: coded.document) }
    }.map { DynamicWriter.json(.bag($0)) }
  }

  private static func record(_ coded: CodedDocument) -> DynamicBag {
    let article = coded.document.article
    return [
      ("kind", .string("document")), ("document", .string(article.source.name)),
      ("title", optional(article.metadata.title)), ("source", optional(article.metadata.source)),
      ("url", optional(article.metadata.url)), ("published", optional(coded.published)),
      ("published_why", .string(coded.publishedWhy)),
      ("sentences", number(coded.document.sentences.count)),
      ("events", number(coded.events.count)), ("quotes", number(coded.quotes.count)),
    ].bag
  }

  private static func record(
    _ event: Event, in document: Document, incident: Int
  ) -> DynamicBag {
    let source = document.article.source
    return [
      ("kind", .string("event")), ("document", .string(source.name)),
      ("type", .string(event.type.rawValue)),
      ("mode", event.mode.isEmpty ? .null : .string(event.mode)),
      ("status", .string(event.status.rawValue)), ("date", optional(event.date)),
      ("actors", .array(event.actors.map(record))),
      ("recipients", .array(event.recipients.map(record))),
      ("place", optional(event.place)), ("place_country", optional(event.placeCountry)),
      ("score", .real(EventScore.score(type: event.type, mode: event.mode))),
      ("contexts", .array(event.contexts.map { .string($0) })),
      ("said_by", optional(event.saidBy)),
      ("trigger", .string(source[event.trigger])),
      ("text", .string(source[document.sentences[event.sentence].range])),
      ("start", number(event.evidence.lower)), ("end", number(event.evidence.upper)),
      ("sentence", number(event.sentence + 1)), ("incident", number(incident)),
      ("confidence", .real(event.roundedConfidence)),
    ].bag
  }

  private static func record(_ party: Participant) -> DynamicValue {
    .bag(
      [
        ("name", .string(party.name)), ("country", optional(party.country)),
        ("sector", .string(party.sector.rawValue)),
        ("start", party.range.map { number($0.lower) } ?? .null),
        ("end", party.range.map { number($0.upper) } ?? .null),
      ].bag)
  }

  private static func record(_ quote: Quote, in document: Document) -> DynamicBag {
    [
      ("kind", .string("quote")), ("document", .string(document.article.source.name)),
      ("speaker", .string(quote.speaker)), ("country", optional(quote.country)),
      ("text", .string(quote.text)), ("verb", .string(quote.verb)),
      ("addressee", .string(quote.addressee)), ("sentence", number(quote.sentence + 1)),
      ("start", number(quote.range.lower)), ("end", number(quote.range.upper)),
    ].bag
  }

  private static func number(_ number: Int) -> DynamicValue { .integer(Int64(number)) }

  private static func optional(_ text: String?) -> DynamicValue {
    text.map { .string($0) } ?? .null
  }
}

extension [(String, DynamicValue)] {
  /// A bag of the members in their order.
  fileprivate var bag: DynamicBag {
    reduce(into: DynamicBag()) { $0[$1.0] = $1.1 }
  }
}

extension Event {
  /// The confidence as it is shown: to three digits, all that its calibration can tell.
  var roundedConfidence: Double { (confidence * 1000).rounded() / 1000 }
}
