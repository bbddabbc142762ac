import Columnar

/// Reads JSON objects into columns: a key is a column, and its type what all its values are.
struct JSONLoader {
  private let format: TableFormat
  private let types: [String: FieldType]
  private let monitor: LoadMonitor
  /// A table has at most so many columns.
  static let maximumColumnCount = 10_000

  init(_ format: TableFormat, types: [String: FieldType], _ monitor: LoadMonitor) {
    self.format = format
    self.types = types
    self.monitor = monitor
  }

  /// Reads all objects of `bytes`.
  func run(_ bytes: ContiguousArray<UInt8>) throws(LoadFailure) -> DelimitedLoader.Outcome {
    var keys: [String] = []
    var places: [String: Int] = [:]
    var rows: [DynamicBag] = []
    var lines: [Int] = []
    var problems = LoadProblems()
    var values = JSONValues(bytes, from: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
    while let item = values.next() {
      if rows.count % 1024 == 0 {
        if monitor.isCancelled() { throw .cancelled }
        monitor.progress(item.range.lowerBound, bytes.count)
      }
      let value =
        item.isWhole
        ? DynamicReader.json(String(decoding: bytes[item.range], as: UTF8.self)) : nil
      guard case .bag(let bag)? = value else {
        problems.addRow(
          line: item.line, value == nil ? "not well-formed JSON" : "not a JSON object")
        continue
      }
      // The first record of the older gold file tells of the document and has no date.
      if format.name == TableFormat.plover.name, bag["date"] == nil, bag["event"] == nil {
        continue
      }
      for key in bag.keys where places[key] == nil {
        places[key] = keys.count
        keys.append(key)
      }
      if keys.count > Self.maximumColumnCount {
        throw .because("it has more than \(Self.maximumColumnCount) different keys: no table")
      }
      rows.append(bag)
      lines.append(item.line)
    }
    for name in types.keys.sorted() where places[name] == nil {
      throw .because("there is no column '\(name)' to give a type to")
    }
    var outcome = DelimitedLoader.Outcome(
      schema: [], columns: [], rowCount: rows.count, problems: problems)
    for key in keys {
      if monitor.isCancelled() { throw .cancelled }
      let column = column(key, rows, lines, &outcome.problems)
      outcome.schema.append(ColumnSchema(key, column.type))
      outcome.columns.append(column)
    }
    return outcome
  }

  private func column(
    _ key: String, _ rows: [DynamicBag], _ lines: [Int], _ problems: inout LoadProblems
  ) -> Column {
    let type = types[key].map(\.logical) ?? Self.type(of: rows.lazy.compactMap { $0[key] })
    var writer = ColumnWriter(type)
    for (row, bag) in rows.enumerated() {
      let value = bag[key] ?? .null
      if value == .null || isMissing(value) {
        writer.appendMissing()
      } else if let fitting = Self.fit(value, type) {
        writer.append(fitting)
      } else {
        writer.appendMissing()
        problems.addField(
          line: lines[row],
          "\(DynamicWriter.json(value).prefix(40)) in \"\(key)\" is no \(type.rawValue)")
      }
    }
    return writer.finish()
  }

  private func isMissing(_ value: DynamicValue) -> Bool {
    if case .string(let text) = value { return format.missingTexts.contains(text) }
    return false
  }

  private static func type(of values: some Sequence<DynamicValue>) -> LogicalType {
    var seen: Set<LogicalType> = []
    for value in values {
      switch value {
      case .null: break
      case .bool: seen.insert(.bool)
      case .integer: seen.insert(.long)
      case .real: seen.insert(.real)
      case .string(let text):
        // `NULL` and the like do not make a column of days one of texts.
        if text.isEmpty || text == "NULL" { break }
        let isDay = text.utf8.count >= 10 && TypeInference.type(of: [text]) == .date(.any)
        seen.insert(isDay ? .datetime : .string)
      case .datetime, .timespan, .guid, .array, .bag: seen.insert(.dynamic)
      }
    }
    switch seen {
    case []: return .string
    case [.long, .real]: return .real
    case [.datetime, .string]: return .string
    default: return seen.count == 1 ? seen.first ?? .dynamic : .dynamic
    }
  }

  private static func fit(_ value: DynamicValue, _ type: LogicalType) -> Value? {
    switch (type, value) {
    case (.bool, .bool(let bool)): .bool(bool)
    case (.long, .integer(let number)): .integer(number)
    case (.real, .integer(let number)): .real(Double(number))
    case (.real, .real(let number)): .real(number)
    case (.string, .string(let text)): .string(text)
    case (.string, _): .string(DynamicWriter.json(value))
    case (.datetime, .string(let text)):
      text.isEmpty ? .null : DateForm.any.ticks(of: text).map { .datetime($0) }
    case (.long, .string(let text)): Int64(text).map { .integer($0) }
    case (.real, .string(let text)): Double(text).map { .real($0) }
    case (.dynamic, _): .dynamic(value)
    default: nil
    }
  }
}

extension FieldType {
  /// The type of the column in a query.
  var logical: LogicalType {
    switch self {
    case .long: .long
    case .real: .real
    case .text: .string
    case .bool: .bool
    case .date: .datetime
    }
  }
}
