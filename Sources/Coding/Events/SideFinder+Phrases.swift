import Linguistics
import Ontology

/// Whom a phrase names: its head, its members, the state that a nationality word speaks of, or the
/// owner of a thing.
extension SideFinder {
  /// The participants named by a phrase: its own head, its conjuncts, or, for a thing, the one it
  /// belongs to ("condemned Moscow's decision"); owners are not looked for behind the prepositions
  /// in `excluded`.
  func participants(
    of head: Int, throughThings: Bool = true, besides excluded: Set<String> = []
  ) -> [Participant] {
    let head = counted(filled(head))
    let joined = jointStates(of: head)
    if !joined.isEmpty { return joined }
    let own = actors.participants(at: head)
    if own.contains(where: { $0.country != nil && !actors.isUnderstood($0) }) { return own }
    let members = members(of: head)
    if !members.isEmpty { return members }
    // "A fourth defendant, Ivan Petrov": the name says who it is.
    if own.isEmpty, let named = named(head) { return [named] }
    // "Moe is a conservative who has promised": the predicate is its subject.
    if tree.child(of: head, [.cop]) != nil, let subject = tree.child(of: head, [.nsubj]) {
      let found = actors.participants(at: subject)
      if !found.isEmpty { return found }
    }
    if !own.isEmpty { return own.map { placed($0, at: head, besides: excluded) } }
    // "The Japanese and the Australian armies", "three Danes and one Swedish": an adjective may
    // stand for its noun.
    let isCounted = tree.partOfSpeech(head) == .numeral && head + 1 < tree.count
    if tree.partOfSpeech(head) == .adjective
      || isCounted && tree.partOfSpeech(head + 1) == .adjective
    {
      let state = actors.modifier(at: isCounted ? head + 1 : head)
      if !state.isEmpty { return state }
    }
    guard throughThings, !actors.isMedia(head) else { return [] }
    // "A camp of the Brigade in Chad": where a group's things are, it is.
    return owners(of: head, besides: excluded).map { placed($0, at: head, besides: excluded) }
  }

  /// The participants of several heads, each once.
  func participants(
    of heads: [Int], throughThings: Bool = true, besides excluded: Set<String> = []
  ) -> [Participant] {
    var list: [Participant] = []
    for head in heads {
      for one in participants(of: head, throughThings: throughThings, besides: excluded)
      where !list.contains(where: { $0.name == one.name && $0.country == one.country }) {
        list.append(one)
      }
    }
    return list
  }

  /// Whom a thing belongs to: "China's retaliation", "the Turkish offensive", "a move by Seoul".
  func owners(of noun: Int, depth: Int = 0, besides excluded: Set<String> = []) -> [Participant] {
    for possessor in tree.children(of: noun, [.nmodPossessive]) {
      let found = tree.conjuncts(of: possessor).flatMap { actors.participants(at: $0) }
      if !found.isEmpty { return found }
    }
    let described = modifiers(of: noun)
    if !described.isEmpty { return described }
    for preposition in ["by", "of", "from", "in", "with"] where !excluded.contains(preposition) {
      // "A treaty with Chad" is Chad's too, "a plan with flaws" is not.
      if preposition == "with", !Self.shared.contains(tree.lemma(noun)) { continue }
      var phrases = tree.phrases(of: noun)
      if preposition == "by" {
        // "The killing of an officer by Chadian troops": the parser hangs the agent on the victim.
        phrases += phrases.filter { $0.preposition == "of" }.flatMap { tree.phrases(of: $0.head) }
      }
      for phrase in phrases where phrase.preposition == preposition {
        let found = participants(
          of: tree.conjuncts(of: phrase.head), throughThings: depth < 1, besides: excluded)
        if !found.isEmpty { return found }
      }
    }
    // "Missiles fired by Chad"
    for clause in tree.children(of: noun, [.acl]) where tree.isPassive(clause) {
      let found = participants(of: tree.agents(of: clause), throughThings: depth < 1)
      if !found.isEmpty { return found }
    }
    return []
  }

  private static let making: Set<String> = [
    "adopt", "approve", "draft", "enact", "fire", "introduce", "issue", "launch", "pass", "propose",
    "publish", "release", "sign", "table", "unveil", "write",
  ]

  /// Who made the thing that a clause tells of: "Chad passed a law that bans the party".
  func makers(of clause: Int) -> [Participant] {
    guard [.relativeClause, .acl].contains(tree.relation(clause)) else { return [] }
    let thing = tree.head(clause)
    guard thing >= 0, [.obj, .nsubjPassive].contains(tree.relation(thing)) else { return [] }
    let verb = tree.head(thing)
    guard verb >= 0, tree.isVerb(verb), Self.making.contains(tree.lemma(verb)) else { return [] }
    return participants(of: tree.agents(of: verb))
  }

  /// What is always with somebody.
  static let shared: Set<String> = [
    "accord", "agreement", "alliance", "border", "deal", "frontier", "pact", "partnership",
    "relation", "relations", "talks", "tie", "ties", "trade", "treaty",
  ]

  /// The states or bodies that the words before a noun speak of: "Turkish", "US and British", and
  /// behind another noun "a Syrian government offensive".
  func modifiers(of noun: Int, depth: Int = 0) -> [Participant] {
    let words = describing(noun)
    for word in words {
      let found = parts(of: word).flatMap { actors.modifier(at: $0) }
      if !found.isEmpty { return found }
    }
    guard depth < 1 else { return [] }
    for word in words where tree.partOfSpeech(word) == .noun {
      let found = modifiers(of: word, depth: depth + 1)
      if !found.isEmpty { return found }
    }
    return []
  }

  /// The words before a noun that describe it, whatever the parser calls their relation.
  private func describing(_ noun: Int) -> [Int] {
    tree.children(of: noun, [.amod])
      + tree.children(of: noun, [.compound, .nmod]).filter {
        $0 < noun && (tree.relation($0) == .compound || tree.prepositions(of: $0).isEmpty)
      }
  }

  // MARK: Heads

  /// The noun that a relative pronoun stands for: "the general with whom Italy held talks".
  private func filled(_ head: Int) -> Int {
    // "What he called Chad's hypocrisy": the thing itself.
    if tree.text(head) == "what", tree.head(head) >= 0 {
      let clauses =
        tree.children(of: head, [.acl, .relativeClause])
        + tree.children(of: tree.head(head), [.ccomp])
      let named = clauses.first {
        ["call", "consider", "deem", "describe", "see", "term"].contains(tree.lemma($0))
      }
      if let named,
        let thing = tree.child(of: named, [.obj, .xcomp])
          ?? tree.phrases(of: named).first(where: {
            $0.preposition == "as"
          })?.head, thing > named
      {
        return thing
      }
    }
    guard ["who", "whom", "which", "that"].contains(tree.text(head)) else { return head }
    var verb = tree.head(head)
    for _ in 0..<4 where verb >= 0 {
      if tree.relation(verb) == .relativeClause, tree.head(verb) >= 0 { return tree.head(verb) }
      verb = tree.head(verb)
    }
    return head
  }

  private static let amounts: Set<String> = [
    "couple", "dozen", "dozens", "group", "groups", "handful", "hundreds", "majority", "million",
    "millions", "most", "number", "pair", "scores", "some", "tens", "thousand", "thousands", "team",
  ]

  /// The counted noun of an amount: "thousands of Kenyan soldiers".
  private func counted(_ head: Int) -> Int {
    guard Self.amounts.contains(tree.text(head)) || tree.partOfSpeech(head) == .numeral else {
      return head
    }
    if actors.participants(at: head).contains(where: { $0.country != nil }) { return head }
    guard let inner = tree.phrases(of: head).first(where: { $0.preposition == "of" })?.head else {
      return head
    }
    return counted(inner)
  }

  // MARK: Several states in one phrase

  /// The states of a group that the words before it name two or more of: "US and Filipino troops",
  /// "the Peruvian, Chilean and Cuban envoys".
  private func jointStates(of head: Int) -> [Participant] {
    guard tree.partOfSpeech(head) == .noun else { return [] }
    for word in describing(head) + tree.children(of: head, [.nmodPossessive])
    where tree.partOfSpeech(word) != .pronoun {
      var states = parts(of: word).flatMap { actors.modifier(at: $0) }
      // "Brazilian, Chilean and Peruvian diplomats": the first hangs by itself.
      if states.count > 1 {
        let others = describing(head).filter {
          $0 < word && $0 + 1 < tree.count && tree.text($0 + 1) == ","
        }
        states = others.flatMap { actors.modifier(at: $0) } + states
      }
      guard Set(states.compactMap(\.country)).count > 1 else { continue }
      let members = actors.participants(at: head)
      let areAll =
        Set(members.compactMap(\.country)).isSuperset(of: states.compactMap(\.country))
      return states.map { state in
        var one = state
        if areAll, let member = members.first(where: { $0.country == state.country }) {
          // "Chinese and Russian warships": "Chinese warships" are one side.
          one.name = member.name
        } else if let country = one.country, one.name == CountryCode.adjective(country) {
          one.name = CountryCode.name(country) ?? one.name
        }
        if let sector = members.first?.sector, sector != .unknown { one.sector = sector }
        one.reason += Self.joint
        return one
      }
    }
    return sharedOffices(of: head)
  }

  private static let joint = "; one of several that the phrase joins"

  /// Whether somebody was named as one part of what several share.
  static func isJoint(_ one: Participant) -> Bool { one.reason.hasSuffix(joint) }

  /// "The leaders of France, Spain and Malta": one office each of several states.
  private func sharedOffices(of head: Int) -> [Participant] {
    guard tree.word(head).isPlural, let office = actors.participants(at: head).first,
      let first = tree.phrases(of: head).first(where: { ["of", "from"].contains($0.preposition) })?
        .head
    else { return [] }
    // Parsers take a list for names of one thing: "of France, Germany and Italy".
    let listed = tree.conjuncts(of: first)
    let states = listed.flatMap { [$0] + tree.children(of: $0, [.appos]) }
      .flatMap { actors.participants(at: $0) }.filter { $0.country != nil }
    // "The presidents of Peru and Chile" whom the article names.
    let holders = actors.participants(at: head)
    if holders.count > 1, Set(holders.compactMap(\.country)) == Set(states.compactMap(\.country)) {
      return holders
    }
    guard Set(states.compactMap(\.country)).count > 1 else { return [] }
    return states.map { state in
      var one = state
      if office.sector != .unknown { one.sector = office.sector }
      return one
    }
  }

  /// A describing word with those joined to it, by "and" or by a hyphen that stands alone: "Japan -
  /// India talks".
  private func parts(of word: Int) -> [Int] {
    var list = tree.conjuncts(of: word)
    let marks: Set<String> = ["-", "\u{2013}"]
    var start = word
    while start > 1, tree.head(start - 1) == word, tree.relation(start - 1) == .compound {
      start -= 1
    }
    if start > 1, marks.contains(tree.text(start - 1)), tree.isNominal(start - 2) {
      list.insert(start - 2, at: 0)
    } else if word + 2 < tree.count, marks.contains(tree.text(word + 1)),
      tree.head(word + 2) == word
    {
      list.append(word + 2)
    }
    return list
  }

  /// The members that a phrase lists of a group: "Gulf states such as Qatar and Kuwait".
  private func members(of head: Int) -> [Participant] {
    var list = tree.children(of: head, [.nmod])
    // A list after the object may hang on the verb: "expelled four, including two from Mali".
    let verb = tree.head(head)
    if verb >= 0, tree.isVerb(verb) {
      list += tree.children(of: verb, [.obl]).filter { phrase in
        phrase > head && !tree.children(of: verb, [.obj]).contains { $0 > head }
      }
    }
    // "Two hostages, a Dane and a Swede"
    let apposed = tree.children(of: head, [.appos]).filter { $0 > head }
      .flatMap { tree.conjuncts(of: $0) }.flatMap { actors.participants(at: $0) }
      .filter { $0.country != nil }
    if apposed.count > 1 { return apposed }
    let heads = list.filter { phrase in
      let words = tree.prepositions(of: phrase)
      return words.contains("including") || words == ["such", "as"] || words == ["like"]
    }.flatMap { tree.conjuncts(of: $0) }
    return heads.flatMap { head -> [Participant] in
      if tree.partOfSpeech(head) != .numeral { return actors.participants(at: head) }
      return statedPlace(of: head, besides: []).map { [$0] } ?? []
    }.filter { $0.country != nil }
  }

  /// The one person whom a name behind a noun makes of it.
  private func named(_ noun: Int) -> Participant? {
    guard tree.partOfSpeech(noun) == .noun else { return nil }
    let names = tree.children(of: noun, [.appos]).filter {
      $0 > noun && tree.partOfSpeech($0) == .properNoun
    }
    guard names.count == 1, actors.resolved(at: names[0]).contains(where: \.isPerson) else {
      return nil
    }
    return actors.participants(at: names[0]).first
  }

  // MARK: Where nameless people belong

  /// A nameless group with the country that its own phrase states: "farmers in Ghana".
  private func placed(
    _ one: Participant, at head: Int, besides excluded: Set<String>
  ) -> Participant {
    guard one.country == nil || actors.isUnderstood(one), one.sector != .international,
      let place = describing(head).lazy.flatMap({ actors.hyphenated(at: $0) }).first
        ?? statedPlace(of: head, besides: excluded)
    else { return one }
    var copy = one
    copy.country = place.country
    copy.reason += "; of \(place.name), as its phrase says"
    return copy
  }

  /// The country that a phrase names for its head: "a worker of a mine in Chile".
  func statedPlace(of head: Int, besides excluded: Set<String>, depth: Int = 0) -> Participant? {
    if depth > 0 {
      let described = modifiers(of: head).first { $0.country != nil }
      if let described { return described }
    }
    for preposition in ["in", "from", "inside", "of", "at", "near", "across"]
    where !excluded.contains(preposition) {
      for phrase in tree.phrases(of: head) where phrase.preposition == preposition {
        let named = actors.participants(at: phrase.head).first { one in
          one.country.map { preposition == "of" || !$0.hasPrefix("IGO:") } ?? false
        }
        if let named { return named }
        guard depth < 2 else { continue }
        if let inner = statedPlace(of: phrase.head, besides: excluded, depth: depth + 1) {
          return inner
        }
      }
    }
    return nil
  }
}
