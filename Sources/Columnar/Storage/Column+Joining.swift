extension Column {
  /// One column of parts of the same type, in their order.
  ///
  /// The layout is chosen anew for all values; the dictionaries become one, whose texts stand in the
  /// order of their first rows, as if one writer had taken all rows.
  public init(joining parts: [Column], type: LogicalType) {
    precondition(parts.allSatisfy { $0.type == type })
    let parts = parts.filter { $0.count > 0 }
    if parts.count == 1 {
      self = parts[0]
      return
    }
    let count = parts.reduce(0) { $0 + $1.count }
    let values: ColumnValues
    switch type.physical {
    case .bool, .integer: values = Self.joinedIntegers(parts, count)
    case .real: values = Self.joinedReals(parts, count)
    case .string: values = Self.joinedTexts(parts, count)
    case .dynamic: values = Self.joinedLists(parts, count) ?? Self.joinedDynamics(parts)
    }
    self.init(type: type, values: values)
  }

  private static func joinedIntegers(_ parts: [Column], _ count: Int) -> ColumnValues {
    var packed: [PackedIntegers] = []
    for part in parts {
      guard case .packed(let values) = part.values else { return unpackedIntegers(parts, count) }
      packed.append(values)
    }
    guard let joined = PackedIntegers(joining: packed.map { ($0, 1) }, count) else {
      return unpackedIntegers(parts, count)
    }
    return .packed(joined)
  }

  private static func joinedReals(_ parts: [Column], _ count: Int) -> ColumnValues {
    var packed: [(PackedIntegers, places: Int)] = []
    for part in parts {
      guard case .decimals(let values, let places) = part.values else {
        return unpackedReals(parts, count)
      }
      packed.append((values, places))
    }
    let places = packed.map(\.places).max() ?? 0
    let scaled = packed.map { ($0.0, DecimalScale.integers[places - $0.places]) }
    guard let joined = PackedIntegers(joining: scaled, count) else {
      return unpackedReals(parts, count)
    }
    return .decimals(joined, places: places)
  }

  private static func unpackedIntegers(_ parts: [Column], _ count: Int) -> ColumnValues {
    var integers: ContiguousArray<Int64> = []
    integers.reserveCapacity(count)
    let validity = unpack(parts, count) { vector in
      if case .integers(let values) = vector.values { integers.append(contentsOf: values) }
      if case .bools(let values) = vector.values {
        integers.append(contentsOf: values.map { $0 ? 1 : 0 })
      }
    }
    return .integers(Buffer(integers), nulls: NullBits(validity: validity))
  }

  private static func unpackedReals(_ parts: [Column], _ count: Int) -> ColumnValues {
    var reals: ContiguousArray<Double> = []
    reals.reserveCapacity(count)
    let validity = unpack(parts, count) { vector in
      if case .reals(let values) = vector.values { reals.append(contentsOf: values) }
    }
    return .reals(Buffer(reals), nulls: NullBits(validity: validity))
  }

  private static func unpack(
    _ parts: [Column], _ count: Int, _ body: (Vector) -> Void
  ) -> ContiguousArray<UInt8> {
    var validity: ContiguousArray<UInt8> = []
    validity.reserveCapacity(count)
    for part in parts {
      for start in stride(from: 0, to: part.count, by: 1 << 16) {
        let vector = part.vector(start..<min(part.count, start + 1 << 16))
        body(vector)
        if vector.validity.isAllValid {
          validity.append(contentsOf: repeatElement(1, count: vector.count))
        } else {
          validity.append(contentsOf: vector.validity.bytes)
        }
      }
    }
    return validity
  }

  private static func joinedTexts(_ parts: [Column], _ count: Int) -> ColumnValues {
    var texts = DictionaryMerger(parts.compactMap(\.dictionary))
    var codes = ContiguousArray<UInt32>(repeating: 0, count: count)
    var start = 0
    for part in parts {
      guard case .texts(let old, let dictionary) = part.values else { continue }
      texts.translate(old, dictionary, to: &codes, at: start)
      start += part.count
    }
    return ColumnValues(texts: codes, texts.finish())
  }

  private static func joinedLists(_ parts: [Column], _ count: Int) -> ColumnValues? {
    var texts = DictionaryMerger(parts.compactMap(\.dictionary))
    var offsets: ContiguousArray<UInt32> = [0]
    var codes: ContiguousArray<UInt32> = []
    var validity: ContiguousArray<UInt8> = []
    for part in parts {
      guard case .lists(let oldOffsets, let old, let dictionary, let nulls) = part.values
      else { return nil }
      let base = codes.count
      codes.append(contentsOf: repeatElement(0, count: old.count))
      texts.translate(old, dictionary, to: &codes, at: base)
      for row in 0..<part.count {
        offsets.append(UInt32(base) + oldOffsets[row + 1])
        validity.append(nulls?[row] ?? false ? 0 : 1)
      }
    }
    guard case .texts(let packed, let dictionary) = ColumnValues(texts: codes, texts.finish())
    else { return nil }
    return .lists(
      offsets: Buffer(offsets), codes: packed, dictionary, nulls: NullBits(validity: validity))
  }

  private static func joinedDynamics(_ parts: [Column]) -> ColumnValues {
    var values: ContiguousArray<DynamicValue> = []
    for part in parts {
      let vector = part.vector(0..<part.count)
      for row in 0..<vector.count { values.append(DynamicValue(vector[row])) }
    }
    return .dynamics(values)
  }
}

extension PackedIntegers {
  /// Parts, the values of each multiplied by a factor, in one layout; fails where the values are
  /// too far apart, or with the factors no longer exact in a `Double`.
  fileprivate init?(joining parts: [(PackedIntegers, factor: Int64)], _ count: Int) {
    var range = IntegerRange()
    for (part, factor) in parts {
      let own = IntegerRange(part)
      if !own.isEmpty && factor > 1 {
        let bound = 9_007_199_254_740_992 / factor
        guard own.least > -bound && own.greatest < bound else { return nil }
      }
      range.formUnion(IntegerRange(part, scale: factor))
    }
    guard let (base, unit, greatest) = range.layout() else { return nil }
    let divisor = UInt64(unit)
    let codes = Codes(count: count, least: 0, greatest: greatest) { set in
      var start = 0
      for (part, factor) in parts {
        let hasNulls = part.hasNulls
        part.codes.forEach(in: 0..<part.codes.count) { row, code in
          if hasNulls && code == 0 {
            set(start + row, 0)
          } else {
            let distance = UInt64(bitPattern: part.value(code) &* factor &- base)
            set(start + row, UInt32(truncatingIfNeeded: unit == 1 ? distance : distance / divisor))
          }
        }
        start += part.codes.count
      }
    }
    self.init(base: base, unit: unit, hasNulls: range.hasNulls, codes: codes)
  }
}

/// Brings the codes of several dictionaries into one.
struct DictionaryMerger {
  private var builder = StringDictionaryBuilder()
  /// The dictionary of all parts, if they share it.
  private let shared: StringDictionary?

  /// A merger of the dictionaries of all parts.
  init(_ dictionaries: [StringDictionary]) {
    let first = dictionaries.first
    shared = dictionaries.allSatisfy { $0 === first } ? first : nil
    guard shared == nil else { return }
    builder.reserveCapacity(
      bytes: dictionaries.reduce(0) { $0 + $1.bytes.count },
      texts: dictionaries.reduce(0) { $0 + $1.count })
  }

  /// Writes the new codes of `old` to `codes` from a place on.
  mutating func translate(
    _ old: Codes, _ dictionary: StringDictionary, to codes: inout ContiguousArray<UInt32>,
    at start: Int
  ) {
    if shared != nil {
      old.forEach(in: 0..<old.count) { codes[start + $0] = $1 }
      return
    }
    var new = ContiguousArray<UInt32>(repeating: 0, count: dictionary.count)
    for code in 1..<max(1, dictionary.count) {
      new[code] = unsafe dictionary.withUTF8(of: UInt32(code)) { unsafe builder.code(forUTF8: $0) }
    }
    old.forEach(in: 0..<old.count) { codes[start + $0] = new[Int($1)] }
  }

  /// The dictionary of all new codes.
  func finish() -> StringDictionary { shared ?? builder.finish() }
}
