import Linguistics
import Ontology
import Text

/// Finds when an event was: from the words of time nearest to it in the tree, else from the day
/// that the article's news is of.
struct EventDating {
  let tree: DocumentTree
  let resolver: DateResolver
  let status: StatusClassifier
  /// The nouns that tell events of their own, whose words of time are theirs.
  private let eventNouns: Set<Int>
  private let expressions: [Int: [TimeExpression]]
  /// How the day of the news was found, for a reader.
  var newsReason = ""

  init(
    tree: DocumentTree, resolver: DateResolver, status: StatusClassifier,
    eventNouns: Set<Int> = []
  ) {
    self.tree = tree
    self.status = status
    self.eventNouns = eventNouns
    var expressions: [Int: [TimeExpression]] = [:]
    for (number, sentence) in tree.analysis.document.sentences.enumerated() {
      let found = Self.expressions(in: sentence, of: tree)
      if !found.isEmpty { expressions[number] = found }
    }
    self.expressions = expressions
    var resolver = resolver
    resolver.leadWeekday = Self.leadWeekday(expressions, in: tree.analysis.document)
    self.resolver = resolver
  }

  /// The first weekday of the body.
  private static func leadWeekday(
    _ expressions: [Int: [TimeExpression]], in document: Document
  ) -> Int? {
    for (number, sentence) in document.sentences.enumerated() where sentence.kind == .body {
      for expression in expressions[number] ?? [] {
        if case .weekday(let day, 0) = expression.value { return day }
      }
    }
    return nil
  }

  /// The words of time of a sentence, their places those of the document.
  static func expressions(in sentence: Sentence, of tree: DocumentTree) -> [TimeExpression] {
    let words = sentence.tokens.map { tree.text($0) }
    return TimeReader(words).expressions().map { found in
      let start = found.tokens.lowerBound + sentence.tokens.lowerBound
      return TimeExpression(tokens: start..<(start + found.tokens.count), value: found.value)
    }
  }

  /// The words of an expression as they stand in the text.
  static func words(_ expression: TimeExpression, of tree: DocumentTree) -> String {
    let tokens = tree.analysis.document.tokens
    let range = tokens[expression.tokens.lowerBound].range.union(
      tokens[expression.tokens.upperBound - 1].range)
    return tree.analysis.document.article.source[range]
  }

  /// A date with the words that led to it.
  struct Dated {
    var date: EDTFDate?
    var reason: String
    /// Whether the clause itself says it.
    var isStated: Bool
    /// Whether it is the day of the saying, and so only the last on which it can have been.
    var isOfSpeech = false
  }

  /// The date that the words of an event's sentence give it.
  /// `place` asks for a word of it other than its trigger.
  func stated(for candidate: Candidate, at place: Int? = nil) -> Dated? {
    for (expression, isOfSpeech) in nearest(to: place ?? candidate.trigger) {
      // "On Sunday it said it would": the Sunday is that of the saying, and past.
      let isFuture =
        !isOfSpeech
        && (status.looksAhead(candidate.clause) || candidate.operators.contains("future"))
      let told = expression.value.isTold ? toldBefore(candidate.clause) : nil
      guard let date = resolver.resolve(expression.value, isFuture: isFuture, told: told),
        isPossible(date, for: candidate)
      else { continue }
      if let other = joined(to: expression),
        let second = resolver.resolve(other.value, isFuture: isFuture, told: told),
        date.day != nil, second.day != nil, date.first != second.first
      {
        let days = date.first < second.first ? (date, second) : (second, date)
        return Dated(
          date: EDTFDate(days.0.start, through: days.1.start),
          reason: "\"\(Self.words(expression, of: tree))\" and the day joined to it",
          isStated: true, isOfSpeech: isOfSpeech)
      }
      return Dated(
        date: date, reason: "\"\(Self.words(expression, of: tree))\" in the sentence",
        isStated: true,
        isOfSpeech: isOfSpeech)
    }
    return place == nil ? setting(of: candidate).flatMap { stated(for: candidate, at: $0) } : nil
  }

  /// The day joined to another by "and": "on Monday night and Tuesday".
  private func joined(to expression: TimeExpression) -> TimeExpression? {
    let parts: Set<String> = [
      "afternoon", "and", "early", "evening", "late", "morning", "night", "on", "predawn",
    ]
    return (expressions[tree.sentenceOf[expression.tokens.lowerBound]] ?? []).first { other in
      let low = min(other.tokens.upperBound, expression.tokens.upperBound)
      let high = max(other.tokens.lowerBound, expression.tokens.lowerBound)
      guard low < high, high - low <= 4 else { return false }
      let between = (low..<high).map { tree.text($0) }
      return between.contains("and") && between.allSatisfy { parts.contains($0) }
    }
  }

  /// The noun in whose time a clause tells what happened: "protests on Sunday at which three were
  /// hurt".
  private func setting(of candidate: Candidate) -> Int? {
    let verb = candidate.clause
    guard tree.relation(verb) == .relativeClause, tree.head(verb) >= 0 else { return nil }
    let settings: Set<String> = ["at", "during", "in", "on"]
    let isSetting =
      tree.phrases(of: verb).contains {
        tree.text($0.head) == "which" && settings.contains($0.preposition)
      }
      || tree.children(of: verb, [.advmod]).contains { ["when", "where"].contains(tree.text($0)) }
    return isSetting ? tree.head(verb) : nil
  }

  /// The words of time of a token's clause, the nearest first, and whether it is the saying that they
  /// date.
  private func nearest(to trigger: Int) -> [(expression: TimeExpression, isOfSpeech: Bool)] {
    guard let list = expressions[tree.sentenceOf[trigger]] else { return [] }
    var ranked = list.compactMap { expression -> (TimeExpression, Int, Bool)? in
      guard let found = distance(from: trigger, to: expression) else { return nil }
      return (expression, found.cost, found.isOfSpeech)
    }
    // "Were abducted by men wearing uniforms in the capital in 2016": what alone dates a sentence of
    // one clause dates its verb, however deep it hangs.
    if ranked.isEmpty, list.count == 1, isAllOfOneClause(list[0], trigger) {
      ranked = [(list[0], 0, false)]
    }
    return ranked.sorted { ($0.1, $0.0.tokens.lowerBound) < ($1.1, $1.0.tokens.lowerBound) }
      .map { ($0.0, $0.2) }
  }

  /// Whether a main verb and an expression have no finite clause between them.
  private func isAllOfOneClause(_ expression: TimeExpression, _ trigger: Int) -> Bool {
    guard tree.relation(trigger) == .root, tree.isVerb(trigger) else { return false }
    let between = path(from: expression.tokens.upperBound - 1).prefix { $0.token != trigger }
    return between.allSatisfy { step in
      [.acl, .nmod, .obl, .obj, .nummod, .amod, .compound, .xcomp].contains(step.relation)
        && !(step.relation == .acl && tree.isPassive(step.token))
        && !owns(step.token, beneath: trigger, expression)
    }
  }

  /// Whether words of time stand behind a place of a sentence.
  func hasTime(from place: Int, in clause: Int) -> Bool {
    (expressions[tree.sentenceOf[clause]] ?? []).contains { $0.tokens.lowerBound > place }
  }

  /// The words of time nearest to a verb.
  func expression(of verb: Int) -> TimeExpression? { nearest(to: verb).first?.expression }

  /// The past day that the words of a clause give it.
  func pastDay(of verb: Int) -> EDTFDate? {
    guard let expression = nearest(to: verb).first?.expression,
      let date = resolver.resolve(expression.value), date.day != nil, let today = resolver.today,
      date.first.number <= today.last.number + 1
    else { return nil }
    return date
  }

  /// What happened did not happen after the article: "agreed on a visit next month" is no agreement
  /// of next month. A day's grace is for time zones.
  private func isPossible(_ date: EDTFDate, for candidate: Candidate) -> Bool {
    guard candidate.status == .happened, !candidate.operators.contains("future"),
      let today = resolver.today
    else { return true }
    return date.first.number <= today.last.number + 1
  }

  /// How far an expression is from an event in the tree; nil where another clause has it.
  /// Besides, whether it is the saying that it dates, and not what is said.
  private func distance(
    from trigger: Int, to expression: TimeExpression
  ) -> (cost: Int, isOfSpeech: Bool)? {
    let place = expression.tokens.upperBound - 1
    let down = path(from: place)
    // "On the 25th anniversary of the treaty" dates the treaty.
    if case .anniversary = expression.value, !down.isEmpty,
      !tree.isDescendant(trigger, of: place)
    {
      return nil
    }
    for (climb, ancestor) in path(from: trigger).enumerated() {
      guard let steps = down.firstIndex(where: { $0.token == ancestor.token }) else { continue }
      // Going up out of a relative clause or down into one leaves what is told.
      var cost = steps
      for step in down[..<steps] {
        cost += Self.cost(of: step.relation) + (isBackground(step.token) ? 9 : 0)
        if step.token != trigger, owns(step.token, beneath: ancestor.token, expression) {
          cost += 9
        }
      }
      for step in path(from: trigger)[..<climb] {
        cost += Self.climbCost(of: step.relation)
      }
      // What lasts up to now is the time of its own clause only.
      if expression.value.isDuration,
        (down[..<steps] + path(from: trigger)[..<climb]).contains(where: {
          [.conj, .parataxis, .ccomp, .advcl].contains($0.relation)
        })
      {
        cost += 9
      }
      // "In their first call since Moe took office last week" is a call of no such week.
      if climb > 0, tree.relation(trigger) == .obl, isBackground(ancestor.token) { cost += 9 }
      let gap = abs(place - trigger) / 6
      let isOfSpeech =
        path(from: trigger)[..<climb].contains { $0.relation == .ccomp }
        || down[..<steps].contains { step in
          step.relation == .parataxis && SpeechVerbs.isSpeech(tree.lemma(step.token))
        }
      return cost + gap > 10 ? nil : (cost + gap, isOfSpeech)
    }
    return nil
  }

  /// Whether a noun keeps words of time to itself: those before it ("the Sept. 8 vote"), and those
  /// of an event of its own that is no setting of the other ("ousted over a coup in December").
  private func owns(_ noun: Int, beneath ancestor: Int, _ expression: TimeExpression) -> Bool {
    guard tree.isNominal(noun), !expression.tokens.contains(noun), noun != ancestor else {
      return false
    }
    // "Where on Sunday President Moe signed" is no president of Sunday.
    let opening = expression.tokens.lowerBound - 1
    let isAdverbial = opening >= 0 && ["on", "since"].contains(tree.text(opening))
    if !isAdverbial, expression.tokens.upperBound <= noun,
      noun - expression.tokens.upperBound <= 4
    {
      let isBefore = path(from: expression.tokens.upperBound - 1).prefix(3).contains { step in
        [.compound, .nmodPossessive, .amod, .nummod].contains(step.relation)
          && tree.head(step.token) == noun
      }
      // A year before a noun is that of all that is told with it ("a 2011 spat over the border").
      if isBefore {
        if case .year = expression.value { return false }
        return true
      }
    }
    guard eventNouns.contains(noun) else { return false }
    let settings: Set<String> = ["at", "in", "during", "on"]
    return settings.isDisjoint(with: tree.prepositions(of: noun))
      && ![.nsubj, .nsubjPassive, .obj].contains(tree.relation(noun))
  }

  /// Whether a clause only places another in time: "since Moe took office last week".
  private func isBackground(_ token: Int) -> Bool {
    guard tree.isVerb(token) else { return false }
    // "While addressing the press yesterday" is the time of what is told with it.
    if tree.word(token).verbForm == .presentParticiple,
      tree.children(of: token, [.mark, .case, .advmod]).contains(where: {
        ["while", "when"].contains(tree.text($0))
      })
    {
      return false
    }
    let marks: Set<String> = ["since", "after", "before", "when", "until", "as", "while"]
    return tree.children(of: token, [.mark, .case, .advmod]).contains {
      marks.contains(tree.text($0))
    }
  }

  /// Whether a clause tells what the news came after: "after Chile recalled its envoy on Monday".
  func cameBefore(_ verb: Int) -> Bool {
    tree.relation(verb) == .advcl
      && tree.children(of: verb, [.mark, .case, .advmod]).contains {
        ["after", "since"].contains(tree.text($0))
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
