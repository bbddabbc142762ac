/// Reads the bytes of a file into an `Article`: which of its lines are headline, text and captions,
/// and what its frame says (title, source, dateline, day of publication).
///
/// The stages: bytes are checked (`ArticleError`), front matter is taken off (`FrontMatter`), the
/// rest is cut into lines, each line gets a verdict (`BoilerplateFilter`, then its place and its
/// copies), datelines and agencies are cut off the text they stand in. Everything is linear in the
/// number of bytes.
public struct ArticleReader: Sendable {
  /// The most bytes an article may have.
  public static let articleLimit = 16 << 20
  /// The most bytes a line may have.
  public static let lineLimit = 1 << 20

  /// A reader; it holds no state.
  public init() {}

  /// Reads one file or one record; `metadata` is what the record states beside its text, and
  /// `isExtracted` whether the bytes were made from the file's.
  public func read(
    name: String, bytes: ContiguousArray<UInt8>, metadata: ArticleMetadata = ArticleMetadata(),
    isExtracted: Bool = false
  ) throws(ArticleError) -> Article {
    try check(bytes)
    let source = SourceText(name: name, bytes: bytes, isExtracted: isExtracted)
    var metadata = metadata
    let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let start = FrontMatter.read(source, from: isMarked ? 3 : 0, into: &metadata)
    var layout = ArticleLayout(source: source, metadata: metadata)
    layout.read(from: start)
    return Article(source: source, metadata: layout.metadata, blocks: layout.blocks)
  }

  /// Reads lines of text that were found in a page or a feed. Each is a line of the article's source;
  /// `captions` are the places of those that stand under pictures.
  public func read(
    name: String, lines: [String], captions: Set<Int> = [], metadata: ArticleMetadata
  ) throws(ArticleError) -> Article {
    var bytes = ContiguousArray<UInt8>()
    var captionStarts: Set<Int> = []
    for (place, line) in lines.enumerated() {
      if captions.contains(place) { captionStarts.insert(bytes.count) }
      // Control characters mended pages may still hold are no reason to refuse the rest.
      bytes.append(contentsOf: line.utf8.map { $0 < 0x20 ? 0x20 : $0 })
      bytes.append(UInt8(ascii: "\n"))
    }
    try check(bytes)
    let source = SourceText(name: name, bytes: bytes, isExtracted: true)
    var layout = ArticleLayout(source: source, metadata: metadata, captionStarts: captionStarts)
    layout.read(from: 0)
    return Article(source: source, metadata: layout.metadata, blocks: layout.blocks)
  }

  /// Throws where the bytes cannot be an article.
  private func check(_ bytes: ContiguousArray<UInt8>) throws(ArticleError) {
    var line = 1
    var lineStart = 0
    var hasText = false
    for index in bytes.indices {
      let byte = bytes[index]
      if byte == 0x0A {
        try check(line: line, byteCount: index - lineStart)
        line += 1
        lineStart = index + 1
      } else if byte < 0x20 {
        // Tab, vertical tab, form feed, carriage return and escape turn up in text; no other does.
        guard (0x09...0x0D).contains(byte) || byte == 0x1B else {
          throw .binary(byteOffset: index)
        }
      } else if byte != 0x20 {
        hasText = true
      }
    }
    guard hasText else { throw .empty }
    try check(line: line, byteCount: bytes.count - lineStart)
    guard bytes.count <= Self.articleLimit else {
      throw .tooLong(byteCount: bytes.count, limit: Self.articleLimit)
    }
    do {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      throw .invalidUTF8(byteOffset: error.byteOffsets.lowerBound)
    }
  }

  private func check(line: Int, byteCount: Int) throws(ArticleError) {
    guard byteCount <= Self.lineLimit else {
      throw .lineTooLong(line: line, byteCount: byteCount, limit: Self.lineLimit)
    }
  }
}
