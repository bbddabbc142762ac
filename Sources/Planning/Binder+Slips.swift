internal import Columnar
internal import Query

/// What is allowed and yet hardly meant: values that no row has, lists compared with texts, years
/// in the place of dates.
extension Binder {
  /// A column has few values where its dictionary is not larger.
  private static let fewValues = 1000

  /// A bare word beside a column of texts was meant as a text: `type == CONSULT`.
  func unquoted(
    _ expr: ExprSyntax, beside other: ExprSyntax, _ scope: Scope
  ) -> Diagnostic? {
    guard case .name(let word) = expr.kind, case .name(let column) = other.kind,
      !scope.columns.isEmpty,
      let place = scope.columns.firstIndex(where: { $0.name == column.text }),
      scope.columns[place].type == .string || scope.columns[place].type == .dynamic,
      !scope.columns.contains(where: { $0.name == word.text }),
      scope.environment[word.text] == nil, snapshot.tables[word.text] == nil,
      scope.groups[word.text] == nil, word.text.lowercased() != "null",
      EditDistance.nearest(word.text, among: scope.columns.map(\.name)) == nil
    else { return nil }
    return Diagnostic(
      .error, "unknown column '\(word.text)'; did you mean the text \"\(word.text)\"?",
      at: word.range, fixIt: FixIt(range: word.range, replacement: "\"\(word.text)\""))
  }

  /// What is wrong with a comparison that the types alone do not show well; an error where it
  /// cannot be computed.
  func slip(
    _ symbol: BinaryOperatorSyntax, _ arguments: [BoundExpr], _ written: [ExprSyntax]
  ) -> Diagnostic? {
    switch symbol {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: break
    default: return nil
    }
    for (place, other) in [(1, 0), (0, 1)] where arguments[other].type == .datetime {
      let range = written[place].range
      if let day = Self.day(written[place]) {
        return Diagnostic(
          .error,
          "'\(symbol.rawValue)' cannot compare a datetime with a long; did you mean '\(day)'?",
          at: range, fixIt: FixIt(range: range, replacement: day))
      }
      switch arguments[place].constant {
      case .integer(let year) where arguments[place].type == .long && (1...9999).contains(year):
        let meant =
          "datetime(\(String(repeating: "0", count: 4 - String(year).count))\(year)-01-01)"
        return Diagnostic(
          .error,
          "'\(symbol.rawValue)' cannot compare a datetime with a long; did you mean '\(meant)'?",
          at: range, fixIt: FixIt(range: range, replacement: meant))
      case .string(let text)
      where ValueConversion.convert(.string(text), from: .string, to: .datetime).isNull:
        return Diagnostic(
          .warning, "'\(text)' is no datetime, so that no row can fit", at: range)
      default: break
      }
    }
    return nil
  }

  /// The day that `2017-05-01` was meant to be, which is a number less two others.
  private static func day(_ expr: ExprSyntax) -> String? {
    guard case .binary(.subtract, let left, let last) = expr.kind,
      case .binary(.subtract, let first, let middle) = left.kind
    else { return nil }
    let digits = [first, middle, last].compactMap { part -> String? in
      guard case .literal(let literal) = part.kind, case .long = literal.kind else { return nil }
      return literal.text
    }
    guard digits.count == 3, digits[0].utf8.count == 4, let month = Int(digits[1]),
      let day = Int(digits[2]), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    return "datetime(\(digits[0])-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day))"
  }

  /// Warns of a text that no row of the column has while one has a text near to it, and of a text
  /// compared with a list.
  mutating func checkValues(
    _ name: String, _ column: BoundExpr, _ values: [BoundExpr], _ scope: Scope
  ) {
    guard ["==", "!=", "in", "!in", "=~", "in~"].contains(name),
      case .column(let place) = column.kind,
      place < scope.columns.count, column.type == .string || column.type == .dynamic,
      let dictionaries = scope.source?.dictionaries(ofColumn: place), !dictionaries.isEmpty
    else { return }
    let columnName = scope.columns[place].name
    for value in values {
      guard case .string(let text)? = value.constant, !text.isEmpty, value.range != NoRange.value
      else { continue }
      if column.type == .dynamic {
        report(.textAgainstList(text, column: columnName, scope.columns, at: value.range))
        continue
      }
      let known = dictionaries.reduce(0) { $0 + $1.count }
      guard known <= Self.fewValues else { continue }
      if let near = Self.near(text, in: dictionaries, name) {
        report(
          Diagnostic(
            .warning, "no row has '\(text)' as its '\(columnName)'; did you mean '\(near)'?",
            at: value.range, fixIt: FixIt(range: value.range, replacement: "\"\(near)\"")))
      } else if let all = Self.choice(dictionaries, without: text, name) {
        report(
          Diagnostic(
            .note, "no row has '\(text)' as its '\(columnName)', which is one of \(all)",
            at: value.range))
      }
    }
  }

  /// The values of a column that has so few that they can be told in a line; nil where the text is
  /// one of them.
  private static func choice(
    _ dictionaries: [StringDictionary], without text: String, _ name: String
  ) -> String? {
    var known = Set(values(of: dictionaries))
    known.remove("")
    let ignoresCase = name == "=~" || name == "in~"
    let isThere = known.contains {
      $0 == text || ignoresCase && $0.lowercased() == text.lowercased()
    }
    guard !isThere, (1...20).contains(known.count), known.allSatisfy({ $0.utf8.count <= 20 }) else {
      return nil
    }
    return known.sorted().joined(separator: ", ")
  }

  private static func values(of dictionaries: [StringDictionary]) -> [String] {
    dictionaries.flatMap { dictionary in
      (1..<UInt32(max(1, dictionary.count))).map { dictionary[$0] }
    }
  }

  /// The text of the dictionaries nearest to one that is in none of them.
  private static func near(
    _ text: String, in dictionaries: [StringDictionary], _ name: String
  ) -> String? {
    let known = values(of: dictionaries)
    if known.contains(text) { return nil }
    let folded = text.lowercased()
    if let same = known.first(where: { $0.lowercased() == folded }) {
      return name == "=~" || name == "in~" ? nil : same
    }
    // Short words are near to everything.
    return text.utf8.count < 4 ? nil : EditDistance.nearest(text, among: known)
  }
}

/// Compares the names of columns by the words that they are made of.
enum ColumnWords {
  /// What people ask for by the question, and the columns that answer it.
  private static let questions = [
    "how": "mode", "what": "type", "when": "date", "where": "place", "who": "actors",
    "whom": "recipients",
  ]

  /// Whether a column answers the question that a word is, or its name holds the word, in the singular
  /// or the plural, beside others.
  static func share(_ word: String, _ column: String) -> Bool {
    if questions[word.lowercased()] == column { return true }
    let wanted = stem(word)
    guard wanted.count > 2 else { return false }
    return column.split(separator: "_").contains { stem(String($0)) == wanted }
  }

  private static func stem(_ word: String) -> String {
    let folded = word.lowercased()
    if folded.hasSuffix("ies") { return folded.dropLast(3) + "y" }
    return folded.hasSuffix("s") ? String(folded.dropLast()) : folded
  }
}

extension Diagnostic {
  fileprivate static func textAgainstList(
    _ text: String, column: String, _ columns: [ColumnSchema], at range: SourceRange
  ) -> Diagnostic {
    let isParty = ["actors", "actor_countries", "recipients", "recipient_countries"].contains(
      column)
    let meant = isParty ? "involves(\"\(text)\")" : "set_has_element(\(column), \"\(text)\")"
    return Diagnostic(
      .warning, "'\(column)' holds lists, which no text equals; did you mean '\(meant)'?", at: range
    )
  }
}
