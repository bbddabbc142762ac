import Columnar
import Ingest
import Loading
import Rendering

/// The commands that load, keep and hand on tables.
extension DotCommand {
  static let load: @Sendable (Session, String) -> Verdict = { session, argument in
    switch LoadArguments.parse(argument) {
    case .failure(let problem): return session.fail(problem.message)
    case .success(var request):
      request.path = session.found(request.path)
      if let reason = session.access.refusal(toRead: request.path) { return session.fail(reason) }
      if Store.isStore(request.path) { return session.openStore(request.path) }
      let isAsked =
        request.name != nil || request.options.format != nil
        || !request.options.types.isEmpty
      if isAsked || TableLoader.isTable(request.path) { return loadTable(session, request) }
      return loadArticles(session, request.path)
    }
  }

  private static func loadTable(_ session: Session, _ request: Session.LoadRequest) -> Verdict {
    switch session.loadTable(request) {
    case .cancelled:
      session.console.complain("cancelled")
      return .interrupted
    case .failed: return .fileFailed
    case .loaded(let name, let rows):
      session.console.complain(
        ControlEscape.escape("\(name): \(rows) \(rows == 1 ? "row" : "rows")"))
      return .done
    }
  }

  private static func loadArticles(_ session: Session, _ path: String) -> Verdict {
    let before = session.corpus?.eventCount ?? 0
    guard let reading = session.load([path]) else {
      session.console.complain("cancelled")
      return .interrupted
    }
    let added = (session.corpus?.eventCount ?? 0) - before
    let articles = reading.articleCount == 1 ? "1 article" : "\(reading.articleCount) articles"
    session.console.complain("\(articles) now, \(added) more \(added == 1 ? "event" : "events")")
    return reading.problemCount > 0 ? .fileFailed : .done
  }

  static let save: @Sendable (Session, String) -> Verdict = { session, argument in
    let path = unquoted(argument)
    if let reason = session.access.refusal(toWrite: path) { return session.fail(reason) }
    return path.isEmpty ? session.fail(".save needs a file") : session.save(to: path)
  }

  static let open: @Sendable (Session, String) -> Verdict = { session, argument in
    let path = session.found(unquoted(argument))
    if let reason = session.access.refusal(toRead: path) { return session.fail(reason) }
    return path.isEmpty ? session.fail(".open needs a file") : session.openStore(path)
  }

  static let export: @Sendable (Session, String) -> Verdict = { session, argument in
    let path = unquoted(argument)
    if let reason = session.access.refusal(toWrite: path) { return session.fail(reason) }
    return path.isEmpty ? session.fail(".export needs a file") : session.export(to: path)
  }

  /// The tables with the rows that a query sees, and the bytes that they take.
  static let tables: @Sendable (Session, String) -> Verdict = { session, _ in
    let snapshot = session.visibleTables
    let rows = snapshot.tables.sorted { $0.key < $1.key }.map { name, table in
      [
        .string(name), table.isElsewhere ? .null : .integer(Int64(snapshot.rowCount(of: name))),
        .integer(Int64(table.schema.columns.count)),
        table.isElsewhere ? .null : .integer(Int64(table.byteCount)),
      ] as [Value]
    }
    let columns: [(String, LogicalType)] = [
      ("table", .string), ("rows", .long), ("columns", .long), ("bytes", .long),
    ]
    return session.write([table(columns, rows)])
  }
}
