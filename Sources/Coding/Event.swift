public import Ontology
public import Text

/// One side of an event, or one party of it.
public struct Participant: Sendable, Hashable {
  /// The fullest name that the article gives.
  public var name: String
  /// ISO 3166 alpha-3, or `IGO:UN` and the like; nil where it belongs to none.
  public var country: String?
  /// Its sector.
  public var sector: Sector
  /// The bytes that name it in the event's sentence; nil where it is understood.
  public var range: ByteRange?
  /// How it was resolved, in words for a reader.
  public var reason: String

  /// A participant of its parts.
  public init(
    name: String, country: String?, sector: Sector, range: ByteRange?, reason: String = ""
  ) {
    self.name = name
    self.country = country
    self.sector = sector
    self.range = range
    self.reason = reason
  }
}

/// One political event of one article: who did what to whom, when, where, and who says so.
public struct Event: Sendable {
  /// The PLOVER type.
  public var type: EventType
  /// The PLOVER mode, empty where none applies.
  public var mode: String
  /// Whether it happened.
  public var status: EventStatus
  /// When, in EDTF; nil where it cannot be known.
  public var date: String?
  /// How the date was found, in words for a reader.
  public var dateReason: String
  /// Who acts.
  public var actors: [Participant]
  /// Who is acted upon.
  public var recipients: [Participant]
  /// Where, as named in the text.
  public var place: String?
  /// The country of `place`, ISO 3166 alpha-3.
  public var placeCountry: String?
  /// PLOVER contexts.
  public var contexts: [String]
  /// Who reports it inside the article; nil when the article itself does.
  public var saidBy: String?
  /// The words that carry the event.
  public var trigger: ByteRange
  /// The words that are its evidence: from the trigger to what it governs, at most the sentence.
  public var evidence: ByteRange
  /// The number of its sentence in the document, from 0.
  public var sentence: Int
  /// 0 to 1.
  public var confidence: Double
  /// What the confidence is made from, a feature each.
  public var confidenceReasons: [String]
  /// The name of the frame that made it, for `.show`, and of the operators over it, innermost first.
  public var frame: String

  /// An event with the given core; everything else starts empty.
  public init(type: EventType, trigger: ByteRange, evidence: ByteRange, sentence: Int) {
    self.type = type
    mode = ""
    status = .happened
    dateReason = ""
    actors = []
    recipients = []
    contexts = []
    self.trigger = trigger
    self.evidence = evidence
    self.sentence = sentence
    confidence = 0.5
    confidenceReasons = []
    frame = ""
  }
}

/// Words that somebody said, as quoted.
public struct Quote: Sendable {
  /// Who said them, in the fullest name that the article gives; empty where it does not say.
  public var speaker: String
  /// The speaker's country.
  public var country: String?
  /// The words between the quotation marks.
  public var text: String
  /// The bytes between the quotation marks.
  public var range: ByteRange
  /// The verb that introduces them ("said"), empty where there is none.
  public var verb: String
  /// To whom, empty where it is not said.
  public var addressee: String
  /// The number of the sentence in which they begin, from 0.
  public var sentence: Int

  /// A quote with the given words; who said them is set afterwards.
  public init(text: String, range: ByteRange, sentence: Int) {
    speaker = ""
    self.text = text
    self.range = range
    verb = ""
    addressee = ""
    self.sentence = sentence
  }
}

/// A person, office or body met in an article.
public struct ActorRecord: Sendable {
  /// The fullest name that the article gives.
  public var name: String
  /// ISO 3166 alpha-3 or `IGO:...`.
  public var country: String?
  /// Its sector.
  public var sector: Sector
  /// The office named with it ("foreign minister"), empty where there is none.
  public var role: String
  /// How often it is mentioned, pronouns and descriptions included.
  public var mentionCount: Int

  /// A record of its parts.
  public init(name: String, country: String?, sector: Sector, role: String, mentionCount: Int) {
    self.name = name
    self.country = country
    self.sector = sector
    self.role = role
    self.mentionCount = mentionCount
  }
}

/// All that was read from one article.
public struct CodedDocument: Sendable {
  /// The sentences and tokens.
  public var document: Document
  /// The article's day in EDTF, stated or worked out; nil where neither is possible.
  public var published: String?
  /// How `published` was found, in words for a reader.
  public var publishedWhy: String
  /// The events in order of their evidence.
  public var events: [Event]
  /// The quotations in order.
  public var quotes: [Quote]
  /// Everybody met.
  public var actors: [ActorRecord]

  /// A document of its parts.
  public init(
    document: Document, published: String?, publishedWhy: String, events: [Event],
    quotes: [Quote], actors: [ActorRecord]
  ) {
    self.document = document
    self.published = published
    self.publishedWhy = publishedWhy
    self.events = events
    self.quotes = quotes
    self.actors = actors
  }
}
