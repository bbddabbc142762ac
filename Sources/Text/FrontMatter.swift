/// The lines `key: value` that a user may put before an article.
enum FrontMatter {
  /// Reads them into `metadata` and returns the first byte of the article proper.
  static func read(_ source: SourceText, from start: Int, into metadata: inout ArticleMetadata)
    -> Int
  {
    let bytes = source.bytes
    var index = start
    while index < bytes.count {
      let end = bytes[index...].firstIndex(of: 0x0A) ?? bytes.count
      let line = ByteRange(index, end).trimmed(in: bytes)
      let isFence =
        line.count == 3
        && bytes[line.lower..<line.upper].allSatisfy {
          $0 == UInt8(ascii: "-")
        }
      guard isFence || line.count == 0 && index == start || take(line, source, &metadata) else {
        break
      }
      index = min(end + 1, bytes.count)
    }
    return index
  }

  private static func take(
    _ line: ByteRange, _ source: SourceText, _ metadata: inout ArticleMetadata
  ) -> Bool {
    guard line.count < 2_000,
      let colon = source.bytes[line.lower..<min(line.upper, line.lower + 12)].firstIndex(
        of: UInt8(ascii: ":"))
    else { return false }
    let value = source[ByteRange(colon + 1, line.upper).trimmed(in: source.bytes)]
    switch source[ByteRange(line.lower, colon)] {
    case "published":
      if let day = StatedDate.find(in: value.utf8.map { $0.asciiLowercased })?.day {
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
}
