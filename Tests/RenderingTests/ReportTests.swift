import Columnar
import Foundation
import FoundationXML
import Testing

@testable import Rendering

@Suite struct ReportTests {
  private let hostile = "</script><img src=x onerror=\"alert(1)\">'&\u{1b}[31m\u{0}"

  private func page(_ table: Table, _ chart: String? = nil) throws -> String {
    var report = Report(title: hostile)
    report.add(.heading(hostile))
    report.add(.prose(hostile))
    let spec = chart.flatMap { ChartSpec(chart: $0, properties: ["title": .string(hostile)]) }
    let drawn = try spec.flatMap { try Chart.make(of: table, $0) }
    report.add(
      .result(
        ReportResult(
          query: hostile, table: table, chart: drawn,
          evidence: [0: ReportEvidence(sentence: hostile, trigger: "img", place: hostile)],
          notes: [hostile])))
    return ReportPage(report).html()
  }

  @Test(arguments: [
    nil, "barchart", "columnchart", "linechart", "piechart", "timeline", "graph", "card",
  ])
  func `what an article says stays text`(chart: String?) throws {
    let table = chartTable(
      [(hostile, .string), ("b", .string), ("n", .long), ("date", .datetime)],
      [
        [.string(hostile), .string(hostile), .integer(3), day(2020, 1, 1)],
        [.string("x"), .string(hostile), .null, day(2021, 1, 1)],
      ])
    let html = try page(table, chart)
    #expect(!html.contains("<img"))
    #expect(html.components(separatedBy: "</script>").count == 2)
    #expect(!html.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  @Test func `the page's policy knows its script`() throws {
    // The hash is SHA-256 in Base64; sha256sum is of the system.
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    input.fileHandleForWriting.write(Data(ReportPage.script.utf8))
    try input.fileHandleForWriting.close()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let hex = Array(text.prefix(64))
    let bytes = stride(from: 0, to: hex.count, by: 2).compactMap {
      UInt8(String(hex[$0...($0 + 1)]), radix: 16)
    }
    #expect(Data(bytes).base64EncodedString() == ReportPage.scriptHash)
  }

  @Test(arguments: [
    "barchart", "columnchart", "linechart", "timechart", "areachart", "stackedareachart",
    "scatterchart", "piechart", "timeline", "graph", "card",
  ])
  func `a picture is well-formed XML without what is not a number`(chart: String) throws {
    let table = chartTable(
      [("who", .string), ("whom", .string), ("n", .real), ("date", .datetime)],
      [
        [.string("a<b>&\"'\u{7}"), .string("b"), .real(-3.5), day(2020, 1, 1)],
        [.string("c"), .string("d"), .real(1e300), day(2021, 1, 1)],
        [.string("c"), .string("d"), .real(.nan), day(2021, 1, 1)],
        [.string("e"), .string("f"), .real(.infinity), .null],
      ])
    let spec = try #require(ChartSpec(chart: chart, properties: ["title": .string("<&>")]))
    let svg = try #require(try Chart.make(of: table, spec)).svg()
    let document = try XMLDocument(xmlString: svg)
    #expect(document.rootElement()?.name == "svg")
    #expect(!svg.contains("nan") && !svg.contains("inf\""))
  }

  @Test func `one printed text is a heading`() {
    #expect(Report.heading(of: chartTable([("print_0", .string)], [[.string("Calls")]])) == "Calls")
    #expect(Report.heading(of: chartTable([("print_0", .long)], [[.integer(1)]])) == nil)
    #expect(Report.heading(of: chartTable([("name", .string)], [[.string("Calls")]])) == nil)
  }
}
