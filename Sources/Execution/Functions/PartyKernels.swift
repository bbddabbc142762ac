internal import Columnar
internal import Synchronization

extension ScalarKernels {
  /// What `involves` and its kin are made of.
  static let parties: [String: ScalarKernel] = ["has_member": hasMember]

  /// Whether the text, or an item of the list, is one of the constants.
  private static let hasMember: ScalarKernel = { (arguments, rowCount, _, context) -> Vector in
    let vector = arguments[0].vector
    var result = ContiguousArray<Bool>(repeating: false, count: rowCount)
    guard rowCount > 0, case .dynamic(.array(let wanted)) = arguments[1][0] else {
      return .bools(result)
    }
    switch vector.values {
    case .strings(let codes, let dictionary):
      let members = context.memberships.members(of: wanted, in: dictionary)
      for row in 0..<rowCount { result[row] = members[Int(codes[arguments[0].index(row)])] }
    case .lists(let offsets, let codes, let dictionary):
      let members = context.memberships.members(of: wanted, in: dictionary)
      for row in 0..<rowCount {
        let place = arguments[0].index(row)
        for item in Int(offsets[place])..<Int(offsets[place + 1]) where members[Int(codes[item])] {
          result[row] = true
          break
        }
      }
    case .dynamics(let values):
      let set = Set(wanted)
      for row in 0..<rowCount {
        switch values[arguments[0].index(row)] {
        case .array(let items): result[row] = items.contains { set.contains($0) }
        case let value: result[row] = set.contains(value)
        }
      }
    case .bools, .integers, .reals: break
    }
    return .bools(result)
  }
}

/// Which entries of a dictionary are among some texts, found once a statement and not once a chunk.
final class DictionaryMemberships: Sendable {
  private struct Entry: Sendable {
    /// Held, so that no other dictionary comes to lie at its place.
    let dictionary: StringDictionary
    let wanted: [DynamicValue]
    let members: ContiguousArray<Bool>
  }

  private let entries = Mutex<[Entry]>([])
  /// Dictionaries that a chunk brings along are not worth more.
  private static let capacity = 64

  /// For each code whether its text is wanted.
  func members(
    of wanted: [DynamicValue], in dictionary: StringDictionary
  ) -> ContiguousArray<Bool> {
    let known = entries.withLock { entries in
      entries.first { $0.dictionary === dictionary && $0.wanted == wanted }?.members
    }
    if let known { return known }
    let texts = wanted.compactMap { value in
      if case .string(let text) = value { Array(text.utf8) } else { nil }
    }
    let members = ContiguousArray(
      (0..<UInt32(dictionary.count)).map { code in
        unsafe dictionary.withUTF8(of: code) { bytes in
          texts.contains { unsafe $0.count == bytes.count && $0.elementsEqual(bytes) }
        }
      })
    entries.withLock { entries in
      if entries.count >= Self.capacity { entries.removeFirst(Self.capacity / 2) }
      entries.append(Entry(dictionary: dictionary, wanted: wanted, members: members))
    }
    return members
  }
}
