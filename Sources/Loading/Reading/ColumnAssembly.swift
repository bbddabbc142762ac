internal import CLoading
import Columnar

/// Makes one sealed column of the columns of all segments, in the narrowest layout.
struct ColumnAssembly {
  private let parts: [SegmentColumn]
  private let rowCount: Int
  private let plan: PlannedColumn

  /// The assembly of a column's parts in the order of the file.
  init(_ parts: [SegmentColumn]) {
    self.parts = parts
    plan = parts[0].plan
    rowCount = parts.reduce(0) { unsafe $0 + ($1.holdsReals ? $1.reals.count : $1.integers.count) }
  }

  /// The column, and the texts of a column of dates or truth values that say none with how often each
  /// stands there.
  func run() throws(LoadFailure) -> (column: Column, unreadable: [(text: String, count: Int)]) {
    switch plan.type {
    case .long: return (long(), [])
    case .real: return (real(), [])
    case .text: return (try text(), [])
    case .bool:
      return try packed(.bool) { text in
        switch text.lowercased() {
        case "true", "t", "yes": 1
        case "false", "f", "no": 0
        default: nil
        }
      }
    case .date(let form): return try packed(.datetime) { form.ticks(of: $0) }
    }
  }

  // MARK: - Numbers

  private var hasNulls: Bool {
    parts.contains { unsafe $0.nulls.count > 0 && $0.nulls.greatest > 0 }
  }

  private func long() -> Column {
    let filled = parts.filter { unsafe $0.integers.has_values }
    guard let least = filled.map({ unsafe $0.integers.least }).min(),
      let greatest = filled.map({ unsafe $0.integers.greatest }).max()
    else { return missing(.long) }
    let integers = unsafe parts.map { unsafe ($0.integers, $0.nulls) }
    let values =
      unsafe pack(integers, least: least, greatest: greatest).map { ColumnValues.packed($0) }
      ?? .integers(wide(), nulls: nullBits())
    return Column(type: .long, values: values)
  }

  private func missing(_ type: LogicalType) -> Column {
    Column(
      type: type,
      values: .packed(
        PackedIntegers(
          base: 0, unit: 1, hasNulls: true, codes: .constant(0, count: rowCount))))
  }

  /// Codes of at most 32 bits, nil where the numbers lie too far apart.
  private func pack(
    _ parts: [(loading_integers, loading_integers)], least: Int64, greatest: Int64
  ) -> PackedIntegers? {
    let width = UInt64(bitPattern: greatest) &- UInt64(bitPattern: least)
    var unit: UInt64 = 1
    if width > UInt64(UInt16.max) {
      unit = 0
      for index in unsafe parts.indices where unit != 1 {
        var (integers, nulls) = unsafe parts[index]
        if unsafe integers.has_values {
          unit = unsafe loading_unit(&integers, &nulls, least, unit)
        }
      }
      unit = max(1, unit)
    }
    let gap: UInt64 = hasNulls ? 1 : 0
    guard unit <= UInt64(Int64.max), width / unit + gap <= UInt64(UInt32.max) else { return nil }
    let base = least &- Int64(gap &* unit)
    if width == 0 && gap == 0 {
      return PackedIntegers(
        base: base, unit: 1, hasNulls: false, codes: .constant(0, count: rowCount))
    }
    let codes = unsafe codes(greatest: UInt32(width / unit + gap)) { target, bytes in
      var place = 0
      for index in unsafe parts.indices {
        var (integers, nulls) = unsafe parts[index]
        unsafe loading_pack_integers(
          &integers, &nulls, base, unit, target + place * bytes, Int32(bytes))
        place += unsafe Int(integers.count)
      }
    }
    return PackedIntegers(base: base, unit: Int64(unit), hasNulls: gap == 1, codes: codes)
  }

  private func wide() -> Buffer<Int64> {
    unsafe Buffer(count: rowCount) { target in
      var place = 0
      for part in parts {
        let count = unsafe part.integers.count
        unsafe part.readIntegers(into: target.baseAddress.map { unsafe $0 + place })
        place += count
      }
    }
  }

  private func real() -> Column {
    if parts.allSatisfy({ unsafe $0.reals.is_decimal || $0.reals.count == 0 }) {
      let places = parts.map { unsafe Int($0.reals.fraction) }.max() ?? 0
      if places <= DecimalColumn.mostPlaces,
        parts.allSatisfy({ $0.rescale(to: places) }),
        let least = parts.map({ unsafe $0.reals.scaled.least }).min(),
        let greatest = parts.map({ unsafe $0.reals.scaled.greatest }).max(),
        let packed = unsafe pack(
          parts.map { unsafe ($0.reals.scaled, $0.nulls) }, least: least, greatest: greatest)
      {
        return Column(type: .real, values: .decimals(packed, places: places))
      }
    }
    let values = unsafe Buffer<Double>(count: rowCount) { target in
      var place = 0
      for part in parts {
        unsafe part.readReals(into: target.baseAddress.map { unsafe $0 + place })
        place += unsafe part.reals.count
      }
    }
    return Column(type: .real, values: .reals(values, nulls: nullBits()))
  }

  private func nullBits() -> NullBits? {
    guard hasNulls else { return nil }
    return unsafe NullBits(
      words: Buffer(count: (rowCount + 63) / 64) { words in
        var place = 0
        for part in parts {
          part.forEachNull { row in
            unsafe words[(place + row) >> 6] |= 1 << UInt64((place + row) & 63)
          }
          place += unsafe part.nulls.count
        }
      })
  }

  // MARK: - Texts

  /// The texts of all parts in the first part's table, and for each part the code there of its codes.
  private func joined() throws(LoadFailure) -> [ContiguousArray<UInt32>] {
    var remaps: [ContiguousArray<UInt32>] = []
    for (index, part) in parts.enumerated() {
      let count = unsafe part.texts.count
      if index == 0 {
        remaps.append([])
      } else {
        remaps.append(try parts[0].merge(part, count))
      }
    }
    let count = unsafe parts[0].texts.count
    remaps[0] = ContiguousArray(0..<UInt32(count))
    let missing = Set(plan.missingTexts.compactMap { parts[0].existingCode(of: $0) })
    if !missing.isEmpty {
      for index in remaps.indices {
        for code in remaps[index].indices where missing.contains(remaps[index][code]) {
          remaps[index][code] = 0
        }
      }
    }
    return remaps
  }

  private func text() throws(LoadFailure) -> Column {
    let remaps = try joined()
    let dictionary = parts[0].dictionary()
    if plan.marksFormulas, let column = unmarked(dictionary, remaps) { return column }
    let greatest = UInt32(dictionary.count - 1)
    let codes =
      greatest == 0 ? Codes.constant(0, count: rowCount) : codes(greatest: greatest, remaps)
    return Column(type: .string, values: .texts(codes, dictionary))
  }

  /// The column without the marks of texts that look like formulas; nil where there are none.
  private func unmarked(
    _ dictionary: StringDictionary, _ remaps: [ContiguousArray<UInt32>]
  ) -> Column? {
    var texts: [UInt32: String] = [:]
    for code in 0..<UInt32(dictionary.count) {
      let mayBe = unsafe dictionary.withUTF8(of: code) { unsafe $0.first == UInt8(ascii: "'") }
      if mayBe { texts[code] = FormulaMark.unmarked(dictionary[code]) }
    }
    guard !texts.isEmpty else { return nil }
    var writer = ColumnWriter(.string)
    for (index, part) in parts.enumerated() {
      part.forEachCode { code in
        let code = remaps[index][code]
        writer.append(.string(texts[code] ?? dictionary[code]))
      }
    }
    return writer.finish()
  }

  /// A column of numbers, of which each different text says one.
  private func packed(
    _ type: LogicalType, _ number: (String) -> Int64?
  ) throws(LoadFailure) -> (column: Column, unreadable: [(text: String, count: Int)]) {
    var remaps = try joined()
    let dictionary = parts[0].dictionary()
    var numbers: [Int64?] = [nil]
    var unreadable: [UInt32] = []
    for code in 1..<max(1, UInt32(dictionary.count)) {
      let value = number(dictionary[code])
      if value == nil && !plan.missingTexts.contains(dictionary[code]) { unreadable.append(code) }
      numbers.append(value)
    }
    let known = numbers.compactMap { $0 }
    let counts = unreadable.map { code in
      (text: dictionary[code], count: count(of: code, remaps))
    }
    guard let least = known.min(), let greatest = known.max() else {
      return (missing(type), counts)
    }
    var unit: UInt64 = 0
    for value in known { unit = greatestDivisor(unit, UInt64(value &- least)) }
    unit = max(1, unit)
    let base = least &- Int64(unit)
    guard UInt64(greatest &- least) / unit < UInt64(UInt32.max) else {
      return (wide(type, numbers, remaps), counts)
    }
    let packed = numbers.map { $0.map { UInt32(UInt64($0 &- base) / unit) } ?? 0 }
    for index in remaps.indices {
      for code in remaps[index].indices {
        remaps[index][code] = packed[Int(remaps[index][code])]
      }
    }
    let codes = codes(greatest: UInt32(UInt64(greatest &- base) / unit), remaps)
    let integers = PackedIntegers(base: base, unit: Int64(unit), hasNulls: true, codes: codes)
    return (Column(type: type, values: .packed(integers)), counts)
  }

  private func wide(
    _ type: LogicalType, _ numbers: [Int64?], _ remaps: [ContiguousArray<UInt32>]
  ) -> Column {
    var writer = ColumnWriter(type)
    for (index, part) in parts.enumerated() {
      part.forEachCode { code in
        if let number = numbers[Int(remaps[index][code])] {
          writer.append(number)
        } else {
          writer.appendMissing()
        }
      }
    }
    return writer.finish()
  }

  private func count(of code: UInt32, _ remaps: [ContiguousArray<UInt32>]) -> Int {
    var count = 0
    for (index, part) in parts.enumerated() {
      part.forEachCode { if remaps[index][$0] == code { count += 1 } }
    }
    return count
  }

  private func codes(greatest: UInt32, _ remaps: [ContiguousArray<UInt32>]) -> Codes {
    unsafe codes(greatest: greatest) { target, bytes in
      var place = 0
      for (index, part) in parts.enumerated() {
        unsafe part.pack(remaps[index], into: target + place * bytes, bytes)
        place += unsafe part.integers.count
      }
    }
  }

  private func codes(
    greatest: UInt32, _ fill: (UnsafeMutableRawPointer, Int) -> Void
  ) -> Codes {
    func run<Code>(_ target: UnsafeMutableBufferPointer<Code>) {
      guard let start = UnsafeMutableRawPointer(target.baseAddress) else { return }
      unsafe fill(start, MemoryLayout<Code>.stride)
    }
    if greatest <= UInt32(UInt8.max) {
      return unsafe .bytes(Buffer(count: rowCount) { unsafe run($0) })
    } else if greatest <= UInt32(UInt16.max) {
      return unsafe .shorts(Buffer(count: rowCount) { unsafe run($0) })
    }
    return unsafe .words(Buffer(count: rowCount) { unsafe run($0) })
  }
}

/// What the store allows of columns of decimals.
enum DecimalColumn {
  /// The most places behind the point.
  static let mostPlaces = 6
}

private func greatestDivisor(_ a: UInt64, _ b: UInt64) -> UInt64 {
  var (a, b) = (a, b)
  while b != 0 { (a, b) = (b, a % b) }
  return a
}
