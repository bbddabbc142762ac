import Coding
public import Columnar
import Text

/// How articles are read.
public struct IngestOptions: Sendable {
  /// The day of publication of every article, in place of its own.
  public var published: String?

  /// Options with their defaults.
  public init(published: String? = nil) {
    self.published = published
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

  /// Reads all articles under `paths` into tables. Nothing is thrown: what cannot be read is a
  /// problem of the outcome, and the rest is read all the same.
  public static func ingest(
    paths: [String], options: IngestOptions = IngestOptions()
  ) -> IngestOutcome {
    var coded: [CodedDocument] = []
    let problems = read(paths) { coded += code($0, options) }
    let corpus = Corpus(documents: coded)
    return IngestOutcome(
      tables: EventTableBuilder.tables(of: corpus), corpus: corpus, problems: problems)
  }

  /// Reads the articles under `paths` and writes one JSON object a line: the document, its events
  /// and its quotations, with the keys of DESIGN.md.
  ///
  /// At most `batchSize` articles are in memory at a time; incidents are linked within such a
  /// batch, and their numbers go on from batch to batch.
  public static func extract(
    paths: [String], options: IngestOptions = IngestOptions(), write: (String) -> Void
  ) -> [IngestProblem] {
    var incidentCount = 0
    return read(paths) { batch in
      let corpus = Corpus(documents: code(batch, options))
      for line in ExtractWriter.lines(of: corpus, firstIncident: incidentCount) { write(line) }
      incidentCount += corpus.incidents.joined().max() ?? 0
    }
  }

  private static func code(_ articles: [Article], _ options: IngestOptions) -> [CodedDocument] {
    let coder = EventCoder()
    return parallelMap(articles) { coder.code($0, published: options.published) }
  }

  /// Reads files in order and hands their articles on in batches.
  private static func read(
    _ paths: [String], handOn: ([Article]) -> Void
  ) -> [IngestProblem] {
    let (files, missing) = InputFiles.expand(paths)
    var problems = missing
    var batch: [Article] = []
    for file in files {
      ArticleSource.articles(in: file) { result in
        switch result {
        case .success(let article): batch.append(article)
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
