/// From 64-bit hashes to lists of places in `postings`: open addressing with linear probing.
///
/// Different names with one hash would share a list; with some 25,000 names of 64 bits the chance
/// of one such pair is about one in fifty thousand million, so names themselves are not compared.
struct HashIndex<Posting: Sendable>: Sendable {
  private struct Slot {
    var hash: UInt64
    /// The newest posting of this hash, -1 where the slot is free.
    var head: Int32
  }

  private var slots: ContiguousArray<Slot>
  private var postings = ContiguousArray<Posting>()
  private var next = ContiguousArray<Int32>()
  private let mask: Int

  /// An index for at most `capacity` different hashes.
  init(capacity: Int) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = ContiguousArray(repeating: Slot(hash: 0, head: -1), count: size)
    mask = size - 1
    postings.reserveCapacity(capacity)
    next.reserveCapacity(capacity)
  }

  /// Adds a posting to the list of `hash`.
  mutating func insert(_ posting: Posting, at hash: UInt64) {
    let slot = slotIndex(of: hash)
    precondition(postings.count < mask, "the index was made too small")
    next.append(slots[slot].head)
    slots[slot] = Slot(hash: hash, head: Int32(postings.count))
    postings.append(posting)
  }

  /// The postings of `hash` in order of insertion.
  func postings(at hash: UInt64) -> [Posting] {
    var found: [Posting] = []
    var index = slots[slotIndex(of: hash)].head
    while index >= 0 {
      found.append(postings[Int(index)])
      index = next[Int(index)]
    }
    return found.reversed()
  }

  /// The posting of `hash` that was inserted last.
  func newest(at hash: UInt64) -> Posting? {
    let head = slots[slotIndex(of: hash)].head
    return head < 0 ? nil : postings[Int(head)]
  }

  private func slotIndex(of hash: UInt64) -> Int {
    // FNV's low bits are its best mixed ones; the shift brings the others in.
    var slot = Int(truncatingIfNeeded: hash ^ (hash >> 32)) & mask
    while slots[slot].head >= 0 && slots[slot].hash != hash { slot = (slot + 1) & mask }
    return slot
  }
}
