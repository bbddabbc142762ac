import Columnar

/// Draws lines, areas and clouds of points over an axis of numbers or of time.
///
/// One series, or any number in colour, is drawn in dots of Braille, eight to the character; several
/// without colour in marks of their own, one to the character.
struct LineChartText {
  /// How the points are joined.
  enum Style {
    case line, area, points
  }

  let data: ChartData
  let style: Style
  let stacking: ChartSpec.Stacking
  let options: ChartTextOptions

  func lines() -> [String] {
    let isStacked = stacking != .unstacked && data.series.count > 1
    let drawn = isStacked ? data.accumulated() : data
    guard let range = drawn.yRange else { return [] }
    let scale = NumberScale(
      range, tickCount: max(options.height / 4, 2),
      includesZero: style == .area || keepsZero(range),
      minimum: options.yMinimum, maximum: options.yMaximum)
    let margin = TextAxis.leftWidth(scale)
    let width = max(options.width - margin, 10)
    let places = drawn.places
    let axis = HorizontalAxis(drawn, places: places, width: width)
    var canvas = TextCanvas(width: width, height: options.height)
    let usesMarks = !options.usesColor && drawn.series.count > 1
    // What is drawn later covers: of stacked areas the lower ones come last.
    let order = isStacked ? Array(drawn.series.indices.reversed()) : Array(drawn.series.indices)
    for index in order {
      let color = options.usesColor || usesMarks ? index + 1 : 0
      let points = drawn.series[index].points
      if style == .area {
        fill(points, color, scale, axis, &canvas)
      } else if usesMarks {
        mark(points, color, scale, axis, &canvas)
      } else {
        dot(points, color, scale, axis, &canvas)
      }
    }
    let blank = String(repeating: " ", count: margin - 1)
    return TextAxis.rows(canvas, scale, margin, options.usesColor)
      + [
        blank + "└" + String(repeating: "─", count: width),
        TextAxis.labels(axis.labels, margin: margin, width: width),
      ]
  }

  /// Lines need not begin at zero, but where zero is near, it is drawn.
  private func keepsZero(_ range: ClosedRange<Double>) -> Bool {
    range.lowerBound < 0 || range.lowerBound <= (range.upperBound - range.lowerBound) * 2
  }

  private func dot(
    _ points: [ChartData.Point], _ color: Int, _ scale: NumberScale, _ axis: HorizontalAxis,
    _ canvas: inout TextCanvas
  ) {
    var braille = BrailleCanvas(width: canvas.width, height: canvas.height)
    let height = Double(canvas.height * 4 - 1)
    let spots = points.map { point in
      (
        x: Int((axis.fraction(point.x) * Double(canvas.width * 2 - 1)).rounded()),
        y: Int(((1 - scale.fraction(point.y)) * height).rounded())
      )
    }
    for (index, spot) in spots.enumerated() {
      if style == .points || spots.count == 1 {
        // A single dot is easily overlooked.
        for (x, y) in [(0, 0), (1, 0), (0, 1), (1, 1)] { braille.set(x: spot.x + x, y: spot.y + y) }
      } else if index > 0 {
        forEachStep(from: spots[index - 1], to: spot) { braille.set(x: $0, y: $1) }
      }
    }
    for y in 0..<canvas.height {
      for x in 0..<canvas.width {
        if let character = braille.character(x: x, y: y) {
          canvas.put(character, x: x, y: y, color: color)
        }
      }
    }
  }

  private func mark(
    _ points: [ChartData.Point], _ color: Int, _ scale: NumberScale, _ axis: HorizontalAxis,
    _ canvas: inout TextCanvas
  ) {
    let character = ChartPalette.marks[(color - 1) % ChartPalette.marks.count]
    let spots = points.map { point in
      (
        x: Int((axis.fraction(point.x) * Double(canvas.width - 1)).rounded()),
        y: Int(((1 - scale.fraction(point.y)) * Double(canvas.height - 1)).rounded())
      )
    }
    if style == .line {
      for index in spots.indices.dropFirst() {
        forEachStep(from: spots[index - 1], to: spots[index]) { x, y in
          if (0..<canvas.width).contains(x), (0..<canvas.height).contains(y),
            canvas.character(x: x, y: y) == " "
          {
            canvas.put("·", x: x, y: y)
          }
        }
      }
    }
    for spot in spots { canvas.put(character, x: spot.x, y: spot.y, color: color) }
  }

  private func fill(
    _ points: [ChartData.Point], _ color: Int, _ scale: NumberScale, _ axis: HorizontalAxis,
    _ canvas: inout TextCanvas
  ) {
    let character =
      options.usesColor ? "█" : ChartPalette.fills[max(color - 1, 0) % ChartPalette.fills.count]
    for x in 0..<canvas.width {
      let place = axis.value(Double(x) / Double(max(canvas.width - 1, 1)))
      guard let y = points.interpolated(at: place) else { continue }
      let top = Int(((1 - scale.fraction(max(y, 0))) * Double(canvas.height)).rounded())
      let bottom = Int(((1 - scale.fraction(min(y, 0))) * Double(canvas.height)).rounded())
      for row in top..<max(top, bottom) { canvas.put(character, x: x, y: row, color: color) }
    }
  }
}

/// The places along x of a chart whose axis is continuous.
struct HorizontalAxis {
  private let low: Double
  private let high: Double
  /// Where labels begin, in cells, and their texts.
  let labels: [(x: Int, text: String)]

  init(_ data: ChartData, places: [Double], width: Int) {
    let first = places.first ?? 0
    let last = places.last ?? 0
    var ticks: [(value: Double, text: String)]
    let low: Double
    let high: Double
    switch data.axis {
    case .time:
      let scale = TimeScale(first...last, tickCount: max(width / 13, 2))
      low = scale.range.lowerBound
      high = scale.range.upperBound
      ticks = scale.ticks.map { ($0, scale.label($0)) }
    case .number:
      let scale = NumberScale(first...last, tickCount: max(width / 12, 2), includesZero: false)
      low = first == last ? scale.range.lowerBound : first
      high = first == last ? scale.range.upperBound : last
      ticks = scale.ticks.filter { $0 >= low && $0 <= high }.map { ($0, scale.label($0)) }
    case .category:
      low = first
      high = max(last, first + 1)
      ticks = zip(places, data.labels).map { ($0, ControlEscape.escape($1)) }
    }
    self.low = low
    self.high = high
    labels = ticks.map { tick in
      (Int(((tick.value - low) / (high - low) * Double(width - 1)).rounded()), tick.text)
    }
  }

  /// Where a place lies, 0 at the left and 1 at the right.
  func fraction(_ place: Double) -> Double { (place - low) / (high - low) }

  /// The place at a part of the width.
  func value(_ fraction: Double) -> Double { low + fraction * (high - low) }
}

extension [ChartData.Point] {
  /// The height of the line through the points at a place; nil beside its ends.
  func interpolated(at place: Double) -> Double? {
    guard let first, let last, place >= first.x, place <= last.x else { return nil }
    var low = 0
    var high = count - 1
    while low < high {
      let middle = (low + high) / 2
      if self[middle].x < place { low = middle + 1 } else { high = middle }
    }
    let right = self[low]
    guard low > 0, right.x > place else { return right.y }
    let left = self[low - 1]
    return left.y + (right.y - left.y) * (place - left.x) / (right.x - left.x)
  }
}

extension ChartData {
  /// The same with every series standing on the ones before it, and a point at every place.
  func accumulated() -> ChartData {
    let places = self.places
    var sums = [Double](repeating: 0, count: places.count)
    var result = self
    for index in result.series.indices {
      let values = self.values(of: series[index], places: places)
      for place in places.indices { sums[place] += values[place] ?? 0 }
      result.series[index].points = places.indices.map { Point(x: places[$0], y: sums[$0]) }
    }
    return result
  }
}
