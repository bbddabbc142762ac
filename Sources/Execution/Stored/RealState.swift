internal import Columnar

/// What an aggregate over a column of reals has seen, for each group: reals have no codes.
///
/// Sums keep what rounding loses (Neumaier's summation), so that they do not hang on which core took
/// which rows.
struct RealState: Sendable {
  let kind: FastCall.Kind
  private var sums: ContiguousArray<Double> = []
  private var errors: ContiguousArray<Double> = []
  /// The least or greatest values; not-a-number stays once it is met.
  private var ends: ContiguousArray<Double> = []

  init(_ kind: FastCall.Kind) { self.kind = kind }

  /// Makes room for groups.
  mutating func extend(to groupCount: Int) {
    switch kind {
    case .sum, .average:
      sums.extend(to: groupCount, with: 0)
      errors.extend(to: groupCount, with: 0)
    case .minimum: ends.extend(to: groupCount, with: .infinity)
    case .maximum: ends.extend(to: groupCount, with: -.infinity)
    case .count, .distinctCount: break
    }
  }

  /// Takes in the rows of a batch, whose groups are given; nil where all are of the only one.
  mutating func add(_ batch: RowBatch, _ groups: UnsafePointer<UInt32>?, _ values: Buffer<Double>) {
    let values = unsafe values.pointer
    guard let groups = unsafe groups else {
      unsafe addToOnly(batch, values)
      return
    }
    switch kind {
    case .sum, .average:
      for index in 0..<batch.count {
        let group = unsafe Int(groups[index])
        unsafe add(values[batch.row(index)], to: group)
      }
    case .minimum:
      for index in 0..<batch.count {
        let group = unsafe Int(groups[index])
        let value = unsafe values[batch.row(index)]
        if value < ends[group] || value.isNaN { ends[group] = value }
      }
    case .maximum:
      for index in 0..<batch.count {
        let group = unsafe Int(groups[index])
        let value = unsafe values[batch.row(index)]
        if value > ends[group] || value.isNaN { ends[group] = value }
      }
    case .count, .distinctCount: break
    }
  }

  /// The same for the only group, in variables of its own.
  private mutating func addToOnly(_ batch: RowBatch, _ values: UnsafePointer<Double>) {
    switch kind {
    case .sum, .average:
      for index in 0..<batch.count { unsafe add(values[batch.row(index)], to: 0) }
    case .minimum, .maximum:
      let sign: Double = kind == .minimum ? 1 : -1
      var end = ends[0] * sign
      var hasNaN = end.isNaN
      for index in 0..<batch.count {
        let value = unsafe values[batch.row(index)] * sign
        end = value < end ? value : end
        hasNaN = hasNaN || value.isNaN
      }
      ends[0] = hasNaN ? .nan : end * sign
    case .count, .distinctCount: break
    }
  }

  @inline(__always)
  private mutating func add(_ value: Double, to group: Int) {
    let sum = sums[group]
    let total = sum + value
    errors[group] +=
      sum.magnitude >= value.magnitude ? (sum - total) + value : (value - total) + sum
    sums[group] = total
  }

  /// Takes in a group of another state.
  mutating func merge(_ other: RealState, group theirs: Int, into ours: Int) {
    switch kind {
    case .sum, .average:
      guard theirs < other.sums.count else { return }
      add(other.sums[theirs], to: ours)
      errors[ours] += other.errors[theirs]
    case .minimum, .maximum:
      guard theirs < other.ends.count else { return }
      let value = other.ends[theirs]
      let isFurther = kind == .minimum ? value < ends[ours] : value > ends[ours]
      if isFurther || value.isNaN { ends[ours] = value }
    case .count, .distinctCount: break
    }
  }

  /// Appends the groups of another state behind those here.
  mutating func append(_ other: RealState) {
    sums.append(contentsOf: other.sums)
    errors.append(contentsOf: other.errors)
    ends.append(contentsOf: other.ends)
  }

  /// The results of some groups with so many rows each.
  func vector(
    _ groups: ContiguousArray<UInt32>, _ counts: ContiguousArray<Int64>, _ type: LogicalType
  ) -> Vector {
    var flags = ContiguousArray<UInt8>(repeating: 1, count: groups.count)
    var reals = ContiguousArray<Double>(repeating: 0, count: groups.count)
    for (row, group) in groups.enumerated() {
      let (group, count) = (Int(group), counts[Int(group)])
      switch kind {
      case .sum, .average:
        // What overflowed has no error that means anything.
        let total = sums[group].isFinite ? sums[group] + errors[group] : sums[group]
        reals[row] = kind == .sum ? total : total / Double(count)
      case .minimum, .maximum:
        if count == 0 { flags[row] = 0 } else { reals[row] = ends[group] }
      case .count, .distinctCount: break
      }
    }
    return Vector(type: type, values: .reals(reals), validity: ValidityMask(flags))
  }
}
