import Ontology

/// The verb and noun frames, found by the lemma of their head word.
struct FrameLexicon: Sendable {
  /// By the verb's lemma, in the order in which they are tried.
  private(set) var verbs: [String: [Frame]] = [:]
  /// By the noun's lemma or form, in the order in which they are tried.
  private(set) var nouns: [String: [Frame]] = [:]
  /// The expressions of both.
  private(set) var count = 0

  /// The lexicon of the executable.
  static let shared = FrameLexicon(
    verbRows: EmbeddedTable.rows(of: "frames-verbs.tsv"),
    nounRows: EmbeddedTable.rows(of: "frames-nouns.tsv"))

  /// A lexicon of the rows of its two files; rows that make no sense are left out.
  init(verbRows: [[Substring]], nounRows: [[Substring]]) {
    add(verbRows: verbRows, nounRows: nounRows, areUser: false)
  }

  /// The same lexicon with rows of the user's, which are tried before those it has.
  func adding(verbRows: [[Substring]], nounRows: [[Substring]]) -> FrameLexicon {
    var copy = self
    copy.add(verbRows: verbRows, nounRows: nounRows, areUser: true)
    return copy
  }

  private mutating func add(verbRows: [[Substring]], nounRows: [[Substring]], areUser: Bool) {
    for (rows, areNouns) in [(verbRows, false), (nounRows, true)] {
      var heads: Set<String> = []
      for row in rows where row.count >= 7 {
        for var frame in Self.frames(of: row, order: count, headIsLast: areNouns) {
          frame.isUser = areUser
          heads.insert(frame.head)
          count += 1
          if areNouns {
            nouns[frame.head, default: []].append(frame)
          } else {
            verbs[frame.head, default: []].append(frame)
          }
        }
      }
      for head in heads {
        if areNouns {
          nouns[head]?.sort { $0.precedes($1) }
        } else {
          verbs[head]?.sort { $0.precedes($1) }
        }
      }
    }
  }

  /// The words of an expression that a text may vary: they are not asked for.
  private static let fillers: Set<String> = ["a", "an", "the", "his", "her", "its", "their"]

  private static func frames(of row: [Substring], order: Int, headIsLast: Bool) -> [Frame] {
    let type = EventType(rawValue: String(row[0]))
    guard type != nil || row[0] == "-" else { return [] }
    let operatorName = row[2] == "-" ? "" : String(row[2])
    var actors = EmbeddedTable.list(row[3], by: "|")
    let isSymmetric = actors.first == "both"
    actors.removeAll { $0 == "both" || $0 == "none" }
    if actors.isEmpty && row[3] != "none" { actors = ["subj"] }
    let recipients = EmbeddedTable.list(row[4], by: "|").map(SideSlot.init)
    let conditions = EmbeddedTable.list(row[5], by: ";").compactMap(FrameCondition.init)
    return EmbeddedTable.list(row[6], by: ",").enumerated().compactMap { offset, name in
      let words = name.split(separator: " ").map(String.init)
      guard let head = headIsLast ? Self.nounHead(words) : words.first else { return nil }
      var others = words
      others.remove(at: headIsLast ? (words.lastIndex(of: head) ?? 0) : 0)
      others.removeAll { fillers.contains($0) }
      return Frame(
        type: type, mode: row[1] == "-" ? "" : String(row[1]), operatorName: operatorName,
        isSymmetric: isSymmetric, actors: actors.map(SideSlot.init), recipients: recipients,
        conditions: conditions, head: head, others: others, order: order + offset, name: name)
    }
  }

  /// The head of a noun expression: its last word before a preposition.
  private static func nounHead(_ words: [String]) -> String? {
    let prepositions: Set<String> = [
      "of", "for", "to", "against", "with", "on", "by", "from", "in",
    ]
    guard let cut = words.firstIndex(where: { prepositions.contains($0) }), cut > 0 else {
      return words.last
    }
    return words[cut - 1]
  }
}
