import Columnar
import Foundation
import Synchronization
import Testing

@testable import Remote

@Suite(.timeLimit(.minutes(1))) struct HiveEngineTests {
  private func engine(_ server: FakeServer) throws -> HiveEngine {
    try HiveEngine(
      try RemoteAddress("spark://127.0.0.1:\(server.port)/db"), RemoteCredentials(),
      RemoteMonitor())
  }

  @Test func `typed rows come in batches`() throws {
    let fetches = Atomic<Int>(0)
    let server = FakeServer { request, _ in
      let call = Replies.call(request)
      guard call == "FetchResults" else { return Replies.usual(call) }
      switch fetches.add(1, ordering: .relaxed).newValue {
      case 1: return .body(Replies.rows([.texts(["x", ""]), .integers([0, 10])]))
      case 2: return .body(Replies.rows([.nulls(1), .integers([-1])]))
      default: return .body(Replies.rows([.texts([]), .integers([])]))
      }
    }
    let engine = try engine(server)
    let result = try rows(engine, [RemoteColumn("a", .string), RemoteColumn("b", .datetime)])
    #expect(
      result == [
        [.string("x"), .datetime(Ticks.unixEpoch)],
        [.string(""), .datetime(Ticks.unixEpoch + 100)],
        [.string(""), .datetime(Ticks.unixEpoch - 10)],
      ])
    engine.close()
    #expect(server.requests.last.map(Replies.call) == "CloseSession")
    #expect(server.requests[0].head.hasPrefix("POST /cliservice HTTP/1.1"))
  }

  @Test func `lists come as JSON`() throws {
    let fetches = Atomic<Int>(0)
    let server = FakeServer { request, _ in
      let call = Replies.call(request)
      guard call == "FetchResults", fetches.add(1, ordering: .relaxed).newValue == 1 else {
        return Replies.usual(call)
      }
      return .body(Replies.rows([.texts([#"["a","b\"c"]"#]), .texts(["[1.5,\"NaN\"]"])]))
    }
    let result = try rows(
      engine(server),
      [
        RemoteColumn("a", .dynamic, .list(.string)), RemoteColumn("b", .dynamic, .list(.real)),
      ])
    #expect(result[0][0] == .dynamic(.array([.string("a"), .string("b\"c")])))
    guard case .dynamic(.array(let items)) = result[0][1], case .real(let last) = items[1] else {
      Issue.record("no list of reals")
      return
    }
    #expect(items[0] == .real(1.5) && last.isNaN)
  }

  @Test func `a failed query is told in the server's words, without its classes`() throws {
    let server = FakeServer { request, number in
      let call = Replies.call(request)
      // The first queries are settings.
      if call == "GetOperationStatus", number > 6 {
        return .body(
          Replies.state(
            5,
            "org.apache.hive.service.cli.HiveSQLException: Error running query: "
              + "[TABLE_OR_VIEW_NOT_FOUND] no such table\n\tat somewhere"))
      }
      return Replies.usual(call)
    }
    let engine = try engine(server)
    #expect(throws: RemoteError.failed("[TABLE_OR_VIEW_NOT_FOUND] no such table")) {
      try rows(engine, [])
    }
  }

  /// What a server may do to a query instead of answering, and what is told.
  @Test(arguments: [
    (
      FakeServer.Answer.raw([]),
      "the server ended the connection without an answer"
    ),
    (
      .raw(Array("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf".utf8)),
      "the server ended the connection in the middle of its response"
    ),
    (
      .raw(Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n".utf8)),
      "'-5' is no length of a chunk"
    ),
    (
      .raw(Array("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n".utf8)),
      "'-1' is no length of a response"
    ),
    (.raw(Array("220 mail ready\r\n".utf8)), "the server does not speak HTTP"),
    (
      .body(Array("<html>".utf8)),
      "the server's response cannot be read: no message of Thrift at byte 4"
    ),
  ])
  func `a broken answer is told in one line`(answer: FakeServer.Answer, reason: String) throws {
    let isBroken = Atomic<Bool>(false)
    let server = FakeServer { request, _ in
      isBroken.load(ordering: .relaxed) ? answer : Replies.usual(Replies.call(request))
    }
    let engine = try engine(server)
    isBroken.store(true, ordering: .relaxed)
    do throws(RemoteError) {
      _ = try rows(engine, [])
      Issue.record("an answer was made of it")
    } catch {
      switch error {
      case .lost(let told), .malformed(let told): #expect(told == reason)
      default: Issue.record("\(error)")
      }
    }
  }

  @Test func `who is not let in is told how to say who asks`() throws {
    let server = FakeServer { _, _ in
      .raw(Array("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n".utf8))
    }
    #expect(
      throws: RemoteError.refused(
        "spark://127.0.0.1:\(server.port)/db does not let this user in; "
          + "CASUS_USER and CASUS_PASSWORD or CASUS_TOKEN say who asks")
    ) { try engine(server) }
  }

  @Test func `nobody answers`() throws {
    let server = FakeServer { _, _ in .silence }
    let port = server.port
    server.stop()
    #expect(
      throws: RemoteError.unreachable("nobody answers at 127.0.0.1:\(port): connection refused")
    ) {
      try HiveEngine(
        RemoteAddress("spark://127.0.0.1:\(port)"), RemoteCredentials(), RemoteMonitor())
    }
  }

  @Test func `a server that was started anew gets a new session`() throws {
    let opened = Atomic<Int>(0)
    let server = FakeServer { request, _ in
      let call = Replies.call(request)
      if call == "OpenSession" { opened.add(1, ordering: .relaxed) }
      let isQuery = String(decoding: request.body, as: UTF8.self).contains("SELECT")
      guard call == "ExecuteStatement", isQuery, opened.load(ordering: .relaxed) == 1 else {
        return Replies.usual(call)
      }
      return .body(Replies.reply(call, "Invalid SessionHandle: SessionHandle [1]"))
    }
    let engine = try engine(server)
    #expect(try rows(engine, []) == [])
    #expect(opened.load(ordering: .relaxed) == 2)
  }

  @Test func `a query that is cancelled is cancelled on the server, at once`() throws {
    let isRunning = Atomic<Bool>(false)
    let server = FakeServer { request, number in
      let call = Replies.call(request)
      guard call == "GetOperationStatus", number > 6 else { return Replies.usual(call) }
      isRunning.store(true, ordering: .relaxed)
      return .silence
    }
    let engine = try engine(server)
    let begin = ContinuousClock.now
    let monitor = RemoteMonitor(isCancelled: { isRunning.load(ordering: .relaxed) })
    #expect(throws: RemoteError.cancelled) { try rows(engine, [], monitor) }
    #expect(ContinuousClock.now - begin < .seconds(2))
    #expect(server.requests.map(Replies.call).contains("CancelOperation"))
  }

  @Test func `the tables of a database are read`() throws {
    let fetches = Atomic<Int>(0)
    let server = FakeServer { request, _ in
      let call = Replies.call(request)
      guard call == "FetchResults", fetches.add(1, ordering: .relaxed).newValue == 1 else {
        return Replies.usual(call)
      }
      return .body(
        Replies.rows([
          .nulls(4), .texts(["db", "db", "db", "dc"]), .texts(["t", "t", "u", "u"]),
          .texts(["a", "b", "c", "d"]), .integers([12, -5, 12, 4]),
          .texts(["STRING", "BIGINT", "ARRAY<STRING>", "INT"]),
        ]))
    }
    let tables = try engine(server).tables(RemoteMonitor())
    #expect(
      tables == [
        RemoteTable(name: "t", columns: [("a", "STRING"), ("b", "BIGINT")]),
        RemoteTable(name: "u", columns: [("c", "ARRAY<STRING>")]),
      ])
  }
}
