/// A function of a row and of those around it, over rows in a fixed order.
public struct WindowFunction: Sendable {
  /// What is computed.
  public enum Kind: Sendable {
    case previous, next
    case rowNumber, cumulativeSum, denseRank, minimumRank
    case sessionStart
  }

  /// The name, lower case.
  public let name: String
  /// What is computed.
  public let kind: Kind
  /// How it is called, for help and completion.
  public let usage: String
  /// One sentence for help.
  public let summary: String
  /// How many arguments it takes.
  public let arity: ClosedRange<Int>

  /// The function called `name`.
  public static func named(_ name: String) -> WindowFunction? { all.first { $0.name == name } }

  /// All of them, sorted by name.
  public static let all: [WindowFunction] = [
    WindowFunction(
      name: "next", kind: .next, usage: "next(x [, offset [, default]])",
      summary: "The value in a later row.", arity: 1...3),
    WindowFunction(
      name: "prev", kind: .previous, usage: "prev(x [, offset [, default]])",
      summary: "The value in an earlier row.", arity: 1...3),
    WindowFunction(
      name: "row_cumsum", kind: .cumulativeSum, usage: "row_cumsum(x [, restart])",
      summary: "The sum up to the row, begun anew where the condition holds.", arity: 1...2),
    WindowFunction(
      name: "row_number", kind: .rowNumber, usage: "row_number([start [, restart]])",
      summary: "The number of the row, begun anew where the condition holds.", arity: 0...2),
    WindowFunction(
      name: "row_rank_dense", kind: .denseRank, usage: "row_rank_dense(x [, restart])",
      summary: "How many different values there are up to the row.", arity: 1...2),
    WindowFunction(
      name: "row_rank_min", kind: .minimumRank, usage: "row_rank_min(x [, restart])",
      summary: "The number of the first row that has the row's value.", arity: 1...2),
    WindowFunction(
      name: "row_window_session", kind: .sessionStart,
      usage: "row_window_session(time, longest, gap [, restart])",
      summary: "The time at which the row's session began.", arity: 3...4),
  ]
}
