import Linguistics
import Ontology
import Text

// Where a name begins and ends: taggers take titles for a part of it and stop in its middle.
extension ArticleReading {
  /// The tokens of a mention's bare name: without title ("<Mr Moe>", "<President Ana Paz>"), and
  /// whole ("Bureau of <Mines> and Energy").
  func ownName(of mention: Mention) -> Range<Int> {
    guard mention.kind == .name else { return mention.nameTokens }
    let range = trimmed(mention)
    let sentence = analysis.document.sentences[mention.sentence].tokens
    if let whole = knownName(range, mention, in: sentence) { return whole }
    let entries = dictionary.entries(for: tokens[range])
    let isKnown = entries.contains { $0.kind != .surname }
    if mention.nameType != .person, !entries.contains(where: { Self.bodies.contains($0.kind) }) {
      let whole = wholeBodyName(range, sentence: sentence)
      if whole != range { return whole }
    }
    if isKnown { return range }
    if mention.nameType == .organization { return personTakenForBody(range) ?? range }
    if mention.nameType == .person, let cut = placeBehind(range) { return range.lowerBound..<cut }
    return withoutTitles(range, mention, sentenceStart: sentence.lowerBound)
  }

  /// Whether what the tagger took for a name only describes: "the Prime Minister", "the ministry".
  func isDescription(_ mention: Mention, name: Range<Int>) -> Bool {
    guard mention.kind == .name else { return false }
    let hasCapital = tokens[name].contains { word in
      word.unicodeScalars.first.map { !$0.properties.isLowercase } ?? true
    }
    if !hasCapital { return analysis.words[mention.head].partOfSpeech != .other }
    let roles: Set<WorldEntity.Kind> = [.role, .spokesperson]
    // "The Peruvian President", which the tagger takes for a name whole.
    if name.count > 1, let (length, states) = dictionary.longestMatch(in: tokens[name]),
      length < name.count, states.contains(where: { $0.kind == .adjective || $0.kind == .country })
    {
      let rest = dictionary.entries(for: tokens[name.lowerBound + length..<name.upperBound])
      if rest.contains(where: { roles.contains($0.kind) && !$0.officeKinds.isEmpty })
        || rest.contains(where: {
          roles.contains($0.kind) && !OfficeTitle.kinds(of: $0.name).isEmpty
        })
      {
        return true
      }
    }
    let entries = dictionary.entries(for: tokens[name])
    return entries.contains { roles.contains($0.kind) }
      && entries.allSatisfy { roles.contains($0.kind) || $0.kind == .surname }
      && !OfficeTitle.nameTitles.contains(tokens[name].joined(separator: " ").lowercased())
  }

  private static let bodies: Set<WorldEntity.Kind> = [
    .agency, .armedGroup, .business, .country, .international, .legislature, .nongovernmental,
    .party,
  ]

  /// Bodies before whose people's names theirs may stand.
  private static let employers: Set<WorldEntity.Kind> = [
    .agency, .business, .international, .legislature, .media, .nongovernmental, .party,
  ]

  private static let postPrepositions: Set<String> = ["at", "for", "in", "of", "to"]

  /// Without signs at its ends, a clitic and an article; with the hyphenated given name behind it.
  private func trimmed(_ mention: Mention) -> Range<Int> {
    var range = mention.nameTokens
    while range.count > 1, let last = range.last, tokens[last] == "'s" || tokens[last] == "'" {
      range = range.lowerBound..<range.upperBound - 1
    }
    while range.count > 1, analysis.words[range.lowerBound].partOfSpeech == .punctuation {
      range = range.lowerBound + 1..<range.upperBound
    }
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
    // "An EU official"
    if ["a", "an"].contains(tokens[range.lowerBound].lowercased()), range.count > 1,
      !dictionary.entries(for: tokens[range.dropFirst()]).isEmpty
    {
      range = range.lowerBound + 1..<range.upperBound
    }
    return withFamilyName(range, mention)
  }

  /// "<Ana> Paz": a tagger may make two persons of one; two names side by side are one.
  private func withFamilyName(_ range: Range<Int>, _ mention: Mention) -> Range<Int> {
    let sentence = analysis.document.sentences[mention.sentence]
    let next = range.upperBound
    guard range.count == 1, mention.nameType == .person, sentence.kind != .headline,
      next < sentence.tokens.upperBound,
      dictionary.entries(for: tokens[range]).allSatisfy({ $0.kind == .surname }),
      analysis.mentions.contains(where: {
        $0.kind == .name && $0.nameType == .person && $0.nameTokens == next..<next + 1
      })
    else { return range }
    return range.lowerBound..<next + 1
  }

  /// A name of the dictionary that begins here and goes on where the tagger stopped ("Group of 20",
  /// "Democratic Republic of the Congo"), or one with its title ("Pope Francis").
  private func knownName(
    _ range: Range<Int>, _ mention: Mention, in sentence: Range<Int>
  ) -> Range<Int>? {
    let rest = tokens[range.lowerBound..<sentence.upperBound]
    if let (length, entries) = dictionary.longestMatch(in: rest), length > range.count,
      entries.contains(where: { Self.bodies.contains($0.kind) })
    {
      // "Norwegian parliament" is a description of its own.
      let added = tokens[range.upperBound..<range.lowerBound + length]
      let isName = added.contains { $0.first?.isUppercase == true || $0.first?.isNumber == true }
      if isName || mention.nameType != .group {
        return range.lowerBound..<range.lowerBound + length
      }
    }
    guard range.lowerBound > sentence.lowerBound, mention.nameType == .person else { return nil }
    let titled = range.lowerBound - 1..<range.upperBound
    let isPerson = dictionary.entries(for: tokens[titled]).contains { $0.kind == .person }
    return isPerson ? titled : nil
  }

  /// "<Norwegian Kari Moe>", "<Amnesty International Kari Moe>" taken for a body.
  private func personTakenForBody(_ range: Range<Int>) -> Range<Int>? {
    guard let (length, entries) = dictionary.longestMatch(in: tokens[range]),
      entries.contains(where: {
        [.adjective, .country, .role].contains($0.kind) || Self.employers.contains($0.kind)
      })
    else { return nil }
    let rest = range.lowerBound + length..<range.upperBound
    return looksLikePerson(rest) ? rest : nil
  }

  /// Where "of Norway" begins in "Kari Moe of Norway".
  private func placeBehind(_ range: Range<Int>) -> Int? {
    guard let cut = tokens[range].firstIndex(of: "of"), cut > range.lowerBound,
      cut + 1 < range.upperBound
    else { return nil }
    let behind = dictionary.entries(for: tokens[cut + 1..<range.upperBound])
    return behind.contains { PhraseReader.places.contains($0.kind) } ? cut : nil
  }

  private func withoutTitles(
    _ name: Range<Int>, _ mention: Mention, sentenceStart start: Int
  ) -> Range<Int> {
    var range = name
    // A title in the name or cut in two by it: "Secretary of <State John Kerry>".
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
      var titles: Set<WorldEntity.Kind> = [.adjective, .role, .spokesperson]
      guard mention.nameType == .person || mention.nameType == nil,
        let (length, entries) = dictionary.longestMatch(in: tokens[range]), length < range.count
      else { break }
      // "(director of) Amnesty International Kari Moe", "(minister of) Norway Kari Moe"
      if range.count - length > 1 { titles.formUnion(Self.employers) }
      if range.count - length > 1, range.lowerBound > start,
        Self.postPrepositions.contains(tokens[range.lowerBound - 1].lowercased())
      {
        titles.formUnion([.capital, .country, .place])
      }
      guard entries.contains(where: { titles.contains($0.kind) }) else { break }
      range = range.lowerBound + length..<range.upperBound
    }
    return range
  }
}
