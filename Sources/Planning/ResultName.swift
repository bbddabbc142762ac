internal import Query

/// How Kusto names the column of an expression that was given no name.
enum ResultName {
  /// The name that an expression suggests, or nil.
  static func of(_ expr: ExprSyntax) -> String? {
    switch expr.kind {
    case .parenthesized(let inner): return of(inner)
    case .name(let name): return name.text
    case .member(let base, let member): return joined(of(base), member.text)
    case .index(let base, let key): return index(base, key)
    case .call(let call): return of(call)
    case .missing, .literal, .star, .unary, .binary, .between, .list, .pipeline, .datatable,
      .leading:
      return nil
    }
  }

  private static func joined(_ left: String?, _ right: String) -> String {
    left.map { $0 + "_" + right } ?? right
  }

  /// `d['a']` is `d_a`; a sign cannot stand in a name and becomes another `_`.
  private static func index(_ base: ExprSyntax, _ key: ExprSyntax) -> String? {
    switch key.kind {
    case .literal(let literal) where literal.kind == .string || literal.kind == .long:
      return joined(of(base), literal.text)
    case .unary(.minus, let operand):
      guard case .literal(let literal) = operand.kind, literal.kind == .long else { return nil }
      return joined(of(base), "_" + literal.text)
    default:
      return nil
    }
  }

  private static func of(_ call: CallSyntax) -> String? {
    let first = call.arguments.first
    let argument = first.flatMap { $0.names.first?.text ?? of($0.expr) }
    if let aggregate = AggregateFunctions.named(call.name.text) {
      switch aggregate.naming {
      case .prefix(let prefix): return prefix + "_" + (argument ?? "")
      case .argument, .special: return argument
      }
    }
    if call.name.text.hasPrefix("covariance") {
      let names = call.arguments.prefix(2).map { of($0.expr) ?? "" }
      return ([call.name.text] + names).joined(separator: "_")
    }
    if let prefix = prefixes[call.name.text] { return prefix + "_" + (argument ?? "") }
    if ofOnlyArgument.contains(call.name.text), call.arguments.count == 1 { return argument }
    return ofFirstArgument.contains(call.name.text) ? argument : nil
  }

  private static let prefixes = [
    "gettype": "type", "repeat": "repeat", "string_size": "string_size", "strlen": "strlen",
  ]

  private static let ofOnlyArgument: Set = ["make_datetime", "make_timespan"]

  private static let ofFirstArgument: Set = [
    "abs", "acos", "asin", "atan", "bin", "bin_at", "binary_and", "binary_not", "binary_or",
    "binary_shift_left", "binary_shift_right", "binary_xor", "bitset_count_ones", "ceiling",
    "cos", "cot", "degrees", "exp", "exp10", "exp2", "floor", "format_datetime",
    "format_timespan", "gamma", "log", "log10", "log2", "loggamma", "parse_csv", "parse_json",
    "parse_xml", "parsejson", "pow", "radians", "round", "sign", "sin", "sqrt", "startofday",
    "tan", "tobool", "toboolean", "todatetime", "todecimal", "todouble", "todynamic", "toguid",
    "tohex", "toint", "tolong", "toobject", "toreal", "tostring", "totime", "totimespan",
  ]
}

/// Gives the columns of a projection names that differ.
struct ColumnNames {
  /// The names used so far.
  private(set) var used: Set<String> = []
  /// Names that were written out; no made-up name with a number takes one of them.
  private var declared: Set<String> = []
  /// Names of the input that a default name keeps clear of.
  private let reserved: Set<String>
  private var defaultCount = 0

  init(reserved: some Sequence<String> = []) {
    self.reserved = Set(reserved)
  }

  /// Notes a name that was written out; says whether it is the first of that name.
  mutating func declare(_ name: String) -> Bool {
    declared.insert(name).inserted
  }

  /// `name`, or with the first number after it that makes it new.
  mutating func unique(_ name: String) -> String {
    var result = name
    var suffix = 1
    while used.contains(result) || (suffix > 1 && declared.contains(result)) {
      result = name + String(suffix)
      suffix += 1
    }
    used.insert(result)
    return result
  }

  /// A made-up name: a number is added where it was written out elsewhere, too.
  mutating func uniqueAmongDeclared(_ name: String) -> String {
    guard declared.contains(name) else { return unique(name) }
    var suffix = 1
    while used.contains(name + String(suffix)) || declared.contains(name + String(suffix)) {
      suffix += 1
    }
    return unique(name + String(suffix))
  }

  /// `Column1`, `Column2`, ...
  mutating func makeDefault() -> String {
    repeat { defaultCount += 1 } while reserved.contains("Column\(defaultCount)")
    return unique("Column\(defaultCount)")
  }
}
