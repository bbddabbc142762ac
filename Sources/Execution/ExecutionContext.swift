internal import Columnar
internal import Planning
internal import Query

/// Why a plan stopped before its last row.
enum ExecutionError: Error {
  /// Whoever asked no longer wants the answer.
  case cancelled
  /// `sequence match=all` found more than anybody can use.
  case tooManyMatches
}

/// What the operators of one query share.
final class ExecutionContext {
  /// What kernels may ask for.
  let evaluation: EvaluationContext
  /// Where rows and times are counted, if somebody asked for them.
  var profile: ExecutionProfile?
  private let isCancelled: @Sendable () -> Bool
  /// Told of the rows that are read.
  var progress: ScanProgress?
  /// The rows of plans that are computed once.
  private var materialized: [ObjectIdentifier: Table] = [:]
  /// The rows that plans inside of other plans are run over.
  private var arguments: [ObjectIdentifier: Table] = [:]
  /// The rows that operators dropped where people do not expect it.
  private(set) var dropped: [DroppedRows] = []

  init(evaluation: EvaluationContext, isCancelled: @escaping @Sendable () -> Bool) {
    self.evaluation = evaluation
    self.isCancelled = isCancelled
  }

  /// Counts rows dropped at a place.
  func noteDropped(_ reason: DroppedRows.Reason, _ count: Int, at range: SourceRange) {
    guard count > 0 else { return }
    if let index = dropped.firstIndex(where: { $0.reason == reason && $0.range == range }) {
      dropped[index].count += count
    } else {
      dropped.append(DroppedRows(reason: reason, range: range, count: count))
    }
  }

  /// Whether nobody wants the answer any more; for work between two chunks that may take long.
  var isStopped: Bool { isCancelled() }

  /// Throws once the query is cancelled; asked between chunks.
  func checkCancellation() throws(ExecutionError) {
    if isCancelled() { throw .cancelled }
  }

  /// All rows of a plan.
  func run(_ plan: LogicalPlan) throws(ExecutionError) -> Table {
    var planner = PhysicalPlanner(context: self)
    let root = try planner.plan(plan)
    var chunks: [DataChunk] = []
    while let chunk = try root.next() {
      if chunk.count > 0 { chunks.append(chunk) }
    }
    return Table(schema: plan.schema, chunks: chunks)
  }

  /// All rows of a plan in which `argument` stands for the rows of a table.
  func run(
    _ plan: LogicalPlan, over table: Table, as argument: PlanArgument
  ) throws(ExecutionError) -> Table {
    let key = ObjectIdentifier(argument)
    let outer = arguments[key]
    arguments[key] = table
    // What is shared inside of the plan may depend on the rows, so it is not kept for the next.
    let known = materialized
    defer {
      arguments[key] = outer
      materialized = known
    }
    return try run(plan)
  }

  /// The rows that an argument stands for now.
  func rows(of argument: PlanArgument) -> Table? { arguments[ObjectIdentifier(argument)] }

  /// The rows of a shared plan, computed at the first call.
  func rows(of shared: MaterializedPlan) throws(ExecutionError) -> Table {
    if let table = materialized[ObjectIdentifier(shared)] { return table }
    let table = try run(shared.plan)
    materialized[ObjectIdentifier(shared)] = table
    return table
  }
}

/// Rows that an operator dropped by the rules of the language, though nobody asked for it.
struct DroppedRows {
  /// Which rule.
  enum Reason {
    /// A join without a kind keeps one row of the left a key.
    case innerunique
    /// `mv-expand` makes no row of an empty array.
    case emptyArray
  }

  let reason: Reason
  let range: SourceRange
  var count: Int

  /// What to tell about it.
  var note: Diagnostic {
    let rows = "\(count) row\(count == 1 ? "" : "s")"
    switch reason {
    case .innerunique:
      return Diagnostic(
        .note, "innerunique dropped \(rows) of the left; write kind=inner", at: range)
    case .emptyArray:
      return Diagnostic(.note, "mv-expand dropped \(rows) whose array is empty", at: range)
    }
  }
}
