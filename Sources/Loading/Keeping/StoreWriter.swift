internal import CLoading
import Columnar

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Store {
  /// Writes tables to a store that takes the place of a file of that name at once, see `KeptFile`.
  /// Gives its size in bytes.
  @discardableResult
  public static func save(_ tables: [StoredTable], to path: String) throws(LoadFailure) -> Int {
    let file = try KeptFile(replacing: path, needsPlaces: true)
    var writer = StoreWriter(file.descriptor)
    try writer.write(tables)
    try file.commit()
    return writer.position
  }
}

/// Writes one store to an open file.
private struct StoreWriter {
  private let descriptor: Int32
  private(set) var position = 0
  /// Where each dictionary was written; columns share them.
  private var dictionaries = IdentityMap<StringDictionary, DynamicValue>()
  private var checksums: [DynamicValue] = []
  /// What of the last block is written but not summed up yet.
  private var block: ContiguousArray<UInt8> = []

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  mutating func write(_ tables: [StoredTable]) throws(LoadFailure) {
    try unsafe put(UnsafeRawBufferPointer(start: nil, count: 0))
    try send(ContiguousArray(repeating: 0, count: Store.headerSize), at: 0)
    position = Store.headerSize
    var described: [DynamicValue] = []
    for table in tables { described.append(try self.table(table)) }
    finishBlock()
    let directory = DynamicValue.bag(
      DynamicBag(members: [("blocks", .array(checksums)), ("tables", .array(described))]))
    let text = ContiguousArray(DynamicWriter.json(directory).utf8)
    let place = position
    try send(text, at: place)
    position += text.count
    var header = ContiguousArray(Store.magic)
    header.append(number: UInt64(Store.version))
    header.append(number: UInt64(place))
    header.append(number: UInt64(text.count))
    header.append(number: Store.checksum(text))
    header.append(contentsOf: repeatElement(0, count: Store.headerSize - 8 - header.count))
    header.append(number: Store.checksum(header))
    try send(header, at: 0)
  }

  private mutating func table(_ stored: StoredTable) throws(LoadFailure) -> DynamicValue {
    let table = stored.table
    var columns: [DynamicValue] = []
    for (index, column) in table.schema.columns.enumerated() {
      var members: [(String, DynamicValue)] = [
        ("name", .string(column.name)), ("type", .string(column.type.rawValue)),
      ]
      let stored = table.columns?[index] ?? Self.column(index, of: table)
      members += try values(stored)
      if let zones = stored.zones {
        members.append(("least", try buffer(zones.least)))
        members.append(("greatest", try buffer(zones.greatest)))
      }
      columns.append(.bag(DynamicBag(members: members)))
    }
    return .bag(
      DynamicBag(members: [
        ("name", .string(stored.name)), ("format", stored.format.map { .string($0) } ?? .null),
        ("rows", .integer(Int64(table.rowCount))), ("columns", .array(columns)),
      ]))
  }

  /// The whole column of a table of chunks.
  private static func column(_ index: Int, of table: Table) -> Column {
    var writer = ColumnWriter(table.schema.columns[index].type)
    for chunk in table.chunks {
      for row in 0..<chunk.count { writer.append(chunk.vectors[index][row]) }
    }
    return writer.finish()
  }

  private mutating func values(
    _ column: Column
  ) throws(LoadFailure) -> [(String, DynamicValue)] {
    switch column.values {
    case .packed(let packed):
      return [("layout", .string(StoreLayout.packed.rawValue))] + (try self.packed(packed))
    case .decimals(let packed, let places):
      return [
        ("layout", .string(StoreLayout.decimals.rawValue)), ("places", .integer(Int64(places))),
      ] + (try self.packed(packed))
    case .integers(let values, let nulls):
      return [
        ("layout", .string(StoreLayout.integers.rawValue)), ("values", try buffer(values)),
        ("nulls", try buffer(nulls)),
      ]
    case .reals(let values, let nulls):
      return [
        ("layout", .string(StoreLayout.reals.rawValue)), ("values", try buffer(values)),
        ("nulls", try buffer(nulls)),
      ]
    case .texts(let codes, let dictionary):
      return [
        ("layout", .string(StoreLayout.texts.rawValue)), ("codes", try self.codes(codes)),
        ("texts", try self.dictionary(dictionary)),
      ]
    case .lists(let offsets, let codes, let dictionary, let nulls):
      return [
        ("layout", .string(StoreLayout.lists.rawValue)), ("offsets", try buffer(offsets)),
        ("codes", try self.codes(codes)), ("texts", try self.dictionary(dictionary)),
        ("nulls", try buffer(nulls)),
      ]
    case .dynamics(let values):
      var texts = StringDictionaryBuilder()
      let codes = ContiguousArray(
        values.map { $0 == .null ? 0 : texts.code(for: DynamicWriter.json($0)) })
      return [
        ("layout", .string(StoreLayout.dynamics.rawValue)),
        ("codes", try self.codes(Codes.narrowed(codes))),
        ("texts", try dictionary(texts.finish())),
      ]
    }
  }

  private mutating func packed(
    _ packed: PackedIntegers
  ) throws(LoadFailure) -> [(String, DynamicValue)] {
    [
      ("base", .integer(packed.base)), ("unit", .integer(packed.unit)),
      ("has_nulls", .bool(packed.hasNulls)), ("codes", try codes(packed.codes)),
    ]
  }

  private mutating func codes(_ codes: Codes) throws(LoadFailure) -> DynamicValue {
    switch codes {
    case .constant(let code, let count): return described("constant", code, count)
    case .sequence(let first, let count): return described("sequence", first, count)
    case .bytes(let codes): return try buffer(codes)
    case .shorts(let codes): return try buffer(codes)
    case .words(let codes): return try buffer(codes)
    }
  }

  private func described(_ kind: String, _ code: UInt32, _ count: Int) -> DynamicValue {
    .bag(
      DynamicBag(members: [(kind, .integer(Int64(code))), ("count", .integer(Int64(count)))]))
  }

  private mutating func dictionary(
    _ dictionary: StringDictionary
  ) throws(LoadFailure) -> DynamicValue {
    if let known = dictionaries[dictionary] { return known }
    let value = DynamicValue.bag(
      DynamicBag(members: [
        ("bytes", try buffer(dictionary.bytes)), ("offsets", try buffer(dictionary.offsets)),
        ("is_unique", .bool(dictionary.isUnique)),
      ]))
    dictionaries[dictionary] = value
    return value
  }

  private mutating func buffer(_ nulls: NullBits?) throws(LoadFailure) -> DynamicValue {
    guard let nulls else { return .null }
    return try buffer(nulls.words)
  }

  private mutating func buffer(_ values: ContiguousArray<UInt32>) throws(LoadFailure)
    -> DynamicValue
  {
    try buffer(Buffer(values))
  }

  /// Writes values at the next aligned place: their place, number and width.
  private mutating func buffer<Element>(
    _ values: Buffer<Element>
  ) throws(LoadFailure) -> DynamicValue {
    let gap = (Store.alignment - position % Store.alignment) % Store.alignment
    try ContiguousArray<UInt8>(repeating: 0, count: gap).withBytes(&self)
    let place = position
    try unsafe put(UnsafeRawBufferPointer(start: values.pointer, count: values.byteCount))
    return .bag(
      DynamicBag(members: [
        ("at", .integer(Int64(place))), ("count", .integer(Int64(values.count))),
        ("width", .integer(Int64(MemoryLayout<Element>.stride))),
      ]))
  }

  // MARK: - Bytes

  /// Writes bytes at the end and sums up the blocks that they fill.
  fileprivate mutating func put(_ bytes: UnsafeRawBufferPointer) throws(LoadFailure) {
    try unsafe send(bytes, at: position)
    position += bytes.count
    var start = 0
    while start < bytes.count {
      let length = min(Store.blockSize - block.count, bytes.count - start)
      unsafe block.append(contentsOf: bytes[start..<start + length])
      start += length
      if block.count == Store.blockSize { finishBlock() }
    }
  }

  private mutating func finishBlock() {
    guard !block.isEmpty else { return }
    checksums.append(.string(String(Store.checksum(block), radix: 16)))
    block.removeAll(keepingCapacity: true)
  }

  private func send(_ bytes: ContiguousArray<UInt8>, at place: Int) throws(LoadFailure) {
    var failure: LoadFailure?
    unsafe bytes.withUnsafeBytes { bytes in
      do throws(LoadFailure) {
        try unsafe send(bytes, at: place)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  private func send(_ bytes: UnsafeRawBufferPointer, at place: Int) throws(LoadFailure) {
    var done = 0
    while done < bytes.count, let start = bytes.baseAddress {
      let written = unsafe pwrite(
        descriptor, start + done, bytes.count - done, off_t(place + done))
      if written > 0 { done += written } else if errno != EINTR { throw .system(errno) }
    }
  }
}

extension ContiguousArray<UInt8> {
  fileprivate func withBytes(_ writer: inout StoreWriter) throws(LoadFailure) {
    var failure: LoadFailure?
    unsafe withUnsafeBytes { bytes in
      do throws(LoadFailure) {
        try unsafe writer.put(bytes)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  fileprivate mutating func append(number: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) {
      append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
    }
  }
}

extension Store {
  /// The checksum of some bytes.
  package static func checksum(_ bytes: ContiguousArray<UInt8>) -> UInt64 {
    unsafe bytes.withUnsafeBytes { unsafe checksum($0) }
  }

  static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    unsafe loading_checksum(
      bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count, UInt64(version))
  }
}
