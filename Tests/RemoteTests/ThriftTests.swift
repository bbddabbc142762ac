import Columnar
import TestSupport
import Testing

@testable import Remote

@Suite struct ThriftTests {
  @Test func `what is written is read again`() throws {
    var writer = ThriftWriter(call: "Call", sequence: 7)
    writer.field(1) { writer in
      writer.field(1, "text")
      writer.field(2, Int32(-5))
      writer.field(3, Int64(1) << 40)
      writer.field(4, true)
      writer.field(5, Int16(-2))
      writer.field(6, [("a", "b")])
      writer.field(7, [UInt8]([1, 2]))
    }
    writer.end()
    var reader = ThriftReader(writer.bytes)
    let head = try reader.replyHead()
    #expect(head.name == "Call" && !head.isException)
    var seen: [String] = []
    try reader.fields { (reader, _, _) throws(RemoteError) in
      try reader.fields { (reader, number, kind) throws(RemoteError) in
        switch kind {
        case .binary: seen.append("\(number) \(try reader.binary())")
        case .int16: seen.append("\(number) \(try reader.int16())")
        case .int32: seen.append("\(number) \(try reader.int32())")
        case .int64: seen.append("\(number) \(try reader.int64())")
        case .bool: seen.append("\(number) \(try reader.byte() != 0)")
        default: return false
        }
        return true
      }
      return true
    }
    #expect(
      seen == ["1 [116, 101, 120, 116]", "2 -5", "3 1099511627776", "4 true", "5 -2", "7 [1, 2]"])
    #expect(reader.left == 0)
  }

  /// Bytes behind the head of a reply to `FetchResults`, none of which may be believed.
  private static let hostile: [(String, [UInt8])] = [
    ("nothing at all", []),
    ("a field without a value", [12, 0, 0]),
    ("a kind that there is not", [99, 0, 0]),
    ("a text longer than the response", [11, 0, 1, 0x7f, 0xff, 0xff, 0xff]),
    ("a text of negative length", [11, 0, 1, 0xff, 0xff, 0xff, 0xff]),
    ("a list of more items than bytes", [15, 0, 1, 10, 0x7f, 0xff, 0xff, 0xff]),
    ("a map of more items than bytes", [13, 0, 1, 11, 11, 0x7f, 0xff, 0xff, 0xff]),
    ("lists in lists without an end", [UInt8](repeating: 15, count: 400)),
    ("structures in structures", (0..<200).flatMap { _ in [12, 0, 9] as [UInt8] }),
  ]

  @Test(arguments: hostile)
  func `hostile bytes are refused`(what: String, bytes: [UInt8]) throws {
    let head = ThriftWriter(call: "FetchResults", sequence: 1).bytes
    #expect(throws: RemoteError.self, "\(what)") {
      try HiveReply(head + bytes, of: "FetchResults")
    }
  }

  /// A reply with rows, a byte of which is another: it is read or refused, whatever it says.
  @Test func `no byte makes the reader fail otherwise`() {
    let good = Replies.rows([.texts(["a", "bc"]), .integers([1, 2])])
    var generator = SeededGenerator(seed: 41)
    for _ in 0..<20_000 {
      var bytes = good
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      if Bool.random(using: &generator) {
        bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator))
      }
      guard let reply = try? HiveReply(bytes, of: "FetchResults") else { continue }
      _ = try? reply.batch([RemoteColumn("a", .string), RemoteColumn("b", .long)])
    }
  }
}

/// Replies of HiveServer2, made by hand.
enum Replies {
  enum Column {
    case texts([String])
    case integers([Int64])
    case nulls(Int)
  }

  /// The status of success, or of an error with a message.
  private static func status(_ writer: inout ThriftWriter, _ message: String? = nil) {
    writer.field(1) { writer in
      writer.field(1, message == nil ? Int32(0) : Int32(3))
      if let message { writer.field(5, message) }
    }
  }

  /// A reply without fields of its own but those that `body` writes.
  static func reply(
    _ call: String, _ message: String? = nil, _ body: (inout ThriftWriter) -> Void = { _ in }
  ) -> [UInt8] {
    var writer = ThriftWriter(call: call, sequence: 1)
    writer.field(0) { writer in
      status(&writer, message)
      body(&writer)
    }
    writer.end()
    // A call is of kind 1, a reply of kind 2.
    var bytes = writer.bytes
    bytes[3] = 2
    return bytes
  }

  private static func handle(_ writer: inout ThriftWriter) {
    writer.field(1) { writer in
      writer.field(1, [UInt8](repeating: 7, count: 16))
      writer.field(2, [UInt8](repeating: 8, count: 16))
    }
  }

  static func session() -> [UInt8] { reply("OpenSession") { $0.field(3) { handle(&$0) } } }

  static func begun(_ call: String = "ExecuteStatement") -> [UInt8] {
    reply(call) { $0.field(2) { handle(&$0) } }
  }

  static func state(_ state: Int32, _ message: String? = nil) -> [UInt8] {
    reply("GetOperationStatus") { writer in
      writer.field(2, state)
      if let message { writer.field(5, message) }
    }
  }

  static func rows(_ columns: [Column]) -> [UInt8] {
    reply("FetchResults") { writer in
      writer.field(3) { writer in
        writer.list(3, .structure, columns.count)
        for column in columns {
          switch column {
          case .texts(let values):
            writer.field(7) { writer in
              writer.list(1, .binary, values.count)
              for value in values { writer.append(value) }
              writer.field(2, [UInt8]())
            }
          case .integers(let values):
            writer.field(5) { writer in
              writer.list(1, .int64, values.count)
              for value in values { writer.append(value) }
              writer.field(2, [UInt8]())
            }
          case .nulls(let count):
            writer.field(7) { writer in
              writer.list(1, .binary, count)
              for _ in 0..<count { writer.append("") }
              writer.field(2, [UInt8](repeating: 255, count: (count + 7) / 8))
            }
          }
          writer.end()
        }
      }
    }
  }

  /// The call that a request makes.
  static func call(_ request: FakeServer.Request) -> String {
    var reader = ThriftReader(request.body)
    return (try? reader.replyHead().name) ?? ""
  }

  /// The usual answer to everything but `FetchResults`.
  static func usual(_ call: String) -> FakeServer.Answer {
    switch call {
    case "OpenSession": .body(session())
    case "ExecuteStatement", "GetColumns": .body(begun(call))
    case "GetOperationStatus": .body(state(2))
    case "FetchResults": .body(rows([]))
    default: .body(reply(call))
    }
  }
}

extension ThriftWriter {
  fileprivate mutating func list(_ number: Int16, _ kind: ThriftKind, _ count: Int) {
    field(.list, number)
    append(kind.rawValue)
    append(UInt32(count))
  }

  fileprivate mutating func field(_ number: Int16, _ value: Int16) {
    field(.int16, number)
    append(value)
  }
}
