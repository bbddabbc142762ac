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
  /// Where each country is first named.
  private(set) var countryOrder: [String: Int] = [:]
  /// The same, with the persons whose country is known.
  var homeWeights: [String: Int] = [:]
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
  /// Mentions of parts of longer names.
  private(set) var swallowed: Set<Int> = []
  /// Bodies met by a noun, so that "the ministry" finds the foreign ministry.
  var lastBodies: [(noun: String, actor: Int, name: String?)] = []
  /// What the organs of a state are called that stand for it.
  var organNames: [Int: String] = [:]
  /// For each short form that the article explains the mention of the whole name.
  private(set) var explained: [String: Int] = [:]

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
    homeWeights = countryCounts
    for index in analysis.mentions.indices {
      let name = ownName(of: analysis.mentions[index])
      names.append(name)
      contexts.append(context(of: analysis.mentions[index], name: name))
    }
    swallowed = partsOfNames()
    explained = Self.explainedNames(
      tokens: tokens, names: names, kinds: analysis.mentions.map(\.kind), dictionary: dictionary)
  }

  /// The name mentions that are only parts of a longer name of a body ("Energy" in "Bureau of Mines
  /// and Energy") and nobody of their own.
  private func partsOfNames() -> Set<Int> {
    var parts: Set<Int> = []
    for whole in analysis.mentions.indices
    where analysis.mentions[whole].kind == .name
      && names[whole].upperBound > analysis.mentions[whole].nameTokens.upperBound
    {
      for part in analysis.mentions.indices where part != whole {
        let head = analysis.mentions[part].head
        guard names[whole].contains(head), names[whole].lowerBound < names[part].lowerBound,
          analysis.mentions[part].kind == .name
        else { continue }
        let isKnown = dictionary.entries(for: nameWords(of: part)).contains {
          $0.country != nil && $0.kind != .surname
        }
        if !isKnown { parts.insert(part) }
      }
    }
    return parts
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

  /// Whether one of some prepositions opens the phrase of a word.
  func hasPreposition(_ prepositions: Set<String>, _ token: Int) -> Bool {
    analysis.words.indices.contains {
      analysis.words[$0].head == token && analysis.words[$0].relation == .case
        && prepositions.contains(tokens[$0].lowercased())
    }
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
        isMedia: cluster.isMedia, isPerson: cluster.isPerson, isFemale: cluster.isFemale,
        isPlural: cluster.isPlural,
        reason: cluster.reason, mentions: mentionsOf[actor] ?? [])
    }
    return ActorResolution(
      actors: actors, actorsOfMention: assigned.map { $0.compactMap { place[$0] } },
      organNames: organNames)
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
    // A report is first of all about where it was written.
    if let code = datelineCountry {
      countryCounts[code, default: 0] += 1
      countryOrder[code] = -1
    }
    for sentence in analysis.document.sentences {
      var place = sentence.tokens.lowerBound
      while place < sentence.tokens.upperBound {
        let rest = tokens[place..<sentence.tokens.upperBound]
        guard let (length, entries) = dictionary.longestMatch(in: rest) else {
          place += 1
          continue
        }
        if let code = PhraseReader.soleCountry(of: entries, stating) {
          countryCounts[code, default: 0] += 1
          if countryOrder[code] == nil { countryOrder[code] = place }
        }
        place += length
      }
    }
  }

  /// The country of the place that opens the report.
  private var datelineCountry: String? {
    guard let line = analysis.document.article.metadata.dateline else { return nil }
    let words = line.split(separator: " ").map {
      String($0.prefix(1)) + $0.dropFirst().lowercased()
    }
    return PhraseReader.soleCountry(of: dictionary.entries(for: words[...]), PhraseReader.places)
  }

  private func context(of mention: Mention, name: Range<Int>) -> PhraseContext {
    let sentence = analysis.document.sentences[mention.sentence].tokens
    switch isDescription(mention, name: name) ? .nominal : mention.kind {
    case .pronoun:
      return PhraseContext(start: mention.head)
    case .name where isWeekday(name):
      // "On Monday, prosecutors of the city ...": no office's name.
      return PhraseContext(start: name.lowerBound)
    case .name:
      var context = reader.before(name.lowerBound, sentenceStart: sentence.lowerBound)
      if context.role == nil && !context.isCounterpart {
        let apposition = self.apposition(around: name, in: sentence)
        if let apposition { context = merge(apposition, into: context) }
      } else if context.role != nil, context.countries.isEmpty, context.body == nil,
        context.possessiveClitic == nil, context.possessivePronoun == nil,
        let apposition = self.apposition(around: name, in: sentence)
      {
        // "Gen. Ana Paz, Peru's army chief,"
        context.countries = apposition.countries
        context.body = apposition.body
        context.hasCountryPossessor = apposition.hasCountryPossessor
      }
      // "Prime Minister Larsen of Denmark", "Senator Paz of the Green Party"
      let isPerson = mention.nameType == .person || context.isTitled
      var next = name.upperBound
      // "Kari Moe, of the city council,"
      if next < sentence.upperBound, tokens[next] == "," { next += 1 }
      if isPerson, context.countries.isEmpty, next < sentence.upperBound, tokens[next] == "of" {
        reader.readCountryAfter(next, sentenceEnd: sentence.upperBound, into: &context)
      }
      return context
    case .nominal:
      let noun =
        reader.noun(headedAt: mention.head, sentenceEnd: sentence.upperBound)
        ?? reader.noun(endingAt: mention.head + 1, from: sentence.lowerBound)
      let end = noun?.tokens.upperBound ?? mention.head + 1
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
      let after = reader.apposition(
        from: reader.afterAge(next + 1, sentenceEnd: sentence.upperBound),
        sentenceEnd: sentence.upperBound)
    {
      return after
    }
    let isClosed = next >= sentence.upperBound || [",", ".", ")", ";", "-"].contains(tokens[next])
    let comma = name.lowerBound - 1
    guard isClosed, comma > sentence.lowerBound, tokens[comma] == "," else { return nil }
    if let title = reader.titleOfBody(before: comma, sentenceStart: sentence.lowerBound) {
      return title
    }
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
