internal import Columnar
internal import Planning

/// Why a plan stopped before its last row.
enum ExecutionError: Error {
  /// Whoever asked no longer wants the answer.
  case cancelled
}

/// What the operators of one query share.
final class ExecutionContext {
  /// What kernels may ask for.
  let evaluation: EvaluationContext
  private let isCancelled: @Sendable () -> Bool
  /// The rows of plans that are computed once.
  private var materialized: [ObjectIdentifier: Table] = [:]

  init(evaluation: EvaluationContext, isCancelled: @escaping @Sendable () -> Bool) {
    self.evaluation = evaluation
    self.isCancelled = isCancelled
  }

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

  /// The rows of a shared plan, computed at the first call.
  func rows(of shared: MaterializedPlan) throws(ExecutionError) -> Table {
    if let table = materialized[ObjectIdentifier(shared)] { return table }
    let table = try run(shared.plan)
    materialized[ObjectIdentifier(shared)] = table
    return table
  }
}
