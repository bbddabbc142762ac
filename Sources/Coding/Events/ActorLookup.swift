import Linguistics
import Ontology
import Text

/// Answers who is meant at a token, from the resolved mentions and, for nationality words before
/// nouns, from the world data.
struct ActorLookup {
  private let analysis: Analysis
  let resolution: ActorResolution
  /// For every token the mention that it heads or names, -1 for none.
  private let mentionAt: [Int]
  /// The country that the article is about, if one stands out.
  let focus: String?
  private let shares: [(country: String, share: Int)]
  /// Who says "I" and "we" at a token, for those that the resolver leaves open.
  var firstPersons: [Int: Participant] = [:]
  private let world: ActorDictionary
  private let classes: WordClasses

  init(_ analysis: Analysis, _ resolution: ActorResolution, world: ActorDictionary = .shared) {
    self.analysis = analysis
    self.resolution = resolution
    self.world = world
    classes = .shared
    var mentionAt = [Int](repeating: -1, count: analysis.words.count)
    for (number, mention) in analysis.mentions.enumerated() {
      // The words of a name lead to it as well: a parser may take any of them for the head.
      for token in mention.nameTokens where mention.kind == .name && mentionAt[token] < 0 {
        mentionAt[token] = number
      }
    }
    for (number, mention) in analysis.mentions.enumerated()
    where mentionAt.indices.contains(mention.head) {
      let old = mentionAt[mention.head]
      if old < 0 || analysis.mentions[old].head != mention.head
        || analysis.mentions[old].tokens.count < mention.tokens.count
      {
        mentionAt[mention.head] = number
      }
    }
    // The words of a description lead to it where nothing nearer does.
    for (number, mention) in analysis.mentions.enumerated() where mention.kind == .name {
      for token in mention.tokens where mentionAt[token] < 0 {
        if analysis.words[token].partOfSpeech == .noun, analysis.words[token].relation != .compound
        {
          mentionAt[token] = number
        }
      }
    }
    self.mentionAt = mentionAt
    shares = Self.weights(of: resolution)
    focus = shares.first.flatMap { $0.share >= 55 ? $0.country : nil }
  }

  /// How often actors of each country are mentioned.
  private static func weights(of resolution: ActorResolution) -> [(country: String, share: Int)] {
    var counts: [String: Int] = [:]
    for actor in resolution.actors {
      guard let country = actor.country, !country.hasPrefix("IGO:") else { continue }
      counts[country, default: 0] += actor.mentions.count
    }
    let total = counts.values.reduce(0, +)
    guard total >= 4 else { return [] }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { ($0.key, $0.value * 100 / total) }
  }

  /// The other party of an article for a country: the one it is mostly told with, or itself where
  /// the article is of its own affairs; nil where no other stands out.
  func counterpart(of country: String) -> String? {
    guard let first = shares.first else { return nil }
    if country != first.country { return first.share >= 25 ? first.country : nil }
    if shares.count > 1, shares[1].share >= 25 { return shares[1].country }
    return first.share >= 55 ? first.country : nil
  }

  /// Whether a country is spoken of before a place of the text.
  func isNamed(_ country: String, before end: Int) -> Bool {
    analysis.mentions.contains { mention in
      mention.head < end
        && resolved(at: mention.head).contains { ($0.country ?? "") == country }
    }
  }

  /// Groups that a country's affairs have, and so are the country's where nothing else is said.
  private func isDomesticGroup(_ actor: ResolvedActor) -> Bool {
    guard actor.country == nil, let first = actor.name.unicodeScalars.first,
      first.properties.isLowercase || actor.isPlural
    else { return false }
    switch actor.sector {
    case .civilian, .police, .military, .legislature, .opposition, .judiciary, .government, .party,
      .rebel:
      break
    case .international, .nongovernmental, .media, .business, .intelligence, .unknown:
      return false
    }
    let words = actor.name.split(separator: " ").map { $0.lowercased() }
    guard let last = words.last, Self.anywhere.contains(last) else { return true }
    // "Union leaders" lead something at home.
    return words.dropLast().last.map(Self.domestic.contains) ?? false
  }

  /// What those nouns are of a country's own affairs with.
  private static let domestic: Set<String> = [
    "business", "church", "communist", "community", "faction", "guerrilla", "islamist", "labor",
    "labour", "maoist",
    "market", "militia", "opposition", "parliamentary", "party", "police", "protest", "rebel",
    "religious",
    "separatist", "strike", "student", "teachers", "tribal", "union", "village", "workers",
  ]

  /// Nouns for groups that may be of many countries.
  static let anywhere: Set<String> = [
    "leaders", "nations", "countries", "states", "parties", "sides", "governments", "allies",
    "men", "man", "woman", "families", "experts", "partners", "powers", "officials", "analysts",
    "refugees", "migrants", "foreigners", "diplomats", "capitals", "neighbours", "neighbors",
    "agencies", "community", "donors", "institutions", "organisations", "organizations",
  ]

  /// The actors that a token's mention means.
  func resolved(at token: Int) -> [ResolvedActor] {
    let mention = mentionAt[token]
    guard mention >= 0 else { return [] }
    return resolution.actors(ofMention: mention).map { resolution.actors[$0] }
  }

  /// What the organ of a state at a token is called where it means the state ("Norway's foreign
  /// ministry").
  func organName(at token: Int) -> String? {
    let mention = mentionAt[token]
    return mention < 0 ? nil : resolution.organName(ofMention: mention)
  }

  /// The mention at a token as the text has it, articles left out.
  func phrase(at token: Int) -> String? {
    let mention = mentionAt[token]
    guard mention >= 0, analysis.mentions[mention].kind != .pronoun else { return nil }
    var tokens = analysis.mentions[mention].tokens
    if ["the", "a", "an"].contains(analysis.document.tokens[tokens.lowerBound].text.lowercased()) {
      tokens = (tokens.lowerBound + 1)..<tokens.upperBound
    }
    guard let first = tokens.first, let last = tokens.last else { return nil }
    return analysis.document.article.source[
      analysis.document.tokens[first].range.union(analysis.document.tokens[last].range)]
  }

  /// Whether a token names a whole country.
  func isWholeState(_ token: Int) -> Bool {
    guard mentionAt[token] >= 0, analysis.words[token].partOfSpeech == .properNoun else {
      return false
    }
    return resolved(at: token).contains { one in
      one.country.flatMap { CountryCode.name($0) } == one.name
        && !(one.country?.hasPrefix("IGO:") ?? true)
    }
  }

  /// The participants that a token's mention means; news media, who only report, are none unless
  /// they are asked for.
  func participants(at token: Int, withMedia: Bool = false) -> [Participant] {
    // In a quotation "we" is first of all who speaks.
    if let speaker = firstPersons[token] { return [speaker] }
    if let name = apposed(token) { return participants(at: name, withMedia: withMedia) }
    let mention = mentionAt[token]
    let found = mention >= 0 ? resolved(at: token) : []
    if found.isEmpty { return [] }
    let tokens = analysis.mentions[mention].tokens
    let range = analysis.document.tokens[tokens.lowerBound].range.union(
      analysis.document.tokens[tokens.upperBound - 1].range)
    return found.filter { withMedia || (!$0.isMedia && $0.sector != .media) }.map { actor in
      if isDomesticGroup(actor), let focus {
        return Participant(
          name: name(of: actor, at: token), country: focus, sector: actor.sector, range: range,
          reason: actor.reason + Self.understood)
      }
      return Participant(
        name: found.count == 1 ? name(of: actor, at: token) : actor.name, country: actor.country,
        sector: actor.sector, range: range, reason: actor.reason)
    }
  }

  private static let understood = "; the country that the article is about"

  /// Whether a country is only understood from what the article is about.
  func isUnderstood(_ one: Participant) -> Bool { one.reason.hasSuffix(Self.understood) }

  /// The name that a description stands beside: "Ana Ruiz, the Spanish student who was arrested".
  private func apposed(_ token: Int) -> Int? {
    let word = analysis.words[token]
    guard word.relation == .appos, word.partOfSpeech == .noun, word.head >= 0, word.head < token
    else { return nil }
    let isNamed = resolved(at: word.head).contains { actor in
      actor.isPerson && actor.name.unicodeScalars.contains { $0.properties.isUppercase }
    }
    return isNamed && analysis.words[word.head].relation != .appos ? word.head : nil
  }

  /// What an article calls an actor where the resolver's name says less or other: a government by
  /// its phrase, a few people with their number, a body by the letters that alone are given.
  private func name(of actor: ResolvedActor, at token: Int) -> String {
    guard
      analysis.words[token].partOfSpeech == .noun
        || analysis.words[token].partOfSpeech
          == .properNoun,
      let phrase = phrase(at: token)
    else { return actor.name }
    switch actor.sector {
    case .government where analysis.words[token].lemma.lowercased() == "government":
      let hasCapital = phrase.unicodeScalars.contains { $0.properties.isUppercase }
      return hasCapital ? phrase : Self.government(of: actor.country) ?? actor.name
    case .international:
      return isGiven(actor.name) ? actor.name : longestName(of: actor) ?? actor.name
    default:
      if let rest = Self.uncounted(actor.name) { return rest }
      return Self.counted(actor.name, in: phrase, isPlural: actor.isPlural)
    }
  }

  /// What the government of a country is called ("Norwegian government").
  static func government(of country: String?) -> String? {
    country.flatMap { CountryCode.adjective($0) ?? CountryCode.name($0) }.map { $0 + " government" }
  }

  /// The police of a country as the article calls it; nil where it speaks of none.
  func police(of country: String) -> ResolvedActor? {
    resolution.actors.first { actor in
      actor.sector == .police && actor.country == country && !actor.isPerson
        // A banner in capitals ("INQUIRY INTO POLICE") is no force.
        && actor.name.unicodeScalars.contains { $0.properties.isLowercase }
    }
  }

  /// What the article mostly calls those who protest in a country; nil where it speaks of none.
  func protesters(of country: String) -> String? {
    var counts: [String: Int] = [:]
    for actor in resolution.actors
    where actor.isPlural && (actor.country ?? actor.contextCountry ?? focus) == country {
      let last = actor.name.split(separator: " ").last?.lowercased() ?? ""
      if ["demonstrators", "protesters"].contains(last) {
        counts[last, default: 0] += actor.mentions.count
      }
    }
    return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key
  }

  private func isGiven(_ name: String) -> Bool {
    let words = name.split(separator: " ").map(String.init)
    let tokens = analysis.document.tokens
    guard let first = words.first, tokens.count >= words.count else { return false }
    return (0...(tokens.count - words.count)).contains { start in
      tokens[start].text == first
        && words.indices.allSatisfy { tokens[start + $0].text == words[$0] }
    }
  }

  private func longestName(of actor: ResolvedActor) -> String? {
    actor.mentions.map { analysis.mentions[$0] }.filter { $0.kind == .name }
      .compactMap { mention -> String? in
        guard let first = mention.nameTokens.first, let last = mention.nameTokens.last else {
          return nil
        }
        let tokens = analysis.document.tokens
        return analysis.document.article.source[tokens[first].range.union(tokens[last].range)]
      }.max { $0.utf8.count < $1.utf8.count }
  }

  /// A name without the large number before it ("at least one million Tatars"); nil where it has
  /// none.
  private static func uncounted(_ name: String) -> String? {
    let words = name.split(separator: " ")
    let amounts: Set<String> = [
      "million", "millions", "thousand", "thousands", "hundred", "hundreds", "dozens", "scores",
    ]
    guard let last = words.prefix(5).lastIndex(where: { amounts.contains($0.lowercased()) }),
      last + 1 < words.count
    else { return nil }
    let rest = words[(last + 1)...]
    return (rest.first == "of" ? rest.dropFirst() : rest).joined(separator: " ")
  }

  /// A name with the small number before it ("three Americans").
  private static func counted(_ name: String, in phrase: String, isPlural: Bool) -> String {
    let numbers: Set<String> = [
      "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ]
    let words = phrase.split(separator: " ")
    guard isPlural, words.count > 1, numbers.contains(words[0].lowercased()),
      phrase.hasSuffix(name), !name.lowercased().hasPrefix(words[0].lowercased())
    else { return name }
    return phrase
  }

  func isActor(_ token: Int) -> Bool { !participants(at: token).isEmpty }

  /// Whether a token names somebody who only reports.
  func isMedia(_ token: Int) -> Bool {
    resolved(at: token).contains { $0.isMedia || $0.sector == .media }
  }

  /// Whether it names a person or a group of persons.
  func isPerson(_ token: Int) -> Bool {
    let found = resolved(at: token)
    return found.contains {
      $0.isPerson
        || ($0.isPlural && ![.international, .government].contains($0.sector))
    }
  }

  func isMilitary(_ token: Int) -> Bool {
    resolved(at: token).contains { [.military, .rebel].contains($0.sector) }
  }

  func isGovernment(_ token: Int) -> Bool {
    resolved(at: token).contains { $0.sector == .government || $0.sector == .legislature }
  }

  /// Whether it names a place.
  func isPlace(_ token: Int) -> Bool {
    let mention = mentionAt[token]
    guard mention >= 0 else { return false }
    let type = analysis.mentions[mention].nameType
    return type == .place || type == .location || type == .facility
  }

  /// The town or region named at a token, of the country where it lies.
  func town(at token: Int) -> Participant? {
    let mention = mentionAt[token]
    guard mention >= 0, analysis.mentions[mention].kind == .name else { return nil }
    let tokens = analysis.mentions[mention].nameTokens
    let words = tokens.map { analysis.document.tokens[$0].text }
    let places = world.entries(for: words.joined(separator: " ")).filter { $0.kind == .place }
    let countries = Set(places.compactMap(\.country))
    guard countries.count == 1, let country = countries.first, let last = tokens.last else {
      return nil
    }
    let range = analysis.document.tokens[tokens.lowerBound].range.union(
      analysis.document.tokens[last].range)
    return Participant(
      name: analysis.document.article.source[range], country: country, sector: .civilian,
      range: range, reason: "a place in \(CountryCode.name(country) ?? country)")
  }

  /// The country that a word before a noun speaks of: "Chinese", "US", "Taliban".
  func modifier(at token: Int) -> [Participant] {
    let document = analysis.document
    let joined = hyphenated(at: token)
    if !joined.isEmpty { return joined }
    let named = participants(at: token)
    if !named.isEmpty { return named }
    guard let first = document.tokens[token].text.unicodeScalars.first,
      first.properties.isUppercase
    else { return [] }
    // "South Korean" is two tokens, the last of which is the modifier.
    var words = [document.tokens[token].text]
    var start = token
    while start > 0, words.count < 3 {
      start -= 1
      let before = document.tokens[start].text
      guard let scalar = before.unicodeScalars.first, scalar.properties.isUppercase else { break }
      words.insert(before, at: 0)
    }
    while !words.isEmpty {
      if let found = country(of: words.joined(separator: " "), at: token, wordCount: words.count) {
        return [found]
      }
      words.removeFirst()
    }
    return []
  }

  /// The countries in a word of several parts: "Japan-India", "US-South Korea", "Saudi-led",
  /// "Sino-Vietnamese".
  func hyphenated(at token: Int) -> [Participant] {
    let tokens = analysis.document.tokens
    guard let first = tokens[token].text.unicodeScalars.first, first.properties.isUppercase else {
      return []
    }
    // "US-South Korea" is two tokens; the first of them has the hyphen.
    for wordCount in [1, 2] where token - wordCount + 1 >= 0 {
      let start = token - wordCount + 1
      let text = tokens[start...token].map(\.text).joined(separator: " ")
      let parts = text.split(whereSeparator: { $0 == "-" || $0 == "–" }).map(String.init)
      guard tokens[start].text.contains(where: { $0 == "-" || $0 == "–" }), parts.count > 1 else {
        continue
      }
      let states = parts.map { part in
        CombiningForms.countries[part].flatMap {
          country(of: $0, at: token, wordCount: wordCount)
        } ?? country(of: part, at: token, wordCount: wordCount)
      }
      if states.allSatisfy({ $0 != nil }) { return states.compactMap { $0 } }
      if parts.count == 2, CombiningForms.agency.contains(parts[1].lowercased()) {
        return states.prefix(1).compactMap { $0 }
      }
    }
    return []
  }

  /// The country that a word names by itself, its adjective or capital.
  func country(named name: String) -> String? {
    let kinds: Set<WorldEntity.Kind> = [.adjective, .capital, .country]
    return world.entries(for: name).first { kinds.contains($0.kind) && $0.end.isEmpty }?.country
  }

  private func country(of name: String, at token: Int, wordCount: Int) -> Participant? {
    let kinds: Set<WorldEntity.Kind> = [.adjective, .demonym, .country, .capital, .international]
    guard let entry = world.entries(for: name).first(where: { kinds.contains($0.kind) }),
      let code = entry.country
    else { return nil }
    let tokens = analysis.document.tokens
    return Participant(
      name: CountryCode.name(code) ?? entry.name,
      country: code, sector: entry.kind == .international ? .international : .government,
      range: tokens[token - wordCount + 1].range.union(tokens[token].range),
      reason: "the word \"\(name)\" before the noun")
  }
}

/// The first and last parts of words joined by a hyphen that speak of countries.
private enum CombiningForms {
  /// By the form before the hyphen.
  static let countries: [String: String] = [
    "Anglo": "British", "Austro": "Austrian", "Franco": "French", "Greco": "Greek",
    "Indo": "Indian", "Israelo": "Israeli", "Italo": "Italian", "Luso": "Portuguese",
    "Russo": "Russian", "Serbo": "Serbian", "Sino": "Chinese", "Turco": "Turkish",
  ]

  /// What makes the country before the hyphen the one that acts or owns.
  static let agency: Set<String> = [
    "appointed", "authored", "controlled", "drafted", "flagged", "held", "led", "occupied",
    "operated", "organised", "organized", "owned", "proposed", "registered", "run", "spearheaded",
    "sponsored",
  ]
}
