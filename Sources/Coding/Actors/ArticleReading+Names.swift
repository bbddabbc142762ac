import Linguistics
import Ontology
import Text

// The third round: the text from its start, every mention in its turn.
extension ArticleReading {
  /// Resolves all mentions that are not resolved yet, and follows who is in the reader's mind.
  mutating func readThrough() {
    for mention in analysis.mentions.indices where !swallowed.contains(mention) {
      if assigned[mention].isEmpty {
        assigned[mention] =
          switch isDescription(analysis.mentions[mention], name: names[mention])
            ? .nominal : analysis.mentions[mention].kind
          {
          case .name: namedActors(mention)
          case .nominal: describedActors(mention)
          case .pronoun: pronounActors(mention)
          }
      } else {
        settleByAntecedent(mention)
      }
      note(mention)
    }
  }

  /// The actor of a name that is no person's: a state, a body, a people, the press.
  mutating func namedActors(_ mention: Int) -> [Int] {
    let type = analysis.mentions[mention].nameType
    let words = nameWords(of: mention)
    guard let first = words.first else { return [] }
    if let explained = explainedActors(mention) { return explained }
    if words.last == "Koreas" {
      return ["KOR", "PRK"].map { registry.state($0, reason: "the two Koreas") }
    }
    if let code = dividedCountry(first, words.count) {
      return [registry.state(code, reason: "the \(first) that the article is about")]
    }
    if words.count == 1, let code = compassCountry(words.startIndex) {
      return [registry.state(code, reason: "short for \(CountryCode.name(code) ?? code)")]
    }
    if let entity = preferred(dictionary.entries(for: words), mention) {
      return namedActor(entity, mention)
    }
    if let listed = coordinatedStates(words) { return listed }
    if let ship = ship(mention) { return [ship] }
    if let body = bodyCalled(nameForm(of: mention)) { return [body] }
    if let region = region(mention, words) { return [region] }
    switch type {
    case .organization, .group, nil:
      return unknownBody(mention).map { [$0] } ?? []
    case .person:
      return []
    case .place, .location, .facility, .event, .date, .other:
      return []
    }
  }

  /// The reading to be taken of several: a state before a seat before a body, and of one kind the
  /// one whose country the article speaks of.
  private func preferred(_ entities: [WorldEntity], _ mention: Int) -> WorldEntity? {
    let order: [WorldEntity.Kind] = [
      .country, .seat, .capital, .international, .agency, .media, .armedGroup, .legislature,
      .nongovernmental, .business, .party, .demonym, .adjective, .people,
    ]
    let stated = Set(contexts[mention].countries)
    func rank(_ entity: WorldEntity) -> (Int, Int, Int) {
      let kind = order.firstIndex(of: entity.kind) ?? order.count
      let named = entity.country.map { countryCounts[$0] ?? 0 } ?? 0
      let isStated = entity.country.map(stated.contains) ?? false
      return (kind, isStated ? 0 : 1, -named)
    }
    let words = nameWords(of: mention)
    let candidates = entities.filter { entity in
      order.contains(entity.kind) && !isElsewhere(entity, words, stated: stated)
    }
    let current = candidates.filter { $0.end.isEmpty }
    return (current.isEmpty ? candidates : current).min { rank($0) < rank($1) }
  }

  /// Whether a body by a common noun ("Ministry of Defence", "Constitutional Court") is that of a
  /// country that the article does not speak of, though it speaks of others.
  func isElsewhere(
    _ entity: WorldEntity, _ words: ArraySlice<String>, stated: Set<String>
  ) -> Bool {
    let organs: Set<WorldEntity.Kind> = [.agency, .legislature]
    guard organs.contains(entity.kind), let country = entity.country, !countryCounts.isEmpty,
      !country.hasPrefix("IGO:"), institutionNoun(words) != nil
    else { return false }
    if !stated.isEmpty { return !stated.contains(country) }
    return countryCounts[country] == nil && !states(country, words)
  }

  /// Whether a name begins with the name or adjective of a country ("U.S. Congress").
  private func states(_ country: String, _ words: ArraySlice<String>) -> Bool {
    // "Royal Thai Army"
    [words, words.dropFirst()].contains { rest in
      (1...3).contains { length in
        dictionary.entries(for: rest.prefix(length)).contains {
          $0.country == country && ($0.kind == .country || $0.kind == .adjective)
        }
      }
    }
  }

  private mutating func namedActor(_ entity: WorldEntity, _ mention: Int) -> [Int] {
    switch entity.kind {
    case .country:
      return stated(entity, "the country by name")
    case .capital:
      return stated(entity, "the capital for its government")
    case .adjective:
      return stated(entity, "the country by its adjective")
    case .seat where entity.sector == .government:
      return stated(entity, "the seat of government for the government")
    case .demonym:
      let next = names[mention].upperBound
      let isBeforeNoun =
        next < tokens.count
        && [.noun, .properNoun, .adjective].contains(analysis.words[next].partOfSpeech)
      let isAlone = contexts[mention].determiner == "the" && !entity.isPlural
      if isAlone || isBeforeNoun { return stated(entity, "the country by its people") }
      return [group(text(of: names[mention]), entity)]
    case .people:
      return [group(text(of: names[mention]), entity)]
    case .international:
      // The organisation itself is the actor that its code stands for; its parts are their own.
      if let code = entity.country, CountryCode.name(code) == entity.name {
        let actor = registry.state(code, reason: "an international organisation")
        if registry[actor].surfaces.isEmpty { registry[actor].name = text(of: names[mention]) }
        registry[actor].addSurface(
          text(of: names[mention]), nameForm(of: mention),
          isInText: sentence(of: mention).kind == .body)
        remember(actor, named: nameWords(of: mention), entity.kind)
        return [actor]
      }
      return [body(entity, mention)]
    case .seat, .agency, .legislature, .party, .armedGroup, .business, .nongovernmental, .media:
      return [body(entity, mention)]
    case .place, .person, .surname, .role, .collective, .spokesperson, .reporter:
      return []
    }
  }

  private mutating func stated(_ entity: WorldEntity, _ reason: String) -> [Int] {
    entity.country.map { [registry.state($0, reason: reason)] } ?? []
  }

  private mutating func body(_ entity: WorldEntity, _ mention: Int) -> Int {
    let surface = text(of: names[mention])
    let actor = registry.actor("body:\(entity.name):\(entity.country ?? "")") {
      var cluster = ActorCluster(
        sort: .body, name: surface, country: entity.country, sector: entity.sector,
        reason: "a known \(entity.kind.rawValue)")
      cluster.isMedia = entity.kind == .media
      return cluster
    }
    registry[actor].addSurface(
      surface, nameForm(of: mention), isInText: sentence(of: mention).kind == .body)
    remember(actor, named: nameWords(of: mention), entity.kind)
    return actor
  }

  private mutating func group(_ name: String, _ entity: WorldEntity) -> Int {
    registry.actor("group:\(name)") {
      var cluster = ActorCluster(
        sort: .group, name: name, country: entity.country, sector: entity.sector,
        reason: "people by the name of their country or people")
      cluster.isPlural = true
      return cluster
    }
  }

  /// "Korea" alone is the one that the article names more often.
  private func dividedCountry(_ word: String, _ count: Int) -> String? {
    guard count == 1, ["Korea", "Korean", "Koreans"].contains(word) else { return nil }
    let north = countryCounts["PRK"] ?? 0
    let south = countryCounts["KOR"] ?? 0
    return north > south ? "PRK" : "KOR"
  }

  /// "the North" is a country with that word in its name that the article names, where there is one.
  func compassCountry(_ place: Int) -> String? {
    let word = tokens[place]
    guard ["North", "South", "East", "West"].contains(word) else { return nil }
    let named = countryCounts.filter { code, _ in
      CountryCode.name(code)?.hasPrefix(word + " ") ?? false
    }
    if let best = named.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) { return best.key }
    if word == "North", countryCounts["KOR"] != nil { return "PRK" }
    // "the South" beside North Korea is South Korea even where its name is not written out.
    return word == "South" && countryCounts["PRK"] != nil ? "KOR" : nil
  }

  /// A part of the world that acts or is acted upon as one ("urged Europe to accept"); it has no country.
  ///
  /// Elsewhere it is where something took place.
  private mutating func region(_ mention: Int, _ words: ArraySlice<String>) -> Int? {
    let word = analysis.words[analysis.mentions[mention].head]
    let isParty =
      isSubject(analysis.mentions[mention].head) || word.relation == .obj
      || word.relation == .iobj
    var name = words.joined(separator: " ").lowercased()
    if contexts[mention].determiner == "the", !name.hasPrefix("the ") { name = "the " + name }
    guard isParty, WordClasses.shared.contains(name, in: "region") else { return nil }
    let surface = text(of: names[mention])
    return registry.actor("group:\(surface)") {
      ActorCluster(
        sort: .group, name: surface, country: nil, sector: .government,
        reason: "a part of the world that acts or is acted upon")
    }
  }

  /// "Seoul and Washington" as one name.
  private mutating func coordinatedStates(_ words: ArraySlice<String>) -> [Int]? {
    guard words.contains("and") else { return nil }
    var found: [Int] = []
    for part in words.split(separator: "and") {
      let kinds: Set<WorldEntity.Kind> = [.country, .capital, .adjective, .international]
      guard let entity = dictionary.entries(for: part).first(where: { kinds.contains($0.kind) }),
        let code = entity.country
      else { return nil }
      found.append(registry.state(code, reason: "one of several named together"))
    }
    return found
  }

  /// A person named beside "his" or "counterpart" takes country and office from whom they refer to.
  private mutating func settleByAntecedent(_ mention: Int) {
    guard let actor = assigned[mention].first, registry[actor].sort == .person,
      let pronoun = contexts[mention].possessivePronoun,
      let antecedent = self.antecedent(ofPronounAt: pronoun, before: mention)
    else { return }
    if contexts[mention].isCounterpart {
      if registry[actor].role.isEmpty { registry[actor].role = registry[antecedent].role }
      registry[actor].kinds.formUnion(registry[antecedent].kinds)
      if registry[actor].sector == .unknown {
        registry[actor].sector = registry[antecedent].sector
      }
    } else if registry[actor].country == nil {
      registry[actor].country = registry[antecedent].country
      registry[actor].reason = "belongs to \(registry[antecedent].name)"
    }
  }

  /// Who a possessive pronoun before a mention refers to.
  func antecedent(ofPronounAt token: Int, before mention: Int) -> Int? {
    let pronoun = analysis.mentions.indices.first {
      analysis.mentions[$0].kind == .pronoun && analysis.mentions[$0].head == token
    }
    if let pronoun, !assigned[pronoun].isEmpty {
      // "Their envoys" are of both, and so of no one country.
      return assigned[pronoun].count == 1 ? assigned[pronoun][0] : nil
    }
    return personInMind(of: tokens[token].lowercased(), at: token, mention: mention)
      ?? registry.ranked(at: analysis.mentions[mention].sentence) { $0.sort == .state }.first
  }

  /// Notes that a mention's actors were spoken of, and who are joined by "and".
  private mutating func note(_ mention: Int) {
    let head = analysis.mentions[mention].head
    let sentence = analysis.mentions[mention].sentence
    let isSubject = isSubject(head)
    let isAside = self.sentence(of: mention).kind == .caption
    for actor in assigned[mention] {
      registry.touch(
        actor, token: head, sentence: sentence, isSubject: isSubject, isAside: isAside)
    }
    guard !assigned[mention].isEmpty, !registry[assigned[mention][0]].isMedia else { return }
    var first = head
    for _ in 0..<8 where analysis.words[first].relation == .conj && analysis.words[first].head >= 0
    {
      first = analysis.words[first].head
    }
    if first != head, let group = groups.lastIndex(where: { $0.head == first }) {
      for actor in assigned[mention] where !groups[group].actors.contains(actor) {
        groups[group].actors.append(actor)
      }
    } else {
      groups.append(
        ActorGroup(
          head: head, sentence: sentence, isSubject: isSubject, isAside: isAside,
          actors: assigned[mention]))
    }
  }
}
