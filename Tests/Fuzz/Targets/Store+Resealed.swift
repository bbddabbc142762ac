import Columnar
import Loading

extension Store {
  /// A store with its checksums made right, as somebody who forges one would; bytes that are too
  /// few stay as they are.
  static func resealed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard bytes.count > headerSize + 16 else { return bytes }
    var store = ContiguousArray(bytes)
    store.replaceSubrange(0..<magic.count, with: magic)
    // The directory begins where its first words stand: a mutation may have moved it.
    let begin = ArraySlice(#"{"blocks":["#.utf8)
    guard
      let place = store.indices.dropFirst(headerSize).last(where: {
        store[$0...].starts(with: begin)
      })
    else { return ArraySlice(store) }
    guard let end = store[place...].firstIndex(of: UInt8(ascii: "]")) else {
      return ArraySlice(store)
    }
    let sums = stride(from: headerSize, to: place, by: blockSize).map { start in
      let block = ContiguousArray(store[start..<min(place, start + blockSize)])
      return "\"" + String(checksum(block), radix: 16) + "\""
    }
    store.replaceSubrange(place + begin.count..<end, with: Array(sums.joined(separator: ",").utf8))
    let directory = ContiguousArray(store[place...])
    set(&store, 8, 1)
    set(&store, 16, UInt64(place))
    set(&store, 24, UInt64(directory.count))
    set(&store, 32, checksum(directory))
    set(&store, headerSize - 8, checksum(ContiguousArray(store[..<(headerSize - 8)])))
    return ArraySlice(store)
  }

  private static func set(_ store: inout ContiguousArray<UInt8>, _ place: Int, _ number: UInt64) {
    for index in 0..<8 { store[place + index] = UInt8(truncatingIfNeeded: number >> (8 * index)) }
  }
}
