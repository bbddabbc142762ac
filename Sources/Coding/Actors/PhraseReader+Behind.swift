import Linguistics
import Ontology

// What stands behind a name or noun and says whose and what it is: appositions, "of Japan", "for the
// army".
extension PhraseReader {
  /// What an apposition after a name says ("Kono, the foreign minister of Japan, ..."): `start` is
  /// the token after the comma. Nil where there is no noun of office.
  func apposition(from start: Int, sentenceEnd: Int) -> PhraseContext? {
    var context = PhraseContext(start: start)
    var place = start
    if let clause = headed(start, sentenceEnd: sentenceEnd) {
      guard clause.isLed else { return apposition(from: clause.end, sentenceEnd: sentenceEnd) }
      place = clause.end
    }
    let isLed = place > start
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
        // "Ana Paz, a Kenyan,", "who heads Kenya's delegation"
        let isEnd = place >= sentenceEnd || [",", ".", ";", "who"].contains(tokens[place])
        if isLed || isEnd && stated.kind == .demonym { return context }
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

  /// Behind the age of "Ana Paz, 52, an economist".
  func afterAge(_ start: Int, sentenceEnd: Int) -> Int {
    guard start + 1 < sentenceEnd, tokens[start].count <= 3, tokens[start].allSatisfy(\.isNumber),
      tokens[start + 1] == ","
    else { return start }
    return start + 2
  }

  /// Where what a relative clause says of somebody begins: "who is <Yemen's minister>", "who leads
  /// <Yemen's army>", where it is what he leads.
  private func headed(_ start: Int, sentenceEnd: Int) -> (end: Int, isLed: Bool)? {
    guard start + 2 < sentenceEnd, tokens[start].lowercased() == "who" else { return nil }
    let verb = tokens[start + 1].lowercased()
    if ["is", "was"].contains(verb) { return (start + 2, false) }
    let leading: Set<String> = [
      "chairs", "chaired", "commands", "commanded", "directs", "directed", "heads", "headed",
      "leads", "led", "oversees", "oversaw", "represents", "represented", "runs", "ran",
    ]
    return leading.contains(verb) ? (start + 2, true) : nil
  }

  /// Adds the country of "of Japan" or "from Iraq" after a noun that ends at `end`; returns the end
  /// of what was read.
  @discardableResult
  func readCountryAfter(_ end: Int, sentenceEnd: Int, into context: inout PhraseContext) -> Int {
    guard end + 1 < sentenceEnd, links(tokens[end].lowercased(), context.role) else {
      return end
    }
    var found: [String] = []
    var place = afterOffices(end + 1, sentenceEnd: sentenceEnd)
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
      last = wholePhrase(place + length, after: stated, sentenceEnd: sentenceEnd)
      // "of South Korea and Japan"
      guard last < sentenceEnd, tokens[last] == "and" else { break }
      place = last + 1
    }
    context.countries += found.reversed()
    if found.isEmpty { readOwnerAfter(end + 1, sentenceEnd: sentenceEnd, into: &context) }
    return last
  }

  /// Whether a preposition behind a noun leads to whose it is: who speaks for somebody is theirs.
  private func links(_ preposition: String, _ role: WorldEntity?) -> Bool {
    if preposition == "of" || preposition == "from" { return true }
    guard let role else { return false }
    if preposition == "to" {
      return ["adviser", "advisor", "aide", "assistant", "secretary"].contains {
        role.name.hasSuffix($0)
      }
    }
    return preposition == "for"
      && (role.kind == .spokesperson || ["attorney", "lawyer", "solicitor"].contains(role.name))
  }

  /// Behind the offices that somebody is of: "(a spokesman for) the president of <Kenya>".
  private func afterOffices(_ start: Int, sentenceEnd: Int) -> Int {
    var place = start
    for _ in 0..<3 {
      if place < sentenceEnd, tokens[place].lowercased() == "the" { place += 1 }
      guard place < sentenceEnd,
        let (length, entries) = dictionary.longestMatch(in: tokens[place..<sentenceEnd]),
        entries.contains(where: { Self.nouns.contains($0.kind) }),
        place + length + 1 < sentenceEnd, tokens[place + length] == "of"
      else { break }
      place += length + 1
    }
    return place
  }

  /// The end of the phrase that a country opens: "of the <Kenyan> parliament", "of <Kenya>'s ruling
  /// party".
  private func wholePhrase(_ end: Int, after stated: WorldEntity, sentenceEnd: Int) -> Int {
    let isOpen = stated.kind == .demonym || end < sentenceEnd && isPossessiveClitic(at: end)
    guard isOpen else { return end }
    let parts: Set<PartOfSpeech> = [.adjective, .noun, .properNoun]
    var place = isPossessiveClitic(at: end) ? end + 1 : end
    while place < min(sentenceEnd, end + 5), parts.contains(words[place].partOfSpeech) {
      place += 1
    }
    let isNoun = place > end && [.noun, .properNoun].contains(words[place - 1].partOfSpeech)
    return isNoun ? place : end
  }

  /// Whose somebody is, where no known name says it: "(the sister of) the Danish leader", "(the
  /// founder of) the League for Women in Norway", "(an aide of) Moe".
  private func readOwnerAfter(_ start: Int, sentenceEnd: Int, into context: inout PhraseContext) {
    var place = start
    if tokens[place].lowercased() == "the" { place += 1 }
    guard place < sentenceEnd, tokens[place].first?.isUppercase == true else { return }
    let first = place
    var stated: String?
    while place < min(sentenceEnd, first + 12) {
      let word = tokens[place]
      let isNamePart = word.first?.isUppercase == true || Self.insideNames.contains(word)
      guard isNamePart || isPossessiveClitic(at: place) else { break }
      if let (length, entries) = dictionary.longestMatch(in: tokens[place..<sentenceEnd]),
        let entry = entries.first(where: {
          ($0.kind == .place || Self.stating.contains($0.kind)) && $0.end.isEmpty
        })
      {
        stated = stated ?? entry.country
        place += length
      } else {
        place += 1
      }
    }
    if let noun = dictionary.entries(for: tokens[first...first]).first(where: {
      $0.kind == .collective
    }) {
      context.body = context.body ?? noun
    }
    if let stated { context.countries.append(stated) } else { context.owner = first }
  }

  /// Small words that stand inside names of bodies.
  static let insideNames: Set<String> = ["and", "for", "in", "of", "on", "the"]
}
