import Columnar

/// Writes Markdown tables, and records of one field a line.
enum RecordRenderer {
  /// A table of Markdown, numbers lined up on the right.
  static func renderMarkdown(_ table: Table, to output: inout some TextOutputStream) {
    let formats = table.schema.columns.indices.map { CellFormat(table, column: $0) }
    output.write(markdownLine(table.schema.columns.map { markdownCell($0.name) }))
    output.write(markdownLine(formats.map { $0.isNumeric ? "---:" : "---" }))
    table.forEachRow { chunk, row in
      let cells = formats.enumerated().map { column, format in
        markdownCell(format.reading(chunk.vectors[column][row]) ?? "null")
      }
      output.write(markdownLine(cells))
    }
  }

  /// Rows as blocks of `name = value` lines, the names lined up, a blank line between rows. Of more
  /// rows than the limit head and tail are written, and a last line that says so. Given a width, texts are
  /// broken between words.
  static func renderLines(
    _ table: Table, _ options: RenderOptions, to output: inout some TextOutputStream
  ) {
    let formats = table.schema.columns.indices.map { CellFormat(table, column: $0) }
    let names = table.schema.columns.map { ControlEscape.escape($0.name) }
    let width = names.map { DisplayWidth.of($0) }.max() ?? 0
    let style = Style(isOn: options.usesColor)
    let limit = min(options.rowLimit ?? .max, table.rowCount)
    let left = ((limit + 1) / 2)..<(table.rowCount - limit / 2)
    var rowIndex = -1
    table.forEachRow { chunk, row in
      rowIndex += 1
      if left.contains(rowIndex) {
        if rowIndex == left.lowerBound { output.write("\n" + style.faint("·") + "\n") }
        return
      }
      var block = rowIndex == 0 ? "" : "\n"
      for (column, name) in names.enumerated() {
        let padding = String(repeating: " ", count: width - DisplayWidth.of(name))
        block += padding + style.name(name) + " = "
        let text = formats[column].reading(chunk.vectors[column][row])
        guard let text else {
          block += style.null("null") + "\n"
          continue
        }
        // On a terminal long texts go on below their beginning.
        let room = options.width.map { $0 - width - 3 }
        let indent = "\n" + String(repeating: " ", count: width + 3)
        let lines = WordWrap.lines(ControlEscape.escape(text), width: room)
        block += lines.joined(separator: indent) + "\n"
      }
      output.write(block)
    }
    if !left.isEmpty {
      let note =
        "\(table.rowCount) rows (\(table.rowCount - left.count) shown)"
        + (options.hint.map { "; " + $0 } ?? "")
      output.write("\n" + style.faint(note) + "\n")
    }
  }

  private static func markdownLine(_ cells: [String]) -> String {
    "| " + cells.joined(separator: " | ") + " |\n"
  }

  private static func markdownCell(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "|": result += "\\|"
      case "\n": result += "<br>"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return ControlEscape.escape(result)
  }
}

/// Colours of a terminal, or none.
struct Style {
  /// Whether anything is coloured.
  let isOn: Bool

  /// A column's name.
  func name(_ text: String) -> String { paint("1", text) }

  /// A column's type, and lines that are not data.
  func faint(_ text: String) -> String { paint("2", text) }

  /// The word that stands for a missing value.
  func null(_ text: String) -> String { paint("2;3", text) }

  private func paint(_ code: String, _ text: String) -> String {
    isOn ? "\u{1b}[" + code + "m" + text + "\u{1b}[0m" : text
  }
}
