internal import Columnar
internal import Query

// Calendar units (`1mo`, `1q`, `1y`) are Casus's own. They are written out in functions that Kusto
// has, so that nothing behind the binder knows of them.
extension Binder {
  /// The number of months of a calendar literal.
  func calendarMonths(_ expr: ExprSyntax) -> Int64? {
    switch expr.kind {
    case .literal(let literal): literal.months
    case .parenthesized(let inner): calendarMonths(inner)
    default: nil
    }
  }

  /// `date + 1mo`.
  mutating func bindCalendarShift(
    _ date: ExprSyntax, _ months: Int64, _ scope: Scope, at range: SourceRange
  ) -> BoundExpr? {
    guard let date = bindDate(date, scope) else { return nil }
    return call("datetime_add", [text("month", range), number(months, range), date], at: range)
  }

  /// `bin(date, 1q)`: the first day of the month, less the months since the last multiple.
  mutating func bindCalendarBin(
    _ date: ExprSyntax, _ months: Int64, _ scope: Scope, at range: SourceRange
  ) -> BoundExpr? {
    guard let date = bindDate(date, scope),
      let year = call("getyear", [date], at: range),
      let month = call("monthofyear", [date], at: range),
      // Months from January of the year 1; the year 1 counts as 0.
      let years = call("-", [year, number(1, range)], at: range),
      let monthsOfYears = call("*", [years, number(12, range)], at: range),
      let monthIndex = call("-", [month, number(1, range)], at: range),
      let total = call("+", [monthsOfYears, monthIndex], at: range),
      let rest = call("%", [total, number(months, range)], at: range),
      let back = call("negate", [rest], at: range),
      let start = call("startofmonth", [date], at: range)
    else { return nil }
    return call("datetime_add", [text("month", range), back, start], at: range)
  }

  private mutating func bindDate(_ expr: ExprSyntax, _ scope: Scope) -> BoundExpr? {
    guard let date = bindScalar(expr, scope) else { return nil }
    guard date.type == .datetime else {
      report(
        .wrongType("a calendar unit", expected: "a datetime", found: date.type, at: expr.range))
      return nil
    }
    return date
  }

  private mutating func call(
    _ name: String, _ arguments: [BoundExpr], at range: SourceRange
  ) -> BoundExpr? {
    resolve(operator: name, arguments, at: range)
  }

  private func number(_ value: Int64, _ range: SourceRange) -> BoundExpr {
    BoundExpr(.constant(.integer(value)), type: .long, range: range)
  }

  private func text(_ value: String, _ range: SourceRange) -> BoundExpr {
    BoundExpr(.constant(.string(value)), type: .string, range: range)
  }
}
