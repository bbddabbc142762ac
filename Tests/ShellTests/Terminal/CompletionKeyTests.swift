import Foundation
import TestSupport
import Testing

/// Tab, in a true terminal over the seed articles.
@Suite(.serialized) struct CompletionKeyTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func start(_ paths: [String] = []) throws -> TerminalSession {
    let session = try TerminalSession(["--no-init"] + paths, home: folder.path)
    try session.waitForPrompt()
    return session
  }

  /// What Tab makes of a line, one shell for all of them.
  @Test func `Tab completes what is possible at that place`() throws {
    let shell = try start([packageDirectory + "/seeds"])
    let cases = [
      ("ev\t", "casus> events"),
      ("EVE\t", "casus> events"),
      ("events | summ\t", "casus> events | summarize"),
      ("events | project-aw\t", "casus> events | project-away"),
      ("events | where actor_c\t", "casus> events | where actor_countries"),
      ("events | project n = id | where n\t", "casus> events | project n = id | where n"),
      ("events | where type sta\t", "casus> events | where type startswith"),
      ("events | where type == \"cons\t", "casus> events | where type == \"CONSULT\""),
      ("events | where involves(\"Kang K\t", "casus> events | where involves(\"Kang Kyung-wha\""),
      ("events | sort b\t", "casus> events | sort by"),
      ("events | join kind=leftse\t", "casus> events | join kind=leftsemi"),
      ("events | join kind=inner (quo\t", "casus> events | join kind=inner (quotes"),
      (
        "events | join kind=inner (quotes | where spea\t",
        "casus> events | join kind=inner (quotes | where speaker"
      ),
      ("events | summarize n = count() by typ\t", "casus> events | summarize n = count() by type"),
      ("events | render timec\t", "casus> events | render timechart"),
      ("print startofm\t", "casus> print startofmonth("),
      (".ta\t", "casus> .tables"),
      (".mode mark\t", "casus> .mode markdown"),
      (".schema quo\t", "casus> .schema quotes"),
      (".help summ\t", "casus> .help summarize"),
      (".explain events | wh\t", "casus> .explain events | where"),
    ]
    for (keys, line) in cases {
      shell.send(keys)
      try shell.waitForLine(endingWith: line)
      shell.send("\u{03}")
      try shell.waitForPrompt()
    }
  }

  @Test func `a second Tab lists, below what is typed`() throws {
    let shell = try start()
    shell.send("events | project-\t\t")
    try shell.waitFor("project-away")
    try shell.waitForLine(endingWith: "casus> events | project-")
    #expect(shell.screen.lines.contains { $0.hasPrefix("project-away  ") })
    shell.send("\u{03}")
    try shell.waitForPrompt()
    shell.send("print datetime_\t\t")
    try shell.waitFor("datetime_diff(unit, later, earlier)")
    shell.send("\u{03}")
    try shell.waitForPrompt()
    shell.paste("events\n| where ")
    try shell.waitForLine(endingWith: "| where")
    shell.send("\t")
    try shell.waitFor("actor_countries")
    try shell.wait("the block again") { $0.lines.suffix(2) == ["casus> events", "| where"] }
  }

  @Test func `file names are completed, Korean ones too`() throws {
    let shell = try start()
    let place = folder.path + "/기사"
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    try "Ghana rejected the offer.".write(
      toFile: place + "/하나.txt", atomically: true, encoding: .utf8)
    shell.send(".load \(folder.path)/기\t하\t")
    try shell.waitForLine(endingWith: "/기사/하나.txt")
    shell.send("\r")
    try shell.wait("the article") { $0.text.contains("1 article") && $0.lastLine == "casus>" }
  }
}
