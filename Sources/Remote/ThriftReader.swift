/// Reads Thrift's binary protocol out of bytes that may be anything: no read goes past their end, no
/// length is believed that the bytes left could not hold, and nesting is bounded.
struct ThriftReader {
  private let bytes: [UInt8]
  private(set) var place = 0

  private static let deepestNesting = 32

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The bytes that are left.
  var left: Int { bytes.count - place }

  private func malformed(_ what: String) -> RemoteError {
    .malformed("the server's response cannot be read: \(what) at byte \(place)")
  }

  // MARK: - Structures

  /// The head of a reply: the name of the call, and whether it tells of an exception.
  mutating func replyHead() throws(RemoteError) -> (name: String, isException: Bool) {
    let version = UInt32(bitPattern: try int32())
    guard version & 0xffff_0000 == 0x8001_0000 else { throw malformed("no message of Thrift") }
    let name = try text()
    _ = try int32()
    return (name, version & 0xff == 3)
  }

  /// Hands over the fields of a structure. What `body` does not read, as it says by false, is skipped.
  mutating func fields(
    _ body: (inout ThriftReader, _ number: Int16, ThriftKind) throws(RemoteError) -> Bool
  ) throws(RemoteError) {
    while true {
      let kind = try self.kind()
      if kind == .end { return }
      let number = try int16()
      if try !body(&self, number, kind) { try skip(kind) }
    }
  }

  /// The kind and number of the items of a list; each takes at least a byte.
  mutating func listHead() throws(RemoteError) -> (kind: ThriftKind, count: Int) {
    let kind = try self.kind()
    let count = Int(try int32())
    guard count >= 0, count <= left / Self.leastSize(kind) else {
      throw malformed("a list of \(count) items")
    }
    return (kind, count)
  }

  private static func leastSize(_ kind: ThriftKind) -> Int {
    switch kind {
    case .end, .bool, .byte, .structure: 1
    case .int16: 2
    case .int32, .binary: 4
    case .set, .list: 5
    case .map: 6
    case .double, .int64: 8
    }
  }

  private mutating func kind() throws(RemoteError) -> ThriftKind {
    guard let kind = ThriftKind(rawValue: try byte()) else { throw malformed("an unknown kind") }
    return kind
  }

  private mutating func skip(_ kind: ThriftKind, depth: Int = 0) throws(RemoteError) {
    guard depth < Self.deepestNesting else { throw malformed("nesting without an end") }
    switch kind {
    case .end: throw malformed("a value of no kind")
    case .bool, .byte: try advance(1)
    case .int16: try advance(2)
    case .int32: try advance(4)
    case .double, .int64: try advance(8)
    case .binary: _ = try range()
    case .structure:
      while true {
        let inner = try self.kind()
        if inner == .end { return }
        try advance(2)
        try skip(inner, depth: depth + 1)
      }
    case .map:
      let key = try self.kind()
      let value = try self.kind()
      let count = Int(try int32())
      guard count >= 0, count <= left else { throw malformed("a map of \(count) items") }
      for _ in 0..<count {
        try skip(key, depth: depth + 1)
        try skip(value, depth: depth + 1)
      }
    case .set, .list:
      let (item, count) = try listHead()
      for _ in 0..<count { try skip(item, depth: depth + 1) }
    }
  }

  // MARK: - Scalars

  private mutating func advance(_ count: Int) throws(RemoteError) {
    guard count <= left else { throw malformed("it ends too early") }
    place += count
  }

  mutating func byte() throws(RemoteError) -> UInt8 {
    try advance(1)
    return bytes[place - 1]
  }

  mutating func int16() throws(RemoteError) -> Int16 { try number() }
  mutating func int32() throws(RemoteError) -> Int32 { try number() }
  mutating func int64() throws(RemoteError) -> Int64 { try number() }

  private mutating func number<Number: FixedWidthInteger>() throws(RemoteError) -> Number {
    let size = Number.bitWidth / 8
    try advance(size)
    var value: Number = 0
    for index in place - size..<place { value = value << 8 | Number(bytes[index]) }
    return value
  }

  mutating func double() throws(RemoteError) -> Double {
    Double(bitPattern: UInt64(bitPattern: try int64()))
  }

  /// The place of a text or of bytes.
  mutating func range() throws(RemoteError) -> Range<Int> {
    let count = Int(try int32())
    guard count >= 0, count <= left else { throw malformed("a text of \(count) bytes") }
    place += count
    return place - count..<place
  }

  mutating func binary() throws(RemoteError) -> [UInt8] { Array(bytes[try range()]) }

  mutating func text() throws(RemoteError) -> String {
    String(decoding: bytes[try range()], as: UTF8.self)
  }
}
