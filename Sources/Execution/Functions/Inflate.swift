/// Takes texts out of what zlib and gzip compress (RFC 1950 to 1952), and wraps them up uncompressed,
/// as Kusto does.
enum Inflate {
  /// No answer is longer: a few bytes may claim to stand for any number.
  private static let longest = 16 << 20

  /// What a stream of DEFLATE stands for; nil where it is broken or too long.
  static func inflate(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    var reader = BitReader(bytes: bytes)
    var output: [UInt8] = []
    while true {
      guard let isLast = reader.bits(1), let kind = reader.bits(2) else { return nil }
      switch kind {
      case 0: guard copyStored(&reader, &output) else { return nil }
      case 1:
        guard copyCoded(&reader, fixedLengths, fixedDistances, &output) else { return nil }
      case 2:
        guard let (lengths, distances) = readCodes(&reader),
          copyCoded(&reader, lengths, distances, &output)
        else { return nil }
      default: return nil
      }
      if isLast == 1 { return output }
    }
  }

  private struct BitReader {
    let bytes: ArraySlice<UInt8>
    var position: Int
    var buffer: UInt32 = 0
    var count = 0

    init(bytes: ArraySlice<UInt8>) {
      self.bytes = bytes
      position = bytes.startIndex
    }

    mutating func bits(_ wanted: Int) -> Int? {
      while count < wanted {
        guard position < bytes.endIndex else { return nil }
        buffer |= UInt32(bytes[position]) << UInt32(count)
        position += 1
        count += 8
      }
      let value = buffer & (1 << UInt32(wanted) - 1)
      buffer >>= UInt32(wanted)
      count -= wanted
      return Int(value)
    }

    mutating func byte() -> UInt8? {
      guard position < bytes.endIndex else { return nil }
      position += 1
      return bytes[position - 1]
    }

    mutating func align() {
      buffer = 0
      count = 0
    }
  }

  /// A canonical code: how many symbols of each length, and the symbols in order.
  private struct Code {
    var counts = Array(repeating: 0, count: 16)
    var symbols: [Int] = []

    init(lengths: [Int]) {
      for length in lengths where length > 0 { counts[length] += 1 }
      for length in 1...15 {
        symbols += lengths.indices.filter { lengths[$0] == length }
      }
    }

    func next(_ reader: inout BitReader) -> Int? {
      var code = 0
      var first = 0
      var index = 0
      for length in 1...15 {
        guard let bit = reader.bits(1) else { return nil }
        code |= bit
        if code - first < counts[length] { return symbols[index + code - first] }
        index += counts[length]
        first = (first + counts[length]) << 1
        code <<= 1
      }
      return nil
    }
  }

  private static let fixedLengths = Code(
    lengths: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
  private static let fixedDistances = Code(lengths: Array(repeating: 5, count: 30))

  private static let lengthBases = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
  ]
  private static let lengthExtras = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  private static let distanceBases = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537,
    2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577,
  ]

  private static func copyStored(_ reader: inout BitReader, _ output: inout [UInt8]) -> Bool {
    reader.align()
    guard let low = reader.byte(), let high = reader.byte(), reader.byte() != nil,
      reader.byte() != nil
    else { return false }
    for _ in 0..<(Int(low) | Int(high) << 8) {
      guard let byte = reader.byte() else { return false }
      output.append(byte)
    }
    return output.count <= longest
  }

  private static func readCodes(_ reader: inout BitReader) -> (Code, Code)? {
    guard let literals = reader.bits(5), let distances = reader.bits(5), let codes = reader.bits(4)
    else { return nil }
    var order = Array(repeating: 0, count: 19)
    let places = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    for place in places.prefix(codes + 4) {
      guard let length = reader.bits(3) else { return nil }
      order[place] = length
    }
    let code = Code(lengths: order)
    var lengths: [Int] = []
    let total = literals + 257 + distances + 1
    while lengths.count < total {
      guard let symbol = code.next(&reader) else { return nil }
      switch symbol {
      case 0...15: lengths.append(symbol)
      case 16:
        guard let last = lengths.last, let times = reader.bits(2) else { return nil }
        lengths += Array(repeating: last, count: times + 3)
      default:
        guard let times = reader.bits(symbol == 17 ? 3 : 7) else { return nil }
        lengths += Array(repeating: 0, count: times + (symbol == 17 ? 3 : 11))
      }
    }
    guard lengths.count == total else { return nil }
    return (
      Code(lengths: Array(lengths.prefix(literals + 257))),
      Code(lengths: Array(lengths.suffix(distances + 1)))
    )
  }

  private static func copyCoded(
    _ reader: inout BitReader, _ lengths: Code, _ distances: Code, _ output: inout [UInt8]
  ) -> Bool {
    while let symbol = lengths.next(&reader) {
      if symbol == 256 { return true }
      if symbol < 256 {
        output.append(UInt8(symbol))
      } else {
        guard symbol - 257 < lengthBases.count, let extra = reader.bits(lengthExtras[symbol - 257]),
          let place = distances.next(&reader), place < distanceBases.count,
          let more = reader.bits(place < 4 ? 0 : place / 2 - 1)
        else { return false }
        let distance = distanceBases[place] + more
        guard distance <= output.count else { return false }
        for _ in 0..<(lengthBases[symbol - 257] + extra) {
          output.append(output[output.count - distance])
        }
      }
      guard output.count <= longest else { return false }
    }
    return false
  }

  // MARK: - zlib and gzip

  /// The text behind a zlib stream; nil where it is broken.
  static func unwrapZlib(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count > 6, bytes[0] & 15 == 8, (Int(bytes[0]) << 8 | Int(bytes[1])) % 31 == 0
    else { return nil }
    return inflate(bytes[2...])
  }

  /// The text behind a gzip stream without extra fields; nil where it is broken.
  static func unwrapGzip(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count > 18, bytes[0] == 0x1f, bytes[1] == 0x8b, bytes[2] == 8 else { return nil }
    var start = 10
    // A name, which ends with a zero.
    if bytes[3] & 8 != 0 {
      while start < bytes.count, bytes[start] != 0 { start += 1 }
      start += 1
    }
    return start < bytes.count ? inflate(bytes[start...]) : nil
  }

  private static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var start = 0
    repeat {
      let end = min(start + 0xffff, bytes.count)
      let count = UInt16(end - start)
      result.append(end == bytes.count ? 1 : 0)
      result += [UInt8(count & 255), UInt8(count >> 8), UInt8(~count & 255), UInt8(~count >> 8)]
      result += bytes[start..<end]
      start = end
    } while start < bytes.count
    return result
  }

  /// The text as a zlib stream, uncompressed.
  static func wrapZlib(_ bytes: [UInt8]) -> [UInt8] {
    var a: UInt32 = 1
    var b: UInt32 = 0
    for byte in bytes {
      a = (a + UInt32(byte)) % 65521
      b = (b + a) % 65521
    }
    let sum = b << 16 | a
    return [0x78, 0x01] + stored(bytes) + [24, 16, 8, 0].map { UInt8(sum >> UInt32($0) & 255) }
  }

  /// The text as a gzip stream, uncompressed.
  static func wrapGzip(_ bytes: [UInt8]) -> [UInt8] {
    var sum = UInt32.max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xedb8_8320 : sum >> 1 }
    }
    let tail = [~sum, UInt32(truncatingIfNeeded: bytes.count)]
    return [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0] + stored(bytes)
      + tail.flatMap { word in [0, 8, 16, 24].map { UInt8(word >> UInt32($0) & 255) } }
  }
}
