/// Finds what a sentence speaks of.
struct MentionFinder {
  let words: [String]
  let tree: DependencyTree
  let offset: Int
  let sentence: Int

  /// The mentions in order of their heads.
  func mentions() -> [Mention] { [] }
}
