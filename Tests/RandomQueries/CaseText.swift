public import Columnar

/// Tables and values in the words of the test cases' files.
public enum CaseText {
  /// A table as lines: the columns with their types, then the rows.
  public static func text(of table: Table) -> String {
    let header = table.schema.columns.map { "\($0.name):\($0.type.rawValue)" }
    var lines = [header.joined(separator: " | ")]
    for chunk in table.chunks {
      for row in 0..<chunk.count {
        let cells = chunk.vectors.map { cell($0[row], $0.type) }
        lines.append(cells.joined(separator: " | "))
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func cell(_ value: Value, _ type: LogicalType) -> String {
    if value.isNull { return "null" }
    if case .string(let text) = value { return "'\(text)'" }
    return ValueFormat.text(of: value, type: type)
  }

  /// A value as a literal of the language.
  public static func literal(_ value: Value, _ type: LogicalType) -> String {
    switch value {
    case .null: return type == .string ? "\"\"" : "\(type.rawValue)(null)"
    case .bool(let value): return value ? "true" : "false"
    case .integer(let value): return type == .int ? "int(\(value))" : "long(\(value))"
    case .real(let value):
      let text = value.isNaN ? "nan" : value.isInfinite ? (value < 0 ? "-inf" : "+inf") : "\(value)"
      return "\(type.rawValue)(\(text))"
    case .string(let text):
      var result = ""
      DynamicWriter.appendQuoted(text, to: &result)
      return result
    case .datetime(let ticks): return "datetime(\(DatetimeText.text(of: ticks)))"
    case .timespan(let ticks): return "timespan(\(TimespanText.text(of: ticks)))"
    case .guid(let text): return "guid(\(text))"
    case .dynamic(let value): return "dynamic(\(DynamicWriter.json(value)))"
    }
  }

  /// A name as a query writes it.
  public static func name(_ name: String) -> String {
    let isPlain =
      name.utf8.allSatisfy { $0.isWord } && !(name.utf8.first.map { $0.isDigit } ?? true)
    return isPlain ? name : "['\(name)']"
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
  fileprivate var isWord: Bool {
    isDigit || self == UInt8(ascii: "_")
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }
}
