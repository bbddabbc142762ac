import Columnar

/// Draws bars from left to right, one line a bar, the numbers behind them.
///
///     CONSULT  ████████████████████▌ 12
///     AGREE    █████████████▋ 8
struct BarChartText {
  let data: ChartData
  let stacking: ChartSpec.Stacking
  let options: ChartTextOptions

  private static let eighths: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
  private static let mostLabelShare = 3

  func lines() -> [String] {
    let labels = data.placeLabels.map { ControlEscape.escape($0) }
    let longest = labels.map { DisplayWidth.of($0) }.max() ?? 0
    let labelWidth = min(longest, options.width / Self.mostLabelShare)
    let isStacked = stacking != .unstacked && data.series.count > 1
    let range = isStacked ? data.stackedRange : data.yRange ?? 0...0
    let low = min(range.lowerBound, options.yMinimum ?? 0, 0)
    let high = max(range.upperBound, options.yMaximum ?? 0, 0)
    let places = data.places
    let values = data.series.map { data.values(of: $0, places: places) }
    let texts = isStacked ? totals(values) : values.flatMap { $0 }.compactMap { $0 }
    let textWidth = (texts.map { ChartNumber.text($0).count }.max() ?? 1) + 1
    let room = max(options.width - labelWidth - 2 - textWidth * (low < 0 ? 2 : 1), 8)
    let frame = Frame(
      low: low, high: high == low ? low + 1 : high, width: room, textWidth: textWidth)
    var result: [String] = []
    for (index, label) in labels.enumerated() {
      let cut = DisplayWidth.truncate(label, to: labelWidth)
      let head = cut + String(repeating: " ", count: labelWidth - DisplayWidth.of(cut)) + "  "
      let blank = String(repeating: " ", count: labelWidth + 2)
      if isStacked {
        result.append(head + stackedBar(values.map { $0[index] }, frame))
        continue
      }
      var isFirst = true
      for (series, column) in values.enumerated() {
        guard let value = column[index] else { continue }
        let color = options.usesColor || data.series.count > 1 ? series + 1 : 0
        result.append((isFirst ? head : blank) + bar(value, color, frame))
        isFirst = false
      }
      if isFirst { result.append(head) }
    }
    return result
  }

  /// What all bars of a chart share.
  private struct Frame {
    let low: Double
    let high: Double
    let width: Int
    let textWidth: Int

    /// The eighths of a cell from the left end to a value.
    func eighths(_ value: Double) -> Int {
      Int(((value - low) / (high - low) * Double(width) * 8).rounded())
    }

    /// The cells on the left of zero.
    var zero: Int { (eighths(0) + 4) / 8 }
  }

  private func bar(_ value: Double, _ color: Int, _ frame: Frame) -> String {
    let text = ChartNumber.text(value)
    let fill =
      options.usesColor ? "█" : ChartPalette.fills[max(color - 1, 0) % ChartPalette.fills.count]
    let margin = frame.low < 0 ? frame.textWidth : 0
    if value < 0 {
      let cells = max(frame.zero - (frame.eighths(value) + 4) / 8, 0)
      let before = margin + frame.zero - cells - text.count - 1
      return String(repeating: " ", count: max(before, 0)) + text + " "
        + ChartPalette.paint(String(repeating: fill, count: cells), color, options.usesColor) + "│"
    }
    let length = frame.eighths(value) - (frame.low < 0 ? frame.zero * 8 : 0)
    var body = String(repeating: fill, count: max(length, 0) / 8)
    // Parts of a cell exist of the full block only.
    let rest = max(length, 0) % 8
    if rest > 0, fill == "█" { body.append(Self.eighths[rest - 1]) }
    if rest >= 4, fill != "█" { body.append(fill) }
    let axis = frame.low < 0 ? String(repeating: " ", count: margin + frame.zero) + "│" : ""
    return axis + ChartPalette.paint(body, color, options.usesColor) + (body.isEmpty ? "" : " ")
      + text
  }

  /// The parts beside each other; what is negative is drawn on the left of zero.
  private func stackedBar(_ values: [Double?], _ frame: Frame) -> String {
    let margin = frame.low < 0 ? frame.textWidth : 0
    func cells(_ value: Double) -> Int { (frame.eighths(value) + 4) / 8 }
    var left = ""
    var right = ""
    var (below, above) = (0.0, 0.0)
    for (series, value) in values.enumerated() {
      guard let value, value != 0 else { continue }
      let fill = options.usesColor ? "█" : ChartPalette.fills[series % ChartPalette.fills.count]
      if value > 0 {
        let count = cells(above + value) - cells(above)
        above += value
        right += ChartPalette.paint(
          String(repeating: fill, count: count), series + 1, options.usesColor)
      } else {
        let count = cells(below) - cells(below + value)
        below += value
        left =
          ChartPalette.paint(String(repeating: fill, count: count), series + 1, options.usesColor)
          + left
      }
    }
    let pad = frame.low < 0 ? String(repeating: " ", count: margin + cells(below)) : ""
    let axis = frame.low < 0 ? "│" : ""
    let total = values.compactMap { $0 }.reduce(0, +)
    return pad + left + axis + right + " " + ChartNumber.text(total)
  }

  private func totals(_ values: [[Double?]]) -> [Double] {
    data.places.indices.map { place in values.compactMap { $0[place] }.reduce(0, +) }
  }
}

extension ChartData {
  /// The text of every place along x.
  var placeLabels: [String] {
    switch axis {
    case .category: return labels
    case .number: return places.map { ChartNumber.text($0) }
    case .time:
      let step = timeStep
      return places.map { TimeScale.label($0, step) }
    }
  }
}
