extension ClauseParser {
  // MARK: - Objects

  /// Gives verbs the noun phrases that follow them.
  mutating func takeObjects() {
    for index in phrases.indices where phrases[index].kind == .verb && !isCopulaWithPredicate(index)
    {
      takeObjects(of: index)
    }
  }

  private func isCopulaWithPredicate(_ index: Int) -> Bool {
    phrases[index].isCopula && tree.tags[phrases[index].head].isAuxiliary == false
  }

  private mutating func takeObjects(of verb: Int) {
    let head = phrases[verb].head
    var objects: [Int] = []
    var place = after(verb)
    while place < phrases.count {
      let phrase = phrases[place]
      switch phrase.kind {
      case .noun:
        if phrase.subjectOf == verb || phrase.firstConjunct != nil { break }
        guard !phrase.isUsed, phrase.governor == nil, !phrase.isQuestion || objects.isEmpty else {
          return
        }
        if phrase.isTemporal {
          tree.attach(phrase.head, to: head, .oblTemporal)
        } else if !takeObject(place, of: verb, after: objects) {
          return
        } else {
          objects.append(place)
        }
        phrases[place].isUsed = true
      case .adjective:
        guard phrase.governor == nil else { return }
        // "do more to help"
        let isAmount = objects.isEmpty && ["enough", "less", "more"].contains(word(place))
        tree.attach(phrase.head, to: head, isAmount ? .obj : .xcomp)
        phrases[place].isUsed = true
      case .coordinator:
        guard kind(place + 1) == .noun, phrases[place + 1].firstConjunct != nil else { return }
      case .comma:
        guard kind(place + 1) == .noun, phrases[place + 1].firstConjunct != nil else { return }
      case .adverb: break
      default: return
      }
      place += 1
    }
  }

  /// Attaches one more noun phrase to a verb; false where the verb has no room for it.
  private mutating func takeObject(_ place: Int, of verb: Int, after objects: [Int]) -> Bool {
    let head = phrases[verb].head
    let token = phrases[place].head
    if phrases[verb].isCopula {
      tree.attach(token, to: head, .nsubj)
      return objects.isEmpty
    }
    if phrases[verb].isPassive || phrases[verb].form == .participle {
      guard objects.isEmpty else { return false }
      let isRole = Self.naming.contains(verbLemma(verb))
      return tree.attach(token, to: head, isRole ? .xcomp : .obj)
    }
    guard let first = objects.first else {
      phrases[verb].object = place
      let isCopular = Self.copular.contains(verbLemma(verb))
      return tree.attach(token, to: head, isCopular ? .xcomp : .obj)
    }
    guard objects.count == 1 else { return false }
    if Self.naming.contains(verbLemma(verb)) { return tree.attach(token, to: head, .xcomp) }
    guard classes.ditransitive.contains(verbLemma(verb)) else { return false }
    tree.move(phrases[first].head, to: head, .iobj)
    return tree.attach(token, to: head, .obj)
  }

  private static let copular: Set<String> = ["become", "remain", "seem"]
  private static let naming: Set<String> = [
    "appoint", "call", "consider", "crown", "declare", "deem", "dub", "elect", "label", "make",
    "name", "nominate", "proclaim",
  ]

  // MARK: - Appositions

  /// "Wang Yi, China's foreign minister," and what brackets add to a noun.
  mutating func attachAppositions() {
    for index in phrases.indices where phrases[index].kind == .comma || phrases[index].kind == .open
    {
      let next = index + 1
      let host = index - 1
      guard kind(next) == .noun, kind(host) == .noun, !phrases[next].isUsed,
        phrases[next].governor == nil, phrases[next].subjectOf == nil, !phrases[next].isQuestion
      else { continue }
      let isTemporal = phrases[next].isTemporal && !phrases[host].isTemporal
      let relation: DependencyRelation = isTemporal ? .nmodTemporal : .appos
      guard !isTemporal || phrases[index].kind == .open else { continue }
      if tree.attach(phrases[next].head, to: phrases[host].head, relation) {
        phrases[next].isUsed = true
        tree.attach(phrases[index].head, to: phrases[next].head, .punct)
        if [.comma, .close].contains(kind(next + 1)) {
          tree.attach(phrases[next + 1].head, to: phrases[next].head, .punct)
        }
      }
    }
  }

  // MARK: - Prepositions

  /// Attaches prepositions to their nouns, and these to verbs or nouns.
  mutating func attachPrepositions() {
    for index in phrases.indices where phrases[index].kind == .preposition {
      let next = after(index)
      guard phrases.indices.contains(next), phrases[next].governor == index else { continue }
      let token = phrases[next].head
      if phrases[next].isQuestion, kind(after(next)) == .noun || kind(after(next)) == .verb {
        // "in what they call peace": the clause is what the preposition governs.
        continue
      }
      tree.attach(phrases[index].head, to: token, .case)
      if phrases[next].isPredicate || phrases[next].kind == .relative { continue }
      phrases[next].isUsed = true
      attachObject(token, of: index)
    }
  }

  private mutating func attachObject(_ token: Int, of index: Int) {
    let preposition = word(index)
    let previous = before(index)
    switch kind(previous) {
    case .noun?:
      let verb = verb(before: previous)
      if belongsToNoun(preposition, noun: previous, verb: verb, token: token) {
        tree.attach(token, to: phrases[previous].head, .nmod)
      } else if let verb {
        tree.attach(token, to: phrases[verb].head, relation(preposition, verb))
      } else {
        tree.attach(token, to: phrases[previous].head, .nmod)
      }
    case .verb?:
      tree.attach(token, to: phrases[previous].head, relation(preposition, previous))
    case .adjective?:
      tree.attach(token, to: phrases[previous].head, .obl)
    case .coordinator? where attachConjoined(token, of: index): break
    default:
      // After a mark or at the start: the clause's verb, on the left where there is one.
      if preposition == "according", let main = mainVerb(before: index) {
        tree.attach(token, to: phrases[main].head, .obl)
      } else if let verb = verb(before: index) ?? verb(after: index) {
        tree.attach(token, to: phrases[verb].head, relation(preposition, verb))
      }
    }
  }

  /// "from Seoul and from Beijing": joined to the earlier phrase with the same preposition.
  private mutating func attachConjoined(_ token: Int, of index: Int) -> Bool {
    let coordinator = before(index)
    for place in stride(from: coordinator - 1, through: max(0, coordinator - 5), by: -1) {
      guard let governor = phrases[place].governor, governor >= 0, word(governor) == word(index)
      else { continue }
      tree.attach(phrases[coordinator].head, to: token, .cc)
      return tree.attach(token, to: phrases[place].head, .conj)
    }
    return false
  }

  private func relation(_ preposition: String, _ verb: Int) -> DependencyRelation {
    let isPassive = phrases[verb].isPassive || phrases[verb].form == .participle
    return preposition == "by" && isPassive ? .oblAgent : .obl
  }

  /// The verb of the clause that a place stands in, to its left.
  func verb(before place: Int) -> Int? {
    var index = place - 1
    while index >= 0 {
      switch phrases[index].kind {
      case .verb: return index
      case .stop, .subordinator, .relative: return nil
      default: index -= 1
      }
    }
    return nil
  }

  /// The first finite verb to the right that no subordinator opens.
  func verb(after place: Int) -> Int? {
    var index = place + 1
    var isSubordinate = false
    while index < phrases.count {
      switch phrases[index].kind {
      case .subordinator, .relative: isSubordinate = true
      case .verb where phrases[index].form == .finite:
        if !isSubordinate { return index }
        isSubordinate = false
      case .stop: return nil
      default: break
      }
      index += 1
    }
    return nil
  }

  /// Whether a prepositional phrase after a noun describes it rather than the verb before.
  private func belongsToNoun(_ preposition: String, noun: Int, verb: Int?, token: Int) -> Bool {
    guard let verb else { return true }
    if preposition == "of" { return true }
    if phrases[noun].isTemporal || classes.temporal.contains(lower[token]) { return false }
    if tree.tags[phrases[noun].head].partOfSpeech == .pronoun { return false }
    // The subject's own modifiers stand before its verb.
    if phrases[noun].subjectOf != nil { return true }
    let noun = lemmas[phrases[noun].head].lowercased()
    return AttachmentPreferences.shared.prefersNoun(
      noun, over: verbLemma(verb), preposition: preposition)
  }
}
