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
    }
    return Analysis(document: analysis.document, words: words, mentions: analysis.mentions)
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
