internal import Columnar
internal import Planning
internal import Query

/// A join on equal keys: the right side goes into a table by key, the left side looks itself up.
///
/// Rows of the right with one key form a chain, the last row first:
///
///     heads  group -> row     links  row -> next row of the group, or -1
final class HashJoin: PhysicalOperator {
  /// One input of the join.
  struct Side {
    let input: any PhysicalOperator
    let keys: ExpressionProgram
    let types: [LogicalType]
  }

  private let kind: JoinKind
  private let bareRange: SourceRange?
  private let left: Side
  private let right: Side
  private let context: ExecutionContext
  private var table: GroupTable
  private var rightRows = DataChunk(vectors: [], count: 0)
  private var heads: ContiguousArray<Int32> = []
  private var links: ContiguousArray<Int32> = []
  private var rightMatched: ContiguousArray<Bool> = []
  /// The bounds of a column of the right, beside the keys.
  private let band: JoinBand?
  private let bounds: ExpressionProgram?
  /// The rows of the right by group and in each by the bounded column, where there is a band.
  private var banded: BandedRows?
  /// Keys of the left seen so far, for `innerunique`.
  private var leftKeysSeen: GroupTable
  private var isBuilt = false
  private var probe: Probe?
  /// The next row of the right to look at when its unmatched rows come out; nil before that.
  private var trailing: Int?

  /// A chunk of the left being looked up.
  private struct Probe {
    let chunk: DataChunk
    let groups: ContiguousArray<UInt32>
    /// The places in `banded` that the rows of the chunk match, where there is a band.
    var ranges: ContiguousArray<Range<Int>> = []
    /// The row of the chunk, and the row of the right that comes next in its chain, if begun.
    var row = 0
    var next: Int32?
  }

  init(
    _ join: LogicalJoin, _ left: Side, _ right: Side, _ context: ExecutionContext
  ) throws(ExecutionError) {
    kind = join.kind
    band = join.band
    let exprs = [join.band?.low?.expr, join.band?.high?.expr].compactMap { $0 }
    bounds = exprs.isEmpty ? nil : try ExpressionProgram(exprs, context)
    bareRange = join.bareRange
    let keyTypes = join.leftKeys.map(\.type)
    self.left = left
    self.right = right
    self.context = context
    table = GroupTable(types: keyTypes)
    leftKeysSeen = GroupTable(types: keyTypes)
  }

  func next() throws(ExecutionError) -> DataChunk? {
    if !isBuilt {
      try build()
      isBuilt = true
    }
    while trailing == nil {
      try context.checkCancellation()
      if probe == nil {
        guard let chunk = try left.input.next() else {
          trailing = 0
          break
        }
        probe = lookUp(chunk)
      }
      if let chunk = advance(), chunk.count > 0 { return chunk }
    }
    return trailingChunk()
  }

  private func build() throws(ExecutionError) {
    var rows = RowBuffer(types: right.types)
    var groupOfRow: ContiguousArray<UInt32> = []
    while let chunk = try right.input.next() {
      guard chunk.count > 0 else { continue }
      try context.reserve(chunk.byteCount)
      let groups = table.groups(of: right.keys.evaluate(chunk), rowCount: chunk.count)
      if band != nil { groupOfRow.append(contentsOf: groups) }
      heads.extend(to: table.count, with: -1)
      for (row, group) in groups.enumerated() {
        links.append(heads[Int(group)])
        heads[Int(group)] = Int32(rows.count + row)
      }
      rows.append(chunk)
    }
    rightRows = try rows.finish(context)
    rightMatched = ContiguousArray(repeating: false, count: rightRows.count)
    if let band {
      banded = BandedRows(
        groupOfRow, groupCount: table.count, rightRows.vectors[band.column])
    }
  }

  private func lookUp(_ chunk: DataChunk) -> Probe {
    let keys = left.keys.evaluate(chunk)
    let groups = table.find(keys, rowCount: chunk.count)
    if let band, let banded {
      let ends = bounds?.evaluate(chunk) ?? []
      let ranges = banded.ranges(
        groups, low: band.low.map { ($0.isInclusive, ends[0]) },
        high: band.high.map { ($0.isInclusive, ends[ends.count - 1]) })
      return Probe(chunk: chunk, groups: groups, ranges: ranges)
    }
    guard kind == .innerunique else { return Probe(chunk: chunk, groups: groups) }
    var seen = leftKeysSeen.count
    var first: ContiguousArray<UInt32> = []
    var droppedCount = 0
    for (row, key) in leftKeysSeen.groups(of: keys, rowCount: chunk.count).enumerated() {
      if Int(key) == seen {
        first.append(UInt32(row))
        seen += 1
      } else if groups[row] != .max {
        droppedCount += 1
      }
    }
    if let bareRange { context.noteDropped(.innerunique, droppedCount, at: bareRange) }
    return Probe(
      chunk: chunk.gathered(SelectionVector(rows: first)),
      groups: ContiguousArray(first.map { groups[Int($0)] }))
  }

  /// What the chunk being looked up gives next; nil where nothing is left of it.
  private func advance() -> DataChunk? {
    switch kind {
    case .leftsemi: return takeLeft { $0 != .max }
    case .leftanti: return takeLeft { $0 == .max }
    case .rightsemi, .rightanti:
      markMatches()
      return nil
    case .inner, .innerunique, .leftouter, .rightouter, .fullouter: return takePairs()
    }
  }

  private func takeLeft(_ isWanted: (UInt32) -> Bool) -> DataChunk? {
    guard let probe else { return nil }
    self.probe = nil
    let rows = ContiguousArray(
      probe.groups.indices.filter { isWanted(probe.groups[$0]) }.map { UInt32($0) })
    return probe.chunk.gathered(SelectionVector(rows: rows))
  }

  private func markMatches() {
    guard let probe else { return }
    self.probe = nil
    for group in probe.groups where group != .max {
      // A chain whose head is marked was walked before.
      var row = heads[Int(group)]
      while row >= 0, !rightMatched[Int(row)] {
        rightMatched[Int(row)] = true
        row = links[Int(row)]
      }
    }
  }

  /// Up to a chunk of pairs of rows between the bounds.
  private func takeBandedPairs(_ banded: BandedRows) -> DataChunk? {
    guard var probe else { return nil }
    var leftRows: ContiguousArray<UInt32> = []
    var rightRows: ContiguousArray<UInt32> = []
    while probe.row < probe.chunk.count && leftRows.count < DataChunk.capacity {
      let range = probe.ranges[probe.row]
      let start = probe.next.map { Int($0) } ?? range.lowerBound
      let end = min(range.upperBound, start + DataChunk.capacity - leftRows.count)
      for place in start..<max(start, end) {
        leftRows.append(UInt32(probe.row))
        rightRows.append(banded.rows[place])
      }
      probe.next = end < range.upperBound ? Int32(end) : nil
      if end >= range.upperBound { probe.row += 1 }
    }
    self.probe = probe.row < probe.chunk.count ? probe : nil
    let leftPart = probe.chunk.gathered(SelectionVector(rows: leftRows))
    let rightPart = self.rightRows.gathered(SelectionVector(rows: rightRows))
    return DataChunk(vectors: leftPart.vectors + rightPart.vectors, count: leftRows.count)
  }

  /// Up to a chunk of pairs of rows.
  private func takePairs() -> DataChunk? {
    if let banded { return takeBandedPairs(banded) }
    guard var probe else { return nil }
    let keepsLeft = kind == .leftouter || kind == .fullouter
    let keepsRight = kind == .rightouter || kind == .fullouter
    var leftRows: ContiguousArray<UInt32> = []
    var rightPlaces: ContiguousArray<Int32> = []
    while probe.row < probe.chunk.count && leftRows.count < DataChunk.capacity {
      let group = probe.groups[probe.row]
      if group == .max {
        if keepsLeft {
          leftRows.append(UInt32(probe.row))
          rightPlaces.append(-1)
        }
        probe.row += 1
        continue
      }
      let row = probe.next ?? heads[Int(group)]
      leftRows.append(UInt32(probe.row))
      rightPlaces.append(row)
      if keepsRight { rightMatched[Int(row)] = true }
      let following = links[Int(row)]
      probe.next = following >= 0 ? following : nil
      if following < 0 { probe.row += 1 }
    }
    self.probe = probe.row < probe.chunk.count ? probe : nil
    let leftPart = probe.chunk.gathered(SelectionVector(rows: leftRows))
    let rightPart = rightRows.vectors.map { $0.gathered(orNull: rightPlaces) }
    return DataChunk(vectors: leftPart.vectors + rightPart, count: leftRows.count)
  }

  /// Rows of the right that are due after all of the left.
  private func trailingChunk() -> DataChunk? {
    let wantsMatched: Bool
    switch kind {
    case .rightouter, .fullouter, .rightanti: wantsMatched = false
    case .rightsemi: wantsMatched = true
    case .inner, .innerunique, .leftouter, .leftsemi, .leftanti: return nil
    }
    guard var row = trailing else { return nil }
    var rows: ContiguousArray<UInt32> = []
    while row < rightRows.count && rows.count < DataChunk.capacity {
      if rightMatched[row] == wantsMatched { rows.append(UInt32(row)) }
      row += 1
    }
    trailing = row
    if rows.isEmpty { return nil }
    let rightPart = rightRows.gathered(SelectionVector(rows: rows))
    if kind == .rightsemi || kind == .rightanti { return rightPart }
    let nulls = left.types.map { Vector.nulls($0, count: rows.count) }
    return DataChunk(vectors: nulls + rightPart.vectors, count: rows.count)
  }
}

extension Vector {
  /// Nulls, or empty texts.
  static func nulls(_ type: LogicalType, count: Int) -> Vector {
    ArgumentVector.constant(.missing(type), type).expanded(count)
  }

  /// The rows at the given places, and null where the place is negative.
  func gathered(orNull places: ContiguousArray<Int32>) -> Vector {
    guard places.contains(where: { $0 < 0 }) else {
      return gathered(SelectionVector(rows: ContiguousArray(places.map { UInt32($0) })))
    }
    if count == 0 { return .nulls(type, count: places.count) }
    let taken = gathered(
      SelectionVector(rows: ContiguousArray(places.map { UInt32(max(0, $0)) })))
    if type == .string, case .strings(var codes, let dictionary) = taken.values {
      for row in places.indices where places[row] < 0 { codes[row] = 0 }
      return Vector(type: type, values: .strings(codes, dictionary))
    }
    let flags = ContiguousArray(
      places.indices.map { (row) -> UInt8 in places[row] >= 0 && taken.validity[row] ? 1 : 0 })
    return Vector(
      type: type, values: taken.values.zeroed(where: flags), validity: ValidityMask(flags))
  }
}

extension VectorValues {
  /// The values with zeros where the flag is 0, as null rows must have them.
  fileprivate func zeroed(where flags: ContiguousArray<UInt8>) -> VectorValues {
    switch self {
    case .bools(var values):
      for row in flags.indices where flags[row] == 0 { values[row] = false }
      return .bools(values)
    case .integers(var values):
      for row in flags.indices where flags[row] == 0 { values[row] = 0 }
      return .integers(values)
    case .reals(var values):
      for row in flags.indices where flags[row] == 0 { values[row] = 0 }
      return .reals(values)
    case .strings(var codes, let dictionary):
      for row in flags.indices where flags[row] == 0 { codes[row] = 0 }
      return .strings(codes, dictionary)
    case .dynamics(var values):
      for row in flags.indices where flags[row] == 0 { values[row] = .null }
      return .dynamics(values)
    case .lists(let offsets, let codes, let dictionary):
      var newOffsets: ContiguousArray<UInt32> = [0]
      var newCodes: ContiguousArray<UInt32> = []
      for row in flags.indices {
        if flags[row] == 1 {
          newCodes.append(contentsOf: codes[Int(offsets[row])..<Int(offsets[row + 1])])
        }
        newOffsets.append(UInt32(newCodes.count))
      }
      return .lists(offsets: newOffsets, codes: newCodes, dictionary)
    }
  }
}
