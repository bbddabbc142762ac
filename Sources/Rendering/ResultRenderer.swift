public import Columnar

/// Writes a table in one of the output formats.
///
/// This is the entry of the module. A renderer knows no terminal and no file: it is told the width,
/// if there is one, and writes into any text stream. The formats are in files of their own
/// (`BoxRenderer`, `DelimitedRenderer`, `JSONRenderer`, `RecordRenderer`), the text of a cell is made by
/// `CellFormat`, and `DisplayWidth` counts the cells it takes.
public struct ResultRenderer: Sendable {
  /// How to write.
  public let options: RenderOptions

  /// A renderer with the given options.
  public init(_ options: RenderOptions) {
    self.options = options
  }

  /// Writes all of `table`, ending with a line end.
  public func render(_ table: Table, to output: inout some TextOutputStream) {
    switch options.format {
    case .auto:
      var chosen = options
      let fits = BoxRenderer(options).fits(table)
      chosen.format = fits ? .box : .line
      // A record takes as many lines as there are columns: fewer of them are seen at once.
      if !fits { chosen.rowLimit = options.rowLimit.map { max(1, $0 / 4) } }
      ResultRenderer(chosen).render(table, to: &output)
    case .box: BoxRenderer(options).render(table, to: &output)
    case .csv, .csvRaw: DelimitedRenderer.csv(options).render(table, to: &output)
    case .tsv, .tsvRaw: DelimitedRenderer.tsv(options).render(table, to: &output)
    case .json: JSONRenderer(options).renderArray(table, to: &output)
    case .jsonl: JSONRenderer(options).renderLines(table, to: &output)
    case .tableJSON: JSONRenderer(options).renderTable(table, to: &output)
    case .markdown: RecordRenderer.renderMarkdown(table, to: &output)
    case .line: RecordRenderer.renderLines(table, options, to: &output)
    case .html:
      var report = Report(title: "casus")
      report.add(
        .result(ReportResult(query: "", table: table, chart: nil, evidence: [:], notes: [])))
      ReportPage(report).write(to: &output)
    // A table without a chart has no picture.
    case .svg, .none: break
    }
  }

  /// All of `table` as one text.
  public func text(_ table: Table) -> String {
    var result = ""
    render(table, to: &result)
    return result
  }
}

extension Table {
  /// Hands over the rows in order: the chunk, and the row in it.
  func forEachRow(_ body: (DataChunk, Int) -> Void) {
    for chunk in chunks {
      for row in 0..<chunk.count { body(chunk, row) }
    }
  }
}
