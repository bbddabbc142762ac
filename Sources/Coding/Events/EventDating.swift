import Linguistics
import Text

/// Finds when an event was: from the words of time nearest to it in the tree, else from the day
/// that the article's news is of.
struct EventDating {
  let tree: DocumentTree
  let resolver: DateResolver
  let status: StatusClassifier
  private let expressions: [Int: [TimeExpression]]

  init(tree: DocumentTree, resolver: DateResolver, status: StatusClassifier) {
    self.tree = tree
    self.resolver = resolver
    self.status = status
    var expressions: [Int: [TimeExpression]] = [:]
    for (number, sentence) in tree.analysis.document.sentences.enumerated() {
      let found = Self.expressions(in: sentence, of: tree)
      if !found.isEmpty { expressions[number] = found }
    }
    self.expressions = expressions
  }

  /// The words of time of a sentence, their places those of the document.
  static func expressions(in sentence: Sentence, of tree: DocumentTree) -> [TimeExpression] {
    let words = sentence.tokens.map { tree.text($0) }
    return TimeReader(words).expressions().map { found in
      let start = found.tokens.lowerBound + sentence.tokens.lowerBound
      return TimeExpression(tokens: start..<(start + found.tokens.count), value: found.value)
    }
  }

  /// A date with the words that led to it.
  struct Dated {
    var date: EDTFDate?
    var reason: String
    /// Whether the clause itself says it.
    var isStated: Bool
  }

  /// The date that the words of an event's sentence give it.
  /// `place` asks for a word of it other than its trigger.
  func stated(for candidate: Candidate, at place: Int? = nil) -> Dated? {
    let trigger = place ?? candidate.trigger
    let number = tree.sentenceOf[trigger]
    guard let list = expressions[number] else { return nil }
    let ranked = list.compactMap { expression -> (TimeExpression, Int, Bool)? in
      guard let found = distance(from: trigger, to: expression) else { return nil }
      return (expression, found.cost, found.isOfSpeech)
    }.sorted { ($0.1, $0.0.tokens.lowerBound) < ($1.1, $1.0.tokens.lowerBound) }
    guard let (expression, _, isOfSpeech) = ranked.first else { return nil }
    // "On Sunday it said it would": the Sunday is that of the saying, and past.
    let isFuture =
      !isOfSpeech
      && (status.looksAhead(candidate.clause) || candidate.operators.contains("future"))
    guard let date = resolver.resolve(expression.value, isFuture: isFuture) else { return nil }
    let words = expression.tokens.map { tree.analysis.document.tokens[$0].text }
    return Dated(
      date: date, reason: "\"\(words.joined(separator: " "))\" in the sentence", isStated: true)
  }

  /// How far an expression is from an event in the tree; nil where another clause has it.
  /// Besides, whether it is the saying that it dates, and not what is said.
  private func distance(
    from trigger: Int, to expression: TimeExpression
  ) -> (cost: Int, isOfSpeech: Bool)? {
    let place = expression.tokens.upperBound - 1
    let down = path(from: place)
    for (climb, ancestor) in path(from: trigger).enumerated() {
      guard let steps = down.firstIndex(where: { $0.token == ancestor.token }) else { continue }
      // Going up out of a relative clause or down into one leaves what is told.
      var cost = steps
      for step in down[..<steps] {
        cost += Self.cost(of: step.relation) + (isBackground(step.token) ? 9 : 0)
      }
      for step in path(from: trigger)[..<climb] {
        cost += Self.climbCost(of: step.relation)
      }
      // "In their first call since Lee took office last week" is a call of no such week.
      if climb > 0, tree.relation(trigger) == .obl, isBackground(ancestor.token) { cost += 9 }
      let gap = abs(place - trigger) / 6
      let isOfSpeech = path(from: trigger)[..<climb].contains { $0.relation == .ccomp }
      return cost + gap > 10 ? nil : (cost + gap, isOfSpeech)
    }
    return nil
  }

  /// Whether a clause only places another in time: "since Lee took office last week".
  private func isBackground(_ token: Int) -> Bool {
    guard tree.isVerb(token) else { return false }
    let marks: Set<String> = ["since", "after", "before", "when", "until", "as", "while"]
    return tree.children(of: token, [.mark, .case, .advmod]).contains {
      marks.contains(tree.text($0))
    }
  }

  private func path(from token: Int) -> [(token: Int, relation: DependencyRelation)] {
    var list: [(token: Int, relation: DependencyRelation)] = []
    var current = token
    while current >= 0, list.count < 40 {
      list.append((current, tree.relation(current)))
      current = tree.head(current)
    }
    return list
  }

  private static func cost(of relation: DependencyRelation) -> Int {
    switch relation {
    case .relativeClause: 9
    case .acl: 5
    case .advcl: 6
    case .ccomp: 7
    case .parataxis: 4
    case .conj: 4
    case .xcomp: 1
    default: 0
    }
  }

  private static func climbCost(of relation: DependencyRelation) -> Int {
    switch relation {
    case .relativeClause, .acl: 9
    case .advcl: 5
    case .ccomp: 3
    case .nmod, .nmodPossessive: 3
    case .conj: 3
    default: 1
    }
  }
}
