import Rendering
import Testing

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0),
    ("Seoul", 5),
    ("문재인", 6),
    ("习近平", 6),
    ("ソウル", 6),
    ("Übergriff", 9),
    ("u\u{308}ber", 4),
    ("\u{1112}\u{1161}\u{11AB}", 2),
    ("🇰🇷", 2),
    ("👩‍👩‍👧", 2),
    ("☎️", 2),
    ("☎", 1),
    ("…—“”", 4),
    ("zero\u{200B}width", 9),
  ])
  func `a text takes the cells that a terminal gives it`(text: String, width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }

  @Test(arguments: [
    ("Moon Jae-in", 11, "Moon Jae-in"),
    ("Moon Jae-in", 6, "Moon …"),
    ("문재인 대통령", 6, "문재…"),
    ("문재인 대통령", 5, "문재…"),
    ("문재인", 1, "…"),
    ("abc", 0, ""),
  ])
  func `a cut text never takes more than its width`(text: String, width: Int, cut: String) {
    #expect(DisplayWidth.truncate(text, to: width) == cut)
    #expect(DisplayWidth.of(DisplayWidth.truncate(text, to: width)) <= width)
  }
}
