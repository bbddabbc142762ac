public import Columnar
public import Query

/// A scalar expression with every name and type resolved against the rows that it is computed over.
///
/// Bound expressions form a graph rather than a tree: an argument that a lambda uses twice is one
/// node with two users. Whoever rewrites or runs them keeps it so (by identity, hence a class);
/// a chain of lambdas would otherwise double at every step.
public final class BoundExpr: Sendable {
  /// What an expression is made of.
  public enum Kind: Sendable {
    case constant(Value)
    /// A column of the input by its place.
    case column(Int)
    case call(ScalarFunction, [BoundExpr])
    /// The first cell of a query: `toscalar(...)`.
    case scalarSubquery(LogicalPlan)
    /// The first column of a query as a dynamic array: `x in (query)`.
    case listSubquery(LogicalPlan)
  }

  /// What it is made of.
  public let kind: Kind
  /// The type of its values.
  public let type: LogicalType
  /// Where it was written.
  public let range: SourceRange
  /// What is true of some part of it. Kept rather than asked for, since a walk over shared parts
  /// could take for ever.
  private let traits: Traits
  /// How deep it is nested, the plans of queries inside included.
  let height: Int

  /// An expression of a type.
  public init(_ kind: Kind, type: LogicalType, range: SourceRange) {
    self.kind = kind
    self.type = type
    self.range = range
    switch kind {
    case .constant:
      traits = []
      height = 0
    case .column:
      traits = .readsColumns
      height = 0
    case .scalarSubquery(let plan), .listSubquery(let plan):
      traits = .holdsQuery
      height = plan.height + 1
    case .call(let function, let arguments):
      height = 1 + arguments.reduce(0) { max($0, $1.height) }
      traits = arguments.reduce(into: function.isVolatile ? .isVolatile : []) {
        $0.formUnion($1.traits)
      }
    }
  }

  private struct Traits: OptionSet {
    let rawValue: UInt8

    static let readsColumns = Traits(rawValue: 1)
    static let isVolatile = Traits(rawValue: 2)
    static let holdsQuery = Traits(rawValue: 4)
  }

  /// The value of a literal.
  public var constant: Value? {
    if case .constant(let value) = kind { value } else { nil }
  }

  /// Whether it has the same value for every row.
  public var isConstant: Bool { traits.isDisjoint(with: [.readsColumns, .isVolatile]) }

  /// Whether some part of it reads a column.
  public var readsColumns: Bool { traits.contains(.readsColumns) }

  /// Whether some part of it may give another value at every call.
  public var isVolatile: Bool { traits.contains(.isVolatile) }

  /// The queries of their own that are parts of it.
  public var queries: [BoundExpr] {
    var queries: [BoundExpr] = []
    var seen: Set<ObjectIdentifier> = []
    var pending = [self]
    while let expr = pending.popLast() {
      guard expr.holdsQuery, seen.insert(ObjectIdentifier(expr)).inserted else { continue }
      switch expr.kind {
      case .scalarSubquery, .listSubquery: queries.append(expr)
      case .call(_, let arguments): pending.append(contentsOf: arguments)
      case .constant, .column: break
      }
    }
    return queries
  }

  /// Whether some part of it is a query of its own, which only the executor can run.
  public var holdsQuery: Bool { traits.contains(.holdsQuery) }
}

extension ScalarFunction {
  /// Whether two calls with the same arguments may differ, so that none may be shared or moved.
  public var isVolatile: Bool { name == "rand" || name == "new_guid" }
}

/// Replaces parts of bound expressions, each shared node once.
public struct ExprRewriter {
  private var done = IdentityMap<BoundExpr, BoundExpr>()
  private let replace: (BoundExpr) -> BoundExpr?

  /// A rewriter that puts what `replace` gives in the place of a node, and goes on below where it
  /// gives nothing.
  public init(_ replace: @escaping (BoundExpr) -> BoundExpr?) {
    self.replace = replace
  }

  /// The expression with its parts replaced.
  public mutating func rewrite(_ expr: BoundExpr) -> BoundExpr {
    if let result = done[expr] { return result }
    var result = expr
    if let replacement = replace(expr) {
      result = replacement
    } else if case .call(let function, let arguments) = expr.kind {
      let rewritten = arguments.map { rewrite($0) }
      if zip(arguments, rewritten).contains(where: { $0 !== $1 }) {
        result = BoundExpr(.call(function, rewritten), type: expr.type, range: expr.range)
      }
    }
    done[expr] = result
    return result
  }
}

extension BoundExpr {
  /// The places of all columns that the expression reads.
  public var columnsRead: Set<Int> { [self].columnsRead }
}

extension [BoundExpr] {
  /// The places of all columns that the expressions read.
  public var columnsRead: Set<Int> {
    var columns: Set<Int> = []
    var seen: Set<ObjectIdentifier> = []
    var pending = self
    while let expr = pending.popLast() {
      guard seen.insert(ObjectIdentifier(expr)).inserted else { continue }
      switch expr.kind {
      case .column(let index): columns.insert(index)
      case .call(_, let arguments): pending.append(contentsOf: arguments)
      case .constant, .scalarSubquery, .listSubquery: break
      }
    }
    return columns
  }

  /// The expressions over an input whose columns have moved: `places[old] == new`.
  public func movingColumns(_ places: [Int: Int]) -> [BoundExpr] {
    var rewriter = ExprRewriter { expr in
      guard case .column(let index) = expr.kind, let place = places[index] else { return nil }
      return BoundExpr(.column(place), type: expr.type, range: expr.range)
    }
    return map { rewriter.rewrite($0) }
  }
}
