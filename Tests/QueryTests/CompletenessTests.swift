import Query
import Testing

/// What the prompt asks at Enter.
@Suite struct CompletenessTests {
  @Test(arguments: [
    ("", Completeness.empty),
    ("  // a comment", .empty),
    ("events", .complete),
    ("events | count", .complete),
    ("let x = 1;", .complete),
    ("print \"a\", 'b'; ", .complete),
    ("events |", .incomplete(open: "|")),
    ("events | // more to come\n", .incomplete(open: "|")),
    ("events | where (a > 1", .incomplete(open: "(")),
    ("events | where f(a,", .incomplete(open: "(")),
    ("events | where a >", .incomplete(open: ">")),
    ("events | where a and", .incomplete(open: "and")),
    ("events | where a !has", .incomplete(open: "!has")),
    ("events | where", .incomplete(open: "where")),
    ("events | project a,", .incomplete(open: ",")),
    ("events | summarize count() by", .incomplete(open: "by")),
    ("datatable(a: long)[1, 2", .incomplete(open: "[")),
    ("datatable(a: long)", .incomplete(open: "")),
    ("let f = (x: long) { x + 1", .incomplete(open: "{")),
    ("let f = (x: long) {", .incomplete(open: "{")),
    ("let x =", .incomplete(open: "=")),
    ("print dynamic([1,\n", .incomplete(open: "(")),
    ("print \"abc", .incomplete(open: "\"")),
    ("print f('abc", .incomplete(open: "'")),
    ("print ```abc\ndef", .incomplete(open: "```")),
    ("events | join kind=inner (others) ", .incomplete(open: "")),
    ("events | whre x", .wrong),
    ("events | where a ==)", .wrong),
    ("print \"abc\nprint 1", .wrong),
    ("events | whre (", .wrong),
    ("events )", .wrong),
    ("print 1 print (", .wrong),
  ])
  func `a text is whole, a beginning, or wrong`(text: String, expected: Completeness) {
    #expect(Parser.completeness(of: text) == expected)
  }

  @Test(arguments: sampleQueries)
  func `no beginning of a query is wrong`(query: String) {
    let bytes = Array(query.utf8)
    let lexemes = Lexer.lexemes(of: QuerySource(text: query)).lexemes
    // Only between words does one press Enter.
    for lexeme in lexemes where lexeme.triviaLower < lexeme.range.lower {
      let beginning = String(decoding: bytes[..<lexeme.range.lower], as: UTF8.self)
      #expect(Parser.completeness(of: beginning) != .wrong, "\(beginning)")
    }
  }
}
