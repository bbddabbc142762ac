internal import Columnar

/// Operators that only this language has.
extension QueryGenerator {
  /// Window functions over rows in a full order.
  mutating func window(_ stage: Stage) -> Step? {
    guard stage.isOrdered else { return nil }
    words.insert("serialize")
    guard let column = chance.pickAny(keys(stage.columns)) else { return nil }
    let name = freshName()
    let restart: Fragment = chance.percent(30) ? .sequence([", ", value(.bool, depth: 1)]) : ""
    var made = FuzzColumn(name: name, type: column.type, grade: .wild)
    let call: Fragment
    switch chance.number(0...5) {
    case 0: call = .sequence(["prev(", self.name(column), ", \(chance.number(1...2)))"])
    case 1: call = .sequence(["next(", self.name(column), ")"])
    case 2:
      made.type = .long
      call = .sequence(["row_number(1", restart, ")"])
    case 3:
      guard let number = exact([.long, .real, .timespan]), case .value(let type, _) = number else {
        return nil
      }
      made.type = type
      made.grade = .exact
      call = .sequence(["row_cumsum(", number, restart, ")"])
    case 4:
      made.type = .long
      call = .sequence(["row_rank_dense(", self.name(column), restart, ")"])
    default:
      made.type = .long
      call = .sequence(["row_rank_min(", self.name(column), restart, ")"])
    }
    return Step(
      fragment: .sequence(["serialize | extend \(CaseText.name(name)) = ", call]), columns: [made],
      isOrdered: true)
  }

  mutating func parse(_ stage: Stage) -> Step? {
    guard let column = chance.pickAny(stage.columns.filter { $0.type == .string }) else {
      return nil
    }
    let (first, second) = (freshName(), freshName())
    let (a, b) = (CaseText.name(first), CaseText.name(second))
    let type = chance.pick([LogicalType.string, .long, .real])
    words.insert("parse")
    var made = [
      FuzzColumn(name: first, type: .string, grade: .wild),
      FuzzColumn(name: second, type: type, grade: .wild),
    ]
    let word = chance.pick(["\"a\"", "\" \"", "\",\"", "\"=\"", "\"met\""])
    let operation = chance.pick(["parse", "parse-where", "parse kind=relaxed", "parse-kv"])
    if operation == "parse-kv" {
      made = [
        FuzzColumn(name: "a", type: type, grade: .wild),
        FuzzColumn(name: "b", type: .string, grade: .wild),
      ]
      return Step(
        fragment: .sequence([
          "parse-kv ", name(column),
          " as (a: \(type.rawValue), b: string) with (pair_delimiter=\";\", kv_delimiter=\"=\")",
        ]), columns: made, isOrdered: stage.isOrdered)
    }
    let star = chance.pick(["* ", ""])
    return Step(
      fragment: .sequence([
        "\(operation) ", name(column), " with \(star)\(a) \(word) \(b): \(type.rawValue)",
        chance.pick(["", " *"]),
      ]), columns: made, isOrdered: stage.isOrdered)
  }

  mutating func series(_ stage: Stage) -> Step? {
    let axes = stage.columns.filter {
      $0.grade == .exact && ($0.type == .long || $0.type == .datetime)
    }
    guard let axis = chance.pickAny(axes) else { return nil }
    let names = ["count", "sum", "min", "max", "avg", "dcount"]
    let function = chance.pick(names)
    let made = FuzzColumn(name: freshName(), type: .dynamic, grade: .wild, items: .numbers)
    let argument: Fragment
    if function == "count" {
      argument = ""
    } else {
      guard let number = exact([.long, .real]) else { return nil }
      argument = number
    }
    words.formUnion(["make-series", function])
    let bounds: (String, String) =
      axis.type == .long
      ? (
        chance.pick([" from -2 to 12", " in range(-2, 12, 3)", ""]), chance.pick(["1", "3"])
      )
      : (
        chance.pick([" from datetime(2024-01-01) to datetime(2024-02-10)", ""]),
        chance.pick(["1d", "7d"])
      )
    var parts: [Fragment] = [
      "make-series \(CaseText.name(made.name)) = \(function)(", argument, ")",
      chance.pick(["", " default=0", " default=1"]), " on ", name(axis),
      .text(bounds.0.hasPrefix(" in") ? bounds.0 : bounds.0 + " step " + bounds.1),
    ]
    var columns = [made]
    if let key = chance.pickAny(keys(stage.columns).filter { $0.name != axis.name }),
      chance.percent(60)
    {
      parts += [" by ", name(key)]
      columns.append(key)
    }
    columns.append(FuzzColumn(name: axis.name, type: .dynamic, grade: .wild))
    return Step(fragment: .sequence(parts), columns: columns, carries: false)
  }

  /// `partition`: a pipeline for the rows of each value.
  mutating func partition(_ stage: Stage) -> Step? {
    guard nesting < 2, !world.isBig, let key = chance.pickAny(keys(stage.columns)) else {
      return nil
    }
    words.insert("partition")
    let inner = nested { generator in
      generator.stage(of: Stage(source: "", columns: stage.columns, growth: 1), operatorCount: 0)
    }
    var body = inner
    scope = stage.columns
    guard let step = chance.percent(50) ? summarize(body) : top(body) else { return nil }
    body.operators = [step.fragment]
    return Step(
      fragment: .sequence(["partition by ", name(key), " (", step.fragment, ")"]),
      columns: step.columns, carries: step.carries)
  }

  /// `mv-apply`: a pipeline for the items of each row.
  mutating func apply(_ stage: Stage) -> Step? {
    let lists = stage.columns.filter { $0.type == .dynamic && $0.items != .any }
    guard let list = chance.pickAny(lists), stage.growth < 2, !world.isBig else { return nil }
    words.insert("mv-apply")
    let type: LogicalType = list.items == .texts ? .string : .long
    let item = FuzzColumn(name: freshName(), type: type, grade: type == .long ? .exact : .wild)
    scope = stage.columns + [item]
    let text = CaseText.name(item.name)
    let count = FuzzColumn(name: freshName(), type: .long, grade: .exact)
    let body: Fragment
    var made = [item]
    switch chance.number(0...3) {
    case 0: body = .sequence(["where ", condition()])
    case 1:
      body = "summarize \(CaseText.name(count.name)) = count(), max(\(text))"
      made = [count]
    case 2: body = "top 1 by \(text)"
    default:
      body = .sequence(["extend \(CaseText.name(count.name)) = ", value(.long, depth: 2)])
      made.append(FuzzColumn(name: count.name, type: .long, grade: .wild))
    }
    return Step(
      fragment: .sequence([
        "mv-apply \(text) = ", name(list), " to typeof(\(type.rawValue)) on (", body, ")",
      ]), columns: stage.columns.map { $0.repeated } + made, growth: 1)
  }

  /// `top-nested`, where the order leaves no choice: all groups are asked for.
  mutating func nestedTop(_ stage: Stage) -> Step? {
    guard let key = chance.pickAny(keys(stage.columns)), let number = exact([.long, .real]) else {
      return nil
    }
    words.insert("top-nested")
    let sum = chance.pick(["sum", "max", "min"])
    return Step(
      fragment: .sequence([
        "top-nested 1000000 of ", name(key), " by v\(nameCount + 1) = \(sum)(", number, ")",
      ]), columns: [key], carries: false)
  }

  mutating func pivot(_ stage: Stage) -> Step? {
    guard
      let column = chance.pickAny(stage.columns.filter { $0.type == .string && $0.name == "k" }),
      let key = chance.pickAny(keys(stage.columns).filter { $0.name != column.name })
    else { return nil }
    words.insert("pivot")
    return Step(
      fragment: .sequence(["evaluate pivot(", name(column), ", count(), ", name(key), ")"]),
      columns: [key], carries: false)
  }

  mutating func scan(_ stage: Stage) -> Step? {
    guard stage.isOrdered, !world.isBig else { return nil }
    words.insert("scan")
    let made = FuzzColumn(name: freshName(), type: .long, grade: .wild)
    let name = CaseText.name(made.name)
    return Step(
      fragment: .sequence([
        "scan declare (\(name): long = 0) with (step s1: ", value(.bool, depth: 2),
        " => \(name) = s1.\(name) + 1; step s2: ", value(.bool, depth: 1), ";)",
      ]), columns: stage.columns.map { $0.repeated } + [made], isOrdered: true)
  }

  mutating func search(_ stage: Stage) -> Step? {
    words.insert("search")
    let term = chance.pick(["\"KOR\"", "\"a*\"", "\"kim\" or \"usa\"", "\"한국\""])
    return Step(fragment: "search \(term)", isOrdered: false)
  }
}
