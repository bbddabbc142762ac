internal import Columnar
internal import Planning

/// `mv-expand`: a row an item of an array, all columns in lockstep.
final class UnnestOperator: PhysicalOperator {
  private let input: any PhysicalOperator
  private let unnest: Unnest
  private let program: ExpressionProgram
  private let schema: Schema
  private let limit: Int?
  private let context: ExecutionContext
  private let conversions: [ScalarKernel?]
  /// The rows whose items are being handed on, and their arrays.
  private var source: (chunk: DataChunk, arrays: [ArgumentVector])?
  /// The next of them, and of its items.
  private var nextRow = 0
  private var nextItem = 0
  /// Some items of a row.
  private struct Stretch {
    let row: Int
    let start: Int
    let count: Int
  }
  /// Chunks made but not handed on yet: one row may give many of items.
  private var pending: ArraySlice<DataChunk> = []
  /// Rows are taken together until they give so many.
  private static let batchSize = 16 * DataChunk.capacity

  init(
    _ input: any PhysicalOperator, _ unnest: Unnest, _ program: ExpressionProgram,
    schema: Schema, limit: Int?, _ context: ExecutionContext
  ) {
    self.input = input
    self.unnest = unnest
    self.program = program
    self.schema = schema
    self.limit = limit
    self.context = context
    conversions = unnest.columns.map { column in
      guard column.type != .dynamic else { return nil }
      return Conversion.function(to: column.type)
        .flatMap { ScalarKernels.kernel(for: $0.name) }
    }
  }

  func next() throws(ExecutionError) -> DataChunk? {
    while pending.isEmpty {
      try context.checkCancellation()
      if nextRow >= source?.chunk.count ?? 0 {
        guard let chunk = try input.next() else { return nil }
        source = (chunk, program.evaluate(chunk))
        nextRow = 0
      }
      guard let source else { return nil }
      let expanded = expand(source.chunk, source.arrays)
      pending =
        stride(from: 0, to: expanded.count, by: DataChunk.capacity).map {
          expanded.sliced($0..<min($0 + DataChunk.capacity, expanded.count))
        }[...]
    }
    return pending.popFirst()
  }

  /// The next items of the rows, a batch of them: one row may have more than memory takes twice.
  private func expand(_ chunk: DataChunk, _ arrays: [ArgumentVector]) -> DataChunk {
    var rows: ContiguousArray<UInt32> = []
    var indices: ContiguousArray<Int64> = []
    var stretches: [Stretch] = []
    var emptyCount = 0
    while nextRow < chunk.count, rows.count < Self.batchSize {
      let row = nextRow
      var count = arrays.reduce(0) { max($0, itemCount($1, row)) }
      if let limit { count = min(count, limit) }
      if count == 0 { emptyCount += 1 }
      let end = min(count, nextItem + Self.batchSize - rows.count)
      stretches.append(Stretch(row: row, start: nextItem, count: end - nextItem))
      for index in nextItem..<end {
        rows.append(UInt32(row))
        indices.append(Int64(index))
      }
      nextItem = end < count ? end : 0
      if end == count { nextRow += 1 }
    }
    if limit != 0 { context.noteDropped(.emptyArray, emptyCount, at: unnest.range) }
    let selection = SelectionVector(rows: rows)
    var vectors: [Vector?] = unnest.carried.map { $0.map { chunk.vectors[$0].gathered(selection) } }
    for (index, column) in unnest.columns.enumerated() {
      vectors[column.output] = items(
        of: arrays[index], stretches, column.type, conversions[index])
    }
    if let indexColumn = unnest.indexColumn {
      vectors[indexColumn] = Vector(type: .long, values: .integers(indices))
    }
    return DataChunk(vectors: vectors.compactMap { $0 }, count: rows.count)
  }

  /// How many rows a value becomes by itself: an empty array none, a null or a scalar one.
  private func itemCount(_ argument: ArgumentVector, _ row: Int) -> Int {
    let place = argument.index(row)
    guard argument.vector.validity[place] else { return 1 }
    switch argument.vector.values {
    case .lists(let offsets, _, _): return Int(offsets[place + 1] - offsets[place])
    case .dynamics(let values):
      switch values[place] {
      case .array(let items): return items.count
      case .bag(let bag): return bag.count
      default: return 1
      }
    case .bools, .integers, .reals, .strings: return 1
    }
  }

  /// The items of stretches one after the other, each filled up with nulls to its count.
  private func items(
    of argument: ArgumentVector, _ stretches: [Stretch], _ type: LogicalType,
    _ conversion: ScalarKernel?
  ) -> Vector {
    if type == .string, let texts = texts(of: argument, stretches) { return texts }
    var items: ContiguousArray<DynamicValue> = []
    for stretch in stretches where stretch.count > 0 {
      let end = items.count + stretch.count
      switch DynamicValue(argument[stretch.row]) {
      case .array(let values):
        items.append(contentsOf: values.dropFirst(stretch.start).prefix(stretch.count))
      case .bag(let bag):
        let members = zip(
          bag.keys.dropFirst(stretch.start).prefix(stretch.count),
          bag.values.dropFirst(stretch.start))
        for (key, value) in members { items.append(member(key, value)) }
      case let value: if stretch.start == 0 { items.append(value) }
      }
      items.append(contentsOf: repeatElement(.null, count: end - items.count))
    }
    let validity = ValidityMask(ContiguousArray(items.map { $0 == .null ? 0 : 1 }))
    let vector = Vector(type: .dynamic, values: .dynamics(items), validity: validity)
    guard let conversion else { return vector }
    return conversion(
      [ArgumentVector(vector, isConstant: false)], vector.count, type, context.evaluation)
  }

  /// Lists of texts become texts without leaving their codes.
  private func texts(
    of argument: ArgumentVector, _ stretches: [Stretch]
  ) -> Vector? {
    guard case .lists(let offsets, let codes, let dictionary) = argument.vector.values else {
      return nil
    }
    var result: ContiguousArray<UInt32> = []
    for stretch in stretches where stretch.count > 0 {
      let place = argument.index(stretch.row)
      let items = codes[Int(offsets[place])..<Int(offsets[place + 1])]
        .dropFirst(stretch.start).prefix(stretch.count)
      result.append(contentsOf: items)
      result.append(contentsOf: repeatElement(0, count: stretch.count - items.count))
    }
    return Vector(type: .string, values: .strings(result, dictionary))
  }

  private func member(_ key: String, _ value: DynamicValue) -> DynamicValue {
    if unnest.bagsAsArrays { return .array([.string(key), value]) }
    var bag = DynamicBag()
    bag[key] = value
    return .bag(bag)
  }
}
