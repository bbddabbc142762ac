import Columnar

/// Events along a line of time, one lane an actor or a pair of actors.
struct Timeline {
  /// Something that happened on a day, or between two.
  struct Mark {
    var begin: Double
    var end: Double
    var kind: Kind
    /// What it is, for those who point at it.
    var label: String
  }

  /// PLOVER's four quadrants, or no such thing.
  enum Kind: Int, CaseIterable {
    case verbalCooperation, materialCooperation, verbalConflict, materialConflict, other

    /// The sign of the kind in characters.
    var sign: Character {
      switch self {
      case .verbalCooperation: "○"
      case .materialCooperation: "●"
      case .verbalConflict: "△"
      case .materialConflict: "▲"
      case .other: "■"
      }
    }

    /// The name of the kind; that of a quadrant is the column `quad`'s.
    var name: String {
      switch self {
      case .verbalCooperation: "verbal cooperation"
      case .materialCooperation: "material cooperation"
      case .verbalConflict: "verbal conflict"
      case .materialConflict: "material conflict"
      case .other: "other"
      }
    }
  }

  /// What one actor, or one pair, does.
  struct Lane {
    var name: String
    var marks: [Mark]
  }

  /// The lanes, the fullest first.
  var lanes: [Lane]
  /// Lanes that were left out.
  var hiddenLanes = 0
  /// Rows whose date is not known.
  var undated = 0

  /// More lanes do not fit a screen.
  private static let mostLanes = 24

  /// The first and the last moment.
  var range: ClosedRange<Double> {
    let marks = lanes.flatMap(\.marks)
    let low = marks.map(\.begin).min() ?? 0
    return low...max(marks.map(\.end).max() ?? low, low)
  }

  /// The events of a table with a date and, for the lanes, a series column, actors or any text.
  init(_ table: Table, _ spec: ChartSpec) throws(ChartProblem) {
    let schema = table.schema
    let firstDate = schema.columns.firstIndex { $0.type == .datetime }
    guard let date = spec.xColumn.flatMap({ schema.index(of: $0) }) ?? firstDate else {
      throw ChartProblem(message: "a timeline needs a column of dates")
    }
    let end = schema.index(of: schema.columns[date].name + "_end")
    let lanes = Self.laneColumns(schema, spec, date)
    let quad = schema.index(of: "quad")
    let type = schema.index(of: "type") ?? schema.index(of: "name")
    let mode = schema.index(of: "mode")
    let formats = schema.columns.indices.map { CellFormat(table, column: $0) }
    var places: [String: Int] = [:]
    var found: [Lane] = []
    var undated = 0
    table.forEachRow { chunk, row in
      guard case .datetime(let begin) = chunk.vectors[date][row] else {
        undated += 1
        return
      }
      var last = begin
      if let end, case .datetime(let value) = chunk.vectors[end][row] { last = max(value, begin) }
      func text(_ column: Int?) -> String {
        column.flatMap { formats[$0].reading(chunk.vectors[$0][row]) } ?? ""
      }
      let words = [text(type), text(mode)].filter { !$0.isEmpty }
      let mark = Mark(
        begin: Double(begin), end: Double(last),
        kind: Kind.allCases.first { $0.name == text(quad) } ?? .other,
        label: words.isEmpty
          ? formats[date].exact(chunk.vectors[date][row]) : words.joined(separator: " "))
      for name in Self.names(lanes.map { chunk.vectors[$0][row] }, lanes.map { formats[$0] }) {
        if let place = places[name] {
          found[place].marks.append(mark)
        } else {
          places[name] = found.count
          found.append(Lane(name: name, marks: [mark]))
        }
      }
    }
    let ranked = found.enumerated().sorted {
      ($1.element.marks.count, $0.offset) < ($0.element.marks.count, $1.offset)
    }
    self.lanes = ranked.prefix(Self.mostLanes).map(\.element)
    hiddenLanes = max(found.count - Self.mostLanes, 0)
    self.undated = undated
    if self.lanes.isEmpty { throw ChartProblem(message: "no row has a date") }
  }

  private static func laneColumns(_ schema: Schema, _ spec: ChartSpec, _ date: Int) -> [Int] {
    let asked = spec.seriesColumns.compactMap { schema.index(of: $0) }
    if !asked.isEmpty { return asked }
    let sides = ["actors", "recipients"].compactMap { schema.index(of: $0) }
    if !sides.isEmpty { return sides }
    let texts = schema.columns.indices.filter {
      $0 != date && [.string, .dynamic].contains(schema.columns[$0].type)
        && !["type", "mode", "quad", "text", "trigger"].contains(schema.columns[$0].name)
    }
    return Array(texts.prefix(1))
  }

  /// The lanes of a row: each item of the first column, with each of the second where there is one.
  private static func names(_ values: [Value], _ formats: [CellFormat]) -> [String] {
    var result = [""]
    for (value, format) in zip(values, formats) {
      var items: [String] = []
      if case .dynamic(.array(let list)) = value {
        items = list.compactMap { if case .string(let text) = $0 { text } else { nil } }
      } else if let text = format.reading(value), !text.isEmpty {
        items = [text]
      }
      guard !items.isEmpty else { continue }
      result = result.flatMap { head in items.map { head.isEmpty ? $0 : head + " → " + $0 } }
    }
    return result.map { $0.isEmpty ? "(nobody)" : $0 }
  }
}

/// Draws lanes of signs over an axis of time.
struct TimelineText {
  let timeline: Timeline
  let options: ChartTextOptions

  func lines() -> [String] {
    let names = timeline.lanes.map { ControlEscape.escape($0.name) }
    let longest = names.map { DisplayWidth.of($0) }.max() ?? 0
    let margin = min(longest, options.width * 2 / 5) + 2
    let width = max(options.width - margin - 1, 10)
    let scale = TimeScale(timeline.range, tickCount: max(width / 13, 2))
    var result: [String] = []
    for (lane, name) in zip(timeline.lanes, names) {
      let cut = DisplayWidth.truncate(name, to: margin - 2)
      let blank = String(repeating: " ", count: margin - 2 - DisplayWidth.of(cut))
      result.append(cut + blank + " │" + draw(lane, width, scale))
    }
    let ticks = scale.ticks.map {
      (x: Int((scale.fraction($0) * Double(width - 1)).rounded()), text: scale.label($0))
    }
    let head = String(repeating: " ", count: margin - 1)
    result.append(head + "└" + String(repeating: "─", count: width))
    result.append(TextAxis.labels(ticks, margin: margin, width: width))
    return result + [legend()] + notes()
  }

  /// The signs of a lane; where several events share a cell, their number.
  private func draw(_ lane: Timeline.Lane, _ width: Int, _ scale: TimeScale) -> String {
    var canvas = TextCanvas(width: width, height: 1)
    var counts: [Int: Int] = [:]
    func cell(_ moment: Double) -> Int {
      Int((scale.fraction(moment) * Double(width - 1)).rounded())
    }
    for mark in lane.marks {
      let (first, last) = (cell(mark.begin), cell(mark.end))
      for x in first..<max(first, last) where canvas.character(x: x, y: 0) == " " {
        canvas.put("─", x: x, y: 0)
      }
    }
    for mark in lane.marks {
      let x = cell(mark.begin)
      counts[x, default: 0] += 1
      let count = counts[x] ?? 1
      let digit = count > 9 ? "+" : Character(String(count))
      let color = options.usesColor ? mark.kind.rawValue + 1 : 0
      canvas.put(count > 1 ? digit : mark.kind.sign, x: x, y: 0, color: color)
    }
    return canvas.line(0, usesColor: options.usesColor)
  }

  private func legend() -> String {
    let kinds = Timeline.Kind.allCases.filter { kind in
      timeline.lanes.contains { $0.marks.contains { $0.kind == kind } }
    }
    let parts = kinds.map { kind in
      ChartPalette.paint(String(kind.sign), kind.rawValue + 1, options.usesColor) + " " + kind.name
    }
    return (parts + ["2 several"]).joined(separator: "   ")
  }

  private func notes() -> [String] {
    var result: [String] = []
    if timeline.hiddenLanes > 0 {
      result.append("\(timeline.hiddenLanes) more lanes with fewer events")
    }
    if timeline.undated > 0 {
      result.append("\(timeline.undated) row\(timeline.undated == 1 ? "" : "s") without a date")
    }
    return result
  }
}
