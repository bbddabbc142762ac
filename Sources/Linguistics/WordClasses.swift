/// Classes of words that rules of grammar ask for ("say", "urge", "week"), by lemma.
struct WordClasses: Sendable {
  /// The classes, read on first use.
  static let shared = WordClasses()

  /// Verbs whose object does what an infinitive says ("urge her to go").
  let objectControl: Set<String>
  /// Verbs with two objects ("give him a letter").
  let ditransitive: Set<String>
  /// Verbs that a form in -ing completes ("keep going").
  let gerund: Set<String>
  /// Verbs of saying to somebody ("tell them that").
  let indirect: Set<String>
  /// Titles and roles of persons.
  let person: Set<String>
  /// Verbs that a clause completes.
  let saying: Set<String>
  /// Nouns of time.
  let temporal: Set<String>
  /// Days by name.
  let weekday: Set<String>
  /// Months by name.
  let month: Set<String>
  /// The last words of names of bodies.
  let organization: Set<String>
  /// The last words of names of buildings.
  let facility: Set<String>
  /// The words of names of lands and waters.
  let location: Set<String>
  /// The last words of names of events.
  let event: Set<String>

  /// Verbs that may follow what was said ("..., he said").
  let speech: Set<String>
  /// Nouns that an infinitive completes ("effort to").
  let infinitiveNoun: Set<String>

  private init() {
    let table = EmbeddedTable("linguistics-words.tsv")
    func words(_ name: String) -> Set<String> {
      let line = table.value(of: name.utf8) ?? []
      return Set(line.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) })
    }
    objectControl = words("object-control")
    ditransitive = words("ditransitive")
    gerund = words("gerund")
    indirect = words("indirect")
    person = words("person")
    saying = words("saying")
    temporal = words("temporal")
    weekday = words("weekday")
    month = words("month")
    organization = words("organization")
    facility = words("facility")
    location = words("location")
    event = words("event")
    speech = words("speech")
    infinitiveNoun = words("infinitive-noun")
  }
}
