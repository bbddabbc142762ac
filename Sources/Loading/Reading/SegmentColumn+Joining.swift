internal import CLoading
import Columnar

extension SegmentColumn {
  var holdsReals: Bool {
    switch plan.type {
    case .real: true
    case .long, .text, .bool, .date: false
    }
  }

  /// Hands the dictionary's texts over; the column has none any more.
  func dictionary() -> StringDictionary {
    guard let taken = unsafe takeTexts(), let bytes = unsafe taken.bytes.baseAddress,
      let offsets = unsafe taken.offsets.baseAddress
    else { return copiedDictionary() }
    return unsafe StringDictionary(
      bytes: Buffer(adopting: bytes, count: taken.bytes.count),
      offsets: Buffer(adopting: offsets, count: taken.offsets.count),
      isUnique: true)
  }

  /// Where memory is too short to give any back, the texts are copied.
  private func copiedDictionary() -> StringDictionary {
    let table = unsafe texts
    let bytes = unsafe Buffer<UInt8>(count: unsafe table.byte_count) { target in
      guard let start = target.baseAddress else { return }
      unsafe start.update(from: table.bytes, count: table.byte_count)
    }
    let offsets = unsafe Buffer<UInt32>(count: unsafe table.count + 1) { target in
      guard let start = target.baseAddress else { return }
      unsafe start.update(from: table.offsets, count: table.count + 1)
    }
    return StringDictionary(bytes: bytes, offsets: offsets, isUnique: true)
  }

  /// Calls `body` with each row's code.
  func forEachCode(_ body: (Int) -> Void) {
    unsafe Self.forEach(integers) { _, code in body(code) }
  }

  /// Calls `body` with each row that is null.
  func forEachNull(_ body: (Int) -> Void) {
    guard unsafe nulls.greatest > 0 else { return }
    unsafe Self.forEach(nulls) { row, isNull in if isNull != 0 { body(row) } }
  }

  /// Calls `body` with each row and its number.
  @inline(__always)
  private static func forEach(_ numbers: loading_integers, _ body: (Int, Int) -> Void) {
    unsafe withUnsafeTemporaryAllocation(of: Int64.self, capacity: 1024) { part in
      guard let start = part.baseAddress else { return }
      var column = unsafe numbers
      for first in stride(from: 0, to: unsafe column.count, by: 1024) {
        let length = unsafe min(1024, column.count - first)
        unsafe loading_integers_read(&column, first, length, start)
        for row in 0..<length { unsafe body(first + row, Int(start[row])) }
      }
    }
  }

  /// Writes the new code of each row's code.
  func pack(
    _ codes: ContiguousArray<UInt32>, into target: UnsafeMutableRawPointer, _ bytes: Int
  ) {
    unsafe codes.withUnsafeBufferPointer { codes in
      var column = unsafe integers
      unsafe loading_pack_codes(&column, codes.baseAddress, target, Int32(bytes))
    }
  }

  func readIntegers(into target: UnsafeMutablePointer<Int64>?) {
    guard let target = unsafe target else { return }
    var column = unsafe integers
    unsafe loading_integers_read(&column, 0, column.count, target)
  }

  func readReals(into target: UnsafeMutablePointer<Double>?) {
    guard let target = unsafe target else { return }
    var column = unsafe reals
    unsafe loading_reals_read(&column, 0, column.count, target)
  }
}
