import Columnar
import Execution
import Ingest
import Loading
import Query
import Rendering

/// A table of a session that was loaded from a file of tables, or opened out of a store.
struct SessionTable {
  /// What queries call it.
  let name: String
  /// Its rows and its format.
  var loaded: LoadedTable
  /// The `id` of its first row in `events`, less one.
  let idBase: Int64
}

/// Loading tables, and keeping them.
extension Session {
  /// The ids of the first loaded table begin behind this, those of the next behind twice as many: so
  /// that they stay the same however many articles are read.
  private static let idStep: Int64 = 10_000_000_000

  /// What is to be loaded, and how.
  struct LoadRequest {
    var path: String
    /// The table's name, nil for one of the file or format.
    var name: String?
    var options = TableLoader.Options()
  }

  /// What became of a file of tables.
  enum TableReading {
    case loaded(String, rows: Int)
    case failed
    case cancelled
  }

  /// Loads a table that the command line names, with the types of `schema`.
  func loadTable(ofPath path: String) -> TableReading {
    var request = LoadRequest(path: path)
    switch LoadArguments.schema(schema) {
    case .success(let types): request.options.types = types
    case .failure(let problem):
      _ = fail(problem.message)
      return .failed
    }
    return loadTable(request)
  }

  /// Loads the table of a file and publishes it; tells what could not be read.
  func loadTable(_ request: LoadRequest) -> TableReading {
    let progress = ProgressLine(console: console)
    let watch = StatementWatch(.init(memory: queryOptions.memoryLimit))
    defer { watch.end() }
    let loader = TableLoader(
      options: request.options,
      monitor: LoadMonitor(
        isCancelled: { watch.isStopped }, progress: { progress.show(bytes: $0, of: $1) }))
    let loaded: LoadedTable
    do throws(LoadFailure) {
      loaded = try loader.load(request.path)
      progress.end()
    } catch {
      progress.end()
      if case .cancelled = error {
        guard let excess = watch.excess(of: "the table") else { return .cancelled }
        complain(of: request.path, excess)
        return .failed
      }
      complain(of: request.path, error.reason)
      return .failed
    }
    tell(loaded.problems, of: request.path)
    if isStrict && !loaded.problems.isEmpty {
      complain(of: request.path, "not loaded, as --strict asks")
      return .failed
    }
    let name = publish(loaded, as: request.name)
    return .loaded(name, rows: loaded.table.rowCount)
  }

  /// Puts a table under its name, behind the rows of one of the same format that was called so by
  /// itself too. Gives the name.
  private func publish(_ loaded: LoadedTable, as given: String?) -> String {
    var name = given ?? loaded.defaultName
    if given == nil {
      let earlier = loadedTables.firstIndex { $0.name == name }
      if let earlier, loadedTables[earlier].loaded.format.name == loaded.format.name,
        !loaded.format.columns.isEmpty
      {
        loadedTables[earlier].loaded = loadedTables[earlier].loaded.joined(with: loaded)
        publishTables()
        return name
      }
      var number = 2
      let stem = name
      while catalog.snapshot().tables[name] != nil {
        name = stem + "_" + String(number)
        number += 1
      }
    }
    loadedTables.removeAll { $0.name == name }
    add(loaded, as: name)
    publishTables()
    return name
  }

  private func add(_ loaded: LoadedTable, as name: String) {
    let base = (loadedTables.map(\.idBase).max() ?? 0) + Self.idStep
    loadedTables.append(SessionTable(name: name, loaded: loaded, idBase: base))
    // The table is newer than a `let` of its name, and whoever loads it means to ask it.
    lets.forget(name)
  }

  /// Takes a loaded table out of the session, and its rows out of `events`.
  func dropTable(_ name: String) -> Verdict {
    guard loadedTables.contains(where: { $0.name == name }) else {
      if EventSchema.all.contains(where: { $0.name == name }) {
        return fail("'\(name)' is made of what was read; only loaded tables can be dropped")
      }
      let hint = EditDistance.nearest(name, among: loadedTables.map(\.name))
      return fail("no loaded table '\(name)'" + (hint.map { "; did you mean '\($0)'?" } ?? ""))
    }
    loadedTables.removeAll { $0.name == name }
    catalog.drop(name)
    publishTables()
    return .done
  }

  /// Hands the loaded tables, and their rows as events, to the catalog.
  func publishTables() {
    var parts: [Table] = []
    for table in loadedTables {
      catalog.publish([table.name: table.loaded.table])
      let columns = table.loaded.events(
        schema: EventSchema.events, name: table.name, firstID: table.idBase + 1)
      if let columns {
        parts.append(
          Table(
            schema: EventSchema.events, deferred: columns,
            rowCount: table.loaded.table.rowCount))
      }
    }
    catalog.publish(parts: parts, of: "events")
  }

  // MARK: - Telling

  private func complain(of path: String, _ reason: String) {
    console.complain(ControlEscape.escape("\(path): \(reason)"))
  }

  /// Tells of rows and fields that could not be read: how many, and the first of them.
  private func tell(_ problems: LoadProblems, of path: String) {
    guard !problems.isEmpty else { return }
    var parts: [String] = []
    if problems.badRowCount > 0 {
      parts.append(
        "\(problems.badRowCount) bad \(problems.badRowCount == 1 ? "row" : "rows") left out")
    }
    if problems.badFieldCount > 0 {
      parts.append(
        "\(problems.badFieldCount) bad \(problems.badFieldCount == 1 ? "field" : "fields") left empty"
      )
    }
    complain(of: path, parts.joined(separator: ", "))
    for problem in problems.first {
      let place = problem.line > 0 ? "  line \(problem.line): " : "  "
      console.complain(ControlEscape.escape(place + problem.reason))
    }
    let count = problems.badRowCount + problems.badFieldCount - problems.first.count
    if count > 0 { console.complain("  and \(count) more") }
  }

  // MARK: - Keeping

  /// Writes all tables to a store.
  func save(to path: String) -> Verdict {
    let snapshot = catalog.snapshot()
    let formats = Dictionary(
      loadedTables.map { ($0.name, $0.loaded.format.name) }, uniquingKeysWith: { a, _ in a })
    let tables = snapshot.tables.sorted { $0.key < $1.key }.map { name, table in
      StoredTable(name: name, table: table, format: formats[name])
    }
    do throws(LoadFailure) {
      let size = try Store.save(tables, to: path)
      console.complain(
        ControlEscape.escape("\(path): \(tables.count) tables, \(ByteCount.text(size))"))
      return .done
    } catch {
      return fileFailure(error.writing(path))
    }
  }

  /// Puts the tables of a store in the place of those of the session. Nothing changes when it cannot
  /// be opened. The articles themselves are not in a store, only what was read off them.
  func openStore(_ path: String) -> Verdict {
    do throws(LoadFailure) {
      try open(Store.tables(at: path))
      return .done
    } catch {
      return fileFailure("cannot open '\(path)': \(error.reason)")
    }
  }

  private func open(_ tables: [StoredTable]) {
    for table in loadedTables { catalog.drop(table.name) }
    loadedTables = []
    forgetArticles()
    catalog.publish(
      Dictionary(
        uniqueKeysWithValues: EventSchema.all.map { ($0.name, TableBuilder($0.schema).seal()) }))
    for stored in tables {
      if let format = stored.format.flatMap(TableFormat.named) {
        add(LoadedTable(format: format, table: stored.table, name: stored.name), as: stored.name)
      } else if EventSchema.all.contains(where: {
        $0.name == stored.name && $0.schema == stored.table.schema
      }) {
        catalog.publish([stored.name: stored.table])
      } else if !EventSchema.all.contains(where: { $0.name == stored.name }) {
        add(
          LoadedTable(
            format: .named("csv") ?? TableFormat.all[0], table: stored.table, name: stored.name),
          as: stored.name)
      }
    }
    publishTables()
  }
}

/// Sizes for people.
enum ByteCount {
  /// `17 bytes`, `1.4 MB`.
  static func text(_ count: Int) -> String {
    for (unit, name) in [(1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "kB")] where count >= unit {
      return "\(Double(count * 10 / unit) / 10) \(name)"
    }
    return "\(count) bytes"
  }
}
