import Linguistics
import Ontology
import Text

// Descriptions: "the president", "the Chinese side", "both countries", "South Korean companies".
extension ArticleReading {
  /// Who is meant by a description; none where it describes no actor.
  mutating func describedActors(_ mention: Int) -> [Int] {
    let head = analysis.mentions[mention].head
    let word = tokens[head].lowercased()
    if let owner = ownerOfToken[head], let actor = assigned[owner].first { return [actor] }
    if isInsideNoun(mention) { return [] }
    if let set = setExpression(mention, word) { return set }
    if compassCountry(head) != nil, contexts[mention].determiner == "the",
      let code = compassCountry(head)
    {
      return [registry.state(code, reason: "short for \(CountryCode.name(code) ?? code)")]
    }
    if word == "side" || word == "government" && contexts[mention].role == nil {
      return statedCountries(mention).map { registry.state($0, reason: "the side by its country") }
    }
    if word == "office", let office = officeOfHead(mention) { return [office] }
    if OfficeTitle.countryNouns.contains(word), contexts[mention].role == nil {
      return country(mention)
    }
    if contexts[mention].isCounterpart {
      return [counterpart(mention) ?? namelessCounterpart(mention)].compactMap { $0 }
    }
    if word == "latter" { return actorBefore(mention).map { [$0] } ?? [] }
    if let nameless = demonymGroup(mention) { return [nameless] }
    if let code = nameTakenForNoun(head) {
      return [registry.state(code, reason: "the country by name")]
    }
    guard let role = contexts[mention].role, !isAct(mention, role) else { return [] }
    switch role.kind {
    case .role where !role.isPlural, .spokesperson where !role.isPlural:
      return describedPerson(mention, role)
    case .collective where !role.isPlural:
      return describedBody(mention, role)
    default:
      return describedGroup(mention, role)
    }
  }

  /// "Moe's office" where Moe heads a state: the state, which speaks through it.
  private mutating func officeOfHead(_ mention: Int) -> Int? {
    guard let clitic = contexts[mention].possessiveClitic,
      let head = namedActor(endingAt: clitic), let country = registry[head].country,
      !registry[head].kinds.isDisjoint(with: .head)
    else { return nil }
    organNames[mention] = registry[head].name + "'s office"
    return registry.state(country, reason: "the office of its \(registry[head].role)")
  }

  /// The countries that a description states, by its possessor too.
  func statedCountries(_ mention: Int) -> [String] {
    let context = contexts[mention]
    if !context.countries.isEmpty { return context.countries }
    if let clitic = context.possessiveClitic {
      if let actor = namedActor(endingAt: clitic), let country = registry[actor].country {
        return [country]
      }
      if let country = countryOfHead(mention, endingAt: clitic) { return [country] }
    }
    if let name = context.modifyingName {
      if let actor = namedActor(endingAt: name + 1), let country = registry[actor].country {
        return [country]
      }
      if let country = countryOfHead(mention, endingAt: name + 1) { return [country] }
    }
    if let pronoun = context.possessivePronoun,
      let actor = antecedent(ofPronounAt: pronoun, before: mention),
      let country = registry[actor].country
    {
      return [country]
    }
    return []
  }

  /// The country of which somebody known by one name alone is or was the head: "the Moe
  /// administration", "Moe's forces".
  private func countryOfHead(_ mention: Int, endingAt end: Int) -> String? {
    let ruled: Set<Sector> = [.government, .military]
    guard let role = contexts[mention].role, role.kind == .collective, ruled.contains(role.sector)
    else { return nil }
    let heads = dictionary.entries(for: tokens[end - 1..<end]).filter {
      $0.kind == .surname && !$0.officeKinds.isDisjoint(with: .head)
    }
    let codes = Set(heads.compactMap(\.country))
    let prominent = codes.intersection(OfficeTitle.prominentStates)
    if prominent.count == 1 { return prominent.first }
    guard codes.count == 1, let day = referenceDay else { return nil }
    return heads.contains { $0.isInOffice(on: day) } ? codes.first : nil
  }

  /// Whether the word is only the end of a noun of several words ("state" in "heads of state").
  private func isInsideNoun(_ mention: Int) -> Bool {
    guard let range = contexts[mention].roleTokens else { return false }
    let head = analysis.mentions[mention].head
    return range.lowerBound < head && tokens[range].contains { $0.lowercased() == "of" }
  }

  /// Whether the noun is an act or stance here: "China's opposition to the plan".
  private func isAct(_ mention: Int, _ role: WorldEntity) -> Bool {
    let context = contexts[mention]
    let next = analysis.mentions[mention].head + 1
    return role.name == "opposition"
      && (context.hasCountryPossessor || context.possessiveClitic != nil
        || context.possessivePronoun != nil
        || (next < tokens.count && ["against", "to"].contains(tokens[next])))
  }

  // MARK: Several at once

  /// "the two sides", "both leaders", "the South Korean and Chinese leaders".
  private mutating func setExpression(_ mention: Int, _ word: String) -> [Int]? {
    let context = contexts[mention]
    let sentence = analysis.mentions[mention].sentence
    let isPair =
      ["two", "both", "either", "neither", "each"].contains(context.determiner)
      || hasNumeral(mention, "two") || word == "both" || word == "two"
    if context.countries.count > 1, OfficeTitle.personsNouns.contains(word) {
      return context.countries.reversed().compactMap { officer(of: $0, mention) }
    }
    if word == "koreas" {
      return ["KOR", "PRK"].map { registry.state($0, reason: "the two Koreas") }
    }
    if OfficeTitle.countriesNouns.contains(word) || (isPair && word == "side") || word == "both"
      || word == "two"
    {
      let isDefinite =
        isPair || ["the", "these", "those"].contains(context.determiner)
        || context.possessivePronoun != nil
      // "The two regional powers" are those spoken of all the same.
      guard isDefinite, context.countries.isEmpty,
        isPair && !hasProperModifier(mention) || context.modifiers.subtracting(["two"]).isEmpty
      else { return nil }
      return pair(at: sentence) { $0.sort == .state }
    }
    if OfficeTitle.personsNouns.contains(word),
      isPair || (context.possessivePronoun != nil && OfficeTitle.headsNouns.contains(word))
    {
      guard context.countries.isEmpty else { return nil }
      let kinds = context.role.map { OfficeTitle.kinds(of: $0.name) } ?? []
      let persons = pair(at: sentence) { cluster in
        cluster.sort == .person && (kinds.isEmpty || !cluster.kinds.isDisjoint(with: kinds))
      }
      guard persons.isEmpty, OfficeTitle.headsNouns.contains(word) else { return persons }
      // "Their leaders" may be named only further on.
      return pair(at: sentence) { $0.sort == .state }.compactMap { state in
        registry[state].country.flatMap { officer(of: $0, mention) }
      }
    }
    return nil
  }

  private func hasNumeral(_ mention: Int, _ numeral: String) -> Bool {
    tokens[analysis.mentions[mention].tokens].contains { $0.lowercased() == numeral }
  }

  /// The two that are most in mind of those that meet a condition; those just joined by "and" first.
  mutating func pair(at sentence: Int, where condition: (ActorCluster) -> Bool) -> [Int] {
    for group in groups.reversed() where group.sentence >= sentence - 1 {
      if group.actors.count == 2, group.actors.allSatisfy({ condition(registry[$0]) }) {
        return group.actors
      }
    }
    // Whoever was spoken of brings the country to mind, too: a state needs no mention of its own.
    var weights: [Int: Double] = [:]
    for actor in registry.clusters.indices {
      let weight = registry.salience(of: actor, at: sentence)
      if condition(registry[actor]) {
        weights[actor, default: 0] += weight
      } else if registry[actor].isPerson, let country = registry[actor].country {
        let state = registry.state(country, reason: "the country of those spoken of")
        if condition(registry[state]) { weights[state, default: 0] += weight }
      }
    }
    let ranked = weights.filter { $0.value > 0 }
      .sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map(\.key)
    return ranked.count >= 2 ? Array(ranked.prefix(2)) : []
  }

  /// The person of a country who fits a plural noun of office ("leaders"): one of the article.
  private mutating func officer(of country: String, _ mention: Int) -> Int? {
    let role = contexts[mention].role
    let kinds = role.map { OfficeTitle.kinds(of: $0.name) } ?? []
    let sentence = analysis.mentions[mention].sentence
    let fitting = registry.ranked(at: sentence) { cluster in
      cluster.isPerson && cluster.country == country
        && (kinds.isEmpty || !cluster.kinds.isDisjoint(with: kinds))
    }
    // "U.S. and Chinese officials" are no persons of the article, but groups of either country.
    if let first = fitting.first, !kinds.isEmpty { return first }
    guard let role else { return nil }
    let adjective = CountryCode.adjective(country) ?? CountryCode.name(country) ?? country
    let noun = text(of: contexts[mention].roleTokens ?? 0..<0)
    return registry.actor("group:\(adjective) \(noun)") {
      var cluster = ActorCluster(
        sort: .group, name: "\(adjective) \(noun)", country: country, sector: role.sector,
        reason: "one of several countries' \(noun)")
      cluster.isPlural = true
      return cluster
    }
  }

  // MARK: One

  private mutating func country(_ mention: Int) -> [Int] {
    let context = contexts[mention]
    if let country = statedCountries(mention).first {
      return [registry.state(country, reason: "the country of its possessor")]
    }
    guard context.determiner == "the", context.modifiers.isEmpty else { return [] }
    return registry.ranked(at: analysis.mentions[mention].sentence) { $0.sort == .state }
      .prefix(1).map { $0 }
  }

  /// "her Chinese counterpart": who holds the same office there.
  private mutating func counterpart(_ mention: Int) -> Int? {
    let context = contexts[mention]
    let sentence = analysis.mentions[mention].sentence
    let antecedent =
      context.possessivePronoun.flatMap { self.antecedent(ofPronounAt: $0, before: mention) }
      ?? context.possessiveClitic.flatMap { namedActor(endingAt: $0) }
    let kinds = antecedent.map { registry[$0].kinds } ?? []
    let fitting = registry.ranked(at: sentence) { cluster in
      guard cluster.isPerson else { return false }
      if let country = context.countries.first { return cluster.country == country }
      return cluster.country != nil
        && cluster.country != antecedent.flatMap { registry[$0].country }
    }.filter { $0 != antecedent }
    let sameOffice = fitting.first { !registry[$0].kinds.isDisjoint(with: kinds) }
    if let found = sameOffice ?? (kinds.isEmpty ? fitting.first : nil) { return found }
    guard let country = context.countries.first, let antecedent else { return nil }
    return heldOffice(kinds, country, role: registry[antecedent].role)
  }

  /// "their Chinese counterparts" where nobody of the article is meant.
  private mutating func namelessCounterpart(_ mention: Int) -> Int? {
    guard let country = contexts[mention].countries.first else { return nil }
    let name = text(of: contexts[mention].start..<analysis.mentions[mention].head + 1)
    return registry.actor("one:" + name.lowercased()) {
      var cluster = ActorCluster(
        sort: .namelessPerson, name: name, country: country, sector: .government,
        reason: "its country stands beside it")
      cluster.isPlural = tokens[analysis.mentions[mention].head].lowercased().hasSuffix("s")
      return cluster
    }
  }

  /// The country whose name the tagger took for a noun, as it may at the start of a sentence.
  private func nameTakenForNoun(_ head: Int) -> String? {
    guard tokens[head].first?.isUppercase ?? false else { return nil }
    let countries = dictionary.entries(for: tokens[head...head]).filter { $0.kind == .country }
    return countries.count == 1 ? countries[0].country : nil
  }

  /// "three Americans", "an Iranian".
  private mutating func demonymGroup(_ mention: Int) -> Int? {
    let head = analysis.mentions[mention].head
    let entries = dictionary.entries(for: tokens[head...head])
    guard contexts[mention].role == nil,
      let entity = entries.first(where: { $0.kind == .demonym || $0.kind == .people })
    else { return nil }
    let start = contexts[mention].start
    let name = text(of: start..<head + 1)
    return registry.actor("group:" + name.lowercased()) {
      var cluster = ActorCluster(
        sort: .group, name: name, country: entity.country, sector: entity.sector,
        reason: "people by the name of their country")
      cluster.isPlural = entity.isPlural
      return cluster
    }
  }

  /// Several by a noun: their country only where the phrase states it.
  private mutating func describedGroup(_ mention: Int, _ role: WorldEntity) -> [Int] {
    let stated = statedCountries(mention)
    let isListed = contexts[mention].countries.count > 1 && !contexts[mention].hasCountryPossessor
    if isListed { return stated.reversed().compactMap { officer(of: $0, mention) } }
    if let shared = membersOfBoth(mention) { return shared }
    if stated.isEmpty, let home = OfficeTitle.groupsOfConflict[role.name],
      countryCounts[home.country] != nil || countryCounts[home.beside] != nil
    {
      let name = phrase(mention, country: nil)
      return [
        registry.actor("group:" + name.lowercased() + home.country) {
          var cluster = ActorCluster(
            sort: .group, name: name, country: home.country, sector: role.sector,
            reason: "so news calls them in that conflict")
          cluster.role = role.name
          cluster.isPlural = true
          return cluster
        }
      ]
    }
    if stated.isEmpty, let known = forceInMind(mention, role) { return [known] }
    if stated.isEmpty {
      let known = spokenOf(mention, role)
      if !known.isEmpty { return known }
    }
    let isOfTheLand =
      contexts[mention].determiner == "the" && role.sector == .military || role.sector == .police
    if stated.isEmpty, isOfTheLand, contexts[mention].modifiers.isEmpty,
      !hasProperModifier(mention), let country = home(of: mention)
    {
      return [
        organ(role, noun(of: mention), of: country, phrase: nil, isUnderstood: true)
      ]
    }
    let name = phrase(mention, country: stated.first)
    // "Officials said", "the authorities": those of the country that is spoken of.
    let understood = stated.isEmpty ? homeOfOffice(mention, role) : nil
    let country = stated.first ?? contexts[mention].body?.country ?? understood
    return [
      registry.actor("group:" + name.lowercased() + (stated.first ?? understood ?? "")) {
        var cluster = ActorCluster(
          sort: .group, name: name, country: country, sector: role.sector,
          reason: understood != nil
            ? "an office without a country, in an article about \(country ?? "")"
            : stated.isEmpty ? "a group without a country" : "its country stands beside it")
        // Whose people a body of no country has is not for the article to say.
        let isOfBody = stated.isEmpty && contexts[mention].body?.kind == .armedGroup
        cluster.role = isOfBody ? "" : role.name
        cluster.isMedia = role.kind == .reporter
        cluster.isPlural = true
        return cluster
      }
    ]
  }

  /// "Their envoys" where "they" are two states: envoys of either.
  private mutating func membersOfBoth(_ mention: Int) -> [Int]? {
    guard let place = contexts[mention].possessivePronoun, tokens[place].lowercased() == "their",
      let pronoun = analysis.mentions.indices.first(where: {
        analysis.mentions[$0].kind == .pronoun && analysis.mentions[$0].head == place
      }), assigned[pronoun].count == 2
    else { return nil }
    let countries = assigned[pronoun].compactMap { registry[$0].country }
    guard countries.count == 2, countries[0] != countries[1] else { return nil }
    return countries.compactMap { officer(of: $0, mention) }
  }

  /// "The soldiers", "heavily armed police" after "Norwegian forces": those spoken of in the last
  /// sentences, where nothing sets them apart.
  func forceInMind(_ mention: Int, _ role: WorldEntity) -> Int? {
    let forces: Set<Sector> = [.military, .police]
    let isBare = contexts[mention].determiner.isEmpty && role.sector == .police
    guard forces.contains(role.sector), contexts[mention].determiner == "the" || isBare,
      contexts[mention].modifiers.isDisjoint(with: Self.otherForces), !hasProperModifier(mention),
      contexts[mention].body == nil
    else { return nil }
    let sentence = analysis.mentions[mention].sentence
    let head = analysis.mentions[mention].head
    var best: (actor: Int, token: Int)?
    for actor in registry.clusters.indices {
      let cluster = registry[actor]
      let isForce =
        cluster.sector == role.sector || cluster.sector == .military && cluster.isPlural
        || cluster.sector == .military && cluster.role.hasSuffix("forces")
      guard cluster.country != nil, !cluster.isPerson, forces.contains(cluster.sector), isForce,
        let last = cluster.traces.last(where: { !$0.isAside && $0.token < head }),
        sentence - last.sentence <= 4
      else { continue }
      if best.map({ $0.token < last.token }) ?? true { best = (actor, last.token) }
    }
    return best?.actor
  }

  /// Adjectives by which others than those spoken of are meant.
  private static let otherForces: Set<String> = [
    "additional", "allied", "extra", "federal", "foreign", "fresh", "further", "local", "more",
    "new", "other", "pro-government", "rebel", "regional", "several", "some",
  ]

  /// The phrase by which something nameless is called: its modifiers and noun, and the adjective of
  /// the country where that is stated by "its" or the like.
  func phrase(_ mention: Int, country: String?) -> String {
    let context = contexts[mention]
    let head = analysis.mentions[mention].head
    let start = min(context.start, context.roleTokens?.lowerBound ?? head)
    var end = max(head + 1, context.roleTokens?.upperBound ?? 0)
    var read = PhraseContext(start: start)
    read.role = context.role
    let sentenceEnd = sentence(of: mention).tokens.upperBound
    end = reader.readCountryAfter(end, sentenceEnd: sentenceEnd, into: &read)
    let own = text(of: start..<end)
    if let pronoun = context.possessivePronoun {
      if let actor = antecedent(ofPronounAt: pronoun, before: mention), registry[actor].isPerson {
        return registry[actor].name + "'s " + own
      }
      if let country, let adjective = CountryCode.adjective(country) {
        return adjective + " " + own
      }
    }
    if let clitic = context.possessiveClitic, let actor = namedActor(endingAt: clitic) {
      return registry[actor].name + "'s " + own
    }
    if context.hasCountryPossessor, let country = context.countries.last {
      return (CountryCode.name(country) ?? country) + "'s " + own
    }
    return own
  }
}
