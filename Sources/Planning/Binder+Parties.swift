internal import Columnar
internal import Query

/// `actor_is(x)`, `recipient_is(x)`, `involves(x)` and `involves(x, y)`: who took part in an event.
///
/// The name is looked up once, while the query is bound: a country becomes a test of the codes in
/// the columns of countries, a person or a body a test of the names in the columns of parties.
extension Binder {
  /// A side of an event with the columns that tell who stands on it.
  private struct Side {
    let names: Int?
    let countries: Int?

    init(_ names: String, _ countries: String, _ scope: Scope) {
      func column(_ name: String) -> Int? {
        scope.columns.firstIndex {
          $0.name == name && ($0.type == .dynamic || $0.type == .string)
        }
      }
      self.names = column(names)
      self.countries = column(countries)
    }

    var isKnown: Bool { names != nil || countries != nil }
  }

  /// Whom a name means: a code, or names, of which any counts.
  private enum Party {
    case code(String)
    case names([String])
  }

  mutating func bindParties(
    _ form: SpecialForm, _ call: CallSyntax, _ scope: Scope, at range: SourceRange
  ) -> BoundExpr? {
    let actors = Side("actors", "actor_countries", scope)
    let recipients = Side("recipients", "recipient_countries", scope)
    let sides =
      form == .actorIs ? [actors] : form == .recipientIs ? [recipients] : [actors, recipients]
    guard sides.contains(where: \.isKnown) else {
      let columns = form == .recipientIs ? "'recipients'" : "'actors'"
      report(
        Diagnostic(
          .error, "'\(call.name.text)' needs columns of parties, as \(columns) of 'events'",
          at: call.name.range))
      return nil
    }
    var result: BoundExpr?
    for argument in call.arguments {
      guard let party = bindParty(argument.expr, sides, scope) else { return nil }
      guard let test = test(party, sides, scope, at: argument.expr.range) else { return nil }
      guard let earlier = result else {
        result = test
        continue
      }
      result = resolve(operator: "and", [earlier, test], at: range)
    }
    return result
  }

  /// Whether the party stands on one of the sides.
  private mutating func test(
    _ party: Party, _ sides: [Side], _ scope: Scope, at range: SourceRange
  ) -> BoundExpr? {
    var result: BoundExpr?
    for side in sides {
      let column: Int?
      let wanted: [String]
      switch party {
      case .code(let code):
        column = side.countries
        wanted = [code]
      case .names(let names):
        column = side.names
        wanted = names
      }
      guard let column else { continue }
      let list = BoundExpr(
        .constant(.dynamic(.array(wanted.map { .string($0) }))), type: .dynamic, range: range)
      let value = BoundExpr(.column(column), type: scope.columns[column].type, range: range)
      guard let test = resolve(operator: "has_member", [value, list], at: range) else { return nil }
      result = result.flatMap { resolve(operator: "or", [$0, test], at: range) } ?? test
    }
    if result == nil {
      let missing: String
      if case .code = party { missing = "actor_countries" } else { missing = "actors" }
      report(Diagnostic(.error, "the table has no column '\(missing)'", at: range))
    }
    return result
  }

  private mutating func bindParty(
    _ expr: ExprSyntax, _ sides: [Side], _ scope: Scope
  ) -> Party? {
    guard let bound = bindScalar(expr, scope) else { return nil }
    guard case .string(let name)? = constants.value(of: bound) else {
      report(.expectedConstant("the name of a party", at: expr.range))
      return nil
    }
    let readings = snapshot.parties?.readings(name) ?? []
    if readings.count == 1, let code = readings[0].code { return .code(code) }
    if readings.contains(where: { $0.code != nil }) {
      report(.ambiguousParty(name, readings.map(\.name), at: expr.range))
      return nil
    }
    let known = namesInData(sides, scope)
    let given = readings.map(\.name)
    var present = given.filter { known?.contains($0) ?? false }
    if present.isEmpty, let known { present = Self.matches(name, in: known) }
    if present.count > 1 || present.isEmpty && given.count > 1 {
      report(.ambiguousParty(name, present.isEmpty ? given : present, at: expr.range))
      return nil
    }
    if let only = present.first ?? given.first { return .names([only]) }
    if known == nil { return .names([name]) }
    let suggestions = (known ?? []).sorted() + (snapshot.parties?.suggestions() ?? [])
    report(
      .unknownParty(
        name, nearest: EditDistance.nearest(name, among: suggestions), at: expr.range))
    return nil
  }

  /// Every name in the columns of parties; nil where some column is computed.
  private func namesInData(_ sides: [Side], _ scope: Scope) -> Set<String>? {
    guard let source = scope.source else { return nil }
    var names: Set<String> = []
    for column in sides.compactMap(\.names) {
      guard let dictionaries = source.dictionaries(ofColumn: column) else { return nil }
      for dictionary in dictionaries {
        for code in 1..<UInt32(max(1, dictionary.count)) { names.insert(dictionary[code]) }
      }
    }
    return names
  }

  /// The names that are the one given but for case, or else end in it as in a family name.
  private static func matches(_ name: String, in known: Set<String>) -> [String] {
    if known.contains(name) { return [name] }
    let folded = name.lowercased()
    let same = known.filter { $0.lowercased() == folded }
    if !same.isEmpty { return same.sorted() }
    return known.filter { candidate in
      candidate.split(separator: " ").last?.lowercased() == folded
    }.sorted()
  }
}
