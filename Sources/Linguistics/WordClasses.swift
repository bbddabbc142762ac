/// Classes of words, lower case, that tell what a name is a name of.
struct WordClasses: Sendable {
  /// The classes, read on first use.
  static let shared = WordClasses()

  /// Titles and roles of persons.
  let person: Set<String>
  /// Nouns of time.
  let temporal: Set<String>
  /// The last words of names of bodies.
  let organization: Set<String>
  /// The last words of names of buildings.
  let facility: Set<String>
  /// The words of names of lands and waters.
  let location: Set<String>
  /// The last words of names of events.
  let event: Set<String>

  private init() {
    let table = EmbeddedTable("linguistics-words.tsv")
    func words(_ name: String) -> Set<String> {
      let line = table.value(of: name.utf8) ?? []
      return Set(line.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) })
    }
    person = words("person")
    temporal = words("temporal")
    organization = words("organization")
    facility = words("facility")
    location = words("location")
    event = words("event")
  }
}
