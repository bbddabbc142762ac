import CEmbeddedData
import TestSupport
import Testing

@testable import Linguistics

private func weightsBytes() throws -> [UInt8] {
  let file = unsafe embedded_data("parser.weights")
  let start = unsafe try #require(file.bytes)
  return unsafe Array(UnsafeBufferPointer(start: start, count: file.count))
}

@Test func `the embedded weights name their sources and licence and are small`() throws {
  let bytes = try weightsBytes()
  #expect(bytes.count <= 6_000_000)
  let weights = try NetworkWeights(bytes: bytes)
  #expect(weights.notice.contains("CC BY-SA 4.0"))
  #expect(weights.dataHash.contains { $0 != 0 })
}

@Test func `a file cut short anywhere is refused`() throws {
  let bytes = try weightsBytes()
  var generator = SeededGenerator(seed: 6)
  var lengths = Array(0..<200)
  for _ in 0..<20 { lengths.append(Int.random(in: 0..<bytes.count, using: &generator)) }
  for length in lengths {
    #expect(throws: NetworkWeightsError.self) {
      try NetworkWeights(bytes: Array(bytes.prefix(length)))
    }
  }
}

@Test func `a file with another beginning, version or more at its end is refused`() throws {
  var bytes = try weightsBytes()
  #expect(throws: NetworkWeightsError.malformed("bytes after the last matrix")) {
    try NetworkWeights(bytes: bytes + [0])
  }
  bytes[8] = 9
  #expect(throws: NetworkWeightsError.unsupportedVersion(9)) { try NetworkWeights(bytes: bytes) }
  bytes[0] = 0
  #expect(throws: NetworkWeightsError.notWeights) { try NetworkWeights(bytes: bytes) }
}

@Test func `a changed header is refused or read, and never crashes`() throws {
  let bytes = try weightsBytes()
  for place in stride(from: 8, to: 420, by: 6) {
    var changed = bytes
    changed[place] ^= 0x55
    _ = try? ParserNetwork(weights: changed)
  }
}
