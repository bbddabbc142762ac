/// What names a session or a query on the server.
struct HiveHandle {
  fileprivate var guid: [UInt8] = []
  fileprivate var secret: [UInt8] = []
  fileprivate var operationType: Int32?
}

extension ThriftWriter {
  /// A handle as a field.
  mutating func field(_ number: Int16, _ handle: HiveHandle) {
    field(number) { writer in
      writer.field(1) { writer in
        writer.field(1, handle.guid)
        writer.field(2, handle.secret)
      }
      if let type = handle.operationType {
        writer.field(2, type)
        writer.field(3, true)
      }
    }
  }
}

/// The reply to a call of TCLIService. Every reply has its status in the first field; the others are told
/// apart by the name of the call.
package struct HiveReply {
  /// The session that was opened.
  private(set) var session: HiveHandle?
  /// The query that was begun.
  private(set) var operation: HiveHandle?
  /// How the query stands: 0 to 8 as in `TOperationState`.
  private(set) var state: Int32 = -1
  /// Why the query failed.
  private(set) var message: String?
  /// The share of the query that is done.
  private(set) var share: Double?
  /// The rows that were fetched.
  private(set) var columns: [WireColumn] = []
  /// The bytes that the rows' texts lie in.
  private let bytes: [UInt8]

  private struct Status {
    var code: Int32 = 0
    var message: String?
  }

  /// Reads the reply to a call; a status that tells of an error is thrown.
  package init(_ body: [UInt8], of call: String) throws(RemoteError) {
    bytes = body
    var reader = ThriftReader(body)
    let (name, isException) = try reader.replyHead()
    if isException { throw .failed(try Self.exception(&reader)) }
    guard name == call else { throw .malformed("the server answers '\(name)' to '\(call)'") }
    var isThere = false
    var status = Status()
    try reader.fields { (reader, number, kind) throws(RemoteError) in
      guard number == 0, kind == .structure else { return false }
      isThere = true
      try reader.fields { (reader, number, kind) throws(RemoteError) in
        if number == 1, kind == .structure {
          status = try Self.status(&reader)
          return true
        }
        return try self.read(&reader, number, kind, call)
      }
      return true
    }
    guard isThere else { throw .malformed("the server's answer to '\(call)' is empty") }
    // 0 and 1 are success, 2 says that it is still running.
    guard status.code < 3 else {
      throw .failed(Self.shown(status.message ?? "the server refused '\(call)'"))
    }
  }

  private mutating func read(
    _ reader: inout ThriftReader, _ number: Int16, _ kind: ThriftKind, _ call: String
  ) throws(RemoteError) -> Bool {
    switch (call, number, kind) {
    case ("OpenSession", 3, .structure): session = try Self.handle(&reader)
    case ("ExecuteStatement", 2, .structure), ("GetColumns", 2, .structure):
      operation = try Self.handle(&reader)
    case ("GetOperationStatus", 2, .int32): state = try reader.int32()
    case ("GetOperationStatus", 5, .binary): message = try reader.text()
    case ("GetOperationStatus", 10, .structure): share = try Self.share(&reader)
    case ("FetchResults", 3, .structure): columns = try HiveRows.columns(&reader)
    default: return false
    }
    return true
  }

  private static func status(_ reader: inout ThriftReader) throws(RemoteError) -> Status {
    var result = Status()
    try reader.fields { (reader, number, kind) throws(RemoteError) in
      switch (number, kind) {
      case (1, .int32): result.code = try reader.int32()
      case (5, .binary): result.message = try reader.text()
      default: return false
      }
      return true
    }
    return result
  }

  private static func handle(_ reader: inout ThriftReader) throws(RemoteError) -> HiveHandle {
    var result = HiveHandle()
    try reader.fields { (reader, number, kind) throws(RemoteError) in
      switch (number, kind) {
      case (1, .structure):
        try reader.fields { (reader, number, kind) throws(RemoteError) in
          guard kind == .binary else { return false }
          if number == 1 { result.guid = try reader.binary() }
          if number == 2 { result.secret = try reader.binary() }
          return number == 1 || number == 2
        }
      case (2, .int32): result.operationType = try reader.int32()
      default: return false
      }
      return true
    }
    return result
  }

  private static func share(_ reader: inout ThriftReader) throws(RemoteError) -> Double? {
    var result: Double?
    try reader.fields { (reader, number, kind) throws(RemoteError) in
      guard number == 3, kind == .double else { return false }
      result = try reader.double()
      return true
    }
    return result.flatMap { $0 >= 0 && $0 <= 1 ? $0 : nil }
  }

  private static func exception(_ reader: inout ThriftReader) throws(RemoteError) -> String {
    var message = "the server could not carry out the call"
    try reader.fields { (reader, number, kind) throws(RemoteError) in
      guard number == 1, kind == .binary else { return false }
      message = try reader.text()
      return true
    }
    return shown(message)
  }

  /// What a server says of a failure, without the names of its classes and its stack: the first line that
  /// tells something.
  static func shown(_ message: String) -> String {
    var line = message.split(separator: "\n").first.map(String.init) ?? message
    for _ in 0..<8 {
      guard let colon = line.firstRange(of: ": ") else { break }
      let head = line[..<colon.lowerBound]
      // `org.apache.spark.SparkException: `, `Error running query: `.
      let isClass = head.contains(".") && !head.contains(" ")
      guard isClass || head == "Error running query" else { break }
      line = String(line[colon.upperBound...])
    }
    return String(line.prefix(500))
  }

  // MARK: - Rows

  /// The texts of a column, empty where there is none.
  func texts(_ place: Int) -> [String] {
    let column = columns[place]
    return unsafe bytes.withUnsafeBufferPointer { bytes in
      (0..<column.count).map { column.isValid($0) ? unsafe column.text($0, bytes) : "" }
    }
  }

  /// The rows as columns of the types that were asked for.
  package func batch(_ asked: [RemoteColumn]) throws(RemoteError) -> RemoteBatch {
    try RemoteBatch(columns, of: bytes, asked)
  }
}
