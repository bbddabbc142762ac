/// Finds how far a noun phrase reaches, and cuts it at genitives: "South Korea" 's "foreign
/// minister".
struct NounScanner {
  /// A run up to a genitive mark or to the end.
  struct Segment {
    var tokens: [Int]
    /// The genitive mark that closes it.
    var genitive: Int?
  }

  let words: [String]
  let lower: [String]
  let tags: [Tag]
  let line: [Int]
  let classes: WordClasses
  /// One past the last place taken.
  private(set) var end: Int
  private(set) var segments: [Segment] = []
  /// Whether it holds no noun, number or determiner.
  private(set) var isAdjectival = false
  private var current: [Int] = []
  private var hasNoun = false
  private var hasStart = false

  init(
    words: [String], lower: [String], tags: [Tag], line: [Int], position: Int,
    classes: WordClasses
  ) {
    self.words = words
    self.lower = lower
    self.tags = tags
    self.line = line
    self.classes = classes
    end = position
  }

  private func tag(_ place: Int) -> Tag? { line.indices.contains(place) ? tags[line[place]] : nil }

  /// Reads on from the position; false where no noun phrase begins.
  mutating func scan() -> Bool {
    let start = end
    while let tag = tag(end), takes(tag) {
      current.append(line[end])
      end += 1
    }
    guard !current.isEmpty || !segments.isEmpty else { return false }
    if current.isEmpty {
      // "Seoul's" alone: the genitive stands for the whole.
      guard var last = segments.popLast() else { return false }
      if let mark = last.genitive { last.tokens.append(mark) }
      last.genitive = nil
      segments.append(last)
      return true
    }
    segments.append(Segment(tokens: current, genitive: nil))
    let isNominal = current.contains {
      switch tags[$0] {
      case .noun, .nounPlural, .properNoun, .properNounPlural, .number, .determiner, .symbol,
        .predeterminer, .demonstrative, .possessivePronoun, .foreign:
        true
      default: false
      }
    }
    if !isNominal, segments.count == 1 {
      let isOnlyAdverb = current.allSatisfy {
        tags[$0].partOfSpeech == .adverb || tags[$0].isVerb
      }
      if isOnlyAdverb {
        end = start
        return false
      }
      isAdjectival = true
    }
    return true
  }

  /// Whether the token at `end` goes on with the phrase.
  private mutating func takes(_ tag: Tag) -> Bool {
    switch tag {
    case .predeterminer: return current.isEmpty && segments.isEmpty
    case .determiner, .demonstrative, .whichDeterminer, .possessivePronoun, .whosePronoun:
      let isSecond = current.last.map { tags[$0] == .coordinator } ?? false
      guard isSecond || current.allSatisfy({ tags[$0] == .predeterminer }), segments.isEmpty else {
        return false
      }
      hasStart = true
      return true
    case .number: return takesNumber()
    case .adjective, .properAdjective, .comparative, .superlative:
      return !endsAtTime() && !opensTime()
        && (!hasNoun || tag == .properAdjective || goesOn(end + 1))
    case .participle, .gerund:
      return (hasStart || !current.isEmpty || !segments.isEmpty) && !hasNoun && goesOn(end + 1)
    case .adverb, .comparativeAdverb, .superlativeAdverb: return takesAdverb()
    case .noun, .nounPlural, .properNoun, .properNounPlural, .foreign, .symbol:
      guard !endsAtTime() || classes.temporal.contains(lower[line[end]]) else { return false }
      guard !beginsTime(tag), !beginsPerson() else { return false }
      hasNoun = hasNoun || tag != .symbol
      return true
    case .possessiveMark: return takesGenitive()
    case .mark: return takesHyphen()
    case .comma: return takesComma()
    case .coordinator: return takesCoordinator()
    default: return false
    }
  }

  /// Whether what was read ends with a noun of time that a name follows: "Thursday | Moon".
  private func endsAtTime() -> Bool {
    guard let last = current.last, hasNoun else { return false }
    let isTime = classes.weekday.contains(lower[last])
    let nextIsName = tag(end).map { $0 == .properNoun || $0 == .properAdjective } ?? false
    let isWeek = classes.temporal.contains(lower[last]) && nextIsName
    return isTime || isWeek
  }

  /// Whether a title with a capital follows a common noun that is no role: "the weight | Mr Roe".
  private func beginsPerson() -> Bool {
    guard let last = current.last, hasNoun, tags[last] == .noun || tags[last] == .nounPlural,
      !classes.person.contains(lower[last]), !classes.organization.contains(lower[last])
    else { return false }
    let token = line[end]
    return words[token].utf8.first?.isUppercase == true && classes.person.contains(lower[token])
      && words[last].utf8.first?.isUppercase == false
  }

  /// "took office | last week": a word that only nouns of time take, after a noun.
  private func opensTime() -> Bool {
    guard hasNoun, Self.timeModifiers.contains(lower[line[end]]), end + 1 < line.count else {
      return false
    }
    return classes.temporal.contains(lower[line[end + 1]])
  }

  /// Whether a weekday that no noun follows stands after a noun: "came into office | Wednesday".
  private func beginsTime(_ tag: Tag) -> Bool {
    guard hasNoun, classes.weekday.contains(lower[line[end]]), let next = self.tag(end + 1) else {
      return false
    }
    return next.partOfSpeech != .noun
      && !(current.last.map { classes.temporal.contains(lower[$0]) } ?? false)
  }

  /// Whether a noun, with modifiers before it, stands at a place.
  private func goesOn(_ place: Int) -> Bool {
    var place = place
    while let tag = tag(place) {
      switch tag {
      case .noun, .nounPlural, .properNoun, .properNounPlural: return true
      case .adjective, .properAdjective, .comparative, .superlative, .participle, .gerund,
        .number:
        place += 1
      default: return false
      }
    }
    return false
  }

  private func takesNumber() -> Bool {
    guard let last = current.last, hasNoun else { return true }
    if tags[last] == .comma { return true }
    // "May 11", "Group of 20", "No. 3"; else a noun before a number closes the phrase.
    return classes.month.contains(lower[last]) || tags[last] == .properNoun
      || tags[last] == .symbol || lower[last] == "no."
  }

  /// "more than 50", "very important step", "about 40 minutes".
  private func takesAdverb() -> Bool {
    guard !hasNoun else { return false }
    switch tag(end + 1) {
    case .number: return true
    case .adjective, .participle, .comparative, .superlative, .gerund:
      return (hasStart || tag(end + 1) == .adjective) && goesOn(end + 1) && !isBare(end)
    default: return false
    }
  }

  /// Whether an adverb begins the phrase and may belong to the verb before.
  private func isBare(_ place: Int) -> Bool {
    current.isEmpty && segments.isEmpty && !Self.degree.contains(lower[line[place]])
  }

  private mutating func takesGenitive() -> Bool {
    guard hasNoun || hasStart, !current.isEmpty else { return false }
    segments.append(Segment(tokens: current, genitive: line[end]))
    current = []
    hasNoun = false
    hasStart = true
    end += 1
    guard let next = tag(end) else { return false }
    return takesAfterGenitive(next)
  }

  private mutating func takesAfterGenitive(_ tag: Tag) -> Bool {
    switch tag {
    case .determiner, .possessivePronoun, .personalPronoun, .comma, .coordinator: false
    default: takes(tag)
    }
  }

  /// "China - Japan relations", as the tokenizer cuts "China-Japan".
  private func takesHyphen() -> Bool {
    guard words[line[end]] == "-", let last = current.last, hasNoun, let next = tag(end + 1) else {
      return false
    }
    return isName(tags[last]) && isName(next)
  }

  private func isName(_ tag: Tag) -> Bool {
    tag == .properNoun || tag == .properAdjective || tag == .properNounPlural
  }

  /// "May 11, 2017" and "a practical, strategic partnership".
  private func takesComma() -> Bool {
    guard let last = current.last, let next = tag(end + 1) else { return false }
    if next == .number, tags[last] == .number, words[line[end + 1]].utf8.count == 4,
      current.dropLast().last.map({ classes.month.contains(lower[$0]) }) ?? false
    {
      return true
    }
    return isModifier(tags[last]) && isModifier(next) && goesOn(end + 1) && !hasNoun
  }

  /// "political and economic ties", "the South Korean and Chinese leaders".
  private func takesCoordinator() -> Bool {
    guard let last = current.last, let next = tag(end + 1), !hasNoun || isPeople(last) else {
      return false
    }
    if tags[last] == .possessivePronoun { return next == .possessivePronoun }
    let isSecond = isModifier(next) || next == .participle || next == .gerund
    // "nuclear and missile programs"
    let isNoun = next == .noun && (tag(end + 2) == .noun || tag(end + 2) == .nounPlural)
    return isModifier(tags[last]) && (isSecond && goesOn(end + 1) || isNoun)
  }

  private func isPeople(_ token: Int) -> Bool { tags[token] == .properAdjective }

  private func isModifier(_ tag: Tag) -> Bool {
    switch tag {
    case .adjective, .properAdjective, .comparative, .superlative: true
    default: false
    }
  }

  private static let timeModifiers: Set<String> = [
    "earlier", "early", "last", "late", "later", "next", "past", "previous",
  ]

  private static let degree: Set<String> = [
    "about", "almost", "also", "approximately", "around", "at", "extremely", "fairly", "highly",
    "less", "more", "most", "nearly", "over", "quite", "rather", "so", "some", "too", "very",
  ]
}
