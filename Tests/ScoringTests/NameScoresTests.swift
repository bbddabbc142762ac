import Scoring
import Testing

@Suite struct NameScoresTests {
  private func named(_ name: String, _ country: String?) -> NameScores.Named {
    NameScores.Named(name: name, country: country)
  }

  @Test func `a name is right with all its words and its country, and counts once`() {
    var scores = NameScores()
    let missed = scores.add(
      gold: [
        named("Bank of Italy", "ITA"), named("Bank of Italy", "ITA"), named("Ana Paz", "PER"),
        named("Bo Larsen", "DNK"), named("Italian voters", "ITA"),
      ],
      found: [
        named("BANK OF ITALY", "ITA"), named("Ana Paz", "BOL"), named("Larsen", "DNK"),
        named("Italian voters", "ITA"),
      ])
    #expect(missed.map(\.name) == ["Ana Paz", "Bo Larsen"])
    #expect(scores.proper.right == 1 && scores.proper.gold == 3)
    #expect(scores.described.right == 1 && scores.described.gold == 1)
  }

  @Test(arguments: [
    ("Bank of Italy", true), ("U.N.", true), ("G20", true), ("Italian voters", false),
    ("protesters", false), ("Omar bin Saad", true),
  ])
  func `names of persons, countries and bodies have capitals`(row: (name: String, isProper: Bool)) {
    #expect(named(row.name, nil).isProper == row.isProper)
  }

  @Test func `no country and an empty one are the same`() {
    var scores = NameScores()
    #expect(scores.add(gold: [named("Moe", nil)], found: [named("Moe", "")]).isEmpty)
  }
}
