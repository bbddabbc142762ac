import Columnar
import Testing

@Suite struct FormulaMarkTests {
  @Test(arguments: [
    ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"), ("+1-800", "'+1-800"), ("-- so", "'-- so"),
    ("@user", "'@user"), ("\t=x", "'\t=x"), ("\r=x", "'\r=x"), ("\n=x", "'\n=x"), ("＝1", "'＝1"),
    ("＋1", "'＋1"), ("－1", "'－1"), ("＠a", "'＠a"), ("'=x", "''=x"), ("''@x", "'''@x"),
    ("-5", "-5"), ("+49", "+49"), ("-5.2e-3", "-5.2e-3"), ("-1,000", "-1,000"), ("-5%", "-5%"),
    ("it's", "it's"), ("'tis", "'tis"), ("", ""), ("'", "'"), ("'-5", "'-5"), ("a=b", "a=b"),
    ("-", "'-"), ("-5-3", "'-5-3"), ("-5e", "-5e"),
  ])
  func `what a spreadsheet would run is marked, and the mark comes off`(
    text: String, marked: String
  ) {
    #expect(FormulaMark.marked(text) == marked)
    #expect((FormulaMark.unmarked(marked) ?? marked) == text)
  }

  @Test(arguments: [
    ("a;=1", true), ("a; @x", true), ("a\t-1", true), ("a; b", false), ("a=b;c", false),
    (";", false),
  ])
  func `a cell inside of a cell is seen`(text: String, holds: Bool) {
    #expect(FormulaMark.holdsCell(text) == holds)
  }
}
