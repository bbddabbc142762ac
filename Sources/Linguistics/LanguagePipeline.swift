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
  public func analyze(_ article: Article) -> Analysis {
    analyze(Document(cutting: article, with: tokenizer))
  }

  /// The same for whoever may give up while the article is read, which `isStopped` says; nil then.
  public func analyze(_ article: Article, isStopped: @Sendable () -> Bool) -> Analysis? {
    let document = Document(cutting: article, with: tokenizer)
    let forms = document.forms
    let parsed = network.parse(sentences: Self.readings(of: forms), isStopped: isStopped)
    return parsed.map { analysis(of: document, forms, $0) }
  }

  /// Analyses a document that is already cut into tokens.
  public func analyze(_ document: Document) -> Analysis {
    let forms = document.forms
    return analysis(
      of: document, forms, network.parse(sentences: Self.readings(of: forms)))
  }

  /// What the network reads: words that it never learnt are read by others.
  private static func readings(of forms: [[String]]) -> [[String]] {
    forms.map { $0.map(StandIns.shared.reading) }
  }

  private func analysis(
    of document: Document, _ forms: [[String]], _ parsed: [ParsedSentence]
  ) -> Analysis {
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

extension Document {
  /// The words of each sentence.
  fileprivate var forms: [[String]] { sentences.map { tokens[$0.tokens].map(\.text) } }
}
