/// Rules of context that correct the tagger's first guess.
enum TagRules {
  /// Applies all rules in order, each over the whole sentence.
  static func apply(to tags: inout [Tag], words: [String]) {
    settleNames(&tags, words)
    settleAuxiliaries(&tags, words)
    settleParticiples(&tags, words)
    settlePrepositions(&tags)
    settlePlurals(&tags, words)
  }

  /// Peoples are adjectives before nouns ("South Korean leader"); other capitals inside a sentence
  /// are names.
  private static func settleNames(_ tags: inout [Tag], _ words: [String]) {
    let peoples = PlaceNames.shared.peoples
    let capitals = words.indices.dropFirst().filter {
      words[$0].utf8.first?.isUppercase == true
    }
    let isHeadline = capitals.count * 2 > words.count
    for index in words.indices where words[index].utf8.first?.isUppercase == true {
      let pair = index + 1 < words.count ? words[index] + " " + words[index + 1] : ""
      if peoples.contains(pair), !pair.hasSuffix("s") {
        tags[index] = .properAdjective
        tags[index + 1] = .properAdjective
      } else if peoples.contains(words[index]), index + 1 < words.count,
        [.noun, .nounPlural, .properNoun, .adjective].contains(tags[index + 1]),
        tags[index] == .properNoun || tags[index] == .noun || tags[index] == .adjective
      {
        tags[index] = .properAdjective
      } else if index > 0, !isHeadline, words[index - 1] != "\"", words[index - 1] != ":" {
        if tags[index] == .noun { tags[index] = .properNoun }
        if tags[index] == .nounPlural { tags[index] = .properNounPlural }
      }
    }
  }

  /// "after meeting", "of doing": a preposition before a gerund opens a clause.
  private static func settlePrepositions(_ tags: inout [Tag]) {
    for index in tags.indices.dropLast() where tags[index] == .preposition {
      let next = tags[index + 1] == .adverb && index + 2 < tags.count ? index + 2 : index + 1
      let isGerund = tags[next] == .gerund || tags[next] == .auxGerund
      if isGerund { tags[index] = .subordinator }
    }
  }

  /// "that the move hampers its interests": a form in -s between a singular noun and the beginning
  /// of another noun phrase, in a clause that has no verb yet.
  private static func settlePlurals(_ tags: inout [Tag], _ words: [String]) {
    var hasVerb = false
    for index in tags.indices {
      if tags[index].isFinite { hasVerb = true }
      switch tags[index] {
      case .comma, .stop, .mark, .subordinator, .relativePronoun, .whPronoun: hasVerb = false
      case .nounPlural where !hasVerb && index > 0 && index + 1 < tags.count:
        let isSingular = tags[index - 1] == .noun || tags[index - 1] == .properNoun
        let opensNoun =
          tags[index + 1] == .determiner || tags[index + 1] == .possessivePronoun
          || words[index + 1] == "\""
        let rest = tags[(index + 1)...].prefix { $0 != .comma && $0 != .stop }
        if isSingular, opensNoun, !rest.contains(where: \.isFinite) {
          tags[index] = .singular
          hasVerb = true
        }
      default: break
      }
    }
  }

  /// "have", "be" and "do" are auxiliaries before a verb, "be" also as copula; else full verbs.
  private static func settleAuxiliaries(_ tags: inout [Tag], _ words: [String]) {
    for index in tags.indices where tags[index].isAuxiliary || tags[index].isVerb {
      guard let lemma = auxiliaryLemmas[words[index].lowercased()] else { continue }
      let next = nextVerb(after: index, tags, words)
      let wantsAuxiliary: Bool
      switch lemma {
      case "be":
        // "There is" says that something exists.
        wantsAuxiliary = !(index > 0 && tags[index - 1] == .existential) || next != nil
      case "have":
        wantsAuxiliary =
          next.map { tags[$0].verbForm == .pastParticiple || tags[$0].verbForm == .past } ?? false
      default: wantsAuxiliary = next.map { tags[$0].verbForm == .base } ?? false
      }
      if wantsAuxiliary != tags[index].isAuxiliary, tags[index] != .modal {
        tags[index] = tags[index].withAuxiliarySwapped
      }
    }
  }

  /// After "have" or "be" a form in -ed is a participle; without an auxiliary and after a subject
  /// it is the past.
  private static func settleParticiples(_ tags: inout [Tag], _ words: [String]) {
    for index in tags.indices {
      guard auxiliaryLemmas[words[index].lowercased()] != nil, tags[index].isAuxiliary,
        let next = nextVerb(after: index, tags, words)
      else { continue }
      if tags[next] == .past { tags[next] = .participle }
      if tags[next] == .auxPast { tags[next] = .auxParticiple }
    }
  }

  /// The next verb with nothing but adverbs, negations, pronouns of a question between.
  private static func nextVerb(after index: Int, _ tags: [Tag], _ words: [String]) -> Int? {
    var next = index + 1
    while next < tags.count {
      switch tags[next] {
      case .adverb, .comparativeAdverb, .superlativeAdverb, .negation: next += 1
      case let tag where tag.isVerb || tag.isAuxiliary && tag != .modal: return next
      case .personalPronoun where index == 0: next += 1
      case .determiner where ["all", "both", "each"].contains(words[next]): next += 1
      case .predeterminer, .demonstrative:
        guard ["all", "both", "each"].contains(words[next]) else { return nil }
        next += 1
      default: return nil
      }
    }
    return nil
  }

  private static let auxiliaryLemmas: [String: String] = [
    "'d": "have", "'m": "be", "'re": "be", "'ve": "have", "am": "be", "are": "be", "be": "be",
    "been": "be", "being": "be", "did": "do", "do": "do", "does": "do", "had": "have",
    "has": "have", "have": "have", "is": "be", "was": "be", "were": "be",
  ]
}
