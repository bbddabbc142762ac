internal import Columnar
internal import Query

/// Notes: what the language does with good reason and people do not expect.
extension Binder {
  /// `actors has "Korea"` looks for a word in the text of the list.
  mutating func noteParties(
    _ symbol: BinaryOperatorSyntax, _ left: BoundExpr, _ right: BoundExpr, _ scope: Scope
  ) {
    guard case .column(let place) = left.kind, place < scope.columns.count,
      left.type == .dynamic, case .string(let text)? = right.constant,
      ["has", "has_cs", "contains", "contains_cs"].contains(symbol.rawValue)
    else { return }
    let name = scope.columns[place].name
    let form: String
    switch name {
    case "actors", "actor_countries": form = "actor_is"
    case "recipients", "recipient_countries": form = "recipient_is"
    default: return
    }
    let readings = snapshot.parties?.readings(text).map(\.name) ?? []
    let meant = readings.isEmpty ? [text] : Array(readings.prefix(2))
    let calls = meant.map { "\(form)(\"\($0)\")" }.joined(separator: " or ")
    report(
      Diagnostic(
        .note,
        "'\(symbol.rawValue)' looks for letters in the list's text; for a party write \(calls)",
        at: SourceRange(left.range.lower, right.range.upper)))
  }

  /// `bin(date, 30d)` is no month: bins are counted from the year 1.
  mutating func noteBin(_ value: BoundExpr, _ size: BoundExpr) {
    guard value.type == .datetime, case .timespan(let ticks)? = size.constant else { return }
    let unit: String
    switch ticks / Ticks.perDay {
    case 28, 30, 31: unit = "1mo"
    case 90, 91, 92: unit = "1q"
    case 365, 366: unit = "1y"
    default: return
    }
    guard ticks % Ticks.perDay == 0 else { return }
    report(
      Diagnostic(
        .note,
        "bins of \(ticks / Ticks.perDay)d count from 0001-01-01 and are no part of the calendar; "
          + "write bin(..., \(unit))", at: size.range,
        fixIt: FixIt(range: size.range, replacement: unit)))
  }

  /// `x != 5` keeps rows without an x.
  mutating func noteNulls(_ symbol: BinaryOperatorSyntax, _ left: BoundExpr, _ scope: Scope) {
    guard symbol == .notEqual, case .column(let place) = left.kind, place < scope.columns.count,
      left.type != .string, let source = scope.source,
      let count = source.nullCount(ofColumn: place),
      count > 0
    else { return }
    let name = scope.columns[place].name
    report(
      Diagnostic(
        .note,
        "'!=' keeps the rows whose '\(name)' is null, \(count) of the table's; "
          + "to drop them write isnotnull(\(name))", at: left.range))
  }
}

extension LogicalPlan {
  /// So many rows are looked through for nulls, and no more.
  private static let fewRows = 200_000

  /// The number of nulls in a column that comes unchanged from one small table.
  fileprivate func nullCount(ofColumn index: Int) -> Int? {
    switch node {
    case .scan(_, let table, let columns):
      guard table.rowCount <= Self.fewRows, !table.isElsewhere else { return nil }
      return table.chunks.reduce(0) { sum, chunk in
        let validity = chunk.vectors[columns[index]].validity
        if validity.isAllValid { return sum }
        return sum + (0..<chunk.count).count { !validity[$0] }
      }
    case .filter(let input, _), .sort(let input, _):
      return input.nullCount(ofColumn: index)
    case .project(let input, let exprs):
      guard case .column(let place) = exprs[index].kind else { return nil }
      return input.nullCount(ofColumn: place)
    default: return nil
    }
  }
}
