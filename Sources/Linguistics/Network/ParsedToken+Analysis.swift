extension ParsedToken {
  /// The token's grammar as the rest of the project knows it.
  ///
  /// `firstToken` is the place of the sentence's first token in the document; `lemma` comes from the
  /// lemmatizer, which needs the part of speech found here.
  public func wordAnalysis(lemma: String, firstToken: Int) -> WordAnalysis {
    WordAnalysis(
      partOfSpeech: partOfSpeech, lemma: lemma, verbForm: verbForm, isPlural: isPlural,
      head: head < 0 ? -1 : firstToken + head, relation: dependencyRelation)
  }

  /// The form of a verb or auxiliary, which the Penn tag tells.
  public var verbForm: VerbForm? {
    guard partOfSpeech == .verb || partOfSpeech == .auxiliary else { return nil }
    return switch tag {
    case "VB": .base
    case "VBD": .past
    case "VBG": .presentParticiple
    case "VBN": .pastParticiple
    case "VBP", "VBZ": .present
    // A modal ("would") has one form for all.
    case "MD": .present
    default: nil
    }
  }

  /// Whether a noun is plural. The tags do not tell the number of pronouns.
  public var isPlural: Bool { tag == "NNS" || tag == "NNPS" }

  /// The relation without the distinctions that the rest of the project does not make.
  public var dependencyRelation: DependencyRelation {
    if let relation = DependencyRelation(rawValue: relation) { return relation }
    if let relation = Self.broaderRelations[relation] { return relation }
    return DependencyRelation(rawValue: String(relation.prefix { $0 != ":" })) ?? .dep
  }

  /// Subtypes of newer versions of Universal Dependencies, and what older ones called them. Others
  /// lose their subtype.
  private static let broaderRelations: [String: DependencyRelation] = [
    // "Foreign Minister" before "Moe".
    "nmod:desc": .compound,
    "nmod:unmarked": .nmodTemporal,
    "obl:unmarked": .oblTemporal,
  ]
}
