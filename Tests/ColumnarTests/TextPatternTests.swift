import Columnar
import Testing

/// Tests of a text against a text, and regular expressions.
struct TextPatternTests {
  private func matches(
    _ text: String, _ pattern: String, _ relation: TextPattern.Relation, ignoresCase: Bool = true
  ) -> Bool {
    let bytes = Array(text.utf8)
    return TextPattern(pattern, relation, ignoresCase: ignoresCase).matches(bytes.span)
  }

  @Test(arguments: [
    ("North Korea fired", "korea", true), ("NorthKorea fired", "korea", false),
    ("a_korea", "korea", true), ("korea1", "korea", false), ("(Korea)", "KOREA", true),
    ("Korea's", "korea", true), ("Seoul, 서울", "서울", true), ("서울시", "서울", false),
    ("épée", "pée", false), ("un café", "CAFÉ", true), ("anything", "", true), ("", "a", false),
    ("a b", "a b", true), ("ab b", "a b", false), ("x ab y", " a", false), ("a-b", "-", true),
  ])
  func `has finds a whole term`(text: String, term: String, expected: Bool) {
    #expect(matches(text, term, .term) == expected)
  }

  @Test func `prefixes and suffixes of terms need one border`() {
    #expect(matches("an errorlog", "err", .termPrefix))
    #expect(!matches("an errorlog", "log", .termPrefix))
    #expect(matches("an errorlog", "LOG", .termSuffix))
    #expect(!matches("an errorlog", "error", .termSuffix))
  }

  @Test func `case counts only where it is asked for`() {
    #expect(matches("STRASSE É", "strasse é", .equal))
    #expect(!matches("STRASSE É", "strasse é", .equal, ignoresCase: false))
    #expect(matches("ΣΊΣΥΦΟΣ", "σίσυφος", .equal))
    #expect(matches("Berlin", "BER", .prefix) && !matches("Berlin", "BER", .suffix))
    #expect(!matches("cafe\u{301}", "café", .equal, ignoresCase: false))
  }

  @Test func `search agrees with the standard library on random texts`() {
    var random = SeededValues(seed: 3)
    for _ in 0..<2000 {
      let text = random.text() + random.text()
      let part = random.text()
      let places = Array(text.unicodeScalars)
      let sought = Array(part.unicodeScalars)
      let expected =
        sought.isEmpty
        || places.indices.contains { places[$0...].starts(with: sought) }
      #expect(matches(text, part, .contains, ignoresCase: false) == expected)
      let folded = (TextFolding.folded(text), TextFolding.folded(part))
      for relation in [TextPattern.Relation.contains, .term, .prefix, .suffix, .equal] {
        #expect(
          matches(text, part, relation)
            == matches(folded.0, folded.1, relation, ignoresCase: false))
      }
    }
  }

  @Test func `a bad pattern has a reason`() throws {
    #expect(RegularExpression.problem(in: "a(b") != nil)
    #expect(RegularExpression.problem(in: "te(?!xx)") != nil)
    #expect(RegularExpression.problem(in: #"(\d+)-(?<name>[a-z]+)"#) == nil)
    #expect(RegularExpression.shared("a(b") == nil)
  }

  @Test(arguments: [
    (#"\d+"#, "a１２", true), (#"^\w+$"#, "대한민국", true), (#"^[\w-]+$"#, "é-1", true),
    (#"\W"#, "é", false), (#"\s"#, "a\u{A0}b", true), (#"[[:digit:]]"#, "1", true),
    (#"[]\d]"#, "]", true), (#"\\d"#, #"\d"#, true), (#"\p{L}"#, "1", false),
  ])
  func `classes hold for all of Unicode`(pattern: String, text: String, expected: Bool) throws {
    let expression = try RegularExpression(pattern)
    let bytes = Array(text.utf8)
    #expect(expression.matches(bytes.span) == expected)
  }

  @Test(arguments: [
    ("a*", "baac", "-", "-b-c-"), ("(a)(b)?", "abac", #"<\2\1>"#, "<ba><a>c"), ("x", "é", "y", "é"),
    ("", "é1", "_", "_é_1_"),
  ])
  func `matches are replaced as RE2 does`(
    pattern: String, text: String, replacement: String, expected: String
  ) throws {
    let result = try RegularExpression(pattern).replacingMatches(
      in: Array(text.utf8), with: Array(replacement.utf8))
    #expect(String(decoding: result, as: UTF8.self) == expected)
  }

  @Test func `values have a total order`() {
    let ordered: [DynamicValue] = [
      .null, .bool(false), .bool(true), .real(.nan), .integer(-5), .real(-0.5), .integer(2),
      .real(2.5), .string("B"), .string("a"), .string("é"), .array([]), .array([.integer(1)]),
    ]
    for (placeOfA, a) in ordered.enumerated() {
      for (placeOfB, b) in ordered.enumerated() {
        let expected = placeOfA < placeOfB ? -1 : placeOfA > placeOfB ? 1 : 0
        #expect(ValueOrder.compare(a, b) == expected)
      }
    }
    #expect(ValueOrder.compare(DynamicValue.integer(1), .real(1)) == 0)
  }
}
