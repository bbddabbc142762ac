import Columnar
import Testing

/// JSON and the notation of `dynamic(...)`.
struct DynamicTextTests {
  @Test(arguments: [
    (#"[1, -2.5, true, null, "a\"b"]"#, #"[1,-2.5,true,null,"a\"b"]"#),
    (#"{"b": 1, "a": {"c": []}, "b": 2}"#, #"{"b":2,"a":{"c":[]}}"#),
    (#""\u00e9\ud83d\ude00\n""#, #""é😀\n""#), (#""\ud83d""#, "\"\u{FFFD}\""),
    ("9223372036854775808", "9.223372036854776e+18"), ("1e2", "100.0"), (" {} ", "{}"),
  ])
  func `JSON is read and written`(text: String, written: String) throws {
    let value = try #require(DynamicReader.json(text))
    #expect(DynamicWriter.json(value) == written)
  }

  @Test(arguments: [
    "", "[1,]", "{a:1}", "'x'", "[1 2]", "01x", "\"a", "\"\u{9}\"", "+1", "nul", "[1]]", "{\"a\"}",
    "datetime(2024-05-01)",
  ])
  func `what is no JSON is refused`(text: String) {
    #expect(DynamicReader.json(text) == nil)
  }

  @Test(arguments: [
    (#"['it''s', @"a\b", "x" 'y']"#, #"["its","a\\b","xy"]"#),
    ("[long(5), real(nan), 0x10, long(null)]", #"[5,"NaN",16,null]"#),
    ("[time(10:00), 1d, 150nanoseconds]", "[360000000000,864000000000,1]"),
    (
      "{'d': datetime(2024-05-01), 'n': dynamic([1])}",
      #"{"d":"2024-05-01T00:00:00.0000000Z","n":[1]}"#
    ),
  ])
  func `a dynamic literal is wider than JSON`(text: String, written: String) throws {
    let value = try #require(DynamicReader.literal(text))
    #expect(DynamicWriter.json(value) == written)
  }

  @Test(arguments: ["bool(true)", "datetime(null)", "[x]", "dynamic(", "f(1)"])
  func `a dynamic literal refuses what Kusto refuses`(text: String) {
    #expect(DynamicReader.literal("[\(text)]") == nil)
  }

  @Test func `deep nesting is refused and not crashed on`() {
    let limit = DynamicReader.depthLimit
    let nested = { (count: Int) in
      String(repeating: "[", count: count) + String(repeating: "]", count: count)
    }
    #expect(DynamicReader.json(nested(limit)) != nil)
    #expect(DynamicReader.json(nested(limit + 2)) == nil)
    #expect(DynamicReader.json(nested(1_000_000)) == nil)
    let dynamics =
      String(repeating: "dynamic(", count: 5000) + "1" + String(repeating: ")", count: 5000)
    #expect(DynamicReader.literal(dynamics) == nil)
  }

  @Test func `what is written is read back the same`() {
    var random = SeededValues(seed: 7)
    for _ in 0..<500 {
      let value = random.dynamic(depth: 3)
      #expect(DynamicReader.json(DynamicWriter.json(value)) == value)
    }
  }

  @Test(arguments: [
    ("long", "5", Value.integer(5)), ("real", "null", .null), ("bool", "True", .bool(true)),
    ("datetime", "2024, 5, 1", .datetime(638_501_184_000_000_000)), ("datetime", "2024", .null),
    ("timespan", "2d", .timespan(2 * Ticks.perDay)), ("decimal", "1.5", .real(1.5)),
    ("dynamic", "null", .null), ("guid", "null", .null), ("double", "+inf", .real(.infinity)),
    ("date", "\"2024-05-01\"", .datetime(638_501_184_000_000_000)),
  ])
  func `a typed literal has a value`(keyword: String, text: String, value: Value) {
    #expect(LiteralReader.value(ofTyped: keyword, text: text)?.value == value)
  }

  @Test(arguments: [
    ("long", "9223372036854775808"), ("int", "2147483648"), ("real", "x"), ("nothing", "1"),
    ("datetime", "soon"), ("dynamic", "[1"), ("guid", "abc"),
  ])
  func `a typed literal may be wrong`(keyword: String, text: String) {
    #expect(LiteralReader.value(ofTyped: keyword, text: text) == nil)
  }
}
