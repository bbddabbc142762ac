import Coding
import Columnar
import Ontology
import Text

/// Makes the six tables of `EventSchema` from coded articles.
struct EventTableBuilder {
  private var events = TableBuilder(EventSchema.events)
  private var incidents = TableBuilder(EventSchema.incidents)
  private var quotes = TableBuilder(EventSchema.quotes)
  private var documents = TableBuilder(EventSchema.documents)
  private var sentences = TableBuilder(EventSchema.sentences)
  private var actors = TableBuilder(EventSchema.actors)

  /// The tables of a corpus.
  static func tables(of corpus: Corpus) -> [String: Table] {
    var builder = EventTableBuilder()
    for index in corpus.documents.indices {
      builder.append(corpus.documents[index])
      builder.appendEvents(of: index, in: corpus)
    }
    builder.appendIncidents(of: corpus)
    return [
      "events": builder.events.seal(), "incidents": builder.incidents.seal(),
      "quotes": builder.quotes.seal(), "documents": builder.documents.seal(),
      "sentences": builder.sentences.seal(), "actors": builder.actors.seal(),
    ]
  }

  private mutating func append(_ coded: CodedDocument) {
    let document = coded.document
    let article = document.article
    let name = article.source.name
    let published = DayRange(edtf: coded.published)
    documents.append([
      .string(name), .string(article.metadata.title ?? ""),
      .string(article.metadata.source ?? ""), .string(article.metadata.url ?? ""),
      published.first, published.last, .string(coded.publishedWhy),
      .count(document.tokens.count { $0.isWord }), .count(document.sentences.count),
      .count(coded.events.count), .count(coded.quotes.count),
    ])
    for (index, sentence) in document.sentences.enumerated() {
      sentences.append([
        .string(name), .count(index + 1), .string(sentence.kind.rawValue),
        .string(article.source[sentence.range]), .count(sentence.range.lower),
        .count(sentence.range.upper),
      ])
    }
    for quote in coded.quotes {
      quotes.append([
        .string(quote.speaker), .string(quote.country ?? ""), .string(quote.text),
        .string(quote.verb), .string(quote.addressee), published.first, .string(name),
        .count(quote.sentence + 1), .count(quote.range.lower), .count(quote.range.upper),
      ])
    }
    for actor in coded.actors {
      actors.append([
        .string(actor.name), .string(actor.country ?? ""), .string(actor.sector.rawValue),
        .string(actor.role), .count(actor.mentionCount), .string(name),
      ])
    }
  }

  private mutating func appendEvents(of index: Int, in corpus: Corpus) {
    for place in corpus.documents[index].events.indices {
      events.append(Self.row(ofEvent: place, in: index, of: corpus))
    }
  }

  /// The row of one event of one article, with the columns of `EventSchema.events`.
  static func row(ofEvent place: Int, in index: Int, of corpus: Corpus) -> [Value] {
    let coded = corpus.documents[index]
    let article = coded.document.article
    let event = coded.events[place]
    let date = DayRange(edtf: event.date)
    let sentence = coded.document.sentences[event.sentence]
    return [
      .count(corpus.firstEventIDs[index] + place), date.first, date.last,
      .string(event.date ?? ""), .string(event.type.rawValue), .string(event.mode),
      .string(event.status.rawValue),
      .list(event.actors.map(\.name)), .list(event.recipients.map(\.name)),
      .list(countries(event.actors)), .list(countries(event.recipients)),
      .list(sectors(event.actors)), .list(sectors(event.recipients)),
      .string(event.place ?? ""), .string(event.placeCountry ?? ""), .list(event.contexts),
      .string(event.type.quad.rawValue),
      .real(EventScore.score(type: event.type, mode: event.mode)),
      .string(event.saidBy ?? ""), .string(article.source[event.trigger]),
      .string(article.source[sentence.range]), .string(article.source.name),
      .count(event.sentence + 1), .count(event.evidence.lower), .count(event.evidence.upper),
      .string(article.metadata.source ?? ""), DayRange(edtf: coded.published).first,
      .count(corpus.incidents[index][place]), .real(event.roundedConfidence),
      .string(EventSchema.articles),
    ]
  }

  /// One row an incident, told as its first report tells it; its date is the narrowest reported.
  private mutating func appendIncidents(of corpus: Corpus) {
    var reports: [Int: [(document: Int, event: Int)]] = [:]
    for (document, numbers) in corpus.incidents.enumerated() {
      for (event, number) in numbers.enumerated() {
        reports[number, default: []].append((document, event))
      }
    }
    for (number, places) in reports.sorted(by: { $0.key < $1.key }) {
      let told = places.map { corpus.documents[$0.document].events[$0.event] }
      let names = places.map { corpus.documents[$0.document].document.article.source.name }
      let sources = places.map {
        let article = corpus.documents[$0.document].document.article
        return article.metadata.source ?? article.source.name
      }
      let first = told[0]
      let edtf = told.compactMap(\.date).min { DayRange(edtf: $0).days < DayRange(edtf: $1).days }
      let date = DayRange(edtf: edtf)
      incidents.append([
        .count(number), date.first, date.last, .string(edtf ?? ""),
        .string(first.type.rawValue), .string(first.mode), .string(first.status.rawValue),
        .list(first.actors.map(\.name)), .list(first.recipients.map(\.name)),
        .list(Self.countries(first.actors)), .list(Self.countries(first.recipients)),
        .count(Set(names).count), .count(Set(sources).count),
        .list(Array(Set(names)).sorted()),
        .count(corpus.firstEventIDs[places[0].document] + places[0].event),
      ])
    }
  }

  /// The countries of a side, each once, in the order of its parties.
  private static func countries(_ side: [Participant]) -> [String] {
    unique(side.compactMap(\.country))
  }

  private static func sectors(_ side: [Participant]) -> [String] {
    unique(side.map(\.sector.rawValue))
  }

  private static func unique(_ items: [String]) -> [String] {
    var seen: Set<String> = []
    return items.filter { seen.insert($0).inserted }
  }
}

extension Value {
  /// A number of things or a position.
  fileprivate static func count(_ number: Int) -> Value { .integer(Int64(number)) }

  fileprivate static func list(_ texts: [String]) -> Value {
    .dynamic(.array(texts.map { .string($0) }))
  }
}

extension Token {
  /// Whether the token has a letter or a digit: what a reader counts as a word.
  fileprivate var isWord: Bool { text.contains { $0.isLetter || $0.isNumber } }
}
