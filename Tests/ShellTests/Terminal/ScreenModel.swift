/// The screen of a terminal, as far as libedit and Casus draw on it: characters of one and two cells,
/// movements, erasures, insertions, scrolling.
struct ScreenModel {
  private(set) var columns: Int
  private(set) var rows: Int
  /// A cell is a character, or "" behind one of two cells.
  private var cells: [[String]]
  /// The lines that were pushed out at the top.
  private(set) var scrolled: [String] = []
  private var row = 0
  private var column = 0
  /// Whether the cursor hangs behind the last cell of its row.
  private var isPending = false
  private var inserts = false
  private var state = State.text
  private var parameters = ""
  /// The colours and attributes that were asked for.
  private(set) var styleCount = 0

  private enum State {
    case text, escape, sequence, command, character
  }

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = Array(repeating: Self.emptyRow(columns), count: rows)
  }

  /// The lines on the screen without the blanks at their ends, down to the cursor.
  var lines: [String] { cells[...row].map(Self.text) }

  /// All that was ever seen.
  var text: String { (scrolled + lines).joined(separator: "\n") }

  /// All that was ever seen, without the ends of lines: what a long line says in one piece.
  var flat: String { (scrolled + lines).joined() }

  /// The line of the cursor, up to its end.
  var lastLine: String { lines.last ?? "" }

  /// The line of the cursor, up to the cursor.
  var beforeCursor: String { cells[row][..<min(column, columns)].joined() }

  /// A window of another size, as a terminal that does not wrap lines anew.
  mutating func resize(columns: Int, rows: Int) {
    for index in cells.indices {
      cells[index] = Array((cells[index] + Self.emptyRow(columns)).prefix(columns))
    }
    while cells.count > rows {
      scrolled.append(Self.text(cells.removeFirst()))
      row = max(0, row - 1)
    }
    while cells.count < rows { cells.append(Self.emptyRow(columns)) }
    self.columns = columns
    self.rows = rows
    column = min(column, columns - 1)
  }

  private static func emptyRow(_ columns: Int) -> [String] {
    Array(repeating: " ", count: columns)
  }

  private static func text(_ row: [String]) -> String {
    let text = row.joined()
    return String(text.reversed().drop { $0 == " " }.reversed())
  }

  // MARK: - Output

  /// Draws what a program wrote.
  mutating func draw(_ scalar: Unicode.Scalar) {
    switch state {
    case .text: drawText(scalar)
    case .escape:
      switch scalar {
      case "[": (state, parameters) = (.sequence, "")
      case "]": state = .command
      case "(", ")": state = .character
      default: state = .text
      }
    case .sequence:
      if (0x40...0x7E).contains(scalar.value) {
        state = .text
        carryOut(Character(scalar))
      } else {
        parameters.unicodeScalars.append(scalar)
      }
    case .command: if scalar == "\u{07}" || scalar == "\\" { state = .text }
    case .character: state = .text
    }
  }

  private mutating func drawText(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\u{1b}": state = .escape
    case "\r": (column, isPending) = (0, false)
    case "\n": lineFeed()
    case "\u{08}": (column, isPending) = (max(0, column - 1), false)
    case "\t": column = min(columns - 1, (column / 8 + 1) * 8)
    case _ where scalar.value < 0x20: break
    default: put(scalar)
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    let width = Self.width(scalar)
    if width <= 0 {
      let place = isPending ? columns - 1 : max(0, column - 1)
      let base = cells[row][place].isEmpty ? max(0, place - 1) : place
      cells[row][base].unicodeScalars.append(scalar)
      return
    }
    if isPending || column + width > columns {
      column = 0
      isPending = false
      lineFeed()
    }
    if inserts {
      cells[row].insert(contentsOf: Array(repeating: " ", count: width), at: column)
      cells[row].removeLast(width)
    }
    cells[row][column] = String(Character(scalar))
    if width == 2, column + 1 < columns { cells[row][column + 1] = "" }
    column += width
    if column >= columns { (column, isPending) = (columns - 1, true) }
  }

  /// The cells that a terminal gives a character, which knows of no clusters.
  private static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      return 2
    default: return scalar.properties.isEmojiPresentation ? 2 : 1
    }
  }

  private mutating func lineFeed() {
    isPending = false
    if row + 1 < rows {
      row += 1
    } else {
      scrolled.append(Self.text(cells.removeFirst()))
      cells.append(Self.emptyRow(columns))
    }
  }

  private mutating func carryOut(_ command: Character) {
    let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false)
      .map { Int($0.drop { !$0.isNumber }) ?? 0 }
    let count = max(1, numbers.first ?? 1)
    if command != "m" { isPending = false }
    switch command {
    case "A": row = max(0, row - count)
    case "B": row = min(rows - 1, row + count)
    case "C": column = min(columns - 1, column + count)
    case "D": column = max(0, column - count)
    case "G": column = min(columns, count) - 1
    case "H", "f":
      row = min(rows, count) - 1
      column = min(columns, max(1, numbers.count > 1 ? numbers[1] : 1)) - 1
    case "J": erase(to: numbers.first ?? 0)
    case "K": eraseLine(numbers.first ?? 0)
    case "P":
      cells[row].removeSubrange(column..<min(columns, column + count))
      cells[row] += Array(repeating: " ", count: columns - cells[row].count)
    case "@":
      cells[row].insert(contentsOf: Array(repeating: " ", count: count), at: column)
      cells[row] = Array(cells[row].prefix(columns))
    case "h": if parameters == "4" { inserts = true }
    case "l": if parameters == "4" { inserts = false }
    case "m": styleCount += numbers.first == 0 || parameters.isEmpty ? 0 : 1
    default: break
    }
  }

  private mutating func eraseLine(_ part: Int) {
    let range = part == 0 ? column..<columns : part == 1 ? 0..<(column + 1) : 0..<columns
    for place in range { cells[row][place] = " " }
  }

  private mutating func erase(to part: Int) {
    if part == 0 {
      eraseLine(0)
      for line in (row + 1)..<max(row + 1, rows) { cells[line] = Self.emptyRow(columns) }
    } else if part >= 2 {
      for line in 0..<rows { cells[line] = Self.emptyRow(columns) }
    }
  }
}
