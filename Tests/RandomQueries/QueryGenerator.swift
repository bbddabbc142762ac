internal import Columnar
internal import Execution
internal import Query

/// A query with what must be known to compare its answers.
public struct FuzzQuery: Sendable {
  /// The query, statements and all.
  public var fragment: Fragment
  /// The columns that it gives.
  public let columns: [FuzzColumn]
  /// Whether the order of its rows is fixed.
  public internal(set) var isOrdered: Bool
  /// The functions, aggregates and operators in it.
  public let words: Set<String>

  /// The text in the language.
  public var text: String { fragment.text }
}

/// Makes queries over a world by chance, from the grammar and with types.
///
/// A query grows by an operator at a time. What an operator gives is asked of the binder, so that
/// names and types are always the language's own; an operator that does not bind is left out. The
/// generator adds what the binder does not know: which columns may differ in their last digits, and
/// whether the order of the rows is fixed.
///
/// The same world and seed give the same query.
public struct QueryGenerator {
  /// Rows on their way through the operators.
  struct Stage {
    var source: Fragment
    var operators: [Fragment] = []
    var columns: [FuzzColumn]
    /// Whether the order of the rows is fixed, those that are equal in all columns aside.
    var isOrdered = false
    /// How many operators there are that may multiply rows.
    var growth = 0

    var fragment: Fragment { .pipeline(source, operators) }
  }

  /// An operator, and what the generator knows of the columns that come out.
  struct Step {
    var fragment: Fragment
    /// Columns that the operator makes, or makes others of.
    var columns: [FuzzColumn] = []
    var isOrdered = false
    var growth = 0
    /// Whether columns that are not told about are carried from before.
    var carries = true
  }

  let world: World
  var chance: Chance
  /// The names of functions and operators so far.
  var words: Set<String> = []
  var statements: [Fragment] = []
  /// The columns that expressions may read.
  var scope: [FuzzColumn] = []
  /// Values that `let` has named.
  var constants: [(name: String, type: LogicalType)] = []
  /// Functions of one argument that `let` has named; the result is of the argument's type.
  var functions: [(name: String, type: LogicalType)] = []
  var nameCount = 0
  /// How deep queries stand in queries.
  var nesting = 0
  /// Whether only what other engines can say is taken.
  let isPlain: Bool

  /// The query of a seed.
  public static func query(over world: World, seed: UInt64, item: Int) -> FuzzQuery {
    var chance = Chance(seed: seed, item: item)
    let isPlain = world.isShared && chance.percent(65)
    var generator = QueryGenerator(world: world, chance: chance, isPlain: isPlain)
    return generator.query()
  }

  private init(world: World, chance: Chance, isPlain: Bool) {
    self.world = world
    self.chance = chance
    self.isPlain = isPlain
  }

  private mutating func query() -> FuzzQuery {
    if chance.percent(15) { addConstant() }
    if chance.percent(8) { addFunction() }
    var stage = stage(of: source(), operatorCount: chance.pick([0, 1, 1, 2, 2, 3, 3, 4, 5]))
    if chance.percent(20) { stage = ordered(stage) }
    return FuzzQuery(
      fragment: .sequence([.list(statements, separator: "", least: 0), stage.fragment]),
      columns: stage.columns, isOrdered: stage.isOrdered, words: words)
  }

  /// A fresh name; sometimes one that must be quoted.
  mutating func freshName() -> String {
    nameCount += 1
    return chance.percent(4) ? "col \(nameCount)" : "v\(nameCount)"
  }

  // MARK: - Growing

  /// A stage with so many operators behind its source.
  mutating func stage(of start: Stage, operatorCount: Int) -> Stage {
    var stage = start
    for _ in 0..<operatorCount {
      scope = stage.columns
      guard let step = step(after: stage), let grown = adding(step, to: stage) else { continue }
      stage = grown
    }
    scope = stage.columns
    return stage
  }

  /// The stage with one more operator; nil where that does not bind.
  mutating func adding(_ step: Step, to stage: Stage) -> Stage? {
    var grown = stage
    grown.operators.append(step.fragment)
    guard let schema = schema(of: grown.fragment) else { return nil }
    var known: [String: FuzzColumn] = [:]
    if step.carries { for column in stage.columns { known[column.name] = column } }
    for column in step.columns { known[column.name] = column }
    grown.columns = schema.map { column in
      if let told = known[column.name], told.type == column.type { return told }
      return FuzzColumn(name: column.name, type: column.type, grade: .wild)
    }
    grown.isOrdered = step.isOrdered
    grown.growth = stage.growth + step.growth
    return grown
  }

  /// The columns that a pipeline gives behind the statements so far; nil where it does not bind.
  private func schema(of fragment: Fragment) -> [ColumnSchema]? {
    let text = statements.map(\.text).joined() + fragment.text
    return QueryRunner.columns(of: QuerySource(text: text), in: world.snapshot)
  }

  // MARK: - Sources

  /// Rows to begin with.
  mutating func source() -> Stage {
    switch chance.number(0...19) {
    case 0 where !world.isBig:
      words.insert("print")
      let columns = [LogicalType.long, .string, .real].map {
        FuzzColumn(name: freshName(), type: $0, grade: .wild)
      }
      scope = []
      let items = columns.map { column in
        Fragment.sequence(["\(CaseText.name(column.name)) = ", value(column.type, depth: 2)])
      }
      return Stage(
        source: .sequence(["print ", .list(items, separator: ", ", least: 1)]), columns: columns,
        isOrdered: true)
    case 1 where !world.isBig:
      words.insert("range")
      let name = freshName()
      return Stage(
        source:
          "range \(CaseText.name(name)) from \(chance.number(-3...3)) to \(chance.number(0...12)) step \(chance.number(1...3))",
        columns: [FuzzColumn(name: name, type: .long, grade: .exact, isUnique: true)])
    case 2 where nesting == 0 && !world.isBig: return shared()
    default:
      let source = world.sources[chance.pick([0, 0, 0, 1, 2])]
      return stage(of: source)
    }
  }

  /// The rows of a table; in queries for other engines without the columns that those have not.
  mutating func stage(of source: World.Source) -> Stage {
    let stage = Stage(source: .text(source.name), columns: source.columns)
    let away = source.columns.filter { $0.type == .dynamic && $0.items != .texts }
    guard isPlain, !away.isEmpty, away.count < source.columns.count else { return stage }
    let names = away.map { CaseText.name($0.name) }.joined(separator: ", ")
    return adding(Step(fragment: "project-away \(names)"), to: stage) ?? stage
  }

  /// Rows that `let` names, perhaps computed once.
  private mutating func shared() -> Stage {
    nesting += 1
    defer { nesting -= 1 }
    let inner = stage(of: source(), operatorCount: chance.number(1...2))
    let name = "T\(statements.count)"
    let isShared = chance.percent(60)
    words.insert(isShared ? "materialize" : "let")
    statements.append(
      .sequence([
        "let \(name) = ", isShared ? "materialize(" : "(", inner.fragment, "); ",
      ]))
    return Stage(source: .text(name), columns: inner.columns, growth: inner.growth)
  }

  private mutating func addConstant() {
    let type = chance.pick([LogicalType.long, .string, .real, .datetime, .bool])
    let name = "c\(statements.count)"
    statements.append(.sequence(["let \(name) = ", value(type, depth: 1), "; "]))
    constants.append((name, type))
    words.insert("let")
  }

  private mutating func addFunction() {
    let type = chance.pick([LogicalType.long, .string, .real])
    let name = "f\(statements.count)"
    scope = [FuzzColumn(name: "p", type: type, grade: .wild)]
    statements.append(
      .sequence([
        "let \(name) = (p: \(type.rawValue)) { ", value(type, depth: 2), " }; ",
      ]))
    scope = []
    functions.append((name, type))
    words.insert("let")
  }
}
