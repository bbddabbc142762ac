import Linguistics
import Text

/// Mends trees of headlines and of short sentences like them, where parsers take a verb for a noun:
/// "Moe to visit Oslo", "Chad plans to send troops", "Peru strikes rebel camps".
enum HeadlineRepair {
  /// The analysis with its trees mended.
  static func repaired(_ analysis: Analysis) -> Analysis {
    var words = analysis.words
    for sentence in analysis.document.sentences {
      for token in sentence.tokens {
        raiseInfinitive(token, in: &words, sentence)
        readPlans(token, in: &words, sentence, analysis.document)
        joinCalled(token, in: &words)
        joinListed(token, in: &words, analysis.document)
      }
      if !sentence.tokens.contains(where: { isVerbal(words[$0]) }) {
        readVerb(in: &words, sentence, analysis.document)
      }
    }
    return Analysis(document: analysis.document, words: words, mentions: analysis.mentions)
  }

  /// "Moe to visit Oslo next week": the infinitive is the verb of a sentence that has none.
  private static func raiseInfinitive(
    _ verb: Int, in words: inout [WordAnalysis], _ sentence: Sentence
  ) {
    guard words[verb].partOfSpeech == .verb, words[verb].relation == .acl else { return }
    let noun = words[verb].head
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

  private static func isVerbal(_ word: WordAnalysis) -> Bool {
    word.partOfSpeech == .verb || word.partOfSpeech == .auxiliary
  }

  /// Verbs of headlines that look like plural nouns.
  private static let strikes: Set<String> = [
    "attacks", "backs", "bans", "blocks", "bombs", "boycotts", "charges", "claims", "cuts",
    "deports",
    "demands", "exits", "fires", "halts", "hosts", "jails", "moves", "pledges", "probes",
    "protests",
    "raids", "releases", "sanctions", "shells", "slams", "strikes", "supports", "targets", "tests",
    "threatens", "urges", "visits", "vows", "warns", "welcomes", "withdraws",
  ]

  /// "Peru strikes rebel camps": of a sentence without a verb, the word after the name that opens it.
  private static func readVerb(
    in words: inout [WordAnalysis], _ sentence: Sentence, _ document: Document
  ) {
    let first = sentence.tokens.lowerBound
    guard
      let verb = sentence.tokens.first(where: {
        strikes.contains(document.tokens[$0].text.lowercased())
      }), verb > first, verb + 1 < sentence.tokens.upperBound,
      (first..<verb).allSatisfy({ words[$0].partOfSpeech == .properNoun }),
      words[verb + 1].partOfSpeech != .punctuation,
      let root = sentence.tokens.first(where: { words[$0].relation == .root }), root >= verb
    else { return }
    let subject = verb - 1
    for token in sentence.tokens where words[token].head == verb && token > verb {
      words[token].head = root == verb ? verb : root
    }
    words[verb].partOfSpeech = .verb
    words[verb].verbForm = .present
    if words[verb].lemma.hasSuffix("s") { words[verb].lemma.removeLast() }
    words[verb].head = -1
    words[verb].relation = .root
    if root != verb {
      words[root].head = verb
      words[root].relation = .obj
    }
    for token in first..<subject where words[token].head == verb || words[token].head == root {
      words[token].head = subject
      words[token].relation = .compound
    }
    words[subject].head = verb
    words[subject].relation = .nsubj
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
