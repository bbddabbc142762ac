internal import Columnar
internal import Planning

/// `evaluate autocluster`, `basket` and `diffpatterns`: looks for values that many rows share.
final class PluginOperator: PhysicalOperator {
  private let input: any PhysicalOperator
  private let plugin: PatternPlugin
  private let types: [LogicalType]
  private let context: ExecutionContext
  private var result: ChunkSlices?

  init(
    _ input: any PhysicalOperator, _ plugin: PatternPlugin, types: [LogicalType],
    _ context: ExecutionContext
  ) {
    self.input = input
    self.plugin = plugin
    self.types = types
    self.context = context
  }

  func next() throws(ExecutionError) -> DataChunk? {
    if result == nil { result = ChunkSlices(try computed()) }
    return result?.next()
  }

  private func computed() throws(ExecutionError) -> DataChunk {
    var buffer = RowBuffer(types: types)
    while let chunk = try input.next() {
      try context.checkCancellation()
      buffer.append(chunk)
    }
    let rows = try buffer.finish(context)
    var sets = [ContiguousArray<UInt32>](repeating: [], count: 2)
    switch plugin.kind {
    case .autocluster, .basket: sets[0] = ContiguousArray(0..<UInt32(rows.count))
    case .diffpatterns(let column, let first, let second):
      for row in 0..<rows.count {
        let value = rows.vectors[column][row]
        if value == first { sets[0].append(UInt32(row)) }
        if value == second { sets[1].append(UInt32(row)) }
      }
    }
    let codes = plugin.columns.map { column -> SegmentSearch.Column in
      var table = GroupTable(types: [types[column]])
      let vector = rows.vectors[column]
      let groups = table.groups(
        of: [ArgumentVector(vector, isConstant: false)], rowCount: rows.count)
      return SegmentSearch.Column(codes: groups, isMissing: Self.missing(vector))
    }
    var search = SegmentSearch(
      columns: codes, sets: sets, threshold: plugin.threshold,
      isStopped: { [context] in context.isStopped })
    search.run()
    try context.checkCancellation()
    return output(chosen(search), rows, sets)
  }

  private static func missing(_ vector: Vector) -> [Bool] {
    (0..<vector.count).map { row in
      let value = vector[row]
      return value.isNull || value == .string("") || value == .dynamic(.array([]))
    }
  }

  // MARK: - Choosing

  private func chosen(_ search: SegmentSearch) -> [SegmentSearch.Segment] {
    let total = max(1, search.sets[0].count)
    switch plugin.kind {
    case .basket:
      return search.found.sorted { a, b in
        a.rows[0].count != b.rows[0].count
          ? a.rows[0].count > b.rows[0].count : a.values.count < b.values.count
      }
    case .autocluster:
      // Large segments and telling ones: half of the weight each.
      let width = Double(max(1, plugin.columns.count))
      let scored = search.found.map { segment in
        (
          segment: segment,
          score: (Double(segment.rows[0].count) / Double(total)).squareRoot()
            * (Double(segment.values.count) / width).squareRoot()
        )
      }
      return Self.apart(scored.sorted { $0.score > $1.score }.map(\.segment), set: { $0.rows[0] })
    case .diffpatterns:
      let other = max(1, search.sets[1].count)
      func difference(_ segment: SegmentSearch.Segment) -> Double {
        abs(
          Double(segment.rows[0].count) / Double(total)
            - Double(segment.rows[1].count) / Double(other))
      }
      let large = search.found.filter { difference($0) >= plugin.threshold }
        .sorted { a, b in
          let (first, second) = (difference(a), difference(b))
          return first != second ? first > second : a.values.count < b.values.count
        }
      return Self.apart(large, set: { $0.rows[0] + $0.rows[1] })
    }
  }

  /// Segments in order, without those most of whose rows an earlier one has told of.
  private static func apart(
    _ segments: [SegmentSearch.Segment], set: (SegmentSearch.Segment) -> ContiguousArray<UInt32>
  ) -> [SegmentSearch.Segment] {
    var told: Set<UInt32> = []
    var kept: [SegmentSearch.Segment] = []
    for segment in segments where kept.count < 20 {
      let rows = set(segment)
      let known = rows.count { told.contains($0) }
      if known * 2 > rows.count { continue }
      told.formUnion(rows)
      kept.append(segment)
    }
    return kept
  }

  // MARK: - Rows

  private func output(
    _ segments: [SegmentSearch.Segment], _ rows: DataChunk, _ sets: [ContiguousArray<UInt32>]
  ) -> DataChunk {
    func share(_ segment: SegmentSearch.Segment, _ set: Int) -> Double {
      let percent = 100 * Double(segment.rows[set].count) / Double(max(1, sets[set].count))
      return (percent * 100).rounded() / 100
    }
    var numbers: [[Value]] = []
    for (index, segment) in segments.enumerated() {
      let counts = segment.rows.map { Value.integer(Int64($0.count)) }
      if case .diffpatterns = plugin.kind {
        let (a, b) = (share(segment, 0), share(segment, 1))
        let difference = ((abs(a - b)) * 100).rounded() / 100
        numbers.append(
          [.integer(Int64(index)), counts[0], counts[1], .real(a), .real(b), .real(difference)])
      } else {
        numbers.append([.integer(Int64(index)), counts[0], .real(share(segment, 0))])
      }
    }
    var vectors: [Vector] = []
    let isDifference = if case .diffpatterns = plugin.kind { true } else { false }
    let head: [LogicalType] =
      isDifference ? [.long, .long, .long, .real, .real, .real] : [.long, .long, .real]
    for (place, type) in head.enumerated() {
      var builder = VectorBuilder(type, capacity: segments.count)
      for row in numbers { builder.append(row[place]) }
      vectors.append(builder.finish())
    }
    for (place, column) in plugin.columns.enumerated() {
      var builder = VectorBuilder(types[column], capacity: segments.count)
      for segment in segments {
        let example = segment.rows.first { !$0.isEmpty }?.first
        let isShared = segment.values[place] != nil
        builder.append(
          isShared
            ? example.map { rows.vectors[column][Int($0)] } ?? .null : .missing(types[column]))
      }
      vectors.append(builder.finish())
    }
    return DataChunk(vectors: vectors, count: segments.count)
  }
}

/// Looks for all sets of values that enough rows share, each with all values that its rows have in
/// common.
struct SegmentSearch {
  /// A column as numbers of its values.
  struct Column {
    let codes: ContiguousArray<UInt32>
    /// Values that tell nothing.
    let isMissing: [Bool]
  }

  /// Values that rows share.
  struct Segment {
    /// The code of each column that is the same in all rows.
    var values: [Int: UInt32]
    /// Its rows in each set.
    var rows: [ContiguousArray<UInt32>]
  }

  let columns: [Column]
  let sets: [ContiguousArray<UInt32>]
  private(set) var found: [Segment] = []
  private let least: [Int]
  private let isStopped: () -> Bool
  private var seen: Set<[Int: UInt32]> = []
  private var steps = 0
  /// Wide tables have more segments than anybody waits for.
  private static let maximumSteps = 20_000

  init(
    columns: [Column], sets: [ContiguousArray<UInt32>], threshold: Double,
    isStopped: @escaping () -> Bool
  ) {
    self.columns = columns
    self.sets = sets
    self.isStopped = isStopped
    least = sets.map { max(2, Int((threshold * Double($0.count)).rounded(.up))) }
  }

  mutating func run() {
    search(Segment(values: [:], rows: sets), from: 0)
  }

  private func isLarge(_ rows: [ContiguousArray<UInt32>]) -> Bool {
    rows.indices.contains { rows[$0].count >= least[$0] }
  }

  private mutating func search(_ segment: Segment, from first: Int) {
    for column in first..<max(first, columns.count) where segment.values[column] == nil {
      for code in frequent(column, segment.rows) {
        steps += 1
        if steps > Self.maximumSteps || isStopped() { return }
        var narrowed = segment
        narrowed.rows = segment.rows.map { rows in
          rows.filter { columns[column].codes[Int($0)] == code }
        }
        narrowed.values = shared(narrowed.rows)
        guard seen.insert(narrowed.values).inserted else { continue }
        found.append(narrowed)
        search(narrowed, from: column + 1)
      }
    }
  }

  /// The values of a column that enough rows have.
  private func frequent(_ column: Int, _ rows: [ContiguousArray<UInt32>]) -> [UInt32] {
    var counts: [UInt32: [Int]] = [:]
    for (set, rows) in rows.enumerated() {
      for row in rows where !columns[column].isMissing[Int(row)] {
        counts[columns[column].codes[Int(row)], default: Array(repeating: 0, count: sets.count)][
          set] += 1
      }
    }
    return counts.filter { entry in
      entry.value.indices.contains { entry.value[$0] >= least[$0] }
    }.keys.sorted()
  }

  /// The values that all rows have in common.
  private func shared(_ rows: [ContiguousArray<UInt32>]) -> [Int: UInt32] {
    guard let example = rows.first(where: { !$0.isEmpty })?.first else { return [:] }
    var values: [Int: UInt32] = [:]
    for (index, column) in columns.enumerated() where !column.isMissing[Int(example)] {
      let code = column.codes[Int(example)]
      let isSame = rows.allSatisfy { $0.allSatisfy { column.codes[Int($0)] == code } }
      if isSame { values[index] = code }
    }
    return values
  }
}
