import Columnar
import Ingest

/// Articles of every form, read into events and shown.
enum ArticleTarget {
  private static let endings = [".txt", ".html", ".xml", ".jsonl", ".txt.gz", ".json"]

  static func run(_ bytes: [UInt8]) {
    guard let form = bytes.first else { return }
    let ending = endings[Int(form) % endings.count]
    ScratchFile.with(bytes.dropFirst(), named: ending) { path in
      let outcome = IngestPipeline.ingest(paths: [path])
      for problem in outcome.problems { _ = problem.line }
      for table in outcome.tables.values { QueryTarget.show(table) }
      for id in (0...outcome.corpus.eventCount).prefix(4) {
        _ = outcome.corpus.card(ofEvent: id)
        _ = outcome.corpus.explanation(ofEvent: id)
      }
      _ = outcome.corpus.parse(ofEvent: 1)
    }
  }
}
