public import Text

/// Reads the grammar of an article: sentences and tokens (`Tokenizer`), parts of speech, one tree a
/// sentence and names (`ParserNetwork`), lemmas (`Lemmatizer`) and what the text speaks of
/// (`MentionFinder`).
///
/// It is immutable and may be shared between tasks.
public struct LanguagePipeline: Sendable {
  /// The pipeline, with its data loaded on first use.
  public static let shared = LanguagePipeline()

  private let tokenizer: Tokenizer
  private let network: ParserNetwork
  private let lemmatizer = Lemmatizer()

  /// A pipeline over the embedded data.
  public init() {
    tokenizer = Tokenizer(placeNames: PlaceNames.shared.countriesAndCapitals)
    guard let network = ParserNetwork.embedded() else {
      preconditionFailure("the executable was built without whole parser weights")
    }
    self.network = network
  }

  /// Cuts an article into sentences and analyses each.
  ///
  /// - Complexity: linear in the article's length for sentences of bounded length.
  ///   Whoever waits may give up by `isStopped`; then what is left of the article is not read, and
  ///   the analysis is of no use.
  public func analyze(
    _ article: Article, isStopped: @Sendable () -> Bool = { false }
  ) -> Analysis {
    analyze(Document(cutting: article, with: tokenizer), isStopped: isStopped)
  }

  /// Analyses a document that is already cut into tokens.
  public func analyze(
    _ document: Document, isStopped: @Sendable () -> Bool = { false }
  ) -> Analysis {
    let forms = document.sentences.map { document.tokens[$0.tokens].map(\.text) }
    let parsed = network.parse(
      sentences: forms.map { $0.map(StandIns.shared.reading) }, isStopped: isStopped)
    if isStopped() { return Analysis(document: document, words: [], mentions: []) }
    var words: [WordAnalysis] = []
    words.reserveCapacity(document.tokens.count)
    var mentions: [Mention] = []
    for (number, sentence) in document.sentences.enumerated() {
      let first = sentence.tokens.lowerBound
      let tree = DependencyTree(parsed[number], forms: forms[number])
      for (place, token) in parsed[number].tokens.enumerated() {
        let lemma = lemmatizer.lemma(forms[number][place], tree.tags[place])
        words.append(token.wordAnalysis(lemma: lemma, firstToken: first))
      }
      mentions += MentionFinder(
        words: forms[number], tree: tree, offset: first, sentence: number
      ).mentions()
    }
    propagateNames(&mentions, in: document)
    return Analysis(document: document, words: words, mentions: mentions)
  }

  /// A surname alone is a person where the article has the whole name.
  private func propagateNames(_ mentions: inout [Mention], in document: Document) {
    var persons: Set<String> = []
    for mention in mentions where mention.nameType == .person {
      for token in mention.nameTokens { persons.insert(document.tokens[token].text) }
    }
    for index in mentions.indices
    where mentions[index].kind == .name && mentions[index].nameType == nil {
      let isPerson = mentions[index].nameTokens.allSatisfy {
        persons.contains(document.tokens[$0].text)
      }
      mentions[index].nameType = isPerson ? .person : .other
    }
  }
}
