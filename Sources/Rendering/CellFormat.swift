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
      && table.chunks.indices.allSatisfy { position in
        let chunk = table.chunks.chunk(position, columns: [column])
        guard case .integers(let ticks) = chunk.vectors[0].values else { return false }
        return ticks.allSatisfy { $0 % Ticks.perDay == 0 }
      }
  }

  /// Whether the cells are lined up on the right.
  var isNumeric: Bool { type.isNumeric }

  /// The text of a value, with lists as `Ana Paz, Kari Moe`; null gives nil.
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
    switch value {
    case .datetime(let ticks) where hasWholeDaysOnly:
      return String(DatetimeText.text(of: ticks).prefix(Self.dayLength))
    // The language's own text forms are for `tostring`; a bool is written as in a query.
    case .bool(let value): return value ? "true" : "false"
    default: return ValueFormat.text(of: value, type: type)
    }
  }

  /// The characters of `2017-05-11`.
  private static let dayLength = 10

  private static func plainTexts(_ items: [DynamicValue]) -> [String]? {
    var texts: [String] = []
    for item in items {
      guard case .string(let text) = item, !text.isEmpty else { return nil }
      texts.append(text)
    }
    return texts
  }
}
