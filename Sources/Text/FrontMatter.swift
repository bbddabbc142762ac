/// The lines `key: value` that a user may put before an article: between two lines `---`, where other
/// keys may stand too, or alone at the head.
enum FrontMatter {
  /// The most lines that front matter may have; a `---` without its second within them is text.
  private static let lineLimit = 100

  /// Reads them into `metadata` and returns the first byte of the article proper.
  static func read(_ source: SourceText, from start: Int, into metadata: inout ArticleMetadata)
    -> Int
  {
    var index = start
    while let (line, next) = line(at: index, in: source), line.count == 0 { index = next }
    if let (line, next) = line(at: index, in: source), isFence(line, source),
      let end = fenced(from: next, source, &metadata)
    {
      return end
    }
    while let (line, next) = line(at: index, in: source) {
      guard isFence(line, source) || take(line, source, &metadata) else { break }
      index = next
    }
    return index
  }

  /// Reads from after one fence to after the next; nil where there is none.
  private static func fenced(
    from start: Int, _ source: SourceText, _ metadata: inout ArticleMetadata
  ) -> Int? {
    var lines: [ByteRange] = []
    var index = start
    while let (line, next) = line(at: index, in: source), lines.count < lineLimit {
      if isFence(line, source) {
        for line in lines { _ = take(line, source, &metadata, ignoresCase: true) }
        return next
      }
      lines.append(line)
      index = next
    }
    return nil
  }

  /// The line at a byte without white space, and where the next begins; nil at the end.
  private static func line(at index: Int, in source: SourceText) -> (ByteRange, next: Int)? {
    let bytes = source.bytes
    guard index < bytes.count else { return nil }
    let end = bytes[index...].firstIndex(of: 0x0A) ?? bytes.count
    return (ByteRange(index, end).trimmed(in: bytes), min(end + 1, bytes.count))
  }

  private static func isFence(_ line: ByteRange, _ source: SourceText) -> Bool {
    source.bytes[line.lower..<line.upper].elementsEqual("---".utf8)
  }

  private static func take(
    _ line: ByteRange, _ source: SourceText, _ metadata: inout ArticleMetadata,
    ignoresCase: Bool = false
  ) -> Bool {
    guard line.count < 2_000,
      let colon = source.bytes[line.lower..<min(line.upper, line.lower + 12)].firstIndex(
        of: UInt8(ascii: ":"))
    else { return false }
    let value = unquoted(source[ByteRange(colon + 1, line.upper).trimmed(in: source.bytes)])
    let key = source[ByteRange(line.lower, colon)]
    switch ignoresCase ? key.lowercased() : key {
    case "published":
      if let day = StatedDate.day(in: value) {
        metadata.published = day
        metadata.publishedWhy = "stated in the front matter"
      }
    case "source": metadata.source = value
    case "title": metadata.title = value
    case "url": metadata.url = value
    default: return false
    }
    return true
  }

  /// YAML may put a value in quotes.
  private static func unquoted(_ value: String) -> String {
    guard let first = value.first, first == "\"" || first == "'", value.count >= 2,
      value.last == first
    else { return value }
    return String(value.dropFirst().dropLast())
  }
}
