/// The place of a token in `Document.tokens`.
public struct TokenID: Sendable, Hashable, Comparable {
  /// The place in the array.
  public let index: Int

  /// The token at a place.
  public init(_ index: Int) {
    self.index = index
  }

  /// Tokens are ordered as they stand in the text.
  public static func < (a: TokenID, b: TokenID) -> Bool { a.index < b.index }
}

/// A word, number or mark. Hyphenated words are one token; clitics ("'s", "n't") are their own.
public struct Token: Sendable {
  /// Its bytes.
  public let range: ByteRange
  /// Its text with typographic quotes made plain.
  public let text: String
  /// Whether white space stands before it.
  public let spaceBefore: Bool

  /// A token of its parts.
  public init(range: ByteRange, text: String, spaceBefore: Bool) {
    self.range = range
    self.text = text
    self.spaceBefore = spaceBefore
  }
}

/// A sentence: a run of tokens.
public struct Sentence: Sendable {
  /// The places of its tokens in `Document.tokens`.
  public let tokens: Range<Int>
  /// From its first token's first byte to its last token's last.
  public let range: ByteRange
  /// The kind of block it stands in.
  public let kind: BlockKind
  /// The number of the block it stands in.
  public let block: Int

  /// A sentence of its parts.
  public init(tokens: Range<Int>, range: ByteRange, kind: BlockKind, block: Int) {
    self.tokens = tokens
    self.range = range
    self.kind = kind
    self.block = block
  }
}

/// An article cut into sentences and tokens. Tokens and the gaps between them tile the source.
public struct Document: Sendable {
  /// The article.
  public let article: Article
  /// All tokens in order.
  public let tokens: [Token]
  /// All sentences in order; every token belongs to one.
  public let sentences: [Sentence]

  /// A document of its parts.
  public init(article: Article, tokens: [Token], sentences: [Sentence]) {
    self.article = article
    self.tokens = tokens
    self.sentences = sentences
  }
}
