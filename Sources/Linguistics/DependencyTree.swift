/// The tree of one sentence: a head and a relation a token, by places in the sentence.
struct DependencyTree: Sendable {
  /// The tags, as the parser settled them.
  var tags: [Tag]
  /// The head of each token, -1 for the root.
  private(set) var heads: [Int]
  /// The relation of each token to its head.
  private(set) var relations: [DependencyRelation]
  private var isAttached: [Bool]

  /// A tree without arcs.
  init(tags: [Tag]) {
    self.tags = tags
    heads = Array(repeating: -1, count: tags.count)
    relations = Array(repeating: .dep, count: tags.count)
    isAttached = Array(repeating: false, count: tags.count)
  }

  /// Whether a token has its head.
  func hasHead(_ token: Int) -> Bool { isAttached[token] }

  /// Attaches a token that has no head yet, unless that would close a circle.
  @discardableResult
  mutating func attach(_ token: Int, to head: Int, _ relation: DependencyRelation) -> Bool {
    guard token != head, !isAttached[token], !isBelow(head, token) else { return false }
    heads[token] = head
    relations[token] = relation
    isAttached[token] = true
    return true
  }

  /// Gives a token another head, unless that would close a circle.
  mutating func move(_ token: Int, to head: Int, _ relation: DependencyRelation) {
    guard !isBelow(head, token) else { return }
    isAttached[token] = false
    attach(token, to: head, relation)
  }

  /// Whether `token` is `ancestor` or hangs from it.
  func isBelow(_ token: Int, _ ancestor: Int) -> Bool {
    var current = token
    while current >= 0 {
      if current == ancestor { return true }
      current = isAttached[current] ? heads[current] : -1
    }
    return false
  }

  /// The topmost token that a token hangs from.
  func top(of token: Int) -> Int {
    var current = token
    while isAttached[current], heads[current] >= 0 { current = heads[current] }
    return current
  }

  /// Makes `root` the root, and hangs whatever has no head from it.
  mutating func finish(root: Int) {
    isAttached[root] = true
    heads[root] = -1
    relations[root] = .root
    for token in heads.indices where !isAttached[token] {
      attach(token, to: root, tags[token].partOfSpeech == .punctuation ? .punct : .dep)
    }
  }
}
