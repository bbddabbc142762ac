extension ParsedToken {
  /// The tag that lemmas and mentions are found by: the network's two tags in one.
  ///
  /// `form` is the word; a capitalised adjective that is a people's ("Chinese") is told apart.
  func combinedTag(form: String) -> Tag {
    switch partOfSpeech {
    case .auxiliary: return Self.auxiliaries[tag] ?? .auxBase
    case .verb: return Self.verbs[tag] ?? .base
    case .noun: return tag == "NNS" || tag == "NNPS" ? .nounPlural : .noun
    case .properNoun: return tag == "NNPS" || tag == "NNS" ? .properNounPlural : .properNoun
    case .adjective:
      if tag == "JJR" { return .comparative }
      if tag == "JJS" { return .superlative }
      let isPeople = PlaceNames.shared.peoples.contains(form)
      return isPeople ? .properAdjective : .adjective
    case .adverb:
      switch tag {
      case "RBR": return .comparativeAdverb
      case "RBS": return .superlativeAdverb
      case "WRB": return .whAdverb
      default: return .adverb
      }
    case .pronoun: return Self.pronouns[tag] ?? .demonstrative
    case .determiner: return Self.determiners[tag] ?? .determiner
    case .particle: return tag == "POS" ? .possessiveMark : tag == "TO" ? .to : .negation
    case .adposition: return tag == "RP" ? .verbParticle : .preposition
    case .subordinatingConjunction: return .subordinator
    case .coordinatingConjunction: return .coordinator
    case .numeral: return .number
    case .punctuation: return tag == "," ? .comma : tag == "." ? .stop : .mark
    case .symbol: return .symbol
    case .interjection: return .interjection
    case .other: return .foreign
    }
  }

  private static let auxiliaries: [String: Tag] = [
    "MD": .modal, "VB": .auxBase, "VBD": .auxPast, "VBG": .auxGerund, "VBN": .auxParticiple,
    "VBP": .auxPlural, "VBZ": .auxSingular,
  ]

  private static let determiners: [String: Tag] = [
    "DT": .determiner, "PDT": .predeterminer, "WDT": .whichDeterminer,
  ]

  private static let pronouns: [String: Tag] = [
    "DT": .demonstrative, "EX": .existential, "NN": .indefinitePronoun, "PRP": .personalPronoun,
    "PRP$": .possessivePronoun, "WDT": .relativePronoun, "WP": .whPronoun, "WP$": .whosePronoun,
  ]

  private static let verbs: [String: Tag] = [
    "VB": .base, "VBD": .past, "VBG": .gerund, "VBN": .participle, "VBP": .plural,
    "VBZ": .singular,
  ]
}
