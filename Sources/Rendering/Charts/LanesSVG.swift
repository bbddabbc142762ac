import Columnar

/// Draws a timeline as SVG.
struct TimelineSVG {
  let timeline: Timeline
  let title: String

  private static let width = 800.0
  private static let lane = 22.0

  func document() -> String {
    let head = title.isEmpty ? 30.0 : 54
    let names = timeline.lanes.map(\.name)
    let left = min((names.map { SVGWriter.textWidth($0) }.max() ?? 0) + 14, 320)
    let right = Self.width - 20
    let bottom = head + Double(names.count) * Self.lane
    var svg = SVGWriter(width: Self.width, height: bottom + 32)
    if !title.isEmpty { svg.text(title, x: 8, y: 20, className: "title") }
    let scale = TimeScale(timeline.range, tickCount: max(Int((right - left) / 90), 2))
    func x(_ moment: Double) -> Double { left + 8 + scale.fraction(moment) * (right - left - 16) }
    for tick in scale.ticks {
      svg.line(x(tick), head, x(tick), bottom, className: "grid")
      svg.text(scale.label(tick), x: x(tick), y: bottom + 18, anchor: "middle")
    }
    for (index, lane) in timeline.lanes.enumerated() {
      let y = head + (Double(index) + 0.5) * Self.lane
      svg.line(left, y, right, y, className: "grid")
      svg.text(
        DisplayWidth.truncate(lane.name, to: Int((left - 12) / 6.8)), x: left - 8, y: y + 4,
        anchor: "end", className: "value")
      for mark in lane.marks {
        let color = Self.color(mark.kind)
        let tip =
          lane.name + ": " + mark.label + ", "
          + String(DatetimeText.text(of: Int64(mark.begin)).prefix(10))
        if mark.end > mark.begin {
          svg.rectangle(
            x: x(mark.begin), y: y - 2, width: x(mark.end) - x(mark.begin), height: 4, color: color,
            opacity: 0.5, tip: tip)
        }
        svg.circle(x: x(mark.begin), y: y, radius: 5, color: color, tip: tip)
      }
    }
    var place = 8.0
    for kind in Timeline.Kind.allCases
    where timeline.lanes.contains(where: { $0.marks.contains { $0.kind == kind } }) {
      let y = title.isEmpty ? 12.0 : 36
      svg.circle(x: place + 5, y: y, radius: 5, color: Self.color(kind), tip: kind.name)
      svg.text(kind.name, x: place + 15, y: y + 4, className: "value")
      place += SVGWriter.textWidth(kind.name) + 36
    }
    return svg.document(title: title.isEmpty ? "timeline" : title)
  }

  private static func color(_ kind: Timeline.Kind) -> String {
    switch kind {
    case .verbalCooperation: "#7db4e6"
    case .materialCooperation: "#2b6cb0"
    case .verbalConflict: "#f0a35e"
    case .materialConflict: "#c0392b"
    case .other: "#888888"
    }
  }
}

/// Draws who acts on whom as SVG: a matrix, darker where there is more.
struct ActorMatrixSVG {
  let matrix: ActorMatrix
  let title: String

  private static let cell = 26.0

  func document() -> String {
    let left = min((matrix.sources.map { SVGWriter.textWidth($0) }.max() ?? 0) + 14, 260)
    let above = min((matrix.targets.map { SVGWriter.textWidth($0) }.max() ?? 0) * 0.72 + 20, 200)
    let head = (title.isEmpty ? 0 : 28) + above
    let width = left + Self.cell * Double(matrix.targets.count) + above + 10
    var svg = SVGWriter(
      width: max(width, 320), height: head + Self.cell * Double(matrix.sources.count) + 28)
    if !title.isEmpty { svg.text(title, x: 8, y: 20, className: "title") }
    for (index, name) in matrix.targets.enumerated() {
      let x = left + (Double(index) + 0.6) * Self.cell
      svg.text(
        DisplayWidth.truncate(name, to: 38), x: x, y: head - 6, className: "value", rotation: -45)
    }
    let greatest = matrix.cells.joined().map(\.magnitude).max() ?? 1
    for (row, name) in matrix.sources.enumerated() {
      let y = head + Double(row) * Self.cell
      svg.text(
        DisplayWidth.truncate(name, to: Int((left - 12) / 6.8)), x: left - 8, y: y + 17,
        anchor: "end", className: "value")
      for (column, target) in matrix.targets.enumerated() {
        let value = matrix.cells[row][column]
        let x = left + Double(column) * Self.cell
        let tip = name + " → " + target + ": " + ChartNumber.text(value)
        svg.rectangle(
          x: x, y: y, width: Self.cell - 2, height: Self.cell - 2,
          color: value < 0 ? "#c0392b" : value == 0 ? "#888888" : "#2b6cb0",
          opacity: value == 0 ? 0.08 : 0.2 + 0.6 * value.magnitude / max(greatest, 1e-300), tip: tip
        )
        if value != 0 {
          svg.text(
            ChartNumber.text(value), x: x + Self.cell / 2 - 1, y: y + 16, anchor: "middle",
            className: "value")
        }
      }
    }
    let note =
      matrix.weightName.map { "rows act on columns; sums of \($0)" }
      ?? "rows act on columns; numbers of events"
    svg.text(note, x: 8, y: head + Self.cell * Double(matrix.sources.count) + 18)
    return svg.document(title: title.isEmpty ? "who acts on whom" : title)
  }
}

extension Chart {
  /// The chart as an SVG picture that needs nothing beside it; cards have none.
  public func svg() -> String {
    switch content {
    case .series(let data): return SeriesSVG(data: data, spec: spec).document()
    case .timeline(let timeline):
      return TimelineSVG(timeline: timeline, title: spec.title).document()
    case .matrix(let matrix): return ActorMatrixSVG(matrix: matrix, title: spec.title).document()
    case .card(let cards):
      var svg = SVGWriter(width: 800, height: Double(cards.count) * 56 + 20)
      for (index, card) in cards.enumerated() {
        let y = Double(index) * 56 + 30
        svg.text(card.name, x: 8, y: y)
        svg.text(card.value, x: 8, y: y + 22, className: "title")
      }
      return svg.document(title: spec.title)
    }
  }
}
