public import Columnar

/// A table made ready to be drawn, as text for a terminal or as SVG.
///
/// This is the entry of the folder. `ChartSpec` says what is asked, `ChartData` holds numbers by place and
/// series, `Timeline` events in lanes, `ActorMatrix` who acts on whom; files named `...Text` draw with
/// characters and files named `...SVG` pictures. Scales (`NumberScale`, `TimeScale`) choose the ticks.
public struct Chart: Sendable {
  /// What was asked.
  public let spec: ChartSpec
  let content: Content

  enum Content: Sendable {
    case series(ChartData)
    case timeline(Timeline)
    case matrix(ActorMatrix)
    case card([(name: String, value: String)])
  }

  /// The chart of a table; nil where the table itself was asked for.
  ///
  /// - Throws: what the table lacks for the chart that was asked for.
  /// - Complexity: O(*n* log *n*) in the rows.
  public static func make(of table: Table, _ spec: ChartSpec) throws(ChartProblem) -> Chart? {
    guard spec.kind != .table else { return nil }
    guard table.rowCount > 0 else { throw ChartProblem(message: "there are no rows to draw") }
    switch spec.kind {
    case .timeline: return Chart(spec: spec, content: .timeline(try Timeline(table, spec)))
    case .graph: return Chart(spec: spec, content: .matrix(try ActorMatrix(table, spec)))
    case .card: return Chart(spec: spec, content: .card(cards(table)))
    default: break
    }
    var data = try ChartData.make(of: table, spec)
    guard data.series.contains(where: { !$0.points.isEmpty }) else {
      throw ChartProblem(message: "there are no numbers to draw: all are null")
    }
    if spec.kind == .columnchart || spec.kind == .stackedareachart {
      data = data.withRegularTimes()
    }
    if spec.stacking == .stacked100 { data = data.asShares() }
    return Chart(spec: spec, content: .series(data))
  }

  /// The first row's values with the names of their columns.
  private static func cards(_ table: Table) -> [(name: String, value: String)] {
    guard let chunk = table.chunks.first(where: { $0.count > 0 }) else { return [] }
    return table.schema.columns.enumerated().map { index, column in
      let format = CellFormat(table, column: index)
      return (column.name, format.reading(chunk.vectors[index][0]) ?? "null")
    }
  }
}

/// The room that a chart of characters has.
public struct ChartTextOptions: Sendable {
  /// The columns of the terminal.
  public var width: Int
  /// The rows that the plot itself may take; bars take a row each whatever this says.
  public var height: Int
  /// Whether series are told apart by colour.
  public var usesColor: Bool
  var yMinimum: Double?
  var yMaximum: Double?

  /// Room of so many columns and rows.
  public init(width: Int = 80, height: Int = 16, usesColor: Bool = false) {
    self.width = max(width, 20)
    self.height = max(height, 4)
    self.usesColor = usesColor
  }
}

extension Chart {
  /// The most bars of a chart in characters; what is left is added up.
  private static let mostBars = 40

  /// The chart in characters, each line ending with a line end.
  public func text(_ options: ChartTextOptions) -> String {
    var options = options
    options.yMinimum = spec.yMinimum
    options.yMaximum = spec.yMaximum
    var lines: [String] = []
    if !spec.title.isEmpty {
      let title = ControlEscape.escape(spec.title)
      lines.append(options.usesColor ? "\u{1b}[1m\(title)\u{1b}[0m" : title)
    }
    switch content {
    case .series(let data): lines += seriesLines(data, options)
    case .timeline(let timeline):
      lines += TimelineText(timeline: timeline, options: options).lines()
    case .matrix(let matrix): lines += ActorMatrixText(matrix: matrix, options: options).lines()
    case .card(let cards):
      let width = cards.map { DisplayWidth.of($0.name) }.max() ?? 0
      for card in cards {
        let name = ControlEscape.escape(card.name)
        lines.append(
          String(repeating: " ", count: max(width - DisplayWidth.of(name), 0)) + name + "  "
            + ControlEscape.escape(card.value))
      }
    }
    return lines.map { line in
      var line = line
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }

  /// A note in lines of at most the width.
  static func wrapped(_ note: String, _ width: Int) -> [String] {
    var lines: [String] = [""]
    for word in note.split(separator: " ") {
      let last = lines[lines.count - 1]
      if last.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if DisplayWidth.of(last) + 1 + DisplayWidth.of(String(word)) <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  private func seriesLines(_ data: ChartData, _ options: ChartTextOptions) -> [String] {
    var lines: [String] = []
    switch spec.kind {
    case .columnchart:
      let columns = ColumnChartText(data: data, stacking: spec.stacking, options: options)
      lines = legend(data, ChartPalette.fills, options)
      if let drawn = columns.lines() { return lines + drawn }
      return lines + bars(data, options)
    case .barchart: return legend(data, ChartPalette.fills, options) + bars(data, options)
    case .piechart: return pie(data, options)
    case .areachart, .stackedareachart:
      lines = legend(data, ChartPalette.fills, options)
      return lines
        + LineChartText(data: data, style: .area, stacking: spec.stacking, options: options).lines()
    default:
      lines = legend(data, ChartPalette.marks, options)
      let style = spec.kind == .scatterchart ? LineChartText.Style.points : .line
      return lines
        + LineChartText(data: data, style: style, stacking: .unstacked, options: options).lines()
    }
  }

  private func bars(_ data: ChartData, _ options: ChartTextOptions) -> [String] {
    let few =
      data.axis == .category
      ? data.withFewCategories(Self.mostBars) : data.binned(to: Self.mostBars)
    return BarChartText(data: few, stacking: spec.stacking, options: options).lines()
      + few.notes.flatMap { Self.wrapped($0, options.width) }
  }

  /// Parts of a whole: bars with their shares.
  private func pie(_ data: ChartData, _ options: ChartTextOptions) -> [String] {
    var parts = data.withFewCategories(Self.mostBars)
    guard let first = parts.series.first else { return [] }
    parts.series = [first]
    let whole = first.points.reduce(0) { $0 + $1.y.magnitude }
    let values = parts.values(of: first, places: parts.places)
    if parts.axis == .category {
      parts.labels = parts.labels.enumerated().map { index, label in
        guard whole > 0, let value = values[index] else { return label }
        return label + " " + ChartNumber.text(value / whole * 100, step: 0.1) + " %"
      }
    }
    return BarChartText(data: parts, stacking: .unstacked, options: options).lines()
  }

  /// The names of the series behind their fills or marks, wrapped to the width.
  private func legend(
    _ data: ChartData, _ signs: [Character], _ options: ChartTextOptions
  ) -> [String] {
    guard spec.showsLegend, data.series.count > 1 else { return [] }
    var lines: [String] = []
    var line = ""
    var used = 0
    for (index, series) in data.series.enumerated() {
      let sign = options.usesColor ? "█" : String(signs[index % signs.count])
      let name = DisplayWidth.truncate(ControlEscape.escape(series.name), to: options.width - 4)
      let width = DisplayWidth.of(name) + 2
      if used > 0 && used + 3 + width > options.width {
        lines.append(line)
        (line, used) = ("", 0)
      }
      line +=
        (used > 0 ? "   " : "") + ChartPalette.paint(sign, index + 1, options.usesColor)
        + " " + name
      used += width + (used > 0 ? 3 : 0)
    }
    return lines + [line]
  }
}
