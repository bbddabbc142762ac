internal import Columnar
internal import Planning

/// What each operator of a query gave and how long it took: filled while the query runs, printed by
/// `.explain run`.
final class ExecutionProfile {
  fileprivate final class Entry {
    let text: String
    let depth: Int
    var rowCount = 0
    /// With the time of its inputs.
    var time = Duration.zero

    init(text: String, depth: Int) {
      self.text = text
      self.depth = depth
    }
  }

  private var entries: [Entry] = []
  private var depth = 0

  /// Makes an operator that is measured; `make` plans its inputs as well, so that those come below.
  func measuring(
    _ plan: LogicalPlan, _ make: () throws(ExecutionError) -> any PhysicalOperator
  ) throws(ExecutionError) -> any PhysicalOperator {
    let text = PlanPrinter.print(plan).split(separator: "\n", maxSplits: 1).first ?? ""
    let entry = Entry(text: String(text), depth: depth)
    entries.append(entry)
    depth += 1
    let begin = ContinuousClock.now
    let made = try make()
    entry.time += ContinuousClock.now - begin
    depth -= 1
    return MeasuredOperator(made, entry)
  }

  /// A line an operator: the rows that it gave, the time without that of its inputs, and what it is.
  var lines: [String] {
    var lines = ["      rows         ms  operator"]
    for (index, entry) in entries.enumerated() {
      var own = entry.time
      for other in entries[(index + 1)...].prefix(while: { $0.depth > entry.depth })
      where other.depth == entry.depth + 1 {
        own -= other.time
      }
      let microseconds = max(
        0, own.components.seconds * 1_000_000 + own.components.attoseconds / 1_000_000_000_000)
      let fraction = String(1000 + microseconds % 1000).dropFirst()
      lines.append(
        Self.padded(String(entry.rowCount), 10)
          + Self.padded("\(microseconds / 1000).\(fraction)", 11) + "  "
          + String(repeating: "  ", count: entry.depth) + entry.text)
    }
    return lines
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  /// Counts what an operator gives.
  private final class MeasuredOperator: PhysicalOperator {
    private let inner: any PhysicalOperator
    private let entry: Entry

    init(_ inner: any PhysicalOperator, _ entry: Entry) {
      self.inner = inner
      self.entry = entry
    }

    func next() throws(ExecutionError) -> DataChunk? {
      let begin = ContinuousClock.now
      let chunk = try inner.next()
      entry.time += ContinuousClock.now - begin
      entry.rowCount += chunk?.count ?? 0
      return chunk
    }
  }
}
