extension Column {
  /// A column of missing values.
  init(missing count: Int, _ type: LogicalType) {
    let nothing = PackedIntegers(
      base: 0, unit: 1, hasNulls: true, codes: .constant(0, count: count))
    let values: ColumnValues
    switch type.physical {
    case .bool, .integer: values = .packed(nothing)
    case .real: values = .decimals(nothing, places: 0)
    case .string: values = .texts(.constant(0, count: count), .empty)
    case .dynamic:
      values = .lists(
        offsets: Buffer(ContiguousArray(repeating: 0, count: count + 1)),
        codes: .constant(0, count: 0), .empty,
        nulls: NullBits(validity: ContiguousArray(repeating: 0, count: count)))
    }
    self.init(type: type, values: values)
  }
}

extension ColumnValues {
  /// Integers in their narrowest layout; `validity` has a byte a row, 0 for null, or is empty.
  init(packing integers: ContiguousArray<Int64>, _ validity: ContiguousArray<UInt8>) {
    if let packed = PackedIntegers(integers, validity) {
      self = .packed(packed)
    } else {
      self = .integers(Buffer(integers), nulls: NullBits(validity: validity))
    }
  }

  /// Reals in their narrowest layout; `validity` has a byte a row, 0 for null, or is empty.
  init(packing reals: ContiguousArray<Double>, _ validity: ContiguousArray<UInt8>) {
    if let (wholes, places) = Self.wholes(reals, validity),
      let packed = PackedIntegers(wholes, validity)
    {
      self = .decimals(packed, places: places)
    } else {
      self = .reals(Buffer(reals), nulls: NullBits(validity: validity))
    }
  }

  /// Codes of texts in their narrowest layout.
  init(texts codes: ContiguousArray<UInt32>, _ dictionary: StringDictionary) {
    let isSequence =
      codes.count + 1 == dictionary.count && dictionary.isUnique
      && codes.indices.allSatisfy { Int(codes[$0]) == $0 + 1 }
    if isSequence {
      self = .texts(.sequence(first: 1, count: codes.count), dictionary)
      return
    }
    let packed = Codes(
      count: codes.count, least: codes.min() ?? 0, greatest: codes.max() ?? 0
    ) { set in
      for row in codes.indices { set(row, codes[row]) }
    }
    self = .texts(packed, dictionary)
  }

  /// The reals as whole numbers of a power of ten, if all are; null rows are 0.
  private static func wholes(
    _ reals: ContiguousArray<Double>, _ validity: ContiguousArray<UInt8>
  ) -> (ContiguousArray<Int64>, places: Int)? {
    var places = 0
    for row in reals.indices where validity.isEmpty || validity[row] == 1 {
      while DecimalScale.whole(reals[row], places: places) == nil {
        places += 1
        if places == DecimalScale.powers.count { return nil }
      }
    }
    var wholes = ContiguousArray<Int64>(repeating: 0, count: reals.count)
    for row in reals.indices where validity.isEmpty || validity[row] == 1 {
      // What needs fewer digits may be too great for more.
      guard let whole = DecimalScale.whole(reals[row], places: places) else { return nil }
      wholes[row] = whole
    }
    return (wholes, places)
  }
}

extension PackedIntegers {
  /// Packs integers, or fails where they are too far apart.
  init?(_ integers: ContiguousArray<Int64>, _ validity: ContiguousArray<UInt8>) {
    var range = IntegerRange()
    range.add(integers, validity: validity)
    guard let (base, unit, greatest) = range.layout() else { return nil }
    let divisor = UInt64(unit)
    let codes = Codes(count: integers.count, least: 0, greatest: greatest) { set in
      for row in integers.indices {
        if !validity.isEmpty && validity[row] == 0 {
          set(row, 0)
        } else {
          let distance = UInt64(bitPattern: integers[row] &- base)
          set(row, UInt32(truncatingIfNeeded: unit == 1 ? distance : distance / divisor))
        }
      }
    }
    self.init(base: base, unit: unit, hasNulls: range.hasNulls, codes: codes)
  }
}
