import Columnar
import Glibc
import Remote

/// Answers of hostile servers: replies of HiveServer2, and whole HTTP responses to either engine.
enum WireTarget {
  private static let calls = ["FetchResults", "OpenSession", "GetOperationStatus", "GetColumns"]
  private static let types: [LogicalType] = [
    .long, .string, .real, .datetime, .bool, .int, .timespan, .dynamic,
  ]

  static func run(_ bytes: [UInt8]) {
    guard let form = bytes.first else { return }
    let content = Array(bytes.dropFirst())
    switch form % 4 {
    case 0, 1:
      let call = calls[Int(form / 4) % calls.count]
      guard let reply = try? HiveReply(content, of: call) else { return }
      for shift in 0..<3 { _ = try? reply.batch(asked(shift)) }
    case 2: respond(content, to: .clickhouse)
    default: respond(content, to: .spark)
    }
  }

  private static func asked(_ shift: Int) -> [RemoteColumn] {
    (0..<3).map { RemoteColumn("c\($0)", types[(shift * 3 + $0) % types.count]) }
  }

  private enum Engine { case clickhouse, spark }

  private static let server = HostileServer()

  /// Lets an engine ask a server that answers everything with the same bytes.
  private static func respond(_ bytes: [UInt8], to engine: Engine) {
    server.answer = bytes
    let end = ContinuousClock.now + .seconds(2)
    let monitor = RemoteMonitor(isCancelled: { ContinuousClock.now > end })
    switch engine {
    case .clickhouse:
      guard let address = try? RemoteAddress("clickhouse://127.0.0.1:\(server.port)") else {
        return
      }
      guard let engine = try? ClickHouseEngine(address, RemoteCredentials(), monitor) else {
        return
      }
      _ = try? engine.tables(monitor)
      engine.close()
    case .spark:
      guard let address = try? RemoteAddress("spark://127.0.0.1:\(server.port)") else { return }
      guard let engine = try? HiveEngine(address, RemoteCredentials(), monitor) else { return }
      engine.close()
    }
  }
}
