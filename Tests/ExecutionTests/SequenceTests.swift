import Columnar
import Execution
import Query
import TestSupport
import Testing

/// `sequence` against the plainest way to say what it means: all chains of rows, one by one.
@Suite struct SequenceTests {
  private struct Event {
    let time: Int64
    let kind: String
    let key: String
  }

  private func log(
    seed: UInt64, count: Int, times: Int64
  ) -> (events: [Event], tables: CatalogSnapshot) {
    var random = SeededGenerator(seed: seed)
    var builder = TableBuilder(
      Schema([
        ColumnSchema("i", .long), ColumnSchema("t", .long), ColumnSchema("k", .string),
        ColumnSchema("key", .string),
      ]))
    var events: [Event] = []
    for _ in 0..<count {
      events.append(
        Event(
          time: Int64.random(in: 0..<times, using: &random),
          kind: ["a", "b", "c", "n"].randomElement(using: &random) ?? "a",
          key: ["P", "Q", "R"].randomElement(using: &random) ?? "P"))
    }
    for (index, event) in events.enumerated() {
      builder.append([
        .integer(Int64(index)), .integer(event.time), .string(event.kind), .string(event.key),
      ])
    }
    return (events, CatalogSnapshot(tables: ["log": builder.seal()]))
  }

  private func answer(_ query: String, _ tables: CatalogSnapshot) throws -> [[Int]] {
    let outcome = try QueryRunner.run(QuerySource(text: query), in: tables)
    let table = try #require(outcome.results.last).table
    return (0..<table.rowCount).map { row in
      table.schema.columns.indices.compactMap { column in
        if case .integer(let value) = table[row, column] { Int(value) } else { nil }
      }
    }
  }

  /// All chains of an `a`, a `b` and a `c` of one key, each later than the one before, within the
  /// span, with no `n` between the `b` and the `c` where those are asked for.
  private func chains(
    _ events: [Event], ties: Bool, span: Int64, isGuarded: Bool
  ) -> [[Int]] {
    func isLater(_ b: Int, _ a: Int) -> Bool {
      events[b].time > events[a].time || ties && events[b].time == events[a].time && b > a
    }
    func all(_ kind: String, _ key: String) -> [Int] {
      events.indices.filter { events[$0].kind == kind && events[$0].key == key }
    }
    var found: [[Int]] = []
    for key in ["P", "Q", "R"] {
      for a in all("a", key) {
        for b in all("b", key) where isLater(b, a) {
          for c in all("c", key)
          where isLater(c, b) && events[c].time - events[a].time <= span {
            let isBroken = all("n", key).contains { isLater($0, b) && isLater(c, $0) }
            if !(isGuarded && isBroken) { found.append([a, b, c]) }
          }
        }
      }
    }
    return found
  }

  private func query(_ match: String, ties: Bool, span: Int64, isGuarded: Bool) -> String {
    "log | sequence match=\(match)\(ties ? " ties=allow" : "") on t by key with maxspan=\(span)"
      + " [ a: k == 'a' ] [ b: k == 'b' ]\(isGuarded ? " ![ k == 'n' ]" : "") [ c: k == 'c' ]"
      + " | project a.i, b.i, c.i"
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64], [false, true])
  func `all gives every chain`(seed: UInt64, ties: Bool) throws {
    let (events, tables) = log(seed: seed, count: 120, times: 60)
    for isGuarded in [false, true] {
      let found = try answer(
        query("all", ties: ties, span: 25, isGuarded: isGuarded), tables)
      let expected = chains(events, ties: ties, span: 25, isGuarded: isGuarded)
      #expect(!expected.isEmpty)
      #expect(Set(found) == Set(expected))
      #expect(found.count == expected.count)
    }
  }

  @Test(arguments: [5, 6, 7, 8, 9] as [UInt64], [false, true])
  func `each gives every start its earliest end`(seed: UInt64, ties: Bool) throws {
    let (events, tables) = log(seed: seed, count: 150, times: 70)
    for isGuarded in [false, true] {
      let found = try answer(
        query("each", ties: ties, span: 30, isGuarded: isGuarded), tables)
      let all = chains(events, ties: ties, span: 30, isGuarded: isGuarded)
      var earliest: [Int: (time: Int64, row: Int)] = [:]
      for chain in all {
        let end = (time: events[chain[2]].time, row: chain[2])
        let known = earliest[chain[0]]
        if known.map({ end < $0 }) ?? true { earliest[chain[0]] = end }
      }
      #expect(!earliest.isEmpty)
      #expect(Set(found.map { [$0[0], $0[2]] }) == Set(earliest.map { [$0.key, $0.value.row] }))
      #expect(found.count == earliest.count)
      #expect(Set(found).isSubset(of: Set(all)))
    }
  }

  @Test(arguments: [10, 11, 12] as [UInt64])
  func `a condition on an event in the middle loses no chain`(seed: UInt64) throws {
    let (events, tables) = log(seed: seed, count: 90, times: 1000)
    let found = try answer(
      "log | sequence on t [ a: k == 'a' ] [ b: k == 'b' ] [ c: k == 'c' and key == b.key ]"
        + " | project a.i, c.i", tables)
    var expected: Set<[Int]> = []
    for a in events.indices where events[a].kind == "a" {
      let ends = events.indices.filter { c in
        events[c].kind == "c"
          && events.indices.contains { b in
            events[b].kind == "b" && events[b].key == events[c].key
              && events[a].time < events[b].time && events[b].time < events[c].time
          }
      }
      let first = ends.min { (events[$0].time, $0) < (events[$1].time, $1) }
      if let first { expected.insert([a, first]) }
    }
    #expect(Set(found) == expected)
  }

  /// EQL's own rule, as its reference engine goes through events one by one.
  @Test(arguments: [13, 14, 15] as [UInt64])
  func `latest is the machine of EQL`(seed: UInt64) throws {
    let (events, tables) = log(seed: seed, count: 300, times: 100_000)
    let found = try answer(query("latest", ties: true, span: 40_000, isGuarded: false), tables)
    var expected: [[Int]] = []
    var states: [String: [Int: [Int]]] = [:]
    for row in events.indices.sorted(by: { (events[$0].time, $0) < (events[$1].time, $1) }) {
      let event = events[row]
      var state = states[event.key] ?? [:]
      state = state.filter { events[$0.value[0]].time >= event.time - 40_000 }
      if event.kind == "c", let run = state.removeValue(forKey: 2) { expected.append(run + [row]) }
      if event.kind == "b", let run = state.removeValue(forKey: 1) { state[2] = run + [row] }
      if event.kind == "a" { state[1] = [row] }
      states[event.key] = state
    }
    #expect(!expected.isEmpty)
    #expect(Set(found) == Set(expected))
    #expect(found.count == expected.count)
  }

  @Test func `what neither ends nor is narrowed stops with an error`() {
    let query =
      "range t from 1 to 6000 step 1 | sequence match=all on t [ t > 0 ] [ t > 0 ] [ t > 0 ]"
    let failure = #expect(throws: QueryFailure.self) {
      try QueryRunner.run(QuerySource(text: query), in: CatalogSnapshot())
    }
    #expect(failure?.diagnostics.first?.message.hasPrefix("'sequence' has more than") == true)
  }
}
