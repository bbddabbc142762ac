/// A range of numbers with round ticks.
struct NumberScale {
  /// The ends of the axis.
  let range: ClosedRange<Double>
  /// The numbers that are written at the axis, ascending.
  let ticks: [Double]
  /// The distance between ticks.
  let step: Double

  /// A scale over at least `data`, its ends and ticks on multiples of 1, 2 or 5 times a power of ten.
  ///
  /// Bars need `includesZero`: a bar that does not begin at zero misleads.
  init(
    _ data: ClosedRange<Double>, tickCount: Int, includesZero: Bool = true,
    minimum: Double? = nil, maximum: Double? = nil
  ) {
    var low = minimum ?? (includesZero ? min(data.lowerBound, 0) : data.lowerBound)
    var high = maximum ?? (includesZero ? max(data.upperBound, 0) : data.upperBound)
    if !(low < high) {
      let margin = low == 0 ? 1 : low.magnitude / 2
      if minimum == nil && !(includesZero && low == 0) { low -= margin }
      high = max(high, low) + margin
    }
    let step = Self.roundStep((high - low) / Double(max(tickCount, 1)))
    let first = minimum == nil ? (low / step).rounded(.down) : (low / step).rounded(.up)
    let last = maximum == nil ? (high / step).rounded(.up) : (high / step).rounded(.down)
    ticks = first <= last ? stride(from: first, through: last, by: 1).map { $0 * step } : [low]
    range = min(low, ticks[0])...max(high, ticks[ticks.count - 1])
    self.step = step
  }

  /// Where `value` lies, 0 at the lower end and 1 at the upper.
  func fraction(_ value: Double) -> Double {
    (value - range.lowerBound) / (range.upperBound - range.lowerBound)
  }

  /// The text of a tick, with as many decimals as the step needs.
  func label(_ tick: Double) -> String { ChartNumber.text(tick, step: step) }

  /// The least of 1, 2, 5 times a power of ten that is at least `raw`.
  static func roundStep(_ raw: Double) -> Double {
    guard raw > 0, raw.isFinite else { return 1 }
    var power = 1.0
    while power * 10 <= raw { power *= 10 }
    while power > raw { power /= 10 }
    for factor in [1.0, 2, 5] where factor * power >= raw * 0.999_999 { return factor * power }
    return 10 * power
  }
}

/// Numbers as charts write them.
enum ChartNumber {
  /// A value beside its bar: whole numbers whole, others with two decimals or, where they are
  /// small, two digits that count; thousands are set apart.
  static func text(_ value: Double) -> String {
    if value == value.rounded() { return grouped(value, decimals: 0) }
    var decimals = 2
    var magnitude = value.magnitude
    while magnitude < 0.1 && decimals < 12 {
      magnitude *= 10
      decimals += 1
    }
    return grouped(value, decimals: decimals)
  }

  /// A tick: as many decimals as `step` has, in thousands, millions or billions where it is large.
  static func text(_ value: Double, step: Double) -> String {
    for (unit, letter) in [(1e9, "G"), (1e6, "M"), (1e3, "k")] where step >= unit {
      return grouped(value / unit, decimals: 0) + (value == 0 ? "" : letter)
    }
    var decimals = 0
    var rest = step
    while rest < 0.999_999 && decimals < 12 {
      rest *= 10
      decimals += 1
    }
    return grouped(value, decimals: decimals)
  }

  private static func grouped(_ value: Double, decimals: Int) -> String {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (value.magnitude * scale).rounded()
    guard scaled < 9e15 else { return "\(value)" }
    let whole = Int64(scaled) / Int64(scale)
    let rest = Int64(scaled) % Int64(scale)
    var digits = Array(String(whole))
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: place)
      place -= 3
    }
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard decimals > 0 else { return sign + String(digits) }
    let fraction = String(rest)
    let zeros = String(repeating: "0", count: max(0, decimals - fraction.count))
    return sign + String(digits) + "." + zeros + fraction
  }
}
