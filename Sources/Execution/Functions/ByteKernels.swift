internal import Columnar

extension ScalarKernels {
  /// Functions of texts that are computed on their bytes: texts that are only put together or given
  /// another case never become a `String`.
  static let bytewise: [String: ScalarKernel] = [
    "strcat": { arguments, rowCount, _, _ in
      let texts = arguments.map(\.texts)
      return built(rowCount, texts) { row, buffer in
        for text in texts { append(text, row, to: &buffer) }
      }
    },
    "strcat_delim": { arguments, rowCount, _, _ in
      let texts = arguments.map(\.texts)
      return built(rowCount, texts) { row, buffer in
        for (place, text) in texts.dropFirst().enumerated() {
          if place > 0 { append(texts[0], row, to: &buffer) }
          append(text, row, to: &buffer)
        }
      }
    },
    "tolower": changingCase({ $0.lowercased() }) { byte in
      byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    },
    "toupper": changingCase({ $0.uppercased() }) { byte in
      byte >= 0x61 && byte <= 0x7A ? byte & 0xDF : byte
    },
  ]

  private static func append(
    _ text: TextArgument, _ row: Int, to buffer: inout ContiguousArray<UInt8>
  ) {
    // What is longer is cut anyway.
    if buffer.count > longestText { return }
    unsafe text.dictionary.withUTF8(of: text.code(row)) { unsafe buffer.append(contentsOf: $0) }
  }

  /// A text a row, its bytes put together by `body` and cut like every text that grows.
  private static func built(
    _ rowCount: Int, _ texts: [TextArgument],
    _ body: (Int, inout ContiguousArray<UInt8>) -> Void
  ) -> Vector {
    var builder = StringDictionaryBuilder()
    var codes: ContiguousArray<UInt32> = []
    codes.reserveCapacity(rowCount)
    var buffer: ContiguousArray<UInt8> = []
    for row in 0..<rowCount {
      buffer.removeAll(keepingCapacity: true)
      body(row, &buffer)
      if buffer.count > longestText {
        codes.append(builder.code(for: limited(buffer)))
      } else {
        unsafe codes.append(buffer.withUnsafeBufferPointer { unsafe builder.code(forUTF8: $0) })
      }
    }
    return Vector(type: .string, values: .strings(codes, builder.finish()))
  }

  /// ASCII byte by byte, other texts as Unicode has it; once for every distinct text where they
  /// repeat.
  private static func changingCase(
    _ slow: @escaping @Sendable (String) -> String, _ fast: @escaping @Sendable (UInt8) -> UInt8
  ) -> ScalarKernel {
    { arguments, rowCount, _, _ in
      let texts = arguments[0].texts
      var builder = StringDictionaryBuilder()
      var buffer: ContiguousArray<UInt8> = []
      func changed(_ code: UInt32) -> UInt32 {
        let isASCII = unsafe texts.dictionary.withUTF8(of: code) { bytes in
          buffer.removeAll(keepingCapacity: true)
          var all: UInt8 = 0
          for place in 0..<bytes.count {
            let byte = unsafe bytes[place]
            all |= byte
            buffer.append(fast(byte))
          }
          return all < 0x80
        }
        guard isASCII else { return builder.code(for: slow(texts.dictionary[code])) }
        return unsafe buffer.withUnsafeBufferPointer { unsafe builder.code(forUTF8: $0) }
      }
      var codes: ContiguousArray<UInt32> = []
      codes.reserveCapacity(rowCount)
      if rowCount > 0 && texts.isConstant {
        codes = ContiguousArray(repeating: changed(texts.code(0)), count: rowCount)
      } else if texts.dictionary.count <= rowCount {
        var known = ContiguousArray<UInt32>(repeating: .max, count: texts.dictionary.count)
        for row in 0..<rowCount {
          let code = texts.code(row)
          if known[Int(code)] == .max { known[Int(code)] = changed(code) }
          codes.append(known[Int(code)])
        }
      } else {
        for row in 0..<rowCount { codes.append(changed(texts.code(row))) }
      }
      return Vector(type: .string, values: .strings(codes, builder.finish()))
    }
  }
}
