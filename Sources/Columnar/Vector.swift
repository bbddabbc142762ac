/// Values of one type in a row: a chunk's worth of a column, or the result of an expression.
///
/// Null rows hold a zero of the layout (0, 0.0, code 0, `.null`), so kernels may compute over them
/// and mask afterwards. A `string` vector has no nulls: its missing value is the empty string.
public struct Vector: Sendable {
  /// The logical type; its `physical` layout names the case of `values`.
  public let type: LogicalType
  /// The values, one a row.
  public let values: VectorValues
  /// Which rows are not null.
  public let validity: ValidityMask

  /// A vector over finished storage; the layout must be that of the type.
  public init(type: LogicalType, values: VectorValues, validity: ValidityMask = .allValid) {
    precondition(validity.isAllValid || validity.bytes.count == values.count)
    self.type = type
    self.values = values
    self.validity = validity
  }

  /// The number of rows.
  public var count: Int { values.count }
}

/// The storage of a `Vector`: one case a layout, and one for lists of texts.
public enum VectorValues: Sendable {
  case bools(ContiguousArray<Bool>)
  /// `int`, `long`, `datetime` and `timespan`.
  case integers(ContiguousArray<Int64>)
  /// `real` and `decimal`.
  case reals(ContiguousArray<Double>)
  /// `string` and `guid`: codes of a dictionary.
  case strings(ContiguousArray<UInt32>, StringDictionary)
  /// `dynamic` of any shape.
  case dynamics(ContiguousArray<DynamicValue>)
  /// `dynamic` whose every value is an array of strings: row *i* is `codes[offsets[i]..<offsets[i+1]]`.
  case lists(offsets: ContiguousArray<UInt32>, codes: ContiguousArray<UInt32>, StringDictionary)

  /// The number of rows.
  public var count: Int {
    switch self {
    case .bools(let values): values.count
    case .integers(let values): values.count
    case .reals(let values): values.count
    case .strings(let codes, _): codes.count
    case .dynamics(let values): values.count
    case .lists(let offsets, _, _): offsets.count - 1
    }
  }
}

extension Vector {
  /// The value of a row, boxed; for output, literals and row-at-a-time references.
  public subscript(row: Int) -> Value {
    guard validity[row] else { return .null }
    switch values {
    case .bools(let values): return .bool(values[row])
    case .integers(let values):
      switch type {
      case .datetime: return .datetime(values[row])
      case .timespan: return .timespan(values[row])
      default: return .integer(values[row])
      }
    case .reals(let values): return .real(values[row])
    case .strings(let codes, let dictionary):
      return type == .guid ? .guid(dictionary[codes[row]]) : .string(dictionary[codes[row]])
    case .dynamics(let values): return .dynamic(values[row])
    case .lists(let offsets, let codes, let dictionary):
      let items = codes[Int(offsets[row])..<Int(offsets[row + 1])]
      return .dynamic(.array(items.map { .string(dictionary[$0]) }))
    }
  }

  /// The rows at `selection`, in its order; a row may be taken more than once.
  public func gathered(_ selection: SelectionVector) -> Vector {
    let rows = selection.rows
    let mask =
      validity.isAllValid
      ? ValidityMask.allValid : ValidityMask(ContiguousArray(rows.map { validity.bytes[Int($0)] }))
    let taken: VectorValues
    switch values {
    case .bools(let values): taken = .bools(ContiguousArray(rows.map { values[Int($0)] }))
    case .integers(let values): taken = .integers(ContiguousArray(rows.map { values[Int($0)] }))
    case .reals(let values): taken = .reals(ContiguousArray(rows.map { values[Int($0)] }))
    case .strings(let codes, let dictionary):
      taken = .strings(ContiguousArray(rows.map { codes[Int($0)] }), dictionary)
    case .dynamics(let values): taken = .dynamics(ContiguousArray(rows.map { values[Int($0)] }))
    case .lists(let offsets, let codes, let dictionary):
      var newOffsets: ContiguousArray<UInt32> = [0]
      var newCodes: ContiguousArray<UInt32> = []
      for row in rows {
        newCodes.append(contentsOf: codes[Int(offsets[Int(row)])..<Int(offsets[Int(row) + 1])])
        newOffsets.append(UInt32(newCodes.count))
      }
      taken = .lists(offsets: newOffsets, codes: newCodes, dictionary)
    }
    return Vector(type: type, values: taken, validity: mask)
  }
}

/// The rows of a chunk that are still in play, as ascending or sorted row numbers.
public struct SelectionVector: Sendable {
  /// Row numbers inside the chunk or table that is selected from.
  public var rows: ContiguousArray<UInt32>

  /// A selection of the given rows.
  public init(rows: ContiguousArray<UInt32>) {
    self.rows = rows
  }

  /// The number of rows selected.
  public var count: Int { rows.count }
}
