/// A grid of characters, each in a colour, that a chart is drawn on.
struct TextCanvas {
  private struct Cell {
    var character: Character = " "
    var color = 0
  }

  let width: Int
  let height: Int
  private var cells: [Cell]

  /// An empty grid.
  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    cells = Array(repeating: Cell(), count: width * height)
  }

  /// Puts a character at a place, if it is inside; `color` is a number of `ChartPalette`, 0 for none.
  mutating func put(_ character: Character, x: Int, y: Int, color: Int = 0) {
    guard (0..<width).contains(x), (0..<height).contains(y) else { return }
    cells[y * width + x] = Cell(character: character, color: color)
  }

  /// What stands at a place.
  func character(x: Int, y: Int) -> Character { cells[y * width + x].character }

  /// A row from the top, without the blanks at its end.
  func line(_ y: Int, usesColor: Bool) -> String {
    var row = cells[(y * width)..<((y + 1) * width)]
    while let last = row.last, last.character == " " { row.removeLast() }
    var result = ""
    var color = 0
    for cell in row {
      if usesColor && cell.color != color {
        result += cell.color == 0 ? "\u{1b}[0m" : ChartPalette.code(cell.color)
        color = cell.color
      }
      result.append(cell.character)
    }
    return color == 0 ? result : result + "\u{1b}[0m"
  }
}

/// The colours, fills and marks that tell series apart.
enum ChartPalette {
  /// Fills of bars, to be told apart without colour.
  static let fills: [Character] = ["█", "▒", "░", "▓", "#", "=", "+", "-"]
  /// Marks of lines, to be told apart without colour.
  static let marks: [Character] = ["●", "○", "▲", "△", "■", "□", "◆", "◇"]
  /// Colours of a picture, readable on white and on dark grey.
  static let colors = [
    "#3b78c3", "#d9822b", "#3d9a50", "#c44e52", "#8064a2", "#8c6d5a", "#2a9d9d", "#999933",
  ]

  private static let codes = [36, 33, 32, 31, 35, 34, 96, 93]

  /// Starts the colour of a series, the first one being 1.
  static func code(_ color: Int) -> String {
    "\u{1b}[\(codes[(color - 1) % codes.count])m"
  }

  /// `text` in the colour of a series.
  static func paint(_ text: String, _ color: Int, _ usesColor: Bool) -> String {
    usesColor && color > 0 ? code(color) + text + "\u{1b}[0m" : text
  }
}

/// Points of two by four to the character, in the Braille block of Unicode.
struct BrailleCanvas {
  let width: Int
  let height: Int
  private var dots: [UInt8]

  /// An empty canvas of so many characters.
  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    dots = Array(repeating: 0, count: width * height)
  }

  /// The bits of the dots of a character, left column then right, from the top.
  private static let bits: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]

  /// Sets the dot at a place counted in dots from the top left.
  mutating func set(x: Int, y: Int) {
    guard (0..<(width * 2)).contains(x), (0..<(height * 4)).contains(y) else { return }
    dots[y / 4 * width + x / 2] |= Self.bits[x % 2][y % 4]
  }

  /// The character at a place, nil where no dot is set.
  func character(x: Int, y: Int) -> Character? {
    let bits = dots[y * width + x]
    guard bits != 0, let scalar = Unicode.Scalar(0x2800 + UInt32(bits)) else { return nil }
    return Character(scalar)
  }
}

/// Steps from one place of a grid to another by Bresenham's algorithm, both ends included.
func forEachStep(
  from start: (x: Int, y: Int), to end: (x: Int, y: Int), _ body: (Int, Int) -> Void
) {
  let width = abs(end.x - start.x)
  let height = -abs(end.y - start.y)
  let right = start.x < end.x ? 1 : -1
  let down = start.y < end.y ? 1 : -1
  var (x, y) = start
  var error = width + height
  while true {
    body(x, y)
    if x == end.x && y == end.y { return }
    let doubled = 2 * error
    if doubled >= height {
      error += height
      x += right
    }
    if doubled <= width {
      error += width
      y += down
    }
  }
}
