extension DependencyTree {
  /// The tree of a sentence that the network has read.
  init(_ parsed: ParsedSentence) {
    self.init(tags: parsed.tokens.map { Tag($0.partOfSpeech, penn: $0.tag) })
    for (place, token) in parsed.tokens.enumerated() where token.head >= 0 {
      attach(place, to: token.head, token.dependencyRelation)
    }
    if let root = parsed.tokens.firstIndex(where: { $0.head < 0 }) { finish(root: root) }
  }
}

extension Tag {
  /// The tag of a universal part of speech and a Penn tag; where they disagree the first decides.
  init(_ partOfSpeech: PartOfSpeech, penn: String) {
    self =
      switch partOfSpeech {
      case .adjective: Self.adjectives[penn] ?? .adjective
      case .adposition: penn == "RP" ? .verbParticle : .preposition
      case .adverb: Self.adverbs[penn] ?? .adverb
      case .auxiliary: penn == "MD" ? .modal : (Self.verbs[penn] ?? .base).withAuxiliarySwapped
      case .coordinatingConjunction: .coordinator
      case .determiner: Self.determiners[penn] ?? .determiner
      case .interjection: .interjection
      case .noun: penn == "NNS" || penn == "NNPS" ? .nounPlural : .noun
      case .numeral: .number
      case .particle: Self.particles[penn] ?? .to
      case .pronoun: Self.pronouns[penn] ?? .personalPronoun
      case .properNoun: penn == "NNPS" ? .properNounPlural : .properNoun
      case .punctuation: Self.punctuation[penn] ?? .mark
      case .subordinatingConjunction: .subordinator
      case .symbol: .symbol
      case .verb: Self.verbs[penn] ?? .base
      case .other: .foreign
      }
  }

  private static let adjectives: [String: Tag] = [
    "JJR": .comparative, "JJS": .superlative, "NNP": .properAdjective,
  ]

  private static let adverbs: [String: Tag] = [
    "RBR": .comparativeAdverb, "RBS": .superlativeAdverb, "WRB": .whAdverb,
  ]

  private static let determiners: [String: Tag] = [
    "PDT": .predeterminer, "WDT": .whichDeterminer,
  ]

  private static let particles: [String: Tag] = [
    "POS": .possessiveMark, "RB": .negation, "TO": .to,
  ]

  private static let pronouns: [String: Tag] = [
    "DT": .demonstrative, "EX": .existential, "NN": .indefinitePronoun, "PRP": .personalPronoun,
    "PRP$": .possessivePronoun, "WDT": .relativePronoun, "WP": .whPronoun, "WP$": .whosePronoun,
  ]

  private static let punctuation: [String: Tag] = [
    ",": .comma, ".": .stop,
  ]

  private static let verbs: [String: Tag] = [
    "VB": .base, "VBD": .past, "VBG": .gerund, "VBN": .participle, "VBP": .plural,
    "VBZ": .singular,
  ]
}
