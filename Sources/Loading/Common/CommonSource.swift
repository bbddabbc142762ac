import Columnar

/// The columns of a loaded table, as what the common columns of `events` are made of.
///
/// What is asked for by a name that the table does not have is nil; names are found whatever their
/// case, since ACLED's were once upper case.
struct CommonSource: Sendable {
  /// The number of rows.
  let rowCount: Int
  private let columns: [String: Column]

  init(_ schema: Schema, _ columns: [Column], rowCount: Int) {
    self.rowCount = rowCount
    self.columns = Dictionary(
      zip(schema.columns.map { $0.name.lowercased() }, columns), uniquingKeysWith: { a, _ in a })
  }

  /// Whether there is such a column.
  func has(_ name: String) -> Bool { column(name) != nil }

  /// The column of a name.
  func column(_ name: String) -> Column? { columns[name.lowercased()] }

  /// A column of texts as it is.
  func text(_ name: String, _ translate: @escaping @Sendable (String) -> String) -> DeferredColumn?
  {
    guard let column = column(name), case .texts(let codes, let dictionary) = column.values else {
      return nil
    }
    return DeferredColumn(.string) {
      var texts = StringDictionaryBuilder()
      let table = (0..<UInt32(dictionary.count)).map { texts.code(for: translate(dictionary[$0])) }
      return Column(
        type: .string, values: .texts(codes.mapped(table, rowCount: rowCount), texts.finish()))
    }
  }

  /// A column of moments as it is.
  func date(_ name: String) -> DeferredColumn? { kept(name, .datetime) }

  /// A column of whole numbers as it is.
  func number(_ name: String) -> DeferredColumn? { kept(name, .long) }

  private func kept(_ name: String, _ type: LogicalType) -> DeferredColumn? {
    guard let column = column(name), column.type == type else { return nil }
    return DeferredColumn(type) { column }
  }

  /// Whole numbers as texts, by default in digits.
  func numberText(
    _ name: String, _ translate: @escaping @Sendable (Int64) -> String = { String($0) }
  ) -> DeferredColumn? {
    guard let column = column(name), column.type == .long else {
      return text(name) { $0 }
    }
    return DeferredColumn(.string) {
      var texts = StringDictionaryBuilder()
      var known: [Int64: UInt32] = [:]
      var codes: ContiguousArray<UInt32> = []
      codes.reserveCapacity(rowCount)
      for number in column.integers(rowCount) {
        guard let number else {
          codes.append(0)
          continue
        }
        let code = known[number] ?? texts.code(for: translate(number))
        known[number] = code
        codes.append(code)
      }
      return Column(type: .string, values: .texts(Codes.narrowed(codes), texts.finish()))
    }
  }

  /// Days of numbers `YYYYMMDD` or `YYYYMMDDHHMMSS`.
  func day(fromNumber name: String) -> DeferredColumn? {
    guard let column = column(name), column.type == .long else { return nil }
    return dates { writer in
      var known: [Int64: Int64?] = [:]
      for number in column.integers(rowCount) {
        guard let number else {
          writer.appendMissing()
          continue
        }
        let ticks: Int64?
        if let found = known[number] {
          ticks = found
        } else {
          ticks = DateForm.any.ticks(of: String(number))
          known[number] = ticks
        }
        if let ticks { writer.append(ticks) } else { writer.appendMissing() }
      }
    }
  }

  /// Days of their parts, missing where `isLost`.
  func day(
    year: String, month: String, day: String, isLost: @escaping @Sendable (Int) -> Bool
  ) -> DeferredColumn? {
    guard let years = column(year), let months = column(month), let days = column(day) else {
      return nil
    }
    return dates { writer in
      let parts = [years, months, days].map { $0.integers(rowCount) }
      for row in 0..<rowCount {
        if !isLost(row), let year = parts[0][row], let month = parts[1][row],
          let day = parts[2][row], (1...9999).contains(year), (1...12).contains(month),
          (1...31).contains(day),
          let date = CivilDate(year: Int(year), month: Int(month), day: Int(day))
        {
          writer.append(date.dayNumber * Ticks.perDay)
        } else {
          writer.appendMissing()
        }
      }
    }
  }

  private func dates(_ fill: @escaping @Sendable (inout ColumnWriter) -> Void) -> DeferredColumn {
    DeferredColumn(.datetime) {
      var writer = ColumnWriter(.datetime)
      fill(&writer)
      return writer.finish()
    }
  }

  /// Lists of what the texts of some columns stand for, each once a row.
  func list(
    _ names: [String], _ translate: @escaping @Sendable (String) -> [String]
  ) -> DeferredColumn? {
    let found = names.compactMap(column)
    if found.isEmpty { return nil }
    return DeferredColumn(.dynamic) {
      var texts = StringDictionaryBuilder()
      var parts: [(codes: ContiguousArray<UInt32>, table: [[UInt32]])] = []
      for case .texts(let codes, let dictionary) in found.map(\.values) {
        let table = (0..<UInt32(dictionary.count)).map { code in
          translate(dictionary[code]).map { texts.code(for: $0) }
        }
        parts.append((codes.all(rowCount), table))
      }
      var lists = ListWriter(rowCount)
      for row in 0..<rowCount {
        for (codes, table) in parts { lists.add(table[Int(codes[row])]) }
        lists.endRow()
      }
      return lists.column(texts.finish())
    }
  }

  /// Lists of one text, made of two columns of texts: each pair is asked for once.
  func list(
    pairs first: String, _ second: String,
    _ translate: @escaping @Sendable (String, String) -> String
  ) -> DeferredColumn? {
    guard let a = column(first), let b = column(second),
      case .texts(let aCodes, let aTexts) = a.values,
      case .texts(let bCodes, let bTexts) = b.values
    else { return nil }
    return DeferredColumn(.dynamic) {
      var texts = StringDictionaryBuilder()
      var known: [UInt64: UInt32] = [:]
      var lists = ListWriter(rowCount)
      let (aCodes, bCodes) = (aCodes.all(rowCount), bCodes.all(rowCount))
      for row in 0..<rowCount {
        let pair = UInt64(aCodes[row]) << 32 | UInt64(bCodes[row])
        var code = known[pair]
        if code == nil {
          code = texts.code(for: translate(aTexts[aCodes[row]], bTexts[bCodes[row]]))
          known[pair] = code
        }
        if let code, code != 0 { lists.add([code]) }
        lists.endRow()
      }
      return lists.column(texts.finish())
    }
  }

  /// A column made of each row's value of another, boxed: for small tables of odd shapes.
  func made(
    _ type: LogicalType, of name: String, _ make: @escaping @Sendable (Value) -> Value
  ) -> DeferredColumn? {
    guard let column = column(name) else { return nil }
    return DeferredColumn(type) {
      var writer = ColumnWriter(type)
      for row in 0..<rowCount { writer.append(make(column[row])) }
      return writer.finish()
    }
  }
}

/// Collects lists of codes, a list a row.
struct ListWriter {
  private var offsets: ContiguousArray<UInt32> = [0]
  private var codes: ContiguousArray<UInt32> = []
  private var rowStart = 0

  init(_ rowCount: Int) { offsets.reserveCapacity(rowCount + 1) }

  /// Adds codes to the row's list; what is in it already is not added again.
  mutating func add(_ more: [UInt32]) {
    for code in more where !codes[rowStart...].contains(code) { codes.append(code) }
  }

  mutating func endRow() {
    rowStart = codes.count
    offsets.append(UInt32(rowStart))
  }

  func column(_ texts: StringDictionary) -> Column {
    Column(
      type: .dynamic,
      values: .lists(
        offsets: Buffer(offsets), codes: Codes.narrowed(codes), texts, nulls: nil))
  }
}

extension Codes {
  /// All codes, in 32 bits.
  func all(_ rowCount: Int) -> ContiguousArray<UInt32> {
    switch self {
    case .constant(let code, _): ContiguousArray(repeating: code, count: rowCount)
    case .sequence(let first, _): ContiguousArray((0..<rowCount).map { first + UInt32($0) })
    case .bytes(let codes): ContiguousArray((0..<rowCount).map { UInt32(codes[$0]) })
    case .shorts(let codes): ContiguousArray((0..<rowCount).map { UInt32(codes[$0]) })
    case .words(let codes): ContiguousArray((0..<rowCount).map { codes[$0] })
    }
  }

  /// What a table has for each code.
  func mapped(_ table: [UInt32], rowCount: Int) -> Codes {
    var codes = all(rowCount)
    for row in codes.indices { codes[row] = table[Int(codes[row])] }
    return Codes.narrowed(codes)
  }

  /// Codes in as few bytes as the greatest needs.
  static func narrowed(_ codes: ContiguousArray<UInt32>) -> Codes {
    guard let greatest = codes.max(), let least = codes.min() else {
      return .constant(0, count: 0)
    }
    if least == greatest { return .constant(least, count: codes.count) }
    if greatest <= UInt32(UInt8.max) {
      return .bytes(Buffer(ContiguousArray(codes.map { UInt8($0) })))
    }
    if greatest <= UInt32(UInt16.max) {
      return .shorts(Buffer(ContiguousArray(codes.map { UInt16($0) })))
    }
    return .words(Buffer(codes))
  }
}

extension Column {
  /// The whole numbers of all rows, nil for null.
  func integers(_ rowCount: Int) -> ContiguousArray<Int64?> {
    switch values {
    case .packed(let packed):
      return ContiguousArray(
        packed.codes.all(rowCount).map {
          packed.hasNulls && $0 == 0 ? nil : packed.value($0)
        })
    case .integers, .decimals, .reals, .texts, .lists, .dynamics:
      return ContiguousArray(
        (0..<rowCount).map { row in
          switch self[row] {
          case .integer(let number), .datetime(let number): number
          default: nil
          }
        })
    }
  }
}
