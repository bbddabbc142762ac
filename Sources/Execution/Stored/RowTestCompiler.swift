internal import Columnar
internal import Planning

/// Turns the conditions of filters over a stored table into a `RowTest`.
///
/// Null counts as false everywhere: a condition's parts below `and` and `or` can make the whole true
/// only by being true themselves, and every other part is left whole.
struct RowTestCompiler {
  let columns: [Column]
  let rowCount: Int
  let context: ExecutionContext

  /// Domains up to this size are cheaper to go through than to think about.
  private static let smallDomain = 1 << 16

  /// The test of all conditions together.
  func compile(_ conditions: [BoundExpr]) throws(ExecutionError) -> RowTest {
    let test = try conjunction(conditions.flatMap { Self.parts(of: $0, "and") })
    guard test.depth + 1 < ScanScratch.maskCount else {
      var tests: [RowTest] = []
      for condition in conditions {
        tests.append(.program(try RowProgram([condition], over: columns, context)))
      }
      return .all(tests)
    }
    return test
  }

  /// The operands of nested calls of `and`, or of `or`.
  private static func parts(of expr: BoundExpr, _ name: String, depth: Int = 0) -> [BoundExpr] {
    guard case .call(let function, let arguments) = expr.kind, function.name == name, depth < 64,
      arguments.allSatisfy({ $0.type == .bool })
    else { return [expr] }
    return arguments.flatMap { parts(of: $0, name, depth: depth + 1) }
  }

  private func conjunction(_ parts: [BoundExpr]) throws(ExecutionError) -> RowTest {
    var tests: [RowTest] = []
    // Conditions on one column of many texts are tested together: the first narrows the others.
    var largeTexts: [Int: [BoundExpr]] = [:]
    for part in parts {
      if let column = onlyColumn(of: part), isLargeText(column) {
        largeTexts[column, default: []].append(part)
      } else {
        tests.append(try test(part))
      }
    }
    for (column, exprs) in largeTexts.sorted(by: { $0.key < $1.key }) {
      tests.append(try textTest(column, exprs, isAlone: tests.isEmpty))
    }
    if tests.contains(where: { if case .constant(false) = $0 { true } else { false } }) {
      return .constant(false)
    }
    tests.removeAll { if case .constant(true) = $0 { true } else { false } }
    tests.sort { $0.cost < $1.cost }
    return tests.isEmpty ? .constant(true) : tests.count == 1 ? tests[0] : .all(tests)
  }

  private func disjunction(_ parts: [BoundExpr]) throws(ExecutionError) -> RowTest {
    var tests: [RowTest] = []
    for part in parts { tests.append(try conjunction(Self.parts(of: part, "and"))) }
    if tests.contains(where: { if case .constant(true) = $0 { true } else { false } }) {
      return .constant(true)
    }
    tests.removeAll { if case .constant(false) = $0 { true } else { false } }
    tests.sort { $0.cost < $1.cost }
    return tests.isEmpty ? .constant(false) : tests.count == 1 ? tests[0] : .any(tests)
  }

  private func test(_ expr: BoundExpr) throws(ExecutionError) -> RowTest {
    let alternatives = Self.parts(of: expr, "or")
    if let index = onlyColumn(of: expr), let column = CodedColumn(columns[index]) {
      if column.domain <= Self.smallDomain {
        return simplified(column, try truths([expr], index, column))
      }
      if let range = CodeRange(expr, column) {
        return .range(
          column, low: range.low, high: range.high, isOutside: range.isOutside)
      }
      if alternatives.count == 1 && column.column.dictionary != nil {
        return try textTest(index, [expr], isAlone: false)
      }
    }
    if alternatives.count > 1 { return try disjunction(alternatives) }
    if !expr.readsColumns {
      let value = try ExpressionProgram([expr], context).constant
      return .constant(value?.vector.isTrue(0) ?? false)
    }
    return .program(try RowProgram([expr], over: columns, context))
  }

  /// The column that an expression reads, if it is one and reading it is all that matters.
  private func onlyColumn(of expr: BoundExpr) -> Int? {
    let read = expr.columnsRead
    return read.count == 1 && !expr.isVolatile && expr.type == .bool ? read.first : nil
  }

  private func isLargeText(_ index: Int) -> Bool {
    guard let dictionary = columns[index].dictionary, case .texts = columns[index].values else {
      return false
    }
    return dictionary.count > Self.smallDomain
  }

  /// Tests on a column of many texts: for every text before the scan, or row by row where others
  /// leave few rows and texts hardly repeat.
  private func textTest(
    _ index: Int, _ exprs: [BoundExpr], isAlone: Bool
  ) throws(ExecutionError) -> RowTest {
    guard let column = CodedColumn(columns[index]) else {
      return .program(try RowProgram(exprs, over: columns, context))
    }
    if let search = TextSearch(exprs, column) {
      let programs = try self.programs(exprs, index)
      let table = search.truths(context) { codes in
        Self.truths(programs, column.vector(ofCodes: codes))
      }
      try context.checkCancellation()
      return simplified(column, table)
    }
    if isAlone || column.domain < rowCount / 4 {
      return simplified(column, try truths(exprs, index, column))
    }
    var tests: [RowTest] = []
    for expr in exprs { tests.append(.program(try RowProgram([expr], over: columns, context))) }
    return tests.count == 1 ? tests[0] : .all(tests)
  }

  /// For every code whether all expressions are true of its value.
  private func truths(
    _ exprs: [BoundExpr], _ index: Int, _ column: CodedColumn
  ) throws(ExecutionError) -> ContiguousArray<UInt8> {
    let programs = try self.programs(exprs, index)
    let distinct = column.distinct
    let size = DataChunk.capacity
    let pieces = (column.domain + size - 1) / size
    let parts = context.workers.run(
      pieces: pieces, [Int: ContiguousArray<UInt8>]()
    ) { parts, _, piece in
      let range = piece * size..<min(column.domain, (piece + 1) * size)
      parts[piece] = Self.truths(programs, distinct.vector(range))
    }
    try context.checkCancellation()
    var table = ContiguousArray<UInt8>(repeating: 0, count: column.domain)
    for (piece, flags) in parts.joined() {
      for (offset, flag) in flags.enumerated() { table[piece * size + offset] = flag }
    }
    return table
  }

  private func programs(
    _ exprs: [BoundExpr], _ index: Int
  ) throws(ExecutionError) -> [ExpressionProgram] {
    var programs: [ExpressionProgram] = []
    for expr in exprs {
      programs.append(try ExpressionProgram([expr].movingColumns([index: 0]), context))
    }
    return programs
  }

  private static func truths(
    _ programs: [ExpressionProgram], _ vector: Vector
  ) -> ContiguousArray<UInt8> {
    var flags = ContiguousArray<UInt8>(repeating: 1, count: vector.count)
    for program in programs {
      let outcome = program.evaluate(DataChunk(vectors: [vector], count: vector.count))[0]
      for row in 0..<vector.count where !outcome.vector.isTrue(outcome.index(row)) {
        flags[row] = 0
      }
    }
    return flags
  }

  /// A table of truths as a range where it is one: those are compared many at a time.
  private func simplified(_ column: CodedColumn, _ table: ContiguousArray<UInt8>) -> RowTest {
    guard let first = table.firstIndex(of: 1) else { return .constant(false) }
    guard let firstFalse = table.firstIndex(of: 0) else { return .constant(true) }
    let last = table.lastIndex(of: 1) ?? first
    if !table[first...last].contains(0) {
      return .range(column, low: UInt32(first), high: UInt32(last), isOutside: false)
    }
    let lastFalse = table.lastIndex(of: 0) ?? firstFalse
    if !table[firstFalse...lastFalse].contains(1) {
      return .range(column, low: UInt32(firstFalse), high: UInt32(lastFalse), isOutside: true)
    }
    return .table(column, table)
  }
}

/// A comparison of a column of packed integers with constants as one of codes.
struct CodeRange {
  let low: UInt32
  let high: UInt32
  let isOutside: Bool

  /// The codes for which the expression is true; nil where it is no such comparison.
  init?(_ expr: BoundExpr, _ column: CodedColumn) {
    guard case .packed(let packed) = column.column.values, packed.unit > 0,
      case .call(let function, let arguments) = expr.kind,
      let (name, bounds) = Self.operands(function.name, arguments, column.column.type)
    else { return nil }
    let floor: UInt32 = packed.hasNulls ? 1 : 0
    let top = UInt32(column.domain - 1)
    // The first code whose value is at least, and the last whose value is at most, a bound.
    func ceiling(_ bound: Int64) -> Int? { Self.code(bound, packed, floor, top, rounds: .up) }
    func ground(_ bound: Int64) -> Int? { Self.code(bound, packed, floor, top, rounds: .down) }
    var (first, last) = (Int(floor), Int(top))
    var isOutside = false
    switch name {
    case "==", "!=":
      guard let low = ceiling(bounds[0]), let high = ground(bounds[0]) else { return nil }
      (first, last) = (low, high)
      isOutside = name == "!="
    case ">=", ">":
      guard let low = ceiling(bounds[0]), let exact = ground(bounds[0]) else { return nil }
      first = name == ">" ? exact + 1 : low
    case "<=", "<":
      guard let high = ground(bounds[0]), let exact = ceiling(bounds[0]) else { return nil }
      last = name == "<" ? exact - 1 : high
    case "between":
      guard let low = ceiling(bounds[0]), let high = ground(bounds[1]) else { return nil }
      (first, last) = (low, high)
    default: return nil
    }
    if first > last {
      (low, high) = (1, 0)
    } else {
      (low, high) = (UInt32(max(first, Int(floor))), UInt32(min(last, Int(top))))
    }
    // An empty range inside, or outside of it everything, nulls too: a null differs from a value.
    self.isOutside = isOutside
  }

  /// The operator with the column on its left, and the constants on its right.
  private static func operands(
    _ name: String, _ arguments: [BoundExpr], _ type: LogicalType
  ) -> (String, [Int64])? {
    let mirrored = ["<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="]
    if arguments.count == 2, case .column = arguments[1].kind, let name = mirrored[name] {
      return integer(arguments[0], type).map { (name, [$0]) }
    }
    guard case .column? = arguments.first?.kind else { return nil }
    var bounds: [Int64] = []
    for argument in arguments.dropFirst() {
      guard let bound = integer(argument, type) else { return nil }
      bounds.append(bound)
    }
    return (name, bounds)
  }

  private static func integer(_ expr: BoundExpr, _ type: LogicalType) -> Int64? {
    switch (expr.constant, type) {
    case (.integer(let value), .int), (.integer(let value), .long),
      (.datetime(let value), .datetime), (.timespan(let value), .timespan):
      value
    default: nil
    }
  }

  /// The place of a value among the codes, at least one before the first and behind the last.
  private static func code(
    _ value: Int64, _ packed: PackedIntegers, _ floor: UInt32, _ top: UInt32,
    rounds: FloatingPointRoundingRule
  ) -> Int? {
    let least = packed.value(floor)
    let greatest = packed.value(top)
    guard least <= greatest else { return nil }
    if value < least { return rounds == .up ? Int(floor) : Int(floor) - 1 }
    if value > greatest { return rounds == .up ? Int(top) + 1 : Int(top) }
    let distance = UInt64(bitPattern: value &- least)
    let unit = UInt64(packed.unit)
    let steps = Int(distance / unit) + Int(floor)
    return rounds == .up && distance % unit != 0 ? steps + 1 : steps
  }
}
