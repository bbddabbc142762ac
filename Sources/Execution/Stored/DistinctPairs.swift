/// The pairs of group and code that were met, in a flat table.
struct DistinctPairs: Sendable {
  private var slots = ContiguousArray<UInt64>(repeating: .max, count: 1024)
  private var mask = 1023
  private(set) var count = 0

  /// Adds a pair; says whether it is new.
  @inline(__always)
  mutating func insert(_ group: UInt32, _ code: UInt32) -> Bool {
    let pair = UInt64(group) << 32 | UInt64(code)
    var slot = Self.slot(pair) & mask
    while slots[slot] != .max {
      if slots[slot] == pair { return false }
      slot = (slot + 1) & mask
    }
    slots[slot] = pair
    count += 1
    if count * 2 > slots.count { grow() }
    return true
  }

  /// Hands all pairs to `body`.
  func forEach(_ body: (UInt32, UInt32) -> Void) {
    for pair in slots where pair != .max {
      body(UInt32(truncatingIfNeeded: pair >> 32), UInt32(truncatingIfNeeded: pair))
    }
  }

  private static func slot(_ pair: UInt64) -> Int {
    let hash = pair &* 0x9e37_79b9_7f4a_7c15
    return Int(truncatingIfNeeded: hash ^ hash >> 32)
  }

  private mutating func grow() {
    let old = slots
    slots = ContiguousArray(repeating: .max, count: old.count * 2)
    mask = slots.count - 1
    for pair in old where pair != .max {
      var slot = Self.slot(pair) & mask
      while slots[slot] != .max { slot = (slot + 1) & mask }
      slots[slot] = pair
    }
  }
}
