import Columnar
import Execution
import Foundation
import Ingest
import Query
import Rendering
import TestSupport

/// Runs queries as a script does, over tables at hand.
enum QueryHarness {
  /// The seed articles, read once for all tests.
  static let seeds = IngestPipeline.ingest(paths: [packageDirectory + "/seeds"])

  /// What a failed query says.
  struct Failure: Error {
    let message: String
  }

  /// The CSV of every result of a query text, one after the other, or its diagnostics.
  static func run(
    _ text: String, on tables: [String: Table], name: String = ""
  ) -> Result<String, Failure> {
    let source = QuerySource(text: text, name: name)
    do throws(QueryFailure) {
      let outcome = try QueryRunner.run(
        source, in: CatalogSnapshot(tables: tables, parties: PartyDictionary.lookup),
        parameters: [:], isCancelled: { false })
      let renderer = ResultRenderer(RenderOptions(format: .csv))
      return .success(
        outcome.results.map { renderer.text($0.table) }.joined(separator: "\n"))
    } catch {
      return .failure(
        Failure(message: DiagnosticFormatter(source: source).format(error.diagnostics)))
    }
  }
}
