import Columnar
import TestSupport
import Testing

@testable import Rendering

/// The first tick of a day.
func day(_ year: Int, _ month: Int, _ day: Int) -> Value {
  .datetime(CivilDate(year: year, month: month, day: day)?.ticks ?? 0)
}

func chartTable(_ columns: [(String, LogicalType)], _ rows: [[Value]]) -> Table {
  var builder = TableBuilder(Schema(columns.map { ColumnSchema($0.0, $0.1) }))
  for row in rows { builder.append(row) }
  return builder.seal()
}

private let byType = chartTable(
  [("type", .string), ("n", .long)],
  [
    [.string("AGREE"), .integer(20)], [.string("CONSULT"), .integer(10)],
    [.string("문재인"), .integer(1)],
  ])

private let signed = chartTable(
  [("who", .string), ("score", .real)],
  [[.string("Peru"), .real(2.5)], [.string("Chile"), .real(-5)], [.string("Ghana"), .real(0)]])

private let monthly = chartTable(
  [("month", .datetime), ("quad", .string), ("n", .long)],
  [
    [day(2020, 1, 1), .string("talk"), .integer(4)],
    [day(2020, 2, 1), .string("talk"), .integer(2)],
    [day(2020, 2, 1), .string("fight"), .integer(2)],
    [day(2020, 4, 1), .string("fight"), .integer(4)],
  ])

private let wave = chartTable(
  [("x", .long), ("y", .real)], (0...8).map { [.integer($0), .real(Double(($0 - 4) * ($0 - 4)))] })

private let events = chartTable(
  [
    ("date", .datetime), ("date_end", .datetime), ("actors", .dynamic), ("recipients", .dynamic),
    ("quad", .string),
  ],
  [
    [
      day(2020, 1, 1), day(2020, 1, 1), listValue("Peru"), listValue("Chile"),
      .string("verbal conflict"),
    ],
    [
      day(2020, 1, 1), day(2020, 1, 1), listValue("Peru"), listValue("Chile"),
      .string("verbal conflict"),
    ],
    [
      day(2020, 6, 1), day(2020, 9, 1), listValue("Chile"), listValue("Peru"),
      .string("material cooperation"),
    ],
    [.null, .null, listValue("Chile"), listValue("Peru", "Ghana"), .string("verbal cooperation")],
  ])

func listValue(_ items: String...) -> Value { .dynamic(.array(items.map { .string($0) })) }

private func draw(
  _ table: Table, _ chart: String, _ properties: [String: Value] = [:], width: Int = 44,
  height: Int = 6, color: Bool = false
) -> String {
  guard let spec = ChartSpec(chart: chart, properties: properties) else { return "no such chart" }
  do {
    let options = ChartTextOptions(width: width, height: height, usesColor: color)
    return try Chart.make(of: table, spec)?.text(options) ?? "a table"
  } catch {
    return error.message
  }
}

@Suite struct ChartTests {
  @Test func `charts of characters look as their files show`() throws {
    let charts: [(String, String)] = [
      ("bars", draw(byType, "barchart", ["title": .string("Events")])),
      ("bars below zero", draw(signed, "barchart")),
      ("stacked bars", draw(monthly, "barchart", ["kind": .string("stacked")])),
      ("grouped bars", draw(monthly, "barchart")),
      ("parts of a whole", draw(byType, "piechart")),
      ("columns", draw(byType, "columnchart", width: 60)),
      ("columns below zero", draw(signed, "columnchart", width: 30)),
      (
        "stacked columns with an empty month",
        draw(
          monthly, "columnchart", ["kind": .string("stacked")])
      ),
      ("a line", draw(wave, "linechart")),
      ("lines of time without colour", draw(monthly, "timechart")),
      ("lines of time in colour", draw(monthly, "timechart", color: true)),
      ("an area", draw(wave, "areachart")),
      ("stacked areas", draw(monthly, "stackedareachart")),
      ("points", draw(wave, "scatterchart")),
      ("a card", draw(byType, "card")),
      ("a timeline", draw(events, "timeline", width: 60)),
      ("who acts on whom", draw(events, "graph")),
    ]
    let text = charts.map { "--- \($0)\n\($1)" }.joined(separator: "\n")
    try expectGolden(text, at: packageDirectory + "/Tests/RenderingTests/Cases/charts.txt")
  }

  @Test(arguments: [
    ("barchart", 200), ("columnchart", 5000), ("linechart", 5000), ("timechart", 5000),
    ("scatterchart", 5000),
  ])
  func `a long series stays inside the window and loses nothing`(chart: String, rows: Int) {
    let table = chartTable(
      [("x", .long), ("y", .long)], (0..<rows).map { [.integer(Int64($0)), .integer(1)] })
    for width in [20, 80, 200] {
      let text = draw(table, chart, width: width, height: 8)
      let widest = text.split(separator: "\n").map { DisplayWidth.of(String($0)) }.max() ?? 0
      #expect(widest <= width, "\(chart) at \(width)")
    }
    let data = ChartData(
      axis: .number,
      series: [.init(name: "y", points: (0..<rows).map { .init(x: Double($0), y: 1) })],
      xTitle: "x", yTitle: "y")
    #expect(data.binned(to: 40).series[0].total == Double(rows))
    #expect(data.binned(to: 40).places.count <= 40)
  }

  @Test(arguments: [
    ("timeline", "a timeline needs a column of dates"),
    ("graph", "a graph needs two columns of names: who, and on whom"),
    ("nochart", "no such chart"),
    ("table", "a table"),
  ])
  func `what cannot be drawn is said`(chart: String, message: String) {
    #expect(draw(byType, chart) == message)
  }

  @Test func `columns that are not there are named`() {
    #expect(
      draw(byType, "barchart", ["xcolumn": .string("tpye")])
        == "no column 'tpye' to draw; there are type, n")
    let words = chartTable([("a", .string)], [[.string("x")]])
    #expect(
      draw(words, "barchart")
        == "there is no column of numbers to draw; summarize n = count() by ... makes one")
    #expect(draw(chartTable([("a", .long)], []), "barchart") == "there are no rows to draw")
    let raw = chartTable(
      [("id", .long), ("type", .string), ("who", .string), ("whom", .string)],
      (0..<50).map {
        [.integer(Int64($0)), .string("\($0 % 5)"), .string("\($0)"), .string("\($0)")]
      })
    #expect(
      draw(raw, "barchart")
        == "the rows would make 50 series, one for nearly every row; count them first, as in "
        + "summarize n = count() by type | render barchart")
    #expect(!draw(raw, "barchart", ["series": .string("type")]).contains("would make"))
  }

  @Test func `lists as make-series gives them are taken apart`() throws {
    let dates = DynamicValue.array(
      (1...3).map { month in
        .datetime(CivilDate(year: 2020, month: month, day: 1)?.ticks ?? 0)
      })
    let table = chartTable(
      [("who", .string), ("n", .dynamic), ("month", .dynamic)],
      [
        [
          .string("Peru"), .dynamic(.array([.integer(1), .integer(2), .integer(3)])),
          .dynamic(dates),
        ]
      ])
    let data = try ChartData.make(of: table, ChartSpec(.timechart))
    #expect(data.series.map(\.name) == ["Peru"])
    #expect(data.series[0].points.map(\.y) == [1, 2, 3])
    #expect(data.timeStep == .months(1))
  }

  @Test(arguments: [
    (0.0...9.0, 5, [0.0, 2, 4, 6, 8, 10]), (0...1, 4, [0, 0.5, 1]),
    (-3...12, 4, [-5, 0, 5, 10, 15]),
    (0...0, 4, [0, 0.5, 1]), (4_000...90_000, 3, [0, 50_000, 100_000]),
  ])
  func `ticks are round numbers that hold the data`(
    range: ClosedRange<Double>, count: Int, ticks: [Double]
  ) {
    #expect(NumberScale(range, tickCount: count).ticks == ticks)
  }

  @Test func `ticks of time are units of the calendar`() {
    func ticks(_ from: Value, _ to: Value, _ count: Int) -> [String] {
      guard case .datetime(let low) = from, case .datetime(let high) = to else { return [] }
      let scale = TimeScale(Double(low)...Double(high), tickCount: count)
      return scale.ticks.map { scale.label($0) }
    }
    #expect(ticks(day(2016, 3, 1), day(2019, 5, 1), 5) == ["2017", "2018", "2019"])
    #expect(ticks(day(2020, 1, 1), day(2020, 6, 1), 3) == ["2020-01", "2020-04"])
    #expect(ticks(day(2020, 1, 1), day(2020, 1, 4), 4).last == "2020-01-04")
  }

  @Test(arguments: [
    (1234.0, "1,234"), (0.125, "0.13"), (-0.004_56, "-0.0046"), (2.5, "2.50"), (0, "0"),
    (-1_000_000, "-1,000,000"),
  ])
  func `numbers are written short`(value: Double, text: String) {
    #expect(ChartNumber.text(value) == text)
  }
}
