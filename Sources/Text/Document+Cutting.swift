extension Document {
  /// Cuts the blocks of an article into tokens and sentences.
  ///
  /// - Complexity: linear in the article's bytes.
  public init(cutting article: Article, with tokenizer: Tokenizer) {
    let splitter = SentenceSplitter()
    var tokens: [Token] = []
    var sentences: [Sentence] = []
    for (number, block) in article.blocks.enumerated() {
      let cut = tokenizer.tokenize(block.range, in: article.source)
      for sentence in splitter.split(cut) {
        let first = cut[sentence.lowerBound].range
        let last = cut[sentence.upperBound - 1].range
        let base = tokens.count
        sentences.append(
          Sentence(
            tokens: (base + sentence.lowerBound)..<(base + sentence.upperBound),
            range: first.union(last), kind: block.kind, block: number))
      }
      tokens.append(contentsOf: cut)
    }
    self.init(article: article, tokens: tokens, sentences: sentences)
  }
}
