internal import Columnar
internal import Planning

/// `sequence`: the conditions of the steps are computed over whole chunks, and only rows that fit some
/// step are kept; those are brought in order, parted by key, and given to `SequenceMatcher`.
final class SequenceOperator: PhysicalOperator {
  private let input: any PhysicalOperator
  private let pattern: SequencePattern
  private let types: [LogicalType]
  private let context: ExecutionContext
  /// The steps, and behind them `until`.
  private let steps: [SequencePattern.Step]
  private let local: [ExpressionProgram?]
  private let linked: [ExpressionProgram?]
  private let keys: [ExpressionProgram?]
  private var result: ChunkSlices?

  init(
    _ input: any PhysicalOperator, _ pattern: SequencePattern, types: [LogicalType],
    _ context: ExecutionContext
  ) throws(ExecutionError) {
    self.input = input
    self.pattern = pattern
    self.types = types
    self.context = context
    steps = pattern.steps + (pattern.until.map { [$0] } ?? [])
    var local: [ExpressionProgram?] = []
    var linked: [ExpressionProgram?] = []
    var keys: [ExpressionProgram?] = []
    for step in steps {
      if let expr = step.local {
        local.append(try ExpressionProgram([expr], context))
      } else {
        local.append(nil)
      }
      if let expr = step.linked {
        linked.append(try ExpressionProgram([expr], context))
      } else {
        linked.append(nil)
      }
      keys.append(step.keys.isEmpty ? nil : try ExpressionProgram(step.keys, context))
    }
    self.local = local
    self.linked = linked
    self.keys = keys
  }

  func next() throws(ExecutionError) -> DataChunk? {
    if result == nil { result = ChunkSlices(try matches()) }
    return result?.next()
  }

  // MARK: - Rows that fit a step

  /// The rows that fit a step, with a bit for each that they fit.
  private struct Candidates {
    var rows: DataChunk
    var fits: ContiguousArray<UInt64>
    var times: ContiguousArray<Int64>
    /// The last time of all rows, whether they fit or not.
    var dataEnd: Int64
  }

  private func candidates() throws(ExecutionError) -> Candidates {
    var buffer = RowBuffer(types: types)
    var fits: ContiguousArray<UInt64> = []
    var dataEnd = Int64.min
    while let chunk = try input.next() {
      try context.checkCancellation()
      let timeColumn = chunk.vectors[pattern.time]
      let validity = timeColumn.validity
      if let times = ArgumentVector(timeColumn, isConstant: false).integers?.values {
        for row in 0..<chunk.count where validity[row] { dataEnd = max(dataEnd, times[row]) }
      }
      let found = bits(chunk)
      var selected: ContiguousArray<UInt32> = []
      for row in 0..<chunk.count where found[row] != 0 && validity[row] {
        selected.append(UInt32(row))
        fits.append(found[row])
      }
      if selected.count == chunk.count {
        buffer.append(chunk)
      } else if !selected.isEmpty {
        buffer.append(chunk.gathered(SelectionVector(rows: selected)))
      }
    }
    let rows = try buffer.finish(context)
    let times = ArgumentVector(rows.vectors[pattern.time], isConstant: false).integers?.values
    return Candidates(rows: rows, fits: fits, times: times ?? [], dataEnd: dataEnd)
  }

  /// For each row of a chunk a bit a step that it fits.
  private func bits(_ chunk: DataChunk) -> ContiguousArray<UInt64> {
    var bits = ContiguousArray<UInt64>(repeating: 0, count: chunk.count)
    for (step, program) in local.enumerated() {
      let bit: UInt64 = 1 << UInt64(step)
      guard let truth = program?.evaluate(chunk)[0] else {
        for row in 0..<chunk.count { bits[row] |= bit }
        continue
      }
      if truth.isConstant {
        guard truth.vector.isTrue(0) else { continue }
        for row in 0..<chunk.count { bits[row] |= bit }
      } else {
        for row in truth.vector.trueRows().rows { bits[Int(row)] |= bit }
      }
    }
    return bits
  }

  // MARK: - Partitions

  /// The candidates in the order of time.
  private func order(_ candidates: Candidates) -> ContiguousArray<UInt32> {
    let times = candidates.times
    let rows = ContiguousArray((0..<candidates.rows.count).map { UInt32($0) })
    var isSorted = true
    for row in 1..<max(1, times.count) where times[row] < times[row - 1] {
      isSorted = false
      break
    }
    if isSorted { return rows }
    return ContiguousArray(
      rows.sorted { a, b in
        let (first, second) = (times[Int(a)], times[Int(b)])
        return first != second ? first < second : a < b
      })
  }

  /// The group of every row for each step with keys, `UInt32.max` where a key is missing.
  private func groups(
    _ rows: DataChunk
  ) -> (of: [ContiguousArray<UInt32>?], count: Int) {
    guard let first = steps.first(where: { !$0.keys.isEmpty }) else {
      return (steps.map { _ in nil }, 0)
    }
    var table = GroupTable(types: first.keys.map(\.type))
    var known: [(keys: [BoundExpr], groups: ContiguousArray<UInt32>)] = []
    var result: [ContiguousArray<UInt32>?] = []
    for (step, program) in zip(steps, keys) {
      guard let program else {
        result.append(nil)
        continue
      }
      let same = known.first { other in zip(other.keys, step.keys).allSatisfy { $0 === $1 } }
      if let same {
        result.append(same.groups)
        continue
      }
      let values = program.evaluate(rows)
      var groups = table.groups(of: values, rowCount: rows.count)
      for value in values {
        for row in 0..<rows.count where Self.isMissing(value, row) { groups[row] = .max }
      }
      known.append((step.keys, groups))
      result.append(groups)
    }
    return (result, table.count)
  }

  /// Nobody is known to be the same as somebody unknown: null, the empty text, the empty list.
  private static func isMissing(_ value: ArgumentVector, _ row: Int) -> Bool {
    let place = value.index(row)
    guard value.vector.validity[place] else { return true }
    switch value.vector.values {
    case .strings(let codes, let dictionary): return dictionary.range(of: codes[place]).isEmpty
    case .lists(let offsets, _, _): return offsets[place] == offsets[place + 1]
    case .dynamics(let values): return values[place] == .null || values[place] == .array([])
    case .bools, .integers, .reals: return false
    }
  }

  /// The events of each partition in order; what has no key is in all of them.
  private func partitions(_ candidates: Candidates) -> [SequenceEvents] {
    let order = order(candidates)
    let (groups, count) = groups(candidates.rows)
    guard groups.contains(where: { $0 != nil }) else {
      let fits = ContiguousArray(order.map { candidates.fits[Int($0)] })
      return [SequenceEvents(rows: order, fits: fits)]
    }
    let freeBits = groups.enumerated().reduce(UInt64(0)) { bits, step in
      step.element == nil ? bits | 1 << UInt64(step.offset) : bits
    }
    // Most patterns have one key for all steps.
    let keyed = groups.enumerated().compactMap { step, groups in groups.map { (step, $0) } }
    var parts = [SequenceEvents](repeating: SequenceEvents(), count: count)
    var free = SequenceEvents()
    for row in order {
      let fits = candidates.fits[Int(row)]
      if fits & freeBits != 0 {
        free.rows.append(row)
        free.fits.append(fits & freeBits)
      }
      for (step, groups) in keyed where fits & 1 << UInt64(step) != 0 {
        let group = groups[Int(row)]
        guard group != .max else { continue }
        let part = Int(group)
        if parts[part].rows.last == row {
          parts[part].fits[parts[part].fits.count - 1] |= 1 << UInt64(step)
        } else {
          parts[part].rows.append(row)
          parts[part].fits.append(1 << UInt64(step))
        }
      }
    }
    guard !free.rows.isEmpty else { return parts }
    var places = ContiguousArray<Int>(repeating: 0, count: candidates.rows.count)
    for (place, row) in order.enumerated() { places[Int(row)] = place }
    return parts.filter { !$0.rows.isEmpty }.map { Self.merged($0, free, places) }
  }

  /// The events of both in order; an event that is in both is one.
  private static func merged(
    _ a: SequenceEvents, _ b: SequenceEvents, _ places: ContiguousArray<Int>
  ) -> SequenceEvents {
    var result = SequenceEvents()
    var (i, j) = (0, 0)
    while i < a.rows.count || j < b.rows.count {
      let first = i < a.rows.count ? places[Int(a.rows[i])] : .max
      let second = j < b.rows.count ? places[Int(b.rows[j])] : .max
      result.rows.append(first <= second ? a.rows[i] : b.rows[j])
      result.fits.append((first <= second ? a.fits[i] : 0) | (second <= first ? b.fits[j] : 0))
      if first <= second { i += 1 }
      if second <= first { j += 1 }
    }
    return result
  }

  // MARK: - Matches

  private func matches() throws(ExecutionError) -> DataChunk {
    let candidates = try candidates()
    let rows = candidates.rows
    var matcher = SequenceMatcher(
      pattern, times: candidates.times, dataEnd: candidates.dataEnd,
      isLinked: { [self] step, row, chains in isLinked(step, row, chains, rows) })
    for part in partitions(candidates) where !part.rows.isEmpty {
      try context.checkCancellation()
      guard matcher.match(part) else { throw .tooManyMatches }
    }
    return output(matcher, candidates)
  }

  /// The matches as rows, by the time and the row of their first event.
  private func output(_ matcher: SequenceMatcher, _ candidates: Candidates) -> DataChunk {
    let length = pattern.eventSteps.count
    let found = matcher.rows
    let numbers = ContiguousArray(0..<matcher.censored.count).sorted { a, b in
      let (first, second) = (found[a * length], found[b * length])
      let (earlier, later) = (candidates.times[Int(first)], candidates.times[Int(second)])
      if earlier != later { return earlier < later }
      return first != second ? first < second : a < b
    }
    var selections: [SelectionVector] = []
    for step in 0..<length {
      selections.append(
        SelectionVector(rows: ContiguousArray(numbers.map { found[$0 * length + step] })))
    }
    var vectors = pattern.outputs.map {
      candidates.rows.vectors[$0.column].gathered(selections[$0.step])
    }
    if pattern.hasCensored {
      vectors.append(.bools(ContiguousArray(numbers.map { matcher.censored[$0] })))
    }
    return DataChunk(vectors: vectors, count: numbers.count)
  }

  /// Which chains of rows a row may continue by the conditions that look at both.
  private func isLinked(
    _ step: Int, _ row: UInt32, _ chains: [ContiguousArray<UInt32>], _ rows: DataChunk
  ) -> [Bool] {
    guard let program = linked[step], let expr = steps[step].linked else {
      return chains.map { _ in true }
    }
    let read = expr.columnsRead
    let width = pattern.width
    let groupCount = (read.max() ?? 0) / width
    let unread = Vector.nulls(.bool, chains.count)
    let own = SelectionVector(rows: ContiguousArray(repeating: row, count: chains.count))
    var vectors: [Vector] = []
    for group in 0...groupCount {
      let selection =
        group == 0 ? own : SelectionVector(rows: ContiguousArray(chains.map { $0[group - 1] }))
      for column in 0..<width {
        let isRead = read.contains(group * width + column)
        vectors.append(isRead ? rows.vectors[column].gathered(selection) : unread)
      }
    }
    let truth = program.evaluate(DataChunk(vectors: vectors, count: chains.count))[0]
    return chains.indices.map { truth.vector.isTrue(truth.index($0)) }
  }
}
