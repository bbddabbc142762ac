/// Shows diagnostics to a person: the place, the message, the line with what is meant underlined,
/// and what could be written instead.
///
///     script.kql:12:8: error: unknown column 'evnt'; did you mean 'event'?
///       where evnt == 1
///             ^~~~
///             event
public struct DiagnosticFormatter: Sendable {
  private let source: QuerySource
  private let usesColor: Bool
  private let bytes: [UInt8]
  /// The offset of each line's first byte.
  private let lineStarts: [Int]

  /// A formatter for what is said about `source`, with ANSI colours if `usesColor`.
  public init(source: QuerySource, usesColor: Bool = false) {
    self.source = source
    self.usesColor = usesColor
    let bytes = Array(source.text.utf8)
    var lineStarts = [0]
    for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
      lineStarts.append(index + 1)
    }
    self.bytes = bytes
    self.lineStarts = lineStarts
  }

  /// All diagnostics one below the other, each ending with a line break.
  public func format(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map(format).joined()
  }

  /// One diagnostic with its lines, ending with a line break.
  public func format(_ diagnostic: Diagnostic) -> String {
    var text = place(of: diagnostic.range)
    text += color(diagnostic.severity) + diagnostic.severity.rawValue + ":" + reset + " "
    text += bold + diagnostic.message + reset + "\n"
    guard !bytes.isEmpty else { return text }
    let range = clamped(diagnostic.range)
    let line = ShownLine(of: bytes, in: lineRange(at: range.lower), around: range.lower)
    let start = line.column(of: range.lower)
    let width = max(1, line.column(of: range.upper) - start)
    text += "  " + line.text + "\n"
    text += "  " + String(repeating: " ", count: start)
    text += green + "^" + String(repeating: "~", count: width - 1) + reset + "\n"
    if let fixIt = diagnostic.fixIt, let hint = hint(for: fixIt, in: line) {
      text += "  " + hint + "\n"
    }
    return text
  }

  /// The line and column of a byte, both from 1; a column is a Unicode scalar.
  public func position(of byteOffset: Int) -> (line: Int, column: Int) {
    let offset = min(max(byteOffset, 0), bytes.count)
    let lineIndex = lineIndex(at: offset)
    // Bytes that continue a scalar do not count.
    let column = bytes[lineStarts[lineIndex]..<offset].count { $0 & 0xc0 != 0x80 }
    return (lineIndex + 1, column + 1)
  }

  // MARK: - Parts

  private func place(of range: SourceRange) -> String {
    let (line, column) = position(of: range.lower)
    if source.name.isEmpty {
      return lineStarts.count > 1 ? "\(line):\(column): " : ""
    }
    return "\(source.name):\(line):\(column): "
  }

  /// What to write instead, below what it replaces.
  private func hint(for fixIt: FixIt, in line: ShownLine) -> String? {
    guard line.range.lower...line.range.upper ~= fixIt.range.lower,
      !fixIt.replacement.contains(where: \.isNewline)
    else { return nil }
    let indent = String(repeating: " ", count: line.column(of: fixIt.range.lower))
    return indent + green + fixIt.replacement + reset
  }

  private func clamped(_ range: SourceRange) -> SourceRange {
    let lower = min(max(range.lower, 0), bytes.count)
    return SourceRange(lower, min(max(range.upper, lower), bytes.count))
  }

  private func lineIndex(at offset: Int) -> Int {
    // The last line that starts at or before the offset, by halving.
    var lower = 0
    var upper = lineStarts.count
    while upper - lower > 1 {
      let middle = (lower + upper) / 2
      if lineStarts[middle] <= offset { lower = middle } else { upper = middle }
    }
    return lower
  }

  private func lineRange(at offset: Int) -> SourceRange {
    let lineIndex = lineIndex(at: offset)
    let isLast = lineIndex + 1 == lineStarts.count
    var upper = isLast ? bytes.count : lineStarts[lineIndex + 1] - 1
    if upper > lineStarts[lineIndex], bytes[upper - 1] == UInt8(ascii: "\r") { upper -= 1 }
    return SourceRange(lineStarts[lineIndex], upper)
  }

  // MARK: - Colours

  private func color(_ severity: Diagnostic.Severity) -> String {
    switch severity {
    case .error: escape("1;31")
    case .warning: escape("1;33")
    case .note: escape("1;36")
    }
  }

  private var bold: String { escape("1") }
  private var green: String { escape("32") }
  private var reset: String { escape("0") }

  private func escape(_ code: String) -> String { usesColor ? "\u{1b}[\(code)m" : "" }
}

/// A line of the source as a terminal shows it: tabs as blanks, control characters made visible,
/// and of a very long line the part around a place.
private struct ShownLine {
  /// What is printed.
  let text: String
  /// The bytes that are shown.
  let range: SourceRange
  /// The terminal column at which each byte's character begins, and one more for the end.
  private let columns: [Int]

  private static let bytesBefore = 70
  private static let bytesAfter = 110
  private static let tabWidth = 4

  init(of bytes: [UInt8], in line: SourceRange, around offset: Int) {
    var lower = max(line.lower, offset - ShownLine.bytesBefore)
    var upper = min(line.upper, offset + ShownLine.bytesAfter)
    if line.upper - line.lower <= ShownLine.bytesBefore + ShownLine.bytesAfter {
      (lower, upper) = (line.lower, line.upper)
    }
    while lower > line.lower, bytes[lower] & 0xc0 == 0x80 { lower -= 1 }
    while upper < line.upper, bytes[upper] & 0xc0 == 0x80 { upper += 1 }

    var text = lower > line.lower ? "..." : ""
    var column = text.count
    var columns: [Int] = []
    for character in String(decoding: bytes[lower..<upper], as: UTF8.self) {
      columns += Array(repeating: column, count: character.utf8.count)
      if character == "\t" {
        let width = ShownLine.tabWidth - column % ShownLine.tabWidth
        text += String(repeating: " ", count: width)
        column += width
      } else if character.unicodeScalars.contains(where: Self.isHidden) {
        text += "\u{fffd}"
        column += 1
      } else {
        text.append(character)
        column += TerminalWidth.width(of: character)
      }
    }
    columns.append(column)
    if upper < line.upper { text += "..." }
    self.text = text
    self.range = SourceRange(lower, upper)
    self.columns = columns
  }

  /// Control characters, what turns the direction of writing around, and line ends that are none here.
  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200B, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: scalar.properties.generalCategory == .control
    }
  }

  /// The terminal column of a byte; of one outside, that of the nearer end.
  func column(of byteOffset: Int) -> Int {
    columns[min(max(byteOffset - range.lower, 0), columns.count - 1)]
  }
}

/// How many cells of a terminal a character takes.
enum TerminalWidth {
  /// Two for the scripts and pictures of East Asian width W and F (Unicode, annex 11), else one.
  static func width(of character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    let hasEmojiStyle = character.unicodeScalars.contains("\u{fe0f}")
    return hasEmojiStyle || wideRanges.contains { $0 ~= first.value } ? 2 : 1
  }

  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115f,  // Hangul Jamo
    0x2e80...0x303e,  // CJK radicals and punctuation
    0x3041...0x4dbf,  // Kana, Hangul compatibility, CJK extension A
    0x4e00...0xa4cf,  // CJK, Yi
    0xa960...0xa97f,  // Hangul Jamo extended A
    0xac00...0xd7a3,  // Hangul syllables
    0xf900...0xfaff,  // CJK compatibility
    0xfe30...0xfe6f,  // CJK compatibility forms
    0xff00...0xff60,  // fullwidth forms
    0xffe0...0xffe6,  // fullwidth signs
    0x1f300...0x1f64f,  // pictographs, faces
    0x1f680...0x1f6ff,  // transport
    0x1f900...0x1f9ff,  // more pictographs
    0x20000...0x3fffd,  // CJK extensions
  ]
}
