internal import CSQLite
public import Columnar

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Writes tables to SQLite databases, for Datasette and the like.
public enum SQLiteExport {
  /// Writes a new database with the given tables, each under its name, in place of a file at the path.
  ///
  /// Days and moments are texts in ISO 8601, lists and bags texts in JSON, truth values 0 and 1.
  public static func write(
    _ tables: [(name: String, table: Table)], to path: String
  ) throws(LoadFailure) {
    let file = try KeptFile(replacing: path, needsPlaces: true)
    // A file that needs places is never a device, and so has a part.
    guard let part = file.temporaryPath else { throw .because("it is no regular file") }
    let database = try Database(part)
    // The part is nobody else's, and is synced as a whole when it is done.
    try database.run("PRAGMA journal_mode = OFF")
    try database.run("PRAGMA synchronous = OFF")
    try database.run("BEGIN")
    for (name, table) in tables { try database.write(table, as: name) }
    try database.run("COMMIT")
    try database.close()
    try file.commit()
  }
}

/// An open database.
@safe
private final class Database {
  @unsafe private var handle: OpaquePointer?

  init(_ path: String) throws(LoadFailure) {
    guard unsafe sqlite3_open(path, &handle) == SQLITE_OK else { throw failure }
  }

  deinit { unsafe sqlite3_close(handle) }

  func close() throws(LoadFailure) {
    guard unsafe sqlite3_close(handle) == SQLITE_OK else { throw failure }
    unsafe handle = nil
  }

  func run(_ statement: String) throws(LoadFailure) {
    guard unsafe sqlite3_exec(handle, statement, nil, nil, nil) == SQLITE_OK else { throw failure }
  }

  func write(_ table: Table, as name: String) throws(LoadFailure) {
    let columns = table.schema.columns.map { Self.quoted($0.name) + " " + Self.type($0.type) }
    try run("CREATE TABLE \(Self.quoted(name)) (\(columns.joined(separator: ", ")))")
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    var statement: OpaquePointer?
    let insert = "INSERT INTO \(Self.quoted(name)) VALUES (\(places))"
    guard unsafe sqlite3_prepare_v2(handle, insert, -1, &statement, nil) == SQLITE_OK else {
      throw failure
    }
    defer { unsafe sqlite3_finalize(statement) }
    for chunk in table.chunks {
      for row in 0..<chunk.count {
        for (index, vector) in chunk.vectors.enumerated() {
          unsafe bind(vector[row], table.schema.columns[index].type, Int32(index + 1), statement)
        }
        guard unsafe sqlite3_step(statement) == SQLITE_DONE else { throw failure }
        unsafe sqlite3_reset(statement)
      }
    }
  }

  private func bind(
    _ value: Value, _ type: LogicalType, _ place: Int32, _ statement: OpaquePointer?
  ) {
    switch value {
    case .null: unsafe sqlite3_bind_null(statement, place)
    case .bool(let bool): unsafe sqlite3_bind_int64(statement, place, bool ? 1 : 0)
    case .integer(let number): unsafe sqlite3_bind_int64(statement, place, number)
    case .real(let number): unsafe sqlite3_bind_double(statement, place, number)
    case .string, .guid, .datetime, .timespan, .dynamic:
      var text = Self.text(value, type)
      text.withUTF8 { utf8 in
        unsafe utf8.withMemoryRebound(to: CChar.self) { bytes in
          _ = unsafe casus_bind_text(
            statement, place, bytes.baseAddress, Int32(bytes.count))
        }
      }
    }
  }

  private static func text(_ value: Value, _ type: LogicalType) -> String {
    guard case .datetime(let ticks) = value else { return ValueFormat.text(of: value, type: type) }
    let text = DatetimeText.text(of: ticks)
    return ticks % Ticks.perDay == 0 ? String(text.prefix(10)) : text
  }

  private static func type(_ type: LogicalType) -> String {
    switch type {
    case .bool, .int, .long: "INTEGER"
    case .real, .decimal: "REAL"
    case .string, .datetime, .timespan, .guid, .dynamic: "TEXT"
    }
  }

  private static func quoted(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }

  private var failure: LoadFailure {
    // The library forgets the system's reason of a COMMIT; errno still has it.
    let lastCode = errno
    let kept = unsafe sqlite3_system_errno(handle)
    let systemCode = kept != 0 ? kept : lastCode
    switch unsafe sqlite3_errcode(handle) {
    case SQLITE_FULL: return .system(ENOSPC)
    case SQLITE_IOERR where systemCode != 0, SQLITE_CANTOPEN where systemCode != 0:
      return .system(systemCode)
    default: break
    }
    guard let text = unsafe sqlite3_errmsg(handle) else { return .noMemory }
    return unsafe .because("sqlite: " + String(cString: text))
  }
}
