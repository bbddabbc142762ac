import Columnar
import Rendering
import Testing

/// Ticks of a day in May 2017.
private func may(_ day: Int64) -> Int64 { (736_449 + day - 1) * 864_000_000_000 }

private func list(_ items: String...) -> Value { .dynamic(.array(items.map { .string($0) })) }

private func table(_ columns: [(String, LogicalType)], _ rows: [[Value]]) -> Table {
  var builder = TableBuilder(Schema(columns.map { ColumnSchema($0.0, $0.1) }))
  for row in rows { builder.append(row) }
  return builder.seal()
}

private let calls = table(
  [("date", .datetime), ("actors", .dynamic), ("n", .long), ("note", .string)],
  [
    [.datetime(may(11)), list("Xi Jinping", "Moon Jae-in"), .integer(12), .string("first call")],
    [.null, list(), .null, .string("")],
    [.datetime(may(12)), list("문재인"), .integer(-3), .string("a \"quoted\", word")],
  ])

private func text(_ table: Table, _ format: OutputFormat) -> String {
  ResultRenderer(RenderOptions(format: format)).text(table)
}

@Suite struct RenderingTests {
  @Test(arguments: [
    (
      OutputFormat.box,
      """
      ┌────────────┬─────────────────────────┬──────┬──────────────────┐
      │ date       │ actors                  │    n │ note             │
      │ datetime   │ dynamic                 │ long │ string           │
      ├────────────┼─────────────────────────┼──────┼──────────────────┤
      │ 2017-05-11 │ Xi Jinping, Moon Jae-in │   12 │ first call       │
      │ null       │ []                      │ null │                  │
      │ 2017-05-12 │ 문재인                  │   -3 │ a "quoted", word │
      └────────────┴─────────────────────────┴──────┴──────────────────┘
      3 rows

      """
    ),
    (
      .csv,
      """
      date,actors,n,note
      2017-05-11,"[""Xi Jinping"",""Moon Jae-in""]",12,first call
      ,[],,
      2017-05-12,"[""문재인""]",-3,"a ""quoted"", word"

      """
    ),
    (
      .tsv,
      """
      date\tactors\tn\tnote
      2017-05-11\t["Xi Jinping","Moon Jae-in"]\t12\tfirst call
      \t[]\t\t
      2017-05-12\t["문재인"]\t-3\ta "quoted", word

      """
    ),
    (
      .jsonl,
      """
      {"date":"2017-05-11T00:00:00.0000000Z","actors":["Xi Jinping","Moon Jae-in"],"n":12,\
      "note":"first call"}
      {"date":null,"actors":[],"n":null,"note":""}
      {"date":"2017-05-12T00:00:00.0000000Z","actors":["문재인"],"n":-3,\
      "note":"a \\"quoted\\", word"}

      """
    ),
    (
      .markdown,
      """
      | date | actors | n | note |
      | --- | --- | ---: | --- |
      | 2017-05-11 | Xi Jinping, Moon Jae-in | 12 | first call |
      | null | [] | null |  |
      | 2017-05-12 | 문재인 | -3 | a "quoted", word |

      """
    ),
    (
      .line,
      """
        date = 2017-05-11
      actors = Xi Jinping, Moon Jae-in
           n = 12
        note = first call

        date = null
      actors = []
           n = null
        note =\u{20}

        date = 2017-05-12
      actors = 문재인
           n = -3
        note = a "quoted", word

      """
    ),
    (.none, ""),
  ])
  func `a table is written in every format`(format: OutputFormat, expected: String) {
    #expect(text(calls, format) == expected)
  }

  @Test func `JSON is an array of objects, empty without rows`() {
    let one = table(
      [("a", .bool), ("b", .real)], [[.bool(true), .real(0.5)], [.null, .real(2)]])
    #expect(text(one, .json) == "[\n{\"a\":true,\"b\":0.5},\n{\"a\":null,\"b\":2.0}\n]\n")
    #expect(text(table([("a", .bool)], []), .json) == "[]\n")
  }

  @Test func `table-json keeps names, types and every kind of value`() {
    var bag = DynamicBag()
    bag["k"] = .array([.null, .real(1.5), .bool(false)])
    let all = table(
      [
        ("t", .timespan), ("d", .datetime), ("r", .real), ("g", .guid), ("v", .dynamic),
        ("i", .int),
      ],
      [
        [
          .timespan(-936_610_000_001), .datetime(may(11) + 5), .real(.nan), .guid("ab-cd"),
          .dynamic(.bag(bag)), .integer(1),
        ],
        [
          .timespan(36_000_000_000), .null, .real(-.infinity), .null, .dynamic(.string("x")), .null,
        ],
      ])
    #expect(
      text(all, .tableJSON) == """
        {"columns":[{"name":"t","type":"timespan"},{"name":"d","type":"datetime"},\
        {"name":"r","type":"real"},{"name":"g","type":"guid"},{"name":"v","type":"dynamic"},\
        {"name":"i","type":"int"}],
        "rows":[
        ["-1.02:01:01.0000001","2017-05-11T00:00:00.0000005Z","NaN","ab-cd",\
        {"k":[null,1.5,false]},1],
        ["01:00:00",null,"-Infinity",null,"x",null]
        ]}

        """)
  }

  @Test func `a column with a time of day shows it in every row`() {
    let times = table(
      [("t", .datetime)], [[.datetime(may(11))], [.datetime(may(11) + 432_000_000_000)]])
    #expect(
      text(times, .csv)
        == "t\n2017-05-11T00:00:00.0000000Z\n2017-05-11T12:00:00.0000000Z\n")
  }

  @Test(arguments: [
    (OutputFormat.csv, "a\n\"x\n\u{1b}[31m\ty\"\n"),
    (.tsv, "a\nx\\n\u{1b}[31m\\ty\n"),
    (.jsonl, "{\"a\":\"x\\n\\u001b[31m\\ty\"}\n"),
    (.markdown, "| a |\n| --- |\n| x<br>\\x1b[31m\\ty |\n"),
    (.line, "a = x\\n\\x1b[31m\\ty\n"),
  ])
  func `control characters are escaped where a person reads`(
    format: OutputFormat, expected: String
  ) {
    let hostile = table([("a", .string)], [[.string("x\n\u{1b}[31m\ty")]])
    #expect(text(hostile, format) == expected)
  }

  @Test(arguments: OutputFormat.allCases)
  func `no format sends an escape sequence of the data to a terminal`(format: OutputFormat) {
    let hostile = table(
      [("a\u{1b}]0;", .string), ("b", .dynamic)],
      [[.string("\u{1b}[2J\u{9b}1m\u{7}"), list("\u{1b}c", "\u{202E}x")]])
    let written = ResultRenderer(RenderOptions(format: format, width: 80, isTerminal: true))
      .text(hostile)
    #expect(!written.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" })
    #expect(!written.unicodeScalars.contains { (0x7F..<0xA0).contains($0.value) })
  }

  @Test(arguments: [
    ("bo", OutputFormat.box), ("json", .json), ("jsonl", .jsonl), ("t", nil), ("", nil),
  ])
  func `a format is known by a beginning that fits no other`(name: String, format: OutputFormat?) {
    #expect(OutputFormat(prefix: name) == format)
  }
}

@Suite struct BoxFittingTests {
  private func box(_ table: Table, width: Int? = nil, rowLimit: Int? = nil) -> String {
    ResultRenderer(
      RenderOptions(format: .box, width: width, rowLimit: rowLimit, isTerminal: true)
    ).text(table)
  }

  @Test(arguments: [80, 30])
  func `rows that do not fit are written as records`(width: Int) {
    let names = ["alpha", "beta", "gamma", "delta"]
    let wide = table(
      names.map { ($0, .long) }, (1...9).map { row in names.map { _ in .integer(row) } })
    let written = ResultRenderer(
      RenderOptions(format: .auto, width: width, rowLimit: 8, isTerminal: true)
    ).text(wide)
    let isBox = width == 80
    #expect(written.contains("9 rows (\(isBox ? 8 : 2) shown)"))
    #expect(written.contains("┌") == isBox)
    #expect(written.contains("alpha = 1\n") == !isBox)
    #expect(written.contains("delta = 9\n") == !isBox)
    #expect(!written.contains("alpha = 5\n"))
  }

  @Test func `the widest text shrinks first and numbers are never cut`() {
    let wide = table(
      [("id", .long), ("who", .string), ("text", .string)],
      [[.integer(1_234_567), .string("문재인 대통령"), .string("a sentence of some length, in words")]])
    #expect(
      box(wide, width: 50) == """
        ┌─────────┬───────────────┬──────────────────────┐
        │      id │ who           │ text                 │
        │    long │ string        │ string               │
        ├─────────┼───────────────┼──────────────────────┤
        │ 1234567 │ 문재인 대통령 │ a sentence of some … │
        └─────────┴───────────────┴──────────────────────┘
        1 row

        """)
  }

  @Test func `of columns that cannot fit those go first that say nothing new`() {
    let names = ["id", "date", "same", "empty", "detail", "who", "far"]
    let many = table(
      names.map { ($0, LogicalType.string) },
      [
        ["1", "2017-05-11", "2017-05-11", "", "2017", "Xi Jinping", "x"],
        ["2", "2017-05-12", "2017-05-12", "", "2017~", "Moon Jae-in", "y"],
      ].map { $0.map { .string($0) } })
    var options = RenderOptions(format: .box, width: 52, rowLimit: 40, isTerminal: true)
    options.details = ["detail"]
    options.hint = "ask for more"
    #expect(
      ResultRenderer(options).text(many) == """
        ┌────────┬────────────┬─────────────┬────────┐
        │ id     │ date       │ who         │ far    │
        │ string │ string     │ string      │ string │
        ├────────┼────────────┼─────────────┼────────┤
        │ 1      │ 2017-05-11 │ Xi Jinping  │ x      │
        │ 2      │ 2017-05-12 │ Moon Jae-in │ y      │
        └────────┴────────────┴─────────────┴────────┘
        2 rows, 7 columns (4 shown); ask for more

        """)
    // Where there is room nothing is left out, and nothing is said.
    options.width = 90
    #expect(ResultRenderer(options).text(many).hasSuffix("┘\n2 rows\n"))
  }

  @Test func `long texts of a record go on below their beginning`() {
    let one = table(
      [("n", .long), ("text", .string)],
      [[.integer(1), .string("Xi called the new South Korean leader")]])
    func records(width: Int?) -> String {
      ResultRenderer(RenderOptions(format: .line, width: width)).text(one)
    }
    #expect(
      records(width: 36)
        == "   n = 1\ntext = Xi called the new South\n       Korean leader\n")
    #expect(records(width: nil) == "   n = 1\ntext = Xi called the new South Korean leader\n")
  }

  @Test func `columns that cannot fit are left out and counted`() {
    let many = table(
      (1...6).map { ("column\($0)", LogicalType.string) },
      [(1...6).map { .string(String(repeating: "x", count: $0 * 10)) }])
    #expect(
      box(many, width: 40) == """
        ┌────────────┬────────────┬────────────┐
        │ column1    │ column2    │ column3    │
        │ string     │ string     │ string     │
        ├────────────┼────────────┼────────────┤
        │ xxxxxxxxxx │ xxxxxxxxx… │ xxxxxxxxx… │
        └────────────┴────────────┴────────────┘
        1 row, 6 columns (3 shown)

        """)
  }

  @Test func `a column without values keeps a name to know it by`() {
    let empty = table([("confidence", .real), ("id", .long), ("who", .string)], [])
    #expect(
      box(empty, width: 27) == """
        ┌─────────┬──────┬────────┐
        │ confid… │   id │ who    │
        │    real │ long │ string │
        ├─────────┼──────┼────────┤
        └─────────┴──────┴────────┘
        0 rows

        """)
  }

  @Test func `of many rows a terminal shows head and tail, a file all`() {
    let many = table([("n", .long)], (0..<5000).map { [.integer(Int64($0))] })
    #expect(
      box(many, width: 80, rowLimit: 3) == """
        ┌──────┐
        │    n │
        │ long │
        ├──────┤
        │    0 │
        │    1 │
        │    · │
        │ 4999 │
        └──────┘
        5000 rows (3 shown)

        """)
    #expect(box(many).split(separator: "\n").count == 5000 + 6)
  }

  @Test func `no line of a box is wider than the terminal`() {
    let mixed = table(
      [("날짜", .datetime), ("a long name for a number", .long), ("who", .dynamic), ("t", .string)],
      [
        [
          .datetime(may(11)), .integer(7), list("문재인", "習近平", "Xi Jinping"),
          .string(String(repeating: "가나다 ", count: 40)),
        ]
      ])
    for width in 24...200 {
      let lines = box(mixed, width: width).split(separator: "\n").dropLast()
      #expect(lines.allSatisfy { DisplayWidth.of(String($0)) <= width }, "at \(width)")
      #expect(Set(lines.map { DisplayWidth.of(String($0)) }).count == 1, "at \(width)")
    }
  }

  @Test func `only colour is added for a terminal that shows it`() {
    let one = table([("n", .long)], [[.null]])
    let coloured = ResultRenderer(RenderOptions(format: .box, usesColor: true)).text(one)
    #expect(coloured.contains("\u{1b}[2;3mnull\u{1b}[0m"))
    #expect(!box(one).contains("\u{1b}"))
  }
}

@Suite struct HostileTextTests {
  private func rendered(_ text: String, _ format: OutputFormat, onTerminal: Bool = false) -> String
  {
    var builder = TableBuilder(Schema([ColumnSchema("=n", .string), ColumnSchema("n", .long)]))
    builder.append([.string(text), .integer(-5)])
    return ResultRenderer(RenderOptions(format: format, isTerminal: onTerminal))
      .text(builder.seal())
  }

  @Test(arguments: [
    (OutputFormat.csv, "=a,b", "'=n,n\n\"'=a,b\",-5\n"), (.csvRaw, "=a,b", "=n,n\n\"=a,b\",-5\n"),
    (.tsv, "@a", "'=n\tn\n'@a\t-5\n"), (.tsvRaw, "@a", "=n\tn\n@a\t-5\n"),
    (.csv, "-5", "'=n,n\n-5,-5\n"), (.csv, "a;=1", "'=n,n\n\"a;=1\",-5\n"),
    (.tsv, "\t=x", "'=n\tn\n\\t=x\t-5\n"), (.csv, "\t=x", "'=n,n\n\"'\t=x\",-5\n"),
    (.jsonl, "=a", "{\"=n\":\"=a\",\"n\":-5}\n"),
  ])
  func `formulas are marked in separated values`(
    format: OutputFormat, text: String, expected: String
  ) {
    let marked = rendered(text, format)
    #expect(marked == expected || format == .csv && text == "\t=x" && marked.contains("'\t=x"))
  }

  @Test(arguments: OutputFormat.allCases)
  func `nothing turns writing around or hides on a terminal`(format: OutputFormat) {
    let shown = rendered("a\u{202E}b\u{2066}c\u{200B}d\u{2028}e\u{FEFF}f", format, onTerminal: true)
    #expect(
      !shown.unicodeScalars.contains {
        !"\n\t".unicodeScalars.contains($0) && ControlEscape.isControl($0)
      })
  }

  @Test func `files keep what joins and marks letters`() {
    let honest = "\u{200C}\u{200D}\u{200E}\u{200F}"
    #expect(ControlEscape.escape(honest) == honest)
    #expect(rendered("a\u{202E}b", .csv) == "'=n,n\na\u{202E}b,-5\n")
  }
}
