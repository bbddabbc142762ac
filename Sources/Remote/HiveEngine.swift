/// A session of HiveServer2 (the service TCLIService) over HTTP: Spark's Thrift server and its kin.
///
/// A query is sent, its state is asked for until it is finished, and its rows are fetched in batches.
public final class HiveEngine: RemoteEngine {
  /// The dialect of SQL.
  public let dialect = "spark"
  private let address: RemoteAddress
  // The server wants some user and some password, even where it believes everybody.
  private let user: String
  private let password: String
  private let client: HTTPClient
  private var session: HiveHandle?
  private var sequence: Int32 = 0

  /// The rows asked for at once: the first batch is small so that it is seen soon.
  private static let firstBatch: Int64 = 1_000
  private static let laterBatch: Int64 = 20_000
  private static let nobody = "anonymous"
  private static let longestResponse = 1 << 29

  /// Opens a session.
  public init(
    _ address: RemoteAddress, _ credentials: RemoteCredentials, _ monitor: RemoteMonitor
  ) throws(RemoteError) {
    self.address = address
    user = address.user ?? credentials.user ?? Self.nobody
    password = credentials.password ?? Self.nobody
    let authorization = HTTPClient.authorization(
      user: user, password: password, token: credentials.token)
    client = HTTPClient(address, headers: authorization + [("Accept", "application/x-thrift")])
    try open(monitor)
  }

  // MARK: - The session

  private func open(_ monitor: RemoteMonitor) throws(RemoteError) {
    let reply = try call("OpenSession", monitor) { request in
      // Version 6 brought columns in place of rows.
      request.field(1, Int32(9))
      request.field(2, user)
      request.field(3, password)
      if let database = address.database { request.field(4, [("use:database", database)]) }
    }
    guard let handle = reply.session else {
      throw .malformed("the server opened no session")
    }
    session = handle
    // What a moment is must not hang on where the server stands, and a sum that is too great for its
    // type is no error. Servers that are no Spark know nothing of it.
    for setting in ["spark.sql.session.timeZone=UTC", "spark.sql.ansi.enabled=false"] {
      do throws(RemoteError) {
        try execute("SET " + setting, monitor)
      } catch {
        guard case .failed = error else { throw error }
      }
    }
  }

  /// Ends the session.
  public func close() {
    guard let session else { return }
    self.session = nil
    _ = try? call("CloseSession", .patient(for: .seconds(1))) { $0.field(1, session) }
    client.close()
  }

  // MARK: - What it is asked

  /// The tables of the database.
  public func tables(_ monitor: RemoteMonitor) throws(RemoteError) -> [RemoteTable] {
    let database = address.database ?? "default"
    let reply = try withSession(monitor) { (session) throws(RemoteError) in
      try self.call("GetColumns", monitor) { request in
        request.field(1, session)
        request.field(3, database)
        request.field(4, "%")
        request.field(5, "%")
      }
    }
    guard let operation = reply.operation else { throw .malformed("the server told no columns") }
    defer { finish(operation) }
    try wait(for: operation, monitor)
    var tables: [RemoteTable] = []
    while true {
      let rows = try fetch(operation, Self.laterBatch, monitor)
      guard let first = rows.columns.first, first.count > 0 else { break }
      // The second column names the database, the third the table, the fourth the column, the sixth its
      // type. What was asked for was a pattern, which may fit other databases, too.
      guard rows.columns.count > 5 else { throw .malformed("the server's columns have no types") }
      let texts = [1, 2, 3, 5].map { rows.texts($0) }
      for row in 0..<first.count where texts[0][row].lowercased() == database.lowercased() {
        RemoteTable.add(texts[2][row], texts[3][row], of: texts[1][row], to: &tables)
      }
    }
    return tables
  }

  /// Runs a query and hands its rows on as they come.
  public func run(
    _ sql: String, giving columns: [RemoteColumn], _ monitor: RemoteMonitor,
    _ take: (RemoteBatch) throws(RemoteError) -> Void
  ) throws(RemoteError) {
    try carryOut(sql, monitor) { (operation) throws(RemoteError) in
      var progress = RemoteProgress()
      progress.share = 1
      var size = Self.firstBatch
      while true {
        let rows = try fetch(operation, size, monitor)
        guard let first = rows.columns.first, first.count > 0 else { break }
        try take(try rows.batch(columns))
        progress.rowsFetched += first.count
        monitor.progress(progress)
        // A server gives no more than it is asked for, and fewer only at the end or by its own limits.
        size = Self.laterBatch
      }
    }
  }

  /// Runs a statement that gives no rows.
  public func execute(_ sql: String, _ monitor: RemoteMonitor) throws(RemoteError) {
    try carryOut(sql, monitor) { _ in }
  }

  /// Runs a query, hands it over when it has its rows, and ends it on the server.
  private func carryOut(
    _ sql: String, _ monitor: RemoteMonitor, _ take: (HiveHandle) throws(RemoteError) -> Void
  ) throws(RemoteError) {
    let operation = try start(sql, monitor)
    do throws(RemoteError) {
      try wait(for: operation, monitor)
      try take(operation)
    } catch {
      if case .lost = error { throw error }
      abandon(operation, isCancelled: error == .cancelled)
      throw error
    }
    finish(operation)
  }

  private func start(_ sql: String, _ monitor: RemoteMonitor) throws(RemoteError) -> HiveHandle {
    let reply = try withSession(monitor) { (session) throws(RemoteError) in
      try self.call("ExecuteStatement", monitor) { request in
        request.field(1, session)
        request.field(2, sql)
        request.field(4, true)
      }
    }
    guard let operation = reply.operation else { throw .malformed("the server began no query") }
    return operation
  }

  /// A server that was started anew knows nothing of the session: it is opened again, once.
  private func withSession(
    _ monitor: RemoteMonitor, _ body: (HiveHandle) throws(RemoteError) -> HiveReply
  ) throws(RemoteError) -> HiveReply {
    if let session {
      do throws(RemoteError) {
        return try body(session)
      } catch {
        guard case .failed(let reason) = error, reason.contains("Invalid SessionHandle") else {
          throw error
        }
      }
    }
    session = nil
    try open(monitor)
    guard let session else { throw .malformed("the server opened no session") }
    return try body(session)
  }

  // MARK: - A query under way

  /// Waits until a query has its rows. The server itself waits some seconds before it answers.
  private func wait(for operation: HiveHandle, _ monitor: RemoteMonitor) throws(RemoteError) {
    while true {
      let reply = try call("GetOperationStatus", monitor) { request in
        request.field(1, operation)
        request.field(2, true)
      }
      switch reply.state {
      case 2: return
      case 3: throw .failed("the query was cancelled on the server")
      case 4: throw .failed("the query was ended on the server")
      case 5, 8: throw .failed(HiveReply.shown(reply.message ?? "the query failed"))
      case 0, 1, 7:
        var progress = RemoteProgress()
        progress.share = reply.share
        monitor.progress(progress)
        if monitor.isCancelled() { throw .cancelled }
      default: throw .malformed("the server does not say how the query stands")
      }
    }
  }

  private func fetch(
    _ operation: HiveHandle, _ count: Int64, _ monitor: RemoteMonitor
  ) throws(RemoteError) -> HiveReply {
    try call("FetchResults", monitor) { request in
      request.field(1, operation)
      request.field(2, Int32(0))
      request.field(3, count)
    }
  }

  /// Frees what a finished query holds on the server.
  private func finish(_ operation: HiveHandle) {
    _ = try? call("CloseOperation", .patient(for: .seconds(2))) { $0.field(1, operation) }
  }

  /// Gives up a query: over a connection of its own, since an answer may still be under way on the other.
  private func abandon(_ operation: HiveHandle, isCancelled: Bool) {
    client.close()
    let monitor = RemoteMonitor.patient(for: .milliseconds(1500))
    if isCancelled { _ = try? call("CancelOperation", monitor) { $0.field(1, operation) } }
    _ = try? call("CloseOperation", monitor) { $0.field(1, operation) }
  }

  // MARK: - Calls

  /// Sends a request, which is the only argument of a call, and reads the reply.
  private func call(
    _ name: String, _ monitor: RemoteMonitor, _ request: (inout ThriftWriter) -> Void
  ) throws(RemoteError) -> HiveReply {
    sequence &+= 1
    var writer = ThriftWriter(call: name, sequence: sequence)
    writer.field(1, request)
    writer.end()
    let response = try client.post(
      address.path, type: "application/x-thrift", body: writer.bytes, monitor)
    let body = try response.readAll(monitor, atMost: Self.longestResponse)
    switch response.status {
    case 200: return try HiveReply(body, of: name)
    case 401, 403: throw .refused(by: address)
    default: throw .unexpected(status: response.status, of: address)
    }
  }
}
