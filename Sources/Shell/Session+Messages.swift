import Query
import Rendering

/// What a session tells about the texts that it is given.
extension Session {
  /// Notes say what a person may not expect; a script was written by one who read them.
  func tellsNotes(of script: String) -> Bool {
    switch notes {
    case .on: true
    case .off: false
    case .prompt: isAtPrompt && script.isEmpty
    }
  }

  /// Tells what is wrong with a text, or what may not be meant in it.
  func report(
    _ diagnostics: [Diagnostic], in source: LetScope.Source, tellsNotes: Bool = false
  ) {
    let formatter = DiagnosticFormatter(source: source.written, usesColor: console.colorsErrors)
    let shown = diagnostics.compactMap { source.shown($0) }
      .filter { $0.severity != .note || tellsNotes }
    for diagnostic in shown.prefix(Self.mostDiagnostics) {
      if diagnostic.severity == .note {
        console.remark("note: " + ControlEscape.escape(Self.clipped(diagnostic.message)))
        continue
      }
      // A message may quote any character of the text.
      let harmless = Diagnostic(
        diagnostic.severity, ControlEscape.escape(Self.clipped(diagnostic.message)),
        at: diagnostic.range,
        fixIt: diagnostic.fixIt)
      let text = formatter.format(harmless)
      let lines = text.split(separator: "\n").map(String.init)
      // The message is in words; the lines below show the text and stay as they are.
      let message = WordWrap.lines(lines[0], width: console.erasesLines ? console.width : nil)
      console.complain((message + lines.dropFirst()).joined(separator: "\n"))
    }
    let left = shown.count - Self.mostDiagnostics
    if left > 0 { console.complain("and \(left) more") }
  }

  /// A message may quote a text of any length: of a long one the beginning and the end.
  private static func clipped(_ message: String) -> String {
    let most = 400
    guard message.utf8.count > most, message.count > most else { return message }
    return message.prefix(most / 2) + " ... " + message.suffix(most / 2)
  }

  /// Of more than these the first are told: the others mostly follow from them.
  private static let mostDiagnostics = 8
}
