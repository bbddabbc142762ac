internal import Columnar

/// Numbers the distinct combinations of key values: 0, 1, 2, ... in the order of their first rows.
///
/// Each key column turns its values into words, equal where the values are; a row's key is those
/// words and then a bit a null. Words lie end to end, found by open addressing:
///
///     words  | key 0: a, b, nulls | key 1: a, b, nulls | ...
///     slots  group + 1, or 0 where free
///
/// One key of texts needs no hashing: its words count from 0 and index an array.
struct GroupTable {
  private var columns: [KeyColumn]
  private let width: Int
  private let isDirect: Bool
  private var words: ContiguousArray<UInt64> = []
  private var slots: ContiguousArray<UInt32>
  private var mask: Int
  /// The number of groups so far.
  private(set) var count = 0

  init(types: [LogicalType]) {
    columns = types.map { KeyColumn($0) }
    width = types.count + (types.count + 63) / 64
    isDirect = types.count == 1 && types[0] == .string
    slots = ContiguousArray(repeating: 0, count: 1024)
    mask = 1023
  }

  /// The group of each row, made where it is new.
  mutating func groups(
    of keys: [ArgumentVector], rowCount: Int
  ) -> ContiguousArray<UInt32> {
    var groups = ContiguousArray<UInt32>(repeating: 0, count: rowCount)
    let encoded = encode(keys, rowCount)
    if isDirect {
      for row in 0..<rowCount { groups[row] = directGroup(encoded.word(row)) }
      return groups
    }
    var key = ContiguousArray<UInt64>(repeating: 0, count: width)
    for row in 0..<rowCount {
      encoded.copy(row, to: &key)
      groups[row] = group(of: key)
    }
    return groups
  }

  /// The group of each row, or `UInt32.max` where there is none.
  mutating func find(_ keys: [ArgumentVector], rowCount: Int) -> ContiguousArray<UInt32> {
    var groups = ContiguousArray<UInt32>(repeating: .max, count: rowCount)
    let encoded = encode(keys, rowCount)
    if isDirect {
      for row in 0..<rowCount {
        let word = Int(encoded.word(row))
        if word < slots.count, slots[word] != 0 { groups[row] = slots[word] - 1 }
      }
      return groups
    }
    var key = ContiguousArray<UInt64>(repeating: 0, count: width)
    for row in 0..<rowCount {
      encoded.copy(row, to: &key)
      let slot = slot(of: key)
      if slots[slot] != 0 { groups[row] = slots[slot] - 1 }
    }
    return groups
  }

  /// The key values of all groups, a vector a key.
  func keyVectors() -> [Vector] {
    columns.indices.map { column in
      var values: ContiguousArray<UInt64> = []
      var nulls: ContiguousArray<UInt8> = []
      for group in 0..<count {
        values.append(words[group * width + column])
        let bits = words[group * width + columns.count + column / 64]
        nulls.append(bits >> UInt64(column % 64) & 1 == 1 ? 0 : 1)
      }
      return columns[column].decode(values, validity: ValidityMask(nulls))
    }
  }

  private mutating func directGroup(_ word: UInt64) -> UInt32 {
    let place = Int(word)
    if place >= slots.count {
      slots.append(contentsOf: repeatElement(0, count: max(slots.count, place)))
    }
    if slots[place] == 0 {
      words.append(word)
      words.append(0)
      count += 1
      slots[place] = UInt32(count)
    }
    return slots[place] - 1
  }

  private mutating func group(of key: ContiguousArray<UInt64>) -> UInt32 {
    let slot = slot(of: key)
    if slots[slot] != 0 { return slots[slot] - 1 }
    words.append(contentsOf: key)
    count += 1
    slots[slot] = UInt32(count)
    if count * 2 > slots.count { grow() }
    return UInt32(count - 1)
  }

  /// The slot that holds the key, or the free one where it would go.
  private func slot(of key: ContiguousArray<UInt64>) -> Int {
    var slot = Self.hash(key[...]) & mask
    while slots[slot] != 0 {
      let start = Int(slots[slot] - 1) * width
      var isSame = true
      for index in 0..<width where words[start + index] != key[index] {
        isSame = false
        break
      }
      if isSame { return slot }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private mutating func grow() {
    slots = ContiguousArray(repeating: 0, count: slots.count * 2)
    mask = slots.count - 1
    for group in 0..<count {
      var slot = Self.hash(words[group * width..<(group + 1) * width]) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(group + 1)
    }
  }

  private static func hash(_ key: ContiguousArray<UInt64>.SubSequence) -> Int {
    var hash: UInt64 = 0x9e37_79b9_7f4a_7c15
    for word in key {
      hash = (hash ^ word) &* 0xff51_afd7_ed55_8ccd
      hash ^= hash >> 32
    }
    return Int(truncatingIfNeeded: hash >> 1)
  }

  private mutating func encode(_ keys: [ArgumentVector], _ rowCount: Int) -> EncodedKeys {
    var encoded = EncodedKeys(
      words: [], isConstant: keys.map(\.isConstant), nulls: keys.map(\.vector.validity))
    for index in columns.indices {
      encoded.words.append(columns[index].encode(keys[index].vector))
    }
    return encoded
  }
}

/// The keys of a chunk as words, a column each.
private struct EncodedKeys {
  var words: [ContiguousArray<UInt64>]
  let isConstant: [Bool]
  let nulls: [ValidityMask]

  /// The word of a row whose key is one text.
  func word(_ row: Int) -> UInt64 { words[0][isConstant[0] ? 0 : row] }

  /// Writes the key of a row: its words, then the bits of nulls.
  func copy(_ row: Int, to key: inout ContiguousArray<UInt64>) {
    for index in words.count..<key.count { key[index] = 0 }
    for column in words.indices {
      let place = isConstant[column] ? 0 : row
      if nulls[column][place] {
        key[column] = words[column][place]
      } else {
        key[column] = 0
        key[words.count + column / 64] |= 1 << UInt64(column % 64)
      }
    }
  }
}

/// One key column: turns values into words and back.
private struct KeyColumn {
  private let type: LogicalType
  private var texts = StringDictionaryBuilder()
  /// Words of the entries of the dictionary last seen.
  private var mapping: ContiguousArray<UInt32> = []
  private var mapped: StringDictionary?
  private var boxed: [DynamicValue] = []
  private var wordOfBoxed: [DynamicValue: UInt64] = [:]

  init(_ type: LogicalType) {
    self.type = type
  }

  mutating func encode(_ vector: Vector) -> ContiguousArray<UInt64> {
    switch vector.values {
    case .bools(let values): ContiguousArray(values.map { $0 ? 1 : 0 })
    case .integers(let values): ContiguousArray(values.map { UInt64(bitPattern: $0) })
    case .reals(let values): ContiguousArray(values.map(Self.bits))
    case .strings(let codes, let dictionary): encode(codes, dictionary)
    case .dynamics(let values): ContiguousArray(values.map { word(of: $0) })
    case .lists:
      ContiguousArray((0..<vector.count).map { word(of: DynamicValue(vector[$0])) })
    }
  }

  /// One NaN, one zero.
  private static func bits(_ value: Double) -> UInt64 {
    value.isNaN ? Double.nan.bitPattern : (value == 0 ? 0.0 : value).bitPattern
  }

  private mutating func encode(
    _ codes: ContiguousArray<UInt32>, _ dictionary: StringDictionary
  ) -> ContiguousArray<UInt64> {
    if mapped !== dictionary {
      mapped = dictionary
      mapping = ContiguousArray(repeating: .max, count: dictionary.count)
    }
    var words = ContiguousArray<UInt64>(repeating: 0, count: codes.count)
    for row in codes.indices {
      let code = Int(codes[row])
      if mapping[code] == .max { mapping[code] = texts.code(for: dictionary[codes[row]]) }
      words[row] = UInt64(mapping[code])
    }
    return words
  }

  private mutating func word(of value: DynamicValue) -> UInt64 {
    if let word = wordOfBoxed[value] { return word }
    let word = UInt64(boxed.count)
    boxed.append(value)
    wordOfBoxed[value] = word
    return word
  }

  func decode(_ words: ContiguousArray<UInt64>, validity: ValidityMask) -> Vector {
    let values: VectorValues
    switch type.physical {
    case .bool: values = .bools(ContiguousArray(words.map { $0 != 0 }))
    case .integer: values = .integers(ContiguousArray(words.map { Int64(bitPattern: $0) }))
    case .real: values = .reals(ContiguousArray(words.map { Double(bitPattern: $0) }))
    case .string:
      values = .strings(ContiguousArray(words.map { UInt32($0) }), texts.finish())
    case .dynamic:
      values = .dynamics(
        ContiguousArray(
          words.enumerated().map { validity[$0] ? boxed[Int($1)] : .null }))
    }
    return Vector(type: type, values: values, validity: validity)
  }
}
