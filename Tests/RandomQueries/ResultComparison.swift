public import Columnar

/// Compares two answers to a query.
///
/// Rows are compared one by one in their order where the query fixes it, and otherwise both answers
/// are sorted first. Values must be the same, but for columns that the generator knows to be sums of
/// reals or made of them: adding in another order changes a sum of n numbers by at most n units in the
/// last place of the sum of their sizes, and with the at most 72,000 numbers below 200 that are
/// generated that is below 1e-9 of it.
public enum ResultComparison {
  /// What differs first, in words; nil where nothing does.
  public static func difference(
    _ expected: Table, _ found: Table, columns: [FuzzColumn], isOrdered: Bool
  ) -> String? {
    guard expected.schema == found.schema else {
      return "columns \(found.schema.columns), expected \(expected.schema.columns)"
    }
    guard expected.rowCount == found.rowCount else {
      return "\(found.rowCount) rows, expected \(expected.rowCount)"
    }
    let known = Dictionary(columns.map { ($0.name, $0.grade) }) { first, _ in first }
    let isApproximate = expected.schema.columns.map { known[$0.name] == .approximate }
    var (a, b) = (rows(of: expected), rows(of: found))
    if !isOrdered {
      a = sorted(a, isApproximate)
      b = sorted(b, isApproximate)
    }
    for (one, other) in zip(a, b) {
      for place in one.indices where !same(one[place], other[place], isApproximate[place]) {
        let name = expected.schema.columns[place].name
        return "'\(name)' is \(other[place]), expected \(one[place])"
      }
    }
    return nil
  }

  /// The cells of a table, a row at a time.
  public static func rows(of table: Table) -> [[Value]] {
    table.chunks.flatMap { chunk in
      (0..<chunk.count).map { row in chunk.vectors.map { $0[row] } }
    }
  }

  /// Rows in an order that does not depend on last digits: those columns come last.
  private static func sorted(_ rows: [[Value]], _ isApproximate: [Bool]) -> [[Value]] {
    let places =
      isApproximate.indices.filter { !isApproximate[$0] }
      + isApproximate.indices.filter { isApproximate[$0] }
    return rows.sorted { a, b in
      for place in places {
        let order = ValueOrder.compare(a[place], b[place])
        if order != 0 { return order < 0 }
      }
      return false
    }
  }

  private static func same(_ a: Value, _ b: Value, _ isApproximate: Bool) -> Bool {
    switch (a, b) {
    case (.real(let a), .real(let b)): same(a, b, isApproximate)
    case (.dynamic(let a), .dynamic(let b)): same(a, b, isApproximate)
    default: a.isNull && b.isNull || a == b
    }
  }

  private static func same(_ a: Double, _ b: Double, _ isApproximate: Bool) -> Bool {
    a == b || a.isNaN && b.isNaN || isApproximate && abs(a - b) <= 1e-9 * max(abs(a), abs(b), 200)
  }

  private static func same(_ a: DynamicValue, _ b: DynamicValue, _ isApproximate: Bool) -> Bool {
    switch (a, b) {
    case (.real(let a), .real(let b)): same(a, b, isApproximate)
    case (.array(let a), .array(let b)):
      a.count == b.count && zip(a, b).allSatisfy { same($0, $1, isApproximate) }
    case (.bag(let a), .bag(let b)):
      a.keys == b.keys && zip(a.values, b.values).allSatisfy { same($0, $1, isApproximate) }
    default: a == b
    }
  }
}
