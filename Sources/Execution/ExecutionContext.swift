internal import Columnar
internal import Planning
internal import Query

/// Why a plan stopped before its last row.
enum ExecutionError: Error {
  /// Whoever asked no longer wants the answer.
  case cancelled
  /// The query would need more bytes than it may have.
  case outOfMemory(limit: Int)
  /// The rows of a table are on another machine, and nobody fetched them.
  case elsewhere(table: String)
  /// `sequence match=all` found more than anybody can use.
  case tooManyMatches
}

/// What the operators of one query share.
final class ExecutionContext {
  /// What kernels may ask for.
  let evaluation: EvaluationContext
  /// Where rows and times are counted, if somebody asked for them.
  var profile: ExecutionProfile?
  /// Tables with fewer rows are scanned chunk by chunk.
  let storedScanThreshold: Int
  private let workerCount: Int
  /// The bytes that buffers may take together; nil for as many as there are.
  private let memoryLimit: Int?
  private var bytesInUse = 0
  /// Told of the rows that are read.
  var progress: ScanProgress?
  /// The rows of plans that are computed once.
  private var materialized = IdentityMap<MaterializedPlan, Table>()
  /// The rows that plans inside of other plans are run over.
  private var arguments = IdentityMap<PlanArgument, Table>()
  /// The rows that operators dropped where people do not expect it.
  private(set) var dropped: [DroppedRows] = []

  init(
    evaluation: EvaluationContext, options: ExecutionOptions = ExecutionOptions()
  ) {
    self.evaluation = evaluation
    storedScanThreshold = options.storedScanThreshold
    memoryLimit = options.memoryLimit
    workerCount = options.workerCount ?? Workers.coreCount
  }

  /// Those who share the work of a scan.
  var workers: Workers { Workers(workerCount, isStopped: evaluation.isStopped) }

  /// Accounts for a large buffer; whoever took it releases it.
  func reserve(_ byteCount: Int) throws(ExecutionError) {
    bytesInUse += byteCount
    if let memoryLimit, bytesInUse > memoryLimit { throw .outOfMemory(limit: memoryLimit) }
  }

  /// Gives back what was reserved.
  func release(_ byteCount: Int) { bytesInUse -= byteCount }

  /// The expressions with the answers of the queries inside of them in their places.
  func answeringQueries(in exprs: [BoundExpr]) throws(ExecutionError) -> [BoundExpr] {
    guard exprs.contains(where: \.holdsQuery) else { return exprs }
    var answers = IdentityMap<BoundExpr, BoundExpr>()
    for expr in exprs {
      for query in expr.queries where answers[query] == nil {
        let value = try ExpressionProgram([query], self).constant?[0] ?? .null
        answers[query] = BoundExpr(
          .constant(value), type: query.type, range: query.range)
      }
    }
    var rewriter = ExprRewriter { answers[$0] }
    return exprs.map { rewriter.rewrite($0) }
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
  var isStopped: Bool { evaluation.isStopped() }

  /// Throws once the query is cancelled; asked between chunks.
  func checkCancellation() throws(ExecutionError) {
    if isStopped { throw .cancelled }
  }

  /// All rows of a plan.
  func run(_ plan: LogicalPlan) throws(ExecutionError) -> Table {
    if profile == nil, case .scan(_, let table, let places) = plan.node, let columns = table.columns
    {
      // Whole columns as they are, whatever their size.
      return Table(
        schema: plan.schema, columns: places.map { columns[$0] }, rowCount: table.rowCount)
    }
    var planner = PhysicalPlanner(context: self)
    let root = try planner.plan(plan)
    var chunks: [DataChunk] = []
    var byteCount = 0
    defer { release(byteCount) }
    while let chunk = try root.next() {
      guard chunk.count > 0 else { continue }
      byteCount += chunk.byteCount
      try reserve(chunk.byteCount)
      chunks.append(chunk)
    }
    return Table(schema: plan.schema, chunks: chunks)
  }

  /// All rows of a plan in which `argument` stands for the rows of a table.
  func run(
    _ plan: LogicalPlan, over table: Table, as argument: PlanArgument
  ) throws(ExecutionError) -> Table {
    let outer = arguments[argument]
    arguments[argument] = table
    // What is shared inside of the plan may depend on the rows, so it is not kept for the next.
    let known = materialized
    defer {
      arguments[argument] = outer
      materialized = known
    }
    return try run(plan)
  }

  /// The rows that an argument stands for now.
  func rows(of argument: PlanArgument) -> Table? { arguments[argument] }

  /// The rows of a shared plan, computed at the first call.
  func rows(of shared: MaterializedPlan) throws(ExecutionError) -> Table {
    if let table = materialized[shared] { return table }
    let table = try run(shared.plan)
    materialized[shared] = table
    return table
  }
}

/// How a query is run; the answers are the same.
public struct ExecutionOptions: Sendable {
  /// Stored tables with at least so many rows are scanned by whole columns on all cores.
  public var storedScanThreshold = 4096
  /// How many threads share the work of a scan; nil for one a core.
  public var workerCount: Int?
  /// Whether plans are optimised.
  public var isOptimizing = true
  /// The bytes that the buffers of a query may take together; nil for no limit.
  public var memoryLimit: Int?

  /// The usual way.
  public init() {}
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
