import Foundation
import TestSupport
import Testing

/// The keys of the prompt, pressed in a true terminal.
@Suite(.serialized) struct PromptTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func start(
    _ arguments: [String] = ["--no-init"], columns: Int = 80, rows: Int = 24,
    environment: [String: String] = [:]
  ) throws -> TerminalSession {
    let session = try TerminalSession(
      arguments, home: folder.path, columns: columns, rows: rows, environment: environment)
    try session.waitForPrompt()
    return session
  }

  // MARK: - Statements

  @Test func `a newcomer is greeted with a hint, and others are not`() throws {
    let first = try start()
    #expect(first.screen.text.contains("New here? Try:"))
    try first.run("print 6 * 7")
    #expect(first.screen.text.contains("42"))
    first.send("\u{04}")
    #expect(try first.waitForEnd() == 0)
    let second = try start()
    #expect(!second.screen.text.contains("New here?"))
  }

  @Test func `the prompt names what is open`() throws {
    let shell = try start()
    try shell.run("print sum = (1 +", until: " (...>")
    try shell.run("2)")
    #expect(shell.screen.text.contains("sum"))
    try shell.run(#"print greeting = ""#, until: " \"...>")
    shell.send("\u{03}")
    try shell.waitForPrompt()
    try shell.run("range x from 1 to 3 step 1 |", until: " |...>")
    try shell.run("count")
    #expect(shell.screen.text.contains("Count"))
  }

  @Test func `a leading bar goes on from the last query`() throws {
    let shell = try start()
    try shell.run("range x from 1 to 30 step 1 | where x > 3")
    try shell.run("| summarize top = max(x)")
    try shell.run("| extend double = 2 * top")
    #expect(shell.screen.text.contains("60"))
  }

  @Test func `what is wrong is underlined and the prompt comes back`() throws {
    let shell = try start()
    try shell.run("evnts | count")
    #expect(shell.screen.text.contains("did you mean 'events'?"))
    #expect(shell.screen.text.contains("^"))
    try shell.run("schema")
    #expect(shell.screen.text.contains("commands begin with a full stop: .schema"))
    try shell.run("show tables")
    #expect(shell.screen.text.contains("│ sentences │"))
  }

  // MARK: - Editing

  @Test func `Korean and emoji are edited cell by cell`() throws {
    let shell = try start()
    shell.send("print '서울'")
    try shell.waitForLine(endingWith: "print '서울'")
    shell.send("\u{1b}[D\u{1b}[D\u{7F}")
    try shell.waitForLine(endingWith: "print '울'")
    shell.send("서")
    try shell.waitForLine(endingWith: "print '서울'")
    shell.send("\r")
    try shell.wait("the answer") { $0.lines.contains("│ 서울    │") && $0.lastLine == "casus>" }
    try shell.run("print x = '😀서', y = 1")
    #expect(shell.screen.lines.contains("│ 😀서   │    1 │"))
  }

  @Test func `a family joined into one emoji takes two cells in a table`() throws {
    let shell = try start()
    try shell.run(#"print s = strlen("👩‍👩‍👧"), t = "x""#)
    let family = "👩\u{200D}👩\u{200D}👧"
    shell.paste("print t = '\(family)', u = 1")
    shell.send("\r")
    try shell.wait("the table") { $0.lastLine == "casus>" && $0.text.contains("\(family)     │") }
  }

  @Test func `keys move, delete and bring back`() throws {
    let shell = try start()
    try shell.run("print a = 1")
    shell.send("\u{1b}[A")
    try shell.waitForLine(endingWith: "casus> print a = 1")
    shell.send("\u{01}\u{0B}print b = 2")
    try shell.waitForLine(endingWith: "casus> print b = 2")
    shell.send("\u{17}3\r")
    try shell.wait("3") { $0.lines.contains("│    3 │") && $0.lastLine == "casus>" }
  }

  // MARK: - Pasting

  @Test func `a pasted block is one statement and one entry, and waits for Enter`() throws {
    let shell = try start()
    let block = "range x from 1 to 9 step 1\n| where x > 4\n| summarize sum(x)"
    shell.paste(block)
    try shell.waitFor("| summarize sum(x)")
    #expect(!shell.screen.text.contains("35"))
    shell.send("\r")
    try shell.wait("35") { $0.text.contains("│    35 │") && $0.lastLine == "casus>" }
    try shell.run("print 1")
    shell.send("\u{1b}[A\u{1b}[A")
    try shell.waitForLine(endingWith: "| summarize sum(x)")
    #expect(shell.screen.lines.suffix(3).first == "casus> range x from 1 to 9 step 1")
    let history = try String(
      contentsOfFile: folder.path + "/state/casus/history", encoding: .utf8)
    #expect(history.split(separator: "\n").count == 2)
  }

  @Test func `a tab in a pasted block completes nothing`() throws {
    let shell = try start()
    shell.paste("print\tab = 1")
    shell.send("\r")
    try shell.wait("the row") { $0.text.contains("│    1 │") && $0.lastLine == "casus>" }
  }

  @Test func `two thousand lines are pasted and run as one`() throws {
    let shell = try start()
    let rows = (1...2000).map { "  \"name \($0)\", \($0)," }.joined(separator: "\n")
    shell.paste("datatable(name: string, n: long) [\n\(rows)\n]\n| summarize count(), sum(n)")
    try shell.waitForLine(endingWith: "| summarize count(), sum(n)")
    shell.send("\r")
    try shell.wait("the sum") { $0.text.contains("2001000") && $0.lastLine == "casus>" }
    try shell.run(".history 1")
    #expect(shell.screen.text.contains("name 2000"))
  }

  // MARK: - History

  @Test func `history survives a kill, half a line and a second shell`() throws {
    let one = try start()
    let two = try start()
    try one.run("print 'from one'")
    try two.run("print 'from two'")
    try one.run(" print 'secret'")
    one.kill()
    two.kill()
    let path = folder.path + "/state/casus/history"
    let kept = try String(contentsOfFile: path, encoding: .utf8)
    #expect(kept == "print 'from one'\nprint 'from two'\n")
    try (kept + "half a li").write(toFile: path, atomically: true, encoding: .utf8)
    let three = try start()
    try three.run("print 'after'")
    shellHistory(three, shows: ["print 'from one'", "print 'from two'", "print 'after'"])
    #expect(
      try String(contentsOfFile: path, encoding: .utf8).contains("half a li\nprint 'after'\n"))
  }

  private func shellHistory(_ shell: TerminalSession, shows entries: [String]) {
    try? shell.run(".history")
    for entry in entries { #expect(shell.screen.lines.contains(entry)) }
  }

  @Test func `history is listed by number and by pattern`() throws {
    let shell = try start()
    for text in ["print apple = 1", "print Pear = 2", "print plum = 3"] { try shell.run(text) }
    try shell.run(".history /PEAR|plum/")
    #expect(
      shell.screen.lines.suffix(4).dropLast()
        == ["print Pear = 2", "print plum = 3", ".history /PEAR|plum/"])
    try shell.run(".history 1")
    #expect(shell.screen.lines.suffix(2).first == ".history 1")
    try shell.run(".history nine")
    #expect(shell.screen.text.contains("'nine' is no number of statements"))
  }

  @Test func `Ctrl-R searches for words in any script`() throws {
    let shell = try start()
    for text in ["print city = '서울'", "print city = 'Accra'", "print other = 5"] {
      try shell.run(text)
    }
    shell.send("\u{12}")
    try shell.waitForLine(endingWith: "(search) '':")
    shell.send("city")
    try shell.waitForLine(endingWith: "(search) 'city': print city = 'Accra'")
    shell.send("\u{12}")
    try shell.waitForLine(endingWith: "(search) 'city': print city = '서울'")
    shell.send("\r")
    try shell.wait("서울") { $0.text.contains("│ 서울   │") && $0.lastLine == "casus>" }
    shell.send("abc\u{12}서울")
    try shell.waitForLine(endingWith: "(search) '서울': print city = '서울'")
    shell.send("\u{7F}\u{7F}acc")
    try shell.waitForLine(endingWith: "(search) 'acc': print city = 'Accra'")
    shell.send("\u{07}")
    try shell.waitForLine(endingWith: "casus> abc")
    shell.send("\u{12}accra\u{05}")
    try shell.waitForLine(endingWith: "casus> print city = 'Accra'")
    shell.send(", more = 1\r")
    try shell.wait("the new row") { $0.text.contains("│ Accra  │    1 │") }
  }

  // MARK: - Signals

  @Test func `Ctrl-C drops the line, the open statement and the query`() throws {
    let shell = try start()
    shell.send("print nonsense")
    try shell.waitForLine(endingWith: "print nonsense")
    shell.send("\u{03}")
    try shell.waitForPrompt()
    try shell.run("print (", until: " (...>")
    shell.send("\u{03}")
    try shell.waitForPrompt()
    let endless = "range x from 1 to 1000000000000 step 1 | summarize sum(x)"
    shell.send(endless)
    try shell.waitForLine(endingWith: endless)
    shell.send("\r")
    try shell.waitFor("rows")
    shell.send("\u{03}")
    try shell.wait("cancelled") { $0.text.contains("cancelled") && $0.lastLine == "casus>" }
    try shell.run("print alive = 1")
    #expect(shell.screen.text.contains("alive"))
  }

  @Test func `Ctrl-C stops reading articles and leaves the tables as they were`() throws {
    let shell = try start()
    let path = folder.path + "/articles.txt"
    #expect(unsafe mkfifo(path, 0o600) == 0)
    shell.send(".load \(path)\r")
    // A pipe can be opened to write once somebody reads it.
    var writer: Int32 = -1
    try shell.wait("the pipe to be read") { _ in
      writer = unsafe open(path, O_WRONLY | O_NONBLOCK)
      return writer >= 0
    }
    defer { close(writer) }
    shell.send("\u{03}")
    try shell.wait("cancelled") { $0.text.contains("cancelled") && $0.lastLine == "casus>" }
    try shell.run("events | count")
    #expect(shell.screen.text.contains("│     0 │"))
  }

  @Test func `Ctrl-D leaves an empty line only`() throws {
    let shell = try start()
    shell.send("print 1\u{04}")
    try shell.waitForLine(endingWith: "print 1")
    shell.send("\u{15}\u{04}")
    #expect(try shell.waitForEnd() == 0)
  }

  // MARK: - The window

  @Test func `a result fits the window as it is now`() throws {
    let shell = try start(["--no-init"], columns: 100)
    let query = "print a = strcat_array(repeat('word', 30), ' ')"
    try shell.run(query)
    #expect(shell.screen.lines.contains { $0.hasPrefix("┌") && $0.count == 100 })
    shell.resize(columns: 60, rows: 24)
    // Keys typed while the prompt is being drawn anew would be seen in the wrong place.
    shell.send("\u{0c}")
    try shell.wait("a cleared window") { $0.lines.first == "casus>" && $0.lastLine == "casus>" }
    try shell.run(query)
    #expect(shell.screen.lines.contains { $0.hasSuffix("┐") && $0.count == 60 })
  }

  @Test func `there is no colour with NO_COLOR and some without`() throws {
    let plain = try start(environment: ["NO_COLOR": "1"])
    try plain.run("print x = 1")
    #expect(plain.screen.styleCount == 0)
    let coloured = try start()
    try coloured.run("print x = 1")
    #expect(coloured.screen.styleCount > 0)
  }

  @Test func `of many rows head and tail are shown, and all go to the pager`() throws {
    let shell = try start(environment: ["PAGER": "tail -n 3"])
    try shell.run("range x from 1 to 20000 step 1")
    #expect(shell.screen.text.contains("20000 rows (40 shown)"))
    try shell.run(".last")
    #expect(shell.screen.lines.contains("20000 rows"))
    try shell.run(".pager on")
    try shell.run("range x from 1 to 500 step 1")
    #expect(shell.screen.lines.contains("500 rows"))
  }

  @Test func `a wide row becomes a record in the mode auto`() throws {
    let shell = try start(rows: 60)
    try shell.run(".mode auto")
    try shell.run("print a = 1")
    #expect(shell.screen.text.contains("│    1 │"))
    let columns = (1...20).map { "column_number_\($0) = 'value \($0)'" }.joined(separator: ", ")
    shell.paste("print " + columns)
    shell.send("\r")
    try shell.wait("a record") { $0.lastLine == "casus>" && $0.text.contains("column_number_20 ") }
    #expect(shell.screen.lines.contains { $0.hasPrefix("column_number_20") })
  }
}
