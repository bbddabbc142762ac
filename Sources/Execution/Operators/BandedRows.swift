internal import Columnar

/// Rows by group, and inside of each by the value of a column, so that those between two bounds are
/// neighbours. Rows whose value is null match nothing and are left out.
struct BandedRows {
  /// The rows, group by group.
  let rows: ContiguousArray<UInt32>
  private let values: ContiguousArray<Int64>
  private let starts: ContiguousArray<Int>

  init(_ groups: ContiguousArray<UInt32>, groupCount: Int, _ column: Vector) {
    var starts = ContiguousArray<Int>(repeating: 0, count: groupCount + 1)
    guard case .integers(let integers) = column.values else {
      rows = []
      values = []
      self.starts = starts
      return
    }
    for row in groups.indices where column.validity[row] { starts[Int(groups[row]) + 1] += 1 }
    for group in 0..<groupCount { starts[group + 1] += starts[group] }
    var next = starts
    var rows = ContiguousArray<UInt32>(repeating: 0, count: starts[groupCount])
    for row in groups.indices where column.validity[row] {
      rows[next[Int(groups[row])]] = UInt32(row)
      next[Int(groups[row])] += 1
    }
    for group in 0..<groupCount {
      rows[starts[group]..<starts[group + 1]].sort { a, b in
        let (valueOfA, valueOfB) = (integers[Int(a)], integers[Int(b)])
        return valueOfA == valueOfB ? a < b : valueOfA < valueOfB
      }
    }
    self.rows = rows
    values = ContiguousArray(rows.map { integers[Int($0)] })
    self.starts = starts
  }

  /// One end of the bounds: whether its value is inside, and the values.
  typealias End = (isInclusive: Bool, values: ArgumentVector)

  /// The places of the rows that each of the given rows matches, by its group and its bounds.
  func ranges(
    _ groups: ContiguousArray<UInt32>, low: End?, high: End?
  ) -> ContiguousArray<Range<Int>> {
    ContiguousArray(
      groups.enumerated().map { row, group in
        guard group != .max else { return 0..<0 }
        var start = starts[Int(group)]
        var end = starts[Int(group) + 1]
        if let low {
          guard let bound = Self.bound(low.values, row) else { return 0..<0 }
          start = place(of: bound, isAfterEqual: !low.isInclusive, start, end)
        }
        if let high {
          guard let bound = Self.bound(high.values, row) else { return 0..<0 }
          end = place(of: bound, isAfterEqual: high.isInclusive, start, end)
        }
        return start..<max(start, end)
      })
  }

  private static func bound(_ argument: ArgumentVector, _ row: Int) -> Int64? {
    let place = argument.index(row)
    guard argument.vector.validity[place],
      case .integers(let values) = argument.vector.values
    else { return nil }
    return values[place]
  }

  /// The first place whose value is at least the bound, or greater where it comes after equals.
  private func place(of bound: Int64, isAfterEqual: Bool, _ start: Int, _ end: Int) -> Int {
    var (low, high) = (start, end)
    while low < high {
      let middle = (low + high) / 2
      if values[middle] < bound || isAfterEqual && values[middle] == bound {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}
