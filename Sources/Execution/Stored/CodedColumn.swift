internal import CColumnKernels
internal import Columnar
internal import Planning

/// A stored column whose rows are codes, as the kernels over whole columns take it.
struct CodedColumn {
  let column: Column
  let codes: Codes
  /// Every code is less than this.
  let domain: Int
  /// Whether code 0 is null. The empty text, code 0 of a string, is a value.
  let hasNulls: Bool

  /// The codes of a column; nil where its layout has none.
  init?(_ column: Column) {
    self.column = column
    switch column.values {
    case .packed(let packed), .decimals(let packed, _):
      codes = packed.codes
      hasNulls = packed.hasNulls
      switch packed.codes {
      case .constant(let code, _): domain = Int(code) + 1
      case .sequence, .bytes, .shorts, .words:
        guard let zones = column.zones else { return nil }
        domain = Int(zones.greatest.max() ?? 0) + 1
      }
    case .texts(let codes, let dictionary):
      self.codes = codes
      hasNulls = column.type == .guid
      domain = dictionary.count
    case .integers, .reals, .lists, .dynamics: return nil
    }
  }

  /// The one column that an expression reads, and its place among the columns; nil where it reads
  /// several, or none of codes, or is another at each row.
  static func read(by expr: BoundExpr, among columns: [Column]) -> (place: Int, column: Self)? {
    let read = expr.columnsRead
    guard read.count == 1, let place = read.first, !expr.isVolatile,
      let column = CodedColumn(columns[place])
    else { return nil }
    return (place, column)
  }

  /// Whether it pays to compute something for each code where it is wanted for each row.
  func isNarrow(beside rowCount: Int) -> Bool { domain <= max(1 << 16, rowCount / 4) }

  /// The column's numbers, if they are.
  var packed: PackedIntegers? {
    switch column.values {
    case .packed(let packed), .decimals(let packed, _): packed
    case .integers, .reals, .texts, .lists, .dynamics: nil
    }
  }

  /// The codes as the C kernels take them; good as long as the column is.
  var kernelCodes: column_codes {
    switch codes {
    case .constant(let code, _): unsafe column_codes(data: nil, first: code, width: 0)
    case .sequence(let first, _): unsafe column_codes(data: nil, first: first, width: 3)
    case .bytes(let codes): unsafe column_codes(data: codes.pointer, first: 0, width: 1)
    case .shorts(let codes): unsafe column_codes(data: codes.pointer, first: 0, width: 2)
    case .words(let codes): unsafe column_codes(data: codes.pointer, first: 0, width: 4)
    }
  }

  /// A column with one row for each code, in their order: what an expression over this column alone
  /// need be computed over.
  var distinct: Column {
    let all = Codes.sequence(first: 0, count: domain)
    func repacked(_ packed: PackedIntegers) -> PackedIntegers {
      PackedIntegers(base: packed.base, unit: packed.unit, hasNulls: packed.hasNulls, codes: all)
    }
    let values: ColumnValues =
      switch column.values {
      case .packed(let packed): .packed(repacked(packed))
      case .decimals(let packed, let places): .decimals(repacked(packed), places: places)
      case .texts(_, let dictionary): .texts(all, dictionary)
      case .integers, .reals, .lists, .dynamics: column.values
      }
    return Column(type: column.type, values: values)
  }

  /// The values of some codes.
  func vector(ofCodes codes: ContiguousArray<UInt32>) -> Vector {
    distinct.gathered(SelectionVector(rows: codes))
  }

  /// Computes an expression over this column alone, the column at `place`, once for each code, and
  /// hands over the outcomes of a chunk of codes after the other.
  func forEachOutcome(
    of expr: BoundExpr, at place: Int, _ context: ExecutionContext,
    _ body: (ArgumentVector, Int) -> Void
  ) throws(ExecutionError) {
    let program = try ExpressionProgram([expr].movingColumns([place: 0]), context)
    let distinct = distinct
    for start in stride(from: 0, to: domain, by: DataChunk.capacity) {
      try context.checkCancellation()
      let vector = distinct.vector(start..<min(domain, start + DataChunk.capacity))
      let outcome = program.evaluate(DataChunk(vectors: [vector], count: vector.count))
      body(outcome[0], vector.count)
    }
  }

  /// The codes of the rows of a batch, or what `mapping` makes of each.
  func gather(
    _ batch: RowBatch, through mapping: ContiguousArray<UInt32>?,
    into codes: UnsafeMutablePointer<UInt32>
  ) {
    guard let mapping else {
      unsafe column_gather(kernelCodes, batch.start, batch.places, batch.count, codes)
      return
    }
    unsafe mapping.withUnsafeBufferPointer { table in
      guard let table = table.baseAddress else { return }
      unsafe column_gather_mapped(
        kernelCodes, batch.start, batch.places, batch.count, table, codes)
    }
  }
}
