internal import CColumnKernels
internal import Columnar

/// A grouping of rows into many groups: rows are first dealt out by their keys' hashes into parts
/// whose groups fit into the cache, and then each part is grouped by itself, on all cores.
///
///     blocks of the table            parts of the hash
///     | keys, counts by part |  ->   | keys and rows, ascending | -> | groups, states |
struct PartitionedGroups {
  /// The packed keys of all groups.
  private(set) var keys: ContiguousArray<UInt64> = []
  /// The first row of each group.
  private(set) var firstRows: ContiguousArray<UInt32> = []
  private(set) var states: [FastState]

  /// Keys and row numbers of the rows of all blocks.
  private struct Rows: Sendable {
    let keys: SharedMemory<UInt64>
    let rows: SharedMemory<UInt32>

    init(_ count: Int) {
      keys = SharedMemory(count)
      rows = SharedMemory(count)
    }
  }

  /// Bytes that grouping so many rows takes for a while.
  static func byteCount(rowCount: Int) -> Int { rowCount * 24 }

  init(
    _ scan: PreparedScan, _ packing: PackedKeys, _ calls: [FastCall], _ context: ExecutionContext
  ) throws(ExecutionError) {
    try context.reserve(Self.byteCount(rowCount: scan.rowCount))
    defer { context.release(Self.byteCount(rowCount: scan.rowCount)) }
    let bits = Self.bits(rowCount: scan.rowCount)
    let partCount = 1 << Int(bits)
    states = calls.map { FastState($0, countsPairs: true) }

    // The keys of each block, one behind the other, and how many belong to each part.
    let blockSize = ZoneMap.blockRowCount
    let found = Rows(scan.rowCount)
    let blockCounts = SharedMemory<UInt32>(scan.blockCount)
    let partCounts = SharedMemory<UInt32>(scan.blockCount * partCount)
    _ = context.workers.run(pieces: scan.blockCount, 0) { _, scratch, block in
      unsafe (partCounts.start + block * partCount).update(repeating: 0, count: partCount)
      var count = 0
      scan.forEachBatch(inBlock: block, scratch) { batch in
        packing.pack(batch, scratch)
        unsafe column_part_counts(
          scratch.wideKeys, batch.count, bits, partCounts.start + block * partCount)
        let place = block * blockSize + count
        unsafe (found.keys.start + place).update(from: scratch.wideKeys, count: batch.count)
        for index in 0..<batch.count {
          unsafe found.rows.start[place + index] = UInt32(batch.row(index))
        }
        count += batch.count
      }
      unsafe blockCounts.start[block] = UInt32(count)
    }
    try context.checkCancellation()

    let starts = Self.starts(partCounts, blockCount: scan.blockCount, partCount)
    let dealt = Rows(starts.last ?? 0)
    _ = context.workers.run(pieces: scan.blockCount, 0) { _, _, block in
      let place = block * blockSize
      unsafe column_scatter(
        found.keys.start + place, Int(blockCounts.start[block]), 0, found.rows.start + place, bits,
        partCounts.start + block * partCount, dealt.keys.start, dealt.rows.start)
    }
    try context.checkCancellation()
    try group(dealt.keys, dealt.rows, starts, calls, context)
  }

  /// Few enough rows in each part for its table to stay in the cache.
  private static func bits(rowCount: Int) -> UInt32 {
    var bits: UInt32 = 1
    while bits < 12 && rowCount >> Int(bits) > 1 << 13 { bits += 1 }
    return bits
  }

  /// Turns the counts of each block into the places where its rows begin in each part; gives where
  /// the parts begin, and the end of the last.
  private static func starts(
    _ counts: SharedMemory<UInt32>, blockCount: Int, _ partCount: Int
  ) -> [Int] {
    var starts: [Int] = []
    var next = 0
    for part in 0..<partCount {
      starts.append(next)
      for block in 0..<blockCount {
        let count = Int(counts[block * partCount + part])
        counts[block * partCount + part] = UInt32(next)
        next += count
      }
    }
    return starts + [next]
  }

  /// The groups of one part.
  private struct Part: Sendable {
    var keys: ContiguousArray<UInt64>
    var firstRows: ContiguousArray<UInt32>
    var states: [FastState]
  }

  private struct Work: Sendable {
    var parts: [Int: Part] = [:]
    var slots: ContiguousArray<UInt32> = []
    var groups: ContiguousArray<UInt32> = []
  }

  private mutating func group(
    _ keys: SharedMemory<UInt64>, _ rows: SharedMemory<UInt32>, _ starts: [Int],
    _ calls: [FastCall], _ context: ExecutionContext
  ) throws(ExecutionError) {
    let partCount = starts.count - 1
    let works = context.workers.run(pieces: partCount, Work()) { work, scratch, index in
      let range = starts[index]..<starts[index + 1]
      guard !range.isEmpty else { return }
      work.parts[index] = Self.part(range, keys, rows, calls, &work.slots, &work.groups, scratch)
    }
    try context.checkCancellation()
    let parts = works.flatMap(\.parts).sorted { $0.key < $1.key }.map(\.value)
    let total = parts.reduce(0) { $0 + $1.keys.count }
    self.keys.reserveCapacity(total)
    firstRows.reserveCapacity(total)
    for part in parts {
      self.keys.append(contentsOf: part.keys)
      firstRows.append(contentsOf: part.firstRows)
      for index in states.indices { states[index].append(part.states[index]) }
    }
  }

  private static func part(
    _ range: Range<Int>, _ keys: SharedMemory<UInt64>, _ rows: SharedMemory<UInt32>,
    _ calls: [FastCall], _ slots: inout ContiguousArray<UInt32>,
    _ groups: inout ContiguousArray<UInt32>, _ scratch: ScanScratch
  ) -> Part {
    var slotCount = 1024
    while slotCount < range.count * 2 { slotCount *= 2 }
    slots.extend(to: slotCount, with: 0)
    groups.extend(to: range.count, with: 0)
    var part = Part(
      keys: ContiguousArray(repeating: 0, count: range.count),
      firstRows: ContiguousArray(repeating: 0, count: range.count),
      states: calls.map { FastState($0, countsPairs: true) })
    let rowStart = unsafe rows.start + range.lowerBound
    let count = unsafe slots.withUnsafeMutableBufferPointer { slots in
      guard let slots = slots.baseAddress else { return 0 }
      unsafe slots.update(repeating: 0, count: slotCount)
      return unsafe part.keys.withUnsafeMutableBufferPointer { groupKeys in
        unsafe part.firstRows.withUnsafeMutableBufferPointer { firstRows in
          unsafe groups.withUnsafeMutableBufferPointer { groups in
            guard let groupKeys = groupKeys.baseAddress, let firstRows = firstRows.baseAddress,
              let groups = groups.baseAddress
            else { return 0 }
            return unsafe column_hash_groups(
              keys.start + range.lowerBound, rowStart, range.count, slots, UInt64(slotCount - 1),
              groupKeys, firstRows, 0, groups)
          }
        }
      }
    }
    part.keys.removeLast(range.count - count)
    part.firstRows.removeLast(range.count - count)
    for index in part.states.indices {
      part.states[index].extend(to: count)
      unsafe groups.withUnsafeBufferPointer { groups in
        guard let groups = groups.baseAddress else { return }
        for first in stride(from: 0, to: range.count, by: ScanScratch.rowCount) {
          let batch = unsafe RowBatch(
            start: 0, count: min(ScanScratch.rowCount, range.count - first),
            places: UnsafePointer(rowStart + first))
          unsafe part.states[index].update(batch, groups + first, groupCount: count, scratch)
        }
      }
    }
    return part
  }
}
