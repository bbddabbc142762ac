/// Breaks text for a terminal between words.
public enum WordWrap {
  /// Lines are not made shorter than this, however narrow the terminal is.
  public static let narrowest = 24

  /// The lines of `text`, at least one, none of more cells than `width` but where a word has more.
  /// Without a width there is one line.
  public static func lines(_ text: String, width: Int?) -> [String] {
    guard let width else { return [text] }
    let limit = max(width, narrowest)
    var lines: [String] = []
    var line = ""
    // Empty words are the further blanks of several in a row, which keep parts of a line apart.
    for (index, word) in text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
      if index == 0 {
        line = String(word)
      } else if DisplayWidth.of(line) + 1 + DisplayWidth.of(String(word)) <= limit {
        line += " " + word
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    return lines + [line]
  }
}
