import Columnar
import Testing

@testable import Shell

@Suite struct DotCommandTests {
  @Test(arguments: [
    (".tables", "tables", ""),
    (".t", "'.t' may mean .tables, .timer", ""),
    (".run a n=1", "run", "a n=1"),
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

  @Test(arguments: [
    ("a b", ["a", "b"]), ("  'a b'  c=\"d e\" ", ["a b", "c=d e"]), ("", []),
    ("'it''s'", ["its"]), ("\"서울 시\"", ["서울 시"]),
  ])
  func `quotes hold the words of an argument together`(text: String, words: [String]) {
    #expect(DotCommand.argumentWords(text) == words)
  }

  @Test(arguments: [
    ("n=1", "n", "1"), ("who = 'Moon Jae-in'", "who", "Moon Jae-in"), ("n=", "n", ""),
    ("=1", nil, ""), ("n", nil, ""), ("a b=1", nil, ""), ("n=a=b", "n", "a=b"),
  ])
  func `a value is given by name`(text: String, name: String?, value: String) {
    #expect(DotCommand.assignment(text)?.name == name)
    if name != nil { #expect(DotCommand.assignment(text)?.value == value) }
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
