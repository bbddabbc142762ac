internal import Columnar
internal import Planning

extension QueryGenerator {
  // MARK: - summarize

  /// Why an aggregate is not generated.
  static let excludedAggregates: [String: String] = [
    "any": "it may give the value of any row",
    "anyif": "it may give the value of any row",
    "take_any": "it may give the values of any row",
    "take_anyif": "it may give the value of any row",
    "make_bag": "of members with one key it keeps any",
    "make_bag_if": "of members with one key it keeps any",
  ]

  private static let aggregates = AggregateFunctions.all.filter {
    excludedAggregates[$0.name] == nil
  }

  mutating func summarize(_ stage: Stage) -> Step? {
    words.insert("summarize")
    let made = (0..<chance.number(0...3)).compactMap { _ in aggregate() }
    var keys: [(Fragment, FuzzColumn)] = []
    for _ in 0..<chance.pick([0, 1, 1, 1, 2, 3]) {
      if let key = key(stage) { keys.append(key) }
    }
    guard !made.isEmpty || !keys.isEmpty else { return nil }
    var seen: Set<String> = []
    keys = keys.filter { seen.insert($0.1.name).inserted }
    var parts: [Fragment] = [
      "summarize ", .list(made.map(\.0), separator: ", ", least: keys.isEmpty ? 1 : 0),
    ]
    if !keys.isEmpty {
      parts += [" by ", .list(keys.map(\.0), separator: ", ", least: made.isEmpty ? 1 : 0)]
    }
    return Step(
      fragment: .sequence(parts), columns: made.flatMap(\.1) + keys.map(\.1), carries: false)
  }

  /// A group's key: a column, a bin or something computed.
  private mutating func key(_ stage: Stage) -> (Fragment, FuzzColumn)? {
    guard chance.percent(30) else {
      guard let column = chance.pickAny(keys(stage.columns)) else { return nil }
      return (name(column), column)
    }
    let named = freshName()
    let binned = stage.columns.filter {
      $0.grade == .exact && ($0.type == .long || $0.type == .datetime || $0.type == .real)
    }
    if let column = chance.pickAny(binned), chance.percent(60) {
      words.insert("bin")
      let sizes: [String] =
        switch column.type {
        case .datetime: isPlain ? ["1d", "7d", "30d"] : ["1d", "7d", "1mo", "1q", "1y"]
        case .real: ["2.5", "10.0", "0.5"]
        default: ["3", "5", "10"]
        }
      return (
        .sequence(["\(CaseText.name(named)) = bin(", name(column), ", \(chance.pick(sizes)))"]),
        FuzzColumn(name: named, type: column.type, grade: .exact)
      )
    }
    let type = chance.pick([LogicalType.string, .long, .bool, .datetime])
    return (
      .sequence(["\(CaseText.name(named)) = ", value(type, depth: 2)]),
      FuzzColumn(name: named, type: type, grade: .wild)
    )
  }

  /// An aggregate under a name, with what is known of its columns.
  mutating func aggregate() -> (Fragment, [FuzzColumn])? {
    let function = chance.percent(15) ? Self.aggregates.first { $0.name == "count" } : nil
    guard let function = function ?? chance.pickAny(Self.aggregates) else { return nil }
    words.insert(function.name)
    let name = freshName()
    let condition: [Fragment] = function.predicate.map { _ in [value(.bool, depth: 2)] } ?? []
    func call(_ arguments: [Fragment], _ extra: [Fragment] = []) -> Fragment {
      .sequence([
        "\(CaseText.name(name)) = \(function.name)(",
        .list(
          arguments + condition + extra, separator: ", ", least: arguments.count + condition.count),
        ")",
      ])
    }
    func column(_ type: LogicalType, _ grade: Grade) -> [FuzzColumn] {
      [FuzzColumn(name: name, type: type, grade: grade)]
    }
    switch function.kind {
    case .count: return (call([]), column(.long, .exact))
    case .distinctCount:
      let type = chance.pick([LogicalType.string, .long, .real, .datetime, .bool])
      return (call([value(type, depth: 1)]), column(.long, .exact))
    case .sum:
      guard let number = exact([.long, .int, .real, .timespan]), case .value(let type, _) = number
      else { return (call([value(.long, depth: 2)]), column(.long, .wild)) }
      return (call([number]), column(type == .int ? .long : type, .exact))
    case .average:
      guard let number = exact([.long, .int, .real, .timespan, .datetime]),
        case .value(let type, _) = number
      else { return nil }
      return (call([number]), column(type.isNumeric ? .real : type, .wild))
    case .sampleDeviation, .populationDeviation, .sampleVariance, .populationVariance:
      guard let number = exact([.long, .int, .real]) else { return nil }
      return (call([number]), column(.real, .approximate))
    case .minimum, .maximum:
      let type = chance.pick([LogicalType.string, .long, .real, .datetime, .timespan, .bool, .int])
      return (call([value(type, depth: 1)]), column(type, .wild))
    case .bitAnd, .bitOr, .bitXor:
      return (call([value(.long, depth: 1)]), column(.long, .wild))
    case .percentile, .percentileArray, .weightedPercentile, .weightedPercentileArray:
      return percentile(function, name)
    case .list, .listWithNulls, .set: return collected(function, name, condition)
    case .argMinimum, .argMaximum: return extremeRow(function, name)
    case .bag, .any: return nil
    }
  }

  private mutating func percentile(
    _ function: AggregateFunction, _ name: String
  ) -> (Fragment, [FuzzColumn])? {
    let columns = scope.filter {
      [.long, .int, .real, .datetime, .timespan].contains($0.type) && $0.grade == .exact
    }
    guard let column = chance.pickAny(columns) else { return nil }
    var arguments = [self.name(column)]
    var isWeighted = false
    var isArray = false
    switch function.kind {
    case .weightedPercentile: isWeighted = true
    case .percentileArray: isArray = true
    case .weightedPercentileArray:
      isWeighted = true
      isArray = true
    default: break
    }
    if isWeighted {
      let weights = scope.filter { $0.type == .long && $0.grade == .exact }
      guard let weight = chance.pickAny(weights) else { return nil }
      arguments.append(self.name(weight))
    }
    let most = function.arity.upperBound - arguments.count
    let shares = (0..<min(most, chance.number(1...2))).map { index in
      Fragment.text(String(chance.pick([0, 5, 25, 50, 75, 95, 99]) + index))
    }
    let text = Fragment.sequence([
      "\(function.name)(", .list(arguments + shares, separator: ", ", least: arguments.count + 1),
      ")",
    ])
    // Percentiles of several shares give several columns, named by themselves.
    guard isArray || shares.count == 1 else { return (text, []) }
    return (
      .sequence(["\(CaseText.name(name)) = ", text]),
      [FuzzColumn(name: name, type: isArray ? .dynamic : column.type, grade: .wild)]
    )
  }

  /// `make_list` and `make_set`, sorted: their own order is that in which rows come.
  private mutating func collected(
    _ function: AggregateFunction, _ name: String, _ condition: [Fragment]
  ) -> (Fragment, [FuzzColumn])? {
    let type = chance.pick([LogicalType.string, .long, .real, .datetime, .bool])
    words.formUnion(["array_sort_asc", "array_sort_asc(\(type.rawValue))"])
    let items: Items = type == .string ? .texts : type == .long ? .numbers : .any
    return (
      .sequence([
        "\(CaseText.name(name)) = array_sort_asc(\(function.name)(",
        .list([value(type, depth: 1)] + condition, separator: ", ", least: 1 + condition.count),
        "))",
      ]),
      [FuzzColumn(name: name, type: .dynamic, grade: .wild, items: items)]
    )
  }

  /// `arg_max` and `arg_min` by a column that no two rows share: among equals they may keep any.
  private mutating func extremeRow(
    _ function: AggregateFunction, _ name: String
  ) -> (Fragment, [FuzzColumn])? {
    guard let unique = chance.pickAny(scope.filter(\.isUnique)) else { return nil }
    let others = chance.some(of: scope.filter { $0.grade != .approximate && !$0.isUnique })
    return (
      .sequence([
        "\(function.name)(", self.name(unique), ", ",
        chance.percent(10) ? "*" : .list(others.map(self.name), separator: ", ", least: 1), ")",
      ]),
      others + [unique]
    )
  }

  // MARK: - Joins

  mutating func join(_ stage: Stage) -> Step? {
    guard stage.growth < 2 else { return nil }
    let right = nested { generator in
      generator.stage(
        of: generator.stage(of: generator.world.sources[1]),
        operatorCount: generator.chance.pick([0, 0, 1, 2]))
    }
    var kinds = [
      "inner", "inner", "leftouter", "rightouter", "fullouter", "leftsemi", "rightsemi", "leftanti",
      "rightanti",
    ]
    if world.isBig { kinds = ["inner", "leftsemi", "leftanti", "leftouter"] }
    let kind = chance.pick(kinds)
    guard let keys = joinKeys(stage.columns, right.columns) else { return nil }
    words.insert("join")
    var fragment = Fragment.sequence(["join kind=\(kind) (", right.fragment, ") on ", keys])
    if kind == "inner", chance.percent(40), let band = band(stage.columns, right.columns) {
      fragment = .sequence([fragment, " | where ", band])
    }
    return Step(
      fragment: fragment,
      columns: joined(
        stage.columns, right.columns, isRight: kind.hasPrefix("right") && kind.count > 9),
      growth: 1)
  }

  mutating func lookup(_ stage: Stage) -> Step? {
    guard stage.growth < 2 else { return nil }
    let source = world.sources[1]
    guard let keys = joinKeys(stage.columns, source.columns) else { return nil }
    words.insert("lookup")
    let kind = chance.pick(["", "kind=inner ", "kind=leftouter "])
    return Step(
      fragment: .sequence(["lookup \(kind)(\(source.name)) on ", keys]),
      columns: joined(stage.columns, source.columns, isRight: false), growth: 1)
  }

  /// Conditions that bound a column of the right of a join by one of the left.
  private mutating func band(_ left: [FuzzColumn], _ right: [FuzzColumn]) -> Fragment? {
    let types: [LogicalType] = [.long, .datetime, .int, .timespan]
    let names = Set(left.map(\.name))
    // A name that both have is the left's; that of the right gets a number.
    let bounded = right.filter { types.contains($0.type) && !names.contains($0.name + "1") }
    guard let column = chance.pickAny(bounded) else { return nil }
    let name = CaseText.name(names.contains(column.name) ? column.name + "1" : column.name)
    let others = left.filter { $0.type == column.type && $0.grade != .approximate }
    guard let other = chance.pickAny(others) else { return nil }
    let far = column.type == .datetime || column.type == .timespan ? "7d" : "3"
    let low = "\(name) \(chance.pick([">", ">="])) \(CaseText.name(other.name))"
    let high = "\(name) \(chance.pick(["<", "<="])) \(CaseText.name(other.name)) + \(far)"
    switch chance.number(0...3) {
    case 0: return .text(low)
    case 1: return .text(high)
    case 2: return .sequence([.text(low + " and " + high), " and ", value(.bool, depth: 1)])
    default: return .text(low + " and " + high)
    }
  }

  private mutating func joinKeys(_ left: [FuzzColumn], _ right: [FuzzColumn]) -> Fragment? {
    var pairs: [(FuzzColumn, FuzzColumn)] = []
    for a in keys(left) {
      for b in keys(right) where a.type == b.type { pairs.append((a, b)) }
    }
    var chosen: [Fragment] = []
    for _ in 0..<chance.pick([1, 1, 2]) {
      guard let (a, b) = chance.pickAny(pairs) else { return nil }
      chosen.append(
        a.name == b.name && chance.percent(70)
          ? name(a) : .sequence(["$left.", name(a), " == $right.", name(b)]))
    }
    return .list(chosen, separator: ", ", least: 1)
  }

  /// What is known of the columns of both sides; a name that both have gets a number on the right.
  private func joined(
    _ left: [FuzzColumn], _ right: [FuzzColumn], isRight: Bool
  ) -> [FuzzColumn] {
    var columns = (isRight ? left : []) + right
    if !isRight { columns += left }
    for column in right {
      for number in 1...4 {
        var copy = column
        copy.name += String(number)
        columns.insert(copy, at: 0)
      }
    }
    let approximate = Set(columns.filter { $0.grade == .approximate }.map(\.name))
    return columns.map { column in
      var column = column.repeated
      if approximate.contains(column.name) { column.grade = .approximate }
      return column
    }
  }
}
