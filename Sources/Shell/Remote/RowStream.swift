import Columnar
import Rendering

/// Writes rows as they come from an engine elsewhere, where nothing about a row hangs on those behind it.
final class RowStream {
  private let output: ResultOutput
  private let format: OutputFormat
  private var hasBegun = false
  /// Why the rows could not be written.
  private(set) var failure: String?
  /// Whether all rows of the result were written already.
  private(set) var isComplete = false

  /// A stream to where results go, in the format that they are written in.
  init(_ output: ResultOutput, _ format: OutputFormat) {
    self.output = output
    self.format = format
  }

  /// Whether rows of a schema can be written before all of them are known: a column of whole days is
  /// written as days.
  func takes(_ schema: Schema) -> Bool {
    format == .jsonl || !schema.columns.contains { $0.type == .datetime }
  }

  /// Writes some rows; false when they cannot be written.
  func write(_ rows: Table) -> Bool {
    failure = failure ?? output.write(part: rows, format: format, isFirst: !hasBegun)
    hasBegun = true
    return failure == nil
  }

  /// Says that all rows came.
  func finish(_ schema: Schema) {
    if !hasBegun { _ = write(TableBuilder(schema).seal()) }
    isComplete = true
    if failure == nil { failure = output.endParts() }
  }
}
