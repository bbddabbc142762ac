import Columnar

/// Draws charts of series as SVG.
struct SeriesSVG {
  let data: ChartData
  let spec: ChartSpec

  private static let width = 800.0
  private static let plotHeight = 300.0
  private static let barHeight = 20.0
  private static let mostBars = 60

  /// The room around the plot.
  private struct Frame {
    var left: Double
    var top: Double
    var width: Double
    var height: Double
    var bottom: Double { top + height }
    var right: Double { left + width }
  }

  func document() -> String {
    switch spec.kind {
    case .barchart, .piechart: return bars()
    case .columnchart: return columns()
    default: return lines()
    }
  }

  private func color(_ series: Int) -> String {
    ChartPalette.colors[series % ChartPalette.colors.count]
  }

  // MARK: - Bars

  private func bars() -> String {
    let drawn =
      data.axis == .category
      ? data.withFewCategories(Self.mostBars) : data.binned(to: Self.mostBars)
    let isStacked = spec.stacking != .unstacked && drawn.series.count > 1
    let labels = drawn.placeLabels
    let perPlace = isStacked ? 1 : drawn.series.count
    let thickness = max(Self.barHeight / Double(perPlace).squareRoot(), 8)
    let slot = thickness * Double(perPlace) + 6
    let left = min((labels.map { SVGWriter.textWidth($0) }.max() ?? 0) + 12, 280)
    let head = headHeight(drawn)
    let frame = Frame(
      left: left, top: head, width: Self.width - left - 70,
      height: slot * Double(labels.count))
    var svg = SVGWriter(width: Self.width, height: frame.bottom + 44)
    writeHead(drawn, &svg)
    let scale = NumberScale(
      isStacked ? drawn.stackedRange : drawn.yRange ?? 0...0, tickCount: 6,
      minimum: spec.yMinimum, maximum: spec.yMaximum)
    func x(_ value: Double) -> Double { frame.left + scale.fraction(value) * frame.width }
    for tick in scale.ticks {
      svg.line(x(tick), frame.top, x(tick), frame.bottom, className: tick == 0 ? "axis" : "grid")
      svg.text(scale.label(tick), x: x(tick), y: frame.bottom + 16, anchor: "middle")
    }
    let places = drawn.places
    let values = drawn.series.map { drawn.values(of: $0, places: places) }
    for (index, label) in labels.enumerated() {
      let top = frame.top + Double(index) * slot + 3
      svg.text(
        fitted(label, left - 12), x: left - 8, y: top + (slot - 6) / 2 + 4, anchor: "end",
        className: "value")
      var (below, above) = (0.0, 0.0)
      for (series, column) in values.enumerated() {
        guard let value = column[index] else { continue }
        let start = isStacked ? (value < 0 ? below : above) : 0
        let y = isStacked ? top : top + Double(series) * thickness
        let ends = (x(start), x(start + value))
        svg.rectangle(
          x: min(ends.0, ends.1), y: y, width: abs(ends.1 - ends.0), height: thickness - 1,
          color: color(series), tip: tip(drawn, series, label, value))
        if !isStacked {
          let isLeft = value < 0
          svg.text(
            ChartNumber.text(value), x: ends.1 + (isLeft ? -4 : 4), y: y + thickness / 2 + 4,
            anchor: isLeft ? "end" : "start", className: "value")
        }
        if value < 0 { below += value } else { above += value }
      }
    }
    svg.text(drawn.yTitle, x: frame.left + frame.width / 2, y: frame.bottom + 36, anchor: "middle")
    return svg.document(title: name)
  }

  // MARK: - Columns

  private func columns() -> String {
    let isStacked = spec.stacking != .unstacked && data.series.count > 1
    let perSlot = isStacked ? 1 : data.series.count
    let drawn = data.binned(to: 720 / (3 * perSlot))
    let scale = NumberScale(
      isStacked ? drawn.stackedRange : drawn.yRange ?? 0...0, tickCount: 6,
      minimum: spec.yMinimum, maximum: spec.yMaximum)
    let labels = drawn.placeLabels
    let places = drawn.places
    var frame = plotFrame(drawn, scale)
    let slot = frame.width / Double(max(places.count, 1))
    let longest = labels.map { SVGWriter.textWidth($0) }.max() ?? 0
    let slants = drawn.axis == .category && longest > slot - 6
    frame.height = Self.plotHeight
    let below = slants ? min(longest, 140) * 0.7 + 20 : 24
    var svg = SVGWriter(width: Self.width, height: frame.bottom + below + 24)
    writeHead(drawn, &svg)
    writeGrid(scale, frame, &svg)
    func y(_ value: Double) -> Double { frame.bottom - scale.fraction(value) * frame.height }
    let values = drawn.series.map { drawn.values(of: $0, places: places) }
    let thickness = min(slot * 0.8 / Double(perSlot), 60)
    for (index, label) in labels.enumerated() {
      let middle = frame.left + (Double(index) + 0.5) * slot
      let begin = middle - thickness * Double(perSlot) / 2
      var (low, high) = (0.0, 0.0)
      for (series, column) in values.enumerated() {
        guard let value = column[index] else { continue }
        let start = isStacked ? (value < 0 ? low : high) : 0
        let ends = (y(start), y(start + value))
        svg.rectangle(
          x: isStacked ? begin : begin + Double(series) * thickness, y: min(ends.0, ends.1),
          width: max(thickness - (slot > 6 ? 1 : 0), 1), height: abs(ends.1 - ends.0),
          color: color(series), tip: tip(drawn, series, label, value))
        if value < 0 { low += value } else { high += value }
      }
    }
    writePlaces(drawn, labels, frame, slot, slants, &svg)
    svg.text(
      ([drawn.xTitle] + drawn.notes.filter { !data.notes.contains($0) }).joined(separator: "; "),
      x: frame.left + frame.width / 2, y: frame.bottom + below + 14, anchor: "middle")
    return svg.document(title: name)
  }

  private func writePlaces(
    _ drawn: ChartData, _ labels: [String], _ frame: Frame, _ slot: Double, _ slants: Bool,
    _ svg: inout SVGWriter
  ) {
    var end = -Double.infinity
    for (index, label) in labels.enumerated() {
      let x = frame.left + (Double(index) + 0.5) * slot
      let width = slants ? 14 : SVGWriter.textWidth(label)
      guard x - width / 2 > end else { continue }
      end = x + width / 2 + 6
      if slants {
        svg.text(fitted(label, 140), x: x + 4, y: frame.bottom + 14, anchor: "end", rotation: -40)
      } else {
        svg.text(label, x: x, y: frame.bottom + 16, anchor: "middle")
      }
    }
  }

  // MARK: - Lines, areas and points

  private func lines() -> String {
    let isArea = spec.kind == .areachart || spec.kind == .stackedareachart
    let isStacked = isArea && spec.stacking != .unstacked && data.series.count > 1
    let drawn = isStacked ? data.accumulated() : data
    let range = drawn.yRange ?? 0...0
    let nearZero = range.lowerBound <= (range.upperBound - range.lowerBound) * 2
    let scale = NumberScale(
      range, tickCount: 6, includesZero: isArea || nearZero, minimum: spec.yMinimum,
      maximum: spec.yMaximum)
    let frame = plotFrame(drawn, scale)
    var svg = SVGWriter(width: Self.width, height: frame.bottom + 48)
    writeHead(drawn, &svg)
    writeGrid(scale, frame, &svg)
    let axis = HorizontalAxis(drawn, places: drawn.places, width: Int(frame.width / 8))
    for label in axis.labels {
      let x = frame.left + Double(label.x) / (frame.width / 8 - 1).rounded(.down) * frame.width
      svg.line(x, frame.bottom, x, frame.bottom + 4, className: "axis")
      let anchor = x > frame.right - 30 ? "end" : x < frame.left + 20 ? "start" : "middle"
      svg.text(label.text, x: x, y: frame.bottom + 18, anchor: anchor)
    }
    let order = isStacked ? Array(drawn.series.indices.reversed()) : Array(drawn.series.indices)
    for index in order {
      let points = drawn.series[index].points.map { point in
        (
          x: frame.left + axis.fraction(point.x) * frame.width,
          y: frame.bottom - scale.fraction(point.y) * frame.height
        )
      }
      if isArea, let first = points.first, let last = points.last {
        let zero = frame.bottom - scale.fraction(max(scale.range.lowerBound, 0)) * frame.height
        svg.polygon(
          [(first.x, zero)] + points + [(last.x, zero)], color: color(index),
          tip: drawn.series[index].name)
      } else if spec.kind != .scatterchart {
        svg.polyline(points, color: color(index))
      }
      // Dots on a line of thousands of points are noise.
      guard points.count <= 200 || spec.kind == .scatterchart else { continue }
      for (place, point) in points.enumerated() {
        let value = drawn.series[index].points[place]
        svg.circle(
          x: point.x, y: point.y, radius: spec.kind == .scatterchart ? 3.5 : 2.5,
          color: color(index), tip: tip(drawn, index, label(value.x, drawn), value.y))
      }
    }
    svg.text(drawn.xTitle, x: frame.left + frame.width / 2, y: frame.bottom + 38, anchor: "middle")
    return svg.document(title: name)
  }

  // MARK: - Parts

  private func label(_ place: Double, _ data: ChartData) -> String {
    switch data.axis {
    case .category: return data.labels[Int(place)]
    case .number: return ChartNumber.text(place)
    case .time: return TimeScale.label(place, data.timeStep)
    }
  }

  private func tip(_ data: ChartData, _ series: Int, _ label: String, _ value: Double) -> String {
    let name = data.series.count > 1 ? data.series[series].name + ", " : ""
    return name + label + ": " + ChartNumber.text(value)
  }

  /// `text` cut to about so many pixels.
  private func fitted(_ text: String, _ width: Double) -> String {
    DisplayWidth.truncate(text, to: max(Int(width / 6.8), 1))
  }

  private var name: String {
    spec.title.isEmpty ? data.yTitle + " by " + data.xTitle : spec.title
  }

  private func plotFrame(_ data: ChartData, _ scale: NumberScale) -> Frame {
    let left = (scale.ticks.map { SVGWriter.textWidth(scale.label($0)) }.max() ?? 0) + 16
    return Frame(
      left: left, top: headHeight(data), width: Self.width - left - 16, height: Self.plotHeight)
  }

  private func writeGrid(_ scale: NumberScale, _ frame: Frame, _ svg: inout SVGWriter) {
    for tick in scale.ticks {
      let y = frame.bottom - scale.fraction(tick) * frame.height
      svg.line(frame.left, y, frame.right, y, className: tick == 0 ? "axis" : "grid")
      svg.text(scale.label(tick), x: frame.left - 6, y: y + 4, anchor: "end")
    }
  }

  private func showsLegend(_ data: ChartData) -> Bool { spec.showsLegend && data.series.count > 1 }

  /// The places of the legend's names, line by line.
  private func legend(_ data: ChartData) -> [(x: Double, line: Int)] {
    var x = 8.0
    var line = 0
    return data.series.map { series in
      let width = SVGWriter.textWidth(fitted(series.name, 300)) + 32
      if x + width > Self.width && x > 8 {
        x = 8
        line += 1
      }
      defer { x += width }
      return (x, line)
    }
  }

  private func headHeight(_ data: ChartData) -> Double {
    let lines = showsLegend(data) ? Double((legend(data).last?.line ?? 0) + 1) : 0
    return 14 + (spec.title.isEmpty ? 0 : 24) + lines * 18
  }

  private func writeHead(_ data: ChartData, _ svg: inout SVGWriter) {
    if !spec.title.isEmpty { svg.text(spec.title, x: 8, y: 20, className: "title") }
    guard showsLegend(data) else { return }
    let top = spec.title.isEmpty ? 6.0 : 30
    for (index, place) in legend(data).enumerated() {
      let y = top + Double(place.line) * 18
      let label = fitted(data.series[index].name, 300)
      svg.rectangle(x: place.x, y: y, width: 12, height: 12, color: color(index), tip: label)
      svg.text(label, x: place.x + 17, y: y + 10, className: "value")
    }
  }
}
