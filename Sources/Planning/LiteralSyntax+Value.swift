internal import Columnar
internal import Query

extension LiteralSyntax {
  /// The value that the literal stands for with its type, or nil where it has none.
  var value: (type: LogicalType, value: Value)? {
    switch kind {
    case .bool: NumberText.bool(of: text).map { (.bool, .bool($0)) }
    case .long: LiteralReader.long(text).map { (.long, .integer($0)) }
    case .real: LiteralReader.real(text).map { (.real, .real($0)) }
    case .string: (.string, .string(text))
    case .timespan: LiteralReader.timespan(text).map { (.timespan, .timespan($0)) }
    case .calendar: nil
    case .typed(let keyword): LiteralReader.value(ofTyped: keyword, text: text)
    }
  }

  /// The months of `3mo`, `1q` or `1y`.
  var months: Int64? {
    guard kind == .calendar else { return nil }
    let digits = text.prefix { $0.isNumber }
    let perUnit: Int64
    switch text[digits.endIndex...] {
    case "mo": perUnit = 1
    case "q": perUnit = 3
    case "y": perUnit = 12
    default: return nil
    }
    return Int64(digits).flatMap {
      let (months, overflow) = $0.multipliedReportingOverflow(by: perUnit)
      return overflow || months <= 0 ? nil : months
    }
  }
}
