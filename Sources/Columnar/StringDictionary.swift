/// The texts that a string column's codes stand for: UTF-8 bytes end to end in one arena.
///
///     bytes    C h i n a S e o u l ...
///     offsets  0 0 5 10 ...           entry i is bytes[offsets[i] ..< offsets[i + 1]]
///
/// Entry 0 is always the empty string, which is also a string's missing value. Where `isUnique`,
/// two codes are equal exactly when their texts are; the output of an expression may repeat a text.
/// A dictionary never changes and is compared by identity, hence a class.
public final class StringDictionary: Sendable {
  /// All texts, one after the other.
  public let bytes: ContiguousArray<UInt8>
  /// `count + 1` places in `bytes`.
  public let offsets: ContiguousArray<UInt32>
  /// Whether no text stands twice.
  public let isUnique: Bool

  /// The dictionary that holds only the empty string.
  public static let empty = StringDictionary(bytes: [], offsets: [0, 0], isUnique: true)

  /// A dictionary over finished storage; entry 0 must be empty.
  public init(bytes: ContiguousArray<UInt8>, offsets: ContiguousArray<UInt32>, isUnique: Bool) {
    precondition(offsets.count >= 2 && offsets[0] == 0 && offsets[1] == 0)
    self.bytes = bytes
    self.offsets = offsets
    self.isUnique = isUnique
  }

  /// The number of entries, the empty string included.
  public var count: Int { offsets.count - 1 }

  /// The places of an entry's bytes in `bytes`.
  @inlinable
  public func range(of code: UInt32) -> Range<Int> {
    Int(offsets[Int(code)])..<Int(offsets[Int(code) + 1])
  }

  /// An entry as a `String`; for output and for the odd function, never in a loop over rows.
  public subscript(code: UInt32) -> String {
    String(decoding: bytes[range(of: code)], as: UTF8.self)
  }
}

/// Makes a `StringDictionary`: gives each text its code, the same text the same code.
public struct StringDictionaryBuilder: Sendable {
  private var bytes: ContiguousArray<UInt8> = []
  private var offsets: ContiguousArray<UInt32> = [0, 0]
  /// Open addressing over codes; 0 is free, since the empty string is never looked up here.
  private var slots: ContiguousArray<UInt32>
  private var mask: Int

  /// An empty builder.
  public init() {
    slots = ContiguousArray(repeating: 0, count: 64)
    mask = 63
  }

  /// The number of entries so far, the empty string included.
  public var count: Int { offsets.count - 1 }

  /// The code of `text`, made if it is new.
  public mutating func code(for text: String) -> UInt32 {
    var text = text
    return text.withUTF8 { unsafe code(forUTF8: $0) }
  }

  /// The code of a text in UTF-8, made if it is new.
  ///
  /// - Complexity: O(*n*) in the length of the text, amortised.
  public mutating func code(forUTF8 text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    if text.isEmpty { return 0 }
    var slot = unsafe Self.hash(text) & mask
    while slots[slot] != 0 {
      let code = slots[slot]
      let start = Int(offsets[Int(code)])
      let end = Int(offsets[Int(code) + 1])
      if unsafe end - start == text.count && bytes[start..<end].elementsEqual(text) {
        return code
      }
      slot = (slot + 1) & mask
    }
    let code = UInt32(count)
    unsafe bytes.append(contentsOf: text)
    offsets.append(UInt32(bytes.count))
    slots[slot] = code
    if count * 2 > slots.count { grow() }
    return code
  }

  /// The finished dictionary.
  public func finish() -> StringDictionary {
    StringDictionary(bytes: bytes, offsets: offsets, isUnique: true)
  }

  private mutating func grow() {
    slots = ContiguousArray(repeating: 0, count: slots.count * 2)
    mask = slots.count - 1
    unsafe bytes.withUnsafeBufferPointer { all in
      for code in 1..<count {
        let text = unsafe UnsafeBufferPointer(
          rebasing: all[Int(offsets[code])..<Int(offsets[code + 1])])
        var slot = unsafe Self.hash(text) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = UInt32(code)
      }
    }
  }

  /// FNV-1a, folded so that the low bits depend on all of the text.
  private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in 0..<text.count {
      hash = unsafe (hash ^ UInt64(text[index])) &* 0x0000_0100_0000_01b3
    }
    return Int(truncatingIfNeeded: hash ^ (hash >> 29))
  }
}
