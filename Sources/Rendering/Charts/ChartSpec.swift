public import Columnar

/// What a `render` operator asks for: the kind of chart and the properties in `with (...)`.
///
/// Names and meanings are those of the operator's manual page in the Kusto documentation; `timeline`
/// and `graph` are Casus's own.
public struct ChartSpec: Sendable {
  /// The kinds of chart.
  public enum Kind: String, Sendable, CaseIterable {
    case anomalychart, areachart, barchart, card, columnchart, graph, linechart, piechart
    case scatterchart, stackedareachart, table, timechart, timeline
  }

  /// How the series of one place stand.
  public enum Stacking: Sendable {
    case unstacked, stacked
    /// Stacked, each place scaled to a hundred per cent.
    case stacked100
  }

  /// The kind of chart.
  public var kind: Kind
  /// What stands above the chart; empty for nothing.
  public var title = ""
  /// What stands at the x axis; nil for the column's name.
  public var xTitle: String?
  /// The same at the y axis.
  public var yTitle: String?
  /// The column along the x axis; nil to choose by the columns' types.
  public var xColumn: String?
  /// The columns that are drawn; empty to choose by the columns' types.
  public var yColumns: [String] = []
  /// The columns whose values name the series; empty to choose by the columns' types.
  public var seriesColumns: [String] = []
  /// How the series stand.
  public var stacking = Stacking.unstacked
  /// Whether several series are named beside the chart.
  public var showsLegend = true
  /// The lower end of the y axis where the query gives it.
  public var yMinimum: Double?
  /// The upper end.
  public var yMaximum: Double?

  /// A chart of the given kind with nothing else said.
  public init(_ kind: Kind) {
    self.kind = kind
    if kind == .stackedareachart { stacking = .stacked }
  }

  /// The chart called `name` with its properties; nil where there is no such kind.
  public init?(chart name: String, properties: [String: Value]) {
    guard let kind = Kind(rawValue: name.lowercased()) else { return nil }
    self.init(kind)
    for (key, value) in properties { set(key.lowercased(), value) }
  }

  private mutating func set(_ key: String, _ value: Value) {
    let texts = Self.texts(of: value)
    let text = texts.first ?? ""
    switch key {
    case "title": title = text
    case "xtitle": xTitle = text
    case "ytitle": yTitle = text
    case "xcolumn": xColumn = text
    case "ycolumns": yColumns = texts
    case "series": seriesColumns = texts
    case "legend": showsLegend = text != "hidden"
    case "ymin": yMinimum = ValueConversion.real(value)
    case "ymax": yMaximum = ValueConversion.real(value)
    case "kind":
      switch text {
      case "stacked": stacking = .stacked
      case "stacked100": stacking = .stacked100
      default: stacking = .unstacked
      }
    // Properties of other clients (`accumulate`, `xaxis`, `ysplit`, ...) change nothing here.
    default: break
    }
  }

  /// The texts of a property: one, or a list of names.
  private static func texts(of value: Value) -> [String] {
    switch value {
    case .string(let text): return [text]
    case .dynamic(.array(let items)):
      return items.compactMap { if case .string(let text) = $0 { text } else { nil } }
    default: return value.isNull ? [] : [ValueFormat.text(of: value, type: .string)]
    }
  }
}

/// Why a table cannot be drawn as asked, in words for the person who asked.
public struct ChartProblem: Error, Sendable {
  /// The reason, lower case and without a full stop.
  public let message: String
}
