import Columnar

/// Writes comma- or tab-separated values: a line of names, then a line a row.
///
/// Lists and bags are written as JSON, which a program can take apart again; a null is an empty
/// field, and so is an empty string, whose column's type tells them apart.
struct DelimitedRenderer {
  private let separator: String
  private let hasHeader: Bool
  private let marksFormulas: Bool
  /// What a text is made before it is marked, and after.
  private let escape: (String) -> String
  private let quote: (String) -> String

  /// RFC 4180, but for the line end, which is that of the system's other tools.
  static func csv(_ options: RenderOptions) -> DelimitedRenderer {
    DelimitedRenderer(
      separator: ",", hasHeader: options.hasHeader, marksFormulas: options.format != .csvRaw,
      escape: { options.isTerminal ? ControlEscape.escape($0, keepsLineEnds: true) : $0 },
      quote: CSVField.quoted)
  }

  /// Fields that never hold a tab or a line end: these are `\t`, `\n`, `\r`, and `\` is `\\`.
  static func tsv(_ options: RenderOptions) -> DelimitedRenderer {
    DelimitedRenderer(
      separator: "\t", hasHeader: options.hasHeader, marksFormulas: options.format != .tsvRaw,
      escape: { options.isTerminal ? ControlEscape.escape(escape($0)) : escape($0) },
      quote: { $0 })
  }

  func render(_ table: Table, to output: inout some TextOutputStream) {
    let formats = table.schema.columns.indices.map { CellFormat(table, column: $0) }
    var lines = ""
    if hasHeader {
      lines =
        table.schema.columns.map { field($0.name, .string) }.joined(separator: separator) + "\n"
    }
    for chunk in table.chunks {
      for row in 0..<chunk.count {
        for (column, format) in formats.enumerated() {
          if column > 0 { lines += separator }
          lines += field(format.exact(chunk.vectors[column][row]), format.type)
        }
        lines += "\n"
      }
      output.write(lines)
      lines = ""
    }
    output.write(lines)
  }

  private func field(_ text: String, _ type: LogicalType) -> String {
    let text = escape(text)
    return quote(marksFormulas ? FormulaMark.marked(text, of: type) : text)
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
