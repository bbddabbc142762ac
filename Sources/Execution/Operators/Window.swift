internal import Columnar
internal import Planning

/// Functions of a row and of those around it: takes in all rows and adds a column a call.
final class Window: PhysicalOperator {
  private let input: any PhysicalOperator
  private let calls: [(call: WindowCall, program: ExpressionProgram)]
  private let types: [LogicalType]
  private let context: ExecutionContext
  private var result: ChunkSlices?

  init(
    _ input: any PhysicalOperator, _ calls: [WindowCall], types: [LogicalType],
    _ context: ExecutionContext
  ) throws(ExecutionError) {
    self.input = input
    var programs: [(WindowCall, ExpressionProgram)] = []
    for call in calls { programs.append((call, try ExpressionProgram(call.arguments, context))) }
    self.calls = programs
    self.types = types
    self.context = context
  }

  func next() throws(ExecutionError) -> DataChunk? {
    // `serialize` alone only says that the order matters.
    if calls.isEmpty { return try input.next() }
    if result == nil { result = ChunkSlices(try computed()) }
    return result?.next()
  }

  private func computed() throws(ExecutionError) -> DataChunk {
    var rows = RowBuffer(types: types)
    while let chunk = try input.next() { rows.append(chunk) }
    var all = try rows.finish(context)
    for (call, program) in calls {
      let column = Self.column(call, program.evaluate(all), rowCount: all.count)
      all = DataChunk(vectors: all.vectors + [column], count: all.count)
    }
    return all
  }

  private static func column(
    _ call: WindowCall, _ arguments: [ArgumentVector], rowCount: Int
  ) -> Vector {
    switch call.function.kind {
    case .previous: shifted(call, arguments[0], rowCount, by: -1)
    case .next: shifted(call, arguments[0], rowCount, by: 1)
    case .rowNumber: numbered(call, restart: arguments.first, rowCount)
    case .cumulativeSum: summed(call, arguments, rowCount)
    case .denseRank, .minimumRank: ranked(call, arguments, rowCount)
    case .sessionStart: sessions(call, arguments, rowCount)
    }
  }

  private static func shifted(
    _ call: WindowCall, _ argument: ArgumentVector, _ rowCount: Int, by sign: Int
  ) -> Vector {
    guard case .integer(let offset) = call.parameters[0] else { return .nulls(call.type, rowCount) }
    let (distance, isTooFar) = sign.multipliedReportingOverflow(by: Int(offset))
    var builder = VectorBuilder(call.type, capacity: rowCount)
    for row in 0..<rowCount {
      let (place, isOutside) = row.addingReportingOverflow(distance)
      let exists = !isTooFar && !isOutside && (0..<rowCount).contains(place)
      builder.append(exists ? argument[place] : call.parameters[1])
    }
    return builder.finish()
  }

  private static func numbered(
    _ call: WindowCall, restart: ArgumentVector?, _ rowCount: Int
  ) -> Vector {
    var start: Int64 = 1
    if case .integer(let given)? = call.parameters.first { start = given }
    var number = start &- 1
    let numbers = ContiguousArray(
      (0..<rowCount).map { row -> Int64 in
        number = restart.isTrue(row) ? start : number &+ 1
        return number
      })
    return Vector(type: .long, values: .integers(numbers))
  }

  /// A missing value adds nothing.
  private static func summed(
    _ call: WindowCall, _ arguments: [ArgumentVector], _ rowCount: Int
  ) -> Vector {
    let restart = arguments.count > 1 ? arguments[1] : nil
    let validity = arguments[0].validity(rowCount)
    if let terms = arguments[0].integers {
      var sum: Int64 = 0
      let sums = ContiguousArray(
        (0..<rowCount).map { row -> Int64 in
          if restart.isTrue(row) { sum = 0 }
          if validity[row] { sum &+= terms.values[terms.isConstant ? 0 : row] }
          return sum
        })
      return Vector(type: call.type, values: .integers(sums))
    }
    guard let terms = arguments[0].reals else { return .nulls(call.type, rowCount) }
    var sum = 0.0
    let sums = ContiguousArray(
      (0..<rowCount).map { row -> Double in
        if restart.isTrue(row) { sum = 0 }
        if validity[row] { sum += terms.values[terms.isConstant ? 0 : row] }
        return sum
      })
    return Vector(type: call.type, values: .reals(sums))
  }

  private static func ranked(
    _ call: WindowCall, _ arguments: [ArgumentVector], _ rowCount: Int
  ) -> Vector {
    let restart = arguments.count > 1 ? arguments[1] : nil
    var rank: Int64 = 0
    var number: Int64 = 0
    var last: Value?
    let ranks = ContiguousArray(
      (0..<rowCount).map { row -> Int64 in
        let value = arguments[0][row]
        if restart.isTrue(row) {
          (rank, number, last) = (0, 0, nil)
        }
        number += 1
        if value != last { rank = call.function.kind == .denseRank ? rank + 1 : number }
        last = value
        return rank
      })
    return Vector(type: .long, values: .integers(ranks))
  }

  /// A session ends where the next row is too far from the last or from the first.
  private static func sessions(
    _ call: WindowCall, _ arguments: [ArgumentVector], _ rowCount: Int
  ) -> Vector {
    guard case .timespan(let longest) = call.parameters[0],
      case .timespan(let gap) = call.parameters[1], let times = arguments[0].integers
    else { return .nulls(call.type, rowCount) }
    let restart = arguments.count > 1 ? arguments[1] : nil
    let validity = arguments[0].validity(rowCount)
    var first: Int64?
    var last: Int64 = 0
    let starts = ContiguousArray(
      (0..<rowCount).map { row -> Int64 in
        guard validity[row] else {
          first = nil
          return 0
        }
        let time = times.values[times.isConstant ? 0 : row]
        if let start = first, !restart.isTrue(row), time - last <= gap, time - start <= longest {
          last = time
          return start
        }
        first = time
        last = time
        return time
      })
    return Vector(type: .datetime, values: .integers(starts), validity: validity)
  }
}

extension ArgumentVector? {
  /// Whether there is a condition and it holds in a row.
  fileprivate func isTrue(_ row: Int) -> Bool {
    guard let self else { return false }
    return self.vector.isTrue(self.index(row))
  }
}
