/// One `SELECT` on its way.
struct SQLSelect {
  struct Column {
    var name: String
    var value: SQLValue
  }

  /// What stands behind `FROM`.
  var from: String
  var columns: [Column]
  var conditions: [String] = []
  /// The number of keys at the beginning of the columns; nil where nothing is grouped.
  var groupCount: Int?
  var order: [String] = []
  var limit: String?
  /// The KQL operators that it comes from.
  var comment: String
  /// Whether columns may be written anywhere in it.
  private let isTrivial: Bool

  init(from: String, columns: [Column], comment: String, isTrivial: Bool = true) {
    self.from = from
    self.columns = columns
    self.comment = comment
    self.isTrivial = isTrivial
  }

  var isGrouped: Bool { groupCount != nil }

  /// Whether the columns are names or literals, so that they may be written where they are read.
  func isPlain(_ read: Set<Int>) -> Bool {
    isTrivial && read.allSatisfy { columns.indices.contains($0) && columns[$0].value.isSimple }
  }

  /// Whether a name in the texts means one of the columns that are made here rather than that of the
  /// source: engines prefer the former behind `ORDER BY`.
  func hidesNames(of texts: [String], _ dialect: any SQLDialect) -> Bool {
    let made = columns.filter { $0.value.text != dialect.identifier($0.name) }
    guard !made.isEmpty else { return false }
    return texts.contains { text in
      let own = made.first { $0.value.text == text }
      return made.contains {
        $0.name != own?.name && text.mentions(dialect.identifier($0.name))
      }
    }
  }

  func commented(_ word: String) -> SQLSelect {
    var result = self
    result.comment += comment.isEmpty ? word : " | " + word
    return result
  }

  func text(_ dialect: any SQLDialect) -> String {
    let items = columns.map { column in
      let name = dialect.identifier(column.name)
      return column.value.text == name ? name : "\(column.value.text) AS \(name)"
    }
    // A relation without columns has rows all the same.
    var lines = ["SELECT " + (items.isEmpty ? "1 AS nothing" : items.joined(separator: ",\n  "))]
    if !from.isEmpty { lines.append("FROM " + from) }
    if !conditions.isEmpty { lines.append("WHERE " + conditions.joined(separator: "\n  AND ")) }
    if let groupCount, groupCount > 0 {
      // By their places: a name might as well be a column of the source.
      lines.append("GROUP BY " + (1...groupCount).map { "\($0)" }.joined(separator: ", "))
    }
    if !order.isEmpty { lines.append("ORDER BY " + order.joined(separator: ", ")) }
    if let limit { lines.append("LIMIT " + limit) }
    return lines.joined(separator: "\n")
  }
}

extension String {
  /// Whether an identifier stands in the text, and not as a part of a longer one.
  fileprivate func mentions(_ identifier: String) -> Bool {
    func isPart(_ byte: UInt8?) -> Bool {
      guard let byte else { return false }
      return byte == UInt8(ascii: "_") || byte >= 0x80
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
    let text = Array(lowercased().utf8)
    let name = Array(identifier.lowercased().utf8)
    guard !name.isEmpty, text.count >= name.count else { return false }
    return (0...(text.count - name.count)).contains { start in
      let end = start + name.count
      return text[start..<end].elementsEqual(name)
        && !(start > 0 && isPart(text[start - 1]) && isPart(name.first))
        && !(end < text.count && isPart(text[end]) && isPart(name.last))
    }
  }
}
