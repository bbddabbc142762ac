import Columnar
import Execution
import Planning
import Testing

/// Tables of calls and what they give.
struct FunctionTableTests {
  @Test func `every function has a kernel, a usage and one place in the tables`() {
    var names: Set<String> = []
    for function in ScalarFunctions.all {
      #expect(ScalarKernels.kernel(for: function.name) != nil, "\(function.name)")
      #expect(!function.usage.isEmpty && function.summary.hasSuffix("."), "\(function.name)")
      for name in [function.name] + function.aliases {
        #expect(names.insert(name).inserted, "\(name)")
        #expect(ScalarFunctions.named(name)?.name == function.name)
      }
    }
  }

  typealias Row = (name: String, arguments: [Value], expected: Value)

  private func check(_ rows: [Row]) throws {
    for row in rows {
      let value = try FunctionCall.value(row.name, row.arguments)
      let isSame =
        value.isNull == row.expected.isNull && ValueOrder.compare(value, row.expected) == 0
      #expect(isSame, "\(row.name)(\(row.arguments)) gives \(value), not \(row.expected)")
    }
  }

  @Test func `arithmetic keeps to the rules of the language`() throws {
    try check([
      ("/", [7, 2], 3), ("/", [-7, 2], -3), ("/", [7, 0], .null),
      ("/", [1.0, 0], .real(.infinity)),
      ("/", [.integer(.min), -1], .integer(.min)), ("%", [-1, 4], 3), ("%", [-14, -12], 10),
      ("%", [.integer(.min), -1], 0), ("%", [5, 0], .null), ("%", [-7.5, 2], 0.5),
      ("+", [.integer(.max), 1], .integer(.min)), ("negate", [.integer(.min)], .integer(.min)),
      ("+", [datetime("2024-05-01"), timespan("1d")], datetime("2024-05-02")),
      ("-", [datetime("2024-05-01"), datetime("2024-04-01")], timespan("30d")),
      ("+", [datetime("9999-12-31 23:59:59.9999999"), timespan("1tick")], .null),
      ("*", [timespan("1h"), 1.5], timespan("90m")), ("*", [3, timespan("1h")], timespan("3h")),
      ("/", [timespan("1d"), timespan("12h")], 2.0), ("/", [timespan("1d"), 2], timespan("12h")),
      ("+", [.null, 1], .null), ("*", [timespan("10000000d"), 1000], .null),
    ])
  }

  @Test func `nulls and NaN compare as in Kusto`() throws {
    let nan = Value.real(.nan)
    try check([
      ("==", [.null, 1], false), ("!=", [.null, 1], true), ("==", [.null, .null], .null),
      ("!=", [.null, .null], .null), ("<", [.null, 1], .null), ("==", [nan, nan], false),
      ("!=", [nan, nan], true), (">", [.real(.infinity), 1e308], true), ("==", [1, 1.0], true),
      ("==", [1, "1"], true), ("==", [dynamic("'x'"), "x"], true), ("==", ["a", "A"], false),
      ("=~", ["é", "É"], true), ("<", ["a", "b"], true), ("==", [true, 1], true),
      ("between", [5, 1, 5], true), ("between", [.null, 1, 5], .null),
      (
        "between", [datetime("2024-05-20"), datetime("2024-05-01"), timespan("30d")], true
      ),
      ("!between", [0, 1, 5], true),
    ])
  }

  @Test func `logic has three values`() throws {
    let missing = [LogicalType.bool, .bool]
    #expect(try FunctionCall.value("and", [.null, false], missing) == false)
    #expect(try FunctionCall.value("and", [.null, true], missing) == .null)
    #expect(try FunctionCall.value("or", [.null, true], missing) == true)
    #expect(try FunctionCall.value("or", [.null, false], missing) == .null)
    #expect(try FunctionCall.value("not", [.null], [.bool]) == .null)
    try check([
      ("not", [1], false), ("iff", [.null, "a", "b"], "b"),
      ("case", [false, 1, true, 2, 3], 2), ("coalesce", [.null, 2, 3], 2),
      ("coalesce", ["", "b"], "b"), ("isnull", [""], false), ("isempty", [""], true),
      ("isnull", [dynamic("null")], true), ("max_of", [1, .null, 3], 3), ("min_of", [2, 1.5], 1.5),
    ])
  }

  @Test func `membership spreads arrays and passes nulls over`() throws {
    try check([
      ("in", ["a", "b", "a"], true), ("in", ["A", "a"], false), ("in~", ["A", "a"], true),
      ("in", [2, dynamic("[1, 2]")], true), ("!in", [.null, 1], true),
      ("in", [.null, .null], false),
      ("in", [1, "1"], true), ("in", [1.0, 1], true), ("in", [dynamic("'x'"), "x"], true),
      ("has_any", ["x 1 y", 1, 2], true), ("has_all", ["x 1 y", dynamic("['x', 'z']")], false),
      ("has_all", ["x 1 y", dynamic("['X', null]")], true), ("in", [1], false),
    ])
  }

  @Test func `texts are cut, joined and searched by characters`() throws {
    try check([
      ("strlen", ["한국🙂"], 3), ("substring", ["abcdef", -3, 2], "de"),
      ("substring", ["abc", 5], ""), ("substring", ["abc", 1, -1], ""),
      ("substring", ["é한b", 1], "한b"), ("indexof", ["añb", "b"], 2), ("indexof", ["abc", "z"], -1),
      ("indexof", ["abab", "ab", 1], 2), ("indexof", ["abab", "ab", 0, -1, 2], 2),
      ("countof", ["aaaa", "aa"], 3), ("countof", ["aaaa", "aa", "regex"], 2),
      ("split", ["a,,b", ","], dynamic("['a', '', 'b']")),
      ("split", ["a_b", "_", 1], dynamic("['b']")),
      ("split", ["", ","], dynamic("['']")), ("strcat", ["a", 1, 1.0, true], "a11.0True"),
      ("strcat_delim", ["-", "a", .null, timespan("1s")], "a--00:00:01"),
      ("strcat_array", [dynamic("[1, null, 'b']"), "+"], "1++b"), ("reverse", ["añb"], "bña"),
      ("replace_string", ["aXbX", "X", ""], "ab"), ("replace_string", ["ab", "", "x"], "ab"),
      ("trim", ["[ ]+", "  a b "], "a b"), ("trim", ["a", "aaa"], "a"),
      ("trim_start", ["-+", "--a-"], "a-"), ("trim_end", ["-+", "--a-"], "--a"),
      ("replace_regex", ["on 5 May", #"(\d+) (\w+)"#, #"\2 \1"#], "on May 5"),
      ("extract", [#"(\d+)-(\d+)"#, 2, "10-20"], "20"), ("extract", ["(a)|b", 1, "b"], ""),
      ("extract_all", [#"(\w)(\d)"#, "a1 b2"], dynamic("[['a', '1'], ['b', '2']]")),
      ("extract_all", [#"(\w)(\d)"#, dynamic("[2]"), "a1 b2"], dynamic("['1', '2']")),
      ("extract_all", [#"(x)"#, "abc"], .null), ("toupper", ["straße é"], "STRASSE É"),
      ("replace_strings", ["a b", dynamic("['a', 'b']"), dynamic("['b', 'c']")], "b c"),
      ("strrep", ["ab", 2, "-"], "ab-ab"), ("strcmp", ["a", "b"], -1),
    ])
  }

  @Test func `encodings go there and back`() throws {
    for text in ["", "a", "ab", "abc", "한국 & more/+=?"] {
      for (there, back) in [
        ("base64_encode_tostring", "base64_decode_tostring"), ("url_encode", "url_decode"),
        ("url_encode_component", "url_decode"),
      ] {
        let encoded = try FunctionCall.value(there, [.string(text)])
        #expect(try FunctionCall.value(back, [encoded]) == .string(text))
      }
    }
    try check([
      ("base64_decode_tostring", ["?"], ""), ("url_decode", ["100%"], "100%"),
      (
        "parse_url", ["https://u:p@h.org:80/a/b?k=1&k=2#f"],
        dynamic(
          "{'Scheme':'https','Host':'h.org','Port':'80','Path':'/a/b','Username':'u',"
            + "'Password':'p','Query Parameters':{'k':['1','2']},'Fragment':'f'}")
      ),
      ("parse_csv", [#"a,"b ""c"", d",e"#], dynamic(#"['a', 'b "c", d', 'e']"#)),
      ("format_bytes", [2048], "2 KB"), ("tohex", [-1], "ffffffffffffffff"),
    ])
  }

  @Test func `times are cut, moved and counted`() throws {
    let moment = datetime("2024-02-29 13:45:30.5")
    try check([
      ("startofweek", [moment], datetime("2024-02-25")),
      ("startofmonth", [moment, 1], datetime("2024-03-01")),
      ("endofmonth", [moment], datetime("2024-02-29 23:59:59.9999999")),
      ("endofyear", [datetime("9999-05-01")], datetime("9999-12-31 23:59:59.9999999")),
      ("startofyear", [moment, -3000], .null), ("dayofweek", [moment], timespan("4d")),
      ("dayofyear", [moment], 60), ("week_of_year", [moment], 9), ("hourofday", [moment], 13),
      ("datetime_add", ["year", 1, moment], datetime("2025-02-28 13:45:30.5")),
      ("datetime_add", ["month", .integer(.max), moment], .null),
      ("datetime_diff", ["day", datetime("2024-03-01"), moment], 1),
      ("datetime_diff", ["week", datetime("2024-03-03"), moment], 1.0),
      ("datetime_part", ["quarter", moment], 1), ("datetime_part", ["millisecond", moment], 500),
      ("make_datetime", [2024, 2, 30], .null),
      ("make_datetime", [2024, 2, 29], datetime("2024-02-29")),
      ("make_timespan", [1, 30], timespan("90m")), ("make_timespan", [25, 0], .null),
      ("bin", [moment, timespan("7d")], datetime("2024-02-26")),
      ("bin", [timespan("-1h"), timespan("1d")], timespan("-1d")),
      (
        "bin_at", [moment, timespan("1d"), datetime("2024-01-01 12:00")],
        datetime("2024-02-29 12:00")
      ),
      ("bin_months", [moment, 3], datetime("2024-01-01")),
      ("ago", [timespan("12h")], datetime("2024-05-01")),
      ("format_datetime", [moment, "yy/M/d"], "24/2/29"), ("now", [], datetime("2024-05-01 12:00")),
      ("unixtime_seconds_todatetime", [86400], datetime("1970-01-02")),
      ("ago", [.timespan(.min)], .null),
    ])
  }

  @Test func `numbers are rounded and bounded`() throws {
    try check([
      ("bin", [-5, 2], -6), ("bin", [4.5, 1], 4.0), ("bin", [5, 0], .null),
      ("bin", [5.5, 0], .null),
      ("bin", [.integer(.min), 7], .integer(.min &- floorModulo(.min, 7))), ("floor", [7, 5], 5),
      ("round", [2.5], 3.0), ("round", [-0.5], -1.0), ("round", [2.345, 2], 2.35),
      ("round", [1234, -2], 1200.0), ("ceiling", [-1.1], -1.0), ("abs", [-5], 5),
      ("sign", [.real(.nan)], 0.0), ("sqrt", [-1], .real(.nan)), ("pow", [2, 10], 1024.0),
      ("isnan", [.null], .null), ("asin", [2], .null), ("binary_shift_left", [1, 65], 2),
      ("bitset_count_ones", [255], 8),
    ])
  }

  @Test func `conversions give null for what cannot be read`() throws {
    try check([
      ("tolong", ["x"], .null), ("tolong", [2.9], 2), ("tolong", [1e30], .integer(.max)),
      ("toint", ["2147483648"], .null), ("toint", [4_294_967_297], 1),
      ("toint", [1e10], 2_147_483_647),
      ("todouble", ["1e3"], 1000.0), ("tobool", ["TRUE"], true), ("tobool", ["yes"], .null),
      ("tostring", [true], "True"), ("tostring", [dynamic("true")], "true"),
      ("tostring", [.null], ""),
      ("tostring", [dynamic("{'a': [1, null]}")], #"{"a":[1,null]}"#), ("todatetime", [""], .null),
      ("totimespan", ["x"], .null), ("toguid", ["x"], .null), ("todynamic", ["[1"], .null),
      ("parse_json", ["[1]"], dynamic("[1]")), ("gettype", [dynamic("{}")], "dictionary"),
      ("gettype", [1.5], "real"), ("gettype", [dynamic("1.5")], "double"),
    ])
  }

  @Test func `arrays, bags and sets are taken apart and put together`() throws {
    try check([
      ("[]", [dynamic("[1, 2, 3]"), -1], 3), ("[]", [dynamic("[1]"), 5], .null),
      (".", [dynamic("{'a': {'b': 7}}"), "a"], dynamic("{'b': 7}")),
      (".", [dynamic("[1]"), "a"], .null),
      ("array_length", [dynamic("{}")], .null),
      ("array_slice", [dynamic("[1,2,3,4]"), -3, -2], dynamic("[2,3]")),
      ("array_slice", [dynamic("[1]"), .integer(.min), .integer(.max)], dynamic("[1]")),
      ("array_concat", [dynamic("[1]"), dynamic("null"), dynamic("[2]")], dynamic("[1,2]")),
      ("array_sort_asc", [dynamic("[3, null, 1]")], dynamic("[1, 3, null]")),
      ("array_sort_desc", [dynamic("['b', null, 'c']"), false], dynamic("[null, 'c', 'b']")),
      (
        "array_sort_asc", [dynamic("[2, 1]"), dynamic("['b', 'a']")],
        dynamic("[[1, 2], ['a', 'b']]")
      ),
      ("array_index_of", [dynamic("['a', 'b']"), "b"], 1),
      ("array_sum", [dynamic("[1, 2.5, null]")], 3.5),
      ("array_rotate_left", [dynamic("[1,2,3]"), 4], dynamic("[2,3,1]")),
      ("array_shift_right", [dynamic("[1,2,3]"), 2, 0], dynamic("[0,0,1]")),
      ("array_split", [dynamic("[1,2,3]"), 1], dynamic("[[1],[2,3]]")),
      ("array_iff", [dynamic("[true, 0]"), "y", "n"], dynamic("['y', 'n']")),
      ("set_union", [dynamic("[1, 1, 'a']"), dynamic("['a', 1.0]")], dynamic("[1, 'a']")),
      (
        "set_union",
        [dynamic("[0, -0.0, 'a', true]"), dynamic("[9007199254740993, 9007199254740992.0]")],
        dynamic("[0, 'a', true, 9007199254740993, 9007199254740992.0]")
      ),
      ("set_difference", [dynamic("[1,2,2,3]"), dynamic("[3]")], dynamic("[1,2]")),
      ("set_intersect", [dynamic("[1,2]"), dynamic("[2,3]")], dynamic("[2]")),
      ("set_has_element", [dynamic("[1,2]"), "2"], false),
      ("bag_keys", [dynamic("{'a':1,'b':2}")], dynamic("['a','b']")),
      ("bag_pack", ["a", 1, "b", dynamic("[2]")], dynamic("{'a':1,'b':[2]}")),
      ("bag_merge", [dynamic("{'a':1}"), dynamic("{'a':2,'b':3}")], dynamic("{'a':1,'b':3}")),
      (
        "bag_remove_keys", [dynamic("{'a':{'b':1,'c':2}}"), dynamic("['$.a.b']")],
        dynamic("{'a':{'c':2}}")
      ),
      ("bag_set_key", [dynamic("{}"), "$.a.b", 1], dynamic("{'a':{'b':1}}")),
      ("bag_has_key", [dynamic("{'a':{'b':1}}"), "$.a.b"], true),
      ("range", [1, 7, 3], dynamic("[1,4,7]")), ("range", [1, 3, 0], .null),
      ("range", [3, 1], dynamic("[]")),
      ("zip", [dynamic("[1,2]"), dynamic("['a']")], dynamic("[[1,'a'],[2,null]]")),
    ])
  }

  @Test func `what could grow without end is bounded`() throws {
    let range = try FunctionCall.value("range", [1, .integer(.max)])
    #expect(try FunctionCall.value("array_length", [range]) == 1_048_576)
    let last = try FunctionCall.value("range", [.integer(.max - 1), .integer(.max)])
    #expect(try FunctionCall.value("array_length", [last]) == 2)
    let long = Value.string(String(repeating: "x", count: 1 << 20))
    let repeated = try FunctionCall.value("strrep", [long, 1_000_000])
    #expect(try FunctionCall.value("string_size", [repeated]) == 16_777_216)
  }

  @Test(arguments: [
    ("+", [LogicalType.string, .string]), ("*", [.dynamic, .dynamic]), ("<", [.long, .datetime]),
    ("between", [.string, .string, .string]), ("iff", [.bool, .string, .long]),
    ("coalesce", [.long, .real]), ("sqrt", [.string]), ("bin", [.datetime, .long]),
    ("startofday", [.timespan]), ("array_length", [.string]), ("bag_pack", [.string]),
    ("case", [.bool, .long, .bool, .long]), ("format_datetime", [.timespan, .string]),
    ("trim", [.string, .string]), ("datetime_add", [.string, .long, .datetime]),
  ])
  func `a wrong argument is refused with its place`(name: String, types: [LogicalType]) throws {
    let function = try #require(ScalarFunctions.named(name))
    let arguments = types.map { BoundArgument(type: $0, constant: nil) }
    guard case .wrong(let place, let message) = function.resolve(arguments) else {
      Issue.record("\(name) accepts \(types)")
      return
    }
    #expect(arguments.indices.contains(place) && !message.isEmpty)
  }

  @Test(
    arguments: [
      ("matches regex", ["a", "(b"], 1), ("extract", ["(?!a)", 1, "a"], 0),
      ("extract_all", ["a", "a"], 0),
      ("trim", ["a(", "a"], 0), ("datetime_part", ["fortnight", datetime("2024-05-01")], 0),
      ("format_datetime", [datetime("2024-05-01"), "QQ"], 1),
    ] as [(String, [Value], Int)])
  func `a wrong constant is refused before the query runs`(
    name: String, arguments: [Value], place: Int
  ) throws {
    let function = try #require(ScalarFunctions.named(name))
    let bound = arguments.map { BoundArgument(type: $0.type, constant: $0) }
    guard case .wrong(place, _) = function.resolve(bound) else {
      Issue.record("\(name) accepts \(arguments)")
      return
    }
  }
}
