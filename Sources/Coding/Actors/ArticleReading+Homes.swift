import Linguistics
import Ontology
import Text

// Whose somebody is of whom neither a title nor a table says it: the country of a possessor, of a
// list, of a shared title, of the article.
extension ArticleReading {
  /// Takes the place of a country that nothing states: the one that the article is about, where
  /// there is one.
  var mainCountry: String? {
    let ranked = homeWeights.sorted { ranksBefore($0, $1) }
    guard let first = ranked.first else { return nil }
    let total = ranked.reduce(0) { $0 + $1.value }
    return first.value * 2 >= total ? first.key : nil
  }

  /// Counts whom the article speaks of for their countries, too: one that names a country's
  /// president ten times need not name the country.
  mutating func weighCountries(by persons: [Int]) {
    homeWeights = countryCounts
    for actor in persons {
      guard let country = registry[actor].country, !country.hasPrefix("IGO:"),
        !registry[actor].isMedia
      else { continue }
      homeWeights[country, default: 0] += min(4, registry[actor].mentions.count)
    }
  }

  /// Somebody of whom nothing is said is at home where most of those spoken of are.
  mutating func settleByHome(_ actor: Int) {
    guard registry[actor].country == nil, !registry[actor].isMedia,
      !registry[actor].kinds.contains(.ambassador), let main = mainCountry,
      !registry[actor].mentions.contains(where: { home(of: $0) != main }),
      let weight = homeWeights[main], weight >= 5,
      weight * 5 >= homeWeights.values.reduce(0, +) * 3
    else { return }
    registry[actor].country = main
    registry[actor].reason = "in an article mostly about \(CountryCode.name(main) ?? main)"
  }

  /// "Moe's press secretary Ola Lie" is of Moe's country; a bare title, of the country
  /// that the article is about.
  mutating func settleByPossessor(_ actor: Int) {
    guard registry[actor].country == nil else { return }
    for mention in registry[actor].mentions {
      guard let place = contexts[mention].possessiveClitic ?? contexts[mention].modifyingName,
        let possessor = namedActor(endingAt: contexts[mention].possessiveClitic ?? place + 1),
        let country = registry[possessor].country
      else { continue }
      registry[actor].country = country
      registry[actor].reason = "belongs to \(registry[possessor].name)"
      return
    }
    for mention in registry[actor].mentions {
      guard let start = contexts[mention].owner, let owner = namedActor(startingAt: start),
        owner != actor, let country = registry[owner].country
      else { continue }
      registry[actor].country = country
      registry[actor].reason = "is of \(registry[owner].name)"
      return
    }
    if OfficeTitle.americanTitles.contains(registry[actor].role), countryCounts["USA"] != nil {
      registry[actor].country = "USA"
      registry[actor].reason = "an American title, in an article that names the United States"
      return
    }
    // An envoy is at home elsewhere.
    let isEnvoy = registry[actor].kinds.contains(.ambassador)
    let isOffice =
      !isEnvoy
      && registry[actor].mentions.contains {
        contexts[$0].role != nil && contexts[$0].possessivePronoun == nil
          && !contexts[$0].isCounterpart
      }
    if isOffice, !registry[actor].role.isEmpty, let country = homeBesideCounterparts(actor) {
      registry[actor].country = country
      registry[actor].reason = "an office without a country, in an article about \(country)"
    } else if let country = countryOfForm(registry[actor]) {
      registry[actor].country = country
      registry[actor].reason = "a name of that country's form, in an article that names it"
    } else if let country = strongCountry {
      registry[actor].country = country
      registry[actor].reason = "in an article about \(country) alone"
    }
  }

  /// The country that the article is about, but not that of somebody's counterpart: "Moe and her
  /// Thai counterpart" are of two countries.
  private func homeBesideCounterparts(_ actor: Int) -> String? {
    var others: Set<String> = []
    for mention in registry[actor].mentions {
      let end = sentence(of: mention).tokens.upperBound
      for other in analysis.mentions.indices where contexts[other].isCounterpart {
        let place = analysis.mentions[other].tokens.lowerBound
        guard contexts[other].possessivePronoun != nil, place > names[mention].upperBound,
          place < min(end, names[mention].upperBound + 8)
        else { continue }
        others.formUnion(contexts[other].countries)
      }
    }
    if others.isEmpty { return home(of: registry[actor].mentions[0]) }
    return countryCounts.filter { !others.contains($0.key) }.max { ranksBefore($1, $0) }?.key
  }

  /// The country that nearly all of an article is about: who is of no other is of this one.
  private var strongCountry: String? {
    guard let main = mainCountry, let count = countryCounts[main], count >= 3 else { return nil }
    let next = countryCounts.filter { $0.key != main }.values.max() ?? 0
    return count >= next * 2 ? main : nil
  }

  /// "Danish officials, including Bo Larsen and Ida Holm": those of a list are of the group that it
  /// is a list of.
  mutating func settleByListing(_ actor: Int) {
    guard registry[actor].country == nil else { return }
    for mention in registry[actor].mentions {
      guard let group = listedGroup(before: mention), contexts[group].countries.count == 1 else {
        continue
      }
      registry[actor].country = contexts[group].countries[0]
      registry[actor].reason = "one of \(text(of: analysis.mentions[group].tokens))"
      return
    }
  }

  /// The group that a name is listed under: names and titles only lie between the two.
  private func listedGroup(before mention: Int) -> Int? {
    let start = sentence(of: mention).tokens.lowerBound
    var place = names[mention].lowerBound - 1
    while place > max(start, names[mention].lowerBound - 40) {
      let word = tokens[place].lowercased()
      let opens = [":", "-", "--", "—", "–"].contains(word)
      if opens || word == "including" || word == "namely" {
        let end = place - (place > start && tokens[place - 1] == "," ? 1 : 0)
        return analysis.mentions.indices.first { group in
          let tokens = analysis.mentions[group].tokens
          return tokens.upperBound == end && analysis.mentions[group].kind != .pronoun
            && analysis.words[analysis.mentions[group].head].isPlural
        }
      }
      if [.verb, .auxiliary].contains(analysis.words[place].partOfSpeech) { return nil }
      place -= 1
    }
    return nil
  }

  /// "Norwegian ministers Kari Moe and Ola Lie": a plural title before the first of several names is
  /// the title of all.
  mutating func settleBySharedTitle(_ actor: Int) {
    guard registry[actor].country == nil else { return }
    for mention in registry[actor].mentions {
      let head = analysis.words[analysis.mentions[mention].head]
      guard head.relation == .conj,
        let first = analysis.mentions.firstIndex(where: { $0.head == head.head }),
        let sharer = assigned[first].first, sharer != actor, registry[sharer].country != nil
      else { continue }
      let tokens = analysis.mentions[first].tokens
      var title = Array(tokens.lowerBound..<max(tokens.lowerBound, names[first].lowerBound))
      // "ministers" may govern the names instead of standing inside the first.
      let name = analysis.words[head.head]
      if name.relation == .appos { title.append(name.head) }
      // "Sens." is a plural, too.
      let isShared = title.contains {
        analysis.words[$0].isPlural || self.tokens[$0].hasSuffix("s.")
      }
      guard isShared else { continue }
      registry[actor].country = registry[sharer].country
      registry[actor].reason = "shares the title of \(registry[sharer].name)"
      if registry[actor].role.isEmpty { registry[actor].role = registry[sharer].role }
      if registry[actor].sector == .unknown { registry[actor].sector = registry[sharer].sector }
      return
    }
  }

  /// The country that the form of an East Asian name speaks for, of those that the article names:
  /// a hyphen in the given name is Korean usage.
  private func countryOfForm(_ cluster: ActorCluster) -> String? {
    guard let form = cluster.fullForm, form.isFamilyFirst else { return nil }
    let isHyphenated = cluster.surfaces.contains { $0.text.contains("-") }
    let codes = isHyphenated ? ["KOR", "PRK", "TWN"] : ["CHN", "TWN", "VNM"]
    let named = codes.filter { countryCounts[$0] != nil }
    return named.max { (countryCounts[$0] ?? 0) < (countryCounts[$1] ?? 0) }
  }
}
