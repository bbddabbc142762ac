/// The forms in which a result can be written.
public enum OutputFormat: String, Sendable, CaseIterable {
  /// A box where all columns fit the terminal, otherwise one field a line.
  case auto
  /// A table drawn with lines, for reading on a terminal.
  case box
  /// Comma-separated values as in RFC 4180, the names in the first line; texts that a spreadsheet
  /// would take for formulas are marked, see `FormulaMark`.
  case csv
  /// The same without marks.
  case csvRaw = "csv-raw"
  /// Tab-separated values; tabs, line ends and backslashes inside a value are escaped, formulas marked.
  case tsv
  /// The same without marks.
  case tsvRaw = "tsv-raw"
  /// One array of objects.
  case json
  /// One object a line.
  case jsonl
  /// `{"columns": [{"name", "type"}], "rows": [[...]]}`: nothing of the types is lost.
  case tableJSON = "table-json"
  /// A table of Markdown.
  case markdown
  /// One page with queries, tables and charts; see `ReportPage`.
  case html
  /// The chart that `render` asks for, as a picture.
  case svg
  /// One field a line, for wide rows.
  case line
  /// Nothing; for timing a query.
  case none

  /// The format that the ending of a file's name tells, nil where it tells none.
  public init?(fileName name: String) {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
    switch name[name.index(after: dot)...].lowercased() {
    case "csv": self = .csv
    case "htm", "html": self = .html
    case "json": self = .json
    case "jsonl", "ndjson": self = .jsonl
    case "md", "markdown": self = .markdown
    case "svg": self = .svg
    case "tab", "tsv": self = .tsv
    default: return nil
    }
  }

  /// The format called `name`; a beginning that fits no other name does.
  public init?(prefix name: String) {
    if let exact = OutputFormat(rawValue: name) {
      self = exact
      return
    }
    let matches = Self.allCases.filter { $0.rawValue.hasPrefix(name) }
    guard !name.isEmpty, matches.count == 1 else { return nil }
    self = matches[0]
  }
}

/// How a result is written.
public struct RenderOptions: Sendable {
  /// The form.
  public var format: OutputFormat
  /// The columns of the terminal; nil for files and pipes, where nothing is ever cut.
  public var width: Int?
  /// The most rows of a box, or records of lines; of more, the head and the tail are shown. Nil for files and pipes.
  public var rowLimit: Int?
  /// Whether names, types and nulls are coloured.
  public var usesColor: Bool
  /// Whether the reader is a terminal, which must never be sent control characters of the data.
  public var isTerminal: Bool
  /// The names of columns that are left out before others where not all fit.
  public var details: Set<String> = []
  /// Whether the names of the columns stand first; not so where rows go on behind others.
  public var hasHeader = true
  /// What to say where rows or columns are left out: how to see them.
  public var hint: String?

  /// Options for a file or a pipe; set the others for a terminal.
  public init(
    format: OutputFormat, width: Int? = nil, rowLimit: Int? = nil, usesColor: Bool = false,
    isTerminal: Bool = false
  ) {
    self.format = format
    self.width = width
    self.rowLimit = rowLimit
    self.usesColor = usesColor
    self.isTerminal = isTerminal
  }
}
