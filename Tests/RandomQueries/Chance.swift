/// Choices by chance that are the same for the same seed (SplitMix64).
///
/// Beside `SeededGenerator`, which a program cannot have since it stands with what imports `Testing`.
public struct Chance: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Choices that start from `seed`.
  public init(seed: UInt64) { state = seed }

  /// Choices of one of several things that share a seed: neighbours have nothing in common.
  public init(seed: UInt64, item: Int) {
    var mixed = Chance(seed: seed)
    state = mixed.next() ^ (UInt64(truncatingIfNeeded: item) &* 0xd6e8_feb8_6659_fd93)
    _ = next()
  }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// A number of a range.
  public mutating func number(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &self) }

  /// True in so many of 100 cases.
  public mutating func percent(_ share: Int) -> Bool { number(0...99) < share }

  /// One of the items, of which there is at least one.
  public mutating func pick<Items: RandomAccessCollection>(_ items: Items) -> Items.Element
  where Items.Index == Int {
    items[items.startIndex + number(0...items.count - 1)]
  }

  /// One of the items, or nil where there is none.
  public mutating func pickAny<Element>(_ items: [Element]) -> Element? {
    items.isEmpty ? nil : pick(items)
  }

  /// Some of the items in their order, at least one where there is one.
  public mutating func some<Element>(of items: [Element], share: Int = 50) -> [Element] {
    let chosen = items.filter { _ in percent(share) }
    return chosen.isEmpty ? pickAny(items).map { [$0] } ?? [] : chosen
  }
}
