import Linguistics
import Ontology
import Text

// Bodies by a noun: "the Norwegian parliament", "the police", and "the ministry" of before.
extension ArticleReading {
  /// A body by a noun: the state itself for its government, else an organ of a state.
  mutating func describedBody(_ mention: Int, _ role: WorldEntity) -> [Int] {
    let context = contexts[mention]
    let isApart = !context.modifiers.isDisjoint(with: OfficeTitle.apartModifiers)
    // "Western powers" are of no one country.
    let isOrgan =
      OfficeTitle.organSectors.contains(role.sector) && !role.name.hasSuffix("powers")
    // "The US-Japan alliance" is of no one country.
    let isShared = context.countries.count > 1 && !context.hasCountryPossessor
    var country = isShared ? nil : statedCountries(mention).first
    var reason = "its country stands beside it"
    var isUnderstood = false
    if country == nil, let earlier = earlierBody(mention, role) {
      organNames[mention] = earlier.name
      return [earlier.actor]
    }
    if country == nil, !isShared, let force = forceInMind(mention, role) { return [force] }
    // "A change of leadership" is nobody's, "parliament" without an article is the country's own.
    let isBare = context.determiner.isEmpty && isOrgan
    let isDefinite =
      context.determiner == "the"
      || (isBare && !OfficeTitle.stateOrgans.contains(role.name))
    if country == nil, !isShared, isOrgan, isDefinite, !hasProperModifier(mention) {
      country = countryInMind(mention)
      reason = "the country last spoken of"
      isUnderstood = true
    }
    if !isApart, OfficeTitle.stateOrgans.contains(role.name), let country {
      let actor = registry.state(country, reason: "its \(role.name) for the state")
      let isAdjective = !context.countries.isEmpty && !context.hasCountryPossessor
      let owner = CountryCode.name(country).map { $0 + "'s " } ?? ""
      let name =
        isAdjective ? phrase(mention, country: country) : owner + noun(of: mention).lowercased()
      organNames[mention] = name
      lastBodies.append((role.name, actor, name))
      return [actor]
    }
    guard country != nil || context.body != nil || isDefinite || context.isTitled else { return [] }
    let name = phrase(mention, country: country)
    if isOrgan, !isApart, context.modifiers.isEmpty, context.body == nil, let country,
      !hasProperModifier(mention) || !context.countries.isEmpty
    {
      let actor = organ(
        role, noun(of: mention), of: country, phrase: name, isUnderstood: isUnderstood)
      remember(role, actor)
      return [actor]
    }
    let actor = registry.actor("group:" + name.lowercased() + (country ?? "")) {
      var cluster = ActorCluster(
        sort: .body, name: name, country: country ?? context.body?.country, sector: role.sector,
        reason: country == nil ? "a body without a country" : reason)
      cluster.role = role.name
      cluster.isMedia = role.kind == .reporter
      return cluster
    }
    remember(role, actor)
    return [actor]
  }

  /// The noun of a description as the text has it.
  func noun(of mention: Int) -> String {
    let head = analysis.mentions[mention].head
    return text(of: contexts[mention].roleTokens ?? head..<head + 1)
  }

  /// Whether a name that is no country's says whose it is ("Kurdish forces").
  func hasProperModifier(_ mention: Int) -> Bool {
    let end = contexts[mention].roleTokens?.lowerBound ?? analysis.mentions[mention].head
    return contexts[mention].start < end
      && tokens[contexts[mention].start..<end].contains { $0.first?.isUppercase ?? false }
  }

  /// "the ministry" after "Seoul's foreign ministry".
  private func earlierBody(
    _ mention: Int, _ role: WorldEntity
  ) -> (noun: String, actor: Int, name: String?)? {
    guard contexts[mention].determiner == "the", role.name != "government" else { return nil }
    let next = analysis.mentions[mention].head + 1
    // "The group of lawmakers" is another than the one spoken of.
    guard next >= tokens.count || tokens[next] != "of" else { return nil }
    return lastBodies.last { $0.noun == role.name || $0.noun.hasSuffix(" " + role.name) }
  }

  /// Keeps in mind by which nouns a body may be spoken of further on: those in its name, and those
  /// for its kind.
  mutating func remember(_ actor: Int, named words: ArraySlice<String>, _ kind: WorldEntity.Kind?) {
    let own = words.compactMap { word in
      dictionary.entries(for: word.lowercased()).first { $0.kind == .collective }?.name
    }
    let likely = kind ?? likelyKind(of: registry[actor].sector)
    for noun in own + (likely.flatMap { OfficeTitle.kindNouns[$0] } ?? []) {
      lastBodies.append((noun, actor, nil))
    }
  }

  /// What a body that no table knows may be called further on.
  private func likelyKind(of sector: Sector) -> WorldEntity.Kind? {
    switch sector {
    case .rebel: .armedGroup
    case .business: .business
    case .party: .party
    case .nongovernmental, .opposition, .unknown: .nongovernmental
    default: nil
    }
  }

  private mutating func remember(_ role: WorldEntity, _ actor: Int) {
    lastBodies.append((role.name, actor, nil))
  }

  /// The country of whoever speaks or acts where a body is named without one: the subject before it
  /// in its sentence, else the state most in mind, else the one the article is about.
  private func countryInMind(_ mention: Int) -> String? {
    let head = analysis.mentions[mention].head
    let sentence = analysis.mentions[mention].sentence
    // "The government" of somebody's words is that of his own country.
    if isQuoted[head], let speaker = speaking(mention), let country = registry[speaker].country,
      !country.hasPrefix("IGO:")
    {
      return country
    }
    for earlier in analysis.mentions.indices.reversed()
    where earlier < mention && analysis.mentions[earlier].sentence == sentence {
      let place = analysis.mentions[earlier].head
      guard place < head, isSubject(place), assigned[earlier].count == 1,
        let country = registry[assigned[earlier][0]].country, !country.hasPrefix("IGO:")
      else { continue }
      return country
    }
    if let home = home(of: mention) { return home }
    return registry.ranked(at: sentence) { $0.sort == .state || $0.sort == .person }
      .lazy.compactMap { registry[$0].country }.first { !$0.hasPrefix("IGO:") }
  }
}
