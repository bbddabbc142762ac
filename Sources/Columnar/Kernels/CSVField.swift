/// A field of a file of comma-separated values.
public enum CSVField {
  /// The text as it stands in the file, in quotes where RFC 4180 wants them, and where a spreadsheet
  /// that parts cells elsewhere would find a formula in it.
  public static func quoted(_ text: String) -> String {
    let needsQuotes =
      FormulaMark.holdsCell(text)
      || text.utf8.contains { byte in
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
}
