internal import Columnar

/// The digests that `hash`, `hash_md5`, `hash_sha1` and `hash_sha256` give of the bytes of a text.
enum Digest {
  /// MD5 (RFC 1321).
  static func md5(_ message: [UInt8]) -> [UInt8] {
    var state: [UInt32] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476]
    let shifts: [[UInt32]] = [
      [7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21],
    ]
    for block in blocks(of: message, bigEndian: false) {
      var (a, b, c, d) = (state[0], state[1], state[2], state[3])
      for step in 0..<64 {
        let mixed: UInt32
        let word: Int
        switch step / 16 {
        case 0: (mixed, word) = (b & c | ~b & d, step)
        case 1: (mixed, word) = (d & b | ~d & c, (5 * step + 1) % 16)
        case 2: (mixed, word) = (b ^ c ^ d, (3 * step + 5) % 16)
        default: (mixed, word) = (c ^ (b | ~d), 7 * step % 16)
        }
        let sum = a &+ mixed &+ md5Constants[step] &+ block[word].byteSwapped
        (a, d, c) = (d, c, b)
        b = b &+ rotated(sum, shifts[step / 16][step % 4])
      }
      for (index, value) in [a, b, c, d].enumerated() { state[index] &+= value }
    }
    return state.flatMap { bytes($0.byteSwapped) }
  }

  /// SHA-1 (RFC 3174).
  static func sha1(_ message: [UInt8]) -> [UInt8] {
    var state: [UInt32] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0]
    for block in blocks(of: message, bigEndian: true) {
      var words = block
      for index in 16..<80 {
        words.append(
          rotated(
            words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16], 1))
      }
      var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
      for step in 0..<80 {
        let (mixed, constant): (UInt32, UInt32) =
          switch step / 20 {
          case 0: (b & c | ~b & d, 0x5a82_7999)
          case 1: (b ^ c ^ d, 0x6ed9_eba1)
          case 2: (b & c | b & d | c & d, 0x8f1b_bcdc)
          default: (b ^ c ^ d, 0xca62_c1d6)
          }
        let sum = rotated(a, 5) &+ mixed &+ e &+ constant &+ words[step]
        (e, d, c, b, a) = (d, c, rotated(b, 30), a, sum)
      }
      for (index, value) in [a, b, c, d, e].enumerated() { state[index] &+= value }
    }
    return state.flatMap(bytes)
  }

  /// SHA-256 (FIPS 180-4).
  static func sha256(_ message: [UInt8]) -> [UInt8] {
    var state: [UInt32] = [
      0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
      0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]
    for block in blocks(of: message, bigEndian: true) {
      var words = block
      for index in 16..<64 {
        let (x, y) = (words[index - 15], words[index - 2])
        let low = rotated(x, 25) ^ rotated(x, 14) ^ x >> 3
        let high = rotated(y, 15) ^ rotated(y, 13) ^ y >> 10
        words.append(words[index - 16] &+ low &+ words[index - 7] &+ high)
      }
      var v = state
      for step in 0..<64 {
        let high = rotated(v[4], 26) ^ rotated(v[4], 21) ^ rotated(v[4], 7)
        let choice = v[4] & v[5] ^ ~v[4] & v[6]
        let first = v[7] &+ high &+ choice &+ sha256Constants[step] &+ words[step]
        let low = rotated(v[0], 30) ^ rotated(v[0], 19) ^ rotated(v[0], 10)
        let majority = v[0] & v[1] ^ v[0] & v[2] ^ v[1] & v[2]
        v = [first &+ low &+ majority, v[0], v[1], v[2], v[3] &+ first, v[4], v[5], v[6]]
      }
      for index in state.indices { state[index] &+= v[index] }
    }
    return state.flatMap(bytes)
  }

  /// XXH64 with seed 0, as its specification gives it.
  static func xxHash64(_ message: [UInt8]) -> UInt64 {
    let primes: [UInt64] = [
      0x9e37_79b1_85eb_ca87, 0xc2b2_ae3d_27d4_eb4f, 0x1656_67b1_9e37_79f9,
      0x85eb_ca77_c2b2_ae63, 0x27d4_eb2f_1656_67c5,
    ]
    func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
      rotated(lane &+ word &* primes[1], 31) &* primes[0]
    }
    var place = 0
    func word(_ size: Int) -> UInt64 {
      defer { place += size }
      return (0..<size).reduce(0) { $0 | UInt64(message[place + $1]) << UInt64(8 * $1) }
    }
    var hash = primes[4]
    if message.count >= 32 {
      var lanes = [primes[0] &+ primes[1], primes[1], 0, 0 &- primes[0]]
      while message.count - place >= 32 {
        for index in lanes.indices { lanes[index] = round(lanes[index], word(8)) }
      }
      hash = zip(lanes, [1, 7, 12, 18]).reduce(0) { $0 &+ rotated($1.0, $1.1) }
      for lane in lanes { hash = (hash ^ round(0, lane)) &* primes[0] &+ primes[3] }
    }
    hash &+= UInt64(message.count)
    while message.count - place >= 8 {
      hash = rotated(hash ^ round(0, word(8)), 27) &* primes[0] &+ primes[3]
    }
    if message.count - place >= 4 {
      hash = rotated(hash ^ word(4) &* primes[0], 23) &* primes[1] &+ primes[2]
    }
    while place < message.count { hash = rotated(hash ^ word(1) &* primes[4], 11) &* primes[0] }
    hash = (hash ^ hash >> 33) &* primes[1]
    hash = (hash ^ hash >> 29) &* primes[2]
    return hash ^ hash >> 32
  }

  // MARK: - Parts

  private static func rotated<Word: FixedWidthInteger>(_ word: Word, _ places: Word) -> Word {
    word &<< places | word &>> (Word(Word.bitWidth) - places)
  }

  private static func bytes(_ word: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) }
  }

  /// The padded message in blocks of 16 words, read from the high byte on.
  private static func blocks(of message: [UInt8], bigEndian: Bool) -> [[UInt32]] {
    var padded = message + [0x80]
    while padded.count % 64 != 56 { padded.append(0) }
    let bitCount = UInt64(message.count) * 8
    let length = (0..<8).map { UInt8(truncatingIfNeeded: bitCount >> (8 * $0)) }
    padded += bigEndian ? length.reversed() : length
    return stride(from: 0, to: padded.count, by: 64).map { start in
      (0..<16).map { word in
        (0..<4).reduce(0) { $0 << 8 | UInt32(padded[start + 4 * word + $1]) }
      }
    }
  }

  /// The first 32 bits of the fraction of |sin(i + 1)|.
  private static let md5Constants: [UInt32] = [
    0xd76a_a478, 0xe8c7_b756, 0x2420_70db, 0xc1bd_ceee, 0xf57c_0faf, 0x4787_c62a,
    0xa830_4613, 0xfd46_9501, 0x6980_98d8, 0x8b44_f7af, 0xffff_5bb1, 0x895c_d7be,
    0x6b90_1122, 0xfd98_7193, 0xa679_438e, 0x49b4_0821, 0xf61e_2562, 0xc040_b340,
    0x265e_5a51, 0xe9b6_c7aa, 0xd62f_105d, 0x0244_1453, 0xd8a1_e681, 0xe7d3_fbc8,
    0x21e1_cde6, 0xc337_07d6, 0xf4d5_0d87, 0x455a_14ed, 0xa9e3_e905, 0xfcef_a3f8,
    0x676f_02d9, 0x8d2a_4c8a, 0xfffa_3942, 0x8771_f681, 0x6d9d_6122, 0xfde5_380c,
    0xa4be_ea44, 0x4bde_cfa9, 0xf6bb_4b60, 0xbebf_bc70, 0x289b_7ec6, 0xeaa1_27fa,
    0xd4ef_3085, 0x0488_1d05, 0xd9d4_d039, 0xe6db_99e5, 0x1fa2_7cf8, 0xc4ac_5665,
    0xf429_2244, 0x432a_ff97, 0xab94_23a7, 0xfc93_a039, 0x655b_59c3, 0x8f0c_cc92,
    0xffef_f47d, 0x8584_5dd1, 0x6fa8_7e4f, 0xfe2c_e6e0, 0xa301_4314, 0x4e08_11a1,
    0xf753_7e82, 0xbd3a_f235, 0x2ad7_d2bb, 0xeb86_d391,
  ]

  /// The first 32 bits of the fractions of the cube roots of the first 64 primes.
  private static let sha256Constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1,
    0x923f_82a4, 0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3,
    0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786,
    0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147,
    0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13,
    0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a,
    0x5b9c_ca4f, 0x682e_6ff3, 0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208,
    0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}

extension ScalarKernels {
  /// Digests of values: of a text its bytes, of a datetime its form as text.
  static let digests: [String: ScalarKernel] = [
    "hash": rows { call in
      let bytes: [UInt8] =
        switch call[0] {
        case .integer(let value), .datetime(let value), .timespan(let value):
          (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        default: Array(call.text(0).utf8)
        }
      let hash = Digest.xxHash64(bytes)
      guard call.has(1) else { return .integer(Int64(bitPattern: hash)) }
      guard let count = call.integer(1), count > 0 else { return .null }
      return .integer(Int64(hash % UInt64(count)))
    },
    "hash_md5": hexadecimal(Digest.md5),
    "hash_sha1": hexadecimal(Digest.sha1),
    "hash_sha256": hexadecimal(Digest.sha256),
  ]

  /// A digest in hexadecimal; of nothing, nothing.
  private static func hexadecimal(_ digest: @escaping @Sendable ([UInt8]) -> [UInt8])
    -> ScalarKernel
  {
    rows { call in
      let text = call.text(0)
      if text.isEmpty { return .string("") }
      return .string(
        digest(Array(text.utf8)).map { byte in
          (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined())
    }
  }
}
