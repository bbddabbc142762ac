/// Words that the network never learnt, with known words that stand in sentences as they do.
///
/// The network guesses a word that it has not learnt from its ending, which misleads it where the
/// ending is another kind's: "froze", and "severs" in a headline, are taken for nouns. It reads
/// "took" and "takes" in their place. The table is linguistics-standins.tsv.
struct StandIns: Sendable {
  /// The table, read on first use.
  static let shared = StandIns()

  private let knownWords: [String: String]

  private init() {
    var knownWords: [String: String] = [:]
    let table = EmbeddedTable("linguistics-standins.tsv")
    table.forEachLine { start, end in
      let fields = table.slice(start, end).split(whereSeparator: { $0 == 0x09 || $0 == 0x20 })
        .map { String(decoding: $0, as: UTF8.self) }
      for word in fields.dropFirst() { knownWords[word] = fields[0] }
    }
    self.knownWords = knownWords
  }

  /// What the network reads in place of a word: itself, or its stand-in, a capital kept.
  func reading(of form: String) -> String {
    guard form.utf8.count > 2 else { return form }
    if let known = knownWords[form] { return known }
    guard let first = form.first, first.isUppercase, let known = knownWords[form.lowercased()]
    else { return form }
    return known.prefix(1).uppercased() + known.dropFirst()
  }
}
