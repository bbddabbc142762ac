import Columnar
import TestSupport

/// Random values, the extremes among them; the same for the same seed.
struct SeededValues {
  private var generator: SeededGenerator

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
  }

  mutating func integer() -> Int64 {
    let special: [Int64] = [0, 1, -1, .max, .min, 1 << 53]
    return Bool.random(using: &generator)
      ? special.randomElement(using: &generator) ?? 0
      : Int64.random(in: -100...100, using: &generator)
  }

  mutating func text() -> String {
    let pieces = ["", "a", "B", "é", "\"", "\\", "\n", " ", "🙂", "한", "1"]
    return (0..<Int.random(in: 0...4, using: &generator)).map { _ in
      pieces.randomElement(using: &generator) ?? ""
    }.joined()
  }

  mutating func dynamic(depth: Int) -> DynamicValue {
    switch Int.random(in: 0...(depth > 0 ? 6 : 4), using: &generator) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &generator))
    case 2: return .integer(integer())
    case 3: return .real(Double.random(in: -1000...1000, using: &generator))
    case 4: return .string(text())
    case 5:
      return .array(
        (0..<Int.random(in: 0...3, using: &generator)).map { _ in dynamic(depth: depth - 1) })
    default:
      return .bag(
        DynamicBag(
          members: (0..<Int.random(in: 0...3, using: &generator)).map { _ in
            (text(), dynamic(depth: depth - 1))
          }))
    }
  }
}
