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
        for token in tree.conjuncts(of: candidates[content].trigger) {
          guard let place = byTrigger[token], place != index else { continue }
          settle(place, depth: depth + 1)
          candidates[place].isConsumed = true
        }
      }
      if candidates[index].type == .accuse { takeIn(chargesOf: index) }
    }
    if let mood = status.moodOperator(of: candidates[index]), !isInFrame(mood, at: index) {
      applyMood(mood, at: index)
    }
  }

  /// "Accused Chad of sending tanks and arming rebels": all of it is the charge.
  private mutating func takeIn(chargesOf index: Int) {
    let trigger = candidates[index].trigger
    let clauses = tree.children(of: trigger, [.advcl]).filter { clause in
      tree.children(of: clause, [.mark, .case]).contains {
        ["of", "for", "with", "over"].contains(tree.text($0))
      }
    }
    // "Accused Chad of meddling and of arming rebels"
    let gerunds = tree.phrases(of: trigger).filter { ["of", "for"].contains($0.preposition) }
      .flatMap { tree.conjuncts(of: $0.head) }.filter { tree.isVerb($0) }
    let told = Set((clauses + gerunds).flatMap { tree.subtree(of: $0, excluding: [.parataxis]) })
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
    if actors.isEmpty, !candidate.isNominal, tree.isPassive(candidate.trigger),
      candidate.frame.conditions.contains(where: { Self.ownForces.contains($0) })
    {
      // "Turkish troops were sent": whose they are, sent them.
      actors = sides.participants(of: tree.objects(of: candidate.trigger))
    }
    if candidate.type == .consult, recipients.isEmpty {
      recipients = hosts(of: candidate, guests: actors)
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

  /// What a side sends that is its own.
  private static let ownForces: Set<FrameCondition> = [
    .objectInClass("forces"), .objectInClass("peacekeepers"), .objectInClass("vessel"),
    .objectInClass("police"), .objectInClass("militia"),
  ]

  /// The country in which somebody of another holds talks: "the envoy held meetings in Cairo".
  private func hosts(of candidate: Candidate, guests: [Participant]) -> [Participant] {
    let own = Set(guests.compactMap(\.country))
    // "The government and the rebels held talks in Havana" have no third at the table.
    guard own.count == 1, Set(guests.map(\.name)).count == 1,
      ["", "third-party"].contains(candidate.mode)
    else { return [] }
    for token in [candidate.clause, candidate.trigger] + candidate.boundNouns {
      for phrase in tree.phrases(of: token) where phrase.preposition == "in" {
        let found = sides.participants(of: phrase.head, throughThings: false).filter { one in
          one.country.map { !own.contains($0) } ?? false
        }
        if !found.isEmpty, Set(found.compactMap(\.country)).count == 1 { return [found[0]] }
      }
    }
    return []
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
      || candidate.tokens.contains {
        WordClasses.shared.contains(tree.lemma($0), in: "exercise") && tree.isNominal($0)
      }
  }

  // MARK: Operators

  /// The event that an operator governs: in its complement, object or phrase, looked for through
  /// words that make no event ("agreed to push for", "the importance of").
  private func content(of index: Int) -> Int? {
    let candidate = candidates[index]
    var open = governed(by: candidate.trigger, isFirst: true)
    // "announced a deployment" is the deployment, but "the office announced that Paz has invited
    // Moe" is not the office's inviting.
    if candidate.frame.operatorName == "factive" {
      open += tree.children(of: candidate.trigger, [.xcomp]).flatMap {
        tree.children(of: $0, [.nsubj])
      }
    }
    if candidate.type == nil, !table.drops(candidate.frame.operatorName) {
      open.removeAll { tree.relation($0) == .ccomp && tree.ownSubject(of: $0) != nil }
    }
    // "Complained about a raid": the preposition of the expression leads to what it is about.
    open += tree.phrases(of: candidate.trigger).filter {
      candidate.frame.others.contains($0.preposition)
    }.map(\.head)
    for token in candidate.tokens where token != candidate.trigger {
      open += governed(by: token, isFirst: true)
    }
    if candidate.isNominal {
      open += strayInfinitives(of: candidate.trigger)
      // "called for an end to the attacks": the second phrase may hang on the verb.
      open += tree.phrases(of: candidate.clause).filter {
        $0.head > candidate.trigger && candidate.frame.others.contains($0.preposition)
      }.map(\.head)
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

  /// The infinitives of a noun that a parser hangs on its verb: "renewed its threat to close the
  /// strait", "the refusal of Peru to act angered many".
  private func strayInfinitives(of noun: Int) -> [Int] {
    let verb = tree.head(noun)
    guard verb >= 0, tree.isVerb(verb), tree.children(of: noun, [.acl]).isEmpty else { return [] }
    let told = tree.children(of: verb, [.ccomp]).filter { clause in
      // "Dismissed demands that it leave"
      tree.children(of: clause, [.mark]).contains { $0 == noun + 1 && tree.text($0) == "that" }
    }
    return told
      + tree.children(of: verb, [.advcl, .xcomp]).filter { clause in
        tree.isInfinitive(clause) && clause > noun && (noun > verb || clause < verb)
      }
  }

  /// Whether a participle completes the verb before it ("ruled out sending") and does not go on
  /// ("left, saying").
  private func isGerund(_ clause: Int, of verb: Int) -> Bool {
    guard clause > verb, tree.word(clause).verbForm == .presentParticiple else { return false }
    return !(verb..<clause).contains { tree.text($0) == "," }
  }

  private func governed(by token: Int, isFirst: Bool) -> [Int] {
    var list = tree.complements(of: token)
    if tree.isVerb(token) || tree.partOfSpeech(token) == .adjective {
      list += tree.children(of: token, [.advcl]).filter {
        isFirst && (tree.isInfinitive($0) || isGerund($0, of: token))
      }
      list += tree.objects(of: token).filter { !tree.isDescendant(token, of: $0) }
      let carriers: Set<String> = ["for", "of", "to", "from", "on", "against", "in", "about"]
      list += tree.phrases(of: token).filter {
        carriers.contains($0.preposition) && !isFirst
          || ["for", "of", "from", "to"].contains($0.preposition)
          // "Pledged two billion in aid"
          || $0.preposition == "in"
            && byTrigger[$0.head].map { candidates[$0].type == .aid } ?? false
      }.map(\.head)
      list += tree.children(of: token, [.advcl, .acl]).filter { clause in
        tree.children(of: clause, [.mark, .case]).contains {
          ["of", "from", "for", "against", "at"].contains(tree.text($0))
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
    // Orders to one's own are carried out, those to others are demands.
    let name = name == "command" && isForeign(index) ? "demand" : name
    guard
      let rule = table.rule(
        name, over: inner?.type, mode: inner?.mode ?? "", isNegated: inner?.status == .negated)
    else { return }
    candidates[index].contentTrigger = content.map { candidates[$0].trigger }
    if let content, !(name == "oppose" && isPresupposed(content, by: index)) {
      consume(content, by: index)
    }
    let outer = candidates[index]
    if rule.isUndoing {
      undo(rule, at: index, with: inner?.taken)
      return
    }
    if let inner, let type = inner.type {
      candidates[index].taken = Candidate.Taken(
        type: type, mode: inner.mode, actors: inner.actors, recipients: inner.recipients)
    }
    if rule.isDropped {
      candidates[index].isConsumed = true
      return
    }
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

  /// Whether whom a verb addresses are of other countries than its subject.
  private func isForeign(_ index: Int) -> Bool {
    let own = Set(candidates[index].actors.compactMap(\.country))
    let addressed = Set(candidates[index].recipients.compactMap(\.country))
    return !own.isEmpty && !addressed.isEmpty && own.isDisjoint(with: addressed)
  }

  /// Two refusals make what was refused possible again.
  private mutating func undo(_ rule: OperatorRule, at index: Int, with taken: Candidate.Taken?) {
    guard let taken else {
      candidates[index].isConsumed = true
      return
    }
    candidates[index].type = taken.type
    candidates[index].mode = taken.mode
    candidates[index].status = rule.status ?? .hypothetical
    if candidates[index].actors.isEmpty { candidates[index].actors = taken.actors }
    let actors = candidates[index].actors
    candidates[index].recipients = taken.recipients.filter { one in
      !actors.contains { $0.name == one.name }
    }
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

  /// Operators after which a second infinitive is as little done as the first: "urged Peru to leave
  /// and to free the crew".
  private static let unfulfilled: Set<String> = [
    "agree", "demand", "deny", "offer", "oppose", "promise", "refuse", "threaten", "warn",
  ]

  /// Takes an event in, with what words its evidence needs.
  private mutating func consume(_ content: Int, by index: Int) {
    candidates[content].isConsumed = true
    if Self.unfulfilled.contains(candidates[index].frame.operatorName) {
      for token in tree.conjuncts(of: candidates[content].trigger).dropFirst()
      where tree.isInfinitive(token) {
        if let place = byTrigger[token], place != index { candidates[place].isConsumed = true }
      }
    }
    // "Called for a truce and the release of the crew"
    if candidates[content].isNominal,
      ["demand", "promise", "offer", "refuse"].contains(candidates[index].frame.operatorName)
    {
      for token in tree.conjuncts(of: candidates[content].trigger).dropFirst() {
        if let place = byTrigger[token], place != index, candidates[place].isNominal {
          candidates[place].isConsumed = true
        }
      }
    }
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

  /// Whether a frame is about what is denied or will be done, so that its clause's words say no more.
  private func isInFrame(_ mood: String, at index: Int) -> Bool {
    let conditions = candidates[index].frame.conditions
    switch mood {
    case "negated", "unwilling": return conditions.contains(.negated)
    case "future", "modal": return conditions.contains(.ahead) || conditions.contains(.negated)
    default: return false
    }
  }

  private mutating func applyMood(_ mood: String, at index: Int) {
    guard let type = candidates[index].type,
      let rule = table.rule(mood, over: type, mode: candidates[index].mode)
    else { return }
    // What is demanded, promised or threatened stands in the complement; only the clause of the
    // verb itself counts, and it was read above.
    if rule.isDropped { candidates[index].isConsumed = true }
    if rule.isUndoing {
      undo(rule, at: index, with: candidates[index].taken)
      candidates[index].operators.append(mood)
      return
    }
    candidates[index].type = rule.type ?? type
    if let mode = rule.mode { candidates[index].mode = mode }
    if let status = rule.status { candidates[index].status = status }
    candidates[index].operators.append(mood)
  }
}
