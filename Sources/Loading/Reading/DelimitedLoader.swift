import Columnar
import Dispatch
import Synchronization

/// Reads a delimited file into columns: several threads, a part of the file each.
struct DelimitedLoader {
  private let source: ByteSource
  private let plan: ReadPlan
  private let monitor: LoadMonitor

  /// The rows as columns, and what was wrong with them.
  struct Outcome {
    var schema: [ColumnSchema]
    var columns: [Column]
    var rowCount: Int
    var problems: LoadProblems
  }

  init(_ source: ByteSource, _ plan: ReadPlan, _ monitor: LoadMonitor) {
    self.source = source
    self.plan = plan
    self.monitor = monitor
  }

  /// Reads all rows. A column whose type was guessed wrongly from the first rows is read again, as
  /// texts.
  func run(threads: Int) throws(LoadFailure) -> Outcome {
    let segments = try segments(threads)
    let wrong = segments.reduce(into: Set<Int>()) { $0.formUnion($1.wronglyInferred) }
    if !wrong.isEmpty {
      var other = plan
      for index in wrong { other.columns[index] = other.columns[index].asText }
      return try DelimitedLoader(source, other, monitor).run(threads: threads)
    }
    var problems = LoadProblems()
    var lines = plan.firstLine
    for segment in segments {
      problems.append(segment.problems, after: lines)
      lines += segment.lineCount
    }
    let rowCount = segments.reduce(0) { $0 + $1.rowCount }
    let assembled = try assemble(segments, threads)
    var outcome = Outcome(schema: [], columns: [], rowCount: rowCount, problems: problems)
    for (index, (column, unreadable)) in assembled.enumerated() {
      let planned = plan.columns[index]
      if planned.isInferred, !unreadable.isEmpty {
        var other = plan
        other.columns[index] = planned.asText
        return try DelimitedLoader(source, other, monitor).run(threads: threads)
      }
      for (text, count) in unreadable {
        let kind = planned.type == .bool ? "truth value" : "date"
        for _ in 0..<count {
          outcome.problems.addField(
            line: 0, "'\(text.prefix(40))' in column \(planned.name) is no \(kind)")
        }
      }
      outcome.schema.append(ColumnSchema(planned.name, column.type))
      outcome.columns.append(column)
    }
    return outcome
  }

  // MARK: - Segments

  private func segments(_ threads: Int) throws(LoadFailure) -> [Segment] {
    let size = source.count - plan.start
    // Records that go on over lines can only be told from the beginning on; small files are not worth
    // a second thread.
    let count = plan.isQuoted || size < 1 << 20 ? 1 : threads
    let done = Atomic(0)
    let results = Mutex([Result<Segment, LoadFailure>?](repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: count) { index in
      let range =
        plan.start + size / count
        * index..<(index == count - 1 ? source.count : plan.start + size / count * (index + 1))
      let result = read(range, isInside: index > 0, done)
      results.withLock { $0[index] = result }
    }
    var segments: [Segment] = []
    for result in results.withLock({ $0 }) {
      if let result { segments.append(try result.get()) }
    }
    return segments
  }

  private func read(
    _ range: Range<Int>, isInside: Bool, _ done: borrowing Atomic<Int>
  ) -> Result<Segment, LoadFailure> {
    do throws(LoadFailure) {
      var reader = try SegmentReader(plan)
      return .success(
        try reader.read(source, range, isInside: isInside) { bytes throws(LoadFailure) in
          if monitor.isCancelled() { throw .cancelled }
          monitor.progress(done.add(bytes, ordering: .relaxed).newValue, source.count)
        })
    } catch {
      return .failure(error)
    }
  }

  // MARK: - Columns

  private typealias Assembled = (column: Column, unreadable: [(text: String, count: Int)])

  private func assemble(
    _ segments: [Segment], _ threads: Int
  ) throws(LoadFailure) -> [Assembled] {
    let indices = plan.columns.indices
    // The heaviest first, so that no thread is left alone with it at the end.
    let order = indices.sorted { a, b in
      segments.reduce(0) { $0 + $1.columns[a].weight }
        > segments.reduce(0) { $0 + $1.columns[b].weight }
    }
    let next = Atomic(0)
    let results = Mutex([Result<Assembled, LoadFailure>?](repeating: nil, count: indices.count))
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      while true {
        let place = next.add(1, ordering: .relaxed).oldValue
        guard place < order.count else { return }
        let index = order[place]
        let result = Self.assembled(segments.map { $0.columns[index] })
        results.withLock { $0[index] = result }
      }
    }
    var columns: [Assembled] = []
    for result in results.withLock({ $0 }) {
      if let result { columns.append(try result.get()) }
    }
    return columns
  }

  private static func assembled(_ parts: [SegmentColumn]) -> Result<Assembled, LoadFailure> {
    do throws(LoadFailure) {
      let assembled = try ColumnAssembly(parts).run()
      for part in parts { part.release() }
      return .success(assembled)
    } catch {
      return .failure(error)
    }
  }
}

extension PlannedColumn {
  /// The same column, read as texts.
  var asText: PlannedColumn {
    PlannedColumn(name: name, type: .text, field: field, isInferred: false)
  }
}
