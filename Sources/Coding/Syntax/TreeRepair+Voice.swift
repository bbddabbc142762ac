import Linguistics
import Text

// Passives, and speech behind what is said, where a parser sees something else.
extension TreeRepair {
  /// "Recognition was extended to Togo by Peru": who does it hangs on the verb, not on the name
  /// before it.
  static func giveAgent(
    _ agent: Int, in words: inout [WordAnalysis], _ sentence: Sentence, _ document: Document
  ) {
    let name = words[agent].head
    guard words[agent].relation == .nmod, words[agent].partOfSpeech == .properNoun, name >= 0,
      name < agent, words[name].relation == .obl, words[name].partOfSpeech == .properNoun,
      sentence.tokens.contains(where: {
        words[$0].head == agent && words[$0].relation == .case
          && document.tokens[$0].text.lowercased() == "by"
      })
    else { return }
    let verb = words[name].head
    let children = sentence.tokens.filter { words[$0].head == verb }
    guard verb >= 0, children.contains(where: { words[$0].relation == .auxPassive }),
      !children.contains(where: { words[$0].relation == .oblAgent })
    else { return }
    words[agent].head = verb
    words[agent].relation = .oblAgent
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
}
