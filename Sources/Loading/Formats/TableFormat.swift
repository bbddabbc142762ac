import Columnar

/// A kind of event table that Casus knows: how its files are told apart and read, what each column
/// is, and how its rows look in the common columns of `events`.
///
/// One file of this folder describes one family of formats; `TableFormat.all` lists them.
public struct TableFormat: Sendable {
  /// The word for `format=`: `gdelt2`.
  public let name: String
  /// What it is, for people: `GDELT 2.0 events`.
  public let title: String
  /// How the bytes are cut into fields.
  public let layout: TableLayout
  /// The columns it may have; of a file with a header some may be absent and others added.
  public let columns: [FormatColumn]
  /// Texts that stand for a missing value, besides the empty one; not in columns of names.
  var missingTexts: [String] = []
  /// The fewest fields of a row; those behind are then empty. Nil where none may lack.
  var leastFieldCount: Int?
  /// The rows as events, nil where the table holds none.
  var mapping: (@Sendable (CommonSource) -> CommonColumns)?

  /// Whether its rows are events.
  public var holdsEvents: Bool { mapping != nil }

  /// All formats with columns of their own, in the order of their names.
  public static let all: [TableFormat] = [
    acled, gdelt1, gdelt1Backfile, gdelt2, gdeltMentions, icews, phoenix, phoenixCline, plover,
    polecat, scad, ucdp,
  ]

  /// Tables of any columns, whose types are inferred.
  public static let generic: [TableFormat] = [csv, json, tsv]

  /// The format called `name`.
  public static func named(_ name: String) -> TableFormat? {
    (all + generic).first { $0.name == name.lowercased() }
  }

  static let csv = TableFormat(
    name: "csv", title: "comma-separated values",
    layout: .delimited(separator: UInt8(ascii: ","), isQuoted: true, header: .always), columns: [])
  static let tsv = TableFormat(
    name: "tsv", title: "tab-separated values",
    layout: .delimited(separator: UInt8(ascii: "\t"), isQuoted: true, header: .always), columns: [])
  static let json = TableFormat(
    name: "json", title: "JSON objects", layout: .json, columns: [])
}

/// How the bytes of a table are cut into fields.
public enum TableLayout: Sendable, Hashable {
  case delimited(separator: UInt8, isQuoted: Bool, header: HeaderRule)
  /// One JSON value after the other, or arrays of them.
  case json
}

/// Whether the first line names the columns.
public enum HeaderRule: Sendable, Hashable {
  case always
  case never
  /// It names them wrongly: the columns are those of the format in their order.
  case ignored
  /// It does where it holds one of the names of the format.
  case sometimes
}

/// One column of a format.
public struct FormatColumn: Sendable {
  /// As in the file's header, or as its publisher calls it.
  public let name: String
  /// How its fields are read.
  public let type: FieldType
  /// What it is, in a few words.
  public let meaning: String
  /// Whether it holds names, which may be spelt like a word for "missing" (`NA`).
  let holdsNames: Bool
  /// Numbers that stand for a missing value.
  let missingNumbers: [Int64]

  init(
    _ name: String, _ type: FieldType, _ meaning: String = "", holdsNames: Bool = false,
    missingNumbers: [Int64] = []
  ) {
    self.name = name
    self.type = type
    self.meaning = meaning
    self.holdsNames = holdsNames
    self.missingNumbers = missingNumbers
  }

  /// The columns of a text, `name | type | meaning` a line. The types are `long`, `real`, `text`,
  /// `name` (a text never taken for "missing"), `date` and `day-first`.
  static func table(_ text: String, missingNumbers: [Int64] = []) -> [FormatColumn] {
    text.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimmed() }
      guard parts.count == 3, let type = types[parts[1]] else { return nil }
      return FormatColumn(
        parts[0], type, parts[2], holdsNames: parts[1] == "name",
        missingNumbers: type == .long ? missingNumbers : [])
    }
  }

  private static let types: [String: FieldType] = [
    "date": .date(.any), "day-first": .date(.dayFirst), "long": .long, "name": .text,
    "real": .real, "text": .text,
  ]
}

/// How the fields of a column are read.
public enum FieldType: Sendable, Hashable {
  case long
  case real
  case text
  case bool
  /// A day, or a moment.
  case date(DateForm)
}
