/// Where infinitives, participles and bare verbs belong.
extension ClauseParser {
  mutating func attachInfinitive(_ index: Int) {
    let head = phrases[index].head
    guard !tree.hasHead(head) else { return }
    let previous = before(index)
    switch kind(previous) {
    case .adjective? where tree.relations[phrases[previous].head] == .obj:
      tree.attach(head, to: tree.heads[phrases[previous].head], .advcl)
    case .verb?, .adjective?: tree.attach(head, to: phrases[previous].head, .xcomp)
    case .noun?: attachInfinitive(index, after: previous)
    case .coordinator?: attachConjunct(index, coordinator: previous)
    case .subordinator?:
      tree.attach(phrases[previous].head, to: head, .mark)
      if let verb = verb(before: previous) {
        let isContent = isSaying(verb) && word(previous) != "in"
        tree.attach(head, to: phrases[verb].head, isContent ? .xcomp : .advcl)
      }
    default: attachAdverbial(index, from: index)
    }
  }

  private mutating func attachInfinitive(_ index: Int, after nearest: Int) {
    let head = phrases[index].head
    // "reached an agreement last month to end": the time between is no host.
    let isBehind = phrases[nearest].isTemporal && kind(nearest - 1) == .noun
    let noun = isBehind ? nearest - 1 : nearest
    let first = phrases[noun].firstConjunct ?? noun
    let takesInfinitive = classes.infinitiveNoun.contains(lemmas[phrases[noun].head].lowercased())
    guard let verb = verb(before: noun) else {
      tree.attach(head, to: phrases[noun].head, .acl)
      return
    }
    let isObject =
      phrases[verb].object == first || phrases[first].governor.map { $0 > verb } ?? false
    if takesInfinitive || phrases[noun].isPredicate || phrases[noun].subjectOf != nil {
      tree.attach(head, to: phrases[noun].head, .acl)
    } else if isObject, classes.objectControl.contains(verbLemma(verb)) || isCallOn(verb, first) {
      tree.attach(head, to: phrases[verb].head, .xcomp)
    } else {
      tree.attach(head, to: phrases[verb].head, phrases[noun].isTemporal ? .xcomp : .advcl)
    }
  }

  /// "called on China to", "appealed to them to".
  private func isCallOn(_ verb: Int, _ noun: Int) -> Bool {
    guard let governor = phrases[noun].governor else { return false }
    let pair = verbLemma(verb) + " " + word(governor)
    return ["appeal to", "call for", "call on", "call upon", "wait for"].contains(pair)
  }

  mutating func attachGerund(_ index: Int) {
    let head = phrases[index].head
    guard !tree.hasHead(head) else { return }
    let previous = before(index)
    switch kind(previous) {
    case .preposition?, .subordinator?: attachMarked(index, marker: previous)
    case .verb?:
      let isComplement =
        classes.gerund.contains(verbLemma(previous)) || tree.tags[phrases[previous].head].isVerb
      tree.attach(head, to: phrases[previous].head, isComplement ? .xcomp : .advcl)
    case .noun?:
      tree.attach(head, to: phrases[previous].head, .acl)
    case .coordinator?: attachConjunct(index, coordinator: previous)
    case .comma?:
      if let verb = mainVerb(before: previous) {
        tree.attach(head, to: phrases[verb].head, .advcl)
      } else if kind(previous - 1) == .noun {
        tree.attach(head, to: phrases[previous - 1].head, .acl)
      } else {
        attachAdverbial(index, from: index)
      }
    default: attachAdverbial(index, from: index)
    }
  }

  /// "after meeting", "of doing", "as expected".
  private mutating func attachMarked(_ index: Int, marker: Int) {
    let head = phrases[index].head
    let token = phrases[marker].head
    tree.attach(token, to: head, tree.tags[token] == .whAdverb ? .advmod : .mark)
    let previous = before(marker)
    if kind(previous) == .noun, let verb = verb(before: previous) {
      let belongs = belongsToNounBeforeVerb(word(marker), noun: previous, verb: verb)
      let host = belongs ? phrases[previous].head : phrases[verb].head
      tree.attach(head, to: host, belongs ? .acl : .advcl)
    } else if kind(previous) == .noun {
      tree.attach(head, to: phrases[previous].head, .acl)
    } else if kind(previous) == .verb || kind(previous) == .adjective {
      tree.attach(head, to: phrases[previous].head, .advcl)
    } else if kind(previous) == .coordinator {
      attachConjunct(index, coordinator: previous)
    } else {
      attachAdverbial(index, from: marker)
    }
  }

  private func belongsToNounBeforeVerb(_ marker: String, noun: Int, verb: Int) -> Bool {
    if marker == "of" { return true }
    if phrases[noun].subjectOf != nil { return true }
    return AttachmentPreferences.shared.prefersNoun(
      lemmas[phrases[noun].head].lowercased(), over: verbLemma(verb), preposition: marker)
      && !["after", "before", "by", "since", "while", "without"].contains(marker)
  }

  mutating func attachParticiple(_ index: Int) {
    let head = phrases[index].head
    guard !tree.hasHead(head) else { return }
    let previous = before(index)
    switch kind(previous) {
    case .noun?: tree.attach(head, to: phrases[previous].head, .acl)
    case .comma? where kind(previous - 1) == .noun:
      tree.attach(head, to: phrases[previous - 1].head, .acl)
    case .coordinator?: attachConjunct(index, coordinator: previous)
    case .verb?: tree.attach(head, to: phrases[previous].head, .xcomp)
    case .preposition?, .subordinator?: attachMarked(index, marker: previous)
    default: attachAdverbial(index, from: index)
    }
  }

  mutating func attachBare(_ index: Int) {
    guard !tree.hasHead(phrases[index].head) else { return }
    let previous = before(index)
    if kind(previous) == .noun, let verb = verb(before: previous),
      ["have", "hear", "help", "let", "make", "see", "watch"].contains(verbLemma(verb))
    {
      tree.attach(phrases[index].head, to: phrases[verb].head, .xcomp)
    } else if kind(previous) == .verb {
      tree.attach(phrases[index].head, to: phrases[previous].head, .xcomp)
    } else if kind(previous) == .comma, let first = openInfinitive(before: previous) {
      // "to keep the peace, settle disputes and ..."
      tree.attach(phrases[index].head, to: phrases[first].head, .conj)
    } else {
      attachFinite(index)
    }
  }

  /// The infinitive that a list of verbs may go on from, nil where a clause comes between.
  private func openInfinitive(before place: Int) -> Int? {
    for index in stride(from: place - 1, through: 0, by: -1) {
      switch phrases[index].kind {
      case .verb:
        let isOpen = phrases[index].form == .infinitive || phrases[index].form == .bare
        return isOpen ? index : nil
      case .subordinator, .relative, .stop: return nil
      default: continue
      }
    }
    return nil
  }

  /// The nearest finite verb to the left that is no relative clause's; else any verb.
  func mainVerb(before place: Int) -> Int? {
    var fallback: Int?
    for index in stride(from: place - 1, through: 0, by: -1) where phrases[index].kind == .verb {
      if fallback == nil { fallback = index }
      guard phrases[index].form == .finite else { continue }
      let head = phrases[index].head
      if tree.hasHead(head), tree.relations[head] == .relativeClause { continue }
      return index
    }
    return fallback
  }
}
