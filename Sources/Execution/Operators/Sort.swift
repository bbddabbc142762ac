internal import Columnar

/// The keys of a sort and the direction of each.
struct SortOrder {
  struct Direction {
    let ascending: Bool
    let nullsFirst: Bool
  }

  let program: ExpressionProgram
  let directions: [Direction]
}

/// All rows in order, or the first of them; rows with equal keys keep theirs.
final class Sort: PhysicalOperator {
  private let input: any PhysicalOperator
  private let order: SortOrder
  private let types: [LogicalType]
  private let limit: Int?
  private let context: ExecutionContext
  private var sorted: ChunkSlices?

  init(
    _ input: any PhysicalOperator, _ order: SortOrder, types: [LogicalType], limit: Int?,
    _ context: ExecutionContext
  ) {
    self.context = context
    self.input = input
    self.order = order
    self.types = types
    self.limit = limit
  }

  func next() throws(ExecutionError) -> DataChunk? {
    if limit == 0 { return nil }
    if sorted == nil { sorted = ChunkSlices(try sort()) }
    return sorted?.next()
  }

  private func sort() throws(ExecutionError) -> DataChunk {
    var rows = RowBuffer(types: types)
    while let chunk = try input.next() {
      rows.append(chunk)
      // With a limit, most rows are dropped as they come: a buffer of a few times the limit is
      // cut back whenever it is full.
      if let limit, rows.count > max(4 * limit, 16 * DataChunk.capacity) {
        let kept = try first(limit, of: rows.finish(context))
        rows = RowBuffer(types: types)
        rows.append(kept)
      }
    }
    try context.checkCancellation()
    let all = try rows.finish(context)
    let sorted = first(limit ?? all.count, of: all)
    try context.checkCancellation()
    return sorted
  }

  private func first(_ count: Int, of rows: DataChunk) -> DataChunk {
    let isStopped = context.evaluation.isStopped
    let keys = zip(order.program.evaluate(rows), order.directions)
      .compactMap { key, direction in
        key.isConstant ? nil : SortRanks(key.vector, direction, isStopped)
      }
    if isStopped() { return rows }
    var indices = ContiguousArray<UInt32>(0..<UInt32(rows.count))
    indices.sort { a, b in
      // Rows of a stopped query are wanted by nobody; this order costs next to nothing.
      if isStopped() { return a < b }
      for key in keys {
        let comparison = key.compare(Int(a), Int(b))
        if comparison != 0 { return comparison < 0 }
      }
      return a < b
    }
    if count < indices.count { indices.removeLast(indices.count - count) }
    return rows.gathered(SelectionVector(rows: indices))
  }
}

/// A key column as numbers whose order is that of the values, so that comparing is cheap.
struct SortRanks {
  private let ranks: ContiguousArray<Int64>
  /// Where a row stands against ordinary values: nulls and NaN before or after; empty if there
  /// are none.
  private let classes: ContiguousArray<Int8>
  private let ascending: Bool

  init(
    _ vector: Vector, _ direction: SortOrder.Direction, _ isStopped: () -> Bool
  ) {
    ascending = direction.ascending
    ranks = Self.ranks(vector, isStopped)
    let null: Int8 = direction.nullsFirst ? -2 : 2
    var classes: ContiguousArray<Int8> = []
    if !vector.validity.isAllValid {
      classes = ContiguousArray((0..<vector.count).map { vector.validity[$0] ? 0 : null })
    }
    if case .reals(let values) = vector.values, values.contains(where: \.isNaN) {
      if classes.isEmpty { classes = ContiguousArray(repeating: 0, count: values.count) }
      for row in values.indices where values[row].isNaN && classes[row] == 0 {
        classes[row] = direction.nullsFirst ? -1 : 1
      }
    }
    self.classes = classes
  }

  /// Negative where the first row comes before the second.
  func compare(_ a: Int, _ b: Int) -> Int {
    if !classes.isEmpty {
      if classes[a] != classes[b] { return Int(classes[a]) - Int(classes[b]) }
      if classes[a] != 0 { return 0 }
    }
    if ranks[a] == ranks[b] { return 0 }
    return (ranks[a] < ranks[b]) == ascending ? -1 : 1
  }

  private static func ranks(
    _ vector: Vector, _ isStopped: () -> Bool
  ) -> ContiguousArray<Int64> {
    switch vector.values {
    case .bools(let values): ContiguousArray(values.map { $0 ? 1 : 0 })
    case .integers(let values): values
    case .reals(let values): ContiguousArray(values.map(rank))
    case .strings(let codes, let dictionary): ranks(codes, dictionary, isStopped)
    case .dynamics, .lists: boxedRanks(vector, isStopped)
    }
  }

  /// The bits of a real as an integer of the same order; 0 and -0 are one.
  private static func rank(_ value: Double) -> Int64 {
    let bits = Int64(bitPattern: (value == 0 ? 0.0 : value).bitPattern)
    return bits < 0 ? Int64.min &- bits : bits
  }

  /// The place of each text among all texts that occur.
  private static func ranks(
    _ codes: ContiguousArray<UInt32>, _ dictionary: StringDictionary, _ isStopped: () -> Bool
  ) -> ContiguousArray<Int64> {
    var used = ContiguousArray<Bool>(repeating: false, count: dictionary.count)
    for code in codes { used[Int(code)] = true }
    var distinct = used.indices.filter { used[$0] }.map { UInt32($0) }
    distinct.sort { isStopped() ? $0 < $1 : dictionary.compare($0, $1) < 0 }
    var rankOfCode = ContiguousArray<Int64>(repeating: 0, count: dictionary.count)
    var rank: Int64 = 0
    for (index, code) in distinct.enumerated() {
      // The output of an expression may hold a text twice.
      if index > 0 && dictionary.compare(distinct[index - 1], code) != 0 { rank += 1 }
      rankOfCode[Int(code)] = rank
    }
    return ContiguousArray(codes.map { rankOfCode[Int($0)] })
  }

  private static func boxedRanks(
    _ vector: Vector, _ isStopped: () -> Bool
  ) -> ContiguousArray<Int64> {
    let values = (0..<vector.count).map { DynamicValue(vector[$0]) }
    let order = values.indices.sorted {
      isStopped() ? $0 < $1 : ValueOrder.compare(values[$0], values[$1]) < 0
    }
    var ranks = ContiguousArray<Int64>(repeating: 0, count: values.count)
    var rank: Int64 = 0
    for (index, row) in order.enumerated() {
      if index > 0 && ValueOrder.compare(values[order[index - 1]], values[row]) < 0 { rank += 1 }
      ranks[row] = rank
    }
    return ranks
  }
}

extension StringDictionary {
  /// Negative, zero or positive as the first text is before, equal to or behind the second, byte
  /// by byte.
  func compare(_ a: UInt32, _ b: UInt32) -> Int {
    compare(a, b, of: self)
  }

  /// Compares a text with one of another dictionary.
  func compare(_ a: UInt32, _ b: UInt32, of other: StringDictionary) -> Int {
    var i = Int(offsets[Int(a)])
    var j = Int(other.offsets[Int(b)])
    let iEnd = Int(offsets[Int(a) + 1])
    let jEnd = Int(other.offsets[Int(b) + 1])
    while i < iEnd && j < jEnd {
      if bytes[i] != other.bytes[j] { return bytes[i] < other.bytes[j] ? -1 : 1 }
      i += 1
      j += 1
    }
    return (iEnd - i) - (jEnd - j)
  }
}

extension DataChunk {
  /// Some neighbouring rows.
  func sliced(_ range: Range<Int>) -> DataChunk {
    if range == 0..<count { return self }
    return gathered(SelectionVector(rows: ContiguousArray(range.map { UInt32($0) })))
  }
}
