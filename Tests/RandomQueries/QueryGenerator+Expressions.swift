internal import Columnar
internal import Planning

extension QueryGenerator {
  /// An expression of a type.
  mutating func value(_ type: LogicalType, depth: Int) -> Fragment {
    .value(type, expression(type, depth: depth))
  }

  private mutating func expression(_ type: LogicalType, depth: Int) -> Fragment {
    let columns = scope.filter { $0.type == type && $0.grade != .approximate }
    if let column = chance.pickAny(columns), chance.percent(depth > 0 ? 45 : 75) {
      return .text(CaseText.name(column.name))
    }
    guard depth > 0, chance.percent(80) else { return literal(type) }
    switch chance.number(0...39) {
    case 0:
      if let query = scalarQuery(type) { return query }
    case 1:
      if let named = chance.pickAny(constants.filter { $0.type == type }) {
        return .text(named.name)
      }
    case 2, 3:
      if let function = chance.pickAny(functions.filter { $0.type == type }) {
        return .sequence(["\(function.name)(", value(type, depth: depth - 1), ")"])
      }
    case 4 where type == .bool:
      if let member = membership(depth: depth) { return member }
    default: break
    }
    return call(type, depth: depth) ?? literal(type)
  }

  /// A call of some function whose result is of the type.
  private mutating func call(_ type: LogicalType, depth: Int) -> Fragment? {
    let groups = FunctionSignatures.all.byResult[type] ?? []
    for _ in 0..<(isPlain ? 40 : 1) {
      guard let group = chance.pickAny(groups), let signature = chance.pickAny(group) else {
        return nil
      }
      if isPlain, !PlainWords.functions.contains(signature.function.name) { continue }
      if isPlain, signature.types.contains(.decimal) || signature.types.contains(.guid) { continue }
      return call(signature, depth: depth)
    }
    return nil
  }

  private mutating func call(_ signature: FunctionSignature, depth: Int) -> Fragment {
    let name = signature.function.name
    words.formUnion([name, "\(name)(\(signature.types.first?.rawValue ?? ""))"])
    let names = signature.argumentNames
    var arguments: [Fragment] = []
    for (place, type) in signature.types.enumerated() {
      let parameter = place < names.count ? names[place] : names.last ?? ""
      arguments.append(
        argument(parameter, type, constants: signature.constants[place], depth: depth - 1))
    }
    if let form = OperatorForm(signature.function) { return form.call(name, arguments) }
    return .sequence([
      "\(name)(",
      .list(arguments, separator: ", ", least: signature.function.arity.lowerBound), ")",
    ])
  }

  private mutating func argument(
    _ name: String, _ type: LogicalType, constants: [String]?, depth: Int
  ) -> Fragment {
    if let constants { return .text(chance.pick(constants)) }
    let hinted = ParameterHint.literals(name, type)
    if let literal = chance.pickAny(hinted), chance.percent(isPlain ? 80 : 65) {
      return .value(type, .text(literal))
    }
    if type == .dynamic {
      let items: Items = name == "series" ? .numbers : isPlain ? .texts : .any
      return .value(type, list(items, depth: depth))
    }
    return value(type, depth: depth)
  }

  /// A dynamic of some kind.
  mutating func list(_ items: Items, depth: Int) -> Fragment {
    let columns = scope.filter {
      $0.type == .dynamic && $0.grade != .approximate && (items == .any || $0.items == items)
    }
    if let column = chance.pickAny(columns), chance.percent(65) {
      return .text(CaseText.name(column.name))
    }
    switch items {
    case .texts:
      let texts = (0..<chance.number(0...3)).map { _ in
        CaseText.literal(.string(chance.pick(Texts.keys)), .string)
      }
      return .text("dynamic([\(texts.joined(separator: ", "))])")
    case .numbers:
      let numbers = (0..<chance.number(0...4)).map { _ in String(chance.number(-3...9)) }
      return .text("dynamic([\(numbers.joined(separator: ", "))])")
    case .any: return depth > 0 ? expression(.dynamic, depth: depth) : literal(.dynamic)
    }
  }

  /// A number whose sums are exact.
  mutating func exact(_ types: [LogicalType]) -> Fragment? {
    let columns = scope.filter { types.contains($0.type) && $0.grade == .exact }
    guard let column = chance.pickAny(columns) else { return nil }
    let name = Fragment.text(CaseText.name(column.name))
    guard column.type.isNumeric, chance.percent(30) else { return .value(column.type, name) }
    let two = chance.pick(["+ 2", "* 2", "- 1", "* -4"])
    let changed = Fragment.sequence(["(", name, " \(two))"])
    if chance.percent(50) { return .value(column.type, changed) }
    return .value(
      column.type, .sequence(["iff(", value(.bool, depth: 1), ", ", name, ", ", changed, ")"]))
  }

  /// A condition.
  mutating func condition(depth: Int = 2) -> Fragment {
    let first = value(.bool, depth: depth)
    guard chance.percent(40) else { return first }
    words.insert("and")
    return .value(
      .bool,
      .sequence([first, chance.pick([" and ", " and ", " or "]), value(.bool, depth: depth)]))
  }

  /// `toscalar` of an aggregate over some rows.
  private mutating func scalarQuery(_ type: LogicalType) -> Fragment? {
    guard nesting == 0, !isPlain, type == .long || type == .string || type == .datetime else {
      return nil
    }
    return nested { generator in
      generator.words.insert("toscalar")
      let stage = generator.stage(of: generator.source(), operatorCount: 1)
      generator.scope = stage.columns
      let aggregate =
        type == .long && generator.chance.percent(40)
        ? "count()" : generator.extreme(of: type, stage.columns)
      return aggregate.map { aggregate in
        .sequence(["toscalar(", stage.fragment, " | summarize \(aggregate))"])
      }
    }
  }

  private mutating func extreme(of type: LogicalType, _ columns: [FuzzColumn]) -> String? {
    let fitting = columns.filter { $0.type == type && $0.grade != .approximate }
    return chance.pickAny(fitting).map {
      "\(chance.pick(["min", "max"]))(\(CaseText.name($0.name)))"
    }
  }

  /// `x in (query)`.
  private mutating func membership(depth: Int) -> Fragment? {
    guard nesting == 0, !isPlain else { return nil }
    let needle = value(.string, depth: depth - 1)
    return nested { generator in
      generator.words.insert("in (query)")
      let stage = generator.stage(of: generator.source(), operatorCount: 1)
      let texts = stage.columns.filter { $0.type == .string }
      return generator.chance.pickAny(texts).map { column in
        .sequence([
          "(", needle, " \(generator.chance.pick(["in", "!in", "in~"])) (", stage.fragment,
          " | project \(CaseText.name(column.name))))",
        ])
      }
    }
  }

  /// Makes a query inside of another, whose columns it does not see.
  mutating func nested<Result>(_ body: (inout QueryGenerator) -> Result) -> Result {
    let outer = scope
    nesting += 1
    defer {
      nesting -= 1
      scope = outer
    }
    return body(&self)
  }

  // MARK: - Literals

  /// A literal of a type.
  mutating func literal(_ type: LogicalType) -> Fragment {
    if chance.percent(4), type != .string { return .text("\(type.rawValue)(null)") }
    switch type {
    case .bool: return .text(chance.pick(["true", "false"]))
    case .int: return .text("int(\(chance.number(-3...9)))")
    case .long:
      return .text(
        chance.percent(isPlain ? 90 : 70)
          ? String(chance.number(0...12))
          : chance.pick([
            "9223372036854775807", "4294967296", "-1", "-9223372036854775807", "64", "2147483648",
            "long(-9223372036854775808)", "-100", "1000",
          ]))
    case .real:
      return .text(
        chance.percent(80)
          ? "\(Double(chance.number(-40...80)) / 8)"
          : chance.pick(["real(nan)", "real(+inf)", "real(-inf)", "0.1", "1e300", "0.0"]))
    case .decimal: return .text("decimal(\(Double(chance.number(-9...9)) / 4))")
    case .string:
      return .text(
        CaseText.literal(.string(chance.pick(chance.percent(50) ? Texts.keys : Texts.all)), .string)
      )
    case .datetime:
      let day = chance.number(1...28)
      return .text("datetime(2024-0\(chance.number(1...3))-\(day < 10 ? "0" : "")\(day))")
    case .timespan: return .text(chance.pick(["1d", "2h", "30m", "0s", "7d", "-1d", "100ms"]))
    case .guid: return .text("guid(\(chance.pick(Texts.guids)))")
    case .dynamic:
      return .text(
        chance.pick([
          "dynamic([])", "dynamic([1, 2, null])", "dynamic([\"KOR\", \"a\"])",
          "dynamic({\"a\": 1})",
          "dynamic({\"a\": [1, {\"b\": \"x\"}], \"c d\": 2.5})", "dynamic(1)", "dynamic(\"KOR\")",
          "dynamic([[1, 2], [3]])", "dynamic([true, 1.5, \"x\"])",
        ]))
    }
  }
}
