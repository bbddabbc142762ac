/// Builds the tree of a sentence by rules of English.
struct DependencyParser: Sendable {
  /// The tree of a sentence's words.
  func parse(words: [String], tags: [Tag], lemmas: [String]) -> DependencyTree {
    var tree = DependencyTree(tags: tags)
    let root = tags.firstIndex { $0.isVerb } ?? 0
    tree.finish(root: root)
    return tree
  }
}
