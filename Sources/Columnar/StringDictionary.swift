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
  public let bytes: Buffer<UInt8>
  /// `count + 1` places in `bytes`.
  public let offsets: Buffer<UInt32>
  /// Whether no text stands twice.
  public let isUnique: Bool

  /// The dictionary that holds only the empty string.
  public static let empty = StringDictionary(bytes: [], offsets: [0, 0], isUnique: true)

  /// A dictionary over finished storage; entry 0 must be empty.
  public init(bytes: Buffer<UInt8>, offsets: Buffer<UInt32>, isUnique: Bool) {
    precondition(offsets.count >= 2 && offsets[0] == 0 && offsets[1] == 0)
    self.bytes = bytes
    self.offsets = offsets
    self.isUnique = isUnique
  }

  /// A dictionary with copies of the arrays.
  public convenience init(
    bytes: ContiguousArray<UInt8>, offsets: ContiguousArray<UInt32>, isUnique: Bool
  ) {
    self.init(bytes: Buffer(bytes), offsets: Buffer(offsets), isUnique: isUnique)
  }

  /// The number of entries, the empty string included.
  public var count: Int { offsets.count - 1 }

  /// The bytes that texts and offsets take.
  public var byteCount: Int { bytes.byteCount + offsets.byteCount }

  /// The places of an entry's bytes in `bytes`.
  @inlinable
  public func range(of code: UInt32) -> Range<Int> {
    Int(offsets[Int(code)])..<Int(offsets[Int(code) + 1])
  }

  /// Hands the bytes of an entry to `body`.
  @inlinable
  public func withUTF8<Result>(
    of code: UInt32, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let range = range(of: code)
    precondition(range.upperBound <= bytes.count)
    return unsafe body(
      UnsafeBufferPointer(start: bytes.pointer + range.lowerBound, count: range.count))
  }

  /// An entry as a `String`; for output and for the odd function, never in a loop over rows.
  public subscript(code: UInt32) -> String {
    unsafe withUTF8(of: code) { unsafe String(decoding: $0, as: UTF8.self) }
  }
}

/// Makes a `StringDictionary`: gives each text its code, the same text the same code.
public struct StringDictionaryBuilder: Sendable {
  private var bytes: ContiguousArray<UInt8> = []
  private var offsets: ContiguousArray<UInt32> = [0, 0]
  /// Open addressing: a code in the low half, the high half of the text's hash above it; 0 is free,
  /// since the empty string is never looked up here.
  private var slots: ContiguousArray<UInt64>
  private var mask: Int

  /// An empty builder.
  public init() {
    slots = ContiguousArray(repeating: 0, count: 64)
    mask = 63
  }

  /// The number of entries so far, the empty string included.
  public var count: Int { offsets.count - 1 }

  /// Makes room for about so many bytes of so many texts.
  mutating func reserveCapacity(bytes byteCount: Int, texts textCount: Int) {
    bytes.reserveCapacity(byteCount)
    offsets.reserveCapacity(textCount + 2)
    while slots.count < textCount * 2 { grow() }
  }

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
    let hash = unsafe TextHash.hash(text)
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let entry = slots[slot]
      if (entry ^ hash) >> 32 == 0 {
        let code = UInt32(truncatingIfNeeded: entry)
        if unsafe isSame(text, code) { return code }
      }
      slot = (slot + 1) & mask
    }
    let code = UInt32(count)
    unsafe bytes.append(contentsOf: text)
    precondition(bytes.count <= UInt32.max, "the texts of a column are longer than 4 GiB")
    offsets.append(UInt32(bytes.count))
    slots[slot] = hash & ~0xffff_ffff | UInt64(code)
    if count * 2 > slots.count { grow() }
    return code
  }

  /// The finished dictionary.
  public func finish() -> StringDictionary {
    StringDictionary(bytes: bytes, offsets: offsets, isUnique: true)
  }

  private func isSame(_ text: UnsafeBufferPointer<UInt8>, _ code: UInt32) -> Bool {
    let start = Int(offsets[Int(code)])
    guard Int(offsets[Int(code) + 1]) - start == text.count else { return false }
    return unsafe bytes.withUnsafeBufferPointer { all in
      for place in 0..<text.count {
        if unsafe all[start + place] != text[place] { return false }
      }
      return true
    }
  }

  private mutating func grow() {
    slots = ContiguousArray(repeating: 0, count: slots.count * 2)
    mask = slots.count - 1
    unsafe bytes.withUnsafeBufferPointer { all in
      for code in 1..<count {
        let text = unsafe UnsafeBufferPointer(
          rebasing: all[Int(offsets[code])..<Int(offsets[code + 1])])
        let hash = unsafe TextHash.hash(text)
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = hash & ~0xffff_ffff | UInt64(code)
      }
    }
  }
}

/// A hash of bytes, eight at a time by multiplication to 128 bits, in the manner of wyhash.
enum TextHash {
  static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let count = text.count
    guard count > 0, let start = unsafe UnsafeRawPointer(text.baseAddress) else { return 0 }
    var hash: UInt64 = 0x9e37_79b9_7f4a_7c15 ^ UInt64(count)
    var place = 0
    while place + 8 <= count {
      let word = unsafe start.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      hash = mixed(hash ^ word, 0xa076_1d64_78bd_642f)
      place += 8
    }
    var last: UInt64 = 0
    while place < count {
      last = last << 8 | UInt64(unsafe text[place])
      place += 1
    }
    return mixed(hash ^ last, 0xe703_7ed1_a0b4_28db)
  }

  @inline(__always)
  private static func mixed(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }
}
