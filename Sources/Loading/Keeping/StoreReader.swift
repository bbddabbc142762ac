internal import CLoading
import Columnar
import Dispatch
import Synchronization

extension Store {
  /// Maps the tables of a store. A file that is none, was cut off, damaged or written by a newer Casus
  /// is refused with the reason.
  ///
  /// - Complexity: one pass over the file at the speed of memory, on all cores, to verify it.
  public static func tables(at path: String) throws(LoadFailure) -> [StoredTable] {
    try StoreReader(MappedFile(path)).tables()
  }
}

/// Reads one mapped store.
private struct StoreReader {
  private let file: MappedFile

  init(_ file: MappedFile) { self.file = file }

  func tables() throws(LoadFailure) -> [StoredTable] {
    let directory = try directory()
    guard case .bag(let contents)? = DynamicReader.json(directory.text),
      case .array(let blocks)? = contents["blocks"], case .array(let tables)? = contents["tables"]
    else { throw Self.damaged }
    try verify(blocks, end: directory.place)
    var found: [StoredTable] = []
    var dictionaries: [Int64: StringDictionary] = [:]
    for case .bag(let table) in tables { found.append(try self.table(table, &dictionaries)) }
    return found
  }

  private static let damaged = LoadFailure.because("the store is damaged: a checksum differs")
  private static let cutOff = LoadFailure.because("the store is cut off: bytes lack at its end")

  // MARK: - Header and checksums

  private func directory() throws(LoadFailure) -> (place: Int, text: String) {
    guard file.count >= Store.headerSize else {
      throw file.count >= 8 && isMagic ? Self.cutOff : .because("not a store of Casus")
    }
    guard isMagic else { throw .because("not a store of Casus") }
    let sum = unsafe Store.checksum(file.bytes(0..<Store.headerSize - 8))
    let version = number(8)
    guard sum == number(Store.headerSize - 8) || version > UInt64(Store.version) && version < 1000
    else { throw Self.damaged }
    if version > UInt64(Store.version) {
      throw .because(
        "the store is of version \(version), and this Casus reads versions up to \(Store.version)")
    }
    let (place, length) = (number(16), number(24))
    guard place >= UInt64(Store.headerSize), place <= UInt64(Int.max / 2),
      length <= UInt64(Int.max / 2)
    else { throw Self.damaged }
    guard place + length <= UInt64(file.count) else { throw Self.cutOff }
    guard place + length == UInt64(file.count) else {
      throw .because("the store is damaged: bytes follow its end")
    }
    let bytes = unsafe file.bytes(Int(place)..<Int(place + length))
    guard unsafe Store.checksum(bytes) == number(32) else { throw Self.damaged }
    return (Int(place), unsafe String(decoding: bytes, as: UTF8.self))
  }

  private var isMagic: Bool {
    unsafe file.bytes(0..<Store.magic.count).elementsEqual(Store.magic)
  }

  private func number(_ place: Int) -> UInt64 {
    unsafe UInt64(
      littleEndian: file.bytes(place..<place + 8).loadUnaligned(as: UInt64.self))
  }

  /// Compares the checksums of all blocks, on all cores.
  private func verify(_ blocks: [DynamicValue], end: Int) throws(LoadFailure) {
    let starts = Array(stride(from: Store.headerSize, to: end, by: Store.blockSize))
    guard starts.count == blocks.count else { throw Self.damaged }
    let differs = Atomic(false)
    DispatchQueue.concurrentPerform(iterations: starts.count) { index in
      let range = starts[index]..<min(end, starts[index] + Store.blockSize)
      let sum = unsafe Store.checksum(file.bytes(range))
      if blocks[index] != .string(String(sum, radix: 16)) {
        differs.store(true, ordering: .relaxed)
      }
    }
    if differs.load(ordering: .relaxed) { throw Self.damaged }
  }

  // MARK: - Tables

  private func table(
    _ table: DynamicBag, _ dictionaries: inout [Int64: StringDictionary]
  ) throws(LoadFailure) -> StoredTable {
    guard case .string(let name)? = table["name"], case .integer(let rows)? = table["rows"],
      case .array(let described)? = table["columns"], rows >= 0
    else { throw Self.damaged }
    var schema: [ColumnSchema] = []
    var columns: [Column] = []
    for case .bag(let description) in described {
      guard case .string(let name)? = description["name"],
        case .string(let typeName)? = description["type"],
        let type = LogicalType(rawValue: typeName)
      else { throw Self.damaged }
      let values = try values(description, &dictionaries)
      guard values.count == Int(rows) else { throw Self.damaged }
      schema.append(ColumnSchema(name, type))
      columns.append(try column(type, values, description))
    }
    var format: String?
    if case .string(let name)? = table["format"] { format = name }
    return StoredTable(
      name: name, table: Table(schema: Schema(schema), columns: columns, rowCount: Int(rows)),
      format: format)
  }

  private func column(
    _ type: LogicalType, _ values: ColumnValues, _ description: DynamicBag
  ) throws(LoadFailure) -> Column {
    let fits: Bool
    switch values {
    case .packed, .integers: fits = type.physical == .integer || type == .bool
    case .decimals, .reals: fits = type.physical == .real
    case .texts: fits = type.physical == .string
    case .lists, .dynamics: fits = type == .dynamic
    }
    guard fits else { throw Self.damaged }
    guard description["least"] != nil else { return Column(type: type, values: values) }
    let least: Buffer<UInt32> = try buffer(description["least"])
    let greatest: Buffer<UInt32> = try buffer(description["greatest"])
    let blockCount = (values.count + ZoneMap.blockRowCount - 1) / ZoneMap.blockRowCount
    guard least.count == blockCount, greatest.count == blockCount else { throw Self.damaged }
    return Column(
      type: type, values: values,
      zones: ZoneMap(
        least: ContiguousArray((0..<blockCount).map { least[$0] }),
        greatest: ContiguousArray((0..<blockCount).map { greatest[$0] })))
  }

  private func values(
    _ column: DynamicBag, _ dictionaries: inout [Int64: StringDictionary]
  ) throws(LoadFailure) -> ColumnValues {
    guard case .string(let name)? = column["layout"], let layout = StoreLayout(rawValue: name)
    else { throw Self.damaged }
    switch layout {
    case .packed: return .packed(try packed(column))
    case .decimals:
      guard case .integer(let places)? = column["places"],
        (0...Int64(DecimalColumn.mostPlaces)).contains(places)
      else { throw Self.damaged }
      return .decimals(try packed(column), places: Int(places))
    case .integers:
      let values: Buffer<Int64> = try buffer(column["values"])
      return .integers(values, nulls: try nulls(column, values.count))
    case .reals:
      let values: Buffer<Double> = try buffer(column["values"])
      return .reals(values, nulls: try nulls(column, values.count))
    case .texts:
      let dictionary = try dictionary(column, &dictionaries)
      return .texts(try codes(column, below: dictionary.count), dictionary)
    case .lists:
      let dictionary = try dictionary(column, &dictionaries)
      let codes = try codes(column, below: dictionary.count)
      let offsets: Buffer<UInt32> = try buffer(column["offsets"])
      guard offsets.count > 0, ascends(offsets, to: codes.count) else { throw Self.damaged }
      return .lists(
        offsets: offsets, codes: codes, dictionary, nulls: try nulls(column, offsets.count - 1))
    case .dynamics:
      let dictionary = try dictionary(column, &dictionaries)
      let codes = try codes(column, below: dictionary.count)
      let values = (0..<UInt32(dictionary.count)).map { code in
        code == 0 ? .null : DynamicReader.json(dictionary[code]) ?? .null
      }
      return .dynamics(ContiguousArray(codes.all(codes.count).map { values[Int($0)] }))
    }
  }

  private func packed(_ column: DynamicBag) throws(LoadFailure) -> PackedIntegers {
    guard case .integer(let base)? = column["base"], case .integer(let unit)? = column["unit"],
      case .bool(let hasNulls)? = column["has_nulls"]
    else { throw Self.damaged }
    return PackedIntegers(
      base: base, unit: unit, hasNulls: hasNulls, codes: try codes(column, below: .max))
  }

  private func codes(_ column: DynamicBag, below limit: Int) throws(LoadFailure) -> Codes {
    guard case .bag(let description)? = column["codes"],
      case .integer(let count)? = description["count"], (0...Int64(Int32.max)).contains(count)
    else { throw Self.damaged }
    let codes: Codes
    let greatest: Int
    if case .integer(let code)? = description["constant"] {
      guard (0...Int64(UInt32.max)).contains(code) else { throw Self.damaged }
      codes = .constant(UInt32(code), count: Int(count))
      greatest = Int(code)
    } else if case .integer(let first)? = description["sequence"] {
      guard (0...Int64(UInt32.max) - count).contains(first) else { throw Self.damaged }
      codes = .sequence(first: UInt32(first), count: Int(count))
      greatest = Int(first + max(1, count) - 1)
    } else {
      switch description["width"] {
      case .integer(1): codes = .bytes(try buffer(column["codes"]))
      case .integer(2): codes = .shorts(try buffer(column["codes"]))
      case .integer(4): codes = .words(try buffer(column["codes"]))
      default: throw Self.damaged
      }
      greatest = limit == .max ? 0 : self.greatest(codes)
    }
    guard greatest < limit || count == 0 else { throw Self.damaged }
    return codes
  }

  /// So that a file made to look whole cannot make a kernel read outside of a dictionary.
  private func greatest(_ codes: Codes) -> Int {
    switch codes {
    case .constant(let code, _), .sequence(let code, _): Int(code)
    case .bytes(let codes): unsafe Int(loading_greatest(codes.pointer, codes.count, 1))
    case .shorts(let codes): unsafe Int(loading_greatest(codes.pointer, codes.count, 2))
    case .words(let codes): unsafe Int(loading_greatest(codes.pointer, codes.count, 4))
    }
  }

  private func ascends(_ offsets: Buffer<UInt32>, to end: Int) -> Bool {
    unsafe loading_ascends(offsets.pointer, offsets.count) && Int(offsets[offsets.count - 1]) <= end
  }

  private func dictionary(
    _ column: DynamicBag, _ known: inout [Int64: StringDictionary]
  ) throws(LoadFailure) -> StringDictionary {
    guard case .bag(let description)? = column["texts"],
      case .bool(let isUnique)? = description["is_unique"],
      case .bag(let place)? = description["offsets"], case .integer(let at)? = place["at"]
    else { throw Self.damaged }
    if let dictionary = known[at] { return dictionary }
    let bytes: Buffer<UInt8> = try buffer(description["bytes"])
    let offsets: Buffer<UInt32> = try buffer(description["offsets"])
    guard offsets.count >= 2, offsets[0] == 0, offsets[1] == 0, ascends(offsets, to: bytes.count)
    else { throw Self.damaged }
    let dictionary = StringDictionary(bytes: bytes, offsets: offsets, isUnique: isUnique)
    known[at] = dictionary
    return dictionary
  }

  private func nulls(_ column: DynamicBag, _ count: Int) throws(LoadFailure) -> NullBits? {
    guard case .bag? = column["nulls"] else { return nil }
    let words: Buffer<UInt64> = try buffer(column["nulls"])
    guard words.count == (count + 63) / 64 else { throw Self.damaged }
    return NullBits(words: words)
  }

  private func buffer<Element>(_ value: DynamicValue?) throws(LoadFailure) -> Buffer<Element> {
    let width = MemoryLayout<Element>.stride
    guard case .bag(let description)? = value, case .integer(let at)? = description["at"],
      case .integer(let count)? = description["count"],
      description["width"] == .integer(Int64(width)),
      (0...Int64(file.count)).contains(at), at % Int64(Store.alignment) == 0,
      (0...Int64(file.count)).contains(count), at + count * Int64(width) <= Int64(file.count)
    else { throw Self.damaged }
    let bytes = unsafe file.bytes(Int(at)..<Int(at) + Int(count) * width)
    guard let start = bytes.baseAddress else { return unsafe Buffer(count: 0) { _ in } }
    return unsafe Buffer(
      mapped: start.assumingMemoryBound(to: Element.self), count: Int(count), owner: file)
  }
}
