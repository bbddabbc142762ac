internal import CColumnKernels
internal import Columnar
internal import Planning

/// An aggregate that is computed on codes, in arrays with a place a group.
struct FastCall: Sendable {
  enum Kind {
    case count, sum, average, minimum, maximum, distinctCount
  }

  let kind: Kind
  /// What it is computed over; a count has none.
  let argument: CodedArgument?
  /// The column of reals, none null, that it is computed over where that has no codes.
  let reals: Buffer<Double>?
  /// Rows that do not pass are left out.
  let predicate: RowTest?
  /// The type of the result.
  let type: LogicalType

  /// `count()`, of which there is one to each grouping.
  static let rowCount = FastCall()

  private init() {
    kind = .count
    argument = nil
    reals = nil
    predicate = nil
    type = .long
  }

  /// Whether every row of a group counts for it.
  var countsAllRows: Bool { predicate == nil && argument?.hasNulls != true }

  /// A call over the columns of a stored table; nil where it needs more than codes.
  init?(
    _ call: AggregateCall, _ compiler: RowTestCompiler
  ) throws(ExecutionError) {
    let (columns, context) = (compiler.columns, compiler.context)
    switch call.function.kind {
    case .count: kind = .count
    case .sum: kind = .sum
    case .average: kind = .average
    case .minimum: kind = .minimum
    case .maximum: kind = .maximum
    case .distinctCount: kind = .distinctCount
    default: return nil
    }
    type = call.outputs[0]
    if kind == .count {
      argument = nil
      reals = nil
    } else if kind != .distinctCount, let expr = call.arguments.first,
      case .column(let place) = expr.kind, case .reals(let values, nil) = columns[place].values
    {
      argument = nil
      reals = values
    } else {
      reals = nil
      guard let expr = call.arguments.first,
        let coded = try CodedArgument(
          expr, columns, rowCount: compiler.rowCount, context, kind == .distinctCount)
      else { return nil }
      if kind != .distinctCount && coded.type == .bool { return nil }
      argument = coded
    }
    if let condition = call.predicate {
      guard condition.type == .bool, !condition.isVolatile else { return nil }
      predicate = try compiler.compile([condition])
    } else {
      predicate = nil
    }
  }
}

/// An argument of an aggregate as codes: those of a column, or of what an expression makes of them.
struct CodedArgument: Sendable {
  let column: CodedColumn
  /// The code of each code of the column; nil where it is the same.
  let mapping: ContiguousArray<UInt32>?
  /// What the codes stand for, where they are numbers.
  let packed: PackedIntegers?
  /// The power of ten that numbers are divided by, where they are reals.
  let places: Int?
  let type: LogicalType
  /// Whether code 0 is null.
  let hasNulls: Bool
  /// Every code is less than this.
  let domain: Int

  init?(
    _ expr: BoundExpr, _ columns: [Column], rowCount: Int, _ context: ExecutionContext,
    _ acceptsTexts: Bool
  ) throws(ExecutionError) {
    guard let (place, column) = CodedColumn.read(by: expr, among: columns) else { return nil }
    self.column = column
    type = expr.type
    let result: CodedColumn
    if case .column = expr.kind {
      mapping = nil
      result = column
    } else {
      guard column.isNarrow(beside: rowCount),
        let computed = try Self.computed(expr, place, column, context)
      else { return nil }
      mapping = ContiguousArray((0..<computed.codes.count).map { computed.codes[$0] })
      result = computed
    }
    packed = result.packed
    guard packed != nil || acceptsTexts else { return nil }
    places = if case .decimals(_, let places) = result.column.values { places } else { nil }
    hasNulls = result.hasNulls
    domain = result.domain
  }

  /// The values of an expression for all codes of a column, as a column of codes.
  private static func computed(
    _ expr: BoundExpr, _ place: Int, _ column: CodedColumn, _ context: ExecutionContext
  ) throws(ExecutionError) -> CodedColumn? {
    var writer = ColumnWriter(expr.type)
    try column.forEachOutcome(of: expr, at: place, context) { outcome, count in
      for row in 0..<count { writer.append(outcome[row]) }
    }
    return CodedColumn(writer.finish())
  }

  /// Whether no two rows have one value, so that rows need only be counted.
  var allDiffer: Bool {
    if mapping == nil, case .sequence = column.codes { true } else { false }
  }

  /// The codes of the rows of a batch.
  func gather(_ batch: RowBatch, into codes: UnsafeMutablePointer<UInt32>) {
    unsafe column.gather(batch, through: mapping, into: codes)
  }
}
