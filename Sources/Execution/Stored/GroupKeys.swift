internal import CColumnKernels
internal import Columnar
internal import Planning

/// A key of a grouping as small numbers: a column of codes, or what an expression makes of its
/// codes, computed once for each.
struct GroupKey: Sendable {
  let column: CodedColumn
  /// The number of each code; nil where it is the code.
  let mapping: ContiguousArray<UInt32>?
  /// Every number is less than this.
  let domain: Int
  private let values: Values

  private enum Values {
    case codes(Column)
    case vector(Vector)
  }

  /// A key over the columns of a stored table; nil where it is none of one column of codes.
  init?(
    _ expr: BoundExpr, _ columns: [Column], rowCount: Int, _ context: ExecutionContext
  ) throws(ExecutionError) {
    guard let (place, column) = CodedColumn.read(by: expr, among: columns) else { return nil }
    self.column = column
    if case .column = expr.kind {
      mapping = nil
      domain = column.domain
      values = .codes(column.distinct)
      return
    }
    guard column.isNarrow(beside: rowCount) else { return nil }
    var table = GroupTable(types: [expr.type])
    var mapping: ContiguousArray<UInt32> = []
    try column.forEachOutcome(of: expr, at: place, context) { outcome, count in
      mapping.append(contentsOf: table.groups(of: [outcome], rowCount: count))
    }
    self.mapping = mapping
    domain = max(1, table.count)
    values = .vector(table.keyVectors()[0])
  }

  /// A key of an aggregate's argument, of which only the numbers are asked for.
  init(_ argument: CodedArgument) {
    column = argument.column
    mapping = argument.mapping
    domain = argument.domain
    values = .codes(argument.column.distinct)
  }

  /// The values of numbers.
  func vector(_ numbers: ContiguousArray<UInt32>) -> Vector {
    switch values {
    case .codes(let column): column.gathered(SelectionVector(rows: numbers))
    case .vector(let vector): vector.gathered(SelectionVector(rows: numbers))
    }
  }

  /// The numbers of the rows of a batch.
  func gather(_ batch: RowBatch, into numbers: UnsafeMutablePointer<UInt32>) {
    unsafe column.gather(batch, through: mapping, into: numbers)
  }
}

/// The keys of a grouping packed into one number.
struct PackedKeys: Sendable {
  let keys: [GroupKey]
  /// The product of all domains, where it is small enough for an array; the number of a combination
  /// is then its place in it, the last key counting fastest.
  let directDomain: Int?
  /// The place of each key's lowest bit, where combinations are hashed.
  let shifts: [UInt32]

  /// The packing of keys over a table of so many rows; nil where they do not fit.
  init?(_ keys: [GroupKey], rowCount: Int) {
    self.keys = keys
    let limit = min(1 << 22, max(1 << 16, rowCount))
    var product = 1
    var shift: UInt32 = 0
    var shifts: [UInt32] = []
    for key in keys {
      product = product > limit ? product : product * key.domain
      shifts.append(shift)
      shift += UInt32(64 - (key.domain - 1).leadingZeroBitCount)
    }
    guard shift <= 64 else { return nil }
    directDomain = product <= limit ? product : nil
    self.shifts = shifts
  }

  /// The places of the rows of a batch in the direct domain, in `scratch.keys`.
  func direct(_ batch: RowBatch, _ scratch: ScanScratch) {
    guard let first = keys.first else {
      unsafe scratch.keys.update(repeating: 0, count: batch.count)
      return
    }
    unsafe first.gather(batch, into: keys.count == 1 ? scratch.keys : scratch.codes)
    if keys.count == 1 { return }
    var factor = keys.dropFirst().reduce(1) { $0 * $1.domain }
    unsafe scratch.keys.update(repeating: 0, count: batch.count)
    unsafe column_add_key(scratch.keys, scratch.codes, batch.count, UInt32(factor))
    for key in keys.dropFirst() {
      factor /= key.domain
      unsafe key.gather(batch, into: scratch.codes)
      unsafe column_add_key(scratch.keys, scratch.codes, batch.count, UInt32(factor))
    }
  }

  /// The packed keys of the rows of a batch, in `scratch.wideKeys`.
  func pack(_ batch: RowBatch, _ scratch: ScanScratch) {
    unsafe scratch.wideKeys.update(repeating: 0, count: batch.count)
    for (key, shift) in zip(keys, shifts) where key.domain > 1 {
      unsafe key.gather(batch, into: scratch.codes)
      unsafe column_pack_key(scratch.wideKeys, scratch.codes, batch.count, shift)
    }
  }

  /// The place in the direct domain of a packed key, whatever is packed above it.
  func combination(of packed: UInt64) -> Int {
    var combination = 0
    for (key, shift) in zip(keys, shifts) {
      let bits = UInt64(64 - (key.domain - 1).leadingZeroBitCount)
      let number = packed >> UInt64(shift) & ((1 << bits) - 1)
      combination = combination * key.domain + Int(truncatingIfNeeded: number)
    }
    return combination
  }

  /// The values of each key for packed or direct combinations.
  func vectors(_ combinations: ContiguousArray<UInt64>, isDirect: Bool) -> [Vector] {
    var factor = isDirect ? keys.reduce(1) { $0 * $1.domain } : 1
    return zip(keys, shifts).map { key, shift in
      var numbers = ContiguousArray<UInt32>(repeating: 0, count: combinations.count)
      if isDirect {
        factor /= key.domain
        let (factor, domain) = (UInt64(factor), UInt64(key.domain))
        for index in combinations.indices {
          numbers[index] = UInt32(truncatingIfNeeded: combinations[index] / factor % domain)
        }
      } else {
        let mask = (1 << UInt64(64 - (key.domain - 1).leadingZeroBitCount)) - 1 as UInt64
        for index in combinations.indices {
          numbers[index] = UInt32(
            truncatingIfNeeded: combinations[index] >> UInt64(shift) & mask)
        }
      }
      return key.vector(numbers)
    }
  }
}
