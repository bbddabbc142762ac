public import Columnar
public import Query

/// Resolves the names and types of a query against a catalog snapshot: from syntax to plans.
///
/// Statements are bound in order, each seeing the `let`s before it. A `let` is bound where it
/// stands and shared by its users; a lambda is bound anew at every call, with its arguments in the
/// place of its parameters. What is wrong becomes a diagnostic and the binding goes on, so that
/// one look shows all errors.
///
/// Where to read on: `Binder+Expressions` (values), `Binder+Calls` (functions and lambdas),
/// `Binder+Sources` (tables), `Binder+Operators` and the files named after single operators.
public struct Binder {
  let snapshot: CatalogSnapshot
  let parameters: [String: Value]
  let constants: ConstantEvaluator
  var diagnostics: [Diagnostic] = []
  /// Where aggregates go while the expressions of a `summarize` are bound.
  var collector: AggregateCollector?
  /// Where window calls go while the expressions of an operator are bound that may hold them.
  var windows: WindowCollector?
  /// Where functions over paths go while the expressions of a `graph-match` are bound.
  var graphs: GraphCollector?
  /// What the last `render` asks for.
  var rendering: BoundRendering?
  private var rowCount = 0

  /// Lambdas may call lambdas, but not for ever: each call is bound anew, and a few lambdas that
  /// call each other twice would make millions.
  static let maximumCallCount = 10_000
  var callCount = 0
  /// So many calls may be inside of each other.
  static let maximumCallDepth = 64
  var callDepth = 0
  /// A plan is at most so high, since whoever walks it recurses; so is an expression, made of `let`s.
  static let maximumHeight = 500
  /// A plan has at most so many operators, a `let` counted wherever it stands: a few that each use the
  /// one before twice would make millions.
  static let maximumSize = 20_000
  /// So many functions a query may define: each knows all names before it.
  static let maximumFunctionCount = 1000
  private var functionCount = 0

  private init(
    snapshot: CatalogSnapshot, parameters: [String: Value], constants: ConstantEvaluator
  ) {
    self.snapshot = snapshot
    self.parameters = parameters
    self.constants = constants
  }

  /// The plans of a query text over the tables of a snapshot.
  ///
  /// `parameters` are values for `declare query_parameters`; `constants` computes what has to be
  /// known early.
  public static func bind(
    _ query: QuerySyntax, in snapshot: CatalogSnapshot, parameters: [String: Value],
    constants: ConstantEvaluator
  ) -> BoundQuery {
    var binder = Binder(snapshot: snapshot, parameters: parameters, constants: constants)
    var scope = Scope(environment: [:])
    var declared: Set<String> = []
    var statements: [BoundStatement] = []
    for statement in query.statements {
      if let plan = binder.bind(statement, &scope, &declared) {
        statements.append(BoundStatement(plan: plan, rendering: binder.rendering))
      }
      binder.rendering = nil
    }
    return BoundQuery(statements: statements, diagnostics: binder.diagnostics)
  }

  /// Binds a statement; its definitions go into the scope, the plan of a query comes back.
  mutating func bind(
    _ statement: StatementSyntax, _ scope: inout Scope, _ declared: inout Set<String>
  ) -> LogicalPlan? {
    switch statement.kind {
    case .letValue(let name, let expr):
      declare(name, &declared)
      scope.environment[name.text] = bindDefinition(expr, scope) ?? .invalid
    case .letFunction(let name, let syntax):
      declare(name, &declared)
      functionCount += 1
      guard functionCount <= Self.maximumFunctionCount else {
        if functionCount == Self.maximumFunctionCount + 1 { report(.tooManyFunctions(name)) }
        return nil
      }
      let function = LetFunction(
        name: name.text, syntax: syntax, environment: scope.environment)
      // Asked for now, so that a chain of functions is not gone down all at once later.
      _ = isTabular(function)
      scope.environment[name.text] = .function(function)
    case .queryParameters(let parameters):
      for parameter in parameters {
        declare(parameter.name, &declared)
        let value = bindQueryParameter(parameter, scope)
        scope.environment[parameter.name.text] =
          value.map { .scalar($0, row: scope.row) } ?? .invalid
      }
    case .set: break
    case .query(let expr): return bindTable(expr, scope)?.plan
    }
    return nil
  }

  private mutating func declare(_ name: NameSyntax, _ declared: inout Set<String>) {
    if !declared.insert(name.text).inserted { report(.alreadyDefined(name)) }
  }

  /// What the right side of a `let` defines.
  private mutating func bindDefinition(_ expr: ExprSyntax, _ scope: Scope) -> Definition? {
    if isTabular(expr, scope) {
      return bindTable(expr, scope).map { .table($0.plan) }
    }
    return bindScalar(expr, scope).map { .scalar($0, row: scope.row) }
  }

  private mutating func bindQueryParameter(
    _ parameter: ParameterSyntax, _ scope: Scope
  ) -> BoundExpr? {
    guard case .scalar(let keyword) = parameter.type, let type = bindType(keyword) else {
      return nil
    }
    let range = parameter.name.range
    if let given = parameters[parameter.name.text] {
      let value = ValueConversion.convert(given, from: given.naturalType, to: type)
      return BoundExpr(.constant(value), type: type, range: range)
    }
    guard let defaultValue = parameter.defaultValue else {
      report(
        Diagnostic(
          .error, "no value is given for the query parameter '\(parameter.name.text)'", at: range))
      return nil
    }
    return bindScalar(defaultValue, scope).map { Conversion.convert($0, to: type) }
  }

  /// The type of a keyword; an unknown one is reported.
  mutating func bindType(_ keyword: NameSyntax) -> LogicalType? {
    if let type = LogicalType(keyword: keyword.text) { return type }
    report(.unknown("type", keyword, among: LogicalType.allCases.map(\.rawValue)))
    return nil
  }

  mutating func report(_ diagnostic: Diagnostic) {
    // A `let` that is used twice or a lambda called twice would say the same twice.
    if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
  }

  /// A number for rows that no expression bound so far is over.
  mutating func newRow() -> Int {
    rowCount += 1
    return rowCount
  }

  /// The scope of expressions over the rows of a plan.
  mutating func scope(over plan: LogicalPlan, _ scope: Scope) -> Scope {
    var result = scope
    result.columns = plan.schema.columns
    result.hiddenColumns = []
    result.groups = [:]
    result.row = newRow()
    result.source = plan
    return result
  }
}

extension Value {
  /// The type of a value that stands for itself.
  public var naturalType: LogicalType {
    switch self {
    case .null, .string: .string
    case .bool: .bool
    case .integer: .long
    case .real: .real
    case .datetime: .datetime
    case .timespan: .timespan
    case .guid: .guid
    case .dynamic: .dynamic
    }
  }
}
