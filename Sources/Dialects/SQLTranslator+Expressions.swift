import Columnar
import Planning

extension SQLTranslator {
  /// A condition where null counts as false, so that a plain comparison does.
  func filterText(_ expr: BoundExpr, _ inputs: [SQLValue]) throws(SQLRefusal) -> String {
    if case .call(let function, let arguments) = expr.kind {
      switch function.name {
      case "and", "or":
        for argument in arguments { _ = try truth(argument, inputs) }
        let a = try filterText(arguments[0], inputs)
        let b = try filterText(arguments[1], inputs)
        return function.name == "and" ? "\(a) AND \(b)" : "(\(a) OR \(b))"
      case "=="
      where arguments[0].type.physical != .dynamic && arguments[1].type.physical != .dynamic:
        let (a, b) = try pair(arguments, inputs)
        if let raw = a.raw, Self.isText(arguments[1]) { return "\(raw) = \(b.text)" }
        return equal(a, b)
      case "in"
      where arguments.dropFirst().allSatisfy(Self.isText) && arguments.count > 1:
        guard let raw = try value(arguments[0], inputs).raw else { break }
        var items: [String] = []
        for item in arguments.dropFirst() { items.append(try value(item, inputs).text) }
        return "\(raw) IN (\(items.joined(separator: ", ")))"
      default: break
      }
    }
    let value = try value(expr, inputs)
    // `a or b` of a call is bracketed already; a bare column needs nothing.
    return value.text
  }

  /// Whether an expression is a text that is not empty.
  static func isText(_ expr: BoundExpr) -> Bool {
    if case .string(let text)? = expr.constant { !text.isEmpty } else { false }
  }

  /// An expression as SQL.
  func value(_ expr: BoundExpr, _ inputs: [SQLValue]) throws(SQLRefusal) -> SQLValue {
    switch expr.kind {
    case .constant(let constant): return try literal(constant, expr.type)
    case .column(let index): return inputs[index]
    case .scalarSubquery: throw refusal("toscalar")
    case .listSubquery: throw refusal("a list that a query gives")
    case .call(let function, let arguments):
      return try call(function.name, arguments, expr.type, inputs)
    }
  }

  // MARK: - Literals

  func literal(_ value: Value, _ type: LogicalType) throws(SQLRefusal) -> SQLValue {
    let text: String
    switch value {
    case .null:
      // A dynamic null may stand beside values of any type.
      let null = type == .dynamic ? "NULL" : "CAST(NULL AS \(dialect.type(type, isList: false)))"
      return SQLValue(
        text: null, shape: .scalar(type),
        isNullable: true, isSimple: true, isLiteral: true)
    case .bool(let value): text = value ? "TRUE" : "FALSE"
    case .integer(let value): text = integer(value)
    case .timespan(let ticks): text = integer(ticks)
    case .real(let value): text = real(value)
    case .string(let value), .guid(let value): text = dialect.text(value)
    case .datetime(let ticks): text = dialect.moment(ticks)
    case .dynamic(.array(let items)):
      guard let first = items.first else {
        return SQLValue(
          text: "CAST(\(dialect.list([])) AS \(dialect.type(.string, isList: true)))",
          shape: .list(.string), isNullable: false, isSimple: true, isLiteral: true)
      }
      let itemType = ValueConversion.scalar(first)
      var texts: [String] = []
      for item in items {
        let scalar = ValueConversion.scalar(item)
        // A column of SQL holds one type, and a timespan would be told as a number of ticks.
        guard !scalar.isNull, scalar.naturalType == itemType.naturalType,
          scalar.naturalType != .timespan
        else { throw refusal("a list of several types") }
        texts.append(try literal(scalar, itemType.naturalType).text)
      }
      return SQLValue(
        text: dialect.list(texts), shape: .list(itemType.naturalType), isNullable: false,
        isSimple: true, isLiteral: true)
    case .dynamic(let value):
      let scalar = ValueConversion.scalar(value)
      guard !scalar.isNull else { throw refusal("a property bag") }
      let inner = try literal(scalar, scalar.naturalType)
      return SQLValue(
        text: inner.text, shape: .item(inner.shape.type), isNullable: false, isSimple: true,
        isLiteral: true)
    }
    return SQLValue(
      text: text, shape: .scalar(type), isNullable: false, isSimple: true, isLiteral: true)
  }

  private func integer(_ value: Int64) -> String {
    // The least number has no positive twin that a minus could stand before.
    value == .min ? "(-9223372036854775807 - 1)" : value < 0 ? "(\(value))" : "\(value)"
  }

  private func real(_ value: Double) -> String {
    guard value.isFinite else { return dialect.special(value) }
    let text = "\(value)"
    return "CAST(" + (value < 0 ? "(\(text))" : text) + " AS \(dialect.type(.real, isList: false)))"
  }

  // MARK: - Comparisons

  /// Two operands in one type: a text is read as the other side's, numbers as reals.
  func pair(
    _ arguments: [BoundExpr], _ inputs: [SQLValue]
  ) throws(SQLRefusal) -> (SQLValue, SQLValue) {
    var a = try value(arguments[0], inputs)
    var b = try value(arguments[1], inputs)
    if a.shape.isList || b.shape.isList { throw refusal("comparing lists") }
    let (first, second) = (a.shape.type, b.shape.type)
    if first != second {
      if first == .string && second != .string { a = try read(a, arguments[0], like: second) }
      if second == .string && first != .string { b = try read(b, arguments[1], like: first) }
      if first == .bool && second.isNumeric { a = cast(a, to: .long) }
      if second == .bool && first.isNumeric { b = cast(b, to: .long) }
    }
    return (a, b)
  }

  /// A text as a value of the type beside it.
  private func read(
    _ text: SQLValue, _ expr: BoundExpr, like type: LogicalType
  ) throws(SQLRefusal) -> SQLValue {
    let type = type.isNumeric ? LogicalType.real : type
    var result: SQLValue
    if let constant = expr.constant {
      result = try literal(ValueConversion.convert(constant, from: expr.type, to: type), type)
    } else {
      // What an engine takes for true is its own.
      guard type == .real else {
        throw refusal("a text as a \(type.rawValue)")
      }
      result = cast(text, to: type)
    }
    result.isReadText = true
    return result
  }

  func cast(_ value: SQLValue, to type: LogicalType) -> SQLValue {
    SQLValue(
      text: dialect.converted(value.text, to: type), shape: .scalar(type), isNullable: true)
  }

  /// Whether a value may be not-a-number. To engines that equals itself and is above all numbers; in KQL
  /// no comparison is true of it.
  func mayBeNaN(_ value: SQLValue) -> Bool {
    value.shape.type.physical == .real
      && (!value.isLiteral || value.text == dialect.special(.nan))
  }

  /// What stands behind a test of a value so that it is false of not-a-number.
  private func unlessNaN(_ value: SQLValue) -> String {
    mayBeNaN(value) ? " AND NOT " + dialect.isNaN(value.text) : ""
  }

  /// Two values are equal; where one of them is a number, so is the other.
  private func equal(_ a: SQLValue, _ b: SQLValue) -> String {
    "\(a.text) = \(b.text)" + unlessNaN(mayBeNaN(a) ? a : b)
  }

  /// A comparison by order.
  func ordered(_ a: SQLValue, _ name: String, _ b: SQLValue) -> String {
    "\(a.text) \(name) \(b.text)" + unlessNaN(a) + unlessNaN(b)
  }

  /// `==` and `!=`: null equals nothing and differs from every value; two nulls are neither.
  func equality(
    _ arguments: [BoundExpr], isNegated: Bool, _ inputs: [SQLValue]
  ) throws(SQLRefusal) -> SQLValue {
    let (a, b) = try pair(arguments, inputs)
    let isEqual = "(\(equal(a, b)))"
    let test = isNegated ? "(NOT \(isEqual))" : isEqual
    let otherwise = isNegated ? "TRUE" : "FALSE"
    if !a.isNullable && !b.isNullable { return condition(test) }
    // A text that cannot be read differs from everything, and is not missing.
    if !a.isNullable || !b.isNullable || a.isReadText || b.isReadText {
      return condition("coalesce(\(test), \(otherwise))")
    }
    return condition(
      "CASE WHEN \(a.text) IS NULL AND \(b.text) IS NULL THEN NULL"
        + " ELSE coalesce(\(test), \(otherwise)) END", isNullable: true)
  }

  func condition(_ text: String, isNullable: Bool = false) -> SQLValue {
    SQLValue(text: text, shape: .scalar(.bool), isNullable: isNullable)
  }

  private func order(
    _ name: String, _ arguments: [BoundExpr], _ inputs: [SQLValue]
  ) throws(SQLRefusal) -> SQLValue {
    let (a, b) = try pair(arguments, inputs)
    // A text that cannot be read comes after all numbers here, which no engine knows.
    if a.isReadText || b.isReadText { throw refusal("'\(name)' between a text and another type") }
    return condition("(\(ordered(a, name, b)))", isNullable: a.isNullable || b.isNullable)
  }

  // MARK: - Calls

  /// What knows a list among its arguments, or refuses one in words of its own.
  private static let takesLists: Set<String> = [
    "!in", "!in~", "!=", "==", "[]", "array_concat", "array_length", "array_sort_asc", "case",
    "coalesce", "has_all", "has_any", "has_member", "iff", "in", "in~", "isempty", "isnotempty",
    "isnotnull", "isnull", "set_has_element", "set_union", "strcat_array", "tostring",
  ]

  func call(
    _ name: String, _ arguments: [BoundExpr], _ type: LogicalType, _ inputs: [SQLValue]
  ) throws(SQLRefusal) -> SQLValue {
    if !Self.takesLists.contains(name), !Self.isTextRelation(name) {
      for argument in arguments where argument.type == .dynamic {
        if try value(argument, inputs).shape.isList { throw refusal("'\(name)' of a list") }
      }
    }
    switch name {
    case "==": return try equality(arguments, isNegated: false, inputs)
    case "!=": return try equality(arguments, isNegated: true, inputs)
    case "<", "<=", ">", ">=": return try order(name, arguments, inputs)
    case "and", "or":
      let a = try truth(arguments[0], inputs)
      let b = try truth(arguments[1], inputs)
      return condition(
        "(\(a.text) \(name == "and" ? "AND" : "OR") \(b.text))",
        isNullable: a.isNullable || b.isNullable)
    case "not":
      let a = try truth(arguments[0], inputs)
      return condition("(NOT \(a.text))", isNullable: a.isNullable)
    case "between", "!between": return try between(name, arguments, inputs)
    case "in", "!in", "in~", "!in~": return try membership(name, arguments, inputs)
    case "+", "-", "*", "/", "%", "negate": return try arithmetic(name, arguments, type, inputs)
    default: break
    }
    if let result = try textCall(name, arguments, inputs) { return result }
    if let result = try timeCall(name, arguments, inputs) { return result }
    if let result = try valueCall(name, arguments, type, inputs) { return result }
    throw refusal("'\(name)'")
  }

  /// A condition; numbers and dynamics are none in SQL.
  private func truth(_ expr: BoundExpr, _ inputs: [SQLValue]) throws(SQLRefusal) -> SQLValue {
    let value = try value(expr, inputs)
    guard value.shape.type == .bool, !value.shape.isList else {
      throw refusal("a condition of no bool")
    }
    return value
  }

  private func between(
    _ name: String, _ arguments: [BoundExpr], _ inputs: [SQLValue]
  ) throws(SQLRefusal) -> SQLValue {
    let value = try value(arguments[0], inputs)
    let low = try self.value(arguments[1], inputs)
    var high = try self.value(arguments[2], inputs)
    if value.shape.type == .datetime && high.shape.type == .timespan {
      high = moment(low, plus: high, sign: "+")
    }
    guard low.shape.goes(with: value.shape), high.shape.goes(with: value.shape) else {
      throw refusal("'\(name)' with ends of another type")
    }
    let test = "(\(ordered(value, ">=", low)) AND \(ordered(value, "<=", high)))"
    let isNullable = value.isNullable || low.isNullable || high.isNullable
    // A null is neither between two values nor not between them, as with `<`.
    return condition(name == "between" ? test : "(NOT \(test))", isNullable: isNullable)
  }

  private func membership(
    _ name: String, _ arguments: [BoundExpr], _ inputs: [SQLValue]
  ) throws(SQLRefusal) -> SQLValue {
    let needle = try value(arguments[0], inputs)
    var items: [SQLValue] = []
    for argument in arguments.dropFirst() {
      if let constant = argument.constant, case .dynamic(.array(let list)) = constant {
        for item in list {
          let scalar = ValueConversion.scalar(item)
          items.append(try literal(scalar, scalar.naturalType))
        }
      } else {
        items.append(try value(argument, inputs))
      }
    }
    let kind = needle.shape.type
    let ignoresCase = name.hasSuffix("~")
    // Engines would read the one as the other, each in its own way.
    guard items.allSatisfy({ $0.shape.goes(with: .scalar(kind)) }) else {
      throw refusal("'\(name)' between types")
    }
    guard !needle.shape.isList else { throw refusal("'\(name)' of a list") }
    if ignoresCase, kind != .string { throw refusal("'\(name)' over what is no text") }
    let form = { (text: String) in ignoresCase ? "lower(\(text))" : text }
    var test = "FALSE"
    if !items.isEmpty {
      let list = items.map { form($0.text) }.joined(separator: ", ")
      // Not-a-number is no member, not even of a list that holds it.
      test = "(\(form(needle.text)) IN (\(list))\(unlessNaN(needle)))"
    }
    let isNullable = needle.isNullable || items.contains { $0.isNullable }
    if name.hasPrefix("!") {
      return condition(isNullable ? "coalesce(NOT \(test), TRUE)" : "(NOT \(test))")
    }
    return condition(isNullable ? "coalesce(\(test), FALSE)" : test)
  }

  private func arithmetic(
    _ name: String, _ arguments: [BoundExpr], _ type: LogicalType, _ inputs: [SQLValue]
  ) throws(SQLRefusal) -> SQLValue {
    let a = try value(arguments[0], inputs)
    if name == "negate" {
      guard a.shape.type.isNumeric || a.shape.type == .timespan else {
        throw refusal("'-' of a \(a.shape.type.rawValue)")
      }
      return SQLValue(text: "(-\(a.text))", shape: .scalar(type), isNullable: a.isNullable)
    }
    let b = try value(arguments[1], inputs)
    let (first, second) = (a.shape.type, b.shape.type)
    let isNullable = a.isNullable || b.isNullable
    func result(_ text: String, nullable: Bool = false) -> SQLValue {
      SQLValue(text: text, shape: .scalar(type), isNullable: nullable || isNullable)
    }
    for kind in [first, second]
    where !kind.isNumeric && kind != .datetime && kind != .timespan {
      throw refusal("'\(name)' of a \(kind.rawValue)")
    }
    if first == .datetime && second == .timespan { return moment(a, plus: b, sign: name) }
    if first == .timespan && second == .datetime { return moment(b, plus: a, sign: name) }
    if first == .datetime && second == .datetime {
      let (one, other) = (dialect.microseconds(a.text), dialect.microseconds(b.text))
      return result("((\(one) - \(other)) * 10)")
    }
    let isReal = type.physical == .real || first.physical == .real || second.physical == .real
    switch name {
    case "/" where !isReal:
      return result(dialect.truncatedDivision(a.text, b.text), nullable: true)
    case "/":
      let real = dialect.type(.real, isList: false)
      let dividend = "CAST(\(a.text) AS \(real))"
      // A divisor that is written out and not zero needs no care.
      if let divisor = arguments[1].constant, (ValueConversion.real(divisor) ?? 0) != 0 {
        return result(wholeTicks("(\(dividend) / \(b.text))", type), nullable: true)
      }
      let quotient = dialect.quotient(dividend, "CAST(\(b.text) AS \(real))")
      return result(wholeTicks("(\(quotient))", type), nullable: true)
    case "%" where !isReal:
      // Euclid's remainder is never negative.
      var size = "abs(\(b.text))"
      if case .integer(let number)? = arguments[1].constant, number != .min {
        size = "\(abs(number))"
      }
      let quotient = dialect.floorDivision(a.text, size)
      return result("(\(a.text) - \(quotient) * \(size))", nullable: true)
    case "*" where type == .timespan && isReal:
      return result(wholeTicks("(\(a.text) * \(b.text))", type), nullable: true)
    case "+", "-", "*": return result("(\(a.text) \(name) \(b.text))")
    default: throw refusal("'\(name)' of reals")
    }
  }

  /// A real as a timespan: a fraction of a tick is cut off; as it is for other types.
  private func wholeTicks(_ real: String, _ type: LogicalType) -> String {
    type == .timespan ? dialect.converted(dialect.whole(real), to: .timespan) : real
  }

  /// The microseconds of a timespan; of a literal as a number.
  func microseconds(of span: SQLValue) -> String {
    if let ticks = Int64(span.text), ticks % 10 == 0 { return "\(ticks / 10)" }
    return dialect.floorDivision(span.text, "10")
  }

  /// A moment moved by ticks.
  func moment(_ moment: SQLValue, plus span: SQLValue, sign: String) -> SQLValue {
    var (span, sign) = (span, sign)
    if sign == "-", Int64(span.text).map({ $0 % 10 == 0 }) != true {
      // What is less than a microsecond goes down, as it does where ticks are counted.
      (span.text, sign) = ("(-\(span.text))", "+")
    }
    let shifted = "\(dialect.microseconds(moment.text)) \(sign) \(microseconds(of: span))"
    return SQLValue(
      text: dialect.moment(microseconds: shifted), shape: .scalar(.datetime),
      isNullable: moment.isNullable || span.isNullable)
  }
}
