import Columnar
import Foundation
import RandomQueries

/// Asks queries, and counts what came out.
final class Asker {
  /// Queries over one world.
  static let queriesPerWorld = 25

  private let options: Differential
  private let engine: DuckDBProcess?
  private var counts: [String: Int] = [:]
  private var reasons: [String: Int] = [:]
  private var shown = 0
  /// Questions that DuckDB has not answered yet, all about one world.
  private var pending: [(query: FuzzQuery, number: Int)] = []
  /// Where the number of the query under way is written.
  var mark: FileHandle?

  init(options: Differential, isAsking: Bool = true) throws {
    self.options = options
    engine = try isAsking ? options.python.map { try DuckDBProcess(python: $0) } : nil
  }

  /// One more of a kind.
  func count(_ name: String) { counts[name, default: 0] += 1 }

  /// Asks the queries of these numbers.
  func ask(_ numbers: Range<Int>, isLoud: Bool = false) throws {
    var world: World?
    var worldNumber = -1
    for number in numbers {
      if let mark {
        try mark.seek(toOffset: 0)
        try mark.write(contentsOf: Data("\(number)        ".utf8))
      }
      if world == nil || number / Self.queriesPerWorld != worldNumber {
        worldNumber = number / Self.queriesPerWorld
        if let world { try takeAnswers(world) }
        if mark != nil { try save() }
        var chance = Chance(seed: options.seed, item: -1 - worldNumber)
        world = WorldGenerator.world(seed: chance.next(), isBig: options.big)
        if let world, world.isShared { try engine?.make(world) }
      }
      guard let world else { continue }
      if world.isBig, !options.big, number % Self.queriesPerWorld >= 5 { continue }
      let query = QueryGenerator.query(over: world, seed: options.seed, item: number)
      if isLoud { say(query.text) }
      try ask(query, number, world)
    }
    if let world { try takeAnswers(world) }
    engine?.close()
  }

  private func ask(_ query: FuzzQuery, _ number: Int, _ world: World) throws {
    count("queries")
    switch PlanCheck.check(query, in: world.snapshot) {
    case .same(let table):
      count("same rows in every way")
      if table.rowCount > 0 { count("  with rows") }
      if let engine { try put(query, number, world, table, to: engine) }
    case .refused(let reason):
      count("refused in every way")
      reasons["refused: " + reason, default: 0] += 1
    case .tooLong:
      count("took too long")
      say("SLOW query \(number): \(query.text)")
    case .differs(let way, let difference, _):
      count("DIFFERENT \(way)")
      tell(query, number, world, "\(way): \(difference)") { query, world in
        if case .differs(_, _, let table) = PlanCheck.check(query, in: world.snapshot) {
          return .some(table)
        }
        return nil
      }
    }
  }

  /// Puts a query to DuckDB too, where its SQL can say it.
  private func put(
    _ query: FuzzQuery, _ number: Int, _ world: World, _ table: Table, to engine: DuckDBProcess
  ) throws {
    let sql: String
    switch SQLQuestion.words(query, in: world) {
    case .sql(let text): sql = text
    case .none(let reason):
      count("not said in SQL")
      reasons["not said: " + reason, default: 0] += 1
      return
    }
    try engine.send(
      JSONText.question(sql: sql, isOrdered: query.isOrdered, table))
    pending.append((query, number))
  }

  /// Takes the answers of DuckDB to the questions about a world; what fails is shrunk behind them all.
  private func takeAnswers(_ world: World) throws {
    guard let engine else { return }
    var failures: [(FuzzQuery, Int, String)] = []
    for (query, number) in pending {
      let answer = try engine.answer()
      if answer.hasPrefix("differs") {
        failures.append((query, number, answer))
      } else if answer == "same" {
        count("the same rows in DuckDB")
      } else {
        count("refused by DuckDB")
        reasons[answer, default: 0] += 1
      }
    }
    pending = []
    for (query, number, answer) in failures {
      count("DIFFERENT in DuckDB")
      tell(query, number, world, "DuckDB \(answer)") { query, world in
        guard case .same(let table) = PlanCheck.check(query, in: world.snapshot),
          case .sql(let sql) = SQLQuestion.words(query, in: world)
        else { return nil }
        try? engine.make(world)
        try? engine.send(
          JSONText.question(
            sql: sql, isOrdered: query.isOrdered, table))
        guard let answer = try? engine.answer(), answer.hasPrefix("differs") else { return nil }
        return .some(table)
      }
    }
  }

  /// Shrinks a failure and prints it. `failure` gives the expected rows of a case that fails, and nil
  /// for one that does not.
  private func tell(
    _ query: FuzzQuery, _ number: Int, _ world: World, _ difference: String,
    _ failure: @escaping (FuzzQuery, World) -> Table??
  ) {
    guard shown < options.show else { return }
    shown += 1
    say("FAILURE query \(number) of seed \(options.seed): \(difference)")
    var shrinker = Shrinker(attempts: world.isBig ? 60 : 1500) { failure($0, $1) != nil }
    let (small, least) = shrinker.shrunk(query, world)
    let table = failure(small, least) ?? nil
    if world.isBig {
      say(small.text + "\n")
    } else {
      say(Shrinker.caseText(small, least, answer: table))
      if options.sql, difference.hasPrefix("DuckDB"),
        case .sql(let sql) = SQLQuestion.words(small, in: least)
      {
        say("-- " + sql.replacingOccurrences(of: "\n", with: "\n-- ") + "\n")
      }
    }
  }

  // MARK: - Counts

  /// Keeps the counts for the parent, lest they die with this process.
  func save() throws {
    guard let path = options.mark.map({ $0 + ".counts" }) else { return }
    let lines =
      counts.map { "count\t\($0)\t\($1)" }
      + reasons.map { "reason\t\($0.replacingOccurrences(of: "\n", with: " "))\t\($1)" }
    try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
  }

  /// Adds the counts of a child.
  func load(from path: String) {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return }
    try? FileManager.default.removeItem(atPath: path)
    for line in text.components(separatedBy: "\n") {
      let parts = line.components(separatedBy: "\t")
      guard parts.count >= 3, let number = Int(parts[parts.count - 1]) else { continue }
      let name = parts[1..<(parts.count - 1)].joined(separator: "\t")
      if parts[0] == "count" {
        counts[name, default: 0] += number
      } else {
        reasons[name, default: 0] += number
      }
    }
  }

  /// Prints the counts.
  func tell(seconds: Double) {
    for (name, number) in counts.sorted(by: { $0.value > $1.value }) { say("\(number)\t\(name)") }
    let unsaid = reasons.filter { $0.key.hasPrefix("not said") }
    let others = reasons.filter { !$0.key.hasPrefix("not said") }
    for list in [others, unsaid] {
      for (reason, number) in list.sorted(by: { $0.value > $1.value }).prefix(options.show) {
        say("  \(number)\t\(reason)")
      }
    }
    say("\(Int(seconds)) seconds")
  }
}
