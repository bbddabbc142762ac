import Linguistics
import Text

/// Mends what parsers get wrong most where the coder would pay for it: a finite verb taken for a
/// participle of the noun before it ("Macron spoke by phone", "a vessel collided with a boat"), so
/// that a sentence has no subject.
enum TreeRepair {
  /// The analysis with its trees mended.
  static func repaired(_ analysis: Analysis) -> Analysis {
    var words = analysis.words
    for sentence in analysis.document.sentences {
      for verb in sentence.tokens where isHiddenPredicate(verb, words, sentence) {
        promote(verb, in: &words)
      }
      for token in sentence.tokens {
        openClause(token, in: &words, sentence, analysis.document)
        verbalizePassive(token, in: &words, sentence, analysis.document)
        giveAgent(token, in: &words, sentence, analysis.document)
        completeBe(token, in: &words, sentence, analysis.document)
        invertSpeech(token, in: &words, sentence, analysis.document)
        makeInfinitive(token, in: &words, sentence, analysis.document)
        giveBackSubject(to: token, in: &words, sentence, analysis.document)
        giveSubject(to: token, in: &words, sentence, analysis.document)
        cutCoordination(at: token, in: &words, sentence, analysis.document)
        lowerClause(token, in: &words, sentence, analysis.document)
        splitCalling(token, in: &words, sentence, analysis.document)
        joinCalled(token, in: &words, sentence, analysis.document)
        splitGift(token, in: &words, sentence)
        nameFighting(token, in: &words, sentence, analysis.document)
        joinOwners(token, in: &words, sentence)
        giveOwner(token, in: &words, sentence, analysis.document)
        joinList(token, in: &words, sentence, analysis.document)
        giveVoice(token, in: &words, sentence)
      }
      for token in sentence.tokens where words[token].relation == .case {
        raisePreposition(token, in: &words, analysis.document)
      }
      for token in sentence.tokens {
        verbalize(token, in: &words, sentence)
        splitClauses(token, in: &words, sentence)
        reduceClause(token, in: &words, sentence)
      }
      for token in sentence.tokens where words[token].relation == .nsubjPassive {
        activate(token, in: &words, sentence, analysis.document)
      }
      for token in sentence.tokens {
        joinSubjects(of: token, in: &words, sentence, analysis.document)
        liftConjunct(token, in: &words, sentence)
      }
    }
    return Analysis(document: analysis.document, words: words, mentions: analysis.mentions)
  }

  /// "The deal came as the minister held talks": what follows "as" and has a verb with an object of
  /// its own is a clause, not a noun with a participle.
  private static func openClause(
    _ verb: Int, in words: inout [WordAnalysis], _ sentence: Sentence, _ document: Document
  ) {
    guard words[verb].partOfSpeech == .verb, [.amod, .acl].contains(words[verb].relation),
      words[verb].verbForm == .past || words[verb].verbForm == .pastParticiple
    else { return }
    let noun = words[verb].head
    guard noun >= 0, noun < verb, words[noun].relation == .obl else { return }
    let marks: Set<String> = ["as", "after", "before", "since", "until", "while"]
    let mark = sentence.tokens.first {
      words[$0].head == noun && words[$0].relation == .case
        && marks.contains(document.tokens[$0].text.lowercased())
    }
    let hasObject = sentence.tokens.contains {
      words[$0].head == verb && words[$0].relation == .obj && $0 > verb
    }
    guard let mark, hasObject else { return }
    words[verb].head = words[noun].head
    words[verb].relation = .advcl
    words[noun].head = verb
    words[noun].relation = .nsubj
    words[mark].head = verb
    words[mark].relation = .mark
  }

  /// "With his German counterpart Heiko Maas": a preposition before a noun that only describes the
  /// name after it is that of the name.
  private static func raisePreposition(
    _ preposition: Int, in words: inout [WordAnalysis], _ document: Document
  ) {
    guard !document.tokens[preposition].text.hasPrefix("'"),
      !document.tokens[preposition].text.hasPrefix("\u{2019}")
    else { return }
    for _ in 0..<4 {
      let noun = words[preposition].head
      guard noun > preposition, words[noun].relation == .compound, words[noun].head > noun else {
        return
      }
      words[preposition].head = words[noun].head
    }
  }

  /// "Oman lifts blockade of Qatar": what has a subject and an object is a verb, though headlines
  /// make it look like a noun.
  private static func verbalize(
    _ token: Int, in words: inout [WordAnalysis], _ sentence: Sentence
  ) {
    guard words[token].partOfSpeech == .noun, words[token].isPlural,
      [.root, .ccomp, .conj, .parataxis].contains(words[token].relation)
    else { return }
    let children = sentence.tokens.filter { words[$0].head == token }
    guard children.contains(where: { words[$0].relation == .nsubj && $0 < token }),
      children.contains(where: { words[$0].relation == .obj && $0 > token }),
      !children.contains(where: { [.cop, .det, .case].contains(words[$0].relation) })
    else { return }
    words[token].partOfSpeech = .verb
    words[token].verbForm = .present
    words[token].isPlural = false
  }

  private static let activeVerbs: Set<String> = [
    "agree", "arrive", "clash", "collide", "come", "die", "emerge", "erupt", "fall", "go", "happen",
    "occur", "resign", "return", "speak", "vow",
  ]

  /// "Held drills and a boat collided with a ferry": verbs that have no passive do not describe the
  /// noun before them; a noun joined to another is then the subject of a clause of its own.
  private static func splitClauses(
    _ verb: Int, in words: inout [WordAnalysis], _ sentence: Sentence
  ) {
    guard words[verb].partOfSpeech == .verb, words[verb].relation == .acl,
      activeVerbs.contains(words[verb].lemma),
      words[verb].verbForm == .past || words[verb].verbForm == .pastParticiple
    else { return }
    let noun = words[verb].head
    guard noun >= 0, noun < verb, words[noun].relation == .conj,
      sentence.tokens.contains(where: { words[$0].head == noun && words[$0].relation == .cc })
    else { return }
    var governor = words[noun].head
    for _ in 0..<6 where governor >= 0 && words[governor].partOfSpeech != .verb {
      governor = words[governor].head
    }
    guard governor >= 0, governor < noun else { return }
    words[verb].head = governor
    words[verb].relation = .conj
    words[verb].verbForm = .past
    words[noun].head = verb
    words[noun].relation = .nsubj
  }

  /// "Welcomed two men freed by Chad": a past participle with its agent and no auxiliary describes
  /// the noun before it, which is the object of the verb above.
  private static func reduceClause(
    _ verb: Int, in words: inout [WordAnalysis], _ sentence: Sentence
  ) {
    guard words[verb].partOfSpeech == .verb, [.ccomp, .xcomp].contains(words[verb].relation),
      words[verb].verbForm == .past || words[verb].verbForm == .pastParticiple
    else { return }
    let governor = words[verb].head
    let children = sentence.tokens.filter { words[$0].head == verb }
    guard governor >= 0, governor < verb, words[governor].partOfSpeech == .verb,
      children.contains(where: { words[$0].relation == .oblAgent }),
      let noun = children.first(where: { words[$0].relation == .nsubj }), noun == verb - 1,
      noun > governor, words[noun].partOfSpeech != .pronoun,
      !children.contains(where: { [.aux, .auxPassive, .mark, .cop].contains(words[$0].relation) }),
      !sentence.tokens.contains(where: {
        words[$0].head == governor && words[$0].relation == .obj
      })
    else { return }
    words[noun].head = governor
    words[noun].relation = .obj
    words[verb].head = noun
    words[verb].relation = .acl
    words[verb].verbForm = .pastParticiple
  }

  /// "A report called for sanctions": verbs that take what they ask for by a preposition are no
  /// passives where no auxiliary says so.
  private static func activate(
    _ subject: Int, in words: inout [WordAnalysis], _ sentence: Sentence, _ document: Document
  ) {
    let verb = words[subject].head
    let asking: Set<String> = [
      "appeal", "apply", "call", "campaign", "lobby", "plead", "press", "push", "vote",
    ]
    guard verb > subject, asking.contains(words[verb].lemma.lowercased()),
      verb + 1 < sentence.tokens.upperBound,
      ["against", "for", "on"].contains(document.tokens[verb + 1].text.lowercased())
    else { return }
    let isTold = sentence.tokens.contains {
      words[$0].head == verb && [.auxPassive, .oblAgent].contains(words[$0].relation)
    }
    if !isTold { words[subject].relation = .nsubj }
  }

  /// Makes one subject of two ("Moe and her counterpart Paz agreed", "Mr Rey gave").
  private static func joinSubjects(
    of verb: Int, in words: inout [WordAnalysis], _ sentence: Sentence, _ document: Document
  ) {
    let subjects = sentence.tokens.filter { words[$0].head == verb && words[$0].relation == .nsubj }
    guard subjects.count > 1, let first = subjects.first else { return }
    for second in subjects.dropFirst() {
      // "Chile, Peru agree": the style of headlines.
      if second > first + 1, words[second].partOfSpeech == .properNoun,
        words[first].partOfSpeech == .properNoun,
        (first + 1..<second).allSatisfy({
          document.tokens[$0].text == "," || words[$0].head == second
        }), document.tokens[first + 1].text == ","
      {
        words[second].head = first
        words[second].relation = .conj
        continue
      }
      // "Mr Rey gave", "Prime ministers Ana Rey and Bo Dee agreed": a title before a name.
      if second == first + 1,
        words[first].partOfSpeech == .properNoun
          || words[first].partOfSpeech == .noun && words[second].partOfSpeech == .properNoun
      {
        words[first].head = second
        words[first].relation = .compound
        return
      }
      // "and" may hang on a word that describes the second ("and her Thai counterpart Dee").
      let isJoined = sentence.tokens.contains { token in
        let head = words[token].head
        return words[token].relation == .cc && first < token && token < second
          && (head == second || head >= 0 && words[head].head == second)
      }
      if isJoined {
        words[second].head = first
        words[second].relation = .conj
      }
    }
  }

  /// "China claimed that the move hampers its interests and took measures": what is told in the
  /// past goes with the claiming, not with what is claimed in the present.
  private static func liftConjunct(
    _ verb: Int, in words: inout [WordAnalysis], _ sentence: Sentence
  ) {
    guard words[verb].relation == .conj, words[verb].verbForm == .past else { return }
    let inner = words[verb].head
    guard inner >= 0, words[inner].relation == .ccomp, words[inner].verbForm == .present else {
      return
    }
    let outer = words[inner].head
    guard outer >= 0, words[outer].verbForm == .past else { return }
    let hasSubject = sentence.tokens.contains {
      words[$0].head == verb && [.nsubj, .nsubjPassive, .aux].contains(words[$0].relation)
    }
    if !hasSubject { words[verb].head = outer }
  }

  /// Whether a participle can only be the verb of its clause: its noun hangs on nothing, and it is
  /// a past form, or it has an object or a phrase of its own that no agent explains.
  private static func isHiddenPredicate(
    _ verb: Int, _ words: [WordAnalysis], _ sentence: Sentence
  ) -> Bool {
    guard words[verb].relation == .acl, sentence.kind != .caption else { return false }
    guard words[verb].partOfSpeech == .verb, words[verb].head >= 0 else { return false }
    let noun = words[verb].head
    guard noun < verb, [.root, .dep].contains(words[noun].relation) else { return false }
    guard words[verb].verbForm == .past || words[verb].verbForm == .pastParticiple else {
      return false
    }
    let children = sentence.tokens.filter { words[$0].head == verb }
    if children.contains(where: { [.auxPassive, .nsubj].contains(words[$0].relation) }) {
      return false
    }
    if words[verb].verbForm == .past { return true }
    let hasAgent = children.contains { words[$0].relation == .oblAgent }
    return !hasAgent
      && children.contains { [.obj, .obl, .oblTemporal].contains(words[$0].relation) }
  }

  /// Puts the verb in its noun's place and makes the noun its subject.
  private static func promote(_ verb: Int, in words: inout [WordAnalysis]) {
    let noun = words[verb].head
    words[verb].head = words[noun].head
    words[verb].relation = words[noun].relation == .root ? .root : .ccomp
    words[noun].head = verb
    words[noun].relation = .nsubj
  }
}
