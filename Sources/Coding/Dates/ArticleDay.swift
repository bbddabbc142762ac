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
    /// How the text speaks of the start: "took office last week", or only "new".
    let isRecent: Bool
  }

  /// The latest leader whom the text calls new or says took office lately.
  private func termStart() -> Term? {
    var best: Term?
    for actor in resolution.actors where actor.isPerson {
      guard let start = latestStart(of: actor), let freshness = freshness(of: actor) else {
        continue
      }
      if best.map({ $0.start < start }) ?? true {
        best = Term(name: actor.name, start: start, isRecent: freshness)
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

  /// True for "took office last week", false for "new president", nil for neither.
  private func freshness(of actor: ResolvedActor) -> Bool? {
    var isNew = false
    for number in actor.mentions {
      let mention = tree.analysis.mentions[number]
      let sentence = tree.analysis.document.sentences[mention.sentence].tokens
      let after = Array(
        mention.tokens.upperBound..<min(mention.tokens.upperBound + 8, sentence.upperBound))
      let text = after.map { tree.text($0) }.joined(separator: " ")
      if text.contains("took office last week") || text.contains("came into office")
        || text.contains("was sworn in last week")
      {
        return true
      }
      let before =
        max(sentence.lowerBound, mention.tokens.lowerBound - 3)..<mention.tokens.upperBound
      if before.contains(where: { tree.text($0) == "new" || tree.text($0) == "newly" }) {
        isNew = true
      }
    }
    return isNew ? false : nil
  }

  private func fromTerm(
    _ term: Term, clues: [Clue], lead: (day: Int, text: String)?
  ) -> ArticleDay.Found {
    // The week after for "last week"; the first two months for a "new" leader.
    let first = term.isRecent ? term.start.monday.advanced(by: 7) : term.start.advanced(by: 1)
    var last = term.isRecent ? first.advanced(by: 6) : term.start.advanced(by: 60)
    var why = "\(term.name) took office on \(EDTFDate(term.start))"
    for clue in clues {
      // A coming month named without a year lies ahead of the article.
      if case .month(nil, let month, _) = clue.value, !term.isRecent,
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
