public import Columnar

/// An engine elsewhere that answers SQL: HiveServer2 (`HiveEngine`) or ClickHouse (`ClickHouseEngine`).
///
/// The entry of the module. `RemoteAddress` says where, `Remote.open` connects, and the engine is asked
/// for its tables and for the rows of queries, which come in batches of typed columns. What crosses
/// the wire is read by `ThriftReader` and `NativeReader`, which take any bytes for hostile; `HTTPClient`
/// carries it. All calls wait; they ask their monitor now and then whether anybody still
/// wants the answer, and if not, end the work on the server, too.
///
/// Queries are told what they give: a moment comes as microseconds from 1970, a timespan as ticks, a
/// list as an array of the engine or as JSON.
public protocol RemoteEngine: AnyObject {
  /// The dialect of SQL that it understands.
  var dialect: String { get }
  /// The tables of the database, with their columns in the engine's own types.
  func tables(_ monitor: RemoteMonitor) throws(RemoteError) -> [RemoteTable]
  /// Runs a query and hands its rows on as they come.
  func run(
    _ sql: String, giving columns: [RemoteColumn], _ monitor: RemoteMonitor,
    _ take: (RemoteBatch) throws(RemoteError) -> Void
  ) throws(RemoteError)
  /// Runs a statement that gives no rows.
  func execute(_ sql: String, _ monitor: RemoteMonitor) throws(RemoteError)
  /// Ends the session on the server, as far as it can be reached.
  func close()
}

/// The way to engines.
public enum Remote {
  /// Connects to the engine at an address.
  public static func open(
    _ address: RemoteAddress, _ credentials: RemoteCredentials, _ monitor: RemoteMonitor
  ) throws(RemoteError) -> any RemoteEngine {
    switch address.kind {
    case .spark: return try HiveEngine(address, credentials, monitor)
    case .clickhouse: return try ClickHouseEngine(address, credentials, monitor)
    }
  }
}

/// Who asks. A password or token is never printed: this type has no text of its own.
public struct RemoteCredentials: Sendable, CustomStringConvertible, CustomReflectable {
  let user: String?
  let password: String?
  let token: String?

  /// Nobody in particular, or a user with a password, or the bearer of a token.
  public init(user: String? = nil, password: String? = nil, token: String? = nil) {
    self.user = user
    self.password = password
    self.token = token
  }

  /// Whether nobody in particular asks.
  public var isEmpty: Bool { user == nil && password == nil && token == nil }
  /// Nothing of what it holds.
  public var description: String { "credentials" }
  /// Nothing of what it holds.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// A table of an engine.
public struct RemoteTable: Sendable, Equatable {
  /// Its name in the database.
  public let name: String
  /// Its columns in order: names and types as the engine writes them.
  public private(set) var columns: [(name: String, type: String)]

  /// A table.
  public init(name: String, columns: [(name: String, type: String)]) {
    self.name = name
    self.columns = columns
  }

  /// Equal in name and columns.
  public static func == (a: RemoteTable, b: RemoteTable) -> Bool {
    a.name == b.name && a.columns.elementsEqual(b.columns) { $0 == $1 }
  }

  /// Adds a column to the last of some tables, or to a new one where that is called otherwise.
  static func add(
    _ column: String, _ type: String, of table: String, to tables: inout [RemoteTable]
  ) {
    if tables.last?.name != table { tables.append(RemoteTable(name: table, columns: [])) }
    tables[tables.count - 1].columns.append((column, type))
  }
}

/// A column that a query gives.
public struct RemoteColumn: Sendable, Hashable {
  /// What stands in a column.
  public enum Content: Sendable, Hashable {
    /// Values of the column's own type.
    case value
    /// A dynamic value that is a scalar of a type.
    case item(LogicalType)
    /// A dynamic value that is a list of scalars of a type.
    case list(LogicalType)
  }

  /// Its name.
  public let name: String
  /// Its type here.
  public let type: LogicalType
  /// What stands in it.
  public let content: Content

  /// A column.
  public init(_ name: String, _ type: LogicalType, _ content: Content = .value) {
    self.name = name
    self.type = type
    self.content = content
  }

  /// The type of the scalars that cross the wire.
  var wireType: LogicalType {
    switch content {
    case .value: type
    case .item(let type), .list(let type): type
    }
  }
}

/// Some rows of a result: a column for each that was asked for.
public struct RemoteBatch: Sendable {
  /// The columns, all of `rowCount` rows.
  public let columns: [Column]
  /// The number of rows.
  public let rowCount: Int

  /// Some rows.
  public init(columns: [Column], rowCount: Int) {
    self.columns = columns
    self.rowCount = rowCount
  }
}

/// What a caller wants to know of while it waits, and whether it still waits.
public struct RemoteMonitor {
  /// Asked many times a second; once it says yes the work is given up on both sides.
  public let isCancelled: () -> Bool
  /// Told what the server says of its progress.
  public let progress: (RemoteProgress) -> Void

  /// A monitor of its parts.
  public init(
    isCancelled: @escaping () -> Bool = { false },
    progress: @escaping (RemoteProgress) -> Void = { _ in }
  ) {
    self.isCancelled = isCancelled
    self.progress = progress
  }

  /// A monitor for tidying up when nobody waits any more: it gives up after a while.
  static func patient(for limit: Duration) -> RemoteMonitor {
    let begin = ContinuousClock.now
    return RemoteMonitor(isCancelled: { ContinuousClock.now - begin > limit })
  }
}

/// How far a query is on the server, as far as it says.
public struct RemoteProgress: Sendable, Hashable {
  /// The rows that it has read.
  public var rowsRead: Int?
  /// The rows that it will have to read.
  public var rowsTotal: Int?
  /// The share that is done, from 0 to 1.
  public var share: Double?
  /// The rows that have come.
  public var rowsFetched = 0

  /// Nothing known yet.
  public init() {}
}

/// Why an engine did not answer.
public enum RemoteError: Error, Sendable, Hashable {
  /// Whoever asked no longer wants the answer.
  case cancelled
  /// Nobody answers at the address, or not in the way that was expected.
  case unreachable(String)
  /// The connection broke while it was used.
  case lost(String)
  /// The server does not know the user.
  case refused(String)
  /// The server could not do what it was asked for; in its own words.
  case failed(String)
  /// The server sent what cannot be understood.
  case malformed(String)
  /// The rows would take more memory than they may.
  case outOfMemory(limit: Int)
}

extension RemoteError {
  /// The server at an address does not let the user in.
  static func refused(by address: RemoteAddress) -> RemoteError {
    .refused(
      "\(address.shown) does not let this user in; "
        + "CASUS_USER and CASUS_PASSWORD or CASUS_TOKEN say who asks")
  }

  /// The server at an address answers with a status that says nothing of the query.
  static func unexpected(status: Int, of address: RemoteAddress) -> RemoteError {
    .unreachable("\(address.shown) answers with HTTP status \(status)")
  }
}
