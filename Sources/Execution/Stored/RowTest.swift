internal import CColumnKernels
internal import Columnar

/// A condition over the rows of a stored table, made ready: what depends on one column of codes is
/// known for every code before the first row is read.
indirect enum RowTest: Sendable {
  case constant(Bool)
  /// The code must lie between two, or must not.
  case range(CodedColumn, low: UInt32, high: UInt32, isOutside: Bool)
  /// The code's byte in a table must be 1.
  case table(CodedColumn, ContiguousArray<UInt8>)
  /// Computed over the rows.
  case program(RowProgram)
  case all([RowTest])
  case any([RowTest])

  /// Whether some row of a block of `ZoneMap.blockRowCount` rows may meet the condition.
  func mayHold(inBlock block: Int) -> Bool {
    switch self {
    case .constant(let truth): return truth
    case .range(let column, let low, let high, let isOutside):
      guard let zones = column.column.zones else { return true }
      let (least, greatest) = (zones.least[block], zones.greatest[block])
      // A null is code 0, which no zone counts.
      if isOutside { return column.hasNulls || least < low || greatest > high }
      return column.hasNulls && low == 0 || least <= high && greatest >= low
    case .table, .program: return true
    case .all(let tests): return tests.allSatisfy { $0.mayHold(inBlock: block) }
    case .any(let tests): return tests.contains { $0.mayHold(inBlock: block) }
    }
  }

  /// Sets a byte a row: 1 where the condition is true, 0 where it is false or null.
  func evaluate(
    _ start: Int, _ count: Int, _ mask: UnsafeMutablePointer<UInt8>, _ scratch: ScanScratch,
    depth: Int = 1
  ) {
    unsafe apply(start, count, mask, .set, scratch, depth)
  }

  enum Mode {
    case set, and, or

    var kernel: column_mode {
      switch self {
      case .set: column_set
      case .and: column_and
      case .or: column_or
      }
    }
  }

  private func apply(
    _ start: Int, _ count: Int, _ mask: UnsafeMutablePointer<UInt8>, _ mode: Mode,
    _ scratch: ScanScratch, _ depth: Int
  ) {
    switch self {
    case .constant(let truth):
      for row in 0..<count {
        switch mode {
        case .set: unsafe mask[row] = truth ? 1 : 0
        case .and: if !truth { unsafe mask[row] = 0 }
        case .or: if truth { unsafe mask[row] = 1 }
        }
      }
    case .range(let column, let low, let high, let isOutside):
      unsafe column_test_range(
        column.kernelCodes, start, count, low, high, isOutside ? 1 : 0, mode.kernel, mask)
    case .table(let column, let table):
      unsafe table.withUnsafeBufferPointer { table in
        guard let table = table.baseAddress else { return }
        unsafe column_test_table(column.kernelCodes, start, count, table, mode.kernel, mask)
      }
    case .program(let program):
      unsafe program.apply(start, count, mask, mode, scratch)
    case .all(let tests):
      if mode == .or {
        unsafe combine(start, count, mask, mode, scratch, depth)
      } else {
        for (index, test) in tests.enumerated() {
          let next = index == 0 ? mode : Mode.and
          unsafe test.apply(start, count, mask, next, scratch, depth)
        }
      }
    case .any(let tests):
      if mode == .and {
        unsafe combine(start, count, mask, mode, scratch, depth)
      } else {
        for (index, test) in tests.enumerated() {
          let next = index == 0 ? mode : Mode.or
          unsafe test.apply(start, count, mask, next, scratch, depth)
        }
      }
    }
  }

  /// Evaluates into a mask of its own and combines the two.
  private func combine(
    _ start: Int, _ count: Int, _ mask: UnsafeMutablePointer<UInt8>, _ mode: Mode,
    _ scratch: ScanScratch, _ depth: Int
  ) {
    // The compiler of tests keeps them less deep than there are masks.
    guard let own = unsafe scratch.mask(depth) else { return }
    unsafe apply(start, count, own, .set, scratch, depth + 1)
    unsafe column_combine(mask, own, count, mode.kernel)
  }

  /// How many masks the test needs beside the one that it fills.
  var depth: Int {
    switch self {
    case .constant, .range, .table, .program: 0
    case .all(let tests), .any(let tests): 1 + (tests.map(\.depth).max() ?? 0)
    }
  }

  /// About how much a row costs, to test the cheap first.
  var cost: Int {
    switch self {
    case .constant: 0
    case .range: 1
    case .table: 2
    case .all(let tests), .any(let tests): tests.reduce(1) { $0 + $1.cost }
    case .program: 1000
    }
  }
}

extension RowProgram {
  /// Tests only the rows whose outcome is still open.
  fileprivate func apply(
    _ start: Int, _ count: Int, _ mask: UnsafeMutablePointer<UInt8>, _ mode: RowTest.Mode,
    _ scratch: ScanScratch
  ) {
    var rows: ContiguousArray<UInt32> = []
    let open: UInt8 = mode == .or ? 0 : 1
    for row in 0..<count {
      if unsafe mode == .set || mask[row] == open { rows.append(UInt32(row)) }
    }
    for first in stride(from: 0, to: rows.count, by: DataChunk.capacity) {
      let part = ContiguousArray(rows[first..<min(rows.count, first + DataChunk.capacity)])
      let outcome = unsafe part.withUnsafeBufferPointer { places in
        unsafe evaluate(start, part.count, places.baseAddress)[0]
      }
      for (index, row) in part.enumerated() {
        let isTrue = outcome.vector.isTrue(outcome.index(index))
        unsafe mask[Int(row)] = isTrue ? 1 : 0
      }
    }
  }
}
