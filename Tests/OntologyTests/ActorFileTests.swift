import Ontology
import Testing

@Suite struct ActorFileTests {
  private static let header = "name\taliases\tcountry\tsector\tfrom\tto\trole\tkind\n"

  @Test func `a line gives an actor under every name`() throws {
    let file = ActorFile(
      text:
        "# ours\n\nKari Nordmann\tK. Nordmann|Nordmann K.\tNOR\tGOV\t2021-10\t\tforeign minister\n")
    #expect(file.problems.isEmpty)
    #expect(
      file.entries.map(\.name) == ["Kari Nordmann", "K. Nordmann", "Nordmann K.", "Nordmann"])
    let first = try #require(file.entries.first).entity
    #expect(first.kind == .person)
    #expect(first.officeKinds == .foreign)
    #expect(first.start == "2021-10" && first.end.isEmpty)
    #expect(file.entries.last?.entity.kind == .surname)
  }

  @Test(arguments: [
    ("Quayside Front\t\t\tREB", WorldEntity.Kind.armedGroup), ("Reed Party\t\tNLD\tPTY", .party),
    ("Ana Ruiz\t\tESP\tCVL", .person), ("Port Bank\t\tNLD\tBUS", .business),
    ("Rivers Pact\t\tIGO:RP\tIGO", .international),
    ("Reed House\t\tNLD\tGOV\t\t\t\tseat", .seat),
  ])
  func `what an actor is follows from its sector where no kind says it`(
    row: (line: String, kind: WorldEntity.Kind)
  ) {
    let file = ActorFile(text: row.line)
    #expect(file.problems.isEmpty)
    #expect(file.entries.first?.entity.kind == row.kind)
  }

  @Test func `a header line may name the columns in another order`() {
    let file = ActorFile(text: "country\tname\nNOR\tHarbour League\n")
    #expect(file.problems.isEmpty)
    #expect(file.entries.first?.entity.country == "NOR")
  }

  @Test(arguments: [
    ("\t\tNOR", 1, 1, "the name is missing"),
    ("Ana\t\tNorway", 1, 6, "unknown country 'Norway'; the code is 'NOR'"),
    ("Ana\t\tnor", 1, 6, "unknown country 'nor'; the code is 'NOR'"),
    (
      "Ana\t\tQQQ", 1, 6,
      "unknown country 'QQQ'; expected an ISO 3166 alpha-3 code or IGO:NAME"
    ),
    ("# x\nAna\t\t\t\t2021-13", 2, 8, "'2021-13' is no day; expected 2021, 2021-10 or 2021-10-14"),
    (
      "Ana\t\t\t\t2021\t2020", 1, 13, "the term ends in '2020', before it begins in '2021'"
    ),
    ("Ana\t\t\t\t\t\t\t\tmore", 1, 12, "9 fields, but there are 8 columns"),
  ])
  func `what is wrong is told with line and column`(
    row: (text: String, line: Int, column: Int, message: String)
  ) throws {
    let problem = try #require(ActorFile(text: row.text).problems.first)
    #expect(problem.line == row.line)
    #expect(problem.column == row.column)
    #expect(problem.message == row.message)
  }

  @Test func `unknown sectors, kinds and columns are told with those that there are`() {
    let problems = ActorFile(text: "name\tsecteur\nAna\tx\n").problems.map(\.message)
    #expect(problems.count == 1)
    #expect(problems[0].hasPrefix("unknown column 'secteur'; there are name, aliases,"))
    let sector = ActorFile(text: "Ana\t\t\tGOVT").problems.map(\.message)
    #expect(sector.first?.hasPrefix("unknown sector 'GOVT'; there are GOV, MIL,") == true)
  }

  @Test func `all faults of a file are told, not only the first`() {
    let file = ActorFile(text: Self.header + "Ana\t\tQQQ\nBo\t\t\tXXX\n")
    #expect(file.problems.map(\.line) == [2, 3])
  }

  @Test func `a name of the user's means nothing else`() {
    let file = ActorFile(text: "Washington\t\tZAF\tBUS\t\t\t\tbusiness\n")
    let world = ActorDictionary.shared.adding(file.entries)
    #expect(world.entries(for: "Washington").map(\.country) == ["ZAF"])
    #expect(ActorDictionary.shared.entries(for: "Washington").map(\.country).contains("USA"))
  }

  @Test func `an officer of the user's holds the office`() {
    let file = ActorFile(text: "Kari Nordmann\t\tNOR\tGOV\t2031\t2033\tforeign minister\n")
    let world = ActorDictionary.shared.adding(file.entries)
    let held = world.holders(of: .foreign, in: "NOR", on: "2032-05-01").map(\.name)
    #expect(held.contains("Kari Nordmann"))
    #expect(
      !world.holders(of: .foreign, in: "NOR", on: "2035").contains { $0.name == "Kari Nordmann" })
  }
}
