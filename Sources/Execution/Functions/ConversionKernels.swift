internal import Columnar

extension ScalarKernels {
  /// Functions that read a value as another type, and that ask for its type.
  static let conversions: [String: ScalarKernel] = [
    "tobool": conversion,
    "todatetime": conversion,
    "todecimal": conversion,
    "toguid": conversion,
    "toint": conversion,
    "tolong": conversion,
    "toreal": conversion,
    "tostring": conversion,
    "totimespan": conversion,
    "parse_json": rows { call in
      guard case .string(let text) = call[0] else {
        return call[0].isNull ? .null : .dynamic(call.dynamic(0))
      }
      return DynamicReader.json(text).map { .dynamic($0) } ?? .null
    },
    "dynamic_to_json": rows { call in .string(DynamicWriter.json(sorted(call.dynamic(0)))) },
    "gettype": rows { call in .string(typeName(call[0], call.types[0])) },
    "tohex": rows { call in
      guard let number = call.integer(0) else { return .string("") }
      let bits =
        call.types[0] == .int
        ? UInt64(UInt32(truncatingIfNeeded: number)) : UInt64(bitPattern: number)
      let digits = String(bits, radix: 16)
      let width = min(max(call.integer(1) ?? 0, 0), 1024)
      return .string(
        String(repeating: "0", count: max(0, Int(width) - digits.utf8.count)) + digits)
    },
  ]

  /// To the type of the result; numbers among themselves without boxing.
  private static let conversion: ScalarKernel = { arguments, rowCount, type, context in
    let argument = arguments[0]
    let source = argument.vector.type
    let validity = argument.validity(rowCount)
    switch (source, type) {
    case (.int, .long), (.long, .long), (.int, .int), (.datetime, .long), (.timespan, .long),
      (.long, .timespan), (.datetime, .datetime), (.timespan, .timespan), (.bool, .long):
      guard let values = argument.integers else { break }
      return .integers(elementwise(values, rowCount, 0) { $0 }, type, validity)
    case (.int, .real), (.long, .real), (.real, .real), (.decimal, .real), (.real, .decimal):
      guard let values = argument.reals else { break }
      return .reals(elementwise(values, rowCount, 0) { $0 }, type, validity)
    case (.string, .string) where !argument.isConstant: return argument.vector
    default: break
    }
    return generalConversion(arguments, rowCount, type, context)
  }

  private static let generalConversion = rows { call in
    ValueConversion.convert(call[0], from: call.types[0], to: call.type)
  }

  /// A dynamic is named by what it holds, in words of its own.
  private static func typeName(_ value: Value, _ type: LogicalType) -> String {
    guard type == .dynamic else { return type.rawValue }
    switch DynamicValue(value) {
    case .null: return "null"
    case .bool: return "bool"
    case .integer: return "long"
    case .real: return "double"
    case .string: return "string"
    case .datetime: return "datetime"
    case .timespan: return "timespan"
    case .guid: return "guid"
    case .array: return "array"
    case .bag: return "dictionary"
    }
  }

  private static func sorted(_ value: DynamicValue) -> DynamicValue {
    switch value {
    case .array(let items): return .array(items.map(sorted))
    case .bag(let bag):
      let members = zip(bag.keys, bag.values).map { (key: $0, value: sorted($1)) }
      return .bag(
        DynamicBag(members: members.sorted { ValueOrder.compare($0.key, $1.key) < 0 }))
    default: return value
    }
  }
}
