internal import CColumnKernels
internal import Columnar
internal import Planning

/// A search for pieces of text in all texts of a dictionary at once: they lie end to end, so that
/// the search need not know where one ends, and only its few finds are looked at.
struct TextSearch {
  private struct Needle {
    let bytes: ContiguousArray<UInt8>
    let ignoresCase: Bool
  }

  /// What every text must hold, the longest first.
  private let needles: [Needle]
  private let dictionary: StringDictionary
  /// Whether holding the needles is all that the conditions ask for.
  let isExact: Bool

  /// A search for what every text must hold of which all the conditions are true; nil where they
  /// name nothing to search for.
  init?(_ conditions: [BoundExpr], _ column: CodedColumn) {
    guard column.column.type == .string, let dictionary = column.column.dictionary else {
      return nil
    }
    var needles: [Needle] = []
    var isExact = true
    for condition in conditions {
      guard case .call(let function, let arguments) = condition.kind, arguments.count == 2,
        case .column = arguments[0].kind, case .string(let text)? = arguments[1].constant,
        !text.isEmpty
      else {
        isExact = false
        continue
      }
      if Self.exact.contains(function.name) {
        needles.append(Needle(bytes: ContiguousArray(text.utf8), ignoresCase: false))
        isExact = isExact && function.name == "contains_cs"
      } else if Self.folding.contains(function.name), text.utf8.allSatisfy({ $0 < 0x80 }),
        Self.isASCII(dictionary)
      {
        needles.append(Needle(bytes: ContiguousArray(text.lowercased().utf8), ignoresCase: true))
        isExact = isExact && function.name == "contains"
      } else {
        isExact = false
      }
    }
    guard !needles.isEmpty else { return nil }
    self.needles = needles.sorted { $0.bytes.count > $1.bytes.count }
    self.dictionary = dictionary
    self.isExact = isExact
  }

  /// The tests that only a text with the very bytes of their right side can pass.
  private static let exact: Set<String> = [
    "==", "contains_cs", "endswith_cs", "has_cs", "hasprefix_cs", "hassuffix_cs", "startswith_cs",
  ]

  /// The same without regard to case, which is a matter of bytes only where all are ASCII.
  private static let folding: Set<String> = [
    "=~", "contains", "endswith", "has", "hasprefix", "hassuffix", "startswith",
  ]

  private static func isASCII(_ dictionary: StringDictionary) -> Bool {
    unsafe column_is_ascii(dictionary.bytes.pointer, dictionary.bytes.count) != 0
  }

  /// The codes of all texts that hold the needles, in ascending order, handed in parts to `body` on
  /// all cores, and what that makes of them: a flag a code.
  func truths(
    _ context: ExecutionContext,
    _ body: @Sendable (ContiguousArray<UInt32>) -> ContiguousArray<UInt8>
  ) -> ContiguousArray<UInt8> {
    let size = 1 << 14
    let pieces = (dictionary.count + size - 1) / size
    let isExact = isExact
    let parts = context.workers.run(
      pieces: pieces, [Int: (ContiguousArray<UInt32>, ContiguousArray<UInt8>)]()
    ) { parts, _, piece in
      let found = search(piece * size..<min(dictionary.count, (piece + 1) * size))
      if !found.isEmpty { parts[piece] = (found, isExact ? [] : body(found)) }
    }
    var table = ContiguousArray<UInt8>(repeating: 0, count: dictionary.count)
    for (codes, flags) in parts.joined().map(\.value) {
      for (index, code) in codes.enumerated() { table[Int(code)] = isExact ? 1 : flags[index] }
    }
    return table
  }

  private func search(_ codes: Range<Int>) -> ContiguousArray<UInt32> {
    var found: ContiguousArray<UInt32> = []
    let end = Int(dictionary.offsets[codes.upperBound])
    precondition(end <= dictionary.bytes.count)
    var code = codes.lowerBound
    var place = Int(dictionary.offsets[code])
    let first = needles[0]
    let others = needles.dropFirst()
    let offsets = unsafe dictionary.offsets.pointer
    while place < end {
      place += find(first, place, end)
      if place >= end { break }
      code = unsafe owner(of: place, from: code, below: codes.upperBound, offsets)
      let (start, limit) = unsafe (Int(offsets[code]), Int(offsets[code + 1]))
      if place + first.bytes.count > limit {
        // The find lies across the end of a text.
        place += 1
        continue
      }
      if others.allSatisfy({ find($0, start, limit) < limit - start }) {
        found.append(UInt32(code))
      }
      place = limit
    }
    return found
  }

  /// How far behind `start` the needle is, or `end - start`.
  private func find(_ needle: Needle, _ start: Int, _ end: Int) -> Int {
    unsafe needle.bytes.withUnsafeBufferPointer { bytes in
      guard let first = bytes.baseAddress else { return end - start }
      let texts = unsafe dictionary.bytes.pointer + start
      return needle.ignoresCase
        ? unsafe column_find_folded(texts, end - start, first, bytes.count)
        : unsafe column_find(texts, end - start, first, bytes.count)
    }
  }

  /// The text that holds a byte, at or behind `code`: doubling steps, then halving ones.
  private func owner(
    of place: Int, from code: Int, below limit: Int, _ offsets: UnsafePointer<UInt32>
  ) -> Int {
    var low = code
    var step = 1
    while low + step < limit, unsafe Int(offsets[low + step]) <= place {
      low += step
      step *= 2
    }
    var high = min(limit, low + step)
    while high - low > 1 {
      let middle = (low + high) / 2
      if unsafe Int(offsets[middle]) <= place { low = middle } else { high = middle }
    }
    return low
  }
}
