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
    var history = History(path: History.defaultPath)
    guard let editor = LineEditor(history: history.entries) else { return runLines() }
    Interrupt.raisesFlag()
    session.console.greet(banner)
    var reader = StatementReader(.prompt)
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
          history.add(statement.text)
          editor.remember(statement.text)
          session.history = history
          Interrupt.clear()
          let verdict = session.execute(statement)
          Interrupt.clear()
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
      let context = unfinished + (goesOn ? session.lastQuery ?? "" : "")
      return Completer(
        tables: session.catalog.snapshot(), functions: HelpText.functionNames, context: context
      ).complete(line)
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
    for statement in reader.finish() {
      let verdict = session.execute(statement)
      if case .quit = verdict { return .done }
      guard case .done = verdict else { return verdict }
    }
    return .done
  }
}
