/// Actors of a user's own: a table of names that come before the built-in ones.
///
/// One actor a line, fields between tabs, `#` before a comment. The columns, where no header line
/// names others, are `name aliases country sector from to role kind`; all but the first may be empty:
///
///     name            aliases      country  sector  from     to       role              kind
///     Kari Nordmann   K. Nordmann  NOR      GOV     2021-10  2025-03  foreign minister
///     Harbour League  HL           NLD      CVL                                         party
///
/// `aliases` are joined with `|`; `country` is an ISO 3166 alpha-3 code or `IGO:NAME`; `from` and `to`
/// are the first and last day in an office (`2021`, `2021-10` or `2021-10-14`); `kind` is a
/// `WorldEntity.Kind`, by default a person where there is a role or term, else what the sector says.
public struct ActorFile: Sendable {
  /// What is wrong with a line.
  public struct Problem: Error, Sendable, Hashable {
    /// The line, from 1.
    public let line: Int
    /// The column in characters, from 1.
    public let column: Int
    /// What was found and what was expected, lower case, without full stop.
    public let message: String
  }

  /// The names with what they stand for.
  public let entries: [(name: String, entity: WorldEntity)]
  /// All that is wrong, in order of lines; with any of it the file is not to be used.
  public let problems: [Problem]

  /// Reads the text of a file.
  public init(text: String) {
    var reader = ActorFileReader()
    for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      reader.read(line, number: number + 1)
    }
    entries = reader.entries
    problems = reader.problems
  }
}

private struct ActorFileReader {
  var entries: [(name: String, entity: WorldEntity)] = []
  var problems: [ActorFile.Problem] = []
  private var columns = Column.allCases
  private var isFirst = true

  private enum Column: String, CaseIterable {
    case name, aliases, country, sector, from, to, role, kind
  }

  private struct Field {
    var text: String
    var column: Int
  }

  mutating func read(_ line: Substring, number: Int) {
    guard line.contains(where: { !$0.isWhitespace }), line.first != "#" else { return }
    var fields: [Field] = []
    var column = 1
    for part in line.split(separator: "\t", omittingEmptySubsequences: false) {
      let blank = part.prefix { $0 == " " }.count
      fields.append(Field(text: Self.trimmed(part), column: column + blank))
      column += part.count + 1
    }
    if isFirst {
      isFirst = false
      if fields.contains(where: { $0.text == Column.name.rawValue }) {
        return readHeader(fields, number)
      }
    }
    readActor(fields, number)
  }

  private mutating func readHeader(_ fields: [Field], _ line: Int) {
    columns = []
    for field in fields {
      guard let column = Column(rawValue: field.text.lowercased()) else {
        report(line, field.column, "unknown column '\(field.text)'; \(Self.list(Column.self))")
        // A column that nobody knows still takes its place.
        columns.append(.aliases)
        continue
      }
      if columns.contains(column) {
        report(line, field.column, "column '\(field.text)' stands here twice")
      }
      columns.append(column)
    }
  }

  private mutating func readActor(_ fields: [Field], _ line: Int) {
    if fields.count > columns.count {
      report(
        line, fields[columns.count].column,
        "\(fields.count) fields, but there are \(columns.count) columns")
      return
    }
    var row: [Column: Field] = [:]
    for (column, field) in zip(columns, fields) where !field.text.isEmpty { row[column] = field }
    guard let name = row[.name] else {
      report(line, 1, "the name is missing")
      return
    }
    if name.text.unicodeScalars.contains("\u{FFFD}") {
      report(line, name.column, "the name is not valid UTF-8")
    }
    let sector = row[.sector].flatMap { read($0, Sector.self, "sector", line) } ?? .unknown
    let kind = row[.kind].flatMap { read($0, WorldEntity.Kind.self, "kind", line) }
    let country = row[.country].flatMap { readCountry($0, line) }
    let start = row[.from].map { readDay($0, line) } ?? ""
    let end = row[.to].map { readDay($0, line) } ?? ""
    if let to = row[.to], !start.isEmpty, !end.isEmpty, Self.isEarlier(end, than: start) {
      report(line, to.column, "the term ends in '\(end)', before it begins in '\(start)'")
    }
    let isInOffice = row[.role] != nil || !start.isEmpty || !end.isEmpty
    let entity = WorldEntity(
      name: name.text, kind: kind ?? (isInOffice ? .person : Self.kind(of: sector)),
      country: country, sector: sector, office: row[.role]?.text ?? "",
      officeKinds: OfficeKinds(title: row[.role]?.text ?? ""), start: start, end: end)
    let aliases = row[.aliases]?.text.split(separator: "|").map(Self.trimmed) ?? []
    add(entity, named: [name.text] + aliases)
  }

  /// Adds an actor under its names, a person under the family name too.
  private mutating func add(_ entity: WorldEntity, named names: [String]) {
    var entity = entity
    let words = entity.name.split(separator: " ")
    if entity.kind == .person, words.count > 1, let last = words.last {
      entity.surnames = [String(last)]
    }
    for name in names where !name.isEmpty { entries.append((name, entity)) }
    for surname in entity.surnames {
      var other = entity
      other.kind = .surname
      entries.append((surname, other))
    }
  }

  // MARK: Fields

  private mutating func read<Value: RawRepresentable & CaseIterable>(
    _ field: Field, _: Value.Type, _ what: String, _ line: Int
  ) -> Value? where Value.RawValue == String {
    if let value = Value(rawValue: field.text) { return value }
    report(line, field.column, "unknown \(what) '\(field.text)'; \(Self.list(Value.self))")
    return nil
  }

  private mutating func readCountry(_ field: Field, _ line: Int) -> String? {
    let code = field.text
    let isBody = code.hasPrefix("IGO:") && code.utf8.count > 4
    if isBody || CountryCode.isKnown(code) { return code }
    var hint = "expected an ISO 3166 alpha-3 code or IGO:NAME"
    if let known = CountryCode.codes(of: code).first { hint = "the code is '\(known)'" }
    if CountryCode.isKnown(code.uppercased()) { hint = "the code is '\(code.uppercased())'" }
    report(line, field.column, "unknown country '\(code)'; \(hint)")
    return nil
  }

  private mutating func readDay(_ field: Field, _ line: Int) -> String {
    let parts = field.text.split(separator: "-", omittingEmptySubsequences: false)
    let lengths = [4, 2, 2]
    let isDay =
      parts.count <= 3
      && zip(parts, lengths).allSatisfy { part, length in
        part.utf8.count == length && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
      }
    let month = parts.count > 1 ? Int(parts[1]) ?? 0 : 1
    let day = parts.count > 2 ? Int(parts[2]) ?? 0 : 1
    guard isDay, (1...12).contains(month), (1...31).contains(day) else {
      report(line, field.column, "'\(field.text)' is no day; expected 2021, 2021-10 or 2021-10-14")
      return ""
    }
    return field.text
  }

  private mutating func report(_ line: Int, _ column: Int, _ message: String) {
    problems.append(ActorFile.Problem(line: line, column: column, message: message))
  }

  private static func kind(of sector: Sector) -> WorldEntity.Kind {
    switch sector {
    case .party: .party
    case .rebel: .armedGroup
    case .international: .international
    case .nongovernmental: .nongovernmental
    case .media: .media
    case .legislature: .legislature
    case .business: .business
    case .government, .military, .judiciary, .police, .intelligence: .agency
    case .civilian, .opposition, .unknown: .person
    }
  }

  private static func isEarlier(_ a: String, than b: String) -> Bool {
    let length = min(a.utf8.count, b.utf8.count)
    return a.utf8.prefix(length).lexicographicallyPrecedes(b.utf8.prefix(length))
  }

  private static func list<Value: RawRepresentable & CaseIterable>(_: Value.Type) -> String
  where Value.RawValue == String {
    "there are " + Value.allCases.map(\.rawValue).joined(separator: ", ")
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
