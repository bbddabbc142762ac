import Columnar
import Execution
import Ingest
import Ontology
import Query
import Remote
import Rendering

/// What commands ask of a session.
extension Session {
  /// The most rows of a result on the screen.
  var rowLimit: Int {
    get { output.rowLimit }
    set { output.rowLimit = newValue }
  }

  /// Whether long results go to a pager.
  var pager: PagerChoice {
    get { output.pager }
    set { output.pager = newValue }
  }

  /// Keeps a statement for `.history`, the arrow keys and the next session.
  func keepInHistory(_ statement: String) {
    // A password does not belong into a file of what was typed.
    if statement.split(whereSeparator: \.isWhitespace).contains(where: {
      RemoteAddress.holdsPassword(String($0))
    }) {
      return
    }
    history?.add(statement)
    if let problem = history?.takeProblem() {
      _ = fileFailure("the history is not kept: " + problem)
    }
  }

  /// What completion may offer now.
  var names: Completer.Names {
    Completer.Names(
      tables: visibleTables.tables, lets: lets.names,
      columns: { [self] query in
        QueryRunner.columns(
          of: lets.source(for: query, name: "", firstLine: 1).query, in: visibleTables)
      },
      parameters: parameters.keys.sorted(),
      savedQueries: access.isSafe ? [] : SavedQueries.names,
      mayRead: access.mayRead)
  }

  /// Writes the columns of a table, or of all for an empty name.
  func showSchema(of name: String) -> Verdict {
    let tables = visibleTables.tables
    if !name.isEmpty && tables[name] == nil {
      let hint = EditDistance.nearest(name, among: tables.keys.sorted())
      return fail("unknown table '\(name)'" + (hint.map { "; did you mean '\($0)'?" } ?? ""))
    }
    let names = name.isEmpty ? tables.keys.sorted() : [name]
    let rows = names.flatMap { name in
      (tables[name]?.schema.columns ?? []).map { column in
        [.string(name), .string(column.name), .string(column.type.rawValue)] as [Value]
      }
    }
    let columns: [(String, LogicalType)] = [
      ("table", .string), ("column", .string), ("type", .string),
    ]
    return write([DotCommand.table(columns, rows)], showsAllRows: true)
  }

  /// Writes a query of a page of help, and what it gives.
  func showExample(_ query: String) -> Verdict {
    write("example\n  " + query.replacing(" | ", with: "\n  | ") + "\n")
      .then { answer(query) }
  }

  /// Writes how many events of a type are loaded, and one of them.
  func showExample(of type: EventType) -> Verdict {
    let events = "events | where type == '\(type.rawValue)'"
    guard let counted = try? tables(events + " | count").first,
      case .integer(let count) = counted[0, 0]
    else { return .done }
    let seen = "in the loaded data: \(count) event\(count == 1 ? "" : "s")\n"
    guard count > 0, let ids = try? tables(events + " | top 1 by confidence | project id").first,
      case .integer(let id) = ids[0, 0], let card = corpus?.card(ofEvent: Int(id))
    else { return write(seen) }
    let shown = EventCardRenderer(width: width).text(card)
    return write(seen + "the surest of them, as .show \(id):\n" + shown)
  }

  /// The rows of a query that no person typed.
  private func tables(_ query: String) throws(QueryFailure) -> [Table] {
    try QueryRunner.run(QuerySource(text: query), in: catalog.snapshot()).results.map(\.table)
  }

  private func answer(_ query: String) -> Verdict {
    do {
      let outcome = try QueryRunner.run(QuerySource(text: query), in: catalog.snapshot())
      return write(ShownResult.results(of: outcome, text: query))
    } catch {
      return fail("the example does not run here")
    }
  }
}

extension Verdict {
  /// What follows when all went well.
  func then(_ next: () -> Verdict) -> Verdict {
    if case .done = self { next() } else { self }
  }
}
