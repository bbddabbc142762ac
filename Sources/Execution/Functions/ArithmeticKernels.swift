internal import Columnar

extension ScalarKernels {
  /// `+ - * / %` and the change of sign.
  static let arithmetic: [String: ScalarKernel] = [
    "+": { arguments, rowCount, type, _ in
      if type.physical == .real { return realPairs(arguments, rowCount, type) { $0 + $1 } }
      return integerPairs(
        arguments, rowCount, type, isDefined: hasSum(type), { $0 &+ $1 })
    },
    "-": { arguments, rowCount, type, _ in
      if type.physical == .real { return realPairs(arguments, rowCount, type) { $0 - $1 } }
      return integerPairs(
        arguments, rowCount, type, isDefined: hasDifference(type), { $0 &- $1 })
    },
    "*": { arguments, rowCount, type, _ in
      if type.physical == .real { return realPairs(arguments, rowCount, type) { $0 * $1 } }
      if type == .timespan, holdReals(arguments) {
        return scaledTimespan(arguments, rowCount) { $0 * $1 }
      }
      return integerPairs(arguments, rowCount, type, isDefined: hasProduct(type)) { $0 &* $1 }
    },
    "/": { arguments, rowCount, type, _ in
      if type.physical == .real { return realPairs(arguments, rowCount, type) { $0 / $1 } }
      if type == .timespan, holdReals(arguments) {
        return scaledTimespan(arguments, rowCount) { $0 / $1 }
      }
      return integerPairs(arguments, rowCount, type, isDefined: { $1 != 0 }, quotient)
    },
    "%": { arguments, rowCount, type, _ in
      if type.physical == .real { return realPairs(arguments, rowCount, type, remainder) }
      return integerPairs(arguments, rowCount, type, isDefined: { $1 != 0 }, remainder)
    },
    "negate": { arguments, rowCount, type, _ in
      let validity = arguments[0].validity(rowCount)
      if type.physical == .real {
        // Zero has no sign after it, as in Kusto.
        return unaryReals(arguments[0], rowCount, type) { 0 - $0 }
      }
      guard let values = arguments[0].integers else { return .nulls(type, rowCount) }
      return .integers(elementwise(values, rowCount, 0) { 0 &- $0 }, type, validity)
    },
  ]

  /// Truncates toward zero; what divides by zero is null, and the least integer by -1 wraps.
  @inline(__always)
  private static func quotient(_ a: Int64, _ b: Int64) -> Int64 {
    b == 0 ? 0 : b == -1 ? 0 &- a : a / b
  }

  /// Never negative, whatever the signs: -1 % 4 is 3.
  @inline(__always)
  private static func remainder(_ a: Int64, _ b: Int64) -> Int64 {
    if b == 0 || b == -1 { return 0 }
    let remainder = a % b
    return remainder >= 0 ? remainder : b > 0 ? remainder + b : remainder - b
  }

  private static func remainder(_ a: Double, _ b: Double) -> Double {
    let remainder = a.truncatingRemainder(dividingBy: b)
    return remainder < 0 ? remainder + abs(b) : remainder
  }

  /// Longs wrap, as in Kusto; a datetime or timespan past its ends is null.
  private static func hasSum(_ type: LogicalType) -> (@Sendable (Int64, Int64) -> Bool)? {
    switch type {
    case .datetime: { Ticks.datetimes.contains($0 &+ $1) }
    case .timespan: { !$0.addingReportingOverflow($1).overflow }
    default: nil
    }
  }

  private static func hasDifference(_ type: LogicalType) -> (@Sendable (Int64, Int64) -> Bool)? {
    switch type {
    case .datetime: { Ticks.datetimes.contains($0 &- $1) }
    case .timespan: { !$0.subtractingReportingOverflow($1).overflow }
    default: nil
    }
  }

  private static func hasProduct(_ type: LogicalType) -> (@Sendable (Int64, Int64) -> Bool)? {
    guard type == .timespan else { return nil }
    return { !$0.multipliedReportingOverflow(by: $1).overflow }
  }

  private static func holdReals(_ arguments: [ArgumentVector]) -> Bool {
    arguments.contains { $0.vector.type.physical == .real }
  }

  @inline(__always)
  static func realPairs(
    _ arguments: [ArgumentVector], _ rowCount: Int, _ type: LogicalType,
    _ body: (Double, Double) -> Double
  ) -> Vector {
    guard let a = arguments[0].reals, let b = arguments[1].reals else {
      return .nulls(type, rowCount)
    }
    let validity = bothValid(arguments, rowCount)
    if type == .decimal {
      return .reals(pairwise(a, b, rowCount, 0) { decimal(body($0, $1)) }, type, validity)
    }
    return .reals(pairwise(a, b, rowCount, 0, body), type, validity)
  }

  /// A decimal lies in a `Double`, of which 15 digits are exact: the result of arithmetic is rounded
  /// to them, so that 0.1 + 0.2 is 0.3. Whole numbers stay as they are.
  private static func decimal(_ value: Double) -> Double {
    let magnitude = value.magnitude
    guard magnitude < 1e15, magnitude > 1e-300, value != value.rounded() else { return value }
    var digits = 15
    var bound = 1.0
    while bound <= magnitude {
      bound *= 10
      digits -= 1
    }
    while bound > magnitude * 10 && digits < 22 {
      bound /= 10
      digits += 1
    }
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    return (value * scale).rounded() / scale
  }

  @inline(__always)
  static func integerPairs(
    _ arguments: [ArgumentVector], _ rowCount: Int, _ type: LogicalType,
    isDefined: (@Sendable (Int64, Int64) -> Bool)? = nil, _ body: (Int64, Int64) -> Int64
  ) -> Vector {
    guard let a = arguments[0].integers, let b = arguments[1].integers else {
      return .nulls(type, rowCount)
    }
    var validity = bothValid(arguments, rowCount)
    if let isDefined {
      let defined = ValidityMask(pairwise(a, b, rowCount, 0) { isDefined($0, $1) ? 1 : 0 })
      validity = validity.intersection(defined, count: rowCount)
    }
    return .integers(pairwise(a, b, rowCount, 0, body), type, validity)
  }

  @inline(__always)
  static func unaryReals(
    _ argument: ArgumentVector, _ rowCount: Int, _ type: LogicalType, _ body: (Double) -> Double
  ) -> Vector {
    guard let values = argument.reals else { return .nulls(type, rowCount) }
    return .reals(elementwise(values, rowCount, 0, body), type, argument.validity(rowCount))
  }

  static func bothValid(_ arguments: [ArgumentVector], _ rowCount: Int) -> ValidityMask {
    arguments[0].validity(rowCount).intersection(
      arguments[1].validity(rowCount), count: rowCount)
  }

  /// A timespan times or by a real, its fraction of a tick cut off.
  private static func scaledTimespan(
    _ arguments: [ArgumentVector], _ rowCount: Int, _ body: (Double, Double) -> Double
  ) -> Vector {
    guard let a = arguments[0].reals, let b = arguments[1].reals else {
      return .nulls(.timespan, rowCount)
    }
    var flags = ContiguousArray<UInt8>(repeating: 1, count: rowCount)
    var ticks = ContiguousArray<Int64>(repeating: 0, count: rowCount)
    for (row, real) in pairwise(a, b, rowCount, 0, body).enumerated() {
      if let exact = Int64(exactly: real.rounded(.towardZero)) {
        ticks[row] = exact
      } else {
        flags[row] = 0
      }
    }
    let validity = bothValid(arguments, rowCount).intersection(
      ValidityMask(flags), count: rowCount)
    return .integers(ticks, .timespan, validity)
  }
}
