import Linguistics
import Text

/// The dependency trees of a document seen from above: children, subtrees, and the plain questions
/// that frames ask of them. Places are those of `Document.tokens`.
struct DocumentTree {
  let analysis: Analysis
  /// The sentence of every token.
  let sentenceOf: [Int]
  private let childLists: [[Int]]

  /// The trees of an analysis.
  init(_ analysis: Analysis) {
    self.analysis = analysis
    var children = [[Int]](repeating: [], count: analysis.words.count)
    var sentenceOf = [Int](repeating: 0, count: analysis.words.count)
    for (number, sentence) in analysis.document.sentences.enumerated() {
      for token in sentence.tokens {
        sentenceOf[token] = number
        let head = analysis.words[token].head
        if head >= 0 && head != token { children[head].append(token) }
      }
    }
    childLists = children
    self.sentenceOf = sentenceOf
  }

  var count: Int { analysis.words.count }

  func word(_ token: Int) -> WordAnalysis { analysis.words[token] }

  /// The token's text in lower case.
  func text(_ token: Int) -> String { analysis.document.tokens[token].text.lowercased() }

  func lemma(_ token: Int) -> String { analysis.words[token].lemma.lowercased() }

  func relation(_ token: Int) -> DependencyRelation { analysis.words[token].relation }

  func head(_ token: Int) -> Int { analysis.words[token].head }

  func partOfSpeech(_ token: Int) -> PartOfSpeech { analysis.words[token].partOfSpeech }

  func children(of token: Int) -> [Int] { childLists[token] }

  func children(of token: Int, _ relations: [DependencyRelation]) -> [Int] {
    childLists[token].filter { relations.contains(analysis.words[$0].relation) }
  }

  func child(of token: Int, _ relations: [DependencyRelation]) -> Int? {
    childLists[token].first { relations.contains(analysis.words[$0].relation) }
  }

  /// The tokens of the sentence that a token stands in.
  func sentence(of token: Int) -> Range<Int> {
    analysis.document.sentences[sentenceOf[token]].tokens
  }

  func isVerb(_ token: Int) -> Bool {
    let part = partOfSpeech(token)
    return part == .verb || (part == .auxiliary && relation(token) != .aux)
  }

  func isNominal(_ token: Int) -> Bool {
    switch partOfSpeech(token) {
    case .noun, .properNoun, .pronoun, .numeral, .symbol: true
    case .determiner, .adjective:
      [.nsubj, .nsubjPassive, .obj, .obl, .oblAgent, .nmod].contains(relation(token))
    default: false
    }
  }

  /// The token with all that hangs on it, in order; `stop` keeps branches out.
  func subtree(of token: Int, excluding stop: [DependencyRelation] = []) -> [Int] {
    var found: [Int] = []
    var open = [token]
    while let next = open.popLast() {
      found.append(next)
      for child in childLists[next] where !stop.contains(analysis.words[child].relation) {
        open.append(child)
      }
      // A broken tree must not make the walk endless.
      if found.count > count { break }
    }
    return found.sorted()
  }

  /// The token and what is coordinated with it.
  func conjuncts(of token: Int) -> [Int] {
    var found = [token]
    for child in childLists[token] where analysis.words[child].relation == .conj {
      found += conjuncts(of: child)
    }
    return found
  }

  /// The prepositions that mark a phrase, in order ("out of").
  func prepositions(of token: Int) -> [String] {
    var list: [String] = []
    for child in childLists[token] where analysis.words[child].relation == .case {
      let own = text(child)
      if own != "'s" && own != "'" { list.append(own) }
      for part in childLists[child] where analysis.words[part].relation == .fixed {
        list.append(text(part))
      }
    }
    return list
  }

  /// The phrases that hang on a token by a preposition: "to the United States".
  func phrases(of token: Int) -> [(preposition: String, head: Int)] {
    var list: [(preposition: String, head: Int)] = []
    for child in childLists[token] {
      switch analysis.words[child].relation {
      case .obl, .oblAgent, .nmod, .iobj, .oblTemporal, .nmodTemporal:
        for preposition in prepositions(of: child) { list.append((preposition, child)) }
        // "called on Russia and on China": a later conjunct has its own preposition.
        for other in conjuncts(of: child).dropFirst() {
          for preposition in prepositions(of: other) { list.append((preposition, other)) }
        }
      default:
        continue
      }
    }
    return list
  }

  /// Whether `token` is below `ancestor`.
  func isDescendant(_ token: Int, of ancestor: Int) -> Bool {
    var current = token
    for _ in 0..<200 {
      if current == ancestor { return true }
      current = analysis.words[current].head
      if current < 0 { return false }
    }
    return false
  }
}
