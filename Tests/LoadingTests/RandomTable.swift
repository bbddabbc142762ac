import Columnar
import Foundation
import TestSupport

/// Random tables with a column of every layout that a store keeps; the same for the same seed.
struct RandomTable {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  private static let types: [LogicalType] = [
    .bool, .int, .long, .real, .decimal, .string, .datetime, .timespan, .guid, .dynamic,
  ]

  mutating func table() -> Table {
    let rowCount = [0, 1, 5, 300, 2500].randomElement(using: &generator) ?? 1
    var schema: [ColumnSchema] = []
    var columns: [Column] = []
    for place in 0..<Int.random(in: 1...8, using: &generator) {
      let type = Self.types.randomElement(using: &generator) ?? .long
      schema.append(ColumnSchema("c\(place) \(type.rawValue)", type))
      columns.append(column(type, rowCount))
    }
    return Table(schema: Schema(schema), columns: columns, rowCount: rowCount)
  }

  private mutating func column(_ type: LogicalType, _ rowCount: Int) -> Column {
    var writer = ColumnWriter(type)
    let nulls: Double = ([0, 0.2, 1] as [Double]).randomElement(using: &generator) ?? 0
    let width: Int64 =
      ([0, 100, 70_000, .max / 2] as [Int64]).randomElement(using: &generator) ?? 0
    let isFlat = Bool.random(using: &generator)
    for _ in 0..<rowCount {
      if Double.random(in: 0..<1, using: &generator) < nulls {
        writer.append(type == .string ? .string("") : .null)
      } else {
        writer.append(value(type, width, isFlat))
      }
    }
    return writer.finish()
  }

  private mutating func value(_ type: LogicalType, _ width: Int64, _ isFlat: Bool) -> Value {
    let number = Int64.random(in: -width...width, using: &generator)
    switch type {
    case .bool: return .bool(number > 0)
    case .int: return .integer(Int64(Int32(truncatingIfNeeded: number)))
    case .long: return .integer(number)
    case .real, .decimal:
      return .real(isFlat ? Double(number) : Double.random(in: -9...9, using: &generator))
    case .string: return .string(text())
    case .datetime: return .datetime(abs(number) % 3_000_000_000_000_000_000)
    case .timespan: return .timespan(number)
    case .guid:
      let digits = String(UInt64(abs(number)), radix: 16)
      return .guid(String(repeating: "0", count: 32 - digits.count) + digits)
    case .dynamic:
      return isFlat
        ? .dynamic(.array([.string(text()), .string(text())]))
        : .dynamic(
          [.integer(number), .bool(true), .array([.string(text()), .null])]
            .randomElement(using: &generator) ?? .bool(false))
    }
  }

  private mutating func text() -> String {
    let pieces = ["", "a", "B", "é", "\"", "\\", ",", "\n", "\t", "🙂", "한", "1"]
    return (0..<Int.random(in: 0...4, using: &generator)).map { _ in
      pieces.randomElement(using: &generator) ?? ""
    }.joined()
  }
}

/// A folder that is gone when the test is over.
final class Folder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and gives its path.
  func file(_ name: String, _ text: String) throws -> String {
    try file(name, Array(text.utf8))
  }

  func file(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    let path = path + "/" + name
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }
}

extension Table {
  /// All rows, boxed.
  var rows: [[Value]] {
    (0..<rowCount).map { row in schema.columns.indices.map { self[row, $0] } }
  }
}
