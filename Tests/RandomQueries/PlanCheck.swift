public import Columnar
public import Execution
internal import Query

/// Runs a query in all ways that must give the same rows.
public enum PlanCheck {
  /// How a query is run, and the words for it.
  public struct Way: Sendable {
    /// The words.
    public let name: String
    /// The options.
    public let options: ExecutionOptions
  }

  /// What came out.
  public enum Outcome: Sendable {
    /// The same rows in every way.
    case same(Table)
    /// No rows in any way, for this reason.
    case refused(String)
    /// It took too long, whichever way.
    case tooLong
    /// Rows of a way differ from those of the plan as it was written, which are given where there are
    /// any.
    case differs(way: String, String, expected: Table?)
  }

  /// The plan as it was written, chunk by chunk on one thread: what the other ways are held against.
  public static let plain = Way(name: "as written", options: options(isOptimizing: false, .max, 1))

  /// The other ways.
  public static let others = [
    Way(name: "optimised", options: options(isOptimizing: true, .max, 1)),
    Way(name: "by whole columns", options: options(isOptimizing: true, 0, 1)),
    Way(name: "on two threads", options: options(isOptimizing: true, 0, 2)),
    Way(name: "by whole columns, not optimised", options: options(isOptimizing: false, 0, 2)),
  ]

  private static func options(
    isOptimizing: Bool, _ threshold: Int, _ workerCount: Int
  ) -> ExecutionOptions {
    var options = ExecutionOptions()
    options.isOptimizing = isOptimizing
    options.storedScanThreshold = threshold
    options.workerCount = workerCount
    options.memoryLimit = 1 << 30
    return options
  }

  /// Runs a query in all ways.
  public static func check(_ query: FuzzQuery, in snapshot: CatalogSnapshot) -> Outcome {
    let expected = run(query.text, plain, snapshot)
    if case .tooLong = expected { return .tooLong }
    for way in others {
      let found = run(query.text, way, snapshot)
      switch (expected, found) {
      case (.rows(let expected), .rows(let found)):
        if let difference = ResultComparison.difference(
          expected, found, columns: query.columns, isOrdered: query.isOrdered)
        {
          return .differs(way: way.name, difference, expected: expected)
        }
      case (.rows(let expected), .failed(let reason)):
        return .differs(way: way.name, "fails: \(reason)", expected: expected)
      case (.failed(let reason), .rows):
        return .differs(way: way.name, "gives rows, but as written: \(reason)", expected: nil)
      case (_, .tooLong): return .tooLong
      case (.failed, .failed), (.tooLong, _): break
      }
    }
    switch expected {
    case .rows(let table): return .same(table)
    case .failed(let reason): return .refused(reason)
    case .tooLong: return .tooLong
    }
  }

  private enum Answer {
    case rows(Table)
    case failed(String)
    case tooLong
  }

  /// The rows of the last statement.
  private static func run(_ text: String, _ way: Way, _ snapshot: CatalogSnapshot) -> Answer {
    let start = ContinuousClock.now
    do throws(QueryFailure) {
      let outcome = try QueryRunner.run(
        QuerySource(text: text), in: snapshot, options: way.options,
        isCancelled: { ContinuousClock.now - start > .seconds(10) })
      guard let table = outcome.results.last?.table else { return .failed("no rows") }
      return .rows(table)
    } catch {
      if error.isCancelled { return .tooLong }
      return .failed(error.diagnostics.first { $0.severity == .error }?.message ?? "failed")
    }
  }
}
