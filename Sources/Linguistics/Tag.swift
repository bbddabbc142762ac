/// The tagger's own parts of speech: those of the Penn Treebank, with auxiliaries, conjunctions and
/// pronouns told apart as Universal Dependencies tells them.
enum Tag: UInt8, CaseIterable, Sendable {
  case comma, stop, mark
  case auxBase, auxPast, auxGerund, auxParticiple, auxPlural, auxSingular
  case coordinator, number, demonstrative, determiner, existential, foreign, preposition
  case adjective, properAdjective, comparative, superlative, modal
  case noun, properNoun, properNounPlural, nounPlural, negation, predeterminer
  case indefinitePronoun, possessiveMark, personalPronoun, possessivePronoun
  case adverb, comparativeAdverb, superlativeAdverb, verbParticle, subordinator, symbol, to
  case interjection
  case base, past, gerund, participle, plural, singular
  case whichDeterminer, relativePronoun, whPronoun, whosePronoun, whAdverb

  /// The name in the data files.
  var name: String { Self.names[Int(rawValue)] }

  static let names = [
    ",", ".", ":", "AVB", "AVBD", "AVBG", "AVBN", "AVBP", "AVBZ", "CC", "CD", "DP", "DT", "EX",
    "FW", "IN", "JJ", "JJP", "JJR", "JJS", "MD", "NN", "NNP", "NNPS", "NNS", "NOT", "PDT", "PNN",
    "POS", "PRP", "PRP$", "RB", "RBR", "RBS", "RP", "SC", "SYM", "TO", "UH", "VB", "VBD", "VBG",
    "VBN", "VBP", "VBZ", "WDD", "WDT", "WP", "WP$", "WRB",
  ]

  /// The tag by its name's bytes.
  static func named(_ name: ArraySlice<UInt8>) -> Tag? {
    byKey[key(name)]
  }

  private static func key(_ name: some Sequence<UInt8>) -> UInt64 {
    name.reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static let byKey: [UInt64: Tag] = {
    var map: [UInt64: Tag] = [:]
    for tag in allCases { map[key(tag.name.utf8)] = tag }
    return map
  }()

  /// The universal part of speech.
  var partOfSpeech: PartOfSpeech {
    switch self {
    case .comma, .stop, .mark: .punctuation
    case .auxBase, .auxPast, .auxGerund, .auxParticiple, .auxPlural, .auxSingular, .modal:
      .auxiliary
    case .coordinator: .coordinatingConjunction
    case .number: .numeral
    case .determiner, .predeterminer, .whichDeterminer: .determiner
    case .demonstrative, .existential, .indefinitePronoun, .personalPronoun, .possessivePronoun,
      .relativePronoun, .whPronoun, .whosePronoun:
      .pronoun
    case .foreign: .other
    case .preposition, .verbParticle: .adposition
    case .adjective, .properAdjective, .comparative, .superlative: .adjective
    case .noun, .nounPlural: .noun
    case .properNoun, .properNounPlural: .properNoun
    case .negation, .possessiveMark, .to: .particle
    case .adverb, .comparativeAdverb, .superlativeAdverb, .whAdverb: .adverb
    case .subordinator: .subordinatingConjunction
    case .symbol: .symbol
    case .interjection: .interjection
    case .base, .past, .gerund, .participle, .plural, .singular: .verb
    }
  }

  /// Whether it is an auxiliary.
  var isAuxiliary: Bool { partOfSpeech == .auxiliary }

  /// Whether it is a full verb.
  var isVerb: Bool { partOfSpeech == .verb }
}
