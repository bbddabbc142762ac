import Columnar
import Testing

@testable import Shell

@Suite struct DotCommandTests {
  @Test(arguments: [
    (".tables", "tables", ""),
    (".t", "'.t' may mean .tables, .timer", ""),
    (".ta", "tables", ""),
    (".sh 17", "show", "17"),
    ("  .schema   events  ", "schema", "events"),
    (".q", "quit", ""),
    (".read a file.kql", "read", "a file.kql"),
    (".tabels", "unknown command '.tabels'; did you mean '.tables'?", ""),
    (".xyzzy", "unknown command '.xyzzy'; .help lists the commands", ""),
  ])
  func `a command is known by a beginning that fits no other`(
    line: String, expected: String, argument: String
  ) {
    switch DotCommand.parse(line) {
    case .success(let (command, rest)):
      #expect(command.name == expected)
      #expect(rest == argument)
    case .failure(let problem): #expect(problem.message == expected)
    }
  }

  @Test func `commands are sorted and say what they do`() {
    let names = DotCommand.all.map(\.name)
    #expect(names == names.sorted())
    #expect(DotCommand.all.allSatisfy { !$0.summary.isEmpty })
  }
}

@Suite struct HistoryTests {
  @Test(arguments: ["print 1", "events\n| count", "print \"a\\nb\"", "\\", "문재인\n\\n", ""])
  func `a statement is one line of the file and comes back as it was`(statement: String) {
    let line = History.encode(statement)
    #expect(!line.contains("\n"))
    #expect(History.decode(line) == statement)
  }

  @Test func `statements are kept over restarts but for those that begin with a blank`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/state/casus/history"
    var first = History(path: path)
    for statement in ["print 1", "print 1", " secret", "events\n| count"] { first.add(statement) }
    #expect(first.entries == ["print 1", "events\n| count"])
    var second = History(path: path)
    #expect(second.entries == first.entries)
    second.add("print 2")
    #expect(History(path: path).entries == ["print 1", "events\n| count", "print 2"])
  }
}

@Suite struct CompleterTests {
  @Test(arguments: [
    (".sch", [".schema"]),
    ("events | whe", ["where"]),
    ("events | mv-", ["mv-expand"]),
    ("events | where place_c", ["place_country"]),
    ("", []),
    ("events | ", []),
  ])
  func `a word is completed with what a query may name`(line: String, candidates: [String]) {
    let tables = Session().catalog.snapshot()
    #expect(Completer(tables: tables, functions: []).complete(line).candidates == candidates)
  }

  @Test(
    arguments: [
      ("people | where kind == \"CON", ["CONSULT", "CONCEDE"]),
      ("people | where kind == \"CONS", ["CONSULT"]),
      ("people | where kind != 'R", ["RETREAT"]),
      ("people | where kind in (\"RETREAT\", \"CONC", ["CONCEDE"]),
      ("people | where kind !in~ (\"", ["CONSULT", "CONCEDE", "RETREAT"]),
      ("people | where names has \"문", ["문재인"]),
      ("| where kind startswith \"CONC", ["CONCEDE"]),
      ("people | where kind == \"CONSULT\" and names has \"K", ["Kofi Mensah"]),
      ("other | where kind == \"", ["elsewhere"]),
      ("people | where kind == \"x", []),
      ("people | extend a = strcat(\"CON", []),
      ("people | where nothing == \"CON", []),
    ] as [(String, [String])])
  func `a text is completed with values of its column, frequent ones first`(
    line: String, candidates: [String]
  ) {
    var people = TableBuilder(
      Schema([ColumnSchema("kind", .string), ColumnSchema("names", .dynamic)]))
    for kind in ["CONCEDE", "CONSULT", "CONSULT", "RETREAT", "say \"CON\""] {
      let names: [DynamicValue] = [.string("Kofi Mensah"), .string("문재인")]
      people.append([.string(kind), .dynamic(.array(names))])
    }
    var other = TableBuilder(Schema([ColumnSchema("kind", .string)]))
    other.append([.string("elsewhere")])
    let catalog = Catalog()
    catalog.publish(["people": people.seal(), "other": other.seal()])
    let completer = Completer(
      tables: catalog.snapshot(), functions: [], context: line.first == "|" ? "people" : "")
    #expect(completer.complete(line).candidates == candidates)
  }

  @Test func `several candidates share their beginning`() {
    let several = Completion(prefixLength: 1, candidates: ["recipient_countries", "recipients"])
    #expect(several.commonBeginning == "recipient")
    #expect(Completion(prefixLength: 0, candidates: []).commonBeginning == nil)
  }
}
