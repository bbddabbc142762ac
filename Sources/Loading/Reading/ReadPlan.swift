/// A column as it is to be read from a delimited file.
struct PlannedColumn: Sendable {
  let name: String
  let type: FieldType
  /// Which field of a row it is, from 0.
  let field: Int
  /// Whether the type was guessed: then a field that is of another makes the column one of texts.
  let isInferred: Bool
  /// Whether a text that looks like a formula is marked as a text, and the mark no part of it.
  var marksFormulas = false
  /// Numbers that stand for nothing.
  var missingNumbers: [Int64] = []
  /// Texts that stand for nothing.
  var missingTexts: [String] = []
}

/// How a delimited file is read: worked out from its first bytes, the same for all of it.
struct ReadPlan: Sendable {
  let separator: UInt8
  let isQuoted: Bool
  /// The columns in the order of their fields.
  var columns: [PlannedColumn]
  /// The fields of a row.
  let fieldCount: Int
  /// The fewest fields of a row.
  let leastFieldCount: Int
  /// Where the first row begins, behind the header.
  let start: Int
  /// The line of the first row, from 1.
  let firstLine: Int
}
