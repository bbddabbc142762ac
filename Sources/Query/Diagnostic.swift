/// Something to say about a place in a query: an error, a warning or a note.
public struct Diagnostic: Sendable, Hashable, Error {
  /// How bad it is.
  public enum Severity: String, Sendable {
    case error, warning, note
  }

  /// How bad it is.
  public let severity: Severity
  /// Lower case, no full stop: what was found in 'quotes', what was expected, the nearest name.
  public let message: String
  /// Where.
  public let range: SourceRange
  /// What could be written instead, where that is known.
  public let fixIt: FixIt?

  /// A diagnostic at a place.
  public init(
    _ severity: Severity = .error, _ message: String, at range: SourceRange, fixIt: FixIt? = nil
  ) {
    self.severity = severity
    self.message = message
    self.range = range
    self.fixIt = fixIt
  }
}

/// A replacement for a piece of the query.
public struct FixIt: Sendable, Hashable {
  /// What is replaced.
  public let range: SourceRange
  /// What stands there afterwards.
  public let replacement: String

  /// A replacement of a range.
  public init(range: SourceRange, replacement: String) {
    self.range = range
    self.replacement = replacement
  }
}
