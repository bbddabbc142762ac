import Linguistics
import Ontology

/// What stands around a name or noun and says whose and what it is.
struct PhraseContext {
  /// The first token of what belongs to the phrase, possessor and determiner left out.
  var start: Int
  /// Countries stated by adjectives, names or a possessor, the nearest first.
  var countries: [String] = []
  /// The noun nearest to the name ("spokesman").
  var role: WorldEntity?
  /// The tokens of that noun.
  var roleTokens: Range<Int>?
  /// The body that the role is of ("foreign ministry", "Hamas").
  var body: WorldEntity?
  /// Adjectives and other words passed on the way, in lower case.
  var modifiers: Set<String> = []
  /// The article, demonstrative or numeral, in lower case.
  var determiner = ""
  /// The place of the "'s" of a possessor that is no country.
  var possessiveClitic: Int?
  /// The place of "his", "its" and the like.
  var possessivePronoun: Int?
  /// The place of a name that modifies the noun ("the Obama administration").
  var modifyingName: Int?
  /// Whether it is somebody's counterpart.
  var isCounterpart = false
  /// Whether a form of address stands before the name.
  var isAddressed = false
  /// Whether that form is a woman's.
  var isFemale: Bool?
  /// Whether a possessor states the country ("Seoul's foreign ministry").
  var hasCountryPossessor = false

  /// Whether a title makes the name a person's.
  var isTitled: Bool {
    isAddressed || isCounterpart
      || role.map { $0.kind == .role || $0.kind == .spokesperson } == true
  }
}

/// Reads the words before and after a name or noun with the dictionary.
struct PhraseReader {
  let dictionary: ActorDictionary
  let tokens: [String]
  let words: [WordAnalysis]

  private static let stating: Set<WorldEntity.Kind> = [
    .adjective, .agency, .armedGroup, .capital, .country, .demonym, .international, .legislature,
    .party, .seat,
  ]
  private static let nouns: Set<WorldEntity.Kind> = [.role, .collective, .spokesperson, .reporter]
  private static let possessives: Set<String> = ["her", "his", "its", "my", "our", "their"]
  private static let articles: Set<String> = ["a", "an", "the", "this", "that", "these", "those"]
  private static let quantities: Set<String> = [
    "all", "any", "both", "each", "either", "every", "few", "many", "more", "most", "neither", "no",
    "one", "other", "several", "some", "two",
  ]
  /// Quantities that are no part of what a group is called.
  private static let vague: Set<String> = [
    "any", "each", "either", "every", "few", "many", "more", "most", "neither", "no", "several",
    "some",
  ]
  private static let modifying: Set<String> = [
    "acting", "chief", "conservative", "current", "democratic", "deputy", "elect", "embattled",
    "first", "former", "incoming", "interim", "late", "liberal", "new", "outgoing", "ousted",
    "republican", "senior", "special", "then", "top", "vice", "visiting",
  ]

  /// What stands before `end` in a sentence that begins at `sentenceStart`; `ofAgent` where what
  /// begins there is a noun for an agent, whose country a place before it tells.
  func before(_ end: Int, sentenceStart: Int, ofAgent: Bool = false) -> PhraseContext {
    var context = PhraseContext(start: end)
    var place = end
    while place > sentenceStart {
      let word = tokens[place - 1].lowercased()
      if let isFemale = OfficeTitle.honorifics[word], context.role == nil, place == end {
        context.isAddressed = true
        context.isFemale = isFemale
        place -= 1
      } else if word == "counterpart" || word == "counterparts" {
        context.isCounterpart = true
        place -= 1
      } else if let length = takePhrase(
        endingAt: place, from: sentenceStart, into: &context, ofAgent: ofAgent)
      {
        place -= length
      } else if isPossessiveClitic(at: place - 1) {
        takePossessor(before: place - 1, from: sentenceStart, into: &context)
        return context
      } else if Self.possessives.contains(word) {
        context.possessivePronoun = place - 1
        return context
      } else if Self.articles.contains(word) {
        context.determiner = word
        return context
      } else if Self.quantities.contains(word) || words[place - 1].partOfSpeech == .numeral {
        context.determiner = word
        place -= 1
        if Self.vague.contains(word) { continue }
      } else if isModifier(at: place - 1, of: end) {
        context.modifiers.insert(word)
        place -= 1
      } else if isJoinedAdjective(before: place, from: sentenceStart, in: context) {
        place -= 1
        continue
      } else {
        if words[place - 1].partOfSpeech == .properNoun { context.modifyingName = place - 1 }
        return context
      }
      context.start = place
    }
    return context
  }

  /// What an apposition after a name says ("Kono, the foreign minister of Japan, ..."): `start` is
  /// the token after the comma. Nil where there is no noun of office.
  func apposition(from start: Int, sentenceEnd: Int) -> PhraseContext? {
    var context = PhraseContext(start: start)
    var place = start
    while place < min(sentenceEnd, start + 10) {
      let word = tokens[place].lowercased()
      if let (length, entries) = dictionary.longestMatch(in: tokens[place..<sentenceEnd]) {
        if let noun = entries.first(where: { Self.nouns.contains($0.kind) }) {
          context.role = noun
          context.roleTokens = place..<place + length
          readCountryAfter(place + length, sentenceEnd: sentenceEnd, into: &context)
          let next = place + length
          // A capitalised word after the noun is a name of which the noun is the title.
          let isTitle = next < sentenceEnd && words[next].partOfSpeech == .properNoun
          return isTitle ? nil : context
        }
        guard let stated = entries.first(where: { Self.stating.contains($0.kind) }) else {
          return nil
        }
        stated.country.map { context.countries.append($0) }
        place += length
      } else if Self.articles.contains(word) || isPossessiveClitic(at: place)
        || isModifier(at: place, of: place + 1)
      {
        place += 1
      } else if Self.possessives.contains(word) {
        context.possessivePronoun = place
        place += 1
      } else {
        return nil
      }
    }
    return nil
  }

  /// Adds the country of "of Japan" or "from Iraq" after a noun that ends at `end`; returns the end
  /// of what was read.
  @discardableResult
  func readCountryAfter(_ end: Int, sentenceEnd: Int, into context: inout PhraseContext) -> Int {
    guard end + 1 < sentenceEnd, ["of", "from"].contains(tokens[end].lowercased()) else {
      return end
    }
    var found: [String] = []
    var place = end + 1
    var last = end
    while place < sentenceEnd {
      if tokens[place].lowercased() == "the" { place += 1 }
      guard place < sentenceEnd,
        let (length, entries) = dictionary.longestMatch(in: tokens[place..<sentenceEnd]),
        let stated = entries.first(where: {
          Self.stating.contains($0.kind) && $0.kind != .adjective
        }), let country = stated.country
      else { break }
      found.append(country)
      if stated.kind != .country && stated.kind != .capital { context.body = stated }
      last = place + length
      // "of South Korea and Japan"
      guard last < sentenceEnd, tokens[last] == "and" else { break }
      place = last + 1
    }
    context.countries += found.reversed()
    return last
  }

  /// Adds the country that a body or group is in where nothing says that it is of another ("a court
  /// in Istanbul", "opposition leaders in Chad's capital").
  func readPlaceAfter(_ end: Int, sentenceEnd: Int, into context: inout PhraseContext) {
    guard let role = context.role, Self.localSectors.contains(role.sector), context.body == nil,
      context.possessiveClitic == nil, context.possessivePronoun == nil,
      end + 1 < sentenceEnd, tokens[end].lowercased() == "in",
      let (_, entries) = dictionary.longestMatch(in: tokens[(end + 1)..<sentenceEnd])
    else { return }
    let places: Set<WorldEntity.Kind> = [.country, .capital, .place]
    let codes = Set(entries.filter { places.contains($0.kind) }.compactMap(\.country))
    if codes.count == 1, let code = codes.first { context.countries.append(code) }
  }

  /// Sectors whose bodies and groups are those of the place that they are in.
  private static let localSectors: Set<Sector> = [
    .judiciary, .legislature, .opposition, .party, .police, .rebel,
  ]

  /// The longest noun for an agent that ends at `end` ("foreign ministry").
  func noun(endingAt end: Int, from start: Int) -> (tokens: Range<Int>, entity: WorldEntity)? {
    for length in stride(from: min(4, end - start), to: 0, by: -1) {
      let entries = dictionary.entries(for: tokens[end - length..<end])
      if let noun = entries.first(where: { Self.nouns.contains($0.kind) }) {
        return (end - length..<end, noun)
      }
    }
    return nil
  }

  /// A noun for an agent of several words that goes on after its head ("heads of state").
  func noun(headedAt head: Int, sentenceEnd: Int) -> (tokens: Range<Int>, entity: WorldEntity)? {
    guard head + 1 < sentenceEnd, tokens[head + 1] == "of",
      let (length, entries) = dictionary.longestMatch(in: tokens[head..<sentenceEnd]), length > 2,
      let noun = entries.first(where: { Self.nouns.contains($0.kind) })
    else { return nil }
    return (head..<head + length, noun)
  }

  private func takePhrase(
    endingAt end: Int, from start: Int, into context: inout PhraseContext, ofAgent: Bool
  ) -> Int? {
    if let role = OfficeTitle.abbreviations[tokens[end - 1].lowercased()] {
      if context.role == nil { context.role = dictionary.entries(for: role).first }
      return 1
    }
    if let country = belonging(tokens[end - 1]) {
      context.countries.append(country)
      return 1
    }
    if let noun = noun(endingAt: end, from: start) {
      if context.role == nil {
        context.role = noun.entity
        context.roleTokens = noun.tokens
      } else if context.body == nil, noun.entity.kind == .collective {
        context.body = noun.entity
      }
      return noun.tokens.count
    }
    for length in stride(from: min(5, end - start), to: 0, by: -1) {
      let entries = dictionary.entries(for: tokens[end - length..<end])
      guard let stated = entries.first(where: { Self.stating.contains($0.kind) }) else {
        // A people ("Kurdish") says whose a group is, but of no country.
        if entries.contains(where: { $0.kind == .people }) { return length }
        if ofAgent || context.role != nil, takePlace(entries, into: &context) { return length }
        continue
      }
      for entry in entries where entry.kind == stated.kind {
        if let country = entry.country, entry.end.isEmpty, !context.countries.contains(country) {
          context.countries.append(country)
        }
      }
      let bodies: Set<WorldEntity.Kind> = [
        .agency, .armedGroup, .international, .legislature, .party,
      ]
      if bodies.contains(stated.kind), context.body == nil { context.body = stated }
      return length
    }
    return nil
  }

  /// A place before a noun ("an Istanbul court"): its country, but not as the state's own organ.
  private func takePlace(_ entries: [WorldEntity], into context: inout PhraseContext) -> Bool {
    guard context.countries.isEmpty,
      let place = entries.first(where: { $0.kind == .place }), let country = place.country
    else { return false }
    context.countries.append(country)
    context.modifiers.insert("regional")
    return true
  }

  /// The country of a compound such as "Saudi-led" or "UK-based".
  private func belonging(_ word: String) -> String? {
    guard let hyphen = word.lastIndex(of: "-"),
      OfficeTitle.belongingEndings.contains(word[word.index(after: hyphen)...].lowercased())
    else { return nil }
    let kinds: Set<WorldEntity.Kind> = [.adjective, .country, .capital, .place]
    return dictionary.entries(for: String(word[..<hyphen]))
      .first { kinds.contains($0.kind) }?.country
  }

  private func takePossessor(
    before clitic: Int, from start: Int, into context: inout PhraseContext
  ) {
    for length in stride(from: min(5, clitic - start), to: 0, by: -1) {
      let entries = dictionary.entries(for: tokens[clitic - length..<clitic])
      guard let stated = entries.first(where: { Self.stating.contains($0.kind) }) else { continue }
      if let country = stated.country {
        context.countries.append(country)
        context.hasCountryPossessor = true
      }
      if ![.country, .capital, .adjective, .demonym].contains(stated.kind) {
        context.body = context.body ?? stated
      }
      return
    }
    context.possessiveClitic = clitic
  }

  private func isPossessiveClitic(at place: Int) -> Bool {
    tokens[place] == "'s" || (tokens[place] == "'" && place > 0 && tokens[place - 1].hasSuffix("s"))
  }

  private func isModifier(at place: Int, of end: Int) -> Bool {
    let word = words[place]
    guard tokens[place].first?.isLetter ?? false else { return false }
    if Self.modifying.contains(tokens[place].lowercased()) { return true }
    if word.partOfSpeech == .adjective { return true }
    // Participles and nouns that the tree puts under what follows ("caretaker", "ruling").
    let isUnder = word.relation == .amod || word.relation == .compound
    return isUnder && word.head >= place && word.head <= end && word.partOfSpeech != .properNoun
  }

  /// "and" between two adjectives of countries ("South Korean and Chinese leaders").
  private func isJoinedAdjective(before place: Int, from start: Int, in context: PhraseContext)
    -> Bool
  {
    guard !context.countries.isEmpty, place - 2 >= start,
      ["and", ","].contains(tokens[place - 1].lowercased())
    else { return false }
    for length in stride(from: min(3, place - 1 - start), to: 0, by: -1) {
      let entries = dictionary.entries(for: tokens[place - 1 - length..<place - 1])
      if entries.contains(where: { $0.kind == .adjective }) { return true }
      if tokens[place - 1] == "and", entries.contains(where: { $0.kind == .country }),
        length == 1, tokens[place - 2].uppercased() == tokens[place - 2]
      {
        return true  // "U.S. and Chinese officials"
      }
    }
    return false
  }
}
