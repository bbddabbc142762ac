import Columnar

/// Writes comma- or tab-separated values: a line of names, then a line a row.
///
/// Lists and bags are written as JSON, which a program can take apart again; a null is an empty
/// field, and so is an empty string, whose column's type tells them apart.
struct DelimitedRenderer {
  private let separator: String
  private let hasHeader: Bool
  private let field: (String) -> String

  /// RFC 4180, but for the line end, which is that of the system's other tools.
  static func csv(_ options: RenderOptions) -> DelimitedRenderer {
    DelimitedRenderer(separator: ",", hasHeader: options.hasHeader) { text in
      quote(options.isTerminal ? ControlEscape.escape(text, keepsLineEnds: true) : text)
    }
  }

  /// Fields that never hold a tab or a line end: these are `\t`, `\n`, `\r`, and `\` is `\\`.
  static func tsv(_ options: RenderOptions) -> DelimitedRenderer {
    DelimitedRenderer(separator: "\t", hasHeader: options.hasHeader) { text in
      options.isTerminal ? ControlEscape.escape(escape(text)) : escape(text)
    }
  }

  func render(_ table: Table, to output: inout some TextOutputStream) {
    let formats = table.schema.columns.indices.map { CellFormat(table, column: $0) }
    var lines = ""
    if hasHeader {
      lines = table.schema.columns.map { field($0.name) }.joined(separator: separator) + "\n"
    }
    for chunk in table.chunks {
      for row in 0..<chunk.count {
        for (column, format) in formats.enumerated() {
          if column > 0 { lines += separator }
          lines += field(format.exact(chunk.vectors[column][row]))
        }
        lines += "\n"
      }
      output.write(lines)
      lines = ""
    }
    output.write(lines)
  }

  private static func quote(_ text: String) -> String {
    let needsQuotes = text.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
    }
    guard needsQuotes else { return text }
    var result = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { result += "\"\"" } else { result.unicodeScalars.append(scalar) }
    }
    return result + "\""
  }

  private static func escape(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\t": result += "\\t"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\\": result += "\\\\"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
