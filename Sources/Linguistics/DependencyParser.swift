/// Builds the tree of a sentence by rules of English: phrases first (`PhraseChunker`), then their
/// joints (`ClauseParser`).
struct DependencyParser: Sendable {
  /// The tree of a sentence's words.
  func parse(words: [String], tags: [Tag], lemmas: [String]) -> DependencyTree {
    var chunker = PhraseChunker(words: words, lemmas: lemmas, tree: DependencyTree(tags: tags))
    chunker.chunk()
    var clauses = ClauseParser(chunker)
    clauses.parse()
    return clauses.tree
  }
}
