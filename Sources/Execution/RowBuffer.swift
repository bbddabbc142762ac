internal import Columnar

/// Collects chunks into one long chunk: what sorting and joining work on.
struct RowBuffer {
  private var columns: [VectorBuffer]
  private(set) var count = 0

  init(types: [LogicalType]) {
    columns = types.map { VectorBuffer($0) }
  }

  mutating func append(_ chunk: DataChunk) {
    append(chunk.vectors, count: chunk.count)
  }

  mutating func append(_ vectors: [Vector], count: Int) {
    for index in columns.indices { columns[index].append(vectors[index]) }
    self.count += count
  }

  /// All rows in one chunk, of whatever length.
  ///
  /// - Throws: ``ExecutionError/cancelled`` soon after nobody wants the rows any more.
  func finish(_ context: ExecutionContext) throws(ExecutionError) -> DataChunk {
    var vectors: [Vector] = []
    for column in columns {
      vectors.append(column.finish { !context.isStopped })
      // A column that was left half done goes no further.
      try context.checkCancellation()
    }
    return DataChunk(vectors: vectors, count: count)
  }
}

extension DataChunk {
  /// About the bytes that the rows take, texts as their codes.
  var byteCount: Int { count * vectors.count * 8 }
}

/// Collects vectors of one type into one long vector.
///
/// Texts keep their codes as long as all come from one dictionary, as those of a stored column do;
/// otherwise each dictionary's entries are given new codes at the first use.
struct VectorBuffer {
  private let type: LogicalType
  private var vectors: [Vector] = []

  init(_ type: LogicalType) {
    self.type = type
  }

  mutating func append(_ vector: Vector) {
    if vector.count > 0 { vectors.append(vector) }
  }

  /// All values in order; of no use where `isWanted`, which is asked between the parts, said no.
  func finish(while isWanted: () -> Bool = { true }) -> Vector {
    if vectors.count == 1 { return vectors[0] }
    let values: VectorValues
    switch type.physical {
    case .bool: values = .bools(joined { if case .bools(let part) = $0 { part } else { nil } })
    case .integer:
      values = .integers(joined { if case .integers(let part) = $0 { part } else { nil } })
    case .real: values = .reals(joined { if case .reals(let part) = $0 { part } else { nil } })
    case .string: values = strings()
    case .dynamic: values = lists() ?? .dynamics(boxed(while: isWanted))
    }
    return Vector(type: type, values: values, validity: validity())
  }

  private func joined<T>(_ part: (VectorValues) -> ContiguousArray<T>?) -> ContiguousArray<T> {
    var result: ContiguousArray<T> = []
    result.reserveCapacity(vectors.reduce(0) { $0 + $1.count })
    for vector in vectors {
      if let values = part(vector.values) { result.append(contentsOf: values) }
    }
    return result
  }

  private func validity() -> ValidityMask {
    if vectors.allSatisfy(\.validity.isAllValid) { return .allValid }
    var flags: ContiguousArray<UInt8> = []
    for vector in vectors {
      if vector.validity.isAllValid {
        flags.append(contentsOf: repeatElement(1, count: vector.count))
      } else {
        flags.append(contentsOf: vector.validity.bytes)
      }
    }
    return ValidityMask(flags)
  }

  private func strings() -> VectorValues {
    var codes: ContiguousArray<UInt32> = []
    var recoder = DictionaryRecoder()
    for vector in vectors {
      guard case .strings(let part, let dictionary) = vector.values else { continue }
      recoder.append(part, dictionary, to: &codes)
    }
    return .strings(codes, recoder.finish())
  }

  /// Lists stay lists when all parts are.
  private func lists() -> VectorValues? {
    var offsets: ContiguousArray<UInt32> = [0]
    var codes: ContiguousArray<UInt32> = []
    var recoder = DictionaryRecoder()
    for vector in vectors {
      guard case .lists(let starts, let part, let dictionary) = vector.values else { return nil }
      let base = UInt32(codes.count) &- (starts.first ?? 0)
      recoder.append(part, dictionary, to: &codes)
      for start in starts.dropFirst() { offsets.append(start &+ base) }
    }
    return vectors.isEmpty ? nil : .lists(offsets: offsets, codes: codes, recoder.finish())
  }

  /// The values in boxes, each of which is shared anew: what takes longest.
  private func boxed(while isWanted: () -> Bool) -> ContiguousArray<DynamicValue> {
    var result: ContiguousArray<DynamicValue> = []
    for vector in vectors where isWanted() {
      if case .dynamics(let part) = vector.values {
        result.append(contentsOf: part)
      } else {
        for row in 0..<vector.count { result.append(DynamicValue(vector[row])) }
      }
    }
    return result
  }
}

/// Brings codes of several dictionaries into one.
struct DictionaryRecoder {
  private var builder: StringDictionaryBuilder?
  /// The only dictionary so far; nil once there are several.
  private var single: StringDictionary?
  /// New codes of the dictionary last seen.
  private var mapping: ContiguousArray<UInt32> = []
  private var mapped: StringDictionary?

  /// Appends the codes under the common dictionary.
  mutating func append(
    _ part: ContiguousArray<UInt32>, _ dictionary: StringDictionary,
    to codes: inout ContiguousArray<UInt32>
  ) {
    if builder == nil {
      if single == nil { single = dictionary }
      if single === dictionary {
        codes.append(contentsOf: part)
        return
      }
      builder = StringDictionaryBuilder()
      if let single {
        for index in codes.indices { codes[index] = code(codes[index], of: single) }
      }
      single = nil
    }
    codes.reserveCapacity(codes.count + part.count)
    for old in part { codes.append(code(old, of: dictionary)) }
  }

  /// The common code of an entry of a dictionary.
  mutating func code(_ old: UInt32, of dictionary: StringDictionary) -> UInt32 {
    if mapped !== dictionary {
      mapped = dictionary
      mapping = ContiguousArray(repeating: .max, count: dictionary.count)
    }
    let known = mapping[Int(old)]
    if known != .max { return known }
    if builder == nil { builder = StringDictionaryBuilder() }
    let new = builder?.code(for: dictionary[old]) ?? 0
    mapping[Int(old)] = new
    return new
  }

  /// The common dictionary.
  func finish() -> StringDictionary { single ?? builder?.finish() ?? .empty }
}
