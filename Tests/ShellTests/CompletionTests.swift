import Columnar
import Testing

@testable import Shell

@Suite struct CompletionTests {
  private static let people: Table = {
    var people = TableBuilder(
      Schema([ColumnSchema("kind", .string), ColumnSchema("names", .dynamic)]))
    for kind in ["CONCEDE", "CONSULT", "CONSULT", "RETREAT", "say \"CON\""] {
      let names: [DynamicValue] = [.string("Kofi Mensah"), .string("문재인")]
      people.append([.string(kind), .dynamic(.array(names))])
    }
    return people.seal()
  }()

  private static let other: Table = {
    var other = TableBuilder(
      Schema([ColumnSchema("kind", .string), ColumnSchema("odd name", .long)]))
    other.append([.string("elsewhere"), .integer(1)])
    return other.seal()
  }()

  private func candidates(_ line: String, context: String = "") -> [String] {
    let session = Session()
    session.catalog.publish(["people": Self.people, "other": Self.other])
    return Completer(names: session.names, context: context).complete(line).candidates.map(\.text)
  }

  @Test(
    arguments: [
      // Commands and what they take.
      (".sch", [".schema"]),
      (".schema peo", ["people"]),
      (".mode table", ["table-json"]),
      (".timer o", ["on", "off"]),
      (".set ro", ["rows"]),
      (".help mv-e", ["mv-expand"]),
      (".explain people | whe", ["where"]),
      (".explain run people | whe", ["where"]),
      // Where a pipeline begins.
      ("peo", ["people"]),
      ("PEO", ["people"]),
      ("let x = peo", ["people"]),
      ("let x = 5; peo", ["people"]),
      ("union peo", ["people"]),
      ("people | join kind=inner (oth", ["other"]),
      ("people | where kind in (toscalar(oth", ["other"]),
      // Behind a bar.
      ("people | whe", ["where"]),
      ("people | mv-", ["mv-apply", "mv-expand"]),
      ("people | project-r", ["project-rename", "project-reorder"]),
      ("people | take 5 | cou", ["count"]),
      ("people\n| join kind=inner (other | whe", ["where"]),
      // Columns of the rows at that point.
      ("people | where ", ["kind", "names"]),
      ("people | where na", ["names"]),
      ("people | project renamed = kind | where ", ["renamed"]),
      ("people | project renamed = kind | where k", []),
      ("people | summarize n = count() by kind | sort by ", ["kind", "n"]),
      ("other | project ", ["kind", "['odd name']"]),
      ("people | where (na", ["names"]),
      ("people | join kind=inner (other | where ", ["kind", "['odd name']"]),
      ("people | extend a = strlen(ki", ["kind"]),
      ("print 1; people | where ", ["kind", "names"]),
      ("let p = people; p | where na", ["names"]),
      ("people | where kind == 'CONSULT' and na", ["names"]),
      // Words of operators.
      ("people | where kind has_a", ["has_all (", "has_any ("]),
      ("people | summarize count() b", ["by", "between ("]),
      ("people | sort b", ["by"]),
      ("people | sort by kind de", ["desc"]),
      ("people | join kind=lefto", ["leftouter"]),
      ("people | join k", ["kind="]),
      ("people | union kind=o", ["outer"]),
      ("people | render colu", ["columnchart"]),
      ("people | render barchart with (xc", ["xcolumn="]),
      ("people | render barchart with (xcolumn=na", ["names"]),
      ("people | evaluate piv", ["pivot("]),
      // Functions.
      ("print startofm", ["startofmonth("]),
      ("people | summarize dcounti", ["dcountif("]),
      ("people | where dcounti", []),
      ("print now", ["now("]),
      // Nothing sensible.
      ("people | take 5 ", []),
      ("people | count ", []),
      ("people | take ", []),
    ] as [(String, [String])])
  func `a word is completed with what may stand there`(line: String, expected: [String]) {
    #expect(candidates(line) == expected)
  }

  @Test(
    arguments: [
      ("people | where kind == \"CON", ["CONSULT", "CONCEDE"]),
      ("people | where kind == \"con", ["CONSULT", "CONCEDE"]),
      ("people | where kind == \"CONS", ["CONSULT"]),
      ("people | where kind != 'R", ["RETREAT"]),
      ("people | where kind in (\"RETREAT\", \"CONC", ["CONCEDE"]),
      ("people | where kind !in~ (\"", ["CONSULT", "CONCEDE", "RETREAT"]),
      ("people | where names has \"문", ["문재인"]),
      ("people | where set_has_element(names, \"ko", ["Kofi Mensah"]),
      ("people | where kind == \"CONSULT\" and names has \"K", ["Kofi Mensah"]),
      ("other | where kind == \"", ["elsewhere"]),
      ("people | where kind == \"x", []),
      ("people | where nothing == \"CON", []),
    ] as [(String, [String])])
  func `a text is completed with values of its column, frequent ones first`(
    line: String, expected: [String]
  ) {
    #expect(candidates(line) == expected)
  }

  @Test func `a line that goes on is completed by what it goes on from`() {
    #expect(candidates("| where ", context: "people") == ["kind", "names"])
    #expect(candidates("where kind == 'ret", context: "people |") == ["RETREAT"])
  }

  @Test func `inside of any other text nothing is offered`() {
    #expect(candidates("people | extend a = strcat(\"CON") == [])
    #expect(candidates("print 'whe") == [])
  }

  @Test func `the function that is open is told`() {
    let session = Session()
    let completion = Completer(names: session.names).complete("print substring(")
    #expect(completion.hint == "substring(text, start [, length])")
  }

  @Test(arguments: [
    (30, "alpha     beta      문재인\ngamma     delta_ep\n"),
    (10, "alpha\nbeta\n문재인\ngamma\ndelta_ep\n"),
  ])
  func `candidates stand in columns`(width: Int, listing: String) {
    let names = ["alpha", "beta", "문재인", "gamma", "delta_ep"].map { Completion.Candidate($0) }
    #expect(Completion(typed: "", candidates: names).listing(width: width) == listing)
  }

  @Test(
    arguments: [
      ("r", ["recipient_countries", "recipients"], "recipient"),
      ("R", ["recipient_countries", "recipients"], "recipient"),
      ("recipient", ["recipient_countries", "recipients"], nil),
      ("cons", ["CONSULT"], "CONSULT "),
      ("x", [], nil),
    ] as [(String, [String], String?)])
  func `as much is put in as is certain`(
    typed: String, candidates: [String], replacement: String?
  ) {
    let completion = Completion(typed: typed, candidates: candidates.map { .init($0) })
    #expect(completion.replacement == replacement)
  }
}
