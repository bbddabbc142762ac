/// A way by which bytes of strangers come into Casus.
///
/// Each takes any bytes at all and must come back: an error of its own is well, a trap, a read beyond
/// a buffer or a hang is a defect. `.ci/fuzz` drives them by libFuzzer; what it found lies in
/// Tests/FuzzTests/Crashes and is run again by the ordinary tests.
public enum FuzzTarget: String, CaseIterable, Sendable {
  /// The text of a query: read, planned, run, told in SQL and printed.
  case query
  /// An article, page, feed or lines of JSON, packed or not; the first byte says which.
  case article
  /// An event table, a store or an archive; the first byte says which.
  case table
  /// What a server answers; the first byte says to whom.
  case wire

  /// Hands the bytes in.
  public func run(_ bytes: [UInt8]) {
    switch self {
    case .query: QueryTarget.run(bytes)
    case .article: ArticleTarget.run(bytes)
    case .table: TableTarget.run(bytes)
    case .wire: WireTarget.run(bytes)
    }
  }
}

/// Stops the process where something does not hold that must: the fuzzer keeps the input.
func require(_ holds: Bool, _ what: @autoclosure () -> String) {
  precondition(holds, what())
}
