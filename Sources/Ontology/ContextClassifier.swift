/// Says which contexts of PLOVER a sentence speaks of, by the words that call them up.
public struct ContextClassifier: Sendable {
  /// The built-in words.
  public static let shared = ContextClassifier()

  /// The names of the contexts, sorted.
  public let contexts: [String]
  /// From the first word of a phrase to the phrases that begin with it.
  private let phrases: [String: [(words: [String], context: Int)]]

  private init() {
    var contexts: [String] = []
    var phrases: [String: [(words: [String], context: Int)]] = [:]
    let text = String(decoding: embeddedBytes(named: "plover-contexts.tsv"), as: UTF8.self)
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t")
      guard fields.count == 2 else { continue }
      for phrase in fields[1].split(separator: "|") {
        let words = phrase.split(separator: " ").map(String.init)
        phrases[words[0], default: []].append((words, contexts.count))
      }
      contexts.append(String(fields[0]))
    }
    self.contexts = contexts
    self.phrases = phrases
  }

  /// The contexts of a sentence of these lemmas (upper case does not count), sorted by name.
  public func contexts(of lemmas: some Sequence<String>) -> [String] {
    let lemmas = lemmas.map { $0.lowercased() }
    var found: Set<Int> = []
    for (place, lemma) in lemmas.enumerated() {
      for phrase in phrases[lemma] ?? []
      where lemmas[place...].starts(with: phrase.words) {
        found.insert(phrase.context)
      }
    }
    return found.sorted().map { contexts[$0] }
  }
}
