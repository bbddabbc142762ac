internal import Columnar

/// Reads the rows of HiveServer2: a column after the other, each a list of values and a set of bits
/// that says which are null.
enum HiveRows {
  /// The columns of a `TRowSet`.
  static func columns(_ reader: inout ThriftReader) throws(RemoteError) -> [WireColumn] {
    var columns: [WireColumn] = []
    try reader.fields { (reader, number, kind) throws(RemoteError) in
      guard number == 3, kind == .list else { return false }
      let (item, count) = try reader.listHead()
      guard item == .structure else { throw unknown }
      for _ in 0..<count { columns.append(try column(&reader)) }
      return true
    }
    guard columns.allSatisfy({ $0.count == columns.first?.count }) else { throw unknown }
    return columns
  }

  private static let unknown = RemoteError.malformed("the rows of the server cannot be read")

  /// One `TColumn`: a union, whose only field says by its number what the values are.
  private static func column(_ reader: inout ThriftReader) throws(RemoteError) -> WireColumn {
    var result: WireColumn?
    try reader.fields { (reader, _, kind) throws(RemoteError) in
      guard kind == .structure, result == nil else { throw unknown }
      var values: WireColumn.Values?
      var nulls: [UInt8] = []
      try reader.fields { (reader, number, kind) throws(RemoteError) in
        switch (number, kind) {
        case (1, .list): values = try self.values(&reader)
        case (2, .binary): nulls = try reader.binary()
        default: return false
        }
        return true
      }
      guard let values else { throw unknown }
      var column = WireColumn(values: values)
      column.validity = validity(nulls, column.count)
      result = column
      return true
    }
    guard let result else { throw unknown }
    return result
  }

  private static func values(
    _ reader: inout ThriftReader
  ) throws(RemoteError) -> WireColumn.Values {
    let (kind, count) = try reader.listHead()
    switch kind {
    case .binary:
      var starts: ContiguousArray<UInt32> = []
      var ends: ContiguousArray<UInt32> = []
      starts.reserveCapacity(count)
      ends.reserveCapacity(count)
      for _ in 0..<count {
        let place = try reader.range()
        starts.append(UInt32(place.lowerBound))
        ends.append(UInt32(place.upperBound))
      }
      return .texts(starts: starts, ends: ends)
    case .double:
      var values: ContiguousArray<Double> = []
      values.reserveCapacity(count)
      for _ in 0..<count { values.append(try reader.double()) }
      return .reals(values)
    case .bool, .byte, .int16, .int32, .int64:
      var values: ContiguousArray<Int64> = []
      values.reserveCapacity(count)
      for _ in 0..<count { values.append(try integer(&reader, kind)) }
      return .integers(values)
    case .end, .structure, .map, .set, .list: throw unknown
    }
  }

  private static func integer(
    _ reader: inout ThriftReader, _ kind: ThriftKind
  ) throws(RemoteError) -> Int64 {
    switch kind {
    case .int64: try reader.int64()
    case .int32: Int64(try reader.int32())
    case .int16: Int64(try reader.int16())
    default: Int64(Int8(bitPattern: try reader.byte()))
    }
  }

  /// A byte a row out of a bit a row, the lowest first; the server leaves the last bytes out where
  /// they are zero.
  private static func validity(_ nulls: [UInt8], _ count: Int) -> ContiguousArray<UInt8> {
    guard nulls.contains(where: { $0 != 0 }) else { return [] }
    return ContiguousArray(
      (0..<count).map { row in
        row >> 3 < nulls.count && nulls[row >> 3] >> UInt8(row & 7) & 1 == 1 ? 0 : 1
      })
  }
}
