/// Attaches the words of a noun phrase to its head, and finds that head.
struct NounAttacher {
  let words: [String]
  let lower: [String]
  let lemmas: [String]
  let classes: WordClasses

  /// Attaches all segments and returns the head of the last.
  mutating func attach(_ segments: [NounScanner.Segment], in tree: inout DependencyTree) -> Int {
    var heads: [Int] = []
    for segment in segments { heads.append(attach(segment.tokens, in: &tree)) }
    for index in heads.indices.dropLast() {
      tree.attach(heads[index], to: heads[index + 1], .nmodPossessive)
      if let mark = segments[index].genitive { tree.attach(mark, to: heads[index], .case) }
    }
    return heads.last ?? 0
  }

  private func attach(_ tokens: [Int], in tree: inout DependencyTree) -> Int {
    let head = head(of: tokens, tree.tags)
    var coordinated: Int?
    for (place, token) in tokens.enumerated() where token != head {
      if tree.hasHead(token) { continue }
      if token > head {
        attachAfterHead(token, head, in: &tree)
        continue
      }
      switch tree.tags[token] {
      case .determiner, .predeterminer, .demonstrative, .whichDeterminer:
        tree.attach(token, to: head, .det)
      case .possessivePronoun, .whosePronoun:
        if let first = coordinated {
          tree.attach(token, to: first, .conj)
          coordinated = nil
        } else {
          tree.attach(token, to: head, .nmodPossessive)
        }
      case .number: attachNumber(token, place, tokens, head, in: &tree)
      case .coordinator:
        if place + 1 < tokens.count { tree.attach(token, to: tokens[place + 1], .cc) }
        if place > 0 { coordinated = tokens[place - 1] }
      case .comma, .mark: tree.attach(token, to: head, .punct)
      case .adverb, .comparativeAdverb, .superlativeAdverb:
        tree.attach(token, to: place + 1 < tokens.count ? tokens[place + 1] : head, .advmod)
      case .adjective, .comparative, .superlative, .participle, .gerund, .properAdjective:
        if let first = coordinated {
          tree.attach(token, to: first, .conj)
          coordinated = nil
        } else {
          attachModifier(token, place, tokens, head, in: &tree)
        }
      case .symbol: tree.attach(token, to: head, .dep)
      default:
        if let first = coordinated {
          tree.attach(token, to: first, .conj)
          coordinated = nil
        } else {
          tree.attach(token, to: head, .compound)
        }
      }
    }
    return head
  }

  /// "South" in "South Korean leader" belongs to "Korean".
  private func attachModifier(
    _ token: Int, _ place: Int, _ tokens: [Int], _ head: Int, in tree: inout DependencyTree
  ) {
    let isFirstOfPair =
      place + 1 < tokens.count && tokens[place + 1] != head
      && tree.tags[tokens[place + 1]] == .properAdjective
      && PlaceNames.shared.peoples.contains(words[token] + " " + words[tokens[place + 1]])
    tree.attach(token, to: isFirstOfPair ? tokens[place + 1] : head, .amod)
  }

  private func attachNumber(
    _ token: Int, _ place: Int, _ tokens: [Int], _ head: Int, in tree: inout DependencyTree
  ) {
    // "730 million yen": the first number belongs to the second.
    let nextIsNumber = place + 1 < tokens.count && tree.tags[tokens[place + 1]] == .number
    if nextIsNumber, tokens[place + 1] != head {
      tree.attach(token, to: tokens[place + 1], .compound)
    } else {
      tree.attach(token, to: head, .nummod)
    }
  }

  /// The rest of a person's name is flat; a day and year number their month.
  private func attachAfterHead(_ token: Int, _ head: Int, in tree: inout DependencyTree) {
    switch tree.tags[token] {
    case .number: tree.attach(token, to: head, .nummod)
    case .comma: tree.attach(token, to: head, .punct)
    case .possessiveMark: tree.attach(token, to: head, .case)
    default: tree.attach(token, to: head, .flat)
    }
  }

  /// The last noun; the first name of a person; the month of a date.
  private func head(of tokens: [Int], _ tags: [Tag]) -> Int {
    guard let last = tokens.last else { return 0 }
    if let month = tokens.last(where: { classes.month.contains(lower[$0]) }),
      tokens.allSatisfy({ $0 == month || tags[$0] == .number || tags[$0] == .comma })
    {
      return month
    }
    if let symbol = tokens.first(where: { tags[$0] == .symbol && words[$0] != "%" }),
      tokens.allSatisfy({ tags[$0] == .number || tags[$0] == .symbol || tags[$0] == .adverb })
    {
      return symbol
    }
    let nouns = tokens.filter {
      let part = tags[$0].partOfSpeech
      return part == .noun || part == .properNoun || tags[$0] == .foreign
    }
    guard let noun = nouns.last else {
      return tokens.last { tags[$0] != .comma && tags[$0] != .possessiveMark } ?? last
    }
    guard tags[noun] == .properNoun || tags[noun] == .foreign else { return noun }
    return NameRun.personStart(of: noun, in: tokens, tags: tags, lower: lower, words: words) ?? noun
  }
}
