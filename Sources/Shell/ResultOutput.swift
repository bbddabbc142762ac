import Columnar
import Glibc
import Ingest
import Loading
import Rendering

/// Where results go: standard output, or a file that the person named.
///
/// A file is put in its place when it is whole (`KeptFile`): at the end of the output, and where a
/// person reads along already behind each result.
final class ResultOutput {
  private let console: Console
  /// The name of a page, where one is known.
  var title: String?
  private var file: KeptFile?
  /// Whether the file holds a result, and whether it holds one whose other rows are still to come.
  private var (hasResult, hasOpenPart) = (false, false)
  /// Whether the file is put in its place behind each result.
  var keepsEachResult = false
  private var isOnce = false
  /// The most rows of a result on a screen.
  var rowLimit = 40
  /// Whether results that do not fit the screen go to a pager.
  var pager = PagerChoice.off
  /// Whether a pager may be run at all.
  var mayPage = true
  /// The format that the file's name asks for.
  private var fileFormat: OutputFormat?
  /// The page that is written when the output ends.
  private var report: Report?

  /// An output to the standard output of `console`.
  init(console: Console) {
    self.console = console
  }

  /// Whether what is written now is seen on a screen.
  var goesToTerminal: Bool { file == nil && console.outputIsTerminal }

  /// Opens a file for what follows, or goes back to standard output. Gives what went wrong, if
  /// anything did.
  func redirect(to path: String?, once: Bool) -> String? {
    if let failure = finish(keepsEmpty: false) { return failure }
    isOnce = once
    guard let path else { return nil }
    do throws(LoadFailure) {
      file = try KeptFile(replacing: path)
      fileFormat = OutputFormat(fileName: path)
      return nil
    } catch {
      isOnce = false
      return error.writing(path)
    }
  }

  /// Writes the page that was collected, if one was, and puts the file in its place. Gives what went
  /// wrong.
  ///
  /// A file with half a result leaves the old one where it is, and so does one without any unless it
  /// `keepsEmpty`, as at the end of a script that went well.
  func finish(keepsEmpty: Bool = true) -> String? {
    var failure: String?
    if let report {
      self.report = nil
      failure = send(keepsFile: true) { ReportPage(report).write(to: &$0) }
    }
    if !hasOpenPart && (hasResult || keepsEmpty) { failure = failure ?? keep() }
    close()
    return failure
  }

  /// Puts the file in its place; gives what went wrong.
  private func keep() -> String? {
    do throws(LoadFailure) {
      try file?.commit()
      return nil
    } catch {
      return error.writing(file?.path ?? "")
    }
  }

  /// Goes back to standard output; a file that was not kept is gone.
  private func close() {
    file = nil
    fileFormat = nil
    (hasResult, hasOpenPart) = (false, false)
  }

  /// Writes results, a blank line between them where a person reads them.
  ///
  /// The ending of a file's name says more than `format`; a page is kept until the output ends.
  func write(
    _ results: [ShownResult], format asked: OutputFormat, corpus: Corpus? = nil,
    showsAllRows: Bool = false
  ) -> String? {
    let toTerminal = goesToTerminal
    let format = fileFormat ?? asked
    if format == .html {
      collect(results, corpus)
      return toTerminal || isOnce ? finish() : nil
    }
    if format == .svg { return writePictures(results) }
    if pager != .off, !showsAllRows, results.contains(where: { isLong($0, format) }) {
      return page(results, format: format)
    }
    var options = RenderOptions(
      format: format, width: toTerminal ? console.width : nil,
      rowLimit: toTerminal && !showsAllRows ? rowLimit : nil,
      usesColor: toTerminal && console.usesColor, isTerminal: toTerminal)
    options.details = EventSchema.details
    if toTerminal && !showsAllRows { options.hint = ".last shows all" }
    let chartOptions = ChartTextOptions(
      width: options.width ?? 80, height: toTerminal ? min(console.height - 8, 24) : 16,
      usesColor: options.usesColor)
    return send {
      Self.render(results, options, showsAllRows ? nil : chartOptions, to: &$0)
    }
  }

  /// The format of results that may be written row by row; nil where they may not.
  func streamFormat(_ asked: OutputFormat) -> OutputFormat? {
    let format = fileFormat ?? asked
    return !goesToTerminal && [.csv, .csvRaw, .jsonl, .tsv, .tsvRaw].contains(format) ? format : nil
  }

  /// Writes some rows of a result whose other rows come behind them.
  func write(part rows: Table, format: OutputFormat, isFirst: Bool) -> String? {
    var options = RenderOptions(format: format)
    options.hasHeader = isFirst
    hasOpenPart = true
    return send(keepsFile: true) { ResultRenderer(options).render(rows, to: &$0) }
  }

  /// Ends a result that was written in parts. Gives what went wrong.
  func endParts() -> String? {
    hasOpenPart = false
    return endResult()
  }

  /// What is to be done with the file behind a whole result.
  private func endResult() -> String? {
    if isOnce { return redirect(to: nil, once: false) }
    return keepsEachResult ? keep() : nil
  }

  private func collect(_ results: [ShownResult], _ corpus: Corpus?) {
    var report = self.report ?? Report(title: title ?? "Casus")
    for result in results {
      for comment in result.comments { report.add(.prose(comment)) }
      if let heading = Report.heading(of: result.table) {
        report.add(.heading(heading))
      } else {
        report.add(.result(result.reported(corpus)))
      }
    }
    self.report = report
  }

  private func writePictures(_ results: [ShownResult]) -> String? {
    guard let chart = results.last(where: { $0.chart != nil })?.chart else {
      return results.compactMap(\.problem).first
        ?? "there is no chart to write; end the query with render barchart or the like"
    }
    return send { $0.write(chart.svg()) }
  }

  /// Shows all rows and columns of tables in the person's pager; on no terminal, or where there is no
  /// pager, writes them.
  func page(_ results: [ShownResult], format: OutputFormat) -> String? {
    let options = RenderOptions(format: format, isTerminal: true)
    if goesToTerminal, console.inputIsTerminal, mayPage, let command = pagerCommand {
      let isShown = Pager.run(command) { Self.render(results, options, nil, to: &$0) }
      if isShown { return nil }
    }
    return write(results, format: format, showsAllRows: true)
  }

  private var pagerCommand: String? {
    if case .command(let command) = pager { command } else { Pager.command() }
  }

  /// Whether a result takes more lines than the window has.
  private func isLong(_ result: ShownResult, _ format: OutputFormat) -> Bool {
    guard goesToTerminal, result.chart == nil else { return false }
    let lines = format == .line ? result.table.schema.columns.count + 1 : 1
    return result.table.rowCount * lines + Self.frameLines > console.height
  }

  /// The lines around the rows of a box, with the prompt.
  private static let frameLines = 6

  /// Writes text as it is.
  func write(_ text: String) -> String? {
    send { $0.write(text) }
  }

  private static func render(
    _ results: [ShownResult], _ options: RenderOptions, _ chartOptions: ChartTextOptions?,
    to stream: inout FileStream
  ) {
    let renderer = ResultRenderer(options)
    for (index, result) in results.enumerated() {
      if index > 0 && separates(options.format) { stream.write("\n") }
      if let chartOptions, let chart = result.chart, [.box, .auto].contains(options.format) {
        stream.write(chart.text(chartOptions))
        let count = result.table.rowCount
        let note = counted(count, "row") + "; .last shows them"
        stream.write(options.usesColor ? "\u{1b}[2m\(note)\u{1b}[0m\n" : note + "\n")
      } else {
        renderer.render(result.table, to: &stream)
      }
    }
  }

  private static func separates(_ format: OutputFormat) -> Bool {
    switch format {
    case .auto, .box, .csv, .csvRaw, .tsv, .tsvRaw, .markdown, .line: true
    case .json, .jsonl, .tableJSON, .html, .svg, .none: false
    }
  }

  private func send(
    keepsFile: Bool = false, _ body: (inout FileStream) -> Void
  ) -> String? {
    let path = file?.path ?? "standard output"
    do throws(LoadFailure) {
      file = try file?.continued()
      var stream = FileStream(descriptor: file?.descriptor ?? console.output)
      body(&stream)
      stream.flush()
      // Whoever read the results has seen enough; where SIGPIPE is ignored that is known only here.
      if stream.failure == EPIPE { exit(0) }
      if let failure = stream.failure { throw .system(failure) }
    } catch {
      isOnce = false
      close()
      return error.writing(path)
    }
    hasResult = true
    return keepsFile ? nil : endResult()
  }
}
