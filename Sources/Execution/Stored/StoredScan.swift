internal import CColumnKernels
internal import Columnar
internal import Planning
internal import Query

/// A chain of filters and projections over a stored table, folded into one: conditions and outputs
/// are expressions over the columns of the table, so that nothing need be computed for a row that
/// is dropped, and much only once for every distinct value.
struct StoredScan {
  let columns: [Column]
  let rowCount: Int
  private(set) var conditions: [BoundExpr]
  private(set) var outputs: [BoundExpr]

  /// The chain at the top of a plan; nil where the plan is something else.
  init?(_ plan: LogicalPlan, _ context: ExecutionContext) throws(ExecutionError) {
    guard let table = Self.table(under: plan), let columns = table.columns,
      table.rowCount >= context.storedScanThreshold, table.rowCount < UInt32.max
    else { return nil }
    self.columns = columns
    rowCount = table.rowCount
    conditions = []
    outputs = []
    guard try add(plan, context) else { return nil }
  }

  /// The table that only filters and projections stand on.
  private static func table(under plan: LogicalPlan) -> Table? {
    switch plan.node {
    case .scan(_, let table, _): table
    case .filter(let input, _), .project(let input, _): Self.table(under: input)
    default: nil
    }
  }

  private mutating func add(
    _ plan: LogicalPlan, _ context: ExecutionContext
  ) throws(ExecutionError) -> Bool {
    switch plan.node {
    case .scan(_, _, let places):
      outputs = zip(places, plan.schema.columns).map { place, column in
        BoundExpr(.column(place), type: column.type, range: SourceRange(0, 0))
      }
      return true
    case .filter(let input, let condition):
      guard try add(input, context) else { return false }
      guard !condition.isVolatile else { return false }
      conditions.append(try over(outputs, [condition], context)[0])
      return true
    case .project(let input, let exprs):
      guard try add(input, context) else { return false }
      guard !exprs.contains(where: \.isVolatile) else { return false }
      outputs = try over(outputs, exprs, context)
      return true
    default: return false
    }
  }

  /// Expressions over the outputs as ones over the columns of the table.
  func substituted(
    _ exprs: [BoundExpr], _ context: ExecutionContext
  ) throws(ExecutionError) -> [BoundExpr] {
    try over(outputs, exprs, context)
  }

  private func over(
    _ inputs: [BoundExpr], _ exprs: [BoundExpr], _ context: ExecutionContext
  ) throws(ExecutionError) -> [BoundExpr] {
    let exprs = try context.answeringQueries(in: exprs)
    var rewriter = ExprRewriter { expr in
      if case .column(let place) = expr.kind { inputs[place] } else { nil }
    }
    return exprs.map { rewriter.rewrite($0) }
  }

  /// The scan with its conditions compiled.
  func prepared(_ context: ExecutionContext) throws(ExecutionError) -> PreparedScan {
    let compiler = RowTestCompiler(columns: columns, rowCount: rowCount, context: context)
    context.progress?.expect(rowCount)
    return PreparedScan(
      rowCount: rowCount, test: try compiler.compile(conditions), progress: context.progress)
  }
}

/// Rows of a batch that met the conditions; good as long as the scratch space is not used again.
@safe
struct RowBatch {
  /// The row of the table that places are counted from.
  let start: Int
  /// The number of rows.
  let count: Int
  /// The places of the rows; nil where they are 0 ..< count.
  let places: UnsafePointer<UInt32>?

  /// The row of the table.
  func row(_ index: Int) -> Int {
    unsafe start + (places.map { unsafe Int($0[index]) } ?? index)
  }
}

/// A scan that is ready to run, on any thread.
struct PreparedScan: Sendable {
  let rowCount: Int
  let test: RowTest
  /// Told of each block that is begun.
  let progress: ScanProgress?

  /// The number of blocks that the rows lie in.
  var blockCount: Int {
    (rowCount + ZoneMap.blockRowCount - 1) / ZoneMap.blockRowCount
  }

  /// The rows of a block that meet the conditions, batch by batch in their order.
  @inline(__always)
  func forEachBatch(inBlock block: Int, _ scratch: ScanScratch, _ body: (RowBatch) -> Void) {
    let first = block * ZoneMap.blockRowCount
    let end = min(rowCount, first + ZoneMap.blockRowCount)
    progress?.add(end - first)
    guard test.mayHold(inBlock: block) else { return }
    for start in stride(from: first, to: end, by: ScanScratch.rowCount) {
      let count = min(ScanScratch.rowCount, end - start)
      if case .constant(true) = test {
        unsafe body(RowBatch(start: start, count: count, places: nil))
        continue
      }
      guard let mask = unsafe scratch.mask(0) else { return }
      unsafe test.evaluate(start, count, mask, scratch)
      let found = unsafe column_select(mask, count, scratch.places)
      guard found > 0 else { continue }
      unsafe body(
        RowBatch(
          start: start, count: found,
          places: found == count ? nil : UnsafePointer(scratch.places)))
    }
  }

  /// How many rows of a block meet the conditions.
  func count(inBlock block: Int, _ scratch: ScanScratch) -> Int {
    let first = block * ZoneMap.blockRowCount
    let end = min(rowCount, first + ZoneMap.blockRowCount)
    progress?.add(end - first)
    guard test.mayHold(inBlock: block) else { return 0 }
    if case .constant(true) = test { return end - first }
    var total = 0
    for start in stride(from: first, to: end, by: ScanScratch.rowCount) {
      let count = min(ScanScratch.rowCount, end - start)
      guard let mask = unsafe scratch.mask(0) else { return total }
      unsafe test.evaluate(start, count, mask, scratch)
      total += unsafe column_count(mask, count)
    }
    return total
  }
}

/// Fetches the outputs of a stored scan for rows that were chosen.
struct StoredRowReader {
  private let columns: [Column]
  private let program: RowProgram
  /// The outputs that are columns as they are stored; the others come from the program.
  private let stored: [Int?]
  private let hasComputed: Bool

  init(_ scan: StoredScan, _ context: ExecutionContext) throws(ExecutionError) {
    columns = scan.columns
    stored = scan.outputs.map { if case .column(let place) = $0.kind { place } else { nil } }
    let computed = scan.outputs.filter { if case .column = $0.kind { false } else { true } }
    hasComputed = !computed.isEmpty
    program = try RowProgram(computed, over: scan.columns, context)
  }

  /// The outputs of some rows.
  func chunk(_ rows: SelectionVector) -> DataChunk {
    var computed: [ArgumentVector] = []
    if hasComputed {
      computed = unsafe rows.rows.withUnsafeBufferPointer {
        unsafe program.evaluate(0, rows.count, $0.baseAddress)
      }
    }
    var next = 0
    let vectors = stored.map { (place) -> Vector in
      if let place { return columns[place].gathered(rows) }
      next += 1
      return computed[next - 1].expanded(rows.count)
    }
    return DataChunk(vectors: vectors, count: rows.count)
  }
}

/// The rows of a stored scan as chunks: filters are evaluated ahead, a few blocks at a time on all
/// cores, and only then are the columns fetched.
final class StoredScanOperator: PhysicalOperator {
  private let scan: PreparedScan
  private let reader: StoredRowReader
  private let context: ExecutionContext
  private var nextBlock = 0
  private var blocksAtOnce = 1
  private var rows: ContiguousArray<UInt32> = []
  private var position = 0

  init(_ scan: StoredScan, _ context: ExecutionContext) throws(ExecutionError) {
    self.scan = try scan.prepared(context)
    self.context = context
    reader = try StoredRowReader(scan, context)
  }

  func next() throws(ExecutionError) -> DataChunk? {
    try context.checkCancellation()
    while position >= rows.count {
      guard nextBlock < scan.blockCount else { return nil }
      fill()
      try context.checkCancellation()
    }
    let end = min(rows.count, position + DataChunk.capacity)
    let part = SelectionVector(rows: ContiguousArray(rows[position..<end]))
    position = end
    return reader.chunk(part)
  }

  /// Finds the rows of the next blocks: of one at first, since often the first rows are enough.
  private func fill() {
    let blocks = nextBlock..<min(scan.blockCount, nextBlock + blocksAtOnce)
    nextBlock = blocks.upperBound
    blocksAtOnce = min(64, blocksAtOnce * 2)
    let scan = scan
    let parts = context.workers.run(
      pieces: blocks.count, [Int: ContiguousArray<UInt32>]()
    ) { parts, scratch, piece in
      var found: ContiguousArray<UInt32> = []
      scan.forEachBatch(inBlock: blocks.lowerBound + piece, scratch) { batch in
        for index in 0..<batch.count { found.append(UInt32(batch.row(index))) }
      }
      parts[piece] = found
    }
    rows = ContiguousArray(parts.joined().sorted { $0.key < $1.key }.flatMap { $0.value })
    position = 0
  }
}
