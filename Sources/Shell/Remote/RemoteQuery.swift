import Columnar
import Dialects
import Execution
import Planning
import Remote

/// One query over tables elsewhere: the greatest parts of its plan that the engine's SQL can say run there,
/// the rest runs here over the rows that come back.
final class RemoteQuery {
  /// A part that runs there.
  struct Part {
    /// What is sent.
    let sql: String
    /// The rows that came; nil where nothing was sent.
    var rowCount: Int?
    /// The time until the last of them.
    var elapsed = Duration.zero
  }

  /// Why the query has no answer.
  enum Failure {
    case engine(RemoteError)
    case refused(String)
  }

  private let connection: RemoteConnection
  private let monitor: RemoteMonitor
  private let memoryLimit: Int?
  private let isDry: Bool
  /// The parts in the order in which they run.
  private(set) var parts: [Part] = []
  /// The rows that came, by what was sent: what is shared is fetched once.
  private var known: [String: Table] = [:]
  /// What could not be said in the engine's SQL, so that it runs here.
  private(set) var refusals: [String] = []
  /// The first failure.
  private(set) var failure: Failure?
  /// Where the rows go as they come, if the whole query runs there.
  var stream: RowStream?
  /// Whether more rows were written than are kept.
  private(set) var isCut = false

  /// What a query may fetch where nobody said how much: a mistyped one must not fill the machine.
  private static let usualLimit = 2 << 30

  /// A query over a connection; a dry one sends nothing.
  init(
    _ connection: RemoteConnection, memoryLimit: Int?, isDry: Bool = false,
    _ monitor: RemoteMonitor
  ) {
    self.connection = connection
    self.monitor = monitor
    self.memoryLimit = memoryLimit
    self.isDry = isDry
  }

  /// A plan over rows that are here.
  func localized(_ plan: LogicalPlan) -> LogicalPlan {
    guard plan.readsElsewhere else { return plan }
    var rewriter = PlanRewriter(
      answer: { self.answered($0) }, replace: { self.replacement(of: $0) })
    return rewriter.rewrite(plan)
  }

  /// The same, for whoever runs the plan: a failure stops the query.
  func local(_ plan: LogicalPlan) throws(QueryFailure) -> LogicalPlan {
    let result =
      if plan.readsElsewhere, let query = try? query(plan) {
        fetched(plan, query, isWhole: true)
      } else {
        localized(plan)
      }
    guard failure == nil else { throw QueryFailure(diagnostics: []) }
    return result
  }

  /// A query inside of an expression, with its value in its place.
  private func answered(_ expr: BoundExpr) -> BoundExpr {
    guard let plan = expr.queryPlan, plan.readsElsewhere, failure == nil else { return expr }
    let local = localized(QueryRunner.optimized(plan))
    let kind: BoundExpr.Kind =
      if case .scalarSubquery = expr.kind { .scalarSubquery(local) } else { .listSubquery(local) }
    let query = BoundExpr(kind, type: expr.type, range: expr.range)
    guard failure == nil, !isDry, let value = QueryRunner.value(ofQuery: query) else {
      return query
    }
    return BoundExpr(.constant(value), type: expr.type, range: expr.range)
  }

  /// What stands in the place of a part of a plan; nil where its inputs are to be looked at.
  private func replacement(of plan: LogicalPlan) -> LogicalPlan? {
    guard failure == nil, plan.readsElsewhere else { return plan }
    do throws(SQLRefusal) {
      return fetched(plan, try query(plan))
    } catch {
      if case .scan = plan.node {
        failure = .refused(error.message)
        return plan
      }
      if let narrowed = narrowed(plan) { return narrowed }
      refuse(error.message)
      return nil
    }
  }

  /// A filter of which a part can be said there.
  private func narrowed(_ plan: LogicalPlan) -> LogicalPlan? {
    guard case .filter(let input, let condition) = plan.node else { return nil }
    var there: [BoundExpr] = []
    var here: [BoundExpr] = []
    var reasons: [String] = []
    for part in condition.conjuncts {
      do throws(SQLRefusal) {
        _ = try query(LogicalPlan(.filter(input, part), schema: plan.schema))
        there.append(part)
      } catch {
        here.append(part)
        reasons.append(error.message)
      }
    }
    guard !there.isEmpty, !here.isEmpty else { return nil }
    let inner = there.reduce(input) { LogicalPlan(.filter($0, $1), schema: plan.schema) }
    guard let query = try? query(inner) else { return nil }
    refuse(reasons[0])
    return here.reduce(fetched(inner, query)) { LogicalPlan(.filter($0, $1), schema: plan.schema) }
  }

  /// What is refused of an operator is refused of those above it, too.
  private func refuse(_ reason: String) {
    if !refusals.contains(reason) { refusals.append(reason) }
  }

  private func query(_ plan: LogicalPlan) throws(SQLRefusal) -> SQLQuery {
    try SQLTranslator.query(
      plan, dialect: connection.engine.dialect, nativeTypes: connection.nativeTypes)
  }

  // MARK: - Fetching

  private func fetched(
    _ plan: LogicalPlan, _ query: SQLQuery, isWhole: Bool = false
  ) -> LogicalPlan {
    if let table = known[query.text], table.schema == plan.schema {
      return scan(table, of: query)
    }
    parts.append(Part(sql: query.text))
    var table = Table(elsewhere: plan.schema)
    if !isDry {
      do throws(RemoteError) {
        table = try rows(of: query, plan.schema, isWhole ? stream : nil)
      } catch {
        failure = .engine(error)
      }
    }
    known[query.text] = table
    return scan(table, of: query)
  }

  private func scan(_ table: Table, of query: SQLQuery) -> LogicalPlan {
    let number = (parts.firstIndex { $0.sql == query.text } ?? 0) + 1
    return LogicalPlan(
      .scan(
        name: "part \(number) of \(connection.address.kind.rawValue)", table,
        columns: Array(table.schema.columns.indices)), schema: table.schema)
  }

  private func rows(
    of query: SQLQuery, _ schema: Schema, _ stream: RowStream?
  ) throws(RemoteError) -> Table {
    let stream = stream.flatMap { $0.takes(schema) ? $0 : nil }
    let begin = ContinuousClock.now
    let limit = memoryLimit ?? Self.usualLimit
    var batches: [RemoteBatch] = []
    var (rowCount, byteCount) = (0, 0)
    try connection.engine.run(query.text, giving: query.columns.map(\.remote), monitor) {
      (batch) throws(RemoteError) in
      byteCount += batch.columns.reduce(0) { $0 + $1.byteCount + ($1.dictionary?.byteCount ?? 0) }
      rowCount += batch.rowCount
      if let stream {
        let part = Table(schema: schema, columns: batch.columns, rowCount: batch.rowCount)
        guard stream.write(part) else { throw .cancelled }
      }
      // What is written already need not be kept, though it is as long as there is room.
      guard byteCount <= limit else {
        guard stream != nil else { throw .outOfMemory(limit: limit) }
        isCut = true
        batches = []
        return
      }
      if !isCut { batches.append(batch) }
    }
    stream?.finish(schema)
    parts[parts.count - 1].rowCount = rowCount
    parts[parts.count - 1].elapsed = ContinuousClock.now - begin
    guard !batches.isEmpty else { return TableBuilder(schema).seal() }
    let kept = batches.reduce(0) { $0 + $1.rowCount }
    let columns = schema.columns.enumerated().map { index, column in
      batches.count == 1
        ? batches[0].columns[index]
        : Column(joining: batches.map { $0.columns[index] }, type: column.type)
    }
    return Table(schema: schema, columns: columns, rowCount: kept)
  }
}

extension SQLQuery.Column {
  /// The column as the engine is told of it.
  fileprivate var remote: RemoteColumn {
    switch shape {
    case .scalar: RemoteColumn(name, type)
    case .item(let item): RemoteColumn(name, type, .item(item))
    case .list(let item): RemoteColumn(name, type, .list(item))
    }
  }
}
