internal import CColumnKernels
internal import Columnar
internal import Planning

/// Which groups a `top` above an aggregate may keep: those among the first by one of its columns,
/// equal ones included.
struct RankHint {
  /// The column of the aggregate, counted with its keys.
  let column: Int
  let ascending: Bool
  let count: Int
}

/// An aggregate over a stored scan, whose keys and arguments are codes, on all cores.
final class StoredAggregate: PhysicalOperator {
  private let scan: PreparedScan
  private let packing: PackedKeys
  private let calls: [FastCall]
  /// The first calls are those that were asked for.
  private let outputCount: Int
  /// The call that counts all rows.
  private let rowCountCall: Int
  private let hint: RankHint?
  private let context: ExecutionContext
  private var rows: ChunkSlices?

  /// The operator, or nil where keys or calls need more than codes.
  init?(
    _ scan: StoredScan, keys: [BoundExpr], calls: [AggregateCall], hint: RankHint?,
    _ context: ExecutionContext
  ) throws(ExecutionError) {
    let compiler = RowTestCompiler(
      columns: scan.columns, rowCount: scan.rowCount, context: context)
    var groupKeys: [GroupKey] = []
    for key in try scan.substituted(keys, context) {
      guard let key = try GroupKey(key, scan.columns, rowCount: scan.rowCount, context)
      else { return nil }
      groupKeys.append(key)
    }
    guard let packing = PackedKeys(groupKeys, rowCount: scan.rowCount) else { return nil }
    var fast: [FastCall] = []
    for call in calls {
      var call = call
      call.arguments = try scan.substituted(call.arguments, context)
      call.predicate = try call.predicate.map { (condition) throws(ExecutionError) in
        try scan.substituted([condition], context)[0]
      }
      guard let fastCall = try FastCall(call, compiler) else { return nil }
      fast.append(fastCall)
    }
    // A part's rows lie all over the table, where conditions are not tested.
    if packing.directDomain == nil && fast.contains(where: { $0.predicate != nil }) { return nil }
    self.scan = try scan.prepared(context)
    self.packing = packing
    outputCount = fast.count
    // The rows of each group are counted once for all calls that ask.
    rowCountCall =
      fast.firstIndex { $0.kind == .count && $0.predicate == nil } ?? fast.count
    self.calls = rowCountCall < fast.count ? fast : fast + [.rowCount]
    self.hint = hint
    self.context = context
  }

  func next() throws(ExecutionError) -> DataChunk? {
    if rows == nil { rows = ChunkSlices(try aggregate()) }
    return rows?.next()
  }

  private func aggregate() throws(ExecutionError) -> DataChunk {
    if packing.keys.isEmpty, calls.allSatisfy({ $0.kind == .count && $0.predicate == nil }) {
      return try count()
    }
    guard let domain = packing.directDomain else {
      let groups = try PartitionedGroups(scan, packing, calls, context)
      return chunk(
        groups.keys, groups.firstRows, groups.states, groupCount: groups.keys.count)
    }
    let groups = try directGroups(domain)
    let keys = ContiguousArray(groups.keys[..<groups.count].map { UInt64($0) })
    return chunk(
      keys, groups.firstRows, groups.states,
      groupCount: packing.keys.isEmpty ? 1 : groups.count)
  }

  /// Only the rows are counted.
  private func count() throws(ExecutionError) -> DataChunk {
    let scan = scan
    let totals = context.workers.run(pieces: scan.blockCount, 0) { total, scratch, block in
      total += scan.count(inBlock: block, scratch)
    }
    try context.checkCancellation()
    let total = Int64(totals.reduce(0, +))
    let vectors = calls[..<outputCount].map { Vector(type: $0.type, values: .integers([total])) }
    return DataChunk(vectors: vectors, count: 1)
  }

  private func directGroups(_ domain: Int) throws(ExecutionError) -> DirectGroups {
    let byteCount = domain * 4 * context.workers.count
    try context.reserve(byteCount)
    defer { context.release(byteCount) }
    let scan = scan
    let apart = calls.map { isCountedApart($0) }
    // Each of them reads the rows once more.
    context.progress?.expect(scan.rowCount * apart.count { $0 })
    let empty = DirectGroups(
      packing, domain: domain, calls,
      countsPairs: zip(calls, apart).map { !$1 && $0.argument?.allDiffer != true })
    let workers = context.workers.run(pieces: scan.blockCount, empty) { groups, scratch, block in
      scan.forEachBatch(inBlock: block, scratch) { groups.update($0, scratch) }
    }
    try context.checkCancellation()
    let largest = workers.indices.max { workers[$0].count < workers[$1].count } ?? 0
    var groups = workers.isEmpty ? empty : workers[largest]
    for (index, other) in workers.enumerated() where index != largest { groups.merge(other) }
    groups.extendStates(to: packing.keys.isEmpty ? 1 : groups.count)
    for index in calls.indices where apart[index] {
      try countDistinct(index, in: &groups)
    }
    return groups
  }

  /// Whether the distinct values of a call are so many that they are dealt out by their hashes.
  private func isCountedApart(_ call: FastCall) -> Bool {
    guard call.kind == .distinctCount, call.predicate == nil, let argument = call.argument,
      !argument.allDiffer, argument.domain > 1 << 12
    else { return false }
    return packedWith(argument) != nil
  }

  /// The keys with one more for the values of an argument.
  private func packedWith(_ argument: CodedArgument) -> PackedKeys? {
    PackedKeys(packing.keys + [GroupKey(argument)], rowCount: scan.rowCount)
  }

  /// Counts distinct values by grouping once more, by the keys and the values together.
  private func countDistinct(
    _ index: Int, in groups: inout DirectGroups
  ) throws(ExecutionError) {
    guard let argument = calls[index].argument, let packed = packedWith(argument),
      let valueShift = packed.shifts.last
    else { return }
    let pairs = try PartitionedGroups(scan, packed, [], context)
    for key in pairs.keys {
      if argument.hasNulls && key >> UInt64(valueShift) == 0 { continue }
      let group = packing.keys.isEmpty ? 0 : groups.group(of: packing.combination(of: key))
      if let group { groups.addDistinct(state: index, group: group) }
    }
  }

  private func chunk(
    _ keys: ContiguousArray<UInt64>, _ firstRows: ContiguousArray<UInt32>,
    _ states: [FastState], groupCount: Int
  ) -> DataChunk {
    var order: ContiguousArray<UInt32>
    if packing.keys.isEmpty {
      order = [0]
    } else if let kept = ranked(states, groupCount) {
      order = kept
      order.sort { firstRows[Int($0)] < firstRows[Int($1)] }
    } else {
      order = Self.byFirstRow(firstRows, groupCount, scan.rowCount)
    }
    let combinations = ContiguousArray(
      packing.keys.isEmpty ? [] : order.map { keys[Int($0)] })
    var vectors = packing.vectors(combinations, isDirect: packing.directDomain != nil)
    let rowCounts = states[rowCountCall].counts
    for index in 0..<outputCount {
      vectors.append(states[index].vector(order, rowCounts: rowCounts))
    }
    return DataChunk(vectors: vectors, count: order.count)
  }

  /// The groups that the hint leaves, in any order; nil where it leaves all.
  private func ranked(_ states: [FastState], _ groupCount: Int) -> ContiguousArray<UInt32>? {
    guard let hint, hint.column >= packing.keys.count,
      hint.column < packing.keys.count + outputCount, hint.count > 0, hint.count < 1 << 12,
      groupCount > hint.count * 4,
      var ranks = states[hint.column - packing.keys.count].ranks(groupCount: groupCount)
    else { return nil }
    if !hint.ascending { for index in ranks.indices { ranks[index] = ~ranks[index] } }
    var bound = SmallestRanks(hint.count)
    for index in 0..<groupCount where ranks[index] < bound.bound { bound.insert(ranks[index]) }
    var kept: ContiguousArray<UInt32> = []
    for index in 0..<groupCount where ranks[index] <= bound.bound { kept.append(UInt32(index)) }
    return kept
  }

  /// The groups in the order of their first rows.
  private static func byFirstRow(
    _ firstRows: ContiguousArray<UInt32>, _ groupCount: Int, _ rowCount: Int
  ) -> ContiguousArray<UInt32> {
    var order = ContiguousArray<UInt32>(0..<UInt32(groupCount))
    if groupCount < 4096 {
      order.sort { firstRows[Int($0)] < firstRows[Int($1)] }
      return order
    }
    // A bit for each row that is a first one: a group's place is the number of bits before its own.
    var bits = ContiguousArray<UInt64>(repeating: 0, count: rowCount / 64 + 1)
    for group in 0..<groupCount {
      bits[Int(firstRows[group] >> 6)] |= 1 << UInt64(firstRows[group] & 63)
    }
    var before = ContiguousArray<UInt32>(repeating: 0, count: bits.count)
    var total: UInt32 = 0
    for word in bits.indices {
      before[word] = total
      total += UInt32(bits[word].nonzeroBitCount)
    }
    for group in 0..<groupCount {
      let row = firstRows[group]
      let word = Int(row >> 6)
      let below = bits[word] & ((1 << UInt64(row & 63)) - 1)
      order[Int(before[word]) + below.nonzeroBitCount] = UInt32(group)
    }
    return order
  }
}

/// The smallest of many numbers, a few at a time.
struct SmallestRanks {
  private let count: Int
  private var ranks: ContiguousArray<Int64> = []

  init(_ count: Int) { self.count = count }

  /// The greatest of the smallest; a greater number is none of them.
  var bound: Int64 { ranks.count < count ? .max : ranks[ranks.count - 1] }

  /// Takes in a number.
  mutating func insert(_ rank: Int64) {
    var (low, high) = (0, ranks.count)
    while low < high {
      let middle = (low + high) / 2
      if ranks[middle] <= rank { low = middle + 1 } else { high = middle }
    }
    if ranks.count == count {
      guard low < count else { return }
      ranks.removeLast()
    }
    ranks.insert(rank, at: low)
  }
}
