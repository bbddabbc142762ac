internal import Columnar

extension ScalarKernels {
  /// `== != < <= > >=` and `between`.
  static let comparisons: [String: ScalarKernel] = [
    "==": comparison(.equal),
    "!=": comparison(.notEqual),
    "<": comparison(.less),
    "<=": comparison(.lessOrEqual),
    ">": comparison(.greater),
    ">=": comparison(.greaterOrEqual),
    "between": between(isNegated: false),
    "!between": between(isNegated: true),
  ]

  enum Comparison {
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  }

  private static func comparison(_ comparison: Comparison) -> ScalarKernel {
    { arguments, rowCount, _, _ in
      compare(arguments[0], arguments[1], comparison, rowCount)
    }
  }

  /// Compares two arguments of comparable types, with the language's rules for nulls: one null makes
  /// `==` false and `!=` true; two nulls, or one beside `<`, make null.
  static func compare(
    _ a: ArgumentVector, _ b: ArgumentVector, _ comparison: Comparison, _ rowCount: Int
  ) -> Vector {
    let (truths, validityOfA, validityOfB) = truths(a, b, comparison, rowCount)
    if validityOfA.isAllValid && validityOfB.isAllValid { return .bools(truths) }
    guard comparison == .equal || comparison == .notEqual else {
      return .bools(truths, validityOfA.intersection(validityOfB, count: rowCount))
    }
    var result = truths
    var flags = ContiguousArray<UInt8>(repeating: 1, count: rowCount)
    for row in 0..<rowCount where !(validityOfA[row] && validityOfB[row]) {
      flags[row] = validityOfA[row] || validityOfB[row] ? 1 : 0
      result[row] = comparison == .notEqual
    }
    return .bools(result, ValidityMask(flags))
  }

  private typealias Outcome = (ContiguousArray<Bool>, ValidityMask, ValidityMask)

  private static func truths(
    _ a: ArgumentVector, _ b: ArgumentVector, _ comparison: Comparison, _ rowCount: Int
  ) -> Outcome {
    let validities = (a.validity(rowCount), b.validity(rowCount))
    switch (a.vector.values, b.vector.values) {
    case (.strings, .strings):
      return (compareTexts(a.texts, b.texts, comparison, rowCount), validities.0, validities.1)
    case (.strings, _), (_, .strings), (.dynamics, _), (_, .dynamics), (.lists, _), (_, .lists):
      return compareBoxed(a, b, comparison, rowCount)
    case (.reals, _), (_, .reals):
      guard let a = a.reals, let b = b.reals else { break }
      return (compareElements(a, b, comparison, rowCount), validities.0, validities.1)
    case (.integers, _), (.bools, _):
      guard let a = a.integers, let b = b.integers else { break }
      return (compareElements(a, b, comparison, rowCount), validities.0, validities.1)
    }
    return compareBoxed(a, b, comparison, rowCount)
  }

  @inline(__always)
  private static func compareElements<Element: Comparable & BitwiseCopyable & Sendable>(
    _ a: TypedArgument<Element>, _ b: TypedArgument<Element>, _ comparison: Comparison,
    _ rowCount: Int
  ) -> ContiguousArray<Bool> {
    switch comparison {
    case .equal: pairwise(a, b, rowCount, false) { $0 == $1 }
    case .notEqual: pairwise(a, b, rowCount, false) { $0 != $1 }
    case .less: pairwise(a, b, rowCount, false) { $0 < $1 }
    case .lessOrEqual: pairwise(a, b, rowCount, false) { $0 <= $1 }
    case .greater: pairwise(a, b, rowCount, false) { $0 > $1 }
    case .greaterOrEqual: pairwise(a, b, rowCount, false) { $0 >= $1 }
    }
  }

  private static func compareTexts(
    _ a: TextArgument, _ b: TextArgument, _ comparison: Comparison, _ rowCount: Int
  ) -> ContiguousArray<Bool> {
    let isEquality = comparison == .equal || comparison == .notEqual
    if isEquality && (a.isConstant || b.isConstant) {
      let (texts, constant) = b.isConstant ? (a, b.constant) : (b, a.constant)
      let pattern = TextPattern(constant, .equal, ignoresCase: false)
      return texts.testing(rowCount) { pattern.matches($0) == (comparison == .equal) }
    }
    let storageOfA = a.dictionary.bytes
    let storageOfB = b.dictionary.bytes
    let bytesOfA = storageOfA.span
    let bytesOfB = storageOfB.span
    var result = ContiguousArray<Bool>(repeating: false, count: rowCount)
    for row in 0..<rowCount {
      let order = compareBytes(
        bytesOfA.extracting(a.dictionary.range(of: a.code(row))),
        bytesOfB.extracting(b.dictionary.range(of: b.code(row))))
      result[row] = holds(comparison, order)
    }
    return result
  }

  private static func compareBytes(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Int {
    for place in 0..<min(a.count, b.count) where a[place] != b[place] {
      return a[place] < b[place] ? -1 : 1
    }
    return a.count == b.count ? 0 : a.count < b.count ? -1 : 1
  }

  private static func holds(_ comparison: Comparison, _ order: Int) -> Bool {
    switch comparison {
    case .equal: order == 0
    case .notEqual: order != 0
    case .less: order < 0
    case .lessOrEqual: order <= 0
    case .greater: order > 0
    case .greaterOrEqual: order >= 0
    }
  }

  /// Row by row, for a dynamic or for a text beside another type.
  private static func compareBoxed(
    _ a: ArgumentVector, _ b: ArgumentVector, _ comparison: Comparison, _ rowCount: Int
  ) -> Outcome {
    var truths = ContiguousArray<Bool>(repeating: false, count: rowCount)
    var flagsOfA = ContiguousArray<UInt8>(repeating: 1, count: rowCount)
    var flagsOfB = flagsOfA
    for row in 0..<rowCount {
      let (valueOfA, valueOfB) = aligned(a[row], a.vector.type, b[row], b.vector.type)
      flagsOfA[row] = valueOfA.isNull ? 0 : 1
      flagsOfB[row] = valueOfB.isNull ? 0 : 1
      if isNaN(valueOfA) || isNaN(valueOfB) {
        truths[row] = comparison == .notEqual
      } else {
        truths[row] = holds(comparison, ValueOrder.compare(valueOfA, valueOfB))
      }
    }
    return (truths, ValidityMask(flagsOfA), ValidityMask(flagsOfB))
  }

  /// The two values in one type: a text beside another type is read as that type, a bool beside a
  /// number is 0 or 1; a text that cannot be read stays one, and differs.
  static func aligned(
    _ a: Value, _ typeOfA: LogicalType, _ b: Value, _ typeOfB: LogicalType
  ) -> (Value, Value) {
    let a = unwrapped(a)
    let b = unwrapped(b)
    switch (a, b) {
    case (.string, .string), (.null, _), (_, .null): return (a, b)
    case (.string(let text), _): return (read(text, like: b), b)
    case (_, .string(let text)): return (a, read(text, like: a))
    case (.bool(let truth), .integer), (.bool(let truth), .real):
      return (.integer(truth ? 1 : 0), b)
    case (.integer, .bool(let truth)), (.real, .bool(let truth)):
      return (a, .integer(truth ? 1 : 0))
    default: return (a, b)
    }
  }

  private static func unwrapped(_ value: Value) -> Value {
    guard case .dynamic(let inner) = value else { return value }
    switch inner {
    case .array, .bag: return value
    default: return ValueConversion.scalar(inner)
    }
  }

  private static func read(_ text: String, like other: Value) -> Value {
    let type: LogicalType
    switch other {
    case .bool: type = .bool
    case .integer, .real: type = .real
    case .datetime: type = .datetime
    case .timespan: type = .timespan
    case .guid: type = .guid
    case .null, .string, .dynamic: return .string(text)
    }
    let read = ValueConversion.convert(.string(text), from: .string, to: type)
    return read.isNull ? .string(text) : read
  }

  static func isNaN(_ value: Value) -> Bool {
    if case .real(let real) = value { return real.isNaN }
    return false
  }

  /// Both ends are included; a timespan as the upper end of datetimes counts from the lower end.
  private static func between(isNegated: Bool) -> ScalarKernel {
    { arguments, rowCount, _, _ in
      let (value, low) = (arguments[0], arguments[1])
      var high = arguments[2]
      if high.vector.type == .timespan && low.vector.type == .datetime {
        let count = low.isConstant && high.isConstant ? min(1, rowCount) : rowCount
        let sum = integerPairs([low, high], count, .datetime) { $0 &+ $1 }
        high = ArgumentVector(sum, isConstant: low.isConstant && high.isConstant)
      }
      let inside = conjunction(
        compare(value, low, .greaterOrEqual, rowCount),
        compare(value, high, .lessOrEqual, rowCount))
      return isNegated ? negation(inside) : inside
    }
  }
}
