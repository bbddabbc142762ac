/// What a stretch of an article is.
public enum BlockKind: String, Sendable {
  /// The title; read for events only when the body lacks them.
  case headline
  /// Running text.
  case body
  /// The text under a picture; its dates and names count, its events only when the body lacks them.
  case caption
}

/// A paragraph that belongs to the article, boilerplate and datelines left out.
public struct TextBlock: Sendable {
  /// What it is.
  public let kind: BlockKind
  /// Its bytes, without white space at the ends.
  public let range: ByteRange

  /// A block of a kind.
  public init(kind: BlockKind, range: ByteRange) {
    self.kind = kind
    self.range = range
  }
}

/// What is known about an article besides its text, each as far as it was stated.
public struct ArticleMetadata: Sendable {
  /// The title.
  public var title: String?
  /// The publisher or agency ("Reuters"), from metadata or from the text.
  public var source: String?
  /// The address.
  public var url: String?
  /// The day of publication, `YYYY-MM-DD`, where it is stated in metadata or in the text.
  public var published: String?
  /// Where `published` was found, in words for a reader.
  public var publishedWhy: String?
  /// The dateline's place ("BEIJING").
  public var dateline: String?
  /// The month and day that the dateline states, `MM-DD`; it has no year.
  public var datelineDay: String?
  /// The line that names the author ("By Jane Miller").
  public var byline: String?

  /// Nothing known.
  public init() {}
}

/// One article as read: which of its bytes are text, and what its frame says about it.
public struct Article: Sendable {
  /// The bytes.
  public let source: SourceText
  /// What the frame says.
  public let metadata: ArticleMetadata
  /// The paragraphs in order.
  public let blocks: [TextBlock]

  /// An article of its parts.
  public init(source: SourceText, metadata: ArticleMetadata, blocks: [TextBlock]) {
    self.source = source
    self.metadata = metadata
    self.blocks = blocks
  }
}
