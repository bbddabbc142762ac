import Columnar
import Ontology

/// How the rows of a loaded table look in the common columns of `events`: those that the table knows
/// anything about, by name. The others are missing in every row.
struct CommonColumns: Sendable {
  private let source: CommonSource
  private(set) var columns: [String: DeferredColumn] = [:]

  init(_ source: CommonSource) { self.source = source }

  subscript(name: String) -> DeferredColumn? {
    get { columns[name] }
    set { columns[name] = newValue }
  }

  // MARK: - When

  /// The day from a column of days, and the last day from another where there is one.
  mutating func setDay(_ name: String, end: String? = nil) {
    setDay(source.date(name), end: end.flatMap(source.date))
  }

  /// The day from a column of numbers `YYYYMMDD`.
  mutating func setDay(fromNumber name: String) { setDay(source.day(fromNumber: name)) }

  /// The day from columns of its parts; lost where the column `lost` holds the text `mark`.
  mutating func setDay(
    year: String, month: String, day: String, lost: String? = nil, as mark: String = ""
  ) {
    var isLost: @Sendable (Int) -> Bool = { _ in false }
    if let lost, let column = source.column(lost) { isLost = { column[$0] == .string(mark) } }
    setDay(source.day(year: year, month: month, day: day, isLost: isLost))
  }

  /// The last day from columns of its parts, the first where these are missing.
  mutating func setEnd(year: String, month: String, day: String) {
    guard let start = columns["date"],
      let end = source.day(year: year, month: month, day: day, isLost: { _ in false })
    else { return }
    let rowCount = source.rowCount
    let filled = DeferredColumn(.datetime) {
      var writer = ColumnWriter(.datetime)
      let (starts, ends) = (start.column.integers(rowCount), end.column.integers(rowCount))
      for row in 0..<rowCount {
        if let ticks = ends[row] ?? starts[row] {
          writer.append(ticks)
        } else {
          writer.appendMissing()
        }
      }
      return writer.finish()
    }
    setDay(start, end: filled)
  }

  private mutating func setDay(_ start: DeferredColumn?, end: DeferredColumn? = nil) {
    guard let start else { return }
    let last = end ?? start
    columns["date"] = start
    columns["date_end"] = last
    let rowCount = source.rowCount
    columns["edtf"] = DeferredColumn(.string) {
      let starts = start.column.integers(rowCount)
      let ends = last.column.integers(rowCount)
      var texts = StringDictionaryBuilder()
      var known: [Int64: UInt32] = [:]
      var codes: ContiguousArray<UInt32> = []
      codes.reserveCapacity(rowCount)
      for row in 0..<rowCount {
        guard let from = starts[row] else {
          codes.append(0)
          continue
        }
        let to = ends[row] ?? from
        if from == to, let code = known[from] {
          codes.append(code)
          continue
        }
        let text = from == to ? Self.day(from) : Self.day(from) + "/" + Self.day(to)
        let code = texts.code(for: text)
        if from == to { known[from] = code }
        codes.append(code)
      }
      return Column(type: .string, values: .texts(Codes.narrowed(codes), texts.finish()))
    }
  }

  private static func day(_ ticks: Int64) -> String {
    String(DatetimeText.text(of: ticks).prefix(10))
  }

  // MARK: - What

  /// Type, mode, contexts, quad and score by a column of CAMEO codes, or of what `code` makes codes of.
  /// `root` is a column of root codes by which a lost leading zero is found.
  mutating func setCAMEO(
    _ name: String, root: String? = nil,
    code: @escaping @Sendable (String) -> String = { $0 }
  ) {
    if let root, let padded = paddedCodes(name, root) {
      setPlover(CommonSource(padded.schema, padded.columns, rowCount: source.rowCount), "code") {
        CameoCode.plover($0).map { ($0.type, $0.mode, $0.contexts) }
      }
      return
    }
    setPlover(source, name) {
      CameoCode.plover(code($0)).map { ($0.type, $0.mode, $0.contexts) }
    }
  }

  /// The codes with their leading zeros, as a table of one column.
  private func paddedCodes(_ name: String, _ root: String) -> (schema: Schema, columns: [Column])? {
    let pairs = source.list(pairs: name, root) { CameoCode.padded($0, root: $1) }
    guard let pairs, case .lists(let offsets, let codes, let texts, _) = pairs.column.values else {
      return nil
    }
    let all = codes.all(codes.count)
    let single = ContiguousArray(
      (0..<source.rowCount).map { row in
        offsets[row] == offsets[row + 1] ? 0 : all[Int(offsets[row])]
      })
    let column = Column(type: .string, values: .texts(Codes.narrowed(single), texts))
    return (Schema([ColumnSchema("code", .string)]), [column])
  }

  /// Type and mode by a column of kinds.
  mutating func setPlover(
    kind name: String, _ plover: @escaping @Sendable (String) -> ViolenceKind.Plover?
  ) {
    setPlover(source, name) { plover($0).map { ($0.type, $0.mode, []) } }
  }

  /// Type and mode by a column of numbers.
  mutating func setPlover(
    numberKind name: String, _ plover: @escaping @Sendable (Int64) -> ViolenceKind.Plover?
  ) {
    guard let texts = source.numberText(name) else { return }
    let kinds = CommonSource(
      Schema([ColumnSchema("kind", .string)]), [texts.column], rowCount: source.rowCount)
    setPlover(kinds, "kind") { text in
      Int64(text).flatMap(plover).map { ($0.type, $0.mode, []) }
    }
  }

  /// Types, modes and contexts of PLOVER as they stand, in whatever case.
  mutating func setPlover(type: String, mode: String, contexts: String) {
    setPlover(source, type) { EventType(rawValue: $0.uppercased()).map { ($0, "", []) } }
    columns["mode"] = source.text(mode) { $0 == "None" ? "" : $0.lowercased() }
    columns["contexts"] = source.list([contexts]) {
      ListText.parts($0.lowercased(), separators: ["|", ";"])
        .map { String($0.map { $0 == " " || $0 == "-" ? "_" : $0 }) }
    }
    guard let types = source.column(type), let modes = source.column(mode) else { return }
    let rowCount = source.rowCount
    columns["score"] = DeferredColumn(.real) {
      var writer = ColumnWriter(.real)
      for row in 0..<rowCount {
        if case .string(let name) = types[row], let type = EventType(rawValue: name.uppercased()),
          case .string(let mode) = modes[row]
        {
          writer.append(EventScore.score(type: type, mode: mode.lowercased()))
        } else {
          writer.appendMissing()
        }
      }
      return writer.finish()
    }
  }

  /// The same type in every row.
  mutating func setFixed(type: EventType, mode: String, contexts: [String]) {
    let rowCount = source.rowCount
    columns["type"] = constant(type.rawValue)
    columns["mode"] = constant(mode)
    columns["quad"] = constant(type.quad.rawValue)
    columns["status"] = constant(EventStatus.happened.rawValue)
    columns["score"] = DeferredColumn(.real) {
      var writer = ColumnWriter(.real)
      for _ in 0..<rowCount { writer.append(EventScore.score(type: type, mode: mode)) }
      return writer.finish()
    }
    columns["contexts"] = DeferredColumn(.dynamic) {
      var texts = StringDictionaryBuilder()
      var lists = ListWriter(rowCount)
      let codes = contexts.map { texts.code(for: $0) }
      for _ in 0..<rowCount {
        lists.add(codes)
        lists.endRow()
      }
      return lists.column(texts.finish())
    }
  }

  /// The same text in every row.
  func constant(_ text: String) -> DeferredColumn {
    let rowCount = source.rowCount
    return DeferredColumn(.string) {
      var texts = StringDictionaryBuilder()
      let code = texts.code(for: text)
      return Column(
        type: .string, values: .texts(.constant(code, count: rowCount), texts.finish()))
    }
  }

  private typealias Coded = (type: EventType, mode: String, contexts: [String])

  private mutating func setPlover(
    _ source: CommonSource, _ name: String, _ coded: @escaping @Sendable (String) -> Coded?
  ) {
    columns["type"] = source.text(name) { coded($0)?.type.rawValue ?? "" }
    columns["mode"] = source.text(name) { coded($0)?.mode ?? "" }
    columns["quad"] = source.text(name) { coded($0)?.type.quad.rawValue ?? "" }
    columns["contexts"] = source.list([name]) { coded($0)?.contexts ?? [] }
    columns["status"] = constant(EventStatus.happened.rawValue)
    guard let column = source.column(name), case .texts(let codes, let texts) = column.values
    else { return }
    let rowCount = source.rowCount
    columns["score"] = DeferredColumn(.real) {
      let scores = (0..<UInt32(texts.count)).map { code in
        coded(texts[code]).map { EventScore.score(type: $0.type, mode: $0.mode) }
      }
      var writer = ColumnWriter(.real)
      for code in codes.all(rowCount) {
        if let score = scores[Int(code)] { writer.append(score) } else { writer.appendMissing() }
      }
      return writer.finish()
    }
  }

  // MARK: - Who

  /// The names of GDELT's actors by code and name.
  mutating func setActors(_ side: String, code: String, name: String) {
    columns[side + "s"] = source.list(pairs: code, name) { CameoActor.name(code: $0, name: $1) }
  }
}
