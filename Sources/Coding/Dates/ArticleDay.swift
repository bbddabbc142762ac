import Linguistics
import Ontology
import Text

/// Finds the day of an article: as stated, or by the constraints that its words put on it.
enum ArticleDay {
  /// The day as far as it is known, and why.
  struct Found {
    var edtf: EDTFDate?
    var why: String
  }

  /// The day of an article; `published` is the user's word and comes first.
  static func find(
    _ tree: DocumentTree, resolution: ActorResolution, published: String?
  ) -> Found {
    let metadata = tree.analysis.document.article.metadata
    if let published, let date = EDTFDate(published) {
      return Found(edtf: date, why: "given by the user")
    }
    if let stated = metadata.published, let date = EDTFDate(stated) {
      return Found(edtf: date, why: metadata.publishedWhy ?? "stated in the article")
    }
    return DayConstraints(tree: tree, resolution: resolution).solve()
  }
}

/// What the words of an article say about its day.
private struct DayConstraints {
  let tree: DocumentTree
  let resolution: ActorResolution

  private struct Clue {
    let value: TimeValue
    let sentence: Int
    let text: String
  }

  private var clues: [Clue] {
    tree.analysis.document.sentences.enumerated().flatMap { number, sentence in
      EventDating.expressions(in: sentence, of: tree).map { found in
        Clue(value: found.value, sentence: number, text: EventDating.words(found, of: tree))
      }
    }
  }

  /// The latest day named in full bounds the article's from below; a leader's term bounds it too;
  /// the first weekday of the text names it; a year alone does not.
  func solve() -> ArticleDay.Found {
    let clues = clues
    let weekday = clues.lazy.compactMap { clue -> (day: Int, text: String)? in
      if case .weekday(let day, 0) = clue.value, isBody(clue.sentence) { return (day, clue.text) }
      return nil
    }
    let lead = leadWeekday(clues)
    if let full = latestFullDate(clues) {
      return fromFullDate(full.day, full.text, lead: lead)
    }
    if let term = termStart() {
      return fromTerm(term, clues: clues, lead: lead ?? weekday.first)
    }
    if let year = latestYear(clues) {
      // News leaves out its own year: one that stands alone is of the past ("since 1997") and bounds
      // the day from below only.
      return ArticleDay.Found(
        edtf: nil, why: "nothing in the text says when it was written, but that it names \(year)")
    }
    return ArticleDay.Found(edtf: nil, why: "nothing in the text says when it was written")
  }

  private func isBody(_ sentence: Int) -> Bool {
    tree.analysis.document.sentences[sentence].kind == .body
  }

  /// The weekday of the first body sentence that has one: that of a verb of speech before others
  /// ("agreed ..., the ministry said Thursday").
  private func leadWeekday(_ clues: [Clue]) -> (day: Int, text: String)? {
    for clue in clues where isBody(clue.sentence) {
      if case .weekday(let day, 0) = clue.value { return (day, clue.text) }
    }
    return nil
  }

  private func latestFullDate(_ clues: [Clue]) -> (day: CivilDay, text: String)? {
    clues.compactMap { clue -> (day: CivilDay, text: String)? in
      guard case .date(let year?, let month, let day) = clue.value,
        let found = CivilDay(year: year, month: month, day: day)
      else { return nil }
      return (found, clue.text)
    }.max { $0.day < $1.day }
  }

  private func fromFullDate(
    _ day: CivilDay, _ text: String, lead: (day: Int, text: String)?
  ) -> ArticleDay.Found {
    guard let lead else {
      return ArticleDay.Found(
        edtf: EDTFDate(.init(year: day.parts.year, month: day.parts.month, day: day.parts.day)),
        why: "the latest date in the text, \"\(text)\"")
    }
    let ahead = (lead.day - day.weekday + 7) % 7
    return ArticleDay.Found(
      edtf: EDTFDate(day.advanced(by: ahead)),
      why: "\"\(text)\" in the text, and the first \"\(lead.text)\" from that day on")
  }

  // MARK: Terms of office

  private struct Term {
    let name: String
    let start: CivilDay
    let freshness: Freshness
  }

  /// How the text speaks of the start of a term.
  private enum Freshness {
    /// "The new president."
    case new
    /// "Took office last week": when the start was, seen from the article.
    case told(TimeValue)
  }

  /// The latest leader whom the text calls new or says took office lately.
  private func termStart() -> Term? {
    var best: Term?
    for actor in resolution.actors where actor.isPerson {
      guard let start = latestStart(of: actor), let freshness = freshness(of: actor) else {
        continue
      }
      if best.map({ $0.start < start }) ?? true {
        best = Term(name: actor.name, start: start, freshness: freshness)
      }
    }
    return best
  }

  private func latestStart(of actor: ResolvedActor) -> CivilDay? {
    ActorDictionary.shared.entries(for: actor.name)
      .filter { $0.kind == .person && $0.country == actor.country }
      .filter { !$0.officeKinds.intersection([.state, .government, .leader]).isEmpty }
      .compactMap { EDTFDate($0.start)?.day }.max()
  }

  /// Words of taking office, as they stand behind a name.
  private static let takingOffice = [
    "assumed office", "assumed power", "assumed the presidency", "became premier",
    "became president", "became prime minister", "came into office", "came into power",
    "came to office", "came to power", "entered office", "sworn in", "sworn into office",
    "taken office", "took office", "took power", "was inaugurated",
  ]

  private func freshness(of actor: ResolvedActor) -> Freshness? {
    var isNew = false
    for number in actor.mentions {
      let mention = tree.analysis.mentions[number]
      let sentence = tree.analysis.document.sentences[mention.sentence]
      let tokens = sentence.tokens
      let after = mention.tokens.upperBound..<min(mention.tokens.upperBound + 10, tokens.upperBound)
      let text = after.map { tree.text($0) }.joined(separator: " ")
      if Self.takingOffice.contains(where: { text.contains($0) }) {
        let time = EventDating.expressions(in: sentence, of: tree).first {
          after.contains($0.tokens.lowerBound)
            && Self.window($0.value, from: CivilDay(number: 0)) != nil
        }
        if let time { return .told(time.value) }
        isNew = true
      }
      let before =
        max(tokens.lowerBound, mention.tokens.lowerBound - 3)..<mention.tokens.upperBound
      if before.contains(where: { tree.text($0) == "new" || tree.text($0) == "newly" }) {
        isNew = true
      }
    }
    return isNew ? .new : nil
  }

  /// The days on which the text can have been written: those that see the start of the term where
  /// the text does, the first two months for a "new" leader.
  private static func window(of term: Term) -> (first: CivilDay, last: CivilDay) {
    if case .told(let time) = term.freshness, let found = window(time, from: term.start) {
      return found
    }
    return (term.start.advanced(by: 1), term.start.advanced(by: 60))
  }

  /// The days from which a day is seen as the words of time say; nil for words that tell no distance.
  private static func window(
    _ time: TimeValue, from day: CivilDay
  ) -> (first: CivilDay, last: CivilDay)? {
    switch time {
    case .dayOffset(let offset) where offset <= 0:
      return (day.advanced(by: -offset), day.advanced(by: -offset))
    case .ago(let count, .day): return (day.advanced(by: count), day.advanced(by: count))
    case .ago(let count, .week):
      return (day.advanced(by: 7 * count - 3), day.advanced(by: 7 * count + 3))
    case .weekday(let weekday, let direction) where direction <= 0:
      guard weekday == day.weekday || day.number == 0 else { return nil }
      return (day, day.advanced(by: 7))
    case .period(.week, let offset, _) where offset <= 0:
      let monday = day.monday.advanced(by: -7 * offset)
      return (max(monday, day), monday.advanced(by: 6))
    case .period(.month, let offset, _) where offset <= 0:
      let (year, month, _) = day.parts
      let index = year * 12 + month - 1 - offset
      guard let first = CivilDay(year: index / 12, month: index % 12 + 1, day: 1) else {
        return nil
      }
      let count = CivilDay.dayCount(year: index / 12, month: index % 12 + 1)
      return (max(first, day), first.advanced(by: count - 1))
    default: return nil
    }
  }

  private func fromTerm(
    _ term: Term, clues: [Clue], lead: (day: Int, text: String)?
  ) -> ArticleDay.Found {
    let isTold = if case .told = term.freshness { true } else { false }
    let window = Self.window(of: term)
    let first = window.first
    var last = window.last
    var why = "\(term.name) took office on \(EDTFDate(term.start))"
    for clue in clues {
      // A coming month named without a year lies ahead of the article.
      if case .month(nil, let month, _) = clue.value, !isTold,
        let start = CivilDay(year: first.parts.year, month: month, day: 1), first < start,
        start < last
      {
        last = start.advanced(by: -1)
        why += ", \"\(clue.text)\" is still to come"
      }
      if case .date(nil, let month, let day) = clue.value,
        let named = CivilDay(year: term.start.parts.year, month: month, day: day),
        first <= named, named <= last
      {
        return ArticleDay.Found(edtf: EDTFDate(named), why: why + ", and \"\(clue.text)\" follows")
      }
    }
    guard let lead else {
      return ArticleDay.Found(edtf: EDTFDate(from: first, through: last), why: why)
    }
    let firstDay = first.advanced(by: (lead.day - first.weekday + 7) % 7)
    let lastDay = last.advanced(by: -((last.weekday - lead.day + 7) % 7))
    why += ", and the news is of a \(lead.text)"
    guard firstDay <= lastDay else {
      return ArticleDay.Found(edtf: EDTFDate(from: first, through: last), why: why)
    }
    return ArticleDay.Found(edtf: EDTFDate(from: firstDay, through: lastDay), why: why)
  }

  private func latestYear(_ clues: [Clue]) -> Int? {
    clues.compactMap { clue -> Int? in
      switch clue.value {
      case .year(let year, _): year
      case .month(let year, _, _): year
      case .years(_, let year): year
      default: nil
      }
    }.max()
  }
}
