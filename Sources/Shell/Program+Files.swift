import Columnar
import Ingest
import Loading
import Rendering

/// `casus info` and `casus convert`.
extension Program {
  /// `casus info FILE...`: one row a table with what is in it.
  public static func info(_ options: Options) -> Int32 {
    Interrupt.endsProcess()
    let session = Session(format: options.format, parameters: [:])
    guard case .done = session.redirect(to: options.outputPath) else { return Status.fileFailed }
    var rows: [[Value]] = []
    var isWhole = true
    for path in options.paths {
      let file = Session(format: options.format, parameters: [:])
      guard let reading = file.load([path]) else { return Status.interrupted }
      if reading.problemCount > 0 { isWhole = false }
      rows += file.contents(of: path)
    }
    let columns: [(String, LogicalType)] = [
      ("file", .string), ("table", .string), ("format", .string), ("rows", .long),
      ("columns", .long), ("bytes", .long), ("first", .datetime), ("last", .datetime),
    ]
    guard case .done = session.write([DotCommand.table(columns, rows)]),
      case .done = session.finishOutput()
    else {
      return Status.fileFailed
    }
    return isWhole ? Status.done : Status.fileFailed
  }

  /// `casus convert IN... OUT`: what is in the files, in the form that the last name asks for.
  public static func convert(_ paths: [String], to target: String, _ options: Options) -> Int32 {
    Interrupt.endsProcess()
    let session = Session(format: options.format, parameters: [:])
    session.isStrict = options.isStrict
    session.schema = options.schema
    guard let form = ExportForm(path: target) else {
      complain("error: '\(target)' ends in none of " + ExportForm.endings.joined(separator: ", "))
      return Status.wrongUsage
    }
    guard let reading = session.load(paths) else { return Status.interrupted }
    if reading.articleCount == 0 && reading.tableCount == 0 { return Status.fileFailed }
    let isDone =
      switch session.convert(to: target, form) {
      case .done: true
      case .failed, .interrupted, .fileFailed, .quit: false
      }
    return isDone && reading.problemCount == 0 ? Status.done : Status.fileFailed
  }
}

extension Session {
  /// A row for each table that came out of a file.
  fileprivate func contents(of path: String) -> [[Value]] {
    var rows = loadedTables.map { table in
      Self.row(
        path, table.name, table.loaded.format.title, table.loaded.table,
        dates: table.loaded.format.holdsEvents ? partOfEvents(table.name) : nil)
    }
    if let events = catalog.snapshot().tables["events"], events.rowCount > 0 || rows.isEmpty {
      let count = corpus?.articleCount ?? 0
      rows.insert(
        Self.row(
          path, "events", count == 1 ? "1 article" : "\(count) articles", events, dates: events),
        at: 0)
    }
    return rows
  }

  private func partOfEvents(_ name: String) -> Table? {
    let mapped = loadedTables.filter(\.loaded.format.holdsEvents)
    guard let index = mapped.firstIndex(where: { $0.name == name }) else { return nil }
    return catalog.snapshot().parts["events"]?[index]
  }

  private static func row(
    _ path: String, _ name: String, _ format: String, _ table: Table, dates: Table?
  ) -> [Value] {
    var (first, last) = (Int64.max, Int64.min)
    if let dates {
      for (name, isEnd) in [("date", false), ("date_end", true)] {
        guard let index = dates.schema.index(of: name) else { continue }
        for chunk in dates.chunks.indices {
          let vector = dates.chunks.chunk(chunk, columns: [index]).vectors[0]
          for row in 0..<vector.count {
            guard case .datetime(let ticks) = vector[row] else { continue }
            if isEnd { last = max(last, ticks) } else { first = min(first, ticks) }
          }
        }
      }
    }
    return [
      .string(path), .string(name), .string(format), .integer(Int64(table.rowCount)),
      .integer(Int64(table.schema.columns.count)), .integer(Int64(table.byteCount)),
      first == .max ? .null : .datetime(first), last == .min ? .null : .datetime(last),
    ]
  }

  /// Writes what was loaded: a text holds the one table, or the events; a store or database all.
  fileprivate func convert(to path: String, _ form: ExportForm) -> Verdict {
    switch form {
    case .store: return save(to: path)
    case .sqlite:
      let tables = catalog.snapshot().tables.filter { $0.value.rowCount > 0 }
        .sorted { $0.key < $1.key }.map { (name: $0.key, table: $0.value) }
      do throws(LoadFailure) {
        try SQLiteExport.write(tables, to: path)
        return .done
      } catch {
        return fileFailure(error.writing(path))
      }
    case .text(let format):
      self.format = format
      if loadedTables.count > 1 || loadedTables.count == 1 && (corpus?.articleCount ?? 0) > 0 {
        return fail("several tables do not go into one text: name a .sqlite or a .casus file")
      }
      let table = loadedTables.first?.loaded.table ?? catalog.snapshot().tables["events"]
      guard case .done = redirect(to: path), let table, case .done = write([table]) else {
        return .fileFailed
      }
      return finishOutput()
    }
  }
}
