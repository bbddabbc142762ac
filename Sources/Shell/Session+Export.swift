import Columnar
import Loading
import Rendering

/// Handing results on to other programs.
extension Session {
  /// Writes the last result to a file, in the form that the file's name asks for.
  func export(to path: String) -> Verdict {
    let tables = lastResults.map(\.table)
    guard !tables.isEmpty else { return fail("no query was run yet") }
    switch ExportForm(path: path) {
    case .store: return store(tables, to: path)
    case .sqlite:
      do throws(LoadFailure) {
        try SQLiteExport.write(named(tables), to: path)
        return .done
      } catch {
        return fileFailure(error.writing(path))
      }
    case .text(let format):
      let output = ResultOutput(console: console)
      if let failure = output.redirect(to: path, once: false) { return fileFailure(failure) }
      if let failure = output.write(lastResults, format: format, corpus: corpus) {
        return fileFailure(failure)
      }
      return output.finish().map { fileFailure($0) } ?? .done
    case nil:
      return fail("'\(path)' ends in none of \(ExportForm.endings.joined(separator: ", "))")
    }
  }

  private func store(_ tables: [Table], to path: String) -> Verdict {
    do throws(LoadFailure) {
      try Store.save(
        named(tables).map { StoredTable(name: $0.name, table: $0.table, format: "csv") }, to: path)
      return .done
    } catch {
      return fileFailure(error.writing(path))
    }
  }

  /// Several results of one query text are told apart by number.
  private func named(_ tables: [Table]) -> [(name: String, table: Table)] {
    tables.enumerated().map { index, table in
      (index == 0 ? "result" : "result_\(index + 1)", table)
    }
  }
}

/// The forms of files of results, by the ends of their names.
enum ExportForm {
  case text(OutputFormat)
  case sqlite
  case store

  /// The ends that say a form.
  static let endings = [
    ".casus", ".csv", ".db", ".json", ".jsonl", ".md", ".ndjson", ".sqlite", ".tsv",
  ]

  /// The form of a file's name, nil where it says none.
  init?(path: String) {
    guard let dot = path.lastIndex(of: ".") else { return nil }
    switch path[dot...].lowercased() {
    case ".casus": self = .store
    case ".csv": self = .text(.csv)
    case ".db", ".sqlite", ".sqlite3": self = .sqlite
    case ".json": self = .text(.json)
    case ".jsonl", ".ndjson": self = .text(.jsonl)
    case ".md": self = .text(.markdown)
    case ".tsv": self = .text(.tsv)
    default: return nil
    }
  }
}
