public import Text

/// Reads the grammar of an article: sentences and tokens (`Tokenizer`), parts of speech (`Tagger`),
/// lemmas (`Lemmatizer`), one tree a sentence (`DependencyParser`) and what the text speaks of
/// (`MentionFinder`).
///
/// It is immutable and may be shared between tasks.
public struct LanguagePipeline: Sendable {
  /// The pipeline, with its data loaded on first use.
  public static let shared = LanguagePipeline()

  private let tokenizer: Tokenizer
  private let tagger = Tagger()
  private let lemmatizer = Lemmatizer()
  private let parser = DependencyParser()

  /// A pipeline over the embedded data.
  public init() {
    tokenizer = Tokenizer(placeNames: PlaceNames.shared.countriesAndCapitals)
  }

  /// Cuts an article into sentences and analyses each.
  ///
  /// - Complexity: linear in the article's length for sentences of bounded length.
  public func analyze(_ article: Article) -> Analysis {
    analyze(Document(cutting: article, with: tokenizer))
  }

  /// Analyses a document that is already cut into tokens.
  public func analyze(_ document: Document) -> Analysis {
    var words: [WordAnalysis] = []
    words.reserveCapacity(document.tokens.count)
    var mentions: [Mention] = []
    for (number, sentence) in document.sentences.enumerated() {
      let tokens = document.tokens[sentence.tokens]
      let tags = tagger.tag(tokens)
      let lemmas = zip(tokens, tags).map { lemmatizer.lemma($0.text, $1) }
      let tree = parser.parse(words: tokens.map(\.text), tags: tags, lemmas: lemmas)
      for index in tags.indices {
        let head = tree.heads[index]
        words.append(
          WordAnalysis(
            partOfSpeech: tree.tags[index].partOfSpeech, lemma: lemmas[index],
            verbForm: tree.tags[index].verbForm, isPlural: tree.tags[index].isPlural,
            head: head < 0 ? -1 : head + sentence.tokens.lowerBound,
            relation: tree.relations[index]))
      }
      mentions += MentionFinder(
        words: tokens.map(\.text), tree: tree, offset: sentence.tokens.lowerBound,
        sentence: number
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
