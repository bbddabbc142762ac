/// Collects the values of one column and cuts them into vectors of `DataChunk.capacity` rows.
public struct ColumnBuilder: Sendable {
  /// The type of every value.
  public let type: LogicalType
  /// The number of values so far.
  public private(set) var count = 0
  private var bools: ContiguousArray<Bool> = []
  private var integers: ContiguousArray<Int64> = []
  private var reals: ContiguousArray<Double> = []
  private var codes: ContiguousArray<UInt32> = []
  private var listOffsets: ContiguousArray<UInt32> = [0]
  private var dynamics: ContiguousArray<DynamicValue> = []
  private var validity: ContiguousArray<UInt8> = []
  private var hasNull = false
  private var strings = StringDictionaryBuilder()
  /// A dynamic column holds lists of codes until a value comes that is not a list of strings.
  private var holdsLists = true

  /// An empty builder of the given type.
  public init(_ type: LogicalType) {
    self.type = type
  }

  /// Appends a value; one of another layout than the type's is taken as null.
  public mutating func append(_ value: Value) {
    switch (type.physical, value) {
    case (.bool, .bool(let value)): bools.append(value)
    case (.integer, .integer(let value)), (.integer, .datetime(let value)),
      (.integer, .timespan(let value)):
      integers.append(value)
    case (.real, .real(let value)): reals.append(value)
    case (.real, .integer(let value)): reals.append(Double(value))
    case (.string, .string(let value)), (.string, .guid(let value)):
      codes.append(strings.code(for: value))
    case (.string, .null) where type == .string: codes.append(0)
    case (.dynamic, .dynamic(let value)) where value != .null: appendDynamic(value)
    default:
      appendNull()
      return
    }
    validity.append(1)
    count += 1
  }

  /// Appends a list of texts to a dynamic column.
  public mutating func append(list: [String]) {
    append(.dynamic(.array(list.map { .string($0) })))
  }

  private mutating func appendNull() {
    switch type.physical {
    case .bool: bools.append(false)
    case .integer: integers.append(0)
    case .real: reals.append(0)
    case .string: codes.append(0)
    case .dynamic: appendDynamic(.null)
    }
    validity.append(0)
    hasNull = true
    count += 1
  }

  private mutating func appendDynamic(_ value: DynamicValue) {
    if holdsLists {
      if let list = Self.strings(of: value) {
        for text in list { codes.append(strings.code(for: text)) }
        listOffsets.append(UInt32(codes.count))
        return
      }
      unpackLists()
    }
    dynamics.append(value)
  }

  /// The texts of an array of strings; a null counts as an empty one, masked by the validity.
  private static func strings(of value: DynamicValue) -> [String]? {
    guard case .array(let items) = value else { return value == .null ? [] : nil }
    var list: [String] = []
    for item in items {
      guard case .string(let text) = item else { return nil }
      list.append(text)
    }
    return list
  }

  private mutating func unpackLists() {
    holdsLists = false
    let dictionary = strings.finish()
    for row in 0..<count {
      let items = codes[Int(listOffsets[row])..<Int(listOffsets[row + 1])]
      dynamics.append(validity[row] == 1 ? .array(items.map { .string(dictionary[$0]) }) : .null)
    }
    codes = []
  }

  /// The column's vectors, each of `DataChunk.capacity` rows but the last.
  public func finish() -> [Vector] {
    let dictionary = strings.finish()
    return stride(from: 0, to: count, by: DataChunk.capacity).map { start in
      let rows = start..<min(start + DataChunk.capacity, count)
      let mask = hasNull ? ValidityMask(ContiguousArray(validity[rows])) : .allValid
      return Vector(type: type, values: values(rows, dictionary), validity: mask)
    }
  }

  private func values(_ rows: Range<Int>, _ dictionary: StringDictionary) -> VectorValues {
    switch type.physical {
    case .bool: return .bools(ContiguousArray(bools[rows]))
    case .integer: return .integers(ContiguousArray(integers[rows]))
    case .real: return .reals(ContiguousArray(reals[rows]))
    case .string: return .strings(ContiguousArray(codes[rows]), dictionary)
    case .dynamic:
      guard holdsLists else { return .dynamics(ContiguousArray(dynamics[rows])) }
      let first = listOffsets[rows.lowerBound]
      let last = listOffsets[rows.upperBound]
      return .lists(
        offsets: ContiguousArray(listOffsets[rows.lowerBound...rows.upperBound].map { $0 - first }),
        codes: ContiguousArray(codes[Int(first)..<Int(last)]), dictionary)
    }
  }
}

/// Collects rows under a schema and seals them into a `Table`.
public struct TableBuilder: Sendable {
  /// Names and types of the columns.
  public let schema: Schema
  private var columns: [ColumnBuilder]
  private var rowCount = 0

  /// An empty builder.
  public init(_ schema: Schema) {
    self.schema = schema
    columns = schema.columns.map { ColumnBuilder($0.type) }
  }

  /// Appends a row: one value a column.
  public mutating func append(_ row: [Value]) {
    precondition(row.count == columns.count)
    for (index, value) in row.enumerated() { columns[index].append(value) }
    rowCount += 1
  }

  /// The sealed table.
  public func seal() -> Table {
    let vectors = columns.map { $0.finish() }
    let chunkCount = (rowCount + DataChunk.capacity - 1) / DataChunk.capacity
    let chunks = (0..<chunkCount).map { chunk in
      DataChunk(
        vectors: vectors.map { $0[chunk] },
        count: min(DataChunk.capacity, rowCount - chunk * DataChunk.capacity))
    }
    return Table(schema: schema, chunks: chunks)
  }
}
