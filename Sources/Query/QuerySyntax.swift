/// A half-open range of UTF-8 offsets in the text of a query.
public struct SourceRange: Sendable, Hashable {
  /// The first byte.
  public var lower: Int
  /// One past the last byte.
  public var upper: Int

  /// The bytes from `lower` up to `upper`.
  public init(_ lower: Int, _ upper: Int) {
    self.lower = lower
    self.upper = upper
  }
}

/// The syntax tree of a query text: what was written, with names and types still unresolved.
///
/// Every node knows its range, and the ranges of the lexemes with the trivia between them tile the
/// text, so that the tree prints back exactly what was read. Where something is missing or wrong
/// the tree holds `ExprKind.missing` and the parser reports a `Diagnostic`; parsing never fails.
public struct QuerySyntax: Sendable {
  /// The statements in order.
  public var statements: [StatementSyntax]
  /// All of the text.
  public var range: SourceRange

  /// A tree over finished statements.
  public init(statements: [StatementSyntax], range: SourceRange) {
    self.statements = statements
    self.range = range
  }
}

/// One statement, up to its `;`.
public struct StatementSyntax: Sendable {
  /// What it does.
  public var kind: StatementKind
  /// Without the `;`.
  public var range: SourceRange

  /// A statement of a kind at a place.
  public init(kind: StatementKind, range: SourceRange) {
    self.kind = kind
    self.range = range
  }
}

/// What a statement does.
public enum StatementKind: Sendable {
  /// `let x = 1 + 2` or `let recent = events | where ...`.
  case letValue(NameSyntax, ExprSyntax)
  /// `let f = (x: long, T: (a: string)) { ... }`.
  case letFunction(NameSyntax, FunctionSyntax)
  /// `declare query_parameters(from: datetime = datetime(2020-01-01))`.
  case queryParameters([ParameterSyntax])
  /// `set notruncation` and the like; read and passed over.
  case set(NameSyntax, ExprSyntax?)
  /// A tabular expression whose rows are the answer.
  case query(ExprSyntax)
}

/// A name as written, bare or `['odd name']` or `["odd name"]`.
public struct NameSyntax: Sendable, Hashable {
  /// The name without brackets and quotes.
  public var text: String
  /// The place of the name, brackets included.
  public var range: SourceRange

  /// A name at a place.
  public init(_ text: String, range: SourceRange) {
    self.text = text
    self.range = range
  }
}

/// A parameter of a function or of the query.
public struct ParameterSyntax: Sendable {
  /// The parameter's name.
  public var name: NameSyntax
  /// Its type.
  public var type: ParameterTypeSyntax
  /// The value where none is given.
  public var defaultValue: ExprSyntax?

  /// A parameter with its type and default.
  public init(name: NameSyntax, type: ParameterTypeSyntax, defaultValue: ExprSyntax?) {
    self.name = name
    self.type = type
    self.defaultValue = defaultValue
  }
}

/// The type of a parameter: a scalar type's keyword, or the columns that a table must have.
public enum ParameterTypeSyntax: Sendable {
  case scalar(NameSyntax)
  /// `(*)` has no columns and accepts every table.
  case tabular([ColumnSyntax])
}

/// `name: type` in a `datatable` or in a tabular parameter.
public struct ColumnSyntax: Sendable {
  /// The column's name.
  public var name: NameSyntax
  /// The keyword of its type, unresolved.
  public var type: NameSyntax

  /// A column with the name of its type.
  public init(name: NameSyntax, type: NameSyntax) {
    self.name = name
    self.type = type
  }
}

/// The parameters and the body of a lambda.
public struct FunctionSyntax: Sendable {
  /// The parameters in order.
  public var parameters: [ParameterSyntax]
  /// `let` statements before the last expression.
  public var statements: [StatementSyntax]
  /// The value of the function, scalar or tabular.
  public var body: ExprSyntax
  /// Whether `view` stands before it: then its rows are searched by `search` like those of a table.
  public var isView = false

  /// A function of its parts.
  public init(parameters: [ParameterSyntax], statements: [StatementSyntax], body: ExprSyntax) {
    self.parameters = parameters
    self.statements = statements
    self.body = body
  }
}

/// An expression, scalar or tabular: the parser does not know names, so the binder decides.
public struct ExprSyntax: Sendable {
  /// What it is made of.
  public var kind: ExprKind
  /// Where it stands.
  public var range: SourceRange

  /// An expression of a kind at a place.
  public init(_ kind: ExprKind, range: SourceRange) {
    self.kind = kind
    self.range = range
  }
}

/// What an expression is made of.
public indirect enum ExprKind: Sendable {
  /// Nothing stands where an expression is due; already reported.
  case missing
  case literal(LiteralSyntax)
  /// A column, a table, a `let` name or a parameter.
  case name(NameSyntax)
  /// `*`, where an operator or function takes it.
  case star
  case unary(UnaryOperatorSyntax, ExprSyntax)
  case binary(BinaryOperatorSyntax, ExprSyntax, ExprSyntax)
  /// `x between (a .. b)`, or `!between` when negated.
  case between(ExprSyntax, ExprSyntax, ExprSyntax, negated: Bool)
  /// `x in (a, b)`, `x has_any (a, b)`; one tabular expression in the list means its first column.
  case list(ListOperatorSyntax, ExprSyntax, [ExprSyntax])
  case call(CallSyntax)
  /// `a.b`, and `$left.b`, whose base is the name `$left`.
  case member(ExprSyntax, NameSyntax)
  /// `a[i]`.
  case index(ExprSyntax, ExprSyntax)
  /// `source | operator | operator`; the source alone is not wrapped.
  case pipeline(ExprSyntax, [OperatorSyntax])
  case parenthesized(ExprSyntax)
  case datatable([ColumnSyntax], [ExprSyntax])
  /// An operator that may begin a pipeline: `print`, `range`, `union`, `search`.
  case leading(OperatorSyntax)
}

/// A literal as written.
public struct LiteralSyntax: Sendable {
  /// Its kind, which tells how to read `text`.
  public var kind: LiteralKind
  /// A string's characters with escapes resolved; otherwise the text between the brackets of
  /// `datetime(...)`, `dynamic(...)`, `guid(...)`, `long(...)`, or the number or timespan as written.
  public var text: String

  /// A literal of a kind.
  public init(kind: LiteralKind, text: String) {
    self.kind = kind
    self.text = text
  }
}

/// The kinds of literal. `long(5)`, `real(null)` and the like are `typed`.
public enum LiteralKind: Sendable, Hashable {
  case bool
  case long
  case real
  case string
  /// `1d`, `2.5h`, `30m`, `10s`, `5ms`, `1microsecond`, `1tick`.
  case timespan
  /// `1mo`, `1q`, `1y`: calendar units, Casus's own.
  case calendar
  /// `datetime(...)`, `timespan(...)`, `dynamic(...)`, `guid(...)`, `long(...)`, ...; the keyword.
  case typed(String)
}

/// `-x` and `+x`; `not(x)` is a call.
public enum UnaryOperatorSyntax: String, Sendable {
  case minus = "-"
  case plus = "+"
}

/// Operators between two expressions, each with the text that it is written as.
public enum BinaryOperatorSyntax: String, Sendable, CaseIterable {
  case or, and
  case equal = "==", notEqual = "!=", equalInsensitive = "=~", notEqualInsensitive = "!~"
  case less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
  case add = "+", subtract = "-", multiply = "*", divide = "/", modulo = "%"
  case has, notHas = "!has", hasCs = "has_cs", notHasCs = "!has_cs"
  case hasPrefix = "hasprefix", notHasPrefix = "!hasprefix"
  case hasPrefixCs = "hasprefix_cs", notHasPrefixCs = "!hasprefix_cs"
  case hasSuffix = "hassuffix", notHasSuffix = "!hassuffix"
  case hasSuffixCs = "hassuffix_cs", notHasSuffixCs = "!hassuffix_cs"
  case contains, notContains = "!contains"
  case containsCs = "contains_cs", notContainsCs = "!contains_cs"
  case startsWith = "startswith", notStartsWith = "!startswith"
  case startsWithCs = "startswith_cs", notStartsWithCs = "!startswith_cs"
  case endsWith = "endswith", notEndsWith = "!endswith"
  case endsWithCs = "endswith_cs", notEndsWithCs = "!endswith_cs"
  case matchesRegex = "matches regex"
}

/// Operators whose right side is a list in brackets.
public enum ListOperatorSyntax: String, Sendable, CaseIterable {
  case `in`, notIn = "!in", inInsensitive = "in~", notInInsensitive = "!in~"
  case hasAny = "has_any", hasAll = "has_all"
}

/// `name(argument, ...)`.
public struct CallSyntax: Sendable {
  /// The function's name.
  public var name: NameSyntax
  /// The arguments in order, each with its name where one is given (`f(x = 1)`).
  public var arguments: [NamedExprSyntax]

  /// A call of its parts.
  public init(name: NameSyntax, arguments: [NamedExprSyntax]) {
    self.name = name
    self.arguments = arguments
  }
}

/// `expression`, `name = expression`, or `(a, b) = expression`.
public struct NamedExprSyntax: Sendable {
  /// The names given: none, one, or several in brackets.
  public var names: [NameSyntax]
  /// The expression.
  public var expr: ExprSyntax

  /// An expression under the given names.
  public init(names: [NameSyntax], expr: ExprSyntax) {
    self.names = names
    self.expr = expr
  }
}
