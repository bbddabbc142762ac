import Linguistics
import Text

// Clauses that a parser takes for phrases of the clause before them.
extension TreeRepair {
  private static let clauseMarks: Set<String> = [
    "after", "as", "before", "since", "until", "while",
  ]

  /// "Left after a series of raids killed ten": the noun behind the mark is the subject of the verb
  /// that follows it, where that has none.
  static func giveSubject(
    to verb: Int, in words: inout [WordAnalysis], _ sentence: Sentence, _ document: Document
  ) {
    guard words[verb].partOfSpeech == .verb, words[verb].relation == .advcl,
      words[verb].verbForm == .past || words[verb].verbForm == .present
    else { return }
    let children = sentence.tokens.filter { words[$0].head == verb }
    guard !children.contains(where: { [.nsubj, .nsubjPassive].contains(words[$0].relation) }),
      let noun = children.last(where: { $0 < verb && words[$0].relation == .obl }),
      let mark = sentence.tokens.first(where: {
        words[$0].head == noun && words[$0].relation == .case
          && clauseMarks.contains(document.tokens[$0].text.lowercased())
      }),
      (noun..<verb).allSatisfy({ $0 == noun || isBelow($0, noun, words) || words[$0].head == verb })
    else { return }
    words[noun].relation =
      children.contains { words[$0].relation == .auxPassive }
      ? .nsubjPassive : .nsubj
    words[mark].head = verb
    words[mark].relation = .mark
  }

  /// "Said drone attacks Friday killed ten": a day is no subject; what stands before it is, though
  /// it looks like a verb.
  static func giveBackSubject(
    to verb: Int, in words: inout [WordAnalysis], _ sentence: Sentence, _ document: Document
  ) {
    guard words[verb].partOfSpeech == .verb,
      let day = sentence.tokens.first(where: {
        words[$0].head == verb && words[$0].relation == .nsubj
      }), day > sentence.tokens.lowerBound, isDay(document.tokens[day].text)
    else { return }
    let noun = day - 1
    guard words[noun].partOfSpeech == .verb,
      words[verb].head == noun || words[noun].head == verb
        || words[verb].head == words[noun].head,
      document.tokens[noun].text.hasSuffix("s"),
      !sentence.tokens.contains(where: {
        words[$0].head == noun
          && [.nsubj, .obj, .aux, .auxPassive, .mark].contains(words[$0].relation)
      })
    else { return }
    if words[verb].head == noun {
      words[verb].head = words[noun].head
      words[verb].relation = words[noun].relation
    }
    words[noun].partOfSpeech = .noun
    words[noun].verbForm = nil
    words[noun].isPlural = true
    words[noun].head = verb
    words[noun].relation = .nsubj
    words[day].relation = .oblTemporal
  }

  private static func isDay(_ word: String) -> Bool {
    [
      "Friday", "Monday", "Saturday", "Sunday", "Thursday", "Tuesday", "Wednesday", "today",
      "yesterday",
    ].contains(word)
  }

  /// "Jets hit ten targets in Chad and rebels fired rockets": the noun between "and" and the second
  /// verb is its subject; what stands before "and" is the object of the first.
  static func cutCoordination(
    at verb: Int, in words: inout [WordAnalysis], _ sentence: Sentence, _ document: Document
  ) {
    guard words[verb].partOfSpeech == .verb, [.ccomp, .conj].contains(words[verb].relation),
      words[verb].verbForm == .past || words[verb].verbForm == .present
    else { return }
    let first = words[verb].head
    guard first >= 0, first < verb, words[first].partOfSpeech == .verb,
      !SpeechVerbs.isSpeech(words[first].lemma)
    else { return }
    let children = sentence.tokens.filter { words[$0].head == verb }
    guard let object = children.first(where: { words[$0].relation == .nsubj }),
      object > first, object < verb,
      !children.contains(where: { [.mark, .aux, .auxPassive].contains(words[$0].relation) }),
      !sentence.tokens.contains(where: { words[$0].head == first && words[$0].relation == .obj }),
      let and = (object..<verb).last(where: {
        words[$0].relation == .cc && document.tokens[$0].text == "and"
      }), and + 1 < verb,
      !(first..<object).contains(where: { words[$0].relation == .cc })
    else { return }
    let phrase = and + 1..<verb
    guard
      let subject = phrase.last(where: {
        words[$0].partOfSpeech == .noun || words[$0].partOfSpeech == .properNoun
      }), !phrase.contains(where: { [.adposition, .verb].contains(words[$0].partOfSpeech) })
    else { return }
    for token in object..<and where token != object {
      if phrase.contains(words[token].head) || words[token].head == verb {
        words[token].head = object
        if words[token].relation == .conj { words[token].relation = .nmod }
      }
    }
    for token in phrase where token != subject {
      if !phrase.contains(words[token].head) || words[token].relation == .conj {
        words[token].head = subject
        words[token].relation = words[token].partOfSpeech == .adjective ? .amod : .compound
      }
    }
    words[subject].head = verb
    words[subject].relation = .nsubj
    words[and].head = verb
    words[object].head = first
    words[object].relation = .obj
    words[verb].relation = .conj
  }

  /// "Agreed on Monday to sanction the company": what has "to" before it and a noun right behind it
  /// is a verb.
  static func makeInfinitive(
    _ token: Int, in words: inout [WordAnalysis], _ sentence: Sentence, _ document: Document
  ) {
    guard words[token].partOfSpeech == .noun, !words[token].isPlural,
      [.obl, .nmod].contains(words[token].relation), token > sentence.tokens.lowerBound,
      document.tokens[token - 1].text.lowercased() == "to", words[token - 1].head == token
    else { return }
    let governor = words[token].head
    guard governor >= 0 else { return }
    let object = sentence.tokens.first { place in
      place > token && [.obj, .obl].contains(words[place].relation)
        && (words[place].head == token || words[place].head == governor)
        && !isDay(document.tokens[place].text)
        && !sentence.tokens.contains { words[$0].head == place && words[$0].relation == .case }
        && (token + 1..<place).allSatisfy { isBelow($0, place, words) }
    }
    guard let object else { return }
    words[object].head = token
    words[object].relation = .obj
    words[token].partOfSpeech = .verb
    words[token].verbForm = .base
    words[token].relation = words[governor].partOfSpeech == .verb ? .xcomp : .acl
    words[token - 1].partOfSpeech = .particle
    words[token - 1].relation = .mark
  }

  /// "Said Chad would leave and that talks would go on": a clause that "that" opens is joined to
  /// what is said, not to the saying.
  static func lowerClause(
    _ verb: Int, in words: inout [WordAnalysis], _ sentence: Sentence, _ document: Document
  ) {
    guard words[verb].relation == .conj, words[verb].head >= 0,
      SpeechVerbs.isSpeech(words[words[verb].head].lemma),
      sentence.tokens.contains(where: {
        words[$0].head == verb && words[$0].relation == .mark
          && document.tokens[$0].text.lowercased() == "that"
      }),
      let said = sentence.tokens.first(where: {
        words[$0].head == words[verb].head && words[$0].relation == .ccomp && $0 < verb
      })
    else { return }
    words[verb].head = said
  }

  /// "The leaders of France, Spain and Malta": the last of the list is one of those that lead, not one
  /// beside the leaders.
  static func joinOwners(_ last: Int, in words: inout [WordAnalysis], _ sentence: Sentence) {
    let noun = words[last].head
    guard words[last].relation == .conj, words[last].partOfSpeech == .properNoun, noun >= 0,
      noun < last, words[noun].partOfSpeech == .noun, words[noun].isPlural,
      let first = sentence.tokens.first(where: {
        words[$0].head == noun && words[$0].relation == .nmod && $0 > noun && $0 < last
          && words[$0].partOfSpeech == .properNoun
      })
    else { return }
    let apposed = sentence.tokens.filter {
      words[$0].head == first && words[$0].relation == .appos && $0 < last
        && words[$0].partOfSpeech == .properNoun
    }
    guard !apposed.isEmpty else { return }
    for token in apposed { words[token].relation = .conj }
    words[last].head = first
  }

  /// "India's Modi and Australia's Albanese": what stands before "'s" owns the name behind it and is not a
  /// third of the list.
  static func giveOwner(
    _ owner: Int, in words: inout [WordAnalysis], _ sentence: Sentence, _ document: Document
  ) {
    let owned = owner + 2
    let first = words[owner].head
    guard words[owner].relation == .conj, first >= 0, owned < sentence.tokens.upperBound,
      ["'s", "\u{2019}s"].contains(document.tokens[owner + 1].text),
      words[owned].partOfSpeech == .properNoun
    else { return }
    let isThird =
      words[owned].relation == .conj && [first, owner].contains(words[owned].head)
    // Two subjects of one verb: "Modi and Australia", "Morrison".
    let isApart =
      words[owned].relation == words[first].relation && words[owned].head == words[first].head
    guard isThird || isApart else { return }
    words[owned].head = first
    words[owned].relation = .conj
    for token in sentence.tokens
    where words[token].head == owner && words[token].relation != .case {
      words[token].head = owned
    }
    words[owner].head = owned
    words[owner].relation = .nmodPossessive
  }

  /// "Saudi Arabia, Egypt, Kuwait and Bahrain cut ties": a bare name behind a comma in a list that ends
  /// with "and" is one of the list.
  static func joinList(
    _ name: Int, in words: inout [WordAnalysis], _ sentence: Sentence, _ document: Document
  ) {
    let first = words[name].head
    guard words[name].relation == .appos, words[name].partOfSpeech == .properNoun, first >= 0,
      first < name, words[first].partOfSpeech == .properNoun, words[first].relation == .nsubj,
      words[first].head >= 0, name + 1 < sentence.tokens.upperBound,
      document.tokens[name - 1].text == ",", document.tokens[name + 1].text == ",",
      sentence.tokens.contains(where: {
        $0 > name && $0 < words[first].head && words[$0].relation == .conj
          && words[$0].partOfSpeech == .properNoun
          && (words[$0].head == first || words[$0].head == name)
      })
    else { return }
    words[name].relation = .conj
  }

  /// Whether a token hangs from another, however far.
  private static func isBelow(_ token: Int, _ top: Int, _ words: [WordAnalysis]) -> Bool {
    var place = words[token].head
    for _ in 0..<12 where place >= 0 {
      if place == top { return true }
      place = words[place].head
    }
    return false
  }
}
