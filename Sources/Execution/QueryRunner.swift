public import Columnar
public import Planning
public import Query

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Runs the text of a query over the tables of a snapshot.
///
/// The stages: `Parser` (Query) makes a tree, `Binder` (Planning) resolves it to logical plans,
/// `Optimizer` rewrites them, `PhysicalPlanner` turns each into a tree of operators, and those are
/// asked for their chunks until there are no more. A chunk has up to 2,048 rows; `ExpressionProgram`
/// computes over it a column at a time.
public enum QueryRunner {
  /// The results of all tabular statements of a query.
  ///
  /// `parameters` are values for `declare query_parameters`. `isCancelled` is asked between chunks,
  /// and `progress` told of the rows read. Tables whose rows are elsewhere are fetched by `localize`,
  /// which gives a plan over rows that are here.
  public static func run(
    _ source: QuerySource, in snapshot: CatalogSnapshot, parameters: [String: Value] = [:],
    options: ExecutionOptions = ExecutionOptions(),
    progress: ScanProgress? = nil,
    isCancelled: @escaping @Sendable () -> Bool = { false },
    localize: ((LogicalPlan) throws(QueryFailure) -> LogicalPlan)? = nil
  ) throws(QueryFailure) -> QueryOutcome {
    let bound = try bind(
      source, in: snapshot, parameters: parameters, isCancelled: isCancelled)
    let constants = ConstantEvaluator.kernels(bound.evaluation)
    let context = ExecutionContext(evaluation: bound.evaluation, options: options)
    context.progress = progress
    var results: [QueryResult] = []
    for statement in bound.query.statements {
      var plan =
        options.isOptimizing
        ? Optimizer.optimize(statement.plan, constants: constants, boundsJoins: localize == nil)
        : statement.plan
      if let localize { plan = try localize(plan) }
      do throws(ExecutionError) {
        let table = try context.run(plan)
        try context.checkCancellation()
        results.append(
          QueryResult(
            table: table,
            visualization: statement.rendering.map {
              Visualization(chart: $0.chart, properties: $0.properties)
            }))
      } catch {
        throw QueryFailure(error, in: source)
      }
    }
    return QueryOutcome(results: results, diagnostics: bound.warnings + context.dropped.map(\.note))
  }

  /// The optimised plans of a query, a tabular statement each, for those who run them elsewhere.
  public static func plans(
    _ source: QuerySource, in snapshot: CatalogSnapshot, parameters: [String: Value] = [:]
  ) throws(QueryFailure) -> [LogicalPlan] {
    let bound = try bind(source, in: snapshot, parameters: parameters)
    let constants = ConstantEvaluator.kernels(bound.evaluation)
    return bound.query.statements.map {
      Optimizer.optimize($0.plan, constants: constants, boundsJoins: false)
    }
  }

  /// A plan as those who run parts of it elsewhere want it: optimised, without bounds of joins.
  public static func optimized(_ plan: LogicalPlan) -> LogicalPlan {
    let constants = ConstantEvaluator.kernels(EvaluationContext(now: currentTicks()))
    return Optimizer.optimize(plan, constants: constants, boundsJoins: false)
  }

  /// The value of a query inside of an expression; nil where it cannot be computed here.
  public static func value(ofQuery expr: BoundExpr) -> Value? {
    ConstantEvaluator.kernels(EvaluationContext(now: currentTicks())).value(ofQuery: expr)
  }

  /// The optimised plans of a query as text, a tabular statement each.
  public static func explain(
    _ source: QuerySource, in snapshot: CatalogSnapshot, parameters: [String: Value] = [:]
  ) throws(QueryFailure) -> [String] {
    let bound = try bind(source, in: snapshot, parameters: parameters)
    let constants = ConstantEvaluator.kernels(bound.evaluation)
    return bound.query.statements.map {
      PlanPrinter.print(Optimizer.optimize($0.plan, constants: constants))
    }
  }

  /// Runs a query and tells, instead of its rows, how many of them each operator gave and in which
  /// time; a text a tabular statement.
  public static func profile(
    _ source: QuerySource, in snapshot: CatalogSnapshot, parameters: [String: Value] = [:],
    options: ExecutionOptions = ExecutionOptions(),
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(QueryFailure) -> [String] {
    let bound = try bind(
      source, in: snapshot, parameters: parameters, isCancelled: isCancelled)
    let constants = ConstantEvaluator.kernels(bound.evaluation)
    var texts: [String] = []
    for statement in bound.query.statements {
      let context = ExecutionContext(evaluation: bound.evaluation, options: options)
      let profile = ExecutionProfile()
      context.profile = profile
      do throws(ExecutionError) {
        _ = try context.run(Optimizer.optimize(statement.plan, constants: constants))
      } catch {
        throw QueryFailure(error, in: source)
      }
      texts.append(profile.lines.joined(separator: "\n"))
    }
    return texts
  }

  /// The columns that the last tabular statement of a query gives, for completion; nil where the
  /// query is wrong.
  public static func columns(
    of source: QuerySource, in snapshot: CatalogSnapshot
  ) -> [ColumnSchema]? {
    let bound = try? bind(source, in: snapshot, parameters: [:])
    return bound?.query.statements.last?.plan.schema.columns
  }

  /// The bound query; with errors it fails.
  private static func bind(
    _ source: QuerySource, in snapshot: CatalogSnapshot, parameters: [String: Value],
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(QueryFailure) -> BoundSource {
    let (syntax, complaints) = Parser.parse(source)
    if complaints.contains(where: { $0.severity == .error }) {
      throw QueryFailure(diagnostics: complaints)
    }
    let evaluation = EvaluationContext(now: currentTicks(), isStopped: isCancelled)
    let bound = Binder.bind(
      syntax, in: snapshot, parameters: parameters, constants: .kernels(evaluation))
    // What was wanted as a constant may have been given up, and be missed where it was wanted.
    if isCancelled() { throw QueryFailure(diagnostics: [], isCancelled: true) }
    guard bound.isRunnable else {
      throw QueryFailure(diagnostics: complaints + bound.diagnostics)
    }
    return BoundSource(
      query: bound, warnings: complaints + bound.diagnostics, evaluation: evaluation)
  }

  private struct BoundSource {
    let query: BoundQuery
    let warnings: [Diagnostic]
    let evaluation: EvaluationContext
  }

  /// The time in ticks from the year 1.
  private static func currentTicks() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Ticks.unixEpoch + Int64(time.tv_sec) * Ticks.perSecond + Int64(time.tv_nsec) / 100
  }
}

extension QueryFailure {
  /// Why a plan that was bound could not be run to its end.
  fileprivate init(_ error: ExecutionError, in source: QuerySource) {
    switch error {
    case .cancelled: self.init(diagnostics: [], isCancelled: true)
    case .outOfMemory(let limit):
      self.init(diagnostics: [.outOfMemory(limit: limit, in: source)], memoryLimit: limit)
    case .elsewhere(let table): self.init(diagnostics: [.elsewhere(table, in: source)])
    case .tooManyMatches: self.init(diagnostics: [.tooManyMatches(in: source)])
    }
  }
}

extension ConstantEvaluator {
  /// Computes constants with the kernels that compute columns.
  static func kernels(_ evaluation: EvaluationContext) -> ConstantEvaluator {
    ConstantEvaluator { expr in
      try? ExpressionProgram([expr], ExecutionContext(evaluation: evaluation)).constant?[0]
    }
  }
}

extension Diagnostic {
  /// The query as a whole needs more than it may have.
  static func outOfMemory(limit: Int, in source: QuerySource) -> Diagnostic {
    Diagnostic(
      .error, QueryFailure.memoryMessage("the query", limit: limit),
      at: SourceRange(0, source.text.utf8.count))
  }

  /// A table whose rows nobody fetched.
  fileprivate static func elsewhere(_ table: String, in source: QuerySource) -> Diagnostic {
    Diagnostic(
      .error, "the rows of '\(table)' lie on another machine, and this cannot be asked there",
      at: SourceRange(0, source.text.utf8.count))
  }

  /// A sequence that nothing narrows.
  fileprivate static func tooManyMatches(in source: QuerySource) -> Diagnostic {
    Diagnostic(
      .error,
      "'sequence' has more than \(SequenceMatcher.maximumRunCount) runs under way; "
        + "narrow it with 'by' or 'maxspan'", at: SourceRange(0, source.text.utf8.count))
  }
}
