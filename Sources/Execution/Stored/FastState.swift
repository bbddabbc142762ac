internal import CColumnKernels
internal import Columnar

/// What a fast aggregate has seen, for each group.
struct FastState: Sendable {
  let call: FastCall
  /// Sums of codes; for a distinct count the numbers of values.
  private(set) var sums: ContiguousArray<Int64> = []
  /// Rows that were counted.
  private(set) var counts: ContiguousArray<Int64> = []
  /// The least or greatest codes.
  private(set) var ends: ContiguousArray<UInt32> = []
  /// Pairs of group and code of a distinct count that were met; nil where values are counted later,
  /// or all differ.
  private var pairs: DistinctPairs?
  /// What was seen of reals, where the call is over some.
  private var reals: RealState?

  init(_ call: FastCall, countsPairs: Bool) {
    self.call = call
    if call.reals != nil { reals = RealState(call.kind) }
    if call.kind == .distinctCount && countsPairs { pairs = DistinctPairs() }
  }

  /// Whether rows are counted here; where none is null or left out, they are counted once for all.
  private var isCounting: Bool {
    switch call.kind {
    case .count: true
    case .sum, .average, .minimum, .maximum: !call.countsAllRows
    case .distinctCount: false
    }
  }

  /// Makes room for groups.
  mutating func extend(to groupCount: Int) {
    if reals != nil {
      reals?.extend(to: groupCount)
      if isCounting { counts.extend(to: groupCount, with: 0) }
      return
    }
    switch call.kind {
    case .count: break
    case .sum, .average, .distinctCount: sums.extend(to: groupCount, with: 0)
    case .minimum: ends.extend(to: groupCount, with: .max)
    case .maximum: ends.extend(to: groupCount, with: 0)
    }
    if isCounting { counts.extend(to: groupCount, with: 0) }
  }

  /// Takes in the rows of a batch, whose groups are given; codes are computed in the scratch.
  mutating func update(
    _ batch: RowBatch, _ groups: UnsafePointer<UInt32>, groupCount: Int, _ scratch: ScanScratch
  ) {
    extend(to: groupCount)
    guard let predicate = call.predicate else {
      unsafe add(batch, groups, groupCount, scratch)
      return
    }
    // The rows that pass, a run of the table at a time; only then their groups.
    guard let mask = unsafe scratch.mask(0), batch.count > 0 else { return }
    let (first, last) = (batch.row(0), batch.row(batch.count - 1))
    unsafe predicate.evaluate(first, last - first + 1, mask, scratch)
    var found = 0
    for index in 0..<batch.count {
      let place = batch.row(index) - first
      unsafe scratch.otherPlaces[found] = UInt32(place)
      unsafe scratch.otherKeys[found] = groups[index]
      found += unsafe Int(mask[place])
    }
    let passed = unsafe RowBatch(
      start: first, count: found, places: UnsafePointer(scratch.otherPlaces))
    unsafe add(passed, scratch.otherKeys, groupCount, scratch)
  }

  private mutating func add(
    _ batch: RowBatch, _ groups: UnsafePointer<UInt32>, _ groupCount: Int, _ scratch: ScanScratch
  ) {
    let count = batch.count
    guard count > 0 else { return }
    if let values = call.reals { unsafe reals?.add(batch, groups, values) }
    if call.reals != nil && !isCounting { return }
    guard let argument = call.argument else {
      unsafe counts.withUnsafeMutableBufferPointer { counts in
        guard let counts = counts.baseAddress else { return }
        unsafe column_count_groups(groups, count, counts, groupCount)
      }
      return
    }
    let codes = unsafe scratch.codes
    unsafe argument.gather(batch, into: codes)
    if isCounting {
      unsafe counts.withUnsafeMutableBufferPointer { counts in
        guard let counts = counts.baseAddress else { return }
        if argument.hasNulls {
          unsafe column_count_codes(groups, codes, count, counts, groupCount)
        } else {
          unsafe column_count_groups(groups, count, counts, groupCount)
        }
      }
    }
    switch call.kind {
    case .count: break
    case .sum, .average:
      unsafe sums.withUnsafeMutableBufferPointer { sums in
        guard let sums = sums.baseAddress else { return }
        unsafe column_sum_codes(groups, codes, count, sums, groupCount)
      }
    case .minimum, .maximum:
      unsafe ends.withUnsafeMutableBufferPointer { ends in
        guard let ends = ends.baseAddress else { return }
        if call.kind == .minimum {
          unsafe column_least_codes(groups, codes, count, argument.hasNulls ? 1 : 0, ends)
        } else {
          unsafe column_greatest_codes(groups, codes, count, ends)
        }
      }
    case .distinctCount:
      guard pairs != nil else {
        if argument.allDiffer { unsafe countRows(groups, count, groupCount) }
        return
      }
      let floor: UInt32 = argument.hasNulls ? 1 : 0
      for index in 0..<count {
        let code = unsafe codes[index]
        guard code >= floor else { continue }
        let group = unsafe groups[index]
        if pairs?.insert(group, code) == true { sums[Int(group)] += 1 }
      }
    }
  }

  private mutating func countRows(
    _ groups: UnsafePointer<UInt32>, _ count: Int, _ groupCount: Int
  ) {
    unsafe sums.withUnsafeMutableBufferPointer { sums in
      guard let sums = sums.baseAddress else { return }
      unsafe column_count_groups(groups, count, sums, groupCount)
    }
  }

  /// Takes in the rows of a batch that all belong to the only group.
  mutating func updateOnly(_ batch: RowBatch, _ scratch: ScanScratch) {
    guard call.predicate == nil, call.kind != .distinctCount || call.argument?.allDiffer == true
    else {
      unsafe scratch.keys.update(repeating: 0, count: batch.count)
      unsafe update(batch, scratch.keys, groupCount: 1, scratch)
      return
    }
    extend(to: 1)
    if let values = call.reals {
      unsafe reals?.add(batch, nil, values)
      return
    }
    guard let argument = call.argument, call.kind != .distinctCount else {
      if call.kind == .distinctCount {
        sums[0] += Int64(batch.count)
      } else {
        counts[0] += Int64(batch.count)
      }
      return
    }
    var codes = unsafe argument.column.kernelCodes
    var start = batch.start
    if unsafe batch.places != nil || argument.mapping != nil {
      unsafe argument.gather(batch, into: scratch.codes)
      unsafe codes = unsafe column_codes(data: scratch.codes, first: 0, width: 4)
      start = 0
    }
    if isCounting {
      counts[0] += Int64(batch.count) - Int64(unsafe column_zeros(codes, start, batch.count))
    }
    switch call.kind {
    case .count, .distinctCount: break
    case .sum, .average:
      sums[0] &+= Int64(bitPattern: unsafe column_sum(codes, start, batch.count))
    case .minimum, .maximum:
      var (least, greatest) = (UInt32.max, UInt32.min)
      unsafe column_ends(
        codes, start, batch.count, argument.hasNulls ? 1 : 0, &least, &greatest)
      ends[0] = call.kind == .minimum ? min(ends[0], least) : max(ends[0], greatest)
    }
  }

  /// Adds a value of a distinct count that is counted apart.
  mutating func addDistinct(to group: Int) { sums[group] += 1 }

  /// Takes in what another state has seen of groups that are called otherwise here.
  mutating func merge(_ other: FastState, groups: ContiguousArray<UInt32>, groupCount: Int) {
    extend(to: groupCount)
    for (theirs, ours) in groups.enumerated() {
      let ours = Int(ours)
      if theirs < other.counts.count { counts[ours] += other.counts[theirs] }
      if let others = other.reals {
        reals?.merge(others, group: theirs, into: ours)
        continue
      }
      switch call.kind {
      case .count: break
      case .distinctCount:
        // Where pairs were kept, those that are new here are counted below.
        if pairs == nil && theirs < other.sums.count { sums[ours] += other.sums[theirs] }
      case .sum, .average:
        if theirs < other.sums.count { sums[ours] &+= other.sums[theirs] }
      case .minimum:
        if theirs < other.ends.count { ends[ours] = min(ends[ours], other.ends[theirs]) }
      case .maximum:
        if theirs < other.ends.count { ends[ours] = max(ends[ours], other.ends[theirs]) }
      }
    }
    other.pairs?.forEach { theirs, code in
      let ours = groups[Int(theirs)]
      if pairs?.insert(ours, code) == true { sums[Int(ours)] += 1 }
    }
  }

  /// Appends the groups of another state behind those here.
  mutating func append(_ other: FastState) {
    sums.append(contentsOf: other.sums)
    counts.append(contentsOf: other.counts)
    ends.append(contentsOf: other.ends)
    if let others = other.reals { reals?.append(others) }
  }

  /// A number a group in the order of the results, where that is cheap to have.
  func ranks(groupCount: Int) -> ContiguousArray<Int64>? {
    switch call.kind {
    case .count: counts
    case .distinctCount: sums
    case .sum
    where call.argument?.hasNulls == false && call.argument?.packed?.base == 0
      && call.argument?.packed?.unit == 1:
      sums
    case .sum, .average, .minimum, .maximum: nil
    }
  }

  /// The results of some groups, of which `rowCounts` says how many rows each has.
  @inline(never)
  func vector(
    _ groups: ContiguousArray<UInt32>, rowCounts: ContiguousArray<Int64>
  ) -> Vector {
    if let reals { return reals.vector(groups, call.countsAllRows ? rowCounts : counts, type) }
    switch call.kind {
    case .count: return Self.numbers(groups, of: counts, type)
    case .distinctCount: return Self.numbers(groups, of: sums, type)
    case .sum, .average: return totals(groups, call.countsAllRows ? rowCounts : counts)
    case .minimum, .maximum: return extremes(groups, call.countsAllRows ? rowCounts : counts)
    }
  }

  private static func numbers(
    _ groups: ContiguousArray<UInt32>, of values: ContiguousArray<Int64>, _ type: LogicalType
  ) -> Vector {
    var numbers = ContiguousArray<Int64>(repeating: 0, count: groups.count)
    for (row, group) in groups.enumerated() { numbers[row] = values[Int(group)] }
    return Vector(type: type, values: .integers(numbers))
  }

  private var type: LogicalType { call.type }

  private func totals(
    _ groups: ContiguousArray<UInt32>, _ counts: ContiguousArray<Int64>
  ) -> Vector {
    guard let argument = call.argument, let packed = argument.packed else {
      return .nulls(type, count: groups.count)
    }
    let isMean = call.kind == .average
    if type.physical == .real {
      let scale = argument.places.map { DecimalPower.of($0) } ?? 1
      let reals = groups.map { group -> Double in
        let (sum, count) = (sums[Int(group)], counts[Int(group)])
        let total = Double(Self.total(packed, sum, count)) / scale
        return isMean ? total / Double(count) : total
      }
      return Vector(type: type, values: .reals(ContiguousArray(reals)))
    }
    var flags = ContiguousArray<UInt8>(repeating: 1, count: groups.count)
    var integers = ContiguousArray<Int64>(repeating: 0, count: groups.count)
    for (row, group) in groups.enumerated() {
      let count = counts[Int(group)]
      let total = Self.total(packed, sums[Int(group)], count)
      if !isMean {
        integers[row] = Int64(truncatingIfNeeded: total)
      } else if count == 0 {
        flags[row] = 0
      } else {
        integers[row] = Int64(total / Int128(count))
      }
    }
    return Vector(type: type, values: .integers(integers), validity: ValidityMask(flags))
  }

  /// The sum of values whose codes have the given sum, exact.
  private static func total(_ packed: PackedIntegers, _ sum: Int64, _ count: Int64) -> Int128 {
    Int128(packed.base) * Int128(count) + Int128(packed.unit) * Int128(sum)
  }

  private func extremes(
    _ groups: ContiguousArray<UInt32>, _ counts: ContiguousArray<Int64>
  ) -> Vector {
    guard let argument = call.argument, let packed = argument.packed else {
      return .nulls(type, count: groups.count)
    }
    var flags = ContiguousArray<UInt8>(repeating: 1, count: groups.count)
    var integers = ContiguousArray<Int64>(repeating: 0, count: groups.count)
    for (row, group) in groups.enumerated() {
      if counts[Int(group)] == 0 {
        flags[row] = 0
      } else {
        integers[row] = packed.value(ends[Int(group)])
      }
    }
    let validity = ValidityMask(flags)
    guard type.physical == .real else {
      return Vector(type: type, values: .integers(integers), validity: validity)
    }
    let scale = DecimalPower.of(argument.places ?? 0)
    let reals = ContiguousArray(
      integers.indices.map { flags[$0] == 1 ? Double(integers[$0]) / scale : 0 })
    return Vector(type: type, values: .reals(reals), validity: validity)
  }
}

/// Powers of ten as reals.
enum DecimalPower {
  static func of(_ places: Int) -> Double {
    (0..<places).reduce(1) { power, _ in power * 10 }
  }
}
