import Synchronization

/// Tells on the terminal how many articles are read, once that takes long enough to wonder.
///
/// Nothing is written where standard error is no terminal: progress does not belong in logs.
final class ReadingProgress: Sendable {
  private let console: Console
  private let begin = ContinuousClock.now
  private let state = Mutex(State())

  private struct State {
    var lastShown: ContinuousClock.Instant?
    var isOver = false
  }

  /// People do not notice what is over before this.
  private static let patience = Duration.milliseconds(300)
  private static let interval = Duration.milliseconds(100)

  /// A progress that begins now.
  init(console: Console) {
    self.console = console
  }

  /// Shows how many articles are read; may be called from any thread.
  func show(_ count: Int) {
    guard console.erasesLines else { return }
    let now = ContinuousClock.now
    guard now - begin >= Self.patience else { return }
    state.withLock { state in
      if state.isOver { return }
      if let last = state.lastShown, now - last < Self.interval { return }
      state.lastShown = now
      console.redraw("reading: \(count) articles")
    }
  }

  /// Takes the line away.
  func end() {
    state.withLock { state in
      if state.lastShown != nil { console.redraw("") }
      state.isOver = true
    }
  }
}
