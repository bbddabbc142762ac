import Rendering

/// What may stand at the end of a line.
struct Completion {
  /// A word or value that fits.
  struct Candidate: Equatable {
    /// What stands on the line when it is chosen.
    let text: String
    /// How a list of several shows it.
    let shown: String
    /// What is put behind it when it alone fits.
    let end: String

    /// A candidate that is shown as it is typed.
    init(_ text: String, end: String = " ", shown: String? = nil) {
      self.text = text
      self.end = end
      self.shown = shown ?? text
    }
  }

  /// The characters already typed of it, which a candidate replaces.
  let typed: String
  /// What fits, the likeliest first.
  let candidates: [Candidate]
  /// What is told above a list, as the arguments of the function that is open.
  var hint: String?

  /// Nothing fits.
  static let nothing = Completion(typed: "", candidates: [])

  /// More than these are counted instead of shown.
  private static let mostShown = 96

  /// The hint, and the candidates in columns, as many as fit the width, filled from left to right.
  func listing(width: Int) -> String {
    let shown = candidates.prefix(Self.mostShown).map { ControlEscape.escape($0.shown) }
    let cells = (shown.map { DisplayWidth.of($0) }.max() ?? 0) + 2
    let perLine = max(1, width / cells)
    var text = hint.map { ControlEscape.escape($0) + "\n" } ?? ""
    for (index, candidate) in shown.enumerated() {
      let isLast = index % perLine == perLine - 1 || index == shown.count - 1
      let padding = String(repeating: " ", count: max(0, cells - DisplayWidth.of(candidate)))
      text += candidate + (isLast ? "\n" : padding)
    }
    let left = candidates.count - shown.count
    return left > 0 ? text + "and \(left) more\n" : text
  }

  /// What all candidates begin with, nil where there are none.
  var commonBeginning: String? {
    guard var common = candidates.first?.text else { return nil }
    for candidate in candidates.dropFirst() {
      while !candidate.text.hasPrefix(common) { common.removeLast() }
    }
    return common
  }

  /// What replaces the characters typed, nil where only a list helps.
  var replacement: String? {
    if candidates.count == 1 { return candidates[0].text + candidates[0].end }
    guard let common = commonBeginning, common.count >= typed.count, common != typed else {
      return nil
    }
    return common
  }

  /// The candidates that begin with what is typed; where none does, those that do in another case.
  static func matching(_ typed: String, _ candidates: [Candidate]) -> [Candidate] {
    let exact = candidates.filter { $0.text.hasPrefix(typed) }
    if !exact.isEmpty { return exact }
    let folded = typed.lowercased()
    return candidates.filter { $0.text.lowercased().hasPrefix(folded) }
  }
}
