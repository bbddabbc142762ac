import Columnar

/// Writes a report as one HTML page: queries, tables that sort and search, charts as SVG, and for rows
/// that are events the sentence behind them.
///
/// Whatever comes from articles and queries is escaped; the page's policy allows no script but its
/// own and no connection at all, so that a hostile article stays text.
public struct ReportPage: Sendable {
  private let report: Report
  /// The rows of a table that a page takes; a browser with more of them is slow.
  public static let mostRows = 5000

  /// The page of a report.
  public init(_ report: Report) {
    self.report = report
  }

  /// The whole page.
  public func html() -> String {
    var page = ""
    write(to: &page)
    return page
  }

  /// Writes the page.
  public func write(to output: inout some TextOutputStream) {
    let title = SVGWriter.escape(report.title)
    output.write(
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="generator" content="casus">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
      style-src 'unsafe-inline'; script-src 'sha256-\(Self.scriptHash)'; img-src data:">
      <title>\(title)</title>
      <style>\(Self.style)</style>
      </head>
      <body>
      <main>
      <h1>\(title)</h1>

      """)
    for part in report.parts { write(part, to: &output) }
    output.write(
      """
      </main>
      <script>\(Self.script)</script>
      </body>
      </html>

      """)
  }

  private func write(_ part: Report.Part, to output: inout some TextOutputStream) {
    switch part {
    case .heading(let text): output.write("<h2>\(SVGWriter.escape(text))</h2>\n")
    case .prose(let text): output.write("<p>\(SVGWriter.escape(text))</p>\n")
    case .result(let result): write(result, to: &output)
    }
  }

  private func write(_ result: ReportResult, to output: inout some TextOutputStream) {
    output.write("<section>\n")
    if let chart = result.chart { output.write("<figure>\n\(chart.svg())</figure>\n") }
    if !result.query.isEmpty {
      output.write(
        "<details class=\"query\"\(result.chart == nil ? " open" : "")><summary>Query</summary>"
          + "<pre>\(SVGWriter.escape(result.query))</pre></details>\n")
    }
    for note in result.notes {
      output.write("<p class=\"note\">\(SVGWriter.escape(note))</p>\n")
    }
    if result.chart == nil {
      writeTable(result, to: &output)
    } else {
      output.write("<details><summary>Rows</summary>\n")
      writeTable(result, to: &output)
      output.write("</details>\n")
    }
    output.write("</section>\n")
  }

  // MARK: - Tables

  private func writeTable(_ result: ReportResult, to output: inout some TextOutputStream) {
    let table = result.table
    let formats = table.schema.columns.indices.map { CellFormat(table, column: $0) }
    let shown = min(table.rowCount, Self.mostRows)
    var footer = "\(table.rowCount) row\(table.rowCount == 1 ? "" : "s")"
    if shown < table.rowCount { footer += " (\(shown) shown)" }
    if !result.evidence.isEmpty { footer += "; click a row for the sentence behind it" }
    if shown > 5 {
      output.write(
        "<input type=\"search\" class=\"search\" placeholder=\"Search these rows\" "
          + "aria-label=\"Search these rows\">\n")
    }
    output.write("<div class=\"scroll\"><table class=\"rows\">\n<thead><tr>")
    for (index, column) in table.schema.columns.enumerated() {
      let kind = formats[index].isNumeric ? " class=\"number\"" : ""
      output.write(
        "<th\(kind) scope=\"col\"><button type=\"button\">\(SVGWriter.escape(column.name))</button></th>"
      )
    }
    output.write("</tr></thead>\n<tbody>\n")
    var rowIndex = -1
    table.forEachRow { chunk, row in
      rowIndex += 1
      guard rowIndex < shown else { return }
      let evidence = result.evidence[rowIndex]
      output.write(evidence == nil ? "<tr>" : "<tr class=\"event\" tabindex=\"0\">")
      for (column, format) in formats.enumerated() {
        output.write(Self.cell(chunk.vectors[column][row], format))
      }
      output.write("</tr>\n")
      if let evidence {
        output.write(
          "<tr class=\"evidence\" hidden><td colspan=\"\(formats.count)\">"
            + Self.quotation(evidence) + "</td></tr>\n")
      }
    }
    output.write("</tbody></table></div>\n<p class=\"count\">\(footer)</p>\n")
  }

  /// A cell; numbers and dates carry the value that they are sorted by.
  private static func cell(_ value: Value, _ format: CellFormat) -> String {
    guard let text = format.reading(value) else {
      return "<td class=\"null\" data-key=\"\">null</td>"
    }
    let shown = SVGWriter.escape(text)
    switch value {
    case .integer(let number): return "<td class=\"number\" data-key=\"\(number)\">\(shown)</td>"
    case .real(let number): return "<td class=\"number\" data-key=\"\(number)\">\(shown)</td>"
    case .datetime: return "<td class=\"date\">\(shown)</td>"
    case .timespan(let ticks): return "<td data-key=\"\(ticks)\">\(shown)</td>"
    default: return "<td>\(shown)</td>"
    }
  }

  /// The sentence with the words marked that carry the event.
  private static func quotation(_ evidence: ReportEvidence) -> String {
    var text = SVGWriter.escape(evidence.sentence)
    let trigger = SVGWriter.escape(evidence.trigger)
    if !trigger.isEmpty, let range = text.firstRange(of: trigger) {
      text.replaceSubrange(range, with: "<mark>\(trigger)</mark>")
    }
    return "<blockquote>\(text)</blockquote><cite>\(SVGWriter.escape(evidence.place))</cite>"
  }
}
