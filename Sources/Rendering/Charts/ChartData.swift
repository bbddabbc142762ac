import Columnar

/// What a chart of series draws: places along an x axis, and a number a series at some of them.
struct ChartData {
  /// What lies along the x axis.
  enum Axis {
    /// Texts in the order of the rows; a point's x is the index of its label.
    case category
    case number
    /// Ticks of 100 nanoseconds from 0001-01-01.
    case time
  }

  /// A number at a place.
  struct Point {
    var x: Double
    var y: Double
  }

  /// Numbers that belong together: a line, or the bars of one colour.
  struct Series {
    var name: String
    /// In ascending x; at most one point a place, but in scatter charts.
    var points: [Point]

    /// The sum of the numbers.
    var total: Double { points.reduce(0) { $0 + $1.y } }
  }

  var axis: Axis
  /// The labels of a category axis.
  var labels: [String] = []
  var series: [Series]
  var xTitle: String
  var yTitle: String
  /// What was done to the numbers to make them fit, for a line under the chart.
  var notes: [String] = []

  /// More series than these are not told apart by eye; the smallest become one.
  static let mostSeries = 8

  /// The numbers of `series` by place: nil where it has none.
  func values(of series: Series, places: [Double]) -> [Double?] {
    var byPlace: [Double: Double] = [:]
    for point in series.points { byPlace[point.x, default: 0] += point.y }
    return places.map { byPlace[$0] }
  }

  /// All x, ascending, each once.
  var places: [Double] {
    if axis == .category { return labels.indices.map(Double.init) }
    return Set(series.flatMap { $0.points.map(\.x) }).sorted()
  }

  /// The least and the greatest y, or nil without a point.
  var yRange: ClosedRange<Double>? {
    let all = series.flatMap { $0.points.map(\.y) }
    guard let least = all.min(), let greatest = all.max() else { return nil }
    return least...greatest
  }

  /// The range of stacked sums: what is positive stands on what is positive, negative on negative.
  var stackedRange: ClosedRange<Double> {
    var above: [Double: Double] = [:]
    var below: [Double: Double] = [:]
    for point in series.flatMap(\.points) {
      if point.y >= 0 { above[point.x, default: 0] += point.y }
      if point.y < 0 { below[point.x, default: 0] += point.y }
    }
    return (below.values.min() ?? 0)...max(above.values.max() ?? 0, 0)
  }

  /// The same with every place scaled so that its parts make a hundred.
  func asShares() -> ChartData {
    var sums: [Double: Double] = [:]
    for point in series.flatMap(\.points) { sums[point.x, default: 0] += point.y.magnitude }
    var result = self
    for index in result.series.indices {
      result.series[index].points = result.series[index].points.map { point in
        let sum = sums[point.x] ?? 0
        return Point(x: point.x, y: sum == 0 ? 0 : point.y / sum * 100)
      }
    }
    result.yTitle += " (%)"
    return result
  }

  /// The same with the smallest series added up to one.
  func withFewSeries() -> ChartData {
    guard series.count > Self.mostSeries else { return self }
    let ranked = series.indices.sorted {
      series[$0].points.reduce(0) { $0 + $1.y.magnitude }
        > series[$1].points.reduce(0) { $0 + $1.y.magnitude }
    }
    let kept = Set(ranked.prefix(Self.mostSeries - 1))
    var others: [Double: Double] = [:]
    for index in series.indices where !kept.contains(index) {
      for point in series[index].points { others[point.x, default: 0] += point.y }
    }
    var result = self
    result.series = series.indices.filter { kept.contains($0) }.map { series[$0] }
    let points = others.map { Point(x: $0.key, y: $0.value) }.sorted { $0.x < $1.x }
    result.series.append(
      Series(name: "(\(series.count - kept.count) others)", points: points))
    return result
  }

  /// The same with at most `limit` categories: the last ones are added up.
  func withFewCategories(_ limit: Int) -> ChartData {
    guard axis == .category, labels.count > limit else { return self }
    let last = limit - 1
    var result = self
    result.labels = Array(labels.prefix(last)) + ["(\(labels.count - last) others)"]
    for index in result.series.indices {
      var rest = 0.0
      var points: [Point] = []
      for point in result.series[index].points {
        if point.x < Double(last) { points.append(point) } else { rest += point.y }
      }
      points.append(Point(x: Double(last), y: rest))
      result.series[index].points = points
    }
    return result
  }

  /// The same with neighbouring places added up until at most `limit` are left.
  func binned(to limit: Int) -> ChartData {
    let old = places
    guard old.count > limit, limit > 0 else { return self }
    let size = (old.count + limit - 1) / limit
    var newPlace: [Double: Double] = [:]
    for (index, place) in old.enumerated() {
      let first = index / size
      newPlace[place] = axis == .category ? Double(first) : old[first * size]
    }
    var result = self
    if axis == .category {
      result.labels = stride(from: 0, to: labels.count, by: size).map { labels[$0] }
    }
    for index in result.series.indices {
      var sums: [Double: Double] = [:]
      for point in result.series[index].points {
        sums[newPlace[point.x] ?? point.x, default: 0] += point.y
      }
      result.series[index].points =
        sums.map { Point(x: $0.key, y: $0.value) }.sorted { $0.x < $1.x }
    }
    result.notes.append("each column is the sum of \(size) places")
    return result
  }
}
