/// The tree of one sentence: a tag, a head and a relation a token, by places in the sentence.
struct DependencyTree: Sendable {
  /// The tags.
  let tags: [Tag]
  /// The head of each token, -1 for the root.
  let heads: [Int]
  /// The relation of each token to its head.
  let relations: [DependencyRelation]
  /// The names that the tagger sees, from left to right.
  let names: [(tokens: Range<Int>, type: NameType)]

  /// The tree of a sentence that the network has read.
  init(_ sentence: ParsedSentence, forms: [String]) {
    tags = zip(sentence.tokens, forms).map { $0.combinedTag(form: $1) }
    heads = sentence.tokens.map(\.head)
    relations = sentence.tokens.map(\.dependencyRelation)
    names = sentence.names
  }

  /// The name that a token stands in.
  func name(at token: Int) -> (tokens: Range<Int>, type: NameType)? {
    names.first { $0.tokens.contains(token) }
  }
}
