import CEditline
import Rendering

/// The search through the statements typed before: what Ctrl-R begins.
///
/// The line under the cursor gives way to `(search) 'words': statement`; each key narrows it, Ctrl-R
/// again goes to the next older one, Enter takes the statement, Esc or an arrow takes it too and
/// edits on, Ctrl-G brings the line back. libedit has such a search, for ASCII alone.
struct HistorySearch {
  /// The statements, oldest first.
  let entries: [String]
  /// What is looked for.
  private(set) var words = ""
  /// How many matches were passed over.
  private var passed = 0

  init(entries: [String]) {
    self.entries = entries
  }

  /// The newest statement with all the words in it, in whatever case, that was not passed over.
  var match: String? {
    guard !words.isEmpty else { return nil }
    let parts = words.lowercased().split(separator: " ")
    var seen = Set<String>()
    var left = passed
    for entry in entries.reversed() where !seen.contains(entry) {
      let text = entry.lowercased()
      guard parts.allSatisfy({ text.contains($0) }) else { continue }
      if left == 0 { return entry }
      left -= 1
      seen.insert(entry)
    }
    return nil
  }

  /// Narrows the search.
  mutating func add(_ character: Character) {
    words.append(character)
    passed = 0
  }

  /// Takes the last character back.
  mutating func removeLast() {
    if !words.isEmpty { words.removeLast() }
    passed = 0
  }

  /// Goes to the next older match, where there is one.
  mutating func goOn() {
    passed += 1
    if match == nil { passed -= 1 }
  }

  /// What stands on the screen, not longer than the window.
  func line(width: Int) -> String {
    let head = "(search) '\(words)': "
    let found = match ?? (words.isEmpty ? "" : "nothing")
    let flat = ControlEscape.escape(head + found.replacing("\n", with: " "))
    var shown = ""
    var cells = 0
    for character in flat {
      cells += DisplayWidth.of(String(character))
      if cells >= width { break }
      shown.append(character)
    }
    return shown
  }
}
