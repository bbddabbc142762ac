/// The word classes that conditions of frames name with `@`, from `coding-classes.tsv`.
struct WordClasses: Sendable {
  private var members: [String: Set<String>] = [:]

  /// The classes of the executable.
  static let shared = WordClasses(rows: EmbeddedTable.rows(of: "coding-classes.tsv"))

  init(rows: [[Substring]]) {
    add(rows)
  }

  /// The same classes with further members and classes.
  func adding(_ rows: [[Substring]]) -> WordClasses {
    var copy = self
    copy.add(rows)
    return copy
  }

  private mutating func add(_ rows: [[Substring]]) {
    for row in rows where row.count >= 2 {
      members[String(row[0]), default: []].formUnion(EmbeddedTable.list(row[1], by: ","))
    }
  }

  /// Whether `lemma` is in the class called `name`.
  func contains(_ lemma: String, in name: String) -> Bool {
    members[name]?.contains(lemma) ?? false
  }

  /// The classes' names.
  var names: Set<String> { Set(members.keys) }
}
