import Columnar
import Execution
import Planning
import Query
import Testing

@testable import RandomQueries

@Suite struct DifferentialTests {
  /// A world, and the queries over it.
  static let worlds = Array(0..<24)
  static let queriesPerWorld = 15

  /// The small run of `differential`; docs/TRUST.md tells of the big one.
  @Test(arguments: worlds)
  func `queries by chance give the same rows in every way`(number: Int) {
    var chance = Chance(seed: 2024, item: -1 - number)
    let world = WorldGenerator.world(seed: chance.next())
    for item in 0..<(world.isBig ? 3 : Self.queriesPerWorld) {
      let query = QueryGenerator.query(
        over: world, seed: 2024, item: number * Self.queriesPerWorld + item)
      if case .differs(let way, let what, _) = PlanCheck.check(query, in: world.snapshot) {
        Issue.record("\(way): \(what)\n\(query.text)")
      }
    }
  }

  @Test func `the same seed gives the same world and the same queries`() {
    let (a, b) = (WorldGenerator.world(seed: 5), WorldGenerator.world(seed: 5))
    #expect(a.sources.map(\.rows.description) == b.sources.map(\.rows.description))
    for item in 0..<50 {
      let text = QueryGenerator.query(over: a, seed: 9, item: item).text
      #expect(text == QueryGenerator.query(over: b, seed: 9, item: item).text)
    }
  }

  @Test func `most queries give rows, and use most operators and functions`() {
    var words: Set<String> = []
    var withRows = 0
    for number in 0..<40 {
      let world = WorldGenerator.world(seed: UInt64(number))
      guard !world.isBig else { continue }
      for item in 0..<20 {
        let query = QueryGenerator.query(over: world, seed: 3, item: number * 20 + item)
        words.formUnion(query.words)
        let outcome = try? QueryRunner.run(QuerySource(text: query.text), in: world.snapshot)
        if outcome?.results.last?.table.rowCount ?? 0 > 0 { withRows += 1 }
      }
    }
    #expect(withRows > 400)
    #expect(
      words.isSuperset(of: [
        "where", "extend", "project", "summarize", "distinct", "sort", "top", "join", "lookup",
        "union", "mv-expand", "serialize", "parse", "make-series", "partition", "mv-apply", "let",
        "materialize", "toscalar",
      ]))
    #expect(words.count { ScalarFunctions.named($0) != nil } > 150)
  }

  /// A function that is new in the shell's table is called from the day on which it is there.
  @Test func `every function that a query can name is generated`() {
    let known = Set(
      FunctionSignatures.all.byResult.values.flatMap { $0 }.flatMap { $0 }.map(\.function.name))
    let missing = ScalarFunctions.all.map(\.name).filter {
      !known.contains($0) && FunctionSignatures.excluded[$0] == nil
    }
    // What `parse` and the access to members are made of has no call.
    let parsers = [".", "bag_without_empty", "captures", "key_values"]
    #expect(missing.filter { !parsers.contains($0) } == [])
  }

  @Test func `tables written out are read back as they were`() throws {
    for seed in 0..<30 {
      let world = WorldGenerator.world(seed: UInt64(seed))
      guard !world.isBig else { continue }
      for source in world.sources where !source.rows.isEmpty {
        let outcome = try QueryRunner.run(
          QuerySource(text: source.datatable), in: CatalogSnapshot())
        let table = try #require(outcome.results.last).table
        let difference = ResultComparison.difference(
          source.table, table, columns: source.columns, isOrdered: true)
        #expect(difference == nil)
      }
    }
  }
}

@Suite struct ShrinkerTests {
  @Test func `a failing query is cut down to what fails`() throws {
    // What stands for a defect: a query that says 'reverse' over a table with the text 'é'.
    func fails(_ query: FuzzQuery, _ world: World) -> Bool {
      query.text.contains("reverse(")
        && world.sources[0].rows.contains { $0.contains(.string("é")) }
        && QueryRunner.columns(of: QuerySource(text: query.text), in: world.snapshot) != nil
    }
    var found: (FuzzQuery, World)?
    search: for seed in 0..<200 {
      let world = WorldGenerator.world(seed: UInt64(seed))
      guard !world.isBig else { continue }
      for item in 0..<20 {
        let query = QueryGenerator.query(over: world, seed: 1, item: item)
        if fails(query, world) {
          found = (query, world)
          break search
        }
      }
    }
    let (query, world) = try #require(found)
    var shrinker = Shrinker(attempts: 300, fails: fails)
    let (small, least) = shrinker.shrunk(query, world)
    #expect(fails(small, least))
    #expect(small.text.utf8.count < query.text.utf8.count)
    #expect(least.sources.map(\.rows.count) == [1, 0, 0])
  }

  @Test func `every reduction of a fragment is another text`() {
    let fragment = Fragment.pipeline(
      "t",
      [
        .sequence(["where ", .value(.bool, .sequence(["f(", .value(.bool, "g(x)"), ")"]))]),
        .sequence(["project ", .list(["a", "b"], separator: ", ", least: 1)]),
      ])
    #expect(
      fragment.reductions.map(\.text) == [
        "t | where f(g(x))", "t | project a, b", "t | where true | project a, b",
        "t | where g(x) | project a, b", "t | where f(g(x)) | project a",
        "t | where f(g(x)) | project b",
      ])
  }

  @Test func `answers are compared row by row, and sorted where nothing orders them`() throws {
    func table(_ rows: String) throws -> Table {
      let text = "datatable(a: long, x: real) [\(rows)]"
      return try #require(
        try QueryRunner.run(QuerySource(text: text), in: CatalogSnapshot()).results.last
      ).table
    }
    let columns = [
      FuzzColumn(name: "a", type: .long, grade: .exact),
      FuzzColumn(name: "x", type: .real, grade: .approximate),
    ]
    let one = try table("1, 0.3, 2, real(nan)")
    func difference(_ rows: String, isOrdered: Bool) throws -> String? {
      ResultComparison.difference(
        one, try table(rows), columns: columns, isOrdered: isOrdered)
    }
    #expect(try difference("1, 0.30000000000000004, 2, real(nan)", isOrdered: true) == nil)
    #expect(try difference("2, real(nan), 1, 0.3", isOrdered: false) == nil)
    #expect(try difference("2, real(nan), 1, 0.3", isOrdered: true) != nil)
    #expect(try difference("1, 0.31, 2, real(nan)", isOrdered: true) != nil)
    #expect(try difference("1, 0.3", isOrdered: true) == "1 rows, expected 2")
  }
}
