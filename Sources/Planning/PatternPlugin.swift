public import Columnar

/// A plugin that looks for segments: rows that share values of some columns.
///
/// The result has the segment's number, its counts and shares, and each column with the value that
/// the segment's rows share, or a missing one where they need not.
public struct PatternPlugin: Sendable {
  /// What is looked for.
  public enum Kind: Sendable, Hashable {
    /// Few segments that tell most of the rows.
    case autocluster
    /// All segments with a share of the rows.
    case basket
    /// Segments whose share differs between two sets of rows: those whose column has the one
    /// value, and those whose column has the other.
    case diffpatterns(column: Int, first: Value, second: Value)
  }

  /// What is looked for.
  public let kind: Kind
  /// The columns that segments are made of.
  public let columns: [Int]
  /// The least share of rows, or difference of shares, that counts.
  public let threshold: Double
}
