/// Reads ClickHouse's format Native: blocks of columns, each with its name, its type and its values.
///
///     block    columns:varint rows:varint column*
///     column   name:text type:text values
///     text     length:varint bytes
///
/// The bytes come as they are needed. Lengths are bounded before anything is made of them.
final class NativeReader {
  private let response: HTTPResponse
  private let monitor: RemoteMonitor
  /// The bytes of the block that is read.
  private var bytes: [UInt8] = []
  private var place = 0

  private static let mostColumns = 10_000
  private static let mostRows = 1 << 24
  private static let mostBytes = 1 << 30
  private static let deepestNesting = 8

  /// A reader of the body of a response.
  init(_ response: HTTPResponse, _ monitor: RemoteMonitor) {
    self.response = response
    self.monitor = monitor
  }

  /// The next block, nil behind the last.
  func next(_ asked: [RemoteColumn]) throws(RemoteError) -> RemoteBatch? {
    bytes.removeFirst(place)
    place = 0
    do throws(RemoteError) {
      if bytes.isEmpty, try !more() { return nil }
      return try block(asked)
    } catch {
      switch error {
      case .malformed, .lost: break
      default: throw error
      }
      // A query that fails when its first rows are out already ends with the reason in their place.
      if let reason = reasonInBody() { throw .failed(reason) }
      throw error
    }
  }

  private func reasonInBody() -> String? {
    while bytes.count < 1 << 20, (try? more()) == true {}
    let text = String(decoding: bytes.suffix(1 << 16), as: UTF8.self)
    guard let begin = text.firstRange(of: "DB::Exception: ") else { return nil }
    return ClickHouseEngine.shown(String(text[begin.lowerBound...]))
  }

  private func block(_ asked: [RemoteColumn]) throws(RemoteError) -> RemoteBatch {
    let columnCount = try number(atMost: Self.mostColumns)
    let rowCount = try number(atMost: Self.mostRows)
    var columns: [WireColumn] = []
    for _ in 0..<columnCount {
      _ = try text()
      let type = try text()
      columns.append(try values(type, rowCount, depth: 0))
    }
    return try RemoteBatch(columns, of: bytes, asked)
  }

  // MARK: - Values

  private func values(
    _ type: String, _ count: Int, depth: Int
  ) throws(RemoteError) -> WireColumn {
    guard depth < Self.deepestNesting else { throw .malformed("a type nested without an end") }
    if let inner = Self.inner(type, "Nullable") {
      let flags = try take(count)
      let validity = ContiguousArray<UInt8>(bytes[flags].map { $0 == 0 ? 1 : 0 })
      var column = try values(inner, count, depth: depth + 1)
      if validity.contains(0) { column.validity = validity }
      return column
    }
    if let inner = Self.inner(type, "Array") {
      let ends = try integers(count, size: 8, isSigned: false)
      var offsets: ContiguousArray<Int> = [0]
      for end in ends {
        guard end >= offsets[offsets.count - 1], end <= Self.mostBytes else {
          throw .malformed("the lists of the server's rows have no order")
        }
        offsets.append(Int(end))
      }
      let items = try values(inner, offsets[offsets.count - 1], depth: depth + 1)
      return WireColumn(values: .lists(offsets: offsets, items: items))
    }
    switch type {
    case "String": return WireColumn(values: try texts(count))
    case "Float64": return WireColumn(values: .reals(try reals(count)))
    case "Nothing":
      _ = try take(count)
      return WireColumn(values: .integers(ContiguousArray(repeating: 0, count: count)))
    default: break
    }
    guard let (size, isSigned) = Self.integerTypes[type] else {
      throw .malformed("the server's type '\(type.prefix(60))' is not known here")
    }
    return WireColumn(values: .integers(try integers(count, size: size, isSigned: isSigned)))
  }

  private static let integerTypes: [String: (size: Int, isSigned: Bool)] = [
    "Bool": (1, false),
    "Int16": (2, true),
    "Int32": (4, true),
    "Int64": (8, true),
    "Int8": (1, true),
    "UInt16": (2, false),
    "UInt32": (4, false),
    "UInt64": (8, false),
    "UInt8": (1, false),
  ]

  private static func inner(_ type: String, _ name: String) -> String? {
    guard type.hasPrefix(name + "("), type.hasSuffix(")") else { return nil }
    return String(type.dropFirst(name.utf8.count + 1).dropLast())
  }

  private func integers(
    _ count: Int, size: Int, isSigned: Bool
  ) throws(RemoteError) -> ContiguousArray<Int64> {
    let range = try take(count * size)
    var result: ContiguousArray<Int64> = []
    result.reserveCapacity(count)
    let spare = Int64(64 - 8 * size)
    for start in stride(from: range.lowerBound, to: range.upperBound, by: size) {
      var value: UInt64 = 0
      for index in 0..<size { value |= UInt64(bytes[start + index]) << UInt64(8 * index) }
      let signed = Int64(bitPattern: value)
      result.append(isSigned ? (signed << spare) >> spare : signed)
    }
    return result
  }

  private func reals(_ count: Int) throws(RemoteError) -> ContiguousArray<Double> {
    ContiguousArray(
      try integers(count, size: 8, isSigned: true).map {
        Double(bitPattern: UInt64(bitPattern: $0))
      })
  }

  private func texts(_ count: Int) throws(RemoteError) -> WireColumn.Values {
    var starts: ContiguousArray<UInt32> = []
    var ends: ContiguousArray<UInt32> = []
    starts.reserveCapacity(count)
    ends.reserveCapacity(count)
    for _ in 0..<count {
      let range = try take(try number(atMost: Self.mostBytes))
      starts.append(UInt32(range.lowerBound))
      ends.append(UInt32(range.upperBound))
    }
    return .texts(starts: starts, ends: ends)
  }

  // MARK: - Bytes

  private func text() throws(RemoteError) -> String {
    let range = try take(try number(atMost: 1 << 16))
    return String(decoding: bytes[range], as: UTF8.self)
  }

  /// A number in groups of seven bits, the lowest first.
  private func number(atMost limit: Int) throws(RemoteError) -> Int {
    var value = 0
    for shift in stride(from: 0, to: 35, by: 7) {
      let byte = bytes[try take(1).lowerBound]
      value |= Int(byte & 0x7f) << shift
      if byte < 0x80 {
        guard value <= limit else { break }
        return value
      }
    }
    throw .malformed("the server's rows cannot be read: a length that cannot be")
  }

  /// The places of so many bytes, once they are there.
  private func take(_ count: Int) throws(RemoteError) -> Range<Int> {
    guard count <= Self.mostBytes - place else {
      throw .malformed("a block of the server's rows is longer than \(Self.mostBytes >> 20) MB")
    }
    while bytes.count - place < count {
      guard try more() else { throw .lost("the server's rows end in the middle") }
    }
    place += count
    return place - count..<place
  }

  private func more() throws(RemoteError) -> Bool {
    guard let piece = try response.read(monitor) else { return false }
    bytes += piece
    return true
  }
}
