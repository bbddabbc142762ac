import Columnar
import Ingest
import Rendering

/// Draws one event with its sentence, the words that made it underlined and named.
///
///     2017-05-11  CONSULT phone   Ana Paz (PER) -> Kari Moe (NOR)   happened   incident 2, 2 reports
///       call.txt, sentence 2
///         Paz called the new Norwegian leader to congratulate her
///         ~~~ ~~~~~~ CONSULT    ~~~~~~~~~~~~~~~~ recipient: Kari Moe
///         actor: Ana Paz
///       date      ...
struct EventCardRenderer {
  /// The columns of the terminal; nil where lines may be of any length.
  let width: Int?

  private static let indent = "    "

  /// The cells of a line of the sentence.
  private var limit: Int {
    guard let width else { return .max }
    return max(width - Self.indent.count, Self.narrowest)
  }

  /// Lines are not made shorter than this, however narrow the terminal is.
  private static let narrowest = 16

  /// The card as text, ending with a line end.
  func text(_ card: EventCard) -> String {
    let reports = card.reportCount == 1 ? "1 report" : "\(card.reportCount) reports"
    let parties =
      (card.actors.isEmpty ? "?" : card.actors.joined(separator: ", ")) + " -> "
      + (card.recipients.isEmpty ? "?" : card.recipients.joined(separator: ", "))
    let heading =
      (card.date.isEmpty ? "no date" : card.date) + "  " + card.type + "   " + parties + "   "
      + card.status + "   incident \(card.incident), " + reports
    var lines = WordWrap.lines(ControlEscape.escape(heading), width: width)
    lines.append("  " + ControlEscape.escape(card.document) + ", sentence \(card.sentence)")
    for line in wrap(glyphs(of: card.text)) {
      lines.append(Self.indent + String(line.map(\.character)))
      lines += markLines(card.marks, under: line).map { Self.indent + $0 }
    }
    let headingWidth = card.notes.map(\.heading.count).max() ?? 0
    for note in card.notes {
      let indent = headingWidth + 4
      let text = WordWrap.lines(
        ControlEscape.escape(note.text), width: width.map { $0 - indent })
      for (index, line) in text.enumerated() {
        let head = index == 0 ? "  " + note.heading : ""
        lines.append(head + String(repeating: " ", count: indent - head.count) + line)
      }
    }
    return lines.map { $0.trimmedAtEnd() + "\n" }.joined()
  }

  /// One character of the sentence.
  private struct Glyph {
    let character: Character
    /// Its place in the sentence's UTF-8.
    let offset: Int
    let cells: Int
  }

  private func glyphs(of text: String) -> [Glyph] {
    var offset = 0
    return text.map { character in
      defer { offset += character.utf8.count }
      // A control character, line ends of the article included, is shown as the blank it stands for.
      let isControl = character.unicodeScalars.contains {
        $0.properties.generalCategory == .control
      }
      let isHidden = character.unicodeScalars.contains { ControlEscape.isControl($0) }
      let shown: Character = isControl ? " " : isHidden ? "\u{FFFD}" : character
      return Glyph(character: shown, offset: offset, cells: DisplayWidth.of(shown))
    }
  }

  /// Breaks the sentence at blanks so that every line fits.
  private func wrap(_ glyphs: [Glyph]) -> [[Glyph]] {
    guard limit < .max else { return [glyphs] }
    var lines: [[Glyph]] = []
    var line: [Glyph] = []
    var used = 0
    for glyph in glyphs {
      if used + glyph.cells > limit {
        let cut = line.lastIndex { $0.character == " " }.map { $0 + 1 } ?? line.count
        lines.append(Array(line[..<cut]))
        line = Array(line[cut...])
        used = line.reduce(0) { $0 + $1.cells }
      }
      line.append(glyph)
      used += glyph.cells
    }
    return lines + [line]
  }

  /// The line that underlines the marks in `line`, their names behind or, for want of room, below.
  private func markLines(_ marks: [EventCard.Mark], under line: [Glyph]) -> [String] {
    var places: [(start: Int, end: Int, label: String)] = []
    for mark in marks {
      var start: Int?
      var end = 0
      var column = 0
      for glyph in line {
        if mark.range.contains(glyph.offset) {
          start = start ?? column
          // The blank at which a line is broken is not underlined.
          if glyph.character != " " || glyph.offset != line.last?.offset {
            end = column + glyph.cells
          }
        }
        column += glyph.cells
      }
      // A mark that goes on from the line before was named there.
      let begins = line.first.map { mark.range.lowerBound >= $0.offset } ?? false
      if let start, end > start { places.append((start, end, begins ? mark.label : "")) }
    }
    guard !places.isEmpty else { return [] }
    var rows = [Row()]
    for place in places {
      rows[0].put(String(repeating: "~", count: place.end - place.start), at: place.start)
    }
    for (index, place) in places.enumerated() where !place.label.isEmpty {
      let next = index + 1 < places.count ? places[index + 1].start : .max
      let label = ControlEscape.escape(place.label)
      let length = DisplayWidth.of(label)
      if place.end + 1 + length < min(next, limit) {
        rows[0].put(label, at: place.end + 1)
        continue
      }
      let column = max(0, min(place.start, limit - length))
      let free = rows.indices.dropFirst().first { rows[$0].isFree(column, length) }
      if free == nil { rows.append(Row()) }
      rows[free ?? rows.count - 1].put(label, at: column)
    }
    return rows.map(\.text)
  }

  /// A line that words are put on at columns.
  private struct Row {
    private var pieces: [(column: Int, text: String)] = []

    mutating func put(_ text: String, at column: Int) {
      pieces.append((column, text))
    }

    func isFree(_ column: Int, _ length: Int) -> Bool {
      pieces.allSatisfy { piece in
        piece.column + DisplayWidth.of(piece.text) < column || column + length < piece.column
      }
    }

    var text: String {
      var result = ""
      var used = 0
      for piece in pieces.sorted(by: { $0.column < $1.column }) {
        result += String(repeating: " ", count: max(0, piece.column - used)) + piece.text
        used = max(used, piece.column) + DisplayWidth.of(piece.text)
      }
      return result
    }
  }
}
