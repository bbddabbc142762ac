internal import Columnar

extension ScalarKernels {
  /// `in`, `!in`, `in~`, `!in~`.
  static let membership: [String: ScalarKernel] = [
    "in": membership(ignoresCase: false, isNegated: false),
    "!in": membership(ignoresCase: false, isNegated: true),
    "in~": membership(ignoresCase: true, isNegated: false),
    "!in~": membership(ignoresCase: true, isNegated: true),
  ]

  /// Whether the first argument is one of the others, arrays among them spread; null is none of any
  /// list, so `!in` keeps it.
  private static func membership(ignoresCase: Bool, isNegated: Bool) -> ScalarKernel {
    { (arguments, rowCount, _, _) -> Vector in
      let members = members(arguments[0], arguments.dropFirst(), rowCount, ignoresCase)
      return .bools(isNegated ? ContiguousArray(members.map { !$0 }) : members)
    }
  }

  private static func members(
    _ value: ArgumentVector, _ list: ArraySlice<ArgumentVector>, _ rowCount: Int,
    _ ignoresCase: Bool
  ) -> ContiguousArray<Bool> {
    let type = value.vector.type
    let isConstant = list.allSatisfy { $0.isConstant } && rowCount > 0
    let constants = isConstant ? items(list, 0) : []
    if isConstant, case .strings = value.vector.values,
      let texts = texts(of: constants, ignoresCase)
    {
      return value.texts.testing(rowCount) { texts.contains(text($0, ignoresCase)) }
    }
    if isConstant, case .integers(let values) = value.vector.values,
      let numbers = integers(of: constants, type)
    {
      let validity = value.validity(rowCount)
      let argument = TypedArgument(values: values, isConstant: value.isConstant)
      let found = elementwise(argument, rowCount, false) { numbers.contains($0) }
      return ContiguousArray((0..<rowCount).map { found[$0] && validity[$0] })
    }
    var members = ContiguousArray<Bool>(repeating: false, count: rowCount)
    for row in 0..<rowCount {
      let items = isConstant ? constants : items(list, row)
      members[row] = contains(items, value[row], type, ignoresCase)
    }
    return members
  }

  private static func items(
    _ list: ArraySlice<ArgumentVector>, _ row: Int
  ) -> [(value: Value, type: LogicalType)] {
    list.flatMap { argument -> [(value: Value, type: LogicalType)] in
      let value = argument[row]
      if case .dynamic(.array(let items)) = value {
        return items.map { (.dynamic($0), .dynamic) }
      }
      return [(value, argument.vector.type)]
    }
  }

  private static func contains(
    _ items: [(value: Value, type: LogicalType)], _ value: Value, _ type: LogicalType,
    _ ignoresCase: Bool
  ) -> Bool {
    if value.isNull { return false }
    return items.contains { item in
      if item.value.isNull { return false }
      var (a, b) = aligned(value, type, item.value, item.type)
      if ignoresCase, case .string(let textOfA) = a, case .string(let textOfB) = b {
        a = .string(TextFolding.folded(textOfA))
        b = .string(TextFolding.folded(textOfB))
      }
      return ValueOrder.compare(a, b) == 0 && !isNaN(a)
    }
  }

  /// The UTF-8 of the items if they are all texts; a `String` would take é in two codings for one.
  private static func texts(
    of items: [(value: Value, type: LogicalType)], _ ignoresCase: Bool
  ) -> Set<ContiguousArray<UInt8>>? {
    var texts: Set<ContiguousArray<UInt8>> = []
    for item in items {
      switch item.value {
      case .string(let text), .dynamic(.string(let text)):
        texts.insert(ContiguousArray((ignoresCase ? TextFolding.folded(text) : text).utf8))
      default: return nil
      }
    }
    return texts
  }

  private static func text(_ bytes: Span<UInt8>, _ ignoresCase: Bool) -> ContiguousArray<UInt8> {
    var text = ContiguousArray<UInt8>()
    text.reserveCapacity(bytes.count)
    for place in 0..<bytes.count { text.append(bytes[place]) }
    if !ignoresCase { return text }
    return ContiguousArray(TextFolding.folded(String(decoding: text, as: UTF8.self)).utf8)
  }

  /// The integers of the items if all are of the layout of `type`.
  private static func integers(
    of items: [(value: Value, type: LogicalType)], _ type: LogicalType
  ) -> Set<Int64>? {
    var numbers: Set<Int64> = []
    for item in items {
      switch (item.value, type) {
      case (.integer(let number), .int), (.integer(let number), .long),
        (.dynamic(.integer(let number)), .int), (.dynamic(.integer(let number)), .long),
        (.datetime(let number), .datetime), (.timespan(let number), .timespan):
        numbers.insert(number)
      default: return nil
      }
    }
    return numbers
  }
}
