/// The charts that `render` draws and what may be said of them, for `.help` and completion.
enum RenderHelp {
  /// A kind of chart or a property of one.
  typealias Entry = (name: String, summary: String)

  /// The kinds of chart in the order of the alphabet.
  static let kinds: [Entry] = [
    ("anomalychart", "a line over time with the odd points marked"),
    ("areachart", "lines with what lies below them filled"),
    ("barchart", "a bar a row, lying; the first column names them"),
    ("card", "one number, large"),
    ("columnchart", "a bar a row, standing"),
    ("graph", "who acts on whom, of two columns of names"),
    ("linechart", "lines over numbers or dates"),
    ("piechart", "the shares of a whole"),
    ("scatterchart", "points over two columns of numbers"),
    ("stackedareachart", "filled lines, one on the other"),
    ("table", "the rows as they are"),
    ("timechart", "lines over dates"),
    ("timeline", "events on a line of time, a lane for each actor"),
  ]

  /// What stands in `with (...)`.
  static let properties: [Entry] = [
    ("kind", "stacked, stacked100 or unstacked"),
    ("legend", "hidden leaves the names of the series out"),
    ("series", "the column whose values are lines or bars of their own"),
    ("title", "what stands above"),
    ("xcolumn", "the column along the axis"),
    ("xtitle", "what stands below the axis"),
    ("ycolumns", "the columns that are drawn"),
    ("ymax", "where the axis ends"),
    ("ymin", "where the axis begins"),
    ("ytitle", "what stands beside the axis"),
  ]

  /// All of it as text.
  static var text: String {
    func block(_ entries: [Entry]) -> String {
      entries.map { entry in
        let padding = String(repeating: " ", count: max(1, 18 - entry.name.count))
        return "  " + entry.name + padding + entry.summary + "\n"
      }.joined()
    }
    return "kinds\n" + block(kinds) + "with (name=value, ...)\n" + block(properties)
  }
}
