import Query
import Testing

/// Texts that are longer and deeper than any person writes.
@Suite struct LimitTests {
  private func messages(_ text: String) -> [String] {
    Parser.parse(QuerySource(text: text)).diagnostics.map(\.message)
  }

  @Test(arguments: ["(", "f(", "x in (", "a[", "(T | where ", "[", "{"])
  func `a hundred thousand open brackets are a mistake and no crash`(bracket: String) {
    let messages = messages("print " + String(repeating: bracket, count: 100_000))
    #expect(!messages.isEmpty)
  }

  @Test func `nested functions have a limit`() {
    let text = String(repeating: "let f = () { ", count: 100_000)
    #expect(messages(text).contains { $0.hasPrefix("nested too deeply") })
  }

  @Test func `closed brackets beyond the limit give one message`() {
    let text =
      "print " + String(repeating: "(", count: 5_000) + "1" + String(repeating: ")", count: 5_000)
    #expect(messages(text) == ["nested too deeply: at most \(Parser.maximumNesting) levels"])
  }

  @Test func `brackets up to the limit are read`() {
    let depth = Parser.maximumNesting - 1
    let text =
      "print " + String(repeating: "f(", count: depth) + "1" + String(repeating: ")", count: depth)
    #expect(messages(text).isEmpty)
  }

  @Test(arguments: ["-", "- ", "+"])
  func `a hundred thousand signs are a mistake and no crash`(sign: String) {
    let text = "print " + String(repeating: sign, count: 100_000) + "1"
    #expect(messages(text).count == 1)
  }

  @Test(arguments: ["and", "or"])
  func `a chain of fifty thousand conditions is read and printed`(word: String) {
    let chain = Array(repeating: "a == 1", count: 50_000).joined(separator: " \(word) ")
    let (syntax, diagnostics) = Parser.parse(QuerySource(text: "T | where " + chain))
    #expect(diagnostics.isEmpty)
    #expect(SyntaxPrinter.print(syntax) == "T\n| where " + chain)
  }

  @Test(arguments: [" + 1", " == 1", ".a", "[0]", " in (1)"])
  func `other chains have a limit and give one message`(link: String) {
    let text = "print a" + String(repeating: link, count: 50_000)
    #expect(messages(text).count == 1)
    #expect(messages("print a" + String(repeating: link, count: 490)).isEmpty)
  }

  @Test func `a text full of mistakes ends with a bounded list of them`() {
    #expect(messages(String(repeating: "T | whre x = ; ", count: 10_000)).count <= 200)
  }

  @Test func `five megabytes parse in time proportional to their length`() {
    let rows = { (count: Int) in
      "datatable(a: long, b: string, c: datetime)["
        + String(repeating: "1, \"text, of some length\", datetime(2024-01-01),\n", count: count)
        + "] | where a > 1"
    }
    let clock = ContinuousClock()
    let time = { (text: String) in
      clock.measure { #expect(Parser.parse(QuerySource(text: text)).diagnostics.isEmpty) }
    }
    _ = time(rows(100))
    let small = time(rows(11_000))
    let large = time(rows(110_000))
    // Ten times the text takes ten times as long; the rest is leave for a busy machine.
    #expect(large < small * 40 + .milliseconds(200))
  }

  @Test func `a huge literal is read whole`() {
    let list = Array(repeating: "[1, \"x\"]", count: 500_000).joined(separator: ",")
    let (syntax, diagnostics) = Parser.parse(QuerySource(text: "print dynamic([\(list)])"))
    #expect(diagnostics.isEmpty)
    #expect(SyntaxPrinter.print(syntax).utf8.count > list.utf8.count)
  }
}
