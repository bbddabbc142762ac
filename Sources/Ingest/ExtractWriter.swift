import Coding
import Columnar
import Ontology
import Text

/// The forms in which `casus extract` writes.
public enum ExtractFormat: String, Sendable, CaseIterable {
  /// JSON lines: documents, events and quotations, with all that is known of each.
  case jsonl
  /// JSON lines: events, with the field names of the PLOVER interchange format.
  case plover
  /// RFC 4180, but for the line end, which is that of the system's other tools: the rows of the table
  /// `events` below a line of names, lists as JSON.
  /// Texts that a spreadsheet would take for formulas are marked, see `FormulaMark`.
  case csv
  /// The same without marks.
  case csvRaw = "csv-raw"
  /// JSON lines: the rows of the table `events`, a line each, for engines that load tables.
  case rows
}

/// The lines of `casus extract`.
enum ExtractWriter {
  /// What stands before the first line, nil where nothing does.
  static func header(_ format: ExtractFormat) -> String? {
    switch format {
    case .jsonl, .plover, .rows: nil
    case .csv, .csvRaw: csvLine(EventSchema.events.columns.map(\.name))
    }
  }

  /// The lines of a corpus, article by article.
  static func lines(of corpus: Corpus, as format: ExtractFormat) -> [String] {
    corpus.documents.indices.flatMap { index -> [String] in
      let coded = corpus.documents[index]
      switch format {
      case .jsonl:
        let events = coded.events.enumerated().map { place, event in
          record(event, in: coded.document, incident: corpus.incidents[index][place])
        }
        let records =
          [record(coded)] + events + coded.quotes.map { record($0, in: coded.document) }
        return records.map { DynamicWriter.json(.bag($0)) }
      case .plover:
        return coded.events.indices.map {
          DynamicWriter.json(.bag(PloverRecord.bag(ofEvent: $0, in: index, of: corpus)))
        }
      case .rows:
        return coded.events.indices.map {
          jsonLine(EventTableBuilder.row(ofEvent: $0, in: index, of: corpus))
        }
      case .csv, .csvRaw:
        return coded.events.indices.map {
          let row = EventTableBuilder.row(ofEvent: $0, in: index, of: corpus)
          return csvLine(texts(row, marksFormulas: format == .csv))
        }
      }
    }
  }

  private static func texts(_ row: [Value], marksFormulas: Bool) -> [String] {
    zip(row, EventSchema.events.columns).map { value, column in
      if case .datetime(let ticks) = value { return day(of: ticks) }
      let text = ValueFormat.text(of: value, type: column.type)
      return marksFormulas ? FormulaMark.marked(text, of: column.type) : text
    }
  }

  /// A row as an object: days as texts, what is missing left out.
  private static func jsonLine(_ row: [Value]) -> String {
    var members: [(key: String, value: DynamicValue)] = []
    for (value, column) in zip(row, EventSchema.events.columns) {
      switch value {
      case .null: continue
      case .datetime(let ticks): members.append((column.name, .string(day(of: ticks))))
      case .bool, .dynamic, .guid, .integer, .real, .string, .timespan:
        members.append((column.name, DynamicValue(value)))
      }
    }
    return DynamicWriter.json(.bag(DynamicBag(members: members)))
  }

  private static func day(of ticks: Int64) -> String {
    String(DatetimeText.text(of: ticks).prefix(10))
  }

  private static func csvLine(_ fields: [String]) -> String {
    fields.map { CSVField.quoted($0) }.joined(separator: ",")
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
    ].bag.with(
      "text", article.source.isExtracted ? .string(article.source.text) : nil)
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
      ("date_why", .string(event.dateReason)),
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
      ("confidence_why", .array(event.confidenceReasons.map { .string($0) })),
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
  var bag: DynamicBag {
    reduce(into: DynamicBag()) { $0[$1.0] = $1.1 }
  }
}

extension DynamicBag {
  /// The bag with a further member, where there is one.
  fileprivate func with(_ key: String, _ value: DynamicValue?) -> DynamicBag {
    var bag = self
    if let value { bag[key] = value }
    return bag
  }
}

extension SourceText {
  /// All of it.
  fileprivate var text: String { self[ByteRange(0, bytes.count)] }
}

extension Event {
  /// The confidence as it is shown: to three digits, all that its calibration can tell.
  var roundedConfidence: Double { (confidence * 1000).rounded() / 1000 }
}
