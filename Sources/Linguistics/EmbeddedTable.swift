internal import CEmbeddedData

/// One embedded file of tab-separated lines, found by the bytes of their first field.
///
/// Lines that begin with `# ` are comments. Loading hashes every key once and makes no strings, so
/// that a file of 20,000 lines is ready in a millisecond or two.
struct EmbeddedTable: Sendable {
  /// Words with the counts of their tags, which both tagger and lemmatizer ask.
  static let lexicon = EmbeddedTable("linguistics-lexicon.tsv")

  private let bytes: [UInt8]
  /// Where each line begins, by hash; -1 where the slot is free. Its size is a power of two.
  private var slots: [Int32]

  /// The file of that name; empty where there is none.
  init(_ name: String) {
    let bytes = Self.load(name)
    self.bytes = bytes
    var lineCount = 1
    for byte in bytes where byte == 0x0A { lineCount += 1 }
    var capacity = 16
    while capacity < lineCount * 2 { capacity *= 2 }
    slots = [Int32](repeating: -1, count: capacity)
    forEachLine { start, _ in
      var end = start
      var hash = Self.seed
      while end < bytes.count, bytes[end] != 0x09, bytes[end] != 0x0A {
        hash = Self.mix(hash, bytes[end])
        end += 1
      }
      var slot = Int(truncatingIfNeeded: hash) & (capacity - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (capacity - 1) }
      slots[slot] = Int32(start)
    }
  }

  /// The bytes after the key's tab, nil where the key is not there.
  func value(of key: some Collection<UInt8>) -> ArraySlice<UInt8>? {
    var hash = Self.seed
    for byte in key { hash = Self.mix(hash, byte) }
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let start = Int(slots[slot])
      let keyEnd = start + key.count
      if keyEnd < bytes.count, bytes[keyEnd] == 0x09 || bytes[keyEnd] == 0x0A,
        bytes[start..<keyEnd].elementsEqual(key)
      {
        var end = keyEnd
        while end < bytes.count, bytes[end] != 0x0A { end += 1 }
        return bytes[min(keyEnd + 1, end)..<end]
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Whether the key is there.
  func contains(_ key: String) -> Bool { value(of: key.utf8) != nil }

  /// Calls `body` with the bounds of every line but comments and empty ones.
  func forEachLine(_ body: (_ start: Int, _ end: Int) -> Void) {
    var start = 0
    while start < bytes.count {
      var end = start
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      let isComment =
        end - start > 1 && bytes[start] == UInt8(ascii: "#") && bytes[start + 1] == 0x20
      if end > start, !isComment { body(start, end) }
      start = end + 1
    }
  }

  /// The bytes between two places.
  func slice(_ start: Int, _ end: Int) -> ArraySlice<UInt8> { bytes[start..<end] }

  private static func load(_ name: String) -> [UInt8] {
    let file = unsafe embedded_data(name)
    guard let start = unsafe file.bytes else { return [] }
    return unsafe [UInt8](UnsafeBufferPointer(start: start, count: file.count))
  }

  private static let seed: UInt64 = 0xcbf2_9ce4_8422_2325

  private static func mix(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x100_0000_01b3
  }
}

extension ArraySlice<UInt8> {
  /// Calls `body` with each "name count" pair of a line of counts.
  func forEachCount(_ body: (_ name: ArraySlice<UInt8>, _ count: Int) -> Void) {
    var index = startIndex
    while index < endIndex {
      var nameEnd = index
      while nameEnd < endIndex, self[nameEnd] != 0x20 { nameEnd += 1 }
      var count = 0
      var end = nameEnd + 1
      while end < endIndex, self[end] != 0x20 {
        count = count * 10 + Int(self[end]) - 0x30
        end += 1
      }
      body(self[index..<nameEnd], count)
      index = end + 1
    }
  }
}
