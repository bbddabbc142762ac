/// Names of countries, seats of government and peoples, as words tell them apart.
struct PlaceNames: Sendable {
  /// The names, read on first use.
  static let shared = PlaceNames()

  /// Names of countries and capitals.
  private(set) var countriesAndCapitals: Set<String> = []
  /// Peoples and their adjectives ("Chinese", "South Korean").
  private(set) var peoples: Set<String> = []

  private init() {
    let table = EmbeddedTable("linguistics-places.tsv")
    table.forEachLine { start, end in
      let fields = table.slice(start, end).split(separator: 0x09)
      guard fields.count == 2 else { return }
      let name = String(decoding: fields[0], as: UTF8.self)
      if fields[1].elementsEqual("people".utf8) {
        peoples.insert(name)
      } else {
        countriesAndCapitals.insert(name)
      }
    }
  }
}
