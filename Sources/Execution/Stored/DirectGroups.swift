internal import CColumnKernels
internal import Columnar

/// A grouping whose combinations of keys are few enough for an array with a place for each.
struct DirectGroups: Sendable {
  /// The combination of each group, in the order of their first rows.
  private(set) var keys: ContiguousArray<UInt32> = []
  private(set) var firstRows: ContiguousArray<UInt32> = []
  private(set) var states: [FastState]
  private(set) var count = 0
  /// The group of each combination plus one, or 0.
  private var map: ContiguousArray<UInt32>
  private let packing: PackedKeys

  /// No groups yet. Distinct values are counted here where `countsPairs` says so, else apart.
  init(_ packing: PackedKeys, domain: Int, _ calls: [FastCall], countsPairs: [Bool]) {
    self.packing = packing
    map = ContiguousArray(repeating: 0, count: domain)
    states = zip(calls, countsPairs).map { FastState($0, countsPairs: $1) }
  }

  /// The group of a combination.
  func group(of combination: Int) -> Int? {
    map[combination] == 0 ? nil : Int(map[combination]) - 1
  }

  /// Finds the groups of the rows of a batch; they stand in `scratch.keys`.
  mutating func assign(_ batch: RowBatch, _ scratch: ScanScratch) {
    packing.direct(batch, scratch)
    keys.extend(to: count + batch.count, with: 0)
    firstRows.extend(to: count + batch.count, with: 0)
    let before = count
    count = unsafe map.withUnsafeMutableBufferPointer { map in
      unsafe keys.withUnsafeMutableBufferPointer { keys in
        unsafe firstRows.withUnsafeMutableBufferPointer { firstRows in
          guard let map = map.baseAddress, let keys = keys.baseAddress,
            let firstRows = firstRows.baseAddress
          else { return before }
          return unsafe column_groups(
            scratch.keys, batch.count, map, keys, firstRows, before, UInt32(batch.start),
            batch.places)
        }
      }
    }
  }

  /// Takes in the rows of a batch.
  mutating func update(_ batch: RowBatch, _ scratch: ScanScratch) {
    if packing.keys.isEmpty {
      for index in states.indices { states[index].updateOnly(batch, scratch) }
      return
    }
    assign(batch, scratch)
    for index in states.indices {
      unsafe states[index].update(batch, scratch.keys, groupCount: count, scratch)
    }
  }

  /// Takes in the groups of another worker.
  mutating func merge(_ other: DirectGroups) {
    if packing.keys.isEmpty {
      for index in states.indices {
        states[index].merge(other.states[index], groups: [0], groupCount: 1)
      }
      return
    }
    keys.extend(to: count + other.count, with: 0)
    firstRows.extend(to: count + other.count, with: 0)
    var groups = ContiguousArray<UInt32>(repeating: 0, count: other.count)
    for theirs in 0..<other.count {
      let combination = other.keys[theirs]
      if map[Int(combination)] == 0 {
        keys[count] = combination
        firstRows[count] = other.firstRows[theirs]
        count += 1
        map[Int(combination)] = UInt32(count)
      }
      let ours = map[Int(combination)] - 1
      groups[theirs] = ours
      firstRows[Int(ours)] = min(firstRows[Int(ours)], other.firstRows[theirs])
    }
    for index in states.indices {
      states[index].merge(other.states[index], groups: groups, groupCount: count)
    }
  }

  /// Adds a value of a distinct count that was counted apart.
  mutating func addDistinct(state: Int, group: Int) { states[state].addDistinct(to: group) }

  /// Makes room for the only group of a grouping without keys.
  mutating func extendStates(to groupCount: Int) {
    for index in states.indices { states[index].extend(to: groupCount) }
  }
}
