internal import Columnar

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension ScalarKernels {
  /// The beta distribution and Welch's test, which rests on it.
  static let distributions: [String: ScalarKernel] = [
    "beta_cdf": rows { call in
      guard let x = call.real(0), let a = call.real(1), let b = call.real(2) else { return .null }
      if x < 0 || x > 1 { return .real(.nan) }
      // Kusto lets the whole lie at zero where a parameter is none.
      return .real(a <= 0 || b <= 0 ? 1 : BetaDistribution.cumulative(x, a, b))
    },
    "beta_inv": rows { call in
      guard let p = call.real(0), let a = call.real(1), let b = call.real(2) else { return .null }
      if p < 0 || p > 1 { return .null }
      return .real(a <= 0 || b <= 0 ? .nan : BetaDistribution.quantile(p, a, b))
    },
    "beta_pdf": rows { call in
      guard let x = call.real(0), let a = call.real(1), let b = call.real(2) else { return .null }
      guard x >= 0, x <= 1, a > 0, b > 0 else { return .real(.nan) }
      return .real(BetaDistribution.density(x, a, b))
    },
    "welch_test": rows { call in
      let values = (0..<6).compactMap { call.real($0) }
      guard values.count == 6 else { return .null }
      return .real(welch(values))
    },
  ]

  /// The chance that two samples with such means, variances and numbers have one mean.
  private static func welch(_ values: [Double]) -> Double {
    let first = values[1] / values[2]
    let second = values[4] / values[5]
    let t = (values[0] - values[3]) / (first + second).squareRoot()
    let freedom =
      (first + second) * (first + second)
      / (first * first / (values[2] - 1) + second * second / (values[5] - 1))
    return BetaDistribution.cumulative(freedom / (freedom + t * t), freedom / 2, 0.5)
  }
}

/// The beta distribution on 0 to 1.
enum BetaDistribution {
  static func density(_ x: Double, _ a: Double, _ b: Double) -> Double {
    exp((a - 1) * log(x) + (b - 1) * log(1 - x) - logBeta(a, b))
  }

  private static func logBeta(_ a: Double, _ b: Double) -> Double {
    logGamma(a) + logGamma(b) - logGamma(a + b)
  }

  private static func logGamma(_ x: Double) -> Double { lgamma(x) }

  /// The regularised incomplete beta function, by Lentz's continued fraction.
  static func cumulative(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    // The fraction converges fast on one side of the mean; the other is its mirror.
    if x > (a + 1) / (a + b + 2) { return 1 - cumulative(1 - x, b, a) }
    let front = exp(a * log(x) + b * log(1 - x) - logBeta(a, b)) / a
    let tiny = 1e-300
    var c = 1.0
    var d = 1 - (a + b) * x / (a + 1)
    d = 1 / (abs(d) < tiny ? tiny : d)
    var h = d
    for step in 1...300 {
      let m = Double(step)
      for numerator in [
        m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
        -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
      ] {
        d = 1 + numerator * d
        d = 1 / (abs(d) < tiny ? tiny : d)
        c = 1 + numerator / c
        c = abs(c) < tiny ? tiny : c
        h *= c * d
      }
      if abs(c * d - 1) < 1e-16 { break }
    }
    return front * h
  }

  /// Where the distribution reaches `p`, by halving.
  static func quantile(_ p: Double, _ a: Double, _ b: Double) -> Double {
    var low = 0.0
    var high = 1.0
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if cumulative(middle, a, b) < p { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
