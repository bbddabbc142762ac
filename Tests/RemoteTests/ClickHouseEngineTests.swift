import Columnar
import Foundation
import Synchronization
import Testing

@testable import Remote

@Suite(.timeLimit(.minutes(1))) struct ClickHouseEngineTests {
  /// A column of a block, with its values as bytes.
  private static func column(_ name: String, _ type: String, _ bytes: [UInt8]) -> [UInt8] {
    [UInt8(name.utf8.count)] + name.utf8 + [UInt8(type.utf8.count)] + type.utf8 + bytes
  }

  private static func words(_ values: [Int64]) -> [UInt8] {
    values.flatMap { value in (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
  }

  private static let one = [1, 1] + column("1", "UInt8", [1])

  private func engine(_ server: FakeServer) throws -> ClickHouseEngine {
    try ClickHouseEngine(
      try RemoteAddress("clickhouse://127.0.0.1:\(server.port)/db"),
      RemoteCredentials(user: "me", password: "word"), RemoteMonitor())
  }

  @Test func `blocks of all types are read`() throws {
    let block: [UInt8] =
      [6, 2] + Self.column("a", "String", [1, 0x78, 0])
      + Self.column("b", "Nullable(Int64)", [0, 1] + Self.words([-2, 0]))
      + Self.column("c", "Float64", Self.words([Int64(bitPattern: (1.5).bitPattern), 0]))
      + Self.column("d", "Array(String)", Self.words([2, 2]) + [1, 0x79, 1, 0x7a])
      + Self.column("e", "Int16", [0xff, 0xff, 1, 0])
      + Self.column("f", "Bool", [1, 0])
    let server = FakeServer { _, number in .body(number == 0 ? Self.one : block + block) }
    let result = try rows(
      engine(server),
      [
        RemoteColumn("a", .string), RemoteColumn("b", .timespan), RemoteColumn("c", .real),
        RemoteColumn("d", .dynamic, .list(.string)), RemoteColumn("e", .int),
        RemoteColumn("f", .bool),
      ])
    let first: [Value] = [
      .string("x"), .timespan(-2), .real(1.5), .dynamic(.array([.string("y"), .string("z")])),
      .integer(-1), .bool(true),
    ]
    let second: [Value] = [
      .string(""), .null, .real(0), .dynamic(.array([])), .integer(1), .bool(false),
    ]
    #expect(result == [first, second, first, second])
    #expect(server.requests[0].head.contains("Authorization: Basic bWU6d29yZA=="))
    #expect(server.requests[1].head.contains("&database=db&"))
  }

  /// Bodies that no server sends, and what is told.
  @Test(arguments: [
    ([1, 1, 1, 0x61], "the server's rows end in the middle"),
    (
      [1, 1, 1, 0x61, 3, 0x4d, 0x61, 0x70],
      "the server's type 'Map' is not known here"
    ),
    (
      [0xff, 0xff, 0xff, 0xff, 0x7f],
      "the server's rows cannot be read: a length that cannot be"
    ),
    (
      [1, 2] + column("d", "Array(UInt8)", words([5, 2])),
      "the lists of the server's rows have no order"
    ),
    (
      [1, 1]
        + column(
          "d", String(repeating: "Nullable(", count: 9) + String(repeating: ")", count: 9),
          [0, 0, 0, 0, 0, 0, 0, 0, 0]),
      "a type nested without an end"
    ),
  ])
  func `hostile rows are refused`(body: [UInt8], reason: String) throws {
    let server = FakeServer { _, number in .body(number == 0 ? Self.one : body) }
    let engine = try engine(server)
    do throws(RemoteError) {
      _ = try rows(engine, [RemoteColumn("a", .string)])
      Issue.record("rows were made of it")
    } catch {
      switch error {
      case .lost(let told), .malformed(let told): #expect(told == reason)
      default: Issue.record("\(error)")
      }
    }
  }

  @Test(arguments: [
    "Code: 60. DB::Exception: Table db.t does not exist. (UNKNOWN_TABLE) (version 26.1)",
    "Code: 60, e.displayText() = DB::Exception: Table db.t does not exist. (UNKNOWN_TABLE), e.what() = x",
  ])
  func `a failure is told whether it comes before the rows or behind them`(text: String) throws {
    let body = Array(text.utf8)
    let head = "HTTP/1.1 404 Not Found\r\nContent-Length: \(body.count)\r\n\r\n"
    for answer in [FakeServer.Answer.raw(Array(head.utf8) + body), .body(Self.one + body)] {
      let server = FakeServer { _, number in number == 0 ? .body(Self.one) : answer }
      let engine = try engine(server)
      #expect(throws: RemoteError.failed("Table db.t does not exist. (UNKNOWN_TABLE)")) {
        try rows(engine, [RemoteColumn("1", .long)])
      }
    }
  }

  @Test func `a setting that an old server does not know is left out`() throws {
    let server = FakeServer { request, _ in
      guard request.head.contains("http_headers_progress") else { return .body(Self.one) }
      let text =
        "Code: 115, e.displayText() = DB::Exception: "
        + "Unknown setting http_headers_progress_interval_ms"
      return .raw(
        Array("HTTP/1.1 500 Error\r\nContent-Length: \(text.utf8.count)\r\n\r\n\(text)".utf8))
    }
    #expect(try rows(engine(server), [RemoteColumn("1", .long)]) == [[.integer(1)]])
    #expect(server.requests.count == 3)
  }

  @Test func `the server tells how far it is`() throws {
    let told = Mutex<[RemoteProgress]>([])
    let server = FakeServer { _, number in
      let head =
        "HTTP/1.1 200 OK\r\nX-ClickHouse-Progress: "
        + #"{"read_rows":"5","read_bytes":"9","total_rows_to_read":"10"}"#
        + "\r\nTransfer-Encoding: chunked\r\n\r\n"
      let size = String(Self.one.count, radix: 16)
      return .raw(Array("\(head)\(size)\r\n".utf8) + Self.one + Array("\r\n0\r\n\r\n".utf8))
    }
    let monitor = RemoteMonitor(progress: { progress in told.withLock { $0.append(progress) } })
    _ = try rows(engine(server), [RemoteColumn("1", .long)], monitor)
    let first = told.withLock { $0.first }
    #expect(first?.rowsRead == 5 && first?.rowsTotal == 10)
  }

  @Test func `a query that is cancelled is killed on the server`() throws {
    let isRunning = Atomic<Bool>(false)
    let server = FakeServer { request, number in
      guard number > 0, !String(decoding: request.body, as: UTF8.self).hasPrefix("KILL") else {
        return .body(Self.one)
      }
      isRunning.store(true, ordering: .relaxed)
      return .silence
    }
    let engine = try engine(server)
    let monitor = RemoteMonitor(isCancelled: { isRunning.load(ordering: .relaxed) })
    #expect(throws: RemoteError.cancelled) {
      try rows(engine, [RemoteColumn("1", .long)], monitor)
    }
    let last = server.requests.last.map { String(decoding: $0.body, as: UTF8.self) }
    #expect(last?.hasPrefix("KILL QUERY WHERE query_id = 'casus-") == true)
  }
}
