internal import Columnar

/// The values of a column as they came over the wire, not yet in the form that is kept.
struct WireColumn {
  /// The values in one of the wire's layouts.
  enum Values {
    case integers(ContiguousArray<Int64>)
    case reals(ContiguousArray<Double>)
    /// Places in the bytes that came.
    case texts(starts: ContiguousArray<UInt32>, ends: ContiguousArray<UInt32>)
    /// Row *i* has the items from `offsets[i]` to `offsets[i + 1]`.
    indirect case lists(offsets: ContiguousArray<Int>, items: WireColumn)
  }

  var values: Values
  /// A byte a row, 0 for null; empty where there is no null.
  var validity: ContiguousArray<UInt8> = []

  /// The number of rows.
  var count: Int {
    switch values {
    case .integers(let values): values.count
    case .reals(let values): values.count
    case .texts(let starts, _): starts.count
    case .lists(let offsets, _): offsets.count - 1
    }
  }

  /// Whether a row holds a value.
  func isValid(_ row: Int) -> Bool { validity.isEmpty || validity[row] == 1 }

  /// The column in the form that is kept.
  func column(
    _ asked: RemoteColumn, _ bytes: UnsafeBufferPointer<UInt8>
  ) throws(RemoteError) -> Column {
    var writer = ColumnWriter(asked.type)
    switch asked.content {
    case .value: try unsafe append(to: &writer, asked, bytes)
    case .item, .list:
      for row in 0..<count {
        guard isValid(row) else {
          writer.appendMissing()
          continue
        }
        let value: DynamicValue?
        if case .item = asked.content {
          value = unsafe scalar(row, asked.wireType, bytes)
        } else {
          value = unsafe list(row, asked.wireType, bytes)
        }
        guard let value else { throw Self.mismatch(asked) }
        writer.append(dynamic: value)
      }
    }
    return writer.finish()
  }

  private static func mismatch(_ asked: RemoteColumn) -> RemoteError {
    .malformed("the column '\(asked.name)' came in another type than \(asked.wireType.rawValue)")
  }

  private func append(
    to writer: inout ColumnWriter, _ asked: RemoteColumn, _ bytes: UnsafeBufferPointer<UInt8>
  ) throws(RemoteError) {
    switch (asked.type.physical, values) {
    case (.bool, .integers(let values)):
      for row in values.indices {
        if isValid(row) { writer.append(values[row] != 0) } else { writer.appendMissing() }
      }
    case (.integer, .integers(var values)):
      if asked.type == .datetime {
        for row in values.indices { values[row] = Self.ticks(values[row]) }
      }
      unsafe values.withUnsafeBufferPointer { values in
        unsafe validity.withUnsafeBufferPointer { flags in
          unsafe writer.append(integers: values, validity: flags)
        }
      }
    case (.real, .reals(let values)):
      unsafe values.withUnsafeBufferPointer { values in
        unsafe validity.withUnsafeBufferPointer { flags in
          unsafe writer.append(reals: values, validity: flags)
        }
      }
    case (.real, .integers(let values)):
      for row in values.indices {
        if isValid(row) { writer.append(Double(values[row])) } else { writer.appendMissing() }
      }
    case (.real, .texts):
      // Decimals of any length come as texts.
      for row in 0..<count {
        guard isValid(row) else {
          writer.appendMissing()
          continue
        }
        guard let value = Double(unsafe text(row, bytes)) else { throw Self.mismatch(asked) }
        writer.append(value)
      }
    case (.string, .texts(var starts, let ends)):
      for row in starts.indices where !isValid(row) { starts[row] = ends[row] }
      guard let base = bytes.baseAddress else { return writer.appendMissing(count) }
      unsafe starts.withUnsafeBufferPointer { starts in
        unsafe ends.withUnsafeBufferPointer { ends in
          unsafe writer.append(texts: base, starts: starts, ends: ends)
        }
      }
    case (.bool, _), (.integer, _), (.real, _), (.string, _), (.dynamic, _):
      throw Self.mismatch(asked)
    }
  }

  /// Ticks from the year 1 of microseconds from 1970; the ends of time for what lies beyond them.
  private static func ticks(_ microseconds: Int64) -> Int64 {
    let (scaled, isTooLong) = microseconds.multipliedReportingOverflow(by: Ticks.perMicrosecond)
    let (ticks, isTooLate) = scaled.addingReportingOverflow(Ticks.unixEpoch)
    let (first, last) = (Ticks.datetimes.lowerBound, Ticks.datetimes.upperBound)
    if isTooLong || isTooLate { return microseconds < 0 ? first : last }
    return min(max(ticks, first), last)
  }

  /// The text of a row that holds one; empty where the values are no texts.
  func text(_ row: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> String {
    guard case .texts(let starts, let ends) = values else { return "" }
    let place = Int(starts[row])..<Int(ends[row])
    return unsafe String(decoding: bytes[place], as: UTF8.self)
  }

  private func scalar(
    _ row: Int, _ type: LogicalType, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> DynamicValue? {
    guard isValid(row) else { return .null }
    switch (type, values) {
    case (.bool, .integers(let values)): return .bool(values[row] != 0)
    case (.int, .integers(let values)), (.long, .integers(let values)): return .integer(values[row])
    case (.datetime, .integers(let values)): return .datetime(Self.ticks(values[row]))
    case (.timespan, .integers(let values)): return .timespan(values[row])
    case (.real, .reals(let values)), (.decimal, .reals(let values)): return .real(values[row])
    case (.decimal, .texts), (.real, .texts):
      return Double(unsafe text(row, bytes)).map { .real($0) }
    case (.guid, .texts): return .guid(unsafe text(row, bytes))
    case (.string, .texts): return .string(unsafe text(row, bytes))
    default: return nil
    }
  }

  /// A list of the wire, or the JSON of one.
  private func list(
    _ row: Int, _ type: LogicalType, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> DynamicValue? {
    if case .lists(let offsets, let items) = values {
      var result: [DynamicValue] = []
      for place in offsets[row]..<offsets[row + 1] {
        guard let item = unsafe items.scalar(place, type, bytes) else { return nil }
        result.append(item)
      }
      return .array(result)
    }
    guard case .texts = values,
      case .array(let items)? = DynamicReader.json(unsafe text(row, bytes))
    else { return nil }
    return .array(items.map { Self.typed($0, type) })
  }

  /// An item of JSON as a value of the type that it was before it became JSON.
  private static func typed(_ item: DynamicValue, _ type: LogicalType) -> DynamicValue {
    switch (type, item) {
    case (.datetime, .integer(let value)): .datetime(ticks(value))
    case (.timespan, .integer(let value)): .timespan(value)
    case (.real, .integer(let value)): .real(Double(value))
    // JSON has no word for these; engines write them as texts.
    case (.real, .string(let text)): Double(text).map { .real($0) } ?? item
    case (.guid, .string(let text)): .guid(text)
    default: item
    }
  }
}

extension RemoteBatch {
  /// A batch of columns of the wire, whose texts lie in `bytes`.
  init(
    _ columns: [WireColumn], of bytes: [UInt8], _ asked: [RemoteColumn]
  ) throws(RemoteError) {
    rowCount = columns.first?.count ?? 0
    // A result without columns here has one there, since SQL knows no row of nothing.
    guard asked.isEmpty || asked.count == columns.count else {
      throw .malformed("the server gives \(columns.count) columns in place of \(asked.count)")
    }
    self.columns = try unsafe bytes.withUnsafeBufferPointer { bytes throws(RemoteError) in
      var result: [Column] = []
      for (wire, asked) in zip(columns, asked) {
        result.append(try unsafe wire.column(asked, bytes))
      }
      return result
    }
  }
}
