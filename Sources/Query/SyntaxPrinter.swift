/// Writes a tree as a query in canonical form: one blank between lexemes, an operator of a
/// statement's own pipeline on a line of its own, every synonym as its main word.
///
/// Parsing what is printed gives the same tree again, apart from places and from where comments
/// and hints stood.
public struct SyntaxPrinter {
  /// The canonical form of a query; statements end with `;` and a line break, the last with none.
  public static func print(_ syntax: QuerySyntax) -> String {
    syntax.statements.map { statement($0, separator: "\n| ") }.joined(separator: ";\n")
  }

  /// The canonical form of an expression, on one line.
  public static func print(_ expr: ExprSyntax) -> String { self.expr(expr) }

  // MARK: - Statements

  private static func statement(_ statement: StatementSyntax, separator: String) -> String {
    switch statement.kind {
    case .letValue(let name, let value):
      "let \(self.name(name)) = \(pipeline(value, separator: separator))"
    case .letFunction(let name, let function):
      "let \(self.name(name)) = \(self.function(function))"
    case .queryParameters(let parameters):
      "declare query_parameters\(self.parameters(parameters))"
    case .set(let name, let value):
      "set \(self.name(name))" + (value.map { " = \(expr($0))" } ?? "")
    case .query(let query):
      pipeline(query, separator: separator)
    }
  }

  private static func function(_ function: FunctionSyntax) -> String {
    let statements = function.statements.map { statement($0, separator: " | ") + "; " }.joined()
    return (function.isView ? "view " : "") + parameters(function.parameters)
      + " { \(statements)\(expr(function.body)) }"
  }

  static func parameters(_ parameters: [ParameterSyntax]) -> String {
    let list = parameters.map { parameter in
      let type =
        switch parameter.type {
        case .scalar(let type): name(type)
        case .tabular(let columns): schema(columns, empty: "*")
        }
      let value = parameter.defaultValue.map { " = \(expr($0))" } ?? ""
      return "\(name(parameter.name)): \(type)\(value)"
    }
    return "(\(list.joined(separator: ", ")))"
  }

  static func schema(_ columns: [ColumnSyntax], empty: String) -> String {
    if columns.isEmpty { return "(\(empty))" }
    return "(\(joined(columns) { "\(name($0.name)): \(name($0.type))" }))"
  }

  // MARK: - Expressions

  private static func pipeline(_ expr: ExprSyntax, separator: String) -> String {
    guard case .pipeline(let source, let operators) = expr.kind else { return self.expr(expr) }
    return ([self.expr(source)] + operators.map(self.operation)).joined(separator: separator)
  }

  static func expr(_ expr: ExprSyntax) -> String {
    switch expr.kind {
    case .missing: ""
    case .literal(let literal): self.literal(literal)
    case .name(let name): self.name(name)
    case .star: "*"
    case .unary(let sign, let operand): sign.rawValue + self.expr(operand)
    case .binary(let binary, let left, let right):
      "\(self.expr(left)) \(binary.rawValue) \(self.expr(right))"
    case .between(let value, let from, let to, let negated):
      "\(self.expr(value)) \(negated ? "!" : "")between (\(self.expr(from)) .. \(self.expr(to)))"
    case .list(let list, let value, let items):
      "\(self.expr(value)) \(list.rawValue) (\(joined(items, self.expr)))"
    case .call(let call): self.call(call)
    case .member(let base, let name): "\(self.expr(base)).\(self.name(name))"
    case .index(let base, let item): "\(self.expr(base))[\(self.expr(item))]"
    case .pipeline: pipeline(expr, separator: " | ")
    case .parenthesized(let inner): "(\(self.expr(inner)))"
    case .datatable(let columns, let values):
      "datatable\(schema(columns, empty: ""))[\(joined(values, self.expr))]"
    case .leading(let operation): self.operation(operation)
    }
  }

  static func call(_ call: CallSyntax) -> String {
    // `datetime(...)` would be a literal, so a function of that name stands in brackets.
    let isLiteralKeyword =
      TypedLiteral.canonicalKeywords[call.name.text] != nil || call.name.text == "datatable"
    let function = isLiteralKeyword ? bracketed(call.name.text) : name(call.name)
    return "\(function)(\(named(call.arguments)))"
  }

  static func named(_ exprs: [NamedExprSyntax]) -> String { joined(exprs, named) }

  static func named(_ named: NamedExprSyntax) -> String {
    switch named.names.count {
    case 0: expr(named.expr)
    case 1: "\(name(named.names[0])) = \(expr(named.expr))"
    default: "(\(joined(named.names, name))) = \(expr(named.expr))"
    }
  }

  private static func literal(_ literal: LiteralSyntax) -> String {
    switch literal.kind {
    case .bool, .long, .real, .timespan, .calendar: literal.text
    case .string: quoted(literal.text, by: "\"")
    case .typed(let keyword): "\(keyword)(\(literal.text))"
    }
  }

  // MARK: - Names and strings

  /// Words that a name may be, but that read as something else in some place.
  private static let quotedWords: Set<String> = [
    "False", "FALSE", "True", "TRUE", "by", "evaluate", "false", "find", "hint", "print", "range",
    "search", "true", "union",
  ]

  static func name(_ name: NameSyntax) -> String {
    let isPlain = isIdentifier(name.text, allowingStar: false)
    let isWord =
      quotedWords.contains(name.text) || InfixOperator.words[name.text] != nil
      || name.text == "matches"
    return isPlain && !isWord ? name.text : bracketed(name.text)
  }

  /// A name that may hold `*`.
  static func pattern(_ name: NameSyntax) -> String {
    name.text.contains("*") && isIdentifier(name.text, allowingStar: true)
      ? name.text : self.name(name)
  }

  private static func isIdentifier(_ text: String, allowingStar: Bool) -> Bool {
    guard let first = text.unicodeScalars.first else { return true }
    let isStart = { (scalar: Unicode.Scalar) in
      scalar.properties.isXIDStart || scalar == "_" || scalar == "$"
        || allowingStar && scalar == "*"
    }
    return isStart(first)
      && text.unicodeScalars.dropFirst().allSatisfy { isStart($0) || $0.properties.isXIDContinue }
  }

  private static func bracketed(_ text: String) -> String { "[\(quoted(text, by: "'"))]" }

  static func quoted(_ text: String, by quote: Unicode.Scalar) -> String {
    var result = String(quote)
    for scalar in text.unicodeScalars {
      switch scalar {
      case quote, "\\": result += "\\\(scalar)"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\0"..." ":
        let digits = String(scalar.value, radix: 16)
        result +=
          scalar == " "
          ? " " : "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + String(quote)
  }

  static func joined<Element>(_ elements: [Element], _ print: (Element) -> String) -> String {
    elements.map(print).joined(separator: ", ")
  }
}
