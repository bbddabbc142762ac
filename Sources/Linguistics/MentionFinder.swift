/// Finds what a sentence speaks of: a mention for every noun, name and personal pronoun that heads
/// a phrase.
struct MentionFinder {
  let words: [String]
  let tree: DependencyTree
  /// The place of the sentence's first token in the document.
  let offset: Int
  let sentence: Int
  private let classes = WordClasses.shared

  init(words: [String], tree: DependencyTree, offset: Int, sentence: Int) {
    self.words = words
    self.tree = tree
    self.offset = offset
    self.sentence = sentence
  }

  /// The mentions in order of their heads.
  func mentions() -> [Mention] {
    words.indices.compactMap { token in
      isInsideLongerName(token) ? nil : mention(headedBy: token) ?? modifier(endingAt: token)
    }
  }

  /// A name that stands before a noun and says whose it is: "U.S." in "a U.S. missile system",
  /// "NATO" in "the NATO summit". Titles and parts of persons' names are none.
  private func modifier(endingAt token: Int) -> Mention? {
    guard tree.relations[token] == .compound || tree.relations[token] == .amod,
      let name = tree.name(at: token), name.tokens.upperBound == token + 1,
      !name.tokens.contains(tree.heads[token]),
      [.place, .group, .organization].contains(name.type)
    else { return nil }
    return make(name.tokens, name: name.tokens, head: token, kind: .name, type: name.type)
  }

  /// Whether a token stands in a name whose head comes before it: "Defence" in "the Ministry of
  /// Defence" is nobody of its own.
  private func isInsideLongerName(_ token: Int) -> Bool {
    guard let name = bodyName(at: token) else { return false }
    return name.lowerBound..<token ~= tree.heads[token] || isBelow(token, name.lowerBound..<token)
  }

  /// The tokens of a body's or place's name that the tagger sees at a token, of two words at least.
  private func bodyName(at token: Int) -> Range<Int>? {
    guard let name = tree.name(at: token), name.tokens.count > 1 else { return nil }
    switch name.type {
    case .organization, .facility, .event: return name.tokens
    case .person, .place, .group, .location, .date, .other: return nil
    }
  }

  /// Whether a token hangs from one of `tokens`, however far.
  private func isBelow(_ token: Int, _ tokens: Range<Int>) -> Bool {
    var current = tree.heads[token]
    while current >= 0 {
      if tokens.contains(current) { return true }
      current = tree.heads[current]
    }
    return false
  }

  private func mention(headedBy head: Int) -> Mention? {
    let tag = tree.tags[head]
    switch tag {
    case .personalPronoun, .possessivePronoun, .demonstrative:
      return make(head..<head + 1, name: nil, head: head, kind: .pronoun, type: nil)
    case .noun, .nounPlural, .properNoun, .properNounPlural, .foreign, .determiner, .adjective,
      .number, .properAdjective:
      break
    default: return nil
    }
    guard isPhraseHead(head) else { return nil }
    let span = span(of: head)
    if let name = nameBehindTitle(head, in: span) {
      return make(
        span.lowerBound..<name.upperBound, name: name, head: head, kind: .name, type: .person)
    }
    let isNoun = tag.partOfSpeech == .noun || tag.partOfSpeech == .properNoun || tag == .foreign
    // "the latter", "both", "the two" stand for somebody; a bare adjective does not.
    guard isNoun || span.count > 1 || tag == .determiner else { return nil }
    guard isNoun || hasArgumentRelation(head) else { return nil }
    let isName = tag.partOfSpeech == .properNoun || tag == .foreign
    guard isName else { return make(span, name: nil, head: head, kind: .nominal, type: nil) }
    let name = nameSpan(head, in: span)
    return make(span, name: name, head: head, kind: .name, type: type(name, head: head, in: span))
  }

  /// The person's name that a title goes with but for what stands between: "Kari Moe" in "the
  /// ambassador to Peru Kari Moe".
  private func nameBehindTitle(_ head: Int, in span: Range<Int>) -> Range<Int>? {
    guard let first = (span.upperBound..<words.count).first(where: { tree.heads[$0] == head }),
      let name = words.indices.first(where: {
        $0 > first && tree.heads[$0] == head && tree.relations[$0] == .flat
      }).flatMap({ tree.name(at: $0) }),
      name.type == .person, name.tokens.lowerBound > span.upperBound,
      tree.relations[first] == .nmod,
      !words[head..<name.tokens.lowerBound].contains(",")
    else { return nil }
    return name.tokens
  }

  /// Modifiers inside a phrase have no mention of their own.
  private func isPhraseHead(_ token: Int) -> Bool {
    switch tree.relations[token] {
    case .compound, .flat, .amod, .det, .nummod, .fixed, .case, .cc, .mark, .punct, .advmod: false
    default: true
    }
  }

  private func hasArgumentRelation(_ token: Int) -> Bool {
    switch tree.relations[token] {
    case .nsubj, .nsubjPassive, .obj, .iobj, .obl, .oblAgent, .nmod: true
    default: false
    }
  }

  /// From the first determiner, genitive or modifier to the end of the name or noun.
  private func span(of head: Int) -> Range<Int> {
    var lower = head
    while lower > 0,
      belongs(lower - 1, to: head)
        || isQuote(lower - 1) && lower > 1
          && belongs(lower - 2, to: head) && tree.heads[lower - 2] == head
    {
      lower -= 1
    }
    var upper = head + 1
    while upper < words.count,
      tree.relations[upper] == .flat || tree.relations[upper] == .nummod
        || tree.relations[upper] == .punct && upper + 1 < words.count
          && tree.heads[upper + 1] == head && tree.relations[upper + 1] == .nummod,
      tree.heads[upper] == head
    {
      upper += 1
    }
    // "the Ministry of Defence": the name goes on behind its head.
    if let name = bodyName(at: head), name.contains(head) { upper = max(upper, name.upperBound) }
    return lower..<upper
  }

  private func isQuote(_ token: Int) -> Bool { words[token] == "\"" }

  /// Whether a token to the left hangs from the head by modifiers only.
  private func belongs(_ token: Int, to head: Int) -> Bool {
    var current = token
    while current != head {
      switch tree.relations[current] {
      case .compound, .amod, .det, .nummod, .flat, .nmodPossessive, .case, .advmod, .cc, .conj,
        .punct, .fixed:
        break
      default: return false
      }
      // The preposition that governs the phrase is no part of it.
      if tree.relations[current] == .case, tree.heads[current] == head { return false }
      if tree.relations[current] == .case, tree.tags[current] != .possessiveMark { return false }
      if [.cc, .conj, .advmod, .punct].contains(tree.relations[current]),
        tree.heads[current] == head, tree.tags[current] != .adverb, words[current] != "-"
      {
        return false
      }
      current = tree.heads[current]
      if current < 0 || current > head { return false }
    }
    return true
  }

  /// The bare name: what the tagger takes for one, or the capitalised words around the head; without
  /// titles and peoples.
  private func nameSpan(_ head: Int, in span: Range<Int>) -> Range<Int> {
    if let (name, type) = tree.name(at: head), name.lowerBound >= span.lowerBound,
      name.upperBound <= span.upperBound
    {
      var lower = name.lowerBound
      while lower < head,
        tree.tags[lower] == .determiner || classes.person.contains(words[lower].lowercased())
          || type == .person && PlaceNames.shared.peoples.contains(words[lower])
      {
        lower += 1
      }
      // The tree may know more of a name than the tagger ("<Kari> Ann Moe").
      var upper = name.upperBound
      while type == .person, upper < span.upperBound, tree.relations[upper] == .flat,
        tree.heads[upper] == head, tree.tags[upper].partOfSpeech == .properNoun
      {
        upper += 1
      }
      return lower..<upper
    }
    var upper = head + 1
    while upper < span.upperBound, tree.relations[upper] == .flat { upper += 1 }
    var lower = head
    let isPerson = upper > head + 1
    while lower > span.lowerBound, !isPerson, isNamePart(lower - 1, before: lower) { lower -= 1 }
    return lower..<upper
  }

  private func isNamePart(_ token: Int, before next: Int) -> Bool {
    guard words[token].utf8.first?.isUppercase == true else { return false }
    if classes.person.contains(words[token].lowercased()) { return false }
    switch tree.relations[token] {
    case .compound: return true
    case .amod: return tree.tags[token] == .properAdjective || tree.tags[token] == .adjective
    default: return false
    }
  }

  private func type(_ name: Range<Int>, head: Int, in span: Range<Int>) -> NameType? {
    let text = words[name].joined(separator: " ")
    let last = words[name.upperBound - 1].lowercased()
    let names = PlaceNames.shared
    if names.countriesAndCapitals.contains(text) { return .place }
    if names.peoples.contains(text) { return .group }
    if classes.temporal.contains(words[head].lowercased()) { return .date }
    let before = span.lowerBound..<name.lowerBound
    let hasTitle = before.contains { classes.person.contains(words[$0].lowercased()) }
    if hasTitle { return .person }
    if classes.organization.contains(last) { return .organization }
    if classes.location.contains(last) { return .location }
    if classes.facility.contains(last) { return .facility }
    if classes.event.contains(last) { return .event }
    if let seen = tree.name(at: head)?.type, seen != .date, seen != .other { return seen }
    if name.upperBound > head + 1 { return .person }
    let isAcronym = text.utf8.count > 1 && text.utf8.allSatisfy { $0.isUppercase || $0 == 0x2E }
    return isAcronym ? .organization : nil
  }

  private func make(
    _ span: Range<Int>, name: Range<Int>?, head: Int, kind: Mention.Kind, type: NameType?
  ) -> Mention {
    let tokens = (span.lowerBound + offset)..<(span.upperBound + offset)
    let nameTokens = name.map { ($0.lowerBound + offset)..<($0.upperBound + offset) } ?? tokens
    return Mention(
      tokens: tokens, nameTokens: nameTokens, head: head + offset, kind: kind, nameType: type,
      sentence: sentence)
  }
}

extension UInt8 {
  /// Whether the byte is an ASCII capital.
  fileprivate var isUppercase: Bool { (0x41...0x5A).contains(self) }
}
