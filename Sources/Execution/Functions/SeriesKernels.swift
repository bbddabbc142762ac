internal import Columnar

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

extension ScalarKernels {
  /// Functions of series, arrays of numbers as `make-series` gives them.
  static let series: [String: ScalarKernel] = [
    "series_abs": each { $0.magnitude },
    "series_acos": each { acos($0) },
    "series_asin": each { asin($0) },
    "series_atan": each { atan($0) },
    "series_ceiling": each { $0.rounded(.up) },
    "series_cos": each { cos($0) },
    "series_exp": each { exp($0) },
    "series_floor": each { $0.rounded(.down) },
    "series_log": each { log($0) },
    "series_sign": each { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 },
    "series_sin": each { sin($0) },
    "series_tan": each { tan($0) },
    "series_add": pairs {
      .real($0 + $1)
    } integers: {
      $0.addingReportingOverflow($1)
    },
    "series_subtract": pairs {
      .real($0 - $1)
    } integers: {
      $0.subtractingReportingOverflow($1)
    },
    "series_multiply": pairs {
      .real($0 * $1)
    } integers: {
      $0.multipliedReportingOverflow(by: $1)
    },
    "series_divide": pairs { .real($0 / $1) },
    "series_pow": pairs { .real(pow($0, $1)) },
    "series_equals": pairs { .bool($0 == $1) },
    "series_greater": pairs { .bool($0 > $1) },
    "series_greater_equals": pairs { .bool($0 >= $1) },
    "series_less": pairs { .bool($0 < $1) },
    "series_less_equals": pairs { .bool($0 <= $1) },
    "series_not_equals": pairs { .bool($0 != $1) },
    "series_fill_backward": filled { items, isMissing, _ in
      Array(carriedForward(items.reversed(), isMissing).reversed())
    },
    "series_fill_const": rows { call in
      guard let items = call.array(0) else { return .null }
      let isMissing = missingTest(call, place: 2)
      return .dynamic(.array(items.map { isMissing($0) ? call.dynamic(1) : $0 }))
    },
    "series_fill_forward": filled { items, isMissing, _ in carriedForward(items, isMissing) },
    "series_fill_linear": filled(linearlyFilled),
    "series_dot_product": paired { a, b in zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } },
    "series_pearson_correlation": paired { a, b in
      let (x, y) = (SeriesStatistics(a), SeriesStatistics(b))
      let products = zip(a, b).reduce(0) { $0 + ($1.0 - x.mean) * ($1.1 - y.mean) }
      return products / (x.squares * y.squares).squareRoot()
    },
    "series_cosine_similarity": paired { a, b in
      let length = { (items: [Double]) in items.reduce(0) { $0 + $1 * $1 }.squareRoot() }
      return zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } / (length(a) * length(b))
    },
    "series_magnitude": reduced { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() },
    "series_product": reduced { $0.reduce(1, *) },
    "series_sum": reduced { $0.reduce(0, +) },
    "series_stats": rows { call in
      guard let numbers = numbers(call.dynamic(0)), !numbers.isEmpty else { return .null }
      return .dynamic(.array(SeriesStatistics(numbers).columns))
    },
    "series_stats_dynamic": rows { call in
      guard let numbers = numbers(call.dynamic(0)), !numbers.isEmpty else { return .null }
      let statistics = SeriesStatistics(numbers)
      let names = ["min", "min_idx", "max", "max_idx", "avg", "stdev", "variance"]
      let members = zip(names, statistics.columns).map { (key: $0, value: $1) }
      return .dynamic(
        .bag(
          DynamicBag(
            members: members + [
              (key: "sum", value: .real(numbers.reduce(0, +))),
              (key: "len", value: .integer(Int64(numbers.count))),
            ])))
    },
    "series_fit_line": rows { call in
      guard let numbers = numbers(call.dynamic(0)), !numbers.isEmpty else { return .null }
      return .dynamic(.array(LineFit(numbers).columns))
    },
    "series_fit_line_dynamic": rows { call in
      guard let numbers = numbers(call.dynamic(0)), !numbers.isEmpty else { return .null }
      let names = ["rsquare", "slope", "variance", "rvariance", "interception", "line_fit"]
      return .dynamic(
        .bag(
          DynamicBag(
            members: zip(names, LineFit(numbers).columns).map { (key: $0, value: $1) })))
    },
    "series_fir": rows(finiteFilter),
    "series_iir": rows(recursiveFilter),
  ]

  // MARK: - Shapes

  /// The items of an array as numbers, nil where one is none.
  private static func numbers(_ value: DynamicValue) -> [Double]? {
    guard case .array(let items) = value else { return nil }
    let numbers = items.compactMap(number)
    return numbers.count == items.count ? numbers : nil
  }

  private static func number(_ value: DynamicValue) -> Double? {
    switch value {
    case .integer(let value): Double(value)
    case .real(let value): value
    default: nil
    }
  }

  private static func each(_ body: @escaping @Sendable (Double) -> Double) -> ScalarKernel {
    rows { call in
      guard let items = call.array(0) else { return .null }
      return .dynamic(.array(items.map { item in number(item).map { .real(body($0)) } ?? .null }))
    }
  }

  /// Item by item; a number stands for as many as the other has.
  private static func pairs(
    _ body: @escaping @Sendable (Double, Double) -> DynamicValue,
    integers: (@Sendable (Int64, Int64) -> (partialValue: Int64, overflow: Bool))? = nil
  ) -> ScalarKernel {
    rows { call in
      let sides = [call.dynamic(0), call.dynamic(1)]
      let arrays = sides.map { side -> [DynamicValue]? in
        if case .array(let items) = side { items } else { nil }
      }
      guard let count = arrays.compactMap({ $0?.count }).max() else { return .null }
      let items = (0..<count).map { place -> DynamicValue in
        let operands = zip(sides, arrays).map { side, array in
          array.map { place < $0.count ? $0[place] : .null } ?? side
        }
        if let integers, case .integer(let a) = operands[0], case .integer(let b) = operands[1] {
          let (result, isTooLarge) = integers(a, b)
          if !isTooLarge { return .integer(result) }
        }
        guard let a = number(operands[0]), let b = number(operands[1]) else { return .null }
        return body(a, b)
      }
      return .dynamic(.array(items))
    }
  }

  private static func paired(
    _ body: @escaping @Sendable ([Double], [Double]) -> Double
  ) -> ScalarKernel {
    rows { call in
      var sides = [numbers(call.dynamic(0)), numbers(call.dynamic(1))]
      for place in 0...1 where sides[place] == nil {
        guard let one = number(call.dynamic(place)), let other = sides[1 - place] else {
          return .null
        }
        sides[place] = Array(repeating: one, count: other.count)
      }
      guard let a = sides[0], let b = sides[1], a.count == b.count, !a.isEmpty else {
        return .null
      }
      return .real(body(a, b))
    }
  }

  private static func reduced(_ body: @escaping @Sendable ([Double]) -> Double) -> ScalarKernel {
    rows { call in numbers(call.dynamic(0)).map { .real(body($0)) } ?? .null }
  }

  // MARK: - Filling

  /// What counts as missing: null, or the value that the argument at `place` names.
  private static func missingTest(
    _ call: RowCall, place: Int
  ) -> (DynamicValue) -> Bool {
    let sought = call.has(place) ? call.dynamic(place) : .null
    if case .null = sought { return { $0 == .null } }
    return { isSame($0, sought) }
  }

  private static func filled(
    _ body: @escaping @Sendable ([DynamicValue], (DynamicValue) -> Bool, RowCall) -> [DynamicValue]
  ) -> ScalarKernel {
    rows { call in
      guard let items = call.array(0) else { return .null }
      return .dynamic(.array(body(items, missingTest(call, place: 1), call)))
    }
  }

  private static func carriedForward(
    _ items: [DynamicValue], _ isMissing: (DynamicValue) -> Bool
  ) -> [DynamicValue] {
    var last: DynamicValue?
    return items.map { item in
      if !isMissing(item) { last = item }
      return last ?? item
    }
  }

  /// On a line between the neighbours; the ends like the nearest where asked for.
  private static func linearlyFilled(
    _ items: [DynamicValue], _ isMissing: (DynamicValue) -> Bool, _ call: RowCall
  ) -> [DynamicValue] {
    let known = items.indices.filter { !isMissing(items[$0]) }
    let fillsEdges = !call.has(2) || call[2] != .bool(false)
    guard let first = known.first, let last = known.last else {
      let constant = call.has(3) ? call.dynamic(3) : .integer(0)
      return items.map { _ in constant }
    }
    let isWhole = known.allSatisfy { if case .integer = items[$0] { true } else { false } }
    var result = items
    for (left, right) in zip(known, known.dropFirst()) where right - left > 1 {
      guard let from = number(items[left]), let to = number(items[right]) else { continue }
      for place in left + 1..<right {
        let share = Double(place - left) / Double(right - left)
        let value = from + (to - from) * share
        // Whole numbers stay whole.
        let whole = isWhole ? Int64(exactly: value.rounded(.towardZero)) : nil
        result[place] = whole.map { .integer($0) } ?? .real(value)
      }
    }
    if fillsEdges {
      for place in 0..<first { result[place] = items[first] }
      for place in last + 1..<items.count { result[place] = items[last] }
    }
    return result
  }

  // MARK: - Filters

  private static func finiteFilter(_ call: RowCall) -> Value {
    guard let items = numbers(call.dynamic(0)), var taps = numbers(call.dynamic(1)),
      !taps.isEmpty
    else { return .null }
    let sum = taps.reduce(0, +)
    let isNormalized = call.has(2) ? call[2] == .bool(true) : !taps.contains { $0 < 0 }
    if isNormalized, sum != 0 { taps = taps.map { $0 / sum } }
    let shift = call.has(3) && call[3] == .bool(true) ? taps.count / 2 : 0
    return .dynamic(
      .array(
        items.indices.map { place in
          if call.context.isStopped() { return .null }
          return .real(
            taps.indices.reduce(0) { sum, tap in
              let source = place + shift - tap
              return items.indices.contains(source) ? sum + taps[tap] * items[source] : sum
            })
        }))
  }

  private static func recursiveFilter(_ call: RowCall) -> Value {
    guard let items = numbers(call.dynamic(0)), let upper = numbers(call.dynamic(1)),
      let lower = numbers(call.dynamic(2)), let scale = lower.first, scale != 0
    else { return .null }
    var result: [Double] = []
    for place in items.indices where !call.context.isStopped() {
      var value = 0.0
      for tap in upper.indices where tap <= place { value += upper[tap] * items[place - tap] }
      for tap in lower.indices.dropFirst() where tap <= place {
        value -= lower[tap] * result[place - tap]
      }
      result.append(value / scale)
    }
    return .dynamic(.array(result.map { .real($0) }))
  }
}

/// What `series_stats` tells of numbers, of which there is at least one.
struct SeriesStatistics {
  let mean: Double
  /// The sum of the squares of the distances from the mean.
  let squares: Double
  private let numbers: [Double]

  init(_ numbers: [Double]) {
    let mean = numbers.reduce(0, +) / Double(max(1, numbers.count))
    self.mean = mean
    squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.numbers = numbers
  }

  /// Least and its place, greatest and its place, mean, deviation, variance.
  var columns: [DynamicValue] {
    let least = numbers.indices.min { numbers[$0] < numbers[$1] } ?? 0
    let greatest = numbers.indices.max { numbers[$0] < numbers[$1] } ?? 0
    let first = numbers.firstIndex(of: numbers[greatest]) ?? greatest
    let variance = numbers.count > 1 ? squares / Double(numbers.count - 1) : 0
    return [
      .real(numbers[least]), .integer(Int64(least)), .real(numbers[first]),
      .integer(Int64(first)), .real(mean), .real(variance.squareRoot()), .real(variance),
    ]
  }
}

/// The line nearest to numbers at 0, 1, 2, ... by least squares.
struct LineFit {
  private let slope: Double
  private let start: Double
  private let numbers: [Double]

  init(_ numbers: [Double]) {
    let y = SeriesStatistics(numbers)
    let x = SeriesStatistics(numbers.indices.map { Double($0) })
    let products = numbers.indices.reduce(0) {
      $0 + (Double($1) - x.mean) * (numbers[$1] - y.mean)
    }
    slope = x.squares == 0 ? 0 : products / x.squares
    start = y.mean - slope * x.mean
    self.numbers = numbers
  }

  /// Share explained, slope, variance of the numbers, variance of what is left, start, the line.
  var columns: [DynamicValue] {
    let line = numbers.indices.map { start + slope * Double($0) }
    let all = SeriesStatistics(numbers)
    let rest = zip(numbers, line).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    let degrees = Double(max(1, numbers.count - 1))
    return [
      .real(all.squares == 0 ? 1 : 1 - rest / all.squares), .real(slope),
      .real(all.squares / degrees), .real(rest / degrees), .real(start),
      .array(line.map { .real($0) }),
    ]
  }
}
