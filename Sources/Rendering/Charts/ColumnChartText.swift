import Columnar

/// Draws columns that stand on a line, the numbers at the left, the places below.
struct ColumnChartText {
  let data: ChartData
  let stacking: ChartSpec.Stacking
  let options: ChartTextOptions

  private static let eighths: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  private static let widest = 8
  private static let leastLabel = 4

  /// The lines, or nil where columns would not be legible: bars from left to right do then.
  func lines() -> [String]? {
    let isStacked = stacking != .unstacked && data.series.count > 1
    let range = isStacked ? data.stackedRange : data.yRange ?? 0...0
    let scale = NumberScale(
      range, tickCount: max(options.height / 4, 2), minimum: options.yMinimum,
      maximum: options.yMaximum)
    let margin = TextAxis.leftWidth(scale)
    let plotWidth = options.width - margin
    let perSlot = isStacked ? 1 : data.series.count
    guard plotWidth >= 10 else { return nil }
    let drawn = data.binned(to: max(plotWidth / (perSlot == 1 ? 1 : perSlot + 1), 1))
    let places = drawn.places
    guard !places.isEmpty else { return [] }
    let slot = min(plotWidth / places.count, (Self.widest + 1) * perSlot)
    let gap = slot > perSlot ? 1 : 0
    let barWidth = max((slot - gap) / perSlot, 1)
    if drawn.axis == .category, !labelsFit(drawn, slot) { return nil }
    var canvas = TextCanvas(width: slot * places.count, height: options.height)
    let values = drawn.series.map { drawn.values(of: $0, places: places) }
    for index in places.indices {
      let column = values.map { $0[index] }
      if isStacked {
        stack(column, x: index * slot, width: barWidth, scale, &canvas)
      } else {
        for (series, value) in column.enumerated() {
          let color = options.usesColor || data.series.count > 1 ? series + 1 : 0
          let x = index * slot + series * barWidth
          draw(0, value ?? 0, series, color, x: x, width: barWidth, scale, &canvas)
        }
      }
    }
    var result = TextAxis.rows(canvas, scale, margin, options.usesColor)
    result += below(drawn, slot, margin, canvas.width)
    return result
      + drawn.notes.filter { !data.notes.contains($0) }.flatMap { Chart.wrapped($0, options.width) }
  }

  private func labelsFit(_ drawn: ChartData, _ slot: Int) -> Bool {
    let longest = drawn.labels.map { DisplayWidth.of($0) }.max() ?? 0
    return longest < slot || slot > Self.leastLabel * 2 || drawn.labels.count > 60
  }

  /// The line of the axis and the labels below it.
  private func below(_ drawn: ChartData, _ slot: Int, _ margin: Int, _ width: Int) -> [String] {
    let blank = String(repeating: " ", count: max(margin - 1, 0))
    let axis = blank + "└" + String(repeating: "─", count: width)
    if drawn.axis == .category, slot >= Self.leastLabel {
      let cells = drawn.labels.map { label in
        let cut = DisplayWidth.truncate(ControlEscape.escape(label), to: max(slot - 1, 1))
        return cut + String(repeating: " ", count: slot - DisplayWidth.of(cut))
      }
      return [axis, blank + " " + cells.joined()]
    }
    let labels = drawn.placeLabels.map { ControlEscape.escape($0) }
    let ticks = labels.indices.map { (x: $0 * slot, text: labels[$0]) }
    return [axis, TextAxis.labels(ticks, margin: margin, width: width)]
  }

  private func stack(
    _ values: [Double?], x: Int, width: Int, _ scale: NumberScale, _ canvas: inout TextCanvas
  ) {
    var (below, above) = (0.0, 0.0)
    for (series, value) in values.enumerated() {
      guard let value, value != 0 else { continue }
      let start = value > 0 ? above : below
      draw(start, start + value, series, series + 1, x: x, width: width, scale, &canvas)
      if value > 0 { above += value } else { below += value }
    }
  }

  /// Fills a column between two values.
  private func draw(
    _ start: Double, _ end: Double, _ series: Int, _ color: Int, x: Int, width: Int,
    _ scale: NumberScale, _ canvas: inout TextCanvas
  ) {
    guard start != end else { return }
    let height = Double(canvas.height * 8)
    let low = Int((scale.fraction(max(min(start, end), scale.range.lowerBound)) * height).rounded())
    let high = Int(
      (scale.fraction(min(max(start, end), scale.range.upperBound)) * height).rounded())
    let fill =
      options.usesColor ? "█" : ChartPalette.fills[max(color - 1, 0) % ChartPalette.fills.count]
    for row in 0..<canvas.height {
      // Rows are counted from the top, eighths from the bottom.
      let bottom = (canvas.height - 1 - row) * 8
      let covered = min(high, bottom + 8) - max(low, bottom)
      guard covered > 0 else { continue }
      let character: Character
      if covered == 8 || fill != "█" {
        guard covered >= 4 else { continue }
        character = fill
      } else if low <= bottom {
        character = Self.eighths[covered - 1]
      } else {
        // What hangs from zero ends in the middle of a cell: half a block is as near as it goes.
        guard covered >= 3 else { continue }
        character = covered >= 6 ? "█" : "▀"
      }
      for column in 0..<width { canvas.put(character, x: x + column, y: row, color: color) }
    }
  }
}

/// The numbers at the left of a chart and the labels below it.
enum TextAxis {
  /// The cells that the numbers and the line beside them take.
  static func leftWidth(_ scale: NumberScale) -> Int {
    (scale.ticks.map { scale.label($0).count }.max() ?? 0) + 2
  }

  /// The rows of the canvas with the axis before them.
  static func rows(
    _ canvas: TextCanvas, _ scale: NumberScale, _ margin: Int, _ usesColor: Bool
  ) -> [String] {
    var labels: [Int: String] = [:]
    for tick in scale.ticks {
      let row = Int(((1 - scale.fraction(tick)) * Double(canvas.height)).rounded())
      // The lowest number belongs to the line below the last row.
      labels[min(row, canvas.height - 1)] = scale.label(tick)
    }
    return (0..<canvas.height).map { row in
      let label = labels[row] ?? ""
      let blank = String(repeating: " ", count: max(margin - 2 - label.count, 0))
      let line = canvas.line(row, usesColor: usesColor)
      return blank + label + " " + (label.isEmpty ? "│" : "┤") + line
    }
  }

  /// A line of labels that begin at places, those left out that would run into the one before.
  static func labels(_ ticks: [(x: Int, text: String)], margin: Int, width: Int) -> String {
    var result = String(repeating: " ", count: margin)
    var end = 0
    for tick in ticks.sorted(by: { $0.x < $1.x }) {
      let start = max(min(tick.x, width - tick.text.count), 0)
      if start < end && end > 0 { continue }
      result += String(repeating: " ", count: start - max(end - 2, 0)) + tick.text
      end = start + tick.text.count + 2
    }
    return result
  }
}
