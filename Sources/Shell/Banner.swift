import Columnar
import Ingest
import Loading
import Remote
import Rendering

/// The first lines of the shell: what was read, and how to begin.
enum Banner {
  /// The program's version.
  static let version = "0.1"

  /// The banner of a session that began `milliseconds` ago.
  static func text(_ session: Session, articleCount: Int, milliseconds: Int64) -> String {
    let tables = session.catalog.snapshot().tables
    var facts: [String] = []
    if articleCount > 0 {
      facts.append(counted(articleCount, "article"))
      for (table, noun) in [("events", "event"), ("incidents", "incident"), ("quotes", "quote")] {
        facts.append(counted(tables[table]?.rowCount ?? 0, noun))
      }
    }
    if let span = tables["events"].flatMap(span(of:)) { facts.append(span) }
    for table in session.loadedTables {
      facts.append(table.name + " " + counted(table.loaded.table.rowCount, "row"))
    }
    if let connection = session.connection {
      facts.append("asks " + connection.address.shown)
    }
    let summary =
      session.connection == nil && articleCount == 0 && session.loadedTables.isEmpty
      ? "no articles yet; .load PATH reads some" : facts.joined(separator: " · ")
    let head = "casus \(version)   \(summary)"
    let time = "   (\(milliseconds) ms)"
    // Rather no time than one that stands alone on a line.
    let fits = DisplayWidth.of(head + time) <= session.console.width
    return """
      \(fits ? head + time : head)
      Type a query and press Enter; a line that begins with | goes on from the last
      one.  .help  .tables  .quit

      """
  }

  /// What somebody may try who was never here before.
  static func hint(_ session: Session) -> String {
    let hasEvents = session.catalog.snapshot().tables["events"].map { $0.rowCount > 0 } ?? false
    return hasEvents
      ? "New here? Try: events | where type == \"CONSULT\" | project date, actors\n"
        + "then go on with: | take 3     and see .help summarize\n"
      : "New here? Try: .load FOLDER-WITH-ARTICLES, then: events | take 5\n"
  }

  /// The months of the first and the last event, as precisely as they are known: `2016 … 2025-06`.
  private static func span(of events: Table) -> String? {
    let schema = events.schema
    guard let date = schema.index(of: "date"), let end = schema.index(of: "date_end"),
      let edtf = schema.index(of: "edtf")
    else { return nil }
    var first: (ticks: Int64, text: String)?
    var last: (ticks: Int64, text: String)?
    for chunk in events.chunks {
      for row in 0..<chunk.count {
        guard case .datetime(let from) = chunk.vectors[date][row],
          case .datetime(let to) = chunk.vectors[end][row],
          case .string(let text) = chunk.vectors[edtf][row]
        else { continue }
        let parts = text.split(separator: "/")
        if from < first?.ticks ?? .max { first = (from, month(parts.first)) }
        if to > last?.ticks ?? .min { last = (to, month(parts.last)) }
      }
    }
    guard let first, let last else { return nil }
    return first.text == last.text ? first.text : first.text + " … " + last.text
  }

  /// The year and month of a date in EDTF, without its marks of doubt.
  private static func month(_ edtf: Substring?) -> String {
    String((edtf ?? "").prefix { $0.isNumber || $0 == "-" }.prefix(7))
  }
}

/// So many of what a noun names.
func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}
