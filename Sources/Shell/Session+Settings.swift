import Columnar
import Execution

extension Session {
  /// `timing: 0.004213 s, 12 rows`: from the text of the statement to its rows, which are not written
  /// yet.
  static func timing(_ elapsed: Duration, _ outcome: QueryOutcome) -> String {
    let rowCount = outcome.results.reduce(0) { $0 + $1.table.rowCount }
    let (seconds, attoseconds) = elapsed.components
    let micros = String(attoseconds / 1_000_000_000_000)
    let fraction = String(repeating: "0", count: max(0, 6 - micros.count)) + micros
    return "timing: \(seconds).\(fraction) s, " + counted(rowCount, "row")
  }

  /// Whether plans are rewritten and tables scanned by whole columns, or queries run as they are written,
  /// chunk by chunk. The answers are the same; who doubts that may compare.
  func optimizes(_ isOn: Bool) {
    queryOptions.isOptimizing = isOn
    queryOptions.storedScanThreshold = isOn ? ExecutionOptions().storedScanThreshold : .max
  }

  /// What a query may take.
  var limits: StatementWatch.Limits {
    StatementWatch.Limits(memory: queryOptions.memoryLimit, time: timeLimit)
  }

  /// Says in one line that a query was ended before its last row, and why; nil where it failed of itself.
  func stopped(_ error: QueryFailure, _ watch: StatementWatch) -> Verdict? {
    if let limit = error.memoryLimit {
      return fail(StatementWatch.memoryMessage("the query", limit: limit))
    }
    guard error.isCancelled else { return nil }
    return stopped(watch)
  }

  /// The same of a query that was ended from outside.
  func stopped(_ watch: StatementWatch?) -> Verdict {
    if let excess = watch?.excess(of: "the query") { return fail(excess) }
    console.complain("cancelled")
    return .interrupted
  }

  /// Limits the time of each query, as `.set timeout 30s` says; `none` lifts the limit.
  func limitTime(_ text: String) -> Verdict {
    guard text == "none" || TimeLimit.duration(text) != nil else {
      return fail("'\(text)' is no time; write it as 500ms, 30s, 2m or 1h, or none")
    }
    timeLimit = TimeLimit.duration(text)
    return .done
  }

  /// Limits the bytes that each query may take; nil lifts the limit.
  func limitMemory(to byteCount: Int?) { queryOptions.memoryLimit = byteCount }

  /// Limits the memory of each query, as `.set memory 4g` says; `none` lifts the limit.
  func limitMemory(_ text: String) -> Verdict {
    guard text != "none" else {
      queryOptions.memoryLimit = nil
      return .done
    }
    guard let limit = MemorySize.bytes(text) else {
      return fail("'\(text)' is no amount of memory; write it as 500m or 4g, or none")
    }
    queryOptions.memoryLimit = limit
    return .done
  }
}

/// An amount of memory as people write it.
public enum MemorySize {
  /// The bytes of `4g`, `500m`, `64k` or a number of bytes; nil where the text is none.
  public static func bytes(_ text: String) -> Int? {
    let units: [Character: Int] = ["k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40]
    guard let last = text.lowercased().last else { return nil }
    let digits = units[last] == nil ? text[...] : text.dropLast()
    guard let number = Int(digits), number > 0 else { return nil }
    let (bytes, overflow) = number.multipliedReportingOverflow(by: units[last] ?? 1)
    return overflow ? nil : bytes
  }
}
