/// `sequence`: an ordered pattern of events, a row each match.
///
/// Expressions are over the columns of a row, and then over as many for each step that stands for an
/// event, in order:
///
///     | the row: width columns | first step: width columns | second step: ... |
public struct SequencePattern: Sendable {
  /// Which runs a start begins.
  public enum Match: String, Sendable, CaseIterable {
    /// Each event that fits the first step begins a run, which takes its earliest completion.
    case each
    /// A newer run takes the place of an older one that has come as far.
    case latest
    /// Every combination.
    case all
  }

  /// A step, or what must not happen.
  public struct Step: Sendable {
    /// Whether no such event may come.
    public let isNegated: Bool
    /// What the row alone must meet; nil for nothing.
    public var local: BoundExpr?
    /// What it must meet together with the rows of earlier steps; nil for nothing.
    public var linked: BoundExpr?
    /// What the events of a match share; steps without keys go with all.
    public var keys: [BoundExpr]
    /// The number of steps that stand for events before it.
    public let place: Int
  }

  /// The longest time from the first event to the last.
  public enum Span: Sendable {
    /// In the units of the column of times.
    case length(Int64)
    case months(Int64)
  }

  /// A column of the result: one of the row of a step that stands for an event.
  public struct Output: Sendable, Hashable {
    /// The place of the step among those that stand for events.
    public let step: Int
    /// The column of its row.
    public var column: Int
  }

  /// The steps in order.
  public var steps: [Step]
  /// What ends every run that is under way.
  public var until: Step?
  /// Which runs a start begins.
  public let match: Match
  /// Whether events of one time follow each other in the order of their rows.
  public let allowsTies: Bool
  /// The column of times.
  public var time: Int
  /// The longest time from the first event to the last.
  public let span: Span?
  /// The number of columns of a row.
  public var width: Int
  /// The columns of the result, `censored` aside.
  public var outputs: [Output]
  /// Whether the last column tells that the end of the data cut off the last step.
  public let hasCensored: Bool

  /// The steps that stand for events.
  public var eventSteps: [Step] { steps.filter { !$0.isNegated } }

  /// All expressions of all steps.
  var expressions: [BoundExpr] {
    (steps + (until.map { [$0] } ?? [])).flatMap {
      [$0.local, $0.linked].compactMap { $0 } + $0.keys
    }
  }

  /// The columns of a row that the pattern reads, whichever step's.
  var columnsRead: Set<Int> {
    Set(expressions.columnsRead.map { $0 % width } + outputs.map(\.column) + [time])
  }

  /// The same with its expressions rewritten.
  func mapExpressions(_ transform: (BoundExpr) -> BoundExpr) -> SequencePattern {
    func mapped(_ step: Step) -> Step {
      var step = step
      step.local = step.local.map(transform)
      step.linked = step.linked.map(transform)
      step.keys = step.keys.map(transform)
      return step
    }
    var pattern = self
    pattern.steps = steps.map(mapped)
    pattern.until = until.map(mapped)
    return pattern
  }

  /// The same over rows that have only some of their columns, at new places.
  func movingColumns(_ places: [Int: Int], width newWidth: Int) -> SequencePattern {
    var moved: [Int: Int] = [:]
    for group in 0...steps.count {
      for (old, new) in places { moved[group * width + old] = group * newWidth + new }
    }
    var pattern = mapExpressions { [$0].movingColumns(moved)[0] }
    pattern.width = newWidth
    pattern.time = places[time] ?? time
    pattern.outputs = outputs.map {
      Output(step: $0.step, column: places[$0.column] ?? $0.column)
    }
    return pattern
  }
}
