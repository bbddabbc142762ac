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
  /// Chunks made but not handed on yet: one chunk of arrays may give many of items.
  private var pending: ArraySlice<DataChunk> = []

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
      guard let chunk = try input.next() else { return nil }
      let expanded = expand(chunk)
      pending =
        stride(from: 0, to: expanded.count, by: DataChunk.capacity).map {
          expanded.sliced($0..<min($0 + DataChunk.capacity, expanded.count))
        }[...]
    }
    return pending.popFirst()
  }

  private func expand(_ chunk: DataChunk) -> DataChunk {
    let arrays = program.evaluate(chunk)
    var rows: ContiguousArray<UInt32> = []
    var indices: ContiguousArray<Int64> = []
    var counts: ContiguousArray<Int> = []
    for row in 0..<chunk.count {
      var count = arrays.reduce(0) { max($0, itemCount($1, row)) }
      if let limit { count = min(count, limit) }
      counts.append(count)
      for index in 0..<count {
        rows.append(UInt32(row))
        indices.append(Int64(index))
      }
    }
    if limit != 0 {
      context.noteDropped(.emptyArray, counts.count { $0 == 0 }, at: unnest.range)
    }
    let selection = SelectionVector(rows: rows)
    var vectors: [Vector?] = unnest.carried.map { $0.map { chunk.vectors[$0].gathered(selection) } }
    for (index, column) in unnest.columns.enumerated() {
      vectors[column.output] = items(of: arrays[index], counts, column.type, conversions[index])
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

  /// The items of all rows one after the other, each row's filled up with nulls to its count.
  private func items(
    of argument: ArgumentVector, _ counts: ContiguousArray<Int>, _ type: LogicalType,
    _ conversion: ScalarKernel?
  ) -> Vector {
    if type == .string, let texts = texts(of: argument, counts) { return texts }
    var items: ContiguousArray<DynamicValue> = []
    for (row, count) in counts.enumerated() where count > 0 {
      let start = items.count
      switch DynamicValue(argument[row]) {
      case .array(let values): items.append(contentsOf: values.prefix(count))
      case .bag(let bag):
        for (key, value) in zip(bag.keys, bag.values).prefix(count) {
          items.append(member(key, value))
        }
      case let value: items.append(value)
      }
      items.append(contentsOf: repeatElement(.null, count: count - (items.count - start)))
    }
    let validity = ValidityMask(ContiguousArray(items.map { $0 == .null ? 0 : 1 }))
    let vector = Vector(type: .dynamic, values: .dynamics(items), validity: validity)
    guard let conversion else { return vector }
    return conversion(
      [ArgumentVector(vector, isConstant: false)], vector.count, type, context.evaluation)
  }

  /// Lists of texts become texts without leaving their codes.
  private func texts(
    of argument: ArgumentVector, _ counts: ContiguousArray<Int>
  ) -> Vector? {
    guard case .lists(let offsets, let codes, let dictionary) = argument.vector.values else {
      return nil
    }
    var result: ContiguousArray<UInt32> = []
    for (row, count) in counts.enumerated() where count > 0 {
      let place = argument.index(row)
      let items = codes[Int(offsets[place])..<Int(offsets[place + 1])].prefix(count)
      result.append(contentsOf: items)
      result.append(contentsOf: repeatElement(0, count: count - items.count))
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
