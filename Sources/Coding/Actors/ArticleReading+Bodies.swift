import Linguistics
import Ontology
import Text

// Bodies that no table knows: "the Port Police", "the Bureau of Mines and Energy", "the Norwegian
// Embassy in Lima".
extension ArticleReading {
  /// A body that no table knows: its last or first words say what it is ("... Police",
  /// "Commission of ..."), an adjective or what it is of, whose.
  mutating func unknownBody(_ mention: Int) -> Int? {
    let words = nameWords(of: mention)
    let noun = institutionNoun(words)
    guard noun != nil || analysis.mentions[mention].nameType == .organization else { return nil }
    var country = statedCountry(in: words) ?? contexts[mention].countries.first
    var isUnderstood = false
    if country == nil, let noun, OfficeTitle.organSectors.contains(noun.sector) {
      country = home(of: mention)
      isUnderstood = true
    }
    if let noun, OfficeTitle.stateOrgans.contains(noun.name), let country {
      let isOwn = statedCountry(in: words) != nil
      let owner = isOwn ? "" : (CountryCode.name(country) ?? country) + "'s "
      organNames[mention] = owner + text(of: names[mention])
      return registry.state(country, reason: "its \(noun.name) for the state")
    }
    // "Police" with a capital is the police of the country all the same.
    if words.count == 1, let noun, noun.kind == .collective, let country,
      noun.sector == .police || noun.sector == .military
    {
      return organ(
        noun, words[words.startIndex], of: country, phrase: nil, isUnderstood: isUnderstood)
    }
    // "the oil company <Petrona>": the noun before a name says what it is.
    let sector = noun?.sector ?? contexts[mention].role?.sector ?? .unknown
    let surface = text(of: names[mention])
    let actor = registry.actor("name:" + nameForm(of: mention).words.joined(separator: " ")) {
      ActorCluster(
        sort: .body, name: surface, country: country, sector: sector,
        reason: "a body named in the article")
    }
    if registry[actor].country == nil { registry[actor].country = country }
    if registry[actor].sector == .unknown { registry[actor].sector = sector }
    registry[actor].addSurface(
      surface, nameForm(of: mention), isInText: sentence(of: mention).kind == .body)
    remember(actor, named: words, nil)
    return actor
  }

  /// An organ of a state by a noun alone, one whatever stands beside it ("the police", "Norway's
  /// police"); by the phrase that states its country where there is one.
  mutating func organ(
    _ noun: WorldEntity, _ word: String, of country: String, phrase: String?, isUnderstood: Bool
  ) -> Int {
    let adjective = CountryCode.adjective(country) ?? CountryCode.name(country)
    let understood = (adjective.map { $0 + " " } ?? "") + word.lowercased()
    let actor = registry.actor("organ:\(noun.name):\(country)") {
      var cluster = ActorCluster(
        sort: noun.isPlural ? .group : .body, name: understood, country: country,
        sector: noun.sector, reason: "its country stands beside it")
      cluster.role = noun.name
      cluster.isPlural = noun.isPlural
      return cluster
    }
    if isUnderstood {
      if registry[actor].surfaces.isEmpty {
        registry[actor].reason = "the \(noun.name) of the country that is spoken of"
      }
    } else if registry[actor].surfaces.isEmpty, let phrase {
      registry[actor].name = phrase
      registry[actor].addSurface(phrase, PersonName(tokens: [phrase]), isInText: true)
    }
    return actor
  }

  /// The noun that says what a body is: the longest at its end, else the one it begins with.
  func institutionNoun(_ words: ArraySlice<String>) -> WorldEntity? {
    let nouns: Set<WorldEntity.Kind> = [.collective, .role]
    let endings = stride(from: min(3, words.count), to: 0, by: -1).map { words.suffix($0) }
    let beforeOf = words.prefix { !Self.bodyPrepositions.contains($0) }
    let beginnings = stride(from: min(3, beforeOf.count), to: 0, by: -1).map { beforeOf.suffix($0) }
    let parts = beforeOf.count < words.count ? beginnings : endings + [words.prefix(1)]
    return parts.lazy.compactMap { part in
      dictionary.entries(for: part).first { nouns.contains($0.kind) }
    }.first
  }

  /// The country that a body's own name states, at its start or as what it is of.
  private func statedCountry(in words: ArraySlice<String>) -> String? {
    var starts = [words.startIndex]
    let isAbroad = words.contains { OfficeTitle.missionNouns.contains($0) }
    for place in words.indices.dropFirst() {
      let before = words[place - 1].lowercased()
      if before == "of" || (before == "in" && !isAbroad) || before == "the" { starts.append(place) }
    }
    for start in starts {
      guard let (_, entries) = dictionary.longestMatch(in: words[start...]) else { continue }
      let country =
        entries.lazy.filter {
          $0.kind != .surname && $0.kind != .person && $0.end.isEmpty
            && !isElsewhere($0, words, stated: [])
        }.compactMap(\.country).first
      if let country { return country }
    }
    return nil
  }

  /// A ship of a navy or coast guard ("USS Monterey").
  mutating func ship(_ mention: Int) -> Int? {
    let words = nameWords(of: mention)
    guard words.count > 1, let country = OfficeTitle.shipPrefixes[words[words.startIndex]] else {
      return nil
    }
    let surface = text(of: names[mention])
    return registry.actor("name:" + nameForm(of: mention).words.joined(separator: " ")) {
      ActorCluster(
        sort: .body, name: surface, country: country, sector: .military,
        reason: "a ship by its prefix")
    }
  }

  // MARK: Whole names

  private static let bodyPrepositions: Set<String> = ["against", "for", "in", "of", "on", "to"]

  /// A body's name with what goes on behind the words that the tagger took for it: "Bureau of
  /// <Mines> and Energy", "Embassy in Lima", "Commission on Human Rights".
  func wholeBodyName(_ range: Range<Int>, sentence: Range<Int>) -> Range<Int> {
    var range = range
    var lower = range.lowerBound
    // "Fish and <Wildlife Service>"
    if lower - 2 >= sentence.lowerBound, tokens[lower - 1] == "and" || tokens[lower - 1] == "&",
      OfficeTitle.institutionNouns.contains(tokens[range.upperBound - 1]), range.count > 1,
      isPlainCapital(lower - 2)
    {
      lower -= 2
      while lower > sentence.lowerBound, isPlainCapital(lower - 1) { lower -= 1 }
      range = lower..<range.upperBound
    }
    while let end = continuation(of: range, sentence: sentence) {
      range = range.lowerBound..<end
    }
    return range
  }

  /// The end of one more "of ..." or "and ..." of a body's name.
  private func continuation(of range: Range<Int>, sentence: Range<Int>) -> Int? {
    let next = range.upperBound
    guard next + 1 < sentence.upperBound, range.count <= 8 else { return nil }
    let last = tokens[next - 1]
    let hasPreposition = tokens[range].contains { Self.bodyPrepositions.contains($0) }
    switch tokens[next] {
    case "of" where OfficeTitle.institutionNouns.contains(last): break
    case "for" where OfficeTitle.purposeNouns.contains(last): break
    case "on", "against":
      guard OfficeTitle.topicNouns.contains(last) else { return nil }
    case "in", "to":
      guard OfficeTitle.missionNouns.contains(last) else { return nil }
    case "and", "&":
      guard hasPreposition, isPlainCapital(next + 1), isPlainCapital(next - 1) else { return nil }
    default: return nil
    }
    var end = next + 1
    if tokens[end] == "the" { end += 1 }
    let first = end
    while end < sentence.upperBound, isCapital(end) { end += 1 }
    return end > first ? end : nil
  }

  /// Whether a token is a capitalised word of a name, days and months left out.
  private func isCapital(_ token: Int) -> Bool {
    if tokens[token] == "'s" { return token + 1 < tokens.count && isCapital(token + 1) }
    return tokens[token].first?.isUppercase == true
      && [.properNoun, .noun, .adjective].contains(analysis.words[token].partOfSpeech)
      && !Self.calendar.contains(tokens[token])
  }

  /// The same where it is nobody known by itself.
  private func isPlainCapital(_ token: Int) -> Bool {
    isCapital(token)
      && dictionary.entries(for: tokens[token...token]).allSatisfy {
        [.collective, .role, .surname].contains($0.kind)
      }
  }

  private static let calendar: Set<String> = [
    "April", "August", "December", "February", "Friday", "January", "July", "June", "March", "May",
    "Monday", "November", "October", "Saturday", "September", "Sunday", "Thursday", "Tuesday",
    "Wednesday",
  ]
}
