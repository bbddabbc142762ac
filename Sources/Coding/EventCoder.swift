import Linguistics
public import Ontology
public import Text

/// Codes one article: who did what to whom, when, where, and according to whom.
///
/// In order: the grammar (`LanguagePipeline`), the actors (`ActorResolver`), the article's day
/// (`ArticleDay`), then sentence by sentence the frames that fit (`FrameMatcher`), their sides
/// (`SideFinder`), the operators over them (`OperatorComposer`), date, place and evidence
/// (`EventAssembler`), and at last the several tellings of one act made one (`EventMerger`).
/// Quotations are read apart from events (`QuoteExtractor`).
public struct EventCoder: Sendable {
  private let world: ActorDictionary
  /// What decides which words make which event.
  private let codebook: Codebook

  /// A coder that knows the actors of `world` and the frames of `codebook`.
  public init(world: ActorDictionary = .shared, codebook: Codebook = .shared) {
    self.world = world
    self.codebook = codebook
  }

  /// Everything read from `article`; `published` (EDTF) replaces its own day of publication.
  public func code(_ article: Article, published: String? = nil) -> CodedDocument {
    code(LanguagePipeline.shared.analyze(article), published: published)
  }

  /// The same for whoever may give up while the article is read, which `isStopped` says; nil then.
  public func code(
    _ article: Article, published: String?, isStopped: @Sendable () -> Bool
  ) -> CodedDocument? {
    LanguagePipeline.shared.analyze(article, isStopped: isStopped)
      .map { code($0, published: published) }
  }

  /// The same from an analysis that is already there.
  func code(_ parsed: Analysis, published: String? = nil) -> CodedDocument {
    let analysis = TreeRepair.repaired(HeadlineRepair.repaired(parsed, world: world))
    let tree = DocumentTree(analysis)
    let stated = published ?? analysis.document.article.metadata.published
    let resolver = ActorResolver(dictionary: world)
    var resolution = resolver.resolve(analysis, day: stated)
    let day = ArticleDay.find(tree, resolution: resolution, published: published)
    if stated == nil, let found = day.edtf {
      resolution = resolver.resolve(analysis, day: found.description)
    }
    var actors = ActorLookup(analysis, resolution, world: world)
    let quotes = QuoteExtractor(tree: tree, actors: actors).quotes()
    actors.firstPersons = firstPersons(quotes, tree: tree, resolution: resolution)
    let events = EventReader(
      tree: tree, actors: actors, day: day.edtf, codebook: codebook,
      quoted: speakers(of: quotes, tree: tree, resolution: resolution)
    ).events()
    return CodedDocument(
      document: analysis.document, published: day.edtf?.description, publishedWhy: day.why,
      events: events, quotes: quotes, actors: records(resolution))
  }

  /// Whom "I" and "we" mean in quotations: who says them.
  private func firstPersons(
    _ quotes: [Quote], tree: DocumentTree, resolution: ActorResolution
  ) -> [Int: Participant] {
    let words: Set<String> = ["i", "we", "me", "us", "my", "our"]
    var found: [Int: Participant] = [:]
    let pronouns = quotes.isEmpty ? [] : (0..<tree.count).filter { words.contains(tree.text($0)) }
    let ranges = tree.analysis.document.tokens
    var next = 0
    for quote in quotes {
      guard let speaker = resolution.actors.first(where: { $0.name == quote.speaker }) else {
        continue
      }
      // Quotations and tokens stand in the order of the text.
      while next < pronouns.count, ranges[pronouns[next]].range.lower < quote.range.lower {
        next += 1
      }
      for token in pronouns[next...] {
        let range = ranges[token].range
        if range.lower > quote.range.upper { break }
        guard quote.range.lower <= range.lower, range.upper <= quote.range.upper else { continue }
        found[token] = Participant(
          name: speaker.name, country: speaker.country, sector: speaker.sector, range: range,
          reason: "who says the quotation")
      }
    }
    return found
  }

  /// For each token of a quotation who says it, as far as that is an actor of the article.
  private func speakers(
    of quotes: [Quote], tree: DocumentTree, resolution: ActorResolution
  ) -> [Int: Participant] {
    var found: [Int: Participant] = [:]
    for quote in quotes {
      let speaker = resolution.actors.first { $0.name == quote.speaker }
      guard let country = speaker?.country ?? quote.country, !quote.speaker.isEmpty,
        speaker?.isMedia != true
      else { continue }
      for token in tree.analysis.document.tokens.indices {
        let range = tree.analysis.document.tokens[token].range
        guard quote.range.lower <= range.lower, range.upper <= quote.range.upper else { continue }
        found[token] = Participant(
          name: quote.speaker, country: country, sector: speaker?.sector ?? .government,
          range: range, reason: "who says the quotation")
      }
    }
    return found
  }

  private func records(_ resolution: ActorResolution) -> [ActorRecord] {
    resolution.actors.map { actor in
      ActorRecord(
        name: actor.name, country: actor.country, sector: actor.sector, role: actor.role,
        mentionCount: actor.mentions.count)
    }
  }
}
