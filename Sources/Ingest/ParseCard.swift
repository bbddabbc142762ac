import Coding
import Linguistics
import Ontology
import Text

/// The grammar of one sentence laid out for a reader: what `.parse` prints.
public struct ParseCard: Sendable {
  /// A word of the sentence with its place in the tree.
  public struct Word: Sendable {
    /// As written.
    public let text: String
    /// The dictionary form.
    public let lemma: String
    /// The universal part of speech (`VERB`).
    public let partOfSpeech: String
    /// How it depends on its head (`nsubj`).
    public let relation: String
    /// The place in `words` of the word that it depends on, nil for the root.
    public let head: Int?
    /// The place in `mentions` of the shortest mention that it belongs to.
    public let mention: Int?
    /// What the word is in an event (`CONSULT`, `actor`), empty where it is nothing.
    public let mark: String

    /// A word of its parts.
    public init(
      text: String, lemma: String, partOfSpeech: String, relation: String, head: Int?,
      mention: Int? = nil, mark: String = ""
    ) {
      self.text = text
      self.lemma = lemma
      self.partOfSpeech = partOfSpeech
      self.relation = relation
      self.head = head
      self.mention = mention
      self.mark = mark
    }
  }

  /// Words of the sentence that refer to somebody or something.
  public struct Mention: Sendable {
    /// The words as written.
    public let text: String
    /// Its kind and, of a name, its class: `name PERSON`, `pronoun`.
    public let kind: String
    /// Whom it means, `Kari Moe (KOR, GOV)`; empty where that is nobody known.
    public let meaning: [String]
    /// How that was found, in words for a reader.
    public let reason: String

    /// A mention of its parts.
    public init(text: String, kind: String, meaning: [String], reason: String) {
      self.text = text
      self.kind = kind
      self.meaning = meaning
      self.reason = reason
    }
  }

  /// Where the sentence stands: the document, empty for a text typed.
  public let document: String
  /// The sentence's number, from 1.
  public let sentence: Int
  /// The words in order.
  public let words: [Word]
  /// The mentions in the order of their heads.
  public let mentions: [Mention]

  /// A card of its parts.
  public init(document: String, sentence: Int, words: [Word], mentions: [Mention]) {
    self.document = document
    self.sentence = sentence
    self.words = words
    self.mentions = mentions
  }
}

extension ParseCard {
  /// The sentences of a text that is no article, a card each.
  public static func cards(
    ofText text: String, options: IngestOptions = IngestOptions()
  ) -> [ParseCard] {
    let bytes = ContiguousArray(text.utf8)
    let block = TextBlock(kind: .body, range: ByteRange(0, bytes.count))
    let article = Article(
      source: SourceText(name: "", bytes: bytes), metadata: ArticleMetadata(), blocks: [block])
    let analysis = LanguagePipeline.shared.analyze(article)
    let resolution = ActorResolver(dictionary: options.world)
      .resolve(analysis, day: options.published)
    return analysis.document.sentences.indices.map {
      ParseCard(analysis, resolution, sentence: $0) { _ in "" }
    }
  }

  /// The card of one sentence; `mark` says what a stretch of the text is in an event.
  fileprivate init(
    _ analysis: Analysis, _ resolution: ActorResolution, sentence: Int,
    mark: (ByteRange) -> String
  ) {
    let document = analysis.document
    let tokens = document.sentences[sentence].tokens
    let places = analysis.mentions.indices.filter {
      analysis.mentions[$0].sentence == sentence && tokens.contains(analysis.mentions[$0].head)
    }
    let words = tokens.map { token in
      let word = analysis.words[token]
      return Word(
        text: document.tokens[token].text, lemma: word.lemma,
        partOfSpeech: word.partOfSpeech.rawValue, relation: word.relation.rawValue,
        head: tokens.contains(word.head) ? word.head - tokens.lowerBound : nil,
        mention: places.indices.filter { analysis.mentions[places[$0]].tokens.contains(token) }
          .min {
            analysis.mentions[places[$0]].tokens.count < analysis.mentions[places[$1]].tokens.count
          },
        mark: mark(document.tokens[token].range))
    }
    let mentions = places.map { place in
      let mention = analysis.mentions[place]
      let range = document.tokens[mention.tokens.lowerBound].range
        .union(document.tokens[mention.tokens.upperBound - 1].range)
      let actors = resolution.actors(ofMention: place).map { resolution.actors[$0] }
      let type = mention.nameType.map { " " + $0.rawValue } ?? ""
      return Mention(
        text: document.article.source[range], kind: mention.kind.rawValue + type,
        meaning: actors.map(Self.label),
        reason: actors.map(\.reason).first { !$0.isEmpty } ?? "")
    }
    self.init(
      document: document.article.source.name, sentence: sentence + 1, words: words,
      mentions: mentions)
  }

  private static func label(_ actor: ResolvedActor) -> String {
    actor.name + " (" + (actor.country.map { $0 + ", " } ?? "") + actor.sector.rawValue + ")"
  }
}

extension Corpus {
  /// The grammar of the sentence of the event with an `id`, nil where there is none.
  ///
  /// The article is analysed again: trees are not kept, they would take more memory than all else.
  public func parse(ofEvent id: Int, options: IngestOptions = IngestOptions()) -> ParseCard? {
    guard let place = place(ofEvent: id) else { return nil }
    let coded = documents[place.document]
    let event = coded.events[place.event]
    let analysis = LanguagePipeline.shared.analyze(coded.document)
    let resolution = ActorResolver(dictionary: options.world)
      .resolve(analysis, day: coded.published)
    var roles = [(range: event.trigger, name: event.type.rawValue)]
    for (name, parties) in [("actor", event.actors), ("recipient", event.recipients)] {
      roles += parties.compactMap { party in party.range.map { ($0, name) } }
    }
    return ParseCard(analysis, resolution, sentence: event.sentence) { token in
      roles.first { $0.range.lower <= token.lower && token.upper <= $0.range.upper }?.name ?? ""
    }
  }
}
