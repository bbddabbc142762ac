internal import Columnar
internal import Planning

/// Expressions over the rows of a stored table. One over a single column of codes is computed once
/// for each code, before the first row.
struct RowProgram: Sendable {
  private enum Output {
    /// The values by code.
    case byCode(CodedColumn, Vector)
    /// A value of the program.
    case computed(Int)
  }

  private let outputs: [Output]
  private let columns: [Column]
  private let program: ExpressionProgram

  /// A program whose expressions read `columns` of the table by their places in it.
  init(
    _ exprs: [BoundExpr], over columns: [Column], _ context: ExecutionContext
  ) throws(ExecutionError) {
    var outputs: [Output] = []
    var computed: [BoundExpr] = []
    for expr in exprs {
      if let (column, values) = try Self.valuesByCode(expr, columns, context) {
        outputs.append(.byCode(column, values))
      } else {
        outputs.append(.computed(computed.count))
        computed.append(expr)
      }
    }
    self.outputs = outputs
    let read = computed.columnsRead.sorted()
    let places = Dictionary(uniqueKeysWithValues: read.enumerated().map { ($1, $0) })
    self.columns = read.map { columns[$0] }
    program = try ExpressionProgram(computed.movingColumns(places), context)
  }

  /// The values of an expression for every code of the one column that it reads, where rows are
  /// so many more than codes that it pays.
  private static func valuesByCode(
    _ expr: BoundExpr, _ columns: [Column], _ context: ExecutionContext
  ) throws(ExecutionError) -> (CodedColumn, Vector)? {
    guard case .call = expr.kind,
      let (place, column) = CodedColumn.read(by: expr, among: columns),
      column.domain <= column.column.count / 4
    else { return nil }
    var values = VectorBuffer(expr.type)
    try column.forEachOutcome(of: expr, at: place, context) { outcome, count in
      values.append(outcome.expanded(count))
    }
    return (column, values.finish())
  }

  /// The values of the expressions at some rows, counted from `start`; nil takes all.
  func evaluate(
    _ start: Int, _ count: Int, _ places: UnsafePointer<UInt32>?
  ) -> [ArgumentVector] {
    var rows = ContiguousArray<UInt32>(repeating: 0, count: count)
    for place in 0..<count {
      unsafe rows[place] = UInt32(start) + (places.map { unsafe $0[place] } ?? UInt32(place))
    }
    let selection = SelectionVector(rows: rows)
    var computed: [ArgumentVector] = []
    if outputs.contains(where: { if case .computed = $0 { true } else { false } }) {
      computed = program.evaluate(
        DataChunk(vectors: columns.map { $0.gathered(selection) }, count: count))
    }
    return outputs.map { output in
      switch output {
      case .computed(let index): return computed[index]
      case .byCode(let column, let values):
        let codes = ContiguousArray(rows.map { column.codes[Int($0)] })
        return ArgumentVector(values.gathered(SelectionVector(rows: codes)), isConstant: false)
      }
    }
  }
}
