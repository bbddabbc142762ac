import Columnar
import TestSupport
import Testing

/// Columns against the boxed values that they were made of.
@Suite struct ColumnTests {
  /// A kind of values that a column may be asked to hold.
  enum Content: CaseIterable {
    case empty, constant, small, wide, extreme, ends, days, moments
    case bools, decimals, reals, oddReals
    case fewTexts, distinctTexts, guids, lists, mixed

    var type: LogicalType {
      switch self {
      case .empty, .constant, .small, .wide, .extreme, .ends: .long
      case .days, .moments: .datetime
      case .bools: .bool
      case .decimals, .reals, .oddReals: .real
      case .fewTexts, .distinctTexts: .string
      case .guids: .guid
      case .lists, .mixed: .dynamic
      }
    }

    func value(_ row: Int, _ generator: inout SeededGenerator) -> Value {
      func number(_ range: ClosedRange<Int64>) -> Int64 { .random(in: range, using: &generator) }
      switch self {
      case .empty: return .null
      case .constant: return .integer(-7)
      case .small: return .integer(number(-100...100))
      case .wide: return .integer(number(-3_000_000_000...1_000_000_000) * 5)
      case .extreme: return .integer([.min, .max, 0, -1][Int(number(0...3))])
      // The middle parts the ends by the greatest unit there is.
      case .ends: return .integer([.max, 0, -.max][Int(number(0...2))])
      case .days: return .datetime(number(700_000...740_000) * 864_000_000_000)
      case .moments: return .datetime(number(0...3_155_378_975_999_999_999))
      case .bools: return .bool(number(0...1) == 1)
      case .decimals: return .real(Double(number(-1_000_000...1_000_000)) / 1000)
      case .reals: return .real(.random(in: -1...1, using: &generator))
      case .oddReals:
        return .real(
          [0, -0.0, .nan, .infinity, 1e300, 0.1, 9_007_199_254_740_992][Int(number(0...6))])
      case .fewTexts: return .string(["", "a", "Zürich", "한국"][Int(number(0...3))])
      case .distinctTexts: return .string("text \(row)")
      case .guids: return .guid("74be27de-1e4e-49d9-b579-fe0b331d366\(number(0...9))")
      case .lists: return .dynamic(.array((0..<number(0...3)).map { .string("item \($0)") }))
      case .mixed:
        return .dynamic([.integer(1), .array([.string("a")]), .string("b")][Int(number(0...2))])
      }
    }
  }

  private func values(_ content: Content, _ count: Int, nulls: Int, seed: UInt64) -> [Value] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { row in
      let isNull = nulls > 0 && Int.random(in: 0..<nulls, using: &generator) == 0
      return isNull ? .null : content.value(row, &generator)
    }
  }

  private func column(_ values: some Sequence<Value>, _ type: LogicalType) -> Column {
    var writer = ColumnWriter(type)
    for value in values { writer.append(value) }
    return writer.finish()
  }

  /// A missing text is an empty one; NaN equals itself here, and -0 differs from 0.
  private func isSame(_ a: Value, _ b: Value, _ type: LogicalType) -> Bool {
    if case .real(let a) = a, case .real(let b) = b { return a.bitPattern == b.bitPattern }
    if type == .string && b == .null { return a == .string("") }
    return a == b
  }

  private func check(_ column: Column, _ values: [Value], _ note: String) {
    #expect(column.count == values.count, "\(note)")
    let vector = column.vector(0..<values.count)
    var wrong = values.indices.first { !isSame(vector[$0], values[$0], column.type) }
    #expect(wrong == nil, "\(note): row \(wrong ?? 0) by range")
    let rows = values.indices.reversed().filter { $0 % 3 != 1 }
    let some = column.gathered(SelectionVector(rows: ContiguousArray(rows.map { UInt32($0) })))
    wrong = rows.indices.first { !isSame(some[$0], values[rows[$0]], column.type) }
    #expect(wrong == nil, "\(note): row \(wrong ?? 0) gathered")
  }

  @Test(arguments: Content.allCases)
  func `a column gives back what was written`(_ content: Content) {
    for (seed, nulls) in [(1, 0), (2, 2), (3, 50), (4, 1)] as [(UInt64, Int)] {
      for count in [0, 1, 2, 63, 300, 70_000] {
        let values = values(content, count, nulls: nulls, seed: seed)
        check(column(values, content.type), values, "\(content) \(count) rows, 1 in \(nulls) null")
      }
    }
  }

  @Test(arguments: Content.allCases)
  func `a column joined of parts is the column written whole`(_ content: Content) {
    var generator = SeededGenerator(seed: 11)
    for nulls in [0, 3] {
      let values = values(content, 5000, nulls: nulls, seed: 5)
      var parts: [Column] = []
      var start = 0
      while start < values.count {
        let end = min(values.count, start + Int.random(in: 1...900, using: &generator))
        parts.append(column(values[start..<end], content.type))
        start = end
      }
      let joined = Column(joining: parts, type: content.type)
      check(joined, values, "\(content) joined")
      let whole = column(values, content.type)
      #expect(joined.byteCount == whole.byteCount, "\(content)")
    }
  }

  @Test func `layouts are as narrow as the values allow`() {
    func bytes(_ content: Content, nulls: Int = 0) -> Double {
      let column = column(values(content, 50_000, nulls: nulls, seed: 9), content.type)
      return Double(column.values.byteCount) / 50_000
    }
    #expect(bytes(.empty) == 0)
    #expect(bytes(.constant) == 0)
    #expect(bytes(.small) == 1)
    #expect(bytes(.small, nulls: 5) == 1)
    #expect(bytes(.wide) == 4)
    #expect(bytes(.days) == 2)
    #expect(bytes(.moments) == 8)
    #expect(bytes(.decimals) == 4)
    #expect(bytes(.reals) == 8)
    #expect(bytes(.fewTexts) == 1)
    #expect(bytes(.distinctTexts) == 0)
  }

  @Test func `zones hold the ends of their blocks`() throws {
    let count = ZoneMap.blockRowCount * 2 + 5
    let column = column((0..<count).map { .integer(Int64($0 / 2)) }, .long)
    let zones = try #require(column.zones)
    guard case .packed(let packed) = column.values else {
      Issue.record("integers this near to each other are packed")
      return
    }
    let ends = zip(zones.least, zones.greatest).map { (packed.value($0), packed.value($1)) }
    #expect(ends.map(\.0) == [0, 32768, 65536])
    #expect(ends.map(\.1) == [32767, 65535, 65538])
  }

  @Test func `bulk appends equal single ones`() {
    let numbers: ContiguousArray<Int64> = [5, 0, 7, 9]
    let validity: ContiguousArray<UInt8> = [1, 0, 1, 1]
    var writer = ColumnWriter(.long)
    writer.appendMissing(2)
    unsafe numbers.withUnsafeBufferPointer { values in
      unsafe validity.withUnsafeBufferPointer { flags in
        unsafe writer.append(integers: values, validity: flags)
        unsafe writer.append(integers: values, validity: UnsafeBufferPointer(start: nil, count: 0))
      }
    }
    let expected: [Int64?] = [nil, nil, 5, nil, 7, 9, 5, 0, 7, 9]
    check(writer.finish(), expected.map { $0.map { .integer($0) } ?? .null }, "integers")

    let bytes: ContiguousArray<UInt8> = ContiguousArray("onetwo".utf8)
    var texts = ColumnWriter(.string)
    unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe ContiguousArray<UInt32>([0, 3, 3, 3]).withUnsafeBufferPointer { starts in
        unsafe ContiguousArray<UInt32>([3, 3, 6, 6]).withUnsafeBufferPointer { ends in
          guard let base = bytes.baseAddress else { return }
          unsafe texts.append(texts: base, starts: starts, ends: ends)
        }
      }
    }
    check(
      texts.finish(), ["one", "", "two", "two"].map { .string($0) }, "texts")
  }
}
