import Linguistics
import Ontology
import Text

/// Mends trees of headlines and of short sentences like them, where parsers take a verb for a noun:
/// "Moe to visit Oslo", "Chad plans to send troops", "Peru strikes rebel camps".
enum HeadlineRepair {
  /// The analysis with its trees mended.
  static func repaired(_ analysis: Analysis, world: ActorDictionary = .shared) -> Analysis {
    var words = analysis.words
    var mentions = analysis.mentions
    for sentence in analysis.document.sentences {
      for token in sentence.tokens {
        raiseInfinitive(token, in: &words, sentence)
        readPlans(token, in: &words, sentence, analysis.document)
        joinCalled(token, in: &words)
        joinListed(token, in: &words, analysis.document)
        readPassive(token, in: &words, sentence)
        readObject(token, in: &words, sentence, analysis.document)
        readDescription(token, in: &words, sentence, analysis.document)
      }
      if !sentence.tokens.contains(where: { isPredicate($0, words) }) {
        readBareVerb(in: &words, &mentions, sentence, analysis.document)
      }
      if !sentence.tokens.contains(where: { isPredicate($0, words) }) {
        readVerb(in: &words, sentence, analysis.document)
      }
    }
    for sentence in analysis.document.sentences {
      nameFirst(in: &words, &mentions, sentence, analysis.document, world)
    }
    return Analysis(document: analysis.document, words: words, mentions: mentions)
  }

  /// "Trump warns Iran": the subject that opens a sentence is a name that the tables know, though a
  /// parser may see a common noun in it, for every sentence opens with a capital.
  private static func nameFirst(
    in words: inout [WordAnalysis], _ mentions: inout [Mention], _ sentence: Sentence,
    _ document: Document, _ world: ActorDictionary
  ) {
    let first = sentence.tokens.lowerBound
    guard first + 1 < sentence.tokens.upperBound, words[first].partOfSpeech == .noun,
      words[first].relation == .nsubj || words[first].relation == .nsubjPassive,
      words[first].head == first + 1, !words[first].isPlural,
      let place = mentions.firstIndex(where: { $0.tokens.contains(first) }),
      mentions[place].kind == .nominal,
      mentions[place].head == first || mentions[place].tokens.count > 2
    else { return }
    let text = document.tokens[first].text
    let kinds = Set(world.entries(for: text).map(\.kind))
    let isPerson = kinds.contains(.surname) || kinds.contains(.person)
    guard isPerson || !kinds.isDisjoint(with: [.country, .capital, .seat]),
      kinds.isDisjoint(with: [.role, .collective])
    else { return }
    words[first].partOfSpeech = .properNoun
    words[first].lemma = text
    let long = mentions[place]
    mentions[place] = Mention(
      tokens: first..<(first + 1), nameTokens: first..<(first + 1), head: first, kind: .name,
      nameType: isPerson ? .person : .place, sentence: long.sentence)
    if long.head > first + 1 {
      // "Doha shuts embassy" was taken for one noun.
      mentions.insert(
        Mention(
          tokens: (first + 2)..<long.tokens.upperBound, nameTokens: long.nameTokens,
          head: long.head, kind: long.kind, nameType: long.nameType, sentence: long.sentence),
        at: place + 1)
    }
  }

  /// "Moe to visit Oslo next week": the infinitive is the verb of a sentence that has none.
  private static func raiseInfinitive(
    _ verb: Int, in words: inout [WordAnalysis], _ sentence: Sentence
  ) {
    guard words[verb].partOfSpeech == .verb,
      words[verb].relation == .acl || words[verb].relation == .relativeClause
    else { return }
    var noun = words[verb].head
    // "Peru, Chile to meet"
    if noun > 0, words[noun].relation == .appos, words[words[noun].head].relation == .root,
      words[words[noun].head].partOfSpeech == .properNoun, words[noun].head < noun
    {
      let last = noun
      noun = words[noun].head
      guard sentence.tokens.contains(where: { isMarker($0, of: verb, words) }) else { return }
      words[last].relation = .conj
    }
    if noun >= 0 { raiseBeforeSpeech(verb, noun, in: &words, sentence) }
    guard noun >= 0, noun < verb, words[noun].relation == .root,
      words[noun].partOfSpeech == .properNoun
        || words[noun].partOfSpeech == .noun && sentence.kind == .headline,
      sentence.tokens.contains(where: { isMarker($0, of: verb, words) })
    else { return }
    let hasVerb = sentence.tokens.contains { token in
      token != verb && words[token].head == noun
        && [.cop, .parataxis, .aux].contains(words[token].relation)
    }
    guard !hasVerb else { return }
    words[verb].head = -1
    words[verb].relation = .root
    words[noun].head = verb
    words[noun].relation = .nsubj
    for token in noun..<verb
    where words[token].head == noun && words[token].relation == .appos
      && words[token].partOfSpeech == .properNoun && words[noun].partOfSpeech == .properNoun
    {
      words[token].relation = .conj
    }
  }

  /// "Moe to visit Oslo, aide says": what is said of the name.
  private static func raiseBeforeSpeech(
    _ verb: Int, _ noun: Int, in words: inout [WordAnalysis], _ sentence: Sentence
  ) {
    let speech = words[noun].head
    guard words[noun].relation == .nsubj, words[noun].partOfSpeech == .properNoun, speech > verb,
      ["say", "report", "tell"].contains(words[speech].lemma),
      sentence.tokens.contains(where: { isMarker($0, of: verb, words) }),
      sentence.tokens.contains(where: {
        $0 > verb && words[$0].head == speech && words[$0].relation == .nsubj
      })
    else { return }
    words[verb].head = speech
    words[verb].relation = .ccomp
    words[noun].head = verb
  }

  private static func isMarker(_ token: Int, of verb: Int, _ words: [WordAnalysis]) -> Bool {
    words[token].head == verb && words[token].relation == .mark && token == verb - 1
      && words[token].partOfSpeech == .particle
  }

  private static let plans: Set<String> = [
    "plans", "offers", "vows", "moves", "aims", "hopes", "attempts", "pledges", "threatens",
  ]

  /// "Poland plans to deploy troops": the head noun with a name before it and an infinitive after it
  /// is the verb.
  private static func readPlans(
    _ noun: Int, in words: inout [WordAnalysis], _ sentence: Sentence, _ document: Document
  ) {
    guard words[noun].relation == .root, words[noun].partOfSpeech == .noun,
      plans.contains(document.tokens[noun].text.lowercased()), noun > sentence.tokens.lowerBound,
      words[noun - 1].head == noun, words[noun - 1].partOfSpeech == .properNoun,
      words[noun - 1].relation == .compound
    else { return }
    let infinitive = sentence.tokens.first { token in
      words[token].head == noun && words[token].relation == .acl
        && sentence.tokens.contains { isMarker($0, of: token, words) }
    }
    guard let infinitive else { return }
    words[noun].partOfSpeech = .verb
    words[noun].verbForm = .present
    words[noun - 1].relation = .nsubj
    words[infinitive].relation = .xcomp
  }

  /// Whether a word is a verb that may carry its sentence, no "rising" before a noun and no "stricken"
  /// behind one.
  private static func isPredicate(_ token: Int, _ words: [WordAnalysis]) -> Bool {
    let word = words[token]
    guard word.partOfSpeech == .verb || word.partOfSpeech == .auxiliary else { return false }
    if word.verbForm == .presentParticiple, word.relation != .root { return false }
    return ![.amod, .compound, .acl].contains(word.relation)
  }

  /// Plural nouns that stand before other nouns ("sanctions row") and are seldom verbs: they are only
  /// after a name that opens the sentence.
  private static let plurals: Set<String> = [
    "aids", "arms", "attacks", "bans", "bombs", "borders", "charges", "claims", "cuts", "dates",
    "demands", "drugs", "exports", "fires", "forces", "funds", "goods", "heads", "imports", "jobs",
    "links", "moves", "needs", "protests", "raids", "rebels", "results", "rights", "sales",
    "sanctions", "shells", "sports", "strikes", "supplies", "talks", "targets", "tests", "threats",
    "times", "troops", "votes", "weapons", "works",
  ]

  /// Of a sentence without a verb, the word after what opens it that can be one: "Peru strikes rebel
  /// camps", "Chad ships rice to Togo", "Dock workers march on Lima".
  private static func readVerb(
    in words: inout [WordAnalysis], _ sentence: Sentence, _ document: Document
  ) {
    let first = sentence.tokens.lowerBound
    var found: (verb: Int, lemma: String)?
    for token in sentence.tokens where found == nil {
      if let lemma = verbLemma(of: token, words, sentence, document) { found = (token, lemma) }
    }
    guard let (verb, lemma) = found,
      let root = sentence.tokens.first(where: { words[$0].relation == .root })
    else { return }
    let subject = verb - 1
    for token in sentence.tokens where words[token].head == verb && token > verb {
      words[token].head = root == verb ? verb : max(root, verb)
      if words[token].head == verb { joinAfter(token, in: &words, sentence) }
    }
    words[verb].partOfSpeech = .verb
    words[verb].verbForm = .present
    words[verb].lemma = lemma
    words[verb].head = -1
    words[verb].relation = .root
    if root > verb {
      words[root].head = verb
      words[root].relation = .obj
    } else if root < verb {
      for token in verb..<sentence.tokens.upperBound
      where token != verb && words[token].head == root {
        words[token].head = verb
        joinAfter(token, in: &words, sentence)
      }
    }
    for token in first..<subject where words[token].head == verb || words[token].head == root {
      words[token].head = subject
      words[token].relation = .compound
    }
    words[subject].head = verb
    words[subject].relation = .nsubj
  }

  /// What stands after a verb that was taken for a noun: its object, or a phrase.
  private static func joinAfter(
    _ token: Int, in words: inout [WordAnalysis], _ sentence: Sentence
  ) {
    let isPhrase = sentence.tokens.contains {
      words[$0].head == token && words[$0].relation == .case
    }
    switch words[token].relation {
    case .nmod where isPhrase: words[token].relation = .obl
    case .appos, .nmod, .flat, .compound, .nsubj:
      words[token].relation = isPhrase ? .obl : .obj
    default: break
    }
  }

  /// The verb that a noun of a headline is; nil where it is none.
  private static func verbLemma(
    of token: Int, _ words: [WordAnalysis], _ sentence: Sentence, _ document: Document
  ) -> String? {
    let first = sentence.tokens.lowerBound
    guard token > first, token + 1 < sentence.tokens.upperBound, token - first <= 5 else {
      return nil
    }
    let before = first..<token
    if words[token].partOfSpeech == .verb, words[token].relation == .amod,
      [.past, .pastParticiple].contains(words[token].verbForm), words[token].head > token,
      before.allSatisfy({ words[$0].partOfSpeech == .properNoun })
    {
      // "Chad severed ties": no ties that somebody severed.
      let lemma = words[token].lemma
      return FrameLexicon.shared.verbs[lemma] == nil ? nil : lemma
    }
    guard [.noun, .properNoun].contains(words[token].partOfSpeech) else { return nil }
    guard
      before.allSatisfy({
        [.properNoun, .noun, .adjective, .numeral].contains(words[$0].partOfSpeech)
          || [",", "and"].contains(document.tokens[$0].text)
      })
    else { return nil }
    let text = document.tokens[token].text
    let follower = words[token + 1].partOfSpeech
    let isObject =
      [.properNoun, .noun, .adjective, .determiner, .numeral, .pronoun].contains(
        follower)
      || words[token + 1].verbForm == .presentParticiple
    let isNamed = before.allSatisfy { words[$0].partOfSpeech == .properNoun }
    let isJoined = before.contains { [",", "and"].contains(document.tokens[$0].text) }
    if text.hasSuffix("s"), !text.hasSuffix("ss") {
      guard !isJoined else { return nil }
      guard isNamed || isObject && !plurals.contains(text.lowercased()),
        follower != .punctuation,
        isNamed || words[token - 1].lemma == document.tokens[token - 1].text.lowercased()
          || words[token - 1].partOfSpeech == .properNoun
      else { return nil }
      return stems(of: text.lowercased()).first { FrameLexicon.shared.verbs[$0] != nil }
    }
    // "Workers march on Lima": after a plural the bare form.
    let subject = document.tokens[token - 1].text
    guard subject.hasSuffix("s"), !subject.hasSuffix("ss"), words[token - 1].partOfSpeech == .noun,
      isObject || follower == .adposition, text == text.lowercased(),
      FrameLexicon.shared.verbs[text] != nil
    else { return nil }
    return text
  }

  /// What a form that ends in "s" may be a form of.
  private static func stems(of word: String) -> [String] {
    var found = [String(word.dropLast())]
    if word.hasSuffix("ies") { found.insert(word.dropLast(3) + "y", at: 0) }
    if word.hasSuffix("es") { found.append(String(word.dropLast(2))) }
    return found
  }

  /// "Japan, Chile sign pact": two names with a comma before the verb act together.
  private static func joinListed(
    _ name: Int, in words: inout [WordAnalysis], _ document: Document
  ) {
    let first = words[name].head
    guard words[name].relation == .appos, words[name].partOfSpeech == .properNoun, first >= 0,
      first < name, words[first].partOfSpeech == .properNoun, words[first].relation == .nsubj,
      words[first].head == name + 1
    else { return }
    var start = name
    while start - 1 > first, words[start - 1].head == name, words[start - 1].relation == .compound {
      start -= 1
    }
    guard document.tokens[start - 1].text == "," else { return }
    words[name].relation = .conj
  }

  /// "Moe called Paz on Tuesday": a name after "called" is who is called, and no title of Moe's.
  private static func joinCalled(_ name: Int, in words: inout [WordAnalysis]) {
    let verb = words[name].head
    guard words[name].relation == .xcomp, words[name].partOfSpeech == .properNoun, verb >= 0,
      verb < name, ["call", "phone", "telephone"].contains(words[verb].lemma),
      !words.indices.contains(where: { words[$0].head == verb && words[$0].relation == .obj })
    else { return }
    words[name].relation = .obj
  }
}
