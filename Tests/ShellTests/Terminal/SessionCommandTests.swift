import Foundation
import TestSupport
import Testing

/// What commands do in a true terminal: programs they start, files they keep, what `--safe` forbids.
@Suite(.serialized) struct SessionCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func start(
    _ arguments: [String] = ["--no-init"], environment: [String: String] = [:]
  ) throws -> TerminalSession {
    let session = try TerminalSession(
      arguments, home: folder.path, rows: 40, environment: environment)
    try session.waitForPrompt()
    return session
  }

  private func write(_ text: String, to name: String) throws -> String {
    let path = folder.path + "/" + name
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  @Test func `an editor gets the last query, and what it leaves is run and kept`() throws {
    let editor = try write("#!/bin/sh\nsed -i s/41/42/ \"$1\"\n", to: "editor")
    unsafe chmod(editor, 0o700)
    let shell = try start(environment: ["VISUAL": editor])
    try shell.run("print answer = 41")
    try shell.run(".edit")
    #expect(shell.screen.text.contains("│     42 │"))
    shell.send("\u{1b}[A")
    try shell.waitForLine(endingWith: "casus> print answer = 42")
  }

  @Test func `queries are kept under names and run with values`() throws {
    let shell = try start()
    try shell.run("declare query_parameters(n: long = 1); print twice = 2 * n")
    try shell.run(".save-query double")
    try shell.run(".run double n=21")
    #expect(shell.screen.text.contains("│    42 │"))
    try shell.run(".param n=50")
    try shell.run(".run double")
    #expect(shell.screen.text.contains("│   100 │"))
    try shell.run(".run")
    #expect(shell.screen.text.contains("│ double │"))
    try shell.run(".run duoble")
    #expect(shell.screen.text.contains("did you mean 'double'?"))
    try shell.run(".save-query ../x")
    #expect(shell.screen.text.contains("a name has letters"))
    // A value is bound, whatever stands in it.
    try shell.run("declare query_parameters(s: string); print length = strlen(s)")
    try shell.run(".save-query length")
    try shell.run(".run length 's=\" | take 0'")
    #expect(shell.screen.text.contains("│     10 │"))
  }

  @Test func `functions are kept for later sessions, over several lines and in their order`() throws
  {
    let first = try start([])
    first.send(".create function twice(x: long) {\r")
    try first.waitForLine(endingWith: "{...>")
    try first.run("  2 * x }")
    try first.run(".create function four(x: long) { twice(twice(x)) }")
    try first.run(".create function twice(x: long) { 3 * x }")
    let second = try start([])
    try second.run("print four(2)")
    #expect(second.screen.text.contains("│      18 │"))
    try second.run(".drop function four")
    try second.run(".create function six() { 6 }")
    let third = try start([])
    try third.run(".show functions")
    #expect(third.screen.text.contains("│ twice    │ (x: long) { 3 * x } │"))
    #expect(third.screen.text.contains("│ six      │ () { 6 }"))
    #expect(third.screen.text.contains("2 rows"))
  }

  @Test func `settings are listed and changed`() throws {
    let shell = try start()
    try shell.run(".set")
    #expect(shell.screen.lines.contains { $0.hasPrefix("│ rows      │ 40") })
    try shell.run(".set rows 10")
    try shell.run("range x from 1 to 30 step 1")
    #expect(shell.screen.text.contains("30 rows (10 shown)"))
    try shell.run(".set mode csv")
    try shell.run("print a = 1, b = 2")
    #expect(shell.screen.lines.suffix(3).dropLast() == ["a,b", "1,2"])
    try shell.run(".set rwos 3")
    #expect(shell.screen.text.contains("did you mean 'rows'?"))
  }

  @Test func `a safe shell writes nothing, runs nothing and reads only what was given`() throws {
    let given = try write("Ghana rejected the offer.", to: "given.txt")
    let other = try write("Ghana rejected the offer.", to: "other.txt")
    let shell = try start(["--safe", given], environment: ["EDITOR": "true"])
    for (line, answer) in [
      (".once \(folder.path)/out.csv", "--safe allows no files"),
      (".output \(folder.path)/out.csv", "--safe allows no files"),
      (".edit", "--safe allows no programs"),
      (".pager less", "--safe allows no programs"),
      (".load \(other)", "--safe allows only the paths given"),
      (".read \(other)", "--safe allows only the paths given"),
    ] {
      shell.send("\u{0C}")
      try shell.run(line)
      #expect(shell.screen.flat.contains(answer), "\(line)")
    }
    try shell.run("print 1")
    try shell.run(".save-query one")
    #expect(shell.screen.text.contains("'one' is not written"))
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(left.sorted() == ["given.txt", "other.txt"])
  }

  @Test func `a start file is run, and an error in it is shown with its place`() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path + "/config/casus", withIntermediateDirectories: true)
    _ = try write(".mode csv\n\n.mode nonsense\n", to: "config/casus/init.kql")
    let shell = try start([])
    #expect(shell.screen.flat.contains("init.kql:3:1: error: unknown mode 'nonsense'"))
    try shell.run("print a = 1, b = 2")
    #expect(shell.screen.lines.contains("a,b"))
  }

  @Test func `help teaches a word with an example and what it gives`() throws {
    let shell = try start(["--no-init", packageDirectory + "/seeds"])
    try shell.run(".help summarize")
    #expect(shell.screen.text.contains("T | summarize n = count(), avg(x) by a"))
    #expect(shell.screen.text.contains("│ Seoul"))
    try shell.run(".help has")
    #expect(shell.screen.text.contains("whole term"))
    try shell.run(".help consult")
    #expect(shell.screen.text.contains("phone 1.5"))
    #expect(shell.screen.text.contains("in the loaded data: "))
    try shell.run(".help render")
    #expect(shell.screen.text.contains("timechart"))
    try shell.run(".help sumarize")
    #expect(shell.screen.text.contains("did you mean 'summarize'?"))
  }
}
