/// Collects the values of one column and seals them into a `Column`.
///
/// Each thread of a loader fills writers of its own, one a column, for the part of the input that it
/// reads, and seals them; `Column.init(joining:)` makes one column of the parts. Values come typed
/// and unboxed. A value of another layout than the type's is a mistake of the caller.
public struct ColumnWriter: Sendable {
  /// The type of every value.
  public let type: LogicalType
  /// The number of values so far.
  public private(set) var count = 0
  private var integers: ContiguousArray<Int64> = []
  private var reals: ContiguousArray<Double> = []
  private var codes: ContiguousArray<UInt32> = []
  private var listOffsets: ContiguousArray<UInt32> = [0]
  private var dynamics: ContiguousArray<DynamicValue> = []
  private var texts = StringDictionaryBuilder()
  /// A byte a row, 0 for null; empty until there is a null behind a value.
  private var validity: ContiguousArray<UInt8> = []
  /// The missing values before the first that is there: an empty column costs nothing.
  private var leadingGaps = 0
  /// A dynamic column holds lists of codes until a value comes that is not a list of strings.
  private var holdsLists = true

  /// An empty writer.
  public init(_ type: LogicalType) { self.type = type }

  /// Appends to a column of `int`, `long`, `datetime` or `timespan` (in ticks).
  public mutating func append(_ value: Int64) {
    begin()
    integers.append(value)
  }

  /// Appends to a column of bools.
  public mutating func append(_ value: Bool) {
    begin()
    integers.append(value ? 1 : 0)
  }

  /// Appends to a column of `real` or `decimal`.
  public mutating func append(_ value: Double) {
    begin()
    reals.append(value)
  }

  /// Appends to a column of `string` or `guid` (lower case, with hyphens); the empty text is the
  /// missing one.
  public mutating func append(utf8 text: UnsafeBufferPointer<UInt8>) {
    if text.isEmpty {
      appendMissing()
    } else {
      begin()
      unsafe codes.append(texts.code(forUTF8: text))
    }
  }

  /// Appends to a column of texts.
  public mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { unsafe append(utf8: $0) }
  }

  /// Appends nulls, or empty texts.
  public mutating func appendMissing(_ number: Int = 1) {
    guard number > 0 else { return }
    if leadingGaps == count {
      leadingGaps += number
      count += number
      return
    }
    if type != .string {
      if validity.isEmpty { validity = ContiguousArray(repeating: 1, count: count) }
      validity.append(contentsOf: repeatElement(0, count: number))
    }
    appendZeros(number)
    count += number
  }

  /// Appends many integers at once; `validity` has a byte a value, 0 for null, or is empty.
  public mutating func append(
    integers values: UnsafeBufferPointer<Int64>, validity flags: UnsafeBufferPointer<UInt8>
  ) {
    guard values.count > 0 else { return }
    unsafe begin(flags, values.count)
    unsafe integers.append(contentsOf: values)
  }

  /// Appends many reals at once; `validity` has a byte a value, 0 for null, or is empty.
  public mutating func append(
    reals values: UnsafeBufferPointer<Double>, validity flags: UnsafeBufferPointer<UInt8>
  ) {
    guard values.count > 0 else { return }
    unsafe begin(flags, values.count)
    unsafe reals.append(contentsOf: values)
  }

  /// Appends many texts at once: the *i*-th is `bytes[starts[i] ..< ends[i]]`.
  public mutating func append(
    texts bytes: UnsafePointer<UInt8>, starts: UnsafeBufferPointer<UInt32>,
    ends: UnsafeBufferPointer<UInt32>
  ) {
    for place in 0..<starts.count {
      let (start, end) = unsafe (Int(starts[place]), Int(ends[place]))
      if start == end {
        appendMissing()
      } else {
        begin()
        unsafe codes.append(
          texts.code(forUTF8: UnsafeBufferPointer(start: bytes + start, count: end - start)))
      }
    }
  }

  /// Appends a list of texts to a dynamic column.
  public mutating func append(list: [String]) {
    append(dynamic: .array(list.map { .string($0) }))
  }

  /// Appends to a dynamic column; `.null` is a null.
  public mutating func append(dynamic value: DynamicValue) {
    guard value != .null else { return appendMissing() }
    begin()
    if holdsLists {
      if case .array(let items) = value, let list = Self.strings(of: items) {
        for text in list { codes.append(texts.code(for: text)) }
        listOffsets.append(UInt32(codes.count))
        return
      }
      unpackLists()
    }
    dynamics.append(value)
  }

  /// Appends a boxed value; one of another layout than the type's is taken as null.
  public mutating func append(_ value: Value) {
    switch (type.physical, value) {
    case (.bool, .bool(let value)): append(value)
    case (.integer, .integer(let value)), (.integer, .datetime(let value)),
      (.integer, .timespan(let value)):
      append(value)
    case (.real, .real(let value)): append(value)
    case (.real, .integer(let value)): append(Double(value))
    case (.string, .string(let value)), (.string, .guid(let value)): append(value)
    case (.dynamic, .dynamic(let value)): append(dynamic: value)
    default: appendMissing()
    }
  }

  /// The sealed column.
  public consuming func finish() -> Column {
    if leadingGaps == count { return Column(missing: count, type) }
    let values: ColumnValues
    switch type.physical {
    case .bool, .integer: values = ColumnValues(packing: integers, validity)
    case .real: values = ColumnValues(packing: reals, validity)
    case .string: values = ColumnValues(texts: codes, texts.finish())
    case .dynamic: values = dynamicValues()
    }
    return Column(type: type, values: values)
  }

  private func dynamicValues() -> ColumnValues {
    guard holdsLists else { return .dynamics(dynamics) }
    guard case .texts(let codes, let dictionary) = ColumnValues(texts: codes, texts.finish())
    else { return .dynamics([]) }
    return .lists(
      offsets: Buffer(listOffsets), codes: codes, dictionary, nulls: NullBits(validity: validity))
  }

  /// Makes room before a value, the first of which ends the leading gaps.
  @inline(__always)
  private mutating func begin() {
    if leadingGaps > 0 && leadingGaps == count { fillLeadingGaps() }
    if !validity.isEmpty { validity.append(1) }
    count += 1
  }

  private mutating func begin(_ flags: UnsafeBufferPointer<UInt8>, _ number: Int) {
    if leadingGaps > 0 && leadingGaps == count { fillLeadingGaps() }
    let hasNulls = unsafe flags.contains(0)
    if hasNulls && validity.isEmpty { validity = ContiguousArray(repeating: 1, count: count) }
    if hasNulls {
      unsafe validity.append(contentsOf: flags)
    } else if !validity.isEmpty {
      validity.append(contentsOf: repeatElement(1, count: number))
    }
    count += number
  }

  private mutating func fillLeadingGaps() {
    if type != .string { validity = ContiguousArray(repeating: 0, count: count) }
    appendZeros(count)
  }

  private mutating func appendZeros(_ number: Int) {
    switch type.physical {
    case .bool, .integer: integers.append(contentsOf: repeatElement(0, count: number))
    case .real: reals.append(contentsOf: repeatElement(0, count: number))
    case .string: codes.append(contentsOf: repeatElement(0, count: number))
    case .dynamic:
      if holdsLists {
        listOffsets.append(contentsOf: repeatElement(UInt32(codes.count), count: number))
      } else {
        dynamics.append(contentsOf: repeatElement(.null, count: number))
      }
    }
  }

  /// The texts of an array of strings, or nil if it holds something else.
  private static func strings(of items: [DynamicValue]) -> [String]? {
    var list: [String] = []
    for item in items {
      guard case .string(let text) = item else { return nil }
      list.append(text)
    }
    return list
  }

  private mutating func unpackLists() {
    holdsLists = false
    let dictionary = texts.finish()
    // The value that ends the lists is counted already, but not stored.
    for row in 0..<count - 1 {
      let items = codes[Int(listOffsets[row])..<Int(listOffsets[row + 1])]
      let isValid = validity.isEmpty || validity[row] == 1
      dynamics.append(isValid ? .array(items.map { .string(dictionary[$0]) }) : .null)
    }
    codes = []
  }
}
