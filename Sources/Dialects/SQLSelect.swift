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
