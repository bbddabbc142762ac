import Columnar
import Glibc
import Rendering

/// Where results go: standard output, or a file that the person named.
final class ResultOutput {
  private let console: Console
  private var file: (path: String, descriptor: Int32)?
  private var isOnce = false
  /// The most rows of a result on a screen.
  var rowLimit = 40
  /// Whether results that do not fit the screen go to a pager.
  var pager = PagerChoice.off

  /// An output to the standard output of `console`.
  init(console: Console) {
    self.console = console
  }

  deinit {
    if let file { close(file.descriptor) }
  }

  /// Whether what is written now is seen on a screen.
  var goesToTerminal: Bool { file == nil && console.outputIsTerminal }

  /// Opens a file for what follows, or goes back to standard output. Gives what went wrong, if
  /// anything did.
  func redirect(to path: String?, once: Bool) -> String? {
    if let file { close(file.descriptor) }
    file = nil
    isOnce = once
    guard let path else { return nil }
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    if descriptor < 0 { return "cannot write '\(path)': \(Console.systemMessage(errno))" }
    file = (path, descriptor)
    return nil
  }

  /// Writes tables, a blank line between them where a person reads them.
  func write(
    _ tables: [Table], format: OutputFormat, showsAllRows: Bool = false
  ) -> String? {
    let toTerminal = goesToTerminal
    let options = RenderOptions(
      format: format, width: toTerminal ? console.width : nil,
      rowLimit: toTerminal && !showsAllRows ? rowLimit : nil,
      usesColor: toTerminal && console.usesColor, isTerminal: toTerminal)
    return send { Self.render(tables, options, to: &$0) }
  }

  /// Shows all rows and columns of tables in the person's pager; on no terminal, or where there is no
  /// pager, writes them.
  func page(_ tables: [Table], format: OutputFormat) -> String? {
    let options = RenderOptions(format: format, isTerminal: true)
    if goesToTerminal, console.inputIsTerminal, let command = Pager.command() {
      let isShown = Pager.run(command) { Self.render(tables, options, to: &$0) }
      if isShown { return nil }
    }
    return write(tables, format: format, showsAllRows: true)
  }

  /// Writes text as it is.
  func write(_ text: String) -> String? {
    send { $0.write(text) }
  }

  private static func render(
    _ tables: [Table], _ options: RenderOptions, to stream: inout FileStream
  ) {
    let renderer = ResultRenderer(options)
    for (index, table) in tables.enumerated() {
      if index > 0 && separates(options.format) { stream.write("\n") }
      renderer.render(table, to: &stream)
    }
  }

  private static func separates(_ format: OutputFormat) -> Bool {
    switch format {
    case .auto, .box, .csv, .tsv, .markdown, .line: true
    case .json, .jsonl, .tableJSON, .none: false
    }
  }

  private func send(_ body: (inout FileStream) -> Void) -> String? {
    var stream = FileStream(descriptor: file?.descriptor ?? console.output)
    body(&stream)
    stream.flush()
    let path = file?.path ?? "standard output"
    if isOnce { _ = redirect(to: nil, once: false) }
    guard let failure = stream.failure else { return nil }
    // Whoever read the results has seen enough; where SIGPIPE is ignored that is known only here.
    if failure == EPIPE { exit(0) }
    return "cannot write '\(path)': \(Console.systemMessage(failure))"
  }
}
