public import Columnar
public import Query

/// The rows of one tabular statement, and how they ask to be drawn.
public struct QueryResult: Sendable {
  /// The rows, in order.
  public let table: Table
  /// What `render` asked for; it never changes the rows.
  public let visualization: Visualization?

  /// A result of its parts.
  public init(table: Table, visualization: Visualization?) {
    self.table = table
    self.visualization = visualization
  }
}

/// What a `render` operator says.
public struct Visualization: Sendable {
  /// `table`, `barchart`, `timechart`, ...
  public let chart: String
  /// What stands in `with (...)`: `title`, `xcolumn`, `ycolumns`, ...
  public let properties: [String: Value]

  /// A picture of its parts.
  public init(chart: String, properties: [String: Value]) {
    self.chart = chart
    self.properties = properties
  }
}

/// Why a query gave no answer.
public struct QueryFailure: Error, Sendable {
  /// What is wrong, with places in the text; the warnings and notes found so far are here too.
  public let diagnostics: [Diagnostic]
  /// Whether it was stopped from outside; then there is nothing to report.
  public let isCancelled: Bool
  /// The bytes that it may have had, where it needed more; nil for other failures.
  public let memoryLimit: Int?

  /// A failure of its parts.
  public init(diagnostics: [Diagnostic], isCancelled: Bool = false, memoryLimit: Int? = nil) {
    self.diagnostics = diagnostics
    self.isCancelled = isCancelled
    self.memoryLimit = memoryLimit
  }

  /// That something, such as "the query", needs more bytes than it may have.
  public static func memoryMessage(_ what: String, limit: Int) -> String {
    let size = limit < 1 << 20 ? "\(limit >> 10) KB" : "\(limit >> 20) MB"
    return "\(what) needs more memory than the \(size) it may have"
  }
}

/// What a query text gave.
public struct QueryOutcome: Sendable {
  /// One result a tabular statement, in order.
  public let results: [QueryResult]
  /// Warnings and notes.
  public let diagnostics: [Diagnostic]

  /// An outcome of its parts.
  public init(results: [QueryResult], diagnostics: [Diagnostic]) {
    self.results = results
    self.diagnostics = diagnostics
  }
}
