import CEmbeddedData

/// Rows of a tab-separated data file of the executable; lines that begin with `#` are its comments.
enum EmbeddedTable {
  /// The cells of every row of the file called `name`; none where there is no such file.
  static func rows(of name: String) -> [[Substring]] {
    let file = unsafe embedded_data(name)
    guard let bytes = unsafe file.bytes else { return [] }
    let text = unsafe String(
      decoding: UnsafeBufferPointer(start: bytes, count: file.count), as: UTF8.self)
    return rows(in: text)
  }

  /// The cells of every row of `text`.
  static func rows(in text: String) -> [[Substring]] {
    text.split(separator: "\n").compactMap { line in
      line.hasPrefix("#")
        ? nil : line.split(separator: "\t", omittingEmptySubsequences: false)
    }
  }

  /// The parts of a list cell, "-" standing for none.
  static func list(_ cell: Substring, by separator: Character) -> [String] {
    guard cell != "-" else { return [] }
    return cell.split(separator: separator).map { part in
      String(part.drop { $0 == " " })
    }
  }
}
