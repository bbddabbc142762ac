internal import Columnar

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

extension ScalarKernels {
  /// Functions of numbers, and rounding to bins.
  static let numbers: [String: ScalarKernel] = [
    "abs": { arguments, rowCount, type, _ in
      if type.physical == .real { return unaryReals(arguments[0], rowCount, type) { $0.magnitude } }
      guard let values = arguments[0].integers else { return .nulls(type, rowCount) }
      return .integers(
        elementwise(values, rowCount, 0) { $0 < 0 ? 0 &- $0 : $0 }, type,
        arguments[0].validity(rowCount))
    },
    "acos": rows { call in angle(call) { acos($0) } },
    "asin": rows { call in angle(call) { asin($0) } },
    "atan": real { atan($0) },
    "atan2": { arguments, rowCount, type, _ in
      realPairs(arguments, rowCount, type) { atan2($0, $1) }
    },
    "bin": bin,
    "bin_at": rows(binAt),
    "ceiling": real { $0.rounded(.up) },
    "cos": real { cos($0) },
    "cot": real { 1 / tan($0) },
    "degrees": real { $0 * 180 / .pi },
    "erf": real { erf($0) },
    "erfc": real { erfc($0) },
    "exp": real { exp($0) },
    "exp10": real { pow(10, $0) },
    "exp2": real { exp2($0) },
    "gamma": real { tgamma($0) },
    "isfinite": test { $0.isFinite },
    "isinf": test { $0.isInfinite },
    "isnan": test { $0.isNaN },
    "log": real { log($0) },
    "log10": real { log10($0) },
    "log2": real { log2($0) },
    "loggamma": real { lgamma($0) },
    "max_of": extremum { $0 > $1 },
    "min_of": extremum { $0 < $1 },
    "pi": rows { _ in .real(.pi) },
    "pow": { arguments, rowCount, type, _ in
      realPairs(arguments, rowCount, type) { pow($0, $1) }
    },
    "radians": real { $0 * .pi / 180 },
    "round": rows { call in
      guard let value = call.real(0) else { return .null }
      guard call.has(1) else { return .real(value.rounded()) }
      guard let digits = call.integer(1) else { return .null }
      return .real(rounded(value, digits))
    },
    "sign": real { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 },
    "sin": real { sin($0) },
    "sqrt": real { $0.squareRoot() },
    "tan": real { tan($0) },
    "binary_and": integers { $0 & $1 },
    "binary_or": integers { $0 | $1 },
    "binary_xor": integers { $0 ^ $1 },
    "binary_shift_left": integers { $0 << ($1 & 63) },
    "binary_shift_right": integers { $0 >> ($1 & 63) },
    "binary_not": rows { call in call.integer(0).map { .integer(~$0) } ?? .null },
    "bitset_count_ones": rows { call in
      call.integer(0).map { .integer(Int64($0.nonzeroBitCount)) } ?? .null
    },
  ]

  private static func real(_ body: @escaping @Sendable (Double) -> Double) -> ScalarKernel {
    { arguments, rowCount, type, _ in
      unaryReals(converted(arguments[0], to: .real), rowCount, type, body)
    }
  }

  private static func integers(
    _ body: @escaping @Sendable (Int64, Int64) -> Int64
  ) -> ScalarKernel {
    { arguments, rowCount, type, _ in
      integerPairs(arguments.map { converted($0, to: .long) }, rowCount, type, body)
    }
  }

  /// A function of -1 to 1; null outside.
  private static func angle(_ call: RowCall, _ body: (Double) -> Double) -> Value {
    guard let value = call.real(0), (-1...1).contains(value) else { return .null }
    return .real(body(value))
  }

  /// A test of a real; of null, null.
  private static func test(_ body: @escaping @Sendable (Double) -> Bool) -> ScalarKernel {
    { arguments, rowCount, type, _ in
      let argument = converted(arguments[0], to: .real)
      guard let values = argument.reals else { return .nulls(type, rowCount) }
      return .bools(elementwise(values, rowCount, false, body), argument.validity(rowCount))
    }
  }

  /// Halves go away from zero; what has fewer digits than asked for stays as it is.
  private static func rounded(_ value: Double, _ digits: Int64) -> Double {
    if digits > 15 || !value.isFinite { return value }
    if digits < -308 { return 0 }
    if digits < 0 {
      let scale = pow(10, Double(-digits))
      return (value / scale).rounded() * scale
    }
    let scale = pow(10, Double(digits))
    let scaled = (value * scale).rounded()
    return scaled.isFinite ? scaled / scale : value
  }

  /// Down to a multiple of the size; a size that is not above zero makes null.
  private static let bin: ScalarKernel = { arguments, rowCount, type, _ in
    let one = VectorBuilder.single(.integer(1), .long)
    let pair = [
      arguments[0], arguments.count > 1 ? arguments[1] : ArgumentVector(one, isConstant: true),
    ]
    if type.physical == .integer {
      return integerPairs(
        pair, rowCount, type, isDefined: { $1 > 0 },
        { value, size in
          // The size of a null row is zero.
          size > 0 ? value &- floorModulo(value, size) : 0
        })
    }
    let quotients = realPairs(pair, rowCount, type) { ($0 / $1).rounded(.down) * $1 }
    guard case .reals(let values) = quotients.values, let sizes = pair[1].reals else {
      return quotients
    }
    let defined = elementwise(sizes, rowCount, UInt8(0)) { $0 > 0 ? 1 : 0 }
    return .reals(
      values, type, quotients.validity.intersection(ValidityMask(defined), count: rowCount))
  }

  private static func binAt(_ call: RowCall) -> Value {
    if call.type.physical == .real {
      guard let value = call.real(0), let size = call.real(1), let fixed = call.real(2), size > 0
      else { return .null }
      return .real(fixed + ((value - fixed) / size).rounded(.down) * size)
    }
    guard let value = call.integer(0), let size = call.integer(1), let fixed = call.integer(2),
      size > 0
    else { return .null }
    let (distance, isTooFar) = value.subtractingReportingOverflow(fixed)
    if isTooFar { return .null }
    let (result, isOutside) = value.subtractingReportingOverflow(floorModulo(distance, size))
    return isOutside ? .null : integer(result, call.type)
  }

  /// An integer as a value of a type of that layout; a datetime past its ends is null.
  static func integer(_ value: Int64, _ type: LogicalType) -> Value {
    switch type {
    case .datetime: Ticks.datetime(value).map { .datetime($0) } ?? .null
    case .timespan: .timespan(value)
    default: .integer(value)
    }
  }

  /// The first of the values that no other comes before; nulls are passed over.
  private static func extremum(
    _ comesBefore: @escaping @Sendable (Int, Int) -> Bool
  ) -> ScalarKernel {
    rows { call in
      var best: Value = .null
      for value in call.values where !value.isNull {
        if case .real(let real) = value, real.isNaN { return value }
        if best.isNull || comesBefore(ValueOrder.compare(value, best), 0) { best = value }
      }
      return best
    }
  }
}
