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
  /// The first token of an unknown name after "of" ("an aide of Moe").
  var owner: Int?
  /// Whether it is somebody's counterpart.
  var isCounterpart = false
  /// Whether a form of address stands before the name.
  var isAddressed = false
  /// Whether that form is a woman's.
  var isFemale: Bool?
  /// Whether a possessor states the country ("Seoul's foreign ministry").
  var hasCountryPossessor = false

  /// Whether "a" or "an" stands before it.
  var isIndefinite: Bool { determiner == "a" || determiner == "an" }

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

  static let stating: Set<WorldEntity.Kind> = [
    .adjective, .agency, .armedGroup, .business, .capital, .country, .demonym, .international,
    .legislature, .nongovernmental, .party, .seat,
  ]
  static let places: Set<WorldEntity.Kind> = [.capital, .country, .place]
  static let nouns: Set<WorldEntity.Kind> = [.role, .collective, .spokesperson, .reporter]
  static let possessives: Set<String> = ["her", "his", "its", "my", "our", "their"]
  static let articles: Set<String> = ["a", "an", "the", "this", "that", "these", "those"]
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
    var isCounted = false
    while place > sentenceStart {
      let word = tokens[place - 1].lowercased()
      if let isFemale = OfficeTitle.honorifics[word], context.role == nil, place == end {
        context.isAddressed = true
        context.isFemale = isFemale
        place -= 1
      } else if word == "counterpart" || word == "counterparts" {
        context.isCounterpart = true
        place -= 1
      } else if let title = titleOfPost(before: place, end: end, from: sentenceStart, context) {
        // "the ambassador to Peru Kari Moe" is not Peru's, "the president of Peru" is.
        if tokens[place - 1].lowercased() != "of" { context.countries = [] }
        context.role = title.entity
        context.roleTokens = title.tokens
        place = title.tokens.lowerBound
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
        // "At least one million" is no part of what a group is called, "three" may be.
        isCounted = isCounted || isAmount(word)
        if isCounted || Self.vague.contains(word) { continue }
      } else if isModifier(at: place - 1, of: end) {
        context.modifiers.insert(word)
        place -= 1
        if isCounted { continue }
      } else if isJoinedAdjective(before: place, from: sentenceStart, in: context) {
        place -= 1
        continue
      } else if let length = fieldOfOffice(before: place, from: sentenceStart, context) {
        place -= length
      } else {
        if words[place - 1].partOfSpeech == .properNoun { context.modifyingName = place - 1 }
        return context
      }
      context.start = place
    }
    return context
  }

  /// What a title before a name and comma says where it goes on behind its noun ("the inspector
  /// general of police, Ola Lie", "President of the Senate, Ana Paz"): `comma` is the comma's place.
  func titleOfBody(before comma: Int, sentenceStart: Int) -> PhraseContext? {
    var place = comma - 1
    while place > max(sentenceStart, comma - 8) {
      let word = tokens[place].lowercased()
      if ["for", "of"].contains(word), let title = noun(endingAt: place, from: sentenceStart),
        title.entity.kind == .role || title.entity.kind == .spokesperson
      {
        var context = before(title.tokens.lowerBound, sentenceStart: sentenceStart)
        if context.role == nil || context.role?.kind == .collective {
          context.body = context.body ?? context.role
        }
        context.role = title.entity
        context.roleTokens = title.tokens.lowerBound..<comma
        readCountryAfter(place, sentenceEnd: comma, into: &context)
        return context
      }
      let isTitlePart =
        tokens[place].first?.isUppercase == true || Self.insideNames.contains(word)
        || words[place].partOfSpeech == .noun
      guard isTitlePart else { return nil }
      place -= 1
    }
    return nil
  }

  /// Adds the country that a body or group is in where nothing says that it is of another ("a court
  /// in Istanbul", "militants in eastern Libya", "opposition leaders in Chad's capital").
  func readPlaceAfter(_ end: Int, sentenceEnd: Int, into context: inout PhraseContext) {
    guard let role = context.role, isLocal(role), context.body == nil,
      context.possessiveClitic == nil, context.possessivePronoun == nil,
      end + 1 < sentenceEnd, ["across", "in"].contains(tokens[end].lowercased())
    else { return }
    var place = end + 1
    while place < min(sentenceEnd, end + 5),
      tokens[place].lowercased() == "the"
        || tokens[place] == tokens[place].lowercased()
          && [.adjective, .adverb].contains(words[place].partOfSpeech)
    {
      place += 1
    }
    guard let (_, entries) = dictionary.longestMatch(in: tokens[place..<sentenceEnd]) else {
      return
    }
    if let code = Self.soleCountry(of: entries, Self.places) { context.countries.append(code) }
  }

  /// The country that the entries of some kinds are of; an ambiguous name ("Congo") says of none.
  static func soleCountry(of entries: [WorldEntity], _ kinds: Set<WorldEntity.Kind>) -> String? {
    let codes = Set(
      entries.filter { kinds.contains($0.kind) && $0.end.isEmpty }.compactMap(\.country))
    return codes.count == 1 ? codes.first : nil
  }

  /// Whether somebody of a role is at home where he is, as a soldier, an envoy or a refugee need not
  /// be.
  private func isLocal(_ role: WorldEntity) -> Bool {
    switch role.sector {
    case .judiciary, .legislature, .opposition, .party, .police, .rebel: true
    case .government:
      OfficeTitle.stateOrgans.contains(role.name) || Self.localOfficials.contains(role.name)
    case .civilian: Self.localCivilians.contains(role.name)
    case .business, .intelligence, .international, .media, .military, .nongovernmental, .unknown:
      false
    }
  }

  private static let localOfficials: Set<String> = [
    "authorities", "authority", "governor", "mayor", "official",
  ]

  private static let localCivilians: Set<String> = [
    "demonstrator", "protester", "protestor", "rioter", "striker", "voter",
  ]

  /// The longest noun for an agent that ends at `end` ("foreign ministry").
  func noun(endingAt end: Int, from start: Int) -> (tokens: Range<Int>, entity: WorldEntity)? {
    for length in stride(from: min(4, end - start), to: 0, by: -1) {
      let entries = dictionary.entries(for: tokens[end - length..<end])
      guard let noun = entries.first(where: { Self.nouns.contains($0.kind) }) else { continue }
      // "A European Union official" is no official of a union, a "Foreign Ministry spokesman" no
      // ministry spokesman of whoever "Foreign" is.
      let inner = end - length + 1
      if length > 1,
        isNameEnding(inner, longerThan: 1, from: start) || isBodyEnding(inner, from: start)
      {
        continue
      }
      return (end - length..<end, noun)
    }
    return nil
  }

  /// A noun for an agent of several words that goes on after its head ("heads of state", "attorneys
  /// general").
  func noun(headedAt head: Int, sentenceEnd: Int) -> (tokens: Range<Int>, entity: WorldEntity)? {
    guard head + 1 < sentenceEnd, ["general", "of"].contains(tokens[head + 1]),
      let (length, entries) = dictionary.longestMatch(in: tokens[head..<sentenceEnd]),
      length > (tokens[head + 1] == "of" ? 2 : 1),
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
    if let noun = noun(endingAt: end, from: start),
      !isNameEnding(end, longerThan: noun.tokens.count, from: start)
    {
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
        if let people = entries.first(where: { $0.kind == .people }) {
          // "The Chechen leader" is of the country that has the people, "a Kurdish one" of none.
          if context.countries.isEmpty, let home = people.country { context.countries.append(home) }
          return length
        }
        if ofAgent || context.role != nil, takePlace(entries, into: &context) { return length }
        continue
      }
      for entry in entries where entry.kind == stated.kind {
        if let country = entry.country, entry.end.isEmpty, !context.countries.contains(country),
          !(OfficeTitle.likelier[country].map(context.countries.contains) ?? false)
        {
          context.countries.append(country)
        }
      }
      let bodies: Set<WorldEntity.Kind> = [
        .agency, .armedGroup, .business, .international, .legislature, .nongovernmental, .party,
      ]
      if bodies.contains(stated.kind), context.body == nil { context.body = stated }
      return length
    }
    return nil
  }

  /// Whether a noun is only the last word of a name ("Union" in "European Union").
  private func isNameEnding(_ end: Int, longerThan count: Int, from start: Int) -> Bool {
    stride(from: min(5, end - start), to: count, by: -1).contains { length in
      tokens[end - 1].first?.isUppercase == true
        && dictionary.entries(for: tokens[end - length..<end]).contains {
          [.agency, .country, .international, .legislature, .seat].contains($0.kind)
        }
    }
  }

  /// Whether a noun for a body of several words ends at `end` ("foreign ministry").
  private func isBodyEnding(_ end: Int, from start: Int) -> Bool {
    (2...4).contains { length in
      end - length >= start
        && dictionary.entries(for: tokens[end - length..<end]).contains { $0.kind == .collective }
    }
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

  /// The title that a preposition before what was read so far belongs to ("First Minister of").
  private func titleOfPost(
    before place: Int, end: Int, from start: Int, _ context: PhraseContext
  ) -> (tokens: Range<Int>, entity: WorldEntity)? {
    guard place < end, place - 1 > start, context.role == nil, !context.isAddressed,
      !context.countries.isEmpty || context.body != nil,
      ["at", "for", "in", "of", "to"].contains(tokens[place - 1].lowercased()),
      let title = noun(endingAt: place - 1, from: start)
    else { return nil }
    return title.entity.kind == .role || title.entity.kind == .spokesperson ? title : nil
  }

  /// Whether a numeral is a large number.
  private func isAmount(_ word: String) -> Bool {
    let large: Set<String> = ["dozen", "hundred", "million", "billion", "thousand"]
    return large.contains(word) || word.utf8.count > 1 && word.utf8.first.map(isDigit) == true
  }

  private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

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

  func isPossessiveClitic(at place: Int) -> Bool {
    tokens[place] == "'s" || (tokens[place] == "'" && place > 0 && tokens[place - 1].hasSuffix("s"))
  }

  func isModifier(at place: Int, of end: Int) -> Bool {
    let word = words[place]
    guard tokens[place].first?.isLetter ?? false else { return false }
    if Self.modifying.contains(tokens[place].lowercased()) { return true }
    if word.partOfSpeech == .adjective { return true }
    // "The heavily armed soldiers"
    if word.partOfSpeech == .adverb, tokens[place].hasSuffix("ly"), place + 1 < end { return true }
    // Participles and nouns that the tree puts under what follows ("caretaker", "ruling").
    let isUnder = word.relation == .amod || word.relation == .compound
    return isUnder && word.head >= place && word.head <= end && word.partOfSpeech != .properNoun
  }

  /// How many words before an office say for what it is, where whose it is stands before them: "EU
  /// Enlargement Commissioner", "Peru's Public Works Minister".
  private func fieldOfOffice(before place: Int, from start: Int, _ context: PhraseContext) -> Int? {
    guard context.role?.kind == .role, context.roleTokens?.lowerBound == place else { return nil }
    for count in 1...3 where place - count > start {
      let word = place - count
      guard tokens[word].first?.isUppercase == true,
        [.properNoun, .noun, .adjective].contains(words[word].partOfSpeech),
        !dictionary.entries(for: tokens[word...word]).contains(where: {
          Self.stating.contains($0.kind) || $0.kind == .place
        })
      else { return nil }
      if isPossessiveClitic(at: word - 1) { return count }
      let owners: Set<WorldEntity.Kind> = [.adjective, .country, .international]
      let isOwned = (1...3).contains { length in
        word - length >= start
          && dictionary.entries(for: tokens[word - length..<word]).contains {
            owners.contains($0.kind)
          }
      }
      if isOwned { return count }
    }
    return nil
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
