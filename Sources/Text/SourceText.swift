/// A half-open range of byte offsets in a file, as the file was found.
public struct ByteRange: Sendable, Hashable {
  /// The first byte.
  public var lower: Int
  /// One past the last byte.
  public var upper: Int

  /// The bytes from `lower` up to `upper`.
  public init(_ lower: Int, _ upper: Int) {
    self.lower = lower
    self.upper = upper
  }

  /// The number of bytes.
  public var count: Int { upper - lower }

  /// The smallest range that holds both.
  public func union(_ other: ByteRange) -> ByteRange {
    ByteRange(min(lower, other.lower), max(upper, other.upper))
  }
}

/// The bytes of one article and the name it is known by; every range of the pipeline is into these.
public struct SourceText: Sendable {
  /// File name or identifier, as `document` in the output.
  public let name: String
  /// Valid UTF-8.
  public let bytes: ContiguousArray<UInt8>
  /// Whether the bytes are not the file's own but were made from it (a page's text, UTF-16 as UTF-8):
  /// then ranges are into these.
  public let isExtracted: Bool

  /// A source of valid UTF-8 bytes.
  public init(name: String, bytes: ContiguousArray<UInt8>, isExtracted: Bool = false) {
    self.name = name
    self.bytes = bytes
    self.isExtracted = isExtracted
  }

  /// The text of a range.
  public subscript(range: ByteRange) -> String {
    String(decoding: bytes[range.lower..<range.upper], as: UTF8.self)
  }
}
