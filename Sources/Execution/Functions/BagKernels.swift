internal import Columnar

extension ScalarKernels {
  /// Access to dynamics, and functions of bags and sets.
  static let bags: [String: ScalarKernel] = [
    "[]": rows { call in element(of: call.dynamic(0), at: call.scalar(1)) },
    ".": rows { call in element(of: call.dynamic(0), at: .string(call.text(1))) },
    "bag_has_key": rows { call in
      guard let bag = call.bag(0) else { return .null }
      return .bool(value(in: .bag(bag), at: path(call.text(1))) != nil)
    },
    "bag_keys": rows { call in
      guard let bag = call.bag(0) else { return .null }
      return .dynamic(.array(bag.keys.map { .string($0) }))
    },
    "bag_merge": rows { call in
      let bags = (0..<call.count).compactMap { call.bag($0) }
      if bags.isEmpty { return .null }
      var members: [(key: String, value: DynamicValue)] = []
      var known: Set<String> = []
      for bag in bags {
        for (key, value) in zip(bag.keys, bag.values) where known.insert(key).inserted {
          members.append((key, value))
        }
      }
      return .dynamic(.bag(DynamicBag(members: members)))
    },
    "bag_pack": rows { call in
      .dynamic(
        .bag(
          DynamicBag(
            members: stride(from: 0, to: call.count - 1, by: 2).map { place in
              (call.text(place), call.dynamic(place + 1))
            })))
    },
    "bag_remove_keys": rows { call in
      guard call.bag(0) != nil, let keys = call.array(1) else { return .null }
      return .dynamic(
        keys.reduce(call.dynamic(0)) { bag, key in
          guard case .string(let key) = key else { return bag }
          return setting(bag, path(key)[...], to: nil)
        })
    },
    "bag_set_key": rows { call in
      guard call.bag(0) != nil else { return .null }
      return .dynamic(setting(call.dynamic(0), path(call.text(1))[...], to: call.dynamic(2)))
    },
    "bag_zip": rows { call in
      guard let keys = call.array(0) else { return .null }
      let values = call.array(1) ?? []
      return .dynamic(
        .bag(
          DynamicBag(
            members: keys.enumerated().compactMap { place, key in
              guard case .string(let key) = key else { return nil }
              return (key, place < values.count ? values[place] : .null)
            })))
    },
    "jaccard_index": rows { call in
      guard let a = call.array(0), let b = call.array(1) else { return .null }
      let first = ItemSet(a, call.context)
      let second = ItemSet(b, call.context)
      let common = first.items.count { !call.context.isStopped() && second.contains($0) }
      let union = first.items.count + second.items.count - common
      return .real(Double(common) / Double(union))
    },
    "set_difference": setFunction { first, others, isStopped in
      first.filter { item in !isStopped() && !others.contains { $0.contains(item) } }
    },
    "set_has_element": { arguments, rowCount, type, context in
      listHasElement(arguments, rowCount) ?? setHasElement(arguments, rowCount, type, context)
    },
    "set_intersect": setFunction { first, others, isStopped in
      first.filter { item in !isStopped() && others.allSatisfy { $0.contains(item) } }
    },
    "set_union": setFunction { first, others, _ in first + others.flatMap(\.items) },
  ]

  /// The member or item that a key or position names; positions below zero count from the end.
  static func element(of value: DynamicValue, at key: Value) -> Value {
    switch (value, key) {
    case (.bag(let bag), .string(let key)):
      return bag[key].map { $0 == .null ? .null : .dynamic($0) } ?? .null
    case (.array(let items), .integer(let position)):
      let place = position < 0 ? position + Int64(items.count) : position
      guard place >= 0, place < Int64(items.count), items[Int(place)] != .null else {
        return .null
      }
      return .dynamic(items[Int(place)])
    default: return .null
    }
  }

  /// The keys of `$.a.b`; any other text is one key.
  private static func path(_ text: String) -> [String] {
    guard text.hasPrefix("$.") else { return [text] }
    return text.dropFirst(2).split(separator: ".", omittingEmptySubsequences: false).map {
      String($0)
    }
  }

  private static func value(in value: DynamicValue, at path: [String]) -> DynamicValue? {
    path.reduce(value) { inner, key in
      guard case .bag(let bag) = inner else { return nil }
      return bag[key]
    }
  }

  /// The value with what lies at the path set, or removed for nil; bags on the way are made.
  private static func setting(
    _ value: DynamicValue, _ path: ArraySlice<String>, to new: DynamicValue?
  ) -> DynamicValue {
    guard let key = path.first else { return new ?? value }
    var bag: DynamicBag
    if case .bag(let existing) = value {
      bag = existing
    } else if new == nil {
      return value
    } else {
      bag = DynamicBag()
    }
    if path.count == 1 {
      bag[key] = new
    } else if new != nil || bag[key] != nil {
      bag[key] = setting(bag[key] ?? .null, path.dropFirst(), to: new)
    }
    return .bag(bag)
  }

  /// A function of arrays as sets: the items of the first, distinct and in order, and the others.
  private static func setFunction(
    _ body: @escaping @Sendable ([DynamicValue], [ItemSet], () -> Bool) -> [DynamicValue]
  ) -> ScalarKernel {
    rows { call in
      let arrays = (0..<call.count).map { call.array($0) }
      guard let first = arrays[0], !arrays.contains(nil) else { return .null }
      let others = arrays.dropFirst().map { ItemSet($0 ?? [], call.context) }
      let items = body(ItemSet(first, call.context).items, others, call.context.isStopped)
      return .dynamic(.array(ItemSet(items, call.context).items))
    }
  }

  private static let setHasElement = rows { call in
    guard let items = call.array(0) else { return .null }
    let sought = call.dynamic(1)
    return .bool(items.contains { isSame($0, sought) })
  }

  /// Whether lists of texts hold a constant text: its code is looked for in the codes.
  private static func listHasElement(_ arguments: [ArgumentVector], _ rowCount: Int) -> Vector? {
    guard case .lists(let offsets, let codes, let dictionary) = arguments[0].vector.values,
      !arguments[0].isConstant, arguments[1].isConstant, arguments[1].vector.count > 0,
      case .string(let text) = arguments[1][0], dictionary.isUnique
    else { return nil }
    let pattern = TextPattern(text, .equal, ignoresCase: false)
    let storage = dictionary.bytes
    let bytes = storage.span
    var truths = ContiguousArray<Bool>(repeating: false, count: rowCount)
    for row in 0..<rowCount {
      for code in codes[Int(offsets[row])..<Int(offsets[row + 1])]
      where pattern.matches(bytes.extracting(dictionary.range(of: code))) {
        truths[row] = true
      }
    }
    return .bools(truths, arguments[0].vector.validity)
  }
}

/// Distinct items in the order in which they came; 1 and 1.0 are one item.
struct ItemSet: Sendable {
  private(set) var items: [DynamicValue] = []
  /// The numbers that a real can be, by their bits: a million of them are looked up, and given
  /// back, in a fraction of the time that boxes take.
  private var numbers: Set<UInt64> = []
  private var others: Set<DynamicValue> = []

  init(_ items: [DynamicValue], _ context: EvaluationContext) {
    for item in items where !context.isStopped() && insert(item) { self.items.append(item) }
  }

  func contains(_ item: DynamicValue) -> Bool {
    if let bits = Self.bits(item) { return numbers.contains(bits) }
    return others.contains(item)
  }

  private mutating func insert(_ item: DynamicValue) -> Bool {
    if let bits = Self.bits(item) { return numbers.insert(bits).inserted }
    return others.insert(item).inserted
  }

  /// The bits of a number's real, those of zero for both zeros; what is not equal to itself has none.
  private static func bits(_ item: DynamicValue) -> UInt64? {
    let number: Double? =
      switch item {
      case .integer(let value): Double(exactly: value)
      case .real(let value): value
      default: nil
      }
    guard let number, !number.isNaN else { return nil }
    return number == 0 ? 0 : number.bitPattern
  }
}
