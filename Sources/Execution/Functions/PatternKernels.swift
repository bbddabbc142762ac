internal import Columnar

extension ScalarKernels {
  /// Functions with regular expressions; a pattern that is none matches nothing.
  static let patterns: [String: ScalarKernel] = [
    "countof": rows { call in
      let bytes = Array(call.text(0).utf8)
      if call.has(2), call.text(2) == "regex" {
        return .integer(
          Int64(
            RegularExpression.shared(call.text(1))?
              .matches(in: bytes, isStopped: call.context.isStopped).count ?? 0))
      }
      return .integer(
        Int64(places(of: Array(call.text(1).utf8), in: bytes, overlapping: true).count))
    },
    "extract": rows(extract),
    "extract_all": rows(extractAll),
    "indexof_regex": rows { call in
      if let start = call.integer(2), start < 0 { return .null }
      let text = call.text(0)
      let bytes = Array(text.utf8)
      let expression = RegularExpression.shared(call.text(1))
      let matches = expression?.matches(in: bytes, isStopped: call.context.isStopped) ?? []
      let starts = matches.compactMap { $0[0]?.lowerBound }
      return .integer(
        found(
          characterPositions(starts, in: bytes), count: Int64(text.unicodeScalars.count), call,
          firstOption: 2) ?? -1)
    },
    "regex_quote": rows { call in
      var quoted = String.UnicodeScalarView()
      for scalar in call.text(0).unicodeScalars {
        if scalar.isASCII, !TextFolding.isAlphanumeric(scalar), scalar != "_", scalar != " " {
          quoted.append("\\")
        }
        quoted.append(scalar)
      }
      return .string(String(quoted))
    },
    "replace_regex": rows { call in
      guard let expression = RegularExpression.shared(call.text(1)) else {
        return .string(call.text(0))
      }
      let result = expression.replacingMatches(
        in: Array(call.text(0).utf8), with: Array(call.text(2).utf8), limit: longestText,
        isStopped: call.context.isStopped)
      return .string(String(decoding: result, as: UTF8.self))
    },
    "trim": trimming(start: true, end: true),
    "trim_end": trimming(start: false, end: true),
    "trim_start": trimming(start: true, end: false),
  ]

  private static func extract(_ call: RowCall) -> Value {
    let bytes = Array(call.text(2).utf8)
    guard let group = call.integer(1),
      let match = RegularExpression.shared(call.text(0))?.firstMatch(in: bytes, from: 0),
      let index = Int(exactly: group), match.indices.contains(index), let range = match[index]
    else { return call.type == .string ? .string("") : .null }
    let text = String(decoding: bytes[range], as: UTF8.self)
    return ValueConversion.convert(.string(text), from: .string, to: call.type)
  }

  /// An array with the group of every match, or with an array of the groups where there are several;
  /// null where nothing matches.
  private static func extractAll(_ call: RowCall) -> Value {
    let bytes = Array(call.text(call.count - 1).utf8)
    guard let expression = RegularExpression.shared(call.text(0)) else { return .null }
    let groups =
      call.count == 3
      ? groupIndices(call.array(1) ?? [], expression)
      : expression.groupCount == 0 ? [0] : Array(1...expression.groupCount)
    let matches = expression.matches(in: bytes, isStopped: call.context.isStopped)
    if matches.isEmpty || groups.isEmpty { return .null }
    let items = matches.map { match -> DynamicValue in
      let texts = groups.map { group -> DynamicValue in
        .string(match[group].map { String(decoding: bytes[$0], as: UTF8.self) } ?? "")
      }
      return texts.count == 1 ? texts[0] : .array(texts)
    }
    return .dynamic(.array(items))
  }

  /// The groups of an array of numbers and names that the expression has.
  private static func groupIndices(
    _ selectors: [DynamicValue], _ expression: RegularExpression
  ) -> [Int] {
    selectors.compactMap { selector in
      switch selector {
      case .integer(let number): Int(exactly: number)
      case .string(let name): expression.groupIndex(named: name)
      default: nil
      }
    }.filter { (0...expression.groupCount).contains($0) }
  }

  /// Kusto puts the pattern into `^(...)` and `(...)$` as text and removes every match of either:
  /// an alternative that the brackets do not hold, `a)|(b`, is removed anywhere.
  private static func trimming(start: Bool, end: Bool) -> ScalarKernel {
    rows { call in
      let pattern = call.text(0)
      var expressions: [RegularExpression] = []
      if start, let expression = RegularExpression.shared("^(\(pattern))") {
        expressions.append(expression)
      }
      if end, let expression = RegularExpression.shared("(\(pattern))$") {
        expressions.append(expression)
      }
      return .string(removingMatches(of: expressions, from: call.text(1), call.context))
    }
  }

  private static func removingMatches(
    of expressions: [RegularExpression], from text: String, _ context: EvaluationContext
  ) -> String {
    let bytes = Array(text.utf8)
    var kept: [UInt8] = []
    var place = 0
    while place <= bytes.count, !context.isStopped() {
      let matches = expressions.compactMap { $0.firstMatch(in: bytes, from: place)?[0] }
      guard let first = matches.map(\.lowerBound).min(),
        let match = matches.first(where: { $0.lowerBound == first })
      else { break }
      kept += bytes[place..<match.lowerBound]
      place = match.upperBound
      if match.isEmpty {
        if place < bytes.count { kept.append(bytes[place]) }
        place += 1
      }
    }
    if place < bytes.count { kept += bytes[place...] }
    return String(decoding: kept, as: UTF8.self)
  }
}
