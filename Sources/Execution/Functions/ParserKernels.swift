internal import Columnar

extension ScalarKernels {
  /// What `parse` and `parse-kv` compute with.
  static let parsers: [String: ScalarKernel] = [
    "bag_without_empty": rows { call in
      guard let bag = call.bag(0) else { return .null }
      let members = zip(bag.keys, bag.values).filter { $1 != .null && $1 != .string("") }
      return .dynamic(.bag(DynamicBag(members: members.map { (key: $0, value: $1) })))
    },
    "captures": rows { call in
      let bytes = Array(call.text(0).utf8)
      guard let expression = RegularExpression.shared(call.text(1)),
        let match = expression.firstMatch(in: bytes, from: 0)
      else { return .null }
      var items: [DynamicValue] = []
      while let group = expression.groupIndex(named: "c\(items.count)") {
        let range = match[group]
        items.append(.string(range.map { String(decoding: bytes[$0], as: UTF8.self) } ?? ""))
      }
      return .dynamic(.array(items))
    },
    "key_values": rows { call in
      guard let keys = call.array(1), let options = call.bag(2) else { return .null }
      let found = KeyValueReader(options).read(call.text(0))
      return .dynamic(
        .array(
          keys.map { key in
            if case .string(let key) = key, let value = found[key] { .string(value) } else { .null }
          }))
    },
  ]
}

/// Reads texts such as `user=kim; role='chair; host'`.
struct KeyValueReader {
  private let pairDelimiter: [UInt8]
  private let keyDelimiter: [UInt8]
  private let quotes: [UInt8]
  private let escape: UInt8?
  private let isGreedy: Bool
  private let expression: RegularExpression?

  init(_ options: DynamicBag) {
    func text(_ name: String) -> String? {
      if case .string(let text)? = options[name] { text } else { nil }
    }
    pairDelimiter = Array((text("pair_delimiter") ?? "").utf8)
    keyDelimiter = Array((text("kv_delimiter") ?? "").utf8)
    quotes = Array((text("quote") ?? "").utf8)
    escape = text("escape")?.utf8.first
    isGreedy = options["greedy"] == .bool(true)
    expression = text("regex").flatMap { RegularExpression.shared($0) }
  }

  /// The values by key; of several the first stands.
  func read(_ text: String) -> [String: String] {
    let bytes = Array(text.utf8)
    var found: [String: String] = [:]
    if let expression {
      for match in expression.matches(in: bytes) where match.count > 2 {
        guard let key = match[1], let value = match[2] else { continue }
        Self.add(bytes[key], bytes[value], to: &found)
      }
      return found
    }
    var place = 0
    while let delimiter = find(keyDelimiter, in: bytes, from: place) {
      var key = Self.trimmed(bytes[place..<delimiter])
      if let end = last(pairDelimiter, in: bytes, key.indices) {
        key = Self.trimmed(bytes[end..<key.endIndex])
      }
      place = delimiter + keyDelimiter.count
      let value = self.value(in: bytes, &place)
      Self.add(key, value, to: &found)
    }
    return found
  }

  /// The value at a place, which moves behind it.
  private func value(in bytes: [UInt8], _ place: inout Int) -> ArraySlice<UInt8> {
    while place < bytes.count, bytes[place] == UInt8(ascii: " ") { place += 1 }
    if place < bytes.count, quotes.contains(bytes[place]) {
      let quote = bytes[place]
      var value: [UInt8] = []
      place += 1
      while place < bytes.count, bytes[place] != quote {
        if bytes[place] == escape, place + 1 < bytes.count { place += 1 }
        value.append(bytes[place])
        place += 1
      }
      place = min(place + 1, bytes.count)
      return value[...]
    }
    let start = place
    var end = find(pairDelimiter, in: bytes, from: start) ?? bytes.count
    if isGreedy {
      // The value goes on to the last delimiter before the next key.
      let next = find(keyDelimiter, in: bytes, from: start)
      let limit = next ?? bytes.count
      let before = next == nil ? nil : last(pairDelimiter, in: bytes, start..<limit)
      end = before.map { $0 - pairDelimiter.count } ?? bytes.count
    }
    place = end
    return Self.trimmed(bytes[start..<end])
  }

  private static func add(
    _ key: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>, to found: inout [String: String]
  ) {
    let key = String(decoding: key, as: UTF8.self)
    if found[key] == nil { found[key] = String(decoding: value, as: UTF8.self) }
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isBlank = { (byte: UInt8) in byte == 32 || (9...13).contains(byte) }
    var bytes = bytes.drop(while: isBlank)
    while let last = bytes.last, isBlank(last) { bytes.removeLast() }
    return bytes
  }

  /// Where the sought text begins at or behind a place.
  private func find(_ sought: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    guard !sought.isEmpty, start + sought.count <= bytes.count else { return nil }
    return (start...bytes.count - sought.count).first { bytes[$0...].starts(with: sought) }
  }

  /// Where the last sought text in a range ends.
  private func last(_ sought: [UInt8], in bytes: [UInt8], _ range: Range<Int>) -> Int? {
    guard !sought.isEmpty, range.count >= sought.count else { return nil }
    return (range.lowerBound...range.upperBound - sought.count).last {
      bytes[$0...].starts(with: sought)
    }.map { $0 + sought.count }
  }
}
