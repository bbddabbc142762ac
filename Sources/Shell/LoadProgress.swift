import Synchronization

/// Tells on the terminal how much of a table is loaded, once that takes long enough to wonder.
final class LoadProgress: Sendable {
  private let console: Console
  private let begin = ContinuousClock.now
  private let state = Mutex(State())

  private struct State {
    var lastShown: ContinuousClock.Instant?
    var isOver = false
  }

  private static let patience = Duration.milliseconds(300)
  private static let interval = Duration.milliseconds(100)

  /// A progress that begins now.
  init(console: Console) { self.console = console }

  /// Shows how many bytes of how many are read; may be called from any thread.
  func show(_ done: Int, of total: Int) {
    guard console.erasesLines else { return }
    let now = ContinuousClock.now
    guard now - begin >= Self.patience else { return }
    state.withLock { state in
      if state.isOver { return }
      if let last = state.lastShown, now - last < Self.interval { return }
      state.lastShown = now
      let share = total > 0 ? min(100, done * 100 / total) : 100
      console.redraw(
        "loading: \(ByteCount.text(done)) of \(ByteCount.text(total)), \(share) %; Ctrl-C stops")
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
