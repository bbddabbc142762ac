/// Writes Thrift's binary protocol: a field is its kind, its number and its value, numbers stand with
/// the greatest byte first, and a structure ends with a zero.
struct ThriftWriter {
  private(set) var bytes: [UInt8] = []

  /// The head of a call.
  init(call name: String, sequence: Int32) {
    append(UInt32(0x8001_0001))
    append(name)
    append(sequence)
  }

  mutating func field(_ kind: ThriftKind, _ number: Int16) {
    append(kind.rawValue)
    append(number)
  }

  mutating func field(_ number: Int16, _ value: String) {
    field(.binary, number)
    append(value)
  }

  mutating func field(_ number: Int16, _ value: [UInt8]) {
    field(.binary, number)
    append(UInt32(value.count))
    bytes += value
  }

  mutating func field(_ number: Int16, _ value: Bool) {
    field(.bool, number)
    bytes.append(value ? 1 : 0)
  }

  mutating func field(_ number: Int16, _ value: Int32) {
    field(.int32, number)
    append(value)
  }

  mutating func field(_ number: Int16, _ value: Int64) {
    field(.int64, number)
    append(value)
  }

  mutating func field(_ number: Int16, _ value: [(String, String)]) {
    field(.map, number)
    bytes += [ThriftKind.binary.rawValue, ThriftKind.binary.rawValue]
    append(UInt32(value.count))
    for (key, item) in value {
      append(key)
      append(item)
    }
  }

  /// A structure with the fields that `body` writes.
  mutating func field(_ number: Int16, _ body: (inout ThriftWriter) -> Void) {
    field(.structure, number)
    body(&self)
    end()
  }

  /// Ends a structure.
  mutating func end() { bytes.append(0) }

  /// A number alone.
  mutating func append<Number: FixedWidthInteger>(_ number: Number) {
    for shift in stride(from: Number.bitWidth - 8, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }

  /// A text alone.
  mutating func append(_ text: String) {
    append(UInt32(text.utf8.count))
    bytes += text.utf8
  }
}

/// The kinds of values in Thrift's binary protocol.
enum ThriftKind: UInt8 {
  case end = 0
  case bool = 2
  case byte = 3
  case double = 4
  case int16 = 6
  case int32 = 8
  case int64 = 10
  case binary = 11
  case structure = 12
  case map = 13
  case set = 14
  case list = 15
}
