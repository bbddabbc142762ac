import Query
import Testing

/// How a person sees a mistake.
@Suite struct DiagnosticFormatterTests {
  /// Formats an error at the first place where `marked` stands in `text`.
  private func check(
    _ text: String, at marked: String, name: String = "", fixIt: String? = nil,
    usesColor: Bool = false, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let found = try #require(text.firstRange(of: marked), sourceLocation: sourceLocation)
    let lower = text.utf8.distance(from: text.startIndex, to: found.lowerBound)
    let range = SourceRange(lower, lower + marked.utf8.count)
    let formatter = DiagnosticFormatter(
      source: QuerySource(text: text, name: name), usesColor: usesColor)
    let diagnostic = Diagnostic(
      .error, "no good", at: range, fixIt: fixIt.map { FixIt(range: range, replacement: $0) })
    #expect(formatter.format(diagnostic) == expected, sourceLocation: sourceLocation)
  }

  @Test func `a typed line has no place`() throws {
    try check("events | count", at: "count", "error: no good\n  events | count\n           ^~~~~\n")
  }

  @Test func `of several typed lines the right one is shown`() throws {
    try check("a\n| bc\n| d", at: "bc", "2:3: error: no good\n  | bc\n    ^~\n")
    try check("a\r\n| bc\r\n", at: "bc", "2:3: error: no good\n  | bc\n    ^~\n")
  }

  @Test func `a script has a name and a replacement a line`() throws {
    try check(
      "where evnt == 1", at: "evnt", name: "s.kql", fixIt: "event",
      "s.kql:1:7: error: no good\n  where evnt == 1\n        ^~~~\n        event\n")
  }

  @Test func `underlines stand below tabs and wide characters`() throws {
    try check("\t| x", at: "x", "error: no good\n      | x\n        ^\n")
    try check("김정은 == x", at: "x", "error: no good\n  김정은 == x\n            ^\n")
    try check("a == \"김정은\"", at: "김정은", "error: no good\n  a == \"김정은\"\n        ^~~~~~\n")
    try check("e\u{301}t\u{e9} x", at: "x", "error: no good\n  e\u{301}t\u{e9} x\n      ^\n")
  }

  @Test func `control characters never reach the terminal`() throws {
    try check("\u{1b}[31m x", at: "x", "error: no good\n  \u{fffd}[31m x\n        ^\n")
  }

  @Test func `an underline ends with its line`() throws {
    try check("abc\ndef", at: "bc\nd", "1:2: error: no good\n  abc\n   ^~\n")
  }

  @Test func `the end of the text is a place`() {
    let formatter = DiagnosticFormatter(source: QuerySource(text: "a |"))
    let diagnostic = Diagnostic(.warning, "no good", at: SourceRange(3, 3))
    #expect(formatter.format(diagnostic) == "warning: no good\n  a |\n     ^\n")
    let empty = DiagnosticFormatter(source: QuerySource(text: "", name: "s.kql"))
    let missing = Diagnostic(.error, "no good", at: SourceRange(0, 0))
    #expect(empty.format(missing) == "s.kql:1:1: error: no good\n")
  }

  @Test func `of a very long line the part around the place is shown`() throws {
    let blanks = String(repeating: "x", count: 100_000)
    let expected =
      "error: no good\n  ...\(blanks.prefix(69)) HERE \(blanks.prefix(105))...\n  "
      + String(repeating: " ", count: 73) + "^~~~\n"
    try check(blanks + " HERE " + blanks, at: "HERE", expected)
  }

  @Test func `colour is used when asked for`() throws {
    try check(
      "a b", at: "b", usesColor: true,
      "\u{1b}[1;31merror:\u{1b}[0m \u{1b}[1mno good\u{1b}[0m\n  a b\n    \u{1b}[32m^\u{1b}[0m\n")
  }
}
