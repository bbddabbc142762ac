import Linguistics
import Ontology
import Text

/// Headlines that open with names: "Peru, Chile merge fleets", "Doha shuts embassy", "Castro received
/// by pope".
extension HeadlineRepair {
  /// Nouns that are also verbs and that names stand before: "Peru, Chile trade talks".
  private static let nouns: Set<String> = [
    "aid", "arms", "attack", "ban", "border", "call", "clash", "conflict", "deal", "dispute",
    "exit", "face", "feud", "gas", "hostage", "oil", "pact", "peace", "protest", "raid", "row",
    "security", "strike", "summit", "support", "talk", "test", "trade", "truce", "visit", "vote",
    "war",
  ]

  /// "Peru, Chile merge fleets", "Dutch halt aid to Togo": the bare verb after several names or a
  /// people, where a parser sees only nouns.
  static func readBareVerb(
    in words: inout [WordAnalysis], _ mentions: inout [Mention], _ sentence: Sentence,
    _ document: Document
  ) {
    guard let (names, verb) = namesBeforeVerb(words, sentence, document) else { return }
    let end = sentence.tokens.upperBound
    var chunk = verb + 1
    while chunk < end,
      [.properNoun, .noun, .adjective, .determiner, .numeral].contains(words[chunk].partOfSpeech)
        || words[chunk].relation == .amod
    {
      chunk += 1
    }
    let object = (verb + 1..<chunk).last {
      [.properNoun, .noun].contains(words[$0].partOfSpeech)
    }
    for token in verb + 1..<end {
      let isOpen = words[token].head <= verb || words[token].relation == .root
      if let object, token < chunk {
        words[token].head = token == object ? verb : object
        words[token].relation =
          token == object
          ? .obj
          : words[token].relation == .amod || words[token].relation == .det
            ? words[token].relation : .compound
      } else if isOpen {
        let isPhrase = sentence.tokens.contains {
          words[$0].head == token && words[$0].relation == .case
        }
        words[token].head = verb
        if isPhrase { words[token].relation = .obl }
      }
    }
    if let place = mentions.firstIndex(where: { $0.tokens.contains(verb) }) {
      // "Dutch halt aid" was taken for one noun.
      let long = mentions[place]
      let range = long.tokens.lowerBound..<verb
      mentions[place].tokens = (verb + 1)..<max(verb + 2, long.tokens.upperBound)
      if range.contains(names[0]), names.count == 1 {
        mentions.insert(
          Mention(
            tokens: range, nameTokens: range, head: names[0], kind: .name, nameType: .place,
            sentence: long.sentence), at: place)
      }
    }
    words[verb].partOfSpeech = .verb
    words[verb].verbForm = .present
    words[verb].lemma = document.tokens[verb].text
    words[verb].head = -1
    words[verb].relation = .root
    for token in sentence.tokens.lowerBound..<verb {
      if let place = names.firstIndex(of: token) {
        words[token].head = place == 0 ? verb : names[0]
        words[token].relation = place == 0 ? .nsubj : .conj
        words[token].partOfSpeech = .properNoun
      } else {
        let next = names.first { $0 > token } ?? names[0]
        words[token].head = next
        words[token].relation =
          words[token].partOfSpeech == .punctuation
          ? .punct : words[token].partOfSpeech == .coordinatingConjunction ? .cc : .compound
      }
    }
  }

  /// The last words of the names that open a sentence, and the verb after them.
  private static func namesBeforeVerb(
    _ words: [WordAnalysis], _ sentence: Sentence, _ document: Document
  ) -> (names: [Int], verb: Int)? {
    var names: [Int] = []
    var token = sentence.tokens.lowerBound
    let end = sentence.tokens.upperBound
    var isJoined = false
    while token < end - 1, token - sentence.tokens.lowerBound < 9 {
      let text = document.tokens[token].text
      if text.first?.isUppercase == true {
        names.append(token)
        if names.count > 1, !isJoined, names[names.count - 2] == token - 1 {
          names.remove(at: names.count - 2)
        }
        isJoined = false
      } else if [",", "and", "&"].contains(text), !names.isEmpty, !isJoined {
        isJoined = true
      } else {
        break
      }
      token += 1
    }
    let text = document.tokens[token].text
    let isPeople =
      names.count == 1
      && ["Dutch", "French", "British", "Irish", "Swiss"].contains(
        document.tokens[names[0]].text)
    let kinds: Set<PartOfSpeech> = [.noun, .adjective, .verb]
    let follower = words[min(token + 1, end - 1)].partOfSpeech
    guard names.count > 1 || isPeople, !isJoined, token < end - 1,
      text == text.lowercased(), !text.hasSuffix("s"), !nouns.contains(text),
      kinds.contains(words[token].partOfSpeech),
      words[token].partOfSpeech != .verb || words[token].relation == .amod,
      FrameLexicon.shared.verbs[text] != nil,
      follower != .punctuation, follower != .verb || words[token + 1].relation == .amod
    else { return nil }
    return (names, token)
  }

  /// "Castro received by pope": who is acted upon stands first where another does it.
  static func readPassive(_ verb: Int, in words: inout [WordAnalysis], _ sentence: Sentence) {
    guard words[verb].relation == .root, words[verb].partOfSpeech == .verb,
      [.past, .pastParticiple].contains(words[verb].verbForm),
      sentence.tokens.contains(where: {
        words[$0].head == verb && words[$0].relation == .oblAgent
      }),
      !sentence.tokens.contains(where: {
        words[$0].head == verb && [.obj, .aux, .auxPassive, .ccomp].contains(words[$0].relation)
      }),
      let subject = sentence.tokens.first(where: {
        words[$0].head == verb && words[$0].relation == .nsubj
      })
    else { return }
    words[subject].relation = .nsubjPassive
    words[verb].verbForm = .pastParticiple
  }

  /// "Togo warns Ghana": a name behind a verb that has no object is no form of address, unless a comma
  /// says so.
  static func readObject(
    _ name: Int, in words: inout [WordAnalysis], _ sentence: Sentence, _ document: Document
  ) {
    let verb = words[name].head
    guard words[name].relation == .vocative, verb >= 0, verb < name,
      words[verb].partOfSpeech == .verb,
      !(verb..<name).contains(where: { document.tokens[$0].text == "," }),
      !sentence.tokens.contains(where: {
        words[$0].head == verb && words[$0].relation == .obj
      })
    else { return }
    words[name].relation = .obj
  }

  /// "Delhi ships rice to stricken Togo": a participle behind "to" describes the name after it.
  static func readDescription(
    _ participle: Int, in words: inout [WordAnalysis], _ sentence: Sentence, _ document: Document
  ) {
    let text = document.tokens[participle].text
    guard words[participle].partOfSpeech == .verb, text.hasSuffix("en") || text.hasSuffix("ed"),
      words[participle].lemma != text || words[participle].relation == .acl,
      participle > sentence.tokens.lowerBound, participle + 1 < sentence.tokens.upperBound,
      document.tokens[participle - 1].text == "to",
      words[participle - 1].head == participle, words[participle - 1].relation == .mark,
      let noun = sentence.tokens.first(where: {
        words[$0].head == participle && words[$0].relation == .obj && $0 > participle
      })
    else { return }
    let over = words[participle].head
    words[noun].head = over
    words[noun].relation = over >= 0 && words[over].partOfSpeech == .verb ? .obl : .nmod
    words[participle - 1].partOfSpeech = .adposition
    words[participle - 1].relation = .case
    words[participle - 1].head = noun
    words[participle].head = noun
    words[participle].relation = .amod
  }
}
