internal import Columnar

/// The integers or reals of an argument, and whether the first stands for all rows.
struct TypedArgument<Element: BitwiseCopyable & Sendable> {
  let values: ContiguousArray<Element>
  let isConstant: Bool
}

extension ArgumentVector {
  /// The values of an argument of an integer layout, or of a bool as 0 and 1; nil for others.
  var integers: TypedArgument<Int64>? {
    switch vector.values {
    case .integers(let values): TypedArgument(values: values, isConstant: isConstant)
    case .bools(let values):
      TypedArgument(values: ContiguousArray(values.map { $0 ? 1 : 0 }), isConstant: isConstant)
    case .reals, .strings, .dynamics, .lists: nil
    }
  }

  /// The values of a numeric argument as reals; nil for others.
  var reals: TypedArgument<Double>? {
    switch vector.values {
    case .reals(let values): TypedArgument(values: values, isConstant: isConstant)
    case .integers(let values):
      TypedArgument(values: ContiguousArray(values.map { Double($0) }), isConstant: isConstant)
    case .bools(let values):
      TypedArgument(values: ContiguousArray(values.map { $0 ? 1 : 0 }), isConstant: isConstant)
    case .strings, .dynamics, .lists: nil
    }
  }

  /// The truth of an argument: bools, or numbers that are not zero, also inside of a dynamic.
  func truths(_ rowCount: Int) -> (values: ContiguousArray<Bool>, validity: ValidityMask) {
    switch vector.values {
    case .bools(let values):
      return (isConstant ? repeated(values, rowCount) : values, validity(rowCount))
    case .integers(let values):
      let truths = ContiguousArray(values.map { $0 != 0 })
      return (isConstant ? repeated(truths, rowCount) : truths, validity(rowCount))
    case .reals, .strings, .dynamics, .lists:
      var truths = ContiguousArray<Bool>(repeating: false, count: rowCount)
      var flags = ContiguousArray<UInt8>(repeating: 0, count: rowCount)
      for row in 0..<rowCount {
        let value = ValueConversion.convert(self[row], from: vector.type, to: .bool)
        guard case .bool(let truth) = value else { continue }
        truths[row] = truth
        flags[row] = 1
      }
      return (truths, ValidityMask(flags))
    }
  }

  private func repeated(_ values: ContiguousArray<Bool>, _ count: Int) -> ContiguousArray<Bool> {
    ContiguousArray(repeating: values.first ?? false, count: count)
  }

  /// Which of `rowCount` rows hold a value.
  func validity(_ rowCount: Int) -> ValidityMask {
    guard isConstant else { return vector.validity }
    return vector.count == 0 || !vector.validity[0] ? .allNull(rowCount) : .allValid
  }

  /// The argument's texts as codes, whatever its type; null is the empty text.
  var texts: TextArgument {
    if case .strings(let codes, let dictionary) = vector.values {
      return TextArgument(codes: codes, dictionary: dictionary, isConstant: isConstant)
    }
    var builder = StringDictionaryBuilder()
    var codes = ContiguousArray<UInt32>()
    codes.reserveCapacity(vector.count)
    for row in 0..<vector.count {
      codes.append(builder.code(for: ValueFormat.text(of: vector[row], type: vector.type)))
    }
    return TextArgument(codes: codes, dictionary: builder.finish(), isConstant: isConstant)
  }
}

/// The texts of an argument.
struct TextArgument {
  let codes: ContiguousArray<UInt32>
  let dictionary: StringDictionary
  let isConstant: Bool

  /// The code of a row of the chunk.
  func code(_ row: Int) -> UInt32 { codes[isConstant ? 0 : row] }

  /// The one text of a constant.
  var constant: String { codes.isEmpty ? "" : dictionary[codes[0]] }

  /// The outcome of a test for every row; where texts repeat, it is made once for each.
  func testing(_ rowCount: Int, _ test: (Span<UInt8>) -> Bool) -> ContiguousArray<Bool> {
    let storage = dictionary.bytes
    let bytes = storage.span
    if rowCount == 0 { return [] }
    if isConstant {
      let truth = test(bytes.extracting(dictionary.range(of: codes[0])))
      return ContiguousArray(repeating: truth, count: rowCount)
    }
    var result = ContiguousArray<Bool>(repeating: false, count: rowCount)
    // A dictionary much larger than the chunk would cost more to remember than to test anew.
    guard dictionary.count <= 8 * rowCount else {
      for row in 0..<rowCount {
        result[row] = test(bytes.extracting(dictionary.range(of: codes[row])))
      }
      return result
    }
    var known = ContiguousArray<UInt8>(repeating: 2, count: dictionary.count)
    for row in 0..<rowCount {
      let code = Int(codes[row])
      if known[code] == 2 {
        known[code] = test(bytes.extracting(dictionary.range(of: codes[row]))) ? 1 : 0
      }
      result[row] = known[code] == 1
    }
    return result
  }
}

/// `body` of every pair of values, the constants hoisted out of the loop.
@inline(__always)
func pairwise<A, B, Result>(
  _ a: TypedArgument<A>, _ b: TypedArgument<B>, _ rowCount: Int, _ zero: Result,
  _ body: (A, B) -> Result
) -> ContiguousArray<Result> {
  var result = ContiguousArray(repeating: zero, count: rowCount)
  if rowCount == 0 { return result }
  switch (a.isConstant, b.isConstant) {
  case (false, false):
    for row in 0..<rowCount { result[row] = body(a.values[row], b.values[row]) }
  case (false, true):
    let second = b.values[0]
    for row in 0..<rowCount { result[row] = body(a.values[row], second) }
  case (true, false):
    let first = a.values[0]
    for row in 0..<rowCount { result[row] = body(first, b.values[row]) }
  case (true, true):
    result = ContiguousArray(repeating: body(a.values[0], b.values[0]), count: rowCount)
  }
  return result
}

/// `body` of every value.
@inline(__always)
func elementwise<A, Result>(
  _ a: TypedArgument<A>, _ rowCount: Int, _ zero: Result, _ body: (A) -> Result
) -> ContiguousArray<Result> {
  var result = ContiguousArray(repeating: zero, count: rowCount)
  if rowCount == 0 { return result }
  if a.isConstant { return ContiguousArray(repeating: body(a.values[0]), count: rowCount) }
  for row in 0..<rowCount { result[row] = body(a.values[row]) }
  return result
}

extension Vector {
  /// A vector of integers, null rows set to zero.
  static func integers(
    _ values: ContiguousArray<Int64>, _ type: LogicalType, _ validity: ValidityMask
  ) -> Vector {
    Vector(type: type, values: .integers(zeroed(values, 0, validity)), validity: validity)
  }

  /// A vector of reals, null rows set to zero.
  static func reals(
    _ values: ContiguousArray<Double>, _ type: LogicalType, _ validity: ValidityMask
  ) -> Vector {
    Vector(type: type, values: .reals(zeroed(values, 0, validity)), validity: validity)
  }

  /// A vector of bools, null rows set to false.
  static func bools(
    _ values: ContiguousArray<Bool>, _ validity: ValidityMask = .allValid
  ) -> Vector {
    Vector(type: .bool, values: .bools(zeroed(values, false, validity)), validity: validity)
  }

  /// A vector of nulls; of empty texts where the type is string.
  static func nulls(_ type: LogicalType, _ count: Int) -> Vector {
    var builder = VectorBuilder(type, capacity: count)
    for _ in 0..<count { builder.append(.null) }
    return builder.finish()
  }

  private static func zeroed<Element>(
    _ values: ContiguousArray<Element>, _ zero: Element, _ validity: ValidityMask
  ) -> ContiguousArray<Element> {
    if validity.isAllValid { return values }
    var values = values
    for row in 0..<values.count where validity.bytes[row] == 0 { values[row] = zero }
    return values
  }
}
