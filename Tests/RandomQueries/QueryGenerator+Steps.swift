internal import Columnar

extension QueryGenerator {
  /// A kind of operator: how likely it is, and whether other engines know it.
  private typealias Kind = (
    weight: Int, isPlain: Bool, make: @Sendable (inout QueryGenerator, Stage) -> Step?
  )

  private static let kinds: [Kind] = [
    (14, true, { generator, stage in generator.filter(stage) }),
    (9, true, { generator, stage in generator.extend(stage) }),
    (6, true, { generator, stage in generator.project(stage) }),
    (4, true, { generator, stage in generator.selection(stage) }),
    (14, true, { generator, stage in generator.summarize(stage) }),
    (4, true, { generator, stage in generator.distinct(stage) }),
    (2, true, { _, _ in Step(fragment: "count", isOrdered: true, carries: false) }),
    (5, true, { generator, stage in generator.sort(stage) }),
    (5, true, { generator, stage in generator.top(stage) }),
    (9, true, { generator, stage in generator.join(stage) }),
    (3, true, { generator, stage in generator.lookup(stage) }),
    (5, true, { generator, stage in generator.union(stage) }),
    (6, true, { generator, stage in generator.expand(stage) }),
    (4, false, { generator, stage in generator.window(stage) }),
    (3, false, { generator, stage in generator.parse(stage) }),
    (3, false, { generator, stage in generator.series(stage) }),
    (3, false, { generator, stage in generator.partition(stage) }),
    (3, false, { generator, stage in generator.apply(stage) }),
    (2, false, { generator, stage in generator.nestedTop(stage) }),
    (2, false, { generator, stage in generator.pivot(stage) }),
    (2, false, { generator, stage in generator.scan(stage) }),
    (1, false, { generator, stage in generator.search(stage) }),
    (1, true, { _, _ in Step(fragment: "getschema", isOrdered: true, carries: false) }),
    (1, true, { _, stage in Step(fragment: "as R", isOrdered: stage.isOrdered) }),
  ]

  /// An operator that may stand behind a stage; nil where the one thought of does not fit.
  mutating func step(after stage: Stage) -> Step? {
    let kinds = Self.kinds.filter { !isPlain || $0.isPlain }
    var place = chance.number(0...(kinds.reduce(0) { $0 + $1.weight } - 1))
    for kind in kinds {
      if place < kind.weight { return kind.make(&self, stage) }
      place -= kind.weight
    }
    return nil
  }

  func name(_ column: FuzzColumn) -> Fragment { .text(CaseText.name(column.name)) }

  /// Columns that may be compared, grouped by and sorted by.
  func keys(_ columns: [FuzzColumn]) -> [FuzzColumn] {
    columns.filter { $0.grade != .approximate && $0.type != .dynamic }
  }

  // MARK: - Row by row

  mutating func filter(_ stage: Stage) -> Step? {
    words.insert("where")
    return Step(fragment: .sequence(["where ", condition()]), isOrdered: stage.isOrdered)
  }

  /// A column with a value of its own, and what is known of it.
  private mutating func computed(replacing columns: [FuzzColumn] = []) -> (Fragment, FuzzColumn) {
    let name =
      chance.percent(20) ? chance.pickAny(columns)?.name ?? freshName() : freshName()
    if chance.percent(12), let number = exact([.long, .real, .int]),
      case .value(let type, _) = number
    {
      let result = type == .int ? LogicalType.long : type
      return (
        .sequence(["\(CaseText.name(name)) = ", number]),
        FuzzColumn(name: name, type: result, grade: .exact)
      )
    }
    let types: [LogicalType] =
      isPlain
      ? [.bool, .long, .real, .string, .datetime, .long, .string, .dynamic]
      : LogicalType.allCases + [.string, .dynamic, .dynamic]
    let type = chance.pick(types)
    return (
      .sequence(["\(CaseText.name(name)) = ", value(type, depth: 3)]),
      FuzzColumn(name: name, type: type, grade: .wild)
    )
  }

  mutating func extend(_ stage: Stage) -> Step? {
    words.insert("extend")
    let made = (0..<chance.number(1...(isPlain ? 2 : 4))).map { _ in
      computed(replacing: stage.columns)
    }
    return Step(
      fragment: .sequence(["extend ", .list(made.map(\.0), separator: ", ", least: 1)]),
      columns: made.map(\.1), isOrdered: stage.isOrdered)
  }

  mutating func project(_ stage: Stage) -> Step? {
    words.insert("project")
    let kept = chance.some(of: stage.columns)
    var items = kept.map(name)
    var columns = kept
    if chance.percent(60) {
      let (fragment, column) = computed()
      items.append(fragment)
      columns.append(column)
    }
    if let renamed = chance.pickAny(stage.columns), chance.percent(30) {
      var column = renamed
      column.name = freshName()
      items.append(.sequence([name(column), " = ", name(renamed)]))
      columns.append(column)
    }
    return Step(
      fragment: .sequence(["project ", .list(items, separator: ", ", least: 1)]),
      columns: columns, isOrdered: stage.isOrdered, carries: false)
  }

  /// `project-away`, `-keep`, `-rename` and `-reorder`.
  mutating func selection(_ stage: Stage) -> Step? {
    words.insert("project")
    let some = chance.some(of: stage.columns, share: 30)
    let list = Fragment.list(some.map(name), separator: ", ", least: 1)
    switch chance.number(0...3) {
    case 0 where some.count < stage.columns.count:
      return Step(fragment: .sequence(["project-away ", list]), isOrdered: stage.isOrdered)
    case 1: return Step(fragment: .sequence(["project-keep ", list]), isOrdered: stage.isOrdered)
    case 2:
      return Step(fragment: .sequence(["project-reorder ", list]), isOrdered: stage.isOrdered)
    default:
      guard var column = some.first else { return nil }
      let old = name(column)
      column.name = freshName()
      return Step(
        fragment: .sequence(["project-rename ", name(column), " = ", old]), columns: [column],
        isOrdered: stage.isOrdered)
    }
  }

  mutating func distinct(_ stage: Stage) -> Step? {
    words.insert("distinct")
    let some = chance.some(of: keys(stage.columns))
    guard !some.isEmpty else { return nil }
    return Step(
      fragment: .sequence(["distinct ", .list(some.map(name), separator: ", ", least: 1)]),
      columns: some)
  }

  mutating func union(_ stage: Stage) -> Step? {
    guard !world.isBig else { return nil }
    words.insert("union")
    let other = nested { generator in
      generator.stage(of: generator.source(), operatorCount: generator.chance.number(0...1))
    }
    let option = chance.pick(["", "", "", "kind=inner ", "withsource=origin "])
    let isApproximate = Set(
      (stage.columns + other.columns).filter { $0.grade == .approximate }.map(\.name))
    let columns = (stage.columns + other.columns).map { column in
      var column = column.repeated
      if isApproximate.contains(column.name) { column.grade = .approximate }
      return column
    }
    // Where a name has two types, both columns get names of their own; then nothing is known of them.
    let names = Set(stage.columns.map(\.name))
    let clashes = other.columns.contains { column in
      names.contains(column.name)
        && stage.columns.contains { $0.name == column.name && $0.type != column.type }
    }
    guard !clashes || isApproximate.isEmpty else { return nil }
    return Step(
      fragment: .sequence(["union \(option)(", other.fragment, ")"]), columns: columns)
  }

  mutating func expand(_ stage: Stage) -> Step? {
    let lists = stage.columns.filter { $0.type == .dynamic && $0.grade != .approximate }
    guard let column = chance.pickAny(lists), stage.growth < 2 else { return nil }
    words.insert("mv-expand")
    var made = FuzzColumn(name: column.name, type: .dynamic, grade: .wild)
    var text = "mv-expand "
    if !isPlain, chance.percent(20) { text += "with_itemindex=at " }
    if chance.percent(30) {
      made.name = freshName()
      text += CaseText.name(made.name) + " = "
    }
    text += CaseText.name(column.name)
    if chance.percent(60) {
      made.type =
        column.items == .texts
        ? .string : column.items == .numbers ? .long : chance.pick([.string, .long, .real])
      text += " to typeof(\(made.type.rawValue))"
    }
    if !isPlain, chance.percent(10) { text += " limit \(chance.number(1...3))" }
    return Step(
      fragment: .text(text), columns: stage.columns.map { $0.repeated } + [made], growth: 1)
  }

  // MARK: - Order

  /// Keys that order rows in full; only over columns that can be sorted by.
  private mutating func fullOrder(_ columns: [FuzzColumn]) -> Fragment {
    let items = columns.map { column in
      Fragment.text(
        CaseText.name(column.name) + chance.pick([" asc", " desc", "", " asc nulls last"]))
    }
    // Without one of its keys an order may leave a choice, so none of them can go.
    return .list(items, separator: ", ", least: items.count)
  }

  /// The stage without the columns that no order can be made of, and then in a full order.
  mutating func ordered(_ stage: Stage) -> Stage {
    guard let sortable = sortable(stage) else { return stage }
    words.insert("sort")
    let step = Step(
      fragment: .sequence(["sort by ", fullOrder(sortable.columns)]), isOrdered: true)
    return adding(step, to: sortable) ?? stage
  }

  private mutating func sortable(_ stage: Stage) -> Stage? {
    let away = stage.columns.filter { $0.grade == .approximate || $0.type == .dynamic }
    guard !away.isEmpty else { return stage.columns.isEmpty ? nil : stage }
    guard away.count < stage.columns.count else { return nil }
    return adding(
      Step(
        fragment: .sequence(["project-away ", .list(away.map(name), separator: ", ", least: 1)])),
      to: stage)
  }

  mutating func sort(_ stage: Stage) -> Step? {
    words.insert("sort")
    let columns = keys(stage.columns)
    let isFull = columns.count == stage.columns.count && chance.percent(50)
    let chosen = isFull ? columns : chance.some(of: columns, share: 30)
    guard !chosen.isEmpty else { return nil }
    return Step(fragment: .sequence(["sort by ", fullOrder(chosen)]), isOrdered: isFull)
  }

  /// `top`, or `sort` and `take`: by keys that leave no choice.
  mutating func top(_ stage: Stage) -> Step? {
    let columns = keys(stage.columns)
    // A key that no two rows share orders them alone.
    let unique = columns.filter(\.isUnique)
    guard !unique.isEmpty || columns.count == stage.columns.count, !columns.isEmpty else {
      return nil
    }
    words.insert("top")
    var order = chance.some(of: columns, share: 30) + unique
    if unique.isEmpty { order = columns }
    order.shuffle(using: &chance)
    var seen: Set<String> = []
    order = order.filter { seen.insert($0.name).inserted }
    let count = chance.pick([0, 1, 2, 3, 5, 10])
    let fragment: Fragment =
      chance.percent(60)
      ? .sequence(["top \(count) by ", fullOrder(order)])
      : .sequence(["sort by ", fullOrder(order), " | take \(count)"])
    return Step(fragment: fragment, isOrdered: true)
  }
}
