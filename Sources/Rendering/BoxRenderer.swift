import Columnar

/// Draws a table with lines: names, types under them, numbers on the right, the row count below.
///
///     ┌────────────┬──────┐
///     │ who        │    n │
///     │ string     │ long │
///     ├────────────┼──────┤
///     │ Ana Paz    │    2 │
///     └────────────┴──────┘
///     1 row
///
/// Given a width, texts shrink, the widest first, and are cut with `…`; numbers and dates are never
/// cut. Where even that does not fit, columns are left out and the last line says so: first those that say
/// nothing new in the rows shown, being empty or the same as one before, then those called details, and
/// then those on the right.
struct BoxRenderer {
  private let options: RenderOptions
  private let style: Style

  /// A text column is not made narrower than this while columns can be left out instead.
  private static let narrowest = 10
  /// A name is not cut to less than this.
  private static let narrowestName = 6

  init(_ options: RenderOptions) {
    self.options = options
    style = Style(isOn: options.usesColor)
  }

  func render(_ table: Table, to output: inout some TextOutputStream) {
    let shownRows = rowsShown(of: table)
    let all = columns(of: table, rows: shownRows)
    let (shown, widths) = fit(all)
    guard !shown.isEmpty else {
      output.write(style.faint(footer(table, rowsShown: shownRows.count, columnsShown: 0)) + "\n")
      return
    }
    output.write(rule("┌", "┬", "┐", widths))
    output.write(
      line(shown, widths, shown.map { Cell(text: $0.name, paint: style.name) }))
    output.write(
      line(shown, widths, shown.map { Cell(text: $0.type, paint: style.faint) }))
    output.write(rule("├", "┼", "┤", widths))
    for index in shownRows.indices {
      if index > 0 && shownRows[index] != shownRows[index - 1] + 1 {
        output.write(line(shown, widths, shown.map { _ in Cell(text: "·", paint: style.faint) }))
      }
      output.write(line(shown, widths, shown.map { dataCell($0.cells[index]) }))
    }
    output.write(rule("└", "┴", "┘", widths))
    let note = footer(table, rowsShown: shownRows.count, columnsShown: shown.count)
    output.write(style.faint(note) + "\n")
  }

  /// Whether all columns can be shown, shrunk if need be.
  func fits(_ table: Table) -> Bool {
    let all = columns(of: table, rows: rowsShown(of: table))
    return fit(all).shown.count == all.count
  }

  /// A column ready to be drawn.
  private struct Column {
    let name: String
    let type: String
    let isNumeric: Bool
    /// Texts may be cut; what is cut of a number or a date would be another number or date.
    let mayShrink: Bool
    /// The text of each row shown; nil where it is null.
    let cells: [String?]
    /// The cells of the terminal that it takes uncut.
    let naturalWidth: Int
    /// The cells that its values take; the name and the type may be cut.
    let valueWidth: Int

    /// The fewest cells that it can be given: enough to know the name by, too.
    var leastWidth: Int {
      let least = mayShrink ? BoxRenderer.narrowest : max(valueWidth, BoxRenderer.narrowestName)
      return min(naturalWidth, least)
    }
  }

  private struct Cell {
    let text: String
    let paint: (String) -> String
  }

  private func dataCell(_ text: String?) -> Cell {
    if let text { return Cell(text: text, paint: { $0 }) }
    return Cell(text: "null", paint: style.null)
  }

  /// The numbers of the rows to draw: all, or the head and the tail.
  private func rowsShown(of table: Table) -> [Int] {
    guard let limit = options.rowLimit, table.rowCount > limit else {
      return Array(0..<table.rowCount)
    }
    let head = (limit + 1) / 2
    return Array(0..<head) + Array((table.rowCount - (limit - head))..<table.rowCount)
  }

  private func columns(of table: Table, rows: [Int]) -> [Column] {
    let places = locate(rows, in: table)
    return table.schema.columns.enumerated().map { index, schema in
      let format = CellFormat(table, column: index)
      let cells = places.map { place in
        format.reading(table.chunks.value(at: place.chunk, row: place.row, column: index))
          .map { ControlEscape.escape($0) }
      }
      let name = ControlEscape.escape(schema.name)
      let valueWidth = cells.reduce(1) { max($0, DisplayWidth.of($1 ?? "null")) }
      return Column(
        name: name, type: schema.type.rawValue, isNumeric: format.isNumeric,
        mayShrink: schema.type.physical == .string || schema.type.physical == .dynamic,
        cells: cells,
        naturalWidth: max(valueWidth, DisplayWidth.of(name), schema.type.rawValue.count),
        valueWidth: valueWidth)
    }
  }

  private func locate(_ rows: [Int], in table: Table) -> [(chunk: Int, row: Int)] {
    var places: [(chunk: Int, row: Int)] = []
    var chunk = 0
    var first = 0
    for row in rows {
      while row >= first + table.chunks.rowCount(at: chunk) {
        first += table.chunks.rowCount(at: chunk)
        chunk += 1
      }
      places.append((chunk, row - first))
    }
    return places
  }

  /// The columns that fit the width, from the left, and the width that each is given.
  private func fit(_ columns: [Column]) -> (shown: [Column], widths: [Int]) {
    guard let width = options.width else { return (columns, columns.map(\.naturalWidth)) }
    func fits(_ columns: [Column]) -> Bool {
      columns.reduce(1) { $0 + $1.leastWidth + 3 } <= width
    }
    var shown = columns
    if !fits(shown) { shown = Self.withoutRepeats(shown) }
    let few = shown.filter { !options.details.contains($0.name) }
    if !fits(shown), !few.isEmpty { shown = few }
    // Each column costs a line and two blanks besides its text, and the last line closes the box.
    while shown.count > 1 && !fits(shown) { shown.removeLast() }
    let available = max(width - 1 - 3 * shown.count, shown.count)
    return (shown, Self.share(available, among: shown))
  }

  /// The columns that say something which none before them says.
  private static func withoutRepeats(_ columns: [Column]) -> [Column] {
    guard let first = columns.first, !first.cells.isEmpty else { return columns }
    var seen: Set<[String]> = []
    let kept = columns.filter { column in
      // A date without a time is the same as its text, and what is unknown has many forms.
      let texts = column.cells.map { $0 ?? "" }
      return texts.contains { $0 != "" && $0 != "[]" } && seen.insert(texts).inserted
    }
    return kept.isEmpty ? [first] : kept
  }

  /// Gives every column its natural width if there is room, and otherwise takes from the widest
  /// first: names and types above narrow values, then texts down to a common width.
  private static func share(_ available: Int, among columns: [Column]) -> [Int] {
    var widths = columns.map { min($0.naturalWidth, available) }
    var excess = widths.reduce(0, +) - available
    while excess > 0 {
      let shrinkable = columns.indices.filter { widths[$0] > columns[$0].leastWidth }
      let candidates = shrinkable.isEmpty ? Array(columns.indices) : shrinkable
      guard let widest = candidates.max(by: { widths[$0] < widths[$1] }), widths[widest] > 1
      else { break }
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }

  private func rule(_ left: String, _ middle: String, _ right: String, _ widths: [Int]) -> String {
    let parts = widths.map { String(repeating: "─", count: $0 + 2) }
    return left + parts.joined(separator: middle) + right + "\n"
  }

  private func line(
    _ columns: [Column], _ widths: [Int], _ cells: [Cell]
  ) -> String {
    var result = "│"
    for index in columns.indices {
      let text = DisplayWidth.truncate(cells[index].text, to: widths[index])
      let padding = String(repeating: " ", count: widths[index] - DisplayWidth.of(text))
      let painted = cells[index].paint(text)
      result +=
        columns[index].isNumeric
        ? " " + padding + painted + " │" : " " + painted + padding + " │"
    }
    return result + "\n"
  }

  private func footer(_ table: Table, rowsShown: Int, columnsShown: Int) -> String {
    var parts = [Self.counted(table.rowCount, "row", shown: rowsShown)]
    if columnsShown < table.schema.columns.count {
      parts.append(Self.counted(table.schema.columns.count, "column", shown: columnsShown))
    }
    let hidesAny = parts.contains { $0.hasSuffix(")") }
    return parts.joined(separator: ", ") + (hidesAny ? options.hint.map { "; " + $0 } ?? "" : "")
  }

  private static func counted(_ count: Int, _ noun: String, shown: Int) -> String {
    let total = "\(count) \(noun)\(count == 1 ? "" : "s")"
    return shown < count ? total + " (\(shown) shown)" : total
  }
}
