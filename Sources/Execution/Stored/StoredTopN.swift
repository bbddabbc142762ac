internal import CColumnKernels
internal import Columnar
internal import Planning

/// The first rows of a stored scan in some order, of which only row numbers are kept until it is
/// known which they are.
///
/// The leading keys are packed into one number a row, whose order is theirs; rows that may be among
/// the first by it are then sorted by all keys.
final class StoredTopN {
  private let scan: PreparedScan
  private let keys: [RankedKey]
  /// Whether the packed keys are all there are.
  private let isComplete: Bool
  private let count: Int
  private let context: ExecutionContext

  /// The search, or nil where the first key is none of codes.
  init?(
    _ scan: StoredScan, _ keys: [SortKey], count: Int, _ context: ExecutionContext
  ) throws(ExecutionError) {
    guard count > 0, count <= 1 << 14 else { return nil }
    var ranked: [RankedKey] = []
    var bits = 0
    for key in keys {
      let expr = try scan.substituted([key.expr], context)[0]
      guard case .column(let place) = expr.kind,
        let key = RankedKey(scan.columns[place], key), bits + key.bits <= 63
      else { break }
      bits += key.bits
      ranked.append(key)
    }
    guard !ranked.isEmpty else { return nil }
    self.scan = try scan.prepared(context)
    self.keys = ranked
    isComplete = ranked.count == keys.count
    self.count = count
    self.context = context
  }

  /// Rows in their order, among which the first ones are.
  func candidates() throws(ExecutionError) -> ContiguousArray<UInt32> {
    let (scan, keys, count) = (scan, keys, count)
    let empty = Candidates(count, keepsTies: !isComplete)
    let workers = context.workers.run(
      pieces: scan.blockCount, empty
    ) { candidates, scratch, block in
      scan.forEachBatch(inBlock: block, scratch) { batch in
        unsafe scratch.wideKeys.update(repeating: 0, count: batch.count)
        var shift = 0
        for key in keys.reversed() {
          unsafe key.gather(batch, into: scratch.codes)
          unsafe column_pack_key(scratch.wideKeys, scratch.codes, batch.count, UInt32(shift))
          shift += key.bits
        }
        candidates.add(batch, scratch)
      }
    }
    try context.checkCancellation()
    var all = empty
    for worker in workers { all.merge(worker) }
    return ContiguousArray(all.entries.map(\.row).sorted())
  }

  /// Rows with small packed keys.
  private struct Candidates: Sendable {
    struct Entry: Sendable {
      let key: UInt64
      let row: UInt32
    }

    private let count: Int
    /// Whether rows whose key equals the greatest one kept are kept as well.
    private let keepsTies: Bool
    private(set) var entries: [Entry] = []
    /// No row with a greater key is wanted.
    private var bound = UInt64.max

    init(_ count: Int, keepsTies: Bool) {
      self.count = count
      self.keepsTies = keepsTies
    }

    mutating func add(_ batch: RowBatch, _ scratch: ScanScratch) {
      let found = unsafe column_below(
        scratch.wideKeys, batch.count, bound, scratch.otherPlaces)
      for index in 0..<found {
        let place = unsafe Int(scratch.otherPlaces[index])
        let key = unsafe scratch.wideKeys[place]
        guard key <= bound else { continue }
        entries.append(Entry(key: key, row: UInt32(batch.row(place))))
        if entries.count >= 4 * count + 1024 { shrink() }
      }
      shrink()
    }

    mutating func merge(_ other: Candidates) {
      entries += other.entries
      shrink()
    }

    /// Drops what can no longer be among the first.
    private mutating func shrink() {
      guard entries.count > count else { return }
      entries.sort { ($0.key, $0.row) < ($1.key, $1.row) }
      let last = entries[count - 1].key
      if keepsTies {
        bound = last
        let end = entries[count...].firstIndex { $0.key > last } ?? entries.count
        entries.removeLast(entries.count - end)
      } else {
        // Rows come in ascending order to each worker, so that a later one with this key loses.
        bound = last == 0 ? 0 : last - 1
        entries.removeLast(entries.count - count)
      }
    }
  }
}

/// A sort key as numbers of few bits in the order that is asked for.
private struct RankedKey: Sendable {
  let column: CodedColumn
  let bits: Int
  /// The rank of each code, or nil where it is the code, or what is left of the greatest one.
  private let ranks: ContiguousArray<UInt32>?
  private let ascending: Bool

  init?(_ column: Column, _ key: SortKey) {
    guard let coded = CodedColumn(column), coded.domain < Int(UInt32.max) - 1 else { return nil }
    self.column = coded
    ascending = key.ascending
    if let dictionary = column.dictionary {
      // Texts are ranked by sorting them, which pays for few of them.
      guard dictionary.count <= 1 << 16, column.type == .string else { return nil }
      var order = ContiguousArray<UInt32>(0..<UInt32(dictionary.count))
      order.sort { dictionary.compare($0, $1) < 0 }
      var ranks = ContiguousArray<UInt32>(repeating: 0, count: order.count)
      for (rank, code) in order.enumerated() {
        ranks[Int(code)] = UInt32(key.ascending ? rank : order.count - 1 - rank)
      }
      self.ranks = ranks
    } else {
      // Null is code 0, before all values ascending and behind them descending.
      guard !coded.hasNulls || key.nullsFirst == key.ascending else { return nil }
      ranks = nil
    }
    bits = Int.bitWidth - (coded.domain - 1).leadingZeroBitCount
  }

  func gather(_ batch: RowBatch, into codes: UnsafeMutablePointer<UInt32>) {
    if let ranks {
      unsafe ranks.withUnsafeBufferPointer { ranks in
        guard let ranks = ranks.baseAddress else { return }
        unsafe column_gather_mapped(
          column.kernelCodes, batch.start, batch.places, batch.count, ranks, codes)
      }
      return
    }
    unsafe column_gather(column.kernelCodes, batch.start, batch.places, batch.count, codes)
    if !ascending {
      let top = UInt32(column.domain - 1)
      for index in 0..<batch.count { unsafe codes[index] = top - codes[index] }
    }
  }
}

/// Some rows of a stored scan as chunks.
final class StoredRows: PhysicalOperator {
  private let reader: StoredRowReader
  private let rows: () throws(ExecutionError) -> ContiguousArray<UInt32>
  private var found: ContiguousArray<UInt32>?
  private var position = 0

  /// The rows that `rows` gives when they are first asked for.
  init(
    _ scan: StoredScan, _ context: ExecutionContext,
    _ rows: @escaping () throws(ExecutionError) -> ContiguousArray<UInt32>
  ) throws(ExecutionError) {
    reader = try StoredRowReader(scan, context)
    self.rows = rows
  }

  func next() throws(ExecutionError) -> DataChunk? {
    let all: ContiguousArray<UInt32>
    if let found {
      all = found
    } else {
      all = try rows()
      found = all
    }
    guard position < all.count else { return nil }
    let end = min(all.count, position + DataChunk.capacity)
    let part = SelectionVector(rows: ContiguousArray(all[position..<end]))
    position = end
    return reader.chunk(part)
  }
}
