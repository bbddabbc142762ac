/// Whether nouns or verbs take a preposition, as counted in trees.
struct AttachmentPreferences: Sendable {
  /// The counts, read on first use.
  static let shared = AttachmentPreferences()

  private let table = EmbeddedTable("linguistics-attachment.tsv")

  /// Whether a prepositional phrase after verb and noun rather belongs to the noun.
  ///
  /// The shares of phrases with this preposition that hung from this noun and from this verb are
  /// each drawn towards the preposition's own share.
  func prefersNoun(_ noun: String, over verb: String, preposition: String) -> Bool {
    let general = share(preposition + " *", towards: 0.5)
    let ofNoun = share(preposition + " n " + noun, towards: general)
    let ofVerb = share(preposition + " v " + verb, towards: general)
    return ofNoun + ofVerb > 1
  }

  /// The share of noun attachments on a line "key<tab>nouns verbs".
  private func share(_ key: String, towards prior: Float) -> Float {
    guard let line = table.value(of: key.utf8) else { return prior }
    let counts = line.split(separator: 0x20).map { field in
      field.reduce(Float(0)) { $0 * 10 + Float($1) - 48 }
    }
    guard counts.count == 2 else { return prior }
    return (counts[0] + 3 * prior) / (counts[0] + counts[1] + 3)
  }
}
