import Columnar

/// The loop of the shell: reads statements and hands them to a session until there are no more.
public struct REPL {
  private let session: Session

  /// A loop over a session.
  public init(_ session: Session) {
    self.session = session
  }

  /// Whether a person types; otherwise plain lines are read, without banner or prompt.
  public static var isInteractive: Bool { Console().inputIsTerminal }

  /// Reads standard input to its end. A prompt goes on after an error; a script stops, and the
  /// verdict is that of its last statement.
  public func run(banner: String) -> Verdict {
    guard session.console.inputIsTerminal else { return runLines() }
    // A safe session writes no file, and history is one.
    let history = History(path: session.access.isSafe ? nil : History.defaultPath)
    guard let editor = LineEditor(history: history.entries) else { return runLines() }
    session.history = history
    Interrupt.raisesFlag()
    session.isAtPrompt = true
    session.console.greet(banner)
    if history.entries.isEmpty { session.console.greet(Banner.hint(session)) }
    var reader = StatementReader(.prompt)
    editor.searched = { [session] in session.history?.entries ?? [] }
    while true {
      offerCompletion(in: editor, after: reader.unfinished)
      switch editor.readLine(prompt: reader.prompt, isBold: session.console.usesColor) {
      case .end:
        session.console.greet("")
        return .done
      case .interrupted:
        session.console.greet("^C")
        reader.drop()
      case .line(let line):
        for statement in reader.add(line, lastQuery: session.lastQuery) {
          let known = session.history?.entries.count ?? 0
          session.keepInHistory(statement.text)
          Interrupt.clear()
          let verdict = session.execute(statement)
          Interrupt.clear()
          // What was made in an editor comes back with the arrow keys, too.
          for entry in session.history?.entries.dropFirst(known) ?? [] { editor.remember(entry) }
          if case .quit = verdict { return .done }
          // Ctrl-C drops what was pasted behind the statement, too.
          if case .interrupted = verdict { break }
        }
      }
    }
  }

  private func offerCompletion(in editor: LineEditor, after unfinished: String) {
    let session = session
    editor.complete = { line in
      let goesOn = line.first { $0 != " " } == "|"
      let last = goesOn ? session.lastQuery.map(StatementReader.withoutSemicolon) ?? "" : ""
      return Completer(names: session.names, context: unfinished + last).complete(line)
    }
  }

  private func runLines() -> Verdict {
    Interrupt.endsProcess()
    var reader = StatementReader(.script)
    while let line = readLine() {
      for statement in reader.add(line, lastQuery: session.lastQuery) {
        let verdict = session.execute(statement)
        if case .quit = verdict { return .done }
        guard case .done = verdict else { return verdict }
      }
    }
    // Where Ctrl-C raises a flag it also ends the wait for a line.
    if Interrupt.isPending { return .interrupted }
    for statement in reader.finish() {
      let verdict = session.execute(statement)
      if case .quit = verdict { return .done }
      guard case .done = verdict else { return verdict }
    }
    return .done
  }
}
