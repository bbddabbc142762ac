import Linguistics
import Ontology
import Text

/// When an event was whose own clause has no words of time: by what it came after, by tense and
/// aspect, by the sentence before, at last by the day of the article's news.
extension EventDating {
  /// The date that is understood.
  func understood(for candidate: Candidate, newsDate: EDTFDate?) -> Dated {
    if let before = preceding(candidate, newsDate: newsDate) { return before }
    if candidate.frame.name == ElectionReader.frameName {
      return Dated(date: nil, reason: "an election of no stated day", isStated: false)
    }
    if candidate.isNominal, !isSupported(candidate) { return ofNamed(candidate) }
    if isHabitual(candidate.clause) {
      return Dated(date: nil, reason: "told as a habit, of no one day", isStated: false)
    }
    switch aspect(of: candidate.clause) {
    case .presentPerfect where !isInLead(candidate): return ofPerfect(candidate, newsDate: newsDate)
    case .pastPerfect where !status.isReported(candidate.clause):
      return Dated(
        date: nil, reason: "the past perfect: some time before the news", isStated: false)
    case .presentPerfect, .pastPerfect, .simple: break
    }
    if isStanding(candidate) {
      return Dated(date: nil, reason: "the present tense: it holds, of no one day", isStated: false)
    }
    if isAside(candidate) {
      return Dated(date: nil, reason: "told of somebody by the way", isStated: false)
    }
    if let date = sharedTime(of: candidate.clause) {
      return Dated(
        date: date, reason: "the time of the clause that it is joined to", isStated: false)
    }
    if let date = carriedOver(to: candidate) {
      return Dated(date: date, reason: "the date of the sentence before it", isStated: false)
    }
    return Dated(date: newsDate, reason: "the day of the news" + newsReason, isStated: false)
  }

  /// Whether a date is only that of somebody else's report: "the two agreed to meet, an aide said
  /// Thursday". What two states do together is not done in the words of one of them.
  func isReport(_ dated: Dated, of candidate: Candidate) -> Bool {
    guard dated.isOfSpeech, candidate.status == .happened, let speaker = candidate.saidBy else {
      return false
    }
    // "Is considering it, she said Thursday" holds on that Thursday.
    if tree.word(candidate.clause).verbForm == .present
      || tree.auxiliaries(of: candidate.clause).contains(where: { ["is", "are"].contains($0) })
    {
      return false
    }
    let isJoint = Set(candidate.actors.compactMap(\.country)).count > 1
    return isJoint || !candidate.actors.contains { $0.name == speaker.name }
  }

  // MARK: What it came before

  /// The same where the clause has no words of time of its own, so that those of the clause above it
  /// ("took office on Wednesday, a day after he won") do not date it.
  func countedBack(_ candidate: Candidate, newsDate: EDTFDate?) -> Dated? {
    guard tree.relation(candidate.clause) == .advcl,
      let mark = marks(after: candidate.clause).first,
      !hasTime(from: mark, in: candidate.clause)
    else { return nil }
    return preceding(candidate, newsDate: newsDate)
  }

  /// "A day after 50 people were killed", "days after Paris announced": so long before the news.
  private func preceding(_ candidate: Candidate, newsDate: EDTFDate?) -> Dated? {
    guard let newsDate, var day = newsDate.day ?? resolver.today?.day else { return nil }
    // "Took office on Wednesday, a day after he won": counted from the day of that clause.
    let over = tree.head(candidate.clause)
    if tree.relation(candidate.clause) == .advcl, over >= 0, let told = pastDay(of: over)?.day {
      day = told
    }
    for token in [candidate.trigger, candidate.clause] {
      for mark in marks(after: token) {
        guard let back = timeBefore(mark, from: day, newsDate: newsDate) else { continue }
        return Dated(
          date: back, reason: "\"\(tree.text(mark - 1)) after\", counted from what is told with it",
          isStated: true)
      }
    }
    return nil
  }

  /// So long before a day as the words before an "after" say: "three days after", "a year after".
  private func timeBefore(_ mark: Int, from day: CivilDay, newsDate: EDTFDate) -> EDTFDate? {
    let unit = tree.text(mark - 1)
    let words = (max(tree.sentence(of: mark).lowerBound, mark - 5)..<mark).map { tree.text($0) }
    let reader = TimeReader(words)
    let count = (1...3).lazy.compactMap { length -> Int? in
      let start = words.count - 1 - length
      guard start >= 0, let found = reader.count(at: start), found.length == length else {
        return nil
      }
      return found.number
    }.first
    switch (unit, count) {
    case ("hours", _), ("hour", _), ("minutes", _): return newsDate
    case ("day", 1?), ("days", _?): return EDTFDate(day.advanced(by: -(count ?? 1)))
    case ("days", nil): return month(of: day.advanced(by: -3))
    case ("week", 1?): return EDTFDate(day.advanced(by: -7)).approximated
    case ("weeks", let number?): return EDTFDate(day.advanced(by: -7 * number)).approximated
    case ("weeks", nil): return month(of: day.advanced(by: -21))
    case ("month", let number?), ("months", let number?):
      let months = day.parts.year * 12 + day.parts.month - 1 - number
      return EDTFDate(.init(year: months / 12, month: months % 12 + 1, isApproximate: true))
    case ("year", let number?), ("years", let number?):
      return EDTFDate(.init(year: day.parts.year - number, isApproximate: number > 2))
    case ("decade", let number?), ("decades", let number?):
      return EDTFDate(.init(year: day.parts.year - 10 * number, isApproximate: true))
    default: return nil
    }
  }

  /// The "after" before a verb or noun, no other verb between; by order, for parsers take the
  /// "after" of "after more than 40 people were killed" for a part of the number.
  private func marks(after token: Int) -> [Int] {
    let first = tree.sentence(of: token).lowerBound + 2
    guard first < token else { return [] }
    for place in (max(first, token - 10)..<token).reversed() {
      if tree.text(place) == "after" { return [place] }
      if tree.partOfSpeech(place) == .verb, !SpeechVerbs.isSpeech(tree.lemma(place)) { return [] }
    }
    return []
  }

  private func month(of day: CivilDay) -> EDTFDate {
    EDTFDate(.init(year: day.parts.year, month: day.parts.month, isApproximate: true))
  }

  // MARK: Nouns

  /// Whether a noun's clause tells its event as news: "held talks", "in a call with", "clashes
  /// erupted", "died during protests".
  private func isSupported(_ candidate: Candidate) -> Bool {
    guard candidate.clause != candidate.trigger else { return false }
    switch tree.relation(candidate.trigger) {
    case .obj, .nsubj, .nsubjPassive: return true
    case .obl:
      return candidate.type == .consult
        || tree.prepositions(of: candidate.trigger).contains("during")
    default: return false
    }
  }

  /// An event that is only named has no date, but one that goes on is of the article's month.
  private func ofNamed(_ candidate: Candidate) -> Dated {
    let present: Set<String> = ["ongoing", "current", "continuing", "continued", "recent"]
    if let day = resolver.today?.day,
      let word = tree.children(of: candidate.trigger, [.amod]).map({ tree.text($0) })
        .first(where: { present.contains($0) })
    {
      return Dated(date: month(of: day), reason: "\"\(word)\" in the sentence", isStated: false)
    }
    return Dated(date: nil, reason: "the text gives none", isStated: false)
  }

  // MARK: Tense and aspect

  private enum Aspect {
    case simple, presentPerfect, pastPerfect
  }

  private func aspect(of verb: Int) -> Aspect {
    var verb = verb
    for _ in 0..<4 {
      let auxiliaries = tree.auxiliaries(of: verb)
      if auxiliaries.contains(where: { ["has", "have", "'ve"].contains($0) }) {
        return .presentPerfect
      }
      if auxiliaries.contains("had") { return .pastPerfect }
      guard auxiliaries.isEmpty, sharesAspect(verb) else { break }
      verb = tree.head(verb)
    }
    return .simple
  }

  /// Whether a verb without auxiliaries has those of its governor: "has met and thanked", "while
  /// praising the move, she has also warned".
  private func sharesAspect(_ verb: Int) -> Bool {
    let governor = tree.head(verb)
    guard governor >= 0, tree.isVerb(governor) else { return false }
    switch tree.relation(verb) {
    case .conj:
      return tree.word(verb).verbForm == tree.word(governor).verbForm
        && tree.children(of: verb, [.nsubj, .nsubjPassive]).isEmpty
    case .advcl, .xcomp:
      return tree.word(verb).verbForm == .presentParticiple || tree.word(verb).verbForm == .base
    default: return false
    }
  }

  /// Whether the present tense tells what holds and no news: not in the lead, nor in words that
  /// somebody says.
  private func isStanding(_ candidate: Candidate) -> Bool {
    guard candidate.saidBy == nil, candidate.status == .happened, !isInLead(candidate),
      tree.isVerb(candidate.clause), tree.auxiliaries(of: candidate.clause).isEmpty,
      tree.analysis.document.sentences[tree.sentenceOf[candidate.clause]].kind == .body
    else { return false }
    // Plain forms are left out: many are pasts too ("beat", "put"), and "we thank" is said on a day.
    let isQuoted = tree.sentence(of: candidate.clause).contains { tree.text($0) == "\"" }
    return tree.word(candidate.clause).verbForm == .present && !isQuoted
      && tree.text(candidate.clause).hasSuffix("s")
      && !SpeechVerbs.isSpeech(tree.lemma(candidate.clause))
  }

  private func isHabitual(_ verb: Int) -> Bool {
    let adverbs: Set<String> = [
      "long", "regularly", "often", "frequently", "always", "routinely", "usually", "traditionally",
      "repeatedly", "consistently", "historically",
    ]
    return tree.children(of: verb, [.advmod]).contains { adverbs.contains(tree.text($0)) }
  }

  /// The present perfect of a lead is news ("Chile has recalled its envoy"), and so is what somebody
  /// says of himself ("she said she has urged Peru"); "has since met" reaches back to the day told
  /// before, "has met ... since the war began in May" to that; further down it looks back over some
  /// months.
  private func ofPerfect(_ candidate: Candidate, newsDate: EDTFDate?) -> Dated {
    guard let day = resolver.today?.last else {
      return Dated(date: nil, reason: "the present perfect of an undated article", isStated: false)
    }
    let verb = candidate.clause
    if tree.children(of: verb, [.advmod]).contains(where: { tree.text($0) == "since" }),
      let told = toldBefore(verb), told.first < day
    {
      return Dated(
        date: EDTFDate(told.start, through: .init(day)),
        reason: "\"since\", from the day told before", isStated: true)
    }
    for clause in tree.children(of: verb, [.advcl])
    where tree.children(of: clause, [.mark]).contains(where: { tree.text($0) == "since" }) {
      guard let start = pastTime(of: clause) else { continue }
      return Dated(
        date: EDTFDate(start.start, through: .init(day)),
        reason: "\"since\", from the time of that clause", isStated: true)
    }
    if status.isReported(verb), let speaker = candidate.saidBy,
      candidate.actors.contains(where: { $0.name == speaker.name })
    {
      return Dated(
        date: newsDate, reason: "what its teller has done: the day of the news", isStated: false)
    }
    return Dated(
      date: EDTFDate(.init(year: day.parts.year, isApproximate: true)),
      reason: "the present perfect: some time up to the article's day", isStated: false)
  }

  /// The time before now that the words of a clause give it.
  private func pastTime(of verb: Int) -> EDTFDate? {
    guard let today = resolver.today, let expression = expression(of: verb),
      let date = resolver.resolve(expression.value), date.first <= today.last
    else { return nil }
    return date
  }

  /// The day of the last main clause before a verb that has one.
  func toldBefore(_ verb: Int) -> EDTFDate? {
    let number = tree.sentenceOf[verb]
    return (max(0, number - 4)..<number).reversed().lazy.compactMap { dayOfMainClause($0) }.first
  }

  /// Whether it stands in the first sentence of the body.
  private func isInLead(_ candidate: Candidate) -> Bool {
    let sentences = tree.analysis.document.sentences
    return sentences.indices.first { sentences[$0].kind == .body }
      == tree.sentenceOf[candidate.trigger]
  }

  /// Whether a clause tells something by the way about who or what the news names: "Warsaw's mayor,
  /// who opposed the bill", "the pact reached by the former government".
  private func isAside(_ candidate: Candidate) -> Bool {
    let verb = candidate.clause
    guard !isInLead(candidate) else { return false }
    switch tree.relation(verb) {
    case .relativeClause:
      // "Who is visiting Lima" is news of the day.
      let isGoingOn =
        tree.word(verb).verbForm == .presentParticiple
        && tree.auxiliaries(of: verb).contains { ["is", "are"].contains($0) }
      return !isGoingOn
        && tree.children(of: verb, [.nsubj, .nsubjPassive]).contains {
          ["that", "which", "who"].contains(tree.text($0))
        }
    case .acl:
      return tree.word(verb).verbForm == .pastParticiple
    default: return false
    }
  }

  /// The past time of the first of several verbs joined by "and": "in 2003 they seized the plant and
  /// arrested ten".
  private func sharedTime(of verb: Int) -> EDTFDate? {
    guard tree.isVerb(verb), tree.relation(verb) == .conj, tree.word(verb).verbForm == .past,
      tree.children(of: verb, [.nsubj, .nsubjPassive, .aux]).isEmpty
    else { return nil }
    let first = tree.head(verb)
    guard first >= 0, tree.isVerb(first), tree.word(first).verbForm == .past else { return nil }
    return pastTime(of: first)
  }

  // MARK: The sentence before

  /// The day that the paragraph told before, where it goes on with it in the past tense.
  private func carriedOver(to candidate: Candidate) -> EDTFDate? {
    let verb = candidate.clause
    guard tree.isVerb(verb), tree.word(verb).verbForm == .past || tree.isPassive(verb) else {
      return nil
    }
    let sentences = tree.analysis.document.sentences
    var number = tree.sentenceOf[verb] - 1
    let block = sentences[tree.sentenceOf[verb]].block
    while number >= 0, sentences[number].block == block {
      if let date = dayOfMainClause(number) { return date }
      number -= 1
    }
    return nil
  }

  /// The past day that dates a sentence's main clause.
  private func dayOfMainClause(_ number: Int) -> EDTFDate? {
    let tokens = tree.analysis.document.sentences[number].tokens
    guard let root = tokens.first(where: { tree.relation($0) == .root }), tree.isVerb(root),
      !status.looksAhead(root)
    else { return nil }
    return pastDay(of: root)
  }
}
