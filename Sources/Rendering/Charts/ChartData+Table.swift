import Columnar

extension ChartData {
  /// The points that a table's rows are.
  ///
  /// The columns are chosen as the manual of `render` says: along x the first column, in charts of
  /// time the first date; as y every number that is left; as series every text that is left. Columns
  /// of lists, as `make-series` gives them, are taken apart.
  static func make(of table: Table, _ spec: ChartSpec) throws(ChartProblem) -> ChartData {
    let columns = try ChartColumns(table.schema, spec, hasDates: datesInLists(table))
    var reader = ChartPointReader(table, columns)
    table.forEachRow { chunk, row in reader.read(chunk, row) }
    if let problem = columns.tooMany(reader.seriesCount, of: table, spec) { throw problem }
    var data = reader.data(spec)
    if spec.kind == .scatterchart { return data.withFewSeries() }
    for index in data.series.indices { data.series[index].points.addUp() }
    return data.withFewSeries()
  }

  /// The columns whose first list holds dates.
  private static func datesInLists(_ table: Table) -> Set<Int> {
    guard let chunk = table.chunks.first(where: { $0.count > 0 }) else { return [] }
    return Set(
      table.schema.columns.indices.filter { column in
        guard case .dynamic(.array(let items)) = chunk.vectors[column][0] else { return false }
        if case .datetime = items.first { return true }
        return false
      })
  }
}

extension ChartSpec.Kind {
  /// Whether the places of x are told by their labels, even where they are numbers.
  var wantsCategories: Bool {
    switch self {
    case .barchart, .columnchart, .piechart: true
    default: false
    }
  }

  /// Whether x is the first date, wherever it stands.
  var wantsTime: Bool {
    switch self {
    case .timechart, .anomalychart, .areachart, .stackedareachart, .linechart, .timeline: true
    default: false
    }
  }
}

extension [ChartData.Point] {
  /// Sorts by x and adds up what lies at one place.
  fileprivate mutating func addUp() {
    sort { $0.x < $1.x }
    var result: [ChartData.Point] = []
    for point in self {
      if let last = result.last, last.x == point.x {
        result[result.count - 1].y += point.y
      } else {
        result.append(point)
      }
    }
    self = result
  }
}

/// Which columns of a table a chart of series takes.
struct ChartColumns {
  let x: Int
  let ys: [Int]
  let series: [Int]

  /// What is wrong where nobody said what the series are and nearly every row would be one: the rows
  /// want counting first.
  func tooMany(_ count: Int, of table: Table, _ spec: ChartSpec) -> ChartProblem? {
    guard spec.seriesColumns.isEmpty, series.count > 1, count > 40, count * 2 > table.rowCount
    else { return nil }
    let names = table.schema.columns.map(\.name)
    let by = names.contains("type") ? "type" : series.first.map { names[$0] } ?? names[x]
    return ChartProblem(
      message:
        "the rows would make \(count) series, one for nearly every row; count them first, as in "
        + "summarize n = count() by \(by) | render \(spec.kind.rawValue)")
  }

  init(_ schema: Schema, _ spec: ChartSpec, hasDates: Set<Int>) throws(ChartProblem) {
    let columns = schema.columns
    func index(of name: String) throws(ChartProblem) -> Int {
      if let index = schema.index(of: name) { return index }
      let names = columns.map(\.name).joined(separator: ", ")
      throw ChartProblem(message: "no column '\(name)' to draw; there are \(names)")
    }
    func isDate(_ index: Int) -> Bool {
      columns[index].type == .datetime || hasDates.contains(index)
    }
    func isNumber(_ index: Int) -> Bool {
      columns[index].type.isNumeric || columns[index].type == .timespan
    }
    guard !columns.isEmpty else { throw ChartProblem(message: "there are no columns to draw") }

    let firstDate = columns.indices.first(where: isDate)
    let firstName = columns.indices.first { !isNumber($0) }
    if let name = spec.xColumn {
      x = try index(of: name)
    } else if spec.kind.wantsTime, let firstDate {
      x = firstDate
    } else if spec.kind.wantsCategories, isNumber(0), columns.count > 1, let firstName {
      x = firstName
    } else {
      x = 0
    }
    let x = self.x
    var series: [Int] = []
    for name in spec.seriesColumns { series.append(try index(of: name)) }
    var ys: [Int] = []
    if spec.yColumns.isEmpty {
      let listsOfNumbers = columns.indices.filter {
        columns[$0].type == .dynamic && columns[x].type == .dynamic && !isDate($0)
      }
      let numbers = columns.indices.filter(isNumber)
      ys = (numbers.isEmpty || columns[x].type == .dynamic ? listsOfNumbers : numbers)
        .filter { $0 != x && !series.contains($0) }
    } else {
      for name in spec.yColumns { ys.append(try index(of: name)) }
    }
    guard !ys.isEmpty else {
      throw ChartProblem(
        message: "there is no column of numbers to draw; summarize n = count() by ... makes one")
    }
    if spec.seriesColumns.isEmpty {
      series = columns.indices.filter {
        $0 != x && !ys.contains($0) && [.string, .bool, .guid, .dynamic].contains(columns[$0].type)
          && !isDate($0)
      }
    }
    self.ys = ys
    self.series = series
  }
}

/// Takes the points of rows.
private struct ChartPointReader {
  private let table: Table
  private let columns: ChartColumns
  private let formats: [CellFormat]
  private let axis: ChartData.Axis
  private var labels: [String] = []
  private var labelPlaces: [String: Int] = [:]
  private var seriesNames: [String] = []
  private var seriesPlaces: [String: Int] = [:]
  private var points: [[ChartData.Point]] = []
  private let isLists: Bool

  /// How many series the rows have made.
  var seriesCount: Int { seriesNames.count }

  init(_ table: Table, _ columns: ChartColumns) {
    self.table = table
    self.columns = columns
    formats = table.schema.columns.indices.map { CellFormat(table, column: $0) }
    let type = table.schema.columns[columns.x].type
    var items = false
    if type == .dynamic, let chunk = table.chunks.first(where: { $0.count > 0 }),
      case .dynamic(.array) = chunk.vectors[columns.x][0],
      columns.ys.allSatisfy({ table.schema.columns[$0].type == .dynamic })
    {
      items = true
    }
    isLists = items
    let first = table.chunks.first { $0.count > 0 }?.vectors[columns.x][0] ?? .null
    if type == .datetime {
      axis = .time
    } else if items, case .dynamic(.array(let list)) = first {
      axis = Self.axis(ofItems: list)
    } else {
      axis = type.isNumeric ? .number : .category
    }
  }

  private static func axis(ofItems list: [DynamicValue]) -> ChartData.Axis {
    switch list.first {
    case .datetime: .time
    case .integer, .real: .number
    default: .category
    }
  }

  mutating func read(_ chunk: DataChunk, _ row: Int) {
    let x = chunk.vectors[columns.x][row]
    let names = columns.series.map { formats[$0].reading(chunk.vectors[$0][row]) ?? "null" }
    for y in columns.ys {
      var parts = names
      if columns.ys.count > 1 || parts.isEmpty { parts.append(table.schema.columns[y].name) }
      let series = place(ofSeries: parts.joined(separator: ", "))
      let value = chunk.vectors[y][row]
      if isLists {
        guard case .dynamic(.array(let xs)) = x, case .dynamic(.array(let ys)) = value else {
          continue
        }
        for (one, other) in zip(xs, ys) {
          add(ValueConversion.scalar(one), ValueConversion.scalar(other), to: series)
        }
      } else {
        add(x, value, to: series)
      }
    }
  }

  private mutating func add(_ x: Value, _ y: Value, to series: Int) {
    guard let number = Self.number(y), number.isFinite, let place = place(of: x) else { return }
    points[series].append(ChartData.Point(x: place, y: number))
  }

  private mutating func place(of x: Value) -> Double? {
    if axis != .category { return Self.number(x).flatMap { $0.isFinite ? $0 : nil } }
    let text = formats[columns.x].reading(x) ?? "null"
    let label = text.isEmpty ? "(empty)" : text
    if let known = labelPlaces[label] { return Double(known) }
    labelPlaces[label] = labels.count
    labels.append(label)
    return Double(labels.count - 1)
  }

  private mutating func place(ofSeries name: String) -> Int {
    if let known = seriesPlaces[name] { return known }
    seriesPlaces[name] = seriesNames.count
    seriesNames.append(name.isEmpty ? "(empty)" : name)
    points.append([])
    return seriesNames.count - 1
  }

  private static func number(_ value: Value) -> Double? {
    switch value {
    case .integer(let number): Double(number)
    case .real(let number): number
    case .datetime(let ticks): Double(ticks)
    // Durations are drawn in days, the unit of the events' own dates.
    case .timespan(let ticks): Double(ticks) / Double(Ticks.perDay)
    default: nil
    }
  }

  func data(_ spec: ChartSpec) -> ChartData {
    let columnNames = table.schema.columns.map(\.name)
    let yNames = columns.ys.map { index in
      table.schema.columns[index].type == .timespan
        ? columnNames[index] + " (days)" : columnNames[index]
    }
    return ChartData(
      axis: axis, labels: labels,
      series: seriesNames.indices.map {
        ChartData.Series(name: seriesNames[$0], points: points[$0])
      },
      xTitle: spec.xTitle ?? columnNames[columns.x],
      yTitle: spec.yTitle ?? (yNames.count == 1 ? yNames[0] : ""))
  }
}
