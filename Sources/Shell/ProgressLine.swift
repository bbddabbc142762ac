import Remote
import Synchronization

/// Tells on the terminal how far reading or a query is, once that takes long enough to wonder.
///
/// Nothing is written where standard error is no terminal: progress does not belong in logs.
final class ProgressLine: Sendable {
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
  func show(articles count: Int) {
    show { elapsed in
      let rate = Double(count) / max(elapsed, 0.001)
      return "reading: \(count) articles, \(Int(rate)) a second; Ctrl-C stops"
    }
  }

  /// Shows how many bytes of how many of a table are read; may be called from any thread.
  func show(bytes done: Int, of total: Int) {
    show { _ in
      let share = total > 0 ? min(100, done * 100 / total) : 100
      return "loading: \(ByteCount.text(done)) of \(ByteCount.text(total)), \(share) %; "
        + "Ctrl-C stops"
    }
  }

  /// Shows how long a query runs and how many rows it has read; may be called from any thread.
  ///
  /// `total` is nil where nobody knows how many rows there will be.
  func show(rows: Int, of total: Int?) {
    show { elapsed in
      let seconds = (elapsed * 10).rounded() / 10
      guard rows > 0 else { return "running: \(seconds) s; Ctrl-C stops" }
      let rate = Self.short(Int(Double(rows) / max(elapsed, 0.001)))
      let share = total.map { $0 > 0 ? ", \(min(100, rows * 100 / $0)) %" : "" } ?? ""
      return "running: \(seconds) s, \(Self.short(rows)) rows, \(rate) rows/s\(share); Ctrl-C stops"
    }
  }

  /// Shows what an engine elsewhere says of a query, and the rows that have come.
  func show(_ progress: RemoteProgress) {
    show { elapsed in
      let seconds = (elapsed * 10).rounded() / 10
      var parts = ["running: \(seconds) s"]
      if let read = progress.rowsRead { parts.append("\(Self.short(read)) rows read there") }
      if let read = progress.rowsRead, let total = progress.rowsTotal, total > 0 {
        parts.append("\(min(100, read * 100 / total)) %")
      } else if let share = progress.share, progress.rowsFetched == 0 {
        parts.append("\(Int(share * 100)) %")
      }
      if progress.rowsFetched > 0 {
        parts.append("\(Self.short(progress.rowsFetched)) rows fetched")
      }
      return parts.joined(separator: ", ") + "; Ctrl-C stops"
    }
  }

  /// A number in thousands, millions or thousands of millions.
  private static func short(_ count: Int) -> String {
    for (unit, name) in [(1_000_000_000, "G"), (1_000_000, "M"), (1_000, "k")]
    where count >= unit {
      return "\(Double(count * 10 / unit) / 10)\(name)"
    }
    return String(count)
  }

  private func show(_ text: (Double) -> String) {
    guard console.erasesLines else { return }
    let now = ContinuousClock.now
    let elapsed = now - begin
    guard elapsed >= Self.patience else { return }
    state.withLock { state in
      if state.isOver { return }
      if let last = state.lastShown, now - last < Self.interval { return }
      state.lastShown = now
      let parts = elapsed.components
      console.redraw(text(Double(parts.seconds) + Double(parts.attoseconds) / 1e18))
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
