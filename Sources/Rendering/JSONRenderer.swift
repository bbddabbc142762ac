import Columnar

/// Writes the three forms of JSON.
struct JSONRenderer {
  private let isTerminal: Bool

  /// A renderer with the given options.
  init(_ options: RenderOptions) {
    isTerminal = options.isTerminal
  }

  /// One array of objects, an object a line.
  func renderArray(_ table: Table, to output: inout some TextOutputStream) {
    output.write("[")
    var separator = "\n"
    forEachObject(of: table) { object in
      output.write(separator + object)
      separator = ",\n"
    }
    output.write(table.rowCount == 0 ? "]\n" : "\n]\n")
  }

  /// One object a line.
  func renderLines(_ table: Table, to output: inout some TextOutputStream) {
    forEachObject(of: table) { output.write($0 + "\n") }
  }

  /// `{"columns": [{"name", "type"}], "rows": [[...]]}`.
  func renderTable(_ table: Table, to output: inout some TextOutputStream) {
    let columns = table.schema.columns.map { column in
      "{\"name\":" + Self.quoted(column.name) + ",\"type\":\"" + column.type.rawValue + "\"}"
    }
    output.write(guarded("{\"columns\":[" + columns.joined(separator: ",") + "],\n\"rows\":["))
    var separator = "\n"
    table.forEachRow { chunk, row in
      var line = "["
      for (column, vector) in chunk.vectors.enumerated() {
        if column > 0 { line += "," }
        Self.append(vector[row], to: &line)
      }
      output.write(separator + guarded(line + "]"))
      separator = ",\n"
    }
    output.write(table.rowCount == 0 ? "]}\n" : "\n]}\n")
  }

  private func forEachObject(of table: Table, _ body: (String) -> Void) {
    let keys = table.schema.columns.map { Self.quoted($0.name) + ":" }
    table.forEachRow { chunk, row in
      var object = "{"
      for (column, key) in keys.enumerated() {
        if column > 0 { object += "," }
        object += key
        Self.append(chunk.vectors[column][row], to: &object)
      }
      body(guarded(object + "}"))
    }
  }

  /// JSON may hold control characters above those of ASCII, and a terminal may obey them.
  private func guarded(_ json: String) -> String {
    let isHarmless = !isTerminal || json.utf8.allSatisfy { $0 < 0x7F }
    return isHarmless ? json : ControlEscape.escapeJSON(json)
  }

  /// Dates and timespans are texts, NaN and the infinities strings.
  private static func append(_ value: Value, to output: inout String) {
    switch value {
    case .null: output += "null"
    case .bool(let value): output += value ? "true" : "false"
    case .integer(let value): output += String(value)
    case .real(let value): output += DynamicWriter.json(.real(value))
    case .string(let text), .guid(let text): DynamicWriter.appendQuoted(text, to: &output)
    case .datetime(let ticks): output += "\"" + DatetimeText.text(of: ticks) + "\""
    case .timespan(let ticks): output += "\"" + TimespanText.text(of: ticks) + "\""
    case .dynamic(let value): output += DynamicWriter.json(value)
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = ""
    DynamicWriter.appendQuoted(text, to: &result)
    return result
  }
}
