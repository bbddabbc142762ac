internal import Columnar

/// Makes tables by chance: of all types, with nulls, empty and foreign texts, extreme numbers and
/// keys that repeat.
public struct WorldGenerator {
  private var chance: Chance
  private let isShared: Bool

  /// The world of a seed: in one of 200 the first table has several blocks of rows, or in each
  /// where `isBig` says so.
  public static func world(seed: UInt64, isBig: Bool = false) -> World {
    var chance = Chance(seed: seed)
    let isBig = chance.number(0...199) == 0 || isBig
    let isShared = !isBig && chance.percent(70)
    var generator = WorldGenerator(chance: chance, isShared: isShared)
    return generator.world(seed, isBig: isBig)
  }

  private mutating func world(_ seed: UInt64, isBig: Bool) -> World {
    let first = columns()
    var second = columns()
    for index in second.indices where chance.percent(30) { second[index].name += "b" }
    let sources = [
      World.Source(
        name: "a", columns: first,
        rows: isBig
          ? manyRows(first) : rows(first, chance.number(0...5) == 0 ? 0 : chance.number(1...40))
      ),
      World.Source(name: "b", columns: second, rows: rows(second, chance.number(0...8))),
      World.Source(name: "c", columns: first, rows: rows(first, chance.number(0...6))),
    ]
    return World(seed: seed, sources: sources, isShared: isShared, isBig: isBig)
  }

  // MARK: - Columns

  private mutating func columns() -> [FuzzColumn] {
    var columns = [
      FuzzColumn(name: "id", type: .long, grade: .exact, isUnique: true),
      FuzzColumn(name: "k", type: .string, grade: .wild),
      FuzzColumn(name: "n", type: .long, grade: .exact),
    ]
    var others = [
      FuzzColumn(name: "s", type: .string, grade: .wild),
      FuzzColumn(name: "w", type: .long, grade: .wild),
      FuzzColumn(name: "i", type: .int, grade: .exact),
      FuzzColumn(name: "x", type: .real, grade: .exact),
      FuzzColumn(name: "y", type: .real, grade: .wild),
      FuzzColumn(name: "f", type: .bool, grade: .wild),
      FuzzColumn(name: "date", type: .datetime, grade: .exact),
      FuzzColumn(name: "t", type: .datetime, grade: .wild),
      FuzzColumn(name: "span", type: .timespan, grade: .exact),
      FuzzColumn(name: "g", type: .guid, grade: .wild),
      FuzzColumn(name: "odd name", type: .string, grade: .wild),
      FuzzColumn(name: "l", type: .dynamic, grade: .wild, items: .texts),
      FuzzColumn(name: "m", type: .dynamic, grade: .wild, items: .numbers),
      FuzzColumn(name: "j", type: .dynamic, grade: .wild),
    ]
    if !isShared { others.append(FuzzColumn(name: "dec", type: .decimal, grade: .wild)) }
    columns += chance.some(of: others, share: 45)
    return columns
  }

  // MARK: - Rows

  private mutating func rows(_ columns: [FuzzColumn], _ count: Int) -> [[Value]] {
    let nulls = chance.pick([0, 10, 10, 30, 100])
    let hasAllNull = nulls == 100
    return (0..<count).map { row in
      columns.enumerated().map { index, column in
        if column.isUnique { return .integer(Int64(row)) }
        if chance.percent(hasAllNull ? (index % 4 == 3 ? 100 : 10) : nulls) {
          return missing(column)
        }
        return value(column)
      }
    }
  }

  /// Enough rows for two blocks, of few different ones.
  private mutating func manyRows(_ columns: [FuzzColumn]) -> [[Value]] {
    let few = rows(columns, 500)
    return (0..<chance.number(66_000...72_000)).map { row in
      var copy = few[chance.number(0...499)]
      copy[0] = .integer(Int64(row))
      return copy
    }
  }

  private func missing(_ column: FuzzColumn) -> Value {
    column.type == .string ? .string("") : .null
  }

  private mutating func value(_ column: FuzzColumn) -> Value {
    switch column.type {
    case .bool: .bool(chance.percent(50))
    case .int: .integer(Int64(chance.number(-5...9)))
    case .long:
      .integer(
        column.grade == .exact ? Int64(chance.number(-4...20)) : chance.pick(Self.extremeIntegers))
    case .real: .real(column.grade == .exact ? eighths() : chance.pick(Self.extremeReals))
    case .decimal: .real(Double(chance.number(-200...200)) / 4)
    case .string: .string(column.name == "k" ? chance.pick(Texts.keys) : chance.pick(Texts.all))
    case .datetime: .datetime(moment(column.grade))
    case .timespan: .timespan(span(column.grade))
    case .guid: .guid(chance.pick(Texts.guids))
    case .dynamic: .dynamic(dynamic(column.items))
    }
  }

  /// A real that sums exactly.
  private mutating func eighths() -> Double { Double(chance.number(-800...800)) / 8 }

  private mutating func moment(_ grade: Grade) -> Int64 {
    let start: Int64 = 638_396_640_000_000_000  // 2024-01-01
    if grade == .exact { return start + Int64(chance.number(0...60)) * Ticks.perDay }
    let step = isShared ? 10 : Int64(1)
    switch chance.number(0...9) {
    case 0 where !isShared: return 0
    case 1 where !isShared: return 3_155_378_975_999_999_999
    case 2: return Ticks.unixEpoch - Int64(chance.number(1...99)) * 12_345_678_90 * step
    default:
      return start + Int64(chance.number(0...9_000_000)) * 1_234_567 * step
    }
  }

  private mutating func span(_ grade: Grade) -> Int64 {
    let hours: Int64 = 36_000_000_000
    if chance.percent(70) { return Int64(chance.number(-20...50)) * hours }
    return Int64(chance.number(-99...99)) * (isShared ? 12_345_670 : 1_234_567)
  }

  private mutating func dynamic(_ items: Items) -> DynamicValue {
    let count = chance.number(0...3)
    switch items {
    case .texts: return .array((0..<count).map { _ in .string(chance.pick(Texts.keys)) })
    case .numbers: return .array((0..<count).map { _ in .integer(Int64(chance.number(-3...9))) })
    case .any: return anything(depth: 2)
    }
  }

  private mutating func anything(depth: Int) -> DynamicValue {
    switch chance.number(0...(depth > 0 ? 9 : 5)) {
    case 0: return .null
    case 1: return .bool(chance.percent(50))
    case 2: return .integer(Int64(chance.number(-3...9)))
    case 3: return .real(eighths())
    case 4, 5: return .string(chance.pick(Texts.all))
    case 6, 7: return .array((0..<chance.number(0...3)).map { _ in anything(depth: depth - 1) })
    default:
      let keys = chance.some(of: ["a", "b", "c d", "é"])
      return .bag(DynamicBag(members: keys.map { ($0, anything(depth: depth - 1)) }))
    }
  }

  private static let extremeIntegers: [Int64] = [
    .min, .min + 1, -4_294_967_296, -2_147_483_649, -1, 0, 1, 2, 7, 255, 256, 65_535, 65_536,
    2_147_483_647, 2_147_483_648, 9_007_199_254_740_993, .max - 1, .max,
  ]

  private static let extremeReals: [Double] = [
    .nan, .infinity, -.infinity, 0, 0.1, 1.0 / 3, -2.5, 1e300, -1e300, .leastNonzeroMagnitude,
    9_007_199_254_740_992,
    1e19, -1e19, 0.5, 1.5, 2.5, 123_456.789,
  ]
}

/// The texts that tables and literals are made of.
enum Texts {
  static let keys = ["", "KOR", "kor", "CHN", "USA", "é", "한국", "a b"]

  static let all =
    keys + [
      "a", "A", "ab", "abab", "Straße", "STRASSE", "İstanbul", "e\u{301}", "🙂x", "x,y,,z",
      "a=1; b=two", "1", "-2", "2.5", "1e3", "true", "2024-02-29", "1.02:03:04", "null", "[1,2]",
      "{\"a\":1}", "10.0.0.1", "10.0.0.0/8", "fe80::1", "https://a.b/c?d=e#f", "Kim met Xi 3 times",
      "two words", "  pad  ", "don't", "back\\slash", "\"quoted\"", "tab\there", "line\nbreak",
      "u4pruydqqvj", "YWJj", "%41+b", "a_b-c.d", "0x1F",
      "74be27de-1e4e-49d9-b579-fe0b331d3642",
    ]

  static let guids = [
    "74be27de-1e4e-49d9-b579-fe0b331d3642", "00000000-0000-0000-0000-000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
  ]

  static let patterns = [
    "[a-z]+", "(\\\\d+)", "a|b", "^K", "(\\\\w)(\\\\w)", "", ".", "[^ ]*", "(?i)kor", "\\\\s",
  ]
}
