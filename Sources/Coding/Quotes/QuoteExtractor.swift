import Linguistics
import Ontology
import Text

/// Finds what is quoted and who said it: before, after or inside the quotation, in a passive ("was
/// quoted as saying by"), by "according to", or from the quotation before.
struct QuoteExtractor {
  let tree: DocumentTree
  let actors: ActorLookup
  /// The tokens between quotation marks.
  private(set) var quoted: Set<Int> = []

  /// An extractor for a document whose actors are resolved.
  init(tree: DocumentTree, actors: ActorLookup) {
    self.tree = tree
    self.actors = actors
  }

  var document: Document { tree.analysis.document }

  /// Who says something, as found.
  struct Attribution {
    var name: String
    var country: String?
    var verb: String
    var addressee = ""
  }

  /// The quotations in order.
  func quotes() -> [Quote] {
    let spans = QuoteSpans.find(in: document)
    var reader = self
    for span in spans { reader.quoted.formUnion(span.tokens) }
    return reader.quotes(of: spans)
  }

  private func quotes(of spans: [QuoteSpans.Found]) -> [Quote] {
    var quotes: [Quote] = []
    var previous: (attribution: Attribution, span: QuoteSpans.Found)?
    for (index, span) in spans.enumerated() {
      guard isSpeech(span) else { continue }
      let range = document.tokens[span.tokens.lowerBound].range.union(
        document.tokens[span.tokens.upperBound - 1].range)
      var quote = Quote(
        text: document.article.source[range], range: range,
        sentence: tree.sentenceOf[span.tokens.lowerBound])
      var found = attribution(of: span)
      if found == nil, let previous, goesOn(span, after: previous.span) {
        found = previous.attribution
      }
      if found == nil, index + 1 < spans.count, span.isOpenEnded {
        found = attribution(of: spans[index + 1])
      }
      if let found {
        quote.speaker = spelledOut(found.name)
        quote.country = found.country
        quote.verb = found.verb
        quote.addressee = found.addressee
        previous = (found, span)
      }
      quotes.append(quote)
    }
    return quotes
  }

  /// Whether a verb introduces somebody's words: one of speech, or of how it is said.
  static func introduces(_ lemma: String) -> Bool {
    SpeechVerbs.isSpeech(lemma) || manners.contains(lemma)
  }

  private static let manners: Set<String> = [
    "assure", "charge", "counter", "exclaim", "fume", "lament", "muse", "opine", "plead", "protest",
    "quip", "recount", "remind", "retort", "scoff", "threaten",
  ]

  // MARK: What is a quotation

  /// Whether a stretch is somebody's words: two words or more, or one that is said and not named.
  private func isSpeech(_ span: QuoteSpans.Found) -> Bool {
    let words = span.tokens.filter { tree.partOfSpeech($0) != .punctuation }
    guard document.sentences[tree.sentenceOf[span.tokens.lowerBound]].kind != .headline else {
      return words.count >= 3
    }
    guard words.count >= 2 else {
      guard let only = words.first, words.count == 1 else { return false }
      return isSaidWord(only, span)
    }
    // A title or a name: every word of weight has a capital.
    let weighty = words.filter {
      ![.adposition, .determiner, .coordinatingConjunction].contains(tree.partOfSpeech($0))
    }
    let capitals = weighty.filter { document.tokens[$0].text.first?.isUppercase ?? false }
    if capitals.count == weighty.count, words.count <= 8 { return false }
    return true
  }

  private func isSaidWord(_ word: Int, _ span: QuoteSpans.Found) -> Bool {
    guard document.tokens[word].text.first?.isLowercase ?? false else { return false }
    let after = span.tokens.upperBound + 1
    if after < tree.count, tree.sentenceOf[after] == tree.sentenceOf[word], tree.isNominal(after) {
      return false
    }
    return tree.sentence(of: word).contains {
      Self.introduces(tree.lemma($0)) && tree.isVerb($0)
    }
  }

  // MARK: Who says it

  /// Whether a quotation without a speaker of its own goes on from the one before.
  private func goesOn(_ span: QuoteSpans.Found, after previous: QuoteSpans.Found) -> Bool {
    span.block == previous.block || (span.block == previous.block + 1)
  }

  private func attribution(of span: QuoteSpans.Found) -> Attribution? {
    let first = document.sentences[tree.sentenceOf[span.tokens.lowerBound]].tokens
    let last = document.sentences[tree.sentenceOf[span.tokens.upperBound - 1]].tokens
    let outside = { (token: Int) in !quoted.contains(token) }
    // After it, up to the end of its last sentence; a mark may have cut the sentence there.
    var after = Array(span.tokens.upperBound..<max(span.tokens.upperBound, last.upperBound))
    if after.count <= 2, let next = nextSentence(after: last.upperBound),
      document.sentences[next].block == span.block, startsLow(next)
    {
      after += Array(document.sentences[next].tokens)
    }
    let before = Array(first.lowerBound..<span.tokens.lowerBound)
    let wholeSentence = before.filter { tree.partOfSpeech($0) != .punctuation }.isEmpty
    if let found = inverted(span) { return found }
    // Words inside a sentence are most often those of the clause that they stand in.
    let isPart = before.filter(outside).filter { tree.partOfSpeech($0) != .punctuation }.count > 1
    if isPart, let found = speech(in: before.filter(outside).suffix(24), nearest: .last) {
      return found
    }
    if let found = speech(in: after.filter(outside).prefix(28), nearest: .first) { return found }
    if !wholeSentence, let found = speech(in: before.filter(outside).suffix(60), nearest: .last) {
      return found
    }
    if let found = accordingTo(in: first.lowerBound..<last.upperBound) { return found }
    if !wholeSentence { return subjectOfSentence(first, span) }
    return introduced(first)
  }

  /// The speaker of the sentence before, where it introduces the quotation ("The minister said:") or
  /// stands in its paragraph and quotes nobody.
  private func introduced(_ sentence: Range<Int>) -> Attribution? {
    let number = tree.sentenceOf[sentence.lowerBound]
    guard number > 0 else { return nil }
    let before = document.sentences[number - 1]
    guard let last = before.tokens.last else { return nil }
    let isIntroduction = [":", ","].contains(tree.text(last))
    // A paragraph of nothing but the quotation goes on from the one that says who speaks.
    let isBeside =
      document.sentences[number].block - before.block <= 1 && before.kind == .body
      && !before.tokens.contains { tree.text($0) == "\"" }
    guard isIntroduction || isBeside else { return nil }
    if let found = speech(
      in: Array(before.tokens).suffix(60), nearest: isIntroduction ? .last : .first)
    {
      return found
    }
    // "Moe rejected the report. 'I have a mandate.'": the words of whom the text is about.
    if !isIntroduction, let person = subject(of: number - 1) {
      return Attribution(name: person.name, country: person.country, verb: "")
    }
    guard isIntroduction, let root = before.tokens.first(where: { tree.relation($0) == .root })
    else { return nil }
    // "The three capitals echoed this in a letter:"
    return tree.subjects(of: root).lazy.compactMap { name(of: $0, verb: root) }.first
  }

  private func nextSentence(after token: Int) -> Int? {
    token < tree.count ? tree.sentenceOf[token] : nil
  }

  /// Whether a sentence goes on from a quotation: a small letter, or "Paz said" and the like.
  private func startsLow(_ sentence: Int) -> Bool {
    let tokens = document.sentences[sentence].tokens
    guard let first = tokens.first else { return false }
    if document.tokens[first].text.first?.isLowercase ?? false { return true }
    // "Great news!" President Moe tweeted.
    return tokens.count < 18
      && tokens.prefix(9).contains { Self.introduces(tree.lemma($0)) && tree.isVerb($0) }
  }

  private enum End {
    case first, last
  }

  /// The speaker of the nearest verb of speech in a stretch.
  private func speech(in tokens: some Sequence<Int>, nearest: End) -> Attribution? {
    let list = Array(tokens)
    let verbs = list.filter { Self.introduces(tree.lemma($0)) && tree.isVerb($0) }
    for verb in nearest == .first ? verbs : verbs.reversed() {
      if let found = attribution(by: verb, within: list) { return found }
    }
    return nil
  }

  private func attribution(by verb: Int, within list: [Int]) -> Attribution? {
    var heads: [Int] = []
    let lemma = tree.lemma(verb)
    if lemma == "quote" || lemma == "cite", citesSpeaker(verb) {
      // "Paz was quoted as saying by the agency" and "the agency quoted Paz as saying": the object
      // speaks.
      heads = tree.objects(of: verb)
    } else {
      heads = tree.subjects(of: verb)
      if tree.isPassive(verb) { heads = tree.agents(of: verb) }
    }
    // "was quoted as saying": the speech is below the quoting.
    let parent = tree.head(verb)
    if parent >= 0, ["quote", "cite"].contains(tree.lemma(parent)) {
      heads = tree.objects(of: parent)
    }
    // What is quoted says nothing of itself: a parser may take its first noun for the subject.
    for head in heads where !quoted.contains(head) {
      if let found = name(of: head, verb: verb) { return found }
    }
    return byOrder(around: verb, within: list)
  }

  /// The actor right before or right after a verb of speech, where the tree tells none.
  private func byOrder(around verb: Int, within list: [Int]) -> Attribution? {
    // "..., Moe, who won the prize, said": the first name behind the closing mark.
    if let first = list.first, first > 0, quoted.contains(first - 1) || quoted.contains(first - 2),
      let name = list.prefix(5).first(where: {
        tree.isNominal($0) && $0 < verb && !actors.resolved(at: $0).isEmpty
          && ![.nmodPossessive, .compound].contains(tree.relation($0))
      })
    {
      return self.name(of: name, verb: verb)
    }
    for distance in 1...6 {
      for token in [verb - distance, verb + distance] where list.contains(token) {
        if tree.relation(token) == .obj || tree.relation(token) == .obl { continue }
        if tree.isNominal(token), !actors.resolved(at: token).isEmpty {
          return name(of: token, verb: verb)
        }
      }
    }
    return nil
  }

  /// Whether what is cited speaks: "cited Paz as saying", not "cited the 'grave abuse' of the law".
  private func citesSpeaker(_ verb: Int) -> Bool {
    if tree.lemma(verb) == "quote" || tree.isPassive(verb) { return true }
    return tree.objects(of: verb).contains { object in
      !actors.resolved(at: object).isEmpty
        && (object..<tree.sentence(of: object).upperBound).prefix(12).contains { place in
          tree.text(place) == "as" && place + 1 < tree.count
            && Self.introduces(tree.lemma(place + 1))
        }
    }
  }

  /// "..." said Paz: a verb of speech right behind the closing mark, and a name behind it.
  private func inverted(_ span: QuoteSpans.Found) -> Attribution? {
    var verb = span.tokens.upperBound + 1
    if verb < tree.count, tree.text(verb) == "," { verb += 1 }
    guard verb + 1 < tree.count, Self.introduces(tree.lemma(verb)), tree.isVerb(verb) else {
      return nil
    }
    let sentence = tree.sentence(of: verb)
    // "Said Jordan's King Abdullah", "warned Bolivia's foreign minister Diego Pary": the name ends it.
    let run = (verb + 1..<min(verb + 10, sentence.upperBound)).prefix {
      tree.partOfSpeech($0) == .properNoun || ["'s", "\u{2019}s"].contains(tree.text($0))
        || $0 > verb + 1 && [.noun, .adjective].contains(tree.partOfSpeech($0))
          && document.tokens[verb + 1].text.first?.isUppercase == true
    }
    if let person = run.reversed().lazy.filter({ tree.partOfSpeech($0) == .properNoun })
      .compactMap({ actors.resolved(at: $0).first(where: \.isPerson) }).first
    {
      return Attribution(name: person.name, country: person.country, verb: tree.text(verb))
    }
    guard !run.contains(where: { ["'s", "\u{2019}s"].contains(tree.text($0)) }),
      let last = run.prefix(while: { tree.partOfSpeech($0) == .properNoun }).last,
      let actor = actors.resolved(at: last).first
    else { return nil }
    return Attribution(name: actor.name, country: actor.country, verb: tree.text(verb))
  }

  /// "..., according to the Kremlin."
  private func accordingTo(in tokens: Range<Int>) -> Attribution? {
    for token in tokens.dropLast(2) where tree.text(token) == "according" {
      let limit = min(token + 14, tokens.upperBound)
      for place in (token + 2)..<max(token + 2, limit) where tree.isNominal(place) {
        // "Iran's foreign ministry" speaks, not the Iran in it.
        if [.nmodPossessive, .compound].contains(tree.relation(place)) { continue }
        // A paper of nobody's says nothing: who decides "according to the summary" speaks.
        if WordClasses.shared.contains(tree.lemma(place), in: "utterance"),
          owner(ofWords: place) == nil
        {
          return nil
        }
        if var found = name(of: place, verb: token) {
          found.verb = "according to"
          return found
        }
      }
    }
    return nil
  }

  /// The subject of the sentence that a part of it quotes ("threatened to 'open the gates'").
  private func subjectOfSentence(
    _ tokens: Range<Int>, _ span: QuoteSpans.Found
  ) -> Attribution? {
    var verb = tree.head(span.tokens.lowerBound)
    var steps = 0
    while verb >= 0, steps < 20 {
      if !span.tokens.contains(verb), let found = owner(ofWords: verb) { return found }
      // "Appealed to donors to 'act now'": the words are those of who appeals.
      let isTold = tree.isVerb(verb) && tree.isInfinitive(verb) && tree.head(verb) >= 0
      if tree.isVerb(verb), !span.tokens.contains(verb), !isTold {
        // "listed by the ministry as 'a threat'": what is done is done in the agent's words.
        let speakers = tree.agents(of: verb).nonEmpty ?? tree.subjects(of: verb)
        for subject in speakers {
          if let found = actors.resolved(at: subject).first {
            return Attribution(name: found.name, country: found.country, verb: tree.text(verb))
          }
        }
      }
      verb = tree.head(verb)
      steps += 1
    }
    for token in tokens where token < span.tokens.lowerBound && tree.relation(token) == .nsubj {
      if let found = actors.resolved(at: token).first {
        return Attribution(name: found.name, country: found.country, verb: "")
      }
    }
    return nil
  }
}
