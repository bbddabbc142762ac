internal import Columnar

/// ClickHouse over HTTP: a request a query, whose rows come in the format Native, column by column.
public final class ClickHouseEngine: RemoteEngine {
  /// The dialect of SQL.
  public let dialect = "clickhouse"
  private let address: RemoteAddress
  private let client: HTTPClient
  /// Tells this process's queries from all others.
  private let mark = String(UInt64.random(in: 1...UInt64.max), radix: 36)
  private var queryCount = 0
  /// What every query asks for, as far as the server knows it.
  private var settings = [
    // The rows of a side of a join that has no partner are null, as in all other engines.
    "join_use_nulls=1",
    // A name is the column's before it is an alias.
    "prefer_column_name_to_alias=1",
    // The beginning of a month before 1970 is what it is elsewhere.
    "enable_extended_results_for_datetime_functions=1",
    "send_progress_in_http_headers=1",
    "http_headers_progress_interval_ms=100",
    "cancel_http_readonly_queries_on_client_close=1",
    "low_cardinality_allow_in_native_format=0",
  ]

  private static let longestMessage = 1 << 20

  /// Asks the server whether it is there.
  public init(
    _ address: RemoteAddress, _ credentials: RemoteCredentials, _ monitor: RemoteMonitor
  ) throws(RemoteError) {
    self.address = address
    client = HTTPClient(
      address,
      headers: HTTPClient.authorization(
        user: address.user ?? credentials.user, password: credentials.password,
        token: credentials.token))
    try run("SELECT 1", giving: [RemoteColumn("1", .long)], monitor) { _ in }
  }

  /// Nothing is open on the server between two queries.
  public func close() { client.close() }

  /// The tables of the database.
  public func tables(_ monitor: RemoteMonitor) throws(RemoteError) -> [RemoteTable] {
    let columns = ["table", "name", "type"].map { RemoteColumn($0, .string) }
    var tables: [RemoteTable] = []
    let sql = "SELECT table, name, type FROM system.columns WHERE database = currentDatabase()"
    try run(sql, giving: columns, monitor) { batch in
      for row in 0..<batch.rowCount {
        let texts = batch.columns.map { column in
          if case .string(let text) = column[row] { text } else { "" }
        }
        RemoteTable.add(texts[1], texts[2], of: texts[0], to: &tables)
      }
    }
    return tables
  }

  /// Runs a query and hands its rows on as they come.
  public func run(
    _ sql: String, giving columns: [RemoteColumn], _ monitor: RemoteMonitor,
    _ take: (RemoteBatch) throws(RemoteError) -> Void
  ) throws(RemoteError) {
    let id = nextID()
    do throws(RemoteError) {
      let progress = ProgressReader(monitor)
      let response = try post(sql, id: id, monitor, progress)
      let reader = NativeReader(response, monitor)
      while let batch = try reader.next(columns) {
        guard batch.rowCount > 0 else { continue }
        try take(batch)
        progress.fetched(batch.rowCount)
      }
    } catch {
      client.close()
      switch error {
      case .cancelled, .outOfMemory: kill(id)
      case .failed, .lost, .malformed, .refused, .unreachable: break
      }
      throw error
    }
  }

  /// Runs a statement that gives no rows.
  public func execute(_ sql: String, _ monitor: RemoteMonitor) throws(RemoteError) {
    let response = try post(sql, id: nextID(), monitor, ProgressReader(monitor))
    _ = try response.readAll(monitor, atMost: Self.longestMessage)
  }

  private func nextID() -> String {
    queryCount += 1
    return "casus-\(mark)-\(queryCount)"
  }

  /// Sends a query. Servers of some age do not know all settings: those are left out from then on.
  private func post(
    _ sql: String, id: String, _ monitor: RemoteMonitor, _ progress: ProgressReader
  ) throws(RemoteError) -> HTTPResponse {
    while true {
      let database = address.database.map { "&database=" + Self.escaped($0) } ?? ""
      let path =
        address.path + "?query_id=\(id)&default_format=Native" + database
        + settings.map { "&" + $0 }.joined()
      let response = try client.post(
        path, type: "text/plain; charset=UTF-8", body: Array(sql.utf8), monitor
      ) { name, value in
        if name == "x-clickhouse-progress" { progress.read(value) }
      }
      if response.status == 200 { return response }
      let body = try response.readAll(monitor, atMost: Self.longestMessage)
      let message = Self.shown(String(decoding: body, as: UTF8.self))
      if message.contains("nknown setting"),
        let unknown = settings.firstIndex(where: { message.contains($0.prefix { $0 != "=" }) })
      {
        settings.remove(at: unknown)
        continue
      }
      if [401, 403, 516].contains(response.status) || message.contains("Authentication failed") {
        throw .refused(by: address)
      }
      guard message.contains("Exception") || body.starts(with: Array("Code: ".utf8)) else {
        throw .unexpected(status: response.status, of: address)
      }
      throw .failed(message)
    }
  }

  /// Ends a query on the server, over a connection of its own.
  private func kill(_ id: String) {
    try? execute(
      "KILL QUERY WHERE query_id = '\(id)' ASYNC", .patient(for: .milliseconds(1500)))
    client.close()
  }

  private static func escaped(_ text: String) -> String {
    let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.~".utf8)
    return text.utf8.map { byte in
      if plain.contains(byte) { return String(UnicodeScalar(byte)) }
      let digits = String(byte, radix: 16, uppercase: true)
      return "%" + (digits.count == 1 ? "0" : "") + digits
    }.joined()
  }

  /// What a server says of a failure, without numbers, stack and version.
  static func shown(_ message: String) -> String {
    var line = message.split(separator: "\n").first.map(String.init) ?? message
    for mark in ["DB::Exception: ", "DB::NetException: "] {
      if let range = line.firstRange(of: mark) { line = String(line[range.upperBound...]) }
    }
    for end in [". Stack trace", ", Stack trace", " (version ", ", e.what() ="] {
      if let range = line.firstRange(of: end) { line = String(line[..<range.lowerBound]) }
    }
    return String(line.prefix(500))
  }
}

/// Reads what the server says of its progress, a JSON object a line of the head.
private final class ProgressReader {
  private let monitor: RemoteMonitor
  private var progress = RemoteProgress()

  init(_ monitor: RemoteMonitor) { self.monitor = monitor }

  func read(_ text: String) {
    guard case .bag(let members)? = DynamicReader.json(text) else { return }
    func number(_ name: String) -> Int? {
      switch members[name] {
      case .string(let text): Int(text)
      case .integer(let number): Int(number)
      default: nil
      }
    }
    progress.rowsRead = number("read_rows") ?? progress.rowsRead
    let total = number("total_rows_to_read") ?? number("total_rows") ?? 0
    if total > 0 { progress.rowsTotal = total }
    monitor.progress(progress)
  }

  func fetched(_ count: Int) {
    progress.rowsFetched += count
    monitor.progress(progress)
  }
}
