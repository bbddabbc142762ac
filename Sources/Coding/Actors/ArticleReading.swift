import Linguistics
import Ontology
import Text

/// The work of resolving one article: its words, what is known so far, and who each mention means.
struct ArticleReading {
  let analysis: Analysis
  let dictionary: ActorDictionary
  let reader: PhraseReader
  let tokens: [String]
  /// The article's day, where it was given.
  let day: String?
  /// The latest year that the article names.
  let latestYear: String?
  /// The day by which terms of office are chosen: the article's, else one worked out from it.
  var referenceDay: String?
  /// How often each country is named, by adjective and capital too.
  var countryCounts: [String: Int] = [:]
  var registry = ActorRegistry()
  /// What stands around each mention.
  var contexts: [PhraseContext] = []
  /// The tokens of each mention's bare name, without titles that the tagger left in.
  var names: [Range<Int>] = []
  var assigned: [[Int]]
  /// For a token inside a title or apposition, the name mention it belongs to.
  var ownerOfToken: [Int: Int] = [:]
  /// From the head of a first conjunct to the actors of all conjuncts.
  var groups: [ActorGroup] = []
  /// Whether each token stands between quotation marks.
  let isQuoted: [Bool]
  /// Bodies met by a noun, so that "the ministry" finds the foreign ministry.
  var lastBodies: [(noun: String, actor: Int)] = []

  init(analysis: Analysis, dictionary: ActorDictionary, day: String?) {
    self.analysis = analysis
    self.dictionary = dictionary
    tokens = analysis.document.tokens.map(\.text)
    reader = PhraseReader(dictionary: dictionary, tokens: tokens, words: analysis.words)
    self.day = day
    latestYear = Self.latestYear(in: tokens)
    referenceDay = day ?? latestYear
    assigned = Array(repeating: [], count: analysis.mentions.count)
    isQuoted = Self.quotedTokens(of: analysis.document)
    countCountries()
    for index in analysis.mentions.indices {
      let name = strippedName(of: analysis.mentions[index])
      names.append(name)
      contexts.append(context(of: analysis.mentions[index], name: name))
    }
  }

  /// The sentence that a mention stands in.
  func sentence(of mention: Int) -> Sentence {
    analysis.document.sentences[analysis.mentions[mention].sentence]
  }

  /// The words of a mention's bare name.
  func nameWords(of mention: Int) -> ArraySlice<String> {
    tokens[names[mention]]
  }

  /// The text of tokens as it stands in the article, in one line.
  func text(of range: Range<Int>) -> String {
    var text = ""
    for index in range {
      if index > range.lowerBound && analysis.document.tokens[index].spaceBefore { text += " " }
      text += tokens[index]
    }
    return text
  }

  /// Whether a word is the subject of its clause, or joined to one.
  func isSubject(_ token: Int) -> Bool {
    var token = token
    // A chain of conjuncts ends at the first; the bound keeps a faulty tree from a loop.
    for _ in 0..<8 {
      let word = analysis.words[token]
      if word.relation == .nsubj || word.relation == .nsubjPassive { return true }
      guard word.relation == .conj || word.relation == .appos || word.relation == .flat,
        word.head >= 0
      else { return false }
      token = word.head
    }
    return false
  }

  /// The result, once everything is read.
  func resolution() -> ActorResolution {
    var order: [Int] = []
    var place: [Int: Int] = [:]
    var mentionsOf: [Int: [Int]] = [:]
    for (mention, actors) in assigned.enumerated() {
      for actor in actors {
        if place[actor] == nil {
          place[actor] = order.count
          order.append(actor)
        }
        mentionsOf[actor, default: []].append(mention)
      }
    }
    let actors = order.map { actor in
      let cluster = registry[actor]
      return ResolvedActor(
        name: cluster.name, country: cluster.country,
        contextCountry: cluster.country == nil && isLocal(cluster) ? mainCountry : nil,
        sector: cluster.sector, role: cluster.role,
        isMedia: cluster.isMedia, isPerson: cluster.isPerson, isPlural: cluster.isPlural,
        reason: cluster.reason, mentions: mentionsOf[actor] ?? [])
    }
    return ActorResolution(
      actors: actors, actorsOfMention: assigned.map { $0.compactMap { place[$0] } })
  }

  /// Whether somebody nameless is of a kind that belongs to some country.
  private func isLocal(_ cluster: ActorCluster) -> Bool {
    let local: Set<Sector> = [
      .civilian, .opposition, .rebel, .party, .police, .judiciary, .legislature, .military,
    ]
    return !cluster.isMedia && !cluster.role.isEmpty && local.contains(cluster.sector)
  }

  private mutating func countCountries() {
    let stating: Set<WorldEntity.Kind> = [.country, .adjective, .demonym, .capital]
    for sentence in analysis.document.sentences {
      var place = sentence.tokens.lowerBound
      while place < sentence.tokens.upperBound {
        let rest = tokens[place..<sentence.tokens.upperBound]
        guard let (length, entries) = dictionary.longestMatch(in: rest) else {
          place += 1
          continue
        }
        let codes = Set(
          entries.filter { stating.contains($0.kind) && $0.end.isEmpty }.compactMap(\.country))
        // An ambiguous name ("Congo") says nothing of which country the article is about.
        if codes.count == 1, let code = codes.first { countryCounts[code, default: 0] += 1 }
        place += length
      }
    }
  }

  /// Cuts titles that were taken for a part of the name ("Mr Moe", "President Ana Paz").
  private func strippedName(of mention: Mention) -> Range<Int> {
    var range = mention.nameTokens
    guard mention.kind == .name else { return range }
    while range.count > 1, let last = range.last, tokens[last] == "'s" || tokens[last] == "'" {
      range = range.dropLast().startIndex..<range.upperBound - 1
    }
    // A hyphenated given name belongs to the name before it, also where the tagger stopped.
    let end = analysis.document.sentences[mention.sentence].tokens.upperBound
    if mention.nameType == .person, range.upperBound < end {
      let next = tokens[range.upperBound]
      if next.contains("-"), analysis.words[range.upperBound].partOfSpeech == .properNoun {
        range = range.lowerBound..<range.upperBound + 1
      }
    }
    if tokens[range.lowerBound].lowercased() == "the", range.count > 1 {
      range = range.lowerBound + 1..<range.upperBound
    }
    // A name goes on where the tagger stopped ("Group of 20", "Democratic Republic of the Congo").
    let bodies: Set<WorldEntity.Kind> = [
      .agency, .armedGroup, .country, .international, .legislature, .nongovernmental, .party,
    ]
    if let (length, entries) = dictionary.longestMatch(in: tokens[range.lowerBound..<end]),
      length > range.count, entries.contains(where: { bodies.contains($0.kind) })
    {
      return range.lowerBound..<range.lowerBound + length
    }
    let isKnown = dictionary.entries(for: tokens[range]).contains { $0.kind != .surname }
    guard !isKnown, mention.nameType != .organization else { return range }
    // A title in the name or cut in two by it: "Secretary of <State John Kerry>".
    let start = analysis.document.sentences[mention.sentence].tokens.lowerBound
    for end in range.dropFirst().reversed() {
      if let title = reader.noun(endingAt: end, from: max(start, end - 4)),
        title.entity.kind == .role, !OfficeTitle.nameTitles.contains(title.entity.name),
        title.tokens.contains(range.lowerBound) || range.upperBound - end > 1
      {
        return end..<range.upperBound
      }
    }
    while range.count > 1 {
      let word = tokens[range.lowerBound].lowercased()
      if OfficeTitle.honorifics[word] != nil || OfficeTitle.abbreviations[word] != nil {
        range = range.lowerBound + 1..<range.upperBound
        continue
      }
      let titles: Set<WorldEntity.Kind> = [.role, .spokesperson, .adjective]
      guard mention.nameType == .person || mention.nameType == nil,
        let (length, entries) = dictionary.longestMatch(in: tokens[range]), length < range.count,
        entries.contains(where: { titles.contains($0.kind) })
      else { break }
      range = range.lowerBound + length..<range.upperBound
    }
    return range
  }

  private func context(of mention: Mention, name: Range<Int>) -> PhraseContext {
    let sentence = analysis.document.sentences[mention.sentence].tokens
    switch mention.kind {
    case .pronoun:
      return PhraseContext(start: mention.head)
    case .name:
      var context = reader.before(name.lowerBound, sentenceStart: sentence.lowerBound)
      if context.role == nil && !context.isCounterpart {
        let apposition = self.apposition(around: name, in: sentence)
        if let apposition { context = merge(apposition, into: context) }
      }
      return context
    case .nominal:
      let end = mention.head + 1
      let noun =
        reader.noun(headedAt: mention.head, sentenceEnd: sentence.upperBound)
        ?? reader.noun(endingAt: end, from: sentence.lowerBound)
      let start = noun?.tokens.lowerBound ?? mention.head
      var context = reader.before(
        start, sentenceStart: sentence.lowerBound, ofAgent: noun != nil)
      // The noun itself is what the phrase is; one before it ("ministry spokesman") is its body.
      if let inner = context.role, context.body == nil { context.body = inner }
      context.role = noun?.entity
      context.roleTokens = noun?.tokens
      reader.readCountryAfter(end, sentenceEnd: sentence.upperBound, into: &context)
      if context.countries.isEmpty, noun?.entity.kind != .spokesperson {
        reader.readPlaceAfter(end, sentenceEnd: sentence.upperBound, into: &context)
      }
      if ["counterpart", "counterparts"].contains(tokens[mention.head].lowercased()) {
        context.isCounterpart = true
      }
      return context
    }
  }

  /// What an apposition before or after a name says.
  private func apposition(around name: Range<Int>, in sentence: Range<Int>) -> PhraseContext? {
    let next = name.upperBound
    if next < sentence.upperBound, tokens[next] == ",",
      let after = reader.apposition(from: next + 1, sentenceEnd: sentence.upperBound)
    {
      return after
    }
    let isClosed = next >= sentence.upperBound || [",", ".", ")", ";", "-"].contains(tokens[next])
    let comma = name.lowerBound - 1
    guard isClosed, comma > sentence.lowerBound, tokens[comma] == "," else { return nil }
    let before = reader.before(comma, sentenceStart: sentence.lowerBound)
    let isDefinite =
      before.possessivePronoun != nil || before.possessiveClitic != nil
      || before.hasCountryPossessor || before.determiner == "the"
    return (before.role != nil || before.isCounterpart) && isDefinite ? before : nil
  }

  private func merge(_ apposition: PhraseContext, into context: PhraseContext) -> PhraseContext {
    var merged = apposition
    merged.start = min(context.start, apposition.start)
    merged.countries = context.countries + apposition.countries
    merged.isAddressed = context.isAddressed
    merged.isFemale = context.isFemale
    return merged
  }

  /// The latest year that the article names, as far as it can be one of news.
  private static func latestYear(in tokens: [String]) -> String? {
    tokens.filter { token in
      token.utf8.count == 4 && token.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
        && (token.hasPrefix("19") || token.hasPrefix("20")) && token >= "1990" && token <= "2030"
    }.max()
  }

  /// Quotation marks open and close in turn within a paragraph.
  private static func quotedTokens(of document: Document) -> [Bool] {
    var quoted = Array(repeating: false, count: document.tokens.count)
    var block = -1
    var isInside = false
    for sentence in document.sentences {
      if sentence.block != block { isInside = false }
      block = sentence.block
      for index in sentence.tokens {
        if ["\"", "``", "''", "“", "”"].contains(document.tokens[index].text) {
          isInside.toggle()
        } else {
          quoted[index] = isInside
        }
      }
    }
    return quoted
  }
}
