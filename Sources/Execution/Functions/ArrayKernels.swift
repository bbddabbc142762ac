internal import Columnar

extension ScalarKernels {
  /// Functions of arrays.
  static let arrays: [String: ScalarKernel] = [
    "array_concat": rows { call in
      .dynamic(.array((0..<call.count).flatMap { call.array($0) ?? [] }))
    },
    "array_iff": rows(arrayIff),
    "array_index_of": rows { call in
      guard let items = call.array(0) else { return .null }
      let sought = call.dynamic(1)
      let places = items.indices.filter { isSame(items[$0], sought) }.map { Int64($0) }
      return .integer(found(places, count: Int64(items.count), call, firstOption: 2) ?? -1)
    },
    "array_length": { arguments, rowCount, type, context in
      // Lists of texts are long columns of the event tables; their lengths lie in the offsets.
      if case .lists(let offsets, _, _) = arguments[0].vector.values, !arguments[0].isConstant {
        let lengths = ContiguousArray(
          (0..<rowCount).map { Int64(offsets[$0 + 1] - offsets[$0]) })
        return .integers(lengths, type, arguments[0].vector.validity)
      }
      return arrayLength(arguments, rowCount, type, context)
    },
    "array_reverse": array { items, _ in items.reversed() },
    "array_rotate_left": array { items, call in rotated(items, call.integer(1)) },
    "array_rotate_right": array { items, call in rotated(items, call.integer(1).map { 0 &- $0 }) },
    "array_shift_left": array { items, call in
      shifted(items, call.integer(1), fill: call.has(2) ? call.dynamic(2) : .null)
    },
    "array_shift_right": array { items, call in
      shifted(
        items, call.integer(1).map { 0 &- $0 }, fill: call.has(2) ? call.dynamic(2) : .null)
    },
    "array_slice": array { items, call in
      guard let start = call.integer(1), let end = call.integer(2) else { return nil }
      let count = Int64(items.count)
      let first = start < 0 ? max(0, start + count) : start
      let last = min(end < 0 ? end + count : end, count - 1)
      return first <= last ? Array(items[Int(first)...Int(last)]) : []
    },
    "array_sort_asc": rows { arraySort($0, ascending: true) },
    "array_sort_desc": rows { arraySort($0, ascending: false) },
    "array_split": rows { call in
      guard let items = call.array(0) else { return .null }
      let places = (call.array(1) ?? [call.dynamic(1)]).compactMap { place -> Int? in
        guard case .integer(let place) = place else { return nil }
        return Int(min(max(place < 0 ? place + Int64(items.count) : place, 0), Int64(items.count)))
      }
      var parts: [DynamicValue] = []
      var start = 0
      for place in places.sorted() + [items.count] {
        parts.append(.array(Array(items[start..<place])))
        start = place
      }
      return .dynamic(.array(parts))
    },
    "array_sum": rows { call in
      guard let items = call.array(0) else { return .null }
      var sum = 0.0
      for item in items where item != .null {
        guard let number = number(item) else { return .null }
        sum += number
      }
      return .real(sum)
    },
    "pack_array": rows { call in .dynamic(.array((0..<call.count).map { call.dynamic($0) })) },
    "range": rows(range),
    "repeat": rows { call in
      guard let times = call.integer(1), times >= 0 else { return .null }
      return .dynamic(
        .array(Array(repeating: call.dynamic(0), count: Int(min(times, longestRange)))))
    },
    "zip": rows { call in
      let arrays = (0..<call.count).compactMap { call.array($0) }
      guard arrays.count == call.count else { return .null }
      let count = arrays.map(\.count).max() ?? 0
      return .dynamic(
        .array(
          (0..<count).map { place in
            .array(arrays.map { place < $0.count ? $0[place] : .null })
          }))
    },
  ]

  /// `range` and `repeat` give no longer array than this, as Kusto does.
  private static let longestRange: Int64 = 1_048_576

  private static let arrayLength = rows { call in
    call.array(0).map { .integer(Int64($0.count)) } ?? .null
  }

  /// A function of an array to an array; null where the first argument is none.
  private static func array(
    _ body: @escaping @Sendable ([DynamicValue], RowCall) -> [DynamicValue]?
  ) -> ScalarKernel {
    rows { call in
      guard let items = call.array(0), let result = body(items, call) else { return .null }
      return .dynamic(.array(result))
    }
  }

  /// Whether two values are the same: 1 and 1.0 are, 1 and "1" are not.
  static func isSame(_ a: DynamicValue, _ b: DynamicValue) -> Bool {
    ValueOrder.compare(a, b) == 0
  }

  private static func number(_ value: DynamicValue) -> Double? {
    switch value {
    case .integer(let value): Double(value)
    case .real(let value): value
    default: nil
    }
  }

  private static func rotated(_ items: [DynamicValue], _ places: Int64?) -> [DynamicValue]? {
    guard let places else { return nil }
    if items.isEmpty { return items }
    let split = Int(floorModulo(places, Int64(items.count)))
    return Array(items[split...] + items[..<split])
  }

  private static func shifted(
    _ items: [DynamicValue], _ places: Int64?, fill: DynamicValue
  ) -> [DynamicValue]? {
    guard let places else { return nil }
    let count = Int(min(places.magnitude, UInt64(items.count)))
    let gap = Array(repeating: fill, count: count)
    return places >= 0 ? Array(items.dropFirst(count)) + gap : gap + items.dropLast(count)
  }

  /// The further arrays take the order of the first; a last bool says where nulls go.
  private static func arraySort(_ call: RowCall, ascending: Bool) -> Value {
    var arrayCount = call.count
    var nullsLast = true
    if call.count > 1, case .bool(let flag) = call.scalar(call.count - 1) {
      nullsLast = flag
      arrayCount -= 1
    }
    guard let items = call.array(0) else { return .null }
    let order = items.indices.sorted { a, b in
      if call.context.isStopped() { return a < b }
      let isNullA = items[a] == .null
      let isNullB = items[b] == .null
      if isNullA || isNullB {
        return isNullA == isNullB ? a < b : isNullA != nullsLast
      }
      let comparison = ValueOrder.compare(items[a], items[b])
      return comparison == 0 ? a < b : (comparison < 0) == ascending
    }
    let sorted = (0..<arrayCount).map { place -> DynamicValue in
      guard let array = call.array(place), array.count == items.count else { return .null }
      return .array(order.map { array[$0] })
    }
    return .dynamic(sorted.count == 1 ? sorted[0] : .array(sorted))
  }

  private static func arrayIff(_ call: RowCall) -> Value {
    guard let conditions = call.array(0) else { return .null }
    let item = { (argument: Int, place: Int) -> DynamicValue in
      guard let array = call.array(argument) else { return call.dynamic(argument) }
      return place < array.count ? array[place] : .null
    }
    return .dynamic(
      .array(
        conditions.enumerated().map { place, condition in
          switch condition {
          case .bool(let truth): item(truth ? 1 : 2, place)
          case .integer(let number): item(number != 0 ? 1 : 2, place)
          case .real(let number): item(number != 0 ? 1 : 2, place)
          default: .null
          }
        }))
  }

  private static func range(_ call: RowCall) -> Value {
    let values = (0..<call.count).map { call.scalar($0) }
    if values.contains(where: \.isNull) { return .null }
    if values.contains(where: { if case .real = $0 { true } else { false } }) {
      guard let from = call.real(0), let to = call.real(1),
        let step = call.has(2) ? call.real(2) : 1, step != 0
      else { return .null }
      let count = ((to - from) / step + 1e-9).rounded(.down) + 1
      guard count.isFinite, count > 0 else { return .dynamic(.array([])) }
      return .dynamic(
        .array(
          (0..<Int(min(count, Double(longestRange)))).map { .real(from + Double($0) * step) }))
    }
    guard let from = call.integer(0), let to = call.integer(1) else { return .null }
    // Without a step, numbers go by one, timespans by an hour, datetimes by a day.
    var step: Int64 = 1
    if case .timespan = values[0] { step = Ticks.perHour }
    if case .datetime = values[0] { step = Ticks.perDay }
    if call.has(2) { step = call.integer(2) ?? 0 }
    if step == 0 { return .null }
    var items: [DynamicValue] = []
    var value = from
    while step > 0 ? value <= to : value >= to, Int64(items.count) < longestRange {
      items.append(DynamicValue(element(value, like: values[0])))
      let (next, isTooFar) = value.addingReportingOverflow(step)
      if isTooFar { break }
      value = next
    }
    return .dynamic(.array(items))
  }

  private static func element(_ value: Int64, like first: Value) -> Value {
    switch first {
    case .datetime: .datetime(value)
    case .timespan: .timespan(value)
    default: .integer(value)
    }
  }
}
