/// Joins the phrases of one sentence to clauses, and the clauses to a tree.
///
/// The steps, each over the whole row of phrases: prepositions take their nouns, nouns are
/// coordinated, forms of "be" take their predicates, finite verbs look left for their subjects
/// (`+Subjects`), verbs take objects and prepositional phrases find their hosts (`+Complements`),
/// verbs find the clause or noun that they depend on (`+Clauses`).
struct ClauseParser {
  let words: [String]
  let lower: [String]
  let lemmas: [String]
  var tree: DependencyTree
  var phrases: [Phrase]
  let classes = WordClasses.shared

  init(_ chunker: PhraseChunker) {
    words = chunker.words
    lower = chunker.lower
    lemmas = chunker.lemmas
    tree = chunker.tree
    phrases = chunker.phrases
  }

  /// Runs all steps.
  mutating func parse() {
    settleWords()
    governNouns()
    coordinateNouns()
    takePredicates()
    findSubjects()
    attachSubjects()
    takeObjects()
    attachAppositions()
    attachPrepositions()
    attachClauses()
    attachRest()
  }

  // MARK: - Looking around

  /// The place before `index` that holds no adverb, -1 at the start.
  func before(_ index: Int) -> Int {
    var place = index - 1
    while place >= 0, phrases[place].kind == .adverb { place -= 1 }
    return place
  }

  /// The place after `index` that holds no adverb, `phrases.count` at the end.
  func after(_ index: Int) -> Int {
    var place = index + 1
    while place < phrases.count, phrases[place].kind == .adverb { place += 1 }
    return place
  }

  func kind(_ place: Int) -> Phrase.Kind? {
    phrases.indices.contains(place) ? phrases[place].kind : nil
  }

  /// The first word of a phrase in lower case.
  func word(_ place: Int) -> String {
    phrases.indices.contains(place) ? lower[phrases[place].head] : ""
  }

  func isFinite(_ place: Int) -> Bool {
    kind(place) == .verb && phrases[place].form == .finite
  }

  /// The lemma of a verb phrase's verb, whatever its predicate.
  func verbLemma(_ place: Int) -> String {
    lemmas[verbToken(place)]
  }

  /// The verb's own token, whatever its predicate.
  func verbToken(_ place: Int) -> Int {
    phrases[place].tokens.last { tree.tags[$0].isVerb || tree.tags[$0].isAuxiliary }
      ?? phrases[place].head
  }

  func isSaying(_ place: Int) -> Bool {
    kind(place) == .verb && classes.saying.contains(verbLemma(place))
  }

  // MARK: - First steps

  /// Settles words that are several parts of speech by what follows.
  private mutating func settleWords() {
    for index in phrases.indices {
      let next = after(index)
      switch phrases[index].kind {
      case .preposition where Self.clausePrepositions.contains(word(index)):
        // "after talks began": a finite verb follows the noun.
        let isClause =
          kind(next) == .noun && isFinite(after(next))
          || kind(next) == .verb && phrases[next].form != .finite
        if isClause { phrases[index].kind = .subordinator }
      case .subordinator where lower[phrases[index].head] == "that":
        // "the move that hampers": no subject follows.
        if kind(index - 1) == .noun, isFinite(next) { makeRelative(index) }
      case .subordinator
      where kind(next) == .noun && tree.tags[phrases[index].head] == .subordinator:
        // "as a partner": neither a subject nor a verb follows.
        let follows = phrases[next...].prefix(12).contains { $0.kind == .verb }
        if !follows || word(index) == "of" { phrases[index].kind = .preposition }
      case .verb where phrases[index].form == .finite && tree.tags[phrases[index].head] == .past:
        if word(index + 1) == "by", kind(index - 1) == .noun { demote(index) }
      default: break
      }
    }
  }

  private mutating func makeRelative(_ index: Int) {
    phrases[index].kind = .relative
    tree.tags[phrases[index].head] = .relativePronoun
  }

  /// Reads a form in -ed as a participle.
  mutating func demote(_ index: Int) {
    phrases[index].form = .participle
    phrases[index].subject = nil
    tree.tags[phrases[index].head] = .participle
  }

  private mutating func governNouns() {
    for index in phrases.indices where phrases[index].kind == .preposition {
      let next = after(index)
      guard let kind = kind(next) else { continue }
      if kind == .noun || kind == .relative || kind == .adjective {
        phrases[next].governor = index
      }
    }
  }

  /// "A, B and C": later members hang from the first.
  private mutating func coordinateNouns() {
    for index in phrases.indices where phrases[index].kind == .coordinator {
      let right = after(index)
      let comma = kind(index - 1) == .comma
      let left = overBrackets(comma ? index - 2 : index - 1)
      guard kind(right) == .noun, kind(left) == .noun, phrases[right].governor == nil,
        phrases[right].firstConjunct == nil
      else { continue }
      guard !opensClause(right, left: left, comma: comma) else { continue }
      var members = [right]
      var first = left
      while comma || kind(first - 1) == .comma, kind(first - 1) == .comma,
        kind(first - 2) == .noun, phrases[first].governor == nil,
        !phrases[first - 2].isTemporal,
        phrases[first - 2].governor == nil || !isFinite(after(right))
      {
        members.append(first)
        first -= 2
      }
      if let earlier = phrases[first].firstConjunct { first = earlier }
      for member in members {
        phrases[member].firstConjunct = first
        phrases[member].isUsed = true
        tree.attach(phrases[member].head, to: phrases[first].head, .conj)
        if kind(member - 1) == .comma {
          tree.attach(phrases[member - 1].head, to: phrases[member].head, .punct)
        }
      }
      tree.attach(phrases[index].head, to: phrases[right].head, .cc)
      if comma { tree.attach(phrases[index - 1].head, to: phrases[right].head, .punct) }
    }
  }

  /// The place before "(R)", where brackets close at a place.
  private func overBrackets(_ place: Int) -> Int {
    guard kind(place) == .close else { return place }
    var open = place
    while open > 0, phrases[open].kind != .open { open -= 1 }
    return open - 1
  }

  /// Whether the noun after a coordinator begins a clause of its own.
  private func opensClause(_ right: Int, left: Int, comma: Bool) -> Bool {
    guard isFinite(after(right)) else { return false }
    var place = left
    while place > 0 {
      place -= 1
      switch phrases[place].kind {
      case .verb where phrases[place].form == .finite:
        return !(isSaying(place) && place == left - 1)
      case .subordinator, .relative, .stop, .dash: return false
      default: continue
      }
    }
    return false
  }

  /// The noun, adjective or prepositional phrase after "be" becomes the head of its clause.
  private mutating func takePredicates() {
    for index in phrases.indices where phrases[index].kind == .verb && phrases[index].isCopula {
      var next = after(index)
      let hasExpletive =
        kind(before(index)).map { $0 == .noun } ?? false
        && tree.tags[phrases[before(index)].head] == .existential
      if hasExpletive { continue }
      if kind(next) == .preposition, phrases.indices.contains(after(next)),
        phrases[after(next)].governor == next
      {
        next = after(next)
      }
      guard kind(next) == .noun || kind(next) == .adjective,
        !isFinite(after(next)) || kind(next) == .adjective
      else { continue }
      let be = phrases[index].head
      let predicate = phrases[next].head
      for token in phrases[index].tokens where token != be && tree.heads[token] == be {
        tree.move(token, to: predicate, tree.relations[token])
      }
      tree.attach(be, to: predicate, .cop)
      phrases[next].isPredicate = true
      phrases[next].isUsed = true
      phrases[index].head = predicate
    }
  }

  private static let clausePrepositions: Set<String> = [
    "after", "although", "as", "because", "before", "if", "like", "once", "since", "than",
    "though", "till", "until", "while",
  ]
}
