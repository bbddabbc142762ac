extension ClauseParser {
  /// Attaches every clause to the verb or noun that it depends on.
  mutating func attachClauses() {
    for index in phrases.indices where phrases[index].kind == .verb {
      switch phrases[index].form {
      case .finite: attachFinite(index)
      case .infinitive: attachInfinitive(index)
      case .gerund: attachGerund(index)
      case .participle: attachParticiple(index)
      case .bare: attachBare(index)
      }
    }
  }

  // MARK: - Finite clauses

  mutating func attachFinite(_ index: Int) {
    let head = phrases[index].head
    guard !tree.hasHead(head) else { return }
    if let subject = phrases[index].subject, phrases[subject].kind == .relative {
      attachRelative(index, opener: subject)
      return
    }
    let start = phrases[index].subject.map { min($0, index) } ?? index
    guard let opener = opener(before: start) else {
      attachPreceding(to: index)
      return
    }
    if phrases[start].isWhose {
      attachRelative(index, opener: start)
      return
    }
    switch phrases[opener].kind {
    case .relative: attachRelative(index, opener: opener)
    case .subordinator: attachSubordinate(index, opener: opener)
    case .noun where phrases[opener].isQuestion: attachQuestion(index, opener: opener)
    case .coordinator: attachConjunct(index, coordinator: opener)
    case .verb: attachContent(index, to: opener)
    case .noun: attachAfterNoun(index, noun: opener)
    case .comma, .dash, .open: attachAfterMark(index, mark: opener)
    case .preposition:
      tree.attach(phrases[opener].head, to: head, .mark)
      if let verb = verb(before: opener) { tree.attach(head, to: phrases[verb].head, .advcl) }
    case .adjective: tree.attach(head, to: phrases[opener].head, .ccomp)
    case .adverb, .close, .stop, .other: attachPreceding(to: index)
    }
  }

  /// What stands before a clause's subject, over prepositional phrases that precede it.
  private func opener(before start: Int) -> Int? {
    var place = before(start)
    while place >= 0, let governor = phrases[place].governor, phrases[place].kind == .noun {
      let next = before(governor)
      // Only where something opens the clause farther left: "that in Seoul they met".
      guard next >= 0,
        [.subordinator, .coordinator, .comma, .relative].contains(phrases[next].kind)
      else { break }
      place = next
    }
    if place > 0, phrases[place].kind == .comma {
      // "that, in Seoul, they met"
      var earlier = place - 1
      while earlier > 0, ![.comma, .verb, .stop].contains(phrases[earlier].kind) { earlier -= 1 }
      if phrases[earlier].kind == .comma, earlier > 0 {
        let next = before(earlier)
        if next >= 0, [.subordinator, .coordinator].contains(phrases[next].kind) { return next }
      }
    }
    return place >= 0 ? place : nil
  }

  private mutating func attachRelative(_ index: Int, opener: Int) {
    let head = phrases[index].head
    var noun = opener - 1
    if let governor = phrases[opener].governor { noun = governor - 1 }
    if kind(noun) == .comma { noun -= 1 }
    if phrases[opener].kind == .relative, phrases[index].subject != opener {
      let relation: DependencyRelation
      if phrases[opener].governor != nil {
        relation = .obl
      } else {
        relation = phrases[index].object == nil ? .obj : .dep
      }
      tree.attach(phrases[opener].head, to: head, relation)
    }
    if kind(noun) == .noun || kind(noun) == .adjective {
      noun = agreeingNoun(with: index, opener: opener, from: noun)
      tree.attach(head, to: phrases[noun].head, .relativeClause)
    } else if let verb = verb(before: opener) {
      tree.attach(head, to: phrases[verb].head, .ccomp)
    }
  }

  /// "the firms in Chile that have left": the noun, of those before, that the verb agrees with.
  private func agreeingNoun(with verb: Int, opener: Int, from nearest: Int) -> Int {
    guard phrases[verb].subject == opener, kind(nearest) == .noun,
      let first = phrases[verb].tokens.first(where: { tree.tags[$0].isFinite })
    else { return nearest }
    let isPlural: Bool
    switch tree.tags[first] {
    case .plural, .auxPlural: isPlural = true
    case .singular, .auxSingular: isPlural = false
    default: return nearest
    }
    var place = nearest
    while place >= 0, nearest - place < 8 {
      switch phrases[place].kind {
      case .noun where isPluralNoun(place) == isPlural && !phrases[place].isTemporal: return place
      case .verb where phrases[place].form == .finite: return nearest
      case .relative, .subordinator, .stop, .dash: return nearest
      default: place -= 1
      }
    }
    return nearest
  }

  private func isPluralNoun(_ place: Int) -> Bool {
    tree.tags[phrases[place].head].isPlural
      || phrases.contains { $0.firstConjunct == place }
  }

  private mutating func attachSubordinate(_ index: Int, opener: Int) {
    let head = phrases[index].head
    let token = phrases[opener].head
    let marker = lower[token]
    let isAdverb = tree.tags[token] == .whAdverb
    tree.attach(token, to: head, isAdverb ? .advmod : .mark)
    let previous = before(opener)
    if marker == "that" {
      attachThatClause(index, previous: previous, opener: opener)
      return
    }
    if kind(previous) == .verb, isSaying(previous),
      isAdverb || marker == "whether" || marker == "if"
    {
      tree.attach(head, to: phrases[previous].head, .ccomp)
    } else if isAdverb, kind(previous) == .noun, ["when", "where", "why"].contains(marker),
      marker != "when" || phrases[previous].isTemporal
    {
      tree.attach(head, to: phrases[previous].head, .relativeClause)
    } else if kind(previous) == .preposition || marker == "how" || marker == "whether" {
      if let verb = verb(before: opener) { tree.attach(head, to: phrases[verb].head, .ccomp) }
    } else if kind(previous) == .coordinator {
      attachConjunct(index, coordinator: previous)
    } else {
      attachAdverbial(index, from: opener)
    }
  }

  /// An adverbial clause belongs to the clause before it, at the start to the one after.
  mutating func attachAdverbial(_ index: Int, from opener: Int) {
    let host = mainVerb(before: opener) ?? verb(after: index)
    if let host { tree.attach(phrases[index].head, to: phrases[host].head, .advcl) }
  }

  private mutating func attachThatClause(_ index: Int, previous: Int, opener: Int) {
    let head = phrases[index].head
    switch kind(previous) {
    case .verb?: tree.attach(head, to: phrases[previous].head, .ccomp)
    case .adjective?: tree.attach(head, to: phrases[previous].head, .ccomp)
    case .coordinator?: attachConjunct(index, coordinator: previous)
    case .noun?:
      // "told reporters that", "said on Friday that"; else the noun's content: "the view that".
      guard let verb = verb(before: opener) else {
        tree.attach(head, to: phrases[previous].head, .acl)
        return
      }
      let isVerbs =
        isSaying(verb)
        && (phrases[previous].governor != nil || phrases[previous].isTemporal
          || classes.indirect.contains(verbLemma(verb)))
      if isVerbs || phrases[previous].subjectOf != nil {
        tree.attach(head, to: phrases[verb].head, .ccomp)
      } else {
        tree.attach(head, to: phrases[previous].head, .acl)
      }
    default:
      if let verb = mainVerb(before: opener) {
        tree.attach(head, to: phrases[verb].head, .ccomp)
      }
    }
  }

  /// "what the government calls": a question or a clause that stands for a noun.
  private mutating func attachQuestion(_ index: Int, opener: Int) {
    let head = phrases[index].head
    if phrases[index].subject != opener {
      tree.attach(phrases[opener].head, to: head, .obj)
    }
    let previous = before(opener)
    if kind(previous) == .verb {
      tree.attach(head, to: phrases[previous].head, .ccomp)
    } else if kind(previous) == .preposition {
      tree.attach(phrases[previous].head, to: head, .case)
      if let verb = verb(before: previous) { tree.attach(head, to: phrases[verb].head, .advcl) }
    }
  }

  /// A clause without "that" after a verb: "said he agreed".
  private mutating func attachContent(_ index: Int, to verb: Int) {
    tree.attach(phrases[index].head, to: phrases[verb].head, .ccomp)
  }

  /// "told reporters he", or a relative clause without a pronoun: "the importance Moon attached".
  private mutating func attachAfterNoun(_ index: Int, noun: Int) {
    let head = phrases[index].head
    if let verb = verb(before: noun), isSaying(verb),
      phrases[noun].isTemporal || phrases[noun].governor != nil
        || classes.indirect.contains(verbLemma(verb))
    {
      tree.attach(head, to: phrases[verb].head, .ccomp)
    } else if phrases[index].subject != nil, !phrases[noun].isTemporal {
      tree.attach(head, to: phrases[noun].head, .relativeClause)
    } else {
      attachPreceding(to: index)
    }
  }

  private mutating func attachAfterMark(_ index: Int, mark: Int) {
    if let main = mainVerb(before: mark), isSaying(main), opensQuotation(after: mark),
      !hasContent(main)
    {
      tree.attach(phrases[index].head, to: phrases[main].head, .ccomp)
      return
    }
    if phrases[mark].kind == .comma {
      attachPreceding(to: index)
      return
    }
    // A second clause without a conjunction goes beside the first: "it is late; they left".
    if let main = mainVerb(before: mark) {
      tree.attach(phrases[index].head, to: phrases[main].head, .parataxis)
    }
  }

  /// Whether a quotation begins after a comma or colon: "she said, "We ..."".
  private func opensQuotation(after mark: Int) -> Bool {
    let next = phrases[mark].tokens.upperBound
    return words.indices.contains(next) && words[next] == "\""
  }

  /// Whether a verb has a clause already.
  private func hasContent(_ verb: Int) -> Bool {
    let head = phrases[verb].head
    return tree.heads.indices.contains {
      tree.heads[$0] == head && tree.relations[$0] == .ccomp && tree.hasHead($0)
    }
  }

  /// What was said before "..., he said" is said by it.
  private mutating func attachPreceding(to index: Int) {
    guard classes.speech.contains(verbLemma(index)) else { return }
    for place in phrases.indices.prefix(index) where phrases[place].kind == .verb {
      let head = phrases[place].head
      if !tree.hasHead(head), phrases[place].form == .finite || phrases[place].form == .bare {
        tree.attach(head, to: phrases[index].head, .ccomp)
        return
      }
    }
  }

  // MARK: - Conjuncts

  /// Joins a verb to the earlier verb that it is coordinated with.
  mutating func attachConjunct(_ index: Int, coordinator: Int) {
    let head = phrases[index].head
    tree.attach(phrases[coordinator].head, to: head, .cc)
    guard let partner = partner(of: index, coordinator: coordinator) else { return }
    tree.attach(head, to: phrases[partner].head, .conj)
    if kind(coordinator - 1) == .comma {
      tree.attach(phrases[coordinator - 1].head, to: head, .punct)
    }
  }

  /// The nearest verb to the left of the same form, outside relative clauses where a comma or a
  /// subject of its own makes the conjunct a clause.
  private func partner(of index: Int, coordinator: Int) -> Int? {
    let hasOwnSubject = phrases[index].subject != nil || kind(coordinator - 1) == .comma
    var fallback: Int?
    for place in stride(from: coordinator - 1, through: 0, by: -1)
    where phrases[place].kind == .verb {
      guard isSameForm(phrases[place].form, phrases[index].form) else { continue }
      let relation = tree.hasHead(phrases[place].head) ? tree.relations[phrases[place].head] : .root
      if hasOwnSubject, relation == .relativeClause || relation == .advcl {
        fallback = fallback ?? place
        continue
      }
      if !hasOwnSubject, let outer = outerPartner(of: index, inside: place) { return outer }
      return place
    }
    return fallback ?? verb(before: coordinator)
  }

  /// "claimed that it harms her and took measures": the tense joins the conjunct to the outer verb.
  private func outerPartner(of index: Int, inside place: Int) -> Int? {
    let head = phrases[place].head
    guard tree.hasHead(head), tree.relations[head] == .ccomp,
      let outer = phrases.indices.prefix(place).last(where: {
        phrases[$0].kind == .verb && phrases[$0].head == tree.heads[head]
      }),
      let tense = tense(of: index), tense == self.tense(of: outer), tense != self.tense(of: place)
    else { return nil }
    return outer
  }

  /// Past or present, as the first of a clause's verbs says; nil for modals.
  private func tense(of place: Int) -> VerbForm? {
    let first = phrases[place].tokens.first {
      tree.tags[$0].isVerb || tree.tags[$0].isAuxiliary
    }
    guard let first, tree.tags[first] != .modal else { return nil }
    return tree.tags[first].verbForm
  }

  private func isSameForm(_ a: Phrase.Form, _ b: Phrase.Form) -> Bool {
    a == b || a == .infinitive && b == .bare || a == .finite && b == .bare
  }
}
