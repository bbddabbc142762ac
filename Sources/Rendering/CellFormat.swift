import Columnar

/// Makes the text of one column's cells for a human reader.
struct CellFormat {
  /// The column's type.
  let type: LogicalType
  /// Whether every date of the column is a whole day, so that the time of day says nothing.
  let hasWholeDaysOnly: Bool

  /// The format of a column, after a look at its dates.
  init(_ table: Table, column: Int) {
    type = table.schema.columns[column].type
    hasWholeDaysOnly =
      type == .datetime
      && table.chunks.allSatisfy { chunk in
        guard case .integers(let ticks) = chunk.vectors[column].values else { return false }
        return ticks.allSatisfy { $0 % ValueFormat.ticksPerDay == 0 }
      }
  }

  /// Whether the cells are lined up on the right.
  var isNumeric: Bool { type.isNumeric }

  /// The text of a value, with lists as `Xi Jinping, Moon Jae-in`; null gives nil.
  func reading(_ value: Value) -> String? {
    guard !value.isNull else { return nil }
    if case .dynamic(.array(let items)) = value, !items.isEmpty,
      let names = Self.plainTexts(items)
    {
      return names.joined(separator: ", ")
    }
    return exact(value)
  }

  /// The text of a value, with lists as JSON, so that a program can take them apart; null gives "".
  func exact(_ value: Value) -> String {
    if case .datetime(let ticks) = value, hasWholeDaysOnly { return ValueFormat.day(ticks) }
    return ValueFormat.text(of: value)
  }

  private static func plainTexts(_ items: [DynamicValue]) -> [String]? {
    var texts: [String] = []
    for item in items {
      guard case .string(let text) = item, !text.isEmpty else { return nil }
      texts.append(text)
    }
    return texts
  }
}

/// Makes control characters visible, so that no value can move the cursor or colour the screen.
enum ControlEscape {
  /// `text` with line ends as `\n`, tabs as `\t` and other control characters as `\x1b`.
  ///
  /// Marks that turn the direction of writing around count as control characters: they could make a
  /// row read as something that it does not say.
  static func escape(_ text: String, keepsLineEnds: Bool = false) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n" where keepsLineEnds: result.append("\n")
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where isControl(scalar):
        let digits = String(scalar.value, radix: 16)
        if scalar.value < 0x100 {
          result += "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
        } else {
          result += "\\u{" + digits + "}"
        }
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0: true
    case 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
