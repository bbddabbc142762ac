import Columnar
import Ingest
import Rendering

/// Draws the dependency tree of a sentence, a word a line in the order of the text, and under it
/// whom its mentions mean.
///
///        ╭─ The         the        DET    det    1
///      ╭─┴─ president   president  NOUN   nsubj  1
///     ─┼─ called        call       VERB   root      CONSULT
///      ╰─ him           he         PRON   obj    2
///
///       1  The president  nominal  Kofi Mensah (GHA, GOV): his office
///
/// The line of a head stands under the branch that leads to it; its dependents hang above and below.
struct ParseCardRenderer {
  /// The columns of the terminal; nil where lines may be of any length.
  let width: Int?

  /// The card as text, ending with a line end.
  func text(_ card: ParseCard) -> String {
    var lines: [String] = []
    if !card.document.isEmpty {
      lines = ["\(ControlEscape.escape(card.document)), sentence \(card.sentence)", ""]
    }
    lines += wordLines(card)
    if !card.mentions.isEmpty { lines += [""] + mentionLines(card) }
    return lines.map { $0.trimmedAtEnd() + "\n" }.joined()
  }

  // MARK: - Words

  private func wordLines(_ card: ParseCard) -> [String] {
    let branches = TreeDrawing(heads: card.words.map(\.head)).lines
    let marks = Set(card.words.map(\.mark)) != [""]
    var rows = zip(card.words, branches).map { word, branch in
      [
        branch + " " + ControlEscape.escape(word.text), ControlEscape.escape(word.lemma),
        word.partOfSpeech, word.relation, word.mention.map { String($0 + 1) } ?? "",
      ] + (marks ? [word.mark] : [])
    }
    var widths = columnWidths(rows)
    let excess = width.map { widths.reduce(0, +) + 2 * (widths.count - 1) - $0 } ?? 0
    if excess > 0 {
      // The lemma may be guessed from the word: it makes room first.
      widths[1] -= excess
      if widths[1] < Self.narrowestLemma {
        widths.remove(at: 1)
        for index in rows.indices { rows[index].remove(at: 1) }
      }
    }
    return rows.map { Self.join($0, widths) }
  }

  private static let narrowestLemma = 4

  // MARK: - Mentions

  private func mentionLines(_ card: ParseCard) -> [String] {
    let heads = card.mentions.enumerated().map { index, mention in
      [String(index + 1), Self.oneLine(mention.text), mention.kind]
    }
    var widths = columnWidths(heads)
    widths[1] = min(widths[1], Self.widestMention)
    var indent = 2 + widths.reduce(0) { $0 + $1 + 2 }
    // Where there is no room beside the words, whom they mean stands below.
    let isBelow = width.map { $0 - indent < WordWrap.narrowest } ?? false
    if isBelow { indent = 2 + widths[0] + 2 }
    return zip(card.mentions, heads).flatMap { mention, head -> [String] in
      let begin = "  " + Self.join(head, widths) + "  "
      let meaning = mention.meaning.joined(separator: "; ")
      if meaning.isEmpty { return [begin] }
      let why = mention.reason.isEmpty ? "" : ": " + mention.reason
      let lines = WordWrap.lines(
        ControlEscape.escape(meaning + why), width: width.map { $0 - indent }
      )
      .map { Self.blanks(indent) + $0 }
      return isBelow ? [begin] + lines : [begin + lines[0].dropFirst(indent)] + lines.dropFirst()
    }
  }

  /// The cells that the words of a mention may take; its beginning tells which it is.
  private static let widestMention = 28

  private static func oneLine(_ text: String) -> String {
    ControlEscape.escape(text.split { $0.isWhitespace }.joined(separator: " "))
  }

  // MARK: - Columns

  private func columnWidths(_ rows: [[String]]) -> [Int] {
    (0..<(rows.first?.count ?? 0)).map { column in
      rows.map { DisplayWidth.of($0[column]) }.max() ?? 0
    }
  }

  private static func join(_ cells: [String], _ widths: [Int]) -> String {
    zip(cells, widths).map { cell, width in
      let shown = DisplayWidth.truncate(cell, to: width)
      return shown + blanks(width - DisplayWidth.of(shown))
    }.joined(separator: "  ")
  }

  private static func blanks(_ count: Int) -> String {
    String(repeating: " ", count: max(0, count))
  }
}
