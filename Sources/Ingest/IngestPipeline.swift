import Coding
public import Columnar
public import Ontology
import Synchronization
import Text

/// How articles are read.
public struct IngestOptions: Sendable {
  /// The day of publication of every article, in place of its own.
  public var published: String?
  /// Whether a file that a folder holds may be read; a link may lead anywhere.
  public var mayRead: @Sendable (String) -> Bool = { _ in true }
  private var ownCodebook: Codebook?
  private var ownWorld: ActorDictionary?

  /// What decides which words make which event. The built-in tables are read when somebody first
  /// asks, since who only queries needs none of them.
  private(set) var codebook: Codebook {
    get { ownCodebook ?? .shared }
    set { ownCodebook = newValue }
  }
  /// Who is who in the world.
  public var world: ActorDictionary {
    get { ownWorld ?? .shared }
    set { ownWorld = newValue }
  }

  /// Options with their defaults.
  public init(published: String? = nil, world: ActorDictionary? = nil) {
    self.published = published
    ownWorld = world
  }

  /// Adds the frames of a user's file, before those that are there; `text` is the file's content.
  /// What is wrong with it is returned, a line each that begins `name:line:column:`, and what is
  /// right holds all the same.
  public mutating func addPatterns(_ text: String, name: String) -> [String] {
    let file = PatternFile(reading: text, name: name, extending: codebook)
    codebook = codebook.adding(file)
    return file.problems.map(\.description)
  }

  /// A day as it may be given for `published`, `YYYY-MM-DD`; nil where the text is none.
  public static func day(_ text: String) -> String? {
    text.utf8.count == 10 && DayRange(edtf: text).days == 1 ? text : nil
  }
}

/// What became of the paths given.
public struct IngestOutcome: Sendable {
  /// The tables of `EventSchema` by name.
  public let tables: [String: Table]
  /// The articles, for `.show`.
  public let corpus: Corpus
  /// What could not be read, one entry an input.
  public let problems: [IngestProblem]
  /// Whether the monitor stopped it: then only some of the articles are here.
  public let wasCancelled: Bool
  /// The number of articles read.
  public var articleCount: Int { corpus.documents.count }
}

/// The way from files to tables, and the only place that knows both halves of Casus.
///
///     paths -> InputFiles -> ArticleReader (Text) -> EventCoder (Coding)   one article a task
///           -> Corpus (incidents linked) -> EventTableBuilder -> tables
///
/// Articles are coded on all cores; rows stand in the order of the inputs whatever their number.
public enum IngestPipeline {
  /// The articles read before they are coded together, and, in `extract`, linked together.
  static let batchSize = 256

  /// Reads all articles under `paths` into tables, behind those of `earlier`. Nothing is thrown: what
  /// cannot be read is a problem of the outcome, and the rest is read all the same.
  ///
  /// A file that is named twice or was read before is not read again. Documents of one name would be
  /// taken for one: all but the first are called by where they stand.
  public static func ingest(
    paths: [String], adding earlier: Corpus? = nil, options: IngestOptions = IngestOptions(),
    monitor: IngestMonitor = .none
  ) -> IngestOutcome {
    var coded = earlier?.documents ?? []
    var names = Set(coded.map(\.document.article.source.name))
    let (files, missing) = InputFiles.expand(
      paths, known: earlier?.files ?? [], mayRead: options.mayRead)
    let problems = read(files, monitor) { batch in
      let named = batch.map { article, place in
        names.insert(article.source.name).inserted ? article : article.renamed(place)
      }
      names.formUnion(named.map(\.source.name))
      coded += code(named, options, after: coded.count, monitor)
    }
    let corpus = Corpus(
      documents: coded, files: (earlier?.files ?? []).union(files.compactMap(\.identity)))
    return IngestOutcome(
      tables: EventTableBuilder.tables(of: corpus), corpus: corpus, problems: missing + problems,
      wasCancelled: monitor.isCancelled())
  }

  /// Reads the articles under `paths` and writes them in a form of `ExtractFormat`, line by line.
  ///
  /// At most `batchSize` articles are in memory at a time; incidents are linked within such a
  /// batch, and the numbers of events and incidents go on from batch to batch.
  public static func extract(
    paths: [String], as format: ExtractFormat = .jsonl, options: IngestOptions = IngestOptions(),
    monitor: IngestMonitor = .none, write: (String) -> Void
  ) -> [IngestProblem] {
    var counts = (articles: 0, events: 0, incidents: 0)
    let (files, missing) = InputFiles.expand(paths)
    if let header = ExtractWriter.header(format) { write(header) }
    return missing
      + read(files, monitor) { batch in
        let coded = code(batch.map(\.article), options, after: counts.articles, monitor)
        let corpus = Corpus(
          documents: coded, after: counts.events, incidentCount: counts.incidents)
        for line in ExtractWriter.lines(of: corpus, as: format) { write(line) }
        counts.articles += coded.count
        counts.events += corpus.eventCount
        counts.incidents = corpus.incidents.joined().max() ?? counts.incidents
      }
  }

  /// Codes articles on all cores; when it is cancelled, what is left of them is left out.
  private static func code(
    _ articles: [Article], _ options: IngestOptions, after count: Int, _ monitor: IngestMonitor
  ) -> [CodedDocument] {
    let coder = EventCoder(world: options.world, codebook: options.codebook)
    let done = Atomic(count)
    return parallelMap(articles) { article -> CodedDocument? in
      if monitor.isCancelled() { return nil }
      let coded = coder.code(
        article, published: options.published, isStopped: monitor.isCancelled)
      guard let coded else { return nil }
      monitor.articlesDone(done.add(1, ordering: .relaxed).newValue)
      return coded
    }.compactMap { $0 }
  }

  /// Reads files in order and hands their articles on in batches, each with the place where it stands.
  private static func read(
    _ files: [InputFile], _ monitor: IngestMonitor,
    handOn: ([(article: Article, place: String)]) -> Void
  ) -> [IngestProblem] {
    var problems: [IngestProblem] = []
    var batch: [(article: Article, place: String)] = []
    for file in files where !monitor.isCancelled() {
      ArticleSource.articles(in: file, isCancelled: monitor.isCancelled) { result, place in
        switch result {
        case .success(let article): batch.append((article, place))
        case .failure(let problem): problems.append(problem)
        }
        if batch.count == batchSize {
          handOn(batch)
          batch = []
        }
      }
    }
    if !batch.isEmpty { handOn(batch) }
    return problems
  }
}

extension Article {
  /// The same article under another name.
  fileprivate func renamed(_ name: String) -> Article {
    Article(
      source: SourceText(name: name, bytes: source.bytes, isExtracted: source.isExtracted),
      metadata: metadata, blocks: blocks)
  }
}
