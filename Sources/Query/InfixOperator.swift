/// An operator between two expressions, with what the parser needs to know of it.
struct InfixOperator {
  enum Kind {
    case binary(BinaryOperatorSyntax)
    case list(ListOperatorSyntax)
    case between(negated: Bool)
  }

  /// How tightly an operator binds, loosest first, as in Kusto's grammar.
  enum Level: Int, Comparable {
    case or, and, equality, relation, sum, product, text, operand

    static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }

    /// The level of a right operand, as all operators are left-associative.
    var next: Level { Level(rawValue: rawValue + 1) ?? .operand }
  }

  let kind: Kind
  let level: Level

  init(_ kind: Kind, _ level: Level) {
    self.kind = kind
    self.level = level
  }

  init(_ binary: BinaryOperatorSyntax) {
    self.init(.binary(binary), binary.level)
  }

  /// The operators that are written as words.
  static let words: [String: InfixOperator] = {
    var words: [String: InfixOperator] = [
      "between": InfixOperator(.between(negated: false), .equality),
      "!between": InfixOperator(.between(negated: true), .equality),
    ]
    for list in ListOperatorSyntax.allCases {
      words[list.rawValue] = InfixOperator(.list(list), .equality)
    }
    for binary in BinaryOperatorSyntax.allCases where binary.level == .text {
      words[binary.rawValue] = InfixOperator(binary)
    }
    words["and"] = InfixOperator(.and)
    words["or"] = InfixOperator(.or)
    return words
  }()
}

extension BinaryOperatorSyntax {
  var level: InfixOperator.Level {
    switch self {
    case .or: .or
    case .and: .and
    case .equal, .notEqual: .equality
    case .less, .lessOrEqual, .greater, .greaterOrEqual: .relation
    case .add, .subtract: .sum
    case .multiply, .divide, .modulo: .product
    case .equalInsensitive, .notEqualInsensitive, .has, .notHas, .hasCs, .notHasCs, .hasPrefix,
      .notHasPrefix, .hasPrefixCs, .notHasPrefixCs, .hasSuffix, .notHasSuffix, .hasSuffixCs,
      .notHasSuffixCs, .contains, .notContains, .containsCs, .notContainsCs, .startsWith,
      .notStartsWith, .startsWithCs, .notStartsWithCs, .endsWith, .notEndsWith, .endsWithCs,
      .notEndsWithCs, .matchesRegex:
      .text
    }
  }
}
