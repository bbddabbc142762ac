internal import Columnar
internal import Query

// One message, one factory, sorted by name.
extension Diagnostic {
  static func aggregateOutsideSummarize(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "the aggregate '\(name)' cannot stand here; it belongs in 'summarize', before 'by'",
      at: range)
  }

  static func alreadyDefined(_ name: NameSyntax) -> Diagnostic {
    Diagnostic(.error, "'\(name.text)' is already defined", at: name.range)
  }

  static func ambiguousParty(
    _ name: String, _ readings: [String], at range: SourceRange
  ) -> Diagnostic {
    let shown = readings.prefix(6).map { "'\($0)'" }
    let rest = readings.count > shown.count ? " and others" : ""
    let list =
      rest.isEmpty && shown.count > 1
      ? shown.dropLast().joined(separator: ", ") + " or " + shown[shown.count - 1]
      : shown.joined(separator: ", ") + rest
    return Diagnostic(.error, "'\(name)' may mean \(list); write which", at: range)
  }

  static func columnOutsideAggregate(_ name: NameSyntax) -> Diagnostic {
    Diagnostic(
      .error, "column '\(name.text)' is neither inside an aggregate nor after 'by'", at: name.range)
  }

  static func duplicateColumn(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "two columns are called '\(name)'", at: range)
  }

  static func dynamicSortKey(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "cannot sort by a dynamic; convert it, as in tostring(...) or tolong(...)", at: range)
  }

  static func expectedConstant(_ what: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "expected a constant for \(what)", at: range)
  }

  static func expectedLiteral(at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "expected a literal in 'datatable'", at: range)
  }

  static func expectedTable(at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "expected a table, found a scalar", at: range)
  }

  static func expectedTable(_ name: NameSyntax) -> Diagnostic {
    Diagnostic(.error, "expected a table, found the scalar '\(name.text)'", at: name.range)
  }

  static func invalidLiteral(
    _ text: String, _ type: LogicalType, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(.error, "'\(text)' is not a \(type.rawValue)", at: range)
  }

  static func joinCondition(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "expected a column of both sides or '$left.a == $right.b' after 'on'", at: range)
  }

  static func joinTypes(
    _ left: LogicalType, _ right: LogicalType, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(.error, "cannot join a \(left.rawValue) with a \(right.rawValue)", at: range)
  }

  static func missingArgument(
    _ parameter: String, of function: NameSyntax, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(.error, "'\(function.text)' needs a value for '\(parameter)'", at: range)
  }

  static func missingColumn(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "the table given has no column '\(name)'", at: range)
  }

  static func namesForOneValue(_ count: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "\(count) names for one value", at: range)
  }

  static func notCondition(_ type: LogicalType, at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "expected a condition of type bool, found a \(type.rawValue)", at: range)
  }

  static func notSerialized(_ name: NameSyntax) -> Diagnostic {
    Diagnostic(
      .error,
      "'\(name.text)' needs rows in a fixed order; write 'serialize' or 'sort by' before it",
      at: name.range)
  }

  static func rowValueInTable(_ name: NameSyntax) -> Diagnostic {
    Diagnostic(
      .error, "'\(name.text)' differs from row to row; a query needs a constant", at: name.range)
  }

  static func starNotAllowed(at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "'*' cannot stand here", at: range)
  }

  static func tableAsScalar(_ name: NameSyntax) -> Diagnostic {
    Diagnostic(
      .error, "'\(name.text)' is a table; 'toscalar' makes its first cell a value", at: name.range)
  }

  static func tableAsScalar(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "expected a value, found a table; 'toscalar' makes its first cell one", at: range)
  }

  static func tooDeepCalls(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "functions call functions too deeply: at most \(Binder.maximumCallDepth) levels",
      at: range)
  }

  static func tooHigh(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "too many operators in a row: at most \(Binder.maximumHeight), 'let's included",
      at: range)
  }

  static func tooManyCalls(at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "the functions of the query call each other too often", at: range)
  }

  /// A plan of more operators than anybody would walk.
  static func tooLarge(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error,
      "the query is too large: at most \(Binder.maximumSize) operators, 'let's counted where used",
      at: range)
  }

  /// A call that would make more columns than anybody would look at.
  static func tooManyColumns(_ count: Int, _ call: NameSyntax) -> Diagnostic {
    Diagnostic(
      .error,
      "'\(call.text)' would make \(count) columns; it makes at most \(Binder.maximumColumnCount)",
      at: call.range)
  }

  /// More functions than a query may define.
  static func tooManyFunctions(_ name: NameSyntax) -> Diagnostic {
    Diagnostic(
      .error, "too many functions: a query defines at most \(Binder.maximumFunctionCount)",
      at: name.range)
  }

  static func unknown(
    _ what: String, _ name: NameSyntax, among candidates: [String]
  ) -> Diagnostic {
    let nearest = EditDistance.nearest(name.text, among: candidates)
    let hint = nearest.map { "; did you mean '\($0)'?" } ?? ""
    return Diagnostic(
      .error, "unknown \(what) '\(name.text)'\(hint)", at: name.range,
      fixIt: nearest.map { FixIt(range: name.range, replacement: $0) })
  }

  static func unknownParty(
    _ name: String, nearest: String?, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .error,
      "nobody is called '\(name)'" + (nearest.map { "; did you mean '\($0)'?" } ?? ""), at: range,
      fixIt: nearest.map { FixIt(range: range, replacement: "\"\($0)\"") })
  }

  static func unsupported(_ what: String, _ name: NameSyntax) -> Diagnostic {
    Diagnostic(.error, "\(what) '\(name.text)' is not supported", at: name.range)
  }

  static func windowOutOfPlace(_ name: NameSyntax) -> Diagnostic {
    Diagnostic(
      .error,
      "'\(name.text)' cannot stand here; it belongs in 'extend', 'serialize', 'project' or 'where'",
      at: name.range)
  }

  static func wrongArgumentCount(
    _ name: NameSyntax, usage: String, found: Int
  ) -> Diagnostic {
    Diagnostic(
      .error,
      "'\(name.text)' does not take \(found) argument\(found == 1 ? "" : "s"); write \(usage)",
      at: name.range)
  }

  static func wrongType(
    _ what: String, expected: String, found: LogicalType, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(.error, "expected \(expected) for \(what), found a \(found.rawValue)", at: range)
  }
}
