import Linguistics
import Text

// Passives, and speech behind what is said, where a parser sees something else.
extension TreeRepair {
  /// "Recognition was extended to Togo by Peru", "driven out of the town of Baidoa by troops": who does
  /// it hangs on the verb, not on the place before it.
  static func giveAgent(
    _ agent: Int, in words: inout [WordAnalysis], _ sentence: Sentence, _ document: Document
  ) {
    guard words[agent].relation == .nmod, isActing(agent, words),
      sentence.tokens.contains(where: {
        words[$0].head == agent && words[$0].relation == .case
          && document.tokens[$0].text.lowercased() == "by"
      })
    else { return }
    var place = words[agent].head
    for _ in 0..<3 where place >= 0 && words[place].relation == .nmod { place = words[place].head }
    guard place >= 0, place < agent, words[place].relation == .obl, isPlaceLike(place, words) else {
      return
    }
    let verb = words[place].head
    let children = sentence.tokens.filter { words[$0].head == verb }
    guard verb >= 0, children.contains(where: { words[$0].relation == .auxPassive }),
      !children.contains(where: { words[$0].relation == .oblAgent })
    else { return }
    words[agent].head = verb
    words[agent].relation = .oblAgent
  }

  private static func isActing(_ token: Int, _ words: [WordAnalysis]) -> Bool {
    if words[token].partOfSpeech == .properNoun { return true }
    let classes = WordClasses.shared
    return ["forces", "military", "people", "person", "police"].contains {
      classes.contains(words[token].lemma, in: $0)
    }
  }

  private static func isPlaceLike(_ token: Int, _ words: [WordAnalysis]) -> Bool {
    if words[token].partOfSpeech == .properNoun { return true }
    return ["border", "place", "structure"].contains {
      WordClasses.shared.contains(words[token].lemma, in: $0)
    }
  }

  /// "The prisoners are to be freed": the infinitive completes "are".
  static func completeBe(
    _ verb: Int, in words: inout [WordAnalysis], _ sentence: Sentence, _ document: Document
  ) {
    guard words[verb].partOfSpeech == .verb, words[verb].relation == .ccomp,
      let mark = sentence.tokens.first(where: {
        words[$0].head == verb && words[$0].relation == .mark && $0 < verb
      }), mark > sentence.tokens.lowerBound, document.tokens[mark].text.lowercased() == "to",
      ["is", "are", "was", "were"].contains(document.tokens[mark - 1].text.lowercased()),
      words[mark - 1].head == words[verb].head, words[mark - 1].relation == .ccomp,
      !sentence.tokens.contains(where: {
        words[$0].head == verb && words[$0].relation == .nsubj
      })
    else { return }
    words[verb].head = mark - 1
    words[verb].relation = .xcomp
  }

  /// "Censorship has been relaxed by the cabinet": a passive, though it looks like an adjective.
  static func verbalizePassive(
    _ word: Int, in words: inout [WordAnalysis], _ sentence: Sentence, _ document: Document
  ) {
    let text = document.tokens[word].text.lowercased()
    guard words[word].partOfSpeech == .adjective, text.hasSuffix("ed"),
      sentence.tokens.contains(where: {
        words[$0].head == word && [.auxPassive, .oblAgent].contains(words[$0].relation)
      }),
      let lemma = [String(text.dropLast(2)), String(text.dropLast(1))].first(where: {
        FrameLexicon.shared.verbs[$0] != nil
      })
    else { return }
    words[word].partOfSpeech = .verb
    words[word].verbForm = .pastParticiple
    words[word].lemma = lemma
  }

  /// "Dealers are fuelling the war, alleged Moe": the verb of speech has its subject behind it.
  static func invertSpeech(
    _ verb: Int, in words: inout [WordAnalysis], _ sentence: Sentence, _ document: Document
  ) {
    let children = sentence.tokens.filter { words[$0].head == verb }
    guard words[verb].partOfSpeech == .verb, words[verb].relation == .conj,
      words[verb].verbForm == .past || words[verb].verbForm == .pastParticiple,
      SpeechVerbs.isSpeech(words[verb].lemma), verb > sentence.tokens.lowerBound,
      [",", "\"", "”", "''"].contains(document.tokens[verb - 1].text),
      !children.contains(where: {
        [.nsubj, .nsubjPassive, .ccomp, .cc].contains(words[$0].relation)
      }),
      let name = children.first(where: { words[$0].relation == .obj && $0 > verb }),
      words[name].partOfSpeech == .properNoun
    else { return }
    words[verb].relation = .parataxis
    words[name].relation = .nsubj
  }

  /// "Moe, Paz meet in Lima": the name that opens a sentence is spoken of, not spoken to.
  static func joinCalled(
    _ name: Int, in words: inout [WordAnalysis], _ sentence: Sentence, _ document: Document
  ) {
    let verb = words[name].head
    guard words[name].relation == .vocative, name == sentence.tokens.lowerBound, verb > name + 2,
      words[name].partOfSpeech == .properNoun, words[verb].partOfSpeech == .verb,
      document.tokens[name + 1].text == ","
    else { return }
    let apposed = sentence.tokens.first {
      words[$0].head == name && words[$0].relation == .appos && $0 < verb
    }
    let second =
      apposed
      ?? sentence.tokens.first {
        words[$0].head == verb && words[$0].relation == .nsubj && $0 > name && $0 < verb
      }
    guard let second else { return }
    words[second].head = name
    words[second].relation = .conj
    words[name].relation = .nsubj
  }

  /// "An official who asked not to be named criticized Chad": a passive of another clause makes none
  /// of this.
  static func giveVoice(_ verb: Int, in words: inout [WordAnalysis], _ sentence: Sentence) {
    guard words[verb].partOfSpeech == .verb,
      [.past, .pastParticiple].contains(words[verb].verbForm)
    else { return }
    let children = sentence.tokens.filter { words[$0].head == verb }
    guard
      let subject = children.first(where: { words[$0].relation == .nsubjPassive && $0 < verb }),
      sentence.tokens.contains(where: {
        words[$0].head == subject && words[$0].relation == .relativeClause && $0 < verb
      }),
      !children.contains(where: { [.aux, .auxPassive, .oblAgent].contains(words[$0].relation) }),
      let object = children.first(where: {
        $0 > verb && [.obj, .xcomp].contains(words[$0].relation)
          && [.noun, .properNoun].contains(words[$0].partOfSpeech)
      })
    else { return }
    words[subject].relation = .nsubj
    words[object].relation = .obj
  }
}
