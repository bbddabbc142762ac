import Linguistics
import Ontology
import Text

/// Lets governing verbs and nouns act on the events they govern: refused to meet, threatened
/// sanctions, called for talks, will visit.
///
/// Every candidate is settled once: first the event in its complement, then its own operator over
/// that by `OperatorTable`, then the mood of its own clause.
struct OperatorComposer {
  let tree: DocumentTree
  let sides: SideFinder
  let status: StatusClassifier
  let table: OperatorTable
  private(set) var candidates: [Candidate]
  private var byTrigger: [Int: Int] = [:]
  private var settled: Set<Int> = []

  init(
    tree: DocumentTree, sides: SideFinder, status: StatusClassifier, table: OperatorTable,
    candidates: [Candidate]
  ) {
    self.tree = tree
    self.sides = sides
    self.status = status
    self.table = table
    self.candidates = candidates
    for (index, candidate) in candidates.enumerated() { byTrigger[candidate.trigger] = index }
  }

  /// The events that remain.
  mutating func compose() -> [Candidate] {
    for index in candidates.indices { settle(index, depth: 0) }
    return candidates.filter { !$0.isConsumed && $0.type != nil }
  }

  private mutating func settle(_ index: Int, depth: Int) {
    guard settled.insert(index).inserted, depth < 12 else { return }
    fillSides(of: index)
    let name = candidates[index].frame.operatorName
    if !name.isEmpty && name != "say" && name != "factive" {
      let content = content(of: index)
      if let content { settle(content, depth: depth + 1) }
      apply(name, at: index, over: content)
    } else if name == "factive" {
      // What somebody is blamed for is told as a charge, not as a fact.
      if candidates[index].type == .accuse, let content = content(of: index) {
        settle(content, depth: depth + 1)
        candidates[content].isConsumed = true
      }
      if candidates[index].type == .accuse { takeIn(chargesOf: index) }
    }
    if let mood = status.moodOperator(of: candidates[index]) { applyMood(mood, at: index) }
  }

  /// "Accused Chad of sending tanks and arming rebels": all of it is the charge.
  private mutating func takeIn(chargesOf index: Int) {
    let trigger = candidates[index].trigger
    let clauses = tree.children(of: trigger, [.advcl]).filter { clause in
      tree.children(of: clause, [.mark, .case]).contains { ["of", "for"].contains(tree.text($0)) }
    }
    let told = Set(clauses.flatMap { tree.subtree(of: $0, excluding: [.parataxis]) })
    for other in candidates.indices where told.contains(candidates[other].trigger) {
      candidates[other].isConsumed = true
    }
  }

  private mutating func fillSides(of index: Int) {
    let candidate = candidates[index]
    // A request read off "should" brings its sides along.
    guard !(candidate.frame.actors.isEmpty && candidate.frame.recipients.isEmpty) else { return }
    var actors = sides.fill(candidate.frame.actors, for: candidate)
    var recipients = sides.fill(candidate.frame.recipients, for: candidate)
    if actors.isEmpty && !candidate.isNominal && candidate.frame.actors == [.subject]
      && !tree.isPassive(candidate.trigger)
      && tree.subjects(of: candidate.trigger).isEmpty
    {
      actors = sides.nearestBefore(candidate.trigger)
      candidates[index].certainty = 0.6
    }
    if candidate.isNominal, candidate.clause != candidate.trigger,
      SupportVerbs.shared.makesRecipient(tree.lemma(candidate.clause)),
      !SupportVerbs.shared.makesActor(tree.lemma(candidate.clause)), recipients.isEmpty
    {
      recipients = sides.participants(of: tree.agents(of: candidate.clause))
    }
    recipients.removeAll { one in
      actors.contains { $0.name == one.name } && !isOwnThing(one, of: candidate, actors)
    }
    // "Stressed the US-Japanese alliance": of joint affairs the other's part is meant.
    if !candidate.frame.isSymmetric {
      let own = Set(actors.compactMap(\.country))
      recipients.removeAll { one in
        SideFinder.isJoint(one) && one.country.map { own.contains($0) } ?? false
      }
    }
    candidates[index].actors = actors
    candidates[index].recipients = sides.completed(recipients, of: candidate, actors: actors)
    // Exercises of several countries are theirs together, not one side's show of force.
    if candidate.type == .mobilize, isExercise(candidate),
      Set(actors.compactMap(\.country)).count > 1
    {
      candidates[index].type = .cooperate
      candidates[index].mode = ""
    }
  }

  /// Whether a deed is done to what belongs to its own actor: "Chad blockaded Chadian ports".
  private func isOwnThing(
    _ one: Participant, of candidate: Candidate, _ actors: [Participant]
  ) -> Bool {
    guard candidate.type == .coerce || candidate.type == .assault, !candidate.isNominal,
      let range = one.range
    else { return false }
    let text = tree.analysis.document.article.source[range]
    return !actors.contains { $0.range == range }
      && text.unicodeScalars.first?.properties.isUppercase ?? false
  }

  private func isExercise(_ candidate: Candidate) -> Bool {
    candidate.frame.conditions.contains(.objectInClass("exercise"))
      || WordClasses.shared.contains(tree.lemma(candidate.trigger), in: "exercise")
  }

  // MARK: Operators

  /// The event that an operator governs: in its complement, object or phrase, looked for through
  /// words that make no event ("agreed to push for", "the importance of").
  private func content(of index: Int) -> Int? {
    let candidate = candidates[index]
    var open = governed(by: candidate.trigger, isFirst: true)
    // "announced a deployment" is the deployment, but "the office announced that Paz has invited
    // Moe" is not the office's inviting.
    if candidate.type == nil {
      open.removeAll { tree.relation($0) == .ccomp && tree.ownSubject(of: $0) != nil }
    }
    // "Complained about a raid": the preposition of the expression leads to what it is about.
    open += tree.phrases(of: candidate.trigger).filter {
      candidate.frame.others.contains($0.preposition)
    }.map(\.head)
    for token in candidate.tokens where token != candidate.trigger {
      open += governed(by: token, isFirst: true)
    }
    var seen: Set<Int> = [candidate.trigger]
    var steps = 0
    while !open.isEmpty, steps < 12 {
      let token = open.removeFirst()
      steps += 1
      guard seen.insert(token).inserted else { continue }
      if let found = byTrigger[token], found != index, !candidates[found].isConsumed {
        return found
      }
      open += governed(by: token, isFirst: false)
    }
    guard candidate.frame.operatorName == "oppose" else { return nil }
    // "the installation of a system that Beijing opposed": what is done with it is opposed.
    return tree.objects(of: candidate.trigger).lazy
      .flatMap { [$0, tree.head($0)] }.compactMap { byTrigger[$0] }
      .first { $0 != index && candidates[$0].isNominal }
  }

  private func governed(by token: Int, isFirst: Bool) -> [Int] {
    var list = tree.complements(of: token)
    if tree.isVerb(token) || tree.partOfSpeech(token) == .adjective {
      list += tree.children(of: token, [.advcl]).filter { tree.isInfinitive($0) && isFirst }
      list += tree.objects(of: token).filter { !tree.isDescendant(token, of: $0) }
      let carriers: Set<String> = ["for", "of", "to", "from", "on", "against", "in", "about"]
      list += tree.phrases(of: token).filter {
        carriers.contains($0.preposition) && !isFirst
          || ["for", "of", "from", "to"].contains($0.preposition)
      }.map(\.head)
      list += tree.children(of: token, [.advcl]).filter { clause in
        tree.children(of: clause, [.mark, .case]).contains {
          ["of", "from", "for", "against"].contains(tree.text($0))
        }
      }
    } else {
      list += tree.children(of: token, [.acl]).filter {
        tree.isInfinitive($0) || !tree.isPassive($0)
      }
      list += tree.phrases(of: token).filter {
        ["of", "for", "to", "from"].contains($0.preposition)
      }.map(\.head)
    }
    return list.filter { tree.sentenceOf[$0] == tree.sentenceOf[token] }
  }

  private mutating func apply(_ name: String, at index: Int, over content: Int?) {
    let inner = content.map { candidates[$0] }
    guard let rule = table.rule(name, over: inner?.type, mode: inner?.mode ?? "") else { return }
    candidates[index].contentTrigger = content.map { candidates[$0].trigger }
    if let content, !(name == "oppose" && isPresupposed(content, by: index)) {
      consume(content, by: index)
    }
    if rule.isDropped {
      candidates[index].isConsumed = true
      return
    }
    let outer = candidates[index]
    candidates[index].type = rule.type ?? inner?.type ?? outer.type
    candidates[index].mode = rule.mode ?? inner?.mode ?? outer.mode
    if let status = rule.status {
      candidates[index].status = status
    } else if rule.type == nil, let inner {
      candidates[index].status = inner.status
    }
    if let inner { candidates[index].operators = inner.operators + [name] }
    guard !rule.keepsSides, content != nil || outer.type == nil else { return }
    // A passive that names nobody leaves it open who acts ("has been urged to help"), unless it only
    // carries its content ("was completed").
    let isOpen = rule.type != nil && tree.isPassive(outer.trigger)
    let actors = choose(rule.actors, outer: outer, inner: inner, isOpen: isOpen)
    var recipients = choose(rule.recipients, outer: outer, inner: inner, isOpen: isOpen)
    recipients.removeAll { one in actors.contains { $0.name == one.name } }
    candidates[index].actors = actors
    candidates[index].recipients = recipients
  }

  /// Whether a noun tells of its event as a known thing: "opposed the deployment".
  private func isPresupposed(_ content: Int, by opposer: Int) -> Bool {
    let candidate = candidates[content]
    guard candidate.isNominal else { return false }
    if candidate.trigger < candidates[opposer].trigger { return true }
    return tree.children(of: candidate.trigger, [.det, .nmodPossessive]).contains {
      tree.relation($0) == .nmodPossessive || tree.text($0) == "the"
    }
  }

  /// Takes an event in, with what words its evidence needs.
  private mutating func consume(_ content: Int, by index: Int) {
    candidates[content].isConsumed = true
    let words = candidates[content].tokens
    if candidates[index].type == nil
      || words.allSatisfy({ abs($0 - candidates[index].trigger) < 12 })
    {
      candidates[index].tokens = (candidates[index].tokens + words).sorted()
    }
    candidates[index].boundNouns += candidates[content].boundNouns
  }

  private func choose(
    _ choices: [[OperatorRule.Source]], outer: Candidate, inner: Candidate?, isOpen: Bool
  ) -> [Participant] {
    for choice in choices {
      var list: [Participant] = []
      for source in choice {
        let found: [Participant]
        switch source {
        case .subject:
          found = outer.actors.isEmpty && !isOpen ? (inner?.actors ?? []) : outer.actors
        case .addressee: found = outer.recipients
        case .contentActor: found = inner?.actors ?? []
        case .contentRecipient: found = inner?.recipients ?? []
        case .contentPlace: found = inner.map(placesOf) ?? []
        }
        for one in found where !list.contains(where: { $0.name == one.name }) { list.append(one) }
      }
      let others = list.filter { one in !outer.actors.contains { $0.name == one.name } }
      if !others.isEmpty || choice.contains(.subject) {
        return choice.contains(.subject) ? list : others
      }
    }
    return []
  }

  /// The countries in which a content takes place.
  private func placesOf(_ content: Candidate) -> [Participant] {
    tree.phrases(of: content.trigger).filter { ["in", "to"].contains($0.preposition) }
      .flatMap { sides.participants(of: $0.head) }
  }

  // MARK: Mood

  private mutating func applyMood(_ mood: String, at index: Int) {
    guard let type = candidates[index].type,
      let rule = table.rule(mood, over: type, mode: candidates[index].mode)
    else { return }
    // What is demanded, promised or threatened stands in the complement; only the clause of the
    // verb itself counts, and it was read above.
    if rule.isDropped { candidates[index].isConsumed = true }
    candidates[index].type = rule.type ?? type
    if let mode = rule.mode { candidates[index].mode = mode }
    if let status = rule.status { candidates[index].status = status }
    candidates[index].operators.append(mood)
  }
}
