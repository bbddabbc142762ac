extension Column {
  /// Some neighbouring rows as kernels take them.
  public func vector(_ rows: Range<Int>) -> Vector {
    decoded(ColumnRows(range: rows))
  }

  /// The rows at the given places, in their order; a row may be taken more than once.
  public func gathered(_ selection: SelectionVector) -> Vector {
    switch values {
    case .packed(let packed):
      return unpacked(packed, selection.count) { packed.codes.forEach(at: selection.rows.span, $0) }
    case .decimals(let packed, let places):
      return unpackedDecimals(packed, places, selection.count) {
        packed.codes.forEach(at: selection.rows.span, $0)
      }
    case .texts(let codes, let dictionary):
      return texts(dictionary, selection.count) { codes.forEach(at: selection.rows.span, $0) }
    case .integers, .reals, .lists, .dynamics:
      return decoded(ColumnRows(selection: selection))
    }
  }

  /// The value of a row, boxed.
  public subscript(row: Int) -> Value { vector(row..<row + 1)[0] }

  private func decoded(_ rows: ColumnRows) -> Vector {
    switch values {
    case .packed(let packed):
      return unpacked(packed, rows.count) { packed.codes.forEach(in: rows.range, $0) }
    case .decimals(let packed, let places):
      return unpackedDecimals(packed, places, rows.count) {
        packed.codes.forEach(in: rows.range, $0)
      }
    case .texts(let codes, let dictionary):
      return texts(dictionary, rows.count) { codes.forEach(in: rows.range, $0) }
    case .integers(let values, let nulls):
      return Vector(
        type: type, values: .integers(rows.map { values[$0] }), validity: rows.validity(nulls))
    case .reals(let values, let nulls):
      return Vector(
        type: type, values: .reals(rows.map { values[$0] }), validity: rows.validity(nulls))
    case .lists(let offsets, let codes, let dictionary, let nulls):
      var newOffsets: ContiguousArray<UInt32> = [0]
      var newCodes: ContiguousArray<UInt32> = []
      rows.forEach { row in
        for place in Int(offsets[row])..<Int(offsets[row + 1]) { newCodes.append(codes[place]) }
        newOffsets.append(UInt32(newCodes.count))
      }
      return Vector(
        type: type, values: .lists(offsets: newOffsets, codes: newCodes, dictionary),
        validity: rows.validity(nulls))
    case .dynamics(let values):
      let taken = rows.map { values[$0] }
      let flags = ContiguousArray<UInt8>(taken.map { $0 == .null ? 0 : 1 })
      return Vector(type: type, values: .dynamics(taken), validity: ValidityMask(flags))
    }
  }

  private typealias CodeVisitor = ((Int, UInt32) -> Void) -> Void

  @inline(__always)
  private func unpacked(
    _ packed: PackedIntegers, _ rowCount: Int, _ visit: CodeVisitor
  ) -> Vector {
    let validity = Self.validity(packed, rowCount, visit)
    if type == .bool {
      var bools = ContiguousArray(repeating: false, count: rowCount)
      unsafe bools.withUnsafeMutableBufferPointer { target in
        visit { unsafe target[$0] = packed.value($1) == 1 }
      }
      return Vector(type: type, values: .bools(bools), validity: validity)
    }
    var integers = ContiguousArray<Int64>(repeating: 0, count: rowCount)
    unsafe integers.withUnsafeMutableBufferPointer { target in
      visit { unsafe target[$0] = packed.value($1) }
    }
    if !validity.isAllValid {
      for row in 0..<rowCount where !validity[row] { integers[row] = 0 }
    }
    return Vector(type: type, values: .integers(integers), validity: validity)
  }

  @inline(__always)
  private func unpackedDecimals(
    _ packed: PackedIntegers, _ places: Int, _ rowCount: Int, _ visit: CodeVisitor
  ) -> Vector {
    let validity = Self.validity(packed, rowCount, visit)
    var reals = ContiguousArray<Double>(repeating: 0, count: rowCount)
    let scale = DecimalScale.powers[places]
    unsafe reals.withUnsafeMutableBufferPointer { target in
      visit { unsafe target[$0] = Double(packed.value($1)) / scale }
    }
    if !validity.isAllValid {
      for row in 0..<rowCount where !validity[row] { reals[row] = 0 }
    }
    return Vector(type: type, values: .reals(reals), validity: validity)
  }

  @inline(__always)
  private static func validity(
    _ packed: PackedIntegers, _ rowCount: Int, _ visit: CodeVisitor
  ) -> ValidityMask {
    guard packed.hasNulls else { return .allValid }
    var flags = ContiguousArray<UInt8>(repeating: 1, count: rowCount)
    unsafe flags.withUnsafeMutableBufferPointer { target in
      visit { unsafe target[$0] = $1 == 0 ? 0 : 1 }
    }
    return ValidityMask(flags)
  }

  @inline(__always)
  private func texts(
    _ dictionary: StringDictionary, _ rowCount: Int, _ visit: CodeVisitor
  ) -> Vector {
    var codes = ContiguousArray<UInt32>(repeating: 0, count: rowCount)
    unsafe codes.withUnsafeMutableBufferPointer { target in visit { unsafe target[$0] = $1 } }
    let validity =
      type == .guid ? ValidityMask(ContiguousArray(codes.map { $0 == 0 ? 0 : 1 })) : .allValid
    return Vector(type: type, values: .strings(codes, dictionary), validity: validity)
  }
}

/// Neighbouring rows, or some in any order.
private struct ColumnRows {
  var range = 0..<0
  var selection: SelectionVector?

  var count: Int { selection?.count ?? range.count }

  @inline(__always)
  func forEach(_ body: (Int) -> Void) {
    if let selection {
      for row in selection.rows { body(Int(row)) }
    } else {
      for row in range { body(row) }
    }
  }

  @inline(__always)
  func map<Result>(_ body: (Int) -> Result) -> ContiguousArray<Result> {
    var result: ContiguousArray<Result> = []
    result.reserveCapacity(count)
    forEach { result.append(body($0)) }
    return result
  }

  func validity(_ nulls: NullBits?) -> ValidityMask {
    guard let nulls else { return .allValid }
    return ValidityMask(map { nulls[$0] ? 0 : 1 })
  }
}

/// Reals as whole numbers of a power of ten.
enum DecimalScale {
  /// 1, 10, 100, ...: exact in a `Double`.
  static let powers: [Double] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000]
  static let integers: [Int64] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000]

  /// The whole number of 10^-`places` whose quotient is exactly `value`, or nil.
  @inline(__always)
  static func whole(_ value: Double, places: Int) -> Int64? {
    let scale = powers[places]
    let scaled = (value * scale).rounded()
    guard scaled.magnitude < 9_007_199_254_740_992 else { return nil }
    let whole = Int64(scaled)
    // Not `==`, which takes -0 for 0.
    return (Double(whole) / scale).bitPattern == value.bitPattern ? whole : nil
  }
}
