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
  /// The ends of a sentence, for transitions only.
  case begin, end

  /// The name in the data files.
  var name: String { Self.names[Int(rawValue)] }

  static let names = [
    ",", ".", ":", "AVB", "AVBD", "AVBG", "AVBN", "AVBP", "AVBZ", "CC", "CD", "DP", "DT", "EX",
    "FW", "IN", "JJ", "JJP", "JJR", "JJS", "MD", "NN", "NNP", "NNPS", "NNS", "NOT", "PDT", "PNN",
    "POS", "PRP", "PRP$", "RB", "RBR", "RBS", "RP", "SC", "SYM", "TO", "UH", "VB", "VBD", "VBG",
    "VBN", "VBP", "VBZ", "WDD", "WDT", "WP", "WP$", "WRB", "<s>", "</s>",
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
    case .comma, .stop, .mark, .begin, .end: .punctuation
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

  /// The form of a verb or auxiliary.
  var verbForm: VerbForm? {
    switch self {
    case .auxBase, .base: .base
    case .auxPast, .past: .past
    case .auxGerund, .gerund: .presentParticiple
    case .auxParticiple, .participle: .pastParticiple
    case .auxPlural, .auxSingular, .modal, .plural, .singular: .present
    default: nil
    }
  }

  /// Whether it is a verb or auxiliary that can be the first of a clause's verbs.
  var isFinite: Bool {
    switch self {
    case .auxPast, .auxPlural, .auxSingular, .modal, .past, .plural, .singular: true
    default: false
    }
  }

  /// Whether a noun is plural.
  var isPlural: Bool { self == .nounPlural || self == .properNounPlural }

  /// Whether it is an auxiliary.
  var isAuxiliary: Bool { partOfSpeech == .auxiliary }

  /// Whether it is a full verb.
  var isVerb: Bool { partOfSpeech == .verb }

  /// The auxiliary's tag for a full verb's and the other way round.
  var withAuxiliarySwapped: Tag {
    switch self {
    case .auxBase: .base
    case .auxPast: .past
    case .auxGerund: .gerund
    case .auxParticiple: .participle
    case .auxPlural: .plural
    case .auxSingular: .singular
    case .base: .auxBase
    case .past: .auxPast
    case .gerund: .auxGerund
    case .participle: .auxParticiple
    case .plural: .auxPlural
    case .singular: .auxSingular
    default: self
    }
  }
}
