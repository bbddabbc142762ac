/// Cuts a tagged sentence into phrases and attaches the words inside each to its head.
struct PhraseChunker {
  let words: [String]
  let lower: [String]
  let lemmas: [String]
  private(set) var tree: DependencyTree
  private(set) var phrases: [Phrase] = []
  private let classes = WordClasses.shared
  /// The tokens that matter for grammar: all but quotation marks.
  private let line: [Int]
  private var position = 0

  init(words: [String], lemmas: [String], tree: DependencyTree) {
    self.words = words
    lower = words.map { $0.lowercased() }
    self.lemmas = lemmas
    self.tree = tree
    line = words.indices.filter {
      !(words[$0] == "\"" || words[$0] == "'" && tree.tags[$0] == .mark)
    }
  }

  private var tags: [Tag] { tree.tags }

  /// Cuts the whole sentence.
  mutating func chunk() {
    while position < line.count {
      let before = position
      if !takeFixed(), !takeVerb(), !takeNoun() { takeSingle() }
      if position == before { position += 1 }
    }
  }

  // MARK: - Reading

  /// The token at a distance from the position, nil beyond the end.
  private func token(_ distance: Int = 0) -> Int? {
    let place = position + distance
    return line.indices.contains(place) ? line[place] : nil
  }

  private func tag(_ distance: Int = 0) -> Tag? { token(distance).map { tags[$0] } }

  private func word(_ distance: Int) -> String { token(distance).map { lower[$0] } ?? "" }

  // MARK: - Fixed expressions

  /// Prepositions of two words; the first is the head, the rest are `fixed`.
  private mutating func takeFixed() -> Bool {
    guard let first = token(), let second = token(1) else { return false }
    guard let kind = Self.fixedPairs[lower[first]]?[lower[second]] else { return false }
    if kind == .subordinator, word(2) != "to" && lower[second] == "order" { return false }
    if kind == .coordinator {
      guard word(2) == "as", let third = token(2) else { return false }
      tree.attach(third, to: first, .fixed)
      position += 1
    }
    tree.attach(second, to: first, .fixed)
    phrases.append(Phrase(kind, first..<(line[position + 1] + 1), head: first))
    position += 2
    return true
  }

  private static let fixedPairs: [String: [String: Phrase.Kind]] = [
    "according": ["to": .preposition],
    "ahead": ["of": .preposition],
    "along": ["with": .preposition],
    "apart": ["from": .preposition],
    "as": ["for": .preposition, "of": .preposition, "to": .preposition, "well": .coordinator],
    "because": ["of": .preposition],
    "but": ["also": .coordinator],
    "due": ["to": .preposition],
    "instead": ["of": .preposition],
    "next": ["to": .preposition],
    "out": ["of": .preposition],
    "prior": ["to": .preposition],
    "rather": ["than": .coordinator],
    "regardless": ["of": .preposition],
    "such": ["as": .preposition],
    "together": ["with": .preposition],
    "up": ["to": .preposition],
  ]

  // MARK: - Verbs

  /// Auxiliaries, adverbs between them, and the verb.
  private mutating func takeVerb() -> Bool {
    guard let first = tag(), let start = token() else { return false }
    let begins = first.isVerb || first.isAuxiliary || first == .to || first == .negation
    guard begins else { return false }
    var place = position
    var parts: [Int] = []
    var pendingAdverbs: [Int] = []
    var inside: Int?
    var main: Int?
    while place < line.count, main == nil {
      let token = line[place]
      switch tags[token] {
      case .to where place == position: parts.append(token)
      case .adverb where !parts.isEmpty, .comparativeAdverb where !parts.isEmpty,
        .superlativeAdverb where !parts.isEmpty, .negation:
        pendingAdverbs.append(token)
        place += 1
        continue
      case .determiner where isFloating(place) && !parts.isEmpty,
        .predeterminer where isFloating(place) && !parts.isEmpty,
        .demonstrative where isFloating(place) && !parts.isEmpty:
        pendingAdverbs.append(token)
        place += 1
        continue
      case .personalPronoun where place == position + 1 && isQuestion(first):
        inside = token
        place += 1
        continue
      case let tag where tag.isAuxiliary && !(tag == .modal && !parts.isEmpty):
        if isFreshClause(tag, after: parts) { place = line.count + 1 } else { parts.append(token) }
      case let tag where tag.isVerb:
        if isFreshClause(tag, after: parts) { place = line.count + 1 } else { main = token }
      default: place = line.count + 1
      }
      if place > line.count { break }
      parts.append(contentsOf: pendingAdverbs)
      pendingAdverbs = []
      place += 1
    }
    guard !parts.isEmpty || main != nil else { return false }
    if let inside { parts.append(inside) }
    finishVerb(start: start, parts: Set(parts), main: main, inside: inside)
    return true
  }

  /// "have both warned": a word of number between auxiliary and verb.
  private func isFloating(_ place: Int) -> Bool {
    guard ["all", "both", "each"].contains(lower[line[place]]), place + 1 < line.count else {
      return false
    }
    let next = tags[line[place + 1]]
    return next.isVerb || next.isAuxiliary || next == .adverb
  }

  /// "are they", "did he" at the start of a sentence or after a mark.
  private func isQuestion(_ tag: Tag) -> Bool {
    guard tag.isAuxiliary else { return false }
    guard let previous = phrases.last else { return true }
    return previous.kind != .noun && previous.kind != .coordinator || previous.isQuestion
  }

  /// Whether a verb cannot go on from the auxiliaries read: "is said", but not "is says".
  private func isFreshClause(_ tag: Tag, after parts: [Int]) -> Bool {
    guard let last = parts.last(where: { tags[$0].isAuxiliary || tags[$0] == .to }) else {
      return !parts.isEmpty
    }
    if tags[last] == .to || tags[last] == .modal {
      return !(tag == .base || tag == .auxBase || tag == .plural || tag == .auxPlural)
    }
    switch lemmas[last] {
    case "have": return tag.verbForm != .pastParticiple && tag.verbForm != .past
    case "do": return tag.verbForm != .base && tag.verbForm != .present
    default: return tag.verbForm != .pastParticiple && tag.verbForm != .presentParticiple
    }
  }

  private mutating func finishVerb(start: Int, parts: Set<Int>, main: Int?, inside: Int?) {
    let auxiliaries = parts.filter { tags[$0].isAuxiliary }.sorted()
    guard let head = main ?? auxiliaries.last else {
      // "to" or "not" alone.
      position += 1
      let kind: Phrase.Kind = tags[start] == .to ? .preposition : .adverb
      phrases.append(Phrase(kind, start..<start + 1, head: start))
      return
    }
    let last = max(head, inside ?? head)
    var phrase = Phrase(.verb, min(start, head)..<(last + 1), head: head)
    while position < line.count, line[position] <= last { position += 1 }
    if let particle = token(), tags[particle] == .verbParticle, main != nil {
      tree.attach(particle, to: head, .compoundParticle)
      position += 1
    }
    let lastAuxiliary = auxiliaries.last { $0 < head }
    phrase.isPassive =
      main != nil && tags[head].verbForm == .pastParticiple
      && lastAuxiliary.map { lemmas[$0] == "be" || lemmas[$0] == "get" } ?? false
    phrase.isCopula = main == nil && lemmas[head] == "be"
    phrase.insideSubject = inside
    phrase.form = form(start: start, head: head, auxiliaries: auxiliaries)
    for part in parts where part < head && part != inside {
      switch tags[part] {
      case .to: tree.attach(part, to: head, .mark)
      case let tag where tag.isAuxiliary:
        let isPassive = phrase.isPassive && part == lastAuxiliary
        tree.attach(part, to: head, isPassive ? .auxPassive : .aux)
      default: tree.attach(part, to: head, .advmod)
      }
    }
    phrases.append(phrase)
  }

  private func form(start: Int, head: Int, auxiliaries: [Int]) -> Phrase.Form {
    if tags[start] == .to { return .infinitive }
    let first = auxiliaries.first ?? head
    switch tags[first] {
    case .gerund, .auxGerund: return .gerund
    case .participle, .auxParticiple: return .participle
    case .base, .auxBase: return .bare
    default: return .finite
    }
  }

  // MARK: - Other words

  private mutating func takeSingle() {
    guard let token = token() else { return }
    position += 1
    let kind: Phrase.Kind
    switch tags[token] {
    case .comma: kind = .comma
    case .stop: kind = .stop
    case .mark:
      switch words[token] {
      case "(", "[": kind = .open
      case ")", "]": kind = .close
      default: kind = .dash
      }
    case .coordinator: kind = .coordinator
    case .preposition, .to: kind = .preposition
    case .verbParticle: kind = .adverb
    case .subordinator: kind = .subordinator
    case .whichDeterminer, .relativePronoun: kind = .relative
    case .whAdverb: kind = .subordinator
    case .adverb, .comparativeAdverb, .superlativeAdverb, .negation: kind = .adverb
    case .adjective, .comparative, .superlative, .properAdjective: kind = .adjective
    default: kind = .other
    }
    phrases.append(Phrase(kind, token..<token + 1, head: token))
  }

  // MARK: - Nouns

  private mutating func takeNoun() -> Bool {
    guard let first = token() else { return false }
    switch tags[first] {
    case .personalPronoun, .existential, .indefinitePronoun, .whPronoun:
      return takePronoun(first)
    case .demonstrative where !startsNoun(1): return takePronoun(first)
    default: break
    }
    var scanner = NounScanner(
      words: words, lower: lower, tags: tags, line: line, position: position, classes: classes)
    guard scanner.scan() else { return false }
    position = scanner.end
    var attacher = NounAttacher(words: words, lower: lower, lemmas: lemmas, classes: classes)
    let head = attacher.attach(scanner.segments, in: &tree)
    guard let last = scanner.segments.last?.tokens.last else { return false }
    let isAdjective = scanner.isAdjectival
    var phrase = Phrase(isAdjective ? .adjective : .noun, first..<(last + 1), head: head)
    phrase.isTemporal =
      classes.temporal.contains(lemmas[head].lowercased())
      || classes.temporal.contains(lower[head])
    phrase.isWhose = scanner.segments.contains { $0.tokens.contains { tags[$0] == .whosePronoun } }
    phrase.isQuestion =
      scanner.segments.first?.tokens.first.map {
        tags[$0] == .whichDeterminer || tags[$0] == .whPronoun
      } ?? false
    phrases.append(phrase)
    return true
  }

  private func startsNoun(_ distance: Int) -> Bool {
    switch tag(distance) {
    case .noun, .nounPlural, .adjective, .number: true
    default: false
    }
  }

  private mutating func takePronoun(_ token: Int) -> Bool {
    // "who" after a noun opens a relative clause; "what" asks.
    let isWh = tags[token] == .whPronoun
    let isRelative =
      isWh && lower[token] != "what"
      && phrases.last.map {
        $0.kind == .noun || $0.kind == .comma || $0.kind == .preposition
      } ?? false
    var phrase = Phrase(isRelative ? .relative : .noun, token..<token + 1, head: token)
    phrase.isQuestion = isWh && !isRelative
    phrases.append(phrase)
    position += 1
    return true
  }
}
