import Columnar
import Execution
import Ingest
import Query
import Testing

/// Who is meant by a name, on four events of countries that met.
@Suite struct PartyTests {
  private static let snapshot: CatalogSnapshot = {
    var builder = TableBuilder(
      Schema([
        ColumnSchema("id", .long), ColumnSchema("actors", .dynamic),
        ColumnSchema("recipients", .dynamic), ColumnSchema("actor_countries", .dynamic),
        ColumnSchema("recipient_countries", .dynamic),
      ]))
    func list(_ texts: String...) -> Value {
      .dynamic(.array(texts.map { .string($0) }))
    }
    builder.append([
      .integer(1), list("Peru", "Aino Virtanen"), list(), list("PER", "FIN"), list(),
    ])
    builder.append([
      .integer(2), list("Hugo Salas"), list("Finland"), list("PER"), list("FIN"),
    ])
    builder.append([
      .integer(3), list("United Nations"), list("Hugo Salas"), list("IGO:UN"), list("PER"),
    ])
    builder.append([
      .integer(4), list("Hizb al-Nur"), list("Mara Salas", "Congo River League"), list("EGY"),
      list("COD"),
    ])
    return CatalogSnapshot(tables: ["events": builder.seal()], parties: PartyDictionary.lookup)
  }()

  private func answer(_ condition: String) -> String {
    do throws(QueryFailure) {
      let outcome = try QueryRunner.run(
        QuerySource(text: "events | where \(condition) | project id"), in: Self.snapshot)
      let table = outcome.results[0].table
      return (0..<table.rowCount).map { row in
        if case .integer(let id) = table[row, 0] { String(id) } else { "?" }
      }.joined(separator: " ")
    } catch {
      return error.diagnostics.map(\.message).joined(separator: "\n")
    }
  }

  @Test(arguments: [
    // A country by its name, its people, its capital and its codes.
    ("involves('Peru')", "1 2 3"), ("involves('peruvian')", "1 2 3"),
    ("involves('Lima')", "1 2 3"), ("involves('PER')", "1 2 3"), ("involves('PE')", "1 2 3"),
    ("actor_is('Peru')", "1 2"), ("recipient_is('Peru')", "3"),
    ("involves('Peru', 'Finland')", "1 2"), ("involves('Egypt', 'Finland')", ""),
    ("not(involves('Peru'))", "4"),
    // A body and those who belong to it; a person, by the whole name in whatever case.
    ("involves('UN')", "3"), ("involves('United Nations')", "3"),
    ("involves('hizb al-nur')", "4"), ("involves('Hugo Salas')", "2 3"),
    ("involves('aino virtanen')", "1"), ("involves('Virtanen')", "1"),
    // What names several is not guessed.
    (
      "involves('Congo')",
      "'Congo' may mean 'Democratic Republic of the Congo' or 'Republic of the Congo'; write which"
    ),
    ("involves('Korea')", "'Korea' may mean 'South Korea' or 'North Korea'; write which"),
    ("involves('Salas')", "'Salas' may mean 'Hugo Salas' or 'Mara Salas'; write which"),
    ("involves('Prru')", "nobody is called 'Prru'; did you mean 'Peru'?"),
    ("involves('Hugo Sallas')", "nobody is called 'Hugo Sallas'; did you mean 'Hugo Salas'?"),
    ("involves(5)", "expected a constant for the name of a party"),
    ("involves()", "'involves' does not take 0 arguments; write involves(party [, party])"),
    ("actor_is('Peru', 'Finland')", "'actor_is' does not take 2 arguments; write actor_is(party)"),
  ])
  func `a name means`(condition: String, expected: String) {
    #expect(answer(condition) == expected)
  }

  @Test func `a table without parties is told of`() {
    let failure = #expect(throws: QueryFailure.self) {
      try QueryRunner.run(
        QuerySource(text: "print x = 1 | where involves('Peru')"), in: Self.snapshot)
    }
    #expect(
      failure?.diagnostics.map(\.message)
        == ["'involves' needs columns of parties, as 'actors' of 'events'"])
  }

  /// Lists that a query makes are tested value by value and give the same rows.
  @Test func `computed lists are tested as well`() throws {
    let query = """
      events | extend actor_countries = array_concat(actor_countries, dynamic([]))
      | where actor_is('Peru') | count
      """
    let outcome = try QueryRunner.run(QuerySource(text: query), in: Self.snapshot)
    #expect(outcome.results[0].table[0, 0] == .integer(2))
  }
}
