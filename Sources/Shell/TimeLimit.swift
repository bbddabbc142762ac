/// A time as people write it.
public enum TimeLimit {
  private static let units: [(name: String, milliseconds: Int64)] = [
    ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000),
  ]

  /// `500ms`, `30s`, `2m`, `1h`; nil where the text is none.
  public static func duration(_ text: String) -> Duration? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let count = Int64(digits), count > 0,
      let unit = units.first(where: { $0.name == text.dropFirst(digits.count) }),
      count <= Int64.max / 1_000_000 / unit.milliseconds
    else { return nil }
    return .milliseconds(count * unit.milliseconds)
  }

  /// A time as `duration` reads it.
  static func text(_ time: Duration) -> String {
    let count = time.milliseconds
    let unit = units.last { count % $0.milliseconds == 0 } ?? units[0]
    return "\(count / unit.milliseconds)\(unit.name)"
  }
}
