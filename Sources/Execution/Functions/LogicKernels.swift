internal import Columnar

extension ScalarKernels {
  /// `and or not`, and the functions that choose between values or ask whether there is one.
  static let logic: [String: ScalarKernel] = [
    "and": { arguments, rowCount, _, _ in
      conjunction(truthVector(arguments[0], rowCount), truthVector(arguments[1], rowCount))
    },
    "or": { arguments, rowCount, _, _ in
      negation(
        conjunction(
          negation(truthVector(arguments[0], rowCount)),
          negation(truthVector(arguments[1], rowCount))))
    },
    "not": { arguments, rowCount, _, _ in negation(truthVector(arguments[0], rowCount)) },
    "iff": caseKernel,
    "case": caseKernel,
    "coalesce": coalesce,
    "isnull": { arguments, rowCount, _, _ in .bools(missing(arguments[0], rowCount)) },
    "isnotnull": { arguments, rowCount, _, _ in
      .bools(ContiguousArray(missing(arguments[0], rowCount).map { !$0 }))
    },
    "isempty": { arguments, rowCount, _, _ in .bools(empty(arguments[0], rowCount)) },
    "isnotempty": { arguments, rowCount, _, _ in
      .bools(ContiguousArray(empty(arguments[0], rowCount).map { !$0 }))
    },
  ]

  private static func truthVector(_ argument: ArgumentVector, _ rowCount: Int) -> Vector {
    let (values, validity) = argument.truths(rowCount)
    return .bools(values, validity)
  }

  /// False where one is false, else null where one is null.
  static func conjunction(_ a: Vector, _ b: Vector) -> Vector {
    guard case .bools(let valuesOfA) = a.values, case .bools(let valuesOfB) = b.values else {
      return .nulls(.bool, a.count)
    }
    var truths = ContiguousArray<Bool>(repeating: false, count: a.count)
    for row in 0..<a.count { truths[row] = valuesOfA[row] && valuesOfB[row] }
    if a.validity.isAllValid && b.validity.isAllValid { return .bools(truths) }
    var flags = ContiguousArray<UInt8>(repeating: 1, count: a.count)
    for row in 0..<a.count {
      let isFalse = a.validity[row] && !valuesOfA[row] || b.validity[row] && !valuesOfB[row]
      flags[row] = isFalse || a.validity[row] && b.validity[row] ? 1 : 0
    }
    return .bools(truths, ValidityMask(flags))
  }

  static func negation(_ vector: Vector) -> Vector {
    guard case .bools(let values) = vector.values else { return .nulls(.bool, vector.count) }
    return .bools(ContiguousArray(values.map { !$0 }), vector.validity)
  }

  /// A text is never null; a dynamic is where it holds null.
  private static func missing(_ argument: ArgumentVector, _ rowCount: Int) -> ContiguousArray<Bool>
  {
    if argument.vector.type == .string { return ContiguousArray(repeating: false, count: rowCount) }
    if argument.vector.type == .dynamic {
      return ContiguousArray((0..<rowCount).map { argument[$0].isNull })
    }
    let validity = argument.validity(rowCount)
    return ContiguousArray((0..<rowCount).map { !validity[$0] })
  }

  /// A missing text, also inside a dynamic, or null.
  private static func empty(_ argument: ArgumentVector, _ rowCount: Int) -> ContiguousArray<Bool> {
    if argument.vector.type == .string {
      return argument.texts.testing(rowCount) { $0.isEmpty }
    }
    return ContiguousArray(
      (0..<rowCount).map { row in
        let value = argument[row]
        return value.isNull || value == .dynamic(.string(""))
      })
  }

  /// `iff(c, a, b)` and `case(c1, a1, c2, a2, ..., otherwise)`: the value behind the first condition
  /// that is true; a null condition is not.
  private static let caseKernel: ScalarKernel = { arguments, rowCount, type, _ in
    var choice = ContiguousArray<Int>(repeating: arguments.count - 1, count: rowCount)
    for place in stride(from: arguments.count - 3, through: 0, by: -2) {
      let (truths, validity) = arguments[place].truths(rowCount)
      for row in 0..<rowCount where truths[row] && validity[row] { choice[row] = place + 1 }
    }
    return chosen(choice, arguments, type)
  }

  /// The first value that is not null, of texts the first that is not empty.
  private static let coalesce: ScalarKernel = { arguments, rowCount, type, _ in
    var choice = ContiguousArray<Int>(repeating: arguments.count - 1, count: rowCount)
    for place in stride(from: arguments.count - 2, through: 0, by: -1) {
      let isString = arguments[place].vector.type == .string
      let gaps =
        isString ? empty(arguments[place], rowCount) : missing(arguments[place], rowCount)
      for row in 0..<rowCount where !gaps[row] { choice[row] = place }
    }
    return chosen(choice, arguments, type)
  }

  /// Takes each row from the argument that `choice` names.
  static func chosen(
    _ choice: ContiguousArray<Int>, _ arguments: [ArgumentVector], _ type: LogicalType
  ) -> Vector {
    let rowCount = choice.count
    let chosenPlaces = Set(choice)
    let validities = arguments.map { $0.validity(rowCount) }
    let isAllValid = chosenPlaces.allSatisfy { validities[$0].isAllValid }
    let validity =
      isAllValid
      ? ValidityMask.allValid
      : ValidityMask(
        ContiguousArray(
          choice.enumerated().map { row, place in validities[place][row] ? 1 : 0 }))
    if type.physical == .integer, let sources = all(arguments, chosenPlaces, \.integers) {
      return .integers(gathered(choice, sources, 0), type, validity)
    }
    if type.physical == .real, let sources = all(arguments, chosenPlaces, \.reals) {
      return .reals(gathered(choice, sources, 0), type, validity)
    }
    var builder = VectorBuilder(type, capacity: rowCount)
    for row in 0..<rowCount { builder.append(arguments[choice[row]][row]) }
    return builder.finish()
  }

  /// The typed values of every argument that is chosen somewhere; nil if one has another layout.
  private static func all<Element>(
    _ arguments: [ArgumentVector], _ places: Set<Int>,
    _ typed: (ArgumentVector) -> TypedArgument<Element>?
  ) -> [TypedArgument<Element>?]? {
    let sources = arguments.enumerated().map { place, argument in
      places.contains(place) ? typed(argument) : nil
    }
    return places.allSatisfy { sources[$0] != nil } ? sources : nil
  }

  private static func gathered<Element>(
    _ choice: ContiguousArray<Int>, _ sources: [TypedArgument<Element>?], _ zero: Element
  ) -> ContiguousArray<Element> {
    var result = ContiguousArray(repeating: zero, count: choice.count)
    for (place, source) in sources.enumerated() {
      guard let source else { continue }
      for row in 0..<choice.count where choice[row] == place {
        result[row] = source.values[source.isConstant ? 0 : row]
      }
    }
    return result
  }
}
