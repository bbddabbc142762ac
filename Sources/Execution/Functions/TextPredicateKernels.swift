internal import Columnar

extension ScalarKernels {
  /// The operators that test a text against another: `has`, `contains`, `=~`, `matches regex`, ...
  static let textPredicates: [String: ScalarKernel] = {
    var table: [String: ScalarKernel] = [
      "=~": textPredicate(.equal, ignoresCase: true, isNegated: false),
      "!~": textPredicate(.equal, ignoresCase: true, isNegated: true),
      "matches regex": matchesRegex,
      "has_any": hasSome(needsAll: false),
      "has_all": hasSome(needsAll: true),
    ]
    let relations: [(String, TextPattern.Relation)] = [
      ("contains", .contains), ("endswith", .suffix), ("has", .term), ("hasprefix", .termPrefix),
      ("hassuffix", .termSuffix), ("startswith", .prefix),
    ]
    for (name, relation) in relations {
      for isNegated in [false, true] {
        let spelling = (isNegated ? "!" : "") + name
        table[spelling] = textPredicate(relation, ignoresCase: true, isNegated: isNegated)
        table[spelling + "_cs"] = textPredicate(
          relation, ignoresCase: false, isNegated: isNegated)
      }
    }
    return table
  }()

  private static func textPredicate(
    _ relation: TextPattern.Relation, ignoresCase: Bool, isNegated: Bool
  ) -> ScalarKernel {
    { arguments, rowCount, _, _ in
      let texts = arguments[0].texts
      let others = arguments[1].texts
      if others.isConstant {
        let pattern = TextPattern(others.constant, relation, ignoresCase: ignoresCase)
        return .bools(texts.testing(rowCount) { pattern.matches($0) != isNegated })
      }
      return .bools(
        perRow(texts, rowCount) { row, text in
          TextPattern(others.dictionary[others.code(row)], relation, ignoresCase: ignoresCase)
            .matches(text) != isNegated
        })
    }
  }

  /// The outcome of a test that depends on more than the text.
  private static func perRow(
    _ texts: TextArgument, _ rowCount: Int, _ test: (Int, Span<UInt8>) -> Bool
  ) -> ContiguousArray<Bool> {
    let storage = texts.dictionary.bytes
    let bytes = storage.span
    var result = ContiguousArray<Bool>(repeating: false, count: rowCount)
    for row in 0..<rowCount {
      result[row] = test(row, bytes.extracting(texts.dictionary.range(of: texts.code(row))))
    }
    return result
  }

  /// A pattern that is no regular expression matches nothing; the binder refuses a constant one.
  private static let matchesRegex: ScalarKernel = { arguments, rowCount, _, _ in
    let texts = arguments[0].texts
    let patterns = arguments[1].texts
    if patterns.isConstant {
      let expression = RegularExpression.shared(patterns.constant)
      return .bools(texts.testing(rowCount) { expression?.matches($0) ?? false })
    }
    return .bools(
      perRow(texts, rowCount) { row, text in
        RegularExpression.shared(patterns.dictionary[patterns.code(row)])?.matches(text) ?? false
      })
  }

  /// `has_any` and `has_all`: every argument after the first is a term, or an array of terms.
  private static func hasSome(needsAll: Bool) -> ScalarKernel {
    { arguments, rowCount, _, _ in
      let texts = arguments[0].texts
      let list = arguments.dropFirst()
      let patterns = { (row: Int) in
        terms(list, row).map { TextPattern($0, .term, ignoresCase: true) }
      }
      let test = { (text: Span<UInt8>, patterns: [TextPattern]) in
        needsAll
          ? patterns.allSatisfy { $0.matches(text) } : patterns.contains { $0.matches(text) }
      }
      if list.allSatisfy({ $0.isConstant }) {
        let constant = rowCount > 0 ? patterns(0) : []
        return .bools(texts.testing(rowCount) { test($0, constant) })
      }
      return .bools(perRow(texts, rowCount) { row, text in test(text, patterns(row)) })
    }
  }

  /// The terms of a list in one row: arrays spread, nulls passed over.
  private static func terms(_ list: ArraySlice<ArgumentVector>, _ row: Int) -> [String] {
    list.flatMap { argument -> [String] in
      let value = argument[row]
      if case .dynamic(.array(let items)) = value {
        return items.filter { $0 != .null }.map { DynamicWriter.text(of: $0) }
      }
      return value.isNull ? [] : [ValueFormat.text(of: value, type: argument.vector.type)]
    }
  }
}
