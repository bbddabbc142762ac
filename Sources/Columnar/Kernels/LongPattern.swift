/// A text that is searched for by Knuth, Morris and Pratt: it is too long to be compared anew at every
/// place, which for some texts costs the product of both lengths.
public struct LongPattern: Sendable {
  private let bytes: ContiguousArray<UInt8>
  /// How much of the pattern's beginning ends at each of its bytes, the whole aside.
  private let borders: ContiguousArray<Int32>

  /// A pattern up to this is compared at every place.
  private static let shortCount = 32

  /// The pattern, already folded where case does not matter; nil where it is a short one.
  public init?(_ bytes: ContiguousArray<UInt8>) {
    guard bytes.count > Self.shortCount else { return nil }
    var borders = ContiguousArray<Int32>(repeating: 0, count: bytes.count)
    var length = 0
    for place in 1..<bytes.count {
      while length > 0, bytes[place] != bytes[length] { length = Int(borders[length - 1]) }
      if bytes[place] == bytes[length] { length += 1 }
      borders[place] = Int32(length)
    }
    self.bytes = bytes
    self.borders = borders
  }

  /// Every place in a text where the pattern begins, from left to right.
  ///
  /// - Complexity: O(*n*) in the length of the text.
  public func places(in text: Span<UInt8>, overlapping: Bool) -> [Int] {
    var places: [Int] = []
    _ = stands(in: text, foldsASCII: false, overlapping: overlapping) { place in
      places.append(place)
      return false
    }
    return places
  }

  /// Whether the pattern stands somewhere in a text, at a place that is `accepted`.
  ///
  /// - Complexity: O(*n*) in the length of the text.
  func stands(
    in text: Span<UInt8>, foldsASCII: Bool, overlapping: Bool = true, where accepted: (Int) -> Bool
  ) -> Bool {
    var length = 0
    for place in 0..<text.count {
      let byte = foldsASCII ? text[place].lowercasedASCII : text[place]
      while length > 0, byte != bytes[length] { length = Int(borders[length - 1]) }
      if byte == bytes[length] { length += 1 }
      guard length == bytes.count else { continue }
      if accepted(place + 1 - length) { return true }
      length = overlapping ? Int(borders[length - 1]) : 0
    }
    return false
  }
}
