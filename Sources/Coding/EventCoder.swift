public import Text

/// Codes one article: who did what to whom, when, where, and according to whom.
public struct EventCoder: Sendable {
  /// A coder with the built-in frames and world data.
  public init() {}

  /// Everything read from `article`; `published` (EDTF) replaces its own day of publication.
  public func code(_ article: Article, published: String? = nil) -> CodedDocument {
    let document = Document(article: article, tokens: [], sentences: [])
    return CodedDocument(
      document: document, published: published ?? article.metadata.published, publishedWhy: "",
      events: [], quotes: [], actors: [])
  }
}
