import Linguistics
import Ontology
import Text

// In which country somebody of no stated country is at home: the one that the article is about, but
// never the one that he acts upon.
extension ArticleReading {
  /// The country of a mention that states none: that of the place where its clause happens, else
  /// the one that the article is about, the countries that the clause acts upon left out.
  func home(of mention: Int) -> String? {
    let others = patients(beside: mention)
    if let own = spokenFor(mention), !others.contains(own) { return own }
    if let place = scene(of: mention), !others.contains(place) { return place }
    guard !others.isEmpty else { return mainCountry }
    if let main = mainCountry, !others.contains(main) { return main }
    let rest = homeWeights.filter { !others.contains($0.key) && !$0.key.hasPrefix("IGO:") }
    return rest.max { ranksBefore($1, $0) }?.key
  }

  /// The country of which somebody says what it will do: "the minister said Germany would expel two
  /// diplomats". What the other side will do is warned of, not announced.
  private func spokenFor(_ mention: Int) -> String? {
    let words = analysis.words
    guard let verb = verbs(of: mention).first,
      ["announce", "confirm", "declare", "say", "tell"].contains(words[verb].lemma)
    else { return nil }
    for other in mentions(beside: mention) where analysis.mentions[other].kind == .name {
      let head = analysis.mentions[other].head
      let clause = words[head].head
      guard words[head].relation == .nsubj, clause >= 0, words[clause].head == verb,
        words[clause].relation == .ccomp, !["attack", "invade"].contains(words[clause].lemma),
        words.indices.contains(where: {
          words[$0].head == clause && words[$0].relation == .aux
            && ["will", "would"].contains(tokens[$0].lowercased())
        }), let entity = stating(other), entity.kind == .country || entity.kind == .capital
      else { continue }
      return entity.country
    }
    return nil
  }

  /// Whether a country comes before another as the one that an article is about: it is named more
  /// often, else first.
  func ranksBefore(
    _ a: Dictionary<String, Int>.Element, _ b: Dictionary<String, Int>.Element
  ) -> Bool {
    if a.value != b.value { return a.value > b.value }
    let x = countryOrder[a.key] ?? Int.max, y = countryOrder[b.key] ?? Int.max
    return x == y ? a.key < b.key : x < y
  }

  /// The verbs of which a mention is the subject, those joined to the first included.
  private func verbs(of mention: Int) -> [Int] {
    let words = analysis.words
    var head = analysis.mentions[mention].head
    for _ in 0..<6 {
      let relation = words[head].relation
      if relation == .nsubj { break }
      guard [.appos, .compound, .conj, .flat].contains(relation), words[head].head >= 0 else {
        return []
      }
      head = words[head].head
    }
    let first = words[head].head
    guard words[head].relation == .nsubj, first >= 0 else { return [] }
    let sentence = analysis.document.sentences[analysis.mentions[mention].sentence].tokens
    return [first]
      + sentence.filter { words[$0].head == first && [.conj, .xcomp].contains(words[$0].relation) }
  }

  /// The countries that whoever a mention means acts upon in its clause: "criticized Chile", "attacked
  /// Malian soldiers", "arrested three Danes". A state's own protesters and politicians are none.
  private func patients(beside mention: Int) -> Set<String> {
    // "Pulled the United States out of the accord": one's own.
    let verbs = Set(verbs(of: mention)).filter { verb in
      !["govern", "keep", "lead", "pull", "represent", "rule", "take"].contains(
        analysis.words[verb].lemma)
    }
    guard !verbs.isEmpty else { return [] }
    let words = analysis.words
    var found: Set<String> = []
    for other in mentions(beside: mention) where analysis.mentions[other].kind == .name {
      let head = analysis.mentions[other].head
      guard let entity = stating(other), let country = entity.country else { continue }
      let over = words[head].head
      // "The Kenyan president", whom the tagger takes for a name whole, is somebody.
      if isActedUpon(head, verbs) || isReached(head, by: verbs)
        || over >= 0 && isActedUpon(over, verbs) && isOfState(over)
          && [.amod, .compound, .nmodPossessive].contains(words[head].relation)
      {
        found.insert(country)
      }
    }
    return found
  }

  /// The other mentions of the sentence that a mention stands in.
  private func mentions(beside mention: Int) -> [Int] {
    analysis.mentions.indices.filter {
      $0 != mention && analysis.mentions[$0].sentence == analysis.mentions[mention].sentence
    }
  }

  private func stating(_ mention: Int) -> WorldEntity? {
    let kinds: Set<WorldEntity.Kind> = [.adjective, .capital, .country, .demonym]
    return dictionary.entries(for: nameWords(of: mention)).first {
      kinds.contains($0.kind) && $0.end.isEmpty
    }
  }

  private func isActedUpon(_ token: Int, _ verbs: Set<Int>) -> Bool {
    var token = token
    if analysis.words[token].relation == .conj { token = analysis.words[token].head }
    guard token >= 0, verbs.contains(analysis.words[token].head) else { return false }
    switch analysis.words[token].relation {
    case .obj, .iobj: return true
    case .obl:
      return token > analysis.words[token].head
        && hasPreposition(["against", "at", "on", "with"], token)
    default: return false
    }
  }

  /// Whether a measure that is taken reaches a country: "imposed tariffs on Turkish steel".
  private func isReached(_ token: Int, by verbs: Set<Int>) -> Bool {
    let words = analysis.words
    var place = token
    var isPhrase = false
    for _ in 0..<5 {
      let over = words[place].head
      guard over >= 0 else { return false }
      if verbs.contains(over) { return isPhrase && words[place].relation == .obj }
      switch words[place].relation {
      case .nmod:
        isPhrase = isPhrase || hasPreposition(["against", "on"], place)
      case .amod, .compound, .conj, .nmodPossessive: break
      default: return false
      }
      place = over
    }
    return false
  }

  /// Whether a noun is a state's power or a foreign national, not one of its own politics.
  private func isOfState(_ noun: Int) -> Bool {
    let classes = WordClasses.shared
    let lemma = analysis.words[noun].lemma
    return ["forces", "military", "government", "envoy"].contains {
      classes.contains(lemma, in: $0)
    }
      || [
        "citizen", "leader", "migrant", "national", "president", "refugee", "spy", "tourist",
      ].contains(lemma)
  }

  /// The country of the place where a mention's clause happens, or that its own phrase names: "the
  /// ministry in Ankara", "arrested a spy in Moscow".
  private func scene(of mention: Int) -> String? {
    let end = max(names[mention].upperBound, analysis.mentions[mention].head + 1)
    if let own = place(at: end) { return own }
    guard let verb = verbs(of: mention).first else { return nil }
    let words = analysis.words
    for other in mentions(beside: mention) {
      let head = analysis.mentions[other].head
      guard words[head].head == verb, words[head].relation == .obl, head > verb else { continue }
      let opening = words.indices.first { words[$0].head == head && words[$0].relation == .case }
      if let opening, let found = place(at: opening) { return found }
    }
    return nil
  }

  /// The country of "in Ankara" at a token.
  private func place(at start: Int) -> String? {
    guard start + 1 < tokens.count, ["at", "in", "near"].contains(tokens[start].lowercased()) else {
      return nil
    }
    let first = tokens[start + 1].lowercased() == "the" ? start + 2 : start + 1
    guard first < tokens.count,
      let (_, entries) = dictionary.longestMatch(
        in: tokens[first..<min(tokens.count, first + 5)])
    else { return nil }
    return PhraseReader.soleCountry(of: entries, PhraseReader.places)
  }

  // MARK: Spoken of before

  /// Nouns by which the same people go further on.
  private static let alike: [Set<String>] = [
    [
      "extremist", "fighter", "guerrilla", "gunman", "insurgent", "islamist", "jihadist",
      "militant", "rebel", "separatist", "terrorist",
    ],
    ["asylum seeker", "migrant", "refugee"], ["judge", "court", "tribunal"],
    ["demonstrator", "marcher", "protester", "protestor"], ["journalist", "reporter"],
    ["ambassador", "diplomat", "envoy"], ["foreign minister", "minister"],
    ["lawmaker", "legislator", "mp", "parliamentarian"], ["company", "firm"],
  ]

  /// Who is meant by "the rebels", "the two reporters", "the envoys": those of the noun who were
  /// spoken of last, within a few sentences; several where one sentence told of several.
  func spokenOf(_ mention: Int, _ role: WorldEntity) -> [Int] {
    let context = contexts[mention]
    // The reader of phrases leaves out the "the" of "the two reporters".
    let first = analysis.mentions[mention].tokens.lowerBound
    guard
      ["the", "these", "those", "both"].contains(context.determiner)
        || tokens[first].lowercased() == "the",
      context.body == nil, context.modifiers.isEmpty, !hasProperModifier(mention)
    else { return [] }
    let next = analysis.mentions[mention].head + 1
    if next < tokens.count, ["of", "in", "from", "who", "that"].contains(tokens[next]) {
      return []
    }
    let names = Self.alike.first { $0.contains(role.name) } ?? [role.name]
    let head = analysis.mentions[mention].head
    let sentence = analysis.mentions[mention].sentence
    var found: [(actor: Int, trace: ActorCluster.Trace)] = []
    for actor in registry.clusters.indices {
      let cluster = registry[actor]
      guard !cluster.isMedia || role.kind == .reporter, cluster.country != nil,
        names.contains(where: { cluster.role == $0 || cluster.role.hasSuffix(" " + $0) }),
        role.isPlural || !cluster.isPlural,
        let last = cluster.traces.last(where: { !$0.isAside && $0.token < head }),
        sentence - last.sentence <= 4
      else { continue }
      found.append((actor, last))
    }
    guard let latest = found.max(by: { $0.trace.token < $1.trace.token }) else { return [] }
    guard role.isPlural, !registry[latest.actor].isPlural else { return [latest.actor] }
    // "The presidents" are those of the last sentences, though each had one of his own.
    let together = found.filter {
      latest.trace.sentence - $0.trace.sentence <= 2 && !registry[$0.actor].isPlural
    }
    return together.count > 1 ? together.map(\.actor) : []
  }
}
