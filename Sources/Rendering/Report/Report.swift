public import Columnar

/// What a script gave, collected to become one page.
///
/// A report is told of headings, texts and results in the order of the script, and writes a page that
/// needs no network and nothing beside it: see `ReportPage`.
public struct Report: Sendable {
  /// A piece of the page.
  public enum Part: Sendable {
    /// A title over what follows, as `print "..."` makes one.
    case heading(String)
    /// A comment of the script, as a paragraph.
    case prose(String)
    /// A query and its rows.
    case result(ReportResult)
  }

  /// The page's name.
  public let title: String
  /// The pieces in order.
  public private(set) var parts: [Part] = []

  /// An empty report.
  public init(title: String) {
    self.title = title
  }

  /// Adds a piece.
  public mutating func add(_ part: Part) {
    parts.append(part)
  }

  /// The heading that a result is: one row of one text, as `print "..."` gives; nil for others.
  public static func heading(of table: Table) -> String? {
    guard table.rowCount == 1, table.schema.columns.count == 1,
      table.schema.columns[0].name.hasPrefix("print_"),
      case .string(let text) = table[0, 0]
    else { return nil }
    return text
  }
}

/// A query with its rows, and the sentences behind them.
public struct ReportResult: Sendable {
  /// The text of the query.
  public let query: String
  /// The rows.
  public let table: Table
  /// What `render` asked for.
  public let chart: Chart?
  /// The evidence of each row, by row number: what made it an event. Empty for rows that are no events.
  public let evidence: [Int: ReportEvidence]
  /// Words that the person should read beside the result.
  public let notes: [String]

  /// A result of its parts.
  public init(
    query: String, table: Table, chart: Chart?, evidence: [Int: ReportEvidence], notes: [String]
  ) {
    self.query = query
    self.table = table
    self.chart = chart
    self.evidence = evidence
    self.notes = notes
  }
}

/// The sentence that an event was read from.
public struct ReportEvidence: Sendable {
  /// The sentence.
  public let sentence: String
  /// The words in it that carry the event, to be marked where they are found.
  public let trigger: String
  /// Where it stands, as `article.txt, sentence 3`.
  public let place: String

  /// Evidence of its parts.
  public init(sentence: String, trigger: String, place: String) {
    self.sentence = sentence
    self.trigger = trigger
    self.place = place
  }
}
