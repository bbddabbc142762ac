internal import Columnar
internal import Planning

/// `make-series`: one array a series and column, with a place for every step.
final class SeriesOperator: PhysicalOperator {
  private let input: any PhysicalOperator
  private let series: Series
  private let types: [LogicalType]
  private let context: ExecutionContext
  private var result: ChunkSlices?

  /// No series is longer than this, as in Kusto.
  private static let longest = 1_048_576

  init(
    _ input: any PhysicalOperator, _ series: Series, types: [LogicalType],
    _ context: ExecutionContext
  ) {
    self.context = context
    self.input = input
    self.series = series
    self.types = types
  }

  func next() throws(ExecutionError) -> DataChunk? {
    if result == nil { result = ChunkSlices(try computed()) }
    return result?.next()
  }

  private func computed() throws(ExecutionError) -> DataChunk {
    var buffer = RowBuffer(types: types)
    while let chunk = try input.next() { buffer.append(chunk) }
    let rows = try buffer.finish(context)
    let places = rows.vectors[series.keyCount]
    let steps = self.steps(of: places)
    let keys = rows.vectors.prefix(series.keyCount)
    var table = GroupTable(types: Array(types.prefix(series.keyCount)))
    let groups: ContiguousArray<UInt32>
    var count: Int
    if keys.isEmpty {
      groups = ContiguousArray(repeating: 0, count: rows.count)
      count = rows.count > 0 || series.isNonEmpty ? 1 : 0
    } else {
      groups = table.groups(
        of: keys.map { ArgumentVector($0, isConstant: false) }, rowCount: rows.count)
      count = table.count
    }
    if steps.isEmpty { count = 0 }
    let numbers = Dictionary(
      steps.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let stepOfRow = (0..<rows.count).map { numbers[DynamicValue(places[$0])] }
    var vectors = keys.isEmpty ? [] : table.keyVectors()
    for (column, missing) in zip(rows.vectors.dropFirst(series.keyCount + 1), series.defaults) {
      let empty = Array(repeating: DynamicValue(missing), count: steps.count)
      var arrays = Array(repeating: empty, count: count)
      for row in 0..<rows.count {
        // The first row of a series makes its array, which may be long.
        try context.checkCancellation()
        guard let step = stepOfRow[row], Int(groups[row]) < count else { continue }
        arrays[Int(groups[row])][step] = DynamicValue(column[row])
      }
      vectors.append(Self.column(arrays))
    }
    vectors.append(Self.column(Array(repeating: steps, count: count)))
    return DataChunk(vectors: count == 0 ? types(vectors) : vectors, count: count)
  }

  /// The columns without their rows.
  private func types(_ vectors: [Vector]) -> [Vector] {
    vectors.map { Vector.nulls($0.type, 0) }
  }

  private static func column(_ arrays: [[DynamicValue]]) -> Vector {
    Vector(type: .dynamic, values: .dynamics(ContiguousArray(arrays.map { .array($0) })))
  }

  /// All steps from the first to before the end.
  private func steps(of places: Vector) -> [DynamicValue] {
    if case .real(let step) = series.step { return realSteps(places, step) }
    guard let step = ticks(series.step), step > 0 else { return [] }
    var occurring: [Int64] = []
    if case .integers(let values) = places.values {
      occurring = values.indices.filter { places.validity[$0] }.map { values[$0] }
    }
    guard let first = series.from.flatMap({ ticks($0) }) ?? occurring.min() else { return [] }
    let end = series.to.flatMap { ticks($0) }
    let last = occurring.max() ?? first
    var steps: [DynamicValue] = []
    var value = first
    while end.map({ value < $0 }) ?? (value <= last), steps.count < Self.longest {
      steps.append(DynamicValue(ScalarKernels.integer(value, series.axisType)))
      let (next, isTooFar) = value.addingReportingOverflow(step)
      if isTooFar { break }
      value = next
    }
    return steps
  }

  private func realSteps(_ places: Vector, _ step: Double) -> [DynamicValue] {
    guard step > 0, case .reals(let values) = places.values else { return [] }
    let occurring = values.indices.filter { places.validity[$0] }.map { values[$0] }
    var first = occurring.min()
    if case .real(let from)? = series.from { first = from }
    guard let first else { return [] }
    var steps: [DynamicValue] = []
    while steps.count < Self.longest {
      let value = first + Double(steps.count) * step
      if case .real(let to)? = series.to {
        if value >= to { break }
      } else if value > (occurring.max() ?? first) {
        break
      }
      steps.append(.real(value))
    }
    return steps
  }

  private func ticks(_ value: Value) -> Int64? {
    switch value {
    case .integer(let value), .datetime(let value), .timespan(let value): value
    default: nil
    }
  }
}
