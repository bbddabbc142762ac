/// The root, and whatever the other steps left without a head.
extension ClauseParser {
  /// Chooses the root, and hangs adverbs and marks from the clause they stand in.
  mutating func attachRest() {
    let root = rootToken()
    for index in phrases.indices where phrases[index].kind == .verb {
      let head = phrases[index].head
      guard head != root, !tree.hasHead(head) else { continue }
      tree.attach(head, to: root, .parataxis)
    }
    for index in phrases.indices where !tree.hasHead(phrases[index].head) {
      let token = phrases[index].head
      guard token != root else { continue }
      switch phrases[index].kind {
      case .adverb, .subordinator: attachAdverb(index, root: root)
      case .noun:
        attachLeftover(index, root: root)
      case .coordinator: tree.attach(token, to: root, .cc)
      case .preposition: attachAdverb(index, root: root)
      default: break
      }
    }
    tree.finish(root: root)
  }

  /// A noun phrase that nothing took: a time, or an object that a phrase came before ("stressed to
  /// them the need").
  private mutating func attachLeftover(_ index: Int, root: Int) {
    let token = phrases[index].head
    guard let host = verb(before: index) else {
      tree.attach(token, to: root, phrases[index].isTemporal ? .oblTemporal : .dep)
      return
    }
    let isObject =
      phrases[host].object == nil && !phrases[host].isPassive && !phrases[host].isCopula
      && kind(index - 1) == .noun && phrases[index - 1].governor.map { $0 == host + 1 } ?? false
    let relation: DependencyRelation =
      phrases[index].isTemporal ? .oblTemporal : isObject ? .obj : .dep
    tree.attach(token, to: phrases[host].head, relation)
  }

  private mutating func attachAdverb(_ index: Int, root: Int) {
    let token = phrases[index].head
    let next = index + 1
    let host: Int
    if [.adjective, .subordinator].contains(kind(next)) {
      host = phrases[next].head
    } else if kind(next) == .verb {
      host = phrases[next].head
    } else {
      host = verb(before: index).map { phrases[$0].head } ?? root
    }
    tree.attach(token, to: host, .advmod)
  }

  /// The first verb that depends on nothing, the finite ones before the others; without verbs the
  /// first noun.
  private func rootToken() -> Int {
    var candidates = phrases.filter { $0.kind == .verb && !tree.hasHead($0.head) }
    if let finite = candidates.first(where: { $0.form == .finite }) { return finite.head }
    if let verb = candidates.first { return verb.head }
    candidates = phrases.filter { $0.kind == .noun && !tree.hasHead($0.head) }
    if let noun = candidates.first { return noun.head }
    return phrases.first { !tree.hasHead($0.head) }?.head ?? 0
  }
}
