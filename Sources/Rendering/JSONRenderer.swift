import Columnar

/// Writes the three forms of JSON.
enum JSONRenderer {
  /// One array of objects, an object a line.
  static func renderArray(_ table: Table, to output: inout some TextOutputStream) {
    output.write("[")
    var separator = "\n"
    forEachObject(of: table) { object in
      output.write(separator + object)
      separator = ",\n"
    }
    output.write(table.rowCount == 0 ? "]\n" : "\n]\n")
  }

  /// One object a line.
  static func renderLines(_ table: Table, to output: inout some TextOutputStream) {
    forEachObject(of: table) { output.write($0 + "\n") }
  }

  /// `{"columns": [{"name", "type"}], "rows": [[...]]}`.
  static func renderTable(_ table: Table, to output: inout some TextOutputStream) {
    let columns = table.schema.columns.map { column in
      "{\"name\":" + JSONText.quoted(column.name) + ",\"type\":\"" + column.type.rawValue + "\"}"
    }
    output.write("{\"columns\":[" + columns.joined(separator: ",") + "],\n\"rows\":[")
    var separator = "\n"
    table.forEachRow { chunk, row in
      var line = separator + "["
      for (column, vector) in chunk.vectors.enumerated() {
        if column > 0 { line += "," }
        JSONText.append(vector[row], to: &line)
      }
      output.write(line + "]")
      separator = ",\n"
    }
    output.write(table.rowCount == 0 ? "]}\n" : "\n]}\n")
  }

  private static func forEachObject(of table: Table, _ body: (String) -> Void) {
    let keys = table.schema.columns.map { JSONText.quoted($0.name) + ":" }
    table.forEachRow { chunk, row in
      var object = "{"
      for (column, key) in keys.enumerated() {
        if column > 0 { object += "," }
        object += key
        JSONText.append(chunk.vectors[column][row], to: &object)
      }
      body(object + "}")
    }
  }
}
