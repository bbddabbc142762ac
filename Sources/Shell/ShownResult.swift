import Columnar
import Execution
import Ingest
import Query
import Rendering

/// The rows of one query on their way to a reader: with the words that asked for them and, where
/// `render` did, their chart.
struct ShownResult: Sendable {
  /// The query as it was written, without its comments; empty for the answers of commands.
  let query: String
  /// The comments above it.
  let comments: [String]
  /// The rows.
  let table: Table
  /// What `render` asked for, where it can be drawn.
  let chart: Chart?
  /// Why it cannot be drawn, if it cannot.
  let problem: String?

  /// Rows that no query asked for.
  init(_ table: Table) {
    query = ""
    comments = []
    self.table = table
    chart = nil
    problem = nil
  }

  private init(query: String, comments: [String], result: QueryResult) {
    self.query = query
    self.comments = comments
    table = result.table
    guard let visualization = result.visualization else {
      chart = nil
      problem = nil
      return
    }
    guard
      let spec = ChartSpec(chart: visualization.chart, properties: visualization.properties)
    else {
      let kinds = ChartSpec.Kind.allCases.map(\.rawValue)
      let nearest = EditDistance.nearest(visualization.chart, among: kinds)
      chart = nil
      problem =
        "there is no chart '\(visualization.chart)'"
        + (nearest.map { "; did you mean '\($0)'?" } ?? "; there are "
          + kinds.joined(separator: ", "))
      return
    }
    do {
      chart = try Chart.make(of: table, spec)
      problem = nil
    } catch {
      chart = nil
      problem = "no chart: " + error.message
    }
  }

  /// The results of a text, each with the part of the text that it answers.
  static func results(of outcome: QueryOutcome, text: String) -> [ShownResult] {
    let bytes = Array(text.utf8)
    var parts: [(query: String, comments: [String])] = []
    var start = 0
    for statement in Parser.parse(QuerySource(text: text)).syntax.statements {
      guard case .query = statement.kind else { continue }
      let end = min(max(statement.range.upper, start), bytes.count)
      parts.append(split(String(decoding: bytes[start..<end], as: UTF8.self)))
      start = end
      while start < bytes.count, bytes[start] == UInt8(ascii: ";") { start += 1 }
    }
    return outcome.results.enumerated().map { index, result in
      let part = index < parts.count ? parts[index] : (query: text, comments: [])
      return ShownResult(query: part.query, comments: part.comments, result: result)
    }
  }

  /// Parts the comments above a query from the query.
  private static func split(_ text: String) -> (query: String, comments: [String]) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var paragraphs: [String] = []
    var paragraph: [String] = []
    while let line = lines.first {
      let trimmed = DotCommand.trimmed(line)
      guard trimmed.isEmpty || trimmed.hasPrefix("//") || trimmed.hasPrefix("#!") else { break }
      lines.removeFirst()
      if trimmed.hasPrefix("//") {
        paragraph.append(DotCommand.trimmed(trimmed.drop { $0 == "/" }))
      } else if !paragraph.isEmpty {
        paragraphs.append(paragraph.joined(separator: " "))
        paragraph = []
      }
    }
    if !paragraph.isEmpty { paragraphs.append(paragraph.joined(separator: " ")) }
    let query = lines.joined(separator: "\n")
    return (DotCommand.trimmed(query), paragraphs.filter { !$0.isEmpty })
  }
}

extension ShownResult {
  /// The result as a part of a report, with the sentences behind rows that are events of `corpus`.
  func reported(_ corpus: Corpus?) -> ReportResult {
    ReportResult(
      query: query, table: table, chart: chart, evidence: evidence(corpus),
      notes: problem.map { [$0] } ?? [])
  }

  /// Rows are events where they have the number of one and say the same of it.
  private func evidence(_ corpus: Corpus?) -> [Int: ReportEvidence] {
    let schema = table.schema
    guard let corpus, let id = schema.index(of: "id"), schema.columns[id].type == .long,
      let type = schema.index(of: "type") ?? schema.index(of: "edtf")
    else { return [:] }
    var result: [Int: ReportEvidence] = [:]
    var row = -1
    for chunk in table.chunks {
      for index in 0..<chunk.count {
        row += 1
        if row >= ReportPage.mostRows { return result }
        guard case .integer(let number) = chunk.vectors[id][index],
          case .string(let told) = chunk.vectors[type][index],
          let card = corpus.card(ofEvent: Int(clamping: number)),
          card.type.hasPrefix(told) || card.date == told
        else { continue }
        result[row] = ReportEvidence(
          sentence: card.text, trigger: Self.trigger(of: card),
          place: "\(card.document), sentence \(card.sentence)")
      }
    }
    return result
  }

  /// The words of the sentence that carry the event.
  private static func trigger(of card: EventCard) -> String {
    let type = card.type.prefix { $0 != " " }
    guard let mark = card.marks.first(where: { $0.label == type }) else { return "" }
    let bytes = Array(card.text.utf8)
    guard mark.range.upperBound <= bytes.count else { return "" }
    return String(decoding: bytes[mark.range], as: UTF8.self)
  }
}
