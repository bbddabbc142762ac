extension ClauseParser {
  /// Finds the subject of every finite verb.
  mutating func findSubjects() {
    for index in phrases.indices where phrases[index].kind == .verb {
      if phrases[index].form == .participle { promote(index) }
      guard phrases[index].form == .finite || phrases[index].form == .bare else { continue }
      if phrases[index].insideSubject != nil { continue }
      let previous = before(index)
      if kind(previous) == .coordinator {
        phrases[index].isCoordinated = true
        continue
      }
      if phrases[index].form == .bare, kind(previous) != .noun { continue }
      if isInverted(index) {
        take(index + 1, for: index)
      } else if let subject = subject(of: index) {
        if isObjectWithParticiple(subject, verb: index) {
          demote(index)
        } else {
          take(subject, for: index)
        }
      } else {
        recoverSubject(of: index)
      }
    }
  }

  /// "the weight Lopez attached to it": a name between a noun and a form in -ed is its subject.
  private mutating func promote(_ index: Int) {
    let name = index - 1
    guard phrases[index].tokens.count == 1, kind(name) == .noun, kind(name - 1) == .noun,
      phrases[name].governor == nil, phrases[name].firstConjunct == nil,
      !phrases[name - 1].isTemporal, isPronoun(name) || isProper(name), !isProper(name - 1)
    else { return }
    phrases[index].form = .finite
    tree.tags[phrases[index].head] = .past
  }

  private func isProper(_ place: Int) -> Bool {
    tree.tags[phrases[place].head] == .properNoun
  }

  private mutating func take(_ subject: Int, for verb: Int) {
    let first = phrases[subject].firstConjunct ?? subject
    phrases[verb].subject = first
    phrases[first].subjectOf = verb
    phrases[first].isUsed = true
  }

  /// "used a method called triage": the noun is the object of a verb that no clause completes, and
  /// the form in -ed after it its participle.
  private func isObjectWithParticiple(_ subject: Int, verb: Int) -> Bool {
    guard tree.tags[phrases[verb].head] == .past, phrases[verb].tokens.count == 1,
      phrases[subject].kind == .noun, subject == before(verb), !isPronoun(subject)
    else { return false }
    let previous = before(subject)
    guard kind(previous) == .verb, !phrases[previous].isCopula, !isSaying(previous) else {
      return false
    }
    return phrases[previous].subject != nil || phrases[previous].form != .finite
  }

  /// "...," said the minister.
  private func isInverted(_ index: Int) -> Bool {
    guard isSaying(index), index > 0, kind(index + 1) == .noun else { return false }
    guard !isFinite(after(index + 1)) else { return false }
    let first = phrases[index].tokens.lowerBound
    let isAfterQuote = first > 0 && words[first - 1] == "\""
    return isAfterQuote || kind(index - 1) == .comma && subject(of: index) == nil
  }

  /// A finite verb without a subject after one that took it: "the deal reached last year collapsed".
  private mutating func recoverSubject(of index: Int) {
    var place = index - 1
    while place >= 0 {
      switch phrases[place].kind {
      case .comma, .coordinator, .subordinator, .relative, .dash, .stop: return
      case .verb where phrases[place].form == .finite:
        guard tree.tags[phrases[place].head] == .past, let subject = phrases[place].subject,
          phrases[place].tokens.count == 1
        else { return }
        demote(place)
        take(subject, for: index)
        return
      default: place -= 1
      }
    }
  }

  /// The nearest free noun phrase to the left, over prepositional phrases and insertions.
  private func subject(of verb: Int) -> Int? {
    var fallback: Int?
    var place = verb - 1
    while place >= 0 {
      let phrase = phrases[place]
      switch phrase.kind {
      case .noun:
        if phrase.isQuestion {
          return place
        } else if let governor = phrase.governor {
          place = governor - 1
        } else if let first = phrase.firstConjunct {
          place = first
        } else if phrase.isPredicate || phrase.subjectOf != nil {
          return fallback
        } else if phrase.isTemporal, kind(place - 1) == .noun || kind(place - 1) == .comma {
          fallback = fallback ?? place
          place -= 1
        } else if let outer = outerSubject(over: place) {
          if outer < 0 { return fallback ?? place }
          fallback = fallback ?? place
          place = outer
        } else {
          return place
        }
      case .relative:
        return phrase.subjectOf == nil && phrase.governor == nil ? place : fallback
      case .verb:
        guard let next = beyond(verb: place) else { return fallback }
        place = next
      case .comma, .dash:
        guard let next = beforeInsertion(endingAt: place) else { return fallback }
        place = next
      case .close: place = opening(of: place) - 1
      case .subordinator, .stop, .open: return fallback
      case .coordinator, .adverb, .adjective, .preposition, .other: place -= 1
      }
    }
    return fallback
  }

  /// Where a noun is the object of a verb form inside the subject, the place to look on from;
  /// nil where the noun is no object, -1 where nothing lies beyond.
  private func outerSubject(over place: Int) -> Int? {
    let previous = before(place)
    guard kind(previous) == .verb, !isPronoun(place), !isSaying(previous) else { return nil }
    let verb = phrases[previous]
    if verb.form == .infinitive || verb.form == .participle || verb.form == .gerund {
      let outer = before(previous)
      return kind(outer) == .noun ? outer : nil
    }
    // "officials who met reporters said"
    guard let subject = verb.subject, phrases[subject].kind == .relative else { return nil }
    let antecedent = kind(subject - 1) == .comma ? subject - 2 : subject - 1
    return kind(antecedent) == .noun ? antecedent : nil
  }

  private func isPronoun(_ place: Int) -> Bool {
    tree.tags[phrases[place].head] == .personalPronoun
  }

  /// The place to look on from when a verb is met: over a modifier of the noun before it.
  private func beyond(verb place: Int) -> Int? {
    guard phrases[place].form == .finite else { return place - 1 }
    guard let subject = phrases[place].subject else { return nil }
    if phrases[subject].kind == .relative {
      return kind(subject - 1) == .comma ? subject - 2 : subject - 1
    }
    // "the man he met said"
    return kind(subject - 1) == .noun ? subject - 1 : nil
  }

  /// The place before a pair of commas or dashes, nil where what stands between is no insertion.
  private func beforeInsertion(endingAt end: Int) -> Int? {
    var place = end - 1
    while place >= 0, phrases[place].kind != phrases[end].kind {
      if phrases[place].kind == .stop || phrases[place].kind == .subordinator { return nil }
      if isFinite(place), let subject = phrases[place].subject,
        phrases[subject].kind != .relative, !phrases[subject].isWhose,
        !(isSaying(place) && end - place <= 2)
      {
        return nil
      }
      place -= 1
    }
    return place > 0 ? place - 1 : nil
  }

  private func opening(of close: Int) -> Int {
    var place = close
    while place > 0, phrases[place].kind != .open { place -= 1 }
    return place
  }

  /// Attaches subjects to the heads of their clauses.
  mutating func attachSubjects() {
    for index in phrases.indices where phrases[index].kind == .verb {
      let head = phrases[index].head
      let isPassive = phrases[index].isPassive
      let relation: DependencyRelation = isPassive ? .nsubjPassive : .nsubj
      if let inside = phrases[index].insideSubject { tree.attach(inside, to: head, relation) }
      guard let subject = phrases[index].subject else { continue }
      let token = phrases[subject].head
      tree.attach(token, to: head, tree.tags[token] == .existential ? .expl : relation)
    }
  }
}
