import Linguistics
import Text

// What somebody is called: parsers hang the one who is called so under the word for what it is.
extension TreeRepair {
  private static let calling: Set<String> = [
    "brand", "call", "consider", "declare", "deem", "dub", "label", "name", "proclaim", "term",
  ]

  static let openingQuotes: Set<String> = ["\"", "\u{201C}", "``"]

  /// "Called that version a lie", "branded the company \"robbers and thieves\"": the verb has an
  /// object and says what it is.
  static func splitCalling(
    _ verb: Int, in words: inout [WordAnalysis], _ sentence: Sentence, _ document: Document
  ) {
    guard words[verb].partOfSpeech == .verb, calling.contains(words[verb].lemma) else { return }
    let children = sentence.tokens.filter { words[$0].head == verb && $0 > verb }
    let objects = children.filter { words[$0].relation == .obj }
    if objects.isEmpty {
      raiseObject(children, of: verb, in: &words, sentence)
    } else if let name = objects.first, objects.count == 1,
      !children.contains(where: { [.xcomp, .iobj].contains(words[$0].relation) })
    {
      cutAtQuote(name, of: verb, in: &words, document)
    }
  }

  /// The subject of the word for what it is becomes the object of the verb.
  private static func raiseObject(
    _ children: [Int], of verb: Int, in words: inout [WordAnalysis], _ sentence: Sentence
  ) {
    let predicate = children.first { child in
      [.xcomp, .ccomp].contains(words[child].relation)
        && [.noun, .adjective].contains(words[child].partOfSpeech)
        && !sentence.tokens.contains {
          words[$0].head == child && [.aux, .cop, .mark].contains(words[$0].relation)
        }
    }
    guard let predicate,
      let object = sentence.tokens.first(where: {
        words[$0].head == predicate && words[$0].relation == .nsubj && $0 > verb && $0 < predicate
      })
    else { return }
    words[object].head = verb
    words[object].relation = .obj
    words[predicate].relation = .xcomp
  }

  /// What stands in quotation marks is said of what stands before them.
  private static func cutAtQuote(
    _ name: Int, of verb: Int, in words: inout [WordAnalysis], _ document: Document
  ) {
    let between = verb + 1..<name
    guard
      let quote = between.first(where: { openingQuotes.contains(document.tokens[$0].text) }),
      let object = between.last(where: {
        $0 < quote && words[$0].head == name
          && [.noun, .properNoun, .pronoun].contains(words[$0].partOfSpeech)
      })
    else { return }
    for token in verb + 1..<quote where words[token].head == name && token != object {
      words[token].head = object
    }
    words[object].head = verb
    words[object].relation = .obj
    words[name].relation = .xcomp
  }

  private static let giving: Set<String> = [
    "award", "deliver", "give", "grant", "hand", "lend", "loan", "offer", "sell", "send",
  ]

  /// "Gave Chad 14 tanks": the name before a number is to whom it is given.
  static func splitGift(_ verb: Int, in words: inout [WordAnalysis], _ sentence: Sentence) {
    guard words[verb].partOfSpeech == .verb, giving.contains(words[verb].lemma) else { return }
    let children = sentence.tokens.filter { words[$0].head == verb && $0 > verb }
    guard !children.contains(where: { words[$0].relation == .iobj }),
      let thing = children.first(where: { words[$0].relation == .obj }),
      let name = sentence.tokens.first(where: {
        words[$0].head == thing && words[$0].relation == .compound
          && words[$0].partOfSpeech == .properNoun && $0 > verb && $0 < thing
      }), name + 1 < thing,
      [.numeral, .determiner, .adjective].contains(words[name + 1].partOfSpeech),
      !sentence.tokens.contains(where: { words[$0].head == thing && $0 < name && $0 > verb })
    else { return }
    words[name].head = verb
    words[name].relation = .iobj
  }

  /// "Fighting between rebels and the army flared up": a noun, though it looks like a participle.
  static func nameFighting(
    _ verb: Int, in words: inout [WordAnalysis], _ sentence: Sentence, _ document: Document
  ) {
    guard words[verb].partOfSpeech == .verb, words[verb].verbForm == .presentParticiple,
      ["fighting", "shelling", "shooting"].contains(document.tokens[verb].text.lowercased()),
      verb + 1 < sentence.tokens.upperBound,
      ["between", "among"].contains(document.tokens[verb + 1].text.lowercased())
        || verb == sentence.tokens.lowerBound
          && ["in", "near", "around"].contains(document.tokens[verb + 1].text.lowercased())
    else { return }
    for token in sentence.tokens where words[token].head == verb && words[token].relation == .obl {
      words[token].relation = .nmod
    }
    words[verb].partOfSpeech = .noun
    words[verb].verbForm = nil
    words[verb].lemma = document.tokens[verb].text.lowercased()
    let over = words[verb].head
    if [.advcl, .csubj].contains(words[verb].relation), over > verb,
      !sentence.tokens.contains(where: { words[$0].head == over && words[$0].relation == .nsubj })
    {
      words[verb].relation = .nsubj
    }
  }
}
