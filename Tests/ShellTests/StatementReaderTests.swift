import Testing

@testable import Shell

@Suite struct StatementReaderTests {
  /// The statements that come of typing `lines`, each with the number of the line that ended it.
  private func read(
    _ mode: StatementReader.Mode, _ lines: [String], lastQuery: String? = nil
  ) -> [String] {
    var reader = StatementReader(mode)
    var found: [String] = []
    for (index, line) in lines.enumerated() {
      found += reader.add(line, lastQuery: lastQuery).map { "\(index + 1): \($0.text)" }
    }
    return found + reader.finish().map { "end: \($0.text)" }
  }

  @Test(arguments: [
    (["events | count"], ["1: events | count"]),
    (["events |", "count"], ["2: events |\ncount"]),
    (
      ["events | where (type == 1", ") and mode ==", "2"],
      ["3: events | where (type == 1\n) and mode ==\n2"]
    ),
    (["", "  ", "print 1"], ["3: print 1"]),
    ([".tables", "print 1"], ["1: .tables", "2: print 1"]),
    (
      [".create function f() {", "1", "}", "print f()"],
      ["3: .create function f() {\n1\n}", "4: print f()"]
    ),
    ([".create function f(", ".tables"], ["2: .create function f(\n.tables"]),
    ([".create table t (", "print 1"], ["1: .create table t (", "2: print 1"]),
    (["print 1)"], ["1: print 1)"]),
    (["// a remark", "print 1"], ["2: print 1"]),
    (["print .5"], ["1: print .5"]),
  ])
  func `at a prompt a statement runs as soon as it is complete`(lines: [String], expected: [String])
  {
    #expect(read(.prompt, lines) == expected)
  }

  @Test(arguments: [
    ("print 1\nprint 2", ["1: print 1", "1: print 2"]),
    ("events\n| take 1\n\n| count", ["1: events\n| take 1\n\n| count"]),
    (".mode csv\nprint 1\n\nprint 2", ["1: .mode csv", "1: print 1", "1: print 2"]),
    ("let a = 1;\nprint a", ["1: let a = 1;\nprint a"]),
    ("print 1\nprint (2", ["1: print 1", "end: print (2"]),
    ("| take 1\n| count", ["1: events\n| take 1\n| count"]),
    ("| count\nprint 1", ["1: events\n| count", "1: print 1"]),
    ("print 1)\nprint 2", ["1: print 1)", "1: print 2"]),
    ("// a remark\n.tables", ["1: .tables"]),
    (
      "print 1\n.create function f() {\n  1\n}\nprint f()",
      ["1: print 1", "1: .create function f() {\n  1\n}", "1: print f()"]
    ),
  ])
  func `a pasted block is a script whose statements all run`(block: String, expected: [String]) {
    #expect(read(.prompt, [block], lastQuery: "events") == expected)
  }

  @Test(arguments: [
    (["events", "| count"], ["end: events\n| count"]),
    (["events", "| count", "", "print 1"], ["3: events\n| count", "end: print 1"]),
    (["print 1", "print 2"], ["2: print 1", "end: print 2"]),
    (["print 1;", "print 2;"], ["1: print 1;", "2: print 2;"]),
    (["events", "// only some", "| take 1"], ["end: events\n// only some\n| take 1"]),
    (["// a remark", ".tables"], ["2: .tables"]),
    (["print 1", ".tables"], ["2: print 1", "2: .tables"]),
    (["print", "1", "+ 2", "print 3"], ["4: print\n1\n+ 2", "end: print 3"]),
    (["print (1"], ["end: print (1"]),
    (["// nothing", ""], []),
  ])
  func `in a script a statement waits for the pipes that follow`(
    lines: [String], expected: [String]
  ) {
    #expect(read(.script, lines) == expected)
  }

  @Test(arguments: [
    ("events", "| count", "events\n| count"),
    ("events | take 5 ;\n", "  | count", "events | take 5\n  | count"),
  ])
  func `a line that begins with a pipe goes on from the last query`(
    last: String, line: String, expected: String
  ) {
    #expect(read(.prompt, [line], lastQuery: last) == ["1: \(expected)"])
  }

  @Test(arguments: [
    ([], "casus> "),
    (["print ("], " (...> "),
    (["print 1 |"], " |...> "),
    (["print a["], " [...> "),
    (["print ```a"], "```...> "),
    (["print 1"], "casus> "),
  ])
  func `the prompt shows what is open`(lines: [String], prompt: String) {
    var reader = StatementReader(.prompt)
    for line in lines { _ = reader.add(line) }
    #expect(reader.prompt == prompt)
  }

  @Test func `a dropped statement leaves nothing behind`() {
    var reader = StatementReader(.prompt)
    #expect(reader.add("print (1") == [])
    reader.drop()
    #expect(reader.prompt == "casus> ")
    #expect(reader.add("print 2").map(\.text) == ["print 2"])
  }

  @Test func `lines of a script keep their numbers`() {
    var reader = StatementReader(.script)
    var statements: [StatementReader.Statement] = []
    for line in ["", "print 1", "", "// two", "print", "2;"] { statements += reader.add(line) }
    #expect(statements.map(\.firstLine) == [2, 4])
  }

  @Test func `a long table is read in time that grows with its length`() {
    var reader = StatementReader(.script)
    _ = reader.add("datatable (a: long) [")
    for row in 0..<20_000 { #expect(reader.add("  \(row),").isEmpty) }
    #expect(reader.add("];").count == 1)
  }
}

@Suite struct ScriptBlocksTests {
  @Test func `a script is cut at its command lines`() {
    let blocks = ScriptBlocks.split(
      "let n = 1;\n\nprint n;\n.mode csv\n\n  .tables\nprint 2\n| take 1\n")
    #expect(
      blocks.map(\.text) == [
        "let n = 1;\n\nprint n;", ".mode csv", "  .tables", "print 2\n| take 1\n",
      ])
    #expect(blocks.map(\.firstLine) == [1, 4, 6, 7])
    #expect(blocks.map(\.isCommand) == [false, true, true, false])
  }

  @Test(arguments: [
    ("let a = 1;\n\nprint a\n", ["let a = 1;\n\nprint a\n"]),
    ("events\n\n| count", ["events\n\n| count"]),
    ("print 1\n\nprint 2", ["print 1", "print 2"]),
    ("print 1\nprint 2)", ["print 1", "print 2)"]),
  ])
  func `queries may be parted by lines alone`(script: String, blocks: [String]) {
    #expect(ScriptBlocks.split(script).map(\.text) == blocks)
    #expect(ScriptBlocks.split(script, partsAtLines: false).map(\.text) == [script])
  }
}

@Suite struct StoredFunctionTests {
  @Test(arguments: [
    (".create function f(x: long) { x }", "f", "let f = (x: long) { x }"),
    ("  .create-or-alter function  f() { 1 };", "f", "let f = () { 1 }"),
    (".alter function f ( ) { 1 }", "f", "let f = ( ) { 1 }"),
    (
      ".create function ifnotexists with (docstring='a b') f(x: int) { x }", "f",
      "let f = (x: int) { x }"
    ),
    (".create function", nil, nil), (".create function f", nil, nil),
    (".create table f (x: long)", nil, nil), (".createfunction f() { 1 }", nil, nil),
    ("create function f() { 1 }", nil, nil),
  ])
  func `a command that creates a function is a let statement`(
    command: String, name: String?, text: String?
  ) {
    let statement = StoredFunctions.statement(of: command)
    #expect(statement?.name == name)
    #expect(statement?.text == text)
  }
}
