internal import Columnar

/// One call of a function on one row, its arguments boxed: for functions that need no speed.
struct RowCall {
  /// The arguments of the row.
  var values: [Value]
  /// Their types.
  let types: [LogicalType]
  /// The type of the result.
  let type: LogicalType
  /// What all calls of the statement share.
  let context: EvaluationContext

  var count: Int { values.count }

  subscript(place: Int) -> Value { values[place] }

  /// Whether there is such an argument.
  func has(_ place: Int) -> Bool { place < values.count }

  /// The argument's text; null has the empty one.
  func text(_ place: Int) -> String {
    ValueFormat.text(of: values[place], type: types[place])
  }

  /// The argument as a scalar: what a dynamic holds is taken out of it.
  func scalar(_ place: Int) -> Value {
    if case .dynamic(let inner) = values[place] { return ValueConversion.scalar(inner) }
    return values[place]
  }

  /// The argument as a number, datetime or timespan in an integer, or nil.
  func integer(_ place: Int) -> Int64? {
    guard has(place) else { return nil }
    if case .string = scalar(place) { return nil }
    return ValueConversion.long(scalar(place))
  }

  /// The argument as a real, or nil.
  func real(_ place: Int) -> Double? {
    if case .string = scalar(place) { return nil }
    return ValueConversion.real(scalar(place))
  }

  func dynamic(_ place: Int) -> DynamicValue { DynamicValue(values[place]) }

  /// The items of an array, or nil if the argument is none.
  func array(_ place: Int) -> [DynamicValue]? {
    if case .dynamic(.array(let items)) = values[place] { return items }
    return nil
  }

  /// The bag, or nil if the argument is none.
  func bag(_ place: Int) -> DynamicBag? {
    if case .dynamic(.bag(let bag)) = values[place] { return bag }
    return nil
  }
}

extension ScalarKernels {
  /// A kernel that calls `body` row by row; where only one argument varies and is a text, once for
  /// every distinct text.
  static func rows(_ body: @escaping @Sendable (RowCall) -> Value) -> ScalarKernel {
    { arguments, rowCount, type, context in
      var call = RowCall(
        values: arguments.map { $0.isConstant && $0.vector.count > 0 ? $0.vector[0] : .null },
        types: arguments.map(\.vector.type), type: type, context: context)
      let varying = arguments.indices.filter { !arguments[$0].isConstant }
      var builder = VectorBuilder(type, capacity: rowCount)
      guard let first = varying.first else {
        let value = rowCount > 0 ? body(call) : .null
        for _ in 0..<rowCount { builder.append(value) }
        return builder.finish()
      }
      if varying.count == 1,
        case .strings(let codes, let dictionary) = arguments[first].vector.values,
        dictionary.count <= 4 * rowCount
      {
        let validity = arguments[first].vector.validity
        var known = [Value?](repeating: nil, count: dictionary.count)
        for row in 0..<rowCount {
          let code = codes[row]
          guard validity[row] else {
            call.values[first] = .null
            builder.append(body(call))
            continue
          }
          if let value = known[Int(code)] {
            builder.append(value)
          } else {
            call.values[first] = arguments[first][row]
            let value = context.isStopped() ? .null : body(call)
            known[Int(code)] = value
            builder.append(value)
          }
        }
        return builder.finish()
      }
      for row in 0..<rowCount {
        if context.isStopped() {
          builder.append(.null)
          continue
        }
        for place in varying { call.values[place] = arguments[place][row] }
        builder.append(body(call))
      }
      return builder.finish()
    }
  }
}
